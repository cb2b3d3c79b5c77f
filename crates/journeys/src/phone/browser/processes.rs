//! The processes of a browser, as the system knows them.

use crate::signal;

/// Those that must be gone before a browser is.
#[derive(Clone, Copy)]
pub(super) enum Processes {
    /// One, which takes the others with it.
    Main(u32),
    /// All of a group.
    Group(u32),
}

impl Processes {
    pub(super) fn kill(self) {
        match self {
            Self::Main(process) => signal("KILL", process),
            Self::Group(group) => signal("KILL", format!("-{group}")),
        }
    }

    /// A process that has ended but waits to be noticed by its parent isn't running.
    pub(super) fn are_running(self) -> bool {
        let is_alive = |stat: &Stat| stat.state != 'Z';
        match self {
            Self::Main(process) => Stat::of(&process.to_string()).as_ref().is_some_and(is_alive),
            Self::Group(group) => {
                let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
                let mut all = all.filter_map(|entry| Stat::of(&entry.file_name().to_string_lossy()));
                all.any(|stat| stat.group == group && is_alive(&stat))
            }
        }
    }
}

/// What `/proc` says of a process.
struct Stat {
    state: char,
    group: u32,
}

impl Stat {
    fn of(process: &str) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // A name may hold spaces and brackets; after it stand state, parent and group.
        let mut rest = stat.rsplit_once(") ")?.1.split(' ');
        let state = rest.next()?.chars().next()?;
        Some(Self { state, group: rest.nth(1)?.parse().ok()? })
    }
}
