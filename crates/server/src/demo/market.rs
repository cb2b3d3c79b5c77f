//! What the demo company knows of its market (2.1): competitors, notes from the field, the report of the last quarter with
//! what follows from it, the one that is being written, and how large markets are. Names and figures are invented.

use fieldbook_process::prospecting::{
    Argument, Competitor, Consequence, MarketNote, MarketReport, MarketSize, NoteKind, Quarter, Quotation,
    Reading, ReportPart, RivalPrice,
};
use fieldbook_process::value::{Currency, Instant};
use fieldbook_process::{Company, Day, DocId, EntryId, Facts, Money, PersonId, Record, RecordKind};

use super::company::{DIRECTOR, MANAGER_EAST, MANAGER_SOUTH, REPS, SERVICE};
use super::dice::Dice;
use super::words::{EAST, SOUTH, towns};

const DAY_MS: i64 = 86_400_000;
/// Sets this chance apart from that of customers and deals: they stay as they were.
const OWN: u64 = 0x6d61_726b_6574;

/// Name, other name, website, strong in, weak in.
const COMPETITORS: [[&str; 5]; 4] = [
    [
        "華力電機",
        "Huali Motors",
        "huali.example",
        "標準機型現貨多、價格低",
        "永磁只到 90 kW；現場服務靠經銷商",
    ],
    ["Nordmark Drives", "諾馬克傳動", "nordmark.example", "能效高、品牌響亮", "交期十二週起；備件貴"],
    ["東嶺泵業", "Dongling Pumps", "dongling.example", "耐腐泵口碑好、關係深", "不做電機，要搭別人的"],
    ["越峰機電", "", "", "付款條件鬆，可分期", "返修多，噪音大"],
];

/// Of which competitor, for what, yuan, heard from whom, days ago.
const PRICES: [(usize, &str, i64, &str, i64); 9] = [
    (0, "永磁電機 55 kW", 38_200, "無錫經銷商", 150),
    (0, "永磁電機 55 kW", 36_800, "客戶採購", 71),
    (0, "高效電機 315 kW", 198_000, "投標公示", 40),
    (0, "永磁電機 90 kW", 57_500, "佛山經銷商", 19),
    (1, "永磁電機 160 kW", 124_000, "對手報價單", 95),
    (1, "變頻器 160 kW", 41_500, "客戶設備科", 33),
    (2, "耐腐泵 75 kW", 55_000, "化工展", 60),
    (2, "耐腐泵 75 kW", 53_800, "客戶採購", 12),
    (3, "離心泵 45 kW", 26_900, "網上詢價", 25),
];

/// Of which competitor, what they say, what we answer.
const ARGUMENTS: [(usize, &str, &str); 6] = [
    (0, "同功率便宜兩千多", "我們效率高 1.8 個百分點，一年兩班電費差 2,400 元，第一年就回來"),
    (0, "現貨，三天到", "標準機型我們也備現貨，兩週內到；特殊安裝尺寸他們要改，反而更慢"),
    (1, "進口品牌更可靠", "五年質保寫進合同，備件在無錫倉，四小時到場；他們備件要等三週"),
    (1, "能效等級最高", "160 kW 以上我們同級，報告可以給；價格低兩成"),
    (2, "耐腐泵用了十年", "泵我們不一定換，但電機和變頻配我們的，一套一個聯絡人"),
    (3, "可以分十二期", "請財務算總價：分期加的價抵得上一年保養"),
];

/// What a note is about, of which competitor, subject, yuan of a price, product group, heard from, in words.
type Told = (NoteKind, Option<usize>, &'static str, Option<i64>, &'static str, &'static str, &'static str);

