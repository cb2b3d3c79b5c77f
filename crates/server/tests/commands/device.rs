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
