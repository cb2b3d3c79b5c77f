//! ARCHITECTURE.md says of each step of adding something who complains if it is forgotten. What tidy says stands in
//! its own tests; here the law is copied, one step is done without the next, and the compiler has to say no.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A step done without what belongs to it: in which file what becomes what, and what the compiler then says where.
struct Omission {
    what: &'static str,
    file: &'static str,
    old: &'static str,
    new: &'static str,
    says: &'static [&'static str],
}

const OMISSIONS: &[Omission] = &[
    Omission {
        what: "a field of a clause that is not in the table",
        file: "prospecting/customer.rs",
        old: "C2_2_b, Plain, EditCustomer",
        new: "C9_9_z, Plain, EditCustomer",
        says: &["C9_9_z", "customer.rs"],
    },
    Omission {
        what: "a field of an act that there is not",
        file: "prospecting/customer.rs",
        old: "C2_2_b, Plain, EditCustomer",
        new: "C2_2_b, Plain, PolishCustomer",
        says: &["PolishCustomer", "customer.rs"],
    },
    Omission {
        what: "a field with a last word that there is not",
        file: "prospecting/customer.rs",
        old: "C2_2_b, Plain, EditCustomer;",
        new: "C2_2_b, Plain, EditCustomer, found;",
        says: &["found", "customer.rs"],
    },
    Omission {
        what: "a bar of a clause that is not in the table",
        file: "opportunity.rs",
        old: "(Clause::C3_2_a, follow_up::not_happened_yet)",
        new: "(Clause::C3_3_z, follow_up::not_happened_yet)",
        says: &["C3_3_z", "opportunity.rs"],
    },
    Omission {
        what: "a duty that does not say what it asks for",
        file: "opportunity.rs",
        old: "contact::next_contact, Asks::Contact)",
        new: "contact::next_contact)",
        says: &["mismatched types", "opportunity.rs"],
    },
    Omission {
        what: "a kind without its arm, its workers and its customer",
        file: "record.rs",
        old: "    Deal,\n}",
        new: "    Deal,\n    /// 2.1.a\n    MarketNote,\n}",
        says: &["MarketNote` not covered", "record.rs", "audience.rs"],
    },
];

#[test]
fn the_compiler_notices_each_step_that_was_forgotten() {
    let law = Law::copied();
    assert_eq!(law.check(), None, "the law as it stands");
    for Omission { what, file, old, new, says } in OMISSIONS {
        let path = law.folder.join("crates/process/src").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{what}: {file} no longer says {old:?}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let said = law.check().unwrap_or_else(|| panic!("nobody complains of {what}"));
        for word in *says {
            assert!(said.contains(word), "{what}: {word} is not in\n{said}");
        }
        fs::write(&path, text).unwrap();
    }
}

/// A workspace of the law alone.
struct Law {
    folder: PathBuf,
}

impl Law {
    fn copied() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        let folder = root.join("target/xtask/omissions");
        let _old = fs::remove_dir_all(&folder);
        copy(&root.join("crates/process"), &folder.join("crates/process"));
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let (workspace, _) = manifest.split_once("\n[package]").unwrap();
        fs::write(folder.join("Cargo.toml"), workspace).unwrap();
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self { folder }
    }

    /// What the compiler says against it; `None` if nothing.
    fn check(&self) -> Option<String> {
        let mut command = Command::new(env!("CARGO"));
        command.args(["check", "--offline", "--quiet"]).current_dir(&self.folder);
        let checked = command.env("CARGO_TARGET_DIR", self.folder.with_file_name("omissions-built")).output();
        let checked = checked.unwrap();
        (!checked.status.success()).then(|| String::from_utf8_lossy(&checked.stderr).into_owned())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
