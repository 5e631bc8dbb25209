//! Which lines are headings.
//!
//! A line is a *candidate* by its own form. It is a heading by evidence: strong evidence (a mark, a number in
//! order, the contents list, a known section name, the same words recurring) needs only a place where a
//! heading can stand; without it the line must be set off from what is before and stand before a text, a
//! list or a table. When in doubt it is no heading: a label taken for a heading tears a section apart.

use super::{
    address::is_address,
    contents::Contents,
    lay::{Body, Lay, Line, counts_a_thing},
    name::{Units, figures_at, is_year, name, split_number},
};
use crate::engine::{figure, report::Table};
use std::collections::{BTreeMap, BTreeSet};

/// A heading found.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Index of its first line in the lay, and of its last.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) title: String,
    pub(super) name: String,
    pub(super) number: Vec<u16>,
    /// The depth that a Markdown mark gives.
    pub(super) mark: Option<u8>,
    /// It carries a figure, as `Enheten +3,4 mnkr`.
    pub(super) figure: bool,
    /// Level in the contents list.
    pub(super) listed: Option<u8>,
    /// It is (part of) the title of the report.
    pub(super) is_title: bool,
}

/// What a line's own form says.
struct Form<'a> {
    title: &'a str,
    name: String,
    number: Vec<u16>,
    mark: Option<u8>,
    figure: bool,
    words: usize,
    /// *Tabell 3 Utfall per enhet*: the title of a table or a picture.
    caption: bool,
}

/// What a caption opens with, with a number behind.
const CAPTIONS: &[&str] = &["tabell", "diagram", "figur", "graf", "bild", "table", "chart", "figure"];

/// The first word of a title and the number that follows it: *Mål 2*, *Tabell 3.*
fn numbered_word(name: &str) -> Option<(&str, u16)> {
    let (word, rest) = name.split_once(' ')?;
    let number = rest.split(' ').next()?.trim_end_matches(['.', ':', ',']);
    let all_letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
    number
        .parse()
        .ok()
        .filter(|&number| all_letters && (1..=99).contains(&number))
        .map(|number| (word, number))
}

/// A heading is no longer than this; longer ones are sentences. Numbered ones may be longer.
const MOST_WORDS: usize = 10;
const MOST_WORDS_NUMBERED: usize = 16;

/// Verbs that make a sentence of a line, and sentences are no headings.
const VERBS: &[&str] = &[
    "är",
    "har",
    "hade",
    "var",
    "visar",
    "uppgår",
    "uppgick",
    "avviker",
    "beror",
    "prognostiseras",
    "prognosticeras",
    "blev",
    "blir",
    "kommer",
    "ska",
    "skall",
    "kan",
    "fortsätter",
    "innebär",
    "medför",
    "ökar",
    "ökade",
    "minskar",
    "minskade",
    "finns",
    "pågår",
    "förväntas",
    "bedöms",
    "beräknas",
    "redovisas",
    "redovisar",
    "ligger",
    "går",
    "får",
    "gör",
    "ger",
    "lämnar",
    "saknas",
    "följer",
    "påverkas",
    "påverkar",
    "planeras",
    "väntas",
    "motsvarar",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "will",
    "shows",
    "amounts",
];

