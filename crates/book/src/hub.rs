//! The server's machine: judges what phones push and hands out what they may read, inside one transaction of
//! the [`Tx`] that the shell gives it. It signs with the [`Seal`] and asks for time and chance.
