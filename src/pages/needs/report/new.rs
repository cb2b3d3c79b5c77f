//! A new needs report: which researches it counts, how many they are, and its first words.

use fieldbook_book::replica::{Draft, NOW, Outcome, Part};
use fieldbook_process::{ActName, Clause, Day, DocId, Path, RecordKind, Value};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::set::{Chosen, counted, docs, questionnaires, territories, written};
use crate::pages::deal::log::new_id;
use crate::parts::clause::ClauseChip;
use crate::parts::head::Head;
use crate::parts::outcome::OutcomeSheet;
use crate::state::book::use_book;
use crate::state::drafts;
use crate::state::route::{Route, use_place};
use crate::t;
use crate::texts::law;

const KIND: RecordKind = RecordKind::NeedsReport;
/// The title as it is typed.
const DRAFT: &str = "needs_report.new.title";

/// The page.
#[component]
pub fn New() -> impl IntoView {
    let (book, place) = (use_book(), use_place());
    let (title, chosen) = (drafts::text(DRAFT), RwSignal::new(Chosen::default()));
    let (is_busy, outcome) = (RwSignal::new(false), RwSignal::new(None::<Outcome>));
    let all = book.read(questionnaires);
    let counts = Memo::new(move |_| chosen.with(|chosen| book.rows(|replica| docs(replica, chosen).len())));
    let known = StoredValue::new(all.clone());
    let by = move |event| {
        let doc: Option<DocId> = event_target_value(&event).parse().ok();
        let versions = known.with_value(|all| {
            all.iter().find(|(it, ..)| Some(*it) == doc).map(|(.., versions)| versions.clone())
        });
        chosen.update(|it| (it.questionnaire, it.versions) = (doc, versions.unwrap_or_default()));
    };
    let compose = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let set = chosen.get_untracked();
        let docs = book.read(|replica| docs(replica, &set));
        spawn_local(async move {
            let figures = counted(book, docs).await;
            let doc = DocId(new_id());
            let text = |text: &str| {
                Some(text.trim()).filter(|it| !it.is_empty()).map(|it| Value::Text(it.to_owned()))
            };
            let day = |day: Option<Day>| day.map(|day| Value::Int(day.0.into()));
            let values = vec![
                (Path::field("title"), text(&title.get_untracked())),
                (Path::field("from"), day(set.from)),
                (Path::field("to"), day(set.to)),
                (Path::field("questionnaire"), set.questionnaire.map(|it| Value::Id(it.0))),
                (Path::field("territory"), text(&set.territory)),
                (Path::field("figures"), Some(Value::Text(written(&figures)))),
                (Path::field("author"), Some(Value::Id(book.me().0))),
                (Path::field("composed"), Some(NOW)),
            ];
            let part = Part { doc, kind: KIND, act: ActName::ComposeNeedsReport, opened: None, values };
            let done =
                book.save(Draft { parts: vec![part], takes_over: None, undo_ms: 0, seen: false }).await;
            let _ = is_busy.try_set(false);
            match done {
                Outcome::Saved(_) => {
                    drafts::forget(DRAFT);
                    place.go(Route::Record(KIND, doc));
                }
                other => drop(outcome.try_set(Some(other))),
            }
        });
    };
    let option =
        |(doc, name, _): (DocId, String, Vec<DocId>)| view! { <option value=doc.to_string()>{name}</option> };
    let territory = |name: String| view! { <option value=name.clone()>{name.clone()}</option> };
    let day = move |set: fn(&mut Chosen, Option<Day>)| {
        move |event| chosen.update(|it| set(it, Day::parse(&event_target_value(&event))))
    };
    let name = |field| law::field(Some(KIND.name()), field);
    view! {
        <Head title=law::act(ActName::ComposeNeedsReport).to_owned() back=Route::Records(KIND)/>
        <div class="page">
            <section class="card fields">
                <h2>{t!("needs.which")} <ClauseChip clause=Clause::C2_4_b/></h2>
                <div class="field">
                    <label for="report-title">{name("title")} <i>{t!("common.required")}</i></label>
                    <input id="report-title" autocomplete="off" prop:value=title on:input=move |event| title.set(event_target_value(&event))/>
                </div>
                <div class="field">
                    <label for="report-by">{name("questionnaire")}</label>
                    <select id="report-by" on:change=by>
                        <option value="">{t!("needs.any_way")}</option>
                        {all.into_iter().map(option).collect_view()}
                    </select>
                </div>
                <div class="compared">
                    <div class="field">
                        <label for="report-from">{name("from")}</label>
                        <input id="report-from" type="date" on:change=day(|it, day| it.from = day)/>
                    </div>
                    <div class="field">
                        <label for="report-to">{name("to")}</label>
                        <input id="report-to" type="date" on:change=day(|it, day| it.to = day)/>
                    </div>
                </div>
                <div class="field">
                    <label for="report-territory">{name("territory")}</label>
                    <select id="report-territory" on:change=move |event| chosen.update(|it| it.territory = event_target_value(&event))>
                        <option value="">{t!("needs.everywhere")}</option>
                        {book.read(territories).into_iter().map(territory).collect_view()}
                    </select>
                </div>
                <p role="status"><b>{move || t!("needs.n_researches", n = counts.get())}</b></p>
            </section>
        </div>
        <div class="main-act">
            <button type="button" class="primary wide compose" disabled=move || is_busy.get() || counts.get() == 0 on:click=compose>
                {t!("needs.count_them")}
            </button>
        </div>
        <OutcomeSheet outcome=outcome kind=KIND/>
    }
}
