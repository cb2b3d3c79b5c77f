//! Customers from a sheet or from cards: choose the file, see what its columns mean and what comes of it, take it in; and imports, each
//! to be taken back as one; and what was exported.

mod columns;
mod exports;
mod imports;

use fieldbook_book::card::{is_cards, without_pictures};
use fieldbook_book::wire::office::customers::{
    Alike, CUSTOMERS, CustomerSheet, SheetAsk, SheetTold, is_workbook,
};
use fieldbook_book::wire::office::{NotMade, Wrong};
use fieldbook_process::law::Line;
use fieldbook_process::schema::{Field, Kind};
use fieldbook_process::{PersonId, line};
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::AdminHead;
use super::form::{field, told, words};
use crate::browser::files;
use crate::parts::field::{FieldView, Input};
use crate::state::book::use_book;
use crate::state::notice::use_notices;
use crate::state::office::{self, OfficeFault};
use crate::state::route::{Office, Route};
use crate::t;
use columns::Columns;
use exports::Exports;
use imports::Imports;

static OWNER: Field = field("owner", Kind::Person);

/// In which a sheet may be written, by the browser's names; the first that fits is taken.
const ENCODINGS: [&str; 3] = ["utf-8", "gb18030", "big5"];
/// What a file begins with that says it is written in this one, as spreadsheets save "Unicode text".
const MARKS: [(&[u8], &str); 2] = [(b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be")];

/// The sheet under work.
#[derive(Debug, Clone, Copy)]
struct Work {
    bytes: RwSignal<Vec<u8>>,
    encoding: RwSignal<&'static str>,
    /// In which it may be written.
    encodings: RwSignal<Vec<&'static str>>,
    sheet: RwSignal<CustomerSheet>,
    told: RwSignal<Option<SheetTold>>,
    fault: RwSignal<Option<OfficeFault>>,
    is_busy: RwSignal<bool>,
    /// Something changed while the last try was under way.
    is_behind: RwSignal<bool>,
}

impl Work {
    fn new() -> Self {
        Self {
            bytes: RwSignal::default(),
            encoding: RwSignal::new(ENCODINGS[0]),
            encodings: RwSignal::default(),
            sheet: RwSignal::default(),
            told: RwSignal::default(),
            fault: RwSignal::default(),
            is_busy: RwSignal::default(),
            is_behind: RwSignal::default(),
        }
    }

    /// Takes a file in the place of the one before, of which nothing stays; tells where it cannot be read.
    fn take(self, name: String, bytes: Vec<u8>) {
        self.told.set(None);
        self.fault.set(None);
        self.sheet
            .update(|sheet| *sheet = CustomerSheet { name, owner: sheet.owner, ..CustomerSheet::default() });
        let marked: Vec<_> =
            MARKS.iter().filter(|(mark, _)| bytes.starts_with(mark)).map(|it| it.1).collect();
        let known = if marked.is_empty() { ENCODINGS.to_vec() } else { marked };
        let fits = |it: &&str| text(&bytes, it).is_some();
        let encodings: Vec<&'static str> =
            if is_workbook(&bytes) { Vec::new() } else { known.into_iter().filter(fits).collect() };
        let wrong = match encodings.first() {
            None if is_workbook(&bytes) => Some(line!("workbook_chosen")),
            None => Some(line!("no_text")),
            Some(_) if bytes.is_empty() => Some(line!("sheet_without_rows")),
            Some(_) => None,
        };
        let first = encodings.first().copied();
        self.encodings.set(encodings);
        self.bytes.set(bytes);
        match (wrong, first) {
            (None, Some(encoding)) => self.read(encoding),
            (wrong, _) => self.fault.set(wrong.map(not_read)),
        }
    }

    /// Reads the file in an encoding that fits.
    fn read(self, encoding: &'static str) {
        let Some(csv) = self.bytes.with_untracked(|bytes| text(bytes, encoding)) else { return };
        self.encoding.set(encoding);
        // Pictures stay here.
        let csv = if is_cards(&csv) { without_pictures(&csv) } else { csv };
        self.sheet.update(|sheet| (sheet.csv, sheet.fields) = (csv, None));
        self.try_it();
    }

    /// Asks; `then` runs with what the server tells.
    fn ask(self, ask: SheetAsk, then: impl FnOnce(SheetTold) + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = office::post(CUSTOMERS, &ask).await;
            let _ = self.is_busy.try_set(false);
            if self.is_of(&ask) {
                let _ = self.fault.try_set(answer.as_ref().err().cloned());
                match answer {
                    Ok(told) => then(told),
                    // Nothing comes of it as it is now.
                    Err(OfficeFault::NotMade(_)) if matches!(ask, SheetAsk::Try(_)) => {
                        drop(self.told.try_set(None));
                    }
                    Err(_) => {}
                }
            }
            if self.is_behind.try_update(std::mem::take) == Some(true) {
                self.try_it();
            }
        });
    }

    /// Whether something is still to be told: what would come of another file is not, once this one is chosen.
    fn is_of(self, ask: &SheetAsk) -> bool {
        match ask {
            SheetAsk::Try(tried) => self.sheet.try_with_untracked(|sheet| sheet == tried).unwrap_or(false),
            SheetAsk::Take(_) => true,
        }
    }

    /// What would come of it now.
    fn try_it(self) {
        if self.is_busy.get_untracked() {
            return self.is_behind.set(true);
        }
        let sheet = self.sheet.get_untracked();
        if !sheet.csv.is_empty() {
            self.ask(SheetAsk::Try(sheet), move |told| drop(self.told.try_set(Some(told))));
        }
    }
}

