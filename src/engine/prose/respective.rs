//! *A och B uppgick till 1,2 respektive 0,4 mkr*: figures told together, each of its own row, time or measure.
//!
//! What leads up to the first figure, and what follows the last, is said of all of them. What they are told of is named
//! in the same order; only where exactly as many things are named as figures told is it known which is whose. Where each
//! has its name right behind it (*1,2 mkr i A och 0,4 mkr i B*), and none is named before, that is whose it is.

use super::{
    around::year_of,
    columns::Features,
    figures::{Against, Draft},
    flow::{Flow, Kindred, Token},
    labels::Labels,
    subject::{self, Lack},
    vocabulary::{self, Senses},
};
use std::collections::BTreeMap;
use std::ops::Range;

/// Tokens on either side in which what the figures are told of may be named: longer sentences are lists.
const REACH: usize = 40;

/// Tokens of a name at most.
const LONGEST: usize = 7;

/// Words that tell what a figure measures, of which several may be told together.
const MEASURES: Senses =
    Senses::all(&[Senses::DEVIATION, Senses::FORECAST, Senses::OUTCOME, Senses::RESULT, Senses::BUDGET]);

/// The figures that are told together, as ranges of drafts; each is given what is said of all of them, and the year, the
/// month or the measure that is its own.
pub(super) fn chains(flow: &Flow, drafts: &mut [Draft]) -> Vec<Range<usize>> {
    let mut chains = Vec::new();
    let mut at = 0;
    while let Some(first) = drafts.get(at) {
        let tokens = flow.sentences.get(first.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        let chain = at..chain_end(drafts, at, tokens);
        at = chain.end;
        if chain.len() < 2 {
            continue;
        }
        say_of_all(drafts, &chain);
        let sides = sides(drafts, &chain, tokens).map(|side| tokens.get(side).unwrap_or(&[]));
        if let Some(items) = sides.into_iter().find_map(|side| items(side, chain.len())) {
            for (draft, item) in drafts.iter_mut().skip(chain.start).zip(items) {
                item.say_of(draft);
            }
        }
        chains.push(chain);
    }
    chains
}

/// What names a figure that is told together with others.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Tokens of the sentence.
    pub(super) tokens: Range<usize>,
    /// Words beside the names of them all that may narrow what is told, in no name.
    pub(super) beyond: usize,
}

/// What each figure that is told together with others is of.
pub(super) fn names(
    chains: &[Range<usize>],
    flow: &Flow,
    drafts: &[Draft],
    labels: &Labels,
    steps: &mut u64,
) -> BTreeMap<usize, Name> {
    let mut names = BTreeMap::new();
    for chain in chains {
        let Some(first) = drafts.get(chain.start) else { continue };
        let tokens = flow.sentences.get(first.sentence).map_or(&[][..], |s| s.tokens.as_slice());
        // What is named before the figures is what they are of, whatever else is named behind them.
        let [before, behind] = sides(drafts, chain, tokens);
        let mut found = mentions(tokens, before.clone(), labels, steps);
        let mut beyond = untold(tokens, before, &found, labels);
        // "… respektive 2,1 mkr för skolskjutsar": what follows narrows them all.
        let close = drafts.get(chain.end - 1).map_or(0..0, |last| last.last + 1..last.right);
        if !found.is_empty() {
            beyond += untold(tokens, close, &[], labels);
        }
        if found.is_empty() {
            found = mentions(tokens, behind.clone(), labels, steps);
            beyond += untold(tokens, behind, &found, labels);
        }
        if found.len() == chain.len() {
            let found = found.into_iter().map(|tokens| Name { tokens, beyond });
            names.extend(chain.clone().zip(found));
        }
    }
    let mut at = 0;
    while at < drafts.len() {
        let run = named_behind(flow, drafts, at, labels, steps);
        let from = at;
        at += run.len().max(1);
        if run.len() > 1 {
            for (index, tokens) in (from..).zip(run) {
                names.entry(index).or_insert(Name { tokens, beyond: 0 });
            }
        }
    }
    names
}

/// The name behind a figure narrows it to nothing: it is what the figure is of.
pub(super) fn free(drafts: &mut [Draft], names: &BTreeMap<usize, Name>) {
    for (index, name) in names {
        if let Some(draft) = drafts.get_mut(*index).filter(|d| d.last < name.tokens.start && !d.respective) {
            draft.qualified &= draft.features.previous;
        }
    }
}

/// How many words that tell of something are in none of the names.
fn untold(tokens: &[Token], side: Range<usize>, names: &[Range<usize>], labels: &Labels) -> usize {
    let named = |at: &usize| names.iter().any(|name| name.contains(at));
    side.filter(|at| !named(at) && tokens.get(*at).is_some_and(|t| labels.tells(t))).count()
}

