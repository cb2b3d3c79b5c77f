//! The rows of the table.

use std::time::Duration;

use journeys::{Phone, Server};

use crate::page::{number, numbers, share_below, slow, until, watched};

/// How often the app is opened cold.
const STARTS: usize = 5;
/// How much slower than this machine a phone's processor is taken to be.
pub const SLOWER: u32 = 4;
/// How many contacts are saved.
const SAVES: usize = 60;
/// How long a start is watched after its rows are there.
const AFTER_START: Duration = Duration::from_secs(3);
/// What is typed into the search, a letter at a time, and taken away again.
const TYPED: &str = "1380000";

/// What the tab holds in memory, in bytes.
const WASM: &str = "return watch.memory.buffer.byteLength;";
const HEAP: &str = "return performance.memory.usedJSHeapSize;";

/// A row of the table as measured.
pub struct Line {
    pub what: &'static str,
    pub budget: String,
    pub measured: String,
    pub met: bool,
}

/// A row.
pub fn line(what: &'static str, budget: &str, measured: String, met: bool) -> Line {
    Line { what, budget: budget.to_owned(), measured, met }
}

/// Signs in on an empty phone, and waits for the last of 9,000 deals.
pub async fn first_sync(phone: &mut Phone, address: &str) -> Vec<Line> {
    watched(phone).await;
    phone.open(address).await;
    phone.sign_in("lin").await;
    let shown = until(phone, "document.querySelector('nav a[href=\"/deals\"]')").await;
    phone.tap("nav a[href='/deals']").await;
    let synced = shown + until(phone, "document.body.innerText.includes('9,000')").await;
    phone.wait_until_installed().await;
    let s = synced.as_secs_f64();
    vec![line("first sync, browser: sign-in to the last deal", "3 s", format!("{s:.1} s"), s <= 3.0)]
}

/// What the browser holds: on the disk and in memory.
pub async fn space(phone: &Phone) -> Vec<Line> {
    const MB: f64 = 1e6;
    let disk = number(
        phone,
        "return navigator.storage.estimate().then((it) => it.usageDetails?.indexedDB ?? it.usage);",
    );
    let (wasm, heap) = (number(phone, WASM).await, number(phone, HEAP).await);
    let disk = disk.await / MB;
    let tab = (wasm + heap) / MB;
    vec![
        line("storage, as the browser counts it", "5.5 MB", format!("{disk:.1} MB"), disk <= 5.5),
        line(
            "memory of the tab after the first sync",
            "80 MB",
            format!("{tab:.0} MB ({:.0} wasm)", wasm / MB),
            tab <= 80.0,
        ),
    ]
}

/// From the address to the first duty with its button; the browser is opened anew each time.
pub async fn cold_start(phone: &mut Phone, address: &str) -> Vec<Line> {
    let (mut useful, mut whole) = (Vec::new(), Vec::new());
    let mut longest = 0.0_f64;
    let mut memory = 0.0;
    for _ in 0..STARTS {
        phone.close().await;
        watched(phone).await;
        slow(phone, SLOWER).await;
        phone.open(address).await;
        until(phone, "watch.useful_ms !== null").await;
        useful.push(number(phone, "return watch.useful_ms;").await);
        // How many there are is said once all rows are read.
        until(phone, "document.querySelector('.label b')?.textContent").await;
        whole.push(number(phone, "return performance.now();").await);
        // What is compared after the screen stands counts as well.
        tokio::time::sleep(AFTER_START).await;
        longest = numbers(phone, "return watch.long_ms;").await.into_iter().fold(longest, f64::max);
        memory = number(phone, WASM).await + number(phone, HEAP).await;
    }
    slow(phone, 1).await;
    let [s, all] = [useful, whole].map(|times| share_below(&times, 0.5) / 1000.0);
    let mb = memory / 1e6;
    vec![
        line("cold start, processor slowed 4 times, median", "0.8 s", format!("{s:.2} s"), s <= 0.8),
        line("… until all rows are read, slowed likewise", "none", format!("{all:.2} s"), true),
        line("… its longest task, slowed likewise", "none", format!("{longest:.0} ms"), true),
        line("memory of the tab after a start", "80 MB", format!("{mb:.0} MB"), mb <= 80.0),
    ]
}

