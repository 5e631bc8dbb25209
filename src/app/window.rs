//! The part of a long text that the text field holds.
//!
//! For every key a browser lays a text field out anew, from its first letter to its last: 12 ms with 200 kB in it,
//! 150 ms with two megabytes. So of a long text the field holds only a window, whole lines around what is in sight
//! and the caret, and the rest is drawn and not held. Here is the arithmetic: which lines those are, what an edit
//! in the window is in the whole text, what a selection that reaches over its edges is in the field, and, because a
//! browser forgets its own when the field is written, the edits that can be undone.

mod history;

use super::text::{Chunk, Edit, byte_of, chunks, chunks_again, utf16_of};
use crate::engine::span::Span;
use history::{Change, History};
use std::{ops::Range, rc::Rc};

/// A text is long from here, in bytes: what a key costs in a field of this size is hardly seen.
pub const LONG: usize = 200_000;
/// A long text that is cut is long until here, so that one at the border does not change to and fro.
const SHORT: usize = LONG / 4 * 3;
/// The window holds so much on either side of what it was made for: some ten screens of running text, so that a
/// selection that is drawn with the pointer is not stopped by its end before it has moved.
const AROUND: u32 = 16 * 1024;
/// A caret closer to an edge than this moves the window: more than a key goes, be it `PageDown`.
const MARGIN: u32 = 8 * 1024;

/// What is selected, in bytes of the whole text. Both ends are one where there is only a caret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: u32,
    /// Where the caret is.
    pub focus: u32,
}

impl Selection {
    pub fn caret(at: u32) -> Self {
        Self { anchor: at, focus: at }
    }

    pub fn of(span: Span) -> Self {
        Self { anchor: span.start, focus: span.end }
    }

    pub fn span(self) -> Span {
        Span { start: self.anchor.min(self.focus), end: self.anchor.max(self.focus) }
    }
}

/// What is selected as the browser says it: in UTF-16 units of what the field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InField {
    pub start: u32,
    pub end: u32,
    /// The caret is at its start.
    pub backward: bool,
}

/// A text, cut into chunks, some of which the field holds.
#[derive(Clone, Debug)]
pub struct Window {
    text: Rc<str>,
    chunks: Rc<Vec<Chunk>>,
    held: Range<usize>,
    /// The field holds a part only.
    is_part: bool,
    /// Or has done so since the program set the text: the browser knows of no edit before.
    was_part: bool,
    pub selection: Selection,
    history: History,
    /// What has been done to the text since that was last asked.
    edited: Edit,
}

impl Window {
    pub fn new(text: Rc<str>) -> Self {
        let mut new = Self {
            chunks: Rc::new(chunks(&text)),
            held: 0..0,
            is_part: text.len() > LONG,
            was_part: text.len() > LONG,
            selection: Selection::default(),
            history: History::default(),
            edited: Edit::default(),
            text,
        };
        new.held = new.around(&(0..1));
        new
    }

    /// The program has set another text. Its edits are forgotten, as a browser forgets those of a field that is
    /// written.
    pub fn set(&mut self, text: Rc<str>) {
        self.chunks = Rc::new(chunks_again(&self.chunks, &text));
        self.text = text;
        self.history = History::default();
        self.edited = Edit::default();
        self.selection = Selection::caret(0);
        self.size_up();
        self.was_part = self.is_part;
        self.held = self.around(&(self.held.start..self.held.start + 1));
    }

    pub fn text(&self) -> &Rc<str> {
        &self.text
    }

    pub fn chunks(&self) -> &Rc<Vec<Chunk>> {
        &self.chunks
    }

    /// The text, and what the user has made of it since this was last asked.
    pub fn take_edited(&mut self) -> (Rc<str>, Edit) {
        (self.text.clone(), std::mem::take(&mut self.edited))
    }

    /// The chunks that the field holds.
    pub fn held(&self) -> Range<usize> {
        self.held.clone()
    }

    pub fn is_part(&self) -> bool {
        self.is_part
    }

    /// Edits are taken back here, and not by the browser.
    pub fn undoes(&self) -> bool {
        self.was_part
    }

    /// Where in the text that is which the field holds. The line break that parts it from what follows is not in it:
    /// there is no line behind it in the field.
    pub fn span(&self) -> Span {
        let end = self.start(self.held.end) - u32::from(self.held.end < self.chunks.len());
        Span { start: self.start(self.held.start), end }
    }

