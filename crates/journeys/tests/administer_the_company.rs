//! An administrator adds a rep on a phone, who signs in with the one-time password; proposes a policy value, which the
//! director returns to nobody but agrees to on another phone; hands a leaver's customers to the new rep, whose phone
//! then judges a deal by the new value; and takes in days off, after those that were wrong.

use journeys::{Phone, Server};

async fn phone_of(account: &str, server: &Server) -> Phone {
    let mut phone = Phone::new();
    phone.takes_the_book_of(account, server).await;
    phone
}

/// Chooses in a select the option with that word.
async fn selects(phone: &Phone, css: &str, word: &str) {
    phone.wait_for(css).await;
    phone
        .script(&format!(
            "const it = document.querySelector('{css}');
            it.value = [...it.options].find((option) => option.innerText.includes('{word}')).value;
            it.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await;
}

/// Follows the row with that word.
async fn follows(phone: &Phone, word: &str) {
    phone.wait_for_text(word).await;
    let click = "[...document.querySelectorAll('a.list-row, a.row')].find((it) => it.innerText.includes";
    phone.script(&format!("{click}('{word}')).click();")).await;
}

#[tokio::test]
async fn a_rep_joins_a_value_is_agreed_to_a_leaver_hands_over_and_days_off_are_taken_in() {
    let mut server = Server::of_the_demo().await;
    let mut admin = phone_of("he", &server).await;

    // Somebody joins.
    admin.open(&server.url("/more")).await;
    admin.tap("a[href='/admin']").await;
    admin.tap("a[href='/admin/people']").await;
    admin.tap("a[href='/admin/people/new']").await;
    admin.type_into("#field-office_person-name", "周杰").await;
    admin.type_into("#field-office_person-account", "jie").await;
    admin.tap("label:has(input[name='field-office_person-role'][value=rep])").await;
    admin.type_into("#field-office_person-territories", "華東").await;
    admin.tap(".foot .primary").await;
    admin.wait_for_text("Everyone has one: choose the superior").await;
    admin.shot("admin_join_refused").await;
    selects(&admin, "#field-office_person-superior", "王志強").await;
    admin.tap(".foot .primary").await;
    let password = admin.wait_for(".password-once output").await.text().await.unwrap();
    admin.shot("admin_password_once").await;
    admin.tap(".password-once .primary").await;
    admin.wait_for_text("周杰").await;

    let mut rep = Phone::new();
    rep.open(&server.url("/")).await;
    rep.type_into("#account", "jie").await;
    rep.type_into("#password", &password).await;
    rep.tap("button.primary").await;
    rep.wait_for(".tabs").await;
    rep.wait_for_text("All sent").await;
    rep.open(&server.url("/admin")).await;
    rep.wait_for_text("This page is for administrators").await;

    // From which score on a deal is high: proposed, then agreed to on another phone.
    let director = phone_of("zhao", &server).await;
    admin.open(&server.url("/policy/3.3.b")).await;
    admin.tap(".value[data-value=high_from] .propose").await;
    admin.type_into("dialog[open] #field-policy_proposal-number", "5.5").await;
    admin.type_into("dialog[open] #field-policy_proposal-why", "Too few get our best people").await;
    admin.tap("dialog[open] .foot .primary").await;
    admin.wait_for_text("It can lie between 1.00 and 5.00").await;
    admin.script("document.querySelector('dialog[open] #field-policy_proposal-number').value = '';").await;
    admin.type_into("dialog[open] #field-policy_proposal-number", "3").await;
    admin.tap("dialog[open] .foot .primary").await;
    admin.wait_for_text("waits for 趙敏").await;
    director.wait_for_text("Waiting for your agreement").await;
    director.shot("proposal_on_today").await;
    director.tap(".row[href='/policy/3.3.b']").await;
    director.tap(".proposal .primary").await;
    director.wait_for_text("agreed by 趙敏").await;
    director.shot("proposal_agreed").await;
    rep.open(&server.url("/policy/3.3.b")).await;
    rep.wait_for_text("agreed by 趙敏").await;

    // 林曉雯 leaves; first without saying who gets her customers.
    admin.open(&server.url("/admin/people")).await;
    follows(&admin, "林曉雯").await;
    admin.tap("a[href$='/leaves']").await;
    admin.tap(".foot .primary").await;
    admin.wait_for_text("林曉雯 still looks after").await;
    admin.shot("leave_refused").await;
    selects(&admin, "#field-leaver-to", "周杰").await;
    admin.tap(".foot .primary").await;
    admin.wait_for_text("has left").await;

    // Her deals are on his phone, and it judges by the new value without a network.
    rep.open(&server.url("/customers")).await;
    rep.wait_for("a.list-row").await;
    rep.open(&server.url("/deals")).await;
    rep.tap("a.list-row").await;
    rep.tap(".judgement > button").await;
    for (field, score) in [("need", "3"), ("power", "3"), ("rivals", "4")] {
        rep.tap(&format!("dialog[open] label:has(input[name='field-evaluation-{field}'][value='{score}'])"))
            .await;
        rep.type_into(&format!("#field-evaluation-{field}_why"), "seen on site").await;
    }
    rep.type_into("#field-evaluation-chance", "50").await;
    rep.type_into("#field-evaluation-feasible_why", "it fits").await;
    rep.tap("dialog[open] .foot .primary").await;
    rep.wait_until("document.querySelector('dialog[open]') === null").await;
    rep.wait_for_text("3.3 High").await;

    // Days off from a sheet.
    admin.open(&server.url("/admin/calendar")).await;
    let csv = "#field-office_sheet-csv";
    let types = |text: &str| {
        format!(
            "const it = document.querySelector('{csv}'); it.value = '{text}';
            it.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        )
    };
    admin.wait_for(csv).await;
    admin.script(&types("day,kind\\n2027-10-01,free\\n2027-10-11,make-up\\n")).await;
    admin.tap(".card:has(#field-office_sheet-csv) .primary").await;
    admin.wait_for_text("Line 3").await;
    admin.wait_for_text("no Saturday or Sunday").await;
    admin.shot("calendar_refused").await;
    admin.script(&types("day,kind\\n2027-10-01,free\\n2027-10-09,make-up\\n")).await;
    admin.tap(".card:has(#field-office_sheet-csv) .primary").await;
    admin.wait_for_text("9 Oct 2027").await;

    // Who sees the devices sees what the new rep has on his.
    admin.open(&server.url("/admin/devices")).await;
    admin.wait_for_text("周杰").await;
    admin.shot("devices_after").await;

    // He will be away, and says so himself.
    rep.open(&server.url("/away")).await;
    rep.wait_for_text("No absence entered").await;
    rep.tap(".foot .primary").await;
    rep.wait_for_text("the superior stands in").await;

    // Without the server nothing is changed, and the page says so.
    server.stop().await;
    rep.tap(".absences button").await;
    rep.wait_for_text("so nothing was changed").await;
    rep.wait_for_text("the superior stands in").await;
    admin.open(&server.url("/admin/devices")).await;
    admin.wait_for_text("This page needs the server").await;
    admin.shot("admin_needs_the_server").await;
}
