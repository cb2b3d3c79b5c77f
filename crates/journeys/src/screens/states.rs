//! States of screens that nobody comes to by tapping alone: something is refused or lost, a file was chosen, a form was sent.
//! A script brings them about, as the phone or the server would.

use super::{Screen, after, page, played};

/// What each account looks at in such a state, in all looks before the next. The last sends forms until the server takes no
/// more.
pub const STATES: [(&str, &[Screen]); 7] = [
    ("lin", REP),
    ("wang", MANAGER),
    ("sun", ASSISTANT),
    ("su", MARKETING),
    ("he", ADMIN),
    ("lin", VISITOR),
    ("lin", TURNED_AWAY),
];

const REP: &[Screen] = &[
    played(
        "state_mic_refused",
        "/capture",
        ".capture-acts",
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
        navigator.geolocation.getCurrentPosition = (found, not) => not({ code: 1 });
        document.querySelector('.capture-acts .speak').click();
        const place = document.querySelector('.field > button.wide[aria-pressed]');
        place.click();
        place.scrollIntoView();",
        ".capture [role=status]",
    ),
    played(
        "state_undrawable",
        "/capture",
        ".capture-acts",
        "const input = document.querySelector('.capture-acts input[capture]'), all = new DataTransfer();
        all.items.add(new File(['no picture'], 'IMG_1.heic', { type: 'image/heic' }));
        input.files = all.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));",
        ".notice",
    ),
    played(
        "state_save_waits",
        "/capture",
        ".capture-acts",
        "window.createImageBitmap = () => new Promise(() => {});
        const input = document.querySelector('.capture-acts input[capture]'), all = new DataTransfer();
        all.items.add(new File(['on its way'], 'IMG_1.jpg', { type: 'image/jpeg' }));
        input.files = all.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
        document.querySelector('.capture-acts .pair .primary').click();",
        ".capture-acts .pair .primary:disabled",
    ),
    played(
        "state_scan_refused",
        "/capture",
        ".capture-acts",
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
        document.querySelector('.capture-acts button.tile:not(.speak)').click();",
        "dialog.scan .fault",
    ),
    played(
        "state_visits_refused",
        "/visits",
        ".visit-row",
        "navigator.geolocation.getCurrentPosition = (found, not) => not({ code: 1 });
        document.querySelector('.main-act .here').click();",
        ".here-fault:not(:empty)",
    ),
    played("state_note_cut_off", "/market-notes/new", ".detail .fields", CUT_OFF, ".held.left"),
    played("state_lost", "/more", ".chips", LOSE, ".card.lost"),
    after(
        "lead_given",
        "/",
        ".row.acts a[href='/policy/2.3.a']",
        &[".row.acts:has(a[href='/policy/2.3.a']) .row-main"],
        ".came-by",
    ),
    after(
        "lead_first_contact",
        "/",
        ".row.acts a[href='/policy/2.3.a']",
        &[".row.acts:has(a[href='/policy/2.3.a']) .act"],
        "dialog[open] .fields",
    ),
];

/// A second of a voice note that another form's phone died over.
const CUT_OFF: &str = "
    const name = (await indexedDB.databases()).map((it) => it.name).find((it) => it.endsWith('-attachments'));
    const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    const tx = db.transaction('spoken', 'readwrite'), store = tx.objectStore('spoken'), id = `${Date.now() - 60000}-7`;
    store.put(JSON.stringify({ form: 'capture', mime: 'audio/webm' }), [id, -1]);
    store.put(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3]), [id, 0]);
    await new Promise((done) => { tx.oncomplete = done; });
    db.close();
    setTimeout(() => location.reload(), 0);";

