//! What the columns of other programs' sheets are called, and what their cells say, in the languages of the app.

use fieldbook_process::prospecting::Customer;
use fieldbook_process::record::Record as _;
use fieldbook_process::schema::Field;

use super::folded;

/// The list whose fields a sheet may hold beside the customer's own.
pub(super) const PEOPLE: &str = "contact";

/// By field, what its column is called elsewhere; compared without blanks and signs, in lower case.
const NAMES: [(&str, &[&str]); 17] = [
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
];

/// What says yes.
pub(super) const YES: [&str; 8] = ["yes", "y", "true", "1", "x", "是", "有", "v"];
/// What says no.
pub(super) const NO: [&str; 6] = ["no", "n", "false", "0", "否", "無"];
/// By the code of a choice, what says it.
pub(super) const CHOICES: [(&str, &[&str]); 4] = [
    ("none", &["無", "无", "no", "沒有", "没有"]),
    ("low", &["低", "弱"]),
    ("mid", &["中", "medium", "middle"]),
    ("high", &["高", "強", "强"]),
];

/// The code of every field that a column can mean.
#[must_use]
pub fn codes() -> Vec<String> {
    NAMES.iter().map(|(code, _)| (*code).to_owned()).collect()
}

/// The field that a column of that name means.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    let name = folded(name);
    NAMES
        .iter()
        .find(|(code, names)| folded(code) == name || names.contains(&name.as_str()))
        .map(|(code, _)| *code)
}

/// The list and the field of a code.
pub(super) fn field_of(code: &str) -> Option<(Option<&'static str>, &'static Field)> {
    NAMES.iter().find(|(known, _)| *known == code)?;
    let schema = Customer::schema();
    match code.split_once('/') {
        None => Some((None, schema.named(None, code)?)),
        Some((_, field)) => Some((Some(PEOPLE), schema.named(Some(PEOPLE), field)?)),
    }
}
