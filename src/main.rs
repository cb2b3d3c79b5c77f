//! The app: placeholder.
fn main() {}
