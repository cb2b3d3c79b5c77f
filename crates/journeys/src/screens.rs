//! Which screens there are, and how a person comes to each: for pictures of them all, and for whatever must hold on each.

mod states;

use crate::{Phone, Server};

pub use states::STATES;

/// How the phone is set up.
pub struct Look {
    /// In the names of pictures.
    pub name: &'static str,
    /// Of the browser.
    pub language: &'static str,
    /// `light`, `dark` or `outdoor`.
    pub theme: &'static str,
    /// Of the window.
    pub width_px: u32,
    /// Of the window.
    pub height_px: u32,
    /// The size of text, in percent of the usual one.
    pub text: u16,
}

const fn look(name: &'static str, language: &'static str, theme: &'static str, size: (u32, u32)) -> Look {
    Look { name, language, theme, width_px: size.0, height_px: size.1, text: 100 }
}

/// The usual one first.
pub const LOOKS: &[Look] = &[
    look("hant", "zh-TW", "light", (390, 844)),
    look("hans_dark", "zh-CN", "dark", (390, 844)),
    Look { text: 200, ..look("hans_large", "zh-CN", "light", (390, 844)) },
    look("en_small", "en", "light", (360, 640)),
    look("en_outdoor", "en", "outdoor", (390, 844)),
    look("en_wide", "en", "light", (1240, 860)),
    look("hant_wide_dark", "zh-TW", "dark", (1240, 860)),
];

impl Look {
    /// A phone set up so, nobody signed in.
    pub async fn phone(&self, server: &Server) -> Phone {
        let mut phone =
            Phone::new().with_camera().sized(self.width_px, self.height_px).speaking(self.language);
        if self.theme == "dark" {
            phone = phone.dark();
        }
        phone.open(&server.url("/")).await;
        if self.theme == "outdoor" {
            phone.script("localStorage.setItem('fieldbook.theme', 'outdoor')").await;
            phone.open(&server.url("/")).await;
        }
        phone
    }

    /// From the next page on, the phone looks so: chosen in its settings, its size as it is, all else that was liked forgotten.
    pub async fn is_chosen_on(&self, phone: &Phone) {
        let language = match self.language {
            "zh-TW" => "zh-Hant",
            "zh-CN" => "zh-Hans",
            other => other,
        };
        let forget = "Object.keys(localStorage).filter((key) => key.startsWith('fieldbook.liked.'))
            .forEach((key) => localStorage.removeItem(key));";
        phone.script(forget).await;
        for (key, value) in [("theme", self.theme), ("language", language)] {
            phone.script(&format!("localStorage.setItem('fieldbook.{key}', '{value}');")).await;
        }
    }
}

/// A screen, and how to come to it.
pub struct Screen {
    /// In the names of pictures.
    pub name: &'static str,
    /// Its address.
    pub path: &'static str,
    /// There once the page is.
    pub ready: &'static str,
    /// What is played then, as the phone or the server would.
    pub script: &'static str,
    /// What is tapped then, in turn.
    pub taps: &'static [&'static str],
    /// There once the taps have done their work.
    pub shows: Option<&'static str>,
}

impl Screen {
    /// Goes there, and does what brings it up.
    pub async fn comes_up_on(&self, phone: &mut Phone, server: &Server) {
        phone.open(&server.url(self.path)).await;
        phone.wait_for(self.ready).await;
        phone.script(self.script).await;
        for step in self.taps {
            // Not by a place on the glass: what is still being fetched moves the page.
            phone.wait_until(&format!("document.querySelector({step:?}) !== null")).await;
            phone.script(&format!("document.querySelector({step:?}).click();")).await;
        }
        if let Some(shown) = self.shows {
            phone.wait_for(shown).await;
        }
    }
}

const fn page(name: &'static str, path: &'static str, ready: &'static str) -> Screen {
    Screen { name, path, ready, script: "", taps: &[], shows: None }
}

const fn after(
    name: &'static str,
    path: &'static str,
    ready: &'static str,
    taps: &'static [&'static str],
    shows: &'static str,
) -> Screen {
    Screen { name, path, ready, script: "", taps, shows: Some(shows) }
}

