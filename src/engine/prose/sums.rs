//! The arithmetic that the prose does itself: sums written out, changes from one figure to another, shares, and
//! parts that stand under their whole.

use super::{
    figures::{Against, Draft},
    flow::{Flow, Kind, Token},
    headings::Headings,
    measure, portions, rates,
    subject::{Lack, Subject},
    vocabulary::{Account, Senses},
    wholes,
};
use crate::engine::{interval::Interval, unit::Unit};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// More figures than this after a whole are no enumeration that a reader adds up; without an end the work and the
/// terms would grow with the square of the sentence.
const PARTS: usize = 64;

/// A computation that the prose implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    /// What is stated.
    pub(super) total: usize,
    /// What it is computed from, with the sign each enters with.
    pub(super) terms: Vec<(usize, bool)>,
    pub(super) shape: Shape,
    /// In the total's unit, not rounded.
    pub(super) computed: Decimal,
    pub(super) tolerance: Decimal,
    pub(super) holds: bool,
    /// Whether the words say that the terms are all there is.
    pub(super) closed: bool,
    /// It holds in size, but the words say that it went the other way.
    pub(super) turned: bool,
    /// The computation written out, where it is not the terms with their signs.
    pub(super) working: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `2,2 - 0,6 = 1,6`
    Written,
    /// From one level to another.
    Change,
    /// A share of something, in per cent.
    Share,
    /// Parts under their whole.
    Parts,
}

/// Every computation that the prose implies.
pub(super) fn find(flow: &Flow, drafts: &[Draft], subjects: &[Subject], headings: &Headings) -> Vec<Sum> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(first) = drafts.get(start) {
        let end = start + drafts.iter().skip(start).take_while(|d| d.sentence == first.sentence).count();
        if let Some(sentence) = flow.sentences.get(first.sentence) {
            written(&sentence.tokens, drafts, start, end, &mut found);
            changes(&sentence.tokens, drafts, start, end, &mut found);
            portions::find(&sentence.tokens, drafts, start..end, &mut found);
            enumerations(&sentence.tokens, drafts, start, end, &mut found);
        }
        start = end.max(start + 1);
    }
    rates::find(flow, drafts, &mut found);
    wholes::find(flow, drafts, &mut found);
    lists(flow, drafts, subjects, &mut found);
    under_headings(flow, drafts, subjects, headings, &mut found);
    for sum in &mut found {
        sum.turned = sum.holds && is_turned(sum, drafts);
    }
    found
}

/// *från 6,6 till 5,5, en ökning med 1,1*: do the words say that something went the other way than its levels?
fn is_turned(sum: &Sum, drafts: &[Draft]) -> bool {
    let [(new, false), (old, true)] = sum.terms[..] else { return false };
    let (Some(step), Some(new), Some(old)) = (drafts.get(sum.total), drafts.get(new), drafts.get(old)) else {
        return false;
    };
    // "Resultatet blev 42. Budgeten var 15, så utfallet är 27 bättre": what was planned is what it is held against.
    let age = |d: &Draft| match d.features {
        f if f.budget || f.previous => 2,
        f => i8::from(f.forecast),
    };
    if age(new) == age(old) && !sum.closed {
        return false;
    }
    let (new, old) = if age(new) > age(old) { (old, new) } else { (new, old) };
    let Some((before, _)) = value_in(old, new) else { return false };
    let (now, differ) = (new.meant.value, |said: i8, is: i8| said != 0 && is != 0 && said != is);
    let rises = now.cmp(&before) as i8;
    // A loss that grows is less of a result; more or less is told of what has no sign.
    let plain = !now.is_sign_negative() && !before.is_sign_negative();
    if sum.shape != Shape::Change || plain && differ(step.more, rises) {
        return sum.shape == Shape::Change;
    }
    let result = |d: &Draft| d.features.result || d.features.deviation && d.against == Against::Nothing;
    let good = match new.features.account.or(old.features.account) {
        _ if result(new) || result(old) => rises,
        Some(Account::Income) => rises,
        Some(Account::Cost | Account::Net) if plain => -rises,
        _ => 0,
    };
    differ(step.good(), good)
}

pub(super) fn is_money(draft: &Draft) -> bool {
    draft.meant.unit.and_then(Unit::kronor).is_some()
}

