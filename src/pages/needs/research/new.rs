//! Beginning to ask a customer: by one of the questionnaires in use, or in words under the four headings.

use fieldbook_book::replica::{Draft, NOW, Outcome, Part, Replica};
use fieldbook_process::prospecting::{Method, Questionnaire};
use fieldbook_process::{ActName, Clause, DocId, Path, Record, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock::now_ms;
use crate::pages::act_form::{ActForm, fields_of};
use crate::pages::deal::log::new_id;
use crate::pages::needs::has;
use crate::pages::row;
use crate::parts::clause::ClauseChip;
use crate::parts::form::{About, Values};
use crate::parts::head::Head;
use crate::parts::icon::{CALL, Icon, ONWARD, PLACE, POLICY, Stroke, TALK};
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::drafts;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

const KIND: RecordKind = RecordKind::Research;

/// Ways of asking without a questionnaire.
const IN_WORDS: [(Method, Stroke); 3] =
    [(Method::Interview, TALK), (Method::Phone, CALL), (Method::Visit, PLACE)];

/// The page.
#[component]
pub fn New(customer: DocId) -> impl IntoView {
    let book = use_book();
    let method = RwSignal::new(None::<Method>);
    let name =
        Signal::derive(move || book.rows(|replica| row::called(replica, customer)).unwrap_or_default());
    let body = move || match method.get() {
        None => ways(book, customer, method),
        Some(method) => notes(book, customer, method),
    };
    view! {
        <Head title=t!("needs.ask").to_owned() sub=name back=Route::Customer(customer)/>
        <div class="page">{body}</div>
    }
}

fn ways(book: Book, customer: DocId, method: RwSignal<Option<Method>>) -> AnyView {
    let outcome = RwSignal::new(None::<Outcome>);
    let place = use_place();
    // A second tap before the first is kept would begin two.
    let begins = RwSignal::new(false);
    let begin = move |questionnaire: DocId| {
        if begins.get_untracked() {
            return;
        }
        begins.set(true);
        spawn_local(async move {
            let Some(opened) = book.open(questionnaire).await else {
                let _ = begins.try_set(false);
                return;
            };
            let template = Questionnaire::from_facts(&opened.view.facts);
            let doc = DocId(new_id());
            let mut values = begun(book, customer, Method::Questionnaire);
            values.extend([
                (Path::field("subject"), Some(Value::Text(template.name.clone()))),
                (Path::field("held"), Some(Value::Int(today(book)))),
                (Path::field("questionnaire"), Some(Value::Id(questionnaire.0))),
                (Path::field("version"), template.version.map(Value::Int)),
                (Path::field("form"), Some(Value::Text(template.form().write()))),
            ]);
            let part = Part { doc, kind: KIND, act: ActName::BeginResearch, opened: None, values };
            let done =
                book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false }).await;
            let _ = begins.try_set(false);
            match done {
                Outcome::Saved(_) => place.go(Route::Record(KIND, doc)),
                other => drop(outcome.try_set(Some(other))),
            }
        });
    };
    let in_use = Memo::new(move |_| book.rows(in_use));
    let questionnaire = move |(doc, name, version): (DocId, String, i64)| {
        view! {
            <button type="button" class="row line" on:click=move |_| begin(doc)>
                <Icon stroke=POLICY/>
                <span class="what">{name}<small>{t!("needs.version", n = version)}</small></span>
                <Icon stroke=ONWARD/>
            </button>
        }
    };
    let in_words = move |(way, stroke): (Method, Stroke)| {
        view! {
            <button type="button" class="row line" on:click=move |_| method.set(Some(way))>
                <Icon stroke=stroke/> <span class="what">{law::choice("method", way.code())}</span> <Icon stroke=ONWARD/>
            </button>
        }
    };
    view! {
        <section>
            <h2 class="label"><span>{t!("needs.by_questionnaire")}</span> <ClauseChip clause=Clause::C2_4_a/></h2>
            {move || in_use.with(Vec::is_empty).then(|| view! { <p class="empty">{t!("needs.none_in_use")}</p> })}
            <div class="ledger">{move || in_use.get().into_iter().map(questionnaire).collect_view()}</div>
        </section>
        <section>
            <h2 class="label"><span>{t!("needs.in_words")}</span></h2>
            <div class="ledger">{IN_WORDS.map(in_words)}</div>
        </section>
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
    .into_any()
}

/// Questionnaires that can be filled in, by name, the latest version first.
pub fn in_use(replica: &Replica) -> Vec<(DocId, String, i64)> {
    let rows = replica.rows().values().filter(|row| row.kind == RecordKind::Questionnaire);
    let rows = rows.filter(|row| has(row, "published") && !has(row, "retired"));
    let mut all: Vec<(DocId, String, i64)> =
        rows.map(|row| (row.doc, row::name(row), row.get::<Option<i64>>("version").unwrap_or(1))).collect();
    all.sort_by(|a, b| (&a.1, b.2).cmp(&(&b.1, a.2)));
    all
}

fn notes(book: Book, customer: DocId, method: Method) -> AnyView {
    let place = use_place();
    let (doc, act) = (DocId(new_id()), ActName::BeginResearch);
    let about = About { name: format!("{customer}.{}", method.code()), doc, kind: KIND, act, entry: None };
    drafts::suggest(
        &about.name,
        "held",
        &fieldbook_process::Day(i32::try_from(today(book)).unwrap_or(0)).to_string(),
    );
    let fields =
        fields_of(KIND, ActName::EditResearch).into_iter().filter(|it| it.name != "method").collect();
    let added = Callback::new(move |()| begun(book, customer, method));
    let done = Callback::new(move |()| place.go(Route::Record(KIND, doc)));
    view! { <ActForm about=about fields=fields opened=None added=added label=t!("common.save") on_saved=done/> }.into_any()
}

/// What every research begins with.
fn begun(book: Book, customer: DocId, method: Method) -> Values {
    let territory: String = book
        .read(|replica| replica.rows().get(&customer).map(|row| row.get("territory")))
        .unwrap_or_default();
    vec![
        (Path::field("customer"), Some(Value::Id(customer.0))),
        (Path::field("method"), Some(Value::Text(method.code().to_owned()))),
        (Path::field("researcher"), Some(Value::Id(book.me().0))),
        (Path::field("begun"), Some(NOW)),
        (Path::field("territory"), Some(territory).filter(|it| !it.is_empty()).map(Value::Text)),
    ]
}

fn today(book: Book) -> i64 {
    book.read(|replica| i64::from(replica.company().calendar.day_of(replica.corrected_ms(now_ms())).0))
}
