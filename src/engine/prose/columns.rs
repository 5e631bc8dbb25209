//! What figures measure, and what every column holds, by its words and by its figures.

use super::vocabulary::{self, Account, Body, Senses, Vocabulary};
use crate::engine::{
    report::{Column, ColumnRole, RelationKind, Table},
    words,
};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What a figure measures, of when: for a claim what its sentence says, for a cell what its headers say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that the words say or do not say")]
pub(super) struct Features {
    pub(super) deviation: bool,
    pub(super) forecast: bool,
    pub(super) budget: bool,
    pub(super) outcome: bool,
    pub(super) result: bool,
    pub(super) change: bool,
    pub(super) share: bool,
    pub(super) goal: bool,
    pub(super) previous: bool,
    pub(super) full_year: bool,
    pub(super) to_date: bool,
    pub(super) year: Option<u16>,
    pub(super) month: Option<u8>,
    /// Whose accounts: the municipality's, or its group's.
    pub(super) body: Option<Body>,
    /// Income, costs or their net, where that is a matter of columns: *Intäkter 2024*.
    pub(super) account: Option<Account>,
    /// Of all years of a project: *Total budget*.
    pub(super) in_all: bool,
    /// A column without a telling header that the arithmetic shows to be a difference: of what is not known.
    pub(super) deduced: bool,
}

impl Features {
    /// Takes in what a word says.
    pub(super) fn add(&mut self, senses: Senses) {
        self.deviation |= senses.has(Senses::DEVIATION);
        self.forecast |= senses.has(Senses::FORECAST);
        self.budget |= senses.has(Senses::BUDGET);
        self.outcome |= senses.has(Senses::OUTCOME);
        self.result |= senses.has(Senses::RESULT);
        self.change |= senses.has(Senses::CHANGE);
        self.share |= senses.has(Senses::SHARE);
        self.goal |= senses.has(Senses::GOAL);
        self.previous |= senses.has(Senses::PREVIOUS);
        self.full_year |= senses.has(Senses::FULL_YEAR);
        self.to_date |= senses.has(Senses::TO_DATE);
    }

    /// The newest year of the columns that hold the same measure.
    pub(super) fn newest_alike(self, columns: &[Self]) -> Option<u16> {
        let kind = |c: Self| (c.deviation, c.forecast, c.budget, c.change, c.share, c.account);
        columns.iter().filter(|&&other| kind(other) == kind(self)).filter_map(|c| c.year).max()
    }

    /// Is it of something that may yet come otherwise, or be told of otherwise, and not only computed from levels?
    pub(super) fn is_kind_of_level(self) -> bool {
        self.forecast || self.budget || self.outcome || self.result || self.goal
    }

    /// Is anything said of what is measured?
    pub(super) fn has_measure(self) -> bool {
        self.deviation
            || self.forecast
            || self.budget
            || self.outcome
            || self.result
            || self.change
            || self.share
            || self.goal
    }
}

