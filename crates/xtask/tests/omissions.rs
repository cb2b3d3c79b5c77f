//! ARCHITECTURE.md says of each step of adding something who complains if it is forgotten. What tidy says stands in
//! its own tests, and what a test says beside that test; here law and app are copied, a step is done without the next,
//! and the compiler has to say no.

#![expect(clippy::unwrap_used, reason = "a test stops where it is wrong")]

#[path = "omissions/scratch.rs"]
mod scratch;

use std::collections::BTreeSet;

use scratch::{Edit, Scratch};

/// A step done without what belongs to it, and what the compiler then says in which file.
struct Omission {
    what: &'static str,
    edits: &'static [Edit],
    says: &'static [(&'static str, &'static str)],
}

const CUSTOMER: &str = "crates/process/src/prospecting/customer.rs";
const CHAPTER_3: &str = "crates/process/src/opportunity.rs";
const RECORD: &str = "crates/process/src/record.rs";
const AUDIENCE: &str = "crates/process/src/audience.rs";
const LAW: &str = "crates/process/src/law.rs";
const CLAUSES: &str = "crates/process/src/clause.rs";

/// Of the law, each checked alone.
const OF_THE_LAW: &[Omission] = &[
    Omission {
        what: "a field of a clause that is not in the table",
        edits: &[(CUSTOMER, "C2_2_b, Plain, EditCustomer", "C9_9_z, Plain, EditCustomer")],
        says: &[(CUSTOMER, "C9_9_z")],
    },
    Omission {
        what: "a field of an act that there is not",
        edits: &[(CUSTOMER, "C2_2_b, Plain, EditCustomer", "C2_2_b, Plain, PolishCustomer")],
        says: &[(CUSTOMER, "PolishCustomer")],
    },
    Omission {
        what: "a field with a last word that there is not",
        edits: &[(CUSTOMER, "C2_2_b, Plain, EditCustomer;", "C2_2_b, Plain, EditCustomer, found;")],
        says: &[(CUSTOMER, "found")],
    },
    Omission {
        what: "a field without its doc comment",
        edits: &[(CUSTOMER, "/// What it does.", "")],
        says: &[(RECORD, "missing documentation")],
    },
    Omission {
        what: "a bar of a clause that is not in the table",
        edits: &[(
            CHAPTER_3,
            "(Clause::C3_2_a, follow_up::not_happened_yet)",
            "(Clause::C3_3_z, follow_up::not_happened_yet)",
        )],
        says: &[(CHAPTER_3, "C3_3_z")],
    },
    Omission {
        what: "a bar that is in no list",
        edits: &[(CHAPTER_3, "(Clause::C3_1, closing::closed_without_time),", "")],
        says: &[("crates/process/src/opportunity/closing.rs", "`closed_without_time` is never used")],
    },
    Omission {
        what: "a duty that does not say what it asks for",
        edits: &[(CHAPTER_3, "contact::next_contact, Asks::Contact)", "contact::next_contact)")],
        says: &[(CHAPTER_3, "mismatched types")],
    },
    Omission {
        what: "a kind without its arm, its workers and its customer",
        edits: &[(RECORD, "kinds! {\n", "kinds! {\n    /// 6.3.a\n    Shipment,\n")],
        says: &[(RECORD, "Shipment` not covered"), (AUDIENCE, "Shipment` not covered")],
    },
];

