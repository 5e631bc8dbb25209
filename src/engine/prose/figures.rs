//! The figures of a sentence: their units, signs and hedges.

use super::{
    around::describe,
    columns::Features,
    flow::{Flow, Kindred, Number, Token},
    measure::Meant,
    numbers::is_no_amount,
    units::{is_rate, is_unit, unit_after},
    vocabulary::{self, Senses},
};
use crate::engine::span::Span;
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
    /// *lägre*, and nothing is said of than what.
    Unsaid,
    /// *lägre än* something that is none of these.
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
    /// What the words beside it say, and nothing that it has from a neighbour or a heading.
    pub(super) said: Features,
    /// Whether the sentence itself says what is measured; otherwise a neighbour or a heading does.
    pub(super) own_measure: bool,
    pub(super) against: Against,
    /// The year that it is compared with: *än 2017*.
    pub(super) against_year: Option<u16>,
    /// Said to have become better (1) or worse (-1): *en förbättring med*.
    pub(super) better: i8,
    /// Said to be more (1) or less (-1) than something else.
    pub(super) more: i8,
    /// *varav*: inside what was told before.
    pub(super) part: bool,
    /// *övriga*: closes a list of parts.
    pub(super) rest: bool,
    /// The sum of what is told: *totalt*, *tillsammans*.
    pub(super) together: bool,
    /// The sum of things that are named one by one: *löner och hyror tillsammans*.
    pub(super) joined: bool,
    /// In brackets that tell of another time: *(mars -0,3 mnkr)*.
    pub(super) aside: bool,
    /// Changes from one time to another: *har ökat med*.
    pub(super) moves: bool,
    /// Told as how much there is, with no other word for what is measured: *investeringarna uppgick till*.
    pub(super) level: bool,
    /// Told as what something came to, whatever else is said of it: *uppgick i september till*.
    pub(super) came_to: bool,
    /// What would be if something were otherwise.
    pub(super) hypothetical: bool,
    /// Of several months together: *januari–november*, *perioden*; not of the one that is named.
    pub(super) accumulated: bool,
    /// Narrowed to a part, a place or a time by the words around it: *exklusive bolagen*, *i simhallen*, *före tillägget*.
    pub(super) qualified: bool,
    /// Of another year or month than the report's.
    pub(super) elsewhen: bool,
    /// The year that the report is of.
    pub(super) report_year: Option<u16>,
    /// *i år*.
    pub(super) this_year: bool,
    /// *I augusti*: in a month, where nothing says which is the report's; not *efter augusti*.
    pub(super) month_alone: bool,
    /// Nothing around it, in its paragraph or the headings above, speaks of another time than the report's.
    pub(super) timely: bool,
    /// Per piece, per day.
    pub(super) rate: bool,
    /// Has no unit of its own: borrowed from the next figure, or none at all.
    pub(super) borrowed: bool,
    /// One of several that are told together: *1,2 respektive 0,4 mkr*.
    pub(super) respective: bool,
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

impl Draft {
    /// Is it told by itself, of now and with a measure of its own, and compared with nothing but the budget?
    pub(super) fn stands_alone(&self) -> bool {
        self.own_measure && self.is_alone()
    }

    /// Is it told by itself and of now, wherever its measure is from?
    pub(super) fn is_alone(&self) -> bool {
        !self.bare
            && !self.borrowed
            && !self.part
            && !self.aside
            && !self.moves
            && !self.hypothetical
            && !self.features.previous
            && !self.features.change
            && matches!(self.against, Against::Nothing | Against::Budget)
    }

    /// Good (1) or bad (-1) for the economy, by its words.
    pub(super) fn good(&self) -> i8 {
        if self.direction == 0 { self.better } else { self.direction }
    }

