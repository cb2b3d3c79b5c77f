//! Telling phones that there is news: a poke carries nothing but "pull now". It can be lost, as every stream
//! can; a phone asks by itself often enough, so pokes are for speed, never for correctness.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fieldbook_process::DeviceId;
use fieldbook_process::audience::Feed;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender};

#[cfg(test)]
mod tests;

/// Pokes on their way to a slow stream; one that falls further behind is poked once for all it missed.
const WAITING: usize = 256;

#[derive(Debug, Clone)]
enum Poke {
    /// These feeds have news; the device that brought them knows.
    News(Arc<BTreeSet<Feed>>, DeviceId),
    /// Anything may have changed, also who reads what.
    Everyone,
    /// The server stops.
    Stop,
}

/// Where pokes go out from.
#[derive(Debug)]
pub struct Pokes {
    to: Sender<Poke>,
    told: Mutex<Told>,
}

/// What was told when, counted in pokes: a phone that pulled, then opened its stream, must not miss what came
/// in between.
#[derive(Debug, Default)]
struct Told {
    count: u64,
    feeds: BTreeMap<Feed, u64>,
    everyone: u64,
    pulled: BTreeMap<DeviceId, u64>,
}

/// A phone's stream of pokes.
#[derive(Debug)]
pub struct Stream {
    from: Receiver<Poke>,
    feeds: BTreeSet<Feed>,
    device: DeviceId,
    owed: bool,
    ended: bool,
}

impl Default for Pokes {
    fn default() -> Self {
        Self { to: broadcast::channel(WAITING).0, told: Mutex::default() }
    }
}

impl Pokes {
    /// Tells the readers of feeds, except the device that brought the news.
    pub fn news(&self, feeds: BTreeSet<Feed>, from: DeviceId) {
        if feeds.is_empty() {
            return;
        }
        let mut told = self.told();
        told.count += 1;
        let count = told.count;
        told.feeds.extend(feeds.iter().map(|feed| (feed.clone(), count)));
        // Nobody listening is no failure.
        let _heard = self.to.send(Poke::News(Arc::new(feeds), from));
    }

    /// Tells everyone. Streams end with it and are opened anew, since their person may read other feeds now.
    pub fn everyone(&self) {
        let mut told = self.told();
        told.count += 1;
        told.everyone = told.count;
        let _heard = self.to.send(Poke::Everyone);
    }

    /// Ends all streams.
    pub fn stop(&self) {
        let _heard = self.to.send(Poke::Stop);
    }

    /// A device begins to pull: what is told from now on is news to it.
    pub fn pulling(&self, device: DeviceId) {
        let mut told = self.told();
        let count = told.count;
        told.pulled.insert(device, count);
    }

    /// Opens a stream. It begins with a poke if anything was told since the device pulled.
    pub fn stream(&self, feeds: BTreeSet<Feed>, device: DeviceId) -> Stream {
        let told = self.told();
        let latest = feeds.iter().filter_map(|feed| told.feeds.get(feed)).chain([&told.everyone]).max();
        let owed = match told.pulled.get(&device) {
            Some(pulled) => latest.is_some_and(|latest| latest > pulled),
            None => true,
        };
        Stream { from: self.to.subscribe(), feeds, device, owed, ended: false }
    }

    /// How many streams are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.to.receiver_count()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stream {
    /// Waits for the next poke; `None` when the stream ends.
    pub async fn next(&mut self) -> Option<()> {
        if std::mem::take(&mut self.owed) {
            return Some(());
        }
        while !self.ended {
            match self.from.recv().await {
                Ok(Poke::News(feeds, from)) => {
                    if from != self.device && !self.feeds.is_disjoint(&feeds) {
                        return Some(());
                    }
                }
                Ok(Poke::Everyone) => {
                    self.ended = true;
                    return Some(());
                }
                Err(RecvError::Lagged(_)) => return Some(()),
                Ok(Poke::Stop) | Err(RecvError::Closed) => self.ended = true,
            }
        }
        None
    }
}
