//! Identities that the words point to, where the figures alone say too little.
//!
//! A balanced result (`0 = −245 082 + 245 082`), a deviation of noughts, a subtotal one of whose parts is
//! always empty: each figure is right, yet none of it surprises. Here the label names the identity, and
//! the arithmetic only has to bear it out, in every line but a few. Nothing is claimed that fails more
//! often than once in five lines.

use super::{
    evidence::{BIT, log2},
    hypothesis::{Form, Hypothesis, Tally},
    matrix::Matrix,
    work::Work,
};

/// The longest run that is tried for a worded total; longer sums prove themselves.
const LONGEST: usize = 12;
/// What it takes to call a figure a repeated one: a table has some hundreds of pairs of rows, so that one chance in
/// sixty thousand is none.
const REPEATED: i64 = 16 * BIT;
/// Of this many lines that say something, one may fail.
const LINES_A_MISS: usize = 5;

/// How an identity fares in the lines of a matrix.
#[derive(Clone, Copy, Debug, Default)]
struct Fare {
    /// Lines in which it holds and something in it is not nought.
    holds: usize,
    misses: usize,
    /// Lines in which it holds with two terms or more that are not nought.
    full: usize,
    /// Different positions that are the only term that is not nought in some line in which it holds.
    carriers: usize,
}

impl Fare {
    fn borne_out(self) -> bool {
        self.holds > 0 && self.misses * LINES_A_MISS <= self.holds + self.misses
    }

    /// With a word that names it, a sum may fail in every third line: that many misprints have been seen.
    fn borne_out_by_name(self) -> bool {
        self.full >= 3 && self.misses * 2 <= self.holds || self.full > 0 && self.borne_out()
    }

    /// From one net to the next (*Resultat efter finansiella poster*, *Skatt*, *Årets resultat*), a sum may fail in one
    /// column if another shows it in full, and a third bears it out.
    fn borne_out_as_step(self) -> bool {
        self.full > 0 && self.holds >= 2 && self.misses <= 1
    }

    /// The figures show it without a word: in each line another of the parts carries it, or in one line
    /// several do and in the others the total is the part that is not nought.
    fn shown(self) -> bool {
        self.misses == 0 && (self.carriers >= 2 && self.holds >= 3 || self.full > 0 && self.holds >= 4)
    }
}

fn fare(m: &Matrix, h: &Hypothesis, work: &mut Work) -> Fare {
    let mut fare = Fare::default();
    let mut carriers: Vec<usize> = Vec::new();
    for line in 0..m.lines {
        if !work.spend(h.terms.len() + 1) {
            break;
        }
        let Some(instance) = h.instance(m, line).filter(|i| !i.empty()) else { continue };
        if !instance.holds() {
            fare.misses += usize::from(!m.line_is_share(line));
            continue;
        }
        fare.holds += 1;
        fare.full += usize::from(instance.nonzero >= 2);
        if instance.nonzero == 1 {
            let carrier =
                h.terms.iter().map(|&(p, _)| p).find(|&p| m.at(p, line).is_some_and(|a| a.value != 0));
            carriers.extend(carrier.filter(|p| !carriers.contains(p)));
        }
    }
    fare.carriers = carriers.len();
    fare
}

fn sum(total: usize, mut terms: Vec<(usize, i8)>, parts: bool) -> Hypothesis {
    terms.sort_unstable();
    Hypothesis {
        form: Form::Sum,
        total,
        terms,
        parts,
        named: true,
        explained: None,
        cost: 0,
        tally: Tally::default(),
    }
}

