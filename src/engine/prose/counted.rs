//! *Tre av fyra enheter redovisar underskott*: how many rows of a table deviate in one direction, told in words.
//!
//! Which rows are counted has to be certain: as many as the words say there are, and of the one table that has so many
//! beside a column of deviations. Where no head or label of that table has the word for what is counted, or its signs
//! could be read the other way, another number is no error. *Samtliga* says no number; it is only borne out.

use super::{
    around::year_of,
    columns::Features,
    flow::{Flow, Kindred, Token},
    labels::Labels,
    targets::{self, COLUMNS},
    vocabulary::{self, Senses},
};
use crate::engine::{
    report::{Place, RowRole, Table},
    source::Source,
    span::Span,
    words,
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::collections::BTreeMap;

/// Rows of a table of bodies at most; no report counts more in words.
const ROWS: usize = 64;

/// A number of rows that are told to deviate in one direction.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) block: usize,
    /// From the number to the word for the direction, in the block's text.
    pub(super) place: Span,
    /// What is counted, as it is called.
    pub(super) noun: String,
    pub(super) said: u32,
    pub(super) forecast: bool,
    pub(super) table: usize,
    pub(super) column: usize,
    /// How many rows do.
    pub(super) many: usize,
    /// Their cells; all of them where none does.
    pub(super) cells: Vec<Place>,
    pub(super) state: Counting,
}

/// How a number of rows agrees with the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    Holds,
    Fails,
    /// Another number, of rows that may not be the ones that are meant.
    Open,
}

/// What a sentence says is so many.
struct Told<'a> {
    said: u32,
    /// How many there are, where it says so.
    of: Option<u32>,
    noun: &'a Token,
    negative: bool,
    forecast: bool,
    place: Span,
}

/// Finds what is counted in the sentences, with the table that it is counted in.
pub(super) fn find(
    source: &Source,
    flow: &Flow,
    labels: &Labels,
    tables: &[Table],
    steps: &mut u64,
) -> Vec<Counted> {
    let told = flow.sentences.iter().filter_map(|s| Some((s.block, told(&s.tokens)?)));
    let told: Vec<(usize, Told<'_>)> = told.collect();
    if told.is_empty() {
        return Vec::new();
    }
    // Once for all sentences.
    let sets = [false, true].map(|forecast| sets(forecast, labels, tables, steps));
    let [now, to_come] = &sets;
    let set = |told: &Told<'_>| {
        let sets = if told.forecast { to_come } else { now };
        let mut fitting = match told.of {
            Some(of) => sets.get(&of)?.iter(),
            None if sets.len() == 1 => sets.values().next()?.iter(),
            None => return None,
        };
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only)
    };
    told.iter().filter_map(|(block, told)| count(told, *block, set(told)?, source, labels, tables)).collect()
}

/// The rows of a table that are told one by one, beside its one column of deviations.
struct Set {
    table: usize,
    column: usize,
    cells: Vec<Place>,
}

/// The sets of rows that may be counted, by how many there are.
fn sets(forecast: bool, labels: &Labels, tables: &[Table], steps: &mut u64) -> BTreeMap<u32, Vec<Set>> {
    let claim = Features { deviation: true, forecast, ..Features::default() };
    let mut sets: BTreeMap<u32, Vec<Set>> = BTreeMap::new();
    for (index, (table, referred)) in tables.iter().zip(&labels.tables).enumerate() {
        let columns = referred.columns.get(..COLUMNS).unwrap_or(&referred.columns);
        *steps += columns.len() as u64;
        let meant = |c: &Features| targets::rank(claim, *c, columns, RowRole::Item) == 2;
        let mut meant = columns.iter().enumerate().filter(|(_, c)| meant(c)).map(|(at, _)| at);
        let (Some(column), None) = (meant.next(), meant.next()) else { continue };
        let Some(cells) = items(index, table, column, labels) else { continue };
        *steps += cells.len() as u64;
        let many = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        sets.entry(many).or_default().push(Set { table: index, column, cells });
    }
    sets
}

fn number(token: &Token) -> Option<u32> {
    match &token.kind {
        Kindred::Figure(number) => {
            let value = number.figure.value;
            value.to_u32().filter(|_| value.scale() == 0 && value < Decimal::ONE_HUNDRED)
        }
        _ => vocabulary::number_word(token.text()),
    }
}

