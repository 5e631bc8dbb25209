//! The headings of a text: what each names and measures, and which of them stand above a block.

use super::{
    columns::Features,
    flow::{Block, Flow, Kind, Kindred, Token},
    labels::Labels,
    subject::{Lack, NAME, SHOWN, Subject, clipped, from_words, telling},
    vocabulary::{Senses, sorts},
};
use crate::engine::{
    span::Span,
    words::{Word, bare_stem, has_head},
};
use std::collections::{BTreeMap, BTreeSet};

/// What the headings above a block say.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// The heading right above.
    pub(super) nearest: Option<usize>,
    /// The nearest heading that names something.
    pub(super) specific: Option<usize>,
    /// What the nearest heading that measures something says.
    pub(super) measure: Features,
    /// The nearest heading that is the name of a body: *Överförmyndarnämnden*.
    pub(super) body: Option<usize>,
    /// The heading right above one that carries a figure, or the chapter: what its parts add up to stands there.
    pub(super) parent: Option<usize>,
    pub(super) chapter: usize,
    /// Between the heading that names something and the text stands another of its level.
    pub(super) doubtful: bool,
}

/// A heading as a subject.
#[derive(Clone, Debug, Default)]
pub(super) struct Headed {
    pub(super) subject: Subject,
    pub(super) title: String,
    /// What is left when others have been told of: *Övriga verksamheter*, which no row is.
    pub(super) rest: bool,
}

/// The headings of a text and what they mean for the blocks under them.
#[derive(Debug, Default)]
pub(super) struct Headings {
    pub(super) contexts: Vec<Context>,
    pub(super) headed: BTreeMap<usize, Headed>,
    /// Headings that are the name of a body, with what rows are called so.
    pub(super) bodies: BTreeMap<usize, Subject>,
    /// The block that each table stands under.
    pub(super) over_tables: Vec<Option<usize>>,
    /// Rows that a heading is the name of.
    named: BTreeSet<usize>,
    /// Stems of the first heading that names a body: that which reports.
    reporting: BTreeSet<String>,
}

impl Headings {
    /// Does a row have a heading of its own?
    pub(super) fn has_own(&self, row: usize) -> bool {
        self.named.contains(&row)
    }

    /// Is a word the name of the body that reports?
    pub(super) fn reports(&self, token: &Token) -> bool {
        token.word().is_some_and(|word| self.reporting.contains(&word.stem))
    }

    /// What the headings above a table say.
    pub(super) fn of_table(&self, table: usize) -> Option<&Context> {
        self.contexts.get((*self.over_tables.get(table)?)?)
    }
}

