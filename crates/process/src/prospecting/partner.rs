//! ## 2.3 Partners 合作夥伴
//!
//! **2.3.c** Partners recommend customers.
//!
//! A customer names the partner who recommended it and what they said; leads, deals and amounts by partner follow.

use crate::audience::Concerned;
use crate::{PersonId, choice, record};

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
    }
}

impl Partner {
    /// Who looks after it, and marketing.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned::of_company(self.owner, [])
    }
}