/// The identities that words point to among the open positions, with their tallies, the surest first.
pub(super) fn find(m: &Matrix, open: &[usize], accepted: &[Hypothesis], work: &mut Work) -> Vec<Hypothesis> {
    let mut out = Vec::new();
    // What fails somewhere as another total said twice may be one of its own.
    let copy = |h: &Hypothesis| {
        h.tally.misses > 0 && accepted.iter().any(|other| other.total != h.total && other.terms == h.terms)
    };
    let is_total = |p: usize| accepted.iter().any(|h| h.total == p && h.form == Form::Sum && !copy(h));
    // A total may itself be inside another; its terms are not.
    for total in (0..m.positions).filter(|&p| !m.words(p).part) {
        let words = m.words(total);
        let before = open.get(..open.partition_point(|&p| p < total)).unwrap_or(&[]);
        if words.difference
            && open.contains(&total)
            && !accepted.iter().any(|h| h.total == total || h.has(total))
        {
            out.extend(deviation(m, open, total, work));
        }
        if m.across {
            continue;
        }
        if is_total(total) {
            // What it is the sum of further down or here and there says nothing of the item that it closes.
            let closed = |h: &Hypothesis| h.total == total && h.form == Form::Sum && h.parts_above();
            if words.total && !accepted.iter().any(closed) {
                out.extend(same_as(m, total, work));
            }
            continue;
        }
        out.extend(run_before(m, total, before, work));
        if words.closing {
            out.extend(closing(m, total, open, work));
        }
        if words.net || words.total {
            out.extend(same_as(m, total, work));
        }
    }
    if !m.across {
        out.extend(twins(m, accepted));
    }
    for hypothesis in &mut out {
        hypothesis.weigh(m, &[], work);
        // The word has named it, so that every line in which it holds counts for it.
        hypothesis.tally.hits = hypothesis.tally.hits.max(fare(m, hypothesis, work).holds);
    }
    out
}

/// The two positions that a deviation is the difference of: the pair that bears it out in most lines, and
/// of several the nearest before it.
fn deviation(m: &Matrix, open: &[usize], deviation: usize, work: &mut Work) -> Option<Hypothesis> {
    let others: Vec<usize> = open
        .iter()
        .copied()
        .filter(|&p| p != deviation && !m.words(p).share && !m.words(p).difference)
        .filter(|&p| p.abs_diff(deviation) <= LONGEST)
        .collect();
    let mut best: Option<(usize, std::cmp::Reverse<usize>, Hypothesis)> = None;
    for &of in &others {
        for &less in others.iter().filter(|&&p| p != of) {
            // deviation = of − less, stated as of = less + deviation.
            let h = sum(of, vec![(less, 1), (deviation, 1)], false);
            let fare = fare(m, &h, work);
            if !fare.borne_out() || fare.holds < 2 {
                continue;
            }
            let far = of.abs_diff(deviation) + less.abs_diff(deviation) + usize::from(of <= less);
            let rank = (fare.holds, std::cmp::Reverse(far));
            if best.as_ref().is_none_or(|(holds, near, _)| rank > (*holds, *near)) {
                best = Some((rank.0, rank.1, h));
            }
        }
    }
    best.map(|(_, _, h)| h)
}

/// A figure that is said twice in a row is the total first, and then itself again: the total is the row
/// nearest its parts.
pub(super) fn settle_twins(m: &Matrix, accepted: &mut Vec<Hypothesis>) {
    let same = |a: usize, b: usize| {
        (0..m.lines).all(|line| m.at(a, line).map(|x| x.value) == m.at(b, line).map(|x| x.value))
            && unlike(m, a) >= 3
    };
    for h in accepted.iter_mut().filter(|h| h.form == Form::Sum && !m.across && h.terms.len() >= 2) {
        let (Some(&(first, _)), Some(&(last, _))) = (h.terms.first(), h.terms.last()) else { continue };
        // Of a total above its parts the twin closes them, right below: assets, and then what pays for them.
        let between = if h.total < first { last + 1..last + 2 } else { last + 1..h.total };
        let nearer = between
            .into_iter()
            .find(|&p| p < m.positions && (m.words(p).net || m.words(p).total) && same(p, h.total));
        if let Some(nearer) = nearer {
            h.total = nearer;
        }
    }
    let mut seen = std::collections::HashSet::new();
    accepted.retain(|h| seen.insert((h.form == Form::Sum, h.total, h.terms.clone())));
}

