//! Figures that touch: where a figure is wider than its column, an extractor leaves no space between it and
//! the next, and `999 966` and `1 086 033` become `999 9661 086 033`.
//!
//! That happens to single rows, mostly totals, so that it is not for a whole text to show, as it is where all cells
//! have run together ([`super::glued`] and its neighbours), but for how the other rows of the table are written: a
//! group of more than three digits among figures that are grouped in threes, a figure of more decimals than
//! the others have, a sign behind a figure where the table sets its signs before them. Here such a run is only
//! cut into the pieces that it may consist of; which of them belong together is read as for any other row.

use super::{
    atoms::{self, Atom, Gap, Kind, Number},
    blocks::{Block, RawRow},
};
use crate::engine::{
    figure::{Sign, is_minus, is_space},
    source::Source,
    span::Span,
    vocabulary,
};

/// Digits of a group.
const GROUP: u8 = 3;
/// Figures that show how the table is written: two may do so by chance.
const SHOWN: usize = 3;

/// Does a text set its signs apart, before their figures (`– 12`), and never behind them?
pub(super) fn sets_signs_apart(source: &Source) -> bool {
    let mut apart = false;
    for n in 0..source.line_count() {
        let chars: Vec<char> = std::iter::once(' ').chain(source.line(n).trim_end().chars()).collect();
        if chars.last().copied().is_some_and(is_minus)
            && chars.len().checked_sub(2).and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit)
        {
            return false;
        }
        apart |= chars.windows(4).any(|four| {
            matches!(four, [before, sign, space, digit] if before.is_whitespace()
                && is_minus(*sign) && is_space(*space) && digit.is_ascii_digit())
        });
    }
    apart
}

/// Parts the figures of a line where a sign begins the next: `−168 808−169 864`, `– 156 675– 135 414`.
pub(super) fn part_signs(source: &Source, atoms: &mut Vec<Atom>, signs_apart: bool) {
    let mut i = 0;
    while let Some(&atom) = atoms.get(i) {
        let before = i.checked_sub(1).and_then(|before| atoms.get(before));
        let text = atom.span.of(&source.text);
        let ends = match atom.kind {
            _ if atom.in_cell => Vec::new(),
            Kind::Word => inner_signs(text, before),
            Kind::Number(number) if signs_apart && number.sign == Sign::Minus && !number.opens => {
                let next = atoms.get(i + 1).filter(|next| next.gap == Gap::Space).and_then(Atom::number);
                let end = text.char_indices().next_back().filter(|&(at, c)| at > 0 && is_minus(c));
                let goes_on = next.is_some_and(|next| next.sign == Sign::None && !next.opens);
                end.filter(|_| goes_on).map(|(at, _)| at).into_iter().collect()
            }
            _ => Vec::new(),
        };
        i += replace(source, atoms, i, &ends);
    }
}

/// Where the signs stand that begin new figures in a word of digits and signs. Behind a figure or a sign of its
/// own it holds figures; else it may be a range or a date (`510-511`, `2024-03-15`).
fn inner_signs(text: &str, before: Option<&Atom>) -> Vec<usize> {
    let first = text.split(is_minus).next().unwrap_or("");
    let behind_figure = before.is_some_and(|before| {
        before.number().is_some_and(|n| !n.year && (before.gap != Gap::Line || n.sign == Sign::Minus))
            && first.len() <= usize::from(GROUP)
    });
    let signed =
        text.chars().next().is_some_and(is_minus) || before.is_some_and(|b| matches!(b.kind, Kind::Sign(_)));
    let figures = text.chars().all(|c| c.is_ascii_digit() || is_minus(c) || c == ',');
    // `2031-01-01 - 2031-12-31`, `-2031-12-31`: a day, and the sign of a period.
    if !figures || vocabulary::is_date(text) || !(behind_figure || signed) {
        return Vec::new();
    }
    let mut ends = Vec::new();
    let mut previous = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit = |c: char| c.is_ascii_digit();
        if is_minus(c) && previous.is_some_and(digit) {
            // A sign at the end belongs to what follows, if anything does.
            if !chars.peek().is_some_and(|&(_, c)| digit(c)) {
                return Vec::new();
            }
            ends.push(at);
        }
        previous = Some(c);
    }
    ends
}