/// A photo is saved while nothing goes out, and the browser deletes its bytes.
const LOSE: &str = "
    const until = async (is) => { while (!is()) await new Promise((go) => setTimeout(go, 50)); };
    const real = window.fetch;
    window.fetch = (what, ...more) => String(what.url ?? what).includes('/v1/attachments') ? Promise.reject(new TypeError()) : real(what, ...more);
    history.pushState(null, '', '/capture');
    dispatchEvent(new PopStateEvent('popstate'));
    await until(() => document.querySelector('.capture-acts'));
    const canvas = document.createElement('canvas'), input = document.querySelector('.capture-acts input[capture]');
    const photo = await new Promise((done) => canvas.toBlob(done)), all = new DataTransfer();
    all.items.add(new File([photo], 'card.png', { type: 'image/png' }));
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => document.querySelector('.held img'));
    document.querySelector('.capture-acts .pair button:not(.primary)').click();
    await until(() => document.querySelector('.attached .held img'));
    const name = (await indexedDB.databases()).map((it) => it.name).find((it) => it.endsWith('-attachments'));
    const db = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    const tx = db.transaction('pieces', 'readwrite');
    tx.objectStore('pieces').clear();
    await new Promise((done) => { tx.oncomplete = done; });
    db.close();
    setTimeout(() => location.assign('/sync'), 0);";

const MANAGER: &[Screen] = &[
    page("leads", "/customers/leads", ".several .ledger .tickable"),
    after(
        "alike",
        "/",
        ".row.acts:has(.quiet)",
        &[".row.acts:has(a[href='/policy/2.2.b']):has(.quiet) .row-main"],
        ".alike button",
    ),
    after(
        "compare",
        "/",
        ".row.acts:has(.quiet)",
        &[".row.acts:has(a[href='/policy/2.2.b']):has(.quiet) .row-main", ".alike button"],
        "dialog[open] .sides",
    ),
    after(
        "competitors_compare",
        "/competitors",
        ".list-row",
        &[".list-row", ".same-as summary", ".same-as .row.line"],
        "dialog[open] .sides",
    ),
    after(
        "another_author",
        "/market-reports",
        ".list-row",
        &[".list-row", ".detail .more-acts button"],
        "dialog[open] #field-market_report-author",
    ),
];

const ASSISTANT: &[Screen] = &[
    page("owed", "/", ".row.acts"),
    after("naming", "/", ".row.acts .act", &[".row.acts .act"], "dialog[open] .fields"),
    after("caught", "/", ".row.acts .row-main", &[".row.acts .row-main"], ".target"),
];

const ADMIN: &[Screen] = &[played(
    "import_preview",
    "/admin/customers",
    ".imports",
    "const line = (...cells) => cells.join(',');
    const rows = [line('公司', '聯絡人', '手機', '城市', '備註'), line('銀河暖通', '羅倩', '13800009201', '蘇州', '展會名片'),
        line('Bluestone HVAC', 'Ann Moore', '13800009202', '上海', ''), line('', '無名', '13800009203', '無錫', ''),
        line('滬寧暖通設備有限公司', '沈珮君', '138 0000 9101', '南京', '官網')];
    const input = document.querySelector('input[type=file]'), all = new DataTransfer();
    all.items.add(new File([rows.join('\\n')], 'customers.csv', { type: 'text/csv' }));
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));",
    "button.take",
)];

const MARKETING: &[Screen] =
    &[played("xlsform_preview", "/questionnaires/new", ".fields", XLSFORM, "details[open] .fault")];

