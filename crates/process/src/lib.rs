//! The law of the sales process: pure functions of records, company and clock.