/// All 9,000 rows of the list drawn by, a screen a frame.
pub async fn scroll(phone: &mut Phone, address: &str) -> Vec<Line> {
    phone.open(address).await;
    phone.wait_for(".list-row").await;
    until(phone, "document.querySelector('.window').scrollHeight > 9000 * 20").await;
    // What was saved before is sent first: its answers would compute the list anew.
    until(phone, "document.body.innerText.includes('All sent')").await;
    tokio::time::sleep(AFTER_START).await;
    let script = "
      const frame = document.querySelector('.window');
      watch.long_ms.length = 0;
      const took = [];
      for (let y = 0; y < frame.scrollHeight; y += frame.clientHeight) {
        const begun = performance.now();
        frame.scrollTop = y;
        await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
        took.push(performance.now() - begun);
      }
      return took;";
    let mut lines = Vec::new();
    for (what, times, budget) in [
        ("scroll through 9,000, longest task", 1, "50 ms"),
        ("… slowed 4 times, longest task", SLOWER, "none"),
    ] {
        slow(phone, times).await;
        let p95 = share_below(&numbers(phone, script).await, 0.95);
        let long = numbers(phone, "return watch.long_ms;").await.into_iter().fold(0.0_f64, f64::max);
        let told = if long > 0.0 { format!("{long:.0} ms") } else { "none over 50 ms".to_owned() };
        lines.push(line(what, budget, format!("{told}; frame {p95:.0} ms"), times > 1 || long <= 50.0));
    }
    slow(phone, 1).await;
    lines
}

/// The company changes, so every row and all that is owed is computed anew, while the app is open.
pub async fn duties_anew(phone: &Phone, server: &Server) -> Vec<Line> {
    phone.script("watch.rows.length = 0; watch.long_ms.length = 0;").await;
    server.does(&["company", "set-policy", "follow_up_interval_days", "8", "--agreed-by", "zhao"]);
    phone.script("window.dispatchEvent(new Event('online'));").await;
    until(phone, "watch.rows.length >= 10000").await;
    let took = number(phone, "return watch.rows.at(-1) - watch.rows[0];").await / 1000.0;
    let long = numbers(phone, "return watch.long_ms;").await.into_iter().fold(0.0_f64, f64::max);
    vec![
        line("all rows and duties anew, browser", "none", format!("{took:.1} s"), true),
        line("… the longest task of it", "none", format!("{long:.0} ms"), true),
    ]
}

/// Letters in the search of the list of 9,000, each until the list stands laid out.
pub async fn search(phone: &mut Phone, address: &str) -> Vec<Line> {
    phone.open(address).await;
    phone.wait_for(".list-row").await;
    let script = format!(
        "const field = document.querySelector('input[type=search]');
        const took = [];
        const type = async (text) => {{
          const begun = performance.now();
          field.value = text;
          field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
          await new Promise((done) => {{ const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); }});
          document.body.getBoundingClientRect();
          took.push(performance.now() - begun);
        }};
        const words = '{TYPED}';
        for (let round = 0; round < 5; round++) {{
          for (let n = 1; n <= words.length; n++) await type(words.slice(0, n));
          for (let n = words.length - 1; n >= 0; n--) await type(words.slice(0, n));
        }}
        return took;"
    );
    let p95 = share_below(&numbers(phone, &script).await, 0.95);
    vec![line("a keystroke in search, p95", "16 ms", format!("{p95:.1} ms"), p95 <= 16.0)]
}

