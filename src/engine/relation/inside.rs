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
}
