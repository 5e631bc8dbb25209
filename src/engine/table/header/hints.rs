//! The heads of columns that can be told by their words alone: where the words begin one (`Budget`, `Prognos`), and
//! where a year does when the head before has one already.

use super::{
    super::{atoms::Atom, blocks::Block, classes::counted, sheet::Sheet},
    groups, join, moments,
    title::{is_caption, is_section, is_title_with_unit, numbers_note, says_unit},
};
use crate::engine::{report::ColumnRole, vocabulary as words};

/// What the header says of the number of columns, before they are told apart.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Hints {
    pub(super) heads: Vec<Head>,
    /// Where columns of notes stand among the heads.
    pub notes: Vec<usize>,
    /// The words before the first head.
    pub(super) before: Vec<String>,
    /// How many words of the heads' own line have capitals: so many columns they may make, or one less where the first of
    /// them heads the labels (`Anställningsform Kvinnor Män Totalt`).
    capitals: usize,
    /// The heads count up, so that none of them is left out.
    pub counted: bool,
}

impl Hints {
    /// How many columns of figures the header seems to name; empty when it does not tell.
    ///
    /// References to notes stand before the amounts, so what seems a head before them can also be a
    /// title, or a word that spans others (`Sammanställd redovisning`).
    pub(in super::super) fn widths(&self) -> Vec<usize> {
        let figures = self.heads.len() - self.notes.len();
        let behind = self.notes.first().map_or(figures, |first| figures - first);
        // And so can the only one without a year, before all that have one.
        let mut own = self.heads.iter().filter(|head| !head.note);
        let dated =
            own.next().is_some_and(|head| !head.year) && own.clone().count() >= 2 && own.all(|h| h.year);
        // `Budget 2024 2023` may be two columns as well as three.
        let mut own = self.heads.iter().filter(|head| !head.note);
        let loose = own.next().is_some_and(|head| head.year && head.role.is_some())
            && own.clone().count() > 0
            && own.all(|head| head.role.is_none() && moments::is_alone(&head.text));
        let mut widths = vec![figures, behind, if dated { figures - 1 } else { figures }];
        widths.extend(loose.then_some(figures + 1));
        // Words that no vocabulary knows may be heads, too.
        let unknown = [self.capitals, self.capitals.saturating_sub(1)];
        widths.extend(unknown.into_iter().filter(|&width| width > figures && self.notes.is_empty()));
        widths.sort_unstable();
        widths.dedup();
        widths.retain(|&width| width > 0);
        widths
    }
}

impl Hints {
    /// The groups of columns that the heads make by coming again (`2024 2023 2024 2023`), if they are so many.
    pub(in super::super) fn groups(&self, width: usize) -> Vec<std::ops::Range<usize>> {
        let own = self.heads.iter().filter(|head| !head.note);
        let own: Vec<&Head> = own.collect();
        let of = |key: &dyn Fn(&Head) -> String| {
            let found = groups(&own.iter().map(|head| key(head)).collect::<Vec<String>>());
            if found.len() > 1 { found } else { Vec::new() }
        };
        if own.len() != width {
            return Vec::new();
        }
        let whole = of(&|head| head.text.clone());
        let moment =
            |head: &Head| head.text.split(' ').rfind(|word| moments::is_moment(word)).map(str::to_owned);
        if whole.is_empty() && own.iter().all(|head| head.year) {
            // `Kommunen 2024 Kommunen 2023 Koncernen 2024 Koncernen 2023`.
            return of(&|head| moment(head).unwrap_or_default());
        }
        whole
    }
}

/// A column head as words.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub text: String,
    role: Option<ColumnRole>,
    year: bool,
    pub note: bool,
    /// The line that it begins on.
    pub line: usize,
}

