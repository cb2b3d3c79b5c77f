//! Names and passwords, each with the refused neighbour.

use super::*;

fn account(password: &str) -> Account {
    Account { person: PersonId([1; 16]), password: hash(password).unwrap(), set_ms: 0 }
}

#[test]
fn a_name_forgives_capitals_and_spaces_and_refuses_the_rest() {
    assert_eq!("  Lin.Xiaowen ".parse::<AccountName>().unwrap().to_string(), "lin.xiaowen");
    assert!("a".repeat(ACCOUNT_NAME).parse::<AccountName>().is_ok());
    for wrong in ["", "  ", "林", "a b", "a/b", &"a".repeat(ACCOUNT_NAME + 1)] {
        assert_eq!(wrong.parse::<AccountName>(), Err(NotAName), "{wrong}");
    }
}

#[test]
fn the_right_password_is_right_and_its_neighbours_are_not() {
    let account = account("correct horse");
    assert!(is_right(Some(&account), "correct horse"));
    for wrong in ["", "correct hors", "correct horse ", "Correct horse"] {
        assert!(!is_right(Some(&account), wrong), "{wrong}");
    }
}

#[test]
fn without_an_account_no_password_is_right_though_one_is_tried() {
    assert!(!is_right(None, "correct horse"));
    let begun = std::time::Instant::now();
    assert!(!is_right(None, "another word"));
    // An unreadable stand-in would answer in microseconds.
    assert!(begun.elapsed().as_millis() >= 1);
}

#[test]
fn ten_characters_are_enough_for_a_password_and_nine_are_not() {
    assert!(hash("十個字十個字十個字十").is_ok());
    assert!(matches!(hash("十個字十個字十個字"), Err(PasswordFault::Length)));
    assert!(matches!(hash(&"a".repeat(PASSWORD_MOST + 1)), Err(PasswordFault::Length)));
}

#[test]
fn a_hash_names_argon2id_and_never_holds_the_password() {
    let hash = hash("correct horse").unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert!(!hash.contains("horse"));
}

#[test]
fn handed_out_passwords_differ_and_can_be_set() {
    let (one, other) = (new_password().unwrap(), new_password().unwrap());
    assert_ne!(one, other);
    assert_eq!(one.len(), 20);
    assert!(hash(&one).is_ok());
}
