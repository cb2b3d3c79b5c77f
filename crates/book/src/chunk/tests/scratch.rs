//! scratch
use super::builder::*;
use super::*;
use automerge::*;
use automerge::transaction::*;
use std::time::Instant;

fn say<T: std::fmt::Debug>(what: &str, f: impl FnOnce() -> T) {
    let t = Instant::now();
    let r = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let out = match r { Ok(v) => format!("{v:?}"), Err(p) => format!("PANIC {:?}", p.downcast_ref::<String>().cloned().or(p.downcast_ref::<&str>().map(|s| s.to_string()))) };
    println!("   {what}: {} [{:?}]", out.chars().take(300).collect::<String>(), t.elapsed());
}

pub fn try_all(name: &str, doc: &Automerge, raw: Vec<u8>) {
    println!("== {name} ({} bytes)", raw.len());
    say("wall check", || check(&raw, &LIMITS).map(|c| c.ops));
    say("wall fits", || check(&raw, &LIMITS).map(|c| fits(doc, &c, &RecordShape)));
    say("from_bytes", || Change::from_bytes(raw.clone()).map(|c| c.len()));
    let Ok(Ok(change)) = std::panic::catch_unwind(|| Change::from_bytes(raw.clone())) else { return };
    if change.len() > 1_000_000 { return }
    say("decode", || change.decode().operations.len());
    let mut d = doc.clone();
    say("apply", || d.apply_changes([change.clone()]));
    say("in doc", || d.get_change_meta_by_hash(&change.hash()).is_some());
    say("same", || d.get_change_by_hash(&change.hash()).map(|c| c.raw_bytes() == change.raw_bytes()));
    say("save+load", || Automerge::load(&d.save()).map(|x| x.get_heads() == d.get_heads()));
    say("next write", || { let mut e = d.clone(); let mut t = e.transaction(); t.put(ROOT, "next", 1).map(|_| t.commit().0.is_some()) });
    say("load_incremental", || { let mut e = doc.clone(); e.load_incremental(&raw).map(|n| (n, e.get_change_meta_by_hash(&change.hash()).is_some())) });
    say("concat load", || { let mut b = doc.save(); b.extend(&raw); Automerge::load(&b).map(|d| d.get_heads().len()) });
}