pub(super) fn same_kind(a: &Draft, b: &Draft) -> bool {
    let percent = |d: &Draft| matches!(d.meant.unit, Some(Unit::Percent | Unit::Points));
    is_money(a) && is_money(b) || percent(a) && percent(b) || a.meant.unit == b.meant.unit
}

/// The value of a figure in the unit of another.
fn value_in(draft: &Draft, of: &Draft) -> Option<(Decimal, Interval)> {
    let unit = of.meant.unit?;
    let factor = measure::convert(Decimal::ONE, draft.meant.unit?, unit)?.0;
    let stands = measure::interval(draft.meant.value, draft.meant.hedge).times(factor)?;
    Some((draft.meant.value.checked_mul(factor)?, stands))
}

/// Adds terms up against a total.
pub(super) fn add_up(
    drafts: &[Draft],
    total: usize,
    terms: &[(usize, bool)],
    shape: Shape,
    either_sign: bool,
) -> Option<Sum> {
    let whole = drafts.get(total)?;
    let mut computed = Decimal::ZERO;
    let mut stands = Interval { lo: Decimal::ZERO, hi: Decimal::ZERO };
    for &(term, negative) in terms {
        let (value, interval) = value_in(drafts.get(term)?, whole)?;
        let (value, interval) = if negative { (-value, interval.negated()) } else { (value, interval) };
        computed = computed.checked_add(value)?;
        stands =
            Interval { lo: stands.lo.checked_add(interval.lo)?, hi: stands.hi.checked_add(interval.hi)? };
    }
    let own = measure::interval(whole.meant.value, whole.meant.hedge);
    let holds = own.meets(stands) || either_sign && own.negated().meets(stands);
    if either_sign && (computed.is_sign_negative() != whole.meant.value.is_sign_negative()) {
        computed = -computed;
    }
    let half = |i: Interval| i.hi.saturating_sub(i.lo) / Decimal::TWO;
    let tolerance = half(own).saturating_add(half(stands)).normalize();
    Some(Sum {
        total,
        terms: terms.to_vec(),
        shape,
        computed,
        tolerance,
        holds,
        closed: true,
        turned: false,
        working: String::new(),
    })
}

/// `2,2 - 0,6 = 1,6 mnkr`
fn written(tokens: &[Token], drafts: &[Draft], start: usize, end: usize, found: &mut Vec<Sum>) {
    for total in start + 1..end {
        let Some((whole, last)) = drafts.get(total).zip(drafts.get(total - 1)) else { continue };
        let equals =
            tokens.get(last.last + 1..whole.first).is_some_and(|t| matches!(t, [t] if t.is_mark('=')));
        if !equals {
            continue;
        }
        let mut terms = vec![(total - 1, false)];
        let mut at = total - 1;
        while at > start
            && let Some((this, before)) = drafts.get(at).zip(drafts.get(at - 1))
        {
            let between = tokens.get(before.last + 1..this.first).unwrap_or(&[]);
            let joined = between.is_empty() && this.written_sign;
            let plus = matches!(between, [t] if t.is_mark('+'));
            let minus = matches!(between, [t] if t.is_mark('-') || t.is_mark('–') || t.is_mark('−'));
            if !joined && !plus && !minus {
                break;
            }
            if minus && let Some(term) = terms.last_mut() {
                term.1 = true;
            }
            terms.push((at - 1, false));
            at -= 1;
        }
        terms.reverse();
        if terms.len() > 1 {
            found.extend(add_up(drafts, total, &terms, Shape::Written, false));
        }
    }
}