/// The shortest run right before a total that bears its word out, or that shows itself by having each line
/// carried by another of its parts.
fn run_before(m: &Matrix, total: usize, before: &[usize], work: &mut Work) -> Option<Hypothesis> {
    let words = m.words(total);
    // Noughts all along are a result in balance; a post of noughts (`Finansnetto`) is nobody's sum.
    let named = (words.net || words.total) && (unlike(m, total) > 0 || words.result);
    for length in 2..=LONGEST.min(before.len()) {
        let run = before.get(before.len() - length..).unwrap_or(&[]);
        let h = sum(total, run.iter().map(|&p| (p, 1)).collect(), true);
        let fare = fare(m, &h, work);
        let by_name = fare.borne_out_by_name() || is_step(m, &h) && fare.borne_out_as_step();
        if named && by_name || fare.shown() && unlike(m, total) >= 3 {
            return Some(h);
        }
    }
    None
}

/// Marks the sums that figures have shown and words name, too: such a sum needs no further proof in the line
/// where it fails.
pub(super) fn name(m: &Matrix, accepted: &mut [Hypothesis], work: &mut Work) {
    for h in accepted.iter_mut().filter(|h| !m.across && h.form == Form::Sum && h.parts && !h.named) {
        let words = m.words(h.total);
        let below = h.terms.last().is_some_and(|&(last, _)| last < h.total);
        let step = is_step(m, h);
        let fare = fare(m, h, work);
        let by_name = fare.borne_out_by_name() || step && fare.borne_out_as_step();
        h.named = below && (words.net || words.total) && by_name;
    }
}

/// Does a sum run from one net to the next?
fn is_step(m: &Matrix, h: &Hypothesis) -> bool {
    let net = |&(position, _): &(usize, i8)| m.words(position).net || m.words(position).total;
    let mut terms = h.terms.iter();
    m.words(h.total).net && terms.next().is_some_and(net) && !terms.any(net)
}

/// A total that is the figure before it said again: a heading with one item, or a result where nothing, or nothing but
/// noughts, stands between it and the last one.
fn same_as(m: &Matrix, total: usize, work: &mut Work) -> Option<Hypothesis> {
    let mut between = Vec::new();
    for other in (0..total).rev().filter(|&p| !m.words(p).part) {
        if !work.spend(m.lines) {
            return None;
        }
        let amounts = || (0..m.lines).filter_map(|line| m.at(other, line));
        if amounts().next().is_none() {
            continue;
        }
        let step = !between.is_empty();
        between.push((other, 1));
        if (m.words(total).result || m.words(total).total) && amounts().all(|a| a.value == 0) {
            // A row of noughts on the way to the result or the total is added like any other.
            continue;
        }
        let h = sum(total, between, true);
        let fare = fare(m, &h, work);
        let holds = |line: &usize| h.instance(m, *line).is_some_and(|i| i.holds());
        let word = if m.words(total).total { h.said(m) } else { 0 };
        let said = surprise(m, total, (0..m.lines).filter(holds)) + word;
        // Rows between that are there to be added say that it is a sum, which may fail once.
        let named = m.words(other).net || m.words(other).total;
        // Called after the one item above it, it needs no more than to be the same.
        let called = m.words(total).total_of_item && other + 1 == total && fare.holds > 0;
        let proven = fare.misses == 0 && (said >= REPEATED || called)
            || step && named && fare.misses == 1 && said >= REPEATED + REPEATED / 2;
        return proven.then_some(h);
    }
    None
}