const NOTES: [Told; 16] = [
    (
        NoteKind::Price,
        Some(0),
        "華力 55 kW 報到 35,900",
        Some(35_900),
        "標準機型",
        "客戶採購",
        "含運費，三十天帳期。說年底衝量，簽年框還能再讓。",
    ),
    (
        NoteKind::Competitor,
        Some(1),
        "Nordmark 在蘇州設服務點",
        None,
        "",
        "客戶設備科",
        "三個人，下個月開始，主打八小時到場。",
    ),
    (
        NoteKind::Trend,
        None,
        "改造專案開始要能耗數據",
        None,
        "標準機型",
        "設計院",
        "招標文件裡要求附實測曲線，拿不出來直接扣五分。",
    ),
    (
        NoteKind::Industry,
        None,
        "紡織開工率掉到六成",
        None,
        "",
        "協會月會",
        "下半年擴產都停了，只換能耗最差的那批。",
    ),
    (
        NoteKind::Price,
        Some(2),
        "東嶺 75 kW 耐腐泵 52,600",
        Some(52_600),
        "泵",
        "客戶採購",
        "化工園區三家都收到同一價，應該是區域活動。",
    ),
    (
        NoteKind::Competitor,
        Some(3),
        "越峰開始送一年保養",
        None,
        "泵",
        "經銷商",
        "分期之外再送保養，小廠很吃這一套。",
    ),
    (
        NoteKind::Trend,
        None,
        "客戶想把電機和變頻一起包",
        None,
        "驅動",
        "客戶設備科",
        "不想再分兩家找人，出了問題互相推。",
    ),
    (
        NoteKind::Industry,
        None,
        "水務明年預算提前報",
        None,
        "泵",
        "水務公司",
        "今年十二月前要交清單，晚了排到下半年。",
    ),
    (
        NoteKind::Competitor,
        Some(0),
        "華力 90 kW 永磁出了新款",
        None,
        "標準機型",
        "展會",
        "重量輕了一成，但只有一種法蘭。",
    ),
    (
        NoteKind::Price,
        Some(1),
        "Nordmark 160 kW 降到 118,000",
        Some(118_000),
        "標準機型",
        "對手報價單",
        "第一次看到低於十二萬，交期還是十二週。",
    ),
    (NoteKind::Other, None, "東莞園區要統一招標", None, "", "園區管委會", "明年三月起設備採購走園區平台。"),
    (
        NoteKind::Trend,
        None,
        "海邊專案普遍要 C5 防腐",
        None,
        "標準機型",
        "設計院",
        "以前只有碼頭要，現在三公里內都寫進規格書。",
    ),
    (
        NoteKind::Industry,
        None,
        "製藥 GMP 改造一波接一波",
        None,
        "泵",
        "客戶",
        "新版檢查明年四月，能趕在那之前交的都不太談價。",
    ),
    (
        NoteKind::Price,
        Some(3),
        "越峰 45 kW 離心泵 25,400",
        Some(25_400),
        "泵",
        "網上詢價",
        "不含底座，加起來其實差不多。",
    ),
    (
        NoteKind::Competitor,
        Some(2),
        "東嶺換了華南負責人",
        None,
        "泵",
        "經銷商",
        "新來的以前在我們客戶做採購，認識的人多。",
    ),
    (NoteKind::Other, None, "兩家客戶問二手電機", None, "", "客戶", "預算砍了，先租或買二手頂一年。"),
];

const WRITTEN: [[&str; 3]; 2] = [
    [
        "紡織、塑膠開工率在六到七成，新線幾乎沒有；水務和製藥有預算，而且提前。全年訂單看來持平，錢集中在改造。",
        "華力用現貨和低價衝年框，55 kW 一季降了兩次；Nordmark 第一次降價，交期沒變；東嶺守耐腐泵，靠關係。",
        "能耗數據成了門檻，海邊專案要 C5 防腐，電機和變頻想一起買。三樣我們都有，材料沒有整理好。",
    ],
    [
        "化工園區統一招標，散單變少；冷鏈還在擴。",
        "越峰用分期和送保養搶小廠；東嶺換了負責人，跑得很勤。",
        "客戶要一家包到底，出事只找一個人。",
    ],
];
const FOLLOWS: &str = "技術部月底前出一頁能耗實測對比，附在 55–160 kW 的報價裡；年框超過二十台的先報我再談。";

/// Product group, this year's market in ten thousand yuan and pieces, in the east and in the south.
const SIZES: [(&str, [i64; 2], [i64; 2]); 3] = [
    ("標準機型", [42_000, 31_000], [9_800, 7_100]),
    ("泵", [18_500, 22_000], [6_300, 7_700]),
    ("驅動", [15_200, 11_800], [5_900, 4_400]),
];

type Made = (DocId, RecordKind, Facts);

/// All of it.
pub(super) fn records(seed: u64, company: &Company, now_ms: i64) -> Vec<Made> {
    let mut making = Making { dice: Dice::new(seed ^ OWN), company, now_ms, made: Vec::new() };
    let competitors = making.competitors();
    let notes = making.notes(&competitors);
    making.reports(&notes);
    making.sizes();
    making.made
}

struct Making<'a> {
    dice: Dice,
    company: &'a Company,
    now_ms: i64,
    made: Vec<Made>,
}

