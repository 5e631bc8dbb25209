//! A reference inside the report that leads nowhere.
//!
//! A reference is a word and a number (*tabell 3*) where the sentence points with them: after *se*, after a preposition
//! or a verb of showing (*beskrivs i avsnitt 4*), before such a verb (*Diagram 2 visar*), in brackets, or with *nedan*
//! behind. Any other is a caption or a mere mention. One to another document is not followed: its name stands before or
//! behind it, or, where nothing but the sentence leads to it, somewhere in the sentence.

use super::{
    Found,
    section::{SectionFact, Target, found},
};
use crate::engine::{
    Analysis,
    outline::name::{fold, split_number},
    report::Severity,
    source::Source,
    span::Span,
    words::plain,
};
use std::collections::{BTreeMap, BTreeSet};

/// The words for what is referred to.
const KINDS: &[(Target, &[&str])] = &[
    (Target::Section, &["avsnitt", "avsnitten", "kapitel", "kapitlen", "section", "sections", "chapter", "chapters"]),
    (Target::Table, &["tabell", "tabeller", "tabellerna", "table", "tables"]),
    (Target::Diagram, &["diagram", "diagrammen"]),
    (Target::Figure, &["figur", "figurer", "figurerna", "figure", "figures"]),
    (Target::Appendix, &["bilaga", "bilagor", "bilagorna", "appendix", "appendices"]),
    (Target::Note, &["not", "noter", "noterna", "note", "notes"]),
];

/// Tells the reader to look.
const CALLS: &[&str] = &["se", "jfr", "jämför", "see", "cf"];

/// May stand between *se* and what to look at: *se även*, *se t.ex.*, *se bl.a.*
const BESIDES: &[&str] = &["även", "också", "vidare", "mer", "särskilt", "t", "ex", "bl", "a", "also", "further"];

/// Leads to where something stands.
const LEADS: &[&str] = &["i", "av", "enligt", "under", "till", "från", "ur", "in", "from", "under", "to"];

/// What a table or a section does, and what is done in it.
const SHOWS: &[&str] = &[
    "visar", "visas", "innehåller", "beskriver", "beskrivs", "redovisar", "redovisas", "framgår", "sammanfattar",
    "sammanfattas", "presenterar", "presenteras", "redogör", "illustrerar", "illustreras", "åskådliggör", "ger", "jämför",
    "listar", "specificerar", "specificeras", "behandlar", "behandlas", "återfinns", "analyseras", "förklaras", "shows",
    "contains", "describes", "presents", "summarises", "lists", "gives",
];

/// May stand between the beginning of a sentence and what shows: *Som tabell 3 visar*.
const OPENERS: &[&str] = &["som", "medan", "att", "och", "men", "även", "också", "både", "as", "while", "that", "and"];

/// Says that it is in this very text.
const HERE: &[&str] = &["nedan", "ovan", "nedanför", "ovanför", "below", "above"];

/// Joins two references.
const JOINTS: &[&str] = &["och", "samt", "eller", "respektive", "and", "or"];

/// Begins the name of another document behind a reference: *avsnitt 3 i årsredovisningen*, *kapitel 11 kommunallagen*.
const ELSEWHERE: &[&str] = &["i", "till", "ur", "från", "in", "of", "to", "from"];

/// How the names of documents end.
const DOCUMENTS: &[&str] = &[
    "lagen", "lagens", "lagstiftning", "lagstiftningen", "balken", "förordning", "förordningen", "föreskrift",
    "föreskrifter", "föreskrifterna", "bestämmelser", "bestämmelserna", "policy", "policyn", "plan", "planen", "planens",
    "riktlinje", "riktlinjer", "riktlinjen", "riktlinjerna", "strategi", "strategin", "program", "programmet",
    "reglemente", "reglementet", "avtal", "avtalet", "utredning", "utredningen", "proposition", "propositionen",
    "betänkande", "betänkandet", "protokoll", "protokollet", "skrivelse", "skrivelsen", "rekommendation",
    "rekommendationen", "handbok", "handboken", "vägledning", "vägledningen", "anvisning", "anvisningar",
    "anvisningarna", "bokslut", "bokslutet", "årsredovisning", "årsredovisningen", "årsredovisningens",
    "verksamhetsberättelse", "verksamhetsberättelsen", "revisionsberättelse", "revisionsberättelsen", "direktiv",
    "direktivet", "underlaget", "utlåtande", "utlåtandet", "rapport", "directive", "policies", "guidelines",
];

