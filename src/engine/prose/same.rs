//! Ties figures of the prose to each other: the same fact told in two places.

use super::{
    figures::Draft,
    flow::{Flow, Kindred},
    measure,
    subject::Subject,
    tie::Verdict,
};
use crate::engine::{interval::Interval, unit::Unit};
use std::collections::{BTreeMap, BTreeSet};

/// Six words are what it takes to say a thing of its own; shorter sentences recur by nature.
const SAYING: usize = 6;

/// Two figures that tell the same fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The one that is judged.
    pub(super) claim: usize,
    /// The one it is held against.
    pub(super) other: usize,
    pub(super) agrees: bool,
}

/// Figures that tell the same fact; `two_times`: the tables have deviations both so far and of the year. A disagreement is only told where nothing but the figures differs.
pub(super) fn pairs(
    flow: &Flow,
    drafts: &[Draft],
    subjects: &[Subject],
    verdicts: &[Verdict],
    contexts: &[String],
    two_times: bool,
) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut facts: BTreeMap<(String, &'static str, bool), Vec<usize>> = BTreeMap::new();
    for (index, (draft, subject)) in drafts.iter().zip(subjects).enumerate() {
        if let Some(class) = class(draft).filter(|_| is_fact(draft) && !subject.key.is_empty()) {
            let percent = matches!(draft.meant.unit, Some(Unit::Percent | Unit::Points));
            let domain = contexts.get(index).map_or("", |c| if c.starts_with('!') { "!" } else { "" });
            let key =
                if let Some(row) = one_row(subject) { format!("row {row}") } else { subject.key.clone() };
            // Income and costs of the same body are two things, and so are rows together and each of them.
            let account = draft.features.account.map_or(String::new(), |account| format!(" {account:?}"));
            // And so are the accounts of a body and those of its group.
            let body = draft.features.body.map_or(String::new(), |body| format!(" {body:?}"));
            // Where the tables have both, the deviation so far is not that of the year.
            let so_far = two_times && draft.features.deviation && draft.features.to_date;
            let key = if so_far { format!("{key} so far") } else { key };
            let together = if draft.together && !subject.whole { " together" } else { "" };
            let key = format!("{key}{account}{body}{together}");
            facts.entry((format!("{domain}{key}"), class, percent)).or_default().push(index);
        }
    }
    for ((key, _, _), members) in &facts {
        judge(key, members, drafts, subjects, verdicts, &mut found);
    }
    for members in repeated(flow, drafts, contexts).values() {
        judge_repeated(members, drafts, verdicts, &mut found);
    }
    // A figure is judged once, and by the stronger link first: a repeated sentence is found last and wins.
    let mut by_claim: BTreeMap<usize, Pair> = BTreeMap::new();
    for pair in found {
        let keep = by_claim.get(&pair.claim).is_none_or(|old| old.agrees || !pair.agrees);
        if keep {
            by_claim.insert(pair.claim, pair);
        }
    }
    by_claim.into_values().collect()
}

fn one_row(subject: &Subject) -> Option<usize> {
    subject.rows.first().copied().filter(|_| subject.rows.len() == 1 && subject.sure)
}

fn is_fact(draft: &Draft) -> bool {
    draft.stands_alone()
        && draft.lead != "från"
        && !draft.rest
        && !draft.rate
        && !draft.elsewhen
        && draft.meant.unit.is_some()
}

/// What kind of fact; forecasts of a result, of a deviation and "the forecast" are told as one in summaries.
fn class(draft: &Draft) -> Option<&'static str> {
    let f = draft.features;
    Some(if f.forecast || f.result && f.full_year && !f.to_date {
        "forecast"
    } else if f.deviation {
        "deviation"
    } else if f.result {
        "result"
    } else if f.budget {
        "budget"
    } else if f.outcome {
        "outcome"
    } else {
        return None;
    })
}

fn stands(draft: &Draft) -> Option<(Interval, rust_decimal::Decimal)> {
    let unit = draft.meant.unit?;
    let to = if unit.kronor().is_some() { Unit::Kr } else { Unit::Percent };
    let factor = measure::convert(rust_decimal::Decimal::ONE, unit, to)?.0;
    Some((
        measure::interval(draft.meant.value, draft.meant.hedge).times(factor)?,
        draft.meant.value.checked_mul(factor)?,
    ))
}

