//! vCard files.

use super::*;

#[test]
fn a_card_from_an_iphone_with_groups_and_labels() {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iPhone OS 17.5//EN\r\nN:王;磊;;;\r\nFN:王磊\r\n\
        ORG:苏州北辰电机有限公司;采购部\r\nTITLE:采购经理\r\n\
        item1.EMAIL;type=INTERNET;type=pref:wang.lei@beichen.cn\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n\
        TEL;type=CELL;type=VOICE;type=pref:138 0000 4821\r\nitem2.TEL:+86 512 6543 2100\r\nitem2.X-ABLabel:办公\r\n\
        item3.TEL:8021\r\nitem3.X-ABLabel:分机\r\n\
        item4.ADR;type=WORK;type=pref:;;星湖街 1 号;苏州市;江苏省;215000;中国\r\nitem4.X-ABADR:cn\r\n\
        item5.URL;type=pref:https\\://www.beichen.cn\r\nitem5.X-ABLabel:_$!<HomePage>!$_\r\n\
        X-SOCIALPROFILE;type=wechat;x-user=wanglei88:x-apple:wanglei88\r\nBDAY:1980-02-03\r\n\
        PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ\r\n AAAQABAAD/4gIoSUND\r\n NOTE:not a line\r\n\
        NOTE:展會上認識\\n要目錄\r\nEND:VCARD\r\n";
    assert_eq!(
        told(&only(card)),
        "name: 王磊\nat: 苏州北辰电机有限公司\ndepartment: 采购部\nposition: 采购经理\n\
         Mobile: 138 0000 4821\nWork: +86 512 6543 2100\nOther: 8021\nmail: wang.lei@beichen.cn\n\
         address: 中国江苏省苏州市星湖街 1 号 215000\ntown: 苏州市\nwebsite: https://www.beichen.cn\n\
         wechat: wanglei88\nnote: 展會上認識 / 要目錄\nunread item3.X-ABLabel:分机"
    );
}

#[test]
fn a_card_of_android_in_version_2_1_quoted_and_with_soft_breaks() {
    let card = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E7=A3=8A;;;\r\n\
        FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=A3=8A=20=E7=8E=8B\r\nTEL;CELL:13800004821\r\n\
        TEL;WORK;FAX:0512-65432109\r\nTEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D=E5=8F=B0):110\r\n\
        ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E8=8B=8F=E5=B7=9E=E5=8C=97=E8=BE=B0=E7=94=B5=E6=9C=BA=\r\n\
        =E6=9C=89=E9=99=90=E5=85=AC=E5=8F=B8\r\nNOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab=3D1=\r\n=\r\n\r\n\
        X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;;1;;;\r\nEND:VCARD\r\n";
    assert_eq!(
        told(&only(card)),
        "name: 王磊\nat: 苏州北辰电机有限公司\nMobile: 13800004821\nFax: 0512-65432109\nOther: 110\n\
         note: a / b=1\nunread X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;;1;;;"
    );
}

#[test]
fn a_card_of_outlook_in_the_letters_of_its_windows() {
    let quoted = |text: &str| -> String { gb18030(text).iter().map(|byte| format!("={byte:02X}")).collect() };
    let card = format!(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=zh-cn;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{};{}\r\n\
         FN;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{}\r\nORG;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{}\r\n\
         TEL;WORK;VOICE:(021) 5555-0100\r\nADR;WORK;PREF;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:;;{};;{};200120\r\n\
         LABEL;WORK;PREF;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{}\r\n\
         X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\nURL;WORK:http://www.example.cn\r\nEMAIL;PREF;INTERNET:li@example.cn\r\n\
         X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n",
        quoted("联"),
        quoted("通"),
        quoted("联通"),
        quoted("华盛贸易"),
        quoted("世纪大道 8 号"),
        quoted("上海市"),
        quoted("上海市世纪大道 8 号 200120"),
    );
    assert_eq!(
        told(&only(card)),
        "name: 联通\nat: 华盛贸易\nWork: (021) 5555-0100\nmail: li@example.cn\naddress: 上海市世纪大道 8 号 200120\n\
         town: 上海市\nwebsite: http://www.example.cn"
    );
}

