//! ## 2.2 Customers 客戶
//!
//! **2.2.b** A database of target customers: basic facts, needs, intention to buy.

use super::campaign::Source;
use super::capture::Capture;
use super::joining::Joining;
use super::pool::Claim;
use crate::attachment::Attachment;
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
        /// What it can spend, 1–5.
        purchasing_power: Option<i64> = Number(1, 5), C2_2_a, Plain, RateCustomer;
        /// How much it may need of what we have, 1–5.
        need_potential: Option<i64> = Number(1, 5), C2_2_a, Plain, RateCustomer;
        /// Words to find it by, with commas between.
        tags: String = Line(200), C2_2_b, Plain, EditCustomer, searched;
        /// Name on invoices, where it differs.
        billing_name: String = Line(120), C2_2_b, Commercial, EditCustomer;
        /// Tax number.
        tax_number: String = Line(40), C2_2_b, Commercial, EditCustomer;
        /// Bank and account.
        bank_account: String = Line(120), C2_2_b, Commercial, EditCustomer;
        /// How it was found.
        source: Option<Source> = Choice(Source::CODES), C2_3_a, Plain, EditCustomer;
        /// The campaign that it came by.
        campaign: Option<DocId> = Document, C2_3_a, Plain, EditCustomer;
        /// Came in by itself at that moment.
        arrived: Option<Instant> = Instant, C2_3_a, Plain, EditCustomer, stamped;
        /// The event where it was met first.
        event: Option<DocId> = Document, C2_3_b, Plain, EditCustomer;
        /// Name and phone are there since, where it was caught without.
        named: Option<Instant> = Instant, C2_3_b, Plain, EditContact, stamped;
        /// The partner who recommended it.
        partner: Option<DocId> = Document, C2_3_c, Plain, EditCustomer;
        /// What they said.
        recommended: String = Lines(1000), C2_3_c, Words, EditCustomer;
        /// Where it lies, WGS-84, millionths of a degree.
        latitude: Option<i64> = Number(-90_000_000, 90_000_000), C2_2_b, Plain, EditCustomer, stamped;
        /// Where it lies, WGS-84, millionths of a degree.
        longitude: Option<i64> = Number(-180_000_000, 180_000_000), C2_2_b, Plain, EditCustomer, stamped;
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
        /// Met and caught in seconds.
        captures: Capture = "capture";
        /// Photos, voice notes, files.
        attachments: Attachment = "attachment";
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
    Contact made_by EditContact along name {
        /// Name as on the card.
        name: String = Line(80), C2_2_b, Plain, EditContact, required, searched;
        /// Position or part in the decision.
        position: String = Line(80), C2_2_b, Plain, EditContact;
        /// Phone number as typed.
        phone: String = Line(40), C2_2_b, Plain, EditContact, searched;
        /// Another one.
        other_phone: String = Line(40), C2_2_b, Plain, EditContact, searched;
        /// E-mail address.
        email: String = Line(120), C2_2_b, Plain, EditContact, searched;
        /// WeChat name or number.
        wechat: String = Line(60), C2_2_b, Plain, EditContact, searched;
        /// Agreed then to our notice on personal data, on the public form.
        agreed: Option<Instant> = Instant, C2_3_a, Plain, EditContact, stamped;
        /// What else the card says.
        card: String = Lines(2000), C2_2_b, Words, EditContact;
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
    Touch made_by LogTouch, carrying attachment {
        /// When it took place.
        happened: Option<Instant> = Instant, C2_2_b, Plain, LogTouch, required;
        /// How.
        channel: Option<Channel> = Choice(Channel::CODES), C2_2_b, Plain, LogTouch;
        /// With whom.
        contact: String = Line(120), C2_2_b, Words, LogTouch;
        /// What it was about.
        content: String = Lines(4000), C2_2_b, Words, LogTouch;
        /// Where.
        place: String = Line(120), C2_3_b, Words, LogTouch;
        /// Where, WGS-84, millionths of a degree.
        latitude: Option<i64> = Number(-90_000_000, 90_000_000), C2_3_b, Plain, LogTouch, stamped;
        /// Where, WGS-84, millionths of a degree.
        longitude: Option<i64> = Number(-180_000_000, 180_000_000), C2_3_b, Plain, LogTouch, stamped;
        /// How exact that is, metres.
        accuracy_m: Option<i64> = Number(0, 1_000_000), C2_3_b, Plain, LogTouch, stamped;
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