/// What every column holds, by its role and by the words of its header.
pub(super) fn of(table: &Table, vocabulary: &Vocabulary) -> Vec<Features> {
    let mut columns: Vec<Features> =
        table.columns.iter().map(|column| column_features(column, vocabulary)).collect();
    // The deviation of the whole year, where the year is not over, is that of the forecast.
    let forecast = columns.iter().any(|c| c.forecast && !c.deviation);
    for features in &mut columns {
        features.forecast |= forecast && features.deviation && features.full_year && !features.to_date;
    }
    // A deviation is of what it is the difference of: of the forecast, or of what was used so far.
    for at in 0..columns.len() {
        let Some(own) = columns.get(at).copied().filter(|c| c.deviation && !c.forecast && !c.to_date) else {
            continue;
        };
        let Some((forecast, of)) = minuends(table, at, &columns) else { continue };
        if let Some(features) = columns.get_mut(at) {
            features.forecast |= forecast;
            features.month = own.month.or(of.month).filter(|_| !forecast);
            features.to_date |= of.to_date && !forecast;
            features.year = own.year.or(of.year);
        }
    }
    // Beside a budget and a forecast, and nothing that has been used, a deviation is that of the forecast.
    let used = columns.iter().any(|c| c.outcome && !c.previous);
    for features in &mut columns {
        features.forecast |= forecast && !used && features.deviation && !features.to_date;
    }
    // The only column is what the table is called.
    if let [features] = columns.as_mut_slice()
        && !features.has_measure()
    {
        let year = features.year;
        *features = header_features(&table.title, ColumnRole::Other, vocabulary);
        features.year = features.year.or(year);
    }
    // Beside the budget of the same year, and where no column is called so, what is headed with a year is its outcome.
    let planned = columns.iter().filter(|c| c.budget || c.forecast).filter_map(|c| c.year).min();
    let told = columns.iter().any(|c| c.outcome || c.account.is_some());
    let came = columns.iter().any(|c| !c.has_measure() && c.year.is_some() && c.year == planned);
    if let Some(planned) = planned.filter(|_| !told && came) {
        for features in columns.iter_mut().filter(|c| !c.has_measure()) {
            features.outcome = features.year.is_some_and(|year| year <= planned);
        }
    }
    for (at, features) in columns.iter_mut().enumerate() {
        // Income, costs and what they leave are levels, and told as such.
        let named = features.has_measure() || features.account.is_some();
        if !named && features.year.is_none() && is_difference(table, at) {
            features.deviation = true;
            features.deduced = true;
        }
        // A forecast that is small and of either sign where the other columns are not forecasts the deviation.
        features.deviation |= features.forecast && !features.deviation && is_small_and_mixed(table, at);
    }
    columns
}

/// What a column of differences is the difference of, besides a budget, in most of its rows: whether that is a
/// forecast, and what else its head says.
fn minuends(table: &Table, column: usize, columns: &[Features]) -> Option<(bool, Features)> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for relation in table.relations.iter().filter(|r| r.kind == RelationKind::Difference) {
        let (row, at) = relation.total;
        if at == column && relation.terms.iter().all(|t| t.cell.0 == row) {
            let others = relation.terms.iter().map(|t| t.cell.1);
            let used =
                others.filter(|&c| columns.get(c).is_some_and(|c| !c.budget || c.forecast || c.outcome));
            for c in used {
                *votes.entry(c).or_default() += 1;
            }
        }
    }
    let (&of, _) = votes.iter().max_by_key(|(_, n)| **n).filter(|(_, n)| **n >= 2)?;
    let of = columns.get(of).copied().filter(|c| c.outcome || c.forecast)?;
    Some((of.forecast, of))
}

/// Is a column the difference of two others in most rows?
fn is_difference(table: &Table, column: usize) -> bool {
    let rows = table.relations.iter().filter(|relation| {
        let (row, at) = relation.total;
        relation.kind == RelationKind::Difference
            && at == column
            && relation.terms.iter().all(|t| t.cell.0 == row)
    });
    // Half the rows, and never one alone.
    let count = rows.count();
    count >= 2 && count * 2 >= table.rows.len()
}

/// See [`is_small_and_mixed`], for a column that is only known by its place.
pub(super) fn is_small_and_mixed_column(tables: &[Table], table: usize, column: usize) -> bool {
    tables.get(table).is_some_and(|table| is_small_and_mixed(table, column))
}

fn is_small_and_mixed(table: &Table, column: usize) -> bool {
    let (mut up, mut down) = (false, false);
    let (mut own, mut largest) = (Decimal::ZERO, Decimal::ZERO);
    for row in 0..table.rows.len() {
        let Some(value) = table.value((row, column)) else { continue };
        up |= value > Decimal::ZERO;
        down |= value < Decimal::ZERO;
        own = own.saturating_add(value.abs());
        let most = (0..table.columns.len()).filter_map(|c| table.value((row, c))).map(|v| v.abs()).max();
        largest = largest.saturating_add(most.unwrap_or_default());
    }
    up && down && own.saturating_mul(Decimal::TWO) < largest
}

fn column_features(column: &Column, vocabulary: &Vocabulary) -> Features {
    header_features(&column.header, column.role, vocabulary)
}

