//! The words of the field, as data: what headers, row labels and units are called.
//!
//! Matching is on lower-case words. A Swedish compound ends in the word that it is about
//! (`årsbudget`, `periodbudget`), so the tables say whether a word may stand last in a compound.

use super::{
    report::{ColumnRole, RowRole},
    unit::Unit,
};

/// A word of a column header and the role it gives. `compound`: also as the last part of a longer word.
struct Header {
    word: &'static str,
    compound: bool,
    role: ColumnRole,
}

const fn whole(word: &'static str, role: ColumnRole) -> Header {
    Header { word, compound: false, role }
}

const fn last(word: &'static str, role: ColumnRole) -> Header {
    Header { word, compound: true, role }
}

/// The earliest match decides, so the deviation words stand before what they deviate from.
static HEADERS: &[Header] = &[
    last("avvikelse", ColumnRole::Deviation),
    last("avvikelsen", ColumnRole::Deviation),
    whole("avvik", ColumnRole::Deviation),
    last("avv", ColumnRole::Deviation),
    whole("diff", ColumnRole::Deviation),
    last("differens", ColumnRole::Deviation),
    last("skillnad", ColumnRole::Deviation),
    whole("variance", ColumnRole::Deviation),
    whole("deviation", ColumnRole::Deviation),
    last("förändring", ColumnRole::Change),
    whole("förändr", ColumnRole::Change),
    last("ändring", ColumnRole::Change),
    whole("change", ColumnRole::Change),
    last("budget", ColumnRole::Budget),
    last("ram", ColumnRole::Budget),
    last("anslag", ColumnRole::Budget),
    whole("budgeterat", ColumnRole::Budget),
    whole("budgeterad", ColumnRole::Budget),
    last("prognos", ColumnRole::Forecast),
    whole("prognostiserat", ColumnRole::Forecast),
    whole("prognostiserad", ColumnRole::Forecast),
    whole("forecast", ColumnRole::Forecast),
    last("utfall", ColumnRole::Outcome),
    last("bokslut", ColumnRole::Outcome),
    last("förbrukning", ColumnRole::Outcome),
    last("förbrukat", ColumnRole::Outcome),
    whole("redovisat", ColumnRole::Outcome),
    whole("redovisning", ColumnRole::Outcome),
    whole("delår", ColumnRole::Outcome),
    whole("actual", ColumnRole::Outcome),
    whole("outcome", ColumnRole::Outcome),
    whole("plan", ColumnRole::Plan),
    last("kalkyl", ColumnRole::Plan),
    last("totalt", ColumnRole::Total),
    whole("total", ColumnRole::Total),
    whole("summa", ColumnRole::Total),
    whole("%", ColumnRole::Share),
    whole("(%)", ColumnRole::Share),
    last("procent", ColumnRole::Share),
    last("andel", ColumnRole::Share),
    last("antal", ColumnRole::Count),
];

/// Words that stand before the word a header is about and belong to it.
static HEADER_MODIFIERS: &[&str] = &[
    "periodens",
    "period",
    "perioden",
    "ack",
    "ack.",
    "ackumulerat",
    "ackumulerad",
    "total",
    "totalt",
    "årets",
    "helår",
    "helårs",
    "årlig",
    "ny",
    "fg",
    "föreg",
    "föregående",
    "senaste",
    "reviderad",
    "ursprunglig",
];

/// Words that make a column one for comparison with an earlier time.
static EARLIER: &[&str] = &["fg", "föreg", "föregående", "förra", "previous", "prior"];

/// Words that head the column of notes.
static NOTE_HEADERS: &[&str] = &["not", "noter", "note", "notes"];

/// What a header word says of its column, if it is a word of headers.
pub fn column_role(word: &str) -> Option<ColumnRole> {
    header(&bare(word)).map(|header| header.role)
}

/// The same with what stands before it in a compound: `periodbudget` is a budget, of a `period`.
pub fn column_measure(word: &str) -> Option<(ColumnRole, String)> {
    let word = bare(word);
    let header = header(&word)?;
    Some((header.role, word.strip_suffix(header.word)?.to_owned()))
}

fn header(bare: &str) -> Option<&'static Header> {
    HEADERS.iter().find(|header| {
        bare.strip_suffix(header.word).is_some_and(|before| before.is_empty() || header.compound)
    })
}

pub fn is_header_modifier(word: &str) -> bool {
    let word = word.to_lowercase();
    HEADER_MODIFIERS.contains(&word.as_str()) || HEADER_MODIFIERS.contains(&bare(&word).as_str())
}

pub fn means_earlier(word: &str) -> bool {
    EARLIER.contains(&bare(word).as_str())
}

pub fn is_note_header(word: &str) -> bool {
    NOTE_HEADERS.contains(&bare(word).as_str())
}

