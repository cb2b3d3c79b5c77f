//! `/v1/admin`: who may change the company and who must be refused, and what then holds for every phone.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fieldbook_book::hub;
use fieldbook_book::store::{StoreFault, Tx, from_cbor};
use fieldbook_book::testing::request;
use fieldbook_book::wire::office::customers::{CUSTOMERS, CustomerSheet, IMPORTS, SheetAsk};
use fieldbook_book::wire::office::exports::EXPORTS;
use fieldbook_book::wire::office::xlsform::{XLSFORM, XlsFormAsk};
use fieldbook_book::wire::office::{ACCOUNTS, CALENDAR, CATALOGUE, CHANGES, DEVICES, REFUSED};
use fieldbook_process::people::Person;
use fieldbook_process::policy::PolicyValue;
use fieldbook_process::testing::{CHEN, HE, LIN, WANG, ZHAO};
use fieldbook_process::{Company, PersonId};
use fieldbook_server::chance::now_ms;
use serde_json::{Value, json};

use crate::http::{Answer, send};
use crate::phone::{OWN, Phone, asks};
use crate::server::{PASSWORD, Server};

fn asked(phone: &Phone, ask: &Value) -> Answer {
    phone.sends("POST", CHANGES, ask.to_string().as_bytes())
}

/// Asks for a change that must be made.
fn made(phone: &Phone, ask: &Value) -> Value {
    let answer = asked(phone, ask);
    assert_eq!(answer.status, 200, "{ask}: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// Asks for a change that must be refused; answers the keys of what is said.
fn refused(phone: &Phone, ask: &Value) -> Vec<String> {
    let answer = asked(phone, ask);
    assert_eq!((answer.status, answer.error().as_str()), (422, "not_made"), "{ask}");
    let why = &answer.json()["why"];
    let line = |it: &Value, part: &str| it[part]["key"].as_str().unwrap().to_owned();
    match (why["refused"].as_array(), why["wrong"].as_array()) {
        (Some(all), _) => all.iter().map(|it| line(it, "wrong")).collect(),
        (_, Some(all)) => {
            let at = |it: &Value| it["line"].as_u64().map(|at| format!("{at} ")).unwrap_or_default();
            all.iter().map(|it| format!("{}{}", at(it), line(it, "what"))).collect()
        }
        _ => vec![why.to_string()],
    }
}

fn company(server: &Server) -> Company {
    server.changes(|tx| hub::company(tx)).unwrap()
}

fn person(server: &Server, name: &str) -> Person {
    company(server).people.iter().find(|person| person.name == name).cloned().unwrap()
}

fn form(name: &str, role: &str, superior: PersonId) -> Value {
    json!({
        "name": name, "role": role, "department": null, "head": false,
        "territories": ["華東"], "superior": superior,
    })
}

fn joins(name: &str, account: &str) -> Value {
    json!({ "join": { "account": account, "person": form(name, "rep", WANG) } })
}

fn proposes(value: &str, number: i64, from: &str) -> Value {
    let from = fieldbook_process::Day::parse(from).unwrap();
    json!({ "propose": { "value": value, "number": number, "from": from, "why": "fewer calls" } })
}

fn today(server: &Server) -> String {
    company(server).calendar.day_of(now_ms()).to_string()
}

#[test]
fn who_joins_signs_in_once_with_the_password_that_is_told_and_every_phone_learns_of_them() {
    let server = Server::start();
    let he = server.phone("he");
    let told = made(&he, &joins("周杰", "jie"));
    assert_eq!(told["version"], 2);
    let password = told["password"].as_str().unwrap();
    let jie = Phone::signs_in(server.port, "jie", password);
    let lin = server.phone("lin").syncs(&request(None, Vec::new(), Vec::new()));
    let people = &lin.company.unwrap().parts["people"];
    let people: Vec<Person> = from_cbor(&people.0).unwrap();
    assert!(people.iter().any(|person| person.id == jie.person && person.superior == Some(WANG)));
    assert_eq!(refused(&he, &joins("周杰", "jie")), ["account_taken"]);
    assert_eq!(refused(&he, &joins("周杰", "杰")), ["account_name"]);
    assert_eq!(refused(&he, &joins("", "jie2")), ["name_does_not_fit"]);
    assert_eq!(asks(server.port, "jie2", password).status, 401, "a refusal leaves no account");
}

#[test]
fn only_an_administrator_changes_people_sheets_and_devices() {
    let server = Server::start();
    let he = server.phone("he");
    let changes = [
        joins("甲", "jia"),
        json!({ "write": { "who": LIN, "person": form("林曉雯", "manager", ZHAO) } }),
        json!({ "new_password": { "who": ZHAO } }),
        json!({ "away": { "person": CHEN, "from": 30000, "to": 30001, "deputy": null } }),
        json!({ "leave": { "who": CHEN, "to": LIN, "later": false } }),
        json!({ "calendar": { "csv": "day,kind\n2027-10-01,free\n" } }),
        json!({ "catalogue": { "csv": "code,name,group,list_price,currency\nM1,甲,乙,1,CNY\n" } }),
        json!({ "revoke": { "device": he.device, "stolen": true } }),
    ];
    for account in ["lin", "wang", "zhao"] {
        let phone = server.phone(account);
        for change in &changes {
            assert_eq!(refused(&phone, change), ["not_administrator"], "{account}: {change}");
        }
        for path in [ACCOUNTS, DEVICES, REFUSED, CALENDAR, CATALOGUE] {
            let answer = phone.sends("GET", path, b"");
            assert_eq!((answer.status, answer.error().as_str()), (422, "not_made"), "{account}: {path}");
        }
    }
    assert_eq!(company(&server).version, 1, "nothing was changed");
    server.phone("zhao");
    for path in [ACCOUNTS, DEVICES, REFUSED, CALENDAR, CATALOGUE] {
        assert_eq!(he.sends("GET", path, b"").status, 200, "{path}");
    }
}

#[test]
fn without_a_session_from_another_site_or_unreadable_nothing_is_changed() {
    let server = Server::start();
    let he = server.phone("he");
    let body = joins("甲", "jia").to_string();
    let own = [OWN[0], OWN[1]];
    assert_eq!(send(server.port, "POST", CHANGES, &own, body.as_bytes()).status, 401);
    let foreign = [("cookie", he.cookie.as_str()), ("sec-fetch-site", "cross-site")];
    assert_eq!(send(server.port, "POST", CHANGES, &foreign, body.as_bytes()).status, 403);
    let huge = json!({ "calendar": { "csv": "x".repeat(3 << 20) } });
    assert_eq!(asked(&he, &huge).status, 413);
    for nonsense in [json!({}), json!({ "join": {} }), json!({ "make_me_director": {} }), json!([1])] {
        assert_eq!(asked(&he, &nonsense).error(), "unreadable", "{nonsense}");
    }
    let revoke = json!({ "revoke": { "device": he.device, "stolen": false } });
    made(&server.phone("he"), &revoke);
    assert_eq!(asked(&he, &joins("甲", "jia")).error(), "revoked");
    assert_eq!(company(&server).version, 1);
}

#[test]
fn what_somebody_is_changes_and_a_department_has_one_head() {
    let server = Server::start();
    let he = server.phone("he");
    let staff = |name: &str, account: &str| {
        let mut form = form(name, "staff", ZHAO);
        form["department"] = json!("finance");
        form["head"] = json!(true);
        json!({ "join": { "account": account, "person": form } })
    };
    made(&he, &staff("馮玉蘭", "feng"));
    made(&he, &staff("許文", "xu"));
    assert!(!person(&server, "馮玉蘭").head && person(&server, "許文").head);
    made(&he, &json!({ "write": { "who": LIN, "person": form("林曉雯", "manager", ZHAO) } }));
    assert_eq!(person(&server, "林曉雯").superior, Some(ZHAO));
    let ring = json!({ "write": { "who": ZHAO, "person": form("趙敏", "director", LIN) } });
    assert_eq!(refused(&he, &ring), ["above_themselves"]);
    let nobody = json!({ "write": { "who": PersonId([9; 16]), "person": form("甲", "rep", WANG) } });
    assert_eq!(refused(&he, &nobody), ["nobody"]);
}

#[test]
fn a_new_password_ends_the_sessions_and_opens_new_ones() {
    let server = Server::start();
    let (he, lin) = (server.phone("he"), server.phone("lin"));
    let told = made(&he, &json!({ "new_password": { "who": LIN } }));
    assert_eq!(lin.sends("GET", "/v1/session", b"").status, 401);
    assert_eq!(asks(server.port, "lin", PASSWORD).status, 401);
    Phone::signs_in(server.port, "lin", told["password"].as_str().unwrap());
    assert_eq!(company(&server).version, 1, "the company stays as it is");
    let without = json!({ "new_password": { "who": PersonId([0x5e; 16]) } });
    assert_eq!(refused(&he, &without), ["no_account"]);
}

#[test]
fn everyone_says_when_they_are_away_and_takes_it_back() {
    let server = Server::start();
    let lin = server.phone("lin");
    let away =
        |from: i32, to: i32| json!({ "away": { "person": LIN, "from": from, "to": to, "deputy": CHEN } });
    made(&lin, &away(30_000, 30_002));
    assert_eq!(company(&server).absences.len(), 1);
    assert_eq!(refused(&lin, &away(30_002, 30_003)), ["away_already"]);
    let back = json!({ "back": { "who": LIN, "from": 30_000 } });
    assert_eq!(refused(&server.phone("chen"), &back), ["not_administrator"]);
    made(&lin, &back);
    assert_eq!(company(&server).absences, []);
}

#[test]
fn notice_is_given_once_and_stays_while_other_things_change() {
    let server = Server::start();
    let he = server.phone("he");
    let notice = |given: bool| json!({ "notice": { "who": LIN, "given": given } });
    assert_eq!(refused(&server.phone("lin"), &notice(true)), ["not_administrator"]);
    made(&he, &notice(true));
    let since = person(&server, "林曉雯").notice_ms;
    assert!(since.is_some());
    made(&he, &notice(true));
    made(&he, &json!({ "write": { "who": LIN, "person": form("林曉雯", "rep", ZHAO) } }));
    assert_eq!(person(&server, "林曉雯").notice_ms, since);
    made(&he, &notice(false));
    assert_eq!(person(&server, "林曉雯").notice_ms, None);
}

#[test]
fn a_leavers_customers_go_along_in_the_same_step() {
    let server = Server::start();
    let (he, lin) = (server.phone("he"), server.phone("lin"));
    lin.pushes(lin.registrations(0..3, now_ms()));
    let leaves = |to: Value| json!({ "leave": { "who": LIN, "to": to, "later": false } });
    assert_eq!(refused(&he, &leaves(Value::Null)), ["work_left_behind"]);
    assert_eq!(refused(&he, &leaves(json!(HE))), ["receiver_does_not_sell"]);
    assert_eq!(server.phone("chen").reads_all(None).len(), 0, "a refusal hands nothing over");
    made(&he, &leaves(json!(CHEN)));
    assert_eq!(server.phone("chen").reads_all(None).len(), 3);
    assert_eq!(asks(server.port, "lin", PASSWORD).status, 401);
}

#[test]
fn sheets_are_taken_whole_or_not_at_all_with_what_is_wrong_by_line() {
    let server = Server::start();
    let he = server.phone("he");
    let calendar = |csv: &str| json!({ "calendar": { "csv": csv } });
    let wrong = "day,kind\n2027-10-01,free\n2027-13-01,free\n2027-10-11,make-up\n2027-10-02,off\nx\n";
    let lines = ["3 not_a_day", "4 makes_up_for_nothing", "5 no_kind_of_day", "6 other_cells"];
    assert_eq!(refused(&he, &calendar(wrong)), lines);
    assert_eq!(refused(&he, &calendar("day\n2027-10-01\n")), ["column_missing"]);
    assert_eq!(refused(&he, &calendar("day,kind\n")), ["sheet_without_rows"]);
    assert_eq!(company(&server).calendar.free.len(), 0);
    made(&he, &calendar("day,kind\n2027-10-01,free\n2027-10-09,make-up\n"));
    let told = he.sends("GET", CALENDAR, b"");
    assert_eq!(String::from_utf8(told.body).unwrap(), "day,kind\n2027-10-01,free\n2027-10-09,make-up\n");

    let catalogue = |csv: &str| json!({ "catalogue": { "csv": csv } });
    let columns = "code,name,group,list_price,currency";
    let wrong = format!("{columns}\nM1,電機,標準,386,CNY\nM1,電機,標準,1,CNY\nM2,,標準,-1,CNY\n");
    assert_eq!(refused(&he, &catalogue(&wrong)), ["3 code_twice", "4 cell_too_long"]);
    made(&he, &catalogue(&format!("{columns}\nM1,電機,標準,386,CNY\n")));
    let told = String::from_utf8(he.sends("GET", CATALOGUE, b"").body).unwrap();
    assert!(told.contains("M1,電機,標準,386.00,CNY"), "{told}");
    assert_eq!(refused(&he, &catalogue(&told)), ["sheet_says_nothing_new"]);
}

#[test]
fn a_proposed_value_is_in_force_once_the_director_agrees_and_not_before() {
    let server = Server::start();
    let (he, zhao, lin) = (server.phone("he"), server.phone("zhao"), server.phone("lin"));
    let today = today(&server);
    let ten = proposes("follow_up_interval_days", 10, &today);
    assert_eq!(refused(&lin, &ten), ["only_administrator_proposes"]);
    assert_eq!(refused(&zhao, &ten), ["only_administrator_proposes"]);
    assert_eq!(refused(&he, &proposes("follow_up_interval_days", 91, &today)), ["outside_limits"]);
    assert_eq!(refused(&he, &proposes("follow_up_interval_days", 10, "2026-01-01")), ["day_gone"]);
    made(&he, &ten);
    let interval = |server: &Server| company(server).policy.at(PolicyValue::FollowUpIntervalDays, now_ms());
    assert_eq!(interval(&server), 7);

    let id = company(&server).proposals[0].id;
    let agree = json!({ "agree": { "proposal": id } });
    assert_eq!(refused(&he, &agree), ["own_proposal"]);
    assert_eq!(refused(&lin, &agree), ["not_yours_to_agree"]);
    made(&zhao, &agree);
    assert_eq!(interval(&server), 10);
    assert_eq!(refused(&zhao, &agree), ["decided_already"]);
    let news = lin.syncs(&request(None, Vec::new(), Vec::new())).company.unwrap();
    assert!(news.parts.contains_key("proposals"), "phones see who agreed");

    made(&he, &proposes("follow_up_interval_days", 14, &today));
    let id = company(&server).proposals[1].id;
    let back = |why: &str| json!({ "return": { "proposal": id, "why": why } });
    assert_eq!(refused(&zhao, &back("")), ["returned_without_reason"]);
    made(&zhao, &back("too long"));
    assert_eq!(refused(&zhao, &json!({ "agree": { "proposal": id } })), ["decided_already"]);
    assert_eq!(interval(&server), 10);
    let gone = json!({ "agree": { "proposal": "00".repeat(16) } });
    assert_eq!(refused(&zhao, &gone), ["no_proposal"]);
}

#[test]
fn devices_tell_their_last_contact_and_are_revoked() {
    let server = Server::start();
    let (he, lin) = (server.phone("he"), server.phone("lin"));
    lin.pushes(Vec::new());
    let mut waiting = request(None, Vec::new(), Vec::new());
    waiting.waiting.unsent = 3;
    waiting.waiting.oldest_ms = Some(1_700_000_000_000);
    waiting.waiting.aside = 1;
    lin.syncs(&waiting);
    let device = |id: &str| {
        let all = he.sends("GET", DEVICES, b"").json();
        all.as_array().unwrap().iter().find(|it| it["id"] == id).cloned().unwrap()
    };
    let told = device(&lin.device);
    let contact = &told["contact"];
    assert_eq!((&contact["unsent"], &contact["oldest_ms"]), (&json!(4), &json!(1_700_000_000_000_i64)));
    assert_eq!((&contact["stuck"], &contact["app"]), (&json!("aside"), &json!("test")));
    assert_eq!((&told["is_this"], &told["signed_in"]), (&json!(false), &json!(true)));
    assert_eq!(device(&he.device)["is_this"], true);

    made(&he, &json!({ "revoke": { "device": lin.device, "stolen": true } }));
    assert_eq!(device(&lin.device)["stolen"], true);
    assert_eq!(lin.sends("GET", "/v1/session", b"").error(), "revoked");
    let nothing = json!({ "revoke": { "device": "00".repeat(16), "stolen": false } });
    assert_eq!(refused(&he, &nothing), ["no_device"]);
}

#[test]
fn what_was_refused_is_listed_without_its_values() {
    let server = Server::start();
    let (he, lin) = (server.phone("he"), server.phone("lin"));
    let mut units = lin.registrations(0..1, now_ms());
    units[0].changes[0].bytes.0.truncate(20);
    lin.pushes(units);
    let told = he.sends("GET", REFUSED, b"").json();
    assert_eq!((&told[0]["person"], &told[0]["act"]), (&json!(LIN), &Value::Null));
    assert!(told[0].get("parts").is_none() && told[0].get("verdict").is_none());
}

#[test]
fn an_export_is_noted_for_managers_and_seen_by_administrators_only() {
    let server = Server::start();
    let ask = json!({ "format": "vcard", "docs": ["01890000000070008000000000000001"], "people": 2 });
    let noted = |phone: &Phone, ask: &Value| phone.sends("POST", EXPORTS, ask.to_string().as_bytes());
    let (lin, wang, he) = (server.phone("lin"), server.phone("wang"), server.phone("he"));
    for phone in [&lin, &he] {
        let answer = noted(phone, &ask);
        assert_eq!(answer.status, 422);
        assert_eq!(answer.json()["why"]["refused"][0]["wrong"]["key"], "exported_by_manager");
    }
    assert_eq!(he.sends("GET", EXPORTS, b"").json(), json!([]), "what is refused is not noted");
    let told = noted(&wang, &ask);
    assert_eq!(told.status, 200);
    assert_eq!(told.json()["customers"], 1);
    let nothing = json!({ "format": "csv", "docs": [], "people": 0 });
    assert_eq!(noted(&wang, &nothing).json()["why"]["wrong"][0]["what"]["key"], "nothing_to_export");
    assert_eq!(noted(&wang, &json!({ "format": "pdf" })).status, 400);
    let seen = he.sends("GET", EXPORTS, b"").json();
    assert_eq!(seen, json!([told.json()]));
    assert_eq!((&seen[0]["by"], &seen[0]["people"]), (&json!(WANG), &json!(2)));
    assert_eq!(wang.sends("GET", EXPORTS, b"").status, 422);
}

#[test]
fn what_the_office_only_looks_at_waits_for_nobody_who_writes() {
    let server = Server::start();
    let he = server.phone("he");
    let sheet = CustomerSheet { csv: "company\nAcme\n".to_owned(), owner: Some(LIN), ..Default::default() };
    let tries = serde_json::to_vec(&SheetAsk::Try(sheet.clone())).unwrap();
    let form = serde_json::to_vec(&XlsFormAsk::default()).unwrap();
    let (writes, is_writing) = mpsc::channel();
    let (ends, is_over) = mpsc::channel::<()>();
    let shell = std::sync::Arc::clone(&server.shell);
    let writer = thread::spawn(move || {
        let body = |_: &mut dyn Tx| {
            writes.send(()).unwrap();
            // It ends by itself where somebody waits for it.
            Ok::<_, StoreFault>(is_over.recv_timeout(Duration::from_secs(20)).is_ok())
        };
        shell.store.transaction(body).unwrap()
    });
    is_writing.recv().unwrap();
    for path in [ACCOUNTS, DEVICES, REFUSED, CALENDAR, CATALOGUE, IMPORTS, EXPORTS, "/v1/session"] {
        assert_eq!(he.sends("GET", path, b"").status, 200, "{path}");
    }
    assert_eq!(he.sends("POST", CUSTOMERS, &tries).status, 200);
    // Refused, since it is no workbook; but told so at once.
    assert_eq!(he.sends("POST", XLSFORM, &form).status, 422);
    ends.send(()).unwrap();
    assert!(writer.join().unwrap(), "the writer was waited for");
    let takes = serde_json::to_vec(&SheetAsk::Take(sheet)).unwrap();
    let taken = he.sends("POST", CUSTOMERS, &takes);
    assert_eq!((taken.status, &taken.json()["fresh"]), (200, &json!(1)));
}
