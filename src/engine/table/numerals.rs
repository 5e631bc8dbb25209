//! How a table writes its numbers: which mark stands before the decimals, and what parts the thousands.
//!
//! Most figures tell by themselves (`1,234.5`, `12,5`). `34,572` does not: it is thirty-four and a bit in
//! most of Europe, and thousands in English, so that the language of the text decides where the table has
//! nothing to say. And where the thousands are parted by a mark, a space never goes on a figure: `960 960`
//! is two of them.

use super::{
    atoms::{Atom, Gap, Kind},
    blocks::Block,
};
use crate::engine::{
    figure::{Sign, Style},
    source::Source,
};

/// Figures with marked thousands that make it the way of the table: fewer may be slips.
const MARKED: usize = 3;

/// Is a text written in English? By the small words, which no text can do without.
pub(super) fn is_english(source: &Source) -> bool {
    let (english, other) = small_words(&source.text);
    english > other
}

/// Is a text written in Swedish or a language near it? Labels may do without small words, and hardly without the letters
/// that English has not.
pub(super) fn is_northern(texts: &mut dyn Iterator<Item = &str>) -> bool {
    let (mut english, mut other) = (0, 0);
    for text in texts {
        let (small_english, small_other) = small_words(text);
        let letters =
            text.chars().filter(|c| matches!(c, 'å' | 'ä' | 'ö' | 'ø' | 'æ' | 'ü' | 'Å' | 'Ä' | 'Ö' | 'Ø'));
        (english, other) = (english + small_english, other + small_other + letters.count());
    }
    other > english
}

/// Small words of English, and of the languages that write a comma before the decimals.
fn small_words(text: &str) -> (usize, usize) {
    let (mut english, mut other) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        match word {
            "and" | "of" | "the" | "at" | "from" | "to" => english += 1,
            "och" | "av" | "på" | "från" | "till" | "og" | "til" | "und" | "der" | "die" | "für" => {
                other += 1;
            }
            _ => {}
        }
    }
    (english, other)
}

/// Tells how a block writes its numbers, and reads the pieces of them by that.
pub(super) fn settle(source: &Source, block: &mut Block, english: bool) -> Style {
    let style = style_of(source, block, english);
    let mark = if style == Style::Point { ',' } else { '.' };
    let atoms = || block.rows.iter().flat_map(|row| &row.atoms);
    let marked = atoms().filter(|atom| is_marked(source, atom, mark)).count();
    let spaced = marked < MARKED
        || atoms().any(|atom| atom.number().is_some_and(|n| n.padded) && atom.gap == Gap::Space)
        // English parts thousands by commas; elsewhere a table must do so more often than it could by spaces.
        || style == Style::Comma && marked < block.rows.iter().map(|row| joinable(&row.atoms)).sum();
    for atom in block.rows.iter_mut().flat_map(|row| &mut row.atoms) {
        let grouped = style == Style::Point && is_marked(source, atom, mark);
        let Kind::Number(number) = &mut atom.kind else { continue };
        if grouped && number.decimals == 3 {
            number.digits += number.decimals;
            number.decimals = 0;
        }
        number.closed |= !spaced;
    }
    style
}

/// Are its thousands parted by a mark, as far as it can be seen: three digits behind each mark?
fn is_marked(source: &Source, atom: &Atom, mark: char) -> bool {
    let text = atom.span.of(&source.text);
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().take_while(u8::is_ascii_digit).count();
    atom.number().is_some() && first.ends_with(|c: char| c.is_ascii_digit()) && {
        let groups: Vec<usize> = groups.map(digits).collect();
        !groups.is_empty() && groups.iter().all(|&n| n == 3)
    }
}

/// How often a space in a row could be inside a figure.
fn joinable(atoms: &[Atom]) -> usize {
    let pairs = atoms.windows(2).filter(|pair| match pair {
        [a, b] => {
            let ends = a.number().is_some_and(|n| n.digits <= 3 && !n.closed);
            let goes_on = b.number().is_some_and(|n| n.digits == 3 && n.sign == Sign::None && !n.opens);
            ends && goes_on && b.gap == Gap::Space
        }
        _ => false,
    });
    pairs.count()
}

/// Does the block write `1,234.5`? Only when it shows a form that Swedish cannot have, or no other form in
/// an English text.
fn style_of(source: &Source, block: &Block, english: bool) -> Style {
    let mut point = 0_usize;
    let mut comma = 0_usize;
    let mut either = 0_usize;
    for atom in block.rows.iter().flat_map(|row| &row.atoms) {
        if atom.number().is_none() {
            continue;
        }
        let text = atom.span.of(&source.text);
        let marks: Vec<char> = text.chars().filter(|c| matches!(c, ',' | '.')).collect();
        let behind =
            text.trim_end_matches([')', '%', '*']).chars().rev().take_while(char::is_ascii_digit).count();
        let whole = text.trim_start_matches(|c: char| !c.is_ascii_digit());
        match marks.as_slice() {
            [',', .., '.'] | [',', ',', ..] => point += 1,
            ['.', .., ','] | ['.', '.', ..] => comma += 1,
            ['.'] if behind != 3 => point += 1,
            [','] if behind != 3 || whole.starts_with('0') => comma += 1,
            [','] => either += 1,
            _ => {}
        }
    }
    // A misprint (`94,1760`) does not make another language of it.
    let thousands = english && comma * 8 < either;
    if point > comma || thousands { Style::Point } else { Style::Comma }
}
