//! A field of a form, drawn from its description in the law: a new field appears by its line there and its
//! texts. What is typed stays text until it is saved, so that a half-typed day or amount is never lost.

pub mod typed;

use std::collections::BTreeSet;

use fieldbook_process::RecordKind;
use fieldbook_process::people::{Person, Role};
use fieldbook_process::schema::{Field, FormFault, Kind};
use leptos::prelude::*;

use super::choice::Chips;
use super::dictate::Dictate;
use crate::state::book::{Book, use_book};
use crate::t;
use crate::texts::{format, law};

pub use typed::{parse, print};

/// One field being filled in.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Its description.
    pub field: &'static Field,
    /// The record or list it belongs to, for its name.
    pub holder: &'static str,
    /// As typed.
    pub typed: RwSignal<String>,
    /// What is wrong with it, after a try to save.
    pub fault: RwSignal<Option<FormFault>>,
}

impl Input {
    /// An empty one.
    pub fn new(field: &'static Field, holder: &'static str) -> Self {
        Self { field, holder, typed: RwSignal::new(String::new()), fault: RwSignal::new(None) }
    }

    fn label(self) -> String {
        law::field(Some(self.holder), self.field.name)
    }

    fn id(self) -> String {
        format!("field-{}-{}", self.holder, self.field.name)
    }

    fn set(self, text: String) {
        self.typed.set(text);
        self.fault.set(None);
    }
}

/// A field with its label and what is wrong with it.
#[component]
pub fn FieldView(input: Input) -> impl IntoView {
    let id = input.id();
    let fault_id = format!("{id}-fault");
    let wrong = move || input.fault.get().map(|fault| law::fault(&fault));
    view! {
        <div class="field" class:wrong=move || input.fault.get().is_some()>
            <label for=id.clone()>
                {input.label()}
                {law::hint(input.holder, input.field.name).map(|hint| view! { <small>{hint}</small> })}
                {input.field.required.then(|| view! { <i>{t!("common.required")}</i> })}
            </label>
            {control(input, id, fault_id.clone())}
            <p class="fault" id=fault_id role="alert">{wrong}</p>
        </div>
    }
}

fn control(input: Input, id: String, fault_id: String) -> AnyView {
    let typed = input.typed;
    let set = move |event| input.set(event_target_value(&event));
    let invalid = move || input.fault.get().is_some().then_some("true");
    let plain = move |kind: &'static str, mode: &'static str, limit: Option<String>| {
        view! {
            <input
                id=id type=kind inputmode=mode maxlength=limit prop:value=typed on:input=set
                aria-invalid=invalid aria-describedby=fault_id autocomplete="off"
            />
        }
        .into_any()
    };
    match input.field.kind {
        // No maxlength: browsers count UTF-16, the law characters, and a cut paste would lose words in silence.
        Kind::Line(_) if input.field.name == "phone" => plain("tel", "tel", None),
        Kind::Line(_) if input.field.name == "email" => plain("email", "email", None),
        Kind::Line(_) if input.field.name == "product" => product(input),
        Kind::Line(_) if input.field.name == "product_group" => product_group(input),
        Kind::Line(_) if input.field.name == "territories" => territories(input),
        Kind::Line(_) | Kind::Document | Kind::Entry => plain("text", "text", None),
        Kind::Number(least, most) if most - least < 10 => numbers(input, least, most),
        Kind::Number(..) => plain("text", "numeric", Some("12".to_owned())),
        Kind::Year => plain("text", "numeric", Some("4".to_owned())),
        Kind::Day => plain("date", "numeric", None),
        Kind::Instant => plain("datetime-local", "numeric", None),
        Kind::Lines(_) => view! {
            <div class="dictated">
                <textarea id=input.id() rows="3" prop:value=typed on:input=set aria-invalid=invalid></textarea>
                <Dictate text=typed/>
            </div>
        }
        .into_any(),
        Kind::Choice(codes) => choice(input, codes),
        Kind::Flag => flag(input),
        Kind::Money => money(input),
        Kind::Person => person(input, use_book()),
    }
}

fn choice(input: Input, codes: &'static [&'static str]) -> AnyView {
    let options =
        codes.iter().map(|code| ((*code).to_owned(), law::choice(input.field.name, code))).collect();
    view! { <Chips name=input.id() label=input.label() options=options chosen=input.typed required=input.field.required/> }
        .into_any()
}

/// A score by chips: one tap instead of a keyboard.
fn numbers(input: Input, least: i64, most: i64) -> AnyView {
    let options = (least..=most).map(|n| (n.to_string(), n.to_string())).collect();
    view! { <Chips name=input.id() label=input.label() options=options chosen=input.typed required=input.field.required/> }
        .into_any()
}

