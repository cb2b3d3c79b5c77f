//! What looks: the camera's picture again and again, or one photo at a time, until there is a code.

use std::rc::Rc;

use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::camera::{self, Camera, NoCamera};
use crate::browser::clock;
use crate::browser::files::Picture;
use crate::browser::page::{self, Listening};
use crate::browser::scanner::{Scanner, Unable};

/// Between two pictures, so that the phone stays cool.
const REST_MS: i64 = 60;
/// Before a worker that broke is started again.
const BROKEN_MS: i64 = 1_000;
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
    /// Counts what was begun; what was begun before that has nothing to say any more.
    turn: StoredValue<u32>,
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
            turn: StoredValue::new(0),
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
        let turn = self.begins(Sees::Opening);
        let _ = self.no_camera.try_set(None);
        spawn_local(async move {
            if let Err(why) = self.look(turn).await
                && self.is_on(turn)
            {
                self.begins(Sees::Nothing);
                let _ = self.no_camera.try_set(Some(why));
            }
        });
    }

    async fn look(self, turn: u32) -> Result<(), NoCamera> {
        let lost = move || {
            if self.is_on(turn) {
                self.begins(Sees::Nothing);
                let _ = self.no_camera.try_set(Some(NoCamera::Busy));
            }
        };
        let camera = camera::open(lost).await?;
        let Some(glass) = self.video.try_get_untracked().flatten() else { return Ok(()) };
        if !self.is_on(turn) {
            return Ok(());
        }
        camera.show(&glass).await?;
        if !self.is_on(turn) {
            return Ok(());
        }
        let _ = self.has_torch.try_set(camera.has_torch());
        let _ = self.camera.try_set_value(Some(camera));
        let _ = self.sees.try_set(Sees::Scene);
        let mut broken = 0;
        while self.is_on(turn) {
            match self.scanner().await.read_seen(&glass).await {
                Ok(Some(text)) => {
                    self.is_done(text, turn).await;
                    return Ok(());
                }
                // What was said of a photo stays until the camera's own pictures say otherwise.
                Ok(None) if broken == 0 => {}
                Ok(None) => {
                    broken = 0;
                    let _ = self.unable.try_set(false);
                }
                Err(Unable) => {
                    broken += 1;
                    let _ = self.unable.try_set(broken >= TRIES);
                }
            }
            clock::sleep(if broken == 0 { REST_MS } else { BROKEN_MS }).await;
        }
        Ok(())
    }

    /// Looks for a code in a photo.
    pub(super) fn look_at(self, picture: Picture) {
        let turn = self.begins(Sees::Picture);
        let _ = self.found_none.try_set(false);
        let _ = self.unable.try_set(false);
        spawn_local(async move {
            let found = self.scanner().await.read_picture(&picture).await;
            match found {
                Ok(Some(text)) => self.is_done(text, turn).await,
                _ if !self.is_on(turn) => {}
                none => {
                    let _ = self.found_none.try_set(none.is_ok());
                    let _ = self.unable.try_set(none.is_err());
                    self.begins(Sees::Nothing);
                    self.looks_on();
                }
            }
        });
    }

    /// Shows that it is done, closes, and tells the text.
    async fn is_done(self, text: String, turn: u32) {
        if !self.is_on(turn) {
            return;
        }
        let turn = self.begins(Sees::Code);
        page::vibrate(TREMBLE_MS);
        clock::sleep(READ_MS).await;
        if self.is_on(turn) {
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
        self.begins(Sees::Nothing);
        let _ = self.scanner.try_set_value(None);
    }

    /// A camera that nobody watches is shut; it opens again when the page is seen again.
    fn mind(self, visible: bool) {
        match self.sees.try_get_untracked() {
            Some(Sees::Scene | Sees::Opening) if !visible => drop(self.begins(Sees::Nothing)),
            Some(Sees::Nothing) if visible => self.looks_on(),
            _ => {}
        }
    }

    /// Opens the camera again, unless it is known that there is none.
    fn looks_on(self) {
        if self.no_camera.try_get_untracked() == Some(None) {
            self.open();
        }
    }

    /// Another thing is looked at, and the camera is shut until it is opened for that.
    fn begins(self, sees: Sees) -> u32 {
        let _ = self.camera.try_set_value(None);
        let _ = self.has_torch.try_set(false);
        let _ = self.lit.try_set(false);
        let _ = self.sees.try_set(sees);
        let _ = self.turn.try_update_value(|turn| *turn += 1);
        self.turn.try_get_value().unwrap_or_default()
    }

    /// Whether nothing was begun since; not once the sheet is gone.
    fn is_on(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
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