/// Two totals that are the same though neither is made up of the other: *Summa tillgångar* and *Summa eget kapital och
/// skulder*, income and what it is spent on. Each has come about by itself, so that their being the same is told, and
/// where it fails in one column and the others bear it out, that is no chance.
pub(super) fn balances(m: &Matrix, accepted: &[Hypothesis], work: &mut Work) -> Vec<Hypothesis> {
    let totals: Vec<usize> =
        (0..m.positions).filter(|&p| m.words(p).total && !m.words(p).part && !m.words(p).share).collect();
    let sums = |p: usize| accepted.iter().filter(move |h| h.form == Form::Sum && h.total == p);
    let mut out = Vec::new();
    for (at, &total) in totals.iter().enumerate() {
        for &other in totals.get(..at).unwrap_or(&[]).iter().rev().take(LONGEST) {
            if !work.spend(m.lines + accepted.len()) {
                return out;
            }
            // Each the sum of rows of its own, and neither of the other.
            let own = |p: usize, other: usize| {
                sums(p).any(|h| {
                    h.terms.len() > 1 && h.terms.iter().all(|&(term, _)| (term > other) == (p > other))
                })
            };
            let apart = !sums(total).any(|h| h.has(other)) && !sums(other).any(|h| h.has(total));
            if !apart || !own(total, other) || !own(other, total) {
                continue;
            }
            let h = sum(total, vec![(other, 1)], false);
            let fare = fare(m, &h, work);
            let holds = |line: &usize| h.instance(m, *line).is_some_and(|i| i.holds());
            let said = surprise(m, total, (0..m.lines).filter(holds));
            if said >= REPEATED && fare.misses == 0
                || said >= 2 * REPEATED && fare.misses == 1 && fare.holds >= 3
            {
                out.push(h);
                break;
            }
        }
    }
    out
}

/// Sums take the total of a stretch for the item that it repeats: what is added further down is the total. That a total
/// has but one part may be too little to claim it (`−3 000` in all columns), and enough to choose between the two.
pub(super) fn by_their_totals(m: &Matrix, accepted: &mut [Hypothesis]) {
    let something =
        |&(p, _): &(usize, i8)| (0..m.lines).any(|line| m.at(p, line).is_some_and(|a| a.value != 0));
    let copies: Vec<(usize, usize)> = accepted
        .iter()
        .filter(|h| h.form == Form::Sum && h.parts && !m.across)
        .filter_map(|h| {
            let mut terms = h.terms.iter().copied().filter(something);
            terms.next().filter(|_| terms.next().is_none()).map(|(p, _)| (p, h.total))
        })
        .collect();
    let totals = (0..m.positions).filter(|&p| !m.across && m.words(p).total);
    let above =
        totals.filter_map(|p| (0..p).rev().find(|&above| something(&(above, 1))).map(|item| (item, p)));
    let repeats = |&(item, total): &(usize, usize)| {
        (0..m.lines).all(|line| m.at(item, line).map(|a| a.value) == m.at(total, line).map(|a| a.value))
    };
    let copies = copies.into_iter().chain(above.filter(|(item, _)| !m.words(*item).total));
    for (item, total) in copies.filter(repeats) {
        for h in accepted.iter_mut().filter(|h| h.form == Form::Sum && h.total > total && !h.has(total)) {
            if let Some(term) = h.terms.iter_mut().find(|(p, _)| *p == item) {
                term.0 = total;
                h.terms.sort_unstable();
            }
        }
    }
}

/// How unlikely it is, in sixteenths of a bit, that the figures of a position repeat by chance those of another in some
/// lines: the digits of those that differ.
fn surprise(m: &Matrix, position: usize, lines: impl Iterator<Item = usize>) -> i64 {
    let amounts = lines.filter_map(|line| m.at(position, line));
    let mut digits: Vec<u128> = amounts
        .map(|a| a.value.unsigned_abs() / (2 * a.half).unsigned_abs().max(1))
        .filter(|&d| d > 0)
        .collect();
    digits.sort_unstable();
    digits.dedup();
    digits.into_iter().map(log2).sum()
}

