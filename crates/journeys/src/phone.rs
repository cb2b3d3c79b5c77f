//! A phone: a browser of a phone's size that nobody sees, with a profile that outlives the browser, so that it can be
//! closed, killed and opened again with everything it stored.

mod browser;
mod camera;
mod contact;
mod faults;
mod files;
mod ground;
mod sheet;
mod typed;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;
use tokio::time::sleep;

use self::browser::Browser;
use self::camera::Lens;
use crate::{Engine, LOOK_EVERY, Moment, OrFail, PATIENCE, Server, in_repository};

/// Another clock for the pages of a browser; where several are put in, the last one is what they see.
const PUT_BACK: &str = "{
    const Real = (window.realDate ??= Date), back = 0/*ms*/;
    window.Date = class extends Real {
        constructor(...words) { words.length ? super(...words) : super(Real.now() - back); }
        static now() { return Real.now() - back; }
    };
}";

/// How the phone is set up; what a person would choose in its settings.
#[derive(Clone)]
pub(crate) struct Setup {
    pub width_px: u32,
    pub height_px: u32,
    pub dark: bool,
    pub language: String,
    pub put_back_ms: i64,
    pub lens: Lens,
}

/// One phone with what it stored.
pub struct Phone {
    setup: Setup,
    profile: TempDir,
    browser: Option<Browser>,
    patience: Duration,
    /// How far the open browser was told to put its clock back.
    told_ms: i64,
}

impl Phone {
    /// A phone of the usual size (390×844), light, in English, its clock at [`Moment::usual`], its browser not yet open.
    #[expect(clippy::new_without_default, reason = "a phone makes a folder, which may fail")]
    pub fn new() -> Self {
        let setup = Setup {
            width_px: 390,
            height_px: 844,
            dark: false,
            language: "en".to_owned(),
            put_back_ms: Moment::usual().back_ms(),
            lens: Lens::Missing,
        };
        Self {
            setup,
            profile: TempDir::new().or_fail("no folder for a profile"),
            browser: None,
            patience: PATIENCE,
            told_ms: 0,
        }
    }

    /// The smallest phone we care for: 360×640.
    #[must_use]
    pub fn small(mut self) -> Self {
        (self.setup.width_px, self.setup.height_px) = (360, 640);
        self
    }

    /// Any other size in CSS pixels.
    #[must_use]
    pub fn sized(mut self, width_px: u32, height_px: u32) -> Self {
        (self.setup.width_px, self.setup.height_px) = (width_px, height_px);
        self
    }

    /// Waits for so many times as long as others do: where thousands of records are fetched.
    #[must_use]
    pub fn patient(mut self, times: u32) -> Self {
        self.patience = PATIENCE * times;
        self
    }

    /// Set to dark.
    #[must_use]
    pub fn dark(mut self) -> Self {
        self.setup.dark = true;
        self
    }

    /// Set to this language: `zh-TW`, `zh-CN`, `en`.
    #[must_use]
    pub fn speaking(mut self, language: &str) -> Self {
        self.setup.language = language.to_owned();
        self
    }

    /// From the next page on, its clock is put back that far; 0 for the clock of this machine.
    pub const fn puts_its_clock_back(&mut self, ms: i64) {
        self.setup.put_back_ms = ms;
    }

    /// By the clock of this machine: for servers as people get them, and for what a worker of the browser notes, whose
    /// clock nobody puts back.
    #[must_use]
    pub const fn by_the_real_clock(mut self) -> Self {
        self.setup.put_back_ms = 0;
        self
    }

    /// Opens the browser if it isn't open, and goes to an address.
    pub async fn open(&mut self, url: &str) {
        if self.browser.is_none() {
            self.browser = Some(Browser::start(&self.setup, self.profile.path()).await);
            self.told_ms = 0;
        }
        if self.told_ms != self.setup.put_back_ms {
            let script = PUT_BACK.replace("0/*ms*/", &self.setup.put_back_ms.to_string());
            self.runs_first(&script).await;
            self.told_ms = self.setup.put_back_ms;
        }
        self.at_hand().fit(&self.setup).await;
        self.driver().goto(url).await.or_fail(url);
    }

    /// From the next page on, this script runs before anything else in it. What it changes belongs on a prototype: an object
    /// that nobody holds, such as `navigator.mediaDevices`, WebKit makes anew.
    pub async fn runs_first(&self, script: &str) {
        self.at_hand().run_first(script, self.profile.path()).await;
    }

    /// What the page has said in its console.
    pub async fn console(&self) -> Vec<String> {
        self.at_hand().console().await
    }

    /// Tells Chromium something in its own protocol.
    pub async fn devtools(&self, command: &str, words: Value) {
        let engine = Engine::of_this_run();
        assert!(engine == Engine::Chromium, "{engine:?} knows no {command}: ask `Engine::lacks` first");
        self.driver().cdp().send_raw(command, words).await.or_fail(command);
    }

    /// Closes the browser in good order.
    pub async fn close(&mut self) {
        self.take_browser().close().await;
    }

    /// kill -9 of the browser; what wasn't durable is gone.
    pub async fn kill(&mut self) {
        self.take_browser().kill().await;
    }

    fn take_browser(&mut self) -> Browser {
        self.browser.take().ok_or(()).or_fail("the browser is not open")
    }

