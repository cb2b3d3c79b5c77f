//! The lock of a folder of data: a server holds it as long as it runs, so that no second one serves the same
//! book and nobody restores under its feet. It ends with the process, however that ends.

use std::fs::File;
use std::path::Path;

const NAME: &str = "server.lock";

/// A held lock; dropped, it is free.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a folder cannot be locked.
#[derive(Debug, thiserror::Error)]
pub enum InUse {
    /// Another process holds it.
    #[error("a server is running on this folder of data; stop it first")]
    Running,
    /// The folder cannot be written.
    #[error("the folder of data cannot be used: {0}")]
    Folder(#[from] std::io::Error),
}

impl Lock {
    /// Takes the lock of a folder; makes the folder where it is missing.
    ///
    /// # Errors
    /// [`InUse`].
    pub fn of(folder: &Path) -> Result<Self, InUse> {
        make_folder(folder)?;
        let file = File::options().create(true).truncate(false).write(true).open(folder.join(NAME))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(InUse::Running),
            Err(std::fs::TryLockError::Error(fault)) => Err(InUse::Folder(fault)),
        }
    }
}

/// Makes the folder where it is missing, for nobody else's eyes.
pub(super) fn make_folder(folder: &Path) -> Result<(), std::io::Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
