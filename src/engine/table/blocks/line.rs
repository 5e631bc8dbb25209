//! What a line looks like by itself: figures, a header, a label or prose.

use super::super::{
    atoms::{Atom, Border, Gap, Kind, Number},
    header::{is_caption, is_from_month_to_month},
    sheet::Sheet,
};
use crate::engine::{figure::Sign, vocabulary};

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Blank,
    /// Figures, with or without a label before them.
    Figures {
        /// The fewest figures that the run can be read as.
        least: usize,
        labelled: bool,
    },
    /// Years or words of column headers.
    Header,
    /// A few words.
    Label,
    Prose,
}

pub(super) struct Line {
    pub(super) atoms: Vec<Atom>,
    /// The run of atoms that may be figures.
    pub(super) run: (usize, usize),
    pub(super) look: Look,
}

/// A line with more atoms than this is no table row that a person reads; it is passed over.
const MAX_ATOMS: usize = 160;

/// A label is shorter than this many words; what is longer is a sentence.
pub(super) const LABEL_WORDS: usize = 12;

pub(super) fn look_at(sheet: &Sheet<'_>, n: usize, atoms: Vec<Atom>, border: Border) -> Line {
    let text = sheet.line(n);
    if text.trim().is_empty() {
        return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
    }
    let rule =
        text.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | '=' | '_' | '+' | ' ' | '\t' | '─' | '━'));
    // A border alone on its line parts two cells that stand one to a line.
    if rule && text.trim().chars().count() > 2 || text.trim() == "|" {
        return Line { atoms: Vec::new(), run: (0, 0), look: Look::Blank };
    }
    if atoms.len() > MAX_ATOMS {
        return Line { atoms, run: (0, 0), look: Look::Prose };
    }
    let run = figure_run(&atoms);
    let look = classify(sheet, &atoms, run, border);
    Line { atoms, run, look }
}

/// The run of figure-like atoms with the most numbers; of equals, the last.
fn figure_run(atoms: &[Atom]) -> (usize, usize) {
    let mut best = (0, 0);
    let mut most = 0;
    let mut start = None;
    for i in 0..=atoms.len() {
        let inside = atoms.get(i).is_some_and(Atom::figurelike);
        match (inside, start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                // A row of cells that all say that there is no amount has as many marks as numbers.
                let count = numbers(atoms, (from, i));
                if count >= most && (count > 0 || i - from > 1) {
                    most = count;
                    best = (from, i);
                }
                start = None;
            }
            _ => {}
        }
    }
    // `Löparbana (6151) 2 400 10`: a code in parentheses ends the label, unless others stand in them too.
    let enclosed = |i: usize| atoms.get(i).and_then(Atom::number).is_some_and(|n| n.opens && n.closes);
    // Alone, such a code is the end of a label, too.
    if most == 1 && enclosed(best.0) && best.1 - best.0 == 1 && is_code(atoms, best.0) {
        return (0, 0);
    }
    let after_word = best.0 > 0 && atoms.get(best.0).is_some_and(|a| a.gap == Gap::Space);
    if after_word && most > 1 && enclosed(best.0) && !(best.0 + 1..best.1).any(enclosed) {
        best.0 += 1;
    }
    best
}

/// Three digits or more without decimals: a project or an account, not an amount in parentheses.
fn is_code(atoms: &[Atom], i: usize) -> bool {
    atoms.get(i).and_then(Atom::number).is_some_and(|n| n.digits >= 3 && n.decimals == 0)
}

/// How many words of a line are such as heads of columns have, and how many there are.
pub(super) fn words_of_heads(line: &str) -> (usize, usize) {
    let is_head = |word: &&str| {
        vocabulary::column_role(word).is_some()
            || vocabulary::year(word).is_some()
            || vocabulary::is_period_word(word)
            || is_from_month_to_month(word)
            || vocabulary::is_header_modifier(word)
            || vocabulary::unit(word, "").is_some()
    };
    let words = line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    (words.clone().filter(is_head).count(), words.count())
}

pub(super) fn numbers(atoms: &[Atom], run: (usize, usize)) -> usize {
    atoms
        .get(run.0..run.1)
        .unwrap_or(&[])
        .iter()
        .filter(|a| matches!(a.kind, Kind::Number(_) | Kind::Broken))
        .count()
}

/// Groups of three in one figure: a report counts to hundreds of milliards and no farther.
pub(in crate::engine::table) const MAX_GROUPS: usize = 4;

