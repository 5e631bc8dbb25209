//! A statement as it is read: a total closes what stands above it.
//!
//! Where a table has one column, or two, no other line can prove the sum that a slip has broken. Here the words and
//! the order of the rows do: they point to the few runs that a total may be the sum of, and the slip itself is the
//! evidence. Of all the amounts by which a sum of six-digit figures may fail, a slip of the hand in one of its cells
//! explains one in thousands; so that a run which fails by just such an amount is that sum, misprinted.

use super::{
    evidence::{BIT, log2},
    hypothesis::{Form, Hypothesis, Tally},
    matrix::Matrix,
    state,
    work::Work,
};

/// The longest run that is tried.
const LONGEST: usize = 60;
/// Runs that a total may close: most statements have three levels.
const ENDS: u128 = 4;
/// One chance in two hundred and fifty that it is no sum, as for every identity that is called broken.
const CERTAIN: i64 = 8 * BIT;
/// Units that rounding may leave beside a slip; more, and everything is a slip.
const BESIDE: u128 = 2;
/// What a word for a net is worth less than one for a total: many posts have one in their name.
const ONLY_NET: i64 = 5 * BIT;

/// A run that a total may be the sum of, and how it fares.
struct Run {
    sum: Hypothesis,
    /// The line in which it fails, if there is one.
    fails: Option<usize>,
    /// Evidence of the lines that hold, and of the slip in the one that does not.
    bits: i64,
}

/// The sums that the words point to and that one slip explains, or that another of them may bear out.
pub(super) fn find(m: &Matrix, accepted: &[Hypothesis], work: &mut Work) -> Vec<Hypothesis> {
    let mut open: Vec<usize> = Vec::new();
    let mut failing: Vec<Run> = Vec::new();
    let mut holding = 0_usize;
    for position in 0..m.positions {
        let words = m.words(position);
        let empty = (0..m.lines).all(|line| m.at(position, line).is_none());
        if empty || words.part || words.statistic || accepted.iter().any(|h| headed(h, position)) {
            continue;
        }
        let known = accepted.iter().find(|h| {
            h.form == Form::Sum && h.total == position && h.terms.iter().all(|&(p, _)| p < position)
        });
        // What is the same as a total further up may have a sum of its own right above it.
        let near = |h: &Hypothesis| h.terms.last().map(|&(p, _)| p) == open.last().copied();
        if let Some(known) = known.filter(|known| near(known) || !closes(m, position)) {
            holding += usize::from(closes(m, position));
            open.retain(|&p| !known.has(p));
        } else if closes(m, position) {
            let mut runs = runs(m, position, &open, work);
            for run in &mut runs {
                run.bits += if passed_over(accepted, &run.sum) { CERTAIN } else { 0 };
            }
            let best = runs.into_iter().max_by_key(|run| (run.fails.is_none(), run.bits));
            if let Some(run) = best {
                if run.fails.is_none() || !words.net {
                    open.retain(|&p| !run.sum.has(p));
                }
                holding += usize::from(run.fails.is_none());
                failing.extend((run.fails.is_some()).then_some(run));
            }
        }
        open.push(position);
    }
    // Where the words have been right about the others, they hardly are wrong about this one: Laplace's rule of
    // succession.
    let trusted = log2(holding as u128 + 1);
    failing
        .into_iter()
        .map(|run| {
            let mut sum = run.sum;
            let enough = if m.words(sum.total).total || m.words(sum.total).closing {
                CERTAIN
            } else {
                CERTAIN + ONLY_NET
            };
            sum.explained = run.fails.filter(|_| run.bits + trusted >= enough);
            sum.weigh(m, &[], work);
            sum
        })
        .collect()
}

/// Do the words of a row say that it is what the rows above it come to?
fn closes(m: &Matrix, position: usize) -> bool {
    let words = m.words(position);
    words.total || words.net || words.closing
}

/// Is a row one of those that stand under the row that is their sum?
fn headed(h: &Hypothesis, position: usize) -> bool {
    h.form == Form::Sum && h.has(position) && h.terms.first().is_some_and(|&(first, _)| first == h.total + 1)
}

/// Is there a sum of the rows of this one further down that leaves its total out? What it passes over is a total
/// of what stands before it: nothing else stands among figures and is not added.
fn passed_over(accepted: &[Hypothesis], sum: &Hypothesis) -> bool {
    let runs_over = |h: &Hypothesis| {
        h.form == Form::Sum
            && !h.has(sum.total)
            && h.total > sum.total
            && sum.terms.iter().all(|&(p, _)| h.has(p))
    };
    accepted.iter().any(runs_over)
}

