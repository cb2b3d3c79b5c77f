//! A plain map: north is up, a metre is a metre. It knows places, a window onto them and what lies together in it; what it
//! looks like is the page's business.

use std::collections::BTreeMap;

use super::{Place, RADIUS_M};

/// The closest look, metres of ground to one px of the map, and the farthest.
const CLOSEST: f64 = 0.5;
const FARTHEST: f64 = 20_000.0;
/// Groups that lie nearer, as a part of a cell, are one.
const APART: f64 = 0.85;
/// Around what is fitted in, as a part of the window.
const MARGIN: f64 = 1.25;

/// The ground made flat around a place: metres east and south of it, as the px of a screen go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    lat: f64,
    lon: f64,
    narrowed: f64,
}

/// A point on the flat ground, metres east and south; or px right and down.
pub type Point = (f64, f64);

impl Ground {
    /// Flat around there.
    pub fn around(middle: Place) -> Self {
        let (lat, lon) = middle.degrees();
        Self { lat, lon, narrowed: lat.to_radians().cos() }
    }

    /// Where a place lies on it.
    pub fn point(&self, place: Place) -> Point {
        let (lat, lon) = place.degrees();
        let metres = |degrees: f64| degrees.to_radians() * RADIUS_M;
        (metres(lon - self.lon) * self.narrowed, -metres(lat - self.lat))
    }
}

/// A window onto the ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// The point in its middle.
    pub middle: Point,
    /// Metres of ground to one px.
    pub m_per_px: f64,
    /// Its size, px.
    pub size: Point,
}

/// What lies together on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Where, px.
    pub at: Point,
    /// Which of the points.
    pub members: Vec<usize>,
}

impl Group {
    #[expect(clippy::cast_precision_loss, reason = "counts")]
    fn take_in(&mut self, other: Self) {
        let (own, more) = (self.members.len() as f64, other.members.len() as f64);
        let middle = |a: f64, b: f64| (a * own + b * more) / (own + more);
        self.at = (middle(self.at.0, other.at.0), middle(self.at.1, other.at.1));
        self.members.extend(other.members);
    }
}

impl Window {
    /// The closest look at all the points.
    pub fn onto(points: impl IntoIterator<Item = Point>, size: Point) -> Self {
        let far = (f64::INFINITY, f64::NEG_INFINITY);
        let (x, y) = points
            .into_iter()
            .fold((far, far), |(x, y), (px, py)| ((x.0.min(px), x.1.max(px)), (y.0.min(py), y.1.max(py))));
        if x.0 > x.1 {
            return Self { middle: (0.0, 0.0), m_per_px: 100.0, size };
        }
        let middle = (f64::midpoint(x.0, x.1), f64::midpoint(y.0, y.1));
        let needed = ((x.1 - x.0) / size.0).max((y.1 - y.0) / size.1) * MARGIN;
        // One place alone is seen with its neighbourhood.
        Self { middle, m_per_px: needed.clamp(5.0, FARTHEST), size }
    }

    /// Where a point of the ground lies in it, px.
    pub fn px(&self, (x, y): Point) -> Point {
        let (middle_x, middle_y) = self.middle;
        (
            (x - middle_x) / self.m_per_px + self.size.0 / 2.0,
            (y - middle_y) / self.m_per_px + self.size.1 / 2.0,
        )
    }

    /// Which point of the ground lies there.
    pub fn ground(&self, (px, py): Point) -> Point {
        let along = |px: f64, size: f64, middle: f64| (px - size / 2.0).mul_add(self.m_per_px, middle);
        (along(px, self.size.0, self.middle.0), along(py, self.size.1, self.middle.1))
    }

    /// So many times closer; what lies at that px stays there.
    #[must_use]
    pub fn closer(&self, times: f64, at: Point) -> Self {
        let m_per_px = (self.m_per_px / times).clamp(CLOSEST, FARTHEST);
        let (still, part) = (self.ground(at), m_per_px / self.m_per_px);
        let along = |still: f64, middle: f64| (middle - still).mul_add(part, still);
        Self { middle: (along(still.0, self.middle.0), along(still.1, self.middle.1)), m_per_px, ..*self }
    }

    /// The ground drawn along by so many px.
    #[must_use]
    pub fn drawn(&self, (px, py): Point) -> Self {
        let (x, y) = self.middle;
        Self { middle: (px.mul_add(-self.m_per_px, x), py.mul_add(-self.m_per_px, y)), ..*self }
    }

