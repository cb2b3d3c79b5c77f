//! ## 2.1 Competitors 競爭對手
//!
//! **2.1.a** The team analyses the market periodically: industry, competitors, trends.
//!
//! What the company knows of a competitor, to be at hand wherever their name comes up: what they are strong and weak in,
//! prices heard, and what we answer to what they say. Everybody reads it and adds to it; what is added is signed.
//! A price that a market note tells stands there alone; pages show both together. One written down twice is joined as
//! customers are: the one says which other it is, and what is known of it is shown with the other.

#[cfg(test)]
mod tests;

use super::joining::{
    Joinable, Joining, holding, joined_to_no_other, joined_twice, separated_otherwise, taken_back,
};
use super::names_authors;
use crate::audience::Concerned;
use crate::general::signature;
use crate::law::{Act, Asks, Bar, Barred, Fact, Lawful, Owed};
use crate::people::Department;
use crate::value::Instant;
use crate::{Clause, Company, Day, DocId, Money, PersonId, entry, line, record};

record! {
    /// A company that sells against us.
    Competitor "competitor" made_by RegisterCompetitor {
        /// Its name as it writes it.
        name: String = Line(120), C2_1_a, Plain, EditCompetitor, required, searched;
        /// Its name in another script, or as everybody calls it.
        other_name: String = Line(120), C2_1_a, Plain, EditCompetitor, searched, listed;
        /// Its website.
        website: String = Line(200), C2_1_a, Plain, EditCompetitor;
        /// What it is strong in.
        strengths: String = Lines(2000), C2_1_a, Words, EditCompetitor;
        /// What it is weak in.
        weaknesses: String = Lines(2000), C2_1_a, Words, EditCompetitor;
        /// Who wrote it down first.
        by: Option<PersonId> = Person, C2_1_a, Plain, EditCompetitor, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, EditCompetitor, required;
    }
    lists {
        /// Prices heard.
        prices: RivalPrice = "rival_price";
        /// What we answer.
        arguments: Argument = "argument";
        /// Found to be another one, written down twice.
        joinings: Joining = "joining";
    }
}

entry! {
    /// A price of a competitor.
    RivalPrice made_by AddRivalPrice {
        /// For what, in their words or ours.
        product: String = Line(120), C2_1_a, Plain, AddRivalPrice, required;
        /// How much.
        price: Option<Money> = Money, C2_1_a, Plain, AddRivalPrice, required;
        /// Heard on that day, where it was not today.
        heard_on: Option<Day> = Day, C2_1_a, Plain, AddRivalPrice;
        /// Who said so, or where it stands.
        source: String = Line(120), C2_1_a, Words, AddRivalPrice;
        /// Who wrote it down.
        by: Option<PersonId> = Person, C2_1_a, Plain, AddRivalPrice, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, AddRivalPrice, required;
    }
}

entry! {
    /// What we answer to what a competitor says of itself or of us.
    Argument made_by AddArgument {
        /// What they say.
        against: String = Lines(500), C2_1_a, Words, AddArgument, required;
        /// What we answer.
        reply: String = Lines(1000), C2_1_a, Words, AddArgument, required;
        /// Who wrote it down.
        by: Option<PersonId> = Person, C2_1_a, Plain, AddArgument, required;
        /// When.
        at: Option<Instant> = Instant, C2_1_a, Plain, AddArgument, required;
    }
}

/// Bars on competitors, of all chapters in the policy's order.
const COMPETITOR_BARS: &[(Clause, Bar<Competitor>)] = &[
    (Clause::C1_1, signature::signed_for_another),
    (Clause::C1_1, signature::signed_at_another_time),
    (Clause::C1_1, signature::signed_entry_rewritten),
    (Clause::C2_1_a, competitor_signed_otherwise),
    (Clause::C2_1_a, price_heard_tomorrow),
    (Clause::C2_1_a, rivals_joined_without_office),
    (Clause::C2_2_b, joined_twice),
    (Clause::C2_2_b, joined_to_no_other),
    (Clause::C2_2_b, separated_otherwise),
];

impl Lawful for Competitor {
    fn bars() -> Vec<(Clause, Bar<Self>)> {
        COMPETITOR_BARS.to_vec()
    }

    fn duties() -> Vec<(Clause, Owed<Self>, Asks)> {
        Vec::new()
    }
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// It bears the name of who wrote it down first, and when.
fn competitor_signed_otherwise(act: &Act<'_, Competitor>) -> Option<Barred> {
    let honest = signature::is_signed_as_made(act, |competitor| (competitor.by, competitor.at));
    (!honest).then(|| Barred::because(line!("competitor_signed_otherwise")))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// Bars a price that is heard on a day still to come.
fn price_heard_tomorrow(act: &Act<'_, Competitor>) -> Option<Barred> {
    let today = act.company.calendar.day_of(act.entered_ms);
    let stood = act.before.map(|before| before.prices.as_slice()).unwrap_or_default();
    let written = act.after.prices.iter().filter(|it| !stood.iter().any(|then| then.id == it.id));
    let on = written.filter_map(|it| it.heard_on).find(|on| *on > today)?;
    Some(Barred::because(line!("heard_to_come", on = Fact::Day(on))))
}

/// **2.1.a** The team analyses the market periodically: industry, competitors, trends.
///
/// That two competitors are one is for a manager or the head of marketing to say; who said it takes it back, too.
fn rivals_joined_without_office(act: &Act<'_, Competitor>) -> Option<Barred> {
    let (before, me) = (act.before?, act.person.id);
    let joins = act.after.joinings.len() > before.joinings.len();
    let separates = taken_back(act).any(|(then, _)| then.by != Some(me));
    let may = joins_competitors(act.company, me, act.entered_ms);
    ((joins || separates) && !may).then(|| Barred {
        who: act.company.people.head_of(Department::Marketing),
        ..Barred::because(line!("rivals_joined_by_office"))
    })
}

/// Whether somebody says at a moment (ms UTC) that two competitors are one.
#[must_use]
pub fn joins_competitors(company: &Company, who: PersonId, at_ms: i64) -> bool {
    names_authors(company, who, at_ms) || company.people.head_of(Department::Marketing) == Some(who)
}

impl Joinable for Competitor {
    fn joinings(&self) -> &[Joining] {
        &self.joinings
    }
}

impl Competitor {
    /// The joining that holds.
    #[must_use]
    pub fn joining(&self) -> Option<&Joining> {
        holding(&self.joinings)
    }

    /// The competitor that this one is, where it was written down twice.
    #[must_use]
    pub fn joined_into(&self) -> Option<DocId> {
        self.joining()?.into
    }

    /// Nobody's in particular: whoever is with the company reads it, and adds what they know.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned { everyone: true, open: true, ..Concerned::default() }
    }
}
