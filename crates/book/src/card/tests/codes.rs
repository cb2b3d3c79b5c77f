//! QR codes.

use super::*;

fn card(text: &str) -> Card {
    match read_code(text, &decode).says {
        Says::Card(card) => *card,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_card_in_each_of_its_three_forms() {
    assert_eq!(
        told(&card("BEGIN:VCARD\nVERSION:3.0\nFN:王磊\nTEL:13800004821\nEND:VCARD")),
        "name: 王磊\nMobile: 13800004821"
    );
    assert_eq!(
        told(&card(
            "MECARD:N:山田,太郎;SOUND:ヤマダ,タロウ;TEL:0312345678;TEL-AV:09012345678;EMAIL:taro@example.jp;\
             ADR:東京都千代田区1\\;2;ORG:北辰\\,電機;URL:http\\://example.jp;NOTE:展示会;BDAY:19800203;X:y;;"
        )),
        "name: 山田太郎\nat: 北辰,電機\nOther: 0312345678\nOther: 09012345678\nmail: taro@example.jp\n\
         address: 東京都千代田区1;2\nwebsite: http://example.jp\nnote: 展示会\nunread X:y"
    );
    assert_eq!(told(&card("mecard:N:Owen,Sean;TEL:13800004821")), "name: Sean Owen\nMobile: 13800004821");
    assert_eq!(
        told(&card(
            "BIZCARD:N:Sean;X:Owen;T:Engineer;C:Example;A:76 9th Avenue, New York;B:+12125550100;M:+12125550101;F:1;E:sean@example.com;Q:?;;"
        )),
        "name: Sean Owen\nat: Example\nposition: Engineer\nWork: +12125550100\nMobile: +12125550101\nFax: 1\n\
         mail: sean@example.com\naddress: 76 9th Avenue, New York\nunread Q:?"
    );
}

#[test]
fn every_other_text_is_told_for_what_it_is_and_stays() {
    let codes = [
        ("https://u.wechat.com/MAxyz", Says::WeChat("https://u.wechat.com/MAxyz".into())),
        ("http://weixin.qq.com/r/abc", Says::WeChat("http://weixin.qq.com/r/abc".into())),
        ("weixin://contacts/profile/x", Says::WeChat("weixin://contacts/profile/x".into())),
        ("https://work.weixin.qq.com/ca/x", Says::WeCom("https://work.weixin.qq.com/ca/x".into())),
        ("https://u.wechat.com.example.com/", Says::Url("https://u.wechat.com.example.com/".into())),
        ("TEL:+8613800004821", Says::Phone("+8613800004821".into())),
        ("SMSTO:13800004821:hello", Says::Phone("13800004821".into())),
        ("+86 (512) 6543-2100", Says::Phone("+86 (512) 6543-2100".into())),
        ("mailto:a@example.com?subject=x", Says::Mail("a@example.com".into())),
        ("MATMSG:TO:a@example.com;SUB:x;BODY:y;;", Says::Mail("a@example.com".into())),
        ("a@example.com", Says::Mail("a@example.com".into())),
        ("www.example.com", Says::Url("www.example.com".into())),
        ("MEBKM:TITLE:x;URL:http\\://example.com;;", Says::Url("http://example.com".into())),
        ("WIFI:S:show;T:WPA;P:x;;", Says::Text("WIFI:S:show;T:WPA;P:x;;".into())),
        ("王磊 138 0000 4821", Says::Text("王磊 138 0000 4821".into())),
        ("MECARD:", Says::Text("MECARD:".into())),
        ("", Says::Text(String::new())),
        // Two people in one code: which is meant only its reader knows.
        (
            "BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD",
            Says::Text("BEGIN:VCARD\nFN:a\nEND:VCARD\nBEGIN:VCARD\nFN:b\nEND:VCARD".into()),
        ),
    ];
    for (text, says) in codes {
        assert_eq!(read_code(text, &decode), Code { raw: text.to_owned(), says }, "{text}");
    }
    assert_eq!(read_code("\u{feff} tel:110\n", &decode).raw, "\u{feff} tel:110\n");
}

#[test]
fn the_bytes_of_a_code_are_utf_8_or_gb18030() {
    assert_eq!(text_of("王磊".as_bytes(), &decode).as_deref(), Some("王磊"));
    assert_eq!(text_of(&gb18030("王磊"), &decode).as_deref(), Some("王磊"));
    assert_eq!(text_of(b"\xff\xff", &decode), None);
}
