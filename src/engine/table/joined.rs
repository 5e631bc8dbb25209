//! Rows that have run into the next one: `Summa 12 345Övrigt 3 400`, `-565` and `ÅRETS KASSAFLÖDE` in one line.
//!
//! A label begins with a capital, and no figure ends in letters, so a capital right behind digits is the
//! beginning of a row if what a row has follows: figures on the same line, or, where each cell has its own
//! line, on the next ones.

use crate::engine::{
    figure::{is_minus, is_space},
    source::Source,
    vocabulary,
};

/// The bytes, from the start of the line, at which further rows begin on line `n`.
pub(super) fn starts(source: &Source, n: usize) -> Vec<usize> {
    let line = source.line(n);
    let edges = edges(line);
    let Some(&last) = edges.last() else { return Vec::new() };
    let mut ends = edges.iter().skip(1).copied().chain(std::iter::once(line.len()));
    let mut from = 0;
    let mut rows = edges.iter().all(|&edge| {
        let row = has_label_and_figures(line.get(from..edge).unwrap_or(""));
        from = edge;
        row
    });
    rows &= edges
        .iter()
        .all(|&edge| ends.next().is_some_and(|end| has_label_and_figures(line.get(edge..end).unwrap_or(""))));
    if rows {
        return edges;
    }
    // A cell by itself, and behind it the label of the cells below.
    let cell = line.get(..last).is_some_and(|cell| is_figure(cell.trim()));
    let label = line.get(last..).is_some_and(|label| !label.contains(|c: char| c.is_ascii_digit()));
    if edges.len() == 1 && cell && label && is_cell_below(source, n) { edges } else { Vec::new() }
}

/// Where a label begins right behind a figure.
fn edges(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    // The digits right before here, and whether what they belong to is written as a figure.
    let (mut digits, mut figure, mut run) = (0_usize, true, String::new());
    // A digit by itself may be a mark or part of a name; behind another figure it is one.
    let mut follows = false;
    for (byte, c) in line.char_indices() {
        if c.is_uppercase()
            && figure
            && (digits >= 2 || digits == 1 && (follows || run.contains(',')))
            && vocabulary::year(&run).is_none()
            && begins_label(line.get(byte..).unwrap_or(""))
        {
            out.push(byte);
        }
        if c.is_whitespace() || is_space(c) {
            follows = figure && digits > 0 || follows && run.is_empty();
            (digits, figure) = (0, true);
            run.clear();
            continue;
        }
        run.push(c);
        if c.is_ascii_digit() {
            digits += 1;
        } else {
            digits = 0;
            figure &= is_minus(c) || matches!(c, ',' | '.' | '(' | '+');
        }
    }
    out
}

/// A word of small letters behind its capital, or of capitals alone that is long enough to be none of a code or
/// a unit.
fn begins_label(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let small = word.chars().nth(1).is_some_and(char::is_lowercase);
    let capitals = word.chars().count() >= 4 && word.chars().all(char::is_uppercase);
    (small || capitals) && vocabulary::unit(word, "").is_none()
}

/// Words, and then nothing but figures to the end.
fn has_label_and_figures(row: &str) -> bool {
    let words: Vec<&str> = row.split_whitespace().collect();
    let figures = words.iter().rev().take_while(|word| is_figure(word)).count();
    let labels = words.iter().take(words.len() - figures);
    figures > 0 && labels.clone().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3)
}

fn is_figure(word: &str) -> bool {
    let own = |c: char| {
        c.is_ascii_digit()
            || is_minus(c)
            || is_space(c)
            || matches!(c, ' ' | ',' | '.' | '(' | ')' | '%' | '+')
    };
    !word.is_empty() && word.chars().all(own)
}

/// Is the next line that has text a cell?
fn is_cell_below(source: &Source, n: usize) -> bool {
    let below = (n + 1..source.line_count()).map(|n| source.line(n).trim()).find(|line| !line.is_empty());
    below.is_some_and(is_figure)
}

#[cfg(test)]
mod tests {
    use super::starts;
    use crate::engine::source::Source;

    fn parts(text: &str) -> Vec<&str> {
        let source = Source::text("t", text);
        let mut out = Vec::new();
        let mut from = 0;
        for start in starts(&source, 0) {
            out.extend(text.get(from..start));
            from = start;
        }
        out.extend(text.lines().next().and_then(|line| line.get(from..)));
        out
    }

    #[test]
    fn a_label_behind_figures_begins_a_row_if_figures_follow() {
        assert_eq!(parts("Hyror 12 345Övrigt 3 400"), ["Hyror 12 345", "Övrigt 3 400"]);
        assert_eq!(parts("-565ÅRETS RESULTAT\n\n12\n"), ["-565", "ÅRETS RESULTAT"]);
        assert_eq!(parts("-75,5ÅRETS RESULTAT\n\n12\n"), ["-75,5", "ÅRETS RESULTAT"]);
        assert_eq!(parts("-565Årets resultat\nHyror 12\n"), ["-565Årets resultat"]);
        assert_eq!(
            parts("Årets resultat 0 6 0TILLGÅNGAR 2024 2023"),
            ["Årets resultat 0 6 0", "TILLGÅNGAR 2024 2023"]
        );
        assert_eq!(parts("Gata 1Norra 12"), ["Gata 1Norra 12"]);
    }

    #[test]
    fn years_codes_and_units_begin_none() {
        for line in
            ["Utfall 2024Budget 2025", "Bidrag A12Norra 12", "Lån 100MSEK 12", "Hyror 12 345Ja", "12 Ab"]
        {
            assert_eq!(parts(line), [line]);
        }
    }
}