/// Reads the heads that can be told by their words alone.
pub(in super::super) fn hints(
    sheet: &Sheet<'_>,
    block: &Block,
    atoms_of: &dyn Fn(usize) -> Vec<Atom>,
) -> Hints {
    let lines: Vec<(usize, Vec<String>)> = below_caption(sheet, &block.header)
        .iter()
        .filter(|&&n| !numbers_note(sheet.line(n)))
        .map(|&n| (n, atoms_of(n).iter().flat_map(|a| with_note(a.span.of(&sheet.source.text))).collect()))
        .collect();
    if let Some(hints) = counting(&lines) {
        return hints;
    }
    if let Some(heads) = run_on(&lines) {
        return Hints { heads, ..Hints::default() };
    }
    let lines = moments::joined(&lines);
    let (mut heads, before) = stacked(block, &lines)
        .or_else(|| zipped(&lines))
        .or_else(|| dated(&lines))
        .unwrap_or_else(|| heads_of(&lines));
    // `Noter` above the number of a note heads a section of them.
    let numbered = block.header.iter().rev().copied().find(|&n| numbers_note(sheet.line(n)));
    for head in heads.iter_mut().filter(|head| numbered.is_some_and(|n| head.line < n)) {
        head.note = false;
    }
    heads.retain(|head| head.role.is_some() || head.year || head.note);
    // `Antal 2025 2024 2023`: the word before the first of bare years heads the labels.
    // Before two, it may be of both (`Antal 2025 2024`), but not where each has its month.
    if let Some((first, rest)) = heads.split_first_mut()
        && first.year
        && rest.iter().all(|head| head.role.is_none() && moments::is_alone(&head.text))
        && let Some(year) = moments::at_the_end(&first.text)
        && (rest.len() >= 2 || rest.len() == 1 && first.role.is_none() && year.contains(' '))
    {
        *first = Head { text: year, year: true, line: first.line, ..Head::default() };
    }
    let notes = heads.iter().enumerate().filter(|(_, head)| head.note).map(|(i, _)| i).collect();
    let own = lines.iter().rfind(|(n, _)| heads.last().is_some_and(|head| head.line == *n));
    let capital = |word: &&String| word.starts_with(char::is_uppercase);
    let capitals = own.map_or(0, |(_, line)| line.iter().filter(capital).count());
    Hints { heads, notes, before, capitals, counted: false }
}

/// What stands above the caption of a table (`Tabell 3`) is no part of it, and neither is the caption, if heads stand below.
fn below_caption<'a>(sheet: &Sheet<'_>, header: &'a [usize]) -> &'a [usize] {
    let caption = (0..header.len()).rfind(|&at| {
        header.get(at).is_some_and(|&n| is_caption(sheet.line(n))) || is_title_with_unit(sheet, header, at)
    });
    let below = caption.and_then(|at| header.get(at + 1..)).unwrap_or(header);
    let heads = below.iter().flat_map(|&n| sheet.line(n).split_whitespace()).filter(|word| of_columns(word));
    if heads.count() > 1 { below } else { header }
}

/// Lines of one head each that are looked at for numbers that count up: a year has twelve months, and a total.
const COUNTED_LINES: usize = 16;

/// The heads of a line in which numbers count up (`Skola F 1 2 3 Summa`): each of them is one, and what stands behind them;
/// before them, a letter is. They may also have lines of their own (`Kvartal 1`, `Kvartal 2`, …, `Helår`).
fn counting(lines: &[(usize, Vec<String>)]) -> Option<Hints> {
    let (n, _) = lines.last()?;
    let words_of = |from: usize| -> Vec<&str> {
        let own = lines.get(from..).unwrap_or(&[]).iter().flat_map(|(_, words)| words);
        own.flat_map(|word| word.split_whitespace()).collect()
    };
    let last = lines.len() - 1;
    let found = (last.saturating_sub(COUNTED_LINES)..=last).find_map(|from| {
        let words = words_of(from);
        let (starts, end) = counted(&words).or_else(|| months(&words))?;
        (from == last || starts.first() == Some(&0)).then_some((words, starts, end))
    });
    let (words, mut starts, end) = found?;
    let is_letter = |word: &&str| word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let first = starts.first().copied()?;
    if let Some(before) = first.checked_sub(1).filter(|&at| words.get(at).is_some_and(is_letter)) {
        starts.insert(0, before);
    }
    let head = |text: &str| Head {
        text: text.to_owned(),
        role: words::column_role(text),
        line: *n,
        ..Head::default()
    };
    let ends = starts.iter().copied().skip(1).chain([end]);
    let classes = starts.iter().zip(ends).filter_map(|(&from, to)| words.get(from..to));
    let mut heads: Vec<Head> = classes.map(|words| head(&words.join(" "))).collect();
    let last = heads.len();
    for word in words.get(end..)? {
        let begins = heads.len() == last || word.starts_with(char::is_uppercase);
        match heads.last_mut().filter(|_| !begins) {
            Some(head) => join(&mut head.text, word),
            None => heads.push(head(word)),
        }
    }
    let before = words.get(..*starts.first()?)?.iter().map(|&word| word.to_owned()).collect();
    Some(Hints { heads, before, counted: true, ..Hints::default() })
}

