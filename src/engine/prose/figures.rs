//! The figures of a sentence: their units, signs and hedges, and what the words around them say of them.

use super::{
    flow::{Flow, Kindred, Number, Token},
    labels::Features,
    measure::Meant,
    vocabulary::{self, Hedge, Senses},
};
use crate::engine::{span::Span, unit::Unit};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What a difference is told against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Against {
    #[default]
    Nothing,
    Budget,
    Forecast,
    Previous,
    /// *lägre än* something that is not named.
    Other,
}

/// A figure of a sentence with what is said of it there.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing that the words say or do not say")]
pub(super) struct Draft {
    pub(super) sentence: usize,
    pub(super) block: usize,
    /// Tokens of the figure and its unit, in the sentence.
    pub(super) first: usize,
    pub(super) last: usize,
    /// In the block's text; with unit.
    pub(super) place: Span,
    /// With the sign that is meant.
    pub(super) meant: Meant,
    /// The sign as written, if there is one.
    pub(super) written_sign: bool,
    /// The direction that words give: 1 good, -1 bad, 0 none.
    pub(super) direction: i8,
    pub(super) features: Features,
    /// Whether the sentence itself says what is measured; otherwise a neighbour or a heading does.
    pub(super) own_measure: bool,
    pub(super) against: Against,
    /// *varav*: inside what was told before.
    pub(super) part: bool,
    /// *övriga*: closes a list of parts.
    pub(super) rest: bool,
    /// The sum of what is told: *totalt*, *tillsammans*.
    pub(super) together: bool,
    /// In brackets that tell of another time: *(mars -0,3 mnkr)*.
    pub(super) aside: bool,
    /// Changes from one time to another: *har ökat med*.
    pub(super) moves: bool,
    /// What would be if something were otherwise.
    pub(super) hypothetical: bool,
    /// Of another year or month than the report's.
    pub(super) elsewhen: bool,
    /// Per piece, per day.
    pub(super) rate: bool,
    /// Has no unit of its own: borrowed from the next figure, or none at all.
    pub(super) borrowed: bool,
    /// The unit as written.
    pub(super) unit_text: String,
    /// The last word before the figure, for "från" and "till".
    pub(super) lead: String,
    /// The tokens that talk about this figure: from, figure, to.
    pub(super) left: usize,
    pub(super) right: usize,
    /// A plain number of things; a claim only where it restates a cell.
    pub(super) bare: bool,
}

/// Finds the figures of every sentence that may be claims.
pub(super) fn find(flow: &Flow, inside_labels: &BTreeSet<(String, String)>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (index, sentence) in flow.sentences.iter().enumerate() {
        let from = drafts.len();
        let text = flow.blocks.get(sentence.block).map_or("", |block| block.text.as_str());
        let mut at = 0;
        while let Some(token) = sentence.tokens.get(at) {
            if let Kindred::Figure(number) = token.kind
                && let Some(draft) =
                    draft(index, sentence.block, &sentence.tokens, at, number, text, inside_labels)
            {
                at = draft.last;
                drafts.push(draft);
            }
            at += 1;
        }
        if let Some(own) = drafts.get_mut(from..) {
            borrow_units(own, &sentence.tokens);
            describe(own, &sentence.tokens);
        }
    }
    drafts
}