/// A word that says that something goes on from before: *Budget 2031, forts.*
pub fn means_continued(word: &str) -> bool {
    matches!(bare(word).as_str(), "forts" | "fortsättning" | "fortsatt" | "cont")
}

/// A word that begins a part of what stands before it.
pub fn is_part_word(word: &str) -> bool {
    matches!(bare(word).as_str(), "varav" | "därav" | "whereof" | "hvorav" | "herav")
}

/// A month, or the part of a year.
pub fn is_period_word(word: &str) -> bool {
    static PERIODS: &[&str] = &[
        "jan",
        "feb",
        "mar",
        "mars",
        "apr",
        "april",
        "maj",
        "jun",
        "juni",
        "jul",
        "juli",
        "aug",
        "augusti",
        "sep",
        "sept",
        "september",
        "okt",
        "oktober",
        "nov",
        "november",
        "dec",
        "december",
        "januari",
        "februari",
        "helår",
        "t1",
        "t2",
        "t3",
        "q1",
        "q2",
        "q3",
        "q4",
        "kv1",
        "kv2",
        "kv3",
        "kv4",
        "tertial",
        "kvartal",
    ];
    let word = bare(word);
    let mut parts = word.split(['-', '–', '/']).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(|part| PERIODS.contains(&part))
}

/// What a time is counted in: `4 månader`.
pub fn measures_time(word: &str) -> bool {
    matches!(bare(word).as_str(), "månad" | "månader" | "mån" | "veckor" | "dagar" | "months")
}

/// The months in their order.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// A month by its name, or what it is shortened to.
pub fn is_month(word: &str) -> bool {
    let word = bare(word);
    is_period_word(&word) && MONTHS.iter().any(|month| month.starts_with(&word))
}

/// The year from its first day to its last.
pub fn is_whole_year(word: &str) -> bool {
    matches!(bare(word).as_str(), "helår" | "helåret")
}

/// A year from 1900 to 2099, written plainly.
pub fn year(word: &str) -> Option<u16> {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1900..2100).contains(year))
}

/// `2410`, the tenth month of 2024: four digits that are no year, and end in a month.
pub fn is_year_and_month(word: &str) -> bool {
    let month = word.get(2..).and_then(|month| month.parse::<u8>().ok());
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && year(word).is_none()
        && month.is_some_and(|month| (1..=12).contains(&month))
}

/// The length of `2024-12-31`.
const DAY: usize = 10;

/// A day or a month written in digits: `2024-12-31`, `2024-12`, `20241231`, `12/31/2024`, `31.12.2024`; or what is
/// from one day to another: `2024-01-01-2024-12-31`.
pub fn is_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_ascii_digit());
    if let Some((from, to)) = word.split_at_checked(DAY).filter(|(_, to)| to.len() > DAY) {
        return to.starts_with(['-', '–']) && to.len() <= 2 * DAY && is_date(from) && is_date(to);
    }
    let parts: Vec<&str> = match (word.len(), word.get(..4), word.get(4..6), word.get(6..)) {
        (8, Some(year), Some(month), Some(day)) if !word.contains('-') => vec![year, month, day],
        _ => {
            let parts: Vec<&str> = word.split('-').collect();
            let end: Vec<&str> = word.split(['/', '.']).collect();
            match end.as_slice() {
                // Whichever of the two can be the month.
                [a, b, y] if word.len() == 10 && *a <= "12" => vec![y, a, b],
                [a, b, y] if word.len() == 10 => vec![y, b, a],
                _ => parts,
            }
        }
    };
    let two =
        |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    match parts.as_slice() {
        [y, m] => year(y).is_some() && two(m, 12),
        [y, m, d] => year(y).is_some() && two(m, 12) && two(d, 31),
        _ => false,
    }
}

/// The heading of a contents list.
pub fn heads_contents(line: &str) -> bool {
    matches!(
        bare(line.trim()).as_str(),
        "innehåll" | "innehållsförteckning" | "contents" | "table of contents"
    )
}