/// The names of the figures from `start` on that each have theirs right behind them: *3 mkr i skolan och 2 mkr i vården*.
fn named_behind(
    flow: &Flow,
    drafts: &[Draft],
    start: usize,
    labels: &Labels,
    steps: &mut u64,
) -> Vec<Range<usize>> {
    let Some(first) = drafts.get(start) else { return Vec::new() };
    let tokens = flow.sentences.get(first.sentence).map_or(&[][..], |s| s.tokens.as_slice());
    let telling = |range: Range<usize>| {
        tokens
            .get(range)
            .is_some_and(|t| t.iter().any(|t| labels.tells(t) || t.senses().has(Senses::GENERIC)))
    };
    let mut found = Vec::new();
    let mut open = first.left.max(first.first.saturating_sub(REACH));
    for draft in drafts.iter().skip(start).take_while(|d| d.sentence == first.sentence) {
        let alike = draft.meant.unit == first.meant.unit && !draft.bare;
        if !alike || telling(open..draft.first) {
            break;
        }
        let leads = tokens.get(draft.last + 1).is_some_and(|t| {
            t.is_mark('(')
                || matches!(t.text(), "i" | "för" | "inom" | "på" | "hos" | "vid" | "avser" | "gäller")
        });
        let from = draft.last + 2;
        let name = longest_name(tokens, from, tokens.len(), labels, steps).filter(|_| leads);
        let Some(end) = name else { break };
        let closes = tokens.get(end).is_none_or(|t| {
            matches!(t.kind, Kindred::Mark(',' | ';' | '.' | ')')) || matches!(t.text(), "och" | "samt")
        });
        if !closes {
            break;
        }
        found.push(from..end);
        open = end;
    }
    found
}

/// Where the figures end that are told together with one: with nothing between them but what joins them, and
/// *respektive* before the last.
fn chain_end(drafts: &[Draft], start: usize, tokens: &[Token]) -> usize {
    let mut end = start + 1;
    while let Some((before, this)) = drafts.get(end - 1).zip(drafts.get(end)) {
        let between = tokens.get(before.last + 1..this.first).unwrap_or(&[]);
        let joined = before.sentence == this.sentence
            && !between.is_empty()
            && between.iter().all(|t| t.is_mark(',') || is_respective(t))
            && before.meant.unit == this.meant.unit
            && !this.bare;
        if !joined {
            break;
        }
        end += 1;
        if between.iter().any(is_respective) {
            return end;
        }
    }
    start + 1
}

fn is_respective(token: &Token) -> bool {
    matches!(token.text(), "respektive" | "resp")
}

/// What is said before the first figure and behind the last.
fn sides(drafts: &[Draft], chain: &Range<usize>, tokens: &[Token]) -> [Range<usize>; 2] {
    let first = drafts.get(chain.start).map_or(0..0, |d| d.left.max(d.first.saturating_sub(REACH))..d.first);
    let next =
        drafts.get(chain.end).filter(|n| drafts.get(chain.start).is_some_and(|d| d.sentence == n.sentence));
    let end = next.map_or(tokens.len(), |n| n.first);
    let last = drafts.get(chain.end - 1).map_or(0..0, |d| d.last + 1..end.min(d.last + 1 + REACH));
    [first, last]
}

/// Gives every figure of a chain what the words before the first and behind the last say.
fn say_of_all(drafts: &mut [Draft], chain: &Range<usize>) {
    let Some(first) = drafts.get(chain.start).cloned() else { return };
    let Some(last) = drafts.get(chain.end - 1).cloned() else { return };
    let compared = if first.against == Against::Nothing { &last } else { &first };
    let measured = if first.said.has_measure() { &first } else { &last };
    // Beside figures with signs one without is above nought: "-2,6 respektive 1,2".
    let signed = drafts.get(chain.clone()).is_some_and(|told| told.iter().any(|d| d.written_sign));
    for draft in drafts.iter_mut().take(chain.end).skip(chain.start) {
        draft.against = compared.against;
        draft.against_year = compared.against_year;
        draft.more = if first.more == 0 { last.more } else { first.more };
        if !draft.written_sign {
            draft.direction = if first.direction == 0 { last.direction } else { first.direction };
        }
        draft.features = when_of_both(measured.features, first.said, last.said);
        draft.said = when_of_both(measured.said, first.said, last.said);
        draft.own_measure = measured.own_measure;
        draft.lead.clone_from(&first.lead);
        draft.moves = first.moves;
        draft.level = first.level;
        draft.came_to = first.came_to;
        draft.part = first.part;
        draft.elsewhen |= first.elsewhen || last.elsewhen;
        draft.hypothetical |= first.hypothetical;
        draft.qualified |= first.qualified || last.qualified;
        draft.accumulated |= first.accumulated || last.accumulated;
        // The unit stands once, behind the last.
        draft.borrowed = false;
        draft.respective = true;
        draft.meant.signed |= signed;
    }
}

