//! A short round through some places: from the nearest to the next nearest, then crossings undone (2-opt). A day has a
//! dozen visits: the best round of all is hardly shorter, and nobody waits for it.

use super::Place;

/// Turning a stretch of the round around must gain so much, so that rounding never makes it go on for ever.
const GAIN_M: f64 = 0.5;

/// The order in which the places are visited from a start, or from any of them; as indices. Never longer than in the
/// order given, which stays where nothing is gained.
pub fn tour(start: Option<Place>, places: &[Place]) -> Vec<usize> {
    let given: Vec<usize> = (0..places.len()).collect();
    let length = |order: &[usize]| length_m(start, order.iter().filter_map(|at| places.get(*at)).copied());
    let mut best = given.clone();
    for order in [given, nearest(start, places)] {
        let order = uncrossed(start, places, order);
        if length(&order) + GAIN_M < length(&best) {
            best = order;
        }
    }
    best
}

/// How long the way through the places is, metres.
pub fn length_m(start: Option<Place>, places: impl IntoIterator<Item = Place>) -> f64 {
    let mut all = start.into_iter().chain(places);
    let Some(first) = all.next() else { return 0.0 };
    let far = all.fold((0.0, first), |(sum, from), to| (sum + from.distance_m(to), to));
    far.0
}

/// Always to the nearest that is left.
fn nearest(start: Option<Place>, places: &[Place]) -> Vec<usize> {
    let mut left: Vec<(usize, Place)> = places.iter().copied().enumerate().collect();
    let mut here = start.or_else(|| places.first().copied());
    let mut order = Vec::with_capacity(places.len());
    while let Some(from) = here {
        let far = |(at, (_, place)): (usize, &(usize, Place))| (from.distance_m(*place), at);
        let next = left.iter().enumerate().map(far).min_by(|(a, _), (b, _)| a.total_cmp(b));
        here = next.map(|(_, at)| {
            let (index, place) = left.remove(at);
            order.push(index);
            place
        });
    }
    order
}

/// Stretches turned around as long as that makes it shorter.
fn uncrossed(start: Option<Place>, places: &[Place], mut order: Vec<usize>) -> Vec<usize> {
    let place = |order: &[usize], at: usize| order.get(at).and_then(|at| places.get(*at)).copied();
    let far = |a: Option<Place>, b: Option<Place>| match (a, b) {
        (Some(a), Some(b)) => a.distance_m(b),
        // Where it begins or ends freely there is no way to walk.
        _ => 0.0,
    };
    let mut turned = true;
    while turned {
        turned = false;
        for from in 0..order.len() {
            for to in from + 1..order.len() {
                let before = if from == 0 { start } else { place(&order, from - 1) };
                let (first, last, after) = (place(&order, from), place(&order, to), place(&order, to + 1));
                let gain = far(before, first) + far(last, after) - far(before, last) - far(first, after);
                if gain > GAIN_M
                    && let Some(stretch) = order.get_mut(from..=to)
                {
                    stretch.reverse();
                    turned = true;
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::place;
    use super::*;

    fn along(start: Option<Place>, places: &[Place], order: &[usize]) -> f64 {
        length_m(start, order.iter().map(|at| places[*at]))
    }

    #[test]
    fn a_line_is_walked_from_its_near_end() {
        let line = [30, 10, 20, 0].map(|km| place(31_000_000 + km * 9_000, 121_000_000));
        assert_eq!(tour(Some(line[3]), &line), [3, 1, 2, 0]);
        assert_eq!(tour(None, &line).len(), 4);
        assert!(along(None, &line, &tour(None, &line)) < 31_000.0);
    }

    #[test]
    fn a_crossing_is_undone() {
        // The corners of a square in the order of an hourglass.
        let square = [(0, 0), (1, 1), (1, 0), (0, 1)]
            .map(|(n, e)| place(31_000_000 + n * 9_000, 121_000_000 + e * 9_000));
        let order = tour(Some(square[0]), &square);
        assert!(along(Some(square[0]), &square, &order) < along(Some(square[0]), &square, &[0, 1, 2, 3]));
    }

    #[test]
    fn nothing_and_one_are_rounds_as_well() {
        assert!(tour(None, &[]).is_empty());
        assert_eq!(tour(Some(place(0, 0)), &[place(1, 1)]), [0]);
        assert_eq!(length_m(None, []), 0.0);
    }

    fn places() -> impl Strategy<Value = Vec<Place>> {
        let one = (30_000_000..32_000_000_i64, 120_000_000..122_000_000_i64);
        prop::collection::vec(one.prop_map(|(lat, lon)| place(lat, lon)), 0..24)
    }

    proptest! {
        #[test]
        fn each_is_visited_once_and_the_way_is_never_longer(places in places(), from in prop::option::of(places())) {
            let start = from.and_then(|from| from.first().copied());
            let order = tour(start, &places);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            let given: Vec<usize> = (0..places.len()).collect();
            prop_assert_eq!(&sorted, &given);
            let far = along(start, &places, &order);
            prop_assert!(far <= along(start, &places, &given));
            prop_assert!(far <= along(start, &places, &nearest(start, &places)) + GAIN_M);
            // Asked again it changes nothing.
            let again: Vec<Place> = order.iter().map(|at| places[*at]).collect();
            prop_assert!(along(start, &again, &tour(start, &again)) <= far + GAIN_M);
        }
    }
}
