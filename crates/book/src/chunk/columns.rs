//! Walks the contents of a change without expanding anything: counts the rows that run lengths claim, compares
//! them with each other, and bounds every index, number and length, so that Automerge's parser can neither run
//! on nor panic. Values and texts are only measured.

use super::reader::Reader;
use super::{Limits, Malformed};

/// Operation numbers are u32 inside Automerge, and the next local write must still fit.
const MAX_OP: u64 = i32::MAX as u64;
/// Times are stored as differences, whose sums must not leave i64.
const MAX_TIME: i64 = 1 << 53;
const HASH_BYTES: usize = 32;
/// An actor is 16 random bytes; the format would take any length.
const ACTOR_BYTES: usize = 64;
/// Each row of a run repeats its key, so keys are measured before they are expanded.
const KEY_BYTES: usize = 256;
/// More than the format knows.
const COLUMNS: usize = 32;
/// Actions 0 to 7: make map, put, make list, delete, make text, increment, make table, mark.
const MAX_ACTION: u64 = 7;
/// Value types 0 to 9: null, false, true, unsigned, signed, float, text, bytes, counter, timestamp.
const MAX_TYPE: u64 = 9;

/// The columns of a change's operations: id × 16 + type.
mod spec {
    pub(super) const OBJECT_ACTOR: u64 = 0x01;
    pub(super) const OBJECT_NUMBER: u64 = 0x02;
    pub(super) const KEY_ACTOR: u64 = 0x11;
    pub(super) const KEY_NUMBER: u64 = 0x13;
    pub(super) const KEY_TEXT: u64 = 0x15;
    pub(super) const INSERT: u64 = 0x34;
    pub(super) const ACTION: u64 = 0x42;
    pub(super) const VALUE_META: u64 = 0x56;
    pub(super) const VALUE: u64 = 0x57;
    pub(super) const PRED_COUNT: u64 = 0x70;
    pub(super) const PRED_ACTOR: u64 = 0x71;
    pub(super) const PRED_NUMBER: u64 = 0x73;
    pub(super) const EXPAND: u64 = 0x94;
    pub(super) const MARK: u64 = 0xa5;
    pub(super) const ALL: [u64; 14] = [
        OBJECT_ACTOR,
        OBJECT_NUMBER,
        KEY_ACTOR,
        KEY_NUMBER,
        KEY_TEXT,
        INSERT,
        ACTION,
        VALUE_META,
        VALUE,
        PRED_COUNT,
        PRED_ACTOR,
        PRED_NUMBER,
        EXPAND,
        MARK,
    ];
    /// Marks a column as deflated.
    pub(super) const DEFLATED: u64 = 0x08;
}

/// Walks the whole contents.
pub(super) fn walk(contents: &[u8], limits: &Limits) -> Result<(), Malformed> {
    let mut reader = Reader(contents);
    let (start_op, actors) = head(&mut reader, limits)?;
    let columns = columns(&mut reader)?;
    if !reader.is_empty() {
        return Err(Malformed::Newer { what: "extra bytes", code: reader.0.len() as u64 });
    }
    let column = |spec| {
        let data = columns.iter().find(|(found, _)| *found == spec).map_or(&[][..], |(_, data)| data);
        Column { spec, data, what: "operations", limit: limits.ops }
    };
    let ops = column(spec::ACTION).numbers(|_, action| newer("action", action, MAX_ACTION))?;
    let last_op = start_op.saturating_add(ops as u64).saturating_sub(1);
    if ops == 0 {
        return Err(Malformed::NoOps);
    }
    if last_op > MAX_OP {
        return Err(Malformed::OpNumber(last_op.into()));
    }
    let actor = |_, index: Option<u64>| match index {
        Some(index) if index >= actors as u64 => Err(Malformed::ActorOutOfRange { index, actors }),
        _ => Ok(()),
    };
    let number = |_, number: Option<u64>| op_number(number.unwrap_or(0).into(), last_op);
    rows(ops, column(spec::OBJECT_ACTOR), |c| c.runs(Reader::uint, actor))?;
    rows(ops, column(spec::OBJECT_NUMBER), |c| c.runs(Reader::uint, number))?;
    rows(ops, column(spec::KEY_ACTOR), |c| c.runs(Reader::uint, actor))?;
    rows(ops, column(spec::KEY_NUMBER), |c| c.deltas(last_op))?;
    rows(ops, column(spec::KEY_TEXT), Column::texts)?;
    rows(ops, column(spec::INSERT), Column::flags)?;
    rows(ops, column(spec::EXPAND), Column::flags)?;
    rows(ops, column(spec::MARK), Column::texts)?;
    values(ops, column(spec::VALUE_META), column(spec::VALUE).data)?;

    let mut preds = 0_u64;
    rows(ops, column(spec::PRED_COUNT), |c| {
        c.numbers(|times, each| {
            preds = preds.saturating_add(each.saturating_mul(times as u64));
            Ok(())
        })
    })?;
    let limit = limits.ops;
    let preds = usize::try_from(preds).ok().filter(|preds| *preds <= limit);
    let preds = preds.ok_or(Malformed::TooMany { what: "predecessors", limit })?;
    rows(preds, column(spec::PRED_ACTOR), |c| c.numbers(|times, index| actor(times, Some(index))))?;
    rows(preds, column(spec::PRED_NUMBER), |c| c.deltas(last_op))
}