/// The page.
#[component]
pub fn Customers() -> impl IntoView {
    let (book, notices) = (use_book(), use_notices());
    let (work, again) = (Work::new(), RwSignal::new(0_u32));
    let owner = Input::new(&OWNER, "office_import");
    Effect::new(move |_| {
        let owner: Option<PersonId> = owner.typed.get().parse().ok();
        if work.sheet.with_untracked(|sheet| sheet.owner != owner) {
            work.sheet.update(|sheet| sheet.owner = owner);
            work.try_it();
        }
    });
    let choose = move |event: Event| {
        let target = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
        spawn_local(async move {
            let Some(target) = target else { return };
            let Some((name, bytes)) = files::chosen_bytes(&target).await else { return };
            if work.told.try_get_untracked().is_some() {
                work.take(name, bytes);
            }
        });
    };
    let take = move |_| {
        work.ask(SheetAsk::Take(work.sheet.get_untracked()), move |_| {
            let _ = work.told.try_set(None);
            // The field below still names who looks after them.
            let rest = |sheet: &mut CustomerSheet| {
                *sheet = CustomerSheet { owner: sheet.owner, ..CustomerSheet::default() };
            };
            let _ = work.sheet.try_update(rest);
            let _ = again.try_update(|n| *n += 1);
            notices.say(t!("admin.done"));
            book.poke();
        });
    };
    let is_empty =
        move || work.is_busy.get() || work.told.with(|told| told.as_ref().is_none_or(|it| it.fresh == 0));
    let comes = move || work.told.get().map(|told| view! { <ComesOfIt told=told/> });
    let fresh = move || work.told.with(|told| told.as_ref().map_or(0, |told| told.fresh));
    view! {
        <AdminHead title=t!("admin.customers").to_owned() back=Route::Admin(Office::Home)/>
        <div class="page">
            <section class="card">
                <p class="quiet-words">{t!("admin.customers_why")}</p>
                <label class="button wide">
                    {move || work.sheet.with(|sheet| if sheet.name.is_empty() { t!("admin.sheet_choose").to_owned() } else { sheet.name.clone() })}
                    <input type="file" accept=".csv,.txt,.vcf,text/csv,text/vcard" class="unseen" on:change=choose/>
                </label>
                <FieldView input=owner/>
            </section>
            <Show when=move || work.sheet.with(|sheet| !sheet.csv.is_empty())>
                <Encoding work=work/>
            </Show>
            <Show when=move || work.told.with(Option::is_some)>
                <Columns work=work/>
            </Show>
            {comes}
            <div class="not-done" role="alert">{move || work.fault.get().map(told)}</div>
            <Show when=move || work.told.with(Option::is_some)>
                <button type="button" class="primary wide take" disabled=is_empty on:click=take>
                    {move || t!("admin.take_customers", n = fresh())}
                </button>
            </Show>
            <Imports again=again/>
            <Exports/>
        </div>
    }
}

/// Where the letters look wrong: another encoding.
#[component]
fn Encoding(work: Work) -> impl IntoView {
    let chip = move |encoding: &'static str| {
        let is_on = move || work.encoding.get() == encoding;
        view! {
            <label class="chip">
                <input type="radio" name="encoding" prop:checked=is_on on:change=move |_| work.read(encoding)/>
                <span>{encoding.to_uppercase()}</span>
            </label>
        }
    };
    view! {
        <details class="card">
            <summary>{t!("admin.encoding")}</summary>
            <div class="chips" role="radiogroup" aria-label=t!("admin.encoding")>{move || work.encodings.get().into_iter().map(chip).collect_view()}</div>
        </details>
    }
}

/// What comes of the sheet.
#[component]
fn ComesOfIt(told: SheetTold) -> impl IntoView {
    let SheetTold {
        rows, fresh, preview, known_rows, known, wrong_rows, wrong, dropped_cells, dropped, ..
    } = told;
    let alike = (!known.is_empty()).then(|| {
        let line = |it: Alike| {
            let there = t!("admin.looks_like", name = it.known);
            view! { <li>{t!("admin.in_line", n = it.line)}": "{it.name}" – "{there}</li> }
        };
        view! {
            <details>
                <summary>{t!("admin.known_rows", n = known_rows)}</summary>
                <ul class="lines">{known.into_iter().map(line).collect_view()}</ul>
            </details>
        }
    });
    let faults = told_apart(t!("admin.wrong_rows", n = wrong_rows), &wrong);
    let dropped = told_apart(t!("admin.dropped_cells", n = dropped_cells), &dropped);
    view! {
        <section class="card comes">
            <h2>{t!("admin.comes_of_it")}</h2>
            <p><b>{t!("admin.fresh", n = fresh)}</b>" "{t!("admin.of_rows", n = rows)}</p>
            <ul class="lines">{preview.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            {alike}
            {faults}
            {dropped}
        </section>
    }
}

/// What is left out, under how much it is.
fn told_apart(heading: String, all: &[Wrong]) -> Option<impl IntoView + use<>> {
    (!all.is_empty()).then(|| {
        view! {
            <details open>
                <summary class="late">{heading}</summary>
                <ul class="lines fault">{all.iter().map(|it| view! { <li>{words(it)}</li> }).collect_view()}</ul>
            </details>
        }
    })
}

/// A file's text in an encoding. What is no text has a zero somewhere.
fn text(bytes: &[u8], encoding: &str) -> Option<String> {
    files::decoded(bytes, encoding).filter(|text| !text.contains('\0'))
}

fn not_read(what: Line) -> OfficeFault {
    OfficeFault::NotMade(NotMade::Wrong(vec![Wrong { line: None, what }]))
}