/// The months that stand behind one another in a line, and where they end: `jan feb mar apr Helår`. Two may be from one to
/// another.
fn months(line: &[&str]) -> Option<(Vec<usize>, usize)> {
    let first = line.iter().position(|word| words::is_month(word))?;
    let run = line.iter().skip(first).take_while(|word| words::is_month(word)).count();
    (run > 2).then(|| ((first..first + run).collect(), first + run))
}

/// A word, or the two that it is where the head of a column of notes has run into it: `TkrNot`.
fn with_note(word: &str) -> Vec<String> {
    let parts = parted(word);
    match parts.split_last() {
        Some((last, first)) if !first.is_empty() && words::is_note_header(last) => {
            vec![first.concat(), last.clone()]
        }
        _ => vec![word.to_owned()],
    }
}

/// The heads of a line whose cells have run together: `BokslutPrognos jan-augAvvikelse`.
fn run_on(lines: &[(usize, Vec<String>)]) -> Option<Vec<Head>> {
    let (n, line) = lines.last()?;
    let mut cells: Vec<String> = Vec::new();
    for word in line {
        let parts = parted(word);
        let goes_on = cells.pop().into_iter().flat_map(|cell| [cell, " ".to_owned()]).collect::<String>();
        cells.extend(parts.iter().enumerate().map(|(i, part)| {
            let before = if i == 0 { goes_on.as_str() } else { "" };
            format!("{before}{part}")
        }));
    }
    let role = |cell: &str| cell.split(' ').find_map(words::column_role);
    let of_columns = |cell: &String| role(cell).is_some() || cell.split(' ').any(moments::is_moment);
    // The first may head the labels.
    let from = usize::from(cells.first().is_some_and(|cell| !of_columns(cell)));
    let own = cells.get(from..)?;
    let glued = cells.len() > 2 && own.iter().filter(|cell| of_columns(cell)).count() * 2 > own.len();
    let head = |cell: &String| Head {
        role: role(cell),
        year: cell.split(' ').any(moments::is_moment),
        note: words::is_note_header(cell),
        text: cell.clone(),
        line: *n,
    };
    glued.then(|| own.iter().map(head).collect())
}

/// The pieces of a run of characters in which capitals follow on small letters or digits.
pub(super) fn parted(run: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in run.chars() {
        if parts.is_empty() || c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = c;
    }
    parts
}

/// The heads of a table that has one cell a line, which stand one to a line as well: each a line, or the lines
/// between two empty ones, with a year or a word of headers, right above the rows.
fn stacked(block: &Block, lines: &[(usize, Vec<String>)]) -> Option<(Vec<Head>, Vec<String>)> {
    if !block.vertical {
        return None;
    }
    let mut cells: Vec<(usize, Vec<String>)> = Vec::new();
    let mut last = None;
    for (n, line) in lines {
        match cells.last_mut() {
            Some((_, words)) if last.is_some_and(|last| last + 1 == *n) => words.extend_from_slice(line),
            _ => cells.push((*n, line.clone())),
        }
        last = Some(*n);
    }
    // Where no empty lines part them, each line is one.
    let cells = if cells.len() == 1 { lines.to_vec() } else { cells };
    let moments = |words: &[String]| words.iter().filter(|word| moments::is_moment(word)).count();
    let heads_column = |(_, words): &&(usize, Vec<String>)| {
        let role = words.iter().any(|word| words::column_role(word).is_some());
        words.len() <= HEAD_WORDS && (moments(words) == 1 || moments(words) == 0 && role || is_note(words))
    };
    let from = cells.iter().rposition(|cell| heads_column(&cell))?;
    let from = from + 1 - cells.get(..=from)?.iter().rev().take_while(heads_column).count();
    let own: Vec<&(usize, Vec<String>)> = cells.get(from..)?.iter().take_while(heads_column).collect();
    let heads: Vec<Head> = own
        .iter()
        .map(|(n, words)| Head {
            text: words.iter().fold(String::new(), |mut text, word| {
                join(&mut text, word);
                text
            }),
            role: words.iter().find_map(|word| words::column_role(word)),
            year: moments(words) == 1,
            note: is_note(words),
            line: *n,
        })
        .collect();
    // A cell is one phrase, however many lines it has.
    let phrase = |(_, words): &(usize, Vec<String>)| {
        let own = words.iter().filter(|word| !says_unit(word, ""));
        own.fold(String::new(), |mut text, word| {
            join(&mut text, word);
            text
        })
    };
    let above = cells.get(..from)?.iter().map(phrase);
    let before = above.filter(|phrase| phrase.chars().any(char::is_alphabetic));
    (heads.iter().filter(|head| !head.note).count() >= 2).then(|| (heads, before.collect()))
}