/// What is measured, of the time that the words before the first figure or behind the last say.
fn when_of_both(measured: Features, first: Features, last: Features) -> Features {
    Features {
        previous: measured.previous || first.previous || last.previous,
        full_year: measured.full_year || first.full_year || last.full_year,
        to_date: measured.to_date || first.to_date || last.to_date,
        year: measured.year.or(first.year).or(last.year),
        month: measured.month.or(first.month).or(last.month),
        ..measured
    }
}

/// What one of several figures is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Year(u16),
    Month(u8),
    Measure(Senses),
}

impl Item {
    fn of(token: &Token) -> Option<Self> {
        let measure = Some(token.senses()).filter(|senses| senses.has(MEASURES)).map(Self::Measure);
        let month = || vocabulary::month(token.text()).map(Self::Month);
        year_of(token).map(Self::Year).or_else(month).or(measure)
    }

    fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    fn say_of(self, draft: &mut Draft) {
        match self {
            Self::Year(year) => {
                draft.features.year = Some(year);
                draft.said.year = Some(year);
            }
            Self::Month(month) => {
                draft.features.month = Some(month);
                draft.said.month = Some(month);
                draft.accumulated = false;
            }
            Self::Measure(senses) => {
                let when = Features {
                    previous: draft.features.previous,
                    full_year: draft.features.full_year,
                    to_date: draft.features.to_date,
                    year: draft.features.year,
                    month: draft.features.month,
                    ..Features::default()
                };
                draft.features = when;
                draft.features.add(senses);
                draft.said = draft.features;
                draft.own_measure = true;
            }
        }
    }
}

/// As many years, months or measures as there are figures, with nothing between them but what joins them; none where more
/// of the kind are named.
fn items(side: &[Token], count: usize) -> Option<Vec<Item>> {
    let found: Vec<(usize, Item)> =
        side.iter().enumerate().filter_map(|(at, token)| Some((at, Item::of(token)?))).collect();
    let joins = |t: &Token| {
        t.is_mark(',')
            || is_respective(t)
            || matches!(
                t.text(),
                "och" | "samt" | "i" | "för" | "år" | "under" | "en" | "ett" | "till" | "med"
            )
    };
    found.windows(count).find_map(|run| {
        let (&(_, first), &(_, last)) = (run.first()?, run.last()?);
        let alike = run.iter().all(|(_, item)| item.is_like(first));
        let once =
            run.iter().enumerate().all(|(at, (_, item))| run.iter().skip(at + 1).all(|(_, o)| o != item));
        let only = found.iter().filter(|(_, item)| item.is_like(last)).count() == count;
        let joined = run.windows(2).all(|pair| match pair {
            [(a, _), (b, _)] => side.get(a + 1..*b).is_some_and(|t| !t.is_empty() && t.iter().all(joins)),
            _ => false,
        });
        (alike && once && only && joined).then(|| run.iter().map(|(_, item)| *item).collect())
    })
}

/// The rows that are named one after another, each by its whole label, as tokens.
fn mentions(tokens: &[Token], side: Range<usize>, labels: &Labels, steps: &mut u64) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = side.start;
    while at < side.end {
        let longest = longest_name(tokens, at, side.end, labels, steps);
        if let Some(end) = longest {
            found.push(at..end);
        }
        at = longest.unwrap_or(at + 1);
    }
    found
}

/// Where the longest name that begins at a token ends.
fn longest_name(tokens: &[Token], at: usize, end: usize, labels: &Labels, steps: &mut u64) -> Option<usize> {
    let ends = (at + 1..=end.min(at + LONGEST)).rev();
    ends.into_iter().find(|&end| tokens.get(at..end).is_some_and(|name| is_name(name, labels, steps)))
}

/// Are some tokens the whole label of a row, and nothing more?
fn is_name(tokens: &[Token], labels: &Labels, steps: &mut u64) -> bool {
    let ends =
        tokens.first().is_some_and(|t| labels.tells(t)) && tokens.last().is_some_and(|t| labels.tells(t));
    let within = |t: &Token| match &t.kind {
        Kindred::Word(_, senses) => !senses.has(Senses::CLAUSE),
        Kindred::Figure(_) => false,
        Kindred::Mark(mark) => *mark == '-',
    };
    if !ends || !tokens.iter().all(within) {
        return false;
    }
    let content: Vec<&Token> = tokens.iter().filter(|t| labels.tells(t)).collect();
    let subject = subject::from_words(&content, labels, steps);
    // A label that stands in several tables is one name.
    subject.sure
        || subject.lack == Lack::SeveralRows
            && subject.unknown == 0
            && (subject.joint.is_empty() || subject.loosely)
}
