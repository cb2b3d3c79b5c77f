//! How many pictures of a camera the scanner looks at in a second.

use fieldbook_scanner::read;
use fieldbook_scanner::testing::{CARD, Frame, Pose, code, seen};

use crate::measure::{Line, Size, timed};

const FRAMES: u32 = 60;

/// 720p, with a card and without: where nothing is found, everything is tried.
pub(crate) fn frames(_: &Size) -> Vec<Line> {
    let (width, height) = (1280, 720);
    let card = seen(&code(CARD.as_bytes(), None).unwrap(), &Pose::HELD, width, height);
    let table = Frame { width, height, luma: vec![120; width * height] };
    let rate = |frame: &Frame, found: bool| {
        let ((), took) = timed(|| {
            for _ in 0..FRAMES {
                assert_eq!(read(&frame.luma, frame.width).is_some(), found, "read or not as it should be");
            }
        });
        format!("{:.0}/s", f64::from(FRAMES) / took.as_secs_f64())
    };
    let line = |what, measured| Line { what, budget: "none", measured, met: true };
    vec![
        line("frames of 720p looked at, with a card", rate(&card, true)),
        line("… of an empty table", rate(&table, false)),
    ]
}
