//! Pictures of codes as a camera sees them: turned, tilted, out of focus, in bad light. Painted from the texts that a
//! test names, so that no picture lies in the repository.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "pixels and modules are small numbers"
)]

use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};

/// What scanners want around a code, in modules.
const QUIET_ZONE: f32 = 4.0;
/// How far the camera is from the code, in pixels: what tilting does to it depends on that.
const DISTANCE: f32 = 1100.0;
/// Each pixel is looked at this many times in both directions, or edges would be stairs.
const SAMPLES: usize = 3;
/// The card's paper, its ink, and the table that it lies on.
const PAPER: f32 = 225.0;
const INK: f32 = 35.0;
const TABLE: f32 = 120.0;

/// 350 bytes, as a card of a factory's people holds them.
pub const CARD: &str = "BEGIN:VCARD\nVERSION:3.0\nN:周;建國;;;\nFN:周建國\nORG:立群塑料機械有限公司;設備部\nTITLE:設備部長\n\
    TEL;TYPE=CELL:+86 138 0000 4821\nTEL;TYPE=WORK:+86 21 5588 6200\nEMAIL:zhou.jianguo@liqun-plastics.example.cn\n\
    ADR:;;上海市嘉定區曹安公路 4800 號 3 號樓;上海;;201804;中國\nURL:https://www.liqun-plastics.example.cn\nEND:VCARD\n";

/// A grey picture.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// A byte a pixel, row by row; 0 is black.
    pub luma: Vec<u8>,
}

/// How a code lies before the camera.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// The size of one of its modules, in pixels.
    pub module_px: f32,
    /// Turned in its own plane, in degrees.
    pub turned: f32,
    /// Tilted away from the camera, in degrees.
    pub tilted: f32,
    /// Half the width of the blur, in pixels.
    pub blur: usize,
    /// How far noise moves a pixel at most.
    pub noise: u8,
    /// What the darker side of the picture has of the light of the other one, from 0 to 1.
    pub light: f32,
    /// Light on dark.
    pub inverted: bool,
    /// Seen in a mirror, as front cameras show it.
    pub mirrored: bool,
}

impl Pose {
    /// Straight on, in focus, in good light.
    pub const STRAIGHT: Self = Self {
        module_px: 5.0,
        turned: 0.0,
        tilted: 0.0,
        blur: 0,
        noise: 0,
        light: 1.0,
        inverted: false,
        mirrored: false,
    };
    /// As a hand holds a phone over a card.
    pub const HELD: Self =
        Self { turned: 8.0, tilted: 12.0, blur: 1, noise: 12, light: 0.7, ..Self::STRAIGHT };
}

/// A code of these bytes as they are, with 15 % to mend, in the smallest version that holds them; `eci` says what they
/// are encoded in, as few codes do. `None` where no code holds so much.
pub fn code(bytes: &[u8], eci: Option<u32>) -> Option<QrCode> {
    (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        if let Some(eci) = eci {
            bits.push_eci_designator(eci).ok()?;
        }
        bits.push_byte_data(bytes).ok()?;
        bits.push_terminator(EcLevel::M).ok()?;
        QrCode::with_bits(bits, EcLevel::M).ok()
    })
}

/// A code in the middle of a picture of that size.
pub fn seen(code: &QrCode, pose: &Pose, width: usize, height: usize) -> Frame {
    let side = code.width();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|it| it == Color::Dark).collect();
    let (ink, paper) = if pose.inverted { (PAPER, INK) } else { (INK, PAPER) };
    let at = |u: f32, v: f32| {
        let half = side as f32 / 2.0;
        if u.abs() > half + QUIET_ZONE || v.abs() > half + QUIET_ZONE {
            return TABLE;
        }
        let (column, row) = ((u + half).floor(), (v + half).floor());
        let inside = column >= 0.0 && row >= 0.0 && column < side as f32 && row < side as f32;
        let is_dark = inside && dark.get(row as usize * side + column as usize).copied().unwrap_or(false);
        if is_dark { ink } else { paper }
    };
    let (sin, cos) = pose.turned.to_radians().sin_cos();
    let (tilt_sin, tilt_cos) = pose.tilted.to_radians().sin_cos();
    // From a place on the glass back to the module that is seen there.
    let looked_at = |x: f32, y: f32| {
        let x = if pose.mirrored { -x } else { x };
        let down = y * DISTANCE / (DISTANCE * tilt_cos - y * tilt_sin);
        let right = x * (DISTANCE + down * tilt_sin) / DISTANCE;
        at((right * cos + down * sin) / pose.module_px, (down * cos - right * sin) / pose.module_px)
    };
    let mut luma = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let mut sum = 0.0;
            for sample in 0..SAMPLES * SAMPLES {
                let step = |n: usize| (n as f32 + 0.5) / SAMPLES as f32;
                let (dx, dy) = (step(sample % SAMPLES), step(sample / SAMPLES));
                sum += looked_at(x as f32 + dx - width as f32 / 2.0, y as f32 + dy - height as f32 / 2.0);
            }
            let light = pose.light + (1.0 - pose.light) * x as f32 / width as f32;
            luma.push((sum / (SAMPLES * SAMPLES) as f32 * light) as u8);
        }
    }
    let mut frame = Frame { width, height, luma };
    frame.blur(pose.blur);
    frame.add_noise(pose.noise);
    frame
}

impl Frame {
    /// Each pixel becomes the mean of those around it, along rows and then along columns.
    fn blur(&mut self, half: usize) {
        if half == 0 {
            return;
        }
        for (count, length, next, step) in
            [(self.height, self.width, self.width, 1), (self.width, self.height, 1, self.width)]
        {
            for line in 0..count {
                let old: Vec<u32> = (0..length)
                    .map(|n| self.luma.get(line * next + n * step).copied().unwrap_or(0).into())
                    .collect();
                for n in 0..length {
                    let near =
                        old.get(n.saturating_sub(half)..(n + half + 1).min(length)).unwrap_or_default();
                    let mean = near.iter().sum::<u32>() / near.len().max(1) as u32;
                    if let Some(pixel) = self.luma.get_mut(line * next + n * step) {
                        *pixel = mean as u8;
                    }
                }
            }
        }
    }

    /// The same noise each time.
    fn add_noise(&mut self, most: u8) {
        let span = u32::from(most) * 2 + 1;
        let mut chance: u32 = 1;
        for pixel in &mut self.luma {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let moved = i32::from(*pixel) + ((chance >> 16) % span) as i32 - i32::from(most);
            *pixel = moved.clamp(0, 255) as u8;
        }
    }
}
