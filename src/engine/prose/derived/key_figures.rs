//! Key figures that annual reports define alike: *soliditeten* is what the equity is of all assets.
//!
//! A company may adjust the equity before it divides, and says so seldom. So such a figure is borne out where the rows give
//! it, and never spoken against.

use super::{
    super::{columns::Features, figures::Draft, flow::Token},
    Computed, Scene,
};
use crate::engine::{report::Place, unit::Unit};

/// A key figure with the rows that it is computed from, as reports call them without *summa*.
struct KeyFigure {
    /// How the word for it begins.
    name: &'static str,
    of: Form,
    first: &'static [&'static str],
    second: &'static [&'static str],
}

enum Form {
    /// The first in per cent of the second.
    Share,
    /// The first less the second.
    Difference,
}

/// As annual reports define them, in the lists of definitions that they print themselves.
const KEY_FIGURES: &[KeyFigure] = &[
    KeyFigure {
        name: "soliditet",
        of: Form::Share,
        first: &["eget kapital"],
        second: &[
            "tillgångar",
            "eget kapital och skulder",
            "eget kapital avsättningar och skulder",
            "skulder och eget kapital",
            "balansomslutning",
        ],
    },
    KeyFigure {
        name: "rörelsemarginal",
        of: Form::Share,
        first: &["rörelseresultat"],
        second: &["nettoomsättning", "omsättning", "rörelsens intäkter", "intäkter", "rörelseintäkter"],
    },
    KeyFigure {
        name: "vinstmarginal",
        of: Form::Share,
        first: &["resultat efter finansiella poster"],
        second: &["nettoomsättning", "omsättning", "rörelsens intäkter", "intäkter", "rörelseintäkter"],
    },
    KeyFigure {
        name: "kassalikviditet",
        of: Form::Share,
        first: &["omsättningstillgångar"],
        second: &["kortfristiga skulder"],
    },
    KeyFigure {
        name: "finansnetto",
        of: Form::Difference,
        first: &["resultat efter finansiella poster", "resultat före skatt"],
        second: &["rörelseresultat", "verksamhetens resultat", "resultat före finansiella poster"],
    },
];

/// Every name that a row of a key figure may have.
pub(in crate::engine::prose) fn names() -> impl Iterator<Item = &'static str> {
    KEY_FIGURES.iter().flat_map(|key| key.first.iter().chain(key.second)).copied()
}

impl Scene<'_> {
    /// What a key figure that the words before a figure name comes to, in every column of its time.
    pub(super) fn key_figures(&self, draft: &Draft, left: &[Token], steps: &mut u64) -> Vec<Computed> {
        let share = draft.meant.unit == Some(Unit::Percent);
        let named = left.iter().rev().find_map(|t| {
            let word = t.word()?;
            KEY_FIGURES.iter().find(|key| word.text.starts_with(key.name))
        });
        let Some(key) = named.filter(|key| matches!(key.of, Form::Share) == share) else { return Vec::new() };
        let mut found = Vec::new();
        for first in self.called(key.first) {
            // The first name that the table has a row of is the whole.
            let second = key
                .second
                .iter()
                .find_map(|name| self.called(&[*name]).into_iter().find(|second| second.0 == first.0));
            let Some(second) = second else { continue };
            for (column, features) in self.columns(first.0).iter().enumerate() {
                *steps += 1;
                if is_of_its_time(draft, features, self.columns(first.0)) {
                    let (top, bottom): (Place, Place) = ((first.1, column), (second.1, column));
                    found.extend(match key.of {
                        Form::Share => self.share(first.0, &[top], &[bottom]),
                        Form::Difference => self.difference(draft, first.0, top, bottom),
                    });
                }
            }
        }
        found
    }

    /// The rows that are called so, each with its table.
    fn called(&self, names: &[&'static str]) -> Vec<(usize, usize)> {
        let labels = self.reading.labels;
        let rows = names.iter().filter_map(|name| labels.by_key_figure.get(name)).flatten();
        rows.filter_map(|&row| labels.rows.get(row)).map(|named| (named.table, named.row)).collect()
    }
}

/// Is a column a level of the body and of the time that the words say?
fn is_of_its_time(draft: &Draft, column: &Features, columns: &[Features]) -> bool {
    let claim = draft.features;
    let level = !column.deviation && !column.change && !column.share && column.budget == claim.budget;
    let body = claim.body.is_none() || column.body == claim.body || columns.iter().all(|c| c.body.is_none());
    let before = claim.previous || draft.lead == "från" || draft.aside || draft.lead == "mot";
    let newest = column.newest_alike(columns);
    let year = match claim.year {
        Some(year) => column.year.is_none_or(|own| own == year),
        None if before => column.year != newest || column.year.is_none() || column.previous,
        None => column.year == newest && !column.previous,
    };
    level && body && year
}