fn flag(input: Input) -> AnyView {
    let options = vec![("yes".to_owned(), t!("common.yes").to_owned())];
    view! { <Chips name=input.id() label=input.label() options=options chosen=input.typed/> }.into_any()
}

/// Amount and currency side by side; both in one text, `CNY 517440.50`, since they are one value.
fn money(input: Input) -> AnyView {
    let parts = move || {
        let typed = input.typed.get();
        let (currency, amount) = typed.split_once(' ').unwrap_or(("CNY", ""));
        (currency.to_owned(), amount.to_owned())
    };
    let join = move |currency: &str, amount: &str| {
        input.set(if amount.is_empty() && currency == "CNY" {
            String::new()
        } else {
            format!("{currency} {amount}")
        });
    };
    let currency = move |code: &'static str| {
        view! { <option value=code selected=move || parts().0 == code>{code}</option> }
    };
    view! {
        <div class="money">
            <select aria-label=t!("common.currency") on:change=move |event| join(&event_target_value(&event), &parts().1)>
                {["CNY", "USD"].map(currency)}
            </select>
            <input
                id=input.id() inputmode="decimal" autocomplete="off" prop:value=move || parts().1
                on:input=move |event| join(&parts().0, &event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// A product by its code; the catalogue suggests.
fn product(input: Input) -> AnyView {
    let products = use_book().read(|replica| {
        let products = replica.company().catalogue.0.iter();
        products.map(|product| (product.code.clone(), product.name.clone())).collect::<Vec<_>>()
    });
    suggested(input, products)
}

/// A product group by its name; the catalogue suggests.
fn product_group(input: Input) -> AnyView {
    let groups: BTreeSet<String> = use_book()
        .read(|replica| replica.company().catalogue.0.iter().map(|product| product.group.clone()).collect());
    suggested(input, groups.into_iter().map(|name| (name, String::new())).collect())
}

/// A line with values that are suggested while it is typed, each with what it means.
fn suggested(input: Input, values: Vec<(String, String)>) -> AnyView {
    let list = format!("{}-list", input.id());
    let option = |(code, name)| view! { <option value=code>{name}</option> };
    view! {
        <input
            id=input.id() list=list.clone() prop:value=input.typed autocomplete="off"
            on:input=move |event| input.set(event_target_value(&event))
        />
        <datalist id=list>{values.into_iter().map(option).collect_view()}</datalist>
    }
    .into_any()
}

/// Territories in one line; those that people work in are a tap away.
fn territories(input: Input) -> AnyView {
    const BETWEEN: [char; 5] = ['、', ',', '，', ';', '；'];
    let book = use_book();
    let mut known: Vec<String> = book.read(|replica| {
        let people = replica.company().people.iter().filter(|person| !person.left);
        people.flat_map(|person| person.territories.clone()).collect()
    });
    known.sort();
    known.dedup();
    let split = move |text: &str| {
        let names = text.split(BETWEEN).map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect::<Vec<String>>()
    };
    let chip = move |name: String| {
        let (is_on, again) = (name.clone(), name.clone());
        let toggle = move |_| {
            let mut names = split(&input.typed.get_untracked());
            if names.contains(&again) {
                names.retain(|name| *name != again);
            } else {
                names.push(again.clone());
            }
            input.set(names.join("、"));
        };
        view! {
            <label class="chip">
                <input type="checkbox" prop:checked=move || split(&input.typed.get()).contains(&is_on) on:change=toggle/>
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <input id=input.id() prop:value=input.typed autocomplete="off" on:input=move |event| input.set(event_target_value(&event))/>
        <div class="chips" role="group" aria-label=input.label()>{known.into_iter().map(chip).collect_view()}</div>
    }
    .into_any()
}

/// A colleague who is with the company.
fn person(input: Input, book: Book) -> AnyView {
    let people = book.read(|replica| {
        let company = replica.company();
        let sells = |person: &&Person| !matches!(person.role, Role::Admin | Role::System);
        let there = company.people.iter().filter(|person| !person.left).filter(sells);
        there.map(|person| (person.id.to_string(), format::person(person.id, company))).collect::<Vec<_>>()
    });
    let option = move |(id, name): (String, String)| {
        let value = id.clone();
        view! { <option value=value selected=move || input.typed.get() == id>{name}</option> }
    };
    view! {
        <select id=input.id() on:change=move |event| input.set(event_target_value(&event))>
            <option value="">{t!("common.choose")}</option>
            {people.into_iter().map(option).collect_view()}
        </select>
    }
    .into_any()
}

/// A value in words, for reading: facts of a record, conflicts, what is set aside.
pub fn told(
    kind: RecordKind,
    path: &fieldbook_process::Path,
    value: Option<&fieldbook_process::Value>,
    replica: &fieldbook_book::replica::Replica,
) -> String {
    typed::told(kind, path, value, replica)
}