/// How many different figures, noughts aside, a position holds.
fn unlike(m: &Matrix, position: usize) -> usize {
    let mut values: Vec<i128> =
        (0..m.lines).filter_map(|line| m.at(position, line)).map(|a| a.value).collect();
    values.retain(|&value| value != 0);
    values.sort_unstable();
    values.dedup();
    values.len()
}

/// What is there at the end is what was there at the beginning and what has changed. The change stands
/// near one of the two.
fn closing(m: &Matrix, total: usize, open: &[usize], work: &mut Work) -> Option<Hypothesis> {
    let opening = open.iter().copied().filter(|&p| m.words(p).opening && p < total).max()?;
    let near = |p: usize| p.abs_diff(opening).min(p.abs_diff(total)) <= 4;
    let mut best: Option<(Fare, Hypothesis)> = None;
    for &change in open.iter().filter(|&&p| p != opening && p != total && near(p)) {
        let h = sum(total, vec![(opening, 1), (change, 1)], false);
        let fare = fare(m, &h, work);
        let better = best.as_ref().is_none_or(|(least, _)| fare.holds > least.holds);
        // Where all three are named, and nothing stands between them, one of two columns will do.
        let between =
            open.partition_point(|&p| p <= change.min(opening))..open.partition_point(|&p| p < total);
        let named = (m.words(change).total || m.words(change).difference) && between.len() == 1;
        let enough = fare.holds >= 2 && fare.misses < fare.holds || named && fare.misses <= fare.holds;
        if enough && fare.full > 0 && better {
            best = Some((fare, h));
        }
    }
    best.map(|(_, h)| h).or_else(|| without_signs(m, opening, total, open, work))
}

/// The most rows between what was there at the beginning and at the end whose signs are tried.
const UNSIGNED: usize = 5;

/// What has come and what has gone between the beginning and the end, each printed without a sign: *Ingående avsättning*,
/// *Årets avsättning*, *Ianspråktaget*, *Utgående avsättning*. The words name the two ends; which rows are taken off, all
/// columns have to bear out, and nothing else must do so.
fn without_signs(
    m: &Matrix,
    opening: usize,
    total: usize,
    open: &[usize],
    work: &mut Work,
) -> Option<Hypothesis> {
    let between: Vec<usize> = open.iter().copied().filter(|&p| opening < p && p < total).collect();
    if !(2..=UNSIGNED).contains(&between.len()) {
        return None;
    }
    let mut found = Vec::new();
    for minus in 1..1_usize << between.len() {
        let sign = |at: usize| if minus >> at & 1 == 1 { -1 } else { 1 };
        let changes = between.iter().enumerate().map(|(at, &p)| (p, sign(at)));
        let mut h = sum(total, changes.chain([(opening, 1)]).collect(), true);
        let fare = fare(m, &h, work);
        if fare.misses > 0 || fare.full < 2 {
            continue;
        }
        h.cost = (between.len() as i64 + 1) * BIT;
        h.weigh(m, &[], work);
        found.push(h);
    }
    let only = found.len() == 1;
    found.pop().filter(|h| only && h.tally.score >= REPEATED)
}

