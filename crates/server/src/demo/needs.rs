//! What customers were asked (2.4): a questionnaire in use and a draft, researches by questionnaire and in words, two
//! reports for R&D, one of them answered.

use fieldbook_process::prospecting::{
    Asked, Item, ItemKind, Method, NeedsFigures, NeedsReport, Questionnaire, Research, Response, response_id,
};
use fieldbook_process::value::Instant;
use fieldbook_process::{Company, DocId, EntryId, Record, RecordKind};

use super::Placed;
use super::company::{MARKETER, RND};
use super::dice::Dice;
use super::sources::Made;

const DAY_MS: i64 = 86_400_000;
const HOUR_MS: i64 = 3_600_000;
/// So many customers were asked by questionnaire, and so many in words.
const ASKED: usize = 22;
const IN_WORDS: usize = 6;
/// The longest text that the figures' field takes.
const LONGEST: usize = 200_000;

/// Name, kind, words, options, least and most, required, condition.
type Row = (&'static str, ItemKind, &'static str, &'static str, [&'static str; 2], bool, &'static str);

const ITEMS: [Row; 12] = [
    ("use", ItemKind::Section, "使用情況", "", ["", ""], false, ""),
    (
        "machines",
        ItemKind::Multiple,
        "廠裡有哪些設備？",
        "motor 馬達\npump 泵\nfan 風機\ncompressor 空壓機",
        ["", ""],
        true,
        "",
    ),
    (
        "brand",
        ItemKind::Single,
        "主要用哪裡的品牌？",
        "ours 我們的\nlocal 其他本地品牌\nimported 進口",
        ["", ""],
        false,
        "",
    ),
    ("count", ItemKind::Whole, "馬達大約幾台？", "", ["0", "5000"], false, "selected(machines, motor)"),
    ("quiet", ItemKind::Section, "噪音與節能", "", ["", ""], false, ""),
    ("noise", ItemKind::Single, "噪音是問題嗎？", "yes 是\nno 否", ["", ""], true, ""),
    ("noise_db", ItemKind::Number, "機房現在多少分貝？", "", ["40", "120"], true, "noise = yes"),
    ("saving", ItemKind::Scale, "節能有多重要？", "1 不重要\n5 非常重要", ["1", "5"], true, ""),
    ("terms", ItemKind::Section, "價格與交期", "", ["", ""], false, ""),
    (
        "budget",
        ItemKind::Single,
        "今年設備預算？",
        "low 5 萬以下\nmid 5–20 萬\nhigh 20 萬以上",
        ["", ""],
        false,
        "",
    ),
    ("weeks", ItemKind::Whole, "最晚幾週要到貨？", "", ["1", "52"], false, ""),
    ("wishes", ItemKind::Text, "還希望我們改進什麼？", "", ["", ""], false, ""),
];

const WISHES: [&str; 6] = [
    "軸承座的溫度希望能接到中控。",
    "交期說好四週，上次等了七週。",
    "夜班時宿舍聽得到，白天無所謂。",
    "備件要能在蘇州直接拿。",
    "希望有變頻的機型。",
    "說明書要有英文版，外籍工程師要看。",
];

/// Function, performance, price, delivery.
const NOTES: [[&str; 4]; 3] = [
    [
        "要能遠端看振動和溫度。",
        "連續跑 8,000 小時不換軸承。",
        "單台 4 萬以內可以自己決定。",
        "十二月停產檢修，之前要到。",
    ],
    ["泵要能輸送含砂的水。", "", "比現在用的貴一成可以接受。", "不急，明年三月前。"],
    ["", "噪音 62 分貝以下，宿舍只隔 40 米。", "", "兩週內先送一台試用。"],
];

