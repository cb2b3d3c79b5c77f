//! Parts of names and sentences. None of the companies exists.

/// Territory of the first four reps.
pub(super) const EAST: &str = "華東";
/// Territory of the other four.
pub(super) const SOUTH: &str = "華南";

/// Towns of a territory.
pub(super) fn towns(territory: &str) -> &'static [&'static str] {
    if territory == EAST {
        &["無錫", "蘇州", "常州", "寧波", "杭州", "合肥", "南通", "嘉興", "上海", "紹興"]
    } else {
        &["佛山", "東莞", "中山", "惠州", "廣州", "珠海", "廈門", "南寧", "深圳", "汕頭"]
    }
}

pub(super) const COMPANY_FIRST: [&str; 30] = [
    "北辰", "恆遠", "聯創", "長和", "瑞豐", "天衡", "金陽", "華峰", "安泰", "東升", "嘉實", "立信", "明達",
    "青山", "海川", "盛和", "同方", "遠景", "德潤", "永昌", "新航", "光耀", "百匯", "鼎誠", "啟明", "順達",
    "宏業", "凱旋", "雅博", "正元",
];

/// Chinese and English word for a trade, and what it is called in the field of industry.
pub(super) const TRADES: [(&str, &str, &str); 14] = [
    ("電機", "Electric", "電機"),
    ("水務", "Water", "水務"),
    ("紡織", "Textiles", "紡織"),
    ("化工", "Chemical", "化工"),
    ("食品", "Foods", "食品"),
    ("造紙", "Paper", "造紙"),
    ("機械", "Machinery", "機械製造"),
    ("塑膠", "Plastics", "塑膠"),
    ("冷鏈", "Cold Chain", "冷鏈物流"),
    ("陶瓷", "Ceramics", "陶瓷"),
    ("環保", "Environmental", "環保"),
    ("製藥", "Pharma", "製藥"),
    ("鋼構", "Steelworks", "鋼結構"),
    ("電子", "Electronics", "電子"),
];

pub(super) const COMPANY_LAST: [&str; 4] = ["有限公司", "股份有限公司", "集團", "實業有限公司"];

pub(super) const ENGLISH_FIRST: [&str; 20] = [
    "Harbour",
    "Northgate",
    "Silverline",
    "Pacific",
    "Kestrel",
    "Bluefield",
    "Orchard",
    "Summit",
    "Lakeside",
    "Ironwood",
    "Eastern Star",
    "Riverbend",
    "Goldleaf",
    "Whitestone",
    "Evergreen",
    "Crown",
    "Meridian",
    "Oakridge",
    "Sunrise",
    "Delta",
];

pub(super) const ENGLISH_LAST: [&str; 4] = ["Ltd", "Industries", "Group", "(China) Co."];

pub(super) const SURNAMES: [&str; 24] = [
    "李", "張", "劉", "楊", "吳", "朱", "郭", "何", "羅", "謝", "韓", "唐", "曹", "許", "蕭", "程", "袁",
    "潘", "蔡", "余", "單", "曾", "解", "仇",
];

pub(super) const GIVEN: [&str; 24] = [
    "偉", "芳", "娜", "敏", "靜", "磊", "軍", "洋", "勇", "艷", "傑", "濤", "明", "超", "秀英", "建華",
    "文斌", "雪梅", "國平", "麗君", "志遠", "海燕", "思源", "子涵",
];

pub(super) const ENGLISH_PEOPLE: [&str; 12] = [
    "James Carter",
    "Emma Lindqvist",
    "Daniel Ho",
    "Priya Nair",
    "Thomas Weber",
    "Grace Tan",
    "Luca Romano",
    "Hannah Schmidt",
    "Kenji Mori",
    "Sofia Alvarez",
    "Ben Okafor",
    "Chloe Martin",
];

pub(super) const POSITIONS: [&str; 7] =
    ["採購經理", "設備主管", "總經理", "工程部經理", "採購員", "生產總監", "財務經理"];

pub(super) const ENGLISH_POSITIONS: [&str; 4] =
    ["Purchasing", "Plant manager", "Managing director", "Maintenance"];

