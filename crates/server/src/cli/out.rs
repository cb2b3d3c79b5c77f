//! What commands print. Whoever reads may have read enough (`fieldbook company show | head`): then the rest is for
//! nobody, and the command does its work to the end as if it were read. Any other fault of the output is told.

use std::io::{self, ErrorKind, Write};

/// Prints a line; what `println!` would do but for its panic.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        writeln!($crate::cli::out::Out, $($words)*)
    }};
}
pub(super) use say;

/// Standard output.
pub(super) struct Out;

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        unless_gone(io::stdout().write(bytes), bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        unless_gone(io::stdout().flush(), ())
    }
}

fn unless_gone<T>(outcome: io::Result<T>, unread: T) -> io::Result<T> {
    match outcome {
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Ok(unread),
        outcome => outcome,
    }
}
