//! What people do: register, open, follow up, edit what they opened a while ago, hand over, take over, undo,
//! and try what the law bars. Each entry carries a marker, so that it can be found again.

use std::collections::BTreeMap;

use fieldbook_book::document::Heads;
use fieldbook_book::replica::{Draft, Event, NOW, Opened, Part};
use fieldbook_book::row::Row;
use fieldbook_book::wire::Kept;
use fieldbook_process::people::Role;
use fieldbook_process::testing::{CHEN, LIN};
use fieldbook_process::{ActName, DocId, EntryId, Path, PersonId, RecordKind, Value};

use super::world::{Step, World};

/// What a ticket was for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub(crate) marker: Option<String>,
    pub(crate) undo: bool,
    pub(crate) undoes: Option<String>,
    /// A form opened now and saved later.
    pub(crate) form: bool,
    /// Kept work is taken over.
    pub(crate) takes_over: bool,
}

type Values = Vec<(Path, Option<Value>)>;

pub(crate) fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

pub(crate) fn id(bytes: [u8; 16]) -> Option<Value> {
    Some(Value::Id(bytes))
}

pub(crate) fn part(doc: DocId, kind: RecordKind, act: ActName, values: Values) -> Part {
    Part { doc, kind, act, opened: None, values }
}

impl World {
    pub(crate) fn act(&mut self, at: usize) {
        if !self.troubled {
            return;
        }
        let next = self.chance.within(5_000, 900_000);
        self.later(next, Step::Act(at));
        self.do_something(at);
    }

    /// A second tab of the same phone opens over the same disk, saves something and takes over the line.
    pub(crate) fn second_tab(&mut self, at: usize) {
        if self.phones[at].wiped || self.phones[at].replica.is_none() {
            return;
        }
        // The first tab loses what it holds in memory only, as it does when it is told to read again; the
        // second one lives on as the phone's app.
        self.phones[at].replica = None;
        self.start(at);
        self.do_something(at);
    }

    fn do_something(&mut self, at: usize) {
        let me = self.phones[at].person;
        let Some(replica) = &self.phones[at].replica else { return };
        if replica.company().version == 0 {
            // Nobody can act before the first answer has brought the company.
            return;
        }
        let role = replica.company().people.get(me).map_or(Role::Rep, |person| person.role);
        let rows: BTreeMap<DocId, Row> = replica.rows().clone();
        let kept: Vec<Kept> = replica.kept().values().cloned().collect();
        let of = |kind| rows.values().filter(|row| row.kind == kind).map(|row| row.doc).collect::<Vec<_>>();
        let (customers, deals) = (of(RecordKind::Customer), of(RecordKind::Deal));
        match self.chance.below(100) {
            // Service registers and opens nothing.
            _ if role == Role::Staff => self.deed(at, me, &rows),
            0..=9 => self.register(at, me),
            10..=18 => match self.chance.pick(&customers).copied() {
                Some(customer) => self.open_deal(at, me, customer, true),
                None => self.register(at, me),
            },
            19..=38 => self.deed(at, me, &rows),
            39..=62 => {
                if let Some(deal) = self.chance.pick(&deals).copied() {
                    self.follow_up(at, me, &[deal]);
                }
            }
            63..=69 => {
                let both = (self.chance.pick(&deals).copied(), self.chance.pick(&deals).copied());
                if let (Some(a), Some(b)) = both
                    && a != b
                {
                    self.follow_up(at, me, &[a, b]);
                }
            }
            70..=82 => {
                if let Some(deal) = self.chance.pick(&deals).copied() {
                    let ticket = self.ask(Asked { form: true, ..Asked::default() });
                    self.give(at, Event::Open(ticket, deal));
                }
            }
            83..=88 => {
                if let Some(customer) = self.chance.pick(&customers).copied() {
                    self.open_deal(at, me, customer, false);
                }
            }
            89..=94 if role != Role::Rep => {
                if let Some(customer) = self.chance.pick(&customers).copied() {
                    self.hand_over(at, customer, &rows);
                }
            }
            _ => {
                if let Some(kept) = self.chance.pick(&kept).cloned() {
                    self.take_over(at, me, &kept);
                }
            }
        }
    }