/// Names of documents that are nothing else.
const NAMES: &[&str] = &["lag", "lagar", "balk", "act", "kl", "lkbr", "rkr", "sou", "sfs", "skr"];

/// Compounds of these name a document, and the word alone the one that is read: *granskningsrapporten*, *rapporten*.
const OWN_ALONE: &[&str] = &["rapporten", "rapportens", "report"];

/// It is kept or sent by itself.
const APART: &[&str] = &["separat", "separata", "bifogas", "bifogad", "bifogade", "särskild", "attached", "separate"];

/// A caption or a title is no longer than this; longer ones are sentences.
const MOST_OF_A_CAPTION: usize = 80;

/// Bytes to either side in which a sentence is looked for.
const REACH: usize = 400;

/// How many of the numbers that there are get told.
const MOST_TOLD: usize = 8;

pub(super) fn run(analysis: &Analysis<'_>, out: &mut Vec<Found>) {
    let source = analysis.source;
    let mut references = Vec::new();
    for (start, end) in paragraphs(source) {
        let text = source.text.get(start..end).unwrap_or("");
        // Most paragraphs refer to nothing, and only a number can be referred to.
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            references_in(&lowered(text), start, &mut references);
        }
    }
    if references.is_empty() {
        return;
    }
    let there = Targets::of(analysis, &references);
    let mut told: BTreeMap<(Target, String), Found> = BTreeMap::new();
    for reference in references {
        let Reference { target, number, span } = reference;
        if there.has(target, &number) || target == Target::Note && !there.has_several(target) {
            continue;
        }
        // The same slip is told once, with all its places.
        if let Some(first) = told.get_mut(&(target, number.clone())) {
            first.related.push(span);
            continue;
        }
        let to = span.of(&source.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let fact = SectionFact::Reference { to, target, there: there.near(target, &number) };
        told.insert((target, number), found(fact, Severity::Note, Some(span)));
    }
    out.extend(told.into_values());
}

/// A reference to something of this report.
struct Reference {
    target: Target,
    number: String,
    /// The word and its number.
    span: Span,
}

/// Where the lines between two blank ones begin and end: a reference may be broken over lines.
fn paragraphs(source: &Source) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for at in 0..source.line_count() {
        if source.line(at).trim().is_empty() {
            open = false;
            continue;
        }
        let span = source.line_span(at);
        match found.last_mut().filter(|_| open) {
            Some(last) => last.1 = span.end as usize,
            None => found.push((span.start as usize, span.end as usize)),
        }
        open = true;
    }
    found
}

/// In lower case, with every letter where it was: one that is written longer in lower case stays as it is.
fn lowered(text: &str) -> String {
    let one = |c: char| {
        let mut lower = c.to_lowercase();
        lower.next().filter(|it| lower.next().is_none() && it.len_utf8() == c.len_utf8()).unwrap_or(c)
    };
    text.chars().map(one).collect()
}

fn target_of(word: &str) -> Option<Target> {
    KINDS.iter().find(|(_, forms)| forms.contains(&word)).map(|&(target, _)| target)
}

/// Is it the word for one of its kind?
fn is_one(word: &str) -> bool {
    const SEVERAL: &[&str] = &["er", "erna", "or", "orna", "en", "s", "ices"];
    !SEVERAL.iter().any(|end| word.ends_with(end)) || word == "appendix"
}

/// Finds the references of a paragraph that begins at `start`.
fn references_in(text: &str, start: usize, out: &mut Vec<Reference>) {
    let words = plain(text);
    // Where the last reference ends: what is joined to it is one, too.
    let mut last_end = None;
    for (k, (place, word)) in words.iter().enumerate() {
        let Some(target) = target_of(word) else { continue };
        let numbers = numbers_behind(text, place.end as usize);
        let Some(end) = numbers.last().map(|(span, _)| span.end as usize) else { continue };
        let from = place.start as usize;
        let mention = Mention { text, words: &words, k, from, end };
        let joined = last_end.is_some_and(|last: usize| {
            let between = text.get(last..from).unwrap_or("").trim();
            between == "," || JOINTS.contains(&between)
        });
        if !mention.is_reference(target, joined) {
            continue;
        }
        last_end = Some(end);
        for (i, (span, number)) in numbers.into_iter().enumerate() {
            let span = if i == 0 { Span::new(from, span.end as usize) } else { span };
            out.push(Reference { target, number, span: span.shift(start as u32) });
        }
    }
}

