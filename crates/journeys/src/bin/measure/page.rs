//! The page under measurement: watched from before its first line on, slowed where wanted.

use std::time::{Duration, Instant};

use journeys::Phone;
use serde_json::{Value, json};

/// Notes what happens in the page.
const WATCH: &str = include_str!("watch.js");
/// How long a measurement may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// Opens an empty page, and watches whatever is opened after it.
pub async fn watched(phone: &mut Phone) {
    phone.open("about:blank").await;
    phone.runs_first(WATCH).await;
}

/// Slows the page's processor that many times; 1 is its own speed.
pub async fn slow(phone: &Phone, times: u32) {
    phone.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times })).await;
}

/// Waits until an expression is true, and tells how long that took.
pub async fn until(phone: &Phone, expression: &str) -> Duration {
    let begun = Instant::now();
    while phone.script(&format!("return Boolean({expression});")).await != Value::Bool(true) {
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {expression}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    begun.elapsed()
}

/// The numbers that a script of the page answers with.
pub async fn numbers(phone: &Phone, script: &str) -> Vec<f64> {
    let answer = phone.script(script).await;
    let list = answer.as_array().cloned().unwrap_or_default();
    list.iter().filter_map(Value::as_f64).collect()
}

/// The number that a script of the page answers with.
pub async fn number(phone: &Phone, script: &str) -> f64 {
    phone.script(script).await.as_f64().unwrap_or(f64::NAN)
}

/// The number below which this share of them lies.
pub fn share_below(numbers: &[f64], share: f64) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index into a short list"
    )]
    let at = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
