//! Which app leads the way to a customer: all of them open by a link, with its position where it is known, else with its
//! address. Each app gets the position as its map is drawn.

use fieldbook_process::choice;

use super::preference;
use crate::browser::page::in_link;
use crate::earth::Place;
use crate::earth::datum::{Degrees, bd09, gcj02};

const LIKED: &str = "navigation";

choice! {
    /// An app that leads the way.
    Navigator {
        /// 高德地圖
        Amap = "amap",
        /// 百度地圖
        Baidu = "baidu",
        /// Google's maps.
        Google = "google",
        /// Apple's maps.
        Apple = "apple",
        /// Whatever the phone opens for places.
        System = "system",
    }
}

/// Where somebody wants to be led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// What it is called.
    pub name: String,
    /// Its address; empty where nobody wrote it down.
    pub address: String,
    /// Its position.
    pub place: Option<Place>,
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

    /// The link that leads there.
    pub fn link(self, goal: &Goal) -> String {
        match goal.place {
            Some(place) => self.to_place(place, &in_link(&goal.name)),
            None => self.to_address(&in_link(&goal.address)),
        }
    }

    fn to_address(self, address: &str) -> String {
        match self {
            Self::Amap => format!("https://uri.amap.com/search?keyword={address}&src=fieldbook&callnative=1"),
            Self::Baidu => {
                format!("https://api.map.baidu.com/geocoder?address={address}&output=html&src=fieldbook")
            }
            Self::Google => format!("https://www.google.com/maps/dir/?api=1&destination={address}"),
            Self::Apple => format!("https://maps.apple.com/?daddr={address}"),
            Self::System => format!("geo:0,0?q={address}"),
        }
    }

    /// The name is fit for a link already.
    fn to_place(self, place: Place, name: &str) -> String {
        let (lat, lon) = self.degrees(place);
        match self {
            Self::Amap => format!(
                "https://uri.amap.com/navigation?to={lon:.6},{lat:.6},{name}&mode=car&coordinate=gaode&src=fieldbook&callnative=1"
            ),
            Self::Baidu => format!(
                "https://api.map.baidu.com/marker?location={lat:.6},{lon:.6}&title={name}&content={name}&coord_type=bd09ll&output=html&src=fieldbook"
            ),
            Self::Google => format!("https://www.google.com/maps/dir/?api=1&destination={lat:.6},{lon:.6}"),
            Self::Apple => format!("https://maps.apple.com/?daddr={lat:.6},{lon:.6}&q={name}"),
            Self::System => format!("geo:{lat:.6},{lon:.6}?q={lat:.6},{lon:.6}({name})"),
        }
    }

    /// The position as its map is drawn.
    fn degrees(self, place: Place) -> Degrees {
        match self {
            Self::Amap | Self::Apple => gcj02(place),
            Self::Baidu => bd09(place),
            Self::Google | Self::System => place.degrees(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each map gets its own degrees of one place in Shanghai.
    #[test]
    fn every_app_gets_the_position_as_its_map_is_drawn() {
        let place = Place { lat_e6: 31_177_428, lon_e6: 121_527_211 };
        let link = |app: Navigator| app.to_place(place, "A");
        assert!(link(Navigator::Amap).contains("to=121.531542,31.175304,A&mode=car&coordinate=gaode"));
        assert!(link(Navigator::Apple).contains("daddr=31.175304,121.531542"));
        assert!(link(Navigator::Google).ends_with("destination=31.177428,121.527211"));
        assert_eq!(link(Navigator::System), "geo:31.177428,121.527211?q=31.177428,121.527211(A)");
        assert!(link(Navigator::Baidu).contains("location=31.18"), "{}", link(Navigator::Baidu));
    }

    #[test]
    fn without_a_position_the_address_is_searched() {
        assert!(Navigator::Amap.to_address("B").contains("keyword=B"));
        assert!(Navigator::ALL.iter().all(|app| app.to_address("B").contains('B')));
    }
}
