//! Faults of a phone's storage: connections killed as WebKit kills them, a database that can't be opened, one
//! that the browser deleted, a phone that is full. All of them happen outside the app, as in life.

use serde_json::json;

use super::Phone;
use crate::{Engine, OrFail};

/// Knows the connections of every page to somebody's book from its first line on, counts their openings, and plays the faults.
const SCRIPT: &str = "(() => {
    const has = (name) => { try { return sessionStorage.getItem(name) !== null; } catch { return false; } };
    const open = IDBFactory.prototype.open;
    const storage = window.storage = { opened: 0, connections: [], refuses: has('refuses') };
    storage.kill = () => storage.connections.splice(0).forEach((it) => it.close());
    storage.refuse = (on) => {
        storage.refuses = on;
        if (on) { sessionStorage.setItem('refuses', ''); storage.kill(); } else sessionStorage.removeItem('refuses');
    };
    IDBFactory.prototype.open = function (...words) {
        if (!/^fieldbook-[0-9a-f]+$/.test(words[0])) return open.apply(this, words);
        storage.opened += 1;
        if (storage.refuses) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
        const asked = open.apply(this, words);
        const stillborn = storage.opened === 1 && has('stillborn');
        asked.addEventListener('success', () => stillborn ? asked.result.close() : storage.connections.push(asked.result));
        return asked;
    };
})();";

impl Phone {
    /// From the next page on, the faults below can happen.
    pub async fn becomes_fragile(&self) {
        self.runs_first(SCRIPT).await;
    }

    /// Every connection to a database dies without a word; the handles never work again.
    pub async fn loses_its_connections(&self) {
        self.script("storage.opened = 0; storage.kill();").await;
    }

    /// Connections die and no database can be opened, also by later pages, until `false` is said.
    pub async fn refuses_to_open_databases(&self, on: bool) {
        self.script(&format!("storage.opened = 0; storage.refuse({on});")).await;
    }

    /// The first connection of later pages is dead when they get it.
    pub async fn hands_out_a_dead_connection_first(&self, on: bool) {
        let word = if on { "setItem('stillborn', '')" } else { "removeItem('stillborn')" };
        self.script(&format!("sessionStorage.{word};")).await;
    }

    /// How often a database was opened since the last fault, or since the page began.
    pub async fn openings(&self) -> u64 {
        self.script("return storage.opened;").await.as_u64().unwrap_or_default()
    }

    /// The browser, closed, deletes all databases, as it does when space is short; localStorage stays.
    pub fn deletes_its_databases(&self) {
        assert!(self.browser.is_none(), "the browser is open");
        let folder = self.profile.path().join(match Engine::of_this_run() {
            Engine::Chromium => "Default/IndexedDB",
            Engine::Firefox => "storage/default",
            Engine::WebKit => "data/databases",
        });
        std::fs::remove_dir_all(&folder).or_fail(&folder.display().to_string());
    }

    /// All databases are deleted under the open app, as a person does in the browser's settings.
    pub async fn deletes_databases_in_use(&self) {
        let delete = "return indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => \
            new Promise((done, no) => {\
                const asked = indexedDB.deleteDatabase(name);\
                asked.onsuccess = () => done(name);\
                asked.onerror = () => no(asked.error);\
            }))));";
        self.script(delete).await;
    }

    /// The browser throws the tab away; what comes next happens in another one.
    pub async fn throws_its_tab_away(&self) {
        let next = self.driver().new_tab().await.or_fail("a new tab");
        self.driver().close_window().await.or_fail("closing the tab");
        self.driver().switch_to_window(next).await.or_fail("the new tab");
    }

    /// The site may use that many bytes; `None` ends it.
    pub async fn has_room_for(&self, site: &str, bytes: Option<u64>) {
        let words = match bytes {
            Some(bytes) => json!({ "origin": site, "quotaSize": bytes }),
            None => json!({ "origin": site }),
        };
        self.devtools("Storage.overrideQuotaForOrigin", words).await;
    }
}
