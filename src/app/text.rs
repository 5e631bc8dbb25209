//! Places in a text that is being edited, and the border to the browser, which counts in UTF-16.

use crate::engine::span::Span;
use std::rc::Rc;

/// The UTF-16 offset of a byte of `text`. A byte inside a character counts as its start.
pub fn utf16_of(text: &str, byte: u32) -> u32 {
    let mut utf16 = 0;
    for (at, c) in text.char_indices() {
        if at + c.len_utf8() > byte as usize {
            break;
        }
        utf16 += c.len_utf16() as u32;
    }
    utf16
}

/// The byte of a UTF-16 offset of `text`; its end when the offset is past it.
pub fn byte_of(text: &str, utf16: u32) -> u32 {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= utf16 {
            return at as u32;
        }
        seen += c.len_utf16() as u32;
    }
    text.len() as u32
}

/// One replaced stretch: what a key press, a paste or a correction does to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    pub start: u32,
    pub removed: u32,
    pub inserted: u32,
}

impl Edit {
    /// The smallest replacement that turns `old` into `new`.
    pub fn between(old: &str, new: &str) -> Self {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let mut start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        while !old.is_char_boundary(start) {
            start -= 1;
        }
        let room = a.len().min(b.len()) - start;
        let mut tail = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
        while !old.is_char_boundary(a.len() - tail) {
            tail -= 1;
        }
        Self {
            start: start as u32,
            removed: (a.len() - tail - start) as u32,
            inserted: (b.len() - tail - start) as u32,
        }
    }

    /// Where a span of the old text is in the new one; none when the edit touches it, for then nobody
    /// knows until the next check.
    pub fn carry(self, span: Span) -> Option<Span> {
        if self.removed == 0 && self.inserted == 0 || span.end < self.start {
            return Some(span);
        }
        let end = self.start + self.removed;
        if span.start > end || span.start == end && self.removed > 0 && self.inserted == 0 {
            let moved = |at: u32| at - self.removed + self.inserted;
            return Some(Span::new(moved(span.start) as usize, moved(span.end) as usize));
        }
        None
    }
}

/// A stretch of whole lines, small enough to be drawn at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub start: u32,
    pub text: Rc<str>,
    /// Of the content, so that chunks that an edit does not touch are known again.
    pub hash: u64,
}

/// The fewest lines of a chunk.
const CHUNK_LINES: usize = 24;
/// A chunk ends here whatever it holds: about two screens of running text.
const CHUNK_BYTES: usize = 8 * 1024;

/// Cuts a text into chunks. Where one ends depends on its own lines and not on what stands before, so an
/// edit changes its own chunk and leaves those after it as they are.
pub fn chunks(text: &str) -> Vec<Chunk> {
    let mut found = Vec::new();
    let (mut start, mut lines, mut hash) = (0, 0, Fnv::default());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        lines += 1;
        hash.add(line.as_bytes());
        // One line in eight may end a chunk; its content alone decides.
        let may_end = Fnv::of(line.as_bytes()).is_multiple_of(8);
        if lines >= CHUNK_LINES && may_end || at - start >= CHUNK_BYTES {
            found.push(Chunk { start: start as u32, text: text[start..at].into(), hash: hash.0 });
            (start, lines, hash) = (at, 0, Fnv::default());
        }
    }
    if start < text.len() || found.is_empty() {
        found.push(Chunk { start: start as u32, text: text[start..].into(), hash: hash.0 });
    }
    found
}

/// The hash of Fowler, Noll and Vo, 64 bits, variant 1a: the same on every platform and in every version.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(pub u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    pub fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub fn of(bytes: &[u8]) -> u64 {
        let mut hash = Self::default();
        hash.add(bytes);
        hash.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn offsets_cross_the_border_and_back() {
        // One to four bytes; one or two UTF-16 units; a no-break space and a true minus as reports have them.
        let text = "aå\u{a0}\u{2212}1😀b";
        for (byte, _) in text.char_indices() {
            let utf16 = utf16_of(text, byte as u32);
            assert_eq!(byte_of(text, utf16), byte as u32);
        }
        assert_eq!(utf16_of(text, text.len() as u32), text.encode_utf16().count() as u32);
        assert_eq!(byte_of(text, 999), text.len() as u32);
    }

    #[test]
    fn a_span_stays_moves_or_is_let_go() {
        let old = "ett 10 två 20 tre 30";
        let edit = Edit::between(old, "ett 10 två 2500 tre 30");
        let place = |figure: &str| {
            let at = old.find(figure).unwrap();
            Span::new(at, at + 2)
        };
        assert_eq!(edit.carry(place("10")), Some(place("10")));
        assert_eq!(edit.carry(place("20")), None);
        assert_eq!(edit.carry(place("30")), Some(place("30").shift(2)));
    }

    #[test]
    fn a_digit_typed_at_either_end_of_a_figure_touches_it() {
        let ten = Span::new(4, 6);
        assert_eq!(Edit::between("ett 10", "ett 105").carry(ten), None);
        assert_eq!(Edit::between("ett 10 ", "ett 910 ").carry(ten), None);
    }

    #[test]
    fn an_edit_leaves_the_other_chunks_as_they_were() {
        let old = (0..2000).map(|n| format!("rad {n} med text")).collect::<Vec<_>>().join("\n");
        let new = old.replace("rad 700 ", "rad 700 och en till\nrad ");
        let (a, b) = (chunks(&old), chunks(&new));
        let known = a.iter().filter(|x| b.iter().any(|y| y.hash == x.hash)).count();
        assert!(a.len() > 20 && known + 3 >= a.len(), "{known} of {} chunks known again", a.len());
    }

    proptest! {
        #[test]
        fn an_edit_is_what_turns_one_text_into_the_other(old in "[aå😀\n ]{0,12}", new in "[aå😀\n ]{0,12}") {
            let edit = Edit::between(&old, &new);
            let (start, end) = (edit.start as usize, (edit.start + edit.removed) as usize);
            let put = &new[start..start + edit.inserted as usize];
            prop_assert_eq!(format!("{}{}{}", &old[..start], put, &old[end..]), new);
        }

        #[test]
        fn chunks_are_the_text(text in "[a\n]{0,4000}") {
            let found = chunks(&text);
            let whole: String = found.iter().map(|chunk| &*chunk.text).collect();
            prop_assert_eq!(&whole, &text);
            for chunk in &found {
                prop_assert!(text[chunk.start as usize..].starts_with(&*chunk.text));
            }
        }
    }
}