/// The fewest figures that a run can be: groups of three after a group of at most three belong together.
pub(in crate::engine::table) fn least_figures(atoms: &[Atom]) -> usize {
    let mut count = 0;
    let mut open = false;
    let mut groups = 0;
    let mut digits = 0;
    for atom in atoms {
        match atom.kind {
            // A piece of a run of digits: with the ones before it, it may be one group.
            Kind::Number(number) if open && atom.gap == Gap::Glued && digits + number.digits <= 3 => {
                digits += number.digits;
            }
            Kind::Number(number) => {
                digits = number.digits;
                let continues = open
                    && groups < MAX_GROUPS
                    && matches!(atom.gap, Gap::Space | Gap::Inner)
                    && number.digits == 3
                    && number.sign == Sign::None
                    && !number.opens;
                groups += 1;
                if !continues {
                    count += 1;
                    groups = 1;
                    open = number.digits <= 3;
                }
                if number.closed {
                    open = false;
                }
            }
            Kind::Broken => {
                count += 1;
                open = false;
            }
            _ => open = false,
        }
    }
    count
}

fn classify(sheet: &Sheet<'_>, atoms: &[Atom], run: (usize, usize), border: Border) -> Look {
    let words = |range: &[Atom]| range.iter().filter(|a| a.kind == Kind::Word).count();
    let text = |a: &Atom| a.span.of(&sheet.source.text);
    let all_words = words(atoms);
    let figures = atoms.get(run.0..run.1).unwrap_or(&[]);
    let before = atoms.get(..run.0).unwrap_or(&[]);
    let after = atoms.get(run.1..).unwrap_or(&[]);
    // `2024 20251 2026 2027`: the sign of a footnote stands behind a year.
    let years = figures.iter().filter_map(Atom::number).filter(|n| n.year).count();
    let noted = |a: &Atom| {
        let own = text(a);
        years >= 3
            && own.len() == 5
            && own.bytes().all(|b| b.is_ascii_digit())
            && own.get(..4).is_some_and(|year| vocabulary::year(year).is_some())
    };
    let of_year = |a: &&Atom| a.number().is_some_and(|n| n.year) || noted(a);
    let numbered = || figures.iter().filter(|a| a.number().is_some());
    let years_only = numbered().next().is_some() && numbered().all(|a| of_year(&a));
    // `andel (%)` is one head, or the end of a label.
    let sign_behind = |i: usize| atoms.get(i).is_some_and(|a| text(a).trim_matches(['(', ')']) == "%");
    let heads = |(i, a): &(usize, &Atom)| vocabulary::column_role(text(a)).is_some() && !sign_behind(i + 1);
    let header_words = atoms.iter().enumerate().filter(heads).count();
    let moment = |a: &&Atom| {
        a.number().is_some_and(|n| n.year) || vocabulary::is_date(text(a)) || is_from_month_to_month(text(a))
    };
    let year_count = atoms.iter().filter(moment).count();
    // A word in a cell of its own is cut short there (`Förändr.`), and ends nothing.
    let closing = atoms.last().filter(|a| a.gap != Gap::Wide);
    // `… intäkter om 26,4 mkr.`: no heads and no label end in an amount and a full stop.
    let amount = matches!(atoms, [.., number, unit] if ends_in_amount(sheet, number, unit));
    let sentence = (ends_sentence(closing.map_or("", text)) || amount) && all_words >= 4;
    let numbers = numbers(atoms, run);
    let marks = figures.iter().filter(|a| matches!(a.kind, Kind::Nil | Kind::Sign(_))).count();
    if numbers == 0 && marks >= 2 && !before.is_empty() && after.is_empty() {
        return Look::Figures { least: 0, labelled: true };
    }
    // `Not 31 31`: days of the dates that the line above begins, or the like.
    let heads_notes = numbers >= 2 && matches!(before, [note] if vocabulary::is_note_header(text(note)));
    // `jan-aug 24 jan-aug 23 2024`: nothing but years, some of them short ones behind their months.
    let period = |i: usize| atoms.get(i).is_some_and(|a| vocabulary::is_period_word(text(a)));
    let all: Vec<(usize, Number)> =
        atoms.iter().enumerate().filter_map(|(i, a)| Some((i, a.number()?))).collect();
    // `tertial 2`, `kvartal 1`: a part of the year by its number.
    let part =
        |i: usize| atoms.get(i).is_some_and(|a| matches!(&*text(a).to_lowercase(), "tertial" | "kvartal"));
    let short = |i: usize, n: Number| {
        let behind = |of: &dyn Fn(usize) -> bool| i.checked_sub(1).is_some_and(of);
        n.decimals == 0 && (n.digits == 2 && behind(&period) || n.digits == 1 && behind(&part))
    };
    if all.len() >= 2
        && all.iter().any(|&(i, n)| short(i, n))
        && all.iter().all(|&(i, n)| n.year || short(i, n))
        && !sentence
    {
        return Look::Header;
    }
    let small = figures.iter().filter_map(Atom::number).all(|n| n.digits <= 2 && n.decimals == 0);
    if heads_notes && small && after.is_empty() {
        return Look::Header;
    }
    // `Tabell 2`: its number is no figure.
    let line =
        atoms.first().zip(atoms.last()).map_or("", |(a, b)| a.span.cover(b.span).of(&sheet.source.text));
    let caption = run == (1, 2) && is_caption(line);
    if numbers > 0 && !years_only && !caption && before.len() < LABEL_WORDS + 4 {
        let least = least_figures(figures);
        let stray_words = words(after);
        // Words right behind the figures make a sentence of the line; in a row of cells they are a cell,
        // or a neighbouring text that has leaked in.
        let leaked = after.first().is_some_and(|a| a.gap == Gap::Wide);
        // `3 778,9EGET KAPITAL`: the title of the next part has run into the last cell.
        let glued = after.first().is_some_and(|a| a.gap == Gap::Glued);
        let tail_ok = stray_words == 0
            || glued
            || border != Border::None
            || leaked && (least >= 2 || stray_words <= 3)
            // The more figures, the less they stand in a sentence.
            || stray_words <= 2.max(least / 3) && least >= 3 && !sentence;
        let page = is_page_number(figures) && before.len() <= 4;
        // `Till och med oktober har nämnden använt 40,9 mkr, vilket är 2,0`: a sentence that the end of the line parts.
        let told = least == 1
            && words(before) > LABEL_WORDS / 2
            && before.windows(3).any(|three| match three {
                [number, unit, next] => {
                    number.number().is_some() && vocabulary::unit(text(unit), text(next)).is_some()
                }
                _ => false,
            });
        let label_ok =
            words(before) <= LABEL_WORDS && !told && !(before.len() >= 5 && inner_sentence(sheet, before));
        let unit_after =
            after.first().is_some_and(|a| vocabulary::unit(text(a), "").is_some() && a.gap != Gap::Wide);
        if tail_ok && label_ok && !page && !(unit_after && least < 3) && !(least == 1 && sentence) {
            return Look::Figures {
                least,
                labelled: before.iter().any(|a| a.kind == Kind::Word || a.number().is_some()),
            };
        }
    }
    // A wide table has many heads of several words: `Utfall (U) Budget (B) Avvikelse (B-U)`. Most are such as heads have
    // (`Intäkter jan–aug Kostnader jan–aug`), or begin with a capital letter, as in no sentence.
    let heads_mostly = || {
        let (of_heads, words) = words_of_heads(line);
        let capitals = line.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        of_heads * 2 > words || capitals * 2 > words
    };
    if !sentence
        && (all_words <= LABEL_WORDS || header_words * 3 >= all_words || heads_mostly())
        && (year_count >= 2 || header_words >= 2 || years_only && all_words == 0)
    {
        return Look::Header;
    }
    // `jan feb mar … Helår`: three months and hardly any other word.
    let months = atoms.iter().filter(|a| vocabulary::is_month(text(a))).count();
    if !sentence && months >= 3 && months * 4 >= atoms.len() * 3 {
        return Look::Header;
    }
    if all_words >= LABEL_WORDS || sentence || inner_sentence(sheet, atoms) && all_words >= 6 {
        return Look::Prose;
    }
    Look::Label
}

