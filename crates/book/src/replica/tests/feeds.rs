//! What a phone holds follows its feeds.

use fieldbook_process::RecordKind;
use fieldbook_process::audience::Feed;
use fieldbook_process::people::Person;
use fieldbook_process::testing::{PETER, company_without};

use super::*;
use crate::testing::handing;
use crate::wire::{Cursor, Item};

/// So many customers of Lin, each of about 12 KB: an answer holds 2 MB.
fn large_customers(pair: &Pair, count: u8) -> Vec<DocId> {
    let docs: Vec<_> = (0..count).map(|n| DocId([n; 16])).collect();
    for doc in &docs {
        let mut part = registering(*doc, &customer());
        part.values.push((Path::field("needs"), text(&"需".repeat(4_000))));
        pair.office().accepts(LIN, &part);
    }
    docs
}

/// The company with somebody changed.
fn company_with(id: PersonId, change: impl Fn(&mut Person)) -> Company {
    let mut company = company();
    let mut person = company.people.get(id).unwrap().clone();
    change(&mut person);
    company.people.put(person);
    company
}

#[test]
fn a_first_sync_in_pages_goes_on_after_a_kill_where_it_was() {
    let pair = Pair::new();
    let docs = large_customers(&pair, 200);
    let mut lin = pair.phone(LIN);
    assert!(lin.sent.len() > 1 && lin.replica.status().complete);
    lin.disk.write(&forgetting(&lin));
    lin.answers_left = 1;
    lin.starts();
    let first = lin.stored().len();
    assert!(first > 100 && first < docs.len());
    assert!(!lin.replica.status().complete && lin.unsent() == 0);
    let before = pair.office().asked.len();
    lin.net = Net::Up;
    lin.starts();
    assert_eq!(lin.stored().len(), docs.len());
    assert!(lin.replica.status().complete);
    let asked = pair.office().asked[before..].to_vec();
    let cursor = asked[0].1.feeds.iter().find(|(feed, _)| *feed == Feed::Person(LIN)).unwrap().1;
    assert!(matches!(cursor, Cursor::First { upto: Some(_), below: Some(_) }), "{cursor:?}");
    assert_eq!(asked.len(), 1);
}

#[test]
fn more_news_is_asked_for_while_the_last_is_written_unless_something_is_unsent() {
    let pair = Pair::new();
    let (mut lin, _, customer, _) = a_deal_in_the_book(&pair);
    for unsent in [false, true] {
        lin.goes_offline();
        if unsent {
            lin.edits(customer, "town", "寧波");
        }
        lin.net = Net::Silent;
        lin.syncs();
        let asks = lin.sent.last().unwrap().clone();
        let mut answer = pair
            .office()
            .answers(LIN, lin.device, &crate::wire::Request { units: Vec::new(), ..asks })
            .response;
        answer.up_to_date = false;
        let body = crate::wire::pack(&answer).unwrap();
        let now_ms = lin.clock_ms();
        let effects = lin.replica.handle(now_ms, &mut crate::testing::Seed(9), Event::Answered(body));
        let sends = effects.iter().any(|effect| matches!(effect, Effect::Send(_)));
        let writes = effects.iter().any(|effect| matches!(effect, Effect::Write(_)));
        assert!(writes && sends != unsent, "{effects:?}");
        let effects = lin.replica.handle(now_ms, &mut crate::testing::Seed(9), Event::WriteDone(Ok(())));
        let sends = effects.iter().any(|effect| matches!(effect, Effect::Send(_)));
        assert_eq!(sends, unsent, "{effects:?}");
        lin.starts();
    }
}

/// Empties a phone's storage but for who signed in.
fn forgetting(phone: &Phone) -> Batch {
    let mut batch = Batch::new(crate::store::Durability::Strict);
    for table in Table::PHONE {
        for (key, _) in phone.disk.table(table).filter(|(key, _)| *key != IDENTITY_KEY) {
            batch.delete(table, key);
        }
    }
    batch
}

#[test]
fn what_changes_between_two_pages_of_a_first_sync_is_there_at_its_end() {
    let pair = Pair::new();
    let docs = large_customers(&pair, 200);
    let mut lin = pair.phone(LIN);
    lin.disk.write(&forgetting(&lin));
    lin.answers_left = 1;
    lin.starts();
    // One that is here already, one that is not yet, one that leaves, and a new one.
    let (newest, oldest) = (docs[199], docs[0]);
    pair.office().accepts(WANG, &editing(newest, "town", "蘇州"));
    pair.office().accepts(WANG, &editing(oldest, "town", "南通"));
    pair.office().accepts(WANG, &handing(docs[1], RecordKind::Customer, CHEN));
    pair.office().accepts(WANG, &handing(docs[198], RecordKind::Customer, CHEN));
    let new = DocId([0xee; 16]);
    pair.office().accepts(LIN, &registering(new, &customer()));
    lin.comes_online();
    assert_eq!((lin.field(newest, "town"), lin.field(oldest, "town")), ("蘇州".into(), "南通".into()));
    assert_eq!(lin.stored().len(), 199);
    assert!(lin.stored().contains_key(&new) && !lin.stored().contains_key(&docs[198]));
    assert_eq!(lin.replica.status().refetched, None);
}

