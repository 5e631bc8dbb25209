//! Heads by where they stand: over their columns where the layout was kept, and by their number where it was not.

use super::{
    super::{
        atoms::{Atom, Gap},
        places::Extent,
        sheet::Sheet,
    },
    join, moments, stub,
};
use crate::engine::vocabulary as words;

/// The most ways to line columns up with their heads that are tried.
const ANCHORS: usize = 6;
/// How far above the heads spanning words can stand.
pub(super) const SPANNING_LINES: usize = 2;

/// Heads by where they stand, line by line from the rows upwards. Words that stand over several columns, each of which has
/// a head below, are put before them all where `spans` says so; else over the one that they stand nearest to.
pub(super) fn by_place(
    lines: &[Vec<Chunk>],
    extents: &[Extent],
    others: &[Extent],
    spans: bool,
) -> Vec<String> {
    let leftmost = extents.iter().map(|extent| extent.0).min().unwrap_or(0);
    let mut texts = vec![String::new(); extents.len()];
    for line in lines.iter().rev() {
        // What begins well left of the figures heads the labels, or is a title, however far it goes on.
        let heads = |(word, _, _): &&Word| words::column_role(word).is_some() || moments::is_moment(word);
        let label = |chunk: &Chunk| {
            let one_head = chunk.words.iter().filter(heads).count() < 2;
            chunk.left + 6 < leftmost && (one_head || stub::of_line(line, extents).is_some())
        };
        let line = line.get(usize::from(line.first().is_some_and(label))..).unwrap_or(&[]);
        let named: Vec<bool> = texts.iter().map(|text| !text.is_empty()).collect();
        let line = Line::of(line, extents, others, if spans { &named } else { &[] });
        for (words, columns) in line.placed() {
            for text in texts.iter_mut().take(columns.1 + 1).skip(columns.0) {
                let mut head = String::new();
                for (word, _, _) in words {
                    join(&mut head, word);
                }
                join(&mut head, text);
                *text = head.trim_end().to_owned();
            }
        }
    }
    texts
}

/// So far beside the edge of its column a head may end: a sign stands behind some figures.
const NEAR: u32 = 1;

/// Heads that are set to the right as the figures below them are: in each line, every piece ends where the figures of a
/// column do, and each column has one. Edges that all share are no chance, so that no other reading is needed. `lines` are
/// those above the rows that no empty line parts from them. What may stand over several columns leaves it open: a piece that
/// ends elsewhere, or one as wide as its column in a line that names not all, unless it tells two of the same heads apart.
pub(super) fn set_right(lines: &[Vec<Chunk>], extents: &[Extent]) -> Option<Vec<String>> {
    let leftmost = extents.first()?.0;
    let mut texts = vec![String::new(); extents.len()];
    let again = |texts: &[String]| {
        let mut all = texts.iter().enumerate();
        all.any(|(i, text)| texts.iter().take(i).any(|before| before == text))
    };
    for line in lines.iter().rev() {
        let told = !again(&texts);
        let (mut pieces, mut may_span) = (0, false);
        // What heads the labels stands left of all columns.
        for chunk in line.iter().filter(|chunk| chunk.right > leftmost) {
            let mut head = String::new();
            let mut left = chunk.left;
            for (word, from, right) in &chunk.words {
                left = if head.is_empty() { *from } else { left };
                join(&mut head, word);
                let Some(column) = extents.iter().position(|&(_, edge)| edge.abs_diff(*right) <= NEAR) else {
                    continue;
                };
                if column.checked_sub(1).and_then(|before| extents.get(before)).is_some_and(|e| left < e.1) {
                    return None;
                }
                pieces += 1;
                may_span |= extents.get(column).is_some_and(|e| e.0 == left);
                let text = texts.get_mut(column)?;
                let below = std::mem::replace(text, std::mem::take(&mut head));
                join(text, &below);
            }
            if !head.is_empty() {
                return None;
            }
        }
        if may_span && told && pieces < extents.len() {
            return None;
        }
    }
    for text in &mut texts {
        text.truncate(text.trim_end().len());
    }
    let named = extents.len() > 1 && texts.iter().all(|text| !text.is_empty());
    (named && !again(&texts)).then_some(texts)
}

/// What it costs to leave a word out that stands over figures: more than the width of most columns.
const LEFT_OUT: u32 = 12;
/// What it costs to part two words that stand one space apart.
const PARTED: u32 = 1;
/// What it costs to go on where a head could begin.
const JOINED: u32 = 3;
/// What it costs to reach over a column that is not meant.
const CROSSED: u32 = 4;
/// What it costs to put words over several columns at once.
const SPANNED: u32 = 1;
/// Words and columns beyond which a line is none of heads.
const LONGEST: usize = 80;
/// The most words of a head in one line.
const WORDS: usize = 8;

/// A line of heads that is parted into pieces, each over the columns that it lines up with: the parting and the columns
/// that cost the fewest characters in all, from left to right.
struct Line<'a> {
    words: Vec<&'a Word>,
    /// Does a wide gap part the word from what stands before it?
    apart: Vec<bool>,
    extents: &'a [Extent],
    others: &'a [Extent],
    /// Which columns have heads below; empty where none can be spanned.
    named: &'a [bool],
}

