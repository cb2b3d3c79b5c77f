//! The sheet of a deed, over whatever page its person is on. Its fields come from the law; who writes and when is
//! stamped by the machine.

use fieldbook_book::replica::{NOW, Opened};
use fieldbook_process::attachment::Medium;
use fieldbook_process::prospecting::Customer;
use fieldbook_process::schema::{EntryKind, Field, Kind};
use fieldbook_process::{ActName, EntryId, Path, Record as _, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::deal::log::{Log, new_id};
use super::deal::plan::slow_plan_hint;
use crate::pages::act_form::{ActForm, Hint, fields_of};
use crate::pages::attached::present;
use crate::pages::customer::alike::hint_of_contact;
use crate::pages::customer::{target, touch};
use crate::pages::market::at_hand::AtHand;
use crate::pages::row;
use crate::parts::attach::Shown;
use crate::parts::field::{FieldView, Input};
use crate::parts::form::{About, Values};
use crate::parts::sheet::Sheet;
use crate::state::acting::{Acting, Deed};
use crate::state::book::{Book, use_book};
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

/// Colleagues who are chosen, not stamped.
const CHOSEN: [&str; 2] = ["to", "person"];

/// There while a deed is named.
#[component]
pub fn ActingSheet(acting: Acting) -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let open = RwSignal::new(false);
    let opened = RwSignal::new(None::<Opened>);
    Effect::new(move |_| {
        let Some(deed) = acting.0.get() else { return };
        if let Deed::HandOver(doc) = deed {
            acting.0.set(None);
            return place.go(Route::CustomerHandOver(doc));
        }
        if let Deed::Page(_, route, _) = deed {
            acting.0.set(None);
            return place.go(route);
        }
        spawn_local(async move {
            let found = book.open(deed.doc()).await;
            let is_here = found.is_some();
            let _ = opened.try_set(found);
            let _ = open.try_set(is_here);
        });
    });
    Effect::new(move |was: Option<bool>| {
        let is_open = open.get();
        if was == Some(true) && !is_open {
            acting.0.set(None);
            opened.set(None);
        }
        is_open
    });
    let title = Signal::derive(move || acting.0.get().map(|deed| title(book, &deed)).unwrap_or_default());
    let body = move || {
        let deed = acting.0.get()?;
        opened.get().map(|opened| body(book, deed, opened, open))
    };
    view! { <Sheet open=open title=title>{body}</Sheet> }
}

fn title(book: Book, deed: &Deed) -> String {
    let name = book.read(|replica| replica.rows().get(&deed.doc()).map(row::name)).unwrap_or_default();
    match deed {
        Deed::Contact(_) => t!("deal.log_title", name = name),
        Deed::Mend(..) => t!("common.act_on", act = t!("common.put_right"), name = name),
        Deed::Name(_) => t!("common.act_on", act = t!("capture.name_them"), name = name),
        _ => {
            let act = deed.act().map(law::act).unwrap_or_default();
            t!("common.act_on", act = act, name = name)
        }
    }
}

fn body(book: Book, deed: Deed, opened: Opened, open: RwSignal<bool>) -> AnyView {
    match deed {
        Deed::Contact(_) => view! { <Log opened=opened open=open/> }.into_any(),
        Deed::Fields(_, kind, act, stamps) => {
            let about = About {
                name: format!("{}.{}", opened.doc, act.code()),
                doc: opened.doc,
                kind,
                act,
                entry: None,
            };
            let stamps: Values =
                stamps.into_iter().map(|(name, value)| (Path::field(name), Some(value))).collect();
            let hint = match act {
                ActName::PlanDeal => Some(slow_plan_hint(&opened)),
                ActName::RateCustomer => Some(target::hint(book)),
                _ => None,
            };
            let fields = match act {
                // Of what that act may write only the person is chosen anew.
                ActName::ReplaceMarketAuthor => kind.schema().named(None, "author").into_iter().collect(),
                _ => fields_of(kind, act),
            };
            form(about, fields, opened, stamps, (open, hint))
        }
        Deed::Latest(_, kind, list, act, stamps) => latest((kind, list, act), stamps, opened, open),
        Deed::HandOver(_) | Deed::Page(..) => ().into_any(),
        Deed::Name(_) => naming(book, opened, open),
        Deed::OfEntry(_, kind, list, id, act, stamps) => {
            of_entry((kind, list, act), id, stamps, opened, open)
        }
        Deed::Entry(_, kind, list, given) => entry(book, (kind, list), given, opened, open),
        Deed::Mend(_, kind, list, id) => mend((kind, list, id), opened, open),
    }
}