fn form(text: &str) -> Option<Form<'_>> {
    let hashes = text.chars().take_while(|&c| c == '#').count();
    let mut rest = text;
    let mut mark = None;
    if (1..=6).contains(&hashes) && text.get(hashes..).is_some_and(|rest| rest.starts_with(' ')) {
        mark = Some(hashes as u8);
        rest = text.get(hashes..)?.trim().trim_end_matches('#').trim_end();
    } else if let Some(bold) = text.strip_prefix("**").and_then(|text| text.strip_suffix("**")) {
        mark = Some(7);
        rest = bold.trim();
    }
    let (number, title) = split_number(rest);
    let words = title.split_whitespace().count();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let starts =
        title.chars().next().is_some_and(|c| c.is_uppercase() || mark.is_some() && c.is_alphanumeric());
    let most = if number.is_empty() { MOST_WORDS } else { MOST_WORDS_NUMBERED };
    let figure = figures_at(title).is_some();
    let bare = figures_at(title).and_then(|at| title.get(..at)).unwrap_or(title);
    let long = words > most + if figure { 6 } else { 0 } || title.chars().count() > 120;
    let ends_open = title.ends_with(['.', ',', ';', ':', '!', '-', '–', '…', '•']) && mark.is_none();
    if mark.is_none() && (!starts || long || ends_open || letters < 3 || bare.contains(['\t', '|', '='])) {
        return None;
    }
    // A wide gap parts cells.
    if mark.is_none() && bare.contains("   ") || title.is_empty() {
        return None;
    }
    // Figures other than years and the number of a thing belong to rows and sentences.
    let stray = figure::scan(bare, figure::Style::Comma).into_iter().any(|scanned| {
        let whole = scanned.figure.value.scale() == 0 && scanned.figure.sign == figure::Sign::None;
        let at_end = scanned.span.end as usize == bare.len();
        let small = whole && scanned.span.of(bare).len() <= 2;
        !is_year(bare, &scanned) && !(small && (!at_end || counts_a_thing(bare)))
    });
    // A unit before the end is that of a column head.
    let united = bare.split_whitespace().rev().skip(1).any(|word| {
        ["tkr", "mnkr", "mkr", "kkr"].contains(&word.trim_end_matches(',').to_lowercase().as_str())
    });
    if mark.is_none() && (stray || united) {
        return None;
    }
    let words = bare.split_whitespace().count();
    let name = name(rest);
    let caption = mark.is_none() && numbered_word(&name).is_some_and(|(word, _)| CAPTIONS.contains(&word));
    Some(Form { title: rest, name, number, mark, figure, words, caption })
}

fn has_verb(text: &str) -> bool {
    text.split_whitespace().any(|word| VERBS.contains(&word.to_lowercase().as_str()))
}

/// Does the line end a thought? A heading may stand behind it.
fn is_closed(line: &Line<'_>, width: usize) -> bool {
    line.text.ends_with(['.', '!', '?', ':', ')', '”', '"', '…'])
        || line.text.chars().count() * 10 < width * 6
        || line.body == Body::Table
        || line.body == Body::Contents
}

fn is_prose(line: &Line<'_>) -> bool {
    line.body == Body::Bullet
        || line.body == Body::Table
        || line.text.split_whitespace().count() >= 5
        || line.text.ends_with(['.', '!', '?'])
        // What leads up to a list: "Nämnden beslutar följande:". A word or two are the label of a field.
        || line.text.ends_with(':') && line.text.split_whitespace().count() >= 3
        // Left for a text to be written.
        || line.text.starts_with('[') && line.text.ends_with(']')
        || form(line.text).is_some_and(|form| form.caption)
}

