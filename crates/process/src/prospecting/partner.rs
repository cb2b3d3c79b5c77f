//! ## 2.3 Partners 合作夥伴
//!
//! **2.3.c** Partners recommend customers.
//!
//! A customer names the partner who recommended it and what they said; leads, deals and amounts by partner follow. What a
//! partner was paid is written down with its day, so that it counts among the cost of those days.

#[cfg(test)]
mod tests;

use crate::audience::Concerned;
use crate::law::{Act, Barred, Fact};
use crate::{Day, Money, PersonId, choice, entry, line, record};

choice! {
    /// What a partner is to us.
    PartnerKind {
        /// 經銷商
        Dealer = "dealer",
        /// 代理
        Agent = "agent",
        /// 設計院與顧問
        Consultant = "consultant",
        /// 協會
        Association = "association",
        /// 供應商
        Supplier = "supplier",
        /// 其他
        Other = "other",
    }
}

record! {
    /// Somebody who recommends customers to us.
    Partner "partner" made_by RegisterPartner {
        /// Its name.
        name: String = Line(120), C2_3_c, Plain, EditPartner, required, searched;
        /// What it is to us.
        partner_kind: Option<PartnerKind> = Choice(PartnerKind::CODES), C2_3_c, Plain, EditPartner, listed;
        /// Town.
        town: String = Line(80), C2_3_c, Plain, EditPartner, searched, listed;
        /// Who speaks for it.
        contact: String = Line(80), C2_3_c, Plain, EditPartner, searched;
        /// Their phone number.
        phone: String = Line(40), C2_3_c, Plain, EditPartner, searched;
        /// Their e-mail address.
        email: String = Line(120), C2_3_c, Plain, EditPartner;
        /// Their WeChat name.
        wechat: String = Line(60), C2_3_c, Plain, EditPartner;
        /// What was agreed: territory, commission, until when.
        agreed: String = Lines(2000), C2_3_c, Words, EditPartner;
        /// Who looks after it.
        owner: Option<PersonId> = Person, C2_3_c, Plain, EditPartner, required;
    }
    lists {
        /// What was paid to it.
        payments: PartnerPayment = "partner_payment";
    }
}

entry! {
    /// A commission or fee that a partner was paid.
    PartnerPayment made_by PayPartner {
        /// How much.
        amount: Option<Money> = Money, C2_3_c, Plain, PayPartner, required;
        /// On which day.
        paid_on: Option<Day> = Day, C2_3_c, Plain, PayPartner, required;
        /// What for.
        paid_for: String = Line(200), C2_3_c, Words, PayPartner;
    }
}

impl Partner {
    /// Who looks after it, and marketing.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned::of_company(self.owner, [])
    }
}

/// **2.3.c** Partners recommend customers.
///
/// What a partner cost is what they were paid: not on a day still to come.
pub(super) fn paid_on_a_day_to_come(act: &Act<'_, Partner>) -> Option<Barred> {
    let today = act.company.calendar.day_of(act.entered_ms);
    let stood = act.before.map(|before| before.payments.as_slice()).unwrap_or_default();
    let day_of = |id| stood.iter().find(|it| it.id == id).and_then(|it| it.paid_on);
    let written = act.after.payments.iter().filter(|it| it.paid_on != day_of(it.id));
    let on = written.filter_map(|it| it.paid_on).find(|on| *on > today)?;
    Some(Barred::because(line!("paid_to_come", on = Fact::Day(on))))
}
