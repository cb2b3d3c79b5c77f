//! The browser deleted the database (only what lies in localStorage is left): the app notices, says so, the
//! person signs in again, and everything that the server has comes back. Deleted under the open app, too.

use journeys::{Phone, Server};

const DELETED: &str = "瀏覽器刪除了這支手機上的資料";

#[tokio::test]
async fn what_the_browser_deleted_is_said_and_comes_back_from_the_server() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text("已送出").await;
    let held = phone.script("return document.querySelector('.head-words p').innerText;").await;
    let held = held.as_str().unwrap().to_owned();

    phone.driver().delete_all_cookies().await.unwrap();
    phone.close().await;
    phone.deletes_its_databases();
    phone.open(&server.url("/")).await;
    phone.wait_for_text(DELETED).await;
    phone.wait_for_text("請再登入").await;
    // Nothing is here: that is not the same as nothing to do.
    phone.wait_for_text("登入後會全部取回").await;
    phone.wait_for_text_gone("今天的都辦完了").await;
    phone.shot("evicted").await;

    // It is said until the person knows.
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text(DELETED).await;
    // Nor is it the same as everything kept.
    phone.wait_for_text("其餘登入後會全部取回").await;
    phone.shot("evicted_sign_in_again").await;
    phone.type_into("#password", "fieldbook-demo").await;
    phone.tap("form .primary").await;
    phone.wait_for_text(&held).await;
    phone.wait_for_text("已送出").await;
    phone.shot("evicted_and_back").await;
    phone.tap(".band.bad button").await;
    phone.open(&server.url("/")).await;
    phone.wait_for(".act").await;
    phone.wait_for_text_gone(DELETED).await;

    // Under the open app: what it holds in memory must not be taken for what is on the disk.
    phone.deletes_databases_in_use().await;
    phone.script("document.querySelector('.act').click();").await;
    phone.wait_for_text(DELETED).await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text(&held).await;
    phone.wait_for_text("已送出").await;
}
