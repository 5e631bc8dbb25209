//! Figures of a row that were cut in the wrong place: two that are one, or one that is two.

use crate::engine::{
    figure::{Parsed, Style, is_space, parse},
    report::{Cell, Row, State},
    span::Span,
};
use serde::{Deserialize, Serialize};

/// How a cell is to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// It is one figure with the cell to its right. What stands behind moves one column to the left.
    Joined,
    /// After so many groups of digits another figure begins. What stands behind moves one column to the right.
    After(u32),
}

/// The ways in which a cell of a row may be cut otherwise.
pub fn cuts(row: &Row, column: usize) -> Vec<Cut> {
    let Some(Some(cell)) = row.cells.get(column) else { return Vec::new() };
    let groups = u32::try_from(spaces(&cell.text).count()).unwrap_or(0);
    let ways = std::iter::once(Cut::Joined).chain((1..=groups).map(Cut::After));
    ways.filter(|cut| cut.of(row, column).is_some()).collect()
}

impl Cut {
    /// The row with the cell so cut; none where that gives no figures, or one too many.
    pub fn of(self, row: &Row, column: usize) -> Option<Row> {
        let mut cells = row.cells.clone();
        let cell = cells.get(column)?.clone()?;
        match self {
            Self::Joined => {
                let next = cells.get(column + 1)?.clone()?;
                let text = format!("{} {}", cell.text, next.text);
                let span = cell.span.zip(next.span).map(|(a, b)| a.cover(b));
                *cells.get_mut(column)? = Some(figure(text, span, cell.at)?);
                cells.remove(column + 1);
                cells.push(None);
            }
            Self::After(groups) => {
                let nth = usize::try_from(groups).ok()?.checked_sub(1)?;
                let (at, space) = spaces(&cell.text).nth(nth)?;
                let (first, rest) = cell.text.split_at_checked(at)?;
                let second = rest.get(space.len_utf8()..)?;
                // The text of a cell is that of the source, but for spaces that were tidied away.
                let spans = cell.span.filter(|span| (span.end - span.start) as usize == cell.text.len()).map(
                    |span| {
                        let cut = span.start + first.len() as u32;
                        (Span { end: cut, ..span }, Span { start: cut + space.len_utf8() as u32, ..span })
                    },
                );
                if cells.pop()?.is_some() {
                    return None;
                }
                *cells.get_mut(column)? = Some(figure(first.to_owned(), spans.map(|it| it.0), cell.at)?);
                let second = figure(second.to_owned(), spans.map(|it| it.1), cell.at)?;
                cells.insert(column + 1, Some(second));
            }
        }
        Some(Row { cells, ..row.clone() })
    }
}

/// The spaces between the groups of a figure's digits.
fn spaces(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|&(_, c)| is_space(c))
}

/// A cell with this text; none where it is no figure.
fn figure(text: String, span: Option<Span>, at: Option<(usize, usize)>) -> Option<Cell> {
    let value = [Style::Comma, Style::Point].into_iter().find_map(|style| match parse(&text, style) {
        Parsed::Figure(figure) => Some(figure.value),
        _ => None,
    })?;
    Some(Cell { text, value: Some(value), state: State::default(), span, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        let mut start = 0;
        let cells = cells.iter().map(|text| {
            let from = start;
            start += text.len() + 1;
            figure((*text).to_owned(), Some(Span::new(from, from + text.len())), None)
        });
        Row { cells: cells.collect(), ..Row::default() }
    }

    fn texts(row: &Row) -> Vec<&str> {
        row.cells.iter().map(|cell| cell.as_ref().map_or("", |cell| cell.text.as_str())).collect()
    }

    #[test]
    fn two_figures_that_are_one_are_joined_and_the_rest_moves_up() {
        let joined = Cut::Joined.of(&row(&["1", "234", "56", ""]), 0).unwrap();
        assert_eq!(texts(&joined), ["1 234", "56", "", ""]);
        assert_eq!(joined.cells[0].as_ref().unwrap().value, Some(1234.into()));
        assert_eq!(joined.cells[0].as_ref().unwrap().span, Some(Span::new(0, 5)));
        assert!(Cut::Joined.of(&row(&["12", "34"]), 0).is_none(), "no figure is written so");
        assert!(Cut::Joined.of(&row(&["12", ""]), 0).is_none());
    }

    #[test]
    fn one_figure_that_is_two_is_parted_where_there_is_room() {
        let parted = Cut::After(1).of(&row(&["1 234 567", "8", ""]), 0).unwrap();
        assert_eq!(texts(&parted), ["1", "234 567", "8"]);
        assert_eq!(parted.cells[1].as_ref().unwrap().span, Some(Span::new(2, 9)));
        assert!(Cut::After(1).of(&row(&["1 234", "8"]), 0).is_none(), "no room");
        assert!(Cut::After(2).of(&row(&["1 234", ""]), 0).is_none());
    }

    #[test]
    fn a_cut_can_be_taken_back_by_the_other() {
        let whole = row(&["1 234", "8", ""]);
        let parted = Cut::After(1).of(&whole, 0).unwrap();
        assert_eq!(Cut::Joined.of(&parted, 0).unwrap(), whole);
    }

    #[test]
    fn only_what_gives_figures_is_offered() {
        assert_eq!(cuts(&row(&["1 234 567", ""]), 0), [Cut::After(1), Cut::After(2)]);
        assert_eq!(cuts(&row(&["1", "234"]), 0), [Cut::Joined]);
        assert_eq!(cuts(&row(&["1", ""]), 0), []);
        assert_eq!(cuts(&row(&["1 234", "5"]), 7), []);
    }
}
