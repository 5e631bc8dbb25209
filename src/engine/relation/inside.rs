//! What is said to be inside a row, where it is all of it.
//!
//! A *varav* names a part, and promises no others. Yet *Netto*, *varav kostnader*, *varav intäkter* leave nothing out:
//! where two or more parts right under their whole add up to it in the lines that there are, that is no chance, and is
//! weighed like any other sum.

use super::{
    evidence::{BIT, log2},
    hypothesis::{Form, Hypothesis, Tally},
    matrix::Matrix,
    work::Work,
};

/// Subtracting what is called a cost: as in [`super::search`].
const SUBTRACTED: i64 = 6 * BIT;

/// Subtotals of a whole that its parts may be made up of: with more, some of them add up to a part by chance.
const MOST: usize = 8;

/// What each part under a whole is made up of, where the whole is a sum of subtotals: *Totalt*, *varav skattefinansierat*,
/// *varav taxefinansierat*. One choice of the subtotals has to give it in every line, and no other may.
pub(super) fn split(m: &Matrix, accepted: &[Hypothesis], work: &mut Work) -> Vec<Hypothesis> {
    let mut out = Vec::new();
    for whole in accepted.iter().filter(|h| h.form == Form::Sum && h.parts_above() && h.tally.misses == 0) {
        let few = (2..=MOST).contains(&whole.terms.len());
        let subtotals = whole.terms.iter().all(|&(p, _)| m.words(p).total);
        if !few || !subtotals {
            continue;
        }
        let ways = 1_u32 << whole.terms.len();
        for part in (whole.total + 1..m.positions).take_while(|&p| m.words(p).part) {
            let mut holding = (1..ways - 1).filter_map(|chosen| {
                let terms: Vec<(usize, i8)> = whole
                    .terms
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| chosen >> at & 1 == 1)
                    .map(|(_, &(p, _))| (p, 1))
                    .collect();
                let h = Hypothesis {
                    form: Form::Sum,
                    total: part,
                    terms,
                    parts: false,
                    named: false,
                    explained: None,
                    cost: i64::from(ways.ilog2()) * BIT,
                    tally: Tally::default(),
                };
                work.spend(m.lines * whole.terms.len()).then_some(())?;
                let bits = in_all_lines(m, &h)?;
                (bits >= h.cost + ENOUGH).then_some(h)
            });
            if let (Some(mut only), None) = (holding.next(), holding.next()) {
                only.weigh(m, &[], work);
                out.push(only);
            }
        }
    }
    out
}

/// The bits that it is worth that a sum holds in all lines that say something; none where it fails in one.
fn in_all_lines(m: &Matrix, h: &Hypothesis) -> Option<i64> {
    let mut bits = 0;
    let mut seen = Vec::new();
    for line in 0..m.lines {
        let Some(instance) = h.instance(m, line).filter(|instance| !instance.empty()) else { continue };
        if !instance.holds() {
            return None;
        }
        let value = instance.reported.unsigned_abs();
        if !seen.contains(&value) {
            seen.push(value);
            bits += log2(value / instance.tolerance.unsigned_abs().max(1));
        }
    }
    Some(bits)
}

/// What must be left of the evidence, as in [`super::choose`].
const ENOUGH: i64 = 8 * BIT;

/// The sums of parts that are called so and stand right under their whole, weighed.
pub(super) fn find(m: &Matrix, work: &mut Work) -> Vec<Hypothesis> {
    let part = |p: usize| m.words(p).part;
    let mut out = Vec::new();
    for whole in (0..m.positions).filter(|&p| !part(p)) {
        let parts: Vec<usize> = (whole + 1..m.positions).take_while(|&p| part(p)).collect();
        if parts.len() < 2 {
            continue;
        }
        let naming = log2(m.positions as u128);
        let costs = |p: usize| m.words(p).cost && !m.words(p).net;
        let mut ways = vec![(parts.iter().map(|&p| (p, 1)).collect::<Vec<_>>(), naming)];
        if parts.iter().any(|&p| costs(p)) {
            let signed = parts.iter().map(|&p| (p, if costs(p) { -1 } else { 1 }));
            ways.push((signed.collect(), naming + SUBTRACTED));
        }
        let weighed = ways.into_iter().map(|(terms, cost)| {
            let mut h = Hypothesis {
                form: Form::Sum,
                total: whole,
                terms,
                parts: false,
                named: false,
                explained: None,
                cost,
                tally: Tally::default(),
            };
            h.weigh(m, &[], work);
            h
        });
        out.extend(weighed.max_by_key(|h| h.tally.score));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::identities;

    #[test]
    fn parts_that_leave_nothing_out_add_up() {
        let found = identities(
            "
            tkr             | Budget  | Utfall | Prognos
            Netto           | 562700  | 121810 | 570543
            varav kostnader | 739519  | 177987 | 747436
            varav intäkter  | -176819 | -56177 | -176893",
        );
        assert!(found.contains(&"0,1 Sum rows +1+2 Exact".to_owned()), "{found:?}");
    }

    #[test]
    fn parts_that_leave_something_out_are_no_sum() {
        let found = identities(
            "
            tkr            | Budget | Utfall | Prognos
            Kostnader      | 739519 | 177987 | 747436
            varav löner    | 412804 | 99310  | 415220
            varav lokaler  | 88120  | 23005  | 88120",
        );
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn parts_of_a_whole_are_made_up_of_its_subtotals() {
        let found = identities(
            "
            tkr                   | 2026   | 2027   | 2028
            Summa fastighet       | 71000  | 120650 | 143300
            Summa gata            | 19550  | 25200  | 30700
            Summa vatten          | 78300  | 89000  | 35000
            Summa it              | 7700   | 7900   | 8100
            Totala investeringar  | 176550 | 242750 | 217100
            varav skattefinansierat | 98250 | 153750 | 182100
            varav taxefinansierat | 78300  | 89000  | 35000",
        );
        for wanted in ["5,0 Sum rows +0+1+3 Exact", "6,2 Sum rows +2 Exact"] {
            assert!(found.iter().any(|line| line == wanted), "{wanted} is not among {found:#?}");
        }
    }
}