#[test]
fn a_feed_whose_digest_differs_is_read_anew_and_that_is_said() {
    let pair = Pair::new();
    let (mut lin, mut wang, _, deal) = a_deal_in_the_book(&pair);
    // A change that the phone never hears of: its entry is left out, and the numbers closed up.
    wang.edits(deal, "product", "K-40");
    lin.answers_are_changed(|response| {
        for page in &mut response.feeds {
            page.entries.retain(|entry| !matches!(entry.item, Item::Change(..)));
        }
    });
    lin.answers_left = 1;
    lin.syncs();
    assert_eq!(lin.replica.status().refetched.clone().map(|(feed, _)| feed), Some(Feed::Person(LIN)));
    assert_eq!(lin.field(deal, "product"), "");
    lin.answers_are_honest();
    lin.comes_online();
    assert_eq!(lin.field(deal, "product"), "K-40");
    assert_eq!(
        lin.replica.digests()[&Feed::Person(LIN)],
        pair.office().feed_state(&Feed::Person(LIN)).digest
    );
}

#[test]
fn a_server_whose_digests_never_fit_is_not_asked_without_a_pause() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.answers_are_changed(|response| {
        for page in &mut response.feeds {
            page.digest = page.digest.map(|digest| digest.plus(crate::hash::Short::of(b"wrong")));
        }
    });
    lin.sent.clear();
    lin.syncs();
    lin.waits(10_000);
    assert!(lin.sent.len() < 30, "{} requests", lin.sent.len());
    lin.answers_are_honest();
    lin.waits(60_000);
    assert_eq!(lin.field(deal, "title"), "北辰電機 二期");
    assert_eq!(
        lin.replica.digests()[&Feed::Person(LIN)],
        pair.office().feed_state(&Feed::Person(LIN)).digest
    );
}

#[test]
fn a_page_with_a_gap_is_not_believed_and_the_feed_read_anew() {
    let pair = Pair::new();
    let (mut lin, mut wang, customer, deal) = a_deal_in_the_book(&pair);
    let lost = lin.opens_deal(&deal_named(customer, "備件"));
    wang.syncs();
    wang.edits(deal, "product", "K-40");
    wang.edits(lost, "product", "K-41");
    wang.edits(deal, "title", "三期");
    lin.answers_are_changed(|response| {
        for page in &mut response.feeds {
            if page.entries.len() == 3 {
                page.entries.remove(1);
            }
        }
    });
    lin.syncs();
    assert_eq!(lin.replica.status().refetched.clone().map(|(feed, _)| feed), Some(Feed::Person(LIN)));
    lin.answers_are_honest();
    lin.syncs();
    for doc in [deal, lost] {
        assert_eq!(lin.sees(doc), pair.office().facts(doc));
    }
    assert_eq!(
        lin.replica.digests()[&Feed::Person(LIN)],
        pair.office().feed_state(&Feed::Person(LIN)).digest
    );
}

fn deal_named(customer: DocId, title: &str) -> fieldbook_process::testing::DealBuilder {
    deal().of(customer).titled(title)
}

#[test]
fn another_superior_gets_a_reps_documents_and_the_former_one_loses_them() {
    let pair = Pair::new();
    let mut maria = pair.phone(MARIA);
    let customer = maria.registers(&customer().owned_by(MARIA).in_territory("華南"));
    maria.opens_deal(&deal().of(customer).opened_by(MARIA));
    let (mut wang, mut peter) = (pair.phone(WANG), pair.phone(PETER));
    assert_eq!((wang.stored().len(), peter.stored().len()), (0, 2));
    pair.office().sets_company(&company_with(MARIA, |maria| maria.superior = Some(WANG)));
    wang.syncs();
    peter.syncs();
    maria.syncs();
    assert_eq!((wang.stored().len(), peter.stored().len(), maria.stored().len()), (2, 0, 2));
    assert_eq!((peter.replica.rows().len(), peter.replica.documents().count()), (0, 0));
    assert_eq!(wang.replica.company().version, 2);
}

