//! The part of a long text that the text field holds.
//!
//! For every key a browser lays a text field out anew, from its first letter to its last: 12 ms with 200 kB in it,
//! 150 ms with two megabytes. So of a long text the field holds only a window, whole lines around what is in sight
//! and the caret, and the rest is drawn and not held. Here is the arithmetic: which lines those are, what an edit
//! in the window is in the whole text, what a selection that reaches over its edges is in the field, and, because a
//! browser forgets its own when the field is written, the edits that can be undone.

use super::text::{Chunk, Edit, byte_of, chunks, chunks_again, utf16_of};
use crate::engine::span::Span;
use std::{ops::Range, rc::Rc};

/// A text is long from here, in bytes: what a key costs in a field of this size is hardly seen.
pub const LONG: usize = 200_000;
/// A long text that is cut is long until here, so that one at the border does not change to and fro.
const SHORT: usize = LONG / 4 * 3;
/// The window holds so much on either side of what it was made for: some ten screens of running text.
const AROUND: u32 = 32 * 1024;
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

/// An edit with what it removed and what it put there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    at: u32,
    removed: String,
    inserted: String,
}

impl Change {
    /// What turns `old`, which is at `start`, into `new`.
    fn between(start: u32, old: &str, new: &str) -> Self {
        let edit = Edit::between(old, new);
        let part = |text: &str, length: u32| {
            Span { start: edit.start, end: edit.start + length }.of(text).to_owned()
        };
        Self { at: start + edit.start, removed: part(old, edit.removed), inserted: part(new, edit.inserted) }
    }

