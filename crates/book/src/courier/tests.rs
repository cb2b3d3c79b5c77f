//! The courier against a disk and a server that fail, as stories and by chance.

use proptest::prelude::*;

use super::*;

/// A phone's disk, a server, and what happens between them.
#[derive(Default)]
pub(super) struct World {
    pub(super) courier: Courier,
    pub(super) disk: BTreeMap<Hash, Vec<u8>>,
    pub(super) known: BTreeMap<Hash, Kept>,
    pub(super) server: BTreeMap<Hash, Vec<u8>>,
    /// Records that the server knows.
    pub(super) named: BTreeSet<DocId>,
    pub(super) now_ms: i64,
    wake_ms: Option<i64>,
    sent: usize,
    /// Of each hundred pieces so many do not come through.
    lossy: u32,
    pub(super) offline: bool,
    /// The disk does not answer.
    pub(super) is_silent: bool,
    /// What records name, as the book tells it.
    pub(super) names: Named,
    pub(super) dropped: Vec<Hash>,
    /// Fetched ahead, in this order.
    pub(super) asked_for: Vec<Hash>,
}

pub(super) const DOC: DocId = DocId([1; 16]);

pub(super) fn photo(n: u8, size: usize) -> (Hash, Vec<u8>) {
    let bytes = vec![n; size];
    (Hash::of(&bytes), bytes)
}

impl World {
    pub(super) fn of(named: &[DocId]) -> Self {
        Self { named: named.iter().copied().collect(), ..Self::default() }
    }

    /// Takes a photo into a record.
    pub(super) fn takes(&mut self, n: u8, size: usize, doc: Option<DocId>) -> Hash {
        let (hash, bytes) = photo(n, size);
        self.disk.insert(hash, bytes);
        let (size, mime, used_ms) = (size as u64, "image/jpeg".to_owned(), self.now_ms);
        let kept =
            Kept { hash, size, mime, doc: None, is_sent: false, used_ms, is_lost: false, is_undone: false };
        self.known.insert(hash, kept.clone());
        self.event(Event::Keep(kept));
        if let Some(doc) = doc {
            self.names.records.entry(hash).or_default().insert(doc);
            self.tells_names();
        }
        hash
    }

    /// The book tells what its records name.
    pub(super) fn tells_names(&mut self) {
        self.event(Event::Named(self.names.clone()));
    }