/// Reads the headings. `figures` are the blocks that hold figures.
pub(super) fn headings(flow: &Flow, labels: &Labels, figures: &BTreeSet<usize>, steps: &mut u64) -> Headings {
    let mut tokens_of: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
    let mut titles: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in &flow.sentences {
        if flow.blocks.get(sentence.block).is_some_and(|b| matches!(b.kind, Kind::Heading(_))) {
            tokens_of.entry(sentence.block).or_default().extend(&sentence.tokens);
        }
    }
    for tokens in tokens_of.values() {
        *titles.entry(title_key(tokens)).or_default() += 1;
    }
    let mut result = Headings::default();
    // (rank, block); a heading closes those of its rank and deeper.
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut measures: BTreeMap<usize, Features> = BTreeMap::new();
    let mut doubtful: BTreeSet<usize> = BTreeSet::new();
    for (index, block) in flow.blocks.iter().enumerate() {
        let Kind::Heading(level) = block.kind else {
            result.contexts.push(context(&open, &result, &measures, None));
            continue;
        };
        let tokens = tokens_of.get(&index).map(Vec::as_slice).unwrap_or_default();
        let mut content = content_of(tokens);
        let mut features = Features::default();
        for token in tokens {
            features.add(token.senses());
        }
        let recurring = content.is_empty() && titles.get(&title_key(tokens)).is_some_and(|&n| n > 1);
        // Where all headings have one level, one with a figure stands under one without, and one that comes again
        // and again (Analys, Åtgärd) under the one that names something.
        let leaf = !tokens.is_empty()
            && tokens.iter().all(|t| is_leaf(t.text()) || t.word().is_none() || t.senses() == Senses::STOP);
        let under = recurring || leaf && !figures.contains(&index);
        let rank = u32::from(level) * 4 + u32::from(figures.contains(&index)) + if under { 2 } else { 0 };
        while open.last().is_some_and(|&(r, _)| r >= rank) {
            open.pop();
        }
        result.contexts.push(context(&open, &result, &measures, Some(index)));
        if features.deviation {
            features.result = false;
            features.budget = false;
            features.outcome = false;
        }
        measures.insert(index, features);
        let named = |t: &Token| t.word().is_some_and(|w| bare_stem(&w.text).is_some());
        // "Tekniska nämnden" is one, too.
        let called = |t: &Token| t.senses().has(Senses::WHOLE) && !content.is_empty();
        let head = |t: &Token| t.word().is_some_and(|w| has_head(&w.text));
        if tokens.iter().any(|t| head(t) && (t.senses().has(Senses::BODY) && named(t) || called(t))) {
            let tells = |t: &&&Token| t.word().is_some() && telling(t.senses());
            let all: Vec<&Token> = tokens.iter().filter(tells).take(NAME).copied().collect();
            if result.bodies.is_empty() {
                result.reporting = all.iter().filter_map(|t| t.word()).map(|w| w.stem.clone()).collect();
            }
            let body = from_words(&all, labels, steps);
            // "Bildningsnämnden +3,6 mnkr", where the table has a row of each board.
            if content.is_empty() && body.sure && !body.rows.iter().any(|&row| labels.is_of_all(row)) {
                content = all;
            }
            result.bodies.insert(index, body);
        }
        if !content.is_empty() {
            let mut subject = from_words(&content, labels, steps);
            subject.key.push_str(&size_class(tokens));
            if let [row] = subject.rows[..] {
                result.named.insert(row);
            }
            let opens = tokens.first().filter(|t| t.senses().has(Senses::REST)).and_then(|t| t.word());
            // "Övriga förvaltningar" is no row that is not called "övriga" itself.
            let called = |rest: &Word| {
                let row = subject.rows.first().and_then(|&row| labels.rows.get(row));
                subject.sure && row.is_some_and(|row| row.stems.contains(&rest.stem))
            };
            let rest = opens.is_some_and(|word| !called(word));
            if rest {
                subject = Subject { rows: Vec::new(), sure: false, lack: Lack::NoRow, ..subject };
            }
            result.headed.insert(index, Headed { subject, title: title_text(tokens, &block.text), rest });
        }
        if under && !recurring && open.last().is_some_and(|&(above, _)| above / 4 == rank / 4) {
            doubtful.insert(index);
        }
        open.push((rank, index));
    }
    for (block, subject) in run_in(flow, labels, steps) {
        if let Some(context) = result.contexts.get_mut(block) {
            context.specific = Some(block);
            result.headed.insert(block, Headed { title: subject.text.clone(), subject, rest: false });
        }
    }
    for context in &mut result.contexts {
        context.doubtful = context.nearest.is_some_and(|block| doubtful.contains(&block));
    }
    let above = |place: u32| {
        let start = |block: &Block| block.source_span(Span::new(0, 0)).start;
        let after = flow.blocks.partition_point(|block| start(block) <= place);
        after.checked_sub(1)
    };
    result.over_tables = labels.tables.iter().map(|table| above(table.start)).collect();
    result
}

/// *Objekt över 3 mnkr* is not what *Objekt under 3 mnkr* is, though the same words name it.
fn size_class(tokens: &[&Token]) -> String {
    let classes = tokens.windows(2).filter_map(|pair| match pair {
        [side, limit] => {
            let side = match &side.kind {
                Kindred::Word(word, _) if matches!(word.text.as_str(), "över" | "under") => {
                    word.text.clone()
                }
                Kindred::Mark(mark @ ('<' | '>')) => mark.to_string(),
                _ => return None,
            };
            let Kindred::Figure(limit) = &limit.kind else { return None };
            Some(format!(" {side} {}", limit.figure.value))
        }
        _ => None,
    });
    classes.collect()
}