/// Everything before the columns; answers the first operation's number and how many actors there are.
fn head(reader: &mut Reader<'_>, limits: &Limits) -> Result<(u64, usize), Malformed> {
    let deps = reader.count("dependencies", limits.deps)?;
    let deps = reader.take(deps * HASH_BYTES)?;
    let deps: Vec<&[u8]> = deps.chunks(HASH_BYTES).collect();
    if !deps.is_sorted_by(|a, b| a < b) {
        return Err(Malformed::Deps);
    }
    let author = reader.bytes("an actor", ACTOR_BYTES)?;
    let seq = reader.uint()?;
    if seq == 0 || u32::try_from(seq).is_err() {
        return Err(Malformed::Seq(seq));
    }
    let start_op = reader.uint()?;
    if start_op == 0 || start_op > MAX_OP {
        return Err(Malformed::OpNumber(start_op.into()));
    }
    let time = reader.int()?;
    if !(0..=MAX_TIME).contains(&time) {
        return Err(Malformed::Time(time));
    }
    text(reader.bytes("the message", limits.message)?)?;
    let count = reader.count("actors", limits.actors)?;
    let mut others = Vec::new();
    for _ in 0..count {
        others.push(reader.bytes("an actor", ACTOR_BYTES)?);
    }
    let named = others.iter().chain([&author]).all(|actor| !actor.is_empty());
    if !named || others.contains(&author) || !others.is_sorted_by(|a, b| a < b) {
        return Err(Malformed::Actors);
    }
    Ok((start_op, count + 1))
}

/// The columns by their specification.
fn columns<'a>(reader: &mut Reader<'a>) -> Result<Vec<(u64, &'a [u8])>, Malformed> {
    let count = reader.count("columns", COLUMNS)?;
    let mut heads = Vec::new();
    for _ in 0..count {
        heads.push((reader.uint()?, reader.uint()?));
    }
    let mut columns = Vec::new();
    let mut before = None;
    for (spec, len) in heads {
        let fault = |why| Err(Malformed::Column { spec, why });
        if spec & spec::DEFLATED != 0 {
            return fault("deflated");
        }
        if !spec::ALL.contains(&spec) {
            return Err(Malformed::Newer { what: "column", code: spec });
        }
        if before >= Some(spec) {
            return fault("not in order");
        }
        before = Some(spec);
        let len = usize::try_from(len).map_err(|_| Malformed::Truncated)?;
        columns.push((spec, reader.take(len)?));
    }
    Ok(columns)
}

#[derive(Clone, Copy)]
struct Column<'a> {
    spec: u64,
    data: &'a [u8],
    /// What its rows are, and how many are too many.
    what: &'static str,
    limit: usize,
}

