//! A form that the office is asked with: fields drawn like those of a record, what is typed kept until it is done,
//! what is refused told below. And that telling, for pages without a form.

use std::collections::BTreeMap;

use fieldbook_book::wire::office::{Ask, Made, NotMade, Wrong};
use fieldbook_process::schema::{Field, Kind, Scope};
use fieldbook_process::{ActName, Clause, Day, Path, PersonId, Value};
use leptos::prelude::*;

use super::{Asking, use_asking};
use crate::browser::clock::now_ms;
use crate::parts::field::{FieldView, Input, parse};
use crate::parts::refusal::Refusals;
use crate::state::book::use_book;
use crate::state::drafts::{self, Kept};
use crate::state::office::OfficeFault;
use crate::t;
use crate::texts::law::Telling;
use crate::texts::{find, format};

/// A field of such a form. It is of no record, so act and scope say nothing.
pub const fn field(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        clause: Clause::C1_2,
        scope: Scope::Plain,
        act: ActName::EditCustomer,
        required: false,
        searched: false,
        stamped: false,
        listed: false,
    }
}

/// What is typed, by field; what was left empty is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed(BTreeMap<&'static str, Value>);

impl Typed {
    /// Words, without the blanks around them.
    pub fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::Text(text)) => text.trim().to_owned(),
            _ => String::new(),
        }
    }

    /// Somebody.
    pub fn person(&self, name: &str) -> Option<PersonId> {
        if let Some(Value::Id(id)) = self.0.get(name) { Some(PersonId(*id)) } else { None }
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<i64> {
        if let Some(Value::Int(n)) = self.0.get(name) { Some(*n) } else { None }
    }

    /// A day.
    pub fn day(&self, name: &str) -> Option<Day> {
        if let Some(Value::Int(n)) = self.0.get(name) { i32::try_from(*n).ok().map(Day) } else { None }
    }

    /// Whether yes was said.
    pub fn flag(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// What a form is about.
#[derive(Debug, Clone)]
pub struct About {
    /// Its name among the drafts.
    pub name: String,
    /// Under which its fields are named.
    pub holder: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// What stands there at first.
    pub start: Vec<(&'static str, String)>,
    /// Fields that are asked for only while another one holds a word: field, other, word.
    pub only: &'static [(&'static str, &'static str, &'static str)],
}

/// The form. `ask` makes the change of what is typed; `done` runs afterwards.
#[component]
pub fn OfficeForm(
    about: About,
    #[prop(into)] label: String,
    ask: Callback<Typed, Option<Ask>>,
    done: Callback<Made>,
    /// Once it is done, what is typed stays until the page is drawn anew from what it changed.
    #[prop(optional)]
    keeps: bool,
) -> impl IntoView {
    let (book, asking) = (use_book(), use_asking());
    let inputs = StoredValue::new(inputs(&about));
    let kept_as = StoredValue::new(about.name);
    Effect::new(move |_| keep(&kept_as.get_value(), &inputs.get_value()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let calendar = book.read(|replica| replica.company().calendar.clone());
        let mut typed = Typed::default();
        let mut fits = true;
        for (input, _) in inputs.get_value() {
            let path = Path::field(input.field.name);
            match parse(input.field, &input.typed.get_untracked(), &path, &calendar) {
                Ok(Some(value)) => drop(typed.0.insert(input.field.name, value)),
                Ok(None) => {}
                Err(fault) => {
                    fits = false;
                    input.fault.set(Some(fault));
                }
            }
        }
        let Some(change) = fits.then(|| ask.run(typed)).flatten() else { return };
        asking.ask(change, move |made| {
            if !keeps {
                inputs.try_with_value(|inputs| {
                    inputs.iter().for_each(|(input, was)| input.typed.set(was.clone()))
                });
            }
            if let Some(name) = kept_as.try_get_value() {
                drafts::forget(&name);
            }
            done.try_run(made);
        });
    };
    let only = about.only;
    let is_asked = move |name: &str| {
        let ask = only.iter().find(|(field, ..)| *field == name);
        ask.is_none_or(|(_, other, word)| {
            let other =
                inputs.with_value(|all| all.iter().find(|(it, _)| it.field.name == *other).map(|it| it.0));
            other.is_none_or(|other| other.typed.with(|typed| typed == word))
        })
    };
    let field = move |(input, _): (Input, String)| {
        let asked = Memo::new(move |_| is_asked(input.field.name));
        move || asked.get().then(|| view! { <FieldView input=input/> })
    };
    view! {
        <form class="fields" on:submit=submit novalidate>
            {inputs.get_value().into_iter().map(field).collect_view()}
            <div class="foot asking">
                <FaultView asking=asking/>
                <button class="primary wide" disabled=asking.is_busy>{label}</button>
            </div>
        </form>
    }
}

/// Each field with what stands there at first.
fn inputs(about: &About) -> Vec<(Input, String)> {
    let kept = drafts::kept(&about.name).unwrap_or_default();
    let input = |field: &'static Field| {
        let start = about.start.iter().find(|(name, _)| *name == field.name);
        let was = start.map(|(_, text)| text.clone()).unwrap_or_default();
        let input = Input::new(field, about.holder);
        input.typed.set(kept.typed.get(field.name).unwrap_or(&was).clone());
        (input, was)
    };
    about.fields.iter().map(input).collect()
}

fn keep(name: &str, inputs: &[(Input, String)]) {
    let typed = inputs.iter().map(|(input, was)| (input.field.name, input.typed.get(), was));
    let typed = typed.filter(|(_, typed, was)| typed != *was);
    let typed = typed.map(|(name, typed, _)| (name.to_owned(), typed)).collect();
    drafts::keep(name, &Kept { opened: None, typed });
}

/// Why something was not done, in words.
#[component]
pub fn FaultView(asking: Asking) -> impl IntoView {
    view! { <div class="not-done" role="alert">{move || asking.fault.get().map(told)}</div> }
}

/// A fault in words; what a law refuses with its clauses.
pub fn told(fault: OfficeFault) -> AnyView {
    let plain = |words: String| view! { <p class="fault">{words}</p> }.into_any();
    match fault {
        OfficeFault::Offline => plain(t!("admin.offline").to_owned()),
        OfficeFault::SignedOut => plain(t!("admin.signed_out").to_owned()),
        OfficeFault::Other(status) => plain(t!("admin.not_done", status = status)),
        OfficeFault::NotMade(NotMade::Refused(refusals)) => {
            view! { <Refusals refusals=refusals/> }.into_any()
        }
        OfficeFault::NotMade(NotMade::Wrong(all)) => {
            let by_line = all.iter().any(|wrong| wrong.line.is_some());
            let line = |wrong: &Wrong| view! { <li>{words(wrong)}</li> };
            view! {
                {by_line.then(|| view! { <p><b>{t!("admin.nothing_taken")}</b></p> })}
                <ul class="lines fault">{all.iter().map(line).collect_view()}</ul>
            }
            .into_any()
        }
    }
}

/// What is wrong, with its line.
pub fn words(wrong: &Wrong) -> String {
    let book = use_book();
    let told = book.read(|replica| {
        let telling = Telling { company: replica.company(), now_ms: now_ms() };
        telling.office(&wrong.what)
    });
    match wrong.line {
        Some(n) => format!("{}: {told}", t!("admin.in_line", n = n)),
        None => told,
    }
}

/// A word of the office whose key is known only now.
pub fn word(key: &str) -> String {
    find(key).map_or_else(|| key.to_owned(), |text| crate::texts::say(text).to_owned())
}

/// A day in numbers as a form types it.
pub fn today() -> (Day, String) {
    let day = use_book().read(|replica| replica.company().calendar.day_of(replica.corrected_ms(now_ms())));
    (day, day.to_string())
}

/// A day as it is read, with the year where it is another.
pub fn day(day: Day) -> String {
    format::day(day, today().0)
}