#[test]
fn somebody_who_left_holds_nothing_any_more_but_their_own_unsent_words() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    lin.goes_offline();
    lin.logs(deal, "要求報價");
    pair.office().sets_company(&company_without(LIN));
    lin.comes_online();
    assert!(lin.stored().is_empty() && lin.replica.rows().is_empty() && lin.replica.cards().is_empty());
    assert_eq!(lin.unsent(), 0);
    assert_eq!(lin.aside().why, Why::KeptFor(WANG));
}

#[test]
fn the_director_reads_everything_by_the_roles_feed() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let mut zhao = pair.phone(ZHAO);
    assert_eq!(zhao.stored().len(), 2);
    lin.logs(deal, "要求報價");
    zhao.syncs();
    assert_eq!(zhao.reads(deal), ["要求報價"]);
    let feeds: Vec<_> = zhao.replica.documents().map(|(_, feeds)| feeds.clone()).collect();
    assert!(
        feeds.iter().all(|feeds| *feeds == [Feed::Role(fieldbook_process::people::Role::Director)].into())
    );
}

#[test]
fn others_of_the_territory_get_the_card_and_nothing_else() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer().with_contact("李經理", "+86 138 0000 4821"));
    let (chen, maria) = (pair.phone(CHEN), pair.phone(MARIA));
    let card = &chen.replica.cards()[&customer];
    assert_eq!((card.name.as_str(), card.town.as_str(), card.owner), ("北辰電機有限公司", "無錫", Some(LIN)));
    assert_eq!(card.phones, [crate::row::phone_hint("13800004821").unwrap()]);
    assert!(card.phones[0] < 1 << 20);
    assert!(chen.stored().is_empty() && maria.replica.cards().is_empty());
}

#[test]
fn a_card_follows_its_customer_to_another_territory() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    let customer = lin.registers(&customer());
    let (mut chen, mut maria) = (pair.phone(CHEN), pair.phone(MARIA));
    lin.edits(customer, "town", "蘇州");
    chen.syncs();
    assert_eq!(chen.replica.cards()[&customer].town, "蘇州");
    lin.edits(customer, "territory", "華南");
    chen.syncs();
    maria.syncs();
    assert!(chen.replica.cards().is_empty());
    assert_eq!(maria.replica.cards().len(), 1);
    maria.starts();
    assert_eq!(maria.replica.cards().len(), 1);
}

#[test]
fn somebody_who_moves_to_another_territory_loses_the_cards_of_the_former_one() {
    let pair = Pair::new();
    let mut lin = pair.phone(LIN);
    lin.registers(&customer());
    lin.registers(&customer().in_territory("華南"));
    let mut chen = pair.phone(CHEN);
    let (before, _) = chen.replica.cards().iter().next().unwrap();
    let before = *before;
    pair.office().sets_company(&company_with(CHEN, |chen| chen.territories = vec!["華南".to_owned()]));
    chen.syncs();
    assert!(!chen.replica.cards().contains_key(&before));
    assert_eq!(chen.replica.cards().len(), 1);
    chen.starts();
    assert_eq!(chen.replica.cards().len(), 1);
}

#[test]
fn a_new_company_computes_every_row_anew() {
    let pair = Pair::new();
    let (mut lin, _, _, deal) = a_deal_in_the_book(&pair);
    let before = lin.duties(deal)[0].owing.due_ms;
    let mut company = company();
    let agreed = fieldbook_process::policy::Agreed { from_ms: 0, number: 14 };
    company.policy.agree(fieldbook_process::policy::PolicyValue::FollowUpIntervalDays, agreed).unwrap();
    pair.office().sets_company(&company);
    lin.syncs();
    assert_eq!(lin.duties(deal)[0].owing.due_ms, before + 7 * 86_400_000);
    lin.goes_offline();
    lin.starts();
    assert_eq!(lin.duties(deal)[0].owing.due_ms, before + 7 * 86_400_000);
}

#[test]
fn what_stays_by_another_feed_is_known_to_stay_by_that_one_alone_after_a_kill() {
    use fieldbook_process::testing::ZHOU;
    let pair = Pair::new();
    // Service reads every customer; those of Lin as her superior, too.
    pair.office().sets_company(&company_with(LIN, |lin| lin.superior = Some(ZHOU)));
    let doc = pair.phone(LIN).registers(&customer());
    let mut zhou = pair.phone(ZHOU);
    assert!(zhou.stored().contains_key(&doc));
    pair.office().sets_company(&company());
    zhou.syncs();
    zhou.starts();
    zhou.syncs();
    assert_eq!(zhou.replica.status().refetched, None);
    assert!(zhou.stored().contains_key(&doc));
}
