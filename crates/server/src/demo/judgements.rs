//! Judgements of the demo's deals, what was named and decided after them, and the questions that came up: most are as
//! the policy wants them, some wait for somebody.

use fieldbook_process::opportunity::{Deal, Decision, Evaluation, Proposal, Question, Resource};
use fieldbook_process::people::Department;
use fieldbook_process::value::Instant;
use fieldbook_process::{Company, DocId, EntryId, PersonId};

use super::dice::Dice;

const DAY_MS: i64 = 86_400_000;

/// Need, power, rivals.
const SCORES: [[i64; 3]; 12] = [
    [5, 4, 4],
    [4, 4, 3],
    [3, 3, 3],
    [4, 2, 3],
    [2, 3, 2],
    [5, 5, 3],
    [3, 4, 2],
    [1, 3, 2],
    [4, 3, 5],
    [2, 2, 4],
    [3, 5, 3],
    [4, 4, 4],
];

/// Deals that began so turn.
const TURNING: [i64; 3] = [4, 2, 3];
const STOP_NOW: &str = "預算砍了一半，對手已經進廠";

const NEED: [&str; 5] = [
    "型號對不上，要改設計",
    "只有一部分能滿足",
    "主要參數都能滿足",
    "參數滿足，交期也行",
    "正是為這種工況做的",
];
const POWER: [&str; 5] =
    ["資金緊，去年還有欠款", "預算沒批", "預算在走流程", "預算已批，付款正常", "總部集採，付款很快"];
const RIVALS: [&str; 5] =
    ["對手已經進廠試機", "對手價格低一成", "兩家都在談", "對手交期趕不上", "目前只找了我們"];
const CAN: [&str; 3] = ["現有機型就能做", "改一下底座就行", "產能排得開"];
const RESOURCES: [&str; 3] = ["請技術部老吳一起去現場", "先借一臺樣機試兩週", "總監下月陪同拜訪"];
const GO_ON: [&str; 2] = ["關係在，明年有二期", "成本不高，先跟著"];
const STOP: [&str; 2] = ["投入大、機會小", "等他們預算批了再說"];

/// Question, details, answer, what the customer said.
const QUESTIONS: [(&str, &str, &str, &str); 6] = [
    ("55 kW 能不能配海邊防腐漆", "客戶廠房離海 2 公里", "可以，C5 防腐，加 6 %，交期多 5 天", "可以接受"),
    ("變頻器和原有 PLC 能不能通訊", "原有 PLC 是十年前的", "支援 Modbus RTU，要加一塊通訊卡", "請一併報價"),
    ("噪音能不能降到 60 dB 以下", "車間旁邊就是辦公室", "加隔音罩可到 58 dB", "罩子尺寸要圖紙"),
    ("能不能先到貨一半", "九月就要開工", "可以分兩批，第一批四週", "好"),
    ("質保能不能延到三年", "招標文件要求三年", "可以，按年度維保另計", "要寫進合同"),
    ("備件清單和價格", "倉庫想備一套易損件", "清單已發郵箱", "收到"),
];

/// Judges a deal as its seller would have: in time, apart from some.
pub(super) fn judge(dice: &mut Dice, deal: &mut Deal, company: &Company, now_ms: i64) {
    let (Some(opened), Some(seller)) = (deal.opened, deal.seller) else { return };
    let end_ms = deal.closed_at.map_or(now_ms, |at| at.0);
    let mut at_ms = opened.0 + dice.between(1, 4) * DAY_MS;
    let first = dice.of(&SCORES);
    while at_ms < end_ms - DAY_MS {
        let evaluation = evaluation(dice, first, seller, at_ms);
        deal.evaluations.push(evaluation);
        follow(dice, deal, company, (seller, at_ms), end_ms);
        at_ms += dice.between(20, 26) * DAY_MS;
    }
    if first == TURNING && deal.closed.is_none() {
        turn(deal, now_ms);
    }
    deal.evaluations.sort_by_key(|it| it.id);
}

