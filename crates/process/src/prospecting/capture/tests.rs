use crate::law::{Asks, Verdict};
use crate::prospecting::{Capture, Contact, Customer, Joining};
use crate::testing::{CHEN, LIN, WANG, company, customer, judging, ms, nth_entry, owed, owing, photo};
use crate::value::Instant;
use crate::{ActName, DocId, PersonId};

const MET: &str = "2026-11-10 11:00";

fn at(local: &str) -> Option<Instant> {
    Some(Instant(ms(local)))
}

fn capture(n: usize, local: &str) -> Capture {
    Capture { id: nth_entry(n), by: Some(LIN), at: at(local), ..Capture::default() }
}

/// Caught at [`MET`] by a photo alone.
fn caught() -> Customer {
    Customer {
        name: "名片 11:00".to_owned(),
        registered: at(MET),
        captures: vec![capture(0, MET)],
        attachments: vec![photo(0, MET, LIN)],
        ..customer().build()
    }
}

fn contact(name: &str, phone: &str) -> Contact {
    Contact { id: nth_entry(0), name: name.to_owned(), phone: phone.to_owned(), ..Contact::default() }
}

fn named(local: &str) -> Customer {
    Customer { contacts: vec![contact("吳芳", "13812345678")], named: at(local), ..caught() }
}

mod c2_3_b {
    use super::*;

    #[test]
    fn a_photo_alone_is_a_capture() {
        assert_eq!(judging(None, &caught()).told(LIN), [""; 0]);
    }

    #[test]
    fn so_is_a_code_a_word_or_a_person() {
        let bare = Customer { attachments: vec![], ..caught() };
        let with = |capture: Capture| Customer { captures: vec![capture], ..bare.clone() };
        let code = Capture { code: "https://u.wechat.com/abc".to_owned(), ..capture(0, MET) };
        let words = Capture { words: "藍領帶，要 3 kW".to_owned(), ..capture(0, MET) };
        let person = Customer { contacts: vec![contact("吳芳", "")], ..bare.clone() };
        for caught in [with(code), with(words), person] {
            assert_eq!(judging(None, &caught).told(LIN), [""; 0]);
        }
    }

    #[test]
    fn nothing_at_all_is_none() {
        let bare = Customer { attachments: vec![], ..caught() };
        assert_eq!(judging(None, &bare).told(LIN), ["2.3.b nothing_caught"]);
    }

    #[test]
    fn who_is_known_is_caught_again_with_a_contact_and_a_photo_in_one_act() {
        let before = customer().with_contact("李工", "0510-1234").build();
        let mut after = before.clone();
        after.captures.push(Capture { event: Some(DocId([9; 16])), ..capture(0, MET) });
        after.contacts.push(Contact { id: nth_entry(1), name: "吳芳".to_owned(), ..Contact::default() });
        after.attachments.push(photo(0, MET, LIN));
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }

    #[test]
    fn met_again_a_person_gets_what_was_unknown_of_them_in_the_same_act() {
        let person = |name: &str, phone: &str| {
            let email = if phone.is_empty() { "" } else { "wu@example.cn" }.to_owned();
            vec![Contact { email, ..contact(name, phone) }]
        };
        let before = Customer { contacts: person("—", ""), ..customer().build() };
        let again = |contacts: Vec<Contact>| {
            let code = Capture { code: "card".to_owned(), ..capture(0, MET) };
            Customer { contacts, captures: vec![code], named: at(MET), ..before.clone() }
        };
        let done = again(person("吳芳", "13812345678"));
        assert_eq!(judging(Some(&before), &done).told(LIN), [""; 0]);
        // What stood there is not changed along, nor is anybody removed.
        let known = Customer { contacts: vec![contact("吳芳", "13812345678")], ..before.clone() };
        let other = again(vec![contact("李梅", "13812345678")]);
        let gone = vec![Contact { removed: at(MET), ..contact("吳芳", "13812345678") }];
        let both = vec![ActName::EditContact, ActName::CaptureContact];
        for mixed in [other, again(gone)] {
            assert_eq!(judging(Some(&known), &mixed).verdict_to(LIN), Err(Verdict::OtherAct(both.clone())));
        }
    }

