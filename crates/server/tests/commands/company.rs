//! `fieldbook company …`.

use crate::binary::{Desk, PASSWORD};
use crate::phone::{OWN, Phone, asks};

#[test]
fn a_company_is_made_once_and_its_people_sign_in() {
    let desk = Desk::with_company();
    let again = desk.refuses(&["company", "init", "--director", "A", "--account", "other"]);
    assert!(again.contains("a company here already"), "{again}");
    let server = desk.serves();
    for account in ["zhao", "wang", "lin"] {
        server.phone(account);
    }
    let shown = desk.does(&["company", "show", "--history"]);
    for part in ["林曉雯", "follow_up_interval_days", "林曉雯 joins as rep, account lin"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[test]
fn without_a_book_or_company_a_command_says_what_to_do() {
    let desk = Desk::empty();
    assert!(desk.refuses(&["company", "show"]).contains("fieldbook company init"));
    assert!(!desk.data().exists(), "asking makes no folder");
}

#[test]
fn a_policy_value_needs_the_director_and_lies_within_its_limits() {
    let desk = Desk::with_company();
    let set = |words: &[&'static str]| [&["company", "set-policy"][..], words].concat();
    assert!(desk.refuses(&set(&["follow_up_interval_days", "10"])).contains("--agreed-by"));
    let by_manager = set(&["follow_up_interval_days", "10", "--agreed-by", "wang"]);
    assert!(desk.refuses(&by_manager).contains("not yours to agree to. (§1.1) 趙敏 can put this right"));
    let by_director = |number| set(&["follow_up_interval_days", number, "--agreed-by", "zhao"]);
    assert!(desk.refuses(&by_director("91")).contains("between 1 day and 90 days"));
    assert!(desk.refuses(&set(&["no_such_value", "1", "--agreed-by", "zhao"])).contains("grace_days"));
    let past = [by_director("10").as_slice(), &["--from", "2020-01-01"]].concat();
    assert!(desk.refuses(&past).contains("2020-01-01 is over"));
    desk.does(&by_director("90"));
    let shown = desk.does(&["company", "show", "--history"]);
    assert!(shown.contains("follow_up_interval_days is 90") && shown.contains("agreed by 趙敏"), "{shown}");
}

#[test]
fn money_waits_for_the_head_of_finance_where_there_is_one() {
    let desk = Desk::with_company();
    let set = |words: &[&'static str]| {
        let set = ["company", "set-policy", "path_large_from", "3000000", "--agreed-by", "zhao"];
        desk.does(&[&set[..], words].concat())
    };
    assert!(set(&[]).contains("path_large_from is 3000000"));
    let feng = ["--name", "馮玉蘭", "--account", "feng", "--role", "staff", "--superior", "zhao"];
    let of_finance = ["--department", "finance", "--head"];
    desk.does(&[&["company", "add-person"][..], &feng, &of_finance].concat());
    assert!(set(&[]).contains("waits for another office"));
    let shown = desk.does(&["company", "show"]);
    assert!(shown.contains("3000000 proposed from") && shown.contains("waits for finance"), "{shown}");
    assert!(set(&["--agreed-by", "feng"]).contains("path_large_from is 3000000"));
}

#[test]
fn superiors_never_stand_in_a_ring() {
    let desk = Desk::with_company();
    for (who, superior) in [("zhao", "lin"), ("wang", "lin"), ("lin", "lin")] {
        let refused = desk.refuses(&["company", "set-superior", who, superior]);
        assert!(refused.contains("stand above themselves"), "{who} {superior}: {refused}");
    }
    desk.does(&["company", "set-superior", "lin", "zhao"]);
    assert!(desk.refuses(&["company", "set-superior", "lin", "nobody"]).contains("there is nobody"));
}

#[test]
fn who_leads_somebody_cannot_leave_and_who_has_left_cannot_sign_in() {
    let desk = Desk::with_company();
    assert!(desk.refuses(&["company", "leave", "wang"]).contains("They still lead 林曉雯"));
    desk.does(&["company", "notice", "lin"]);
    assert!(desk.does(&["company", "notice", "lin", "--taken-back"]).contains("no notice"));
    desk.does(&["company", "leave", "lin"]);
    assert!(desk.refuses(&["company", "leave", "lin"]).contains("has left already"));
    desk.does(&["company", "leave", "wang"]);
    let server = desk.serves();
    let answer = asks(server.port, "lin", PASSWORD);
    assert_eq!((answer.status, answer.error().as_str()), (401, "wrong_sign_in"));
    server.phone("zhao");
}

#[test]
fn a_new_password_ends_the_sessions() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let (lin, wang) = (server.phone("lin"), server.phone("wang"));
    assert!(desk.does(&["company", "set-password", "lin"]).contains("1 sessions ended"));
    let status = |phone: &Phone| phone.sends("GET", "/v1/session", b"").status;
    assert_eq!((status(&lin), status(&wang)), (401, 200));
    server.phone("lin");
}

#[test]
fn absences_do_not_cross_and_can_be_taken_back() {
    let desk = Desk::with_company();
    let set = |from, to| ["company", "set-absence", "lin", "--from", from, "--to", to];
    desk.does(&[&set("2099-02-01", "2099-02-10")[..], &["--deputy", "wang"]].concat());
    assert!(desk.does(&["company", "show"]).contains("2099-02-01 to 2099-02-10, deputy 王志強"));
    assert!(
        desk.refuses(&set("2099-02-10", "2099-02-12")).contains("Away already from 2099-02-01 to 2099-02-10")
    );
    desk.does(&set("2099-02-11", "2099-02-12"));
    assert!(
        desk.refuses(&set("2099-03-02", "2099-03-01"))
            .contains("The last day, 2099-03-01, is before the first, 2099-03-02")
    );
    desk.does(&["company", "end-absence", "lin", "--from", "2099-02-01"]);
    assert!(
        desk.refuses(&["company", "end-absence", "lin", "--from", "2099-02-01"])
            .contains("no absence that begins on 2099-02-01")
    );
}

#[test]
fn people_who_do_not_fit_are_refused_and_leave_no_account() {
    let desk = Desk::with_company();
    let add = |words: &[&'static str]| [&["company", "add-person", "--name", "甲"][..], words].concat();
    for (words, told) in [
        (&["--account", "jia", "--role", "rep"][..], "Everyone has one"),
        (&["--account", "lin", "--role", "rep", "--superior", "wang"], "is taken"),
        (&["--account", "jia", "--role", "staff", "--superior", "zhao"], "and nobody else, has a department"),
        (&["--account", "jia", "--role", "system", "--superior", "zhao"], "rep, assistant"),
        (&["--account", "甲", "--role", "rep", "--superior", "wang"], "an account name has"),
    ] {
        assert!(desk.refuses(&add(words)).contains(told), "{words:?}");
    }
    desk.does(&add(&[
        "--account",
        "jia",
        "--role",
        "staff",
        "--department",
        "finance",
        "--superior",
        "zhao",
    ]));
}

#[test]
fn two_servers_never_serve_one_book() {
    let desk = Desk::with_company();
    let server = desk.serves();
    let app = desk.path("app");
    let second = desk.refuses(&["serve", "--listen", "127.0.0.1:0", "--app", app.to_str().unwrap()]);
    assert!(second.contains("a server is running"), "{second}");
    let body = crate::http::send(server.port, "GET", "/v1/health", &OWN, b"").body;
    assert_eq!(body, b"ok");
}

#[test]
fn the_calendar_comes_from_a_file_whole_or_not_at_all() {
    let desk = Desk::with_company();
    let file = desk.path("days.csv");
    let file = file.to_str().unwrap();
    std::fs::write(
        file,
        "day,kind,name\n2027-10-01,free,國慶\n2027-13-01,free,\n2027-10-11,make-up,Monday\n",
    )
    .unwrap();
    let refused = desk.refuses(&["company", "calendar", file]);
    for told in ["line 3: \"2027-13-01\" is no day", "line 4: 2027-10-11 is no Saturday or Sunday"] {
        assert!(refused.contains(told), "{refused}");
    }
    assert_eq!(desk.does(&["company", "calendar"]).trim(), "day,kind", "nothing was taken");

    std::fs::write(file, "kind,day\nfree,2027-10-01\nmake-up,2027-10-09\n").unwrap();
    desk.does(&["company", "calendar", file]);
    desk.does(&["company", "set-day", "2027-10-04", "free"]);
    let printed = desk.does(&["company", "calendar"]);
    assert_eq!(printed.trim(), "day,kind\n2027-10-01,free\n2027-10-04,free\n2027-10-09,make-up");
    desk.does(&["company", "set-day", "2027-10-04", "usual"]);
    assert!(!desk.does(&["company", "calendar"]).contains("2027-10-04"));
    assert!(desk.does(&["company", "show", "--history"]).contains("2 days of the calendar are set"));
}

#[test]
fn the_catalogue_is_printed_edited_and_brought_back() {
    let desk = Desk::with_company();
    let file = desk.path("products.csv");
    let file = file.to_str().unwrap();
    let write = |text: &str| std::fs::write(file, text).unwrap();
    write(
        "code,name,group,list_price,currency\nM1,電機,標準,386.5,CNY\nM1,電機,標準,1,CNY\nM2,,標準,1,CNY\nM3,泵,泵,-1,CNY\nM4,泵,泵,1,yuan\n",
    );
    let refused = desk.refuses(&["company", "catalogue", file]);
    for told in [
        "line 3: M1 stands in the file twice",
        "line 4: \"\": a product's name",
        "line 5: \"-1\"",
        "line 6: \"yuan\"",
    ] {
        assert!(refused.contains(told), "{told}: {refused}");
    }
    write("code,name,group,list_price,currency\nM1,電機,標準,386.5,CNY\nM2,\"泵, 大\",泵,12,USD\n");
    assert!(desk.does(&["company", "catalogue", file]).contains("2 products are new, 0 changed"));
    let printed = desk.does(&["company", "catalogue"]);
    assert!(printed.contains("M1,電機,標準,386.50,CNY,,\nM2,\"泵, 大\",泵,12.00,USD,,"), "{printed}");
    write(&printed.replace("386.50,CNY,,", "400,CNY,,2027-12-31"));
    assert!(desk.does(&["company", "catalogue", file]).contains("0 products are new, 1 changed"));
    assert!(desk.refuses(&["company", "catalogue", file]).contains("nothing that the catalogue does not"));
    assert!(desk.does(&["company", "catalogue"]).contains("M1,電機,標準,400.00,CNY,,2027-12-31"));
}

#[test]
fn what_a_leaver_looked_after_goes_to_a_colleague_in_the_same_step() {
    let desk = Desk::empty();
    desk.does(&["demo", "--customers", "16", "--deals", "16"]);
    let server = desk.serves();
    let reads = |account| Phone::signs_in(server.port, account, "fieldbook-demo").reads_all(None);
    // What the whole company reads goes along with nobody.
    let common = reads("he");
    let own = |mut all: Vec<_>| {
        all.retain(|doc| !common.contains(doc));
        all
    };
    let theirs = own(reads("xu"));
    assert_eq!(theirs.len(), 7, "two customers, two open deals, a question, two researches");
    for (words, told) in [
        (&["company", "leave", "xu"][..], "徐婉清 still looks after 5 customers, deals and questions"),
        (&["company", "leave", "xu", "--to", "he"], "何靜 looks after no customers"),
        (&["company", "leave", "xu", "--to", "xu"], "徐婉清 looks after no customers"),
    ] {
        assert!(desk.refuses(words).contains(told), "{words:?}");
    }
    assert_eq!(own(reads("xu")), theirs, "a refusal changes nothing");

    let told = desk.does(&["company", "leave", "xu", "--to", "chen"]);
    assert!(told.contains("2 customers, 2 deals and 1 questions go to 陳立"), "{told}");
    let now = reads("chen");
    assert!(theirs.iter().all(|doc| now.contains(doc)), "{now:?}");
    desk.does(&["check"]);
}

#[test]
fn days_of_another_age_and_words_of_several_lines_are_refused() {
    let desk = Desk::with_company();
    for day in ["+12027-10-01", "-0001-10-01", "1899-12-31"] {
        desk.refuses(&["company", "set-absence", "lin", "--from", day, "--to", "2027-10-01"]);
        let file = desk.path("days.csv");
        std::fs::write(&file, format!("day,kind\n{day},free\n")).unwrap();
        let refused = desk.refuses(&["company", "calendar", file.to_str().unwrap()]);
        assert!(refused.contains(&format!("line 2: \"{day}\" is no day")), "{refused}");
    }
    let file = desk.path("products.csv");
    let columns = "code,name,group,list_price,currency";
    for cells in ["\"M\n1\",電機,標準", "M1,\"電\t機\",標準", "M1,電機,\"標\r\n準\""] {
        std::fs::write(&file, format!("{columns}\n{cells},386,CNY\n")).unwrap();
        let refused = desk.refuses(&["company", "catalogue", file.to_str().unwrap()]);
        assert!(refused.contains("in one line"), "{refused}");
    }
}

#[test]
fn somebody_is_served_by_an_assistant_and_by_nobody_else() {
    let desk = Desk::with_company();
    desk.adds("孫悅", "sun", "assistant", "wang");
    let served = |by: &str| desk.says(&["company", "set-person", "lin", "--assistant", by]);
    assert!(served("sun").well);
    assert!(desk.does(&["company", "show"]).contains("(assistant 孫悅)"));
    let refused = served("wang");
    assert!(!refused.well && refused.err.contains("1.2"), "{refused:?}");
    assert!(served("none").well);
    assert!(!desk.does(&["company", "show"]).contains("(assistant"));
}