impl<'a> Column<'a> {
    /// Reads run by run, without expanding: how often, and what (`None`: null). Answers the rows.
    fn runs<T>(
        self,
        value: impl Fn(&mut Reader<'a>) -> Result<T, Malformed>,
        mut each: impl FnMut(usize, Option<T>) -> Result<(), Malformed>,
    ) -> Result<usize, Malformed> {
        let mut reader = Reader(self.data);
        let mut rows = 0;
        while !reader.is_empty() {
            let run = reader.int()?;
            let claimed = if run == 0 { reader.uint()? } else { run.unsigned_abs() };
            let times = self.add(&mut rows, claimed)?;
            match run {
                0 => each(times, None)?,
                1.. => each(times, Some(value(&mut reader)?))?,
                ..0 => (0..times).try_for_each(|_| each(1, Some(value(&mut reader)?)))?,
            }
        }
        Ok(rows)
    }

    fn add(self, rows: &mut usize, claimed: u64) -> Result<usize, Malformed> {
        let times = usize::try_from(claimed).ok().filter(|times| *times <= self.limit - *rows);
        let times = times.ok_or(Malformed::TooMany { what: self.what, limit: self.limit })?;
        *rows += times;
        Ok(times)
    }

    /// Numbers without nulls.
    fn numbers(self, mut each: impl FnMut(usize, u64) -> Result<(), Malformed>) -> Result<usize, Malformed> {
        let hole = Malformed::Column { spec: self.spec, why: "null" };
        self.runs(Reader::uint, |times, number| each(times, number.ok_or(hole.clone())?))
    }

    /// Numbers of operations, as differences. The first and the last of a run bound those between.
    fn deltas(self, last_op: u64) -> Result<usize, Malformed> {
        let mut sum = 0_i128;
        self.runs(Reader::int, |times, delta| {
            let delta = i128::from(delta.unwrap_or(0));
            op_number(sum + delta, last_op)?;
            sum += delta * times as i128;
            op_number(sum, last_op)
        })
    }

    fn texts(self) -> Result<usize, Malformed> {
        self.runs(|reader| text(reader.bytes("a key", KEY_BYTES)?), |_, _| Ok(()))
    }

    /// Counts, in turn of false and true.
    fn flags(self) -> Result<usize, Malformed> {
        let mut reader = Reader(self.data);
        let mut rows = 0;
        while !reader.is_empty() {
            let claimed = reader.uint()?;
            self.add(&mut rows, claimed)?;
        }
        Ok(rows)
    }
}

/// A column is absent, or has as many rows as the others.
fn rows<'a>(
    expected: usize,
    column: Column<'a>,
    count: impl FnOnce(Column<'a>) -> Result<usize, Malformed>,
) -> Result<(), Malformed> {
    if count(column)? == expected || column.data.is_empty() {
        return Ok(());
    }
    Err(Malformed::Column { spec: column.spec, why: "of another length" })
}

/// The values' lengths add up to their bytes.
fn values(ops: usize, meta: Column<'_>, data: &[u8]) -> Result<(), Malformed> {
    let mut bytes = 0_u64;
    rows(ops, meta, |meta| {
        meta.numbers(|times, meta| {
            bytes = bytes.saturating_add((meta >> 4).saturating_mul(times as u64));
            newer("value type", meta & 0x0f, MAX_TYPE)
        })
    })?;
    if bytes == data.len() as u64 {
        Ok(())
    } else {
        Err(Malformed::Column { spec: spec::VALUE, why: "of another length" })
    }
}

fn newer(what: &'static str, code: u64, max: u64) -> Result<(), Malformed> {
    if code > max { Err(Malformed::Newer { what, code }) } else { Ok(()) }
}

fn op_number(number: i128, last_op: u64) -> Result<(), Malformed> {
    if (0..=i128::from(last_op)).contains(&number) { Ok(()) } else { Err(Malformed::OpNumber(number)) }
}

fn text(bytes: &[u8]) -> Result<&str, Malformed> {
    str::from_utf8(bytes).map_err(|_| Malformed::BadText)
}
