//! What looks: the camera's picture again and again, or one photo at a time, until there is a code.

use std::rc::Rc;

use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::camera::{self, Camera, Glass, NoCamera};
use crate::browser::clock;
use crate::browser::files::Picture;
use crate::browser::page::{self, Listening};
use crate::browser::scanner::{Scanner, Unable};

/// Between two pictures, so that the phone stays cool.
const REST_MS: i64 = 60;
/// How long a code is shown as read before the sheet closes.
const READ_MS: i64 = 350;
const TREMBLE_MS: u32 = 60;
/// A worker that breaks is started again so many times before it is said.
const TRIES: u32 = 3;

/// What is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sees {
    /// No camera, no photo.
    Nothing,
    /// The camera is being opened, or the person is being asked for it.
    Opening,
    /// What the camera sees.
    Scene,
    /// A photo.
    Picture,
    /// The code that was looked for.
    Code,
}

/// The state of one sheet.
#[derive(Clone, Copy)]
pub(super) struct Eye {
    video: NodeRef<Video>,
    sees: RwSignal<Sees>,
    no_camera: RwSignal<Option<NoCamera>>,
    /// Something was looked at, and nothing can read codes; or nothing was in it.
    unable: RwSignal<bool>,
    found_none: RwSignal<bool>,
    has_torch: RwSignal<bool>,
    lit: RwSignal<bool>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
    scanner: StoredValue<Option<Rc<Scanner>>, LocalStorage>,
    on_code: Callback<String>,
    close: Callback<()>,
}

impl Eye {
    /// Shut until it is opened, and when the page is out of sight.
    pub(super) fn new(video: NodeRef<Video>, on_code: Callback<String>, close: Callback<()>) -> Self {
        let eye = Self {
            video,
            sees: RwSignal::new(Sees::Nothing),
            no_camera: RwSignal::new(None),
            unable: RwSignal::new(false),
            found_none: RwSignal::new(false),
            has_torch: RwSignal::new(false),
            lit: RwSignal::new(false),
            camera: StoredValue::new_local(None),
            scanner: StoredValue::new_local(None),
            on_code,
            close,
        };
        let visible = Listening::to_visibility(move |visible| eye.mind(visible));
        let visible = StoredValue::new_local(visible);
        on_cleanup(move || {
            visible.dispose();
            eye.shut();
        });
        eye
    }

    pub(super) fn sees(self) -> Sees {
        self.sees.get()
    }

    pub(super) fn no_camera(self) -> Option<NoCamera> {
        self.no_camera.get()
    }

    pub(super) fn is_unable(self) -> bool {
        self.unable.get()
    }

    pub(super) fn found_none(self) -> bool {
        self.found_none.get()
    }

    pub(super) fn has_torch(self) -> bool {
        self.has_torch.get()
    }

    pub(super) fn is_lit(self) -> bool {
        self.lit.get()
    }

    /// Opens the camera and looks until there is a code.
    pub(super) fn open(self) {
        self.becomes(Sees::Opening);
        let _ = self.no_camera.try_set(None);
        spawn_local(async move {
            let Some(video) = self.video.try_get_untracked().flatten() else { return };
            let lost = move || self.stops(NoCamera::Busy);
            match camera::open(&video, lost).await {
                // Closed meanwhile: what is dropped here stops.
                Ok(_) | Err(_) if self.now() != Sees::Opening => {}
                Ok(camera) => {
                    let _ = self.has_torch.try_set(camera.has_torch());
                    let _ = self.camera.try_set_value(Some(camera));
                    self.becomes(Sees::Scene);
                    self.look(&video).await;
                }
                Err(why) => self.stops(why),
            }
        });
    }

    async fn look(self, video: &Glass) {
        let mut broken = 0;
        while self.now() == Sees::Scene {
            match self.scanner().await.read_seen(video).await {
                Ok(Some(text)) => return self.is_done(text, Sees::Scene).await,
                Ok(None) => broken = 0,
                Err(Unable) => broken += 1,
            }
            let _ = self.unable.try_set(broken >= TRIES);
            clock::sleep(REST_MS).await;
        }
    }

    /// Looks for a code in a photo.
    pub(super) fn look_at(self, picture: Picture) {
        let _ = self.found_none.try_set(false);
        self.shuts_camera();
        self.becomes(Sees::Picture);
        spawn_local(async move {
            match self.scanner().await.read_picture(&picture).await {
                Ok(Some(text)) => return self.is_done(text, Sees::Picture).await,
                found => {
                    let _ = self.unable.try_set(found.is_err());
                    let _ = self.found_none.try_set(found.is_ok());
                }
            }
            if self.now() == Sees::Picture {
                self.becomes(Sees::Nothing);
                if self.no_camera.try_get_untracked() == Some(None) {
                    self.open();
                }
            }
        });
    }

    /// Shows that it is done, closes, and tells the text.
    async fn is_done(self, text: String, saw: Sees) {
        if self.now() != saw {
            return;
        }
        self.becomes(Sees::Code);
        page::vibrate(TREMBLE_MS);
        clock::sleep(READ_MS).await;
        if self.now() == Sees::Code {
            self.close.run(());
            self.on_code.run(text);
        }
    }

    pub(super) fn switch_torch(self) {
        self.lit.update(|lit| *lit = !*lit);
        self.camera.with_value(|camera| {
            if let Some(camera) = camera {
                camera.set_torch(self.lit.get_untracked());
            }
        });
    }

    /// Looks no more.
    pub(super) fn shut(self) {
        self.shuts_camera();
        self.becomes(Sees::Nothing);
        let _ = self.scanner.try_set_value(None);
    }

    /// A camera that nobody watches is shut; it opens again when the page is seen again.
    fn mind(self, visible: bool) {
        match self.now() {
            Sees::Scene | Sees::Opening if !visible => {
                self.shuts_camera();
                self.becomes(Sees::Nothing);
            }
            Sees::Nothing if visible && self.no_camera.try_get_untracked() == Some(None) => self.open(),
            _ => {}
        }
    }

    fn stops(self, why: NoCamera) {
        self.shuts_camera();
        self.becomes(Sees::Nothing);
        let _ = self.no_camera.try_set(Some(why));
    }

    fn shuts_camera(self) {
        let _ = self.camera.try_set_value(None);
        let _ = self.has_torch.try_set(false);
        let _ = self.lit.try_set(false);
    }

    /// `Nothing` as well once the sheet is gone.
    fn now(self) -> Sees {
        self.sees.try_get_untracked().unwrap_or(Sees::Nothing)
    }

    fn becomes(self, sees: Sees) {
        let _ = self.sees.try_set(sees);
    }

    async fn scanner(self) -> Rc<Scanner> {
        if let Some(scanner) = self.scanner.try_get_value().flatten() {
            return scanner;
        }
        let scanner = Rc::new(Scanner::new().await);
        let _ = self.scanner.try_set_value(Some(Rc::clone(&scanner)));
        scanner
    }
}