/// *Tre av fyra enheter redovisar ett underskott*, *samtliga nämnder visar överskott*: a plain assertion of now.
fn told(tokens: &[Token]) -> Option<Told<'_>> {
    let (start, said, of, noun) = tokens.iter().enumerate().find_map(|(at, token)| {
        if matches!(token.text(), "samtliga" | "alla") {
            return Some((at, u32::MAX, None, at + 1));
        }
        let said = number(token).filter(|_| tokens.get(at + 1).is_some_and(|t| t.text() == "av"))?;
        let article =
            |t: &Token| matches!(t.text(), "de" | "totalt" | "våra" | "kommunens" | "nämndens" | "bolagets");
        let all = at + 2 + tokens.iter().skip(at + 2).take(2).take_while(|t| article(t)).count();
        let of = tokens.get(all).and_then(number)?;
        Some((at, said, Some(of), all + 1))
    })?;
    let named = tokens.get(noun).filter(|t| t.word().is_some_and(|word| word.text.chars().count() > 3))?;
    let verb = tokens.get(noun + 1).filter(|t| vocabulary::shows(t.text()))?;
    // Between the verb and the direction only what belongs to it: "ett", "en negativ".
    let rest = tokens.get(noun + 2..)?;
    let direction = rest.iter().take(4).position(|t| t.senses().has(Senses::DEVIATION))?;
    let senses = |sense| rest.iter().take(direction + 1).any(|t| t.senses().has(sense));
    let straight = rest.iter().take(direction).all(|t| t.word().is_some() && !t.senses().is_content());
    let (negative, positive) = (senses(Senses::NEGATIVE), senses(Senses::POSITIVE));
    // "… mot budget" and the end; what else follows may narrow what is counted.
    let ends = rest.iter().skip(direction + 1).find(|t| {
        !matches!(t.text(), "mot" | "gentemot" | "i" | "jämfört" | "med") && !t.senses().has(Senses::BUDGET)
    });
    let ends = ends.is_none_or(|t| matches!(t.kind, Kindred::Mark('.' | ',' | ';' | ')')));
    let doubted = tokens.iter().any(|t| {
        t.senses().has(Senses::IF | Senses::PREVIOUS | Senses::MONTH | Senses::REST)
            || vocabulary::is_earlier_report(t.text())
            || year_of(t).is_some()
            || matches!(t.text(), "inte" | "ej" | "utom" | "förutom" | "bland" | "om" | "exklusive")
    });
    let place = tokens.get(start)?.span.cover(rest.get(direction)?.span);
    let forecast =
        tokens.iter().any(|t| t.senses().has(Senses::FORECAST)) || vocabulary::foretells(verb.text());
    (straight && ends && !doubted && negative != positive).then_some(Told {
        said,
        of,
        noun: named,
        negative,
        forecast,
        place,
    })
}

/// How many of a set of rows are what is told of them.
fn count(
    told: &Told<'_>,
    block: usize,
    set: &Set,
    source: &Source,
    labels: &Labels,
    tables: &[Table],
) -> Option<Counted> {
    let Set { table, column, cells: all } = set;
    let named = names(told.noun, tables.get(*table)?, labels, *table, source);
    let value = |place: &&Place| tables.get(*table).and_then(|t| t.value(**place)).unwrap_or_default();
    let below = all.iter().filter(|place| value(place) < Decimal::ZERO);
    let above = all.iter().filter(|place| value(place) > Decimal::ZERO);
    let (own, other): (Vec<Place>, usize) = if told.negative {
        (below.copied().collect(), above.count())
    } else {
        (above.copied().collect(), below.count())
    };
    let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let said = if told.of.is_none() { many(all.len()) } else { told.said };
    let state = match (many(own.len()) == said, told.of) {
        (true, Some(_)) => Counting::Holds,
        (true, None) if named => Counting::Holds,
        (false, Some(_)) if named && many(other) != said => Counting::Fails,
        (false, Some(_)) => Counting::Open,
        (_, None) => return None,
    };
    Some(Counted {
        block,
        place: told.place,
        noun: told.noun.text().to_owned(),
        said,
        forecast: told.forecast,
        table: *table,
        column: *column,
        many: own.len(),
        cells: if own.is_empty() { all.clone() } else { own },
        state,
    })
}

/// The cells of a column in the rows that are no sums and no parts, where each has one.
fn items(index: usize, table: &Table, column: usize, labels: &Labels) -> Option<Vec<Place>> {
    let first = labels.row(index, 0)?;
    let rows = labels.rows.iter().skip(first).take(table.rows.len());
    let whole = |row: usize| labels.tables.get(index).is_some_and(|t| t.wholes.contains(&row));
    let items: Vec<Place> = (first..)
        .zip(rows)
        .filter(|(at, named)| {
            !named.total
                && !whole(*at)
                && !matches!(named.role, RowRole::Total | RowRole::Net | RowRole::Result | RowRole::Part)
        })
        .map(|(_, named)| (named.row, column))
        .collect();
    let complete = items.iter().all(|&place| table.value(place).is_some());
    (complete && (2..=ROWS).contains(&items.len())).then_some(items)
}

/// Does the table have the word for what is counted: in its title, above its labels, or in most of them?
fn names(noun: &Token, table: &Table, labels: &Labels, index: usize, source: &Source) -> bool {
    let Some(noun) = noun.word() else { return false };
    let like = |word: &str| {
        word.chars().count() > 3
            && (noun.text.starts_with(word)
                || words::stem(word) == noun.stem
                || words::key(word) == noun.stem)
    };
    let head = source.line_span(table.first_line.saturating_sub(1) as usize).start as usize;
    let first = labels.tables.get(index).map_or(0, |t| t.start as usize);
    let head = source.text.get(head..first).unwrap_or("");
    // The first line of a table holds its first label at the end.
    let says = |text: &str| words::plain(text).iter().any(|(_, word)| like(word));
    let ends = |label: &str| {
        words::plain(label).iter().any(|(_, word)| words::key(word).ends_with(noun.stem.as_str()))
    };
    let of_kind = table.rows.iter().filter(|row| ends(&row.label)).count();
    says(&table.title) || says(head) || of_kind * 2 > table.rows.len()
}
