//! CBOR broken from inside: what comes out is still CBOR, so that damage gets past the first look and into what was
//! meant. Numbers become nasty, values change places, lists and maps grow and lose members.

use crate::chance::Chance;

/// An item, its head as it was written.
#[derive(Clone)]
enum Item {
    /// A number, simple value or text, with everything that belongs to it.
    Plain(Vec<u8>),
    List(Vec<Item>),
    Map(Vec<Item>),
}

/// Breaks a value at a few places; what is no CBOR is broken as bytes.
pub fn mutate(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let mut at = 0;
    let Some(mut item) = read(bytes, &mut at).filter(|_| at == bytes.len()) else {
        return chance.mutate(bytes);
    };
    for _ in 0..=chance.below(3) {
        change(&mut item, chance);
    }
    bytes.clear();
    write(&item, bytes);
    if chance.once_in(8) {
        chance.mutate(bytes);
    }
}

fn change(item: &mut Item, chance: &mut Chance) {
    let count = count(item);
    let other = nth(item, &mut chance.below(count)).map(|found| found.clone());
    let Some(chosen) = nth(item, &mut chance.below(count)) else { return };
    match (chosen, chance.below(4)) {
        (chosen, 0) => *chosen = other.unwrap_or_else(|| Item::Plain(vec![0xf6])),
        (Item::Plain(plain), _) => change_plain(plain, chance),
        (Item::List(members), 1) if !members.is_empty() => drop(members.remove(chance.below(members.len()))),
        (Item::List(members), _) if !members.is_empty() => {
            members.push(members[chance.below(members.len())].clone());
        }
        (Item::Map(members), 1) if !members.is_empty() => {
            let at = chance.below(members.len()) & !1;
            members.drain(at..at + 2);
        }
        (Item::Map(members), _) if !members.is_empty() => {
            let at = chance.below(members.len()) & !1;
            let again = members[at..at + 2].to_vec();
            members.extend(again);
        }
        _ => {}
    }
}

/// A number becomes another, a text or bytes are broken inside.
fn change_plain(plain: &mut Vec<u8>, chance: &mut Chance) {
    match plain[0] >> 5 {
        kind @ (0 | 1) => {
            plain.clear();
            head(kind ^ u8::from(chance.once_in(4)), chance.nasty(), plain);
        }
        kind @ (2 | 3) => {
            let mut at = 0;
            let _length = number(plain, &mut at);
            let mut inside = plain.split_off(at);
            chance.mutate(&mut inside);
            plain.clear();
            head(kind, inside.len() as u64, plain);
            plain.append(&mut inside);
        }
        _ => *plain = vec![*chance.pick(&[0xf4, 0xf5, 0xf6, 0x00, 0x60, 0x40])],
    }
}

fn count(item: &Item) -> usize {
    1 + match item {
        Item::Plain(_) => 0,
        Item::List(members) | Item::Map(members) => members.iter().map(count).sum(),
    }
}

/// The item of that number, counted from the outside in.
fn nth<'a>(item: &'a mut Item, left: &mut usize) -> Option<&'a mut Item> {
    if *left == 0 {
        return Some(item);
    }
    *left -= 1;
    match item {
        Item::Plain(_) => None,
        Item::List(members) | Item::Map(members) => members.iter_mut().find_map(|member| nth(member, left)),
    }
}

fn read(bytes: &[u8], at: &mut usize) -> Option<Item> {
    let (began, first) = (*at, *bytes.get(*at)?);
    let endless = first & 0x1f == 31;
    let length = if endless { 0 } else { number(bytes, at)? };
    *at += usize::from(endless);
    let mut members = Vec::new();
    match first >> 5 {
        0 | 1 | 7 => return Some(Item::Plain(bytes.get(began..*at)?.to_vec())),
        2 | 3 if !endless => {
            *at = at.checked_add(usize::try_from(length).ok()?)?;
            return Some(Item::Plain(bytes.get(began..*at)?.to_vec()));
        }
        4 | 5 => {
            let wanted = length.saturating_mul(1 + u64::from(first >> 5 == 5));
            while if endless { bytes.get(*at) != Some(&0xff) } else { (members.len() as u64) < wanted } {
                members.push(read(bytes, at)?);
            }
            *at += usize::from(endless);
        }
        _ => return None,
    }
    Some(if first >> 5 == 4 { Item::List(members) } else { Item::Map(members) })
}

/// The number in a head.
fn number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let short = bytes.get(*at)? & 0x1f;
    *at += 1;
    let wide = match short {
        0..=23 => return Some(u64::from(short)),
        24..=27 => 1 << (short - 24),
        _ => return None,
    };
    let digits = bytes.get(*at..*at + wide)?;
    *at += wide;
    Some(digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}

fn write(item: &Item, to: &mut Vec<u8>) {
    match item {
        Item::Plain(plain) => to.extend(plain),
        Item::List(members) => {
            head(4, members.len() as u64, to);
            members.iter().for_each(|member| write(member, to));
        }
        Item::Map(members) => {
            head(5, members.len() as u64 / 2, to);
            members.iter().for_each(|member| write(member, to));
        }
    }
}

fn head(kind: u8, number: u64, to: &mut Vec<u8>) {
    let kind = kind << 5;
    match number {
        0..=23 => to.push(kind | number as u8),
        24..=0xff => to.extend([kind | 24, number as u8]),
        0x100..=0xffff => {
            to.push(kind | 25);
            to.extend((number as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            to.push(kind | 26);
            to.extend((number as u32).to_be_bytes());
        }
        _ => {
            to.push(kind | 27);
            to.extend(number.to_be_bytes());
        }
    }
}