/// Do two figures agree? A figure without a sign agrees with either sign.
fn agree(a: &Draft, b: &Draft) -> bool {
    let (Some((x, _)), Some((y, _))) = (stands(a), stands(b)) else { return false };
    // Two printed figures that only touch, as -0,2 and -0,3 do in -0,25, are not the same.
    let overlap = |x: Interval| x.lo < y.hi && y.lo < x.hi;
    overlap(x) || (!a.meant.signed || !b.meant.signed) && overlap(x.negated())
}

/// Groups of figures that agree, in order; none when the figures cannot be grouped.
fn clusters(members: &[usize], drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &member in members {
        let Some(draft) = drafts.get(member) else { continue };
        let home = groups.iter_mut().take(8).find(|group| {
            group.first().and_then(|&first| drafts.get(first)).is_some_and(|first| agree(first, draft))
        });
        match home {
            Some(group) => group.push(member),
            None => groups.push(vec![member]),
        }
    }
    groups
}

fn judge(
    key: &str,
    members: &[usize],
    drafts: &[Draft],
    subjects: &[Subject],
    verdicts: &[Verdict],
    found: &mut Vec<Pair>,
) {
    let groups = clusters(members, drafts);
    for group in &groups {
        agree_all(group, drafts, found);
    }
    // What is narrowed to a part or a time may agree with another figure, but not speak against it.
    let plain: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&m| drafts.get(m).is_some_and(|d| !d.qualified && !d.month_alone))
        .collect();
    let groups = clusters(&plain, drafts);
    let [these, those] = groups.as_slice() else { return };
    // One word may be a common noun that means another thing in each place.
    let subject_clear = key.trim_start_matches('!').starts_with(['h', '*', 'r'])
        || members.iter().all(|&m| subjects.get(m).is_some_and(|s| s.words >= 2));
    let alike = |x: usize, y: usize| {
        let (Some(x), Some(y)) = (drafts.get(x), drafts.get(y)) else { return false };
        let (mut f, mut g) = (x.features, y.features);
        // "Prognosen" and "det förväntade resultatet" are one.
        f.result &= !f.forecast;
        g.result &= !g.forecast;
        // The budgeted result is not what came of it.
        let planned = f.budget == g.budget || f.deviation || f.forecast;
        let same = |a: Option<u16>, b: Option<u16>| a.is_none() || b.is_none() || a == b;
        let whole_year = |f: super::columns::Features| f.full_year || f.forecast;
        planned
            && f.deviation == g.deviation
            && f.forecast == g.forecast
            && f.result == g.result
            && f.in_all == g.in_all
            && whole_year(f) == whole_year(g)
            && same(f.year, g.year)
            && (f.month.is_none() || g.month.is_none() || f.month == g.month)
            // November is not January to November.
            && (f.month.is_none() || g.month.is_none() || x.accumulated == y.accumulated)
            && x.month_alone == y.month_alone
            && x.sentence != y.sentence
            && x.meant.unit.is_some()
    };
    // A sentence that names nothing may be about the whole, or about what the paragraph is about.
    let subject_clear = subject_clear
        && (!key.trim_start_matches('!').starts_with('*')
            || members.iter().all(|&m| subjects.get(m).is_some_and(|s| s.named)));
    let subject_named = members.iter().all(|&m| drafts.get(m).is_some_and(|d| d.own_measure || d.first > 0));
    if subject_clear && subject_named {
        dispute(these, those, alike, verdicts, found);
    }
}

/// Who is wrong: the one against several, or the one that the tables do not bear out, or the later one.
fn dispute(
    a: &[usize],
    b: &[usize],
    alike: impl Fn(usize, usize) -> bool,
    verdicts: &[Verdict],
    found: &mut Vec<Pair>,
) {
    let (many, few) = if b.len() > a.len() { (b, a) } else { (a, b) };
    let (Some(&first), [odd]) = (many.first(), few) else { return };
    let borne_out = |m: usize| verdicts.get(m).is_some_and(Verdict::is_borne_out);
    let (claim, other) = if many.len() == 1 && borne_out(*odd) && !borne_out(first) {
        (first, *odd)
    } else if borne_out(*odd) {
        // The tables say it is right: two facts, not one.
        return;
    } else if many.len() == 1 {
        (first.max(*odd), first.min(*odd))
    } else {
        (*odd, first)
    };
    if alike(claim, other) {
        found.push(Pair { claim, other, agrees: false });
    }
}