    /// Nothing but its place: a token of a sentence.
    pub(super) fn at(sentence: usize, block: usize, at: usize) -> Self {
        Self {
            sentence,
            block,
            first: at,
            last: at,
            place: Span::new(0, 0),
            meant: Meant { value: Decimal::ZERO, unit: None, signed: false, hedge: None },
            written_sign: false,
            direction: 0,
            features: Features::default(),
            said: Features::default(),
            own_measure: false,
            against: Against::Nothing,
            against_year: None,
            report_year: None,
            better: 0,
            more: 0,
            part: false,
            rest: false,
            together: false,
            joined: false,
            aside: false,
            moves: false,
            level: false,
            came_to: false,
            hypothetical: false,
            accumulated: false,
            qualified: false,
            elsewhen: false,
            this_year: false,
            month_alone: false,
            timely: false,
            rate: false,
            borrowed: false,
            respective: false,
            unit_text: String::new(),
            lead: String::new(),
            left: 0,
            right: at,
            bare: false,
        }
    }
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
    let hedge = before.map(Token::text).and_then(vocabulary::hedge).filter(|_| hedge_holds(tokens, at));
    let place = Span::new(start, end);
    let rate = unit.is_some() && is_rate(tokens, last);
    Some(Draft {
        last,
        place,
        meant: Meant { value, unit: unit.as_ref().map(|u| u.0), signed, hedge },
        written_sign: signed,
        rate,
        unit_text: unit.as_ref().map_or_else(String::new, |u| u.1.clone()),
        lead: before.map(|b| b.text().to_owned()).unwrap_or_default(),
        bare: unit.is_none(),
        ..Draft::at(sentence, block, at)
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
fn hedge_holds(tokens: &[Token], at: usize) -> bool {
    let word = at.checked_sub(1).and_then(|b| tokens.get(b)).map_or("", Token::text);
    if word != "över" {
        return true;
    }
    at.checked_sub(2)
        .and_then(|b| tokens.get(b))
        .is_none_or(|token| !matches!(token.kind, Kindred::Figure(_)) && !is_unit(token.text()))
}

/// A figure without a unit that stands in a chain with one that has: "2,2 - 0,6 = 1,6 mnkr", "från 0,9 till 1,3
/// procent", "3 respektive 4 mkr".
fn borrow_units(drafts: &mut [Draft], tokens: &[Token]) {
    // "47,6 mnkr (124,2)": in brackets, written as the figure before them.
    for index in 1..drafts.len() {
        let Some((before, this)) = drafts.get(index - 1).zip(drafts.get(index)) else { continue };
        let opened = matches!(tokens.get(before.last + 1..this.first), Some([mark]) if mark.is_mark('('));
        let closed = tokens.get(this.last + 1).is_some_and(|t| t.is_mark(')'));
        let alike = this.meant.value.scale() == before.meant.value.scale() && this.meant.value.scale() > 0;
        if opened
            && closed
            && alike
            && this.meant.unit.is_none()
            && before.meant.unit.is_some()
            && !before.borrowed
        {
            let (unit, unit_text) = (before.meant.unit, before.unit_text.clone());
            if let Some(this) = drafts.get_mut(index) {
                this.meant.unit = unit;
                this.unit_text = unit_text;
                this.borrowed = true;
                this.bare = false;
            }
        }
    }
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
        }) || between.is_empty() && next.written_sign
            // "119, 310 respektive 101 mkr": of the figure behind it, which has it from the next.
            || next.borrowed
                && matches!(between, [comma] if comma.is_mark(','))
                && this.meant.value.scale() == next.meant.value.scale();
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
        if linked && only_links && between.len() <= 5 || is_parallel(this, next, between) {
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

/// *Norra hade 4,96 och södra 4,81 procent*: written alike, with nothing between but the name of the second.
fn is_parallel(this: &Draft, next: &Draft, between: &[Token]) -> bool {
    let [joins, name @ ..] = between else { return false };
    let joined = joins.is_mark(',') || matches!(joins.text(), "och" | "samt" | "medan");
    let alike = this.meant.value.scale() == next.meant.value.scale() && this.meant.value.scale() > 0;
    let named = (1..=3).contains(&name.len())
        && name.iter().all(|t| t.word().is_some() && !t.senses().has(Senses::CLAUSE))
        && name.iter().any(|t| t.senses().is_content());
    joined && alike && named
}
