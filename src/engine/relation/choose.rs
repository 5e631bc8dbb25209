//! The set of identities that explains most at least cost.

use super::{
    evidence::BIT,
    hypothesis::{Form, Hypothesis},
    inside,
    matrix::Matrix,
    search, statement, worded,
    work::Work,
};
use std::collections::BTreeSet;

/// What must be left of the evidence when all costs are paid: odds of eight to one for stating an identity
/// that holds. To call one broken takes more, see [`super::state`].
const ENOUGH: i64 = 5 * BIT;
/// A mean that no word names: means are rare, and any long run has one near its figures.
const UNNAMED_MEAN: i64 = 9 * BIT;
/// What a second sum of a total must be worth that fails in some line, and the lines in which it holds for each.
const SURE: i64 = 4 * ENOUGH;
const MANY: usize = 4;
/// Levels of totals of totals.
const LEVELS: usize = 8;

/// The sums and averages between the positions of a matrix, level by level.
pub(super) fn linear(m: &Matrix, work: &mut Work) -> Vec<Hypothesis> {
    let mut accepted: Vec<Hypothesis> = Vec::new();
    let mut inside = vec![false; m.positions];
    for level in 0..LEVELS {
        let open: Vec<usize> = (0..m.positions)
            .filter(|&p| inside.get(p) == Some(&false) && !m.words(p).part)
            .filter(|&p| level > 0 || (0..m.lines).any(|line| m.at(p, line).is_some()))
            .collect();
        let apart = apart(m, &accepted);
        let mut found = search::candidates(m, &open, level == 0, work);
        if level == 0 {
            found.extend(among_parts(m, work));
        }
        let addable = addable(m, &open, &accepted);
        let stated = without_results(m, &accepted);
        if addable.len() < open.len() {
            found.extend(search::candidates(m, &addable, level == 0, work));
        }
        if !stated.is_empty() {
            let sums = search::candidates(m, &stated, false, work).into_iter();
            found.extend(sums.filter(|h| m.words(h.total).total));
        }
        // Totals go on from total to total, whatever rows that are in no sum stand between them: by their figures alone, so
        // that what fails anywhere is none.
        let totals: Vec<usize> = open.iter().copied().filter(|&p| !m.across && m.words(p).total).collect();
        let among_totals = totals.len() > 2 && totals.len() < open.len();
        if among_totals {
            let sums = search::candidates(m, &totals, false, work).into_iter();
            found.extend(sums.filter(|h| {
                let mut h = h.clone();
                h.weigh(m, &apart, work);
                m.words(h.total).total
                    && h.terms.len() > 2
                    && h.tally.misses == 0
                    && !goes_by_a_subtotal(m, &h, &open)
            }));
        }
        if addable.len() < open.len() || !stated.is_empty() || among_totals {
            found.sort_by(|a, b| {
                (a.form, a.total, &a.terms, a.cost).cmp(&(b.form, b.total, &b.terms, b.cost))
            });
            found.dedup_by(|a, b| (a.form, a.total, &a.terms) == (b.form, b.total, &b.terms));
        }
        for hypothesis in &mut found {
            hypothesis.weigh(m, &apart, work);
            if hypothesis.tally.score >= ENOUGH
                && let Some(shorter) = hypothesis.without_idle(m, &apart, work)
            {
                *hypothesis = shorter;
            }
        }
        found.retain(|h| {
            let enough = if h.form == Form::Sum || m.words(h.total).average { ENOUGH } else { UNNAMED_MEAN };
            // A sum that fails in more lines than it holds in is not said by a word alone.
            let by_itself = h.form != Form::Sum
                || h.tally.misses <= h.tally.hits
                || h.tally.score - h.said(m).max(0) >= enough;
            // What is inside another row is no total of rows outside it.
            h.tally.score >= enough
                && by_itself
                && (!m.words(h.total).part || is_among_parts(m, h))
                && (h.form == Form::Sum || mean(m, h, work))
        });
        // Of two totals with the same figures, the one that has no parts yet, nor has any on its other side.
        let between = between(&found);
        let has_parts = |h: &Hypothesis| {
            accepted.iter().any(|old| old.total == h.total) || between.contains(&(h.total, !h.parts_above()))
        };
        found.sort_by(|a, b| {
            (b.tally.score.cmp(&a.tally.score))
                .then(has_parts(a).cmp(&has_parts(b)))
                .then(a.total.cmp(&b.total))
                .then(a.terms.cmp(&b.terms))
        });
        let mut before = accepted.len();
        for hypothesis in found {
            if fits(m, &accepted, &hypothesis) {
                accepted.push(hypothesis);
            } else {
                before -= usize::from(replace(m, &mut accepted, hypothesis).is_some_and(|at| at < before));
            }
        }
        // What has been dropped of the levels before is no reason to stop: the next level finds it by the subtotal.
        before = collapse(&mut accepted, before);
        worded::settle_twins(m, &mut accepted);
        // What the words point to comes when the figures have said theirs.
        if accepted.len() == before {
            for hypothesis in worded::find(m, &open, &accepted, work) {
                forget_copy(&mut accepted, &hypothesis);
                if fits(m, &accepted, &hypothesis)
                    || hypothesis.terms.len() > 1 && is_twin(&accepted, &hypothesis)
                {
                    accepted.push(hypothesis);
                }
            }
            worded::by_their_totals(m, &mut accepted);
            if m.across {
                take_in_mixed(m, &mut accepted, work);
                let from_to = from_opening_to_closing(m, &accepted, work);
                accepted.extend(from_to);
            }
        }
        if accepted.len() == before || work.exhausted() {
            break;
        }
        for hypothesis in accepted.iter().skip(before).filter(|h| h.parts && h.form == Form::Sum) {
            for &(position, _) in &hypothesis.terms {
                if let Some(inside) = inside.get_mut(position) {
                    *inside = true;
                }
            }
        }
    }
    worded::name(m, &mut accepted, work);
    if !m.across {
        for hypothesis in inside::find(m, work) {
            if hypothesis.tally.score >= ENOUGH && fits(m, &accepted, &hypothesis) {
                accepted.push(hypothesis);
            }
        }
        for hypothesis in statement::find(m, &accepted, work) {
            if fits(m, &accepted, &hypothesis) {
                accepted.push(hypothesis);
            }
        }
        accepted.extend(worded::balances(m, &accepted, work));
        accepted.extend(inside::split(m, &accepted, work));
    }
    accepted
}

