//! The whole of Maven's pipeline as a company's book. Where the data does not lie beside the project, journeys over it
//! are skipped, and say so.

use std::path::{Path, PathBuf};

use crate::{OrFail, Phone, Server, in_repository};

/// The folder with the data; `None`, said aloud, where it is not there.
pub fn data() -> Option<PathBuf> {
    let beside = in_repository("");
    let mut folders = beside.ancestors().map(|above| above.join("shared/data/maven-crm"));
    let found = folders.find(|folder| folder.join("sales_pipeline.csv").is_file());
    if found.is_none() {
        println!("skipped: shared/data/maven-crm is not beside the project");
    }
    found
}

/// A folder with the team, the products and of everything else only what names this account.
pub fn part_of(data: &Path, account: &str) -> tempfile::TempDir {
    let part = tempfile::TempDir::new().or_fail("no folder for a part of the data");
    for file in ["sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline.csv"] {
        let text = std::fs::read_to_string(data.join(file)).or_fail(file);
        let whole = matches!(file, "sales_teams.csv" | "products.csv");
        let is_taken =
            |(at, line): &(usize, &str)| whole || *at == 0 || line.split(',').any(|it| it == account);
        let lines: Vec<&str> = text.lines().enumerate().filter(is_taken).map(|(_, line)| line).collect();
        std::fs::write(part.path().join(file), lines.join("\n")).or_fail(file);
    }
    part
}

/// The password that the import printed for an account.
fn password_of(account: &str, printed: &str) -> String {
    let line = printed.lines().find(|line| line.split_whitespace().any(|word| word == account));
    let word = line.and_then(|line| line.split_whitespace().last()).unwrap_or_default();
    assert!(!word.is_empty(), "no password of {account} in:\n{printed}");
    word.to_owned()
}

impl Phone {
    /// Takes the book of somebody who was imported onto this phone, whole, with what the import printed.
    pub async fn takes_the_imported_book_of(&mut self, account: &str, printed: &str, server: &Server) {
        self.open(&server.url("/")).await;
        self.type_into("#account", account).await;
        self.type_into("#password", &password_of(account, printed)).await;
        self.tap("button.primary").await;
        self.wait_for(".tabs").await;
        self.wait_for_text("All sent").await;
        self.wait_until_installed().await;
    }
}
