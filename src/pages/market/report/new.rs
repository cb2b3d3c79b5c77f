//! Naming who writes the next market report (2.1.a). Where a report before it is known, it is continued by the same act.

use fieldbook_book::replica::{NOW, Outcome, Part, Replica};
use fieldbook_book::row::Row;
use fieldbook_process::prospecting::{Quarter, names_authors};
use fieldbook_process::schema::Field;
use fieldbook_process::value::Instant;
use fieldbook_process::{ActName, Clause, DocId, Facts, Path, PersonId, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::KIND;
use crate::browser::clock::now_ms;
use crate::pages::act_form::UNDO_MS;
use crate::pages::deal::log::{new_id, offer_undo};
use crate::parts::choice::Chips;
use crate::parts::clause::ClauseChip;
use crate::parts::field::FieldView;
use crate::parts::form::{About, Form, Values};
use crate::parts::head::Head;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::{Book, use_book};
use crate::state::notice::use_notices;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

/// Whether this person names authors.
pub fn may_name(book: Book) -> bool {
    book.read(|replica| names_authors(replica.company(), book.me(), replica.corrected_ms(now_ms())))
}

/// The form.
#[component]
pub fn New() -> impl IntoView {
    let book = use_book();
    let body = if may_name(book) {
        view! { <Naming/> }.into_any()
    } else {
        view! { <p class="empty">{t!("market.only_managers")}</p> }.into_any()
    };
    view! {
        <Head title=law::act(ActName::NameMarketAuthor).to_owned() back=Route::Records(KIND)/>
        <div class="page">{body}</div>
    }
}

#[component]
fn Naming() -> impl IntoView {
    let (book, notices, place) = (use_book(), use_notices(), use_place());
    let doc = DocId(new_id());
    let about = About {
        name: "market_report.new".to_owned(),
        doc,
        kind: KIND,
        act: ActName::NameMarketAuthor,
        entry: None,
    };
    let author: Vec<&'static Field> = KIND.schema().fields.iter().filter(|it| it.name == "author").collect();
    let form = Form::new(book, about, &author, &Facts::new(), None);
    let (waiting, first) = book.read(|replica| {
        let waiting = waiting(replica, book.me());
        let first = offered(replica, &waiting);
        (waiting, first)
    });
    let waiting = StoredValue::new(waiting);
    let quarter = RwSignal::new(first.first().map(ToString::to_string).unwrap_or_default());
    let word = |it: &Quarter| t!("market.quarter_of", year = it.year(), quarter = it.number());
    let options = first.iter().map(|it| (it.to_string(), word(it))).collect();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = quarter.get_untracked();
        // Those before it, though a quarter was left out or two had been named for one.
        let is_before = |of: &Quarter| Quarter::parse(&chosen).is_some_and(|chosen| of.next() <= chosen);
        let continues: Vec<DocId> = waiting
            .with_value(|all| all.iter().filter(|(_, of)| is_before(of)).map(|(doc, _)| *doc).collect());
        let added = added(book.me(), &chosen);
        let beside =
            move |_: &Values| continues.iter().map(|before| continuing(*before, doc)).collect::<Vec<_>>();
        spawn_local(async move {
            let again = form.kept();
            if let Some(Outcome::Saved(order)) = form.save_beside(book, added, beside, UNDO_MS, false).await {
                offer_undo(book, notices, order, Callback::new(move |()| again.put_back()));
                place.go(Route::Record(KIND, doc));
            }
        });
    };
    view! {
        <form class="fields" on:submit=save novalidate>
            <p class="quiet-words">{t!("market.naming")}" "<ClauseChip clause=Clause::C2_1_a/></p>
            <div class="field">
                <label>{law::field(Some("market_report"), "quarter")}</label>
                <Chips name="quarter" label=law::field(Some("market_report"), "quarter") options=options chosen=quarter required=true/>
            </div>
            {form.inputs().into_iter().map(|input| view! { <FieldView input=input/> }).collect_view()}
            <div class="foot"><button class="primary wide" disabled=form.is_busy>{law::act(ActName::NameMarketAuthor)}</button></div>
        </form>
        <OutcomeSheet outcome=form.outcome kind=KIND/>
    }
}

fn added(me: PersonId, quarter: &str) -> Values {
    vec![
        (Path::field("quarter"), Some(Value::Text(quarter.to_owned()))),
        (Path::field("manager"), Some(Value::Id(me.0))),
        (Path::field("named"), Some(NOW)),
    ]
}

/// That the report after it has its author.
fn continuing(before: DocId, next: DocId) -> Part {
    let values = vec![(Path::field("next"), Some(Value::Id(next.0))), (Path::field("continued"), Some(NOW))];
    Part { doc: before, kind: KIND, act: ActName::ContinueMarketReport, opened: None, values }
}

/// The reports that wait for somebody to be named for the next one, by this person: their own, and those of whom they stand
/// in for, or who left.
fn waiting(replica: &Replica, me: PersonId) -> Vec<(DocId, Quarter)> {
    let (company, now_ms) = (replica.company(), replica.corrected_ms(now_ms()));
    let today = company.calendar.day_of(now_ms);
    let left = |who: PersonId| company.people.get(who).is_none_or(|person| person.left);
    let answers = |who: PersonId| {
        who == me
            || company.stand_in(who, today) == Some(me)
            || (left(who) && company.decider_for(who) == Some(me))
    };
    let reports = replica.rows().values().filter(|row| row.kind == KIND);
    let waits = |row: &Row| {
        let is_mine = row.get::<Option<PersonId>>("manager").is_some_and(answers);
        let is_open = row.get::<Option<Instant>>("continued").is_none();
        Some((row.doc, Quarter::parse(&row.get::<String>("quarter"))?)).filter(|_| is_mine && is_open)
    };
    reports.filter_map(waits).collect()
}

/// The quarters that can be named, the likeliest first: the one after the last report, this one, the next.
fn offered(replica: &Replica, waiting: &[(DocId, Quarter)]) -> Vec<Quarter> {
    let company = replica.company();
    let this = Quarter::of(company.calendar.day_of(replica.corrected_ms(now_ms())));
    let after = waiting.iter().map(|(_, quarter)| quarter.next()).max();
    let others = [this, this.next()].into_iter().filter(|it| Some(*it) != after);
    after.into_iter().chain(others).collect()
}
