//! Which parts of the text are marked, and how.

use super::text::Edit;
use crate::engine::{
    report::{Report, Severity, State},
    span::Span,
};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of text that is marked in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    /// The state of the figure it belongs to.
    pub figure: Option<State>,
    /// The finding it belongs to, by its index in the report: the narrowest, and of those the weightiest.
    pub finding: Option<(usize, Severity)>,
}

/// The marks of a checked text: in order, none overlapping another. Findings in `hidden` are left out.
pub fn of(report: &Report, hidden: &BTreeSet<usize>) -> Vec<Mark> {
    let mut layers: Vec<Layer> = Vec::new();
    let cells = report.tables.iter().flat_map(|table| &table.rows).flat_map(|row| row.cells.iter().flatten());
    let figures = cells
        .filter_map(|cell| Some((cell.span?, cell.state)))
        .chain(report.claims.iter().map(|claim| (claim.span, claim.state)));
    layers.extend(figures.map(|(span, state)| Layer { span, figure: Some(state), finding: None }));
    let findings = report.findings.iter().enumerate().filter(|(index, _)| !hidden.contains(index));
    layers.extend(findings.filter_map(|(index, finding)| {
        Some(Layer { span: finding.span?, figure: None, finding: Some((index, finding.severity)) })
    }));
    flatten(&layers)
}

/// The marks of a text that has been edited since it was checked; those that the edit touches are gone.
pub fn carried(marks: &[Mark], edit: Edit) -> Vec<Mark> {
    marks.iter().filter_map(|mark| Some(Mark { span: edit.carry(mark.span)?, ..*mark })).collect()
}

/// A text of so many bytes cut where marks begin and end, and where what stands out does.
pub fn pieces(marks: &[Mark], lit: Option<Span>, length: u32) -> Vec<(Span, Option<&Mark>, bool)> {
    let mut cut = Vec::with_capacity(marks.len() * 2 + 1);
    let mut push = |from: u32, to: u32, mark| {
        let lit = lit.unwrap_or(Span { start: to, end: to });
        let [start, end] = [lit.start, lit.end].map(|at| at.clamp(from, to));
        for (start, end, is_lit) in [(from, start, false), (start, end, true), (end, to, false)] {
            if start < end {
                cut.push((Span { start, end }, mark, is_lit));
            }
        }
    };
    let mut at = 0;
    for mark in marks {
        push(at, mark.span.start, None);
        push(mark.span.start, mark.span.end, Some(mark));
        at = mark.span.end;
    }
    push(at, length, None);
    cut
}

struct Layer {
    span: Span,
    figure: Option<State>,
    finding: Option<(usize, Severity)>,
}

/// Cuts overlapping layers into a flat run.
fn flatten(layers: &[Layer]) -> Vec<Mark> {
    let mut edges: BTreeMap<u32, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (index, layer) in layers.iter().enumerate().filter(|(_, layer)| !layer.span.is_empty()) {
        edges.entry(layer.span.start).or_default().0.push(index);
        edges.entry(layer.span.end).or_default().1.push(index);
    }
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: BTreeSet<usize> = BTreeSet::new();
    let mut from = 0;
    for (at, (starts, ends)) in edges {
        if !open.is_empty() {
            let top = || open.iter().map(|&index| &layers[index]);
            let mark = Mark {
                span: Span::new(from as usize, at as usize),
                // Of two readings of the same figure the more serious is shown; the states are in that order.
                figure: top().filter_map(|layer| layer.figure).max(),
                finding: top()
                    .filter_map(|layer| Some((layer.span.end - layer.span.start, layer.finding?)))
                    .min_by_key(|&(width, (index, severity))| (width, severity, index))
                    .map(|(_, finding)| finding),
            };
            match marks.last_mut() {
                Some(last)
                    if last.span.end == from
                        && (last.figure, last.finding) == (mark.figure, mark.finding) =>
                {
                    last.span.end = at;
                }
                _ => marks.push(mark),
            }
        }
        for index in ends {
            open.remove(&index);
        }
        open.extend(starts);
        from = at;
    }
    marks
}