/// Finds the headings, in order.
pub(super) fn find(lay: &Lay<'_>, contents: &Contents, tables: &[Table]) -> Vec<Heading> {
    let forms: Vec<Option<Form<'_>>> =
        lay.lines.iter().map(|line| if line.body == Body::Text { form(line.text) } else { None }).collect();
    let form_at = |i: usize| forms.get(i).and_then(Option::as_ref);
    let listed = listed(&forms, contents);
    let numbers = numbered(lay, &forms, &listed);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut with_figure = 0;
    for (i, form) in forms.iter().enumerate() {
        let Some(form) = form.as_ref().filter(|form| form.words <= 6 && !has_verb(&form.name)) else {
            continue;
        };
        if can_stand(lay, i, false) {
            *counts.entry(&form.name).or_default() += 1;
            with_figure += usize::from(form.figure);
        }
    }
    let labels = labels(lay);
    let series = series(lay, &forms);
    let is_caption = |i: usize| form_at(i).is_some_and(|form| form.caption) && !listed.contains_key(&i);
    let strong = |i: usize| {
        !is_caption(i)
            && form_at(i).is_some_and(|form| {
                form.mark.is_some()
                    || listed.contains_key(&i)
                    || series.contains(&i)
                    || numbers.contains(&i)
                    || form.number.is_empty() && lay.names.hold(&form.name) && !labels.contains(&i)
                    || counts.get(form.name.as_str()).is_some_and(|&n| n >= 2) && form.number.is_empty()
                    || form.figure && with_figure >= 2 && form.number.is_empty()
            })
    };
    // A heading that names a row of a table is that of the unit or the kind of cost.
    let rows = tables.iter().filter(|table| table.rows.len() >= 4).flat_map(|table| &table.rows);
    let units = Units::new(rows.map(|row| row.label.as_str()));
    let names_a_row = |form: &Form<'_>| {
        form.number.is_empty() && !form.figure && form.words <= 6 && units.find(&form.name).is_some()
    };
    let mut chosen: Vec<(usize, usize, bool)> = Vec::new();
    let mut i = 0;
    while i < lay.lines.len() {
        let after_heading = chosen.last().is_some_and(|&(_, last, _)| last + 1 == i);
        let is_strong = strong(i);
        if is_caption(i) {
            // It belongs to its table.
        } else if form_at(i).is_some()
            && is_strong
            && (can_stand(lay, i, after_heading) || is_marked(form_at(i)))
        {
            chosen.push((i, i, true));
        } else if labels.contains(&i) {
            // No heading by its looks.
        } else if form_at(i).is_some_and(names_a_row) && next_can_be_under(lay, i, after_heading, &strong) {
            chosen.push((i, i, false));
        } else if let Some(last) = two_lines(lay, &forms, i, after_heading, &strong) {
            chosen.push((i, last, false));
            i = last;
        } else if form_at(i)
            .is_some_and(|form| form.number.is_empty() && !form.figure && !has_verb(form.title))
            && set_off(lay, i, after_heading, &strong)
        {
            chosen.push((i, i, false));
        }
        i += 1;
    }
    drop_lists(&mut chosen);
    let mut headings: Vec<Heading> = chosen
        .into_iter()
        .filter_map(|(first, last, _)| {
            let form = form_at(first)?;
            let title = if first == last {
                form.title.to_owned()
            } else {
                let parts: Vec<&str> =
                    (first..=last).filter_map(|at| lay.lines.get(at)).map(|line| line.text).collect();
                parts.join(" ")
            };
            let name = name(&title);
            let listed = listed.get(&first).copied();
            let (number, mark, figure) = (form.number.clone(), form.mark, form.figure);
            let number = if numbers.contains(&first) || listed.is_some() { number } else { Vec::new() };
            Some(Heading { first, last, title, name, number, mark, figure, listed, is_title: false })
        })
        .collect();
    title_page(lay, &mut headings);
    headings
}

/// *Mål 1 Trygga gator*, *Mål 2 …*, *Mål 3 …*: three lines or more that open with the same word and count up from one, each
/// with a text below it. Line by line they are a list.
fn series(lay: &Lay<'_>, forms: &[Option<Form<'_>>]) -> BTreeSet<usize> {
    let mut groups: BTreeMap<&str, Vec<(usize, u16)>> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        let Some(form) = form.as_ref().filter(|form| form.number.is_empty() && !form.caption && !form.figure)
        else {
            continue;
        };
        if let Some((word, number)) = numbered_word(&form.name)
            && can_stand(lay, i, false)
            && !has_verb(form.title)
        {
            groups.entry(word).or_default().push((i, number));
        }
    }
    let counts = |group: &&Vec<(usize, u16)>| {
        group.len() >= 3
            && group.iter().zip(1..).all(|(&(_, number), place)| number == place)
            && group.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if b - a >= 2))
    };
    groups.values().filter(counts).flatten().map(|&(i, _)| i).collect()
}