    pub(super) fn event(&mut self, event: Event) {
        let mut next = vec![event];
        while let Some(event) = next.pop() {
            for effect in self.courier.handle(self.now_ms, event) {
                next.extend(self.carry_out(effect));
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Event> {
        match effect {
            Effect::Read(hash, offset) => {
                let from = usize::try_from(offset).unwrap();
                let piece = match self.disk.get(&hash) {
                    _ if self.is_silent => Piece::Failed,
                    Some(all) => Piece::Bytes(all[from..(from + PIECE).min(all.len())].to_vec()),
                    None if self.known.contains_key(&hash) => Piece::Lost,
                    None => Piece::Gone,
                };
                Some(Event::Piece(hash, offset, piece))
            }
            Effect::Send { hash, doc, offset, total, bytes } => {
                self.sent += 1;
                Some(Event::Answered(hash, self.answer(hash, doc, offset, total, &bytes)))
            }
            Effect::Write(kept) => {
                self.known.insert(kept.hash, kept);
                None
            }
            Effect::Touch(hash, at_ms) => {
                self.known.get_mut(&hash).unwrap().used_ms = at_ms;
                None
            }
            Effect::Drop(hash) => {
                self.disk.remove(&hash);
                self.known.remove(&hash);
                self.dropped.push(hash);
                None
            }
            Effect::WakeAt(at_ms) => {
                self.wake_ms = Some(at_ms);
                None
            }
            Effect::Told => None,
            Effect::Fetch(wanted) => Some(self.fetch(wanted)),
        }
    }

    fn answer(&mut self, hash: Hash, doc: DocId, offset: u64, total: u64, bytes: &[u8]) -> Answer {
        let lost = self.lossy > 0 && (self.sent * 37) as u32 % 100 < self.lossy;
        if self.offline || lost {
            return Answer::Nothing;
        }
        if !self.named.contains(&doc) {
            return Answer::NotNamed;
        }
        let there = self.server.entry(hash).or_default();
        if offset == there.len() as u64 {
            there.extend(bytes);
        }
        if there.len() as u64 == total && Hash::of(there) != hash {
            there.clear();
            return Answer::Other;
        }
        Answer::Has(there.len() as u64)
    }

    /// Brings what is fetched ahead, and keeps it.
    fn fetch(&mut self, wanted: Wanted) -> Event {
        self.asked_for.push(wanted.hash);
        let Wanted { hash, doc, size, mime, at_ms } = wanted;
        let answer = match self.server.get(&hash) {
            _ if self.offline => Answer::Nothing,
            None => Answer::NotNamed,
            Some(bytes) => {
                self.disk.insert(hash, bytes.clone());
                let kept = Kept::from_server(hash, (size, mime), doc, at_ms);
                let next = self.courier.handle(self.now_ms, Event::Keep(kept));
                next.into_iter().for_each(|effect| assert_eq!(self.carry_out(effect), None));
                Answer::Has(size)
            }
        };
        Event::Fetched(hash, answer)
    }

    /// Lets time pass from one waking to the next until nothing is left to wait for.
    pub(super) fn settles(&mut self) {
        for _ in 0..10_000 {
            let Some(at_ms) = self.wake_ms.take() else { return };
            self.now_ms = self.now_ms.max(at_ms);
            self.event(Event::Tick);
        }
        panic!("it waits for ever");
    }

    /// The app is killed and started again.
    pub(super) fn dies(&mut self) {
        self.courier = Courier::default();
        self.wake_ms = None;
        self.event(Event::Shelf(self.known.values().cloned().collect()));
        self.tells_names();
    }

    pub(super) fn unsent(&self) -> usize {
        self.courier.unsent().count()
    }
}

#[test]
fn a_photo_goes_to_the_server_in_pieces_and_stays_on_the_phone() {
    let mut world = World::of(&[DOC]);
    let hash = world.takes(1, PIECE * 2 + 5, Some(DOC));
    assert_eq!(world.server[&hash], world.disk[&hash]);
    assert_eq!((world.unsent(), world.sent), (0, 4), "asked once, then three pieces");
}

#[test]
fn it_comes_after_the_record_that_names_it() {
    let mut world = World::of(&[DOC]);
    world.event(Event::Unsent([DOC].into()));
    world.takes(1, 10, Some(DOC));
    assert_eq!((world.sent, world.unsent()), (0, 1));
    world.event(Event::Unsent(BTreeSet::new()));
    assert_eq!(world.unsent(), 0);
}

#[test]
fn what_no_record_of_the_server_names_is_asked_about_later_and_holds_up_nothing() {
    let other = DocId([2; 16]);
    let mut world = World::of(&[other]);
    world.takes(1, 10, Some(DOC));
    world.takes(2, 10, Some(other));
    assert_eq!(world.unsent(), 1);
    world.named.insert(DOC);
    world.settles();
    assert_eq!(world.unsent(), 0);
}

#[test]
fn it_goes_on_where_the_server_stands_after_the_app_was_killed() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, PIECE * 3, Some(DOC));
    world.server.insert(hash, world.disk[&hash][..PIECE].to_vec());
    world.dies();
    world.offline = false;
    world.settles();
    assert_eq!(world.server[&hash], world.disk[&hash]);
}

#[test]
fn a_form_that_was_given_up_leaves_nothing_but_only_after_a_while() {
    let mut world = World::of(&[DOC]);
    let hash = world.takes(1, 10, None);
    world.dies();
    assert!(world.disk.contains_key(&hash));
    world.now_ms += LOOSE_MS + 1;
    world.dies();
    assert!(!world.disk.contains_key(&hash));
    let taken_out = world.takes(2, 10, None);
    world.event(Event::Forget(taken_out));
    assert!(!world.disk.contains_key(&taken_out));
}

#[test]
fn what_a_record_names_is_not_forgotten_nor_given_up() {
    let mut world = World::of(&[]);
    let hash = world.takes(1, 10, Some(DOC));
    world.event(Event::Forget(hash));
    world.now_ms += LOOSE_MS * 10;
    world.dies();
    assert!(world.disk.contains_key(&hash));
}

#[test]
fn short_of_space_the_oldest_goes_but_never_what_the_server_lacks() {
    let mut world = World::of(&[DOC]);
    let first = world.takes(1, 100, Some(DOC));
    world.now_ms += 1;
    let second = world.takes(2, 100, Some(DOC));
    world.offline = true;
    let unsent = world.takes(3, 100, Some(DOC));
    world.now_ms += 1;
    world.event(Event::Used(first));
    world.event(Event::Short(50));
    assert_eq!(world.dropped, [second], "the first was looked at since");
    world.event(Event::Short(u64::MAX));
    assert_eq!(world.dropped, [second, first]);
    assert!(world.disk.contains_key(&unsent));
}

#[test]
fn after_a_restore_the_server_gets_what_it_lost() {
    let mut world = World::of(&[DOC]);
    world.event(Event::NewEpoch(Short([1; 16])));
    let hash = world.takes(1, 10, Some(DOC));
    world.event(Event::NewEpoch(Short([1; 16])));
    let sent = world.sent;
    world.server.clear();
    world.event(Event::NewEpoch(Short([2; 16])));
    assert_eq!(world.server[&hash], world.disk[&hash]);
    assert!(world.sent > sent);
}

#[test]
fn bytes_that_the_browser_lost_are_no_endless_try_and_are_told_until_their_person_knows() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    world.disk.remove(&hash);
    world.offline = false;
    world.settles();
    assert_eq!((world.unsent(), world.wake_ms), (0, None));
    world.dies();
    assert_eq!(world.courier.lost().collect::<Vec<_>>(), [(hash, Some(DOC))]);
    world.event(Event::Forget(hash));
    assert_eq!((world.courier.lost().count(), world.dropped.as_slice()), (0, [hash].as_slice()));
}