    #[test]
    fn what_stands_for_a_name_is_none() {
        let then = "2026-11-10 15:00";
        let nameless = |named| Customer { contacts: vec![contact("—", "13812345678")], named, ..caught() };
        assert!(nameless(None).is_unnamed());
        let open = "complete_capture by 2026-11-11 18:00, open";
        assert_eq!(owed(&nameless(None), &company(), Asks::Naming), [open]);
        assert_eq!(judging(Some(&caught()), &nameless(at(then))).told(LIN), ["2.3.b no_name_and_phone"]);
        // With a name it is done.
        assert_eq!(judging(Some(&nameless(None)), &named(then)).told(LIN), [""; 0]);
    }

    #[test]
    fn a_capture_is_signed_by_who_makes_it() {
        let before = customer().build();
        let mut after = before.clone();
        after.captures.push(Capture { words: "x".to_owned(), ..capture(0, MET) });
        assert_eq!(judging(Some(&before), &after).told(WANG), ["1.1 signed_for"]);
    }

    #[test]
    fn an_unrelated_edit_on_an_empty_capture_passes() {
        let before = Customer { attachments: vec![], ..caught() };
        let after = Customer { needs: "低噪音".to_owned(), ..before.clone() };
        assert_eq!(judging(Some(&before), &after).told(LIN), [""; 0]);
    }

    #[test]
    fn name_and_phone_are_said_to_be_there_when_they_are() {
        let then = "2026-11-10 15:00";
        assert_eq!(judging(Some(&caught()), &named(then)).told(LIN), [""; 0]);
        let without = Customer { contacts: vec![contact("吳芳", "")], ..named(then) };
        assert_eq!(judging(Some(&caught()), &without).told(LIN), ["2.3.b no_name_and_phone"]);
        let later = judging(Some(&caught()), &named(then)).entered("2026-11-10 15:01");
        assert_eq!(later.told(LIN), ["2.3.b not_named_now"]);
    }

    #[test]
    fn they_are_owed_within_a_working_day() {
        let open = "complete_capture by 2026-11-11 18:00, open";
        assert_eq!(owed(&caught(), &company(), Asks::Naming), [open]);
        assert_eq!(owing(&caught(), &company(), Asks::Naming), [LIN]);
        assert!(caught().is_unnamed());
        let done = "complete_capture by 2026-11-11 18:00, done 2026-11-10 15:00";
        assert_eq!(owed(&named("2026-11-10 15:00"), &company(), Asks::Naming), [done]);
        assert!(!named("2026-11-10 15:00").is_unnamed());
    }

    #[test]
    fn of_somebody_who_had_both_before_nothing_is_owed() {
        let mut known = customer().with_contact("李工", "0510-1234").build();
        known.captures.push(Capture { words: "x".to_owned(), ..capture(0, MET) });
        let lapsed = "complete_capture by 2026-11-11 18:00, lapsed 2026-11-10 11:00";
        assert_eq!(owed(&known, &company(), Asks::Naming), [lapsed]);
        assert_eq!(owed(&customer().build(), &company(), Asks::Naming), [""; 0]);
    }

    mod by_an_assistant {
        use super::*;
        use crate::audience::{Feed, concerned};
        use crate::people::{Person, Role};
        use crate::testing::{CHEN, ZHOU, day};
        use crate::{Company, PersonId, Record, RecordKind};

        /// Of [`ZHOU`] an assistant is made, who serves [`LIN`].
        fn assisted() -> Company {
            let mut company = company();
            let person = |id: PersonId| company.people.get(id).cloned().unwrap();
            let zhou = Person { role: Role::Assistant, department: None, ..person(ZHOU) };
            let lin = Person { assistant: Some(ZHOU), ..person(LIN) };
            [zhou, lin].into_iter().for_each(|it| company.people.put(it));
            company
        }

