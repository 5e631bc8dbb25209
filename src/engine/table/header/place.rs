//! Heads by where they stand: over their columns where the layout was kept, and by their number where it was not.

use super::{
    super::{
        atoms::{Atom, Gap},
        places::Extent,
        sheet::Sheet,
    },
    join, moments,
};
use crate::engine::vocabulary as words;

/// How far above the heads spanning words can stand.
pub(super) const SPANNING_LINES: usize = 2;

pub(super) fn named(texts: &[String]) -> usize {
    texts.iter().filter(|text| !text.is_empty()).count()
}

/// Heads by where they stand.
pub(super) fn by_place(lines: &[Vec<Chunk>], extents: &[Extent], others: &[Extent]) -> Vec<String> {
    let leftmost = extents.iter().map(|extent| extent.0).min().unwrap_or(0);
    // What begins well left of the figures heads the labels, or is a title; other texts have heads, too.
    let heads_figures = |chunk: &&Chunk| {
        let own = extents.iter().any(|&(from, to)| chunk.left < to && from < chunk.right);
        own || !others.iter().any(|&(from, to)| chunk.left < to && from < chunk.right)
            && !words::is_note_header(&chunk.text())
    };
    let lines: Vec<Vec<&Chunk>> = lines
        .iter()
        .map(|chunks| {
            let label = chunks.first().is_some_and(|chunk| chunk.left + 6 < leftmost);
            chunks.iter().skip(usize::from(label)).filter(heads_figures).collect()
        })
        .collect();
    let mut texts = vec![String::new(); extents.len()];
    for (k, chunks) in lines.iter().enumerate() {
        let below = lines.get(k + 1..).unwrap_or(&[]);
        let mut put = |columns: Vec<usize>, text: &str| {
            for c in columns {
                if let Some(head) = texts.get_mut(c) {
                    join(head, text);
                }
            }
        };
        if let Some(each) = spanned(chunks.len(), extents, below) {
            for (i, chunk) in chunks.iter().enumerate() {
                put((i * each..(i + 1) * each).collect(), &chunk.text());
            }
            continue;
        }
        for chunk in chunks {
            let heading =
                |(word, _, _): &&Word| words::column_role(word).is_some() || moments::is_moment(word);
            if chunk.words.iter().filter(heading).count() >= 2 {
                for (word, left, right) in &chunk.words {
                    put(over(extents, *left, *right), word);
                }
            } else {
                put(over(extents, chunk.left, chunk.right), &chunk.text());
            }
        }
    }
    texts
}

/// How many columns each of a line's pieces spans: as many as it takes for the heads below to repeat under
/// each of them (`Kommun  Koncern` over `2025 2024 2025 2024`).
fn spanned(pieces: usize, extents: &[Extent], below: &[Vec<&Chunk>]) -> Option<usize> {
    let width = extents.len();
    let each = (pieces >= 2 && width.is_multiple_of(pieces)).then(|| width / pieces).filter(|&n| n >= 2)?;
    let repeats = |chunks: &Vec<&Chunk>| {
        let heads: Vec<&str> =
            chunks.iter().flat_map(|chunk| &chunk.words).map(|(word, _, _)| word.as_str()).collect();
        heads.len() == width && heads.iter().zip(heads.iter().skip(each)).all(|(a, b)| a == b)
    };
    below.iter().any(repeats).then_some(each)
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
type Word = (String, u32, u32);

/// Words of a line that stand together.
pub(super) struct Chunk {
    words: Vec<Word>,
    pub left: u32,
    pub right: u32,
}

impl Chunk {
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