    /// The driver of the open browser, for what isn't here.
    pub fn driver(&self) -> &WebDriver {
        &self.at_hand().driver
    }

    fn at_hand(&self) -> &Browser {
        self.browser.as_ref().ok_or(()).or_fail("the browser is not open")
    }

    /// Signs somebody of the demo company in, and waits until the sign-in is gone.
    pub async fn sign_in(&self, account: &str) {
        self.type_into("#account", account).await;
        self.type_into("#password", "fieldbook-demo").await;
        self.tap("button.primary").await;
        self.wait_until("document.querySelector('#password') === null").await;
    }

    /// Takes somebody's book onto this phone: signed in, everything fetched and sent, the app installed.
    pub async fn takes_the_book_of(&mut self, account: &str, server: &Server) {
        self.open(&server.url("/")).await;
        self.sign_in(account).await;
        self.wait_for(".tabs").await;
        self.wait_for_text(if self.setup.language == "en" { "All sent" } else { "已送出" }).await;
        self.wait_until_installed().await;
    }

    /// Waits until that many people's books lie in this browser.
    pub async fn waits_for_books(&self, count: usize) {
        let books = "indexedDB.databases()
            .then((all) => all.filter((it) => /^fieldbook-[0-9a-f]+$/.test(it.name)).length)";
        self.wait_until(&format!("{books}.then((books) => books === {count})")).await;
    }

    /// Waits until the app stands on the screen.
    pub async fn wait_until_started(&self) {
        self.wait_for("html[data-app=started]").await;
    }

    /// Waits until the app is whole on the phone and starts without the network.
    pub async fn wait_until_installed(&self) {
        self.wait_until("navigator.serviceWorker.controller !== null").await;
    }

    /// Waits for an element to be there and visible.
    pub async fn wait_for(&self, css: &str) -> WebElement {
        let deadline = Instant::now() + self.patience;
        loop {
            if let Ok(element) = self.driver().find(By::Css(css)).await
                && element.is_displayed().await.unwrap_or(false)
            {
                return element;
            }
            self.look_again(deadline, css).await;
        }
    }

    /// Waits until a text is to be seen on the page.
    pub async fn wait_for_text(&self, text: &str) {
        let deadline = Instant::now() + self.patience;
        while !self.text().await.contains(text) {
            self.look_again(deadline, text).await;
        }
    }

    /// Waits until a text is no longer to be seen on the page.
    pub async fn wait_for_text_gone(&self, text: &str) {
        let deadline = Instant::now() + self.patience;
        while self.text().await.contains(text) {
            self.look_again(deadline, &format!("no {text}")).await;
        }
    }

    /// Waits until a JavaScript expression is true; it may be a promise.
    pub async fn wait_until(&self, expression: &str) {
        let deadline = Instant::now() + self.patience;
        while self.try_script(&format!("return ({expression});")).await != Ok(Value::Bool(true)) {
            self.look_again(deadline, expression).await;
        }
    }

    /// Sleeps until the next look; past the deadline it takes a picture and gives up.
    async fn look_again(&self, deadline: Instant, what: &str) {
        if Instant::now() > deadline {
            self.shot("failed").await;
            let (text, log) = (self.text().await, self.console().await);
            assert!(
                Instant::now() <= deadline,
                "waited in vain for {what}\non screen: {text}\nconsole: {log:#?}"
            );
        }
        sleep(LOOK_EVERY).await;
    }

    /// Waits for an element and taps it; as a person does, out from under what lies above its place, and once more where
    /// it was drawn anew under the finger.
    pub async fn tap(&self, css: &str) {
        let deadline = Instant::now() + self.patience;
        loop {
            let element = self.wait_for(css).await;
            let tapped = match element.scroll_into_view().await {
                Ok(()) => element.click().await,
                Err(fault) => Err(fault),
            };
            match tapped.map_err(WebDriverError::into_inner) {
                Err(WebDriverErrorInner::StaleElementReference(_)) => self.look_again(deadline, css).await,
                done => return done.or_fail(css),
            }
        }
    }

    /// Waits for a field and types into it.
    pub async fn type_into(&self, css: &str, text: &str) {
        // WebKit's driver knows the key alone.
        let keys = text.replace('\n', "\u{e007}");
        self.wait_for(css).await.send_keys(keys).await.or_fail(css);
    }

    /// What is to be read on the page; empty while there is none.
    pub async fn text(&self) -> String {
        let text = self.try_script("return document.body ? document.body.innerText : '';").await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Runs JavaScript in the page and returns what it returns; a promise is awaited.
    pub async fn script(&self, body: &str) -> Value {
        self.try_script(body).await.or_fail(body)
    }

    async fn try_script(&self, body: &str) -> Result<Value, String> {
        let result = self.driver().execute(body, Vec::new()).await.map_err(|error| error.to_string())?;
        Ok(result.json().clone())
    }

    /// Takes a picture: `target/shots/NAME.png`.
    pub async fn shot(&self, name: &str) {
        let folder = in_repository("target/shots");
        std::fs::create_dir_all(&folder).or_fail("target/shots");
        let path = folder.join(format!("{name}.png"));
        self.driver().screenshot(Path::new(&path)).await.or_fail("a picture");
    }
}