fn entry(
    book: Book,
    (kind, list): (RecordKind, &'static str),
    given: Vec<(&'static str, Value)>,
    opened: Opened,
    open: RwSignal<bool>,
) -> AnyView {
    let Some(schema) = kind.schema().entry(list) else { return ().into_any() };
    let id = EntryId(new_id());
    let asked = |field: &&'static Field| {
        let is_given = given.iter().any(|(name, _)| *name == field.name);
        !is_given && is_asked(schema, field)
    };
    let fields: Vec<&'static Field> = schema.fields.iter().filter(asked).collect();
    let at = |name: &str| Path::entry(list, id, name);
    let signed = [("at", NOW), ("by", Value::Id(book.me().0))];
    let has = |name: &str| schema.fields.iter().any(|field| field.name == name);
    let signed = signed.into_iter().filter(|(name, _)| has(name));
    let mut stamps: Values = signed.map(|(name, value)| (at(name), Some(value))).collect();
    stamps.extend(given.into_iter().map(|(name, value)| (at(name), Some(value))));
    let about = About {
        name: format!("{}.{list}", opened.doc),
        doc: opened.doc,
        kind,
        act: schema.made_by,
        entry: Some((list, id)),
    };
    if list == "touch" {
        return touch::own(about, fields, opened, stamps, open);
    }
    let hint = hint(book, list, &opened);
    form(about, fields, opened, stamps, (open, hint))
}

/// Name and phone of somebody caught: of the person there already, or of a new one with what the company is called.
fn naming(book: Book, opened: Opened, open: RwSignal<bool>) -> AnyView {
    let customer = Customer::from_facts(&opened.view.facts);
    let (kind, list) = (RecordKind::Customer, "contact");
    let Some(schema) = kind.schema().entry(list) else { return ().into_any() };
    let there = customer.present_contacts().next().map(|contact| contact.id);
    let id = there.unwrap_or_else(|| EntryId(new_id()));
    let fields: Vec<&'static Field> = schema.fields.iter().filter(|field| is_asked(schema, field)).collect();
    let about = About {
        name: format!("{}.naming", opened.doc),
        doc: opened.doc,
        kind,
        act: schema.made_by,
        entry: Some((list, id)),
    };
    let company =
        kind.schema().named(None, kind.named_by()).filter(|_| there.is_none() && customer.is_unnamed());
    let company = company.map(|field| Input::new(field, kind.name()));
    let added = Callback::new(move |()| {
        let typed = company.map(|input| input.typed.get_untracked()).unwrap_or_default();
        let called = crate::pages::entry::words(&typed).map(|name| (Path::field("name"), Some(name)));
        std::iter::once((Path::field("named"), Some(NOW))).chain(called).collect::<Values>()
    });
    let done = Callback::new(move |()| {
        let _ = open.try_set(false);
    });
    let hint = hint_of_contact(book, opened.doc);
    // The card is read off its photo, by an assistant, too, who was not there; so is what was noted.
    let doc = opened.doc;
    let photos = present(&opened).into_iter().filter(|it| it.medium == Some(Medium::Photo));
    let photos = photos.map(|it| view! { <Shown doc=doc hash=it.hash mime=it.mime medium=Medium::Photo/> });
    let words = customer.captures.iter().filter(|it| !it.words.is_empty());
    let words: Vec<_> = words.map(|it| view! { <p class="quiet-words">{it.words.clone()}</p> }).collect();
    view! {
        {words}
        <div class="held-list naming-photos">{photos.collect_view()}</div>
        {company.map(|input| view! { <h3>{t!("capture.company")}</h3> <FieldView input=input/> <h3>{t!("customer.people")}</h3> })}
        <ActForm about=about fields=fields opened=Some(opened) added=added label=t!("common.save") on_saved=done hint=Some(hint)/>
    }
    .into_any()
}

/// What is added to the latest entry of a list; nothing where there is none.
fn latest(
    (kind, list, act): (RecordKind, &'static str, ActName),
    stamps: Vec<(&'static str, Value)>,
    opened: Opened,
    open: RwSignal<bool>,
) -> AnyView {
    let written = opened.view.facts.iter().filter_map(|(path, value)| match (&path.entry, value) {
        (Some((kind, id)), Value::Instant(ms)) if kind == list && path.field == "at" => Some((*ms, *id)),
        _ => None,
    });
    match written.max() {
        Some((_, id)) => of_entry((kind, list, act), id, stamps, opened, open),
        None => ().into_any(),
    }
}

/// What an act adds to an entry of a list.
fn of_entry(
    (kind, list, act): (RecordKind, &'static str, ActName),
    id: EntryId,
    stamps: Vec<(&'static str, Value)>,
    opened: Opened,
    open: RwSignal<bool>,
) -> AnyView {
    let Some(schema) = kind.schema().entry(list) else { return ().into_any() };
    let asked = |field: &&'static Field| field.act == act && field.is_by_hand();
    let fields: Vec<&'static Field> = schema.fields.iter().filter(asked).collect();
    let at = |name: &str| Path::entry(list, id, name);
    let stamps: Values = stamps.into_iter().map(|(name, value)| (at(name), Some(value))).collect();
    let name = format!("{}.{id}.{}", opened.doc, act.code());
    let about = About { name, doc: opened.doc, kind, act, entry: Some((list, id)) };
    form(about, fields, opened, stamps, (open, None))
}

/// Who has that phone number or address, too; who sells against us, where it is said how we stand.
fn hint(book: Book, list: &str, opened: &Opened) -> Option<Hint> {
    match list {
        "contact" => Some(hint_of_contact(book, opened.doc)),
        "evaluation" => Some(("rivals", Callback::new(|_| view! { <AtHand/> }.into_any()))),
        _ => None,
    }
}

/// The form over an entry that stands: what was asked for when it was written.
fn mend(
    (kind, list, id): (RecordKind, &'static str, EntryId),
    opened: Opened,
    open: RwSignal<bool>,
) -> AnyView {
    let Some(schema) = kind.schema().entry(list) else { return ().into_any() };
    let fields: Vec<&'static Field> = schema.fields.iter().filter(|field| is_asked(schema, field)).collect();
    let about = About {
        name: format!("{}.{list}.{id}", opened.doc),
        doc: opened.doc,
        kind,
        act: schema.made_by,
        entry: Some((list, id)),
    };
    let hint = hint(use_book(), list, &opened);
    form(about, fields, opened, Vec::new(), (open, hint))
}

/// Whether people fill in a field when they write an entry: by hand, or a colleague that they choose. What ends an
/// entry is another deed.
fn is_asked(schema: &EntryKind, field: &Field) -> bool {
    let is_chosen = field.kind == Kind::Person && CHOSEN.contains(&field.name);
    field.act == schema.made_by && !field.name.starts_with("removed") && (field.is_by_hand() || is_chosen)
}

fn form(
    about: About,
    fields: Vec<&'static Field>,
    opened: Opened,
    stamps: Values,
    (open, hint): (RwSignal<bool>, Option<Hint>),
) -> AnyView {
    let added = Callback::new(move |()| stamps.clone());
    let done = Callback::new(move |()| {
        let _ = open.try_set(false);
    });
    view! {
        <ActForm about=about fields=fields opened=Some(opened) added=added label=t!("common.save") on_saved=done hint=hint/>
    }
    .into_any()
}
