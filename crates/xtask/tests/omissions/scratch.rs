//! A copy of some crates, in which something is forgotten. What is built there is kept, and only files that changed are
//! written, so that the next run has little to build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// In which file what becomes what.
pub type Edit = (&'static str, &'static str, &'static str);

/// A workspace of these crates.
pub struct Scratch {
    root: PathBuf,
    folder: PathBuf,
}

impl Scratch {
    /// Copies files and folders of the project; without `src` the app's package is left out.
    pub fn of(name: &str, parts: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf();
        let folder = root.join("target/xtask/omissions").join(name);
        fs::create_dir_all(&folder).unwrap();
        for part in parts {
            bring(&root.join(part), &folder.join(part));
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let (workspace, _) = manifest.split_once("\n[package]").unwrap();
        let manifest = if parts.contains(&"src") { manifest.as_str() } else { workspace };
        write(&folder.join("Cargo.toml"), manifest.as_bytes());
        write(&folder.join("Cargo.lock"), &fs::read(root.join("Cargo.lock")).unwrap());
        Self { root, folder }
    }

    /// Forgets something.
    pub fn plant(&self, edits: &[Edit]) {
        for (file, old, new) in edits {
            let path = self.folder.join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(old), "{file} no longer says {old:?}");
            fs::write(&path, text.replacen(old, new, 1)).unwrap();
        }
    }

    /// Makes it as it stands again.
    pub fn restore(&self, edits: &[Edit]) {
        for (file, ..) in edits {
            fs::copy(self.root.join(file), self.folder.join(file)).unwrap();
        }
    }

    /// What the compiler says against it, a line each with its place.
    pub fn check(&self, what: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO"));
        command.args(["check", "--offline", "--quiet", "--message-format", "short"]).args(what);
        command.env("CARGO_TARGET_DIR", self.root.join("target/xtask/omissions-built"));
        let checked = command.current_dir(&self.folder).output().unwrap();
        String::from_utf8_lossy(&checked.stderr).into_owned()
    }
}

/// Brings a folder to what another one holds.
fn bring(from: &Path, to: &Path) {
    if from.is_file() {
        return write(to, &fs::read(from).unwrap());
    }
    fs::create_dir_all(to).unwrap();
    for old in fs::read_dir(to).unwrap().flatten() {
        if !from.join(old.file_name()).exists() {
            let path = old.path();
            if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
    }
    for entry in fs::read_dir(from).unwrap().flatten() {
        bring(&entry.path(), &to.join(entry.file_name()));
    }
}

fn write(to: &Path, bytes: &[u8]) {
    if fs::read(to).ok().as_deref() != Some(bytes) {
        fs::write(to, bytes).unwrap();
    }
}
