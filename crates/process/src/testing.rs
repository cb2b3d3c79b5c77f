//! People, companies and records for tests.
