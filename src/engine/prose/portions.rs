//! One figure of a sentence told as so many per cent of another: *10 mkr motsvarar 5 procent av 200 mkr*, *175 av budgeterade
//! 218 mkr, en genomförandegrad på 80 procent*.

use super::{
    figures::{Against, Draft},
    flow::{Kindred, Token},
    sums::{Sum, is_money, ratio},
    vocabulary::{self, Senses},
};
use crate::engine::unit::Unit;
use rust_decimal::Decimal;
use std::ops::Range;

/// Tokens between two figures that still are of one thought.
const NEAR: usize = 8;

/// Every share that the figures of a sentence are of each other.
pub(super) fn find(tokens: &[Token], drafts: &[Draft], sentence: Range<usize>, found: &mut Vec<Sum>) {
    let told =
        |at: Option<usize>| at.filter(|at| sentence.contains(at)).and_then(|at| Some((at, drafts.get(at)?)));
    for percent in sentence.clone() {
        let Some(share) = drafts.get(percent).filter(|d| d.meant.unit == Some(Unit::Percent)) else {
            continue;
        };
        let before = told(percent.checked_sub(1)).filter(|(_, d)| is_money(d));
        let (first, next) =
            (told(percent.checked_sub(2)).filter(|(_, d)| is_money(d)), told(percent.checked_add(1)));
        if let (Some((part, a)), Some((whole, b))) = (before, next)
            && is_money(b)
            && is_of(tokens, a, share, b)
        {
            // "Blev 577 mkr, 19 mkr mer än 2018, och utgör 63 procent av 910": of what was told first.
            let level = |d: &Draft| d.against == Against::Nothing;
            match (level(a), first) {
                (true, _) => found.extend(ratio(drafts, percent, part, whole, false)),
                (false, Some((one, _))) => {
                    found.extend(ratio(drafts, percent, one, whole, false).filter(|sum| sum.holds));
                }
                _ => {}
            }
        } else if let (Some((one, a)), Some((other, b))) = (first, before)
            && a.against == Against::Nothing
            && b.against == Against::Nothing
        {
            let (part, whole) = if is_part_of(tokens, a, b) && is_linked(tokens, b, share) {
                (one, other)
            } else if is_of_whole(tokens, a) && is_beside(tokens, b, share) {
                (other, one)
            } else {
                continue;
            };
            let sum = ratio(drafts, percent, part, whole, false);
            found.extend(
                sum.filter(|_| is_all(tokens, share)).filter(|sum| sum.holds || is_alike(sum, share)),
            );
        }
    }
}

fn between<'a>(tokens: &'a [Token], a: &Draft, b: &Draft) -> &'a [Token] {
    tokens.get(a.last + 1..b.first).unwrap_or(&[])
}

/// *10 mkr motsvarar 5 procent av 200 mkr*
fn is_of(tokens: &[Token], part: &Draft, share: &Draft, whole: &Draft) -> bool {
    let says =
        between(tokens, part, share).iter().any(|t| vocabulary::tells_share(t.text()) || t.text() == "är");
    let named = between(tokens, share, whole);
    let of = named.first().is_some_and(|t| t.text() == "av");
    // "66 procent av kostnaderna, och var 2,0 mkr högre än 2020": the whole is named, and has no figure.
    let ends = named.iter().any(|t| t.is_mark(',') || t.senses().has(Senses::CLAUSE));
    says && of && !ends && named.len() < NEAR
}

/// *175 mkr av budgeterade 218*: with nothing between but what the whole is called.
fn is_part_of(tokens: &[Token], part: &Draft, whole: &Draft) -> bool {
    let between = between(tokens, part, whole);
    between.first().is_some_and(|t| t.text() == "av")
        && between.len() < NEAR
        && between.iter().all(|t| matches!(t.kind, Kindred::Word(..)) && !t.senses().has(Senses::CLAUSE))
}

/// *av budgeten på 218 mkr har …*: the whole is told first.
fn is_of_whole(tokens: &[Token], whole: &Draft) -> bool {
    let left = tokens.get(whole.left..whole.first).unwrap_or(&[]);
    left.first().is_some_and(|t| t.text() == "av") && left.iter().any(|t| t.senses().has(Senses::BUDGET))
}

/// *, en genomförandegrad på 80 procent*, *, alltså 80 procent*: what follows is the share of what was told.
fn is_linked(tokens: &[Token], whole: &Draft, share: &Draft) -> bool {
    let between = between(tokens, whole, share);
    let other = Senses::all(&[
        Senses::HIGHER,
        Senses::LOWER,
        Senses::MOVES,
        Senses::CHANGE,
        Senses::PREVIOUS,
        Senses::DEVIATION,
        Senses::RESULT,
        Senses::FORECAST,
        Senses::MONTH,
        Senses::GOAL,
    ]);
    between.len() < NEAR
        && between.iter().any(|t| vocabulary::tells_share(t.text()) || vocabulary::is_portion(t.text()))
        && !between.iter().any(|t| {
            let named =
                t.word().is_some_and(|word| t.senses().is_content() && !vocabulary::is_portion(&word.text));
            named && !vocabulary::tells_share(t.text()) || t.senses().has(other)
        })
}

/// *175 mkr, eller 80 procent,*
fn is_beside(tokens: &[Token], part: &Draft, share: &Draft) -> bool {
    between(tokens, part, share)
        .iter()
        .all(|t| matches!(t.kind, Kindred::Mark(',' | '(')) || vocabulary::tells_share(t.text()))
}

/// Is nothing said of what else the per cent are of, or than what they are more?
fn is_all(tokens: &[Token], share: &Draft) -> bool {
    tokens.get(share.last + 1).is_none_or(|t| match t.kind {
        Kindred::Mark(mark) => mark != '(',
        _ => vocabulary::joins(t.text()),
    })
}

/// So much too large or small is another thing's share, as with cells.
fn is_alike(sum: &Sum, share: &Draft) -> bool {
    let (a, b, eight) = (sum.computed.abs(), share.meant.value.abs(), Decimal::from(8));
    a <= b.saturating_mul(eight) && b <= a.saturating_mul(eight)
}
