//! An XLSForm with something of everything.

use super::xlsx::workbook;

/// A form with something of everything.
pub fn field_form() -> Vec<u8> {
    workbook(FIELD_FORM, true)
}

/// Its sheets.
pub const FIELD_FORM: &[(&str, &[&[&str]])] = &[
    (
        "survey",
        &[
            &[
                "type",
                "name",
                "label::English (en)",
                "label::中文 (zh)",
                "hint::中文 (zh)",
                "required",
                "relevant",
                "constraint",
                "parameters",
            ],
            &["start", "start"],
            &["begin_group", "use", "Use", "使用情況"],
            &["select_one yesno", "noise", "Is noise a problem?", "噪音是問題嗎？", "", "yes"],
            &[
                "decimal",
                "db",
                "How loud?",
                "多少分貝？",
                "站在機器旁量",
                "yes",
                "${noise} = 'yes'",
                ". >= 30 and . <= 120",
            ],
            &["select_multiple kinds", "kinds", "Which machines?", "有哪些設備？"],
            &["end_group"],
            &[
                "integer",
                "count",
                "How many?",
                "幾台？",
                "",
                "",
                "selected(${kinds}, 'fan') and not(${noise} = 'no')",
                ". > 0",
            ],
            &["range", "saving", "Saving matters", "節能有多重要", "", "", "", "", "start=1 end=5 step=1"],
            &["date", "by", "By when?", "何時要？", "", "", "", ". >= date('2026-01-01')"],
            &["image", "plate", "Photo of the plate", "銘牌照片"],
            &["note", "thanks", "Thank you & goodbye", "謝謝"],
            &["calculate", "total", "", "", "", "", "", "", ""],
            &["geopoint", "place", "Where?", "哪裡？"],
            &["text", "odd", "Anything else?", "還有嗎？", "", "", "${count} + 1 > 3", "regex(., 'x')"],
            &["select_one nowhere", "none", "No options", "沒有選項"],
        ],
    ),
    (
        "choices",
        &[
            &["list_name", "name", "label::English (en)", "label::中文 (zh)"],
            &["yesno", "yes", "Yes", "是"],
            &["yesno", "no", "No", "否"],
            &["kinds", "fan", "Large fan", "大風機"],
            &["kinds", "pump", "Pump", "泵"],
        ],
    ),
    ("settings", &[&["form_title", "default_language"], &["Noise on site", "中文 (zh)"]]),
];