/// The sums among columns that are all called parts of others (*Varav 2022: Inkomst, Utgift, Netto*): what is inside others
/// adds up by itself, too.
fn among_parts(m: &Matrix, work: &mut Work) -> Vec<Hypothesis> {
    let parts: Vec<usize> = (0..m.positions).filter(|&p| m.across && m.words(p).part).collect();
    if parts.len() < 3 {
        return Vec::new();
    }
    let sums = search::candidates(m, &parts, true, work).into_iter();
    sums.filter(|h| h.form == Form::Sum && is_among_parts(m, h)).collect()
}

/// Are its total and all of its terms columns that are called parts?
fn is_among_parts(m: &Matrix, h: &Hypothesis) -> bool {
    m.across && m.words(h.total).part && h.terms.iter().all(|&(p, _)| m.words(p).part)
}

/// Do the first terms of a sum add up to a row between them and its total, in every line? Then the sum goes by that row:
/// *Rörelseresultat* of income and costs.
fn goes_by_a_subtotal(m: &Matrix, sum: &Hypothesis, open: &[usize]) -> bool {
    let positions: Vec<usize> = sum.terms.iter().map(|&(p, _)| p).collect();
    let between = |p: &&usize| {
        let last = positions.last().copied().unwrap_or(0);
        !positions.contains(p)
            && **p != sum.total
            && positions.first().is_some_and(|first| *first < **p)
            && **p <= last
    };
    let is_sum = |row: usize, count: usize| {
        let mut lines = (0..m.lines).filter_map(|line| {
            let own = m.at(row, line)?;
            let parts: Option<Vec<_>> = sum
                .terms
                .iter()
                .take(count)
                .map(|&(p, sign)| Some((m.at(p, line)?, i128::from(sign))))
                .collect();
            let parts = parts?;
            let total: i128 = parts.iter().map(|(part, sign)| part.value.saturating_mul(*sign)).sum();
            let slack: i128 = own.half + parts.iter().map(|(part, _)| part.half).sum::<i128>();
            Some(total.abs_diff(own.value) <= slack.unsigned_abs())
        });
        let mut shown = lines.by_ref().peekable();
        shown.peek().is_some() && shown.all(|holds| holds)
    };
    open.iter().filter(between).any(|&row| (2..positions.len()).any(|count| is_sum(row, count)))
}