fn agree_all(group: &[usize], drafts: &[Draft], found: &mut Vec<Pair>) {
    let [first, rest @ ..] = group else { return };
    let Some(one) = drafts.get(*first) else { return };
    let mut partner = None;
    for &claim in rest {
        if drafts.get(claim).is_some_and(|d| d.sentence != one.sentence) {
            partner.get_or_insert(claim);
            found.push(Pair { claim, other: *first, agrees: true });
        }
    }
    if let Some(other) = partner {
        found.push(Pair { claim: *first, other, agrees: true });
    }
}

/// Figures at the same place of sentences that are equal but for their figures.
fn repeated(flow: &Flow, drafts: &[Draft], contexts: &[String]) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut by_sentence: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        by_sentence.entry(draft.sentence).or_default().push(index);
    }
    let mut groups: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    // Each skeleton by its number: a sentence may hold any number of figures, and each would keep a copy.
    let mut skeletons: BTreeMap<String, usize> = BTreeMap::new();
    for (sentence, members) in &by_sentence {
        let Some((mut skeleton, mut words)) = skeleton(flow, drafts, *sentence, members) else { continue };
        // A short sentence that recurs beside one that does, too, is a passage told twice.
        let block = |sentence: usize| flow.sentences.get(sentence).map(|s| s.block);
        // Which of them is judged is a part of it: the one beside is joined to this one, too.
        skeleton.insert(0, '^');
        let beside = [sentence.checked_sub(1), sentence.checked_add(1)].into_iter().flatten();
        for other in beside.filter(|&other| block(other) == block(*sentence)) {
            let own = by_sentence.get(&other).map_or(&[][..], Vec::as_slice);
            if words < SAYING
                && let Some((text, more)) = self::skeleton(flow, drafts, other, own)
            {
                skeleton.insert_str(if other < *sentence { 0 } else { skeleton.len() }, &text);
                words += more;
            }
        }
        if words < SAYING {
            continue;
        }
        let context = members.first().and_then(|&m| contexts.get(m)).map_or("", String::as_str);
        skeleton.push('|');
        skeleton.push_str(context);
        let next = skeletons.len();
        let skeleton = *skeletons.entry(skeleton).or_insert(next);
        for (place, &member) in members.iter().enumerate() {
            groups.entry((skeleton, place)).or_default().push(member);
        }
    }
    groups.retain(|_, members| members.len() > 1);
    groups
}

/// A sentence without its figures, `members`, and how many words that leaves.
fn skeleton(flow: &Flow, drafts: &[Draft], sentence: usize, members: &[usize]) -> Option<(String, usize)> {
    let sentence = flow.sentences.get(sentence)?;
    let text = flow.blocks.get(sentence.block).map_or("", |block| block.text.as_str());
    let mut skeleton = String::new();
    let mut words = 0;
    // Figures with their units, from left to right like the tokens.
    let mut units = members.iter().filter_map(|&m| drafts.get(m).map(|d| (d.first, d.last))).peekable();
    let signed: BTreeSet<usize> =
        members.iter().filter_map(|&m| drafts.get(m)).filter(|d| d.meant.signed).map(|d| d.first).collect();
    for (at, token) in sentence.tokens.iter().enumerate() {
        while units.next_if(|&(_, last)| last < at).is_some() {}
        let first = units.peek().map(|&(first, _)| first);
        if first.is_some_and(|first| first < at) {
            // The unit belongs to the figure: tkr for mkr is another figure, not another sentence.
            continue;
        }
        match &token.kind {
            // "Plus" and "minus" are signs of the figure that follows, where they were read so.
            Kindred::Word(word, _) if is_sign(&word.text) && signed.contains(&(at + 1)) => {}
            Kindred::Word(word, _) => {
                words += 1;
                skeleton.push_str(&word.text);
            }
            Kindred::Figure(_) if first == Some(at) => skeleton.push('#'),
            Kindred::Figure(_) => skeleton.push_str(token.span.of(text)),
            Kindred::Mark(_) => {}
        }
        skeleton.push(' ');
    }
    Some((skeleton, words))
}

fn is_sign(word: &str) -> bool {
    matches!(word, "plus" | "minus")
}

fn judge_repeated(members: &[usize], drafts: &[Draft], verdicts: &[Verdict], found: &mut Vec<Pair>) {
    let groups = clusters(members, drafts);
    for group in &groups {
        agree_all(group, drafts, found);
    }
    if let [a, b] = groups.as_slice() {
        dispute(a, b, |_, _| true, verdicts, found);
    }
}