pub(super) const NEEDS: [&str; 6] = [
    "降低能耗，三年內收回投資。",
    "要求噪音低於 62 dB，可夜間運轉。",
    "舊設備頻繁停機，希望年內更換。",
    "交期不超過六週。",
    "要有本地售後，四小時到場。",
    "需要與現有控制系統對接。",
];

/// What a deal is about, in Chinese.
pub(super) const SUBJECTS: [&str; 8] = [
    "二期產線電機",
    "循環水泵更換",
    "節能改造",
    "新廠房配套",
    "備用機組",
    "空壓站改造",
    "年度維保",
    "冷卻水系統",
];

pub(super) const ENGLISH_SUBJECTS: [&str; 5] =
    ["Line 3 motors", "Cooling pumps", "Drive retrofit", "New plant, phase 1", "Service contract"];

pub(super) const INTERESTS: [&str; 6] = [
    "來電詢問 90 kW 機型的能效和交期。",
    "展會上看過樣機，要求報價。",
    "現場試用兩週，電耗降 11 %。",
    "設備部已把我們列入候選。",
    "老客戶，新線沿用同一機型。",
    "請我們做一次能耗評估。",
];

pub(super) const ENGLISH_INTERESTS: [&str; 3] = [
    "Asked for efficiency figures and lead time.",
    "Saw the unit at the fair and wants a quote.",
    "Short-listed us for the new line.",
];

pub(super) const POSSIBILITIES: [&str; 5] = [
    "項目已立項，預算已批。",
    "年度技改預算 80 萬，三季度前要用完。",
    "採購計劃已列入下季度。",
    "舊機年底到期，必須更換。",
    "總經理已同意，等比價。",
];

pub(super) const ENGLISH_POSSIBILITIES: [&str; 2] =
    ["Budget approved for this year.", "Replacement is due before winter."];

/// What was said, and what the customer answered.
pub(super) const TALKS: [(&str, &str); 12] = [
    ("介紹了新機型的能效曲線。", "要同行的應用案例。"),
    ("確認了現場安裝尺寸。", "基礎要改，請給圖紙。"),
    ("送交樣本和證書。", "設備部在看。"),
    ("討論交期。", "六週可以接受，再長不行。"),
    ("詢問比價進度。", "還有兩家沒有報。"),
    ("陪同看了參考廠。", "對噪音滿意。"),
    ("說明付款條件。", "希望留 10 % 質保金。"),
    ("回答了控制系統接口的問題。", "自動化部沒有異議。"),
    ("問預算審批。", "財務下週過會。"),
    ("重新核對功率和轉速。", "改為 90 kW。"),
    ("約下週到現場。", "週三上午。"),
    ("節日問候，順帶問了項目。", "月底有結果。"),
];

pub(super) const ENGLISH_TALKS: [(&str, &str); 5] = [
    ("Walked through the efficiency curve.", "Wants a reference in the same trade."),
    ("Asked about the comparison.", "Two bids are still missing."),
    ("Went over payment terms.", "Would keep 10 % until acceptance."),
    ("Checked dimensions on site.", "Needs drawings for the base."),
    ("Talked about lead time.", "Six weeks is fine."),
];

pub(super) const NEXT_STEPS: [&str; 5] = ["寄圖紙", "回覆交期", "安排現場查看", "送參考客戶名單", "準備報價"];

pub(super) const FOCUSES: [&str; 3] = ["推動技術確認", "等比價結果", "促成現場試用"];

pub(super) const RESTING: [&str; 2] = ["客戶內部重組，月後再議。", "停產檢修，開工後再談。"];

pub(super) const WON: [&str; 3] = ["能效和交期優於對手。", "售後四小時到場是關鍵。", "老客戶復購。"];

pub(super) const LOST: [&str; 3] = ["價格高於對手 8 %。", "交期長兩週。", "客戶選了原廠配套。"];

pub(super) const DROPPED: [&str; 2] = ["項目取消。", "客戶遷廠，兩年內不買。"];
