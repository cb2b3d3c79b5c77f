//! Which app leads the way to a customer: all of them open by a link with the address.

use fieldbook_process::choice;

use super::preference;
use crate::browser::page::in_link;

const LIKED: &str = "navigation";

choice! {
    /// An app that leads the way.
    Navigator {
        /// 高德地圖
        Amap = "amap",
        /// Apple's maps.
        Apple = "apple",
        /// Whatever the phone opens for places.
        System = "system",
    }
}

impl Navigator {
    /// The one that this person chose.
    pub fn liked() -> Option<Self> {
        preference::get(LIKED)
    }

    /// From now on this one.
    pub fn like(self) {
        preference::set(LIKED, &Some(self));
    }

    /// The link that leads to an address.
    pub fn link(self, address: &str) -> String {
        let address = in_link(address);
        match self {
            Self::Amap => format!("https://uri.amap.com/search?keyword={address}&src=fieldbook&callnative=1"),
            Self::Apple => format!("https://maps.apple.com/?daddr={address}"),
            Self::System => format!("geo:0,0?q={address}"),
        }
    }
}