fn draft(
    sentence: usize,
    block: usize,
    tokens: &[Token],
    at: usize,
    number: Number,
    text: &str,
    inside_labels: &BTreeSet<(String, String)>,
) -> Option<Draft> {
    let token = tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    let (mut value, mut signed) =
        (number.figure.value, number.figure.sign != crate::engine::figure::Sign::None);
    let mut start = token.span.start as usize;
    if number.detached && signed && !takes_sign(before) {
        // A dash of the sentence, not a sign.
        value = value.abs();
        signed = false;
        let digits = token.span.of(text);
        start += digits.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    }
    let digits: String = token.span.of(text).chars().filter(char::is_ascii_digit).collect();
    if let Some(word) = before.and_then(Token::word)
        && !signed
        && inside_labels.contains(&(word.stem.clone(), digits.clone()))
    {
        return None;
    }
    let unit = unit_after(tokens, at, text);
    let last = unit.as_ref().map_or(at, |u| u.2);
    let end = tokens.get(last)?.span.end as usize;
    if unit.is_none() && is_no_amount(tokens, at, value, signed, &digits, text) {
        return None;
    }
    let hedge =
        before.map(Token::text).and_then(vocabulary::hedge).filter(|hedge| hedge_holds(*hedge, tokens, at));
    let place = Span::new(start, end);
    let rate = unit.is_some() && is_rate(tokens, last);
    Some(Draft {
        sentence,
        block,
        first: at,
        last,
        place,
        meant: Meant { value, unit: unit.as_ref().map(|u| u.0), signed, hedge },
        written_sign: signed,
        direction: 0,
        features: Features::default(),
        own_measure: false,
        against: Against::Nothing,
        part: false,
        rest: false,
        together: false,
        aside: false,
        moves: false,
        hypothetical: false,
        elsewhen: false,
        rate,
        borrowed: false,
        unit_text: unit.as_ref().map_or_else(String::new, |u| u.1.clone()),
        lead: before.map(|b| b.text().to_owned()).unwrap_or_default(),
        left: 0,
        right: at,
        bare: unit.is_none(),
    })
}

/// A sign with a space after it is a sign where a figure is expected: after a preposition, a verb or a hedge.
fn takes_sign(before: Option<&Token>) -> bool {
    let Some(before) = before else { return true };
    match &before.kind {
        Kindred::Word(word, senses) => {
            matches!(
                word.text.as_str(),
                "på" | "om"
                    | "till"
                    | "med"
                    | "är"
                    | "av"
                    | "mot"
                    | "från"
                    | "blir"
                    | "blev"
                    | "ca"
                    | "cirka"
                    | "var"
            ) || vocabulary::hedge(&word.text).is_some()
                || senses.has(Senses::STOP) && !senses.has(Senses::CLAUSE)
                || senses.has(Senses::DEVIATION | Senses::FORECAST | Senses::RESULT)
        }
        // "2,2 - 0,6": minus, in arithmetic.
        Kindred::Figure(_) => true,
        Kindred::Mark(mark) => matches!(mark, '(' | ':' | '=' | '+'),
    }
}

/// *över* and *under* before a figure are hedges only after a verb: "uppgår till över 3 mkr", not "3 mkr över 2".
fn hedge_holds(hedge: Hedge, tokens: &[Token], at: usize) -> bool {
    let word = at.checked_sub(1).and_then(|b| tokens.get(b)).map_or("", Token::text);
    if word != "över" {
        return true;
    }
    let _ = hedge;
    at.checked_sub(2)
        .and_then(|b| tokens.get(b))
        .is_none_or(|token| !matches!(token.kind, Kindred::Figure(_)) && !is_unit(token.text()))
}

fn is_unit(word: &str) -> bool {
    unit_word(word).is_some()
}

fn unit_word(word: &str) -> Option<Unit> {
    Some(match word {
        "kr" | "kronor" | "krona" | "sek" => Unit::Kr,
        "tkr" | "kkr" | "tsek" | "ksek" => Unit::Tkr,
        "mkr" | "mnkr" | "msek" | "milj" | "mnkronor" => Unit::Mkr,
        "mdkr" | "mdr" | "mdsek" => Unit::Mdkr,
        "procent" => Unit::Percent,
        "procentenhet" | "procentenheter" => Unit::Points,
        _ => return None,
    })
}

