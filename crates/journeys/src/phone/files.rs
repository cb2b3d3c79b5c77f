//! Files that leave the phone and come back.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::Phone;
use crate::{Engine, OrFail, PATIENCE};

impl Phone {
    /// From now on what is downloaded lies in the phone's own folder; other engines begin so.
    pub async fn keeps_downloads(&self) {
        if Engine::of_this_run() != Engine::Chromium {
            return;
        }
        let words = json!({ "behavior": "allow", "downloadPath": self.downloads() });
        self.devtools("Browser.setDownloadBehavior", words).await;
    }

    /// What it fetched for its pages is kept no longer than they are open; the service worker's caches stay.
    pub async fn forgets_what_it_fetched(&self) {
        // Of the others nothing fetched outlives the browser.
        if Engine::of_this_run() == Engine::Chromium {
            self.devtools("Network.clearBrowserCache", json!({})).await;
        }
    }

    /// Waits for the only downloaded file to be whole.
    pub async fn downloaded(&self) -> PathBuf {
        self.downloaded_as(&["json", "automerge"]).await
    }

    /// Waits for the only downloaded file whose name ends in one of these ways to be whole.
    pub async fn downloaded_as(&self, endings: &[&str]) -> PathBuf {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let files = self.all_downloads();
            let is_meant =
                |file: &&PathBuf| endings.iter().any(|end| file.extension().is_some_and(|it| it == *end));
            let meant: Vec<&PathBuf> = files.iter().filter(is_meant).collect();
            if let [file] = meant.as_slice() {
                return (*file).clone();
            }
            self.look_again(deadline, &format!("one download, not {files:?}")).await;
        }
    }

    /// What was downloaded so far, and what is under way.
    pub fn all_downloads(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.downloads()).into_iter().flatten().flatten();
        files.map(|file| file.path()).collect()
    }

    /// Chooses a file in an input, which need not be visible.
    pub async fn choose_file(&self, css: &str, file: &Path) {
        self.wait_until(&format!("document.querySelector({css:?}) !== null")).await;
        let input = self.driver().find(thirtyfour::By::Css(css)).await.or_fail(css);
        input.send_keys(file.display().to_string()).await.or_fail(css);
    }

    fn downloads(&self) -> PathBuf {
        self.profile.path().join("downloads")
    }
}
