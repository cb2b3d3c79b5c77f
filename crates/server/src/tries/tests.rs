//! The limits with their refused neighbours.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::*;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));

fn name(text: &str) -> AccountName {
    text.parse().unwrap()
}

#[test]
fn an_account_gets_its_tries_and_waits_after_them() {
    let mut tries = Tries::default();
    for n in 0..TRIES_OF_ACCOUNT {
        assert_eq!(tries.begin(&name("lin"), HERE, i64::from(n)), Ok(()), "{n}");
    }
    assert_eq!(tries.begin(&name("lin"), HERE, 1_000), Err(899));
    assert_eq!(tries.begin(&name("chen"), HERE, 1_000), Ok(()));
    assert_eq!(tries.begin(&name("lin"), HERE, TRIES_WITHIN_MS - 1), Err(1));
    assert_eq!(tries.begin(&name("lin"), HERE, TRIES_WITHIN_MS), Ok(()));
}

#[test]
fn a_right_password_begins_the_account_anew() {
    let mut tries = Tries::default();
    for _ in 0..5 * TRIES_OF_ADDRESS {
        assert_eq!(tries.begin(&name("lin"), HERE, 0), Ok(()));
        tries.right(&name("lin"), HERE);
    }
}

#[test]
fn an_address_gets_its_tries_over_all_accounts() {
    let mut tries = Tries::default();
    for n in 0..TRIES_OF_ADDRESS {
        assert_eq!(tries.begin(&name(&format!("a{n}")), HERE, 0), Ok(()), "{n}");
    }
    assert_eq!(tries.begin(&name("lin"), HERE, 0), Err(900));
    assert_eq!(tries.begin(&name("lin"), IpAddr::V4(Ipv4Addr::new(10, 0, 0, 2)), 0), Ok(()));
}

#[test]
fn addresses_of_one_network_count_together() {
    let mut tries = Tries::default();
    let six = |n: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, n));
    for n in 0..TRIES_OF_ADDRESS {
        let wrong = tries.begin(&name(&format!("a{n}")), six(u16::try_from(n).unwrap()), 0);
        assert_eq!(wrong, Ok(()));
    }
    assert!(tries.begin(&name("lin"), six(0xffff), 0).is_err());
    assert!(tries.begin(&name("lin"), IpAddr::V6(Ipv6Addr::LOCALHOST), 0).is_ok());
}

#[test]
fn memory_is_bounded() {
    let mut tries = Tries::default();
    for n in 0..u32::try_from(TRIES_REMEMBERED).unwrap() + 50 {
        let address = IpAddr::V4(Ipv4Addr::from(n));
        let _counted = tries.begin(&name(&format!("a{n}")), address, i64::from(n));
    }
    assert!(tries.0.len() <= TRIES_REMEMBERED + 1);
}
