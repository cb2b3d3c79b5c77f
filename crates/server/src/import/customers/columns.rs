//! What the columns of other programs' sheets are called, and what their cells say, in the languages of the app.

use std::sync::LazyLock;

use fieldbook_book::export::codes;
use serde_json::Value;

use super::folded;

/// What the app itself calls fields, choices, and a field of somebody at a customer, in each language.
static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    [
        Texts::of(
            include_str!("../../../../../locales/zh-Hant/fields.json"),
            include_str!("../../../../../locales/zh-Hant/choices.json"),
            include_str!("../../../../../locales/zh-Hant/admin.json"),
        ),
        Texts::of(
            include_str!("../../../../../locales/zh-Hans/fields.json"),
            include_str!("../../../../../locales/zh-Hans/choices.json"),
            include_str!("../../../../../locales/zh-Hans/admin.json"),
        ),
        Texts::of(
            include_str!("../../../../../locales/en/fields.json"),
            include_str!("../../../../../locales/en/choices.json"),
            include_str!("../../../../../locales/en/admin.json"),
        ),
    ]
    .to_vec()
});

/// The words of one language.
#[derive(Clone)]
struct Texts {
    /// Names of columns, folded, each with its code.
    columns: Vec<(String, String)>,
    choices: Value,
}

impl Texts {
    fn of(fields: &str, choices: &str, admin: &str) -> Self {
        let [fields, choices, admin] =
            [fields, choices, admin].map(|text| serde_json::from_str::<Value>(text).unwrap_or_default());
        let word = |holder: &str, field: &str| fields.get(holder)?.get(field)?.as_str().map(str::to_owned);
        let of_person = admin.get("of_person").and_then(Value::as_str).unwrap_or("{field}");
        let columns = codes().into_iter().filter_map(|code| {
            let name = match code.split_once('/') {
                None => word("customer", &code)?,
                Some((list, field)) => of_person.replace("{field}", &word(list, field)?),
            };
            Some((folded(&name), code))
        });
        Self { columns: columns.collect(), choices }
    }
}

/// By field, what its column is called elsewhere; compared without blanks and signs, in lower case.
const NAMES: [(&str, &[&str]); 23] = [
    (
        "name",
        &[
            "name",
            "customer",
            "customername",
            "company",
            "companyname",
            "account",
            "accountname",
            "client",
            "organization",
            "organisation",
            "客戶",
            "客户",
            "客戶名稱",
            "客户名称",
            "公司",
            "公司名稱",
            "公司名称",
            "名稱",
            "名称",
            "單位名稱",
            "单位名称",
        ],
    ),
    (
        "other_name",
        &["othername", "englishname", "英文名稱", "英文名称", "英文名", "別名", "别名", "簡稱", "简称"],
    ),
    ("industry", &["industry", "sector", "trade", "行業", "行业", "產業", "产业", "產業別"]),
    (
        "employees",
        &["employees", "headcount", "staff", "員工", "员工", "員工數", "员工数", "人數", "人数", "员工人数"],
    ),
    ("town", &["town", "city", "城市", "縣市", "市", "所在地", "所在城市"]),
    ("address", &["address", "street", "streetaddress", "地址", "公司地址", "詳細地址", "详细地址"]),
    ("territory", &["territory", "region", "area", "區域", "区域", "地區", "地区", "轄區", "片区"]),
    (
        "needs",
        &[
            "needs",
            "requirements",
            "remarks",
            "notes",
            "comment",
            "comments",
            "需求",
            "備註",
            "备注",
            "說明",
            "说明",
        ],
    ),
    ("intention", &["intention", "interest", "意向", "意願", "意愿", "購買意願", "购买意向", "意向程度"]),
    ("key_customer", &["keycustomer", "keyaccount", "重點客戶", "重点客户", "大客戶", "大客户"]),
    (
        "source_number",
        &[
            "number",
            "no",
            "customernumber",
            "customerid",
            "code",
            "id",
            "編號",
            "编号",
            "客戶編號",
            "客户编号",
            "客戶代號",
            "代碼",
            "代码",
        ],
    ),
    (
        "owner",
        &[
            "owner",
            "salesrep",
            "rep",
            "salesperson",
            "accountmanager",
            "sales",
            "業務",
            "業務員",
            "業務代表",
            "業務人員",
            "负责人",
            "負責人",
            "销售",
            "销售员",
            "客户经理",
            "客戶經理",
        ],
    ),
    (
        "contact/name",
        &["contact", "contactname", "contactperson", "person", "聯絡人", "聯繫人", "联系人", "姓名", "窗口"],
    ),
    ("contact/position", &["position", "title", "jobtitle", "role", "職稱", "職位", "职位", "職務", "职务"]),
    (
        "contact/phone",
        &[
            "phone",
            "telephone",
            "mobile",
            "tel",
            "cell",
            "phonenumber",
            "電話",
            "电话",
            "手機",
            "手机",
            "聯絡電話",
            "联系电话",
            "手机号",
            "手機號碼",
            "手机号码",
        ],
    ),
    (
        "contact/email",
        &["email", "mail", "emailaddress", "電子郵件", "電郵", "信箱", "邮箱", "电子邮箱", "邮件"],
    ),
    ("contact/wechat", &["wechat", "weixin", "wechatid", "微信", "微信號", "微信号"]),
    (
        "contact/other_phone",
        &[
            "phone2",
            "otherphone",
            "businessphone",
            "officephone",
            "公司電話",
            "公司电话",
            "分機",
            "分机",
            "電話2",
            "电话2",
        ],
    ),
    ("contact/card", &["namecard", "businesscard", "名片", "名片備註", "名片备注"]),
    ("tags", &["tags", "labels", "categories", "分類", "分类"]),
    ("source", &["source", "leadsource", "channel", "來源", "来源", "渠道", "線索來源", "线索来源"]),
    ("tax_number", &["taxid", "vat", "vatnumber", "統編", "統一編號", "纳税人识别号", "统一社会信用代码"]),
    ("bank_account", &["bank", "iban", "帳號", "账号", "银行账号", "銀行帳號"]),
];

/// What says yes.
pub(super) const YES: [&str; 8] = ["yes", "y", "true", "1", "x", "是", "有", "v"];
/// What says no.
pub(super) const NO: [&str; 6] = ["no", "n", "false", "0", "否", "無"];
/// By the code of a choice, what else says it.
const CHOICES: [(&str, &[&str]); 4] =
    [("none", &["no", "沒有", "没有"]), ("low", &["弱"]), ("mid", &["middle"]), ("high", &["強", "强"])];

/// Whether a word, folded, says a code of a choice.
pub(super) fn says(field: &str, code: &str, said: &str) -> bool {
    let own = |texts: &Texts| {
        texts.choices.get(field).and_then(|codes| codes.get(code)).and_then(Value::as_str).map(folded)
    };
    folded(code) == said
        || TEXTS.iter().filter_map(own).any(|word| word == said)
        || CHOICES.iter().any(|(it, words)| *it == code && words.contains(&said))
}

/// The code of the field that a column of that name means: other programs' words go before our own, since what is a
/// name alone is the customer's.
pub(super) fn meant(name: &str) -> Option<String> {
    let name = folded(name);
    let known =
        NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(code, _)| (*code).to_owned());
    let by_code = || codes().into_iter().find(|code| folded(code) == name);
    let own = || TEXTS.iter().flat_map(|texts| &texts.columns).find(|(word, _)| *word == name);
    known.or_else(by_code).or_else(|| own().map(|(_, code)| code.clone()))
}
