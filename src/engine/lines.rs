//! What each line of the text is: nothing, page furniture, or text.
//!
//! Page furniture is what a page carries on its edge and no reader reads: running headers and footers,
//! page numbers, print dates. It cuts tables and paragraphs in two, and it looks like a heading. A line
//! is called furniture only on one of these grounds, because a table row or a heading that is lost costs
//! more than a footer that is kept:
//!
//! 1. it says that it is a page number: `Sida 3 av 25`, `… SID 3 (25)`, `Årsredovisning 2031 14`;
//! 2. it is `4 (26)` alone, between a blank run and lines of words;
//! 3. it recurs with a page number that counts up, at page edges;
//! 4. it repeats the title of the document with a page number behind, at a page edge;
//! 5. it stands first or last on most pages, where form feeds mark the pages;
//! 6. it stands beside such a line and is a lone date, a lone page number, or recurs there;
//! 7. it stands between a blank run and heads of a table that stand again, with a page number, and is that number, the
//!    kind of the report, or a line that recurs.

use super::{figure, source::Source, vocabulary};
use std::collections::BTreeMap;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing that shows.
    Blank,
    /// A running header or footer, a page number, a print date.
    Furniture,
    Text,
}

/// So many blank lines in a row are taken for the edge of a page: paragraphs are parted by one, and a
/// text where every line is followed by a blank one parts its paragraphs by two.
const EDGE: usize = 3;

/// A page number is not larger than this; larger ones are years and amounts.
const LAST_PAGE: u32 = 999;

/// The kind of every line, in order.
pub fn classify(source: &Source) -> Vec<LineKind> {
    let lines = survey(source);
    let mut furniture = vec![false; source.line_count()];
    says_so(&lines, &mut furniture);
    counts_up(&lines, &mut furniture);
    repeats_the_title(&lines, &mut furniture);
    stands_on_most_pages(&lines, &mut furniture);
    stands_beside(&lines, &mut furniture);
    stands_above_heads_again(&lines, &mut furniture);
    let mut kinds = vec![LineKind::Blank; source.line_count()];
    for line in &lines {
        if let (Some(kind), Some(&is_furniture)) = (kinds.get_mut(line.at), furniture.get(line.at)) {
            *kind = if is_furniture { LineKind::Furniture } else { LineKind::Text };
        }
    }
    kinds
}

/// A line that shows something, and what is around it.
struct Line<'a> {
    /// Index of the line in the source.
    at: usize,
    text: &'a str,
    /// Blank lines before and after; plenty at the ends of the text.
    before: usize,
    after: usize,
    /// A form feed stands between this line and the one before or after it.
    feed_before: bool,
    feed_after: bool,
}

impl Line<'_> {
    fn at_edge(&self) -> bool {
        self.before >= EDGE || self.after >= EDGE || self.at_feed()
    }

    fn at_feed(&self) -> bool {
        self.feed_before || self.feed_after
    }
}

/// The lines that show something.
fn survey(source: &Source) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let (mut blanks, mut feed) = (EDGE, false);
    for at in 0..source.line_count() {
        let whole = source.line(at);
        let text = whole.trim_matches(|c: char| c.is_whitespace() || figure::is_invisible(c));
        let leads = whole.chars().take_while(|c| c.is_whitespace()).any(|c| c == '\u{c}');
        if text.is_empty() {
            blanks += 1;
            feed |= leads;
            continue;
        }
        feed |= leads;
        if let Some(last) = lines.last_mut() {
            last.after = blanks;
            last.feed_after = feed;
        }
        lines.push(Line { at, text, before: blanks, after: EDGE, feed_before: feed, feed_after: false });
        blanks = 0;
        feed = whole.chars().rev().take_while(|c| c.is_whitespace()).any(|c| c == '\u{c}');
    }
    if let Some(last) = lines.last_mut() {
        last.feed_after |= feed;
    }
    lines
}

fn set(furniture: &mut [bool], at: usize) {
    if let Some(flag) = furniture.get_mut(at) {
        *flag = true;
    }
}

fn is_set(furniture: &[bool], at: usize) -> bool {
    furniture.get(at).copied().unwrap_or(false)
}

/// A page number at the end of a line.
struct PageMark<'a> {
    /// What stands before it, trimmed.
    rest: &'a str,
    /// `Sida`, `SID`, `Page`.
    worded: bool,
    /// `av 25`, `(25)`.
    of: bool,
    /// A wide gap stands before it.
    gap: bool,
}

