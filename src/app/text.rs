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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub start: u32,
    pub removed: u32,
    pub inserted: u32,
}

impl Edit {
    /// The smallest replacement that turns `old` into `new`.
    pub fn between(old: &str, new: &str) -> Self {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let mut start = common_start(a, b);
        while !old.is_char_boundary(start) {
            start -= 1;
        }
        let room = a.len().min(b.len()) - start;
        let mut tail = common_end(a, b).min(room);
        while !old.is_char_boundary(a.len() - tail) {
            tail -= 1;
        }
        Self {
            start: start as u32,
            removed: (a.len() - tail - start) as u32,
            inserted: (b.len() - tail - start) as u32,
        }
    }

    /// This one and another after it as one. Two far apart make one of all that is between them.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        if self.is_nothing() {
            return later;
        }
        if later.is_nothing() {
            return self;
        }
        let start = self.start.min(later.start);
        // In the text between the two edits.
        let end = (self.start + self.inserted).max(later.start + later.removed);
        Self {
            start,
            removed: end - self.inserted + self.removed - start,
            inserted: end - later.removed + later.inserted - start,
        }
    }

    fn is_nothing(self) -> bool {
        self.removed == 0 && self.inserted == 0
    }

    /// Where a span of the old text is in the new one; none when the edit touches it, for then nobody
    /// knows until the next check.
    pub fn carry(self, span: Span) -> Option<Span> {
        if self.is_nothing() || span.end < self.start {
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

/// Whole blocks are compared first: this is done for every key press, over the whole text.
const BLOCK: usize = 32;

fn common_start(a: &[u8], b: &[u8]) -> usize {
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK)).take_while(|(x, y)| x == y).count() * BLOCK;
    blocks + a[blocks..].iter().zip(&b[blocks..]).take_while(|(x, y)| x == y).count()
}

fn common_end(a: &[u8], b: &[u8]) -> usize {
    let blocks =
        a.rchunks_exact(BLOCK).zip(b.rchunks_exact(BLOCK)).take_while(|(x, y)| x == y).count() * BLOCK;
    let (a, b) = (&a[..a.len() - blocks], &b[..b.len() - blocks]);
    blocks + a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count()
}

/// A stretch of whole lines, small enough to be drawn at once.
#[derive(Clone, Debug, Eq)]
pub struct Chunk {
    pub start: u32,
    pub text: Rc<str>,
    /// Of the content, so that chunks that an edit does not touch are known again.
    pub hash: u64,
}

/// The letters are compared last: mostly they are the very same.
impl PartialEq for Chunk {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.hash) == (other.start, other.hash)
            && (Rc::ptr_eq(&self.text, &other.text) || self.text == other.text)
    }
}

/// The fewest lines of a chunk.
const CHUNK_LINES: usize = 24;
/// A chunk ends here whatever it holds: about two screens of running text.
const CHUNK_BYTES: usize = 8 * 1024;

/// Cuts a text into chunks. Where one ends depends on its own lines and not on what stands before, so an
/// edit changes its own chunk and leaves those after it as they are.
pub fn chunks(text: &str) -> Vec<Chunk> {
    chunks_again(&[], text)
}

/// The chunks of a text, given those of the text before an edit: what the edit leaves alone is not cut again.
pub fn chunks_again(old: &[Chunk], text: &str) -> Vec<Chunk> {
    // The last one ends where the text does, which may have been too early.
    let (mut head, mut from) = (0, 0);
    while head + 1 < old.len() && text[from..].starts_with(&*old[head].text) {
        from += old[head].text.len();
        head += 1;
    }
    let (mut tail, mut to) = (old.len(), text.len());
    // The one chunk of an empty text is no chunk of another.
    while tail > head && !old[tail - 1].text.is_empty() && text[from..to].ends_with(&*old[tail - 1].text) {
        tail -= 1;
        to -= old[tail].text.len();
    }
    let mut found = old[..head].to_vec();
    // From where a chunk ends as an old one did, the rest is as it was.
    let mut known = old[tail..].iter().cloned();
    let mut place = to;
    let mut next = known.next();
    let mut at = from;
    loop {
        while next.as_ref().is_some_and(|_| place < at) {
            place += next.as_ref().map_or(0, |chunk| chunk.text.len());
            next = known.next();
        }
        if place == at && next.is_some() {
            for mut chunk in next.into_iter().chain(known) {
                chunk.start = place as u32;
                place += chunk.text.len();
                found.push(chunk);
            }
            break;
        }
        if at == text.len() && !found.is_empty() {
            break;
        }
        let chunk = chunk_at(text, at);
        at += chunk.text.len();
        found.push(chunk);
    }
    found
}

fn chunk_at(text: &str, start: usize) -> Chunk {
    let (mut lines, mut hash, mut at) = (0, Fnv::default(), start);
    for line in text[start..].split_inclusive('\n') {
        at += line.len();
        lines += 1;
        hash.add(line.as_bytes());
        // One line in eight may end a chunk; its content alone decides.
        if at - start >= CHUNK_BYTES || lines >= CHUNK_LINES && Fnv::of(line.as_bytes()).is_multiple_of(8) {
            break;
        }
    }
    Chunk { start: start as u32, text: text[start..at].into(), hash: hash.0 }
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
        fn two_edits_are_one_that_turns_the_first_text_into_the_last(
            texts in prop::array::uniform3("[aå\n ]{0,12}"),
        ) {
            let [old, middle, new] = &texts;
            let edit = Edit::between(old, middle).then(Edit::between(middle, new));
            let (start, end) = (edit.start as usize, (edit.start + edit.removed) as usize);
            let put = &new[start..start + edit.inserted as usize];
            prop_assert_eq!(&format!("{}{}{}", &old[..start], put, &old[end..]), new);
        }

        #[test]
        fn what_an_edit_leaves_is_cut_as_it_would_be_anew(
            old in "([abc]{0,3}\n){0,300}", put in "([abc]{0,3}\n?){0,40}", at in 0..900_usize, cut in 0..90_usize,
        ) {
            let start = at.min(old.len());
            let new = format!("{}{put}{}", &old[..start], &old[(start + cut).min(old.len())..]);
            prop_assert_eq!(chunks_again(&chunks(&old), &new), chunks(&new));
        }

        #[test]
        fn an_edit_of_a_long_text_is_found(at in 0..200_usize, cut in 0..90_usize, put in "[ab]{0,70}") {
            let old = "abbaabab".repeat(25);
            let new = format!("{}{put}{}", &old[..at], &old[(at + cut).min(old.len())..]);
            let edit = Edit::between(&old, &new);
            let (start, end) = (edit.start as usize, (edit.start + edit.removed) as usize);
            prop_assert!(start == old.len() || start == new.len() || old[start..end].is_empty()
                || old.as_bytes()[start] != new.as_bytes()[start]);
            let middle = &new[start..start + edit.inserted as usize];
            prop_assert_eq!(format!("{}{middle}{}", &old[..start], &old[end..]), new);
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