/// The law does each of these whole, and the app nothing. All stand side by side in one check, which takes most of the time.
const OF_THE_APP: &[Omission] = &[
    Omission {
        what: "something that a duty asks for, without its look and the form that answers it",
        edits: &[(
            LAW,
            "        /// A judgement",
            "        /// A visit.\n        Visit = \"visit\",\n        /// A judgement",
        )],
        says: &[
            ("src/pages/today/owed_row.rs", "`Asks::Visit` not covered"),
            ("src/state/acting.rs", "`Asks::Visit` not covered"),
        ],
    },
    Omission {
        what: "a place without its address, its page and its turn in the test of addresses",
        edits: &[(
            "src/state/route.rs",
            "    Today,\n",
            "    Today,\n    /// What is shipped.\n    Shipments,\n",
        )],
        says: &[
            ("src/state/route.rs", "Shipments` not covered"),
            ("src/state/route.rs", "Shipments` not covered"),
            ("src/pages/shell.rs", "Shipments` not covered"),
            ("src/parts/tabs.rs", "Shipments` not covered"),
        ],
    },
    Omission {
        what: "a kind of record without its address",
        edits: A_WHOLE_KIND,
        says: &[("src/state/route.rs", "Shipment` not covered")],
    },
    Omission {
        what: "a clause without its text",
        edits: &[(
            CLAUSES,
            "            /// A database of target",
            "            /// Market notes.\n            C2_2_z \"2.2.z\" [Record],\n            /// A database of target",
        )],
        says: &[("src/texts/law.rs", "no such text")],
    },
    Omission {
        what: "a text of a screen that no language has",
        edits: &[("src/pages/shell.rs", "t!(\"common.loading\")", "t!(\"common.lodaing\")")],
        says: &[("src/texts.rs", "no such text in locales/: evaluation of `pages::shell::starting::TEXT`")],
    },
];

/// A kind that the law knows whole: the book needs nothing more. (Its record is a customer's, which saves one here.)
const A_WHOLE_KIND: &[Edit] = &[
    (RECORD, "kinds! {\n", "kinds! {\n    /// 6.3.a\n    Shipment,\n"),
    (
        RECORD,
        "            $crate::RecordKind::Deal => {",
        "            $crate::RecordKind::Shipment => {
                type $R = $crate::prospecting::Customer;
                $body
            }
            $crate::RecordKind::Deal => {",
    ),
    (RECORD, "Self::Deal => \"title\",", "Self::Deal | Self::Shipment => \"title\","),
    (RECORD, "Self::Deal => \"seller\",", "Self::Deal | Self::Shipment => \"seller\","),
    (
        AUDIENCE,
        "RecordKind::Deal => Deal::from_facts(facts).customer,",
        "RecordKind::Shipment => None,\n        RecordKind::Deal => Deal::from_facts(facts).customer,",
    ),
];

#[test]
fn the_compiler_notices_each_step_that_was_forgotten() {
    let law = Scratch::of("law", &["crates/process"]);
    assert_eq!(law.check(&["--package", "fieldbook-process"]), "", "the law as it stands");
    for omission in OF_THE_LAW {
        law.plant(omission.edits);
        let said = law.check(&["--package", "fieldbook-process"]);
        law.restore(omission.edits);
        notices(omission, &said);
    }
    let app = Scratch::of("app", &["crates/process", "crates/book", "src", "locales", "build.rs"]);
    OF_THE_APP.iter().for_each(|omission| app.plant(omission.edits));
    let said = app.check(&["--package", "fieldbook", "--all-targets"]);
    OF_THE_APP.iter().for_each(|omission| app.restore(omission.edits));
    OF_THE_APP.iter().for_each(|omission| notices(omission, &said));

    let one_language = [("locales/zh-Hans/acts.json", "\"close_deal\"", "\"end_deal\"")];
    app.plant(&one_language);
    let said = app.check(&["--package", "fieldbook"]);
    app.restore(&one_language);
    for fault in ["acts.close_deal is missing in zh-Hans", "acts.end_deal is missing in en"] {
        assert!(said.contains(fault), "a text in one language: {fault} is not in\n{said}");
    }
}

/// What is listed twice is complained of at two places.
fn notices(omission: &Omission, said: &str) {
    for expected @ (file, word) in omission.says {
        let lines = said.lines().filter(|line| line.starts_with(file) && line.contains(word));
        let places: BTreeSet<&str> = lines.filter_map(|line| line.split(' ').next()).collect();
        let times = omission.says.iter().filter(|it| *it == expected).count();
        assert!(
            places.len() >= times,
            "nobody complains of {}: {file}: {word} is not in\n{said}",
            omission.what
        );
    }
}