/// Puts the sums of neighbouring columns with unlike signs where a sum of some of them explains fewer lines: it holds
/// where the others are nought.
fn take_in_mixed(m: &Matrix, accepted: &mut [Hypothesis], work: &mut Work) {
    let open: Vec<usize> =
        (0..m.positions).filter(|&p| (0..m.lines).any(|line| m.at(p, line).is_some())).collect();
    for old in accepted.iter_mut().filter(|h| h.form == Form::Sum && h.tally.misses > 0 && h.terms.len() > 1)
    {
        let mut found = search::mixed(m, &open, old.total, &old.terms, work);
        for h in &mut found {
            h.weigh(m, &[], work);
        }
        found.retain(|h| h.tally.score >= SURE && h.tally.misses * MANY <= h.tally.hits);
        let best =
            found.into_iter().max_by(|a, b| a.tally.score.cmp(&b.tally.score).then(b.terms.cmp(&a.terms)));
        if let Some(h) = best.filter(|h| h.tally.misses < old.tally.misses && h.tally.score > old.tally.score)
        {
            *old = h;
        }
    }
}

/// A closing column as what was there before with what came and less what went, each printed without a sign (*Kapital
/// 2030*, *Avkastning*, *Kostnader*, *Kapital 2031*), where no sum has been told of it: every way to sign the columns
/// between is tried, so that only what figures leave no doubt of is told.
fn from_opening_to_closing(m: &Matrix, accepted: &[Hypothesis], work: &mut Work) -> Option<Hypothesis> {
    let (first, last) = m.ends?;
    if accepted.iter().any(|h| h.total == last || h.has(last)) {
        return None;
    }
    let run: Vec<usize> = (first..=last).filter(|&p| !m.words(p).share).collect();
    let mut found = search::mixed(m, &run, last, &[(first, 1)], work);
    for h in &mut found {
        h.weigh(m, &[], work);
    }
    found.retain(|h| h.tally.score >= SURE && h.tally.misses * MANY <= h.tally.hits);
    found.into_iter().max_by(|a, b| a.tally.score.cmp(&b.tally.score).then(b.terms.cmp(&a.terms)))
}

/// The positions that are open but for the results on the way, and without these: *Summa kostnader* passes over the
/// *Driftnetto* that stands among the costs. None where no result has been told.
fn without_results(m: &Matrix, accepted: &[Hypothesis]) -> Vec<usize> {
    let sums = || accepted.iter().filter(|h| h.form == Form::Sum);
    let result = |h: &Hypothesis| m.words(h.total).net && !m.words(h.total).total;
    if m.across || !sums().any(result) {
        return Vec::new();
    }
    let inside = |p: usize| sums().any(|h| h.parts && !result(h) && h.has(p));
    let told = |p: usize| sums().any(|h| result(h) && h.total == p);
    (0..m.positions).filter(|&p| !m.words(p).part && !inside(p) && !told(p)).collect()
}

/// The totals that stretches of parts stand beside, each with whether it is above.
fn between(found: &[Hypothesis]) -> BTreeSet<(usize, bool)> {
    let stretches = found.iter().filter(|h| h.parts && h.form == Form::Sum);
    stretches.map(|h| (h.total, h.parts_above())).collect()
}

/// Those of the open positions whose figures can be added up: not means of others, not shares that stand
/// among amounts, each beside the amount that it is a share of.
fn addable(m: &Matrix, open: &[usize], accepted: &[Hypothesis]) -> Vec<usize> {
    let mean = |p: usize| accepted.iter().any(|h| h.form == Form::Average && h.total == p);
    let keep = |&p: &usize| !mean(p) && !m.words(p).share && !m.fractions(p);
    open.iter().copied().filter(keep).collect()
}