/// The numbers right behind a word: *3*, *5.2*, *3 och 4*, *1–3*.
fn numbers_behind(text: &str, at: usize) -> Vec<(Span, String)> {
    let mut found: Vec<(Span, String)> = Vec::new();
    let mut at = at;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let gap = rest.len() - rest.trim_start().len();
        let (gap, bare) = if found.is_empty() {
            (gap, rest.trim_start())
        } else {
            let rest = rest.trim_start();
            let joint = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint)).filter(|it| it.starts_with(' '));
            let joint = joint.or_else(|| rest.strip_prefix([',', '-', '–']));
            let Some(behind) = joint else { break };
            (gap + (rest.len() - behind.trim_start().len()), behind.trim_start())
        };
        let Some(number) = number_at(bare) else { break };
        if found.is_empty() && gap == 0 || found.len() >= MOST_TOLD {
            break;
        }
        // *Tabell 3 och 12 personer*: what goes on behind the number is another sentence part.
        let behind = bare.get(number.len()..).unwrap_or("");
        let ends = behind.is_empty()
            || behind.starts_with([',', '.', ';', ':', ')']) && !behind.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
            || [" och ", " samt ", " and ", " visar", " nedan", " ovan"].iter().any(|it| behind.starts_with(it));
        if !found.is_empty() && !ends {
            break;
        }
        let from = at + gap;
        found.push((Span::new(from, from + number.len()), number.to_owned()));
        at = from + number.len();
    }
    found
}

/// `3`, `5.2`, `2a` at the beginning of a text; no year and no amount.
fn number_at(text: &str) -> Option<&str> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(text.len());
    let number = text.get(..length)?.trim_end_matches('.');
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let letters = number.bytes().filter(u8::is_ascii_alphabetic).count();
    let behind = text.get(number.len()..).unwrap_or("");
    let goes_on = behind.starts_with([',', '%']) && behind.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    ((1..=2).contains(&digits) && letters <= 1 && number.len() <= 8 && !goes_on).then_some(number)
}

/// A word with its numbers, and what stands around it.
struct Mention<'a> {
    text: &'a str,
    words: &'a [(Span, String)],
    /// Its own among the words.
    k: usize,
    from: usize,
    end: usize,
}

/// What stands right before a mention.
enum Before<'a> {
    /// The beginning of the paragraph or of a sentence.
    Start,
    Bracket,
    Word(&'a str),
    Other,
}