fn take_number(text: &str) -> Option<(&str, u32)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.get(rest.len()..)?;
    // N.B. "12,5" and "-3" end in digits and are no page numbers.
    let free = rest.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '/' | '|'));
    let page = number.parse().ok().filter(|&n| free && (1..=LAST_PAGE).contains(&n))?;
    Some((rest, page))
}

/// The page number that ends a line.
fn page_mark(text: &str) -> Option<PageMark<'_>> {
    let text = text.trim_end();
    let (mut rest, mut of) = (text, None);
    if let Some(inner) = text.strip_suffix(')') {
        let (before, total) = take_number(inner.trim_end())?;
        rest = before.trim_end().strip_suffix('(')?.trim_end();
        of = Some(total);
    } else {
        let (before, last) = take_number(text)?;
        let trimmed = before.trim_end();
        let parted = ["av", "of", "/"].iter().find_map(|word| {
            let before = trimmed.strip_suffix(word)?;
            let spaced = *word == "/" || before.ends_with(char::is_whitespace);
            spaced.then(|| take_number(before.trim_end()).map(|_| before.trim_end())).flatten()
        });
        if let Some(before) = parted {
            (rest, of) = (before, Some(last));
        }
    }
    let (before, page) = take_number(rest)?;
    if of.is_some_and(|total| page > total) {
        return None;
    }
    let gap = before.ends_with('\t') || before.chars().rev().take_while(|c| c.is_whitespace()).count() >= 2;
    let trimmed = before.trim_end();
    let word = trimmed.rsplit(char::is_whitespace).next().unwrap_or("");
    let worded = matches!(
        word.to_lowercase().trim_end_matches([':', '.']),
        "sid" | "sida" | "sidan" | "sidnr" | "page" | "pag"
    );
    let before_word = if worded { trimmed.get(..trimmed.len() - word.len()).unwrap_or("") } else { trimmed };
    let gap = if worded {
        before_word.ends_with('\t')
            || before_word.chars().rev().take_while(|c| c.is_whitespace()).count() >= 2
    } else {
        gap
    };
    Some(PageMark { rest: before_word.trim_end(), worded, of: of.is_some(), gap })
}

/// Grounds 1 and 2.
fn says_so(lines: &[Line<'_>], furniture: &mut [bool]) {
    for (i, line) in lines.iter().enumerate() {
        let Some(mark) = page_mark(line.text) else { continue };
        let named = mark.worded
            && (mark.rest.is_empty() || mark.gap || ends_in_file_name(mark.rest))
            && (mark.of || mark.rest.is_empty() || mark.gap);
        let neighbours = [i.checked_sub(1).and_then(|j| lines.get(j)), lines.get(i + 1)];
        let among_words = || {
            neighbours
                .iter()
                .flatten()
                .all(|line| line.text.chars().filter(|c| c.is_alphabetic()).count() > 3)
        };
        // Two blank lines: a cell of a table with one cell a line has at most one where a label stands near.
        let bare = mark.rest.is_empty() && mark.of && (line.before >= 2 || line.after >= 2 || line.at_feed());
        let dated = mark.of && neighbours.iter().flatten().any(|line| is_date(line.text));
        if named || bare && among_words() || dated {
            set(furniture, line.at);
        }
    }
    for line in lines.iter().filter(|line| names_the_report(line.text)) {
        set(furniture, line.at);
    }
}

/// What reports are called on the edges of their pages.
const REPORTS: [&str; 6] = [
    "årsredovisning",
    "delårsrapport",
    "delårsbokslut",
    "tertialrapport",
    "kvartalsrapport",
    "verksamhetsberättelse",
];

/// `Årsredovisning 2031 14`, `14 DELÅRSRAPPORT 2031`: the kind of the report, its year and the page, and nothing else.
fn names_the_report(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| !matches!(*word, "|" | "•" | "–" | "-")).collect();
    let (name, page) = match words.as_slice() {
        [name, year, page] if vocabulary::year(year).is_some() => (name, page),
        [page, name, year] if vocabulary::year(year).is_some() => (name, page),
        _ => return false,
    };
    let page = page.bytes().all(|b| b.is_ascii_digit())
        && page.parse().is_ok_and(|n: u32| (1..=LAST_PAGE).contains(&n));
    page && names_a_report(name)
}

fn ends_in_file_name(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
    [".docx", ".doc", ".pdf", ".xlsx", ".pptx", ".odt"].iter().any(|end| last.ends_with(end))
}