/// The unit after a figure: what it is, how it is written, and its last token.
fn unit_after(tokens: &[Token], at: usize, text: &str) -> Option<(Unit, String, usize)> {
    let next = tokens.get(at + 1)?;
    let end = tokens.get(at)?.span.end;
    // A unit stands beside its figure.
    if next.span.start > end + 2 && text.get(end as usize..next.span.start as usize)?.trim() != "" {
        return None;
    }
    let written = |last: usize| -> Option<String> {
        let span = Span::new(next.span.start as usize, tokens.get(last)?.span.end as usize);
        Some(span.of(text).to_owned())
    };
    if next.is_mark('%') {
        let points = tokens.get(at + 2).is_some_and(|t| t.is_mark('-'))
            && tokens.get(at + 3).is_some_and(|t| t.text().starts_with("enhet"));
        return if points {
            Some((Unit::Points, written(at + 3)?, at + 3))
        } else {
            Some((Unit::Percent, "%".into(), at + 1))
        };
    }
    let word = next.text();
    let kronor = |i: usize| tokens.get(i).is_some_and(|t| matches!(t.text(), "kronor" | "kr" | "sek"));
    if word == "milj" {
        // "milj. kr"
        let last = if tokens.get(at + 2).is_some_and(|t| t.is_mark('.')) { at + 3 } else { at + 2 };
        return if kronor(last) { Some((Unit::Mkr, written(last)?, last)) } else { None };
    }
    if let Some(unit) = unit_word(word) {
        return Some((unit, written(at + 1)?, at + 1));
    }
    let scaled = match word {
        "tusen" | "tusental" | "tusentals" => Unit::Tkr,
        "miljon" | "miljoner" => Unit::Mkr,
        "miljard" | "miljarder" => Unit::Mdkr,
        _ => return None,
    };
    if kronor(at + 2) {
        return Some((scaled, written(at + 2)?, at + 2));
    }
    // "22 miljoner" in a report is money unless a noun follows.
    let free = tokens.get(at + 2).is_none_or(|t| match &t.kind {
        Kindred::Word(_, senses) => {
            senses.has(Senses::STOP | Senses::CLAUSE | Senses::HIGHER | Senses::LOWER)
        }
        _ => true,
    });
    (free && scaled != Unit::Tkr).then_some(())?;
    Some((scaled, written(at + 1)?, at + 1))
}

/// *kr per dygn*, *kronor/timme*.
fn is_rate(tokens: &[Token], last: usize) -> bool {
    let mut at = last + 1;
    let per = tokens.get(at).is_some_and(|t| t.text() == "per" || t.is_mark('/') || t.text() == "i");
    let timely = tokens.get(at).is_some_and(|t| t.text() == "i");
    at += 1;
    if timely {
        return tokens.get(at).is_some_and(|t| matches!(t.text(), "timmen" | "dygnet" | "veckan"));
    }
    let thing = |at: usize| tokens.get(at).is_some_and(|t| vocabulary::is_rate(t.text()));
    per && (thing(at) || tokens.get(at).is_some_and(|t| t.senses().has(Senses::STOP)) && thing(at + 1))
}

/// Years, dates, ages, paragraphs, streets, pages: numbers without a unit that no one would look for in a table.
fn is_no_amount(tokens: &[Token], at: usize, value: Decimal, signed: bool, digits: &str, text: &str) -> bool {
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    let after = tokens.get(at + 1);
    let whole = value.scale() == 0;
    let plain_year = whole
        && digits.len() == 4
        && !signed
        && tokens.get(at).is_some_and(|t| t.span.of(text).len() == 4)
        && (Decimal::from(1900)..Decimal::from(2100)).contains(&value);
    let month = after.is_some_and(|t| vocabulary::month(t.text()).is_some());
    let mark_before = before.is_some_and(|t| {
        matches!(t.kind, Kindred::Mark('§' | '#' | '/'))
            || matches!(
                t.text(),
                "sid"
                    | "sida"
                    | "sidan"
                    | "kap"
                    | "kapitel"
                    | "artikel"
                    | "paragraf"
                    | "nr"
                    | "nummer"
                    | "kl"
                    | "tel"
                    | "telefon"
                    | "version"
                    | "bilaga"
                    | "etapp"
                    | "mål"
                    | "punkt"
                    | "steg"
                    | "avsnitt"
                    | "vecka"
                    | "v"
                    | "tabell"
                    | "diagram"
                    | "figur"
                    | "år"
                    | "fokusområde"
                    | "våning"
                    | "nivå"
                    | "dnr"
            )
    });
    let mark_after = after.is_some_and(|t| {
        matches!(t.kind, Kindred::Mark('+' | '§' | '/' | ':' | '°'))
            || matches!(
                t.text(),
                "år" | "åringar" | "årig" | "kap" | "st" | "gånger" | "e" | "a" | "dagar" | "timmar"
            )
    });
    // The number that starts a heading or a list item.
    let numbering = before.is_none() && !signed && whole;
    plain_year || month || mark_before || mark_after || numbering
}

