//! Where the phone is, and whether it may say so.

use serde_json::{Value, json};

use super::Phone;
use crate::{Engine, OrFail};

/// Where an engine cannot be told where it is, its pages are: here, and from the next page on.
const TOLD: &str = "Geolocation.prototype.getCurrentPosition = (found, lost) =>
    setTimeout(() => here/*?*/ ? found({ coords: here/*?*/, timestamp: Date.now() }) : lost({ code: 1, message: '' }), 0);";

impl Phone {
    /// Stands there, to so many metres, and may say so.
    pub async fn stands_at(&self, latitude: f64, longitude: f64, accuracy_m: f64) {
        let there = json!({ "latitude": latitude, "longitude": longitude, "accuracy": accuracy_m });
        if Engine::of_this_run() != Engine::Chromium {
            return self.pages_tell(&there).await;
        }
        self.may_be_located("granted").await;
        self.devtools("Emulation.setGeolocationOverride", there).await;
    }

    /// Its person does not let the app know where it is.
    pub async fn may_not_be_located(&self) {
        if Engine::of_this_run() != Engine::Chromium {
            return self.pages_tell(&json!(null)).await;
        }
        self.may_be_located("denied").await;
    }

    async fn pages_tell(&self, place: &Value) {
        let script = TOLD.replace("here/*?*/", &format!("({place})"));
        self.runs_first(&script).await;
        self.script(&script).await;
    }

    /// Puts a finger there and lifts it: on what lies below everything that is drawn, as a map does.
    pub async fn presses(&self, css: &str) {
        self.wait_for(css).await;
        // By its place: to WebKit's driver what is drawn is no element that a finger could find.
        let middle = format!(
            "const it = document.querySelector({css:?}).getBoundingClientRect();
            return [it.left + it.width / 2, it.top + it.height / 2].map(Math.floor);"
        );
        let middle: (i64, i64) = serde_json::from_value(self.script(&middle).await).or_fail(css);
        let press = self.driver().action_chain().move_to(middle.0, middle.1).click();
        press.perform().await.or_fail(css);
    }

    async fn may_be_located(&self, setting: &str) {
        let words = json!({ "permission": { "name": "geolocation" }, "setting": setting });
        self.devtools("Browser.setPermission", words).await;
    }
}
