use super::*;

pub(super) const fn place(lat_e6: i64, lon_e6: i64) -> Place {
    Place { lat_e6, lon_e6 }
}

const SHANGHAI: Place = place(31_230_400, 121_473_700);
const BEIJING: Place = place(39_904_200, 116_407_400);
const TAIPEI: Place = place(25_033_000, 121_565_400);

#[test]
fn distances_are_those_of_the_globe() {
    // A degree of latitude is 111.2 km; Shanghai to Beijing 1,067 km.
    assert!((place(0, 0).distance_m(place(1_000_000, 0)) - 111_195.0).abs() < 1.0);
    assert!((SHANGHAI.distance_m(BEIJING) - 1_067_000.0).abs() < 2_000.0);
    assert_eq!(TAIPEI.distance_m(TAIPEI), 0.0);
    assert!((place(0, 0).distance_m(place(0, 180_000_000)) - RADIUS_M * std::f64::consts::PI).abs() < 1.0);
}

#[test]
fn directions_are_said_in_eighths() {
    assert_eq!(SHANGHAI.wind(BEIJING), Wind::NorthWest);
    assert_eq!(SHANGHAI.wind(TAIPEI), Wind::South);
    assert_eq!(TAIPEI.wind(SHANGHAI), Wind::North);
    let here = place(31_000_000, 121_000_000);
    for (lat, lon, wind) in
        [(0, 1, Wind::East), (1, 1, Wind::NorthEast), (-1, 0, Wind::South), (0, -1, Wind::West)]
    {
        assert_eq!(here.wind(place(31_000_000 + lat * 9_000, 121_000_000 + lon * 10_000)), wind);
    }
    // Just west of north is still north.
    assert_eq!(here.wind(place(31_010_000, 120_999_000)), Wind::North);
}

#[test]
fn the_middle_lies_between() {
    assert_eq!(Place::middle([place(0, 0), place(10, 20)]), Some(place(5, 10)));
    assert_eq!(Place::middle([]), None);
}
