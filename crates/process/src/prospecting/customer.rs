//! ## 2.2 Customers 客戶
//!
//! **2.2.b** A database of target customers: basic facts, needs, intention to buy.

use super::joining::Joining;
use super::pool::Claim;
use crate::audience::Concerned;
use crate::general::{Answer, HandOn, Handover, Waiver};
use crate::law::Lawful as _;
use crate::opportunity::Channel;
use crate::people::Department;
use crate::value::Instant;
use crate::{DocId, PersonId, choice, entry, record};

choice! {
    /// How much a customer intends to buy.
    Intention {
        /// 無
        None = "none",
        /// 低
        Low = "low",
        /// 中
        Mid = "mid",
        /// 高
        High = "high",
    }
}

record! {
    /// A company or person that buys or may buy.
    Customer "customer" made_by RegisterCustomer {
        /// Its name as it writes it.
        name: String = Line(120), C2_2_b, Commercial, EditCustomer, required, searched;
        /// Its name in another script.
        other_name: String = Line(120), C2_2_b, Commercial, EditCustomer, searched;
        /// What it does.
        industry: String = Line(60), C2_2_b, Plain, EditCustomer;
        /// How many people work there.
        employees: Option<i64> = Number(1, 10_000_000), C2_2_b, Plain, EditCustomer;
        /// Town.
        town: String = Line(80), C2_2_b, Plain, EditCustomer, searched;
        /// Street and number.
        address: String = Line(200), C2_2_b, Plain, EditCustomer;
        /// The territory whose people see its card.
        territory: String = Line(60), C2_2_b, Plain, EditCustomer;
        /// What it needs, in words.
        needs: String = Lines(4000), C2_2_b, Words, EditCustomer;
        /// How much it intends to buy.
        intention: Option<Intention> = Choice(Intention::CODES), C2_2_b, Plain, EditCustomer;
        /// Handled with special care: paths and prices differ.
        key_customer: bool = Flag, C2_2_b, Commercial, EditCustomer;
        /// Number in the system it was imported from.
        source_number: String = Line(60), C2_2_b, Plain, EditCustomer, searched, stamped;
        /// Written down here at that moment; its protection begins with it.
        registered: Option<Instant> = Instant, C2_2_b, Plain, EditCustomer, stamped;
        /// Withdrawn with the import that brought it, as it stood then.
        withdrawn: String = Line(16), C2_2_b, Plain, WithdrawCustomer, stamped;
        /// Who looks after it.
        owner: Option<PersonId> = Person, C1_2, Plain, HandOverCustomer, required;
    }
    lists {
        /// People there.
        contacts: Contact = "contact";
        /// Colleagues who work on it too.
        sharers: Sharer = "sharer";
        /// Contacts that reached it.
        touches: Touch = "touch";
        /// Taken from the pool.
        claims: Claim = "claim";
        /// Given to somebody else.
        handovers: Handover = "handover";
        /// Found to be another customer, written down twice.
        joinings: Joining = "joining";
        /// Duties let go.
        waivers: Waiver = "waiver";
        /// Duties handed on.
        hand_ons: HandOn = "hand_on";
        /// What was said to findings.
        answers: Answer = "answer";
    }
}

entry! {
    /// Somebody at the customer.
    Contact made_by EditContact {
        /// Name as on the card.
        name: String = Line(80), C2_2_b, Plain, EditContact, required, searched;
        /// Position or part in the decision.
        position: String = Line(80), C2_2_b, Plain, EditContact;
        /// Phone number as typed.
        phone: String = Line(40), C2_2_b, Plain, EditContact, searched;
        /// E-mail address.
        email: String = Line(120), C2_2_b, Plain, EditContact;
        /// WeChat name or number.
        wechat: String = Line(60), C2_2_b, Plain, EditContact;
        /// No longer there since; nothing is deleted.
        removed: Option<Instant> = Instant, C2_2_b, Plain, EditContact;
        /// Why removed.
        removed_why: String = Line(200), C2_2_b, Words, EditContact;
    }
}

entry! {
    /// A colleague who works on the customer too.
    Sharer made_by ShareCustomer {
        /// Who.
        person: Option<PersonId> = Person, C1_2, Plain, ShareCustomer, required;
        /// No longer since.
        removed: Option<Instant> = Instant, C1_2, Plain, ShareCustomer;
    }
}

entry! {
    /// A contact that reached the customer. One that belongs to a deal is written down there, in full; what stands here
    /// then is that and when it was, since protection is judged by this record alone.
    Touch made_by LogTouch {
        /// When it took place.
        happened: Option<Instant> = Instant, C2_2_b, Plain, LogTouch, required;
        /// How.
        channel: Option<Channel> = Choice(Channel::CODES), C2_2_b, Plain, LogTouch;
        /// With whom.
        contact: String = Line(120), C2_2_b, Words, LogTouch;
        /// What it was about.
        content: String = Lines(4000), C2_2_b, Words, LogTouch;
        /// The deal in which it is written down.
        deal: Option<DocId> = Document, C2_2_b, Plain, LogTouch;
        /// Who.
        by: Option<PersonId> = Person, C2_2_b, Plain, LogTouch, required;
        /// When it was written down.
        at: Option<Instant> = Instant, C2_2_b, Plain, LogTouch, required;
        /// Who took it over, where the author had no authority any more.
        taken_over_by: Option<PersonId> = Person, C2_2_b, Plain, LogTouch;
    }
}

impl Customer {
    /// Contacts who are still there.
    pub fn present_contacts(&self) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(|contact| contact.removed.is_none())
    }

    /// Who works on it: owner, sharers, and whoever claimed it when the owner did, until that is settled. Service reads
    /// every customer.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        let sharers = self.sharers.iter().filter(|sharer| sharer.removed.is_none());
        let sharers = sharers.filter_map(|sharer| sharer.person);
        Concerned {
            owner: self.owner,
            workers: self.owner.into_iter().chain(sharers).chain(self.rivals()).collect(),
            departments: [Department::Service].into(),
            helpers: self.settled().helpers().collect(),
            ..Concerned::default()
        }
    }
}