#[test]
fn a_card_of_version_4() {
    let card = "BEGIN:VCARD\nVERSION:4.0\nKIND:individual\nFN:Dr. Maria Santos\nN:Santos;Maria;;Dr.;\nNICKNAME:Mia\n\
        ORG;SORT-AS=\"Huasheng\":Huasheng Trading Co.\\, Ltd.;Sales;South\nROLE:Buyer\n\
        TEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+886-912-345-678\nTEL;VALUE=uri;TYPE=work:tel:+886-2-2345-6789;ext=102\n\
        EMAIL;TYPE=work:mailto:maria@example.com\n\
        ADR;TYPE=work;LABEL=\"No. 7: Section 5\":;;7 Xinyi Road\\, Section 5;Taipei;;110;Taiwan\nGEO:geo:25.03,121.56\nEND:VCARD\n";
    assert_eq!(
        told(&only(card)),
        "name: Dr. Maria Santos\nother: Mia\nat: Huasheng Trading Co., Ltd.\ndepartment: Sales South\nposition: Buyer\n\
         Mobile: +886-912-345-678\nWork: +886-2-2345-6789 ext. 102\nmail: maria@example.com\n\
         address: 7 Xinyi Road, Section 5, 110, Taiwan\ntown: Taipei\nunread KIND:individual\nunread GEO:geo:25.03,121.56"
    );
}

#[test]
fn a_card_of_a_scanner_in_two_languages() {
    let card = with(
        "FN;CHARSET=UTF-8:陳怡君\nN;CHARSET=UTF-8:陳;怡君;;;\nFN;LANGUAGE=en:Irene Chen\nORG;CHARSET=UTF-8:北辰電機股份有限公司\n\
         ORG;LANGUAGE=en:Beichen Electric Co.\\, Ltd.\nTITLE:業務副理\nTITLE:Deputy Sales Manager\nTEL;TYPE=CELL,VOICE:0912-345-678\n\
         TEL;TYPE=WORK,FAX:02-2345-6780\nADR;TYPE=WORK:;;台北市信義路五段 7 號;;;;\nADR;TYPE=HOME:;;高雄市中山路 1 號;;;;\n\
         URL:www.beichen.tw\nX-WECHAT:irene_chen\nIMPP;X-SERVICE-TYPE=LINE:x-apple:irene\nX-IS-ANGLE:0",
    );
    assert_eq!(
        told(&card),
        "name: 陳怡君\nother: Irene Chen\nat: 北辰電機股份有限公司\nalso: Beichen Electric Co., Ltd.\nposition: 業務副理\n\
         Mobile: 0912-345-678\nFax: 02-2345-6780\naddress: 台北市信義路五段 7 號\nwebsite: www.beichen.tw\nwechat: irene_chen\n\
         unread TITLE:Deputy Sales Manager\nunread IMPP;X-SERVICE-TYPE=LINE:x-apple:irene\n\
         unread ADR;TYPE=HOME:;;高雄市中山路 1 號;;;;"
    );
}

#[test]
fn a_name_is_one_in_the_order_of_its_script() {
    let names = [
        ("N:王;磊;;;", "王磊", ""),
        ("N:王;磊;;;\nFN:磊 王", "王磊", ""),
        ("N:王;磊;;;\nFN:王 磊", "王磊", ""),
        ("N:欧阳;娜娜;;;\nFN:欧阳娜娜", "欧阳娜娜", ""),
        ("N:Wang;Lei;;;", "Lei Wang", ""),
        ("N:Stevenson;John;Philip,Paul;Dr.;Jr.", "Dr. John Philip Paul Stevenson Jr.", ""),
        ("N:Wang;Lei;;;\nFN:王磊", "王磊", "Lei Wang"),
        ("N:王磊;;;;\nFN:Leo Wang", "Leo Wang", "王磊"),
        ("FN:王磊", "王磊", ""),
        ("N:;;;;\nFN:北辰電機\nORG:北辰電機", "", ""),
        ("FN:北辰電機\nORG:北辰電機", "北辰電機", ""),
    ];
    for (lines, name, other) in names {
        let card = with(lines);
        assert_eq!((card.name.as_str(), card.other_name.as_str()), (name, other), "{lines}");
        assert_eq!(card.unread.len(), 0, "{lines}");
    }
    // What stands in the parts alone is not lost.
    let card = with("N:王;磊;;博士;\nFN:王磊");
    assert_eq!((card.name.as_str(), &*card.unread), ("王磊", &["N:王;磊;;博士;".to_owned()][..]));
}

