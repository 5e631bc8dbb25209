//! What the computed figures say of a claim.

use super::{
    super::{
        figures::{Against, Draft},
        flow::Token,
        measure::{self, Match, Meant},
        subject::{Lack, Subject},
        targets::Target,
        tie::{Verdict, Why, as_written},
    },
    Computed,
};
use crate::engine::report::{Place, State};
use rust_decimal::Decimal;

/// The first computation that gives the figure, exactly where one does.
pub(super) fn agreeing(draft: &Draft, found: &[Computed], enough: u128) -> Option<Verdict> {
    if draft.meant.value.mantissa().unsigned_abs() < enough {
        return None;
    }
    let judged = found.iter().filter_map(|made| {
        let kind = compare(draft, made);
        let differ = |said: i8, is: i8| said != 0 && is != 0 && said != is;
        let opposed = differ(draft.more, made.more) || differ(draft.direction, made.good);
        (kind.agrees() && !opposed).then_some((made, kind))
    });
    let (made, kind) = judged.max_by_key(|(_, kind)| *kind == Match::Exact)?;
    Some(told(draft, made, kind))
}

pub(super) fn against(draft: &Draft, made: &Computed) -> Option<Verdict> {
    let kind = compare(draft, made);
    let (a, b) = (draft.meant.value.abs(), made.amount.value.abs());
    let eight = Decimal::from(8);
    // So much too large or small is another thing's, as with cells.
    let alike = kind == Match::Thousand || a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight);
    (!kind.agrees() && alike).then(|| told(draft, made, kind))
}

/// A computed figure that cannot be: only beside the cell that it is computed from.
pub(super) fn contradicted(
    draft: &Draft,
    subject: &Subject,
    anchor: Option<(usize, Place)>,
    tokens: &[Token],
    found: &[Computed],
) -> Option<Verdict> {
    let ([only], Some(_)) = (found, anchor) else { return None };
    let clear = !draft.part
        && !draft.aside
        && !draft.borrowed
        && !draft.elsewhen
        && only.places.len() == 2
        && subject.lack != Lack::Unnamed
        && (draft.against != Against::Nothing || draft.moves);
    // What follows may narrow what is compared.
    let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
    let narrowed = right.iter().any(|t| t.word().is_some() && t.senses().is_content());
    if clear && !narrowed { against(draft, only) } else { None }
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
