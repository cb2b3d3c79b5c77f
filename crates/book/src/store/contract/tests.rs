//! Memory keeps the contract; a storage that breaks it is caught.

use super::*;
use crate::store::{Memory, Pairs};

impl Subject for Memory {
    fn transact(
        &mut self,
        body: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        self.transaction(body)
    }

    fn reopen(&mut self) -> Result<(), StoreFault> {
        Ok(())
    }
}

#[test]
fn memory_keeps_the_contract() {
    let mut memory = Memory::default();
    assert_eq!(run(&mut memory, &steps()), Ok(()));
    assert_eq!(run(&mut memory, &server_steps()), Ok(()));
}

/// Memory with one habit that the contract forbids.
struct Broken(Memory, Habit);

#[derive(Clone, Copy, Debug)]
enum Habit {
    KeepsWhatFailed,
    ForgetsDeletes,
    IncludesTheUpperBound,
    IgnoresTheLimit,
    IgnoresTheDirection,
}

struct BrokenTx<'a>(&'a mut dyn Tx, Habit);

impl Subject for Broken {
    fn transact(
        &mut self,
        body: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreFault>,
    ) -> Result<(), StoreFault> {
        let habit = self.1;
        if !matches!(habit, Habit::KeepsWhatFailed) {
            return self.0.transaction(|tx| body(&mut BrokenTx(tx, habit)));
        }
        self.0.transaction(|tx| Ok::<_, StoreFault>(body(&mut BrokenTx(tx, habit)))).and_then(|done| done)
    }

    fn reopen(&mut self) -> Result<(), StoreFault> {
        Ok(())
    }
}

impl Tx for BrokenTx<'_> {
    fn get(&mut self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        self.0.get(table, key)
    }

    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreFault> {
        self.0.put(table, key, value)
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreFault> {
        if matches!(self.1, Habit::ForgetsDeletes) { Ok(()) } else { self.0.delete(table, key) }
    }

    fn scan(
        &mut self,
        table: Table,
        from: &[u8],
        to: &[u8],
        limit: usize,
        backwards: bool,
    ) -> Result<Pairs, StoreFault> {
        let beyond = [to, &[0]].concat();
        match self.1 {
            Habit::IncludesTheUpperBound => self.0.scan(table, from, &beyond, limit, backwards),
            Habit::IgnoresTheLimit => self.0.scan(table, from, to, usize::MAX, backwards),
            Habit::IgnoresTheDirection => self.0.scan(table, from, to, limit, false),
            Habit::KeepsWhatFailed | Habit::ForgetsDeletes => self.0.scan(table, from, to, limit, backwards),
        }
    }
}

#[test]
fn each_broken_habit_is_caught() {
    for habit in [
        Habit::KeepsWhatFailed,
        Habit::ForgetsDeletes,
        Habit::IncludesTheUpperBound,
        Habit::IgnoresTheLimit,
        Habit::IgnoresTheDirection,
    ] {
        let mut broken = Broken(Memory::default(), habit);
        let kept = run(&mut broken, &steps()).and_then(|()| run(&mut broken, &server_steps()));
        assert!(kept.is_err(), "{habit:?} was not noticed");
    }
}