#[test]
fn letters_are_utf_8_or_what_the_file_says_or_gb18030() {
    let card = "BEGIN:VCARD\nVERSION:2.1\nN:王;磊\nORG;CHARSET=GBK:联通\nEND:VCARD\n";
    let expected = "name: 王磊\nat: 联通";
    assert_eq!(told(&only(card)), expected);
    assert_eq!(told(&only(format!("\u{feff}{card}"))), expected);
    assert_eq!(told(&only(gb18030(card))), expected);
    assert_eq!(told(&only(gb18030(&card.replace(";CHARSET=GBK", "")))), expected);
    let big5 = encoding_rs::BIG5.encode("BEGIN:VCARD\nN;CHARSET=BIG5:陳;功\nEND:VCARD\n").0.into_owned();
    assert_eq!(told(&only(big5)), "name: 陳功");
    let wide: Vec<u8> = [0xfeff].into_iter().chain(card.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(told(&only(wide)), expected);
    // One line of another program among them.
    let mixed = [
        card.as_bytes().split_at(25).0,
        b"NOTE:",
        &gb18030("展会"),
        b"\nFN:\xe7\x8e\x8b\xe7\xa3\x8a\xe7\nEND:VCARD",
    ];
    let card = only(mixed.concat());
    assert!(card.name.starts_with("王磊"), "{}", card.name);
    // Bytes that are letters in nothing: the line stays as it is, and so do all others.
    let card = only("BEGIN:VCARD\nFN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=FF\nTEL:110\nEND:VCARD");
    assert_eq!(told(&card), "Other: 110\nunread FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=FF");
}

#[test]
fn lines_end_and_fold_in_every_way() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Lei Wa\n ng\nNOTE:one\n\t two\n";
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        assert_eq!(told(&only(card.replace('\n', end) + "END:VCARD")), "name: Lei Wang\nnote: one two");
    }
    // In the middle of a letter.
    let letter = b"BEGIN:VCARD\r\nFN:\xe7\x8e\r\n \x8b\xe7\r\n\t\xa3\x8a\r\nEND:VCARD\r\n";
    assert_eq!(told(&only(letter)), "name: 王磊");
    // Version 2.1 broke at a blank, which belongs to the text; or by counting.
    let old = |line: &str| told(&only(format!("BEGIN:VCARD\nVERSION:2.1\n{line}\nEND:VCARD")));
    assert_eq!(old("NOTE:Beichen\n Electric"), "note: Beichen Electric");
    let counted = format!("NOTE:{}\n ng", "x".repeat(70));
    assert_eq!(old(&counted), format!("note: {}ng", "x".repeat(70)));
    // The picture's lines are not folded, and end with an empty one.
    assert_eq!(old("PHOTO;JPEG;BASE64:\n/9j/4AAQ\nSkZJRg==\n\nFN:王磊"), "name: 王磊");
}

#[test]
fn several_cards_and_what_stands_between_them() {
    let file = "hello\nBEGIN:VCARD\nFN:甲\nend:vcard\n\nbegin:vcard\nFN:乙\nBEGIN:VCARD\nFN:丙\nEND:VCARD\nTEL:1\n\
        BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=E4=B8=81=";
    let Cards { cards, stray } = read(file.as_bytes(), &decode).unwrap();
    let all: Vec<_> = cards.iter().map(|it| (it.name.as_str(), it.line, it.is_cut_off)).collect();
    assert_eq!(all, [("甲", 2, false), ("乙", 6, true), ("丙", 8, false), ("丁", 12, true)]);
    assert_eq!(stray, ["hello", "TEL:1"]);
    assert!(is_cards(" \u{feff}begin:vcard\n") && !is_cards("name,town\n") && !is_cards("BEGIN:電"));
}

