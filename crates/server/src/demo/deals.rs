//! Deals with their contacts. Each rep has in turn: overdue ones, some due this week, some later, some resting,
//! some that are over; so Today has something to say whatever day the company is made on.

use fieldbook_process::opportunity::{Channel, Closed, Deal, FollowUp};
use fieldbook_process::value::{Currency, Instant};
use fieldbook_process::{Company, Day, EntryId, Money, PersonId};

use super::Placed;
use super::company::{PRODUCTS, REPS};
use super::dice::Dice;
use super::judgements;
use super::words::{
    DROPPED, ENGLISH_INTERESTS, ENGLISH_POSSIBILITIES, ENGLISH_SUBJECTS, ENGLISH_TALKS, FOCUSES, INTERESTS,
    LOST, NEXT_STEPS, POSSIBILITIES, RESTING, SUBJECTS, TALKS, WON,
};

/// The policy's interval; the demo company has agreed nothing else.
const INTERVAL_DAYS: i32 = 7;

/// How seldom deals that rest are contacted; slower than the policy, so their superiors see it.
const SLOW_DAYS: i64 = 14;

/// What a rep's deals are like, in turn. The numbers are days from now to the day on which contact is due.
#[derive(Clone, Copy, Default)]
enum Fate {
    /// Due on a day that far away; negative: overdue.
    Due(i32, i32),
    /// Never reached since it was opened, tried in vain.
    Tried,
    /// Resting with a reason.
    #[default]
    Resting,
    /// Over.
    Ended(Closed),
}

const FATES: [Fate; 19] = [
    Fate::Due(-4, -3),
    Fate::Due(1, 2),
    Fate::Ended(Closed::Won),
    Fate::Due(-12, -6),
    Fate::Due(3, 4),
    Fate::Resting,
    Fate::Due(-5, -3),
    Fate::Due(0, 0),
    Fate::Ended(Closed::Lost),
    Fate::Due(-9, -5),
    Fate::Due(4, 6),
    Fate::Tried,
    Fate::Due(-20, -8),
    Fate::Due(1, 3),
    Fate::Ended(Closed::Won),
    Fate::Due(5, 7),
    Fate::Ended(Closed::Dropped),
    Fate::Due(2, 5),
    Fate::Due(6, 7),
];

/// Today as the company sees it.
pub(super) struct Clock<'a> {
    company: &'a Company,
    now_ms: i64,
    today: Day,
}

impl<'a> Clock<'a> {
    pub(super) fn new(company: &'a Company, now_ms: i64) -> Self {
        Self { company, now_ms, today: company.calendar.day_of(now_ms) }
    }

    /// Some moment in the working hours of a day, never in the future.
    fn moment(&self, dice: &mut Dice, day: Day) -> Instant {
        let minutes = i32::try_from(dice.between(9 * 60, 17 * 60 + 30)).unwrap_or(9 * 60);
        Instant(self.company.calendar.moment(day, minutes).min(self.now_ms - 60_000))
    }
}

/// The `n`th deal: of each of that many reps in turn, on one of their customers.
pub(super) fn deal(
    dice: &mut Dice,
    (n, reps): (usize, usize),
    placed: &[Placed],
    clock: &Clock<'_>,
) -> Option<Deal> {
    let reps = reps.clamp(1, REPS.len());
    let (seller, _) = *REPS.get(n % reps)?;
    let fate = FATES.get(n / reps % FATES.len()).copied().unwrap_or_default();
    let own: Vec<&Placed> = placed.iter().filter(|placed| placed.owner == seller).collect();
    let at = usize::try_from(dice.between(0, i64::try_from(own.len()).unwrap_or(1) - 1)).unwrap_or(0);
    let placed = own.get(at)?;
    let english = placed.customer.name.is_ascii();
    let mut deal = opened(dice, seller, placed, english);
    let last = match fate {
        Fate::Due(from, to) => days(dice, from, to) - INTERVAL_DAYS,
        Fate::Tried | Fate::Resting => -days(dice, 3, 9),
        Fate::Ended(_) => -days(dice, 10, 80),
    };
    let age = days(dice, 14, 100);
    let mut day = clock.today.plus(last - age);
    deal.opened = Some(clock.moment(dice, day));
    let last = clock.today.plus(last);
    while day < last {
        day = day.plus(days(dice, 4, 7)).min(last);
        let reached = day < last || !matches!(fate, Fate::Tried);
        let at = clock.moment(dice, day);
        deal.follow_ups.push(follow_up(dice, &deal, placed, at, reached, english));
    }
    deal.follow_ups.sort_by_key(|entry| entry.id);
    finish(dice, &mut deal, fate, last, clock);
    judgements::judge(dice, &mut deal, clock.company, clock.now_ms);
    Some(deal)
}

