//! What the computed figures say of a claim.

use super::{
    super::{
        figures::{Against, Draft},
        flow::Token,
        measure::{self, Match, Meant, ODDS},
        misprint,
        narrowed::gives_reason,
        subject::{Lack, Subject},
        targets::Target,
        tie::{Verdict, Why, as_written},
        vocabulary::Senses,
    },
    Computed,
};
use crate::engine::{interval::half_unit, report::State};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// The first computation that gives the figure, exactly where one does.
pub(super) fn agreeing(draft: &Draft, found: &[Computed], enough: u128) -> Option<Verdict> {
    if draft.meant.value.mantissa().unsigned_abs() < enough {
        return None;
    }
    let judged = found.iter().filter_map(|made| {
        let kind = compare(draft, made);
        let differ = |said: i8, is: i8| said != 0 && is != 0 && said != is;
        let opposed = differ(draft.more, made.more) || differ(draft.good(), made.good);
        (kind.agrees() && !opposed).then_some((made, kind))
    });
    let (made, kind) = judged.max_by_key(|(_, kind)| *kind == Match::Exact)?;
    Some(told(draft, made, kind))
}

/// The very size of the only change that may be meant, in the other direction: *minskade med 34,1* where it has grown.
pub(super) fn turned(draft: &Draft, found: &[Computed]) -> Option<Verdict> {
    let opposed = |made: &&Computed| {
        let differ = |said: i8, is: i8| said != 0 && is != 0 && said != is;
        compare(draft, made).agrees() && (differ(draft.more, made.more) || differ(draft.good(), made.good))
    };
    let made = found.iter().find(opposed).filter(|_| is_clear(draft))?;
    let values = found.iter().map(|made| made.amount.value);
    is_telling(draft.meant.value, values, ODDS).then(|| told(draft, made, Match::Sign))
}

/// The one change that may be meant, misprinted.
pub(super) fn misprinted(draft: &Draft, found: &[Computed]) -> Option<Verdict> {
    let enough = ODDS.saturating_mul(u32::try_from(found.len()).unwrap_or(u32::MAX));
    let like = |made: &&Computed| misprint::odds(draft.meant.value, made.amount.value) >= enough;
    let [made] = found.iter().filter(like).collect::<Vec<_>>()[..] else { return None };
    let told = draft.against != Against::Nothing || draft.moves;
    let other = found.iter().any(|made| compare(draft, made).agrees());
    (told && is_clear(draft) && !other).then(|| self::told(draft, made, Match::None))
}

/// Does nothing around a change say that it is of another time, or of a part?
fn is_clear(draft: &Draft) -> bool {
    // "3 mkr lägre 2023": then, and not now.
    let then = draft.against == Against::Unsaid && draft.against_year.is_some();
    // "Budgeten ökades med 3 mkr."
    let planned = draft.features.budget && draft.against == Against::Nothing;
    let apart = planned || draft.part || draft.aside || draft.borrowed || draft.elsewhen || draft.bare;
    !apart && !draft.qualified && !then
}

pub(super) fn against(draft: &Draft, made: &Computed) -> Option<Verdict> {
    let kind = compare(draft, made);
    let (a, b) = (draft.meant.value.abs(), made.amount.value.abs());
    let eight = Decimal::from(8);
    // So much too large or small is another thing's, as with cells.
    let alike = kind == Match::Thousand || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight);
    (!kind.agrees() && alike).then(|| told(draft, made, kind))
}

