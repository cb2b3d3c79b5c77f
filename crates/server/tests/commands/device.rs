//! `fieldbook device …`.

use fieldbook_book::wire::Standing;

use crate::binary::Desk;

#[test]
fn a_device_is_listed_revoked_by_its_beginning_and_wipes_at_its_next_sync() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let (lin, wang) = (server.phone("lin"), server.phone("wang"));
    let listed = desk.does(&["device", "list", "--account", "lin"]);
    assert!(listed.contains(&lin.device) && !listed.contains(&wang.device), "{listed}");
    assert!(desk.refuses(&["device", "revoke", "ffffffff"]).contains("no device begins with"));
    assert!(desk.refuses(&["device", "revoke", &lin.device[..1]]).contains("several devices"));

    assert!(desk.does(&["device", "revoke", &lin.device]).contains("quarantine"));
    assert_eq!(lin.pushes(Vec::new()).standing, Standing::Revoked);
    assert_eq!(wang.pushes(Vec::new()).standing, Standing::Good);
    assert!(desk.does(&["device", "list"]).contains("revoked "));

    assert!(desk.does(&["device", "revoke", &wang.device, "--stolen"]).contains("lost"));
    assert_eq!(wang.pushes(Vec::new()).standing, Standing::Revoked);
    assert!(desk.does(&["device", "list"]).contains("stolen "));
}

#[test]
fn what_a_revoked_device_left_is_listed_and_released_or_thrown_away() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let lin = server.phone("lin");
    let units = lin.registrations(0..2, fieldbook_server::chance::now_ms());
    assert!(desk.does(&["device", "quarantine", "list"]).contains("Nothing is in quarantine"));
    desk.does(&["device", "revoke", &lin.device]);
    lin.pushes(units);
    let listed = desk.does(&["device", "quarantine", "list"]);
    assert_eq!(
        listed.lines().filter(|line| line.contains("register_customer  林曉雯")).count(),
        2,
        "{listed}"
    );
    let released = desk.does(&["device", "quarantine", "release", &lin.device]);
    assert_eq!(released.lines().filter(|line| line.ends_with("Accepted")).count(), 2, "{released}");
    assert!(released.contains("2 released, 0 still in quarantine"), "{released}");
    let again = server.phone("lin");
    assert_eq!(again.reads_all(None).len(), 2);
    assert!(desk.refuses(&["device", "quarantine", "discard", &lin.device]).contains("--for-ever"));
    let thrown_away = desk.does(&["device", "quarantine", "discard", &lin.device, "--for-ever"]);
    assert!(thrown_away.contains("0 changes"), "{thrown_away}");
}

#[test]
fn the_oldest_app_that_is_handed_news_can_be_set() {
    let desk = Desk::with_company();
    assert!(desk.does(&["device", "oldest-app"]).contains("Every app"));
    assert!(desk.refuses(&["device", "oldest-app", "new"]).contains("a version such as 1.2.0"));
    assert!(desk.does(&["device", "oldest-app", "1.2.0"]).contains("older than 1.2.0"));
}