    /// The points that are seen, gathered into cells of so many px: each big enough for a thumb, and few enough to draw.
    /// Cells lie on the ground, so that nothing jumps while the ground is drawn along.
    pub fn groups(&self, points: &[Point], cell_px: f64) -> Vec<Group> {
        let cell_m = cell_px * self.m_per_px;
        let mut cells: BTreeMap<(i64, i64), (Point, Vec<usize>)> = BTreeMap::new();
        let seen = |(x, y): Point| (0.0..=self.size.0).contains(&x) && (0.0..=self.size.1).contains(&y);
        for (index, point) in points.iter().enumerate().filter(|(_, point)| seen(self.px(**point))) {
            #[expect(clippy::cast_possible_truncation, reason = "cells of the earth")]
            let cell = |metres: f64| (metres / cell_m).floor() as i64;
            let (sum, members) = cells.entry((cell(point.0), cell(point.1))).or_default();
            *sum = (sum.0 + point.0, sum.1 + point.1);
            members.push(index);
        }
        let group = |((x, y), members): (Point, Vec<usize>)| {
            #[expect(clippy::cast_precision_loss, reason = "a count")]
            let count = members.len() as f64;
            Group { at: self.px((x / count, y / count)), members }
        };
        let mut groups: Vec<Group> = Vec::new();
        for group in cells.into_values().map(group) {
            let is_near =
                |it: &&mut Group| (it.at.0 - group.at.0).hypot(it.at.1 - group.at.1) < cell_px * APART;
            // The middles of two cells may lie side by side: two thumbs do not fit there.
            match groups.iter_mut().find(is_near) {
                Some(near) => near.take_in(group),
                None => groups.push(group),
            }
        }
        groups
    }

    /// A round length that measures at most so many px: metres, and the px that it takes.
    pub fn measure(&self, most_px: f64) -> (f64, f64) {
        let most_m = most_px * self.m_per_px;
        let ten = 10f64.powf(most_m.log10().floor());
        let round = [5.0, 2.0, 1.0].into_iter().map(|n| n * ten).find(|m| *m <= most_m).unwrap_or(ten);
        (round, round / self.m_per_px)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::place;
    use super::*;

    const HERE: Place = place(31_000_000, 121_000_000);
    const SIZE: Point = (300.0, 200.0);

    fn near(a: Point, b: Point) -> bool {
        (a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6
    }

    #[test]
    fn the_flat_ground_agrees_with_the_globe_around_here() {
        let ground = Ground::around(HERE);
        for there in
            [place(31_100_000, 121_000_000), place(31_000_000, 121_200_000), place(30_900_000, 120_900_000)]
        {
            let (x, y) = ground.point(there);
            assert!((x.hypot(y) / HERE.distance_m(there) - 1.0).abs() < 2e-3);
        }
        // North is up, east is right.
        assert!(ground.point(place(31_100_000, 121_100_000)).0 > 0.0);
        assert!(ground.point(place(31_100_000, 121_100_000)).1 < 0.0);
    }

    #[test]
    fn everything_fits_in_and_zooming_keeps_the_finger_on_its_place() {
        let points = [(0.0, 0.0), (10_000.0, 3_000.0), (-4_000.0, -9_000.0)];
        let window = Window::onto(points, SIZE);
        assert_eq!(window.groups(&points, 1.0).len(), 3);
        let finger = (40.0, 150.0);
        let closer = window.closer(2.0, finger);
        assert!(near(closer.ground(finger), window.ground(finger)));
        assert!((closer.m_per_px * 2.0 - window.m_per_px).abs() < 1e-9);
        let drawn = window.drawn((30.0, -20.0));
        assert!(near(drawn.px(points[1]), {
            let (x, y) = window.px(points[1]);
            (x + 30.0, y - 20.0)
        }));
        assert_eq!(window.closer(1e9, finger).m_per_px, CLOSEST);
        assert_eq!(Window::onto([], SIZE).groups(&[], 48.0), []);
    }

    #[test]
    fn what_lies_together_is_one_group_and_what_is_not_seen_is_none() {
        let window = Window { middle: (0.0, 0.0), m_per_px: 1.0, size: SIZE };
        let points = [(10.0, 10.0), (20.0, 20.0), (100.0, 10.0), (900.0, 0.0)];
        let groups = window.groups(&points, 48.0);
        assert_eq!(groups.iter().map(|it| it.members.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2]]);
        // On both sides of a border they are still too near for two thumbs.
        let border = [(47.0, 10.0), (49.0, 12.0), (143.0, 10.0)];
        let groups_there = window.groups(&border, 48.0);
        assert_eq!(groups_there.iter().map(|it| it.members.len()).collect::<Vec<_>>(), [2, 1]);
        assert!(near(groups[0].at, (165.0, 115.0)));
    }

    #[test]
    fn ten_thousand_become_as_many_as_the_glass_has_room_for() {
        let points: Vec<Point> =
            (0..10_000).map(|n| (f64::from(n % 100) * 50.0, f64::from(n / 100) * 50.0)).collect();
        let groups = Window::onto(points.iter().copied(), SIZE).groups(&points, 48.0);
        assert!(groups.len() <= 8 * 6, "{}", groups.len());
        assert_eq!(groups.iter().map(|it| it.members.len()).sum::<usize>(), 10_000);
    }

    #[test]
    fn the_measure_is_a_round_number() {
        let window = |m_per_px| Window { middle: (0.0, 0.0), m_per_px, size: SIZE };
        assert_eq!(window(1.0).measure(90.0), (50.0, 50.0));
        assert_eq!(window(30.0).measure(90.0), (2_000.0, 2_000.0 / 30.0));
        assert_eq!(window(12.0).measure(90.0).0, 1_000.0);
    }
}