/// Lines that stand above an address, or in a stack of at least four short ones, with no blank and no sentence between
/// them: the labels of a table that has lost its figures, a list of names. A stack of three may be a title.
fn labels(lay: &Lay<'_>) -> BTreeSet<usize> {
    let short = |line: &Line<'_>| {
        line.body == Body::Text && line.text.split_whitespace().count() <= 4 && !is_prose(line)
    };
    let above_address = |i: &usize| lay.lines.get(i + 1).is_some_and(|next| is_address(next.text));
    let mut found: BTreeSet<usize> = (0..lay.lines.len()).filter(above_address).collect();
    let mut first = 0;
    for i in 0..=lay.lines.len() {
        let goes_on = i > first
            && lay.lines.get(i).is_some_and(|line| short(line) && line.before == 0)
            && lay.lines.get(i - 1).is_some_and(short);
        if goes_on {
            continue;
        }
        if i - first >= 4 {
            found.extend(first..i);
        }
        first = i;
    }
    found
}

/// A heading that names a row of a table needs less to stand before: a strong heading, or a text below it.
fn next_can_be_under(lay: &Lay<'_>, i: usize, after_heading: bool, strong: &dyn Fn(usize) -> bool) -> bool {
    let (Some(line), Some(next)) = (lay.lines.get(i), lay.lines.get(i + 1)) else { return false };
    let parted = line.before >= 1 && !line.spaced || line.before >= 2;
    can_stand(lay, i, after_heading)
        && (strong(i + 1) || parted && (is_prose(next) || form(next.text).is_some()))
}

/// The lines that the contents list names, with their level there. Of several lines with the same words, the
/// one that carries the entry's number; an entry with a number is not that of every line with its words.
fn listed(forms: &[Option<Form<'_>>], contents: &Contents) -> BTreeMap<usize, u8> {
    let mut places: BTreeMap<&str, Vec<(usize, &Form<'_>)>> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        if let Some(form) = form {
            places.entry(&form.name).or_default().push((i, form));
        }
    }
    // A paste may lose the numbers of all headings; where some are left, one without is another heading.
    let numbers_kept = contents.entries.iter().any(|entry| {
        !entry.number.is_empty()
            && places
                .get(name(&entry.title).as_str())
                .is_some_and(|at| at.iter().any(|(_, form)| form.number == entry.number))
    });
    let mut listed = BTreeMap::new();
    for entry in &contents.entries {
        let entry_name = name(&entry.title);
        let Some(at) = places.get(entry_name.as_str()) else { continue };
        let numbered = at.iter().find(|(_, form)| form.number == entry.number);
        let other = at.first().filter(|_| !numbers_kept || entry.number.is_empty());
        if let Some(&(line, _)) = numbered.or(other) {
            listed.insert(line, entry.level);
        }
    }
    listed
}

fn is_marked(form: Option<&Form<'_>>) -> bool {
    form.is_some_and(|form| form.mark.is_some())
}

/// Can a heading stand here? The line before must have come to its end, and the one after must not go on
/// in lower case.
fn can_stand(lay: &Lay<'_>, i: usize, after_heading: bool) -> bool {
    let Some(line) = lay.lines.get(i) else { return false };
    let before = i.checked_sub(1).and_then(|j| lay.lines.get(j));
    let parted = line.before > usize::from(line.spaced);
    let closed = before.is_none_or(|before| {
        is_closed(before, lay.width)
            || line.before >= if line.spaced { 3 } else { 2 }
            || parted && before.body == Body::Text && !line.spaced
    });
    let goes_on = lay.lines.get(i + 1).is_some_and(|next| {
        next.text.chars().next().is_some_and(char::is_lowercase)
            && next.body == Body::Text
            && next.after < 4
            && line.after <= usize::from(line.spaced)
    });
    // The label of a table with one cell a line.
    let cell_follows = lay
        .lines
        .get(i + 1)
        .is_some_and(|next| next.body == Body::Table && !next.text.chars().any(char::is_alphabetic));
    (closed || after_heading) && !goes_on && !cell_follows
}