/// All of them, with ids.
pub(super) fn all(dice: &mut Dice, company: &Company, placed: &[Placed], now_ms: i64) -> Vec<Made> {
    let id = |dice: &mut Dice| DocId(dice.id(now_ms));
    let (template, next) = (id(dice), id(dice));
    let first = questionnaire(company, now_ms - 60 * DAY_MS, true);
    let mut draft = Questionnaire {
        version: Some(2),
        follows: Some(template),
        ..questionnaire(company, now_ms - 2 * DAY_MS, false)
    };
    draft.items.push(item(ITEMS.len(), &("photo", ItemKind::Photo, "設備銘牌", "", ["", ""], false, "")));
    let made = |doc, kind, facts| Made { doc, kind, facts };
    let mut all = vec![
        made(template, RecordKind::Questionnaire, first.to_facts()),
        made(next, RecordKind::Questionnaire, draft.to_facts()),
    ];
    let mut set = Vec::new();
    for (n, placed) in placed.iter().take(ASKED + IN_WORDS).enumerate() {
        let begun_ms = now_ms - dice.between(3, 50) * DAY_MS - dice.between(1, 6) * HOUR_MS;
        let begun_ms = company.calendar.moment(company.calendar.day_of(begun_ms), 10 * 60 + 15);
        let research = match n.checked_sub(ASKED) {
            // The first, of `lin`, was interrupted by a call.
            None => by_questionnaire(dice, (template, &first), placed, begun_ms, n > 0),
            Some(at) => in_words(at, placed, begun_ms),
        };
        let doc = id(dice);
        all.push(made(doc, RecordKind::Research, research.to_facts()));
        if research.finished.is_some() {
            set.push((doc, research));
        }
    }
    let earlier: Vec<_> = set
        .iter()
        .filter(|(_, it)| it.finished.is_some_and(|at| at.0 < now_ms - 20 * DAY_MS))
        .cloned()
        .collect();
    for (title, set, composed_ms, answered) in [
        ("秋季需求：噪音與交期", &earlier, now_ms - 18 * DAY_MS, true),
        ("馬達與泵需求 本月", &set, now_ms - 2 * DAY_MS, false),
    ] {
        let report = report(title, set, template, composed_ms, answered);
        all.push(made(id(dice), RecordKind::NeedsReport, report.to_facts()));
    }
    all
}

fn item(at: usize, row: &Row) -> Item {
    let (name, kind, words, options, [least, most], required, shown_if) = *row;
    Item {
        id: EntryId((at as u128 + 1).to_be_bytes()),
        place: i64::try_from(at + 1).ok().map(|at| at * 1_000),
        name: name.to_owned(),
        item_kind: Some(kind),
        words: words.to_owned(),
        options: options.to_owned(),
        least: least.to_owned(),
        most: most.to_owned(),
        required,
        shown_if: shown_if.to_owned(),
        ..Item::default()
    }
}

fn questionnaire(company: &Company, drafted_ms: i64, is_published: bool) -> Questionnaire {
    let drafted_ms = company.calendar.moment(company.calendar.day_of(drafted_ms), 9 * 60 + 40);
    Questionnaire {
        name: "馬達與泵使用現況".to_owned(),
        purpose: "十分鐘內問清楚現場用什麼、最在意什麼。".to_owned(),
        version: Some(1),
        author: Some(MARKETER),
        drafted: Some(Instant(drafted_ms)),
        published: is_published.then_some(Instant(drafted_ms + 2 * HOUR_MS)),
        published_by: is_published.then_some(MARKETER),
        items: ITEMS.iter().enumerate().map(|(at, row)| item(at, row)).collect(),
        ..Questionnaire::default()
    }
}

fn begun(placed: &Placed, begun_ms: i64) -> Research {
    let contact = placed.customer.present_contacts().next();
    Research {
        customer: Some(placed.doc),
        contact: contact.map(|it| it.name.clone()).unwrap_or_default(),
        territory: placed.customer.territory.clone(),
        researcher: Some(placed.owner),
        begun: Some(Instant(begun_ms)),
        ..Research::default()
    }
}