/// The most words of one head.
const HEAD_WORDS: usize = 6;

/// The head of a column of references to notes, and nothing else.
fn is_note(words: &[String]) -> bool {
    matches!(words, [word] if words::is_note_header(word))
}

/// The heads that some lines name, and the words before the first.
fn heads_of(lines: &[(usize, Vec<String>)]) -> (Vec<Head>, Vec<String>) {
    let mut heads: Vec<Head> = Vec::new();
    let mut before = Vec::new();
    let mut previous = String::new();
    for (k, (n, line)) in lines.iter().enumerate() {
        let following = lines.get(k + 1).and_then(|(_, line)| line.first()).map_or("", String::as_str);
        if is_title(line) || names_a_note(line) || is_numbered(line) || is_section(&line.join(" ")) {
            before.extend(line.iter().filter(|word| word.chars().any(char::is_alphabetic)).cloned());
            continue;
        }
        // `TILLGÅNGAR` below the heads is the first sub-heading.
        let mut letters = line.iter().flat_map(|word| word.chars());
        let capital = letters.find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
        if !heads.is_empty() && capital && !line.iter().any(|word| of_columns(word))
            || heads.len() > 1 && totals(line)
        {
            continue;
        }
        for (i, word) in line.iter().enumerate() {
            let next = line.get(i + 1).map_or(following, String::as_str);
            // `tkr Not` below the heads is the unit of the labels.
            if i == 0 && says_unit(word, next) && line.iter().any(|word| words::is_note_header(word)) {
                continue;
            }
            if names_the_group(line, i) {
                before.push(word.clone());
                continue;
            }
            if heads.is_empty() && !begins_head(word, next) {
                if word.chars().any(char::is_alphabetic) && !says_unit(word, next) {
                    before.push(word.clone());
                }
                continue;
            }
            step(&mut heads, word, &previous, next, *n);
            previous.clone_from(word);
        }
    }
    (heads, before)
}

