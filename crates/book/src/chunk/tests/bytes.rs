//! What is refused by its bytes alone.

use std::time::{Duration, Instant};

use super::builder::{Key, chunk, int, numbers, prefixed, uint};
use super::*;

/// The template's change with one harmless operation.
fn next() -> Contents {
    let (_, next) = record();
    with(&next, &[put("amount", null())])
}

/// Columns that claim operations by their run lengths alone.
fn claimed(ops: i64) -> Vec<(u64, Vec<u8>)> {
    let run = |value: &[u8]| {
        let mut to = Vec::new();
        int(&mut to, ops);
        to.extend(value);
        to
    };
    let mut none = Vec::new();
    uint(&mut none, ops as u64);
    vec![(0x15, run(&[1, b'a'])), (0x34, none), (0x42, run(&[1])), (0x56, run(&[0])), (0x70, run(&[0]))]
}

/// Without the wall: 10 s in `Change::from_bytes`, then 44 s and 20 GB in `decode`, until the process is killed.
#[test]
fn a_hundred_bytes_that_claim_sixty_million_operations_are_refused_at_once() {
    let hostile = Contents { columns: claimed(60_000_000), ..next() };
    assert!(hostile.chunk().len() <= 101);
    let began = Instant::now();
    assert_eq!(refused(&hostile), Malformed::TooMany { what: "operations", limit: LIMITS.ops });
    assert!(began.elapsed() < Duration::from_millis(100));
}

#[test]
fn as_many_operations_as_the_limit_pass_and_one_more_is_refused() {
    let limits = Limits { ops: 50, ..LIMITS };
    let rows = |n: usize| (0..n).map(|n| put(&format!("a{n}"), null())).collect::<Vec<_>>();
    let of = |n| check(&with(&next(), &rows(n)).chunk(), &limits).map(|checked| checked.ops);
    assert_eq!(of(50), Ok(50));
    assert_eq!(of(51), Err(Malformed::TooMany { what: "operations", limit: 50 }));
}

/// Each column claims for itself. Without the wall: mostly parse errors, after expanding what was there.
#[test]
fn no_column_may_claim_more_rows_than_the_change_has_operations() {
    for spec in [0x01, 0x02, 0x11, 0x13, 0x15, 0x34, 0x56, 0x70, 0x94, 0xa5] {
        for rows in [2, 60_000_000] {
            let mut hostile = next();
            hostile.columns.retain(|(found, _)| *found != spec);
            let mut column = Vec::new();
            match spec {
                0x34 | 0x94 => uint(&mut column, rows),
                _ => column = numbers(&[Some(0); 2]),
            }
            if rows > 2 && !matches!(spec, 0x34 | 0x94) {
                column.clear();
                int(&mut column, rows as i64);
                column.push(0);
            }
            hostile.columns.push((spec, column));
            hostile.columns.sort();
            let fault = refused(&hostile);
            let expected = matches!(fault, Malformed::Column { .. } | Malformed::TooMany { .. });
            assert!(expected, "{spec:#x}: {fault:?}");
        }
    }
}

/// Without the wall: `|i64::MIN|` overflows in a debug build; a null run of 2^64 − 1 becomes a negative count.
#[test]
fn run_lengths_at_the_ends_of_the_number_range_are_refused() {
    let least = [vec![0x80; 9], vec![0x7f]].concat();
    let nulls = [vec![0], vec![0xff; 9], vec![1]].concat();
    for column in [least, nulls] {
        let hostile = Contents { columns: vec![(0x42, column)], ..next() };
        assert_eq!(refused(&hostile), Malformed::TooMany { what: "operations", limit: LIMITS.ops });
    }
}

/// Without the wall: one operation may list any number of predecessors, expanded one by one.
#[test]
fn predecessors_are_counted_like_operations() {
    let mut hostile = next();
    let (mut count, mut run) = (vec![0x7f], vec![]);
    uint(&mut count, 60_000_000);
    int(&mut run, 60_000_000);
    run.push(0);
    hostile.columns.retain(|(spec, _)| *spec < 0x70);
    hostile.columns.extend([(0x70, count), (0x71, run.clone()), (0x73, run)]);
    assert_eq!(refused(&hostile), Malformed::TooMany { what: "predecessors", limit: LIMITS.ops });
}

