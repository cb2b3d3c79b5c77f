//! Throws mutated and invented bytes at everything that reads bytes from outside. Each test takes
//! `FIELDBOOK_FUZZ_SECONDS` (10 unless set), shared by its targets. A failure names its seed; `FIELDBOOK_FUZZ_SEED` runs
//! that case again, alone.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a harness fails by panicking")]

#[path = "fuzz/answer.rs"]
mod answer;
#[path = "../src/chunk/tests/builder.rs"]
#[expect(dead_code, reason = "shared with the tests of the wall, which need more of it")]
mod builder;
#[path = "fuzz/card.rs"]
mod card;
#[path = "fuzz/cbor.rs"]
mod cbor;
#[path = "fuzz/chance.rs"]
mod chance;
#[path = "fuzz/change.rs"]
mod change;
#[path = "fuzz/company.rs"]
mod company;
#[path = "fuzz/file.rs"]
mod file;
#[path = "fuzz/harness.rs"]
mod harness;
#[path = "fuzz/json.rs"]
mod json;
#[path = "fuzz/left.rs"]
mod left;
#[path = "fuzz/store.rs"]
mod store;
#[path = "fuzz/text.rs"]
mod text;

targets! {
    a_chunk_is_taken_or_refused = change::bytes_are_checked;
    changes_for_a_document_are_taken_or_refused = change::histories_are_taken_or_refused;
    a_message_is_read_or_refused = text::message;
    a_request_is_read_or_refused = text::request;
    a_response_is_read_or_refused = text::response;
    a_stored_row_is_read_or_refused = text::row;
    a_phone_with_damaged_storage_starts_and_loses_nothing_else = store::damaged, store::swapped;
    what_a_server_says_of_company_and_feeds_stops_no_phone = company::parts, answer::changed;
    a_file_from_somewhere_is_read_or_refused = file::record, file::unsent;
    a_card_is_read_or_refused_and_none_of_its_lines_is_lost = card::file, card::kept, card::code;
}
