//! Registration goes on where it may, and begins anew where it must.

use fieldbook_book::store::Memory;

use super::*;

const LIN: PersonId = PersonId([1; 16]);
const CHEN: PersonId = PersonId([2; 16]);

fn phone(key: &str, earlier: Option<DeviceId>) -> Introduction {
    Introduction { name: "iPhone · Safari".into(), key: Some(key.into()), earlier }
}

#[test]
fn a_device_goes_on_under_its_registration_and_only_under_its_own() {
    let mut memory = Memory::default();
    let mut register =
        |person, introduction| memory.transaction(|tx| register(tx, person, introduction, 1_000)).unwrap();
    let first = register(LIN, phone("k", None));
    assert_eq!(register(LIN, phone("k", Some(first))), first);
    assert_eq!(register(LIN, phone("k", None)), first, "known by its key");
    assert_eq!(register(LIN, phone("k", Some(DeviceId([9; 16])))), first, "known by its key");
    for (case, id) in [
        ("another person", register(CHEN, phone("k", Some(first)))),
        ("another key", register(LIN, phone("l", Some(first)))),
        ("a key that is gone", register(LIN, Introduction { key: None, ..phone("k", Some(first)) })),
        ("an unknown registration", register(LIN, phone("m", Some(DeviceId([9; 16]))))),
    ] {
        assert_ne!(id, first, "{case}");
    }
}

#[test]
fn a_revoked_device_registers_anew_and_stays_revoked() {
    let mut memory = Memory::default();
    memory
        .transaction(|tx| {
            let first = register(tx, LIN, phone("k", None), 1_000)?;
            assert!(revoke(tx, first, false, 2_000)?);
            assert_ne!(register(tx, LIN, phone("k", Some(first)), 3_000)?, first);
            assert!(revoke(tx, first, true, 4_000)?);
            let device = find(tx, first)?.unwrap();
            assert_eq!(device.revoked, Some(Revoked { at_ms: 2_000, stolen: true }));
            assert!(!revoke(tx, DeviceId([9; 16]), false, 2_000)?);
            assert_eq!(all(tx)?.len(), 2);
            Ok::<_, StoreFault>(())
        })
        .unwrap();
}

#[test]
fn a_long_name_is_cut_and_control_characters_are_dropped() {
    let mut memory = Memory::default();
    let name = format!("a\n\u{7f}{}", "名".repeat(DEVICE_NAME));
    let device = memory.transaction(|tx| {
        let id = register(tx, LIN, Introduction { name, ..Introduction::default() }, 1_000)?;
        find(tx, id)
    });
    let name = device.unwrap().unwrap().name;
    assert!(name.starts_with("a名") && name.chars().count() == DEVICE_NAME, "{name}");
}