/// Without the wall: 194 KB become 200 MB inside `from_bytes`, with no cap.
#[test]
fn a_deflate_bomb_is_refused_before_it_unfolds() {
    let raw = Contents { message: vec![b'a'; 200_000_000], ..next() }.deflated();
    assert!(raw.len() < 200_000);
    let began = Instant::now();
    let limit = LIMITS.inflated;
    assert_eq!(check(&raw, &LIMITS).unwrap_err(), Malformed::TooLarge { what: "the contents", limit });
    assert!(began.elapsed() < Duration::from_millis(500));
}

#[test]
fn contents_inflate_to_the_limit_and_not_a_byte_more() {
    let change = next();
    let of =
        |inflated| check(&change.deflated(), &Limits { inflated, ..LIMITS }).map(|checked| checked.bytes);
    let size = change.bytes().len();
    assert_eq!(of(size), Ok(change.chunk()));
    assert_eq!(of(size - 1), Err(Malformed::TooLarge { what: "the contents", limit: size - 1 }));
    let raw = change.chunk();
    let of = |bytes| check(&raw, &Limits { bytes, ..LIMITS }).map(|_| ());
    assert_eq!(of(raw.len()), Ok(()));
    assert_eq!(of(raw.len() - 1), Err(Malformed::TooLarge { what: "the chunk", limit: raw.len() - 1 }));
}

#[test]
fn what_is_no_deflate_is_refused() {
    let raw = chunk(2, &[0xff; 40], &next().bytes());
    assert_eq!(check(&raw, &LIMITS).unwrap_err(), Malformed::Inflate);
}

/// Without the wall: `from_bytes` takes it, `decode` and apply panic; an index from 2^32 panics in `from_bytes`.
#[test]
fn an_actor_index_out_of_range_is_refused_in_every_column() {
    let (_, next) = record();
    let element = |index| Row { key: Key::Element((2, index)), ..put("", null()) };
    for index in [1, 7, 1 << 32, u64::MAX] {
        for row in [put("b", null()).over(&[(2, index)]), put("b", null()).within((3, index)), element(index)]
        {
            assert_eq!(refused(&with(&next, &[row])), Malformed::ActorOutOfRange { index, actors: 1 });
        }
    }
}

/// Without the wall: taken, and the next local write panics; from 2^32 on apply panics. The largest number that
/// we allow still fits the document's check of `start_op`, so no document ever gets there.
#[test]
fn operation_numbers_near_2_to_the_32_are_refused() {
    let at = |start_op| refused(&Contents { start_op, ..next() });
    let largest = i32::MAX as u64;
    assert!(check(&Contents { start_op: largest, ..next() }.chunk(), &LIMITS).is_ok());
    for start_op in [0, largest + 1, u32::MAX as u64, u64::from(u32::MAX) + 1, u64::MAX] {
        assert_eq!(at(start_op), Malformed::OpNumber(start_op.into()));
    }
    let rows = [put("b", null()), put("c", null())];
    let over_the_end = with(&Contents { start_op: largest, ..next() }, &rows);
    assert_eq!(refused(&over_the_end), Malformed::OpNumber(i128::from(largest) + 1));
}

/// Without the wall: a predecessor from the future is taken, and the saved document does not load: "mismatching
/// heads". An object from the future panics in apply.
#[test]
fn references_to_operations_that_are_still_to_come_are_refused() {
    let (_, next) = record();
    for row in [put("b", null()).over(&[(6, 0)]), put("b", null()).within((6, 0))] {
        assert_eq!(refused(&with(&next, &[row])), Malformed::OpNumber(6));
    }
    let below = Contents { columns: claimed(1), ..next.clone() };
    let below =
        Contents { columns: below.columns.into_iter().filter(|(spec, _)| *spec < 0x70).collect(), ..below };
    let preds = [(0x70, vec![0x7f, 1]), (0x71, vec![0x7f, 0]), (0x73, vec![0x7f, 0x7f])];
    let below = Contents { columns: below.columns.into_iter().chain(preds).collect(), ..below };
    assert_eq!(refused(&below), Malformed::OpNumber(-1));
}