/// A heading row that holds the sum of the rows under it, where a total below them holds it, too. What is the total of
/// other rows heads none.
fn twins(m: &Matrix, accepted: &[Hypothesis]) -> Vec<Hypothesis> {
    let below = accepted.iter().filter(|h| h.form == Form::Sum && h.parts && h.terms.len() >= 2);
    below
        .filter_map(|h| {
            let first = h.terms.first()?.0;
            let above = first.checked_sub(1).filter(|_| h.total > first)?;
            let same = (0..m.lines)
                .all(|line| m.at(above, line).map(|a| a.value) == m.at(h.total, line).map(|a| a.value));
            let something = (0..m.lines).any(|line| m.at(above, line).is_some_and(|a| a.value != 0));
            let heads = !accepted.iter().any(|h| h.total == above && h.terms.len() >= 2);
            (same && something && heads).then(|| sum(above, h.terms.clone(), false))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::identities;

    fn has(table: &str, wanted: &[&str]) {
        let found = identities(table);
        for identity in wanted {
            assert!(
                found.iter().any(|line| line == identity),
                "{identity} is not among\n{}",
                found.join("\n")
            );
        }
    }

    #[test]
    fn a_result_beyond_rows_of_noughts() {
        const TABLE: &str = "
            mkr                | 2020  | 2021  | 2022  | 2023
            Driftens netto     | -86,2 | -137,7 | -201,4 | -232,2
            Skatter            | 124,1 | 152,0 | 214,1 | 241,9
            Resultat före extra | 37,9 | 14,3  | 12,7  | 9,7
            Extra intäkter     | 0     | 0     | 0     | 0
            Extra kostnader    | 0     | 0     | 0     | 0
            Årets resultat     | 37,9  | 14,3  | 12,7  | 9,7";
        has(TABLE, &["5,0 Sum rows +2+3+4 Exact", "5,3 Sum rows +2+3+4 Exact"]);
        // It may fail once.
        let (before, _) = TABLE.rsplit_once("9,7").unwrap();
        has(&format!("{before}19,7"), &["5,3 Sum rows +2+3+4 Mismatch"]);
    }

    #[test]
    fn a_heading_with_one_item_is_added_by_its_total() {
        has(
            "
            tkr                | 2021   | 2022   | 2023
            Periodens resultat | 40514  | 43776  | 20760
            Omräkning          | 250    | -389   | 355
            Summa övrigt       | 250    | -389   | 355
            Summa totalt       | 40764  | 43387  | 21115",
            &["2,0 Sum rows +1 Exact", "3,0 Sum rows +0+2 Exact", "3,1 Sum rows +0+2 Exact"],
        );
    }

    const BALANCE: &str = "
            mkr              | 2021 | 2022 | 2023
            Fastigheter      | 1238 | 1187 | 1189
            Övrigt           | 162  | 90   | 25
            Summa tillgångar | 1400 | 1277 | 1214
            Lån              | 880  | 759  | 704
            Eget kapital     | 520  | 518  | 510
            Summa skulder och kapital | 1400 | 1277 | 1214";

    #[test]
    fn assets_head_none_of_what_pays_for_them() {
        let found = identities(BALANCE);
        assert!(found.contains(&"5,0 Sum rows +3+4 Exact".to_owned()), "{found:?}");
        assert!(!found.iter().any(|line| line.starts_with("2,0 Sum rows +3")), "{found:?}");
    }

    #[test]
    fn both_sides_of_a_balance_are_the_same() {
        has(BALANCE, &["5,0 Sum rows +2 Exact", "5,1 Sum rows +2 Exact", "5,2 Sum rows +2 Exact"]);
        // Two small totals may be the same by chance.
        let small = "
            st          | 2021 | 2022
            Hundar      | 2    | 3
            Katter      | 3    | 4
            Summa djur  | 5    | 7
            Bilar       | 1    | 2
            Cyklar      | 4    | 5
            Summa fordon | 5   | 7";
        assert!(!identities(small).iter().any(|line| line.starts_with("5,0 Sum rows +2 ")));
    }

    #[test]
    fn a_total_of_one_item_among_noughts_is_told() {
        has(
            "
            tkr             | 2021 | 2022
            Mark            | 1875 | 1228
            Maskiner        | 0    | 0
            Summa mark      | 1875 | 1228
            Kundfordringar  | 1757 | 644
            Summa fordringar | 1757 | 644
            Summa           | 3632 | 1872",
            &["2,0 Sum rows +0+1 Exact", "4,0 Sum rows +3 Exact", "5,0 Sum rows +2+4 Exact"],
        );
    }
}
