//! An administrator takes customers in from a sheet of another program: sees what the columns mean and what comes of it,
//! puts one column right, and takes it in. The rep finds them on her phone, writes in one of them without a network; the
//! import is taken back, and that one stays.

use journeys::{Phone, Server};

/// 300 customers, one of them twice, elsewhere; the Chinese of the mainland, as its programs write it.
fn sheet() -> Vec<u8> {
    let mut text = "公司名称;城市;手机号;联系人;Segment\n".to_owned();
    for n in 0..300 {
        text += &format!("导入客户{n:03}有限公司;宁波;139{n:08};王{n};A\n");
    }
    text.push_str(";苏州;;;B\n导入客户000有限公司;苏州;13900000000;王0;A\n");
    text.into_bytes()
}

/// The same as spreadsheets save "Unicode text".
fn in_utf_16(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// How many rows the list of customers tells.
async fn counts(phone: &mut Phone, server: &Server, query: &str, rows: usize) {
    phone.open(&server.url("/customers")).await;
    phone.wait_for("input[type=search]").await;
    phone.type_into("input[type=search]", query).await;
    phone.wait_until(&format!("document.querySelectorAll('.list-row').length >= {rows}")).await;
}

#[tokio::test]
async fn customers_come_from_a_sheet_and_go_again_but_for_the_one_that_was_worked_with() {
    let mut server = Server::of_the_demo().await;
    let mut lin = Phone::new();
    lin.takes_the_book_of("lin", &server).await;
    let mut admin = Phone::new();
    admin.takes_the_book_of("he", &server).await;
    let file = server.data().with_file_name("customers.csv");
    std::fs::write(&file, sheet()).unwrap();

    admin.open(&server.url("/admin")).await;
    admin.tap("a[href='/admin/customers']").await;
    admin.wait_for_text("Nothing has been imported yet").await;
    admin.choose_file(".page input[type=file]", &file).await;
    admin.wait_for_text("302 entries can’t be taken").await;
    // A workbook is no CSV: it says so, and of the file before nothing stays.
    let workbook = file.with_file_name("customers.xlsx");
    std::fs::write(&workbook, b"PK\x03\x04\x14\0\x06\0").unwrap();
    admin.choose_file(".page input[type=file]", &workbook).await;
    admin.wait_for_text("save the sheet as CSV").await;
    admin.wait_until("document.querySelector('.take, .comes, .columns') === null").await;
    admin.shot("customers_workbook").await;
    std::fs::write(&file, in_utf_16(&sheet())).unwrap();
    admin.choose_file(".page input[type=file]", &file).await;
    admin.wait_for_text("302 entries can’t be taken").await;
    // Nobody is named who looks after them.
    admin.wait_for("#field-office_import-owner").await;
    let choose = "const it = document.querySelector('#field-office_import-owner');
        it.value = [...it.options].find((option) => option.innerText.includes('林曉雯')).value;
        it.dispatchEvent(new Event('change', { bubbles: true }));";
    admin.script(choose).await;
    admin.wait_for_text("300 new customers").await;
    admin.wait_for_text("the customer has no name").await;
    admin.shot("customers_sheet_tried").await;
    // A further row says another town.
    admin.wait_for_text("1 detail is left out; its entry is imported").await;
    admin.wait_for_text("Line 303: column 城市: \"苏州\" is left out, since line 2").await;
    admin.script("document.querySelector('.comes').scrollIntoView();").await;
    admin.shot("customers_sheet_dropped").await;
    // What the program calls a segment is told to be the industry.
    let meant = "const it = [...document.querySelectorAll('.columns .field')].at(-1).querySelector('select');
        it.value = 'industry'; it.dispatchEvent(new Event('change', { bubbles: true }));";
    admin.script(meant).await;
    admin.wait_until("[...document.querySelectorAll('.columns select')].at(-1).value === 'industry'").await;
    admin.wait_for_text("Import 300 customers").await;
    admin.tap(".take:not([disabled])").await;
    admin.wait_for_text("300 customers,").await;

    // On the rep's phone.
    lin.open(&server.url("/")).await;
    counts(&mut lin, &server, "导入客户007", 1).await;
    lin.tap(".list-row").await;
    lin.wait_for_text("139").await;
    let one = lin.script("return location.pathname;").await.as_str().unwrap_or_default().to_owned();
    server.stop().await;
    lin.open(&server.url(&format!("{one}/edit"))).await;
    lin.type_into("#field-customer-address", "中山路 12 號").await;
    lin.tap(".foot .primary").await;
    lin.wait_for_text("中山路 12 號").await;
    server.start_again().await;
    lin.wait_for_text("All sent").await;

    // Taken back: that one stays.
    admin.open(&server.url("/admin/customers")).await;
    admin.wait_for_text("300 customers,").await;
    admin.tap(".import summary").await;
    admin.tap(".import .back").await;
    admin.wait_for_text("taken back; 1 stayed").await;
    admin.shot("import_taken_back").await;
    lin.open(&server.url("/customers")).await;
    lin.wait_for("input[type=search]").await;
    lin.type_into("input[type=search]", "导入客户").await;
    lin.wait_until("document.querySelectorAll('.list-row').length === 1").await;
    lin.wait_for_text("导入客户007").await;
    server.stop().await;
    server.does(&["check"]);
}