/// A note that is in the book, to be quoted.
struct Taken {
    doc: DocId,
    note: MarketNote,
}

impl Making<'_> {
    fn put<R: Record>(&mut self, at_ms: i64, record: &R) -> DocId {
        let doc = DocId(self.dice.id(at_ms));
        self.made.push((doc, R::KIND, record.to_facts()));
        doc
    }

    fn days_ago(&mut self, days: i64) -> i64 {
        self.now_ms - days * DAY_MS - self.dice.between(1, 6) * 3_600_000
    }

    fn somebody(&mut self) -> PersonId {
        let (who, _) = self.dice.of(&REPS.map(|(who, place)| (Some(who), place)));
        who.unwrap_or(DIRECTOR)
    }

    fn competitors(&mut self) -> Vec<DocId> {
        let make = |(n, told): (usize, &[&str; 5])| {
            let since_ms = self.days_ago(200);
            let [name, other_name, website, strengths, weaknesses] = told.map(str::to_owned);
            let (by, at) = (Some(self.somebody()), Some(Instant(since_ms)));
            let mut one = Competitor {
                name,
                other_name,
                website,
                strengths,
                weaknesses,
                by,
                at,
                ..Competitor::default()
            };
            for (_, product, yuan, source, days) in PRICES.iter().filter(|(of, ..)| *of == n) {
                let at_ms = self.days_ago(*days);
                one.prices.push(RivalPrice {
                    id: EntryId(self.dice.id(at_ms)),
                    product: (*product).to_owned(),
                    price: Some(yuan_of(*yuan)),
                    heard_on: None,
                    source: (*source).to_owned(),
                    by: Some(self.somebody()),
                    at: Some(Instant(at_ms)),
                });
            }
            for (_, against, reply) in ARGUMENTS.iter().filter(|(of, ..)| *of == n) {
                let at_ms = self.days_ago(90);
                one.arguments.push(Argument {
                    id: EntryId(self.dice.id(at_ms)),
                    against: (*against).to_owned(),
                    reply: (*reply).to_owned(),
                    by: Some(self.somebody()),
                    at: Some(Instant(at_ms)),
                });
            }
            one.prices.sort_by_key(|it| it.id);
            one.arguments.sort_by_key(|it| it.id);
            self.put(since_ms, &one)
        };
        COMPETITORS.iter().enumerate().map(make).collect()
    }

    fn notes(&mut self, competitors: &[DocId]) -> Vec<Taken> {
        let mut all = Vec::new();
        for (n, (kind, of, subject, yuan, group, source, words)) in NOTES.iter().enumerate() {
            let at_ms = self.days_ago(2 + i64::try_from(n).unwrap_or(0) * 9);
            let (by, territory) = self.dice.of(&REPS.map(|(who, place)| (Some(who), place)));
            let note = MarketNote {
                note_kind: Some(*kind),
                subject: (*subject).to_owned(),
                competitor: of.and_then(|of| competitors.get(of)).copied(),
                product_group: (*group).to_owned(),
                price_heard: yuan.map(yuan_of),
                source: (*source).to_owned(),
                words: (*words).to_owned(),
                territory: territory.to_owned(),
                town: self.dice.of(towns(territory)).to_owned(),
                by,
                at: Some(Instant(at_ms)),
                ..MarketNote::default()
            };
            let doc = self.put(at_ms, &note);
            all.push(Taken { doc, note });
        }
        all
    }

    /// Of each team the report of the last quarter, and the one of this quarter that somebody is writing. The east's was
    /// handed in in time and read; the south's a few days ago, and waits for its manager.
    fn reports(&mut self, notes: &[Taken]) {
        let today = self.company.calendar.day_of(self.now_ms);
        let this = Quarter::of(today);
        let last = Quarter::of(this.first_day().plus(-1));
        let begins_ms = self.company.calendar.moment(this.first_day(), 10 * 60);
        let named_ms = (begins_ms + 2 * DAY_MS).min(self.now_ms - 4 * 3_600_000);
        let [lin, chen, liang, huang] = [0, 1, 5, 6].map(|n| REPS.get(n).map(|(who, _)| *who));
        let in_time_ms = (begins_ms + 6 * DAY_MS).min(self.now_ms - 3 * 3_600_000);
        let [in_time, late] = WRITTEN;
        let east = (last, chen, MANAGER_EAST, in_time, in_time_ms);
        let south = (last, liang, MANAGER_SOUTH, late, self.days_ago(1).max(in_time_ms));
        for (manager, next, (quarter, author, to, words, submitted_ms)) in
            [(MANAGER_EAST, lin, east), (MANAGER_SOUTH, huang, south)]
        {
            let mut open = self.report(this, next, manager, named_ms);
            self.quote(&mut open, notes, begins_ms);
            open.industry = "水務、製藥照舊有預算；紡織還在等。".to_owned();
            let doc = self.put(named_ms, &open);
            let before_ms = self.company.calendar.moment(quarter.first_day().plus(3), 10 * 60);
            let mut done = self.report(quarter, author, to, before_ms);
            [done.industry, done.competitors, done.trends] = words.map(str::to_owned);
            self.quote(&mut done, notes, before_ms);
            done.submitted = Some(Instant(submitted_ms));
            (done.next, done.continued) = (Some(doc), Some(Instant(named_ms)));
            self.read(&mut done, submitted_ms);
            if to == MANAGER_EAST {
                let at_ms = (submitted_ms + 2 * DAY_MS).min(self.now_ms - 3_600_000);
                let (id, words) = (EntryId(self.dice.id(at_ms)), FOLLOWS.to_owned());
                done.consequences.push(Consequence { id, words, by: Some(to), at: Some(Instant(at_ms)) });
            }
            self.put(before_ms, &done);
        }
    }

    fn report(
        &self,
        of: Quarter,
        author: Option<PersonId>,
        manager: PersonId,
        named_ms: i64,
    ) -> MarketReport {
        let (quarter, manager, named) = (of.to_string(), Some(manager), Some(Instant(named_ms)));
        MarketReport { quarter, author, manager, named, ..MarketReport::default() }
    }

    fn read(&mut self, report: &mut MarketReport, submitted_ms: i64) {
        for (n, who) in [MANAGER_EAST, DIRECTOR, SERVICE].into_iter().enumerate() {
            let at_ms =
                (submitted_ms + (i64::try_from(n).unwrap_or(0) + 1) * 5_400_000).min(self.now_ms - 60_000);
            let id = EntryId(self.dice.id(at_ms));
            report.readings.push(Reading { id, by: Some(who), at: Some(Instant(at_ms)) });
        }
        report.readings.sort_by_key(|it| it.id);
    }

    /// Some of the notes taken in a quarter, each under the heading that it belongs to.
    fn quote(&mut self, report: &mut MarketReport, notes: &[Taken], from_ms: i64) {
        let to_ms = from_ms + 92 * DAY_MS;
        let taken = notes.iter().filter(|it| it.note.at.is_some_and(|at| (from_ms..to_ms).contains(&at.0)));
        for it in taken.take(5) {
            let part = match it.note.note_kind {
                Some(NoteKind::Industry) => ReportPart::Industry,
                Some(NoteKind::Competitor | NoteKind::Price) => ReportPart::Competitors,
                _ => ReportPart::Trends,
            };
            report.quotations.push(Quotation {
                id: EntryId(self.dice.id(from_ms)),
                note: Some(it.doc),
                report_part: Some(part),
                words: format!("{}\n{}", it.note.subject, it.note.words),
                removed: None,
            });
        }
        report.quotations.sort_by_key(|it| it.id);
    }

    fn sizes(&mut self) {
        let today: Day = self.company.calendar.day_of(self.now_ms);
        let this_year = i64::from(today.date().0);
        for (group, money, pieces) in SIZES {
            for (at, (territory, by)) in
                [(EAST, MANAGER_EAST), (SOUTH, MANAGER_SOUTH)].into_iter().enumerate()
            {
                for back in 0..2 {
                    let share = |all: [i64; 2]| all.get(at).map(|it| it * (100 - back * 7) / 100);
                    let at_ms = self.days_ago(20 + back * 30);
                    let size = MarketSize {
                        product_group: group.to_owned(),
                        territory: territory.to_owned(),
                        year: Some(this_year - back),
                        size: share(money).map(|tens| yuan_of(tens * 10_000)),
                        units: share(pieces),
                        source: "行業協會年報，加上自己的估計".to_owned(),
                        by: Some(by),
                        at: Some(Instant(at_ms)),
                        ..MarketSize::default()
                    };
                    self.put(at_ms, &size);
                }
            }
        }
    }
}

fn yuan_of(yuan: i64) -> Money {
    Money { minor: yuan * 100, currency: Currency::CNY }
}