/// A workbook: a zip of parts as they are.
const XLSFORM: &str = "
    const rows = [['type', 'name', 'label::English (en)', 'label::中文 (zh)', 'required', 'relevant'],
        ['select_one yesno', 'noise', 'Is noise a problem?', '噪音是問題嗎？', 'yes', ''],
        ['decimal', 'db', 'How loud?', '多少分貝？', '', \"${noise} = 'yes'\"],
        ['geopoint', 'place', 'Where?', '哪裡？', '', ''], ['calculate', 'total', '', '', '', ''],
        ['text', 'odd', 'Anything else?', '還有嗎？', '', '${db} + 1 > 3']];
    const choices = [['list_name', 'name', 'label::English (en)', 'label::中文 (zh)'], ['yesno', 'yes', 'Yes', '是'], ['yesno', 'no', 'No', '否']];
    const safe = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    const cell = (text, at) => text && `<c r='${at}' t='inlineStr'><is><t>${safe(text)}</t></is></c>`;
    const sheet = (rows) => `<worksheet><sheetData>${rows.map((row, n) => `<row r='${n + 1}'>${row.map((text, at) =>
        cell(text, 'ABCDEF'[at] + (n + 1))).join('')}</row>`).join('')}</sheetData></worksheet>`;
    const names = ['survey', 'choices'];
    const parts = [['xl/worksheets/sheet0.xml', sheet(rows)], ['xl/worksheets/sheet1.xml', sheet(choices)],
        ['xl/workbook.xml', `<workbook><sheets>${names.map((it, n) => `<sheet name='${it}' sheetId='${n}' r:id='rId${n}'/>`).join('')}</sheets></workbook>`],
        ['xl/_rels/workbook.xml.rels', `<Relationships>${names.map((it, n) => `<Relationship Id='rId${n}' Target='worksheets/sheet${n}.xml'/>`).join('')}</Relationships>`]];
    const number = (n, size) => Array.from({ length: size }, (_, at) => (n >>> (8 * at)) & 255);
    const file = [], directory = [];
    for (const [name, text] of parts) {
        const bytes = [...new TextEncoder().encode(text)], called = [...new TextEncoder().encode(name)], at = file.length;
        const sizes = [...number(bytes.length, 4), ...number(bytes.length, 4)];
        file.push(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0, 0, ...number(0, 8), ...sizes, ...number(called.length, 2), 0, 0, ...called, ...bytes);
        directory.push(0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0, ...number(0, 8), ...sizes, ...number(called.length, 2), ...number(0, 12), ...number(at, 4), ...called);
    }
    const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, ...number(parts.length, 2), ...number(parts.length, 2), ...number(directory.length, 4), ...number(file.length, 4), 0, 0];
    const input = document.querySelector('input[type=file]'), all = new DataTransfer();
    all.items.add(new File([new Uint8Array([...file, ...directory, ...end])], 'noise.xlsx'));
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));";

/// Sends so many forms, and one more from the page, that many ms after they were opened.
macro_rules! sends {
    ($times:literal, $wait:literal) => {
        concat!("const times = ", $times, ", wait = ", $wait, ";", "
    const said = { company: 'Northwind Pumps', name: 'Alice Reed', phone: '0510 8888 1234', needs: 'Two motors of 55 kW', agree: 'yes' };
    const asked = async () => {
        const page = new DOMParser().parseFromString(await (await fetch('/lead/autumn')).text(), 'text/html');
        return { ...said, stamp: page.querySelector('[name=stamp]').value };
    };
    const forms = await Promise.all(Array.from({ length: times + 1 }, asked));
    await new Promise((go) => setTimeout(go, wait));
    for (const form of forms.slice(1)) await fetch('/lead/autumn', { method: 'POST', body: new URLSearchParams(form) });
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/lead/autumn' });
    for (const [name, value] of Object.entries(forms[0])) form.append(Object.assign(document.createElement('input'), { name, value }));
    document.body.append(form);
    setTimeout(() => form.submit(), 0);")
    };
}

/// Of the public lead form, sent from a page of ours, which knows the moment that is signed into a form.
const VISITOR: &[Screen] = &[
    played(
        "lead_form_wrong",
        "/lead/autumn",
        "form",
        "const form = document.querySelector('form');
        form.elements.company.value = 'Northwind Pumps';
        form.elements.email.value = 'alice at northwind';
        form.submit();",
        ".wrong",
    ),
    played("lead_form_too_fast", "/more", ".chips", sends!("0", "0"), "form .field"),
    played("lead_form_thanks", "/more", ".chips", sends!("0", "3200"), "[role=status]"),
];

const TURNED_AWAY: &[Screen] =
    &[played("lead_form_too_many", "/more", ".chips", sends!("24", "3200"), ".wrong")];
