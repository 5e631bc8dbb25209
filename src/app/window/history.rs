//! The edits that can be taken back.

use crate::{app::text::Edit, engine::span::Span};

/// An edit with what it removed and what it put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) at: u32,
    pub(super) removed: String,
    pub(super) inserted: String,
}

impl Change {
    /// What turns `old`, which is at `start`, into `new`.
    pub(super) fn between(start: u32, old: &str, new: &str) -> Self {
        let edit = Edit::between(old, new);
        let part = |text: &str, length: u32| {
            Span { start: edit.start, end: edit.start + length }.of(text).to_owned()
        };
        Self { at: start + edit.start, removed: part(old, edit.removed), inserted: part(new, edit.inserted) }
    }

    pub(super) fn edit(&self) -> Edit {
        Edit { start: self.at, removed: self.removed.len() as u32, inserted: self.inserted.len() as u32 }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.removed == self.inserted
    }

    fn inverse(self) -> Self {
        Self { at: self.at, removed: self.inserted, inserted: self.removed }
    }

    /// One letter typed, be it over others, or removed.
    fn is_letter(&self) -> bool {
        let is_letter = |text: &str| text.chars().count() == 1 && text != "\n";
        is_letter(&self.inserted) || self.inserted.is_empty() && is_letter(&self.removed)
    }

    /// Takes a later edit in, if both are one to the user: letters typed one after the other, a word at a time, or
    /// removed one before the other; what is composed, wherever it touches what was.
    fn takes(&mut self, later: &Self, kind: Kind) -> bool {
        let end = self.at + self.inserted.len() as u32;
        if kind == Kind::Composing {
            if later.at < self.at || later.at + later.removed.len() as u32 > end {
                return false;
            }
            let from = (later.at - self.at) as usize;
            self.inserted.replace_range(from..from + later.removed.len(), &later.inserted);
            return true;
        }
        if later.removed.is_empty() && later.at == end {
            let is_next_word = self.inserted.ends_with(char::is_whitespace)
                && !later.inserted.starts_with(char::is_whitespace);
            if !is_next_word && !self.inserted.is_empty() {
                self.inserted.push_str(&later.inserted);
                return true;
            }
        }
        if self.inserted.is_empty() && later.inserted.is_empty() {
            if later.at + later.removed.len() as u32 == self.at {
                self.removed.insert_str(0, &later.removed);
                self.at = later.at;
                return true;
            }
            if later.at == self.at {
                self.removed.push_str(&later.removed);
                return true;
            }
        }
        false
    }
}

/// So many edits can be taken back,
pub(super) const DEPTH: usize = 1000;
/// and so much text they may hold: that of the longest text four times, and no more.
const ROOM: usize = 16 * 1024 * 1024;

/// The edits that can be taken back, and made again.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Of what kind the last one is; another of its kind may be one with it.
    last: Kind,
}

/// How an edit was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    /// At once, as by a paste.
    #[default]
    Whole,
    Letter,
    Composing,
}

impl History {
    pub(super) fn push(&mut self, change: Change, composing: bool) {
        self.undone.clear();
        let kind = match (composing, change.is_letter()) {
            (true, _) => Kind::Composing,
            (false, true) => Kind::Letter,
            (false, false) => Kind::Whole,
        };
        let goes_on = std::mem::replace(&mut self.last, kind) == kind;
        if goes_on && self.done.last_mut().is_some_and(|last| last.takes(&change, kind)) {
            return;
        }
        self.done.push(change);
        let size = |change: &Change| change.removed.len() + change.inserted.len();
        let mut room: usize = self.done.iter().map(size).sum();
        let mut old = 0;
        while room > ROOM || self.done.len() - old > DEPTH {
            room -= size(&self.done[old]);
            old += 1;
        }
        self.done.drain(..old);
    }

    pub(super) fn back(&mut self) -> Option<Change> {
        self.last = Kind::Whole;
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change.inverse())
    }

    pub(super) fn again(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
