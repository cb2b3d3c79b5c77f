//! Chinese maps are drawn askew by law: a position has to be bent the same way to come to lie on its street there. GCJ-02
//! is what Amap and Apple draw in the mainland, BD-09 bends that once more for Baidu. Both are published curves.

use std::f64::consts::PI;

use super::Place;

/// The ellipsoid of the curve (Krasovsky 1940): half the equator's axis in metres, and the square of its eccentricity.
const AXIS_M: f64 = 6_378_245.0;
const FLATNESS: f64 = 0.006_693_421_622_965_943;

/// Baidu turns everything by a wave of this length more.
const BAIDU: f64 = PI * 3000.0 / 180.0;

/// Degrees north and east on a map.
pub type Degrees = (f64, f64);

/// Whether maps of that place are bent: the mainland, Hong Kong and Macau. Taiwan's are not. A rough frame is enough,
/// since nobody visits customers at its edge.
fn is_bent((lat, lon): Degrees) -> bool {
    let within = (0.83..=55.83).contains(&lat) && (72.0..=137.83).contains(&lon);
    let taiwan = (21.5..=25.4).contains(&lat) && (119.9..=122.3).contains(&lon);
    let penghu = (23.1..=23.9).contains(&lat) && (119.2..=119.9).contains(&lon);
    within && !taiwan && !penghu
}

/// Two waves laid over each other, each with its height and length.
fn waves(at: f64, parts: [(f64, f64); 2]) -> f64 {
    let wave = |(height, length): (f64, f64)| height * (at * PI / length).sin();
    parts.map(wave).iter().sum::<f64>() * 2.0 / 3.0
}

/// How far the curve shifts at a place east of 105° and north of 35°, in its own units: north and east.
fn shift(east: f64, north: f64) -> (f64, f64) {
    let ripple = waves(east, [(20.0, 1.0 / 6.0), (20.0, 0.5)]);
    let root = east.abs().sqrt();
    let to_north = 2.0f64.mul_add(east, -100.0)
        + 3.0 * north
        + 0.2 * north * north
        + 0.1 * east * north
        + 0.2 * root
        + ripple
        + waves(north, [(20.0, 1.0), (40.0, 3.0)])
        + waves(north, [(160.0, 12.0), (320.0, 30.0)]);
    let to_east = 300.0
        + east
        + 2.0 * north
        + 0.1 * east * east
        + 0.1 * east * north
        + 0.1 * root
        + ripple
        + waves(east, [(20.0, 1.0), (40.0, 3.0)])
        + waves(east, [(150.0, 12.0), (300.0, 30.0)]);
    (to_north, to_east)
}

/// GCJ-02, for Amap and Apple.
pub fn gcj02(place: Place) -> Degrees {
    let (lat, lon) = place.degrees();
    if !is_bent((lat, lon)) {
        return (lat, lon);
    }
    let (to_north, to_east) = shift(lon - 105.0, lat - 35.0);
    let round = lat.to_radians();
    let bulge = 1.0 - FLATNESS * round.sin().powi(2);
    let meridian_m = AXIS_M * (1.0 - FLATNESS) / (bulge * bulge.sqrt());
    let parallel_m = AXIS_M / bulge.sqrt() * round.cos();
    (lat + (to_north / meridian_m).to_degrees(), lon + (to_east / parallel_m).to_degrees())
}

/// BD-09, for Baidu, which bends places outside the mainland, too.
pub fn bd09(place: Place) -> Degrees {
    from_gcj02(gcj02(place))
}

fn from_gcj02((lat, lon): Degrees) -> Degrees {
    let far = lon.hypot(lat) + 0.000_02 * (lat * BAIDU).sin();
    let turn = lat.atan2(lon) + 0.000_003 * (lon * BAIDU).cos();
    (far * turn.sin() + 0.006, far * turn.cos() + 0.006_5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e6((lat, lon): Degrees) -> Place {
        #[expect(clippy::cast_possible_truncation, reason = "degrees")]
        let whole = |degrees: f64| (degrees * 1e6).round() as i64;
        Place { lat_e6: whole(lat), lon_e6: whole(lon) }
    }

    fn lies_at((lat, lon): Degrees, (to_lat, to_lon): Degrees, within: f64) {
        assert!((lat - to_lat).abs() < within && (lon - to_lon).abs() < within, "{lat}, {lon}");
    }

    /// Vectors that the published implementations share. A millionth of a degree is 11 cm.
    #[test]
    fn gcj_02_meets_the_known_vectors() {
        let known = [
            ((31.1774276, 121.5272106), (31.175_303_983_645_97, 121.531_541_859_215)),
            ((22.543_847, 113.912_316), (22.540_796_131_694_766, 113.917_176_480_836_3)),
            ((39.911_954, 116.377_817), (39.913_345_455_360_69, 116.384_047_224_556_57)),
            ((39.915, 116.404), (39.916_404_281_501_64, 116.410_244_499_169_38)),
        ];
        for (wgs, gcj) in known {
            lies_at(gcj02(e6(wgs)), gcj, 1.5e-6);
        }
    }

    #[test]
    fn bd_09_meets_the_known_vector() {
        lies_at(from_gcj02((39.915, 116.404)), (39.921_336_993_510_21, 116.410_369_493_710_29), 1e-9);
        // In Shanghai, both bends: about 900 m to the north-east of where it is.
        let (lat, lon) = bd09(e6((31.2304, 121.4737)));
        assert!(
            (0.003..0.005).contains(&(lat - 31.2304)) && (0.010..0.012).contains(&(lon - 121.4737)),
            "{lat}, {lon}"
        );
    }

    #[test]
    fn places_elsewhere_stay() {
        for there in [(25.033, 121.5654), (23.57, 119.58), (39.7392, -104.9903), (-33.86, 151.2)] {
            assert_eq!(gcj02(e6(there)), e6(there).degrees());
        }
        // Xiamen and Hong Kong are bent.
        for there in [(24.4798, 118.0894), (22.3193, 114.1694)] {
            assert_ne!(gcj02(e6(there)), e6(there).degrees());
        }
    }
}