/// Cuts the runs of digits of a block into the pieces that they may consist of, by how its other rows are written.
pub(super) fn part_digits(source: &Source, block: &mut Block) {
    let form = Form::of(block);
    let touch = labels_touch(source, block);
    let letters = if touch { FEW_LETTERS } else { LETTERS };
    for row in &mut block.rows {
        // `vid årets slut29 141`: a figure has run into the label, or the label has a footnote.
        let last = row.run.0.saturating_sub(1);
        if row.run.0 > 0
            && let Some(word) = row.atoms.get(last).copied()
            && let Some(at) = label_end(source, word, row.atoms.get(row.run.0), letters)
        {
            row.run.1 += replace(source, &mut row.atoms, last, &[at]) - 1;
            row.run.0 = last + 1;
            if let Some(first) = row.atoms.get_mut(row.run.0).filter(|_| touch) {
                first.gap = Gap::Wide;
            }
        }
        let (mut i, end) = row.run;
        let mut left = end.saturating_sub(i);
        while left > 0 {
            let ends = form.ends(source, &row.atoms, i);
            let pieces = replace(source, &mut row.atoms, i, &ends);
            row.run.1 += pieces - 1;
            i += pieces;
            left -= 1;
        }
    }
}

/// How the rows of a block write their figures.
struct Form {
    /// In groups of three, parted by spaces.
    grouped: bool,
    /// So many decimals in nearly all that have any.
    decimals: Option<u8>,
}

impl Form {
    fn of(block: &Block) -> Self {
        let (mut groups, mut long) = (0_usize, 0_usize);
        let mut decimals = [0_usize; 16];
        for row in &block.rows {
            let run = row.atoms.get(row.run.0..row.run.1).unwrap_or(&[]);
            let mut grouped = false;
            for pair in run.windows(2) {
                if let [a, b] = pair {
                    grouped |= goes_on(a, Some(b));
                }
            }
            let numbers = || run.iter().filter_map(Atom::number);
            groups += usize::from(grouped);
            long += usize::from(numbers().any(|n| n.digits > GROUP && !n.year));
            for shown in numbers().map(|n| n.decimals).filter(|&d| d > 0) {
                if let Some(slot) = decimals.get_mut(usize::from(shown)) {
                    *slot += 1;
                }
            }
        }
        let all: usize = decimals.iter().sum();
        // Four of five: the rows that touch are few, and shares stand beside amounts.
        let common = decimals.iter().enumerate().max_by_key(|&(_, &n)| n);
        let common = common.filter(|&(_, &n)| n >= SHOWN && n * 5 >= all * 4).map(|(d, _)| d as u8);
        Self { grouped: groups >= SHOWN && long * 2 <= groups, decimals: common }
    }

