//! A whole and its kinds, told in neighbouring sentences: *den totala frånvaron*, *den korta frånvaron*, *den långa
//! frånvaron*. The kinds need not be all there are, so that they can bear the whole out, but never speak against it.

use super::{
    figures::{Against, Draft},
    flow::{Flow, Token},
    sums::{Shape, Sum, add_up, same_kind},
    vocabulary::{self, Senses},
};

/// Sentences after the whole in which its kinds may stand.
const SENTENCES: usize = 5;

/// What a sentence tells of one thing: its figure now and the one before.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    now: Option<usize>,
    then: Option<usize>,
}

/// Finds wholes whose kinds add up to them.
pub(super) fn find(flow: &Flow, drafts: &[Draft], found: &mut Vec<Sum>) {
    let mut by_sentence = std::collections::BTreeMap::<usize, Vec<usize>>::new();
    for (index, draft) in drafts.iter().enumerate().filter(|(_, d)| d.meant.unit.is_some() && !d.rate) {
        by_sentence.entry(draft.sentence).or_default().push(index);
    }
    for (&at, figures) in &by_sentence {
        let Some(sentence) = flow.sentences.get(at) else { continue };
        let Some(noun) = whole(&sentence.tokens) else { continue };
        let total = told(drafts, figures);
        let mut kinds: Vec<Told> = Vec::new();
        for (next, figures) in by_sentence.range(at + 1..=at + SENTENCES) {
            let kind = flow.sentences.get(*next).filter(|s| s.block == sentence.block);
            if kind.is_some_and(|s| is_kind(&s.tokens, noun)) {
                kinds.push(told(drafts, figures));
            }
        }
        let series = [
            (total.now, kinds.iter().filter_map(|k| k.now).collect::<Vec<_>>()),
            (total.then, kinds.iter().filter_map(|k| k.then).collect()),
        ];
        for (total, parts) in series {
            let Some((total, whole)) = total.and_then(|t| Some((t, drafts.get(t)?))) else { continue };
            let alike = parts.iter().all(|&p| drafts.get(p).is_some_and(|d| same_kind(d, whole)));
            if parts.len() < 2 || parts.len() != kinds.len() || !alike {
                continue;
            }
            let terms: Vec<(usize, bool)> = parts.iter().map(|&p| (p, false)).collect();
            let sum = add_up(drafts, total, &terms, Shape::Parts, false).filter(|sum| sum.holds);
            found.extend(sum.map(|sum| Sum { closed: false, ..sum }));
        }
    }
}

/// The stem of what a sentence tells the whole of: the word behind *totala*, *sammanlagda*, *hela*.
fn whole(tokens: &[Token]) -> Option<&str> {
    let said = |t: &Token| t.senses().has(Senses::TOGETHER) || vocabulary::is_of_all(t.text());
    let at = tokens.iter().take(4).position(said)?;
    Some(tokens.get(at + 1)?.word().filter(|w| w.text.chars().count() > 3)?.stem.as_str())
}

/// Does a sentence begin with a kind of a thing: *den korta frånvaron*?
fn is_kind(tokens: &[Token], noun: &str) -> bool {
    let at = tokens.iter().take(5).position(|t| t.word().is_some_and(|w| w.stem == noun));
    at.and_then(|at| tokens.get(at.checked_sub(1)?)).is_some_and(|t| {
        t.word().is_some()
            && !t.senses().has(Senses::TOGETHER)
            && !matches!(t.text(), "den" | "det" | "de" | "hela")
    })
}

/// *från 0,9 till 1,3*, *till 1,5 från 4,2*, *2,8 jämfört med 5,0*.
fn told(drafts: &[Draft], figures: &[usize]) -> Told {
    let of = |lead: &str| figures.iter().copied().find(|&f| drafts.get(f).is_some_and(|d| d.lead == lead));
    let (from, to) = (of("från"), of("till"));
    if from.is_some() || to.is_some() {
        return Told { now: to, then: from };
    }
    let mut told = Told::default();
    for &figure in figures {
        let Some(draft) = drafts.get(figure) else { continue };
        let before = draft.features.previous || draft.aside || told.now.is_some() && draft.lead == "med";
        if before {
            told.then = told.then.or(Some(figure));
        } else if draft.against == Against::Nothing || told.now.is_none() {
            told.now = told.now.or(Some(figure));
        }
    }
    told
}