/// What has been reached: the cost, and the words and the columns before the last piece.
#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    from: (usize, usize),
    piece: Option<(usize, usize)>,
}

impl<'a> Line<'a> {
    fn of(chunks: &'a [Chunk], extents: &'a [Extent], others: &'a [Extent], named: &'a [bool]) -> Self {
        let words = chunks.iter().flat_map(|chunk| &chunk.words).collect();
        let apart = chunks.iter().flat_map(|chunk| (0..chunk.words.len()).map(|i| i == 0)).collect();
        Self { words, apart, extents, others, named }
    }

    /// The pieces, each with its first and its last column.
    fn placed(&self) -> Vec<(&[&'a Word], (usize, usize))> {
        let (words, columns) = (self.words.len(), self.extents.len());
        if words > LONGEST || columns > LONGEST {
            return Vec::new();
        }
        let width = columns + 1;
        let mut steps: Vec<Option<Step>> = vec![None; (words + 1) * width];
        let reach = |steps: &mut Vec<Option<Step>>, to: (usize, usize), step: Step| {
            if let Some(slot) = steps.get_mut(to.0 * width + to.1)
                && slot.is_none_or(|old| step.cost < old.cost)
            {
                *slot = Some(step);
            }
        };
        reach(&mut steps, (0, 0), Step { cost: 0, from: (0, 0), piece: None });
        for w in 0..=words {
            for c in 0..=columns {
                let Some(&Some(Step { cost, .. })) = steps.get(w * width + c) else { continue };
                let from = (w, c);
                if c < columns {
                    // Where heads are spanned, all of them are.
                    let unnamed = u32::from(self.named.get(c) == Some(&true));
                    reach(&mut steps, (w, c + 1), Step { cost: cost + unnamed, from, piece: None });
                }
                if w < words {
                    reach(&mut steps, (w + 1, c), Step { cost: cost + self.left_out(w), from, piece: None });
                }
            }
            let parted = if w > 0 && !self.may_begin(w) { PARTED } else { 0 };
            let most =
                (w + 1..words).position(|i| self.apart.get(i) == Some(&true)).map_or(words - w, |i| i + 1);
            for count in 1..=most.min(WORDS) {
                let Some((left, right)) = self.extent(w, count) else { continue };
                let joined = JOINED * (w + 1..w + count).filter(|&i| self.may_begin(i)).count() as u32;
                let crossed = self.crossed(left, right);
                for c in 0..columns {
                    let Some(&Some(Step { cost, .. })) = steps.get(w * width + c) else { continue };
                    for e in (c..columns).take_while(|&e| e == c || self.spanned(e) && self.spanned(c)) {
                        let over = self.away(left, right, c, e) + if e > c { SPANNED } else { 0 };
                        let beside = |from: usize| crossed.get(from).copied().unwrap_or(0);
                        let beyond = beside(columns) - (beside(e + 1) - beside(c));
                        let cost = cost + parted + joined + over + CROSSED * beyond;
                        let step = Step { cost, from: (w, c), piece: Some((c, e)) };
                        reach(&mut steps, (w + count, e + 1), step);
                    }
                }
            }
        }
        let mut out = Vec::new();
        let mut at = (words, columns);
        while at != (0, 0) {
            let Some(&Some(step)) = steps.get(at.0 * width + at.1) else { break };
            if let (Some(columns), Some(words)) = (step.piece, self.words.get(step.from.0..at.0)) {
                out.push((words, columns));
            }
            at = step.from;
        }
        out.reverse();
        out
    }

    /// Could the word begin a head, by the gap before it or its capital letter?
    fn may_begin(&self, word: usize) -> bool {
        self.apart.get(word) == Some(&true)
            || self
                .words
                .get(word)
                .is_some_and(|(text, _, _)| text.chars().next().is_some_and(char::is_uppercase))
    }

    /// Can a column be spanned with its neighbours?
    fn spanned(&self, column: usize) -> bool {
        self.named.get(column) == Some(&true)
    }

    /// How many of the columns before each, and of all, have their middle between two places.
    fn crossed(&self, left: u32, right: u32) -> Vec<u32> {
        let inside = |&(from, to): &Extent| u32::from((left..right).contains(&u32::midpoint(from, to)));
        let mut count = 0;
        let counts = self.extents.iter().map(|extent| {
            count += inside(extent);
            count
        });
        std::iter::once(0).chain(counts).collect()
    }

    fn extent(&self, word: usize, count: usize) -> Option<Extent> {
        let &&(_, left, _) = self.words.get(word)?;
        let &&(_, _, right) = self.words.get(word + count - 1)?;
        Some((left, right))
    }

    /// By how many characters a piece misses its columns: at their left, at their right or in the middle, whichever it
    /// is set to.
    fn away(&self, left: u32, right: u32, first: usize, last: usize) -> u32 {
        let (Some(&(from, _)), Some(&(_, to))) = (self.extents.get(first), self.extents.get(last)) else {
            return LEFT_OUT;
        };
        let middle = u32::midpoint(left, right).abs_diff(u32::midpoint(from, to));
        left.abs_diff(from).min(right.abs_diff(to)).min(middle)
    }

    /// What heads the labels, the notes or other texts heads no column of figures.
    fn left_out(&self, word: usize) -> u32 {
        let Some(&&(ref text, left, right)) = self.words.get(word) else { return 0 };
        let within = |extents: &[Extent]| extents.iter().any(|&(from, to)| left < to && from < right);
        let before = self.extents.first().is_some_and(|&(from, _)| right < from);
        if words::is_note_header(text) || !within(self.extents) && (within(self.others) || before) {
            0
        } else {
            LEFT_OUT
        }
    }
}

/// Where heads stand above one another, in a text that keeps its layout: the words of some lines, or the pieces, that
/// overlap, if they make as many columns as there are. The fewest lines come first, nearest to the rows.
pub(super) fn anchors(lines: &[Vec<Chunk>], width: usize) -> Vec<Vec<Extent>> {
    if width < 2 || lines.iter().all(|chunks| chunks.len() < 2) {
        return Vec::new();
    }
    let mut found: Vec<Vec<Extent>> = Vec::new();
    for count in 1..=lines.len() {
        for own in lines.windows(count).rev() {
            let chunks = || own.iter().flatten();
            let pieces = chunks().map(|chunk| (chunk.left, chunk.right)).collect();
            let words =
                chunks().flat_map(|chunk| &chunk.words).map(|&(_, left, right)| (left, right)).collect();
            for columns in [columns(words), columns(pieces)] {
                // One more heads the labels.
                let from = columns.len().checked_sub(width).filter(|&from| from <= 1);
                let own = from.and_then(|from| Some(columns.get(from..)?.to_vec()));
                if let Some(own) = own.filter(|own| !found.contains(own)) {
                    found.push(own);
                }
            }
            if found.len() >= ANCHORS {
                return found;
            }
        }
    }
    found
}

/// What overlaps is one column.
fn columns(mut extents: Vec<Extent>) -> Vec<Extent> {
    extents.sort_unstable();
    let mut out: Vec<Extent> = Vec::new();
    for (left, right) in extents {
        match out.last_mut().filter(|last| left < last.1) {
            Some(last) => last.1 = last.1.max(right),
            None => out.push((left, right)),
        }
    }
    out
}

/// Heads by their number: lines with as many pieces as there are columns, or with one more for the labels.
pub(super) fn by_count(lines: &[Vec<Chunk>], width: usize) -> Vec<String> {
    let mut texts = vec![String::new(); width];
    for chunks in lines.iter().filter(|_| width >= 2) {
        let pieces = match chunks.len().checked_sub(width) {
            Some(0) => chunks.as_slice(),
            Some(1) => chunks.get(1..).unwrap_or(&[]),
            _ => continue,
        };
        for (text, chunk) in texts.iter_mut().zip(pieces) {
            join(text, &chunk.text());
        }
    }
    texts
}

/// A word with its extent.
pub(super) type Word = (String, u32, u32);

/// Words of a line that stand together.
pub(super) struct Chunk {
    words: Vec<Word>,
    pub left: u32,
    pub right: u32,
}

impl Chunk {
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _, _)| word.as_str())
    }

    /// The words with their extents.
    pub(super) fn placed(&self) -> &[Word] {
        &self.words
    }

    fn text(&self) -> String {
        self.words.iter().fold(String::new(), |mut text, (word, _, _)| {
            join(&mut text, word);
            text
        })
    }
}

