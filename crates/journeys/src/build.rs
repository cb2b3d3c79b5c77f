//! Builds of the app: the one at hand (`cargo xtask bundle --fast`), and ones that differ from it in a known
//! way: a newer one, one that can't start, one whose files don't belong together.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::{OrFail, in_repository};

const ASIDE: &str = "taken-away";

/// A folder that the server can serve as the app, and the server's program.
pub struct Build {
    folder: PathBuf,
    server: PathBuf,
    /// Deletes the folder of an altered build.
    _owned: Option<TempDir>,
}

impl Build {
    /// The app as it is.
    pub fn usual() -> Self {
        let folder = in_repository("target/dist-fast");
        assert!(folder.join("index.html").is_file(), "no build of the app: run `cargo xtask journeys`");
        Self { folder, server: in_repository("target/debug/fieldbook"), _owned: None }
    }

    /// The app and the server as people get them, for measuring (`cargo xtask bench`).
    pub fn released() -> Self {
        Self {
            folder: in_repository("dist"),
            server: in_repository("target/release/fieldbook"),
            _owned: None,
        }
    }

    /// The same app as a newer build: its page bears another title.
    pub fn newer(title: &str) -> Self {
        let build = Self::copy();
        let page = build.read("index.html");
        build.write("index.html", &page.replace("<title>Fieldbook 外勤簿", &format!("<title>{title}")));
        build.relist("index.html", "/", &page);
        build
    }

    /// A build whose wasm is damaged: the page comes, the app can't start.
    pub fn unable_to_start() -> Self {
        let build = Self::copy();
        fs::write(build.wasm("app-"), "not wasm").or_fail("damaging the wasm");
        build
    }

    /// A build that lacks a file which only starts without network need, as a connection that breaks off leaves it.
    /// [`Self::complete`] puts it there.
    pub fn cut_off() -> Self {
        let build = Self::copy();
        fs::rename(build.wasm("scanner-"), build.folder.join(ASIDE)).or_fail("taking the scanner away");
        build
    }

    /// Puts the missing file where it belongs.
    pub fn complete(&self) {
        let name = fs::read_to_string(self.folder.join("sw.js")).or_fail("sw.js");
        let name = name.split('"').find(|it| it.starts_with("/scanner-") && it.ends_with(".wasm"));
        let name = name.ok_or(()).or_fail("no scanner in the list of sw.js").trim_start_matches('/');
        fs::rename(self.folder.join(ASIDE), self.folder.join(name)).or_fail("putting the scanner back");
    }

    /// The wasm whose name begins so.
    fn wasm(&self, beginning: &str) -> PathBuf {
        let all = fs::read_dir(&self.folder).or_fail("the copy").flatten().map(|entry| entry.path());
        let is_it = |path: &PathBuf| {
            file_name(path).is_some_and(|it| it.starts_with(beginning) && it.ends_with(".wasm"))
        };
        all.into_iter().find(is_it).ok_or(()).or_fail("no such wasm in the build")
    }

    /// A newer build whose page isn't the one its list names, as a proxy or half an upload leaves it.
    pub fn newer_with_a_wrong_page(title: &str) -> Self {
        let build = Self::newer(title);
        build.write("index.html", &build.read("index.html").replace(title, "Of no build"));
        build
    }

    /// Where it lies.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The server's program.
    pub fn server(&self) -> &Path {
        &self.server
    }

    fn copy() -> Self {
        let owned = TempDir::new().or_fail("no folder for a build");
        let usual = Self::usual();
        let source = fs::read_dir(usual.folder).or_fail("the build");
        for entry in source.flatten() {
            fs::copy(entry.path(), owned.path().join(entry.file_name())).or_fail("copying the build");
        }
        Self { folder: owned.path().to_path_buf(), server: usual.server, _owned: Some(owned) }
    }

    /// Lists a changed file in the service worker with its new digest, which makes it another build.
    fn relist(&self, file: &str, address: &str, old: &str) {
        let (old, new) = (digest(old), digest(&self.read(file)));
        let worker = self.read("sw.js");
        let (old_entry, new_entry) = (format!("\"{address}\":\"{old}\""), format!("\"{address}\":\"{new}\""));
        assert!(worker.contains(&old_entry), "{address} is not in the list of sw.js");
        let id = worker.split_once("BUILD = '").and_then(|(_, rest)| rest.split_once('\''));
        let id = id.ok_or(()).or_fail("no build id in sw.js").0;
        let new_id = new.chars().take(id.len()).collect::<String>();
        self.write("sw.js", &worker.replace(&old_entry, &new_entry).replace(id, &new_id));
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).or_fail(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join(file), text).or_fail(file);
    }
}

fn file_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