/// A figure without a unit that stands in a chain with one that has: "2,2 - 0,6 = 1,6 mnkr", "från 0,9 till 1,3
/// procent", "3 respektive 4 mkr".
fn borrow_units(drafts: &mut [Draft], tokens: &[Token]) {
    for index in (0..drafts.len().saturating_sub(1)).rev() {
        let Some((this, next)) = drafts.get(index).zip(drafts.get(index + 1)) else { continue };
        if this.meant.unit.is_some() || next.meant.unit.is_none() {
            continue;
        }
        let between = tokens.get(this.last + 1..next.first).unwrap_or(&[]);
        let linked = between.iter().any(|t| {
            matches!(t.text(), "till" | "och" | "respektive" | "resp" | "eller" | "samt")
                || t.is_mark('=')
                || t.is_mark('+')
        }) || between.is_empty() && next.written_sign;
        let only_links = between.iter().all(|t| {
            matches!(
                t.text(),
                "till"
                    | "och"
                    | "respektive"
                    | "resp"
                    | "eller"
                    | "samt"
                    | "föregående"
                    | "förra"
                    | "fg"
                    | "år"
                    | "året"
                    | "i"
                    | "fjol"
                    | "ifjol"
            ) || matches!(t.kind, Kindred::Mark('=' | '+' | '-' | '–' | '−' | ','))
        });
        if linked && only_links && between.len() <= 5 {
            let (unit, unit_text) = (next.meant.unit, next.unit_text.clone());
            if let Some(this) = drafts.get_mut(index) {
                this.meant.unit = unit;
                this.unit_text = unit_text;
                this.borrowed = true;
                this.bare = false;
            }
        }
    }
}

/// Reads the words around every figure of a sentence.
fn describe(drafts: &mut [Draft], tokens: &[Token]) {
    let mut open = 0;
    let mut inherited: Option<Features> = None;
    for index in 0..drafts.len() {
        let end = drafts.get(index + 1).map_or(tokens.len(), |next| next.first);
        let Some(draft) = drafts.get_mut(index) else { continue };
        draft.left = open;
        draft.right = right_edge(tokens, draft.last, end);
        open = draft.last + 1;
        let left = tokens.get(draft.left..draft.first).unwrap_or(&[]);
        let right = tokens.get(draft.last + 1..draft.right).unwrap_or(&[]);
        let own = words_around(draft, left, right);
        draft.own_measure = own.has_measure();
        draft.features = own;
        if !own.has_measure()
            && let Some(before) = inherited
        {
            let mut features = before;
            features.previous |= own.previous;
            features.full_year |= own.full_year;
            features.to_date |= own.to_date;
            features.year = own.year.or(before.year);
            features.month = own.month.or(before.month);
            draft.features = features;
        }
        if !draft.aside {
            inherited = Some(draft.features);
        }
    }
}

