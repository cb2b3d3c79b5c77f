use proptest::prelude::*;

use super::testing::{CARD, Frame, Pose, code, seen};
use super::{luma, read};

/// A code of a WeChat account.
const LINK: &str = "https://u.wechat.com/MABCdefGHIjklMNOpqrSTU";
/// What a 720p camera gives.
const CAMERA: (usize, usize) = (1280, 720);

fn picture(bytes: &[u8], pose: &Pose) -> Frame {
    seen(&code(bytes, None).unwrap(), pose, CAMERA.0, CAMERA.1)
}

fn is_read(text: &str, pose: &Pose) -> bool {
    let frame = picture(text.as_bytes(), pose);
    match read(&frame.luma, frame.width) {
        Some(bytes) => {
            assert_eq!(String::from_utf8(bytes).unwrap(), text, "read wrongly, {pose:?}");
            true
        }
        None => false,
    }
}

/// How a code lies, and whether one of a link, of a card of 350 and of one of 610 bytes is read.
#[test]
fn codes_are_read_or_not_as_stated() {
    let long = format!("{CARD}NOTE:{}", "展會認識，想看全電動注塑機的能耗數據。".repeat(5));
    let s = Pose::STRAIGHT;
    let table = [
        ("straight", s, [true, true, true]),
        ("small: three pixels a module", Pose { module_px: 3.0, ..s }, [true, true, true]),
        ("tiny: two pixels a module", Pose { module_px: 2.0, ..s }, [true, true, true]),
        ("less than that", Pose { module_px: 1.0, ..s }, [false, false, false]),
        ("turned a little", Pose { turned: 17.0, ..s }, [true, true, true]),
        ("on its corner", Pose { turned: 45.0, ..s }, [true, true, true]),
        ("on its side", Pose { turned: 90.0, ..s }, [true, true, true]),
        ("on its head", Pose { turned: 200.0, ..s }, [true, true, true]),
        ("tilted", Pose { tilted: 25.0, ..s }, [true, true, true]),
        (
            "tilted a lot: the larger it is, the more it is bent",
            Pose { tilted: 40.0, ..s },
            [true, false, false],
        ),
        ("tilted and turned", Pose { tilted: 30.0, turned: 30.0, ..s }, [true, true, true]),
        ("out of focus, five pixels", Pose { blur: 2, ..s }, [true, true, true]),
        ("out of focus, seven pixels", Pose { blur: 3, ..s }, [true, true, true]),
        ("out of focus, thirteen pixels", Pose { blur: 6, ..s }, [false, false, false]),
        ("in the dark of a hall", Pose { noise: 60, ..s }, [true, true, true]),
        ("in the dark", Pose { noise: 90, ..s }, [true, true, true]),
        ("half in the shade", Pose { light: 0.15, ..s }, [true, true, true]),
        ("light on dark", Pose { inverted: true, ..s }, [true, true, true]),
        ("in a mirror", Pose { mirrored: true, ..s }, [true, true, true]),
        (
            "in a hand at a stand",
            Pose { module_px: 3.0, turned: 12.0, tilted: 20.0, blur: 1, noise: 20, light: 0.5, ..s },
            [true, true, true],
        ),
    ];
    let found: Vec<_> = table
        .iter()
        .map(|(name, pose, _)| (*name, [LINK, CARD, &long].map(|text| is_read(text, pose))))
        .collect();
    let stated: Vec<_> = table.iter().map(|(name, _, stated)| (*name, *stated)).collect();
    assert_eq!(found, stated);
}

#[test]
fn bytes_come_out_as_they_went_in_whatever_they_mean() {
    let (gb, _, _) = encoding_rs::GB18030.encode("FN:周建国 ORG:立群塑料机械有限公司");
    let (jis, _, _) = encoding_rs::SHIFT_JIS.encode("FN:田中一郎 ORG:ひかり製作所");
    let all: Vec<u8> = (0..=255).collect();
    // 26 says UTF-8 and 29 GB18030, in the few codes that say anything.
    for (bytes, eci) in
        [(&*gb, None), (&*gb, Some(29)), (&*jis, None), (&all, None), (LINK.as_bytes(), Some(26))]
    {
        let frame = seen(&code(bytes, eci).unwrap(), &Pose::STRAIGHT, CAMERA.0, CAMERA.1);
        assert_eq!(read(&frame.luma, frame.width).as_deref(), Some(bytes), "{eci:?}");
    }
}

#[test]
fn of_a_picture_in_colours_the_light_counts() {
    assert_eq!(luma(&[255, 255, 255, 255, 0, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]), [255, 0, 149, 28]);
}

#[test]
fn a_picture_without_a_code_has_none() {
    assert_eq!(read(&vec![128; 1280 * 720], 1280), None);
    assert_eq!(read(&[], 0), None);
    assert_eq!(read(&[0; 40], 100), None);
}

// `PROPTEST_CASES` looks longer.
proptest! {
    #[test]
    fn noise_of_any_size_is_read_as_nothing_or_something_and_never_breaks(
        luma in proptest::collection::vec(any::<u8>(), 0..40_000), width in 0_usize..300,
    ) {
        let _read = read(&luma, width);
    }

    /// What looks like a code from afar is what a decoder breaks at.
    #[test]
    fn a_damaged_code_never_breaks_it(
        bytes in proptest::collection::vec(any::<u8>(), 1..400),
        turned in 0.0_f32..360.0, tilted in 0.0_f32..60.0, module_px in 1.0_f32..4.0, inverted: bool,
        blots in proptest::collection::vec((0_usize..320, 0_usize..240, 1_usize..80, 1_usize..80, any::<u8>()), 0..6),
    ) {
        let pose = Pose { module_px, turned, tilted, inverted, noise: 10, ..Pose::STRAIGHT };
        let mut frame = seen(&code(&bytes, None).unwrap(), &pose, 320, 240);
        for (left, top, width, height, grey) in blots {
            for y in top..(top + height).min(240) {
                frame.luma[y * 320 + left..y * 320 + (left + width).min(320)].fill(grey);
            }
        }
        let _read = read(&frame.luma, frame.width);
    }
}