/// *ökat med 3 från 10 till 13*; *13 (föregående år 10), vilket är 3 bättre*; *resultat 13 mot budget 10, avvikelse 3*.
fn changes(tokens: &[Token], drafts: &[Draft], start: usize, end: usize, found: &mut Vec<Sum>) {
    let own = || (start..end).filter_map(|i| drafts.get(i).map(|d| (i, d)));
    let from = |d: &Draft| d.lead == "från";
    if own().filter(|(_, d)| from(d)).count() > 1 {
        // Each step is that of the levels before it, if any: a sentence can tell of several. What it is not
        // the step of, another pair may be.
        for (difference, _) in own().filter(|(_, d)| d.lead == "med") {
            let levels = own().take_while(|(i, _)| *i < difference).collect::<Vec<_>>();
            let last = levels.iter().rposition(|(_, d)| from(d)).and_then(|at| levels.get(at..));
            if let Some([(low, _), (high, to), ..]) = last
                && matches!(to.lead.as_str(), "till" | "på")
            {
                found.extend(step(drafts, difference, *low, *high).filter(|sum| sum.holds));
            }
        }
        return;
    }
    let low = own().find(|(_, d)| from(d));
    let high = own().find(|(_, d)| d.lead == "till" || d.lead == "på" && low.is_some());
    if let (Some((low, a)), Some((high, b))) = (low, high)
        && same_kind(a, b)
    {
        // By so much the budget is overdrawn: no step from one level to the other.
        let of_budget = |d: &Draft| d.against == Against::Budget || d.features.deviation;
        let difference = own().find(|(i, d)| *i != low && *i != high && d.lead == "med" && !of_budget(d));
        let step = difference.and_then(|(difference, _)| step(drafts, difference, low, high));
        found.extend(step.map(|sum| closed_in_one_breath(tokens, drafts, sum)));
        return;
    }
    // "Prognosen var 80. Bokslutet blev -70, alltså 150 sämre än prognosen."
    if let [(level, a), (difference, d)] = own().filter(|(_, d)| is_money(d)).collect::<Vec<_>>().as_slice()
        && d.against != Against::Nothing
        && a.against == Against::Nothing
        && let Some(before) = start.checked_sub(1)
        && drafts
            .get(before)
            .is_some_and(|b| b.block == a.block && b.sentence + 1 == a.sentence && is_money(b) && !b.aside)
        && let Some(sum) =
            add_up(drafts, *difference, &[(*level, false), (before, true)], Shape::Change, true)
                .filter(|sum| sum.holds)
        && d.meant.value.mantissa().unsigned_abs() >= 10
    {
        found.push(Sum { closed: false, ..sum });
    }
    // A level, what it is held against, and their difference: three figures of money and no more.
    let money: Vec<(usize, &Draft)> = own().filter(|(_, d)| is_money(d) && !d.part && !d.rate).collect();
    if money.len() != 3 || own().count() != 3 {
        return;
    }
    let reference = |d: &Draft| {
        (d.features.budget || d.features.previous && d.aside)
            && !d.features.deviation
            && d.against == Against::Nothing
    };
    let step = |d: &Draft| d.features.deviation || d.against != Against::Nothing || d.features.change;
    let held: Vec<usize> = money.iter().filter(|(_, d)| reference(d)).map(|(i, _)| *i).collect();
    let steps: Vec<usize> = money.iter().filter(|(_, d)| step(d) && !reference(d)).map(|(i, _)| *i).collect();
    let ([held], [difference]) = (held.as_slice(), steps.as_slice()) else { return };
    let Some(level) = money.iter().map(|(i, _)| *i).find(|i| i != held && i != difference) else { return };
    let levels_measure =
        drafts.get(level).is_some_and(|d| d.features.result || d.features.outcome || d.features.forecast);
    // "50,0 mkr (föregående år 45,0 mkr), vilket är 5,0 mkr högre": right behind it, of the same thing.
    let bracketed = drafts.get(level).zip(drafts.get(*held)).is_some_and(|(level, held)| {
        let between = tokens.get(level.last + 1..held.first).unwrap_or(&[]);
        held.aside && between.first().is_some_and(|t| t.is_mark('(')) && between.len() <= 4
    });
    if let Some(mut sum) = add_up(drafts, *difference, &[(level, false), (*held, true)], Shape::Change, true)
    {
        // Costs beside a budget are told without signs; then the sum of the two may be meant as well.
        // "Budgeten är 117, utfallet 112, vilket är 14 mer än i fjol" holds the outcome against something else.
        let (held, difference) = (drafts.get(*held), drafts.get(*difference));
        let other = held.zip(difference).is_some_and(|(held, d)| match d.against {
            Against::Previous | Against::Forecast => held.features.budget,
            Against::Other => held.features.budget && d.against_year.is_some(),
            Against::Budget => !held.features.budget,
            _ => false,
        });
        sum.closed = (levels_measure || bracketed) && tokens.len() < 60 && !other;
        found.push(closed_in_one_breath(tokens, drafts, sum));
    }
}

