//! Builders of customers and deals. Each begins with everything a lawful record has; verbs add to it. What is judged,
//! decided, let go and handed on stands in `deeds.rs`.

use super::{LIN, day, ms};
use crate::attachment::{Attachment, Medium};
use crate::opportunity::{Channel, Closed, Deal, FollowUp};
use crate::prospecting::{Contact, Customer, Sharer};
use crate::value::{Currency, Instant};
use crate::{DocId, EntryId, Facts, Money, PersonId, Record};

/// A customer in 華東 that [`LIN`] looks after.
#[must_use]
pub fn customer() -> CustomerBuilder {
    CustomerBuilder(Customer {
        name: "北辰電機有限公司".to_owned(),
        other_name: "Beichen Electric".to_owned(),
        industry: "電機".to_owned(),
        town: "無錫".to_owned(),
        territory: "華東".to_owned(),
        owner: Some(LIN),
        ..Customer::default()
    })
}

/// See [`customer`].
#[derive(Debug, Clone)]
pub struct CustomerBuilder(pub(super) Customer);

impl From<Customer> for CustomerBuilder {
    fn from(customer: Customer) -> Self {
        Self(customer)
    }
}

impl CustomerBuilder {
    /// It has that name.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.0.name);
        self
    }

    /// It lies in that territory.
    #[must_use]
    pub fn in_territory(mut self, name: &str) -> Self {
        name.clone_into(&mut self.0.territory);
        self
    }

    /// That person looks after it.
    #[must_use]
    pub fn owned_by(mut self, owner: PersonId) -> Self {
        self.0.owner = Some(owner);
        self
    }

    /// Nobody looks after it.
    #[must_use]
    pub fn without_owner(mut self) -> Self {
        self.0.owner = None;
        self
    }

    /// That colleague works on it too.
    #[must_use]
    pub fn shared_with(mut self, colleague: PersonId) -> Self {
        let id = nth_entry(self.0.sharers.len());
        self.0.sharers.push(Sharer { id, person: Some(colleague), removed: None });
        self
    }

    /// Somebody there, with a phone number.
    #[must_use]
    pub fn with_contact(mut self, name: &str, phone: &str) -> Self {
        let id = nth_entry(self.0.contacts.len());
        let (name, phone) = (name.to_owned(), phone.to_owned());
        self.0.contacts.push(Contact { id, name, phone, ..Contact::default() });
        self
    }

    /// The typed record.
    #[must_use]
    pub fn build(self) -> Customer {
        self.0
    }

    /// As a document holds it.
    #[must_use]
    pub fn facts(&self) -> Facts {
        self.0.to_facts()
    }
}

/// An opportunity with both grounds that [`LIN`] opened on Monday 2026-11-02 at 09:00.
#[must_use]
pub fn deal() -> DealBuilder {
    DealBuilder(Deal {
        title: "北辰電機 二期".to_owned(),
        seller: Some(LIN),
        interest: "要求噪音低於 62 dB".to_owned(),
        possibility: "二期廠房已立項，預算已批".to_owned(),
        amount: Some(Money { minor: 51_744_000, currency: Currency::CNY }),
        opened: Some(Instant(ms("2026-11-02 09:00"))),
        ..Deal::default()
    })
}

/// See [`deal`].
#[derive(Debug, Clone)]
pub struct DealBuilder(pub(super) Deal);

impl DealBuilder {
    /// Somebody put a photo to it.
    #[must_use]
    pub fn photographed(mut self, local: &str, by: PersonId) -> Self {
        self.0.attachments.push(photo(self.0.attachments.len(), local, by));
        self
    }

    /// With that customer.
    #[must_use]
    pub fn of(mut self, customer: DocId) -> Self {
        self.0.customer = Some(customer);
        self
    }

    /// About that.
    #[must_use]
    pub fn titled(mut self, title: &str) -> Self {
        title.clone_into(&mut self.0.title);
        self
    }