/// Is a line the first sub-heading, of everything: `Totalt tekniska nämnden`?
pub(in super::super) fn is_of_everything(line: &str) -> bool {
    totals(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

fn totals(line: &[String]) -> bool {
    let total = |word: &String| words::column_role(word) == Some(ColumnRole::Total);
    let named = |rest: &[String]| rest.len() > 1 && !rest.iter().any(|word| of_columns(word));
    line.split_first().is_some_and(|(first, rest)| total(first) && named(rest))
}

/// Is a word of a line part of *sammanställd redovisning*, which is no outcome, but of whom the columns below are?
fn names_the_group(line: &[String], i: usize) -> bool {
    let begins = |at: Option<usize>, with: &str| {
        at.and_then(|at| line.get(at)).is_some_and(|word| words::bare(word).starts_with(with))
    };
    begins(Some(i), "sammanställd") && begins(Some(i + 1), "redovisning")
        || begins(i.checked_sub(1), "sammanställd") && begins(Some(i), "redovisning")
}

/// Two lines of heads that belong together piece by piece: `Utfall Utfall Budget` over `2024 2023 2024`.
/// What compares two periods (`Avvikelse`, `%`) need not have a year of its own.
fn zipped(lines: &[(usize, Vec<String>)]) -> Option<(Vec<Head>, Vec<String>)> {
    let k = (1..lines.len()).rev().find(|&k| lines.get(k).is_some_and(|(_, line)| is_line_of_years(line)))?;
    let (_, years) = lines.get(k)?;
    let above = lines.get(k - 1..k)?;
    let (mut heads, before) = heads_of(above);
    let bare = |head: &&mut Head| {
        !head.note
            && !matches!(head.role, Some(ColumnRole::Deviation | ColumnRole::Change | ColumnRole::Share))
    };
    let shares = years.iter().filter(|word| !moments::is_moment(word)).count();
    let moments = years.len() - shares;
    let figures = heads.iter().filter(|head| !head.note).count();
    let years_alone = |years: &[String]| {
        let head = |year: &String| Head {
            text: year.clone(),
            year: true,
            line: lines.get(k).map_or(0, |l| l.0),
            ..Head::default()
        };
        years.iter().map(head).collect::<Vec<Head>>()
    };
    if figures < 2 || heads.iter().any(|head| head.year || head.role.is_none() && !head.note) {
        return None;
    }
    if moments == figures && shares == 0 {
        let own = heads.iter_mut().filter(|head| !head.note);
        own.zip(years).for_each(|(head, year)| put_year(head, year));
    } else if heads.iter_mut().filter(bare).count() == moments {
        heads.iter_mut().filter(bare).zip(years).for_each(|(head, year)| put_year(head, year));
        if let (Some(head), Some(share)) = (heads.last_mut().filter(|_| shares > 0), years.last()) {
            head.text = format!("{} {share}", head.text);
        }
    } else if shares == 0 && moments > figures {
        // What stands above them cannot be told apart by its words.
        heads = years_alone(years);
    } else {
        return None;
    }
    Some((heads, before))
}

/// A line of heads that all end in their years, whatever their words are: `Intäkter 2024 Nettokostnad 2024`.
fn dated(lines: &[(usize, Vec<String>)]) -> Option<(Vec<Head>, Vec<String>)> {
    let (n, line) =
        lines.iter().rfind(|(_, line)| line.last().is_some_and(|word| moments::is_moment(word)))?;
    // Other lines of heads have to be read together with it.
    if lines.iter().any(|(other, line)| other != n && line.iter().any(|word| begins_head(word, ""))) {
        return None;
    }
    let capital = |word: &&String| word.chars().next().is_some_and(char::is_uppercase);
    let groups: Vec<&[String]> = line.split_inclusive(|word| moments::is_moment(word)).collect();
    let mut before = Vec::new();
    let mut heads = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        let words = group.get(..group.len() - 1)?;
        // What stands before the first head goes with the labels.
        let from = if i == 0 { words.iter().rposition(|word| capital(&word))? } else { 0 };
        for word in words.get(..from)?.iter().filter(|word| words::unit(word, "").is_none()) {
            if words::is_note_header(word) {
                heads.push(Head { text: word.clone(), note: true, line: *n, ..Head::default() });
            } else {
                before.push(word.clone());
            }
        }
        let own = group.get(from..)?;
        if own.iter().any(|word| words::is_note_header(word)) {
            return None;
        }
        own.first().filter(capital)?;
        let text = own.iter().fold(String::new(), |mut text, word| {
            join(&mut text, word);
            text
        });
        let role = words.iter().find_map(|word| words::column_role(word));
        heads.push(Head { role, text, year: true, line: *n, note: false });
    }
    (heads.len() >= 2).then_some((heads, before))
}

fn put_year(head: &mut Head, year: &str) {
    head.text = format!("{} {year}", head.text);
    head.year = true;
}

/// Two years or more, and nothing else but signs of per cent at the end.
fn is_line_of_years(line: &[String]) -> bool {
    let years = line.iter().take_while(|word| moments::is_moment(word)).count();
    years >= 2 && line.iter().skip(years).all(|word| word.trim_matches(['(', ')']) == "%")
}

/// A line that tells of the report or the table, not of columns: words that head no column, with at most
/// one year among them (`Uppföljning mars 2025`).
fn is_title(line: &[String]) -> bool {
    let years = line.iter().filter(|word| words::year(word).is_some()).count();
    years == 1
        && line.iter().any(|word| word.chars().any(char::is_alphabetic) && !of_columns(word))
        && !line.iter().any(|word| words::column_role(word).is_some() || words::is_note_header(word))
}

/// The title of a note: `Not 5 Anläggningstillgångar`.
pub(super) fn names_a_note(line: &[String]) -> bool {
    let digits = |word: &String| word.len() <= 3 && word.chars().next().is_some_and(|c| c.is_ascii_digit());
    let words = line.get(2..).unwrap_or(&[]).iter();
    line.first().is_some_and(|word| words::is_note_header(word))
        && line.get(1).is_some_and(digits)
        && words.clone().any(|word| word.chars().any(char::is_alphabetic))
        && !words.clone().any(|word| moments::is_moment(word))
}

/// A numbered heading: `5.1 Antal anställda`. Columns that are numbered have a number each.
fn is_numbered(line: &[String]) -> bool {
    let number = |word: &String| {
        let mut parts = word.trim_end_matches('.').split('.');
        parts.all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    line.first().is_some_and(number)
        && line.len() > 1
        && line.iter().skip(1).all(|word| {
            word.chars().any(char::is_alphabetic) && !moments::is_moment(word) && !words::is_note_header(word)
        })
}

/// A word that heads columns, or is part of such a head.
fn of_columns(word: &str) -> bool {
    words::column_role(word).is_some()
        || words::is_header_modifier(word)
        || words::is_note_header(word)
        || words::is_period_word(word)
        || moments::is_moment(word)
        || words::unit(word, "").is_some()
}

fn begins_head(word: &str, next: &str) -> bool {
    words::column_role(word).is_some()
        || moments::is_moment(word)
        || words::is_note_header(word)
        || words::is_header_modifier(word)
            && (words::column_role(next).is_some() || words::is_header_modifier(next))
}

fn step(heads: &mut Vec<Head>, word: &str, previous: &str, next: &str, line: usize) {
    if word.chars().all(|c| !c.is_alphanumeric() && c != '%') {
        return;
    }
    // `Budget-` and `avvikelse` are one word over two lines.
    if previous.ends_with('-')
        && word.chars().next().is_some_and(char::is_lowercase)
        && let Some(head) = heads.last_mut()
        && head.text.ends_with('-')
    {
        head.text.pop();
        head.text.push_str(word);
        let whole = head.text.rsplit(' ').next().unwrap_or("");
        head.role = words::column_role(whole).or(head.role);
        return;
    }
    let role = words::column_role(word);
    let year = moments::is_moment(word);
    if words::is_note_header(word) {
        heads.push(Head { text: word.to_owned(), note: true, line, ..Head::default() });
        return;
    }
    let modifier = words::is_header_modifier(word)
        && (words::column_role(next).is_some() || words::is_header_modifier(next));
    let begins = match heads.last() {
        None => role.is_some() || year || modifier,
        Some(head) if head.note => true,
        Some(head) => {
            let compared = head.role == Some(ColumnRole::Deviation)
                && !head.year
                && (word.ends_with('/')
                    || previous.ends_with('/')
                    || matches!(words::bare(previous).as_str(), "mot" | "mellan" | "från"));
            let full = head.role.is_some() || head.year;
            if compared {
                false
            } else if year {
                head.year
            } else {
                full && (role.is_some() && role != Some(ColumnRole::Share) || modifier)
            }
        }
    };
    if begins {
        heads.push(Head { line, ..Head::default() });
    }
    let Some(head) = heads.last_mut() else { return };
    if !head.text.is_empty() {
        head.text.push(' ');
    }
    head.text.push_str(word);
    head.year |= year;
    if head.role.is_none() {
        head.role = role;
    }
}

/// Heads that repeat (`2018 2017 2018 2017`) stand under as many spanning words (`Kommun Koncern`).
pub(super) fn span_groups(before: &[String], texts: &mut [String]) -> Vec<String> {
    let groups = groups(texts);
    if groups.len() < 2 {
        return Vec::new();
    }
    // `Kommunen Sammanställd redovisning` is two: a small letter goes on with what stands before it.
    let mut phrases: Vec<String> = Vec::new();
    for word in before {
        match phrases.last_mut().filter(|_| word.chars().next().is_some_and(char::is_lowercase)) {
            Some(phrase) => join(phrase, word),
            None => phrases.push(word.clone()),
        }
    }
    let phrases = if phrases.len() < groups.len() { before } else { &phrases };
    let Some(spanning) = phrases.len().checked_sub(groups.len()).and_then(|from| phrases.get(from..)) else {
        return Vec::new();
    };
    for (group, word) in groups.iter().zip(spanning) {
        for text in texts.iter_mut().take(group.end).skip(group.start) {
            *text = format!("{word} {text}");
        }
    }
    spanning.to_vec()
}