/// Contacts written down from Today: from the tap on *Save* to the closed sheet, beside raw transactions of as many
/// bytes in as many records.
pub async fn saves(phone: &mut Phone, address: &str) -> Vec<Line> {
    phone.open(address).await;
    phone.wait_for(".act").await;
    phone.script("watch.writes.length = 0;").await;
    let mut saved = Vec::new();
    for _ in 0..SAVES {
        saved.push(number(phone, SAVE).await);
    }
    let bytes = number(
        phone,
        "return watch.writes.map((tx) => tx.reduce((a, b) => a + b, 0)).reduce((a, b) => a + b, 0) / watch.writes.length;",
    );
    let (bytes, p95) = (bytes.await, share_below(&saved, 0.95));
    let raw = share_below(&numbers(phone, RAW).await, 0.95);
    let budget = format!("{:.1} ms (2 × raw)", 2.0 * raw);
    vec![line(
        "a save, durable, from tap to closed sheet, p95",
        &budget,
        format!("{p95:.1} ms ({bytes:.0} bytes)"),
        p95 <= 2.0 * raw,
    )]
}

/// Somebody caught on the page of quick capture: from the tap on *Save, next one* to the empty page, and each letter of
/// the name and number, which are compared with all that is known.
pub async fn captures(phone: &mut Phone, address: &str) -> Vec<Line> {
    phone.open(address).await;
    phone.wait_for("#capture-name").await;
    let (mut saved, mut typed) = (Vec::new(), Vec::new());
    for n in 0..SAVES {
        typed.extend(numbers(phone, &CAPTURE.replace("{N}", &n.to_string())).await);
        saved.push(number(phone, CAUGHT).await);
    }
    let (saved, typed) = (share_below(&saved, 0.95), share_below(&typed, 0.95));
    vec![
        line("a capture, durable, from tap to the next, p95", "none", format!("{saved:.1} ms"), true),
        line(
            "a keystroke compared with all customers, p95",
            "16 ms",
            format!("{typed:.1} ms"),
            typed <= 16.0,
        ),
    ]
}

/// Types a name and a number, a letter at a time; answers what each took until the page stood laid out.
const CAPTURE: &str = "
  const took = [];
  for (const [id, text] of [['capture-name', 'Visitor {N}'], ['capture-phone', '1390000{N}']]) {
    const field = document.getElementById(id);
    for (let n = 1; n <= text.length; n++) {
      const begun = performance.now();
      field.value = text.slice(0, n);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((done) => { const c = new MessageChannel(); c.port1.onmessage = done; c.port2.postMessage(0); });
      document.body.getBoundingClientRect();
      took.push(performance.now() - begun);
    }
  }
  return took;";

/// Saves it; answers the time until the page is empty again.
const CAUGHT: &str = "
  const begun = performance.now();
  document.querySelector('.capture-acts .pair .primary').click();
  return (await watch.until(() => document.querySelector('#capture-name').value === '')) - begun;";

/// One contact on the topmost duty; answers the time between tap and closed sheet.
const SAVE: &str = "
  const sheet = () => document.querySelector('dialog[open]');
  const act = () => document.querySelector('.row.acts:has(a[href=\"/policy/3.2.b\"]) .act');
  // What else is owed may fill the place before the fold.
  if (!act()) document.querySelector('.fold:not([open]) > summary')?.click();
  await watch.until(() => sheet() === null && act());
  act().click();
  await watch.until(() => sheet()?.querySelector('input[value=reached]'));
  sheet().querySelector('input[value=reached]').click();
  await watch.until(() => sheet().querySelector('input[value=phone]'));
  sheet().querySelector('input[value=phone]').click();
  const words = sheet().querySelector('#field-follow_up-content');
  words.value = 'They want the noise below 62 dB, and asked whether April is possible.';
  words.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const begun = performance.now();
  sheet().querySelector('.foot .primary').click();
  return (await watch.until(() => sheet() === null)) - begun;";

/// The same sizes in strict transactions of a database of its own; answers what each took.
const RAW: &str = "
  const asked = indexedDB.open('raw', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('raw');
  await new Promise((done) => (asked.onsuccess = done));
  const db = asked.result, took = [];
  for (const [at, sizes] of [...watch.writes].entries()) {
    const values = sizes.map((size) => crypto.getRandomValues(new Uint8Array(size)));
    const begun = performance.now();
    const tx = db.transaction(['raw'], 'readwrite', { durability: 'strict' });
    for (const [n, value] of values.entries()) tx.objectStore('raw').put(value, `${at}:${n}`);
    await new Promise((done) => (tx.oncomplete = done));
    took.push(performance.now() - begun);
  }
  return took;";
