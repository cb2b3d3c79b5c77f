//! Files that leave the phone and come back.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::json;

use super::Phone;
use crate::{OrFail, PATIENCE};

impl Phone {
    /// From now on what is downloaded lies in the phone's own folder.
    pub async fn keeps_downloads(&self) {
        let words = json!({ "behavior": "allow", "downloadPath": self.downloads() });
        self.devtools("Browser.setDownloadBehavior", words).await;
    }

    /// Waits for the only downloaded file to be whole.
    pub async fn downloaded(&self) -> PathBuf {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let files = std::fs::read_dir(self.downloads()).into_iter().flatten().flatten();
            let files: Vec<PathBuf> = files.map(|file| file.path()).collect();
            if let [file] = files.as_slice()
                && file.extension().is_some_and(|it| it == "json" || it == "automerge")
            {
                return file.clone();
            }
            self.look_again(deadline, &format!("one download, not {files:?}")).await;
        }
    }

    /// Chooses a file in an input, which need not be visible.
    pub async fn choose_file(&self, css: &str, file: &Path) {
        let input = self.driver().find(thirtyfour::By::Css(css)).await.or_fail(css);
        input.send_keys(file.display().to_string()).await.or_fail(css);
    }

    fn downloads(&self) -> PathBuf {
        self.profile.path().join("downloads")
    }
}
