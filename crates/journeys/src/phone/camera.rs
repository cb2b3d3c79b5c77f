//! What the phone's camera sees, and photos of codes: a video that Chromium plays instead of a camera, painted from the
//! text of a code.

use std::fs;
use std::path::{Path, PathBuf};

use fieldbook_scanner::testing::{Frame, Pose, code, seen};

use super::Phone;
use crate::{Engine, OrFail};

/// What there is of a camera.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lens {
    /// None.
    Missing,
    /// One that the person lets the app use.
    Allowed,
    /// One that the person does not let the app use.
    Refused,
}

impl Lens {
    /// What Chromium is started with.
    pub(super) fn flags(self, profile: &Path) -> Vec<String> {
        let video = format!("--use-file-for-fake-video-capture={}", video(profile).display());
        let fake = || "--use-fake-device-for-media-stream".to_owned();
        match self {
            Self::Missing => Vec::new(),
            Self::Allowed => vec![fake(), video, "--use-fake-ui-for-media-stream".to_owned()],
            Self::Refused => vec![fake(), video, "--use-fake-ui-for-media-stream=deny".to_owned()],
        }
    }
}

impl Phone {
    /// With a camera that the app may use. It sees an empty table until it is told what lies there.
    #[must_use]
    pub fn with_camera(mut self) -> Self {
        self.setup.lens = Lens::Allowed;
        self.camera_sees_nothing();
        self
    }

    /// With a camera that the app may not use.
    #[must_use]
    pub fn refusing_its_camera(mut self) -> Self {
        self.setup.lens = Lens::Refused;
        self.camera_sees_nothing();
        self
    }

    /// What lies under the camera from its next opening on: a code of these bytes.
    pub fn camera_sees(&self, bytes: &[u8]) {
        self.camera_shows(&painted(bytes));
    }

    /// Opens the scanner by that button and has it read a code: before the camera, or by a photo where the engine's camera
    /// sees nothing of ours.
    pub async fn scans(&self, button: &str, bytes: &[u8]) {
        self.camera_sees(bytes);
        self.tap(button).await;
        if Engine::of_this_run() != Engine::Chromium {
            self.choose_file("dialog.scan input[type=file]:not([capture])", &self.photo_of_a_code(bytes))
                .await;
        }
    }

    /// Only the table lies under the camera from its next opening on.
    pub fn camera_sees_nothing(&self) {
        let (width, height) = (1280, 720);
        self.camera_shows(&Frame { width, height, luma: vec![120; width * height] });
    }

    /// Chromium reads the file anew whenever the camera is opened; a new one in its place does not disturb what is open.
    fn camera_shows(&self, frame: &Frame) {
        let (next, video) = (self.profile.path().join("next.y4m"), video(self.profile.path()));
        fs::write(&next, y4m(frame)).or_fail("the camera's video");
        fs::rename(next, video).or_fail("the camera's video");
    }

    /// A photo of a code, to be chosen as a file.
    pub fn photo_of_a_code(&self, bytes: &[u8]) -> PathBuf {
        self.photo("code", &painted(bytes))
    }

    /// A photo of a table.
    pub fn photo_of_nothing(&self) -> PathBuf {
        self.photo("table", &Frame { width: 640, height: 480, luma: vec![120; 640 * 480] })
    }

    fn photo(&self, name: &str, frame: &Frame) -> PathBuf {
        let path = self.profile.path().join(format!("{name}.bmp"));
        fs::write(&path, bmp(frame)).or_fail("a photo");
        path
    }
}

fn video(profile: &Path) -> PathBuf {
    profile.join("camera.y4m")
}

fn painted(bytes: &[u8]) -> Frame {
    let code = code(bytes, None).ok_or(()).or_fail("no code holds so much");
    seen(&code, &Pose::HELD, 1280, 720)
}

/// A video of one picture that lasts; colours are none.
fn y4m(Frame { width, height, luma }: &Frame) -> Vec<u8> {
    let mut video = format!("YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..2 {
        video.extend_from_slice(b"FRAME\n");
        video.extend_from_slice(luma);
        video.resize(video.len() + luma.len() / 2, 128);
    }
    video
}

/// A Windows bitmap of 256 greys, which every browser reads and needs no packing; `width` is a multiple of four.
fn bmp(Frame { width, height, luma }: &Frame) -> Vec<u8> {
    const HEAD: usize = 14 + 40 + 256 * 4;
    let number = |number: usize| u32::try_from(number).or_fail("a small picture").to_le_bytes();
    let mut file = b"BM".to_vec();
    file.extend(
        [number(HEAD + luma.len()), number(0), number(HEAD), number(40), number(*width), number(*height)]
            .concat(),
    );
    // One plane, eight bits a pixel; nothing packed, no resolution, all colours.
    file.extend([1, 0, 8, 0]);
    file.extend([0; 24]);
    file.extend((0..=u8::MAX).flat_map(|grey| [grey, grey, grey, 0]));
    // From the lowest row up.
    file.extend(luma.chunks(*width).rev().flatten());
    file
}
