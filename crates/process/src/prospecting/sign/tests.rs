//! Signs, by clause.

use super::*;

mod c2_2_b {
    use super::*;

    fn same(of: fn(&str) -> Option<Sign>, one: &str, other: &str) -> bool {
        of(one).is_some() && of(one) == of(other)
    }

    #[test]
    fn a_telephone_is_the_same_however_it_is_written() {
        assert!(same(Sign::of_phone, "+86 138-0000-4821", "13800004821"));
        assert!(!same(Sign::of_phone, "13800004821", "13800004822"));
        assert_eq!(Sign::of_phone("ext. 482"), None, "too short to tell anybody");
    }

    #[test]
    fn an_address_is_a_persons_and_not_a_roles() {
        assert!(same(Sign::of_email, " Lin.Wei@Beichen.example", "lin.wei@beichen.example"));
        assert!(!same(Sign::of_email, "lin.wei@beichen.example", "lin.wei@other.example"));
        for none in [
            "info@beichen.example",
            "Sales@beichen.example",
            "sales-2@beichen.example",
            "lin@",
            "@b.c",
            "lin",
        ] {
            assert_eq!(Sign::of_email(none), None, "{none}");
        }
        assert!(Sign::of_email("salesky@beichen.example").is_some());
    }

    #[test]
    fn a_wechat_code_is_one_persons_and_a_groups_is_nobodys() {
        let one = "https://u.wechat.com/kP7xQzRstUvW";
        assert!(same(Sign::of_code, one, " HTTP://U.WeChat.com/kP7xQzRstUvW/ "));
        assert!(
            !same(Sign::of_code, one, "https://u.wechat.com/kp7xqzrstuvw"),
            "small and capital letters differ"
        );
        assert!(Sign::of_code("https://work.weixin.qq.com/u/vc5f8e0d?v=4.1").is_some());
        let none = [
            "https://weixin.qq.com/g/AwYAAB",
            "https://u.wechat.com/",
            "https://u.wechat.com",
            "https://example.com/a",
        ];
        for none in none {
            assert_eq!(Sign::of_code(none), None, "{none}");
        }
    }

    #[test]
    fn a_wechat_number_is_a_sign_and_what_somebody_is_called_there_is_none() {
        assert!(same(Sign::of_wechat, "Lin_Wei88", "lin_wei88"));
        assert!(same(Sign::of_wechat, "wangxiaoming", "WangXiaoMing"));
        assert_eq!(
            Sign::of_wechat("138 0000 4821"),
            Sign::of_phone("13800004821"),
            "a telephone serves as number"
        );
        assert_eq!(Sign::of_wechat("https://u.wechat.com/kP7x"), Sign::of_code("https://u.wechat.com/kP7x"));
        for none in ["Michael", "林曉雯", "lin 88 wei", "8lin_wei", "l_1", ""] {
            assert_eq!(Sign::of_wechat(none), None, "{none}");
        }
    }

    #[test]
    fn who_has_left_is_no_sign_of_the_customer_any_more() {
        let contact =
            |email: &str, removed| Contact { email: email.to_owned(), removed, ..Contact::default() };
        let gone = Some(crate::value::Instant(1));
        let captures = vec![Capture { code: "https://u.wechat.com/kP7x".to_owned(), ..Capture::default() }];
        let contacts = vec![contact("lin@a.example", None), contact("bo@a.example", gone)];
        let signs: Vec<Sign> = Customer { contacts, captures, ..Customer::default() }.signs().collect();
        let email = Sign::of_email("lin@a.example");
        let code = Sign::of_code("https://u.wechat.com/kP7x");
        assert_eq!(signs, [email, code].into_iter().flatten().collect::<Vec<_>>());
    }
}
