//! Which screens there are, and how a person comes to each.

/// How the phone is set up.
pub struct Look {
    pub name: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub width_px: u32,
    pub height_px: u32,
}

const fn look(name: &'static str, language: &'static str, theme: &'static str, size: (u32, u32)) -> Look {
    Look { name, language, theme, width_px: size.0, height_px: size.1 }
}

/// The usual one first.
pub const LOOKS: &[Look] = &[
    look("hant", "zh-TW", "light", (390, 844)),
    look("hans_dark", "zh-CN", "dark", (390, 844)),
    look("en_small", "en", "light", (360, 640)),
    look("en_outdoor", "en", "outdoor", (390, 844)),
    look("en_wide", "en", "light", (1240, 860)),
    look("hant_wide_dark", "zh-TW", "dark", (1240, 860)),
];

/// A screen, and how to come to it.
pub struct Screen {
    pub name: &'static str,
    pub path: &'static str,
    /// There once the page is.
    pub ready: &'static str,
    /// What is tapped then, in turn.
    pub taps: &'static [&'static str],
    /// There once the taps have done their work.
    pub shows: Option<&'static str>,
}

const fn page(name: &'static str, path: &'static str, ready: &'static str) -> Screen {
    Screen { name, path, ready, taps: &[], shows: None }
}

const fn after(
    name: &'static str,
    path: &'static str,
    ready: &'static str,
    taps: &'static [&'static str],
    shows: &'static str,
) -> Screen {
    Screen { name, path, ready, taps, shows: Some(shows) }
}

/// What a rep sees.
pub const REP: &[Screen] = &[
    page("today", "/", ".row.acts"),
    after("today_unfolded", "/", ".row.acts", &[".fold > summary"], ".fold[open]"),
    after("log", "/", ".row.acts .act", &[".row.acts .act"], "dialog[open]"),
    page("customers", "/customers", ".list-row"),
    after("filters", "/deals", ".list-row", &[".narrow"], "dialog[open] .fields"),
    after(
        "narrowed",
        "/deals",
        ".list-row",
        &[
            ".narrow",
            "dialog[open] label:has(input[value=open])",
            "dialog[open] label:has(input[value=mid])",
            "dialog[open] .foot .primary",
        ],
        ".sift.taken",
    ),
    after(
        "customer_past",
        "/deals",
        ".list-row",
        &[".list-row", ".more-acts a", ".timeline article:nth-of-type(4)"],
        ".people",
    ),
    after("customer", "/deals", ".list-row", &[".list-row", ".more-acts a"], ".people"),
    page("customer_new", "/customers/new", ".fields"),
    page("deals", "/deals", ".list-row"),
    after("board", "/deals", ".list-row", &[".layouts .chip:nth-child(2)"], ".board-card"),
    after("matrix", "/deals", ".list-row", &[".layouts .chip:nth-child(3)"], ".matrix"),
    after("deal", "/deals", ".list-row", &[".list-row"], ".judgement"),
    after("deal_path", "/deals", ".list-row", &[".list-row", ".path p"], ".path"),
    after(
        "history",
        "/deals",
        ".list-row",
        &[".list-row", ".more-acts a[href$=history]", ".history summary"],
        "dl.facts",
    ),
    after(
        "put_off",
        "/",
        ".row.acts .act",
        &[".row.acts .act", "dialog[open] label:has(input[value=rest])"],
        "dialog[open] .fields",
    ),
    after("evaluate", "/deals", ".list-row", &[".list-row", ".judgement > button"], "dialog[open] .fields"),
    page("deal_new", "/deals/new", ".fields"),
    page("questions", "/questions", ".list-row"),
    after("question", "/questions", ".list-row", &[".list-row"], ".said"),
    page("sync", "/sync", ".page"),
    page("more", "/more", ".chips"),
    page("policy", "/policy", ".clause-card"),
    page("clause", "/policy/3.3.c", ".clause-card"),
];

/// What a manager sees.
pub const MANAGER: &[Screen] = &[
    page("today", "/", ".page"),
    page("to_decide", "/to-decide", ".wait"),
    page("more", "/more", ".chips"),
    after("deal_path", "/deals", ".list-row", &[".list-row", ".path p"], ".path button"),
    page("deals", "/deals", ".list-row"),
    after("board", "/deals", ".list-row", &[".layouts .chip:nth-child(2)"], ".board-card"),
    after("matrix", "/deals", ".list-row", &[".layouts .chip:nth-child(3)"], ".matrix"),
];

/// What somebody of a department sees.
pub const DEPARTMENT: &[Screen] = &[
    page("today", "/", ".page"),
    page("to_decide", "/to-decide", ".page"),
    page("questions", "/questions", ".list-row"),
    after("question", "/questions", ".list-row", &[".list-row"], ".said"),
];

/// What an administrator sees.
pub const ADMIN: &[Screen] = &[
    page("admin", "/admin", ".ledger"),
    page("people", "/admin/people", ".list-row"),
    page("person_new", "/admin/people/new", ".fields"),
    after("person", "/admin/people", ".list-row", &[".list-row"], ".detail .fields"),
    after(
        "person_leaves",
        "/admin/people",
        ".list-row",
        &[".list-row", "a[href$='/leaves']"],
        "#field-leaver-to",
    ),
    after(
        "person_refused",
        "/admin/people",
        ".list-row",
        &[".list-row", "a[href$='/leaves']", ".foot .primary"],
        ".not-done .refusal",
    ),
    page("departments", "/admin/departments", ".ledger"),
    page("territories", "/admin/territories", ".ledger"),
    page("calendar", "/admin/calendar", ".fields"),
    page("catalogue", "/admin/catalogue", ".ledger"),
    page("devices", "/admin/devices", ".ledger .row"),
    after("revoke", "/admin/devices", ".ledger .row", &[".ledger .row button"], "dialog[open]"),
    page("refused", "/admin/refused", ".page .empty, .page .ledger"),
    page("away", "/away", ".fields"),
    page("values", "/policy/1.1", ".value"),
    after("propose", "/policy/1.1", ".value .propose", &[".value .propose"], "dialog[open] .fields"),
];

/// What the director sees of it.
pub const DIRECTOR: &[Screen] = &[
    page("today", "/", ".page .ledger"),
    page("proposal", "/policy/1.1", ".proposal .primary"),
    after("return", "/policy/1.1", ".proposal .primary", &[".proposal .pair button"], "dialog[open] .fields"),
];
