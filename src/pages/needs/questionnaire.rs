pub mod new;
pub mod read;
