//! What one kind of such records has beyond its facts: sections above and below them, the main act of its page, and
//! what a new one is made with.

use fieldbook_book::replica::{NOW, Opened};
use fieldbook_process::{Path, RecordKind, Value};
use leptos::prelude::*;

use crate::pages::chunks;
use crate::pages::market;
use crate::parts::form::Values;

/// Above the facts.
pub fn above(kind: RecordKind, opened: &Opened) -> AnyView {
    match kind {
        RecordKind::Event => crate::pages::event::above(opened),
        RecordKind::Campaign => crate::pages::campaign::above(opened),
        RecordKind::MarketNote | RecordKind::Competitor | RecordKind::MarketSize => {
            chunks::market_above(kind, opened.clone())
        }
        _ => ().into_any(),
    }
}

/// Below the facts.
pub fn below(kind: RecordKind, opened: &Opened) -> AnyView {
    match kind {
        RecordKind::MarketNote | RecordKind::Competitor | RecordKind::Segment => {
            chunks::market_below(kind, opened.clone())
        }
        RecordKind::Partner => crate::pages::partner::below(opened),
        _ => ().into_any(),
    }
}

/// Whether its facts may be changed by this person at all.
pub fn may_edit(kind: RecordKind, opened: &Opened) -> bool {
    match kind {
        RecordKind::MarketNote => market::note::may_edit(opened),
        RecordKind::MarketSize => false,
        _ => true,
    }
}

/// What stands at the foot of the page.
pub fn main_act(kind: RecordKind, opened: &Opened) -> AnyView {
    match kind {
        RecordKind::Event => crate::pages::event::main_act(opened),
        RecordKind::MarketNote | RecordKind::Competitor => chunks::market_act(kind, opened.clone()),
        _ => ().into_any(),
    }
}

/// What a new one is made with, beside what is typed.
pub fn made_with(kind: RecordKind) -> Values {
    match kind {
        // The word in a campaign's link: short enough to be printed, too many to be guessed by chance.
        RecordKind::Campaign => {
            let id = crate::pages::deal::log::new_id();
            let word: String = id.iter().skip(11).map(|byte| format!("{byte:02x}")).collect();
            vec![(Path::field("link"), Some(Value::Text(word)))]
        }
        RecordKind::Competitor | RecordKind::MarketSize => vec![(Path::field("at"), Some(NOW))],
        _ => Vec::new(),
    }
}
