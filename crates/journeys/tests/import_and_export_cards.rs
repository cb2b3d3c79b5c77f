//! An administrator takes in the cards that came home from a show, as a phone of the mainland wrote them. A manager exports
//! what his list shows, as a sheet and as cards: the server notes it first, the files carry his name, and taken in again
//! they add nothing. A rep is told who can.

#![expect(clippy::unwrap_used, reason = "a journey that cannot go on has failed")]

use std::path::Path;

use journeys::{Phone, Server};

/// Two people of one company, with a picture, and somebody of none.
fn cards() -> Vec<u8> {
    let text = "BEGIN:VCARD\r\nVERSION:2.1\r\nN:王;磊\r\nORG:名片导入电机;采购部\r\nTEL;CELL:+86 138 0000 4821\r\n\
        PHOTO;JPEG;BASE64:\r\n /9j/4AAQSkZJRg==\r\n\r\nADR;WORK:;;星湖街 1 号;苏州;;;\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:2.1\r\nN:李;娜\r\nORG:名片导入电机\r\nTITLE:=1+1\r\nTEL;WORK;FAX:0512-65432109\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:2.1\r\nN:名片导入;先生\r\nTEL:13900004822\r\nEND:VCARD\r\nBEGIN:VCARD\r\nN:断";
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// Exports what the list of customers shows for a search, down to the last tap.
async fn exports(phone: &mut Phone, server: &Server, ending: &str) {
    phone.open(&server.url("/customers")).await;
    phone.type_into("input[type=search]", "名片导入").await;
    phone.wait_until("document.querySelectorAll('.list-row').length === 2").await;
    phone.tap(".narrow").await;
    phone.tap(".to-export").await;
    phone.tap(&format!(".sheet[open] label.chip:has(input[value={ending}])")).await;
    phone.tap(".export").await;
}

/// Chooses a file in the import and waits for what comes of it.
async fn tries(admin: &mut Phone, server: &Server, file: &Path, comes: &str) {
    admin.open(&server.url("/admin/customers")).await;
    admin.wait_for("#field-office_import-owner").await;
    admin.choose_file(".page input[type=file]", file).await;
    let choose = "const it = document.querySelector('#field-office_import-owner');
        it.value = [...it.options].find((option) => option.innerText.includes('林曉雯')).value;
        it.dispatchEvent(new Event('change', { bubbles: true }));";
    admin.script(choose).await;
    admin.wait_for_text(comes).await;
}

#[tokio::test]
async fn cards_become_customers_and_leave_with_a_managers_name_only() {
    let mut server = Server::of_the_demo().await;
    let (mut admin, mut wang, mut lin) = (Phone::new(), Phone::new(), Phone::new().speaking("zh-TW"));
    admin.takes_the_book_of("he", &server).await;
    wang.takes_the_book_of("wang", &server).await;
    lin.takes_the_book_of("lin", &server).await;

    let file = server.data().with_file_name("cards.vcf");
    std::fs::write(&file, cards()).unwrap();
    tries(&mut admin, &server, &file, "2 new customers").await;
    admin.wait_for_text("名片导入电机 · 苏州 · 王磊 · +86 138 0000 4821 · 李娜").await;
    admin.wait_for_text("the card breaks off").await;
    admin.shot("cards_tried").await;
    admin.tap(".take").await;
    admin.wait_for_text("2 customers,").await;

    wang.keeps_downloads().await;
    exports(&mut wang, &server, "csv").await;
    wang.wait_for_text("2 customers exported").await;
    let sheet = wang.downloaded_as(&["csv"]).await;
    let text = std::fs::read_to_string(&sheet).unwrap();
    assert!(text.starts_with("\u{feff}Name,Other name,") && text.lines().count() == 4, "{text}");
    assert_eq!(text.matches("\"Exported by 王志強, 20").count(), 3, "{text}");
    assert!(
        text.contains(",'=1+1,") && text.contains(",林曉雯,") && text.contains("Fax 0512-65432109"),
        "{text}"
    );
    exports(&mut wang, &server, "vcf").await;
    let vcards = wang.downloaded_as(&["vcf"]).await;
    let text = std::fs::read_to_string(&vcards).unwrap();
    assert_eq!(text.matches("NOTE:Exported by 王志強\\, 20").count(), 3, "{text}");
    assert!(text.contains("FN:李娜\r\n") && text.contains("ORG:名片导入电机\r\n"), "{text}");

    // Nothing leaves that the server could not note.
    server.stop().await;
    exports(&mut wang, &server, "csv").await;
    wang.wait_for_text("The server notes every export first").await;
    wang.shot("export_offline").await;
    assert_eq!(wang.all_downloads().len(), 2);
    server.start_again().await;

    // A rep is told by which clause, and who can.
    lin.open(&server.url("/customers")).await;
    lin.tap(".narrow").await;
    lin.tap(".to-export").await;
    lin.wait_for_text("客戶和聯絡人的資料只能由主管匯出").await;
    lin.wait_for_text("王志強").await;
    lin.shot("export_refused").await;

    for file in [&sheet, &vcards] {
        tries(&mut admin, &server, file, "3 entries look like customers you have").await;
        admin.wait_for_text("0 new customers").await;
    }
    admin.wait_for_text("王志強").await;
    let noted = "document.querySelectorAll('.exports .row').length === 2";
    admin.wait_until(noted).await;
    admin.shot("exports_noted").await;
    server.stop().await;
    server.does(&["check"]);
}
