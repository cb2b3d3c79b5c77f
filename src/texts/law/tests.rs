//! Every name of the law has its text.

use fieldbook_process::people::{Department, Role};
use fieldbook_process::schema::{Kind, Schema};

use super::*;

/// The keys of a record's fields and choices.
fn keys(schema: &Schema) -> Vec<String> {
    let own = schema.fields.iter().map(|field| (schema.name, field));
    let entries =
        schema.entries.iter().flat_map(|entry| entry.fields.iter().map(|field| (entry.name, field)));
    let mut keys = Vec::new();
    for (holder, field) in own.chain(entries) {
        keys.push(format!("fields.{holder}.{}", field.name));
        if let Kind::Choice(codes) = field.kind {
            keys.extend(codes.iter().map(|code| format!("choices.{}.{code}", field.name)));
        }
    }
    keys
}

fn untold(keys: impl IntoIterator<Item = String>) -> Vec<String> {
    keys.into_iter().filter(|key| find(key).is_none()).collect()
}

#[test]
fn every_field_and_choice_of_every_record_has_a_text() {
    assert_eq!(untold(RecordKind::ALL.into_iter().flat_map(|kind| keys(kind.schema()))), [""; 0]);
}

#[test]
fn a_field_and_a_choice_without_a_text_are_noticed() {
    let mut fields = RecordKind::Deal.schema().fields.to_vec();
    fields.retain(|field| field.name == "closed");
    let [closed] = &mut fields[..] else { panic!("a deal is closed once") };
    closed.kind = Kind::Choice(&["won", "merged"]);
    let planted =
        Schema { name: "market_note", fields: fields.leak(), entries: &[], made_by: ActName::OpenDeal };
    assert_eq!(untold(keys(&planted)), ["fields.market_note.closed", "choices.closed.merged"]);
}

#[test]
fn every_act_policy_value_role_and_department_has_a_text() {
    let acts = ActName::CODES.iter().map(|code| format!("acts.{code}"));
    let values = PolicyValue::ALL.iter().map(|value| format!("policy.{}", value.id()));
    let roles = Role::CODES.iter().map(|code| format!("choices.role.{code}"));
    let departments = Department::CODES.iter().map(|code| format!("choices.department.{code}"));
    assert_eq!(untold(acts.chain(values).chain(roles).chain(departments)), [""; 0]);
}