#[test]
fn what_was_lost_and_is_taken_again_goes_like_any_other() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    world.disk.remove(&hash);
    world.offline = false;
    world.settles();
    world.takes(1, 10, None);
    assert_eq!((world.courier.lost().count(), world.server.contains_key(&hash)), (0, true));
}

#[test]
fn a_disk_that_does_not_answer_costs_a_pause_and_no_photo() {
    let mut world = World::of(&[DOC]);
    world.is_silent = true;
    let hash = world.takes(1, 10, Some(DOC));
    assert_eq!((world.unsent(), world.dropped.len(), world.courier.lost().count()), (1, 0, 0));
    world.event(Event::Tick);
    assert_eq!(world.sent, 1, "it rests");
    world.is_silent = false;
    world.settles();
    assert_eq!(world.server[&hash], world.disk[&hash]);
}

#[test]
fn what_another_tab_put_away_is_not_told_as_lost() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    world.disk.remove(&hash);
    world.known.remove(&hash);
    world.offline = false;
    world.settles();
    assert_eq!((world.unsent(), world.courier.lost().count()), (0, 0));
}

#[test]
fn signed_out_nothing_is_tried_until_somebody_signs_in() {
    let mut world = World::of(&[DOC]);
    world.offline = true;
    let hash = world.takes(1, 10, Some(DOC));
    world.event(Event::Answered(hash, Answer::SignedOut));
    world.offline = false;
    let sent = world.sent;
    world.event(Event::Tick);
    world.event(Event::Poked);
    assert!(world.sent > sent && world.unsent() == 0);
}

proptest! {
    /// Whatever is lost on the way and whenever the app dies: in the end the server has all, and nothing went before.
    #[test]
    fn in_the_end_the_server_has_all(
        sizes in prop::collection::vec(1..PIECE * 3, 1..6),
        lossy in 0..60_u32,
        deaths in prop::collection::vec(any::<bool>(), 6),
    ) {
        let mut world = World::of(&[DOC]);
        world.lossy = lossy;
        for (n, (size, dies)) in sizes.iter().zip(deaths).enumerate() {
            world.takes(u8::try_from(n).unwrap(), *size, Some(DOC));
            if dies {
                world.dies();
            }
        }
        let all = world.disk.clone();
        world.settles();
        prop_assert_eq!(&world.server, &all);
        prop_assert_eq!(world.unsent(), 0);
        prop_assert!(world.dropped.is_empty());
    }
}