/// A computation whose figures are told apart from each other is one only where it holds: *resultatet förbättrades med 22
/// mkr, men räntorna steg från 61 till 101*, *104,9 mot en budget på 98,2, och på helåret väntas 19,0*.
fn closed_in_one_breath(tokens: &[Token], drafts: &[Draft], sum: Sum) -> Sum {
    let told = || sum.terms.iter().map(|&(term, _)| term).chain([sum.total]).filter_map(|i| drafts.get(i));
    let (first, last) = (told().map(|d| d.last).min(), told().map(|d| d.first).max());
    let within = |at: usize| told().any(|d| (d.first..=d.last).contains(&at));
    let span = first.zip(last).map(|(first, last)| first + 1..last);
    let between = span.into_iter().flatten().filter(|&at| !within(at)).filter_map(|at| tokens.get(at));
    let goes_on = |t: &Token| matches!(t.text(), "vilket" | "som" | "då" | "alltså" | "därmed");
    let parts = |t: &Token| {
        t.word().is_some() && (t.senses().is_content() || t.senses().has(Senses::CLAUSE)) && !goes_on(t)
    };
    // What is of another time is no term of the same computation.
    let whole_year = |d: &Draft| d.said.full_year || d.said.forecast;
    let of_one_time = told().all(whole_year) || !told().any(|d| d.said.full_year);
    let closed = sum.closed && of_one_time && !between.into_iter().any(parts);
    Sum { closed, ..sum }
}

/// The step from one level to another.
fn step(drafts: &[Draft], difference: usize, from: usize, to: usize) -> Option<Sum> {
    let (said, low) = drafts.get(difference).zip(drafts.get(from))?;
    if !same_kind(low, drafts.get(to)?) {
        return None;
    }
    let change = || add_up(drafts, difference, &[(to, false), (from, true)], Shape::Change, true);
    let percent = matches!(said.meant.unit, Some(Unit::Percent | Unit::Points));
    if percent && is_money(low) || said.meant.unit == Some(Unit::Percent) && !is_money(low) {
        // "0,7 procent" from 5,7 to 5,0 per cent is said of points, too.
        let points = change().filter(|_| !is_money(low));
        return match (relative(drafts, difference, to, from), points) {
            (_, Some(points)) if points.holds => Some(points),
            (relative, points) => relative.or(points),
        };
    }
    if same_kind(said, low) { change() } else { None }
}

/// The change from one figure to another in per cent.
fn relative(drafts: &[Draft], total: usize, new: usize, old: usize) -> Option<Sum> {
    ratio(drafts, total, new, old, true)
}

/// What one figure is of another in per cent, or by how much it differs from it.
pub(super) fn ratio(drafts: &[Draft], total: usize, top: usize, bottom: usize, change: bool) -> Option<Sum> {
    let (whole, upper, lower) = (drafts.get(total)?, drafts.get(top)?, drafts.get(bottom)?);
    let (upper_value, upper_stands) = value_in(upper, lower)?;
    let lower_stands = measure::interval(lower.meant.value, lower.meant.hedge);
    let percent = |over: Decimal, under: Decimal| -> Option<Decimal> {
        let top = if change { over.checked_sub(under)? } else { over };
        top.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(under)
    };
    let ends = [
        percent(upper_stands.lo, lower_stands.lo)?,
        percent(upper_stands.lo, lower_stands.hi)?,
        percent(upper_stands.hi, lower_stands.lo)?,
        percent(upper_stands.hi, lower_stands.hi)?,
    ];
    let stands = Interval { lo: ends.into_iter().min()?, hi: ends.into_iter().max()? };
    let own = measure::interval(whole.meant.value, whole.meant.hedge);
    let computed = measure::rounded(percent(upper_value, lower.meant.value)?, whole.meant.value.scale() + 2);
    let holds = own.meets(stands) || own.negated().meets(stands);
    let tolerance = (own.hi.saturating_sub(own.lo) / Decimal::TWO).normalize();
    let terms = vec![(top, false), (bottom, true)];
    Some(Sum {
        total,
        terms,
        shape: Shape::Share,
        computed,
        tolerance,
        holds,
        closed: true,
        turned: false,
        working: String::new(),
    })
}