/// Lines in which what has been accepted does not add up, and nothing does: shares, prices, another block.
/// One line that fails once may be a slip; these fail by their nature.
fn apart(m: &Matrix, accepted: &[Hypothesis]) -> Vec<usize> {
    let sums = || accepted.iter().filter(|h| h.form == Form::Sum);
    (0..m.lines)
        .filter(|&line| {
            let (mut holds, mut fails) = (0_usize, 0_usize);
            for instance in sums().filter_map(|h| h.instance(m, line)).filter(|i| !i.empty()) {
                if instance.holds() { holds += usize::from(instance.nonzero > 1) } else { fails += 1 }
            }
            holds == 0 && fails >= 2
        })
        .collect()
}

/// A mean without the word for it must be one of several figures and hold nearly everywhere.
fn mean(m: &Matrix, h: &Hypothesis, work: &mut Work) -> bool {
    (m.words(h.total).average || h.terms.len() >= 3 && h.tally.misses * 4 <= h.tally.hits)
        && !with_its_sum(m, h, work)
}

/// Is one of the terms the sum of the others, in all lines but one? Parts and their total have no mean: it is the
/// total, divided by something.
fn with_its_sum(m: &Matrix, h: &Hypothesis, work: &mut Work) -> bool {
    let mut lines = 0_usize;
    let mut holds = vec![0_usize; h.terms.len()];
    for line in 0..m.lines {
        if !work.spend(2 * h.terms.len()) {
            return false;
        }
        let Some(instance) = h.instance(m, line).filter(|instance| instance.nonzero > 2) else {
            continue;
        };
        lines += 1;
        for (holds, &(position, _)) in holds.iter_mut().zip(&h.terms) {
            let twice = m.at(position, line).map_or(0, |term| term.value.saturating_mul(2));
            *holds += usize::from(instance.computed.abs_diff(twice) <= instance.tolerance.unsigned_abs());
        }
    }
    holds.iter().any(|&holds| holds > 1 && lines - holds <= 1)
}

/// Drops sums that add up the parts of a subtotal one by one: the next level finds them by the subtotal. Nor can a total
/// be added together with all of its parts: of two sums that say so, the one with the better evidence stands. Gives how
/// many of the first `before` are left.
fn collapse(accepted: &mut Vec<Hypothesis>, before: usize) -> usize {
    let within = |small: &Hypothesis, large: &Hypothesis| {
        small.parts
            && small.form == Form::Sum
            && small.terms.len() < large.terms.len()
            && !large.has(small.total)
            && small.total != large.total
            // What fails more often than it holds is hardly a subtotal, where the whole holds.
            && (small.tally.misses <= small.tally.hits || small.tally.misses <= large.tally.misses)
            && small.terms.iter().all(|&(p, _)| large.has(p))
    };
    let twice = |small: &Hypothesis, large: &Hypothesis| {
        small.form == Form::Sum
            && large.form == Form::Sum
            && small.terms.len() < large.terms.len()
            && large.has(small.total)
            && small.terms.iter().all(|term| large.terms.contains(term))
    };
    let worse = |a: &Hypothesis, b: &Hypothesis| a.tally.score < b.tally.score;
    let keep: Vec<bool> = accepted
        .iter()
        .map(|h| {
            h.form != Form::Sum
                || !accepted
                    .iter()
                    .any(|other| within(other, h) || (twice(other, h) || twice(h, other)) && worse(h, other))
        })
        .collect();
    let left = keep.iter().take(before).filter(|kept| **kept).count();
    let mut keep = keep.into_iter();
    accepted.retain(|_| keep.next().unwrap_or(true));
    left
}

/// The same parts under another total of the same figures.
fn is_twin(accepted: &[Hypothesis], new: &Hypothesis) -> bool {
    said_twice(accepted, new) && !accepted.iter().any(|old| old.terms == new.terms && old.total == new.total)
}

/// Is it the sum of an accepted total once more, under another one?
fn said_twice(accepted: &[Hypothesis], h: &Hypothesis) -> bool {
    accepted.iter().any(|old| old.terms == h.terms && old.total != h.total && old.form == h.form)
}