    /// Where the figures of an atom may end before it does, as bytes of it.
    fn ends(&self, source: &Source, atoms: &[Atom], i: usize) -> Vec<usize> {
        let Some(atom) = atoms.get(i).filter(|atom| !atom.in_cell) else { return Vec::new() };
        let before = i.checked_sub(1).and_then(|before| atoms.get(before));
        let text = atom.span.of(&source.text);
        match atom.kind {
            Kind::Broken => self.decimals.and_then(|d| ends_by_decimals(text, d)).unwrap_or_default(),
            Kind::Number(number) if number.decimals > 0 => {
                // `587,11 643,7`: the 1 begins the next figure.
                let end = self.decimals.filter(|&d| number.decimals > d && !number.percent);
                let rest = end.map_or(0, |end| number.decimals - end);
                let at = text.len().checked_sub(usize::from(rest));
                let follows = atoms.get(i + 1).is_some_and(in_group);
                at.filter(|_| end.is_some() && rest <= GROUP && follows && !number.closes)
                    .into_iter()
                    .collect()
            }
            Kind::Number(number) if self.grouped && number.digits > GROUP => {
                let lead = text.len().checked_sub(usize::from(number.digits));
                let Some(lead) = lead.filter(|_| number.digits <= 2 * GROUP && !number.closed) else {
                    return Vec::new();
                };
                let least = number.digits.saturating_sub(GROUP);
                let goes_on_before = before.is_some_and(|before| {
                    before.number().is_some_and(|n| n.digits <= GROUP && !n.closed)
                        && matches!(atom.gap, Gap::Space | Gap::Inner)
                        && number.sign == Sign::None
                });
                let follows = atoms.get(i + 1).is_some_and(in_group);
                let firsts = match (goes_on_before, follows) {
                    // Only behind a group is it known that three digits are one.
                    (true, _) => GROUP..=GROUP,
                    // `från 1998 222,9`: a year stands before figures oftener than two of them touch.
                    (false, true) if !number.year => least.max(1)..=GROUP.min(number.digits - 1),
                    (false, _) => return Vec::new(),
                };
                firsts.map(|digits| lead + usize::from(digits)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Can a group of a figure be gone on with by the next atom?
fn goes_on(atom: &Atom, next: Option<&Atom>) -> bool {
    atom.number().is_some_and(|n| n.digits <= GROUP && !n.closed) && next.is_some_and(in_group)
}

/// Three digits behind a space, which may go on a figure.
fn in_group(atom: &Atom) -> bool {
    matches!(atom.gap, Gap::Space | Gap::Inner)
        && atom.number().is_some_and(|n| n.digits == GROUP && n.sign == Sign::None && !n.opens)
}

/// Where the figures of `332,9328,1` end, if all have so many decimals.
fn ends_by_decimals(text: &str, decimals: u8) -> Option<Vec<usize>> {
    let mut ends = Vec::new();
    let mut at = 0;
    for (n, part) in text.split(',').enumerate() {
        let whole = if n == 0 { part } else { part.get(usize::from(decimals)..)? };
        let own = whole.strip_prefix(is_minus).unwrap_or(whole);
        let last = at + part.len() == text.len();
        let digits =
            !own.is_empty() && own.len() <= usize::from(GROUP) && own.bytes().all(|b| b.is_ascii_digit());
        if !(digits || last && n > 0 && whole.is_empty()) {
            return None;
        }
        if n > 0 && !whole.is_empty() {
            ends.push(at + usize::from(decimals));
        }
        at += part.len() + 1;
    }
    Some(ends)
}

/// Letters that make it a word: `CO2`, `m2` and `LSS9` are names.
const LETTERS: usize = 4;

/// Letters that are enough where the label of every row ends in digits that a group of three can go on.
const FEW_LETTERS: usize = 2;

/// Have the first figures of all rows run into their labels?
fn labels_touch(source: &Source, block: &Block) -> bool {
    let touches = |row: &RawRow| {
        let word = row.run.0.checked_sub(1).and_then(|last| row.atoms.get(last));
        word.is_some_and(|word| label_end(source, *word, row.atoms.get(row.run.0), FEW_LETTERS).is_some())
    };
    block.rows.len() >= SHOWN && block.rows.iter().all(touches)
}

/// Where the digits begin that have run into the last word of a label.
fn label_end(source: &Source, word: Atom, next: Option<&Atom>, enough: usize) -> Option<usize> {
    let text = word.span.of(&source.text);
    let label = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - label.len();
    let letters = label.chars().rev().take_while(|c| c.is_lowercase()).count();
    // A group of three, to which the next figure may have been glued in its turn.
    let group = |n: Number| n.digits >= GROUP && n.sign == Sign::None && !n.opens;
    let follows = digits == usize::from(GROUP)
        || next.is_some_and(|a| matches!(a.gap, Gap::Space | Gap::Inner) && a.number().is_some_and(group));
    (word.kind == Kind::Word
        && !word.in_cell
        && letters >= enough
        && (1..=usize::from(GROUP)).contains(&digits)
        && follows)
        .then_some(label.len())
}

/// What a piece is: digits are a piece of a figure, even where no figure begins like it.
fn kind_of(part: &str) -> Kind {
    match u8::try_from(part.len()) {
        Ok(digits) if part.bytes().all(|b| b.is_ascii_digit()) => {
            Kind::Number(Number { digits, padded: digits > 1 && part.starts_with('0'), ..Number::default() })
        }
        _ => atoms::kind_of(part),
    }
}

/// Puts the parts of an atom in its place, and says how many they are.
fn replace(source: &Source, atoms: &mut Vec<Atom>, i: usize, ends: &[usize]) -> usize {
    let Some(&atom) = atoms.get(i).filter(|_| !ends.is_empty()) else { return 1 };
    let text = atom.span.of(&source.text);
    let mut parts = Vec::with_capacity(ends.len() + 1);
    let (mut from, mut left, mut gap) = (0, atom.left, atom.gap);
    for &to in ends.iter().chain([&text.len()]) {
        let part = text.get(from..to).unwrap_or("");
        let right = left + part.chars().count() as u32;
        let span = Span::new(from, to).shift(atom.span.start);
        parts.push(Atom { kind: kind_of(part), span, gap, left, right, ..atom });
        (from, left, gap) = (to, right, Gap::Glued);
    }
    let count = parts.len();
    atoms.splice(i..=i, parts);
    count
}

#[cfg(test)]
mod tests {
    use crate::engine::{source::Source, table::read};

    /// The rows of a text as `label: cell | cell`.
    fn rows(text: &str) -> Vec<String> {
        let (tables, _) = read(&Source::text("t", text));
        let rows = tables.iter().flat_map(|table| &table.rows);
        let cell = |cell: &Option<crate::engine::report::Cell>| {
            cell.as_ref().and_then(|cell| cell.value).map_or("_".to_owned(), |value| value.to_string())
        };
        rows.map(|row| {
            format!("{}: {}", row.label, row.cells.iter().map(cell).collect::<Vec<_>>().join(" | "))
        })
        .collect()
    }

    #[test]
    fn a_sign_behind_a_figure_begins_the_next() {
        let table = "Verksamhet Intäkter Kostnader Netto Budget Avvikelse\nPark 1 015 −5 202 −4 187 −4 118 −69\n\
                     Bad 52 741 −91 788 −39 047 −38 085 −962\nHall 65 836 −134 792 −68 956 −70 110 1 154\n\
                     Summa 119 592 −231 782 −112 190−112 313 123\n";
        assert_eq!(rows(table).last().unwrap(), "Summa: 119592 | -231782 | -112190 | -112313 | 123");
        let apart = "Post 2024 2023\nLöner – 31 942 – 33 287\nHyror – 12 634 – 11 865\nÖvrigt – 300 – 412\n\
                     Summa – 44 876– 45 564\n";
        assert_eq!(rows(apart).last().unwrap(), "Summa: -44876 | -45564");
        // Where signs stand behind their figures they are those of the figures.
        let behind = "Post 2024 2023\nLöner 942- 287-\nHyror 634- 65-\nSumma 1576- 352-\n";
        assert_eq!(rows(behind).last().unwrap(), "Summa: -1576 | -352");
        // Ranges and years in labels are no figures.
        let ranges = "Konto 2024 2023\nKonto 510-511 942 287\nKonto 520-529 634 865\nÅr 2019-2020 300 412\n";
        assert_eq!(
            rows(ranges),
            ["Konto 510-511: 942 | 287", "Konto 520-529: 634 | 865", "År 2019-2020: 300 | 412"]
        );
    }

    #[test]
    fn groups_of_more_than_three_digits_are_two_figures() {
        let table = "Post 2024 2023\nLöner 745 656 862 144\nPensioner 128 859 146 032\nInköp 52 412 60 921\n\
                     Hyror 73 039 16 936\nSumma 999 9661 086 033\n";
        assert_eq!(rows(table).last().unwrap(), "Summa: 999966 | 1086033");
        // Into the label, too.
        let label = table.replace("Summa 999", "Summa kostnader999");
        assert_eq!(rows(&label).last().unwrap(), "Summa kostnader: 999966 | 1086033");
        // A table that does not part its thousands has no such groups.
        let whole = "Post 2024 2023\nLöner 7456 8621\nPensioner 1288 1460\nSumma 8744 10081\n";
        assert_eq!(rows(whole).last().unwrap(), "Summa: 8744 | 10081");
    }

    #[test]
    fn more_decimals_than_the_others_have_are_of_the_next_figure() {
        let table = "Post 2024 2023\nMark 1 280,0 1 286,5\nMaskiner 117,5 139,7\nAktier 179,2 207,0\nSumma 1 576,71 633,2\n";
        assert_eq!(rows(table).last().unwrap(), "Summa: 1576.7 | 1633.2");
        let table =
            "Post 2024 2023\nMark 180,0 186,5\nMaskiner 17,5 39,7\nAktier 79,2 7,0\nSumma 276,7233,2\n";
        assert_eq!(rows(table).last().unwrap(), "Summa: 276.7 | 233.2");
    }

    #[test]
    fn cells_that_share_a_line_go_on_with_their_row() {
        let table = "Post\n2024\n2023\nBudget\nAvvikelse\nLöner\n- 31 942\n- 33 287\n- 30 000\n- 1 942\nHyror\n- 12 634\n- 11 865\n\
                     - 12 600\n- 34\nBidrag\n- 300\n- 412\n- 400\n100\nSumma\n- 44 876- 45 564\n- 43 000- 1 876\n";
        assert_eq!(rows(table).last().unwrap(), "Summa: -44876 | -45564 | -43000 | -1876");
    }
}
