//! An act that is not in the book is handed on to the office as a file. The app can't see whether the download
//! arrived, so the act stays on the list until its person says that they have the file.

use journeys::{Phone, Server};

const WORDS: &str = "要求報價，兩週內答覆";

/// A follow-up whose deal is gone, as version 1 of the store keeps it: no journey of a person leads to it.
const ASIDE: &str = "\
    a5626964500707070707070707070707070707070765706172747381a563646f635001010101010101010101010101010101\
    646b696e64644465616c636163746d6c6f675f666f6c6c6f775f7570666f70656e6564f66676616c75657386827833666f6c\
    6c6f775f75703a30383038303830383038303830383038303830383038303830383038303830382f68617070656e6564a167\
    496e7374616e743b7fffffffffffffff827832666f6c6c6f775f75703a303830383038303830383038303830383038303830\
    38303830383038303830382f656e7465726564a167496e7374616e743b7fffffffffffffff82782d666f6c6c6f775f75703a\
    30383038303830383038303830383038303830383038303830383038303830382f6279a16249645011111111111111111111\
    111111111111827832666f6c6c6f775f75703a30383038303830383038303830383038303830383038303830383038303830\
    382f6368616e6e656ca164546578746570686f6e65827832666f6c6c6f775f75703a30383038303830383038303830383038\
    303830383038303830383038303830382f72656163686564a164466c6167f5827832666f6c6c6f775f75703a303830383038\
    30383038303830383038303830383038303830383038303830382f636f6e74656e74a16454657874781ee8a681e6b182e5a0\
    b1e583b9efbc8ce585a9e980b1e585a7e7ad94e8a686636f6c64a06377687964476f6e656a656e74657265645f6d731b0000\
    01a0c4506c00";

#[tokio::test]
async fn what_is_handed_on_stays_until_its_person_has_the_file() {
    let server = Server::of_the_demo().await;
    let mut phone = Phone::new().speaking("zh-TW");
    phone.open(&server.url("/")).await;
    phone.sign_in("lin").await;
    phone.wait_for_text("已送出").await;
    phone.keeps_downloads().await;
    phone.script(&put_aside()).await;

    phone.open(&server.url("/sync")).await;
    phone.wait_for_text(WORDS).await;
    phone.tap(".aside > .pair button").await;
    phone.wait_for_text("你確認拿到檔案後").await;
    phone.tap("#hand-on-save").await;
    phone.wait_for("#hand-on-done").await;
    phone.shot("hand_on").await;
    let file = std::fs::read_to_string(phone.downloaded().await).unwrap();
    assert!(file.contains(WORDS), "{file}");

    // Nothing was said: nothing is gone.
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text(WORDS).await;
    phone.tap(".aside > .pair button").await;
    phone.tap("#hand-on-save").await;
    phone.tap("#hand-on-done").await;
    phone.wait_for_text_gone(WORDS).await;
    phone.open(&server.url("/sync")).await;
    phone.wait_for_text("沒有要看的").await;
}

fn put_aside() -> String {
    format!(
        "const bytes = (hex) => new Uint8Array(hex.match(/../g).map((byte) => parseInt(byte, 16)));
        const ask = (asked) => new Promise((done, no) => {{
            asked.onsuccess = () => done(asked.result);
            asked.onerror = () => no(asked.error);
        }});
        return indexedDB.databases().then(async (all) => {{
            const {{ name }} = all.find((it) => /^fieldbook-[0-9a-f]+$/.test(it.name));
            const db = await ask(indexedDB.open(name));
            const table = db.transaction('aside', 'readwrite').objectStore('aside');
            await ask(table.put(bytes('{ASIDE}'), bytes('61{}')));
            db.close();
        }});",
        "07".repeat(16)
    )
}
