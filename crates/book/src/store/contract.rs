//! What every storage must keep, as data: steps and what is to be read after them. Memory, SQLite and the real
//! IndexedDB run the same list.
