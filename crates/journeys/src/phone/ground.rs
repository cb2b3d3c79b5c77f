//! Where the phone is, and whether it may say so.

use serde_json::json;

use super::Phone;
use crate::OrFail;

impl Phone {
    /// Stands there, to so many metres, and may say so.
    pub async fn stands_at(&self, latitude: f64, longitude: f64, accuracy_m: f64) {
        self.may_be_located("granted").await;
        let there = json!({ "latitude": latitude, "longitude": longitude, "accuracy": accuracy_m });
        self.devtools("Emulation.setGeolocationOverride", there).await;
    }

    /// Its person does not let the app know where it is.
    pub async fn may_not_be_located(&self) {
        self.may_be_located("denied").await;
    }

    /// Puts a finger there and lifts it: on what lies below everything that is drawn, as a map does.
    pub async fn presses(&self, css: &str) {
        let element = self.wait_for(css).await;
        let press = self.driver().action_chain().move_to_element_center(&element).click();
        press.perform().await.or_fail(css);
    }

    async fn may_be_located(&self, setting: &str) {
        let words = json!({ "permission": { "name": "geolocation" }, "setting": setting });
        self.devtools("Browser.setPermission", words).await;
    }
}
