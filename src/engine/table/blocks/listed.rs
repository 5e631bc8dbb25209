//! Items of a list of prose: `- Hemtjänst -3,5 mkr`, `• Nettoomsättning 11 151 mkr (8 531)`.
//!
//! A table says its unit once, for all its cells, and a list in each of its items. So what begins with the mark of a list,
//! runs on without a gap and says behind each figure what it is of is a sentence without its full stop, and no row.

use super::{
    super::{
        atoms::{Atom, Gap, Kind},
        sheet::Sheet,
    },
    line::{Line, Look, least_figures},
};
use crate::engine::{figure, vocabulary};

/// Makes prose of the lines that are items of a list.
pub(super) fn items(sheet: &Sheet<'_>, lines: &mut [Line]) {
    for (n, line) in lines.iter_mut().enumerate() {
        if line.look != Look::Blank && is_marked(sheet.line(n)) && tells_units(sheet, &line.atoms) {
            line.look = Look::Prose;
        }
    }
}

/// Does a line begin with the mark of a list, and a word?
pub(in super::super) fn is_marked(line: &str) -> bool {
    let mark = |c: char| figure::is_minus(c) || matches!(c, '•' | '·' | '▪' | '●' | '◦' | '‣' | '*');
    let rest = line.trim_start().strip_prefix(mark);
    rest.is_some_and(|rest| rest.trim_start().starts_with(char::is_alphabetic))
}

/// Does a line run on without gaps, and say a unit, and is each figure followed by its unit or by other words? A year and
/// what stands in parentheses may end it.
fn tells_units(sheet: &Sheet<'_>, atoms: &[Atom]) -> bool {
    let text = |a: &Atom| a.span.of(&sheet.source.text);
    let words = atoms.iter().position(|a| text(a).contains(char::is_alphabetic)).unwrap_or(atoms.len());
    let atoms = atoms.get(words..).unwrap_or(&[]);
    if atoms.iter().skip(1).any(|a| a.gap == Gap::Wide || a.in_cell) {
        return false;
    }
    let mut units = false;
    // Does the unit of a figure stand right before, with no comma behind it? Then figures go on as cells do.
    let mut open = false;
    let mut runs = atoms.chunk_by(|a, b| a.figurelike() == b.figurelike()).peekable();
    while let Some(run) = runs.next() {
        let Some(first) = run.iter().find_map(Atom::number) else {
            open &= run.len() == 1;
            continue;
        };
        let whole = least_figures(run) == 1;
        if first.opens || whole && first.year {
            open = false;
            continue;
        }
        let behind = runs.peek().copied().unwrap_or(&[]);
        let per_cent =
            run.last().is_some_and(|a| a.kind == Kind::Percent || a.number().is_some_and(|n| n.percent));
        let word = |i: usize| behind.get(i).map_or("", text);
        let unit = vocabulary::unit(word(0), word(1)).is_some();
        if !whole || open || behind.is_empty() && !per_cent {
            return false;
        }
        units |= unit || per_cent;
        open = unit && word(0).ends_with(char::is_alphanumeric);
    }
    units
}

#[cfg(test)]
mod tests {
    use crate::engine::{source::Source, table::read};

    /// How many rows each table of a text has.
    fn rows(text: &str) -> Vec<usize> {
        read(&Source::text("t", text)).0.iter().map(|table| table.rows.len()).collect()
    }

    #[test]
    fn items_that_say_their_units_are_no_rows() {
        for list in [
            "- Färjetrafik -7,5 mkr\n- Broar -3,5 mkr\n- Kajer +1,6 mkr\n",
            "• Omsättning 11 151 mkr (8 531)\n• Marginal 2,9 procent (1,8)\n• Order 13 204 mkr (10 871)\n",
            "– Resultat: 12,7 mnkr, 4,7 mnkr över plan\n– Tåg: från 52,0 procent till 47,1 procent\n– Buss: 3,5 % 2031\n",
            "-\tfler resor, 3,9 mkr\n-\tdyrare el, 5 600 tkr\n-\tmer vila, 14 %\n",
        ] {
            assert_eq!(rows(list), [0; 0], "{list}");
        }
    }

    #[test]
    fn rows_may_begin_with_marks() {
        for table in [
            // Without units, with one in the label, with cells apart, and with cells that go on.
            "Post Budget Utfall\n- varav färjor 4,5 4,1\n- varav broar 3,5 3,8\n",
            "Post Budget Utfall\n- köp under 3 mkr 4,5 4,1\n- köp över 3 mkr 3,5 3,8\n",
            "Post        Budget\n- färjor    4,5 mkr\n- broar     3,5 mkr\n- kajer     1,5 mkr\n",
            "Post Budget Utfall\n- färjor 4,5 mkr 4,1 mkr\n- broar 3,5 mkr 3,8 mkr\n- kajer 1,5 mkr 1,8 mkr\n",
        ] {
            assert_eq!(rows(table).len(), 1, "{table}");
        }
    }

    #[test]
    fn an_item_heads_no_table() {
        for text in [
            "Kort sagt:\n- Färjor -7,5 mkr\n- Broar -3,5 mkr\n\nPost (tkr)\t2030\t2031\nBåtar\t14\t15\nHamnar\t24\t25\n",
            "Kort sagt:\n- Färjor -7,5 mkr\n- Broar -3,5 mkr\n\nPost (tkr)   2030   2031\nBåtar   14   15\nHamnar   24   25\n",
        ] {
            let (tables, _) = read(&Source::text("t", text));
            let titles: Vec<&str> = tables.iter().map(|table| table.title.as_str()).collect();
            assert_eq!(titles, [""], "{text}");
        }
    }
}
