//! Figures of another thing than the row that their sentence names: *skolan står för 6 mkr av det totala underskottet på
//! 10*, *trots överskottet inom skolan blir underskottet 10 mkr*. What the words no longer point to for certain, no cell
//! speaks against.

use super::{
    figures::Draft,
    flow::Token,
    labels::Labels,
    subject::{Lack, Subject},
    vocabulary::{self, Senses},
};
use crate::engine::unit::Unit;

/// What is measured, as a noun that a whole has, too.
const MEASURED: Senses =
    Senses::all(&[Senses::BUDGET, Senses::DEVIATION, Senses::OUTCOME, Senses::FORECAST, Senses::RESULT]);

/// Leaves a subject open where the words between the figure before and its own lead to the whole, or away from its row.
pub(super) fn shift(
    subject: &mut Subject,
    (before, draft): (Option<&Draft>, &Draft),
    tokens: &[Token],
    is_named: bool,
    labels: &Labels,
    place: u32,
) {
    let before = before.filter(|before| before.sentence == draft.sentence);
    let from = before.map_or(0, |before| before.last + 1);
    let between = tokens.get(from..draft.first).unwrap_or(&[]);
    if tells_of_whole(before, between, tokens, labels) {
        let (rows, _) = labels.wholes_near(place);
        let lack = if rows.is_empty() { Lack::NoRow } else { Lack::Nothing };
        let text = std::mem::take(&mut subject.text);
        *subject = Subject { rows, lack, text, whole: true, unknown: 1, ..Subject::default() };
    } else if !is_shifted(draft, before, between, tokens, is_named) {
        return;
    }
    subject.sure = false;
    // Nor is it the same as what another sentence tells of the row.
    subject.key = format!("? {} {} {}", draft.block, draft.sentence, draft.first);
}

/// *det totala underskottet på*, *står för 6 mkr, eller 60 procent, av underskottet på*
fn tells_of_whole(before: Option<&Draft>, between: &[Token], tokens: &[Token], labels: &Labels) -> bool {
    let of_all = |t: &Token| vocabulary::is_of_all(t.text());
    let measured = |t: &Token| t.senses().has(MEASURED);
    // "Avdelningen har en total avvikelse på": of its own, where nothing else was told before.
    let beside = |at: usize| {
        let weighs = |t: &Token| matches!(t.text(), "medan" | "men" | "mot" | "än");
        before.is_some() || between.iter().take(at).any(weighs)
    };
    let all_of = |pair: &[Token]| matches!(pair, [all, what] if of_all(all) && measured(what));
    let totals = between.windows(2).rposition(all_of).filter(|&at| beside(at));
    let part = between.windows(2).rposition(|pair| match (pair, before) {
        ([of, what], Some(before)) if of.text() == "av" => {
            let left = tokens.get(before.left..before.first).unwrap_or(&[]);
            let takes_part = left.iter().any(|t| vocabulary::takes_part(t.text()));
            // "Eller 60 procent av underskottet på": what deviates is part of nothing of its own.
            let share = before.meant.unit == Some(Unit::Percent) && !left.iter().any(|t| labels.tells(t));
            // "Skolans budget är 90 mkr av budgeten på 320": one budget is part of another.
            let alike =
                before.features.budget && !before.features.deviation && what.senses().has(Senses::BUDGET);
            takes_part && measured(what) || share && what.senses().has(Senses::DEVIATION) || alike
        }
        _ => false,
    });
    // "Det totala underskottet inom skolan på 3 mkr" is of the school.
    let rest = totals.max(part).and_then(|at| between.get(at + 2..));
    rest.is_some_and(|rest| !rest.iter().any(|t| labels.tells(t) && !measured(t)))
}

fn is_shifted(
    draft: &Draft,
    before: Option<&Draft>,
    between: &[Token],
    tokens: &[Token],
    is_named: bool,
) -> bool {
    // "Trots överskottet inom skolan": what the sentence yields to is not what it is about.
    let yields = tokens.first().is_some_and(|t| t.text() == "trots");
    // "72 procent av sin budget, eller 131 mkr" is what was used of it.
    let used = draft.lead == "eller"
        && before.is_some_and(|before| before.meant.unit == Some(Unit::Percent))
        && between.first().is_some_and(|t| t.text() == "av");
    // "Plan- och byggnämnden och kulturnämnden ... 3,2 respektive 1,4": which is whose was not found.
    yields || used || draft.respective && !is_named
}
