//! *Hemtjänsten är i balans*: a deviation of nothing, told without a figure.
//!
//! Only a plain assertion of a row that the sentence names, in a sentence without figures, and only against one cell.
//! Everything else is left alone: most sentences with the word tell of a goal.

use super::{
    columns::Features,
    figures::Draft,
    flow::{Flow, Token},
    headings::Headings,
    labels::Labels,
    subject::{self, Before, Subject},
    targets,
    vocabulary::Senses,
};
use crate::engine::{
    report::{Place, Table},
    span::Span,
};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A row that is said to be in balance.
#[derive(Debug)]
pub(super) struct Balanced {
    pub(super) block: usize,
    /// The words that say so, in the block's text.
    pub(super) place: Span,
    pub(super) table: usize,
    pub(super) cell: Place,
    pub(super) forecast: bool,
    pub(super) holds: bool,
}

/// Finds what is said to be in balance and can be held against a cell.
pub(super) fn find(
    flow: &Flow,
    drafts: &[Draft],
    headings: &Headings,
    labels: &Labels,
    tables: &[Table],
    steps: &mut u64,
) -> Vec<Balanced> {
    let with_figures: BTreeSet<usize> = drafts.iter().map(|d| d.sentence).collect();
    let plain = flow.sentences.iter().enumerate().filter(|(at, _)| !with_figures.contains(at));
    plain
        .filter_map(|(at, sentence)| {
            let tokens = sentence.tokens.as_slice();
            let (verb, words) = asserted(tokens)?;
            let draft = Draft { left: 0, right: tokens.len(), ..Draft::at(at, sentence.block, verb) };
            let before = Before { in_sentence: None, in_block: None, body: None, silent: &[] };
            let subject = subject::of(&draft, tokens, flow, headings, labels, before, steps);
            let place = tokens.get(words.0)?.span.cover(tokens.get(words.1)?.span);
            held(&subject, tokens, labels, tables).map(|(table, cell, forecast, holds)| Balanced {
                block: sentence.block,
                place,
                table,
                cell,
                forecast,
                holds,
            })
        })
        .collect()
}

/// The verb and the words of *är i balans*, *visar ett nollresultat*, *håller sin budget*.
fn asserted(tokens: &[Token]) -> Option<(usize, (usize, usize))> {
    let text = |at: usize| tokens.get(at).map_or("", Token::text);
    let said = (0..tokens.len()).find_map(|at| match text(at) {
        "i" if text(at + 1) == "balans" => Some((at, at + 1)),
        "nollresultat" => Some((at, at)),
        "håller" if text(at + 1).starts_with("budget") => Some((at, at + 1)),
        "håller" if matches!(text(at + 1), "sin" | "sina") && text(at + 2).starts_with("budget") => {
            Some((at, at + 2))
        }
        _ => None,
    })?;
    // What is hoped for, denied, half true or true of another time is not asserted.
    let doubted = tokens.iter().any(|t| {
        t.senses().has(Senses::IF | Senses::PREVIOUS | Senses::REST | Senses::MONTH)
            || matches!(
                t.text(),
                "inte"
                    | "ej"
                    | "utan"
                    | "utom"
                    | "förutom"
                    | "exklusive"
                    | "inklusive"
                    | "om"
                    | "ska"
                    | "skall"
                    | "bör"
                    | "kan"
                    | "måste"
                    | "nå"
                    | "nås"
                    | "uppnå"
                    | "uppnås"
                    | "för"
                    | "att"
                    | "stort"
                    | "nästan"
                    | "nära"
                    | "närmare"
                    | "ungefär"
                    | "undantag"
                    | "undantaget"
                    | "tidigare"
                    | "varit"
                    | "var"
                    | "mål"
                    | "målet"
                    | "åter"
                    | "först"
                    | "efter"
                    | "trots"
                    | "men"
                    | "medan"
            )
    });
    let verb = (said.0.saturating_sub(4)..=said.0).rev().find(|&at| {
        matches!(
            text(at),
            "är" | "ligger"
                | "går"
                | "visar"
                | "redovisar"
                | "uppvisar"
                | "prognostiserar"
                | "prognostiseras"
                | "beräknas"
                | "väntas"
                | "bedöms"
                | "håller"
                | "lämnar"
        )
    })?;
    let between = tokens.get(verb..said.0).unwrap_or(&[]);
    let straight = between.iter().all(|t| t.word().is_some() && !t.senses().is_content());
    (!doubted && straight).then_some((verb, said))
}

/// The one cell that tells whether it is so, and whether it does.
fn held(
    subject: &Subject,
    tokens: &[Token],
    labels: &Labels,
    tables: &[Table],
) -> Option<(usize, Place, bool, bool)> {
    let [row] = subject.rows.as_slice() else { return None };
    let named = labels.rows.get(*row).filter(|_| subject.sure && subject.named)?;
    let (table, columns) = (tables.get(named.table)?, &labels.tables.get(named.table)?.columns);
    let foretold = |t: &Token| t.senses().has(Senses::FORECAST) || matches!(t.text(), "väntas" | "bedöms");
    let forecast = tokens.iter().any(foretold);
    let claim = Features { deviation: true, forecast, ..Features::default() };
    let meant = |&(_, c): &(usize, &Features)| targets::rank(claim, *c, columns, named.role) == 2;
    let columns_of = || columns.iter().enumerate().take(targets::COLUMNS);
    let (mut fitting, mut budgets) =
        (columns_of().filter(meant), columns_of().filter(|(_, c)| c.budget && !c.deviation));
    let ((column, _), None) = (fitting.next()?, fitting.next()) else { return None };
    let ((budget, _), None) = (budgets.next()?, budgets.next()) else { return None };
    let (value, budget) = (table.value((named.row, column))?, table.value((named.row, budget))?);
    let share = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(budget)?.abs();
    // A per cent of the budget is what boards call balance. Two is where auditors of public bodies put the most that
    // is not material; what lies between is left to the reader.
    let holds = share <= Decimal::ONE;
    (holds || share > Decimal::TWO).then_some((named.table, (named.row, column), forecast, holds))
}