/// `2023-03-14`, alone or behind a word that says so.
fn is_date(text: &str) -> bool {
    let text =
        text.trim_start_matches("Datum").trim_start_matches("Utskriftsdatum").trim_start_matches([':', ' ']);
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    shape == "0000-00-00"
}

/// A line without its digits, and its digits.
fn shape(text: &str) -> (String, Vec<u32>) {
    let (mut key, mut numbers) = (String::with_capacity(text.len()), Vec::new());
    let mut number: Option<u32> = None;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
            continue;
        }
        if let Some(n) = number.take() {
            numbers.push(n);
            key.push('#');
        }
        if c.is_whitespace() {
            if !key.ends_with(' ') {
                key.push(' ');
            }
        } else {
            key.extend(c.to_lowercase());
        }
    }
    if let Some(n) = number {
        numbers.push(n);
        key.push('#');
    }
    (key, numbers)
}

/// Ground 3. A numbered heading (*Tabell 1*, *Bilaga 2*) counts up as well and is set off by blanks; so
/// where no form feed marks the pages, the number of pages or a wide gap must tell that it is a page's.
fn counts_up(lines: &[Line<'_>], furniture: &mut [bool]) {
    let mut groups: BTreeMap<String, Vec<(usize, Vec<u32>)>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        // A running header is short; the bound also keeps the keys small.
        if line.text.len() <= 200 && line.text.contains(|c: char| c.is_ascii_digit()) {
            let (key, numbers) = shape(line.text);
            groups.entry(key).or_default().push((i, numbers));
        }
    }
    for members in groups.values().filter(|members| members.len() >= 2) {
        let counted = counting(members);
        let own: Vec<&Line<'_>> = members.iter().filter_map(|&(i, _)| lines.get(i)).collect();
        let worded = own.iter().any(|line| line.text.chars().any(char::is_alphabetic));
        let edges = own.iter().all(|line| line.at_edge());
        let of_pages = worded && own.iter().all(|line| page_mark(line.text).is_some_and(|mark| mark.of));
        // *Del 1 (3)* is short and may be a heading.
        let named =
            own.first().is_some_and(|line| line.text.chars().filter(|c| c.is_alphabetic()).count() >= 8);
        let told = own.iter().all(|line| line.at_feed())
            || of_pages && (edges || named && own.len() >= 3)
            || worded
                && edges
                && own.len() >= 3
                && own.iter().all(|line| page_mark(line.text).is_some_and(|mark| mark.gap));
        if counted && told {
            for line in own {
                set(furniture, line.at);
            }
        }
    }
}

/// Do the numbers of these lines differ in one place only, and does that one count up like pages do?
fn counting(members: &[(usize, Vec<u32>)]) -> bool {
    let Some((_, first)) = members.first() else { return false };
    let differs = |place: usize| members.iter().any(|(_, numbers)| numbers.get(place) != first.get(place));
    let mut places = (0..first.len()).filter(|&place| differs(place));
    let (Some(place), None) = (places.next(), places.next()) else { return false };
    members.windows(2).all(|pair| match pair {
        [(_, a), (_, b)] => match (a.get(place), b.get(place)) {
            // Title pages, maps and landscape pages go without: a few numbers may be missing.
            (Some(a), Some(b)) => *b > *a && b - a <= 4 && *b <= LAST_PAGE,
            _ => false,
        },
        _ => true,
    })
}

/// Ground 4: *Fördjupad månadsuppföljning 2024 2* where the first lines of the text name the report so.
fn repeats_the_title(lines: &[Line<'_>], furniture: &mut [bool]) {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic))
            .map(str::to_lowercase)
            .collect()
    };
    // A title page holds a handful of lines.
    let titles: Vec<(usize, Vec<String>)> = lines
        .iter()
        .take(6)
        .map(|line| (line.at, words(line.text)))
        .filter(|(_, words)| (1..=10).contains(&words.len()))
        .collect();
    for line in lines.iter().skip(1).filter(|line| line.at_edge()) {
        if let Some(mark) = page_mark(line.text).filter(|mark| !mark.rest.is_empty()) {
            let own = words(mark.rest);
            let letters: usize = own.iter().map(|word| word.chars().count()).sum();
            // With other numbers than a year, it is a row whose label is the title of its table.
            let dated = mark
                .rest
                .split_whitespace()
                .all(|word| word.chars().any(char::is_alphabetic) || vocabulary::year(word).is_some());
            if letters >= 8 && dated && titles.iter().any(|(at, title)| *at < line.at && *title == own) {
                set(furniture, line.at);
            }
        }
    }
}

