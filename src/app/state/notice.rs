//! What the user is told.

use crate::engine::profile::Problem;

/// What the user is told about something that has just happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Applied {
        written: String,
        suggested: String,
    },
    Undone,
    Cleared,
    SampleLoaded,
    FileLoaded {
        name: String,
    },
    DraftRestored,
    Forgotten,
    DraftFull,
    FileNotText {
        name: String,
    },
    FileTooLarge {
        name: String,
        bytes: usize,
    },
    /// What was pasted is more than can be shown; the text before it stands.
    TextTooLarge {
        bytes: usize,
    },
    FileUnreadable {
        name: String,
    },
    FileEmpty {
        name: String,
    },
    /// The browser allows no worker: a long text holds up the page while it is checked.
    CheckedHere,
    /// No worker has started for this text; one will be tried for the next.
    CheckedHereOnce,
    /// The part of the program that checks could not be fetched.
    NoChecker,
    /// A check has broken down; the text is too much for the browser.
    NotChecked,
    /// The draft that is kept is that of another tab.
    OtherTab,
    /// A new version of the page is at hand.
    UpdateReady,
    /// The host's settings are of no use.
    ConfigBad {
        reason: String,
    },
    /// Files of the host's profiles are of no use: of each the first of its faults, and how many more there are.
    ProfilesBad {
        files: Vec<(Problem, usize)>,
        /// Other profiles of the host's have been read.
        some: bool,
    },
    /// Of both files of the host's something is to be told.
    Both(Box<(Notice, Notice)>),
    /// One's own profiles do not fit into what the browser keeps.
    ProfilesFull,
    /// Of one's own profiles some cannot be read; they stay where they are kept.
    ProfilesUnread,
}

impl Notice {
    /// Something went wrong, as opposed to having been done.
    pub fn is_failure(&self) -> bool {
        matches!(
            self,
            Self::DraftFull
                | Self::FileNotText { .. }
                | Self::FileTooLarge { .. }
                | Self::TextTooLarge { .. }
                | Self::FileUnreadable { .. }
                | Self::FileEmpty { .. }
                | Self::CheckedHere
                | Self::CheckedHereOnce
                | Self::NoChecker
                | Self::NotChecked
                | Self::OtherTab
                | Self::ConfigBad { .. }
                | Self::ProfilesBad { .. }
                | Self::Both(_)
                | Self::ProfilesFull
                | Self::ProfilesUnread
        )
    }
}