fn days(dice: &mut Dice, from: i32, to: i32) -> i32 {
    i32::try_from(dice.between(from.into(), to.into())).unwrap_or(from)
}

fn opened(dice: &mut Dice, seller: PersonId, placed: &Placed, english: bool) -> Deal {
    let (code, _, _, yuan) = dice.of(&PRODUCTS);
    let of_language = |dice: &mut Dice, chinese: &[&'static str], words: &[&'static str]| {
        dice.of(if english { words } else { chinese }).to_owned()
    };
    let name = placed.customer.name.as_str();
    let short: String = if english { name.to_owned() } else { name.chars().skip(2).take(4).collect() };
    let subject = of_language(dice, &SUBJECTS, &ENGLISH_SUBJECTS);
    Deal {
        title: format!("{short} {subject}"),
        customer: Some(placed.doc),
        seller: Some(seller),
        interest: of_language(dice, &INTERESTS, &ENGLISH_INTERESTS),
        possibility: of_language(dice, &POSSIBILITIES, &ENGLISH_POSSIBILITIES),
        amount: Some(Money { minor: yuan * dice.between(2, 14) * 100, currency: Currency::CNY }),
        product: code.to_owned(),
        ..Deal::default()
    }
}

fn follow_up(
    dice: &mut Dice,
    deal: &Deal,
    placed: &Placed,
    at: Instant,
    reached: bool,
    english: bool,
) -> FollowUp {
    let (content, feedback) = dice.of(if english { &ENGLISH_TALKS } else { &TALKS });
    let channel = if reached {
        dice.of(&[Some(Channel::Visit), Some(Channel::Phone), Some(Channel::WeChat), Some(Channel::Phone)])
    } else {
        Some(Channel::Phone)
    };
    let contacts: Vec<&str> = placed.customer.contacts.iter().map(|contact| contact.name.as_str()).collect();
    let said = |text: &str| if reached { text.to_owned() } else { String::new() };
    FollowUp {
        id: EntryId(dice.id(at.0)),
        happened: Some(at),
        entered: Some(at),
        by: deal.seller,
        channel,
        reached,
        incoming: reached && dice.percent(15),
        contact: dice.of(&contacts).to_owned(),
        content: said(content),
        feedback: said(feedback),
        place: if channel == Some(Channel::Visit) { placed.customer.town.clone() } else { String::new() },
        next_step: if reached && dice.percent(40) { dice.of(&NEXT_STEPS).to_owned() } else { String::new() },
        ..FollowUp::default()
    }
}

fn finish(dice: &mut Dice, deal: &mut Deal, fate: Fate, last: Day, clock: &Clock<'_>) {
    match fate {
        Fate::Due(..) | Fate::Tried => {
            deal.expected_on = Some(clock.today.plus(days(dice, 10, 120)));
            if dice.percent(25) {
                deal.focus = dice.of(&FOCUSES).to_owned();
                deal.planned = deal.opened;
            }
        }
        Fate::Resting => {
            deal.expected_on = Some(clock.today.plus(days(dice, 60, 160)));
            let planned_on = clock.today.plus(-days(dice, 1, 3)).max(last);
            deal.planned = Some(clock.moment(dice, planned_on));
            deal.interval_days = Some(SLOW_DAYS);
            deal.resting_until = Some(clock.today.plus(days(dice, 9, 40)));
            deal.resting_why = dice.of(&RESTING).to_owned();
        }
        Fate::Ended(how) => {
            let words: &[&str] = match how {
                Closed::Won => &WON,
                Closed::Lost => &LOST,
                Closed::Dropped => &DROPPED,
            };
            deal.closed = Some(how);
            deal.closed_on = Some(last);
            deal.closed_at = Some(clock.moment(dice, last));
            deal.closed_why = dice.of(words).to_owned();
            deal.closed_amount = deal.amount.filter(|_| how == Closed::Won);
        }
    }
}