pub(super) fn chunks(sheet: &Sheet<'_>, atoms: &[Atom]) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    for atom in atoms {
        let word = (atom.span.of(&sheet.source.text).to_owned(), atom.left, atom.right);
        match out.last_mut() {
            Some(chunk) if matches!(atom.gap, Gap::Space | Gap::Inner | Gap::Glued) => {
                chunk.words.push(word);
                chunk.right = atom.right;
            }
            _ => out.push(Chunk { words: vec![word], left: atom.left, right: atom.right }),
        }
    }
    out
}

/// The columns that a piece of header stands over: those it overlaps, or else the nearest; none for a
/// piece left of all of them.
pub(super) fn over(extents: &[Extent], left: u32, right: u32) -> Vec<usize> {
    let overlapped: Vec<usize> = extents
        .iter()
        .enumerate()
        .filter(|&(_, &(from, to))| left < to && from < right)
        .map(|(c, _)| c)
        .collect();
    if !overlapped.is_empty() {
        return overlapped;
    }
    let gap = |&(from, to): &Extent| if right <= from { from - right } else { left.saturating_sub(to) };
    let nearest = extents.iter().enumerate().min_by_key(|(_, extent)| gap(extent));
    // A column's head stands within its own width of it; farther left begin the labels.
    nearest.filter(|(_, extent)| gap(extent) <= 4).map(|(c, _)| c).into_iter().collect()
}