/// The lines whose numbers are those of headings: in order, and not the items of a list.
fn numbered(lay: &Lay<'_>, forms: &[Option<Form<'_>>], listed: &BTreeMap<usize, u8>) -> BTreeSet<usize> {
    let candidates: Vec<(usize, &Form<'_>)> = forms
        .iter()
        .enumerate()
        .filter_map(|(i, form)| form.as_ref().filter(|form| !form.number.is_empty()).map(|form| (i, form)))
        .filter(|&(i, _)| listed.contains_key(&i) || can_stand(lay, i, false))
        .collect();
    let mut found = BTreeSet::new();
    // How many candidates follow each other without text between.
    let mut runs = vec![1_usize; candidates.len()];
    for k in 1..candidates.len() {
        if let (Some((a, _)), Some((b, _))) = (candidates.get(k - 1), candidates.get(k))
            && a + 1 == *b
            && let Some(&run) = runs.get(k - 1)
            && let Some(next) = runs.get_mut(k)
        {
            *next = run + 1;
        }
    }
    for k in (1..candidates.len()).rev() {
        if let (Some(&run), Some(&before)) = (runs.get(k), runs.get(k - 1))
            && run == before + 1
            && let Some(earlier) = runs.get_mut(k - 1)
        {
            *earlier = run;
        }
    }
    for (k, &(i, form)) in candidates.iter().enumerate() {
        let neighbours = [k.checked_sub(1).and_then(|k| candidates.get(k)), candidates.get(k + 1)];
        // The items of a numbered list follow each other line by line, or are at least three.
        let tight = neighbours.iter().flatten().any(|&&(j, other)| {
            i.abs_diff(j) == 1
                && other.number.len() == form.number.len()
                && lay.lines.get(i.min(j)).is_some_and(|line| line.after == 0)
        });
        let in_list = form.number.len() == 1 && (tight || runs.get(k).is_some_and(|&run| run >= 3));
        let Some(line) = lay.lines.get(i) else { continue };
        let parted = line.before >= 1 && !line.spaced || line.before >= 2;
        let dotted = form.number.len() >= 2;
        let in_order = neighbours
            .iter()
            .flatten()
            .any(|&&(_, other)| follows(&form.number, &other.number) || follows(&other.number, &form.number));
        let sentence = has_verb(form.title) && !listed.contains_key(&i);
        if listed.contains_key(&i)
            || !in_list && !sentence && (dotted || parted && in_order || in_order && line.spaced)
        {
            found.insert(i);
        }
    }
    found
}

/// Can a heading numbered `b` be the next after one numbered `a`? One number may be missing between them,
/// which is what the check of the numbering is for.
fn follows(a: &[u16], b: &[u16]) -> bool {
    let shared = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    match (a.get(shared), b.get(shared)) {
        (None, Some(&first)) => first <= 2 && b.len() == shared + 1,
        (Some(&x), Some(&y)) => y > x && y - x <= 2,
        _ => false,
    }
}

/// Without strong evidence: the line is parted from what is before, and a text, a list, a table or a strong
/// heading follows it.
fn set_off(lay: &Lay<'_>, i: usize, after_heading: bool, strong: &dyn Fn(usize) -> bool) -> bool {
    let (Some(line), Some(next)) = (lay.lines.get(i), lay.lines.get(i + 1)) else { return false };
    if !can_stand(lay, i, after_heading) || next.before >= 8 {
        return false;
    }
    let before = i.checked_sub(1).and_then(|j| lay.lines.get(j));
    // Lines like this one, evenly spaced, that were no headings: all are items of a list.
    let item = |line: &Line<'_>| {
        line.body == Body::Text
            && line.text.chars().count() * 10 < lay.width * 6
            && form(line.text).is_some_and(|form| !has_verb(form.title))
    };
    let in_list = !after_heading
        && before.is_some_and(|before| {
            item(before)
                && before.before == line.before
                && i.checked_sub(2).and_then(|j| lay.lines.get(j)).is_some_and(item)
        });
    if in_list {
        return false;
    }
    let words = line.text.split_whitespace().count();
    let heading_follows = strong(i + 1);
    let body_follows = heading_follows || is_prose(next);
    // Longer than its own text: more likely the first line of a text without a full stop.
    let outweighs = line.text.chars().count() > next.text.chars().count() + 20
        && !heading_follows
        && next.body == Body::Text;
    let goes_on = next.body != Body::Bullet && next.text.chars().next().is_some_and(char::is_lowercase);
    if !body_follows || outweighs || goes_on {
        return false;
    }
    if line.spaced {
        let before_closed = i
            .checked_sub(1)
            .and_then(|j| lay.lines.get(j))
            .is_none_or(|before| after_heading || is_closed(before, lay.width));
        return before_closed && words <= 8;
    }
    if line.before >= 1 {
        // A line closer to what is before than to what follows belongs to what is before.
        return line.before >= line.after.min(3) || line.after <= 1;
    }
    // No blank before: only a few words, in a place where they cannot be the end of a paragraph.
    line.after == 0
        && words <= 4
        && !heading_follows
        && (after_heading || is_short_end(lay, i) || is_capitals(lay, i))
        && next.body != Body::Table
}