    fn ask(&mut self, asked: Asked) -> u64 {
        self.tickets += 1;
        self.asked.insert(self.tickets, asked);
        self.tickets
    }

    pub(crate) fn save(
        &mut self,
        at: usize,
        marker: Option<String>,
        parts: Vec<Part>,
        takes_over: Option<EntryId>,
    ) {
        let undo = marker.is_some() && takes_over.is_none() && self.chance.one_in(8);
        let ticket = self.ask(Asked { marker, undo, takes_over: takes_over.is_some(), ..Asked::default() });
        let draft =
            Draft { parts, takes_over, undo_ms: if undo { 5_000 } else { 0 }, seen: self.chance.one_in(2) };
        self.give(at, Event::Act(ticket, draft));
    }

    pub(crate) fn marker(&mut self) -> String {
        self.tickets += 1;
        format!("<m{}>", self.tickets)
    }

    pub(crate) fn fresh(&mut self) -> [u8; 16] {
        use fieldbook_book::replica::Chance;
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        bytes
    }

    fn register(&mut self, at: usize, me: PersonId) {
        let (marker, doc) = (self.marker(), DocId(self.fresh()));
        if self.chance.one_in(6) {
            let (name, owner) = (text(&format!("電機展 {marker}")), id(me.0));
            let values = vec![
                (Path::field("name"), name),
                (Path::field("starts_on"), Some(Value::Int(20_000))),
                (Path::field("owner"), owner),
            ];
            let planned = part(doc, RecordKind::Event, ActName::PlanEvent, values);
            return self.save(at, Some(marker), vec![planned], None);
        }
        if self.chance.one_in(6) {
            // What is open: whoever holds it adds to it.
            let values = vec![
                (Path::field("note_kind"), text("price")),
                (Path::field("subject"), text(&marker)),
                (Path::field("by"), id(me.0)),
                (Path::field("at"), Some(NOW)),
            ];
            let taken = part(doc, RecordKind::MarketNote, ActName::TakeMarketNote, values);
            return self.save(at, Some(marker), vec![taken], None);
        }
        let contact = EntryId(self.fresh());
        let territory = if self.chance.one_in(2) { "華東" } else { "華南" };
        let values = vec![
            (Path::field("name"), text(&format!("華盛精密 {marker}"))),
            (Path::field("territory"), text(territory)),
            (Path::field("owner"), id(me.0)),
            (Path::field("registered"), Some(NOW)),
            (Path::entry("contact", contact, "name"), text("李經理")),
            (Path::entry("contact", contact, "phone"), text("138 0000 4821")),
        ];
        self.save(
            at,
            Some(marker),
            vec![part(doc, RecordKind::Customer, ActName::RegisterCustomer, values)],
            None,
        );
    }

    fn open_deal(&mut self, at: usize, me: PersonId, customer: DocId, with_grounds: bool) {
        let (marker, doc) = (self.marker(), DocId(self.fresh()));
        let mut values = vec![
            (Path::field("title"), text("二期")),
            (Path::field("customer"), id(customer.0)),
            (Path::field("seller"), id(me.0)),
            (Path::field("interest"), text(&format!("要求噪音低於 62 dB {marker}"))),
            (Path::field("opened"), Some(NOW)),
        ];
        if with_grounds {
            values.push((Path::field("possibility"), text("明年預算已批")));
        }
        self.save(at, Some(marker), vec![part(doc, RecordKind::Deal, ActName::OpenDeal, values)], None);
    }