fn by_questionnaire(
    dice: &mut Dice,
    (template, questionnaire): (DocId, &Questionnaire),
    placed: &Placed,
    begun_ms: i64,
    is_finished: bool,
) -> Research {
    let form = questionnaire.form();
    let mut research = Research {
        subject: questionnaire.name.clone(),
        method: Some(Method::Questionnaire),
        questionnaire: Some(template),
        version: questionnaire.version,
        form: form.write(),
        ..begun(placed, begun_ms)
    };
    let mut at_ms = begun_ms;
    for (n, item) in form.items().iter().enumerate() {
        let is_shown = form.shown(&research.answers()).get(n) == Some(&true);
        let is_left = !item.required && dice.percent(20);
        if !item.kind.is_asked() || !is_shown || is_left {
            continue;
        }
        if !is_finished && n > 5 {
            break;
        }
        at_ms += 20_000;
        let value = answer(dice, item);
        research.responses.push(Response {
            id: response_id(&item.name),
            item: item.name.clone(),
            value,
            at: Some(Instant(at_ms)),
        });
        research.responses.sort_by_key(|it| it.id);
    }
    research.finished = is_finished.then_some(Instant(at_ms + 60_000));
    research
}

fn answer(dice: &mut Dice, item: &Asked) -> String {
    let codes: Vec<String> = item.choices().map(|(code, _)| code.to_owned()).collect();
    let one = |dice: &mut Dice| {
        let at = dice.between(0, i64::try_from(codes.len()).unwrap_or(1) - 1);
        usize::try_from(at).ok().and_then(|at| codes.get(at).cloned()).unwrap_or_default()
    };
    match item.kind {
        ItemKind::Single => one(dice),
        ItemKind::Multiple => {
            let first = one(dice);
            let chosen: Vec<&str> =
                codes.iter().filter(|it| **it == first || dice.percent(40)).map(String::as_str).collect();
            chosen.join(" ")
        }
        ItemKind::Scale => dice.between(2, 5).to_string(),
        ItemKind::Whole if item.name == "weeks" => dice.between(2, 12).to_string(),
        ItemKind::Whole => (dice.between(2, 40) * 5).to_string(),
        ItemKind::Number => format!("{}.5", dice.between(62, 88)),
        _ => dice.of(&WISHES).to_owned(),
    }
}

fn in_words(at: usize, placed: &Placed, begun_ms: i64) -> Research {
    let methods = [Method::Interview, Method::Phone, Method::Visit];
    let [function, performance, price, delivery] =
        NOTES.get(at % NOTES.len()).copied().unwrap_or_default().map(str::to_owned);
    Research {
        subject: "採購前訪談".to_owned(),
        method: methods.get(at % methods.len()).copied(),
        function,
        performance,
        price,
        delivery,
        finished: Some(Instant(begun_ms + HOUR_MS)),
        ..begun(placed, begun_ms)
    }
}

fn report(
    title: &str,
    set: &[(DocId, Research)],
    template: DocId,
    composed_ms: i64,
    is_answered: bool,
) -> NeedsReport {
    let answer = "新機型的目標定在 60 分貝，三月出樣機；交期由生產部每週公布。";
    NeedsReport {
        title: title.to_owned(),
        questionnaire: Some(template),
        figures: NeedsFigures::of(set).write(LONGEST),
        conclusions: "半數以上的客戶為噪音所苦，宿舍離機房近。節能重要，但沒有人願意為此多付一成以上。"
            .to_owned(),
        request: "62 分貝以下的機型何時可以供樣？四週交期做得到嗎？".to_owned(),
        author: Some(MARKETER),
        composed: Some(Instant(composed_ms)),
        handed_over: Some(Instant(composed_ms + HOUR_MS)),
        taken_by: is_answered.then_some(RND),
        answer: if is_answered { answer.to_owned() } else { String::new() },
        answered_by: is_answered.then_some(RND),
        answered: is_answered.then_some(Instant(composed_ms + 6 * DAY_MS)),
        ..NeedsReport::default()
    }
}