/// Where the words that follow a figure stop talking about it.
fn right_edge(tokens: &[Token], last: usize, end: usize) -> usize {
    let mut than = false;
    for (at, token) in tokens.iter().enumerate().take(end).skip(last + 1) {
        let stops = match &token.kind {
            Kindred::Mark(mark) => matches!(mark, ',' | ';' | ':' | '(' | '.' | '!' | '?'),
            Kindred::Word(word, senses) => {
                than |= senses.has(Senses::THAN);
                word.text == "och"
                    || word.text == "samt"
                    || senses.has(Senses::CLAUSE | Senses::PART)
                    // "än när …" goes on; a new clause does not.
                    && !than
            }
            Kindred::Figure(_) => false,
        };
        // Ten words after the figure the sentence has gone on to something else.
        if stops || at > last + 10 {
            return at;
        }
    }
    end
}

fn words_around(draft: &mut Draft, left: &[Token], right: &[Token]) -> Features {
    let mut features = Features::default();
    let mut than = false;
    let mut opened = false;
    let now = last_clause(left);
    for (at, token) in left.iter().enumerate() {
        let senses = token.senses();
        than |= matches!(token.text(), "jämfört" | "än");
        if token.is_mark('(') {
            opened = true;
        } else if token.is_mark(')') {
            opened = false;
        }
        add_word(&mut features, token);
        if at < now {
            // When something was, told in an earlier clause, is not when the figure is.
            features = Features {
                previous: false,
                year: None,
                month: None,
                to_date: false,
                full_year: false,
                ..features
            };
        }
        if senses.has(Senses::POSITIVE) {
            draft.direction = 1;
        }
        if senses.has(Senses::NEGATIVE) {
            draft.direction = -1;
        }
        draft.part |= senses.has(Senses::PART);
        draft.rest |= senses.has(Senses::REST);
        draft.together |= senses.has(Senses::TOGETHER);
        draft.moves |= senses.has(Senses::MOVES);
        draft.hypothetical |= senses.has(Senses::IF);
        if draft.hypothetical && token.text() == "hade" {
            draft.hypothetical = left.iter().any(|t| t.text() == "om" || t.text() == "varit");
        }
    }
    draft.aside = opened
        && left.iter().rev().take_while(|t| !t.is_mark('(')).any(|t| {
            vocabulary::month(t.text()).is_some()
                || t.senses().has(Senses::PREVIOUS)
                || t.senses().has(Senses::FORECAST)
        })
        || opened && draft.left > 0 && left.first().is_some_and(|t| t.is_mark('('));
    // "Av överskottet beror 1,5 mkr på …", "2,0 mkr avser …": a part of what is spoken of.
    let of =
        left.first().is_some_and(|t| matches!(t.text(), "av" | "däri" | "häri" | "därtill" | "dessutom"));
    let told_of = right.first().is_some_and(|t| {
        matches!(
            t.text(),
            "avser" | "beror" | "förklaras" | "hänförs" | "gäller" | "kommer" | "består" | "utgörs"
        )
    });
    let held = matches!(draft.lead.as_str(), "på" | "om" | "med" | "till" | "är" | "av" | "ca" | "cirka");
    draft.part |= draft.left == 0 && of || told_of && !held || draft.lead == "beror" || draft.lead == "står";
    let mut compared = false;
    let mut weighed = false;
    // "mer i löneökning än" weighs two things, but against no budget.
    let loosely = right.iter().take(2).any(|t| matches!(t.text(), "mer" | "mindre" | "fler" | "färre"));
    let mut beyond = Features::default();
    for (at, token) in right.iter().enumerate() {
        let senses = token.senses();
        if at < 3 && !compared {
            if senses.has(Senses::POSITIVE) {
                draft.direction = 1;
            }
            if senses.has(Senses::NEGATIVE) {
                draft.direction = -1;
            }
        }
        draft.hypothetical |= senses.has(Senses::IF) && token.text() == "skulle";
        let comparing = senses.has(Senses::HIGHER | Senses::LOWER) && !is_preposition(right, at)
            || senses.has(Senses::THAN)
            || matches!(token.text(), "bättre" | "sämre") && at < 2;
        // "mer i löneökning" compares nothing that is named.
        if comparing {
            compared = true;
            weighed |= !senses.has(Senses::THAN) || senses.has(Senses::HIGHER | Senses::LOWER);
        } else if compared {
            add_word(&mut beyond, token);
        } else {
            add_word(&mut features, token);
        }
    }
    // "resultat 4,5 jämfört med budget 3,0" sets two levels side by side; "4,5 bättre än budget" is their difference.
    let level = !weighed && (features.result || features.outcome || features.forecast || features.budget);
    if (compared || than) && (!level || features.deviation) {
        draft.against = if beyond.previous || than && features.previous {
            Against::Previous
        } else if beyond.forecast {
            Against::Forecast
        } else if beyond.budget {
            Against::Budget
        } else if compared {
            Against::Other
        } else {
            Against::Nothing
        };
        match draft.against {
            Against::Budget => features.deviation = true,
            Against::Previous => features.change = true,
            Against::Forecast | Against::Other if !features.has_measure() && !loosely => {
                features.deviation = true;
            }
            _ => {}
        }
    }
    let beside = right.first().map_or("", Token::text);
    if matches!(beside, "plus" | "minus" | "back") && !features.has_measure() {
        features.deviation = true;
    }
    if features.deviation {
        features.budget = false;
        features.outcome = false;
        features.result = false;
    }
    if features.previous && draft.moves {
        features.change = true;
    }
    features
}