/// *16,1 mkr: 7,1 i premier, 8,0 på avgifter och 1,0 i vinster*; *fördelat på …*
fn enumerations(tokens: &[Token], drafts: &[Draft], start: usize, end: usize, found: &mut Vec<Sum>) {
    for total in start..end {
        let Some((whole, next)) = drafts.get(total).zip(drafts.get(total + 1)) else { continue };
        if total + 2 >= end || end - total > PARTS || !is_money(whole) {
            continue;
        }
        let between = tokens.get(whole.last + 1..next.first).unwrap_or(&[]);
        let colon = between.iter().any(|t| t.is_mark(':'));
        let split =
            between.iter().any(|t| matches!(t.text(), "fördelat" | "fördelade" | "fördelar" | "uppdelat"))
                && between.iter().any(|t| matches!(t.text(), "på" | "mellan"));
        if !colon && !split {
            continue;
        }
        // A share of the same thing between the whole and its parts ("0,8 procent av nettot:") is passed over.
        let parts: Vec<(usize, bool)> = (total + 1..end)
            .filter(|&i| drafts.get(i).is_some_and(|d| same_kind(d, whole) && !d.aside))
            .map(|i| (i, false))
            .collect();
        let all = (total + 1..end).all(|i| drafts.get(i).is_some_and(|d| same_kind(d, whole)));
        if parts.len() >= 2
            && let Some(mut sum) = add_up(drafts, total, &parts, Shape::Parts, false)
        {
            // "Budgeten på 117 mkr: utfallet är 112 mkr, 14 mkr mer än för perioden" lists nothing.
            let listed = |&(i, _): &(usize, bool)| {
                drafts.get(i).is_some_and(|d| {
                    let measure = (d.said.budget, d.said.outcome, d.said.forecast);
                    let own = (whole.said.budget, whole.said.outcome, whole.said.forecast);
                    measure == own || measure == (false, false, false)
                })
            };
            sum.closed = all && parts.len() == end - total - 1 && parts.iter().all(listed);
            found.push(sum);
        }
    }
    // The whole after a share: "+2,7 mkr, 0,8 procent av nettot: -5,0 och +7,7".
    for total in start..end {
        let Some((whole, share)) = drafts.get(total).zip(drafts.get(total + 1)) else { continue };
        if !is_money(whole) || share.meant.unit != Some(Unit::Percent) || total + 3 >= end {
            continue;
        }
        let Some(next) = drafts.get(total + 2).filter(|_| end - total <= PARTS) else { continue };
        let colon = tokens.get(share.last + 1..next.first).is_some_and(|t| t.iter().any(|t| t.is_mark(':')));
        let parts: Vec<(usize, bool)> = (total + 2..end).map(|i| (i, false)).collect();
        if colon && parts.iter().all(|&(i, _)| drafts.get(i).is_some_and(is_money)) {
            found.extend(add_up(drafts, total, &parts, Shape::Parts, false));
        }
    }
}