    fn is_nothing(&self) -> bool {
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
const DEPTH: usize = 1000;
/// and so much text they may hold: that of the longest text four times, and no more.
const ROOM: usize = 16 * 1024 * 1024;

/// The edits that can be taken back, and made again.
#[derive(Clone, Debug, Default)]
struct History {
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
    fn push(&mut self, change: Change, composing: bool) {
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

    fn back(&mut self) -> Option<Change> {
        self.last = Kind::Whole;
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change.inverse())
    }

    fn again(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of as many bytes, at least, with letters of one to four bytes.
    fn long(bytes: usize) -> String {
        let lines = (0..).map(|n| format!("Rad {n}: kostnader på {}\u{a0}tkr, −{n} och 😀.\n", n * 7));
        let mut length = 0;
        let more = |line: &String| {
            let begins = length;
            length += line.len();
            begins < bytes
        };
        lines.take_while(more).collect()
    }

    fn window() -> Window {
        Window::new(long(600_000).into())
    }

    /// What must hold of every window.
    fn sound(window: &Window) {
        let whole: String = window.chunks.iter().map(|chunk| &*chunk.text).collect();
        assert!(whole == *window.text);
        let mut place = 0;
        for chunk in window.chunks.iter() {
            assert_eq!(chunk.start, place);
            place += chunk.text.len() as u32;
        }
        // Every chunk but the last ends a line, so the window holds whole ones.
        assert!(window.chunks[..window.chunks.len() - 1].iter().all(|chunk| chunk.text.ends_with('\n')));
        assert!(!window.held.is_empty() && window.held.end <= window.chunks.len());
        assert!(window.is_part || window.held == (0..window.chunks.len()));
        let all = window.text.len() as u32;
        assert!(window.selection.anchor <= all && window.selection.focus <= all);
    }

    #[test]
    fn a_short_text_is_held_whole_and_a_long_one_in_part() {
        let short = Window::new("ett\ntvå".into());
        assert_eq!((short.is_part(), short.held_text()), (false, "ett\ntvå"));
        let mut long = window();
        sound(&long);
        assert!(long.is_part() && long.held_text().len() < 100_000);
        assert!(long.show(&(200..203)));
        assert!(!long.show(&(200..203)) && !long.show(&(201..202)));
        assert!(long.held.start < 200 && long.held.end > 203);
        let (first, last, all) = long.lines();
        assert_eq!(last + 1 - first, long.held_text().lines().count());
        assert_eq!(all, long.text.split('\n').count());
        assert!(!long.held_text().ends_with('\n'));
    }

    #[test]
    fn a_text_that_is_cut_short_is_held_whole_again() {
        let mut window = window();
        window.selection = Selection { anchor: window.chunks[1].start, focus: window.text.len() as u32 };
        window.put("kort");
        sound(&window);
        assert!(!window.is_part());
        assert!(window.undo(false) && window.is_part());
        assert!(*window.text == *long(600_000));
    }

    #[test]
    fn the_caret_at_an_edge_moves_the_window() {
        let mut window = window();
        let end = window.span().end;
        window.selection = Selection::caret(end - 3);
        assert!(window.follow_caret() && window.span().end > end);
        assert!(!window.follow_caret());
        window.selection = Selection::caret(300_000);
        assert!(window.follow_caret() && window.span().start > 0);
        window.selection = Selection::caret(0);
        assert!(!window.holds_caret());
        assert!(window.follow_caret() && window.holds_caret() && window.span().start == 0);
        assert!(!window.follow_caret());
    }

    #[test]
    fn all_of_the_field_is_all_of_the_text_and_what_is_typed_replaces_it() {
        let mut window = window();
        let all = window.held_text().encode_utf16().count() as u32;
        window.select_in_field(InField { start: 0, end: all, backward: false }, false);
        assert!(window.selected_text() == &*window.text);
        assert!(window.typed("ny", true, false));
        assert_eq!((&**window.text(), window.selection), ("ny", Selection::caret(2)));
        assert!(window.undo(false));
        assert!(*window.text == *long(600_000));
        assert!(window.undo(true) && !window.undo(true));
        assert_eq!(&*window.text, "ny");
    }

    #[test]
    fn a_selection_reaches_over_the_edge_and_stays_there_while_it_is_drawn_out() {
        let mut window = window();
        window.selection = Selection { anchor: 10, focus: 400_000 };
        assert!(window.follow_caret());
        let it = window.in_field();
        assert_eq!((it.start, it.backward), (0, false));
        window.select_in_field(InField { end: it.end + 2, ..it }, true);
        assert_eq!(window.selection.anchor, 10);
        assert!(window.selection.focus > 400_000 && window.is_selected_beyond());
        // The field has lost what was selected in it, and gained a letter: the whole text loses all of it.
        let left = &window.held_text()[(window.selection.focus - window.span().start) as usize..];
        let value = format!("x{left}");
        let whole = format!("{}x{}", &window.text[..10], &window.text[window.selection.focus as usize..]);
        assert!(window.typed(&value, true, false));
        sound(&window);
        assert!(*window.text == *whole);
        // Without the shift key it is a new one.
        window.select_in_field(InField { start: 3, end: 3, backward: false }, false);
        assert!(!window.is_selected_beyond());
    }

    #[test]
    fn letters_are_taken_back_by_words_and_a_composition_at_once() {
        let mut window = Window::new("".into());
        for value in ["e", "et", "ett", "ett ", "ett t", "ett tv", "ett två"] {
            window.typed(value, false, false);
        }
        window.undo(false);
        assert_eq!(&**window.text(), "ett ");
        window.undo(false);
        assert_eq!(&**window.text(), "");
        window.put("abc");
        for value in ["abck", "abcか", "abcかn", "abcかな", "abc仮名"] {
            window.typed(value, false, true);
        }
        window.undo(false);
        assert_eq!(&**window.text(), "abc");
        window.undo(true);
        assert_eq!(&**window.text(), "abc仮名");
        // What is typed over goes and comes with the first of the letters.
        window.select_all();
        window.typed("x", true, false);
        window.typed("xy", true, false);
        window.undo(false);
        assert_eq!(&**window.text(), "abc仮名");
    }

    #[test]
    fn the_edits_that_are_kept_are_bounded() {
        let mut window = Window::new("".into());
        for n in 0..2 * DEPTH {
            window.put(if n % 2 == 0 { "ord\n" } else { "5\n" });
        }
        let text = window.text().clone();
        while window.undo(false) {}
        assert!(!window.text().is_empty() && text.starts_with(&**window.text()));
        while window.undo(true) {}
        assert_eq!(window.text(), &text);
    }

    #[derive(Clone, Debug)]
    enum Step {
        /// To a place, as a share of the text.
        Scroll(usize),
        /// In the field, as shares of it.
        Select(usize, usize, bool),
        Over(usize, usize),
        All,
        Type(String),
        Remove,
        Put(String),
        Undo,
        Redo,
    }

    fn step() -> impl Strategy<Value = Step> {
        let text = "([a1å😀]{0,3}\n?){0,3}";
        prop_oneof![
            (0..1000_usize).prop_map(Step::Scroll),
            (0..1000_usize, 0..1000_usize, any::<bool>()).prop_map(|(a, b, e)| Step::Select(a, b, e)),
            (0..1000_usize, 0..1000_usize).prop_map(|(a, b)| Step::Over(a, b)),
            Just(Step::All),
            text.prop_map(Step::Type),
            Just(Step::Remove),
            text.prop_map(Step::Put),
            Just(Step::Undo),
            Just(Step::Redo),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever is done, the text is what it would be had it been done to the whole, and all of it can be taken back.
        #[test]
        fn edits_of_the_window_are_edits_of_the_text(steps in proptest::collection::vec(step(), 1..24)) {
            let first = long(260_000);
            let mut window = Window::new(first.clone().into());
            for step in steps {
                let before = window.text().clone();
                let place = |share: usize| {
                    let mut at = before.len() * share / 1000;
                    while !before.is_char_boundary(at) { at -= 1; }
                    at as u32
                };
                let replaced = |window: &Window, text: &str| {
                    let it = window.selection.span();
                    [&before[..it.start as usize], text, &before[it.end as usize..]].concat()
                };
                match step {
                    Step::Scroll(share) => {
                        let chunk = window.chunk_of(place(share));
                        window.show(&(chunk..chunk + 1));
                        prop_assert!(window.held.contains(&chunk));
                    }
                    Step::Select(a, b, extending) => {
                        let units = window.held_text().encode_utf16().count();
                        let (a, b) = (units * a / 1000, units * b / 1000);
                        window.select_in_field(
                            InField { start: a.min(b) as u32, end: a.max(b) as u32, backward: b < a }, extending);
                    }
                    Step::Over(a, b) => {
                        window.selection = Selection { anchor: place(a), focus: place(b) };
                        window.follow_caret();
                        prop_assert!(window.holds_caret());
                    }
                    Step::All => window.select_all(),
                    Step::Type(text) => {
                        if !window.holds_caret() { window.follow_caret(); }
                        let wanted = replaced(&window, &text);
                        // What a browser makes of it.
                        let (it, value) = (window.in_field(), window.held_text());
                        let [a, b] = [it.start, it.end].map(|at| byte_of(value, at) as usize);
                        let value = [&value[..a], &text, &value[b..]].concat();
                        let written = window.typed(&value, true, false);
                        prop_assert!(**window.text() == *wanted);
                        if !written {
                            prop_assert!(window.held_text() == value);
                            let caret = value[..a].encode_utf16().count() + text.encode_utf16().count();
                            let caret = caret as u32;
                            window.select_in_field(InField { start: caret, end: caret, backward: false }, false);
                        }
                    }
                    Step::Remove => {
                        let wanted = replaced(&window, "");
                        window.put("");
                        prop_assert!(**window.text() == *wanted);
                    }
                    Step::Put(text) => {
                        let wanted = replaced(&window, &text);
                        window.put(&text);
                        prop_assert!(**window.text() == *wanted);
                    }
                    Step::Undo => { window.undo(false); }
                    Step::Redo => { window.undo(true); }
                }
                sound(&window);
                // What is selected crosses the border to the field and back.
                if window.holds_caret() && !window.is_selected_beyond() {
                    let (it, selected) = (window.in_field(), window.selection);
                    window.select_in_field(it, true);
                    prop_assert_eq!(window.selection.span(), selected.span());
                }
            }
            while window.undo(true) { sound(&window); }
            let last = window.text().clone();
            while window.undo(false) { sound(&window); }
            prop_assert!(**window.text() == *first);
            while window.undo(true) { sound(&window); }
            prop_assert!(*window.text() == last);
        }
    }
}
