//! The binary in a folder of its own: run to its end, or as a server that is killed.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::phone::Phone;

const BINARY: &str = env!("CARGO_BIN_EXE_fieldbook");
pub const PASSWORD: &str = "correct horse";

/// A folder with a book.
pub struct Desk {
    pub folder: TempDir,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub well: bool,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("app")).unwrap();
        std::fs::write(folder.path().join("app/index.html"), "<html></html>").unwrap();
        Self { folder }
    }

    /// A company: director zhao, manager wang under her, rep lin under him.
    pub fn with_company() -> Self {
        let desk = Self::empty();
        desk.does(&["company", "init", "--director", "趙敏", "--account", "zhao"]);
        desk.adds("王志強", "wang", "manager", "zhao");
        desk.adds("林曉雯", "lin", "rep", "wang");
        desk
    }

    /// Adds somebody to the company.
    pub fn adds(&self, name: &str, account: &str, role: &str, superior: &str) {
        let who = ["--name", name, "--account", account, "--role", role, "--superior", superior];
        self.does(&[&["company", "add-person"][..], &who].concat());
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on the book, with the password on its input.
    pub fn says(&self, words: &[&str]) -> Said {
        self.runs(&[words, &["--data", &self.data().display().to_string()]].concat())
    }

    /// Runs a command that needs no book.
    pub fn runs(&self, words: &[&str]) -> Said {
        let mut command = Command::new(BINARY);
        command.args(words);
        if matches!(words, ["company", "init" | "add-person" | "set-password", ..]) {
            command.arg("--password-stdin");
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that reads no password may have ended before.
        let _read = child.stdin.take().unwrap().write_all(PASSWORD.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { well: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs a command on the book whose output goes somewhere else.
    pub fn prints_to(&self, words: &[&str], out: impl Into<Stdio>) -> Said {
        let mut command = Command::new(BINARY);
        command.args(words).arg("--data").arg(self.data()).stdin(Stdio::null()).stdout(out);
        let output = command.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        Said { well: output.status.success(), out: String::new(), err }
    }

    /// Runs a command that has to succeed.
    pub fn does(&self, words: &[&str]) -> String {
        let said = self.says(words);
        assert!(said.well, "{words:?}: {said:?}");
        said.out
    }

    /// Runs a command that has to be refused; answers why.
    pub fn refuses(&self, words: &[&str]) -> String {
        let said = self.says(words);
        assert!(!said.well, "{words:?}: {said:?}");
        said.err
    }

    /// Starts the server on a free port.
    pub fn serves(&self) -> Server {
        self.serves_at("127.0.0.1:0", &[])
    }

    /// Starts the server on an address, with more words.
    pub fn serves_at(&self, address: &str, words: &[&str]) -> Server {
        let mut command = Command::new(BINARY);
        command.args(["serve", "--listen", address]).arg("--data").arg(self.data());
        command.arg("--app").arg(self.path("app")).args(words);
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("localhost:").nth(1).and_then(|rest| rest.split('/').next());
        let port = port.unwrap_or_else(|| panic!("{line}")).parse().unwrap();
        Server { child, port }
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn phone(&self, account: &str) -> Phone {
        Phone::signs_in(self.port, account, PASSWORD)
    }

    /// kill -9.
    pub fn dies(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _dead_already = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// The size of a file; 0 where there is none.
pub fn size(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |known| known.len())
}