/// A computed figure that cannot be: `certain` of its row and of what is compared, by the cell beside it or by its words.
pub(super) fn contradicted(
    draft: &Draft,
    subject: &Subject,
    certain: bool,
    tokens: &[Token],
    found: &[Computed],
    is_budget: impl Fn(&Computed) -> bool,
) -> Option<Verdict> {
    let only = one(draft, found).filter(|_| certain)?;
    // "Steg från 134 till 225", "118 jämfört med 105 förra året": levels, and not how they differ.
    let before = draft.first.checked_sub(2).and_then(|at| tokens.get(at));
    let held = draft.lead == "med" && before.is_some_and(|t| matches!(t.text(), "jämfört" | "jämförelse"));
    let level = held || matches!(draft.lead.as_str(), "från" | "till");
    // "Kostade 23 mkr och överskrider budget med 3".
    let from_budget = draft.features.deviation && is_budget(only);
    let clear = !level
        && !draft.part
        && !draft.aside
        && !draft.borrowed
        && !draft.elsewhen
        && !draft.qualified
        && only.places.len() == 2
        && subject.lack != Lack::Unnamed
        && (draft.against != Against::Nothing || draft.moves || from_budget && draft.own_measure);
    // What follows may narrow what is compared.
    let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
    // What a cause added is not all that it changed by, unless what it is compared with is named.
    let compared = draft.against != Against::Nothing;
    let told = (0..right.len())
        .take_while(|&at| !(compared && gives_reason(right, at)))
        .filter_map(|at| right.get(at));
    let narrowed = told.into_iter().any(|t| t.word().is_some() && t.senses().is_content());
    // "Efter att ha ökat med 13 mkr året innan": then, from what it was before that.
    let then = draft.moves
        && right.iter().position(|t| t.senses().has(Senses::PREVIOUS)).is_some_and(|at| {
            let from = |t: &Token| matches!(t.text(), "från" | "än" | "jämfört" | "mot" | "sedan");
            !right.iter().take(at).any(from)
        });
    if clear && !narrowed && !then { against(draft, only) } else { None }
}

/// What several computations come to that are the same as far as the figure tells, as of a row that stands in two tables.
fn one<'a>(draft: &Draft, found: &'a [Computed]) -> Option<&'a Computed> {
    let first = found.first()?;
    let as_told =
        |made: &Computed| (measure::rounded(made.amount.value, draft.meant.value.scale()), made.more);
    found.iter().all(|made| as_told(made) == as_told(first)).then_some(first)
}

fn compare(draft: &Draft, made: &Computed) -> Match {
    let meant = Meant { signed: false, ..draft.meant };
    measure::compare(meant, made.amount.value, made.amount.stands)
}

fn told(draft: &Draft, made: &Computed, kind: Match) -> Verdict {
    let state = match kind {
        Match::Exact => State::Verified,
        Match::Rounding => State::Rounding,
        _ => State::Contradicted,
    };
    let expected = as_written(made.amount.value, draft);
    let against = expected.is_sign_negative() != draft.meant.value.is_sign_negative();
    Verdict {
        state,
        target: Some(Target {
            table: made.table,
            places: made.places.clone(),
            value: made.amount.value,
            stands: made.amount.stands,
            unit: made.unit,
            unit_sure: true,
            rank: 1,
            deviation: false,
            result: false,
            change: true,
            over: 0,
            working: made.working.clone(),
        }),
        kind: Some(kind),
        expected: Some(if against { -expected } else { expected }),
        unit: made.unit,
        why: Why::Nothing,
    }
}

/// Would few of the figures that could stand in a figure's place have agreed with any of some values?
pub(super) fn is_telling(figure: Decimal, values: impl Iterator<Item = Decimal>, odds: u32) -> bool {
    let figure = figure.abs();
    let (half, double) = (figure.checked_div(Decimal::TWO), figure.checked_mul(Decimal::TWO));
    let Some((half, double)) = half.zip(double) else { return false };
    let alike: BTreeSet<Decimal> = values
        .map(|value| measure::rounded(value.abs(), figure.scale()))
        .filter(|value| (half..=double).contains(value))
        .collect();
    let unit = half_unit(figure).saturating_mul(Decimal::TWO);
    let forms = double.saturating_sub(half).checked_div(unit).unwrap_or_default();
    Decimal::from(alike.len()).saturating_mul(Decimal::from(odds)) <= forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_tells_by_its_digits_and_by_how_few_are_like_it() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let tells = |figure: &str, values: &[&str]| {
            is_telling(number(figure), values.iter().map(|v| number(v)), ODDS)
        };
        assert!(tells("41.0", &["41.0", "75.5", "139.9", "98.9", "9.2"]));
        assert!(!tells("2", &["2"]));
        assert!(tells("1.4", &["1.4"]));
        assert!(!tells("1.4", &["1.4", "1.1", "0.9"]));
        // What is far from it in size would not have been taken for it.
        assert!(tells("1.4", &["1.4", "110", "0.09"]));
    }
}