/// A whole, and in the sentences right after it the parts that a *the rest* closes, or that every figure of the
/// next sentence is.
fn lists(flow: &Flow, drafts: &[Draft], subjects: &[Subject], found: &mut Vec<Sum>) {
    for (total, whole) in drafts.iter().enumerate() {
        if !is_money(whole) || whole.aside || whole.part || !whole.features.has_measure() {
            continue;
        }
        let section =
            |d: &Draft| flow.blocks.get(d.block).is_some_and(|b| !matches!(b.kind, Kind::Heading(_)));
        // Two list items further at most; nothing is added up over a heading.
        let after: Vec<(usize, &Draft)> = drafts
            .iter()
            .enumerate()
            .skip(total + 1)
            .take(12)
            .take_while(|(_, d)| {
                d.block <= whole.block + 2
                    && section(d)
                    && (whole.block..=d.block)
                        .all(|b| flow.blocks.get(b).is_some_and(|b| !matches!(b.kind, Kind::Heading(_))))
            })
            .filter(|(_, d)| is_money(d) && !d.aside && !d.part)
            .collect();
        let alike = |d: &Draft| {
            d.features.deviation == whole.features.deviation && d.features.forecast == whole.features.forecast
        };
        if let Some(last) = after.iter().position(|(_, d)| d.rest && alike(d)).filter(|&last| last >= 1) {
            let parts: Vec<(usize, bool)> = after.iter().take(last + 1).map(|(i, _)| (*i, false)).collect();
            let fit = after.iter().take(last + 1).all(|(i, d)| {
                alike(d) && subjects.get(*i).zip(subjects.get(total)).is_some_and(|(a, b)| a.key != b.key)
            });
            if fit && let Some(mut sum) = add_up(drafts, total, &parts, Shape::Parts, false) {
                // Only what its own sentence or heading makes a whole can be missed by its parts.
                let first = parts.first().and_then(|&(i, _)| drafts.get(i));
                // "Övriga kostnader" may be a row and no rest, and what is told together before it is no part.
                let named = after
                    .get(last)
                    .and_then(|(i, _)| subjects.get(*i))
                    .is_some_and(|s| s.lack == Lack::Nothing && !s.rows.is_empty());
                // What was told as a part of something is in no list, though its siblings may seem to be.
                let (at, rest) = after.get(last).map_or((total, whole), |&(at, d)| (at, d));
                let dropped = drafts
                    .get(total..at)
                    .is_some_and(|all| all.iter().any(|d| d.part && d.sentence == rest.sentence));
                let listed = |(_, d): &(usize, &Draft)| !d.together;
                sum.closed =
                    subjects.get(total).is_some_and(|s| s.whole || s.sure || s.key.starts_with("h "))
                        && first.is_some_and(|d| d.sentence > whole.sentence)
                        && !named
                        && !dropped
                        && after.iter().take(last).all(listed);
                found.push(sum);
            }
            continue;
        }
        let next = whole.sentence + 1;
        let parts: Vec<(usize, bool)> =
            after.iter().filter(|(_, d)| d.sentence == next).map(|(i, _)| (*i, false)).collect();
        // "+0,5 (+0,6), -8,2 (-7,0)": the figures in brackets are a series of their own.
        let asides: Vec<(usize, bool)> = (total + 1..drafts.len())
            .take(24)
            .filter(|&i| drafts.get(i).is_some_and(|d| d.sentence == next && is_money(d) && d.aside))
            .map(|i| (i, false))
            .collect();
        if asides.len() >= 3 && asides.len() == parts.len() {
            let sum = add_up(drafts, total, &asides, Shape::Parts, false);
            found.extend(sum.filter(|sum| sum.holds).map(|sum| Sum { closed: false, ..sum }));
            found.extend(beside(drafts, total, [&parts, &asides]));
        }
        if let [(first, _), (second, _)] = parts.as_slice() {
            costs_and_income(drafts, subjects, total, *first, *second, found);
        }
        // Three parts with a decimal each do not add up to the figure before them by chance.
        if parts.len() >= 3
            && let Some(sum) = add_up(drafts, total, &parts, Shape::Parts, false).filter(|sum| sum.holds)
        {
            found.push(Sum { closed: false, ..sum });
        }
    }
}

/// *-13,0, månaden före -12,5. Stab +0,5 (+0,6), skola -8,2 (-7,0), vård -5,3 (-6,1)*: two wholes and the two series of
/// the same parts. The one that adds up says that the parts are all there are, and speaks against the other.
fn beside(drafts: &[Draft], total: usize, series: [&[(usize, bool)]; 2]) -> Option<Sum> {
    let whole = drafts.get(total)?;
    let mut others = drafts
        .iter()
        .enumerate()
        .skip(drafts.partition_point(|d| d.sentence < whole.sentence))
        .take_while(|(_, d)| d.sentence == whole.sentence)
        .filter(|(i, d)| *i != total && is_money(d));
    let (other, _) = others.next().filter(|_| others.next().is_none())?;
    let of = |total: usize, terms: &[(usize, bool)]| add_up(drafts, total, terms, Shape::Parts, false);
    let holds = |total: usize, terms: &[(usize, bool)]| of(total, terms).is_some_and(|sum| sum.holds);
    let [first, second] = series;
    // A direction that was not understood is no error.
    let may_hold = |total: usize, terms: &[(usize, bool)]| {
        add_up(drafts, total, terms, Shape::Parts, true).is_some_and(|sum| sum.holds)
    };
    let broken = [(first, second), (second, first)].into_iter().find(|(own, twin)| {
        holds(other, twin) && !may_hold(total, own) && !may_hold(total, twin) && !may_hold(other, own)
    });
    let (own, _) = broken?;
    of(total, own)
}