    /// That person opened it and works on it.
    #[must_use]
    pub fn opened_by(mut self, seller: PersonId) -> Self {
        self.0.seller = Some(seller);
        self
    }

    /// Expected to bring that much, in minor units (fen).
    #[must_use]
    pub fn worth(mut self, minor: i64) -> Self {
        self.0.amount = Some(Money { minor, currency: Currency::CNY });
        self
    }

    /// Opened at that local time.
    #[must_use]
    pub fn at(mut self, local: &str) -> Self {
        self.0.opened = Some(Instant(ms(local)));
        self
    }

    /// Imported: opened elsewhere on a day, duties begin at a local time.
    #[must_use]
    pub fn imported(mut self, opened_on: &str, duties_from: &str) -> Self {
        self.0.opened_on = Some(day(opened_on));
        self.0.duties_from = Some(Instant(ms(duties_from)));
        self
    }

    /// The customer was reached by phone at that local time, written down at once by the seller.
    #[must_use]
    pub fn contacted(self, local: &str) -> Self {
        let entry = FollowUp { reached: true, ..self.entry(local) };
        self.noted(entry)
    }

    /// The customer was called at that local time and not reached.
    #[must_use]
    pub fn tried(self, local: &str) -> Self {
        let entry = self.entry(local);
        self.noted(entry)
    }

    /// That entry was written down.
    #[must_use]
    pub fn noted(mut self, entry: FollowUp) -> Self {
        self.0.follow_ups.push(entry);
        self
    }

    /// At that local time: contact every so many days.
    #[must_use]
    pub fn planned(mut self, local: &str, interval_days: i64) -> Self {
        self.0.planned = Some(Instant(ms(local)));
        self.0.interval_days = Some(interval_days);
        self
    }

    /// At that local time: resting until a day, since the customer asked for it.
    #[must_use]
    pub fn resting(mut self, local: &str, until: &str) -> Self {
        self.0.planned = Some(Instant(ms(local)));
        self.0.resting_until = Some(day(until));
        "春節後再議".clone_into(&mut self.0.resting_why);
        self
    }

    /// It ended so at that local time, written down at once; what was not won with the reason.
    #[must_use]
    pub fn closed(mut self, local: &str, how: Closed) -> Self {
        let at_ms = ms(local);
        if how != Closed::Won {
            "交期趕不上".clone_into(&mut self.0.closed_why);
        }
        self.0.closed = Some(how);
        self.0.closed_on = Some(crate::Company::default().calendar.day_of(at_ms));
        self.0.closed_at = Some(Instant(at_ms));
        self
    }

    /// An entry of the seller that happened and was entered at that local time; a try, until `reached` is set.
    #[must_use]
    pub fn entry(&self, local: &str) -> FollowUp {
        let at = Some(Instant(ms(local)));
        FollowUp {
            id: nth_entry(self.0.follow_ups.len()),
            happened: at,
            entered: at,
            by: self.0.seller,
            channel: Some(Channel::Phone),
            content: "電話".to_owned(),
            ..FollowUp::default()
        }
    }

    /// The typed record.
    #[must_use]
    pub fn build(self) -> Deal {
        self.0
    }

    /// As a document holds it.
    #[must_use]
    pub fn facts(&self) -> Facts {
        self.0.to_facts()
    }
}

/// The nth attachment of a record: a photo that somebody took at that local time.
#[must_use]
pub fn photo(n: usize, local: &str, by: PersonId) -> Attachment {
    Attachment {
        id: nth_entry(n),
        medium: Some(Medium::Photo),
        hash: "ab".repeat(32),
        size: Some(90_000),
        mime: "image/jpeg".to_owned(),
        by: Some(by),
        at: Some(Instant(ms(local))),
        ..Attachment::default()
    }
}

/// Ids that lie in the order in which entries are added.
#[must_use]
pub fn nth_entry(n: usize) -> EntryId {
    EntryId((n as u128 + 1).to_be_bytes())
}