/// The word in lower case without the marks around it.
pub fn bare(word: &str) -> String {
    if word.contains('%') {
        return word.to_lowercase();
    }
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Does a text ask for more, as what stands before a line break in a label may?
pub fn asks_for_more(text: &str) -> bool {
    static LEADING_ON: &[&str] = &[
        "och",
        "eller",
        "samt",
        "av",
        "för",
        "från",
        "till",
        "med",
        "på",
        "i",
        "per",
        "inom",
        "enligt",
        "mot",
        "vid",
        "om",
        "inkl",
        "exkl",
        "inklusive",
        "exklusive",
        "and",
        "or",
        "of",
        "for",
        "from",
        "to",
        "with",
        "in",
        "on",
    ];
    let text = text.trim_end();
    let open = text.rfind('(').is_some_and(|open| text.rfind(')').is_none_or(|close| close < open));
    open || text.ends_with([',', '/', '-', '&'])
        || text.split_whitespace().last().is_some_and(|word| LEADING_ON.contains(&bare(word).as_str()))
}

/// What flowed in, less what flowed out, by its label in lower case: `årets kassaflöde`, `medel från den löpande
/// verksamheten`.
pub fn is_flow(label: &str) -> bool {
    let named = |word: &String| word.chars().any(char::is_alphabetic);
    let mut words = label.split_whitespace().map(bare).filter(named);
    let mut before = String::new();
    // `Poster som inte ingår i kassaflödet` is none.
    let named = words.clone().any(|word| {
        let within = matches!(before.as_str(), "i" | "på" | "av" | "utan");
        before.clone_from(&word);
        !within && matches!(word.as_str(), "kassaflöde" | "kassaflödet")
    });
    named
        || words.next().is_some_and(|first| first == "medel")
            && words.next().is_some_and(|word| word == "från")
}

/// Does a label say that it is what there is at the end: *utgående*, *vid årets slut*? Whole words only: `ub` begins many.
pub fn is_closing(label: &str) -> bool {
    const CLOSING: &[&str] = &["utgående", "utgång", "slut", "slutet", "ub", "closing", "end"];
    let lower = label.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| CLOSING.contains(&word))
}

/// What a row's label says that the row is.
pub fn row_role(label: &str) -> RowRole {
    let lower = label.to_lowercase();
    let words: Vec<String> = lower.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let first = words.iter().find(|word| word.chars().any(char::is_alphabetic)).map_or("", String::as_str);
    let any = |test: &dyn Fn(&str) -> bool| words.iter().any(|word| test(word));
    if is_part_word(first) || lower.starts_with("of which") {
        return RowRole::Part;
    }
    if any(&|word| {
        matches!(word, "summa" | "totalt" | "total" | "totala" | "samtliga" | "sum" | "totals" | "delsumma")
    }) || first == "s:a"
        || lower.starts_with("s:a")
    {
        return RowRole::Total;
    }
    // What is sold or invested is measured net, and is no net of the rows above.
    let nets = |word: &str| {
        word.starts_with("netto") && !word.starts_with("nettoinvest") && !word.starts_with("nettooms")
    };
    if any(&nets) {
        return RowRole::Net;
    }
    if is_flow(&lower) {
        return RowRole::Net;
    }
    if any(&|word| word.starts_with("resultat") || word.ends_with("resultat") || word.ends_with("resultatet"))
    {
        return RowRole::Result;
    }
    if any(&|word| {
        word.contains("intäkt")
            || word == "bidrag"
            || word.ends_with("bidrag")
            || word.starts_with("skatteint")
    }) {
        return RowRole::Income;
    }
    if any(&|word| {
        word.contains("kostnad")
            || word.ends_with("hyror")
            || word.starts_with("avskrivning")
            || word == "köp"
            || word == "utgifter"
    }) {
        return RowRole::Cost;
    }
    RowRole::Item
}

/// The unit that a word (with the word after it) names.
pub fn unit(word: &str, next: &str) -> Option<Unit> {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let next = bare(next);
    let kronor = matches!(next.as_str(), "kronor" | "kr" | "sek");
    match word {
        "tkr" | "kkr" | "tsek" | "ksek" => Some(Unit::Tkr),
        "tusen" | "tusental" | "tusentals" if kronor => Some(Unit::Tkr),
        "mkr" | "mnkr" | "msek" | "mnsek" => Some(Unit::Mkr),
        "miljoner" | "miljon" | "mn" | "milj" | "mio" | "mill" if kronor => Some(Unit::Mkr),
        "mdkr" | "mdrkr" | "mdsek" => Some(Unit::Mdkr),
        "miljarder" | "miljard" | "mdr" if kronor => Some(Unit::Mdkr),
        "kr" | "kronor" | "sek" => Some(Unit::Kr),
        "%" | "procent" => Some(Unit::Percent),
        "procentenhet" | "procentenheter" => Some(Unit::Points),
        "antal" => Some(Unit::Count),
        _ => None,
    }
}

/// A word of a cell that holds no amount: `Ej aktuellt`, `saknas`, `årligen, löpande`.
pub fn says_no_amount(word: &str) -> bool {
    static WORDS: &[&str] = &[
        "ej",
        "aktuellt",
        "aktuell",
        "tillämpligt",
        "saknas",
        "uppgift",
        "löpande",
        "årligen",
        "okänt",
        "ingen",
        "none",
        "nil",
    ];
    word.split(',').all(|part| WORDS.contains(&bare(part).as_str()))
}