        /// Whether that person reads it, and may write.
        fn sees(customer: &Customer, company: &Company, who: PersonId) -> (bool, bool) {
            let it = concerned(RecordKind::Customer, &customer.to_facts(), None, company);
            let writes = it.may_write(company.people.get(who).unwrap(), company, ms("2026-11-10 15:00"));
            (it.feeds(company, day("2026-11-10")).contains(&Feed::Person(who)), writes)
        }

        #[test]
        fn while_it_is_owed_they_read_it_and_write_and_then_no_more() {
            let company = assisted();
            assert_eq!(sees(&caught(), &company, ZHOU), (true, true));
            let done = named("2026-11-10 15:00");
            assert_eq!(sees(&done, &company, ZHOU), (false, false));
            assert_eq!(judging(Some(&caught()), &done).under(company).told(ZHOU), [""; 0]);
        }

        #[test]
        fn only_the_one_who_serves_the_owner_does() {
            let company = assisted();
            let chens = Customer { owner: Some(CHEN), ..caught() };
            assert_eq!(sees(&chens, &company, ZHOU), (false, false));
            assert_eq!(sees(&customer().build(), &company, ZHOU), (false, false), "nothing is owed");
            let mut gone = company.clone();
            let zhou = gone.people.get(ZHOU).cloned().unwrap();
            gone.people.put(Person { left: true, ..zhou });
            assert_eq!(sees(&caught(), &gone, ZHOU), (false, false));
        }

        #[test]
        fn one_named_later_reads_what_was_caught_before() {
            let filed = concerned(RecordKind::Customer, &caught().to_facts(), None, &company());
            let feeds = filed.feeds(&assisted(), day("2026-11-10"));
            assert!(feeds.contains(&Feed::Person(ZHOU)));
        }

        #[test]
        fn it_stays_the_reps_duty() {
            assert_eq!(owing(&caught(), &assisted(), Asks::Naming), [LIN]);
            assert!(Asks::Naming.is_assisted() && !Asks::FirstContact.is_assisted());
        }
    }
}

mod c2_2_b {
    use super::*;
    use crate::law::Lawful as _;

    /// Lin caught somebody who is perhaps Chen's.
    fn of_chen() -> Customer {
        let perhaps = Some(DocId([7; 16]));
        let capture = Capture { perhaps, colleague: Some(CHEN), ..capture(0, MET) };
        Customer { captures: vec![capture], ..caught() }
    }

    fn found(customer: &Customer) -> Vec<(String, PersonId)> {
        let all = Customer::findings().into_iter().flat_map(|(_, of)| of(customer, &company()));
        all.map(|found| (found.what.key.into_owned(), found.who)).collect()
    }

    #[test]
    fn who_is_perhaps_a_colleagues_is_caught_lawfully_and_who_stands_above_settles_it() {
        assert_eq!(judging(None, &of_chen()).told(LIN), [""; 0]);
        assert_eq!(found(&of_chen()), [("caught_of_colleague".to_owned(), WANG)]);
        assert_eq!(found(&caught()), [], "nobody's card was like it");
    }

    #[test]
    fn joined_or_handed_over_it_is_settled() {
        let joined =
            Joining { id: nth_entry(3), into: Some(DocId([7; 16])), by: Some(WANG), ..Joining::default() };
        assert_eq!(found(&Customer { joinings: vec![joined.clone()], ..of_chen() }), []);
        let apart = Joining { undone: at("2026-11-12 09:00"), ..joined };
        assert_eq!(
            found(&Customer { joinings: vec![apart], ..of_chen() }).len(),
            1,
            "taken back it is open again"
        );
        assert_eq!(found(&Customer { owner: Some(CHEN), ..of_chen() }), []);
    }
}