/// Without the wall: `from_bytes` and apply ignore it, `load_incremental` stops there in silence and `load`
/// fails; one such header served verbatim blocks every reader.
#[test]
fn a_wrong_checksum_is_refused_in_both_kinds_of_chunk() {
    for raw in [next().chunk(), next().deflated()] {
        for at in 4..8 {
            let mut hostile = raw.clone();
            hostile[at] ^= 1;
            assert_eq!(check(&hostile, &LIMITS).unwrap_err(), Malformed::BadChecksum);
            assert_eq!(hash_of(&hostile), None);
        }
    }
}

/// Without the wall: the author footer panics in apply ("change.seq() == 1") and leaves the document unloadable.
#[test]
fn extra_bytes_are_newer_than_this_server() {
    let footer = Contents { extra: vec![1, 1, b'a'], ..next() };
    assert_eq!(refused(&footer), Malformed::Newer { what: "extra bytes", code: 3 });
}

/// Without the wall: an unknown column is dropped in silence, and the change written anew has another hash; an
/// unknown value type is kept; an unknown action is a parse error.
#[test]
fn columns_actions_and_value_types_of_tomorrow_are_newer_than_this_server() {
    let mut columns = next();
    columns.columns.push((0xb2, vec![1, 0]));
    assert_eq!(refused(&columns), Malformed::Newer { what: "column", code: 0xb2 });
    let (_, next) = record();
    let action = with(&next, &[put("b", null()).action(8)]);
    assert_eq!(refused(&action), Malformed::Newer { what: "action", code: 8 });
    let value = with(&next, &[put("b", (10, vec![0]))]);
    assert_eq!(refused(&value), Malformed::Newer { what: "value type", code: 10 });
}

#[test]
fn columns_stand_in_order_once_and_are_not_deflated() {
    let fault = |spec, why| Malformed::Column { spec, why };
    let mut twice = next();
    twice.columns.insert(1, twice.columns[0].clone());
    assert_eq!(refused(&twice), fault(0x15, "not in order"));
    let mut backwards = next();
    backwards.columns.reverse();
    assert_eq!(refused(&backwards), fault(0x56, "not in order"));
    let mut deflated = next();
    deflated.columns[0].0 |= 0x08;
    assert_eq!(refused(&deflated), fault(0x1d, "deflated"));
}

/// Without the wall: trailing bytes inside the values are kept, so the change written anew has another hash.
#[test]
fn values_are_as_long_as_they_say() {
    let mut longer = with(&next(), &[put("b", text("abc"))]);
    longer.columns.iter_mut().find(|(spec, _)| *spec == 0x57).unwrap().1.push(b'd');
    assert_eq!(refused(&longer), Malformed::Column { spec: 0x57, why: "of another length" });
    let endless = with(&next(), &[put("b", null())]);
    let meta = numbers(&[Some(u64::MAX - 9)]);
    let columns = endless
        .columns
        .iter()
        .cloned()
        .map(|(spec, data)| (spec, if spec == 0x56 { meta.clone() } else { data }));
    let endless = Contents { columns: columns.collect(), ..endless };
    assert_eq!(refused(&endless), Malformed::Column { spec: 0x57, why: "of another length" });
}

/// Without the wall: taken, applied, saved – and the saved document does not load ("mismatching heads"), since
/// it holds the change as Automerge writes it, under another hash.
#[test]
fn a_change_that_automerge_would_write_otherwise_is_refused() {
    let (_, next) = record();
    let mut literal = with(&next, &[put("b", null()), put("c", null())]);
    literal.columns.iter_mut().find(|(spec, _)| *spec == 0x42).unwrap().1 = vec![0x7e, 1, 1];
    assert_eq!(refused(&literal), Malformed::NotCanonical);
    // Without the wall: apply panics on the actor that the document lacks.
    let unused = Contents { others: vec![STRANGER.to_vec()], ..with(&next, &[put("b", null())]) };
    assert_eq!(refused(&unused), Malformed::NotCanonical);
    // Without the wall: save panics ("self.data[index].is_none()").
    let unsorted = with(&next, &[put("title", null()).over(&[TITLE, (1, 0)])]);
    assert_eq!(refused(&unsorted), Malformed::NotCanonical);
    let overwritten_by_a_value = with(&next, &[put(ENTRY, text("x")).action(MAKE_MAP)]);
    assert_eq!(refused(&overwritten_by_a_value), Malformed::NotCanonical);
}