/// Where the clause of the figure begins: after the last *och* or comma behind which something is measured, where
/// something was measured or done before it, too.
fn last_clause(left: &[Token]) -> usize {
    let measures = |t: &Token| {
        t.senses()
            .has(Senses::DEVIATION | Senses::FORECAST | Senses::OUTCOME | Senses::RESULT | Senses::BUDGET)
    };
    let starts = |t: &Token| t.text() == "och" || t.is_mark(',') || t.senses().has(Senses::CLAUSE);
    let Some(last) = left.iter().rposition(measures) else { return 0 };
    let Some(before) = left.get(..last).and_then(|head| head.iter().rposition(starts)) else { return 0 };
    // "Barn och familj har en avvikelse": one clause. A verb before the break makes two.
    let head = left.get(..before).unwrap_or(&[]);
    let verb = head.iter().any(|t| {
        matches!(
            t.text(),
            "har"
                | "är"
                | "blir"
                | "blev"
                | "ger"
                | "gav"
                | "var"
                | "visar"
                | "beror"
                | "ligger"
                | "uppgår"
                | "innebär"
                | "minskar"
                | "ökar"
                | "fortsätter"
                | "avviker"
        ) || measures(t)
    });
    if verb { before } else { 0 }
}

/// *under året*, *över tid*: not *under budget*, and not *2 mkr under*.
fn is_preposition(right: &[Token], at: usize) -> bool {
    if !right.get(at).is_some_and(|t| matches!(t.text(), "under" | "över")) {
        return false;
    }
    let mut next = right
        .get(at + 1..)
        .unwrap_or(&[])
        .iter()
        .filter(|t| !matches!(t.text(), "de" | "den" | "det" | "periodens"));
    next.next().is_some_and(|t| {
        !t.senses().has(Senses::BUDGET | Senses::FORECAST | Senses::OUTCOME | Senses::PREVIOUS)
            && !t.text().contains("budget")
            && !matches!(t.kind, Kindred::Mark(_))
    })
}

fn add_word(features: &mut Features, token: &Token) {
    match &token.kind {
        Kindred::Word(word, senses) => {
            features.add(*senses);
            if let Some(month) = vocabulary::month(&word.text) {
                features.month = Some(month);
                features.to_date |= !senses.has(Senses::FORECAST);
            }
        }
        Kindred::Figure(number) => {
            let value = number.figure.value;
            if value.scale() == 0 && (Decimal::from(1900)..Decimal::from(2100)).contains(&value) {
                features.year = u16::try_from(value.mantissa()).ok();
            }
        }
        Kindred::Mark(_) => {}
    }
}