    /// What the field holds.
    pub fn held_text(&self) -> &str {
        self.span().of(&self.text)
    }

    /// The first line of the window, its last, and how many there are, from 1.
    pub fn lines(&self) -> (usize, usize, usize) {
        let breaks = |from: u32, to: u32| {
            Span { start: from, end: to }.of(&self.text).bytes().filter(|&byte| byte == b'\n').count()
        };
        let span = self.span();
        let first = breaks(0, span.start) + 1;
        let last = first + breaks(span.start, span.end);
        (first, last, last + breaks(span.end, self.text.len() as u32))
    }

    /// The chunk of a byte.
    pub fn chunk_of(&self, byte: u32) -> usize {
        self.chunks.partition_point(|chunk| chunk.start <= byte).saturating_sub(1)
    }

    /// Moves the window so that these chunks are well inside it, unless they are in it already. True when it has moved.
    pub fn show(&mut self, sight: &Range<usize>) -> bool {
        let inside = self.held.start <= sight.start && sight.end.min(self.chunks.len()) <= self.held.end;
        !inside && self.move_around(sight)
    }

    /// Moves the window to where the caret is, when that is at its edge or outside it, and where it has grown too
    /// large or the text has become long or short. True when it has moved.
    pub fn follow_caret(&mut self) -> bool {
        let (span, at) = (self.span(), self.selection.focus);
        let resized = self.size_up();
        let at_edge = (span.start > 0 && at < span.start + MARGIN)
            || (self.held.end < self.chunks.len() && at + MARGIN > span.end);
        // Twice what it is made of at most.
        let too_large = self.is_part && span.end - span.start > 4 * AROUND.max(self.largest());
        (resized || at_edge || too_large) && {
            let chunk = self.chunk_of(at);
            self.move_around(&(chunk..chunk + 1))
        }
    }

    /// The caret is in what the field holds.
    pub fn holds_caret(&self) -> bool {
        (self.span().start..=self.span().end).contains(&self.selection.focus)
    }

    /// Something is selected that the field does not hold.
    pub fn is_selected_beyond(&self) -> bool {
        let (selected, span) = (self.selection.span(), self.span());
        selected.start < selected.end && (selected.start < span.start || selected.end > span.end)
    }

    pub fn selected_text(&self) -> &str {
        self.selection.span().of(&self.text)
    }

    /// What is selected in the field; where that is nothing, the edge that the caret is beyond.
    pub fn in_field(&self) -> InField {
        let span = self.span();
        let [anchor, focus] = [self.selection.anchor, self.selection.focus]
            .map(|at| utf16_of(self.held_text(), at.clamp(span.start, span.end) - span.start));
        InField { start: anchor.min(focus), end: anchor.max(focus), backward: focus < anchor }
    }

    /// The user has selected something in the field. `extending`: by drawing out what was selected, so that an end
    /// of it beyond the edge stays there. Whoever otherwise selects all of a part means the whole.
    pub fn select_in_field(&mut self, it: InField, extending: bool) {
        let (span, old) = (self.span(), self.selection);
        let [start, end] = [it.start, it.end].map(|at| span.start + byte_of(self.held_text(), at));
        if self.is_part && !extending && start < end && start == span.start && end == span.end {
            self.select_all();
            return;
        }
        let (mut anchor, focus) = if it.backward { (end, start) } else { (start, end) };
        let was_beyond =
            old.anchor < span.start && anchor == span.start || old.anchor > span.end && anchor == span.end;
        if extending && was_beyond {
            anchor = old.anchor;
        }
        self.selection = Selection { anchor, focus };
    }

    pub fn select_all(&mut self) {
        self.selection = Selection { anchor: 0, focus: self.text.len() as u32 };
    }

    /// The user has changed what the field holds to `value`. `over`: what was selected has been replaced, and with it
    /// goes what was selected beyond the field. `composing`: as one edit with the one before. True when the field
    /// has to be written, because it does not hold whole lines any more or holds too much.
    pub fn typed(&mut self, value: &str, over: bool, composing: bool) -> bool {
        let mut span = self.span();
        if over && self.is_selected_beyond() {
            let selected = self.selection.span();
            if selected.start <= span.end && selected.end >= span.start {
                span = Span { start: span.start.min(selected.start), end: span.end.max(selected.end) };
            }
        }
        let change = Change::between(span.start, span.of(&self.text), value);
        if change.is_nothing() {
            return false;
        }
        let caret = change.at + change.inserted.len() as u32;
        let written = self.make(&change, !composing);
        self.history.push(change, composing);
        self.selection = Selection::caret(caret);
        if written {
            self.follow_caret();
        }
        written
    }

