//! What two lines of words say of whether they are one label: how they begin and end, and whether there was room.

use super::line::ends_sentence;
use crate::engine::{report::RowRole, vocabulary};

/// Costs are in quarters of a bit.
pub(super) const BIT: u32 = 4;

/// What `part` in `whole` is worth, in quarters of a bit.
pub(super) fn bits(part: u32, whole: u32) -> u32 {
    let power = |n: u32| u128::from(n.max(1)).pow(BIT);
    (power(whole) / power(part)).max(1).ilog2()
}

/// A line of words, or the words of a row before its figures.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub text: &'a str,
    pub line: usize,
    /// The character that it begins at.
    pub left: usize,
    /// It looks like the heads of columns.
    pub heads: bool,
    /// How many of its words such heads have.
    pub of_heads: usize,
    pub words: usize,
}

/// How a piece begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Small,
    Parenthesis,
    /// A project or an account.
    Code,
    Digit,
    /// A word for totals.
    Total,
    Word,
}

const STARTS: [Start; 6] =
    [Start::Small, Start::Parenthesis, Start::Code, Start::Digit, Start::Total, Start::Word];

impl Start {
    fn of(text: &str) -> Self {
        let word = text.split_whitespace().next().unwrap_or("");
        let digits = word.chars().all(|c| c.is_ascii_digit());
        match word.chars().next() {
            Some('(') => Self::Parenthesis,
            Some(_) if digits && word.len() >= 3 && vocabulary::year(word).is_none() => Self::Code,
            Some(c) if c.is_ascii_digit() => Self::Digit,
            // `varav` and `därav` begin rows of their own.
            Some(c) if c.is_lowercase() && vocabulary::row_role(word) != RowRole::Part => Self::Small,
            // Among capitals, a word that stands between others is as good as a small letter.
            Some(_) if capitals(text) && vocabulary::asks_for_more(word) => Self::Small,
            _ if vocabulary::row_role(word) == RowRole::Total => Self::Total,
            _ => Self::Word,
        }
    }

    /// Of a thousand lines that go on with a label, so many begin like this: labels wrap before any of their words,
    /// of which few are names.
    const fn going_on(self) -> u32 {
        match self {
            Self::Small => 816,
            Self::Parenthesis | Self::Word => 60,
            Self::Digit => 50,
            Self::Code => 10,
            Self::Total => 4,
        }
    }

    /// Of a thousand labels, so many begin like this, before any of the table are known.
    const fn beginning(self) -> u32 {
        match self {
            Self::Small => 20,
            Self::Parenthesis => 4,
            Self::Code | Self::Digit => 15,
            Self::Total => 100,
            Self::Word => 846,
        }
    }
}

/// What a label of the table tells of its others: four weigh as much as what is known of labels before.
const KNOWN: u32 = 250;

/// What the labels of a table have in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    /// How many labels that no other line can be part of begin in each way.
    starts: [u32; STARTS.len()],
    /// The widest label on one line.
    width: u32,
    /// Its totals say what they are totals of.
    names_totals: bool,
}

impl Piece<'_> {
    /// Does it say that what it is about follows?
    pub(super) fn announces(&self) -> bool {
        self.text.ends_with(':')
    }

    /// Does it begin as a total does?
    pub(super) fn is_total(&self) -> bool {
        Start::of(self.text) == Start::Total
    }
}

impl Manner {
    pub(super) fn learn(&mut self, text: &str, whole: bool) {
        self.names_totals |= Start::of(text) == Start::Total && words(text) > 1;
        self.width = self.width.max(width(text));
        let start = Start::of(text);
        for (slot, _) in self.starts.iter_mut().zip(STARTS).filter(|(_, of)| whole && *of == start) {
            *slot += 1;
        }
    }

    /// What it costs that a label goes on from one piece to the next.
    pub(super) fn joined(&self, above: Piece<'_>, below: Piece<'_>) -> u32 {
        let start = Start::of(below.text);
        let begins = match (start, capitals(above.text), capitals(below.text)) {
            // Among capitals, what goes on is in capitals, too.
            (Start::Word, true, true) => bits(350, 1000),
            (Start::Word, true, false) | (Start::Word | Start::Small, false, true) => bits(60, 1000),
            _ => bits(start.going_on(), 1000),
        };
        let ends = if above.announces() {
            bits(1, 250)
        } else if open(above.text) {
            bits(1, 4)
        } else {
            bits(3, 4)
        };
        let room = match self.room(above, below) {
            Room::Ample => bits(1, 16),
            Room::Unsure => 0,
            Room::None => 1,
        };
        // Lines of one label begin at one place, or hang a little.
        let place = match above.left.cmp(&below.left) {
            std::cmp::Ordering::Less if below.left - above.left > HANGING => 2 * BIT,
            std::cmp::Ordering::Less => BIT,
            std::cmp::Ordering::Equal => 0,
            std::cmp::Ordering::Greater => 4 * BIT,
        };
        // A label is no wider than its column, nor a sentence.
        let wide = self.width > 0 && width(below.text) * 5 > self.width * 8
            || below.text.split_whitespace().last().is_some_and(ends_sentence);
        begins + ends + room + place + if wide { 6 * BIT } else { 0 }
    }

    /// What it costs that one ends and another begins; headings begin as they do anywhere.
    pub(super) fn parted(&self, above: Piece<'_>, below: Piece<'_>, heading: bool) -> u32 {
        let start = Start::of(below.text);
        let known: u32 = if heading { 0 } else { self.starts.iter().sum() };
        let alike = STARTS
            .iter()
            .zip(self.starts)
            .filter(|(of, _)| **of == start)
            .map(|(_, count)| count)
            .sum::<u32>();
        let alike = if heading { 0 } else { alike };
        let begins = bits(start.beginning() + KNOWN * alike, 1000 + KNOWN * known);
        // Where totals say what they are totals of, one that does not goes on.
        let bare = self.names_totals && above.is_total() && words(above.text) == 1;
        let ends = if open(above.text) {
            bits(1, 1000)
        } else if bare {
            bits(1, 16)
        } else {
            0
        };
        // Most labels leave room for another word.
        let room = if self.room(above, below) == Room::None { BIT / 2 } else { 0 };
        begins + ends + room
    }

    /// A label is wrapped where the next word has no room.
    fn room(&self, above: Piece<'_>, below: Piece<'_>) -> Room {
        let word = below.text.split_whitespace().next().unwrap_or("");
        let needed = width(above.text) + NARROW + width(word);
        // Widths are guessed at, and totals are set in bold.
        if self.width == 0 {
            Room::Unsure
        } else if needed * 20 < self.width * 17 {
            Room::Ample
        } else if needed > self.width {
            Room::None
        } else {
            Room::Unsure
        }
    }
}

/// Does a text ask for more? So does a code without a name.
fn open(text: &str) -> bool {
    vocabulary::asks_for_more(text) || Start::of(text) == Start::Code && words(text) == 1
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Ample,
    Unsure,
    None,
}

/// The lines of a label after the first may stand so far in.
const HANGING: usize = 4;

const NARROW: u32 = 5;

/// About how wide a text is set, in eighteenths of an em.
fn width(text: &str) -> u32 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | '/' | '-' | '(' | ')' => NARROW,
        c if c.is_whitespace() => NARROW,
        'm' | 'w' | 'M' | 'W' | '%' => 15,
        c if c.is_uppercase() => 12,
        _ => 10,
    };
    text.trim().chars().map(of).sum()
}

/// Is a text set in capitals? What is as short as `LED` may be an abbreviation.
fn capitals(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= 5 && letters().all(char::is_uppercase)
}