pub(super) fn ends_sentence(word: &str) -> bool {
    // `Avv.`, `fg.` and `forts.` are abbreviations of headers, not ends of sentences; nor is `avskr.medel.`, a word that
    // has been cut short before.
    let short =
        |word: &str| word.trim_end_matches('.').split('.').filter(|part| !part.is_empty()).count() > 1;
    let abbreviated = |word: &str| word.ends_with('.') && (short(word) || vocabulary::means_continued(word));
    word.ends_with(['.', '!', '?', ';']) && word.chars().count() > 4 && !abbreviated(word)
}

/// An amount and a full stop: `26,4 mkr.`.
fn ends_in_amount(sheet: &Sheet<'_>, number: &Atom, unit: &Atom) -> bool {
    let word = unit.span.of(&sheet.source.text);
    number.number().is_some() && word.ends_with('.') && vocabulary::unit(word, "").is_some()
}

/// A full stop inside the line with a capital after it. What a wide gap parts from it stands in another cell, and the full
/// stop is of a word cut short in its own (`Övr. kostn.   Resultat`).
fn inner_sentence(sheet: &Sheet<'_>, atoms: &[Atom]) -> bool {
    let begins = |b: &Atom| {
        b.gap != Gap::Wide && b.span.of(&sheet.source.text).chars().next().is_some_and(char::is_uppercase)
    };
    let word = atoms.windows(2).any(|pair| match pair {
        [a, b] => begins(b) && ends_sentence(a.span.of(&sheet.source.text)),
        _ => false,
    });
    word || atoms.windows(3).any(|three| match three {
        [number, unit, b] => begins(b) && ends_in_amount(sheet, number, unit),
        _ => false,
    })
}

/// `12 (13)`: a page of pages.
fn is_page_number(figures: &[Atom]) -> bool {
    match figures {
        [a, b] => match (a.number(), b.number()) {
            (Some(a), Some(b)) => a.digits <= 3 && !a.closed && b.opens && b.closes && b.digits <= 3,
            _ => false,
        },
        _ => false,
    }
}