    fn follow_up(&mut self, at: usize, me: PersonId, deals: &[DocId]) {
        let marker = self.marker();
        let happened = self.now_ms - self.chance.within(0, 86_400_000);
        let reached = self.chance.one_in(2);
        let mut parts = Vec::new();
        for deal in deals {
            let entry = EntryId(self.fresh());
            let path = |field: &str| Path::entry("follow_up", entry, field);
            let mut values = vec![
                (path("happened"), Some(Value::Instant(happened.min(self.wall(at))))),
                (path("entered"), Some(NOW)),
                (path("by"), id(me.0)),
                (path("channel"), text("phone")),
                (path("content"), text(&format!("對比兩家競品 {marker}"))),
            ];
            if reached {
                values.push((path("reached"), Some(Value::Flag(true))));
            }
            parts.push(part(*deal, RecordKind::Deal, ActName::LogFollowUp, values));
        }
        self.save(at, Some(marker), parts, None);
    }

    /// The phone's corrected clock, where it runs.
    fn wall(&self, at: usize) -> i64 {
        let phone = &self.phones[at];
        let wall = self.now_ms + phone.skew_ms;
        phone.replica.as_ref().map_or(wall, |replica| replica.corrected_ms(wall))
    }

    fn hand_over(&mut self, at: usize, customer: DocId, rows: &BTreeMap<DocId, Row>) {
        let to = if self.chance.one_in(2) { LIN } else { CHEN };
        let mut parts = vec![part(
            customer,
            RecordKind::Customer,
            ActName::HandOverCustomer,
            vec![(Path::field("owner"), id(to.0))],
        )];
        let its_deals = rows.values().filter(|row| row.get::<Option<DocId>>("customer") == Some(customer));
        parts.extend(its_deals.map(|row| {
            part(row.doc, RecordKind::Deal, ActName::HandOverDeal, vec![(Path::field("seller"), id(to.0))])
        }));
        self.save(at, None, parts, None);
    }

    fn take_over(&mut self, at: usize, me: PersonId, kept: &Kept) {
        let mut values: Values =
            kept.edits.iter().map(|edit| (edit.path.clone(), edit.new.clone())).collect();
        for (path, value) in &mut values {
            if matches!(path.field.as_str(), "entered" | "opened" | "planned" | "closed_at") {
                *value = Some(NOW);
            }
        }
        let entry = values.iter().find_map(|(path, _)| path.entry.clone()).filter(|(list, _)| {
            let list = kept.kind.schema().entry(list);
            list.is_some_and(|list| list.fields.iter().any(|field| field.name == "taken_over_by"))
        });
        if let Some((kind, entry)) = entry {
            values.push((Path::entry(&kind, entry, "taken_over_by"), id(me.0)));
        }
        self.save(at, None, vec![part(kept.doc, kept.kind, kept.act, values)], Some(kept.id));
    }

    /// A form was opened; it is saved some time later, whatever came in between.
    pub(crate) fn opened(&mut self, at: usize, ticket: u64, opened: Option<Box<Opened>>) {
        let Some(asked) = self.asked.remove(&ticket) else { return };
        let (true, Some(opened)) = (asked.form, opened) else { return };
        let field = if self.chance.one_in(2) { "title" } else { "product" };
        let heads: Heads = opened.heads.clone();
        let value = format!("{field} {}", self.chance.below(1_000));
        let values = vec![(Path::field(field), text(&value))];
        let form =
            Part { opened: Some(heads), ..part(opened.doc, RecordKind::Deal, ActName::EditDeal, values) };
        let ticket = self.ask(Asked::default());
        let draft = Draft { parts: vec![form], seen: self.chance.one_in(2), ..Draft::default() };
        let delay = self.chance.within(1_000, 600_000);
        let life = self.phones[at].life;
        self.later(delay, Step::Event(at, life, Event::Act(ticket, draft)));
    }

    pub(crate) fn undo(&mut self, at: usize, life: u64, order: u64, marker: String) {
        if self.phones[at].life == life {
            self.owed.remove(&marker);
            let ticket = self.ask(Asked { undoes: Some(marker), ..Asked::default() });
            self.give(at, Event::Undo(ticket, order));
        }
    }
}
