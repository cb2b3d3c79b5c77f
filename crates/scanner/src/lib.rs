//! Reads a QR code in a grey picture, for browsers that cannot. It is a wasm of its own in a worker of its own: the
//! first load does not carry it, and the page goes on while it looks.
//!
//! Why rxing and not rqrr: of the same painted cards (`testing`) with 40 to 600 bytes, turned, tilted, out of focus, noisy
//! and in bad light, rxing's port of zxing-cpp read clearly more than rqrr, and was several times faster.

mod encoding;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod tests;

use rxing::common::{BitMatrix, DetectorRXingResult, HybridBinarizer};
use rxing::qrcode::cpp_port::decoder::Decode;
use rxing::qrcode::cpp_port::detector::{FindFinderPatterns, GenerateFinderPatternSets, SampleQR};
use rxing::{Binarizer, Luma8Source};

pub use encoding::encoding;

/// Below this a picture holds no code that could be read.
const LEAST_SIDE: usize = 21;

/// The bytes of the plainest code in a grey picture, a byte a pixel and `width` of them in a row. `None` where there is
/// none, or none can be made out.
pub fn read(luma: &[u8], width: usize) -> Option<Vec<u8>> {
    let height = luma.len().checked_div(width)?;
    read_at(luma, width, height).or_else(|| {
        // Half as sharp is also half as noisy, and what was out of focus is in it again.
        let half = halved(luma, width);
        read_at(&half, width / 2, height / 2)
    })
}

/// Reads at one size: dark on light, then light on dark.
fn read_at(luma: &[u8], width: usize, height: usize) -> Option<Vec<u8>> {
    if width < LEAST_SIDE || height < LEAST_SIDE {
        return None;
    }
    let (columns, rows) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let source = Luma8Source::new_with_slice(luma.get(..width * height)?, columns, rows).ok()?;
    let binarizer = HybridBinarizer::new(source);
    let black = binarizer.get_black_matrix().ok()?;
    read_in(black).or_else(|| {
        let mut white = black.clone();
        white.flip_self();
        read_in(&white)
    })
}

fn read_in(black: &BitMatrix) -> Option<Vec<u8>> {
    // Looks at every third row, however dense a code would have to be.
    const EVERYWHERE: bool = true;
    let mut corners = FindFinderPatterns(black, EVERYWHERE, 0);
    GenerateFinderPatternSets(&mut corners).iter().find_map(|corners| {
        let grid = SampleQR(black, corners).ok()?;
        let code = Decode(grid.getBits()).ok()?;
        (code.isValid() && !code.content().bytes().is_empty()).then(|| code.content().bytes().to_vec())
    })
}

/// Four pixels become one.
fn halved(luma: &[u8], width: usize) -> Vec<u8> {
    let mut rows = luma.chunks_exact(width.max(1));
    let mut half = Vec::with_capacity(luma.len() / 4);
    while let (Some(upper), Some(lower)) = (rows.next(), rows.next()) {
        let pairs = upper.chunks_exact(2).zip(lower.chunks_exact(2));
        half.extend(pairs.map(|(a, b)| {
            let sum: u16 = a.iter().chain(b).map(|pixel| u16::from(*pixel)).sum();
            u8::try_from(sum / 4).unwrap_or(u8::MAX)
        }));
    }
    half
}

/// The grey picture of one in colours, four bytes a pixel, as a canvas gives it.
pub fn luma(rgba: &[u8]) -> Vec<u8> {
    let grey = |pixel: &[u8]| match pixel {
        // As the eye sees them, in parts of 256.
        [red, green, blue, ..] => {
            (77 * u32::from(*red) + 150 * u32::from(*green) + 29 * u32::from(*blue)) >> 8
        }
        _ => 0,
    };
    rgba.chunks_exact(4).map(|pixel| u8::try_from(grey(pixel)).unwrap_or(u8::MAX)).collect()
}