/// Ground 5.
fn stands_on_most_pages(lines: &[Line<'_>], furniture: &mut [bool]) {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new()];
    for (i, line) in lines.iter().enumerate() {
        if line.feed_before && pages.last().is_some_and(|page| !page.is_empty()) {
            pages.push(Vec::new());
        }
        if let Some(page) = pages.last_mut() {
            page.push(i);
        }
    }
    if pages.len() < 3 {
        return;
    }
    let text = |i: usize| lines.get(i).map_or("", |line| line.text);
    // Up to three lines make a running header; the next counts only when all pages agree on the outer one.
    for from_top in [true, false] {
        let mut open: Vec<bool> = vec![true; pages.len()];
        for depth in 0..3 {
            let at = |page: &Vec<usize>| {
                let k = if from_top { Some(depth) } else { page.len().checked_sub(depth + 1) };
                k.and_then(|k| page.get(k)).copied()
            };
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for page in &pages {
                if let Some(i) = at(page).filter(|&i| text(i).len() <= 200) {
                    *counts.entry(shape(text(i)).0).or_default() += 1;
                }
            }
            for (page, open) in pages.iter().zip(open.iter_mut()) {
                let Some(i) = at(page).filter(|_| *open) else { continue };
                let share = counts.get(&shape(text(i)).0).copied().unwrap_or(0);
                // A table that runs over several pages repeats its header there; that is not furniture.
                let heads_a_table = lines.get(i + 1).is_some_and(|next| figures(next.text) >= 2);
                let row =
                    figures(text(i)) >= 2 && !page_mark(text(i)).is_some_and(|mark| mark.of || mark.worded);
                let kept = row || is_sentence(text(i)) || heads_a_table;
                *open = share >= 3 && share * 5 >= pages.len() * 3 && !kept;
                if let (true, Some(line)) = (*open, lines.get(i)) {
                    set(furniture, line.at);
                }
            }
        }
    }
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?']) && text.split_whitespace().count() >= 3
}

fn figures(text: &str) -> usize {
    figure::scan(text, figure::Style::Comma).len()
}

/// Ground 6.
fn stands_beside(lines: &[Line<'_>], furniture: &mut [bool]) {
    let mut beside: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let near = |i: usize, furniture: &[bool]| {
        let is = |other: Option<&Line<'_>>, gap: usize| {
            gap <= 2 && other.is_some_and(|line| is_set(furniture, line.at))
        };
        lines.get(i).is_some_and(|line| {
            is(i.checked_sub(1).and_then(|j| lines.get(j)), line.before) || is(lines.get(i + 1), line.after)
        })
    };
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !is_set(furniture, line.at)) {
        let counts = beside.entry(line.text).or_default();
        counts.0 += 1;
        counts.1 += usize::from(near(i, furniture));
    }
    let mut more = Vec::new();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| !is_set(furniture, line.at)) {
        let recurs = beside.get(line.text).is_some_and(|&(all, near)| all >= 3 && near == all);
        let small = is_date(line.text)
            || take_number(line.text).is_some_and(|(rest, _)| rest.is_empty()) && line.at_edge();
        if (small || recurs && figures(line.text) < 2 && !is_sentence(line.text)) && near(i, furniture) {
            more.push(line.at);
        }
    }
    for at in more {
        set(furniture, at);
    }
}

/// Lines of a running header, at most.
const RUNNING_HEADER: usize = 4;

/// Ground 7. What stands above heads that stand again may be a title of another table as well (*Ekonomi* of the next
/// department); so a page number has to be among it.
fn stands_above_heads_again(lines: &[Line<'_>], furniture: &mut [bool]) {
    let plain = |line: &Line<'_>| without_continued(line.text);
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.text.len() <= 200) {
        *known.entry(plain(line)).or_default() += 1;
    }
    let recurs = |line: &Line<'_>| known.get(&plain(line)).is_some_and(|&times| times > 1);
    let no_amounts = |text: &str| text.split_whitespace().all(|word| !starts_amount(word));
    let mut more = Vec::new();
    for (i, heads) in lines.iter().enumerate() {
        let several = heads.text.split_whitespace().nth(2).is_some();
        let rows = || lines.iter().skip(i + 1).take(LINES_OF_HEADS).any(|line| figures(line.text) >= 2);
        if !several || !recurs(heads) || !no_amounts(heads.text) || is_sentence(heads.text) || !rows() {
            continue;
        }
        let number = |line: &Line<'_>| {
            take_number(line.text).is_some_and(|(rest, _)| rest.is_empty())
                || page_mark(line.text).is_some_and(|mark| mark.of && mark.rest.is_empty())
        };
        let of_page = |line: &&Line<'_>| {
            let named =
                line.text.split_whitespace().next().is_some_and(names_a_report) && no_amounts(line.text);
            is_set(furniture, line.at) || number(line) || named || recurs(line) && no_amounts(line.text)
        };
        let above: Vec<&Line<'_>> =
            lines.iter().take(i).rev().take(RUNNING_HEADER).take_while(of_page).collect();
        // A number that follows a line of the table closely is a cell of it.
        let edge = above.iter().rposition(|line| line.before > 0).map_or(0, |at| at + 1);
        let own = above.get(..edge).unwrap_or(&[]);
        if own.iter().any(|line| number(line) || is_set(furniture, line.at)) {
            more.extend(own.iter().map(|line| line.at));
        }
    }
    for at in more {
        set(furniture, at);
    }
}