const fn played(
    name: &'static str,
    path: &'static str,
    ready: &'static str,
    script: &'static str,
    shows: &'static str,
) -> Screen {
    Screen { name, path, ready, script, taps: &[], shows: Some(shows) }
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
    after("customers_export", "/customers", ".list-row", &[".narrow", ".to-export"], ".sheet[open] .fields"),
    page("customer_new", "/customers/new", ".fields"),
    page("pool", "/customers/pool", ".detail .list-row"),
    page("report", "/report", ".report"),
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
        &[".row.acts:has(a[href='/policy/3.2.b']) .act", "dialog[open] label:has(input[value=rest])"],
        "dialog[open] .fields",
    ),
    after("evaluate", "/deals", ".list-row", &[".list-row", ".judgement > button"], "dialog[open] .fields"),
    page("deal_new", "/deals/new", ".fields"),
    page("visits", "/visits", ".visit-row"),
    after(
        "visits_plan",
        "/visits",
        ".visit-row",
        &[
            ".visit-row:nth-child(1) .act",
            ".visit-row:nth-child(3) .act",
            ".visit-row:nth-child(5) .act",
            ".layouts button:nth-child(3)",
        ],
        ".plan-row",
    ),
    after("visits_map", "/visits", ".visit-row", &[".layouts button:nth-child(2)"], ".map-glass .many"),
    after("visits_from", "/visits", ".visit-row", &[".origin"], "dialog[open] .fields"),
    after(
        "customer_target",
        "/deals",
        ".list-row",
        &[".list-row", ".more-acts a[href^='/customers/']"],
        ".target",
    ),
    page("capture", "/capture", ".capture-acts"),
    after("event", "/events", ".list-row", &[".list-row"], ".detail .main-act"),
    after("partner", "/partners", ".list-row", &[".list-row"], ".detail .facts"),
    after("segment", "/segments", ".list-row", &[".list-row"], ".detail .facts"),
    page("questions", "/questions", ".list-row"),
    after("question", "/questions", ".list-row", &[".list-row"], ".said"),
    page("sync", "/sync", ".page"),
    page("more", "/more", ".chips"),
    after("partner", "/partners", ".list-row", &[".list-row"], ".detail .ledger button"),
    after("campaign", "/campaigns", ".list-row", &[".list-row"], ".lead-address"),
    after(
        "came_by",
        "/deals",
        ".list-row",
        &[".list-row", ".more-acts a", ".came-by button", "dialog[open] label:has(input[value=partner])"],
        "#recommended",
    ),
    page("lead_form", "/lead/autumn", "form"),
    page("policy", "/policy", ".clause-card"),
    page("clause", "/policy/3.3.c", ".clause-card"),
    after(
        "scan",
        "/capture",
        ".capture-acts",
        &[".capture-acts button.tile:not(.speak)"],
        "dialog.scan[open] .ways",
    ),
    page("market_note_new", "/market-notes/new", ".detail .fields"),
    page("market_notes", "/market-notes", ".list-row"),
    after("market_note", "/market-notes", ".list-row", &[".list-row"], ".detail .facts"),
    page("competitors", "/competitors", ".list-row"),
    after("competitor", "/competitors", ".list-row", &[".list-row"], ".detail .against"),
    after(
        "rival_price",
        "/competitors",
        ".list-row",
        &[".list-row", ".detail .main-act.pair button"],
        "dialog[open] .fields",
    ),
    page("market_reports", "/market-reports", ".list-row"),
    after("market_report_own", "/market-reports", ".list-row", &[".list-row"], ".detail .main-act.pair"),
    after(
        "market_report_write",
        "/market-reports",
        ".list-row",
        &[".list-row", ".detail .main-act.pair button"],
        ".detail .quoted",
    ),
    after(
        "market_report_pick",
        "/market-reports",
        ".list-row",
        &[".list-row", ".detail .main-act.pair button", ".detail form .card > button"],
        "dialog[open] .row.line",
    ),
    after("market_size", "/market-sizes", ".list-row", &[".list-row"], ".detail .facts"),
];