/// *Ny förskola Ängen. Hittills har 38 mkr använts*: paragraphs whose first sentence is but the name of a row.
fn run_in(flow: &Flow, labels: &Labels, steps: &mut u64) -> Vec<(usize, Subject)> {
    let mut found = Vec::new();
    let mut last = None;
    for sentence in &flow.sentences {
        let first = last != Some(sentence.block);
        last = Some(sentence.block);
        let Some(block) =
            flow.blocks.get(sentence.block).filter(|b| first && !matches!(b.kind, Kind::Heading(_)))
        else {
            continue;
        };
        let words = || sentence.tokens.iter().filter(|t| t.word().is_some());
        let content: Vec<&Token> = words().filter(|t| telling(t.senses())).take(NAME).collect();
        let joins = |t: &Token| {
            telling(t.senses()) || matches!(t.text(), "och" | "i" | "för" | "av" | "till" | "samt")
        };
        let name = !content.is_empty()
            && words().all(joins)
            && sentence
                .tokens
                .iter()
                .enumerate()
                // A code may stand before the name.
                .all(|(at, t)| {
                    t.word().is_some()
                        || at == 0 && matches!(t.kind, Kindred::Figure(_))
                        || t.is_mark('-')
                        || t.is_mark('.')
                        || t.is_mark(',')
                });
        if !name {
            continue;
        }
        let mut subject = from_words(&content, labels, steps);
        // The code before the name says which row it is.
        let code = sentence.tokens.first().and_then(|code| labels.coded_by(code));
        if let Some(row) = code.filter(|row| subject.rows.contains(row)) {
            subject = Subject { rows: vec![row], sure: true, lack: Lack::Nothing, ..subject };
        }
        if subject.sure {
            let end = content.last().map_or(0, |t| t.span.end as usize);
            let text = clipped(block.text.get(..end).unwrap_or(""), SHOWN).to_owned();
            found.push((sentence.block, Subject { text, ..subject }));
        }
    }
    found
}

fn context(
    open: &[(u32, usize)],
    known: &Headings,
    measures: &BTreeMap<usize, Features>,
    own: Option<usize>,
) -> Context {
    let up = || open.iter().rev().map(|&(_, block)| block);
    Context {
        nearest: up().next(),
        doubtful: false,
        specific: own.or_else(|| up().find(|block| known.headed.contains_key(block))),
        body: up().find(|block| known.bodies.contains_key(block)),
        measure: up()
            .find_map(|block| measures.get(&block).copied().filter(|f| f.has_measure()))
            .unwrap_or_default(),
        parent: up()
            .find(|block| !known.headed.contains_key(block))
            .or_else(|| open.first().map(|&(_, block)| block)),
        chapter: open.first().map_or(0, |&(_, block)| block),
    }
}

fn title_key(tokens: &[&Token]) -> String {
    tokens.iter().filter_map(|t| t.word()).map(|w| w.stem.as_str()).collect::<Vec<_>>().join(" ")
}

/// The title without its figures.
fn title_text(tokens: &[&Token], text: &str) -> String {
    let end = tokens
        .iter()
        .find(|t| matches!(t.kind, Kindred::Figure(_)) && t.span.start > 0 || t.is_mark('('))
        .map_or(text.len(), |t| t.span.start as usize);
    clipped(text.get(..end).unwrap_or(text).trim(), SHOWN).to_owned()
}

/// The telling words of a heading: outside brackets and before its figure.
fn content_of<'a>(tokens: &[&'a Token]) -> Vec<&'a Token> {
    let tells = |t: &Token| t.word().is_some() && telling(t.senses());
    let own =
        tokens.get(..tokens.iter().position(|t| t.is_mark('(')).unwrap_or(tokens.len())).unwrap_or(tokens);
    let sorts = |at: usize, t: &Token| sorts(t.text()) && own.get(at + 1).is_some_and(|next| tells(next));
    let named = own.iter().enumerate().filter(|&(at, t)| tells(t) || sorts(at, t));
    let all: Vec<&Token> = named.map(|(_, t)| *t).take(NAME).collect();
    // "Nämndens resultat" names nothing below the whole; "Nämnd och stab" does.
    if all.iter().all(|t| t.senses().has(Senses::WHOLE)) { Vec::new() } else { all }
}

/// Headings that stand inside what they are about.
fn is_leaf(word: &str) -> bool {
    matches!(
        word,
        "utfall"
            | "analys"
            | "åtgärd"
            | "åtgärder"
            | "kommentar"
            | "kommentarer"
            | "prognos"
            | "avvikelse"
            | "avvikelser"
            | "avvikelsen"
            | "orsak"
            | "orsaker"
            | "bedömning"
    )
}

pub(super) fn heading_key(heading: &Headed) -> &str {
    &heading.subject.key
}
