//! A phone as it was left, and its server: records, rows, cards, work set aside, work kept for its person, and acts
//! that are not sent. Every word that somebody typed is there once.

use std::sync::OnceLock;

use fieldbook_book::store::{Memory, Table};
use fieldbook_book::testing::{Pair, Phone};
use fieldbook_process::DocId;
use fieldbook_process::testing::{CHEN, LIN, WANG, customer, deal};

/// What is left, and what of it is checked.
pub struct Left {
    pub disk: Memory,
    office: Memory,
    after_ms: i64,
    /// A deal in the book that Lin writes on, with two contacts not sent.
    pub deal: DocId,
    /// The customer of it, with an edit not sent.
    pub customer: DocId,
    /// What was typed and not sent, in the order of the outbox.
    pub unsent: [&'static str; 6],
}

/// Built once.
pub fn left() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(story)
}

fn story() -> Left {
    let pair = Pair::new();
    let began_ms = pair.now_ms();
    let mut lin = pair.phone(LIN);
    let (mut wang, mut chen) = (pair.phone(WANG), pair.phone(CHEN));
    let acme = lin.registers(&customer());
    let motors = lin.opens_deal(&deal().of(acme));
    let beta = lin.registers(&customer().named("Beta").with_contact("Wu", "139 1234 5678"));
    let spares = lin.opens_deal(&deal().of(beta).titled("備件"));
    let delta = chen.registers(&customer().owned_by(CHEN).named("Delta"));
    let valves = chen.opens_deal(&deal().opened_by(CHEN).of(delta).titled("閥"));
    chen.registers(&customer().owned_by(CHEN).named("Gamma"));
    pair.passes(60_000);
    lin.logs(motors, "已送");
    wang.syncs();
    // Chen's work is kept for Lin, and Lin's for Chen.
    chen.goes_offline();
    chen.logs(valves, "留給林");
    wang.hands_over(delta, LIN);
    chen.comes_online();
    lin.syncs();
    lin.goes_offline();
    lin.logs(spares, "擱下");
    wang.hands_over(beta, CHEN);
    lin.comes_online();
    assert_eq!((lin.replica.kept().len(), lin.replica.aside().len(), lin.replica.cards().len()), (1, 1, 4));
    lin.goes_offline();
    pair.passes(60_000);
    lin.logs(motors, "甲");
    lin.logs(motors, "乙");
    lin.edits(acme, "needs", "丙");
    let omega = lin.registers(&customer().named("Omega"));
    let drives = lin.opens_deal(&deal().of(omega).titled("驅動"));
    lin.logs(drives, "丁");
    let office = pair.office().store.clone();
    Left {
        disk: lin.disk.clone(),
        office,
        after_ms: pair.now_ms() - began_ms,
        deal: motors,
        customer: acme,
        unsent: ["甲", "乙", "丙", "Omega", "驅動", "丁"],
    }
}

impl Left {
    /// Lin's phone with that on its disk, started without a network; and the server as it was.
    pub fn starts(&self, disk: Memory) -> (Pair, Phone) {
        let pair = Pair::new();
        let mut lin = pair.phone(LIN);
        lin.goes_offline();
        pair.passes(self.after_ms);
        pair.office().store = self.office.clone();
        lin.disk = disk;
        // The ids that the story used are used up.
        (0..1_000).for_each(|_| {
            lin.id();
        });
        lin.starts();
        (pair, lin)
    }

    /// Every stored value of a phone.
    pub fn stored(&self) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
        let of = |table: &Table| {
            let table = *table;
            self.disk.table(table).map(move |(key, value)| (table, key.to_vec(), value.to_vec()))
        };
        Table::PHONE.iter().flat_map(of).collect()
    }
}
