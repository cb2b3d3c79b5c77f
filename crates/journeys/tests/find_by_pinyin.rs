//! A rep types a customer's name as it is read, with a keyboard of letters: whole syllables or their first letters.

use journeys::{Phone, Server};

const NAME: &str = "上海天衡電機實業有限公司";

/// Types into the search, in place of what stands there.
async fn searches(phone: &Phone, words: &str) {
    let script = format!(
        "const field = document.querySelector('input[type=search]'); field.value = '{words}';
        field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));"
    );
    phone.script(&script).await;
}

#[tokio::test]
async fn a_customer_is_found_by_syllables_and_by_initials_and_not_by_the_middle_of_one() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.takes_the_book_of("lin", &server).await;
    phone.open(&server.url("/customers/new")).await;
    phone.type_into("#field-customer-name", NAME).await;
    phone.tap(".foot .primary").await;
    phone.wait_for(".main-act").await;
    phone.open(&server.url("/customers")).await;
    phone.wait_for("a.list-row").await;
    for words in ["shanghaitianheng", "shthdj", "上海tianheng"] {
        searches(&phone, words).await;
        phone.wait_for_text("1 筆，共").await;
        phone.wait_for_text(NAME).await;
    }
    phone.shot("found_by_pinyin").await;
    searches(&phone, "ianheng").await;
    phone.wait_for_text_gone(NAME).await;
}
