//! Throws mutated bytes at what the server reads besides the book's own messages: sheets, HTTP, backups. Each test takes
//! `FIELDBOOK_FUZZ_SECONDS` (10 unless set), shared by its targets. A failure names its seed; `FIELDBOOK_FUZZ_SEED` runs
//! that case again. The decoders of the book: `crates/book/tests/fuzz.rs`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it is wrong")]

#[path = "fuzz/attachment.rs"]
mod attachment;
#[path = "fuzz/backup.rs"]
mod backup;
#[path = "../../book/tests/fuzz/cbor.rs"]
mod cbor;
#[path = "../../book/tests/fuzz/chance.rs"]
mod chance;
#[path = "support/field_form.rs"]
mod field_form;
#[path = "../../book/tests/fuzz/harness.rs"]
mod harness;
#[path = "fuzz/http.rs"]
mod http;
#[path = "../../book/tests/fuzz/json.rs"]
mod json;
#[path = "fuzz/lead.rs"]
mod lead;
#[path = "fuzz/office.rs"]
mod office;
#[path = "fuzz/sheet.rs"]
mod sheet;
#[path = "fuzz/xlsform.rs"]
mod xlsform;
#[path = "support/xlsx.rs"]
mod xlsx;

targets! {
    a_sheet_is_read_or_refused_and_nothing_of_a_row_is_lost = sheet::rows, sheet::calendar, sheet::catalogue, sheet::customers, sheet::cards;
    an_xlsform_is_read_or_refused_and_what_is_read_can_be_asked = xlsform::bytes, xlsform::cells;
    a_request_is_answered_whatever_it_says = http::sign_ins, http::heads, http::pushes, attachment::pieces, lead::forms;
    a_backup_is_restored_whole_or_refused = backup::restored;
}
