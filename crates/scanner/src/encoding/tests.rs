use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8};

use super::encoding;

/// What a browser makes of the bytes of this text in that encoding.
fn read_back(text: &str, written: &'static Encoding) -> String {
    let (bytes, _, unknown) = written.encode(text);
    assert!(!unknown, "{text} is not of that encoding");
    let known = Encoding::for_label(encoding(&bytes).as_bytes()).unwrap();
    known.decode(&bytes).0.into_owned()
}

#[test]
fn cards_come_out_as_they_were_written() {
    for (text, written) in [
        ("plain ASCII, as in a link", GB18030),
        ("BEGIN:VCARD\nFN:周建国\nORG:立群塑料机械有限公司\nTEL:13800004821\nEND:VCARD", GB18030),
        // 镕 and 喆 are outside GB2312, 㐂 takes four bytes.
        ("BEGIN:VCARD\nFN:朱镕喆\nORG:上海㐂来餐饮设备\nEND:VCARD", GB18030),
        ("BEGIN:VCARD\nFN:周建國\nORG:立群塑膠機械股份有限公司\nTITLE:設備部經理\nEND:VCARD", BIG5),
        ("BEGIN:VCARD\nFN:田中一郎\nORG:ひかり製作所\nTITLE:カタログ担当\nEND:VCARD", SHIFT_JIS),
        ("BEGIN:VCARD\nFN:周建國\nNOTE:naïve café\nEND:VCARD", UTF_8),
    ] {
        assert_eq!(read_back(text, written), text);
    }
}

#[test]
fn what_a_card_says_of_itself_is_believed() {
    // These two bytes alone are a character of either encoding.
    assert_eq!(encoding(b"N;CHARSET=Big5:\xA4\xA4"), "big5");
    assert_eq!(encoding(b"N;CHARSET=GBK:\xA4\xA4"), "gb18030");
    assert_eq!(encoding(b"N;CHARSET=ISO-8859-1:M\xFCller"), "windows-1252");
}

#[test]
fn letters_of_the_west_are_no_pairs() {
    assert_eq!(encoding(b"Caf\xE9 M\xFCller"), "windows-1252");
    assert_eq!(encoding(b"M\xFCller"), "windows-1252");
}