/// The mark at a byte: one that holds it, or ends just there.
pub fn at(marks: &[Mark], byte: u32) -> Option<&Mark> {
    let after = marks.partition_point(|mark| mark.span.start <= byte);
    marks[..after].last().filter(|mark| byte <= mark.span.end)
}

/// The marks of the stretch from `start` of `length` bytes, counted from its start.
pub fn within(marks: &[Mark], start: u32, length: u32) -> Vec<Mark> {
    let end = start + length;
    let first = marks.partition_point(|mark| mark.span.end <= start);
    marks[first..]
        .iter()
        .take_while(|mark| mark.span.start < end)
        .map(|mark| Mark {
            span: Span { start: mark.span.start.max(start) - start, end: mark.span.end.min(end) - start },
            ..*mark
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(start: usize, end: usize, figure: Option<State>, finding: Option<usize>) -> Layer {
        Layer { span: Span::new(start, end), figure, finding: finding.map(|f| (f, Severity::Error)) }
    }

    fn drawn(layers: &[Layer]) -> Vec<(u32, u32, Option<State>, Option<usize>)> {
        flatten(layers)
            .iter()
            .map(|m| (m.span.start, m.span.end, m.figure, m.finding.map(|(index, _)| index)))
            .collect()
    }

    #[test]
    fn a_text_is_cut_where_marks_and_what_stands_out_begin_and_end() {
        let mark = |start, end| Mark { span: Span::new(start, end), figure: None, finding: None };
        let marks = [mark(2, 5), mark(7, 9)];
        let cut = |lit: Option<Span>| -> Vec<(u32, u32, bool, bool)> {
            let pieces = pieces(&marks, lit, 10);
            pieces.into_iter().map(|(span, mark, lit)| (span.start, span.end, mark.is_some(), lit)).collect()
        };
        let plain = [
            (0, 2, false, false),
            (2, 5, true, false),
            (5, 7, false, false),
            (7, 9, true, false),
            (9, 10, false, false),
        ];
        assert_eq!(cut(None), plain);
        let lit = [
            (0, 2, false, false),
            (2, 4, true, false),
            (4, 5, true, true),
            (5, 7, false, true),
            (7, 8, true, true),
            (8, 9, true, false),
            (9, 10, false, false),
        ];
        assert_eq!(cut(Some(Span::new(4, 8))), lit);
    }

    #[test]
    fn a_figure_inside_a_finding_keeps_both_marks() {
        let marks = drawn(&[layer(10, 14, Some(State::Contradicted), None), layer(5, 20, None, Some(0))]);
        assert_eq!(
            marks,
            [(5, 10, None, Some(0)), (10, 14, Some(State::Contradicted), Some(0)), (14, 20, None, Some(0)),]
        );
    }

    #[test]
    fn the_narrowest_finding_wins_its_place() {
        let marks = drawn(&[layer(0, 30, None, Some(0)), layer(10, 12, None, Some(1))]);
        assert_eq!(marks, [(0, 10, None, Some(0)), (10, 12, None, Some(1)), (12, 30, None, Some(0))]);
    }

    #[test]
    fn the_same_figure_read_twice_shows_the_more_serious_state() {
        let marks =
            drawn(&[layer(3, 6, Some(State::Verified), None), layer(3, 6, Some(State::Contradicted), None)]);
        assert_eq!(marks, [(3, 6, Some(State::Contradicted), None)]);
    }

    #[test]
    fn a_mark_is_found_at_both_its_ends_and_not_beside_it() {
        let marks = flatten(&[layer(3, 6, Some(State::Verified), None)]);
        assert_eq!([2, 3, 6, 7].map(|byte| at(&marks, byte).is_some()), [false, true, true, false]);
    }

    #[test]
    fn a_stretch_gets_its_share_of_a_mark_that_crosses_it() {
        let marks = flatten(&[layer(8, 14, None, Some(0))]);
        assert_eq!(within(&marks, 0, 10)[0].span, Span::new(8, 10));
        assert_eq!(within(&marks, 10, 10)[0].span, Span::new(0, 4));
        assert!(within(&marks, 20, 10).is_empty());
    }
}
