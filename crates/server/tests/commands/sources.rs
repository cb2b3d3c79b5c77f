//! `fieldbook report sources`, and the public lead form of a served book.

use crate::binary::Desk;
use crate::http::send;

#[test]
fn where_customers_come_from_is_reported_by_each_of_four() {
    let desk = Desk::empty();
    desk.does(&["demo", "--customers", "60", "--deals", "40"]);
    let report = |by: &str, more: &[&str]| {
        let text = desk.does(&[&["report", "sources", "--by", by], more].concat());
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let columns = "leads,deals,won,currency,won_amount,open_amount,cost,cost_per_deal";
    for (by, known) in [
        ("channel", "website,"),
        ("campaign", "秋季搜尋廣告,"),
        ("event", "華東國際電機展,"),
        ("partner", "Bluewater Pumps,"),
    ] {
        let lines = report(by, &[]);
        assert_eq!(lines[0], format!("{by},{columns}"));
        let line =
            lines.iter().find(|line| line.starts_with(known)).unwrap_or_else(|| panic!("{by}: {lines:?}"));
        assert_eq!(line.split(',').count(), 9, "{line}");
    }
    assert!(
        report("event", &[]).iter().any(|line| line.contains(",186000.00,")),
        "{:?}",
        report("event", &[])
    );
    let of_partner = report("partner", &[]);
    assert!(of_partner.iter().any(|line| line.contains(",35000.00,")), "{of_partner:?}");
    assert_eq!(report("partner", &["--to", "1999-12-31"]).len(), 1, "nobody came then");
    assert!(
        desk.refuses(&["report", "sources", "--by", "moon"]).contains("channel, campaign, event or partner")
    );
}

#[test]
fn a_folder_with_notices_switches_the_lead_form_on() {
    let desk = Desk::with_company();
    {
        let server = desk.serves();
        assert_eq!(send(server.port, "GET", "/lead", &[], b"").status, 404);
    }
    let folder = desk.data().join("lead-form");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("notice.en.txt"), "Beichen\n\nWe keep what you write.").unwrap();
    let server = desk.serves();
    let answer = send(server.port, "GET", "/lead", &[], b"");
    assert_eq!(answer.status, 200);
    assert!(String::from_utf8_lossy(&answer.body).contains("We keep what you write."));
}
