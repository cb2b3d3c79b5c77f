//! Every name of the law has its text.

use fieldbook_process::people::{Department, Role};
use fieldbook_process::schema::Kind;

use super::*;

#[test]
fn every_field_and_choice_of_every_record_has_a_text() {
    for kind in RecordKind::ALL {
        let schema = kind.schema();
        let own = schema.fields.iter().map(|field| (schema.name, field));
        let entries =
            schema.entries.iter().flat_map(|entry| entry.fields.iter().map(|field| (entry.name, field)));
        for (holder, field) in own.chain(entries) {
            assert!(find(&format!("fields.{holder}.{}", field.name)).is_some(), "{holder}.{}", field.name);
            if let Kind::Choice(codes) = field.kind {
                for code in codes {
                    assert!(
                        find(&format!("choices.{}.{code}", field.name)).is_some(),
                        "{}.{code}",
                        field.name
                    );
                }
            }
        }
    }
}

#[test]
fn every_act_policy_value_role_and_department_has_a_text() {
    let acts = ActName::CODES.iter().map(|code| format!("acts.{code}"));
    let values = PolicyValue::ALL.iter().map(|value| format!("policy.{}", value.id()));
    let roles = Role::CODES.iter().map(|code| format!("choices.role.{code}"));
    let departments = Department::CODES.iter().map(|code| format!("choices.department.{code}"));
    for key in acts.chain(values).chain(roles).chain(departments) {
        assert!(find(&key).is_some(), "{key}");
    }
}