/// Do the parts miss their whole by so little, beside their size, that they are meant to be its parts?
fn is_near(drafts: &[Draft], sum: &Sum) -> bool {
    let Some(whole) = drafts.get(sum.total) else { return false };
    let miss = sum.computed.saturating_sub(whole.meant.value).abs();
    let parts = sum.terms.iter().filter_map(|&(part, _)| drafts.get(part).and_then(|d| value_in(d, whole)));
    let size = parts.fold(Decimal::ZERO, |size, (value, _)| size.saturating_add(value.abs()));
    miss.saturating_mul(Decimal::from(4)) < size
}

/// *4,3 bättre än budget. Kostnaderna låg 4,2 över och intäkterna 8,5 över*: income counts up, costs down.
fn costs_and_income(
    drafts: &[Draft],
    subjects: &[Subject],
    total: usize,
    first: usize,
    second: usize,
    found: &mut Vec<Sum>,
) {
    let is = |i: usize, stem: &str| subjects.get(i).is_some_and(|s| s.text.to_lowercase().starts_with(stem));
    let (costs, income) = if is(first, "kostnad") && is(second, "intäkt") {
        (first, second)
    } else if is(second, "kostnad") && is(first, "intäkt") {
        (second, first)
    } else {
        return;
    };
    let sums = [(true, false), (false, false), (true, true), (false, true)].into_iter().filter_map(
        |(down, flip)| {
            add_up(drafts, total, &[(income, flip), (costs, down)], Shape::Change, false)
                .filter(|sum| sum.holds)
        },
    );
    found.extend(sums.take(1).map(|sum| Sum { closed: false, ..sum }));
}

/// Headings that carry a figure each, against the figure that the section above them states.
fn under_headings(
    flow: &Flow,
    drafts: &[Draft],
    subjects: &[Subject],
    headings: &Headings,
    found: &mut Vec<Sum>,
) {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut seen: Option<usize> = None;
    for (index, draft) in drafts.iter().enumerate() {
        let heading = flow.blocks.get(draft.block).is_some_and(|b| matches!(b.kind, Kind::Heading(_)));
        if heading && is_money(draft) && !draft.aside && seen != Some(draft.block) {
            seen = Some(draft.block);
            if let Some(parent) = headings.contexts.get(draft.block).map(|c| c.parent.unwrap_or(usize::MAX)) {
                groups.entry(parent).or_default().push(index);
            }
        }
    }
    for parts in groups.values().filter(|parts| parts.len() >= 3) {
        let Some(first) = parts.first().and_then(|&p| drafts.get(p)) else { continue };
        let chapter = headings.contexts.get(first.block).map(|c| c.chapter);
        let terms: Vec<(usize, bool)> = parts.iter().map(|&p| (p, false)).collect();
        // The whole is stated before its parts, in the same chapter, of the body as a whole.
        let wholes: Vec<Sum> = drafts
            .iter()
            .enumerate()
            .take(*parts.first().unwrap_or(&0))
            // A section that says so much before its parts is not about them.
            .rev()
            .take(64)
            .filter(|(i, d)| {
                is_money(d)
                    && !d.part
                    && !d.aside
                    && d.features.has_measure()
                    && subjects.get(*i).is_some_and(|s| s.whole || s.key == "*")
                    && headings.contexts.get(d.block).map(|c| c.chapter) == chapter
            })
            .filter_map(|(total, _)| add_up(drafts, total, &terms, Shape::Parts, false))
            .collect();
        let agreeing = wholes.iter().filter(|sum| sum.holds).count();
        if agreeing > 0 {
            found.extend(wholes.into_iter().filter(|sum| sum.holds));
        } else {
            // Only a whole of the same measure, and parts that miss it by little: it is the same sum.
            let near = wholes.into_iter().find(|sum| {
                let Some(whole) = drafts.get(sum.total) else { return false };
                let same = whole.features.deviation == first.features.deviation
                    && whole.features.forecast == first.features.forecast;
                same && parts.len() >= 5 && is_near(drafts, sum)
            });
            found.extend(near);
        }
    }
}