impl Mention<'_> {
    /// Does the sentence point with it, and to this report? `joined` to one that does.
    fn is_reference(&self, target: Target, joined: bool) -> bool {
        let behind = self.text.get(self.end..).unwrap_or("").trim_start();
        let next: Vec<(Span, String)> = plain(behind.get(..floor(behind, 80)).unwrap_or(""));
        let adjacent = |at: usize| next.get(at).map_or("", |(_, word)| word.as_str());
        // The word right behind, with no mark between.
        let first = next.first().filter(|(place, _)| place.start == 0).map_or("", |(_, word)| word.as_str());
        let names_a_document = (0..2).any(|at| is_document(adjacent(at))) && !HERE.contains(&first);
        if ELSEWHERE.contains(&first) || behind.starts_with('§') || names_a_document {
            return false;
        }
        let (here, shows) = (HERE.contains(&first), SHOWS.contains(&first));
        let alone = || !self.sentence_names_another(target);
        if joined {
            return true;
        }
        if self.is_called() {
            // Right before *se* the name of a document is that of the one to see.
            return !self.follows_a_document();
        }
        match self.before() {
            Before::Word(word) if LEADS.contains(&word) || SHOWS.contains(&word) => {
                target != Target::Note && (here || alone())
            }
            Before::Word(word) if OPENERS.contains(&word) => target != Target::Note && (here || shows && alone()),
            Before::Word(_) | Before::Other => false,
            Before::Bracket => !self.ends_a_title() && !self.follows_a_document() && alone(),
            Before::Start => target != Target::Note && (here || shows && self.is_sentence() && alone()),
        }
    }

    /// *Se tabell 3*, *se även tabell 3*, *se bl.a. tabell 3*.
    fn is_called(&self) -> bool {
        let mut until = self.from;
        let before = self.words.get(..self.k).unwrap_or(&[]).iter().rev().take(4);
        for (place, word) in before {
            let gap = self.text.get(place.end as usize..until).unwrap_or("").trim();
            if !matches!(gap, "" | "." | ":") {
                return false;
            }
            if CALLS.contains(&word.as_str()) {
                return true;
            }
            if !BESIDES.contains(&word.as_str()) {
                return false;
            }
            until = place.start as usize;
        }
        false
    }

    fn before(&self) -> Before<'_> {
        let previous = self.k.checked_sub(1).and_then(|k| self.words.get(k));
        let from = previous.map_or(0, |(place, _)| place.end as usize);
        let gap = self.text.get(from..self.from).unwrap_or("").trim();
        match (previous, gap) {
            (Some((_, word)), "") => Before::Word(word),
            (None, "") => Before::Start,
            (_, gap) if gap.ends_with('(') => Before::Bracket,
            (_, gap) if gap.ends_with(['.', '!', '?', '•']) => Before::Start,
            _ => Before::Other,
        }
    }

    /// Of the three words before, one names a document.
    fn follows_a_document(&self) -> bool {
        let words = self.words.get(self.k.saturating_sub(4)..self.k).unwrap_or(&[]);
        words.iter().any(|(_, word)| is_document(word))
    }

    /// Something in the sentence names another document, or says that the appendix is kept by itself.
    fn sentence_names_another(&self, target: Target) -> bool {
        let (from, to) = self.sentence();
        let inside = self.words.iter().skip(self.k.saturating_sub(80)).take(160);
        let mut inside = inside.filter(|(place, _)| from <= place.start as usize && place.end as usize <= to).peekable();
        let mut before = "";
        inside.any(|(_, word)| {
            let own = matches!(before, "denna" | "vår" | "this" | "our");
            // Against *budgeten* all figures are held; what is told *i budgeten* is told there.
            let in_the_budget = matches!(before, "i" | "ur" | "in") && word.starts_with("budget");
            before = word;
            is_document(word) && !own || in_the_budget || target == Target::Appendix && APART.contains(&word.as_str())
        })
    }

    /// Where the sentence begins and ends. A full stop within a number ends nothing.
    fn sentence(&self) -> (usize, usize) {
        let low = ceiling(self.text, self.from.saturating_sub(REACH));
        let high = floor(self.text, (self.end + REACH).min(self.text.len()));
        let is_end = |(at, c): &(usize, char)| {
            matches!(c, '.' | '!' | '?')
                && self.text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        };
        let before = self.text.get(low..self.from).unwrap_or("");
        let begins = before.char_indices().map(|(at, c)| (low + at, c)).rfind(is_end);
        let after = self.text.get(self.end..high).unwrap_or("");
        let ends = after.char_indices().map(|(at, c)| (self.end + at, c)).find(is_end);
        (begins.map_or(low, |(at, _)| at + 1), ends.map_or(high, |(at, _)| at + 1))
    }

    /// A caption such as *Diagram 2 visar antalet* ends without a full stop.
    fn is_sentence(&self) -> bool {
        let (_, end) = self.sentence();
        self.text.get(..end).is_some_and(|text| text.ends_with(['.', '!', '?']))
    }

    /// *Resultat per enhet (tabell 4)* is a title: a short line with nothing behind.
    fn ends_a_title(&self) -> bool {
        let behind = self.text.get(self.end..).unwrap_or("");
        let line = behind.split(['\n', '\r']).next().unwrap_or("").trim();
        let before = self.text.get(..self.from).unwrap_or("");
        let line_before = before.rsplit(['\n', '\r']).next().unwrap_or("");
        line == ")" && line_before.len() <= MOST_OF_A_CAPTION && !line_before.contains(". ")
    }
}

fn is_document(word: &str) -> bool {
    let compound = |own: &&&str| word.len() > own.len() && word.ends_with(**own);
    // *Anslagen* and *förslagen* are no laws.
    let by_ending = |ending: &&&str| word.ends_with(**ending) && !word.ends_with("slagen") && !OWN_ALONE.contains(&word);
    NAMES.contains(&word)
        || DOCUMENTS.iter().any(|it| by_ending(&it))
        || OWN_ALONE.iter().any(|it| compound(&it))
}

