//! ## 2.3 Campaigns 線上推廣
//!
//! **2.3.a** Online channels: website, social media, forums, e-mail.
//!
//! A campaign is where leads come from by a link of its own; the public form writes it into each.

#[cfg(test)]
mod tests;

use super::event::reversed;
use crate::audience::Concerned;
use crate::law::{Act, Barred, Fact};
use crate::{Day, Money, PersonId, choice, line, record};

choice! {
    /// How a customer was found.
    Source {
        /// 網站
        Website = "website",
        /// 社群媒體
        SocialMedia = "social_media",
        /// 論壇
        Forum = "forum",
        /// 電子郵件
        Email = "email",
        /// 展會與活動
        Event = "event",
        /// 電話
        Phone = "phone",
        /// 陌生拜訪
        ColdVisit = "cold_visit",
        /// 合作夥伴介紹
        Partner = "partner",
        /// 客戶介紹
        Referral = "referral",
        /// 其他
        Other = "other",
    }
}

record! {
    /// A campaign online.
    Campaign "campaign" made_by PlanCampaign {
        /// What it is called.
        name: String = Line(120), C2_3_a, Plain, EditCampaign, required, searched;
        /// By which channel.
        source: Option<Source> = Choice(Source::CODES), C2_3_a, Plain, EditCampaign, listed;
        /// First day.
        starts_on: Option<Day> = Day, C2_3_a, Plain, EditCampaign, listed;
        /// Last day.
        ends_on: Option<Day> = Day, C2_3_a, Plain, EditCampaign;
        /// What it costs in all.
        cost: Option<Money> = Money, C2_3_a, Plain, EditCampaign;
        /// What it is about, for whom.
        about: String = Lines(2000), C2_3_a, Words, EditCampaign;
        /// The territory whose manager gets its leads; they come with it.
        territory: String = Line(60), C2_3_a, Plain, EditCampaign;
        /// The word in its link.
        link: String = Line(40), C2_3_a, Plain, EditCampaign, stamped;
        /// Who looks after it.
        owner: Option<PersonId> = Person, C2_3_a, Plain, EditCampaign, required;
    }
    lists {
    }
}

impl Campaign {
    /// Who looks after it, and marketing.
    #[must_use]
    pub fn concerned(&self) -> Concerned {
        Concerned::of_company(self.owner, [])
    }
}

/// **2.3.a** Online channels: website, social media, forums, e-mail.
///
/// A campaign does not end before it begins.
pub(super) fn campaign_ends_before_it_begins(act: &Act<'_, Campaign>) -> Option<Barred> {
    let found = reversed(act, |campaign| Some((campaign.starts_on?, campaign.ends_on?)));
    found.map(|(starts, ends)| {
        Barred::because(line!("ends_before", starts = Fact::Day(starts), ends = Fact::Day(ends)))
    })
}