/// What a rep sees of needs research.
const ASKING: &[Screen] = &[
    page("needs", "/needs", ".list-row"),
    after("needs_filling", "/needs", ".list-row", &[".list-row"], ".filling .question"),
    after(
        "needs_all_items",
        "/needs",
        ".list-row",
        &[".list-row", ".filling .more-acts button"],
        "dialog[open] .row",
    ),
    after("needs_words", "/needs", ".list-row", &[".window-seen > :nth-child(2)"], ".answers"),
    after(
        "needs_new",
        "/deals",
        ".list-row",
        &[".list-row", ".more-acts a", "a[href^='/needs/new/']"],
        "button.row",
    ),
    page("questionnaires", "/questionnaires", ".list-row"),
];

/// What marketing sees.
const MARKETING: &[Screen] = &[
    page("questionnaires", "/questionnaires", ".list-row"),
    after("questionnaire_draft", "/questionnaires", ".list-row", &[".list-row"], ".items .item-acts"),
    after(
        "questionnaire_item",
        "/questionnaires",
        ".list-row",
        &[".list-row", ".item-row:nth-of-type(7) .row-main"],
        "dialog[open] .fields",
    ),
    after(
        "questionnaire_tried",
        "/questionnaires",
        ".list-row",
        &[".list-row", ".try"],
        ".filling .question",
    ),
    after(
        "questionnaire_used",
        "/questionnaires",
        ".list-row",
        &[".window-seen > :nth-child(2)"],
        ".next-version",
    ),
    page("questionnaire_new", "/questionnaires/new", ".fields"),
    page("needs_reports", "/needs-reports", ".list-row"),
    after("needs_report", "/needs-reports", ".list-row", &[".list-row"], ".figure"),
    page("needs_report_new", "/needs-reports/new", "#report-title"),
];

/// What R&D sees.
const RND: &[Screen] = &[
    page("to_answer", "/to-decide", ".page"),
    after("needs_report", "/needs-reports", ".list-row", &[".list-row"], ".figure"),
];

/// What an assistant sees.
const ASSISTANT: &[Screen] =
    &[page("today", "/", ".row.acts"), page("customers", "/customers", ".list-row, .empty")];

/// What a manager sees.
pub const MANAGER: &[Screen] = &[
    after("competitor", "/competitors", ".list-row", &[".list-row"], ".detail .against"),
    page("market_author", "/market-reports/new", ".detail .fields"),
    after(
        "market_report",
        "/market-reports",
        ".list-row",
        &[".list-row:nth-child(2)", ".detail .quoted"],
        ".detail .facts",
    ),
    page("today", "/", ".page"),
    page("to_decide", "/to-decide", ".wait"),
    page("more", "/more", ".chips"),
    page("report", "/report", ".brought"),
    page("several", "/customers/several", ".several .ledger .tickable"),
    page("leads", "/customers/leads", ".several .ledger .tickable"),
    after("deal_path", "/deals", ".list-row", &[".list-row", ".path p"], ".path button"),
    page("deals", "/deals", ".list-row"),
    after("board", "/deals", ".list-row", &[".layouts .chip:nth-child(2)"], ".board-card"),
    after("matrix", "/deals", ".list-row", &[".layouts .chip:nth-child(3)"], ".matrix"),
    after("customers_export", "/customers", ".list-row", &[".narrow", ".to-export"], ".sheet[open] .export"),
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
    page("customers_sheet", "/admin/customers", ".imports"),
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

/// What each account looks at. What others than the rep and the administrator see is drawn by the same code; one look
/// of theirs is enough.
pub const ACCOUNTS: [(&str, &[Screen], bool); 9] = [
    ("lin", REP, true),
    ("wang", MANAGER, false),
    ("zhou", DEPARTMENT, false),
    ("he", ADMIN, true),
    ("zhao", DIRECTOR, false),
    ("lin", ASKING, true),
    ("su", MARKETING, true),
    ("luo", RND, false),
    ("sun", ASSISTANT, false),
];

/// The administrator proposes a value, for the director to see.
pub async fn propose(server: &Server) {
    let mut phone = Phone::new();
    phone.open(&server.url("/")).await;
    phone.sign_in("he").await;
    phone
        .script(
            "const day = Math.floor(Date.now() / 86400000) + 7;
            return fetch('/v1/admin/changes', { method: 'POST', body: JSON.stringify({ propose: {
                value: 'path_large_from', number: 3000000, from: day,
                why: '近一年二百萬到三百萬的單，多半一次拜訪就定下，不必走大項目。' } }) })
                .then((answer) => answer.status);",
        )
        .await;
    phone.close().await;
}