#[test]
fn run() {
    std::panic::set_hook(Box::new(|_| {}));
    let a = vec![0xaa; 16];
    let mut doc = Automerge::new();
    let first = Contents { actor: a.clone(), seq: 1, start_op: 1, columns: columns(&[put("kind", text("deal")), put("title", text("x"))]), ..Default::default() };
    try_all("honest", &doc, first.chunk());
    let c = check(&first.chunk(), &LIMITS).unwrap();
    apply(&mut doc, &c).unwrap();
    let next = Contents { deps: vec![c.hash.0], seq: 2, start_op: 3, ..first.clone() };
    let with = |rows: &[Row]| Contents { columns: columns(rows), ..next.clone() };
    let new = Contents { actor: vec![0xbb; 16], seq: 1, ..next.clone() };
    try_all("honest 2", &doc, with(&[put("amount", signed(4, 5)), put("title", text("y")).over(&[(2, 0)])]).chunk());
    let n = 60_000_000;
    let claim = |n: u64| { let run = |v: &[u8]| { let mut t = vec![]; int(&mut t, n as i64); t.extend(v); t };
        let mut f = vec![]; uint(&mut f, n);
        vec![(0x15, run(&[1, b'a'])), (0x34, f), (0x42, run(&[1])), (0x56, run(&[0])), (0x70, run(&[0]))] };
    try_all("60 million", &doc, Contents { columns: claim(n), ..next.clone() }.chunk());
    let big = Contents { message: vec![b'a'; 200_000_000], columns: columns(&[put("a", null())]), ..next.clone() };
    let raw = big.deflated();
    println!("bomb {}", raw.len());
    say("bomb from_bytes", || Change::from_bytes(raw.clone()).map(|c| c.len()));
    say("bomb check", || check(&raw, &LIMITS).map(|c| c.ops));
    try_all("actor index", &doc, with(&[put("title", text("y")).over(&[(2, 7)])]).chunk());
    try_all("actor index 2^32", &doc, with(&[put("title", text("y")).over(&[(2, 1 << 32)])]).chunk());
    try_all("object actor index", &doc, with(&[put("title", text("y")).within((2, 7))]).chunk());
    try_all("foreign actor", &doc, Contents { others: vec![vec![0xcc; 16]], ..with(&[put("title", text("y")).over(&[(2, 1)])]) }.chunk());
    try_all("foreign actor unused", &doc, Contents { others: vec![vec![0xcc; 16]], ..with(&[put("b", text("y"))]) }.chunk());
    try_all("start_op near 2^32", &doc, Contents { start_op: u32::MAX as u64, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("start_op beyond 2^32", &doc, Contents { start_op: u32::MAX as u64, ..with(&[put("b", text("y")), put("c", text("z"))]) }.chunk());
    try_all("start_op +1", &doc, Contents { start_op: 4, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("start_op -1", &doc, Contents { start_op: 2, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("start_op -1 new actor", &doc, Contents { start_op: 2, columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    try_all("start_op +1 new actor", &doc, Contents { start_op: 4, columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    let mut bad = with(&[put("b", text("y"))]).chunk(); bad[4] ^= 1;
    try_all("bad checksum", &doc, bad);
    try_all("missing deps", &doc, Contents { deps: vec![[7; 32]], ..with(&[put("b", text("y"))]) }.chunk());
    try_all("list key", &doc, with(&[Row { key: builder::Key::Element((2, 0)), ..put("b", text("y")) }]).chunk());
    try_all("head key", &doc, with(&[Row { key: builder::Key::Element((0, 0)), ..put("b", text("y")) }]).chunk());
    try_all("head key insert", &doc, with(&[Row { key: builder::Key::Element((0, 0)), insert: true, ..put("b", text("y")) }]).chunk());
    try_all("map insert", &doc, with(&[Row { insert: true, ..put("b", text("y")) }]).chunk());
    try_all("empty key", &doc, with(&[put("", text("y"))]).chunk());
    try_all("delete", &doc, with(&[put("title", null()).over(&[(2, 0)]).action(DELETE)]).chunk());
    try_all("delete nothing", &doc, with(&[put("zzz", null()).action(DELETE)]).chunk());
    try_all("delete unknown", &doc, with(&[put("zzz", null()).over(&[(1,0)]).action(DELETE)]).chunk());
    try_all("dup seq", &doc, Contents { seq: 1, deps: vec![], start_op: 1, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("seq gap", &doc, Contents { seq: 4, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("seq gap new actor", &doc, Contents { seq: 4, columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    try_all("seq 0", &doc, Contents { seq: 0, columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    let mut trail = with(&[put("b", text("y"))]).chunk(); trail.push(0);
    try_all("trailing", &doc, trail);
    try_all("extra", &doc, Contents { extra: vec![9], ..with(&[put("b", text("y"))]) }.chunk());
    try_all("author footer", &doc, Contents { extra: vec![1, 1, 65], ..with(&[put("b", text("y"))]) }.chunk());
    try_all("pred nowhere", &doc, with(&[put("b", text("y")).over(&[(1, 0)])]).chunk());
    try_all("pred future", &doc, with(&[put("b", text("y")).over(&[(900, 0)])]).chunk());
    try_all("pred self", &doc, with(&[put("b", text("y")).over(&[(3, 0)])]).chunk());
    try_all("pred twice", &doc, with(&[put("title", text("y")).over(&[(2, 0), (2, 0)])]).chunk());
    try_all("pred unsorted", &doc, with(&[put("title", text("y")).over(&[(2, 0)]), put("kind", text("y")).over(&[(2,0),(1, 0)])]).chunk());
    try_all("no pred", &doc, with(&[put("title", text("y"))]).chunk());
    try_all("object nowhere", &doc, with(&[put("b", text("y")).within((77, 0))]).chunk());
    try_all("object scalar", &doc, with(&[put("b", text("y")).within((2, 0))]).chunk());
    try_all("object self", &doc, with(&[put("b", text("y")).within((3, 0))]).chunk());
    try_all("replace root fields by map", &doc, with(&[put("title", null()).over(&[(2, 0)]).action(MAKE_MAP)]).chunk());
    try_all("time max", &doc, Contents { time: i64::MAX, ..with(&[put("b", text("y"))]) }.chunk());
    try_all("time min", &doc, Contents { time: i64::MIN, ..with(&[put("b", text("y"))]) }.chunk());
    {
        let mut d = doc.clone();
        let one = Contents { time: i64::MAX, ..with(&[put("b", text("y"))]) }.chunk();
        let one = Change::from_bytes(one).unwrap();
        d.apply_changes([one.clone()]).unwrap();
        try_all("time max then min", &d, Contents { deps: vec![one.hash().0], seq: 3, start_op: 4, time: i64::MIN, ..with(&[put("b", text("y")).over(&[(3, 0)])]) }.chunk());
    }
    try_all("no ops", &doc, Contents { columns: vec![], ..next.clone() }.chunk());
    let mut cols = columns(&[put("b", text("y")), put("c", text("y"))]);
    cols.iter_mut().find(|c| c.0 == 0x42).unwrap().1 = vec![0x7e, 1, 1];
    try_all("literal instead of run", &doc, Contents { columns: cols.clone(), ..next.clone() }.chunk());
    let mut over = columns(&[put("b", text("y"))]);
    over.push((0x99, vec![1]));
    try_all("unknown column", &doc, Contents { columns: over, ..next.clone() }.chunk());
    try_all("unknown action", &doc, with(&[put("b", text("y")).action(9)]).chunk());
    try_all("unknown type", &doc, with(&[put("b", (12, vec![1, 2]))]).chunk());
    try_all("uint", &doc, with(&[put("b", (3, vec![5]))]).chunk());
    try_all("counter", &doc, with(&[put("b", (8, vec![5]))]).chunk());
    try_all("increment of title", &doc, with(&[put("title", (4, vec![5])).action(INCREMENT).over(&[(2, 0)])]).chunk());
    try_all("make list", &doc, with(&[put("l", null()).action(MAKE_LIST)]).chunk());
    try_all("mark", &doc, with(&[put("l", null()).action(MARK)]).chunk());
    try_all("second beginning", &doc, Contents { deps: vec![], start_op: 1, columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    try_all("deps twice", &doc, Contents { deps: vec![c.hash.0, c.hash.0], ..with(&[put("b", text("y"))]) }.chunk());
    try_all("empty actor", &doc, Contents { actor: vec![], columns: columns(&[put("b", text("y"))]), ..new.clone() }.chunk());
    // branch
    let second = check(&with(&[put("b", text("y"))]).chunk(), &LIMITS).unwrap();
    let mut d = doc.clone(); apply(&mut d, &second).unwrap();
    let br = Contents { seq: 3, ..with(&[put("q", text("y"))]) }.chunk();
    try_all("branched", &d, br.clone());
    try_all("branched on fork", &d.fork_at(&[c.hash]).unwrap(), br);
    // huge null run etc
    try_all("i64::MIN run", &doc, Contents { columns: vec![(0x42, vec![0x80,0x80,0x80,0x80,0x80,0x80,0x80,0x80,0x80,0x7f])], ..next.clone() }.chunk());
    try_all("huge null run", &doc, Contents { columns: vec![(0x42, vec![0x00, 0xff,0xff,0xff,0xff,0xff,0xff,0xff,0xff,0xff,0x01])], ..next.clone() }.chunk());
}