/// The runs right above a total that begin where a stretch does, or with or after another total, and that fail in
/// one line at most, by a slip.
fn runs(m: &Matrix, total: usize, open: &[usize], work: &mut Work) -> Vec<Run> {
    let closed = |p: usize| closes(m, p) || m.words(p).opening;
    let begins = |at: usize| {
        let (before, first) = (at.checked_sub(1).and_then(|at| open.get(at)), open.get(at));
        before.is_none_or(|&before| closed(before))
            || first.is_some_and(|&first| closed(first) || m.begins.get(first) == Some(&true))
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut tried = 0_u128;
    for start in (0..open.len().saturating_sub(1)).rev().take(LONGEST) {
        let natural = begins(start);
        tried += u128::from(natural);
        // A run that begins in the middle of a stretch must say how long it is.
        let cost = log2(tried.max(1)) + if natural { 0 } else { 2 * log2((open.len() - start) as u128) };
        if tried > ENDS {
            break;
        }
        let terms = open.get(start..).unwrap_or(&[]).iter().map(|&p| (p, 1)).collect();
        let sum = Hypothesis {
            form: Form::Sum,
            total,
            terms,
            parts: true,
            named: false,
            explained: None,
            cost,
            tally: Tally::default(),
        };
        runs.extend(fare(m, sum, work));
    }
    runs
}

/// How a sum fares, unless it fails twice, or by no slip, or says nothing.
fn fare(m: &Matrix, sum: Hypothesis, work: &mut Work) -> Option<Run> {
    let mut fails = None;
    let (mut bits, mut full) = (-sum.cost, 0_usize);
    let mut seen: Vec<u128> = Vec::new();
    for line in 0..m.lines {
        if !work.spend(sum.terms.len() + 1) {
            return None;
        }
        let Some(instance) = sum.instance(m, line).filter(|instance| !instance.empty()) else { continue };
        if instance.holds() {
            let (worth, mark) = instance.worth();
            full += usize::from(instance.nonzero > 1);
            if instance.nonzero > 1 && !seen.contains(&mark) {
                seen.push(mark);
                bits += worth;
            }
        } else if !m.line_is_share(line) {
            if fails.is_some() || !work.spend(sum.terms.len() * sum.terms.len()) {
                return None;
            }
            bits += state::slip_bits(m, &sum, line, BESIDE)?;
            fails = Some(line);
        }
    }
    (full > 0 || fails.is_some()).then_some(Run { sum, fails, bits })
}

#[cfg(test)]
mod tests {
    use crate::engine::{
        options::Rounding,
        relation::{infer, tests::table},
        report::Verdict,
    };

    /// The failing totals, by row, and the cell that is held to be wrong.
    fn failing(text: &str) -> Vec<(usize, Option<usize>)> {
        let found = infer(&table(text), Rounding::Interval);
        let broken = |at: &usize| found.relations[*at].verdict == Verdict::Mismatch;
        let culprit = |at: usize| {
            let of = found.diagnoses.iter().find(|diagnosis| diagnosis.relations.contains(&at));
            of.and_then(|diagnosis| diagnosis.culprit.as_ref()).map(|culprit| culprit.cell.0)
        };
        (0..found.relations.len())
            .filter(broken)
            .map(|at| (found.relations[at].total.0, culprit(at)))
            .collect()
    }

    const ESTATE: &str = "kr | Belopp
        Hyror | 14209318
        Parkering | 1180442
        Tvättstuga | 96715
        Summa intäkter | 15486475
        Värme | 3914407
        Vatten | 1260938
        Städning | 847206
        Summa kostnader | 6022551
        Resultat | 9463924";

    #[test]
    fn a_slip_in_a_single_column_is_told_by_the_word_and_the_digit() {
        let estate = ESTATE.replace("Värme | 3914407", "Värme | -3914407").replace("1260938", "-1260938");
        let estate = estate.replace("847206", "-847206").replace("6022551", "-6022551");
        assert_eq!(failing(&estate), []);
        assert_eq!(
            failing(&estate.replace("1180442", "1780442")).iter().map(|f| f.0).collect::<Vec<_>>(),
            [3]
        );
        // The result bears out what the costs are together.
        assert_eq!(failing(&estate.replace("-6022551", "-6922551")), [(7, Some(7))]);
        // Nobody types this for that: the rows are not what the total is of.
        assert_eq!(failing(&estate.replace("1180442", "1395801")), []);
    }

    #[test]
    fn small_figures_in_a_single_column_are_no_proof() {
        assert_eq!(failing("t | A\n x | 12\n y | 25\n z | 41\n Summa | 88"), []);
    }

    #[test]
    fn a_subtotal_that_the_total_passes_over_is_told() {
        let text = "mkr | A
            Skog | 402,7
            Åker | 88,1
            Summa mark | 440,8
            Maskiner | 17,6
            Bilar | 9,3
            Summa inventarier | 26,9
            Summa tillgångar | 517,7";
        assert_eq!(failing(&text.replace("440,8", "490,8")), []);
        assert_eq!(failing(text).first().map(|f| f.0), Some(2));
    }
}