/// Without the wall: numbers with needless bytes are read, and the change written anew has another hash.
#[test]
fn numbers_are_written_in_one_way() {
    let contents = next().bytes();
    // The count of dependencies, 1, stands first.
    let overlong = [&[0x81, 0x00][..], &contents[1..]].concat();
    assert_eq!(check(&chunk(1, &overlong, &overlong), &LIMITS).unwrap_err(), Malformed::BadNumber);
    let endless = [&[0x81; 11][..], &contents[1..]].concat();
    assert_eq!(check(&chunk(1, &endless, &endless), &LIMITS).unwrap_err(), Malformed::BadNumber);
}

#[test]
fn every_signed_and_unsigned_number_is_read_as_it_is_written() {
    let near = |n: i64| [n.saturating_sub(1), n, n.saturating_add(1)];
    for n in (0..64).flat_map(|shift| [1 << shift, -1 << shift]).chain([0, i64::MIN, i64::MAX]).flat_map(near)
    {
        let mut bytes = Vec::new();
        int(&mut bytes, n);
        assert_eq!(reader::Reader(&bytes).int(), Ok(n));
        let sign = if n < 0 { 0x7f } else { 0 };
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(sign);
        assert_eq!(reader::Reader(&bytes).int(), Err(Malformed::BadNumber), "{n} with a needless byte");
        bytes.clear();
        uint(&mut bytes, n as u64);
        assert_eq!(reader::Reader(&bytes).uint(), Ok(n as u64));
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(0);
        assert_eq!(reader::Reader(&bytes).uint(), Err(Malformed::BadNumber), "{n} with a needless byte");
    }
}

/// Without the wall: a change at the one end of time beside one at the other panics in apply ("attempt to
/// subtract with overflow"), and the document saved before the panic does not load.
#[test]
fn times_are_between_1970_and_2_to_the_53() {
    for time in [0, 1 << 53] {
        assert_eq!(check(&Contents { time, ..next() }.chunk(), &LIMITS).unwrap().time, time);
    }
    for time in [-1, (1 << 53) + 1, i64::MIN, i64::MAX] {
        assert_eq!(refused(&Contents { time, ..next() }), Malformed::Time(time));
    }
}

/// Without the wall: 0 is a "duplicate", and from 2^32 on the number is cut to 32 bits.
#[test]
fn sequence_numbers_begin_at_1_and_end_at_2_to_the_32() {
    for seq in [0, 1 << 32, u64::MAX] {
        assert_eq!(refused(&Contents { seq, ..next() }), Malformed::Seq(seq));
    }
    assert!(check(&Contents { seq: u32::MAX.into(), ..next() }.chunk(), &LIMITS).is_ok());
}

/// Without the wall: taken as they are, an empty actor too.
#[test]
fn dependencies_and_actors_are_ascending_and_named() {
    let two = |a, b| Contents { deps: vec![[a; 32], [b; 32]], ..next() };
    assert!(check(&two(1, 2).chunk(), &LIMITS).is_ok());
    assert_eq!(refused(&two(2, 1)), Malformed::Deps);
    assert_eq!(refused(&two(2, 2)), Malformed::Deps);
    for others in [vec![vec![2], vec![1]], vec![vec![1], vec![1]], vec![vec![]], vec![AUTHOR.to_vec()]] {
        assert_eq!(refused(&Contents { others, ..next() }), Malformed::Actors);
    }
    assert_eq!(refused(&Contents { actor: Vec::new(), ..next() }), Malformed::Actors);
}