#[test]
fn what_is_too_much_is_told() {
    let lines = |n: usize| format!("BEGIN:VCARD\n{}END:VCARD\n", "TEL:1\n".repeat(n));
    assert_eq!(read(lines(PROPERTIES).as_bytes(), &decode).map(|it| it.cards.len()), Ok(1));
    let fault = |text: &str| read(text.as_bytes(), &decode).unwrap_err();
    assert_eq!(fault(&format!("\n{}", lines(PROPERTIES + 1))), CardFault::TooManyLines(2));
    assert_eq!(fault(&lines(0).repeat(CARDS + 1)), CardFault::TooManyCards);
    assert_eq!(fault(&" ".repeat(BYTES + 1)), CardFault::TooLong(BYTES + 1));
    assert_eq!(fault("name,town\n甲,蘇州\n"), CardFault::NoCard);
    assert_eq!(fault(""), CardFault::NoCard);
}

#[test]
fn the_largest_files_are_read_in_time_whatever_is_in_them() {
    let fill = |line: &str| {
        let card = format!("BEGIN:VCARD\n{}END:VCARD\n", line.repeat((1 << 19) / line.len().max(600)));
        card.repeat(8)
    };
    let long = "ab ".repeat(300);
    let lines = [
        format!("NOTE:{long}\n"),
        format!("N:{long}\n"),
        format!("LABEL:{long}\n"),
        format!("NOTE;QUOTED-PRINTABLE:{long}=\n"),
    ];
    for line in &lines {
        assert_eq!(read(fill(line).as_bytes(), &decode).map(|it| it.cards.len()), Ok(8));
    }
    for end in [" =\n", "\n =", "\r", " "] {
        let _read_or_refused = read(format!("BEGIN:VCARD\nX{}", end.repeat(1 << 20)).as_bytes(), &decode);
    }
    // A line that is longer than any field stays as it is.
    let card = with(&format!("FN:{}", "x".repeat(1_001)));
    assert_eq!((card.name.len(), card.unread.len()), (0, 1));
    let text = format!("MECARD:{}", "TEL:1;".repeat(10_000));
    assert!(matches!(read_code(&text, &decode).says, Says::Text(_)));
}

#[test]
fn pictures_are_left_out_and_lines_keep_their_numbers() {
    let text = "BEGIN:VCARD\r\nitem1.PHOTO;ENCODING=b:/9j/\r\n 4AAQ\r\nFN:王磊\r\nLOGO:x\r\nphoto;BASE64:\r\nabc\r\n\r\nTEL:1\r\nEND:VCARD";
    let bare = without_pictures(text);
    assert_eq!(bare, "BEGIN:VCARD\n\n\nFN:王磊\n\n\n\n\nTEL:1\nEND:VCARD\n");
    assert_eq!(told(&only(bare)), told(&only(text)));
}

#[test]
fn the_number_to_call_is_the_mobile_phone_and_never_the_fax() {
    let phone = |lines: &str| with(lines).phone().map(|phone| phone.number.clone());
    assert_eq!(phone("TEL;TYPE=FAX:1\nTEL;TYPE=WORK:2\nTEL;TYPE=CELL:3").as_deref(), Some("3"));
    assert_eq!(
        phone("TEL;TYPE=FAX:1\nTEL;TYPE=WORK:2\nTEL:+86 138-0000-4821").as_deref(),
        Some("+86 138-0000-4821")
    );
    assert_eq!(phone("TEL;TYPE=FAX:1\nTEL;TYPE=WORK:2\nTEL:3").as_deref(), Some("2"));
    assert_eq!(phone("TEL;TYPE=FAX:1"), None);
    assert!(with("FN:").is_empty() && !with("X-A:b").is_empty());
}
