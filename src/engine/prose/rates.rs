//! What is paid by the year, and what that comes to: *1 500 tkr fördelat på tre år* and *500 tkr per år*; what remains
//! when a sum at once and two years are left.

use super::{
    amount::Amount,
    columns,
    figures::Draft,
    flow::{Flow, Kindred, Token},
    measure,
    sums::{Shape, Sum},
    vocabulary::{self, Senses},
};
use crate::engine::unit::Unit;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Figures further on that a yearly amount is still the amount of.
const NEAR: usize = 12;

/// An amount that is paid every year.
struct Yearly {
    draft: usize,
    /// What is paid: the stem of the word before it.
    thing: String,
    /// For how many years, where its sentence says so.
    years: Option<Decimal>,
}

/// Every computation with an amount by the year.
pub(super) fn find(flow: &Flow, drafts: &[Draft], found: &mut Vec<Sum>) {
    let tokens = |draft: &Draft| flow.sentences.get(draft.sentence).map_or(&[][..], |s| s.tokens.as_slice());
    let money = |draft: &Draft| draft.meant.unit.and_then(Unit::kronor).is_some();
    let mut yearly: Vec<Yearly> = Vec::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, d)| money(d)) {
        let tokens = tokens(draft);
        if is_yearly(tokens, draft.last) {
            let text = flow.blocks.get(draft.block).map_or("", |block| block.text.as_str());
            let text = text.get(draft.place.end as usize..).unwrap_or("");
            let years = years_named(text, tokens.get(draft.last + 1..).unwrap_or(&[]));
            yearly.push(Yearly { draft: index, thing: thing(tokens, draft), years });
        }
    }
    let mut by_thing: BTreeMap<&str, &Yearly> = BTreeMap::new();
    for rate in &yearly {
        by_thing.entry(rate.thing.as_str()).or_insert(rate);
    }
    for (total, whole) in drafts.iter().enumerate().filter(|(_, d)| money(d)) {
        let own = tokens(whole);
        let next = drafts.get(total + 1).filter(|n| n.sentence == whole.sentence);
        let after = own.get(whole.last + 1..next.map_or(own.len(), |n| n.first)).unwrap_or(&[]);
        let Some(times) = spread_over(after) else { continue };
        let beside = yearly.iter().find(|rate| {
            rate.draft > total
                && rate.draft <= total + 2
                && drafts.get(rate.draft).is_some_and(|d| d.sentence == whole.sentence)
        });
        let name = thing(own, whole);
        let rate = beside.or_else(|| by_thing.get(name.as_str()).copied().filter(|_| !name.is_empty()));
        if let Some(rate) = rate.filter(|rate| rate.draft != total) {
            // In one sentence the two belong together; elsewhere another time may be meant.
            let closed = beside.is_some();
            found.extend(
                sum(drafts, total, rate.draft, times, None)
                    .filter(|s| s.holds || closed)
                    .map(|sum| Sum { closed, ..sum }),
            );
        }
    }
    for rate in &yearly {
        if let Some(years) = rate.years {
            remaining(flow, drafts, rate, years, found);
        }
    }
}

