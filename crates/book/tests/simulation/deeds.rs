//! What else people do with deals, customers and questions: judge, propose, decide, plan, let go, hand on, ask, reach,
//! claim, give away line by line, join and take apart. Much of it is barred where it is tried; what is saved carries a
//! marker in its words.

use std::collections::BTreeMap;

use fieldbook_book::replica::{NOW, Part};
use fieldbook_book::row::Row;
use fieldbook_process::law::Asks;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::testing::{CHEN, LIN, WANG};
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, DocId, EntryId, Path, PersonId, RecordKind, Value};

use super::people::{id, part, text};
use super::world::World;

impl World {
    /// Something done about one of the records that a phone holds.
    pub(crate) fn deed(&mut self, at: usize, me: PersonId, rows: &BTreeMap<DocId, Row>) {
        let all: Vec<&Row> = rows.values().collect();
        let Some(row) = self.chance.pick(&all).copied() else { return };
        let marker = self.marker();
        let parts = match row.kind {
            RecordKind::Deal => self.about_deal(me, row, &marker),
            RecordKind::Customer => self.about_customer(me, row, rows, &marker),
            RecordKind::Question => self.about_question(me, row, &marker),
            RecordKind::MarketNote => self.entry(row, me, "note_addition", vec![("content", text(&marker))]),
            // What the whole company reads: who does not look after it writes, too, and is kept for who does.
            _ => vec![part(
                row.doc,
                row.kind,
                row.kind.edited_by(),
                vec![(Path::field(row.kind.named_by()), text(&marker))],
            )],
        };
        // What bears no words of its own is not looked for afterwards.
        let is_marked = parts
            .iter()
            .flat_map(|part| &part.values)
            .any(|(_, value)| matches!(value, Some(Value::Text(words)) if words.contains(&marker)));
        self.save(at, is_marked.then_some(marker), parts, None);
    }

    /// A new entry of a list, signed.
    fn entry(
        &mut self,
        row: &Row,
        me: PersonId,
        list: &str,
        values: Vec<(&str, Option<Value>)>,
    ) -> Vec<Part> {
        let entry = EntryId(self.fresh());
        let at = |name: &str| Path::entry(list, entry, name);
        let mut values: Vec<_> = values.into_iter().map(|(name, value)| (at(name), value)).collect();
        values.extend([(at("by"), id(me.0)), (at("at"), Some(NOW))]);
        let act = row.kind.schema().entry(list).expect("a list of the record").made_by;
        vec![part(row.doc, row.kind, act, values)]
    }

    fn about_deal(&mut self, me: PersonId, row: &Row, marker: &str) -> Vec<Part> {
        let words = || text(marker);
        match self.chance.below(9) {
            0 | 1 => {
                let score = i64::try_from(self.chance.below(5)).expect("few") + 1;
                let score = || Some(Value::Int(score));
                let values = vec![
                    ("need", score()),
                    ("need_why", words()),
                    ("power", score()),
                    ("power_why", words()),
                    ("rivals", score()),
                    ("rivals_why", words()),
                    ("feasible_why", words()),
                    ("chance", Some(Value::Int(40))),
                ];
                self.entry(row, me, "evaluation", values)
            }
            2 => self.entry(row, me, "proposal", vec![("stop", Some(Value::Flag(true))), ("why", words())]),
            3 => self.entry(row, me, "decision", vec![("why", words())]),
            4 => self.entry(row, me, "resource", vec![("words", words())]),
            5 => {
                let values = vec![
                    (Path::field("interval_days"), Some(Value::Int(30))),
                    (Path::field("focus"), words()),
                    (Path::field("planned"), Some(NOW)),
                ];
                vec![part(row.doc, row.kind, ActName::PlanDeal, values)]
            }
            6 => self.ask_department(me, row, marker),
            _ => self.about_duty(me, row, marker),
        }
    }

    /// Lets a duty go, offers it to a colleague, accepts what is offered, or answers a finding.
    fn about_duty(&mut self, me: PersonId, row: &Row, marker: &str) -> Vec<Part> {
        if let Some(finding) = row.findings().first() {
            let values = vec![
                ("clause", text(finding.clause.id())),
                ("found", text(&finding.what.key)),
                ("since", Some(Value::Instant(finding.at_ms))),
                ("stance", text("objected")),
                ("words", text(marker)),
            ];
            return self.entry(row, me, "answer", values);
        }
        let offered = row.facts().iter().find_map(|(path, value)| {
            let (list, entry) = path.entry.as_ref()?;
            (list == "hand_on" && path.field == "to" && *value == Value::Id(me.0)).then_some(*entry)
        });
        if let Some(offer) = offered.filter(|_| self.chance.one_in(2)) {
            let values = vec![(Path::entry("hand_on", offer, "accepted"), Some(NOW))];
            return vec![part(row.doc, row.kind, ActName::AnswerHandOn, values)];
        }
        let Some(duty) = self.chance.pick(&row.duties()).cloned() else { return Vec::new() };
        let mut values =
            vec![("clause", text(duty.clause.id())), ("since", Some(Value::Instant(duty.owing.since_ms)))];
        if self.chance.one_in(2) {
            values.push(("why", text(marker)));
            return self.entry(row, me, "waiver", values);
        }
        let to = if self.chance.one_in(2) { LIN } else { CHEN };
        values.extend([("to", id(to.0)), ("words", text(marker))]);
        self.entry(row, me, "hand_on", values)
    }

