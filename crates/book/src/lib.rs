//! Documents and records, the wire, the replica and the hub: sans-IO.