/// The line is in capitals, the ones around it are not, and a sentence has ended before it.
fn is_capitals(lay: &Lay<'_>, i: usize) -> bool {
    let in_capitals = |text: &str| {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() >= 4 && letters.all(char::is_uppercase)
    };
    let at = |j: Option<usize>| j.and_then(|j| lay.lines.get(j)).map_or("", |line| line.text);
    let before = at(i.checked_sub(1));
    in_capitals(at(Some(i)))
        && !in_capitals(at(Some(i + 1)))
        && before.ends_with(['.', '!', '?'])
        && !in_capitals(before)
}

/// The line before ends a sentence well short of the width, so a paragraph has ended there.
fn is_short_end(lay: &Lay<'_>, i: usize) -> bool {
    i.checked_sub(1).and_then(|j| lay.lines.get(j)).is_some_and(|before| {
        before.text.ends_with(['.', '!', '?']) && before.text.chars().count() * 10 < lay.width * 9
    })
}

/// A heading broken over two lines: `Kommentarer till större avvikelser per` / `verksamhetsområde`.
fn two_lines(
    lay: &Lay<'_>,
    forms: &[Option<Form<'_>>],
    i: usize,
    after_heading: bool,
    strong: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let (line, next) = (lay.lines.get(i)?, lay.lines.get(i + 1)?);
    let form = forms.get(i)?.as_ref()?;
    let after = lay.lines.get(i + 2)?;
    let lower = next.text.chars().next().is_some_and(char::is_lowercase);
    let short = next.text.split_whitespace().count() <= 4
        && next.text.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
    let tight = line.after <= usize::from(line.spaced);
    let parted = line.before > usize::from(line.spaced);
    let ends = next.after > usize::from(line.spaced) || strong(i + 2) || line.spaced && next.after == 1;
    let goes_on = after.text.chars().next().is_some_and(char::is_lowercase);
    let fits = next.body == Body::Text && lower && short && tight && parted && ends && !goes_on;
    let closed = i
        .checked_sub(1)
        .and_then(|j| lay.lines.get(j))
        .is_none_or(|before| after_heading || is_closed(before, lay.width));
    let long = line.text.chars().count() >= 30;
    (fits
        && closed
        && long
        && !has_verb(form.title)
        && !has_verb(next.text)
        && (strong(i + 2) || is_prose(after)))
    .then_some(i + 1)
}

/// Three or more weak candidates in a row without text between are a list, an address or a table with one
/// cell a line.
fn drop_lists(chosen: &mut Vec<(usize, usize, bool)>) {
    let mut keep = vec![true; chosen.len()];
    let mut run: Vec<usize> = Vec::new();
    for k in 0..=chosen.len() {
        let weak = chosen.get(k).is_some_and(|&(_, _, strong)| !strong);
        let adjacent = k > 0
            && matches!((chosen.get(k - 1), chosen.get(k)), (Some(&(_, last, _)), Some(&(first, _, _))) if last + 1 == first);
        if weak && (run.is_empty() || adjacent) {
            run.push(k);
            continue;
        }
        if run.len() >= 3 {
            for &k in &run {
                if let Some(keep) = keep.get_mut(k) {
                    // N.B. the title page is such a run, and is put together afterwards.
                    *keep = false;
                }
            }
        }
        run.clear();
        if weak {
            run.push(k);
        }
    }
    let mut flags = keep.into_iter();
    chosen.retain(|_| flags.next().unwrap_or(true));
}

/// A line of a title that looks like a heading: *Alby kommun* under *Årsredovisning 2023*. It has no text of its own, since a
/// heading follows it, no section is called so, and it stands closer to the line above than to what follows.
fn names_the_writer(lay: &Lay<'_>, headings: &[Heading], heading: &Heading) -> bool {
    let Some(line) = lay.lines.get(heading.last) else { return false };
    let free =
        heading.mark.is_none() && heading.number.is_empty() && heading.listed.is_none() && !heading.figure;
    let followed = headings.iter().any(|next| next.first == heading.last + 1);
    free && followed && line.before < line.after && !lay.names.hold(&heading.name)
}

/// What the titles of reports are made of.
const TITLE_WORDS: &[&str] =
    &["rapport", "uppföljning", "redovisning", "bokslut", "berättelse", "report", "follow-up", "statement"];

/// The title of the report: the short lines that the text opens with, when they are parted from what follows.
fn title_page(lay: &Lay<'_>, headings: &mut Vec<Heading>) {
    let Some(first) = lay.lines.first().filter(|line| line.body == Body::Text) else { return };
    let Some(opening) = form(first.text) else { return };
    let mut last = 0;
    while let (Some(line), Some(next)) = (lay.lines.get(last), lay.lines.get(last + 1)) {
        let short = next.body == Body::Text
            && next.text.split_whitespace().count() <= 8
            && !next.text.contains("   ")
            && !next.text.ends_with(['.', ',', ';', ':'])
            && !has_verb(next.text);
        let own = headings
            .iter()
            .any(|heading| heading.first == last + 1 && !names_the_writer(lay, headings, heading));
        if line.after > usize::from(line.spaced) || !short || own || last >= 4 {
            break;
        }
        last += 1;
    }
    let parted = lay
        .lines
        .get(last)
        .is_some_and(|line| line.after > usize::from(line.spaced) || lay.lines.len() == last + 1);
    let alone = headings.first().is_some_and(|heading| heading.first == 0);
    let known = alone && last == 0 && lay.names.hold(&opening.name);
    // One line is a title when it says so, or when a page of its own is given to it.
    let titled = last > 0
        || lay.lines.first().is_some_and(|line| line.after >= 3)
        || TITLE_WORDS.iter().any(|word| opening.name.contains(word));
    if !titled
        || known
        || opening.mark.is_some()
        || !parted && !alone
        || has_verb(first.text)
        || lay.lines.len() < last + 2
    {
        return;
    }
    if alone && last == 0 {
        if let Some(heading) = headings.first_mut() {
            heading.is_title = true;
        }
        return;
    }
    headings.retain(|heading| heading.first > last);
    let parts: Vec<&str> = lay.lines.iter().take(last + 1).map(|line| line.text).collect();
    let title = parts.join(" ");
    headings.insert(
        0,
        Heading {
            first: 0,
            last,
            name: name(&title),
            number: opening.number,
            mark: None,
            figure: false,
            listed: None,
            is_title: true,
            title,
        },
    );
}