/// The nearest place at or before `at` that lies between two letters.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The nearest at or behind it.
fn ceiling(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// What there is to refer to.
struct Targets {
    numbers: BTreeMap<Target, BTreeSet<String>>,
}

impl Targets {
    fn of(analysis: &Analysis<'_>, references: &[Reference]) -> Self {
        let source = analysis.source;
        let mut targets = Self { numbers: BTreeMap::new() };
        let referring: BTreeSet<u32> = references.iter().map(|it| it.span.start).collect();
        let titles = analysis.tables.iter().map(|table| table.title.as_str());
        for title in titles {
            targets.add_caption(title, |_| false);
        }
        let mut lone = Vec::new();
        for at in 0..source.line_count() {
            let (line, start) = (source.line(at), source.line_span(at).start);
            targets.add_caption(line, |at| referring.contains(&(start + at)));
            let (number, rest) = split_number(line.trim());
            match number.len() {
                _ if !rest.starts_with(char::is_alphabetic) => {}
                0 => {}
                1 => lone.push(number),
                // A number of several parts numbers a section, whether the heading was known for one or not.
                _ => targets.add(Target::Section, written(&number)),
            }
        }
        let outline = &analysis.outline;
        let own = outline.details.iter().map(|detail| &detail.number);
        let listed = outline.contents.iter().map(|entry| &entry.number);
        for number in own.chain(listed).filter(|number| !number.is_empty()) {
            targets.add(Target::Section, written(number));
        }
        // A number alone may be that of a list's item; where no heading has one, it may be that of a heading, too.
        let whole = |number: &String| !number.contains('.');
        if !targets.numbers.get(&Target::Section).is_some_and(|all| all.iter().any(whole)) {
            for number in lone {
                targets.add(Target::Section, written(&number));
            }
        }
        targets
    }

    fn add(&mut self, target: Target, number: String) {
        self.numbers.entry(target).or_default().insert(number);
    }

    /// A line that opens with *Tabell 3*, or a short one that ends so. `refers`: a reference begins at that byte of it.
    fn add_caption(&mut self, line: &str, refers: impl Fn(u32) -> bool) {
        let lead = line.len() - line.trim_start().len();
        let lower = lowered(line);
        let word_at = |from: usize| {
            let rest = lower.get(from..).unwrap_or("");
            rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("")
        };
        let opening = word_at(lead);
        if let Some(target) = target_of(opening)
            && !refers(lead as u32)
        {
            let numbers = numbers_behind(&lower, lead + opening.len());
            // *Noter 11* is a chapter and its page, *Bilagor 1–3* are appendices.
            if is_one(opening) || numbers.len() >= 2 {
                for (_, number) in numbers {
                    self.add(target, number);
                }
            }
        }
        if line.len() > MOST_OF_A_CAPTION {
            return;
        }
        // *Resultat per enhet, tabell 4*: the number may come last.
        let folded = fold(&lower);
        let mut from_end = folded.trim_end_matches(')').rsplit([' ', ',', '(']).filter(|part| !part.is_empty());
        let (number, word) = (from_end.next().unwrap_or(""), from_end.next().unwrap_or(""));
        let Some(target) = target_of(word).filter(|_| is_one(word)) else { return };
        let begins = lower.rfind(word).unwrap_or(0);
        if number_at(number) == Some(number) && !line.trim_end().ends_with('.') && !refers(begins as u32) {
            self.add(target, number.to_owned());
        }
    }

    fn has(&self, target: Target, number: &str) -> bool {
        let Some(all) = self.numbers.get(&target) else { return false };
        // What begins with it stands together in the order of the set.
        let within = format!("{number}.");
        all.contains(number)
            || target == Target::Section
                && all.range(within.clone()..).next().is_some_and(|own| own.starts_with(&within))
    }

    fn has_several(&self, target: Target) -> bool {
        self.numbers.get(&target).is_some_and(|all| all.len() >= 2)
    }

    /// The numbers that there are, in their order; of sections those beside the one that is not there.
    fn near(&self, target: Target, number: &str) -> Vec<String> {
        let Some(all) = self.numbers.get(&target) else { return Vec::new() };
        let parts = |number: &str| -> Vec<u16> {
            number.split('.').map(|part| part.trim_end_matches(char::is_alphabetic).parse().unwrap_or(u16::MAX)).collect()
        };
        let parent = number.rsplit_once('.').map_or("", |(parent, _)| parent);
        let beside = |other: &&String| other.rsplit_once('.').map_or("", |(parent, _)| parent) == parent;
        let mut near: Vec<&String> = all.iter().filter(beside).collect();
        if near.is_empty() {
            near = all.iter().filter(|other| !other.contains('.')).collect();
        }
        near.sort_by_key(|number| parts(number));
        near.into_iter().take(MOST_TOLD).cloned().collect()
    }
}

fn written(number: &[u16]) -> String {
    number.iter().map(u16::to_string).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use crate::engine::{check, options::Options, source::Source};

    /// What is told of a text under numbered sections, tables and a diagram.
    fn told(sentences: &str) -> Vec<String> {
        let text = format!(
            "Rapport april 2024\n\n1 Ekonomi\n\n{sentences}\n\nTabell 1 Utfall per enhet\n\nTabell 2: Prognos\n\n\
             Diagram 1. Sjukfrånvaro\n\n2 Personal\n\nAntalet är oförändrat.\n\n2.1 Frånvaro\n\nDen minskar.\n\n\
             2.2 Rekrytering\n\nDen går bra.\n"
        );
        let report = check(&Source::text("t", &text), &Options::default());
        let own = report.findings.into_iter().filter(|finding| finding.rule == "section/reference");
        own.map(|finding| finding.message.split('”').nth(1).unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn what_a_sentence_points_with_is_followed() {
        for (text, expected) in [
            ("Detta beskrivs i avsnitt 5.2.", "avsnitt 5.2"),
            ("Som framgår av tabell 3 ökar kostnaderna.", "tabell 3"),
            ("Utfallet redovisas i tabell 3 nedan.", "tabell 3"),
            ("Kostnaderna ökar (tabell 3).", "tabell 3"),
            ("Kostnaderna ökar, vilket visas i\ndiagram 2.", "diagram 2"),
            ("Diagram 2 visar antalet årsarbetare.", "Diagram 2"),
            ("Nedan visar diagram 4 hur det har gått.", "diagram 4"),
            ("Se även bilaga 2.", "bilaga 2"),
            ("Bilaga 2 innehåller nyckeltal.", "Bilaga 2"),
            ("Antalet framgår av figur 1.", "figur 1"),
            ("I tabell 3 ovan finns alla enheter.", "tabell 3"),
            ("Kapitel 3 behandlar investeringar.", "Kapitel 3"),
            ("Tabellerna 2 och 3 visar allt.", "3"),
            ("Allt framgår av tabell 1 och tabell 4.", "tabell 4"),
            ("Avvikelsen mot budgeten framgår av tabell 5.", "tabell 5"),
            ("I denna rapport beskrivs målen i avsnitt 4.", "avsnitt 4"),
            ("I rapportens avsnitt 2 och i avsnitt 3.1 finns mer.", "avsnitt 3.1"),
        ] {
            assert_eq!(told(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_there_or_elsewhere_is_not_told() {
        for text in [
            "Detta beskrivs i avsnitt 2.1, i avsnitt 2 och i kapitel 1.",
            "Tabellerna 1–2 visar allt, se även diagram 1.",
            "Detta beskrivs i avsnitt 4 i årsredovisningen.",
            "Årsredovisningen 2023 beskriver detta i avsnitt 4.",
            "Enligt årsredovisningen, avsnitt 4.2, är målet nått.",
            "I årsredovisningens avsnitt 4 finns mer.",
            "Se Årsredovisning 2023, avsnitt 4.2.",
            "Av SCB:s tabell 3 framgår att befolkningen minskar.",
            "I kapitel 11 kommunallagen finns reglerna.",
            "Reglerna finns i kommunallagen (kapitel 11).",
            "Enligt kommunallagen ska budgeten vara i balans, vilket följer av kapitel 11.",
            "Enligt RKR R17 avsnitt 4 ska upplysningar lämnas.",
            "I budgeten för 2024 anges detta i avsnitt 5.",
            "Nyckeltal finns i bilaga 3 till protokollet.",
            "Nyckeltal finns i den separata bilaga 3.",
            "Vid mötet lades tabell 7 fram.",
            "Vi har 3 avsnitt 12 elever.",
            "Kostnaden ökar i tabell 1 och 12 personer slutar.",
            "Utfall per enhet (tabell 3)",
            "Tabell 3 utfall per enhet, se tabell 3.",
            "Not 4 visar pensionerna, se not 4.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn notes_are_followed_where_they_are_numbered() {
        let text = "Not 1 Intäkter\n\nIntäkterna ökar, se not 3.\n\nNot 2 Kostnader\n\nKostnaderna ökar.\n";
        assert_eq!(told(text), ["not 3"]);
    }

    #[test]
    fn the_same_slip_is_told_once_with_what_there_is() {
        let text = "Rapport\n\nSe tabell 3. I tabell 3 finns allt.\n\nTabell 1 A\n\nTabell 2 B\n";
        let report = check(&Source::text("t", text), &Options::default());
        let own: Vec<_> = report.findings.iter().filter(|it| it.rule == "section/reference").collect();
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].related.len(), 1);
        assert!(own[0].message.ends_with("Här finns tabell 1 och 2."), "{}", own[0].message);
    }
}