/// Forgets that a total is another one said twice, which fails in some lines, where a sum of its own fails in fewer: in
/// the others nothing has come between the two.
fn forget_copy(accepted: &mut Vec<Hypothesis>, own: &Hypothesis) {
    let copy = |old: &Hypothesis| {
        old.total == own.total && old.tally.misses > own.tally.misses && said_twice(accepted, old)
    };
    if let Some(at) = accepted.iter().position(copy) {
        accepted.remove(at);
    }
}

/// Puts a sum where another one stands that fails in more lines and explains less: of the same total, or with which it
/// cannot go together. At the first level, every third row may happen to add up in two columns; the level above finds
/// the subtotals, which do in all. What is a stretch of parts stays: totals have been built on it. Gives where the other
/// one stood.
fn replace(m: &Matrix, accepted: &mut Vec<Hypothesis>, new: Hypothesis) -> Option<usize> {
    let worse = |old: &Hypothesis| {
        let same = old.total == new.total && old.tally.score < new.tally.score;
        // Where the result of a year is nought, income is what costs are: `a = b + c` holds as `c = a + b` does.
        let turned = new.tally.misses == 0
            && new.tally.hits > old.tally.hits
            && old.has(new.total)
            && new.has(old.total);
        old.form == new.form && !old.parts && old.tally.misses > new.tally.misses && (same || turned)
    };
    let at = accepted.iter().position(worse)?;
    let old = accepted.remove(at);
    if fits(m, accepted, &new) {
        accepted.push(new);
        return Some(at);
    }
    accepted.insert(at, old);
    None
}

/// Is it a second sum of a total whose parts have been told, and do the words not name it? Then what it fails in may not be
/// meant.
pub(super) fn is_second(m: &Matrix, accepted: &[Hypothesis], h: &Hypothesis) -> bool {
    let parts =
        |old: &Hypothesis| old.form == Form::Sum && old.parts && old.total == h.total && old.terms != h.terms;
    h.form == Form::Sum && !h.parts && !says_so(m, h) && accepted.iter().any(parts)
}

/// Do the words name just this sum: the total of the stretch right above it, or what is left of two others?
fn says_so(m: &Matrix, h: &Hypothesis) -> bool {
    let words = m.words(h.total);
    let above = h.terms.last().is_some_and(|&(last, _)| last < h.total);
    h.parts && above && (words.total || words.net)
        || h.terms.len() == 2 && h.terms.iter().any(|&(position, _)| m.words(position).net)
}

/// Does it go with what has been accepted already?
fn fits(m: &Matrix, accepted: &[Hypothesis], new: &Hypothesis) -> bool {
    let set = new.set();
    for old in accepted {
        if old.form == Form::Sum && new.form == Form::Sum {
            // The same equation turned round.
            if old.terms.len() == new.terms.len() && old.set() == set {
                return false;
            }
            // The same terms under another total that no word calls one: the figures of the one are copied.
            let words = m.words(new.total);
            if old.terms == new.terms && !words.total && !words.net {
                return false;
            }
            // Each the part of the other.
            if old.has(new.total) && new.has(old.total) {
                return false;
            }
            // A subtotal and its own parts.
            if old.parts && new.has(old.total) && old.terms.iter().any(|&(p, _)| new.has(p)) {
                return false;
            }
            if old.total == new.total {
                let side = |h: &Hypothesis| h.terms.iter().all(|&(p, _)| p < h.total);
                let common = old.terms.iter().any(|&(p, _)| new.has(p));
                // The words have been explained by the sum that came first.
                let proof = new.tally.score - new.said(m);
                // What fails twice is not that of two sums which the words name, too.
                let named =
                    new.tally.misses <= 1 && says_so(m, new) && (says_so(m, old) || old.tally.misses == 0);
                // Nor what holds in nearly all lines, and is then told only where it does: see [`super::state`].
                let sure = proof >= SURE && new.tally.misses * MANY <= new.tally.hits;
                if common
                    || new.tally.misses > 0 && !named && !sure
                    || side(old) == side(new) && proof < 2 * ENOUGH && !(named && said_twice(accepted, old))
                {
                    return false;
                }
            }
        } else if old.total == new.total && old.form == new.form {
            return false;
        } else if old.total == new.total {
            // One figure is hardly both a sum and a mean.
            let average = m.words(new.total).average;
            if (new.form == Form::Average) != average {
                return false;
            }
        }
    }
    true
}