#[test]
fn each_list_has_its_limit() {
    let limits = Limits { deps: 2, actors: 2, message: 4, ..LIMITS };
    let of = |contents: Contents| check(&contents.chunk(), &limits).map(|_| ());
    let deps = |n: u8| Contents { deps: (0..n).map(|n| [n; 32]).collect(), ..next() };
    assert_eq!(of(deps(2)), Ok(()));
    assert_eq!(of(deps(3)), Err(Malformed::TooMany { what: "dependencies", limit: 2 }));
    let rows = |n: u64| (1..=n).map(|n| put(&format!("a{n}"), null()).over(&[(1, n)])).collect::<Vec<_>>();
    let actors =
        |n: u64| Contents { others: (1..=n as u8).map(|n| vec![n]).collect(), ..with(&next(), &rows(n)) };
    assert_eq!(of(actors(2)), Ok(()));
    assert_eq!(of(actors(3)), Err(Malformed::TooMany { what: "actors", limit: 2 }));
    assert_eq!(of(Contents { message: b"abcd".to_vec(), ..next() }), Ok(()));
    let longer = Contents { message: b"abcde".to_vec(), ..next() };
    assert_eq!(of(longer), Err(Malformed::TooLarge { what: "the message", limit: 4 }));
}

/// Without the wall: each row of a run copies its key: 20,000 rows of half a megabyte are 10 GB in apply.
#[test]
fn a_key_is_at_most_256_bytes() {
    let of =
        |len: usize| check(&with(&next(), &[put(&"a".repeat(len), null())]).chunk(), &LIMITS).map(|_| ());
    assert_eq!(of(256), Ok(()));
    assert_eq!(of(257), Err(Malformed::TooLarge { what: "a key", limit: 256 }));
}

#[test]
fn message_and_keys_are_utf_8() {
    assert_eq!(refused(&Contents { message: vec![0xff], ..next() }), Malformed::BadText);
    let mut key = Vec::new();
    int(&mut key, -1);
    prefixed(&mut key, &[0xc3]);
    let columns =
        next().columns.into_iter().map(|(spec, data)| (spec, if spec == 0x15 { key.clone() } else { data }));
    assert_eq!(refused(&Contents { columns: columns.collect(), ..next() }), Malformed::BadText);
}

#[test]
fn a_text_value_that_is_not_utf_8_cannot_be_parsed() {
    let hostile = with(&next(), &[put("b", (6, vec![0xff]))]);
    assert!(matches!(refused(&hostile), Malformed::Unparsable(_)));
}

/// Without the wall: taken; it is nobody's act.
#[test]
fn a_change_without_operations_is_refused() {
    assert_eq!(refused(&Contents { columns: Vec::new(), ..next() }), Malformed::NoOps);
}

#[test]
fn only_changes_are_taken() {
    let contents = next().bytes();
    for kind in [0, 3, 4, 0xff] {
        let raw = chunk(kind, &contents, &contents);
        assert_eq!(check(&raw, &LIMITS).unwrap_err(), Malformed::WrongChunkType(kind));
    }
    let mut raw = next().chunk();
    raw[0] ^= 1;
    assert_eq!(check(&raw, &LIMITS).unwrap_err(), Malformed::BadMagic);
}

#[test]
fn bytes_after_the_chunk_are_refused() {
    for raw in [next().chunk(), next().deflated()] {
        let twice = [raw.clone(), raw.clone()].concat();
        assert_eq!(check(&twice, &LIMITS).unwrap_err(), Malformed::TrailingBytes(raw.len()));
        let more = [raw, vec![0]].concat();
        assert_eq!(check(&more, &LIMITS).unwrap_err(), Malformed::TrailingBytes(1));
    }
}

#[test]
fn a_chunk_truncated_anywhere_is_refused() {
    for raw in [next().chunk(), next().deflated()] {
        for len in 0..raw.len() {
            assert_eq!(check(&raw[..len], &LIMITS).unwrap_err(), Malformed::Truncated, "at {len}");
        }
    }
}

#[test]
fn contents_truncated_anywhere_are_refused_though_the_checksum_is_right() {
    let contents = with(&next(), &[put("b", text("abc")), put("title", text("d")).over(&[TITLE])]).bytes();
    for len in 0..contents.len() {
        let contents = &contents[..len];
        let fault = check(&chunk(1, contents, contents), &LIMITS).unwrap_err();
        assert!(!matches!(fault, Malformed::Panicked), "at {len}");
    }
}