    fn ask_department(&mut self, me: PersonId, row: &Row, marker: &str) -> Vec<Part> {
        let doc = DocId(self.fresh());
        let values = vec![
            (Path::field("subject"), text(&format!("45 °C {marker}"))),
            (Path::field("department"), text("service")),
            (Path::field("deal"), id(row.doc.0)),
            (Path::field("asker"), id(me.0)),
            (Path::field("asked"), Some(NOW)),
        ];
        vec![part(doc, RecordKind::Question, ActName::AskQuestion, values)]
    }

    fn about_question(&mut self, me: PersonId, row: &Row, marker: &str) -> Vec<Part> {
        let has = |field| row.get::<Option<Instant>>(field).is_some();
        let fields = |act, values: Vec<(&str, Option<Value>)>| {
            let values = values.into_iter().map(|(name, value)| (Path::field(name), value)).collect();
            vec![part(row.doc, row.kind, act, values)]
        };
        let by = || id(me.0);
        match (has("answered"), self.chance.one_in(3)) {
            (_, true) => fields(ActName::TakeQuestion, vec![("taken_by", by())]),
            (false, _) => {
                let values = vec![("answer", text(marker)), ("answered_by", by()), ("answered", Some(NOW))];
                fields(ActName::AnswerQuestion, values)
            }
            (true, _) => {
                let values = vec![("told", Some(NOW)), ("told_by", by()), ("told_words", text(marker))];
                fields(ActName::TellAnswer, values)
            }
        }
    }

    fn about_customer(
        &mut self,
        me: PersonId,
        row: &Row,
        rows: &BTreeMap<DocId, Row>,
        marker: &str,
    ) -> Vec<Part> {
        let customer = row.record::<Customer>();
        let keep = row.duties().iter().find(|duty| duty.asks == Asks::Touch).map(|duty| duty.owing.due_ms);
        match self.chance.below(9) {
            8 => {
                // Caught again: an entry that brings a contact along.
                let contact = EntryId(self.fresh());
                let mut parts = self.entry(row, me, "capture", vec![("words", text(marker))]);
                parts[0].values.push((Path::entry("contact", contact, "name"), text("吳芳")));
                parts
            }
            0 => self.entry(row, me, "touch", vec![("happened", Some(NOW)), ("content", text(marker))]),
            1 | 2 => {
                let calendar = self.server.company.calendar.clone();
                let lapsed_on = keep.map(|due_ms| Value::Int(i64::from(calendar.day_of(due_ms).0)));
                let Some(lapsed_on) = lapsed_on else { return Vec::new() };
                let mut parts = self.entry(row, me, "claim", vec![("lapsed_on", Some(lapsed_on))]);
                parts[0].values.push((Path::field("owner"), id(me.0)));
                parts
            }
            3 | 4 => {
                let to = [LIN, CHEN, WANG][usize::try_from(self.chance.below(3)).expect("few")];
                let from = customer.owner.map(|from| Value::Id(from.0));
                let values = vec![("from", from), ("to", id(to.0)), ("why", text(marker))];
                let mut parts = self.entry(row, me, "handover", values);
                parts[0].values.push((Path::field("owner"), id(to.0)));
                parts
            }
            5 => {
                let Some(line) = customer.handovers.iter().max_by_key(|it| it.at) else { return Vec::new() };
                let at = |name: &str| Path::entry("handover", line.id, name);
                let [when, who, words, act] = if self.chance.one_in(2) {
                    ["accepted", "accepted_by", "accepted_words", "accept_customer"]
                } else {
                    ["told", "told_by", "told_words", "introduce_owner"]
                };
                let values = vec![(at(when), Some(NOW)), (at(who), id(me.0)), (at(words), text(marker))];
                vec![part(row.doc, row.kind, ActName::of_code(act).expect("an act"), values)]
            }
            6 => {
                let others = rows.values().filter(|it| it.kind == RecordKind::Customer && it.doc != row.doc);
                let others: Vec<DocId> = others.map(|it| it.doc).collect();
                let Some(into) = self.chance.pick(&others).copied() else { return Vec::new() };
                self.entry(row, me, "joining", vec![("into", id(into.0)), ("why", text(marker))])
            }
            _ => {
                let Some(joining) = customer.joining() else { return Vec::new() };
                let at = |name: &str| Path::entry("joining", joining.id, name);
                let values = vec![
                    (at("undone"), Some(NOW)),
                    (at("undone_by"), id(me.0)),
                    (at("undone_why"), text(marker)),
                ];
                vec![part(row.doc, row.kind, ActName::SeparateCustomer, values)]
            }
        }
    }
}