    /// Puts `text` in the place of what is selected. The field has to be written.
    pub fn put(&mut self, text: &str) {
        let selected = self.selection.span();
        let change = Change {
            at: selected.start,
            removed: selected.of(&self.text).to_owned(),
            inserted: text.to_owned(),
        };
        self.selection = Selection::caret(selected.start + text.len() as u32);
        if !change.is_nothing() {
            self.make(&change, true);
            self.history.push(change, false);
        }
        self.follow_caret();
    }

    /// Takes back the last edit, or makes the last one that was taken back again. False when there is none; else the
    /// field has to be written.
    pub fn undo(&mut self, again: bool) -> bool {
        let Some(change) = (if again { self.history.again() } else { self.history.back() }) else {
            return false;
        };
        self.make(&change, true);
        self.selection = Selection::caret(change.at + change.inserted.len() as u32);
        self.follow_caret();
        true
    }

    /// True when the field does not hold what it should any more. `may_move`: the window is another where the text
    /// has become long, or is so no longer.
    fn make(&mut self, change: &Change, may_move: bool) -> bool {
        self.edited = self.edited.then(change.edit());
        let (at, end) = (change.at as usize, change.at as usize + change.removed.len());
        let text: Rc<str> = [&self.text[..at], &change.inserted, &self.text[end..]].concat().into();
        // The chunk behind a removed line break has its first line joined to what is before.
        let (first, last) = (self.chunk_of(at as u32), self.chunk_of(end as u32) + 1);
        let from = self.start(first) as usize;
        let to = self.start(last) as usize - change.removed.len() + change.inserted.len();
        let mut cut = chunks_again(&self.chunks[first..last], &text[from..to]);
        if last - first < self.chunks.len() {
            cut.retain(|chunk| !chunk.text.is_empty());
        }
        let is_inside = self.held.start <= first && last <= self.held.end;
        let grown = cut.len();
        let chunks = Rc::make_mut(&mut self.chunks);
        chunks.splice(first..last, cut);
        let mut place = from;
        for chunk in &mut chunks[first..] {
            chunk.start = place as u32;
            place += chunk.text.len();
        }
        self.text = text;
        let held = self.held.start..(self.held.end + grown).saturating_sub(last - first);
        if may_move && self.size_up() || !is_inside || held.is_empty() {
            let chunk = self.chunk_of(change.at + change.inserted.len() as u32);
            self.held = self.around(&(chunk..chunk + 1));
            return true;
        }
        self.held = held;
        false
    }

    /// Where a chunk starts; the end of the text for the one behind the last.
    fn start(&self, chunk: usize) -> u32 {
        self.chunks.get(chunk).map_or(self.text.len() as u32, |chunk| chunk.start)
    }

    fn largest(&self) -> u32 {
        self.chunks[self.held.clone()].iter().map(|chunk| chunk.text.len() as u32).max().unwrap_or(0)
    }

    /// Whether the text has become long, or is so no longer.
    fn size_up(&mut self) -> bool {
        let is_part = self.text.len() > if self.is_part { SHORT } else { LONG };
        self.was_part |= is_part;
        std::mem::replace(&mut self.is_part, is_part) != is_part
    }

    fn move_around(&mut self, sight: &Range<usize>) -> bool {
        let held = self.around(sight);
        std::mem::replace(&mut self.held, held.clone()) != held
    }

    /// The window that is best for these chunks.
    fn around(&self, sight: &Range<usize>) -> Range<usize> {
        let all = self.chunks.len();
        if !self.is_part {
            return 0..all;
        }
        let mut first = sight.start.min(all - 1);
        let mut end = sight.end.clamp(first + 1, all);
        let (from, to) = (self.start(first), self.start(end));
        while first > 0 && from - self.start(first) < AROUND {
            first -= 1;
        }
        while end < all && self.start(end) - to < AROUND {
            end += 1;
        }
        first..end
    }
}

#[cfg(test)]
mod tests;
