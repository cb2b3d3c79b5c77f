//! Places on the ground: how far apart, in which direction, in what order a round of them is short, and where they lie on
//! a map drawn by ourselves. Pure, since none of it needs a network.

pub mod chart;
pub mod datum;
pub mod tour;

use fieldbook_process::choice;

/// The mean radius, metres.
const RADIUS_M: f64 = 6_371_008.8;

/// A place, WGS-84, as the law keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Millionths of a degree, north.
    pub lat_e6: i64,
    /// Millionths of a degree, east.
    pub lon_e6: i64,
}

choice! {
    /// A direction, as people say it.
    Wind {
        /// 北
        North = "n",
        /// 東北
        NorthEast = "ne",
        /// 東
        East = "e",
        /// 東南
        SouthEast = "se",
        /// 南
        South = "s",
        /// 西南
        SouthWest = "sw",
        /// 西
        West = "w",
        /// 西北
        NorthWest = "nw",
    }
}

impl Place {
    /// Degrees north and east.
    #[expect(clippy::cast_precision_loss, reason = "at most 180 million, exact in a double")]
    pub fn degrees(self) -> (f64, f64) {
        (self.lat_e6 as f64 / 1e6, self.lon_e6 as f64 / 1e6)
    }

    fn radians(self) -> (f64, f64) {
        let (lat, lon) = self.degrees();
        (lat.to_radians(), lon.to_radians())
    }

    /// How far another one is, as the crow flies, metres.
    pub fn distance_m(self, to: Self) -> f64 {
        let ((lat, lon), (to_lat, to_lon)) = (self.radians(), to.radians());
        let half = |from: f64, to: f64| ((to - from) / 2.0).sin().powi(2);
        let chord = half(lat, to_lat) + lat.cos() * to_lat.cos() * half(lon, to_lon);
        2.0 * RADIUS_M * chord.sqrt().min(1.0).asin()
    }

    /// In which direction one sets out to another place, degrees from north over east.
    pub fn bearing(self, to: Self) -> f64 {
        let ((lat, lon), (to_lat, to_lon)) = (self.radians(), to.radians());
        let east = (to_lon - lon).sin() * to_lat.cos();
        let north = lat.cos() * to_lat.sin() - lat.sin() * to_lat.cos() * (to_lon - lon).cos();
        east.atan2(north).to_degrees().rem_euclid(360.0)
    }

    /// The same as people say it.
    pub fn wind(self, to: Self) -> Wind {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 8")]
        let eighth = (self.bearing(to) / 45.0).round() as usize % Wind::ALL.len();
        Wind::ALL.get(eighth).copied().unwrap_or(Wind::North)
    }

    /// The middle of several; `None` of none.
    pub fn middle(places: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut count = 0;
        let (lat, lon) = places.into_iter().fold((0, 0), |(lat, lon), it| {
            count += 1;
            (lat + it.lat_e6, lon + it.lon_e6)
        });
        (count > 0).then(|| Self { lat_e6: lat / count, lon_e6: lon / count })
    }
}

#[cfg(test)]
mod tests;
