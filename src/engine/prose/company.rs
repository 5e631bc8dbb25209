//! The company that a figure is in: a figure that stands among others of which none could be borne out may well be, as they
//! are, of a table that the report does not show.

use super::{
    figures::Draft,
    measure::{Match, ODDS},
    misprint,
    tie::{Verdict, Why},
};
use crate::engine::report::{Place, State};
use std::collections::{BTreeMap, BTreeSet};

/// Figures of a passage of which at least one in [`SHARE`] must be borne out; of fewer no share is asked for.
const SEVERAL: usize = 4;

/// One figure in so many may be borne out by chance.
const SHARE: usize = 4;

/// How many figures stand in one place, and how many of them are borne out.
#[derive(Clone, Copy, Default)]
struct Company {
    all: usize,
    borne_out: usize,
}

impl Company {
    fn add(&mut self, verdict: &Verdict) {
        self.all += 1;
        self.borne_out += usize::from(verdict.is_borne_out());
    }

    /// Without one that is not borne out itself.
    fn beside(self) -> Self {
        Self { all: self.all.saturating_sub(1), ..self }
    }
}

/// Leaves unchecked what only another value speaks against, where nothing beside it is of the tables: no other figure of its
/// sentence, or hardly any of its passage. The very digits of the cell in another unit or order, or with another sign, need
/// no company.
pub(super) fn doubt(drafts: &[Draft], verdicts: &mut [Verdict]) {
    let (mut sentences, mut passages) = (BTreeMap::new(), BTreeMap::new());
    for (draft, verdict) in drafts.iter().zip(&*verdicts).filter(|(draft, _)| is_told(draft)) {
        sentences.entry(draft.sentence).or_insert_with(Company::default).add(verdict);
        passages.entry(draft.block).or_insert_with(Company::default).add(verdict);
    }
    let told: BTreeSet<Cells> = drafts
        .iter()
        .zip(&*verdicts)
        .filter(|(_, verdict)| verdict.is_borne_out())
        .filter_map(|(draft, verdict)| cells(draft, verdict))
        .collect();
    for (draft, verdict) in drafts.iter().zip(verdicts) {
        if verdict.state != State::Contradicted || has_digits_of_cell(draft, verdict) {
            continue;
        }
        // "Underskottet är 11,2 mkr, en avvikelse på 6,7": a cell that another figure of the sentence is, is no deviation of it.
        let of_another = || cells(draft, verdict).is_some_and(|cells| told.contains(&cells));
        if draft.features.deviation && of_another() {
            *verdict = Verdict { why: Why::Uncertain, ..Verdict::default() };
            continue;
        }
        let beside =
            |of: Option<&Company>| of.filter(|_| is_told(draft)).copied().unwrap_or_default().beside();
        let sentence = beside(sentences.get(&draft.sentence));
        let passage = beside(passages.get(&draft.block));
        let alone = sentence.all > 0 && sentence.borne_out == 0;
        let strange = passage.all > 1 && passage.borne_out == 0
            || passage.all >= SEVERAL && passage.borne_out * SHARE <= passage.all;
        if alone || strange {
            *verdict = Verdict { why: Why::Uncertain, ..Verdict::default() };
        }
    }
}

/// A sentence, and cells that a figure of it is held against.
type Cells = (usize, usize, Vec<Place>);

/// The very cells that a figure restates or that speak against it.
fn cells(draft: &Draft, verdict: &Verdict) -> Option<Cells> {
    let target = verdict.target.as_ref().filter(|target| target.working.is_empty())?;
    Some((draft.sentence, target.table, target.places.clone()))
}

/// Is a figure one that the tables could bear out? A price, or what would be, says nothing of what the passage is about.
fn is_told(draft: &Draft) -> bool {
    !draft.bare && !draft.rate && !draft.hypothetical
}

/// Is it no chance that the figure is like the cell that speaks against it?
fn has_digits_of_cell(draft: &Draft, verdict: &Verdict) -> bool {
    let digits = draft.meant.value.mantissa().unsigned_abs();
    match verdict.kind {
        Some(Match::Thousand | Match::RoundedWrongly) => digits >= 10,
        Some(Match::Sign) => digits >= 100,
        _ => verdict.expected.is_some_and(|value| misprint::odds(draft.meant.value, value) >= ODDS),
    }
}