/// The words of a line; *Budget 2031, forts.* is *Budget 2031* once more.
fn without_continued(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_continued = words.len() > 1 && words.last().is_some_and(|word| vocabulary::means_continued(word));
    words.truncate(words.len() - usize::from(is_continued));
    let text = words.join(" ");
    if is_continued { text.trim_end_matches([',', ':', '–', '-', ' ']).to_owned() } else { text }
}

/// Lines of heads, at most, of which any may be the one that stands again.
const LINES_OF_HEADS: usize = 4;

/// Does a word begin with a digit, or a sign and a digit, and is no year?
fn starts_amount(word: &str) -> bool {
    let bare = word.trim_start_matches(['-', '−', '–', '+', '(']);
    bare.starts_with(|c: char| c.is_ascii_digit()) && vocabulary::year(bare).is_none()
}

/// Is a word what reports are called on the edges of their pages?
fn names_a_report(word: &str) -> bool {
    REPORTS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The furniture of a text.
    fn furniture(text: &str) -> Vec<String> {
        let source = Source::text("t", text);
        classify(&source)
            .into_iter()
            .enumerate()
            .filter(|&(_, kind)| kind == LineKind::Furniture)
            .map(|(at, _)| source.line(at).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    /// A word of its own for every number.
    fn word(n: u32) -> String {
        char::from_u32('a' as u32 + n).map_or_else(String::new, |c| c.to_string().repeat(5))
    }

    #[test]
    fn lines_that_say_they_are_page_numbers() {
        assert_eq!(furniture("Text här.\n\nSida 3 av 25\n\nMer text."), ["Sida 3 av 25"]);
        assert_eq!(
            furniture("Text.\n   BUDGET 2028 -2030 2027-01-15.DOCX        SID 3 (25 )\nMer."),
            ["BUDGET 2028 -2030 2027-01-15.DOCX SID 3 (25 )"]
        );
        assert_eq!(furniture("Ett stycke som tar slut här.\n\n\n\n   4 (26)\nNästa rubrik\n"), ["4 (26)"]);
        assert_eq!(
            furniture("Antal tjänster var fler.\nNämnden 12 (13)\n2023-03-14\n5.2 Löner"),
            ["Nämnden 12 (13)", "2023-03-14"]
        );
    }

    #[test]
    fn a_line_that_counts_the_pages_of_as_many_three_times_is_furniture_wherever_it_stands() {
        let page = |n: u32| {
            format!(
                "{} står det.\n\nEkeby kommun, rapport 2024 {n} (13)\n\nMer om {}.\n",
                word(n),
                word(n + 9)
            )
        };
        assert_eq!(furniture(&(3..7).map(page).collect::<String>()).len(), 4);
        let part = |n: u32| format!("{} står det.\n\nDel {n} (3)\n\nMer text.\n", word(n));
        assert_eq!(furniture(&(1..4).map(part).collect::<String>()), Vec::<String>::new());
    }

    #[test]
    fn prose_rows_and_headings_stay() {
        for text in [
            "Det framgår av texten på sida 3\noch vidare i bilagan",
            "Mer finns på sidan 12 (25)\ni förra rapporten",
            "Antal anställda 34 (31)\nAntal chefer 5 (5)\nAntal vikarier 6 (9)",
            "Balans\n\nLager\n\n12\n\n5,6\n\n5,9\n\nKassa\n\n13\n\n6,0\n\n7,1",
            "Antal\n\n\n3 (4)\n\n\n5 (6)\n\n\n7 (8)\n",
            "Tabell 1\n\n\n\nDrift\n\n\n\nTabell 2\n\n\n\nInvest\n\n\n\nTabell 3\n\n\n\nSlut",
            "Utfall\n\nText.\n\nAnalys\n\nText.\n\n\nUtfall\n\nText.\n\nAnalys\n\nText.",
            "Lokalhyror 1\nHyror 2\n\nLokalhyror 2\nHyror 3\n\nLokalhyror 3\nHyror 4",
            "2024-03-15\n\nRapport mars",
            "",
            "\u{feff}",
        ] {
            assert_eq!(furniture(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn running_footers_that_count_up() {
        let page = |n: u32| {
            format!("Några meningar om året som gått.\n\n\n\nVerksamhetsberättelse nämnden {n} (9)\n\n")
        };
        assert_eq!(furniture(&(1..4).map(page).collect::<String>()).len(), 3);
        let wide =
            |n: u32| format!("Några meningar om året som gått.\n\n\n\nKulturnämnden, delår      {n}\n\n");
        assert_eq!(furniture(&(3..7).map(wide).collect::<String>()).len(), 4);
        let feed = |n: u32| format!("{} skrivs.\nSlut{}\n{n}\n\u{c}", word(n), word(n));
        assert_eq!(furniture(&(1..5).map(feed).collect::<String>()), ["1", "2", "3", "4"]);
    }

    #[test]
    fn the_title_with_a_page_number() {
        let text = "Fördjupad uppföljning\nper april 2024\nNämnden\n\n\n\n\nFördjupad uppföljning 2024 2\n\nDrift\nHyror 5 300 200\n";
        assert_eq!(furniture(text), ["Fördjupad uppföljning 2024 2"]);
        let row = "Årets resultat\nTkr 2024 2023\nIntäkter 62 541 54 409\nÅrets resultat 2 541 4 409\n";
        assert_eq!(furniture(row), Vec::<String>::new());
    }

    #[test]
    fn the_kind_of_report_with_its_year_and_page() {
        let text = "Hyror 5 300 5 200\nÅrsredovisning 2031 14\n15 | Delårsrapport 2031\nLöner 1 300 1 200";
        assert_eq!(furniture(text), ["Årsredovisning 2031 14", "15 | Delårsrapport 2031"]);
        assert_eq!(
            furniture("Granskning delårsrapport 2031 14\nÅrsredovisning 2031\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn headers_of_most_pages_but_not_of_a_long_table() {
        let page = |n: u32| {
            format!("\u{c}Exempelby kommun\nÅrsredovisning\n\nStycke {}\n\nSlut{}\n", word(n), word(n))
        };
        let found = furniture(&(1..6).map(page).collect::<String>());
        assert_eq!(found.len(), 10, "{found:?}");
        let table =
            |n: u32| format!("\u{c}Belopp i tkr Budget Utfall\nHyror {n}1 300 {n}1 200\nLöner 1 300 1 200\n");
        assert_eq!(furniture(&(1..6).map(table).collect::<String>()), Vec::<String>::new());
    }

    #[test]
    fn a_running_header_above_heads_that_stand_again() {
        let page = "Resultat per enhet Budget Utfall\nHyror 5 300 5 200\nLöner 1 300 1 200\n";
        let text = |between: &str| format!("Ekeby kommun\n\n{page}\n{between}\n{page}");
        assert_eq!(
            furniture(&text("12 (64)\nEkeby kommun\nÅrsredovisning 2031\n")),
            ["12 (64)", "Ekeby kommun", "Årsredovisning 2031"]
        );
        assert_eq!(furniture(&text("Årsredovisning 2031\n12\n")), ["Årsredovisning 2031", "12"]);
        assert_eq!(
            furniture(&format!("Budget 2031\n{page}\nSida 4 av 9\nBudget 2031, forts.\n\n{page}")),
            ["Sida 4 av 9", "Budget 2031, forts."]
        );
        // Without a page number, it may be the heading of another table.
        assert_eq!(furniture(&text("Ekeby kommun\n")), Vec::<String>::new());
        // A number that follows words closely may be their cell.
        assert_eq!(furniture(&text("Skolan\n12\n")), Vec::<String>::new());
    }

    #[test]
    fn the_cost_is_linear() {
        let text = "Sida\n12\n\n\n\n4 (26)\n".repeat(20_000);
        assert_eq!(classify(&Source::text("t", text)).len(), 120_001);
    }
}
