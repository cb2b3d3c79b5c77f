//! Market sizes, by clause.

use super::*;
use crate::law::Verdict;
use crate::testing::{LIN, WANG, judging, market_size, ms};

const NOTHING: [&str; 0] = [];

mod c2_1_a {
    use super::*;
    use crate::line;

    #[test]
    fn who_writes_a_figure_down_signs_it_now() {
        assert_eq!(judging(None, &market_size()).told(WANG), NOTHING);
        assert_eq!(judging(None, &market_size()).told(LIN), ["2.1.a size_signed_otherwise"]);
        let later = judging(None, &market_size()).entered("2026-11-02 09:01");
        assert_eq!(later.told(WANG), ["2.1.a size_signed_otherwise"]);
    }

    #[test]
    fn it_is_told_in_money_or_in_pieces_or_both() {
        let told = |size: Option<Money>, units: Option<i64>| {
            judging(None, &MarketSize { size, units, ..market_size() }).refusals_to(WANG)
        };
        let money = market_size().size;
        for (size, units) in [(money, None), (None, Some(1)), (money, Some(1))] {
            assert_eq!(told(size, units), []);
        }
        let refusals = told(None, None);
        assert_eq!(refusals[0].wrong, line!("size_without_number"));
        let number = |field: &'static str| line!("number", field = Fact::Field(field.into()));
        assert_eq!(refusals[0].lacks, [number("size"), number("units")]);
        let none = judging(None, &MarketSize { units: Some(0), ..market_size() }).verdict_to(WANG);
        assert!(matches!(none, Err(Verdict::Form(_))), "no market of nothing");
    }

    #[test]
    fn a_figure_stays() {
        let after = MarketSize { units: Some(40_000), ..market_size() };
        assert_eq!(judging(Some(&market_size()), &after).told(WANG), ["2.1.a size_stays"]);
    }

    #[test]
    fn of_one_market_the_figure_written_down_last_counts() {
        let id = |n: u8| DocId([n; 16]);
        let at = |local: &str| Some(Instant(ms(local)));
        let late = MarketSize { at: at("2026-11-03 09:00"), units: Some(2), ..market_size() };
        let south = MarketSize { territory: "華南".to_owned(), ..market_size() };
        let last_year = MarketSize { year: Some(2025), ..market_size() };
        let pumps = MarketSize { product_group: "泵".to_owned(), ..market_size() };
        let all = [(id(9), market_size()), (id(1), late), (id(2), south), (id(3), last_year), (id(4), pumps)];
        let current = |all: Vec<(DocId, MarketSize)>| -> Vec<DocId> {
            current_sizes(all).into_values().map(|(doc, _)| doc).collect()
        };
        let mut ids = current(all.to_vec());
        ids.sort();
        assert_eq!(ids, [id(1), id(2), id(3), id(4)]);
        let same_moment = |order: [u8; 2]| current(order.map(|n| (id(n), market_size())).to_vec());
        assert_eq!(same_moment([1, 2]), same_moment([2, 1]), "whatever order a phone holds them in");
    }
}
