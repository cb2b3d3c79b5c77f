//! Somebody leaves a phone with unsent work on it: signing out, or another person signing in, says what stays
//! behind and offers it as a file. The file is taken in on another phone; when the work on the first one is
//! sent later too, the entry is in the book once.

use journeys::{Phone, Server};

const WORDS: &str = "下週二送樣品到二廠";

async fn sees_once(phone: &mut Phone, server: &Server, deal: &str) {
    phone.open(&server.url(deal)).await;
    phone.wait_for_text(WORDS).await;
    assert_eq!(phone.text().await.matches(WORDS).count(), 1);
    assert_eq!(phone.script("return document.querySelectorAll('.conflict').length;").await, 0);
}

#[tokio::test]
async fn unsent_work_is_named_goes_along_as_a_file_and_is_in_the_book_once() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.takes_the_book_of("lin", &server).await;
    phone.keeps_downloads().await;
    server.stop().await;

    let deal = phone.logs_contact(WORDS).await;
    phone.wait_for_text("1 未送出").await;

    phone.open(&server.url("/more")).await;
    phone.tap(".page > button.wide").await;
    phone.wait_for_text("還有 1 筆沒送出").await;
    phone.shot("sign_out_with_unsent_work").await;
    phone.tap("dialog[open] button.wide").await;
    let file = phone.downloaded().await;

    // The session ends, and somebody else is about to sign in.
    phone.driver().delete_all_cookies().await.unwrap();
    server.start_again().await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for("#account").await.clear().await.unwrap();
    phone.type_into("#account", "wang").await;
    phone.type_into("#password", "fieldbook-demo").await;
    phone.tap("form .primary").await;
    phone.wait_for_text("還有林曉雯沒送出的 1 筆").await;
    phone.shot("another_person_signs_in").await;
    phone.tap("form .primary").await;
    phone.wait_for_text_gone("沒送出的 1 筆").await;
    phone.wait_for_text("已送出").await;

    // Another phone of hers takes the file in, twice.
    let mut other = Phone::new().speaking("zh-TW");
    other.open(&server.url("/")).await;
    other.sign_in("lin").await;
    other.wait_for(".act").await;
    for _ in 0..2 {
        other.open(&server.url("/sync")).await;
        other.wait_for_text("已送出").await;
        other.choose_file("input[type=file]", &file).await;
        other.wait_for_text("讀入 1 筆").await;
    }
    other.wait_for_text("已送出").await;
    sees_once(&mut other, &server, &deal).await;

    // The first phone: the other person leaves with his book, hers with what is unsent stays; she comes back and
    // what waited there is sent.
    phone.open(&server.url("/more")).await;
    phone.tap(".page > button.wide").await;
    phone.tap("dialog[open] .pair .primary").await;
    phone.sign_in("lin").await;
    phone.wait_for_text("已送出").await;
    sees_once(&mut phone, &server, &deal).await;
    other.open(&server.url("/")).await;
    other.wait_for_text("已送出").await;
    sees_once(&mut other, &server, &deal).await;
}

#[tokio::test]
async fn a_book_that_is_all_sent_leaves_the_phone_with_its_person_and_comes_back() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for(".act").await;
    phone.wait_for_text("已送出").await;
    phone.waits_for_books(1).await;
    phone.open(&server.url("/more")).await;
    phone.tap(".page > button.wide").await;
    phone.wait_for_text("會從這支手機移走").await;
    phone.shot("sign_out_all_sent").await;
    phone.tap("dialog[open] .pair .primary").await;
    phone.wait_for("#password").await;
    phone.waits_for_books(0).await;

    // It was taken away, not lost: nobody is told that the browser deleted it.
    phone.sign_in("lin").await;
    phone.open(&server.url("/")).await;
    phone.wait_for(".act").await;
    phone.wait_for_text_gone("瀏覽器刪除了").await;
    phone.waits_for_books(1).await;
}

#[tokio::test]
async fn a_sign_out_without_a_network_is_carried_through_when_there_is_one() {
    let mut server = Server::of_the_demo().await;
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_until_installed().await;
    server.stop().await;
    phone.open(&server.url("/more")).await;
    phone.tap(".page > button.wide").await;
    phone.tap("dialog[open] .pair .primary").await;
    phone.wait_for("#password").await;

    server.start_again().await;
    phone.open(&server.url("/")).await;
    phone.wait_until("fetch('/v1/session').then((answer) => answer.status === 401)").await;
    phone.open(&server.url("/")).await;
    phone.wait_for("#password").await;
}