fn header_features(header: &str, role: ColumnRole, vocabulary: &Vocabulary) -> Features {
    let mut features = Features::default();
    let lower = header.to_lowercase();
    for word in words::words(header) {
        let senses = vocabulary.senses(&word);
        features.add(senses);
        features.deviation |= matches!(word.text.as_str(), "avv" | "diff" | "skillnad");
        features.previous |= word.text == "fg";
        features.in_all |= vocabulary::is_in_all(&word.text);
        features.body = vocabulary::body_of_accounts(&word.text).or(features.body);
        features.account = vocabulary::account(&word.text).or(features.account);
        // "Jan-Mars": the last month is the one reported.
        features.month = vocabulary::month(&word.text).or(features.month);
    }
    let packed = packed_month(&lower).filter(|_| role != ColumnRole::Other);
    features.year = year_in(&lower).or_else(|| short_year(&lower)).or(packed.map(|packed| packed.0));
    let month = packed.map(|packed| packed.1).filter(|month| *month < 12);
    features.month = features.month.or_else(|| month_of_date(&lower)).or(month);
    features.to_date |= features.month.is_some();
    features.in_all |= lower.starts_with("total") || vocabulary::is_in_all(&lower.replace([' ', '-'], ""));
    features.full_year |= lower.contains("årsbudget") || lower.contains("årsprognos");
    match role {
        ColumnRole::Budget => features.budget = true,
        ColumnRole::Outcome => features.outcome = true,
        ColumnRole::Forecast => features.forecast = true,
        ColumnRole::Deviation => features.deviation = true,
        ColumnRole::Change => features.change = true,
        ColumnRole::Previous => features.previous = true,
        ColumnRole::Share => features.share = true,
        _ => {}
    }
    if features.deviation {
        // The deviation from a budget is no budget, that of an outcome no outcome.
        features.budget = false;
        features.outcome = false;
        features.result = false;
    }
    if features.full_year && features.to_date && features.month.is_none() {
        features.to_date = false;
    }
    features
}

/// The month of *2025-08*, up to which a column goes; with December the year is whole.
fn month_of_date(header: &str) -> Option<u8> {
    header.split_whitespace().find_map(|word| {
        let (year, rest) = word.split_once('-')?;
        year.parse::<u16>().ok().filter(|year| (1900..2100).contains(year))?;
        rest.get(..2)?.parse::<u8>().ok().filter(|month| (1..12).contains(month))
    })
}

/// The year of *jan-aug 24*: two digits behind a month.
fn short_year(header: &str) -> Option<u16> {
    let parts: Vec<&str> = header.split_whitespace().collect();
    parts.windows(2).find_map(|pair| {
        let [period, year] = pair else { return None };
        let month = period.split(['-', '–']).any(|part| vocabulary::month(part).is_some());
        let digits = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
        (month && digits).then(|| year.parse::<u16>().ok())?.map(|year| 2000 + year)
    })
}

/// The year and the month of *Utfall 2309* and *Utfall 2301–2309*, as ledgers print them: the month up to which it goes.
fn packed_month(header: &str) -> Option<(u16, u8)> {
    let parts = header.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    let mut months = parts.filter_map(|part| {
        let (year, month) = (part.get(..2)?.parse::<u16>().ok()?, part.get(2..)?.parse::<u8>().ok()?);
        // Those that are years themselves are read so.
        let packed = !matches!(year, 19 | 20) && (1..=12).contains(&month);
        packed.then_some((2000 + year, month))
    });
    months.next_back()
}

/// A year in a header.
pub(super) fn year_in(text: &str) -> Option<u16> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|part| part.len() == 4)
        .find_map(|part| part.parse().ok().filter(|year| (1900..2100).contains(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_written_in_several_ways() {
        let vocabulary = Vocabulary::new();
        for (header, role, year, month) in [
            ("Utfall 2309", ColumnRole::Outcome, Some(2023), Some(9)),
            ("Utfall 2301–2309", ColumnRole::Outcome, Some(2023), Some(9)),
            ("Utfall 2312", ColumnRole::Outcome, Some(2023), None),
            ("Utfall 2023-09", ColumnRole::Outcome, Some(2023), Some(9)),
            ("Utfall jan-sep 23", ColumnRole::Outcome, Some(2023), Some(9)),
            ("Utfall 2012", ColumnRole::Outcome, Some(2012), None),
            // A number of an account, and no time.
            ("2309", ColumnRole::Other, None, None),
            ("Utfall 2360", ColumnRole::Outcome, None, None),
        ] {
            let features = header_features(header, role, &vocabulary);
            assert_eq!((features.year, features.month), (year, month), "{header}");
        }
    }
}