/// *De återstående 1 250*: so many years, and what is paid at once, told just before in the same paragraph.
fn remaining(flow: &Flow, drafts: &[Draft], rate: &Yearly, years: Decimal, found: &mut Vec<Sum>) {
    let Some(yearly) = drafts.get(rate.draft) else { return };
    let at_once = (rate.draft.saturating_sub(3)..rate.draft).rev().find(|&b| {
        drafts.get(b).is_some_and(|d| {
            let tokens = flow.sentences.get(d.sentence).map_or(&[][..], |s| s.tokens.as_slice());
            d.block == yearly.block && thing(tokens, d).starts_with("engångs")
        })
    });
    for (total, whole) in drafts.iter().enumerate().skip(rate.draft + 1).take(NEAR) {
        let tokens = flow.sentences.get(whole.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let left = tokens.get(whole.left..whole.first).unwrap_or(&[]);
        let all = left.iter().any(|t| {
            t.text().starts_with("återstå")
                || t.text().starts_with("kvarstå")
                || t.senses().has(Senses::TOGETHER)
        });
        if !all || whole.meant.unit.and_then(Unit::kronor).is_none() {
            continue;
        }
        let with = at_once.and_then(|once| sum(drafts, total, rate.draft, years, Some(once)));
        let fitting = [sum(drafts, total, rate.draft, years, None), with].into_iter().flatten();
        found.extend(fitting.filter(|sum| sum.holds).take(1).map(|sum| Sum { closed: false, ..sum }));
    }
}

fn sum(drafts: &[Draft], total: usize, rate: usize, times: Decimal, once: Option<usize>) -> Option<Sum> {
    let whole = drafts.get(total)?;
    let unit = whole.meant.unit?;
    let amount = |draft: &Draft| {
        let stands = measure::interval(draft.meant.value, draft.meant.hedge);
        Amount { value: draft.meant.value, stands }.in_unit(draft.meant.unit?, unit)
    };
    let yearly = amount(drafts.get(rate)?)?;
    let mut computed = yearly.times(times)?;
    let mut working = format!("{} × {}", times.normalize(), super::written::signed_text(yearly.value));
    let mut terms = vec![(rate, false)];
    if let Some(once) = once {
        let more = amount(drafts.get(once)?)?;
        computed = computed.plus(more)?;
        working = format!("{} + {working}", super::written::signed_text(more.value));
        terms.insert(0, (once, false));
    }
    let own = measure::interval(whole.meant.value, whole.meant.hedge);
    let half = |i: crate::engine::interval::Interval| i.hi.saturating_sub(i.lo) / Decimal::TWO;
    Some(Sum {
        total,
        terms,
        shape: Shape::Written,
        computed: computed.value,
        tolerance: half(own).saturating_add(half(computed.stands)).normalize(),
        holds: own.meets(computed.stands),
        closed: true,
        turned: false,
        working,
    })
}

/// *per år*, *årligen*, *om året*.
fn is_yearly(tokens: &[Token], last: usize) -> bool {
    let at = |n: usize| tokens.get(last + n).map_or("", Token::text);
    matches!(at(1), "årligen") || matches!(at(1), "per" | "om" | "varje") && matches!(at(2), "år" | "året")
}

/// The word for what is paid, before the figure and its preposition.
fn thing(tokens: &[Token], draft: &Draft) -> String {
    let before = tokens.get(draft.left.min(draft.first)..draft.first).unwrap_or(&[]);
    let named = before.iter().rev().take(4).find(|t| t.word().is_some() && t.senses().is_content());
    named.and_then(Token::word).map_or_else(String::new, |word| word.stem.clone())
}

/// *fördelat på tre år*, *under fyra år*, *över 5 år*.
fn spread_over(after: &[Token]) -> Option<Decimal> {
    let year = after.iter().take(8).position(|t| t.text() == "år")?;
    let count = after.get(year.checked_sub(1)?)?;
    let before = after.get(year.checked_sub(2)?)?.text();
    let said = matches!(before, "på" | "över" | "under" | "i");
    said.then(|| number(count)).flatten()
}

/// *under perioden 2023-2024*: two years; *i tre år*: three. `text` follows the figure.
fn years_named(text: &str, after: &[Token]) -> Option<Decimal> {
    let words = text.split([' ', ',', '.', '(', ')']).take(12);
    let year = |part: &str| columns::year_in(part).filter(|_| part.len() == 4);
    let range = words.filter_map(|word| word.split_once(['-', '–'])).find_map(|(from, to)| {
        let (from, to) = (year(from)?, year(to)?);
        (to > from).then(|| Decimal::from(to - from + 1))
    });
    range.or_else(|| spread_over(after))
}

fn number(token: &Token) -> Option<Decimal> {
    match &token.kind {
        Kindred::Figure(number) if number.figure.value.scale() == 0 => Some(number.figure.value),
        Kindred::Word(word, _) => vocabulary::number_word(&word.text).map(Decimal::from),
        _ => None,
    }
}