/// What went well turns: by its latest judgement the deal is of low grade, its seller proposes to stop, and nobody has
/// decided yet.
fn turn(deal: &mut Deal, now_ms: i64) {
    let Some(last) = deal.evaluations.iter_mut().max_by_key(|it| it.at) else { return };
    (last.need, last.power, last.rivals, last.chance) = (Some(2), Some(2), Some(1), Some(15));
    let why = |reasons: [&'static str; 5], at: usize| reasons.get(at).copied().unwrap_or_default().to_owned();
    (last.need_why, last.power_why, last.rivals_why) = (why(NEED, 1), why(POWER, 1), why(RIVALS, 0));
    let proposed = Instant(last.at.map_or(now_ms, |at| at.0 + DAY_MS).min(now_ms - 60_000));
    deal.proposals.push(Proposal {
        id: last.id,
        stop: true,
        why: STOP_NOW.to_owned(),
        by: deal.seller,
        at: Some(proposed),
        taken_over_by: None,
    });
}

fn evaluation(dice: &mut Dice, [need, power, rivals]: [i64; 3], seller: PersonId, at_ms: i64) -> Evaluation {
    let why = |reasons: &[&'static str; 5], score: i64| {
        let at = usize::try_from(score - 1).unwrap_or(0);
        reasons.get(at).copied().unwrap_or_default().to_owned()
    };
    Evaluation {
        id: EntryId(dice.id(at_ms)),
        need: Some(need),
        need_why: why(&NEED, need),
        power: Some(power),
        power_why: why(&POWER, power),
        rivals: Some(rivals),
        rivals_why: why(&RIVALS, rivals),
        infeasible: false,
        feasible_why: dice.of(&CAN).to_owned(),
        chance: Some((need + power + rivals) * 6),
        by: Some(seller),
        at: Some(Instant(at_ms)),
        taken_over_by: None,
    }
}

/// What the superior did about a high or low grade, a day or two later; in some cases nothing yet.
fn follow(
    dice: &mut Dice,
    deal: &mut Deal,
    company: &Company,
    (seller, at_ms): (PersonId, i64),
    end_ms: i64,
) {
    use fieldbook_process::opportunity::{Grade, latest};
    let Some(superior) = company.decider_for(seller) else { return };
    let (soon_ms, later_ms) = (at_ms + DAY_MS, at_ms + 2 * DAY_MS);
    if later_ms >= end_ms || dice.percent(15) {
        return;
    }
    let (by, at) = (Some(superior), Some(Instant(later_ms)));
    match latest(deal).and_then(|it| it.grade(company)) {
        Some(Grade::High) if deal.resources.is_empty() => {
            let (id, words) = (EntryId(dice.id(later_ms)), dice.of(&RESOURCES).to_owned());
            deal.resources.push(Resource { id, words, by, at, taken_over_by: None });
        }
        Some(Grade::Low) if deal.decisions.is_empty() => {
            let stop = dice.percent(20);
            let why = dice.of(if stop { &STOP } else { &GO_ON }).to_owned();
            let id = EntryId(dice.id(soon_ms));
            let (by_seller, then) = (Some(seller), Some(Instant(soon_ms)));
            deal.proposals.push(Proposal {
                id,
                stop,
                why: why.clone(),
                by: by_seller,
                at: then,
                taken_over_by: None,
            });
            let id = EntryId(dice.id(later_ms));
            deal.decisions.push(Decision { id, stop: false, why, by, at });
        }
        _ => {}
    }
}

/// A question that came up in a deal: told, answered or still open.
pub(super) fn question(
    dice: &mut Dice,
    deal: (DocId, &Deal),
    service: PersonId,
    now_ms: i64,
) -> Option<Question> {
    let (doc, deal) = deal;
    let (subject, details, answer, said) = dice.of(&QUESTIONS);
    let asked_ms = now_ms - dice.between(1, 9) * DAY_MS - dice.between(1, 5) * 3_600_000;
    let opened_ms = deal.opened?.0;
    if deal.closed.is_some() || asked_ms <= opened_ms {
        return None;
    }
    let answered =
        (now_ms - asked_ms > 3 * DAY_MS || dice.percent(40)).then(|| Instant(asked_ms + 5 * 3_600_000));
    let told = answered.filter(|_| dice.percent(60)).map(|at| Instant(at.0 + 3_600_000));
    let when = |there: bool, text: &str| if there { text.to_owned() } else { String::new() };
    Some(Question {
        subject: subject.to_owned(),
        question: details.to_owned(),
        department: Some(Department::Service),
        about: deal.title.clone(),
        deal: Some(doc),
        customer: deal.customer,
        asker: deal.seller,
        asked: Some(Instant(asked_ms)),
        taken_by: answered.map(|_| service),
        answer: when(answered.is_some(), answer),
        answered_by: answered.map(|_| service),
        answered,
        told,
        told_by: deal.seller.filter(|_| told.is_some()),
        told_words: when(told.is_some(), said),
        ..Question::default()
    })
}
