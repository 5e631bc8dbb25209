//! What labels and headers say of identities, as data. They help; the arithmetic is the proof.

use crate::engine::{
    report::{ColumnRole, RowRole},
    unit::Unit,
    vocabulary, words,
};

/// What the words beside a row or above a column say of it.
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each word says something of its own")]
pub(super) struct Words {
    /// *Summa*, *Totalt*: it is the sum of others.
    pub total: bool,
    /// *Netto*, *Årets resultat*: what is left of others.
    pub net: bool,
    /// *Årets resultat*: the last line of all.
    pub result: bool,
    /// *Varav*: it is inside another, not to be added again.
    pub part: bool,
    /// *Avvikelse*, *Förändring*: the difference of two others.
    pub difference: bool,
    pub average: bool,
    /// Mean, median, the largest or the smallest of others: what holds in every line of theirs need not hold here.
    pub statistic: bool,
    /// What was there at the beginning: *ingående*, *vid årets början*.
    pub opening: bool,
    /// What is there at the end: *utgående*, *vid årets slut*.
    pub closing: bool,
    /// What has come so far: *ackumulerat*, *hittills*.
    pub running: bool,
    /// Per cent, share, quota.
    pub share: bool,
    /// What is spent; without a minus it is subtracted in a net.
    pub cost: bool,
    /// It has no name where all others have one: what stands below some rows without a word is their sum.
    pub nameless: bool,
    /// *Summa räddningstjänst* right below *Räddningstjänst*: the total of one item.
    pub total_of_item: bool,
}

/// Beginnings of words, in lower case.
const TOTAL: &[&str] = &[
    "summa",
    "summor",
    "total",
    "tot.",
    "sum",
    "sammanlagt",
    "inalles",
    "hela",
    "samtliga",
    "alla",
    "insgesamt",
    "gesamt",
    "subtotal",
    "delsumma",
    "overall",
    "combined",
    "altogether",
    "yhteensä",
    "i alt",
    "ialt",
];
const NET: &[&str] = &[
    "netto",
    "net",
    "resultat",
    "result",
    "saldo",
    "balance",
    "profit",
    "surplus",
    "deficit",
    "deficiency",
    "excess",
    "överskott",
    "underskott",
    "utgående",
    "closing",
    "income",
];
const PART: &[&str] = &["varav", "därav", "whereof", "hvorav", "herav"];
const DIFFERENCE: &[&str] = &[
    "avvik",
    "avv",
    "differens",
    "diff",
    "skillnad",
    "förändr",
    "ändring",
    "deviation",
    "variance",
    "difference",
    "change",
    "increase",
    "decrease",
    "återst",
    "kvar",
    "remaining",
    "budgetavvik",
    "prognosavvik",
    "+/-",
];
/// Not `medel` alone: `likvida medel` are funds.
const AVERAGE: &[&str] = &[
    "medelv",
    "medelt",
    "medelk",
    "medelå",
    "medell",
    "genomsnitt",
    "snitt",
    "average",
    "mean",
    "avg",
    "aver.",
    "mittel",
    "durchschnitt",
];
/// Not `min`, which is also minutes, except where it comes first.
const EXTREME: &[&str] = &["max", "maximum", "minimum", "median", "medianen", "maxvärde", "minvärde"];
const SHARE: &[&str] =
    &["%", "procent", "percent", "per cent", "andel", "pct", "kvot", "ratio", "proportion"];
/// Whole words: shareholders hold no share of a whole, and a process is not in per cent.
const SHARE_WORDS: &[&str] = &["share", "proc"];
const RUNNING: &[&str] = &["ack", "kumul", "hittills", "cumul", "accum", "ytd", "running", "tom", "t.o.m"];
const COST: &[&str] = &["kostnad", "cost", "expense", "utgift", "expenditure", "avskriv", "depreciation"];

const OPENING: &[&str] = &["ingående", "ingång", "början", "ib", "opening", "beginning"];

/// Letters of a word that binds others: *den*, *för*, *och*.
const SMALL: usize = 3;

/// Whole words only: `ib` begins many.
fn says(lower: &str, words: &[&str]) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

fn mentions(lower: &str, stems: &[&str]) -> bool {
    lower.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/' | ',' | ':' | ';' | '"')).any(
        |word| {
            let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != '+');
            !word.is_empty() && stems.iter().any(|stem| word.starts_with(stem))
        },
    )
}

/// A per cent sign as the unit: behind a digit it belongs to a name (`Bidrag, 75% av lönen`).
fn per_cent(lower: &str) -> bool {
    let unit = |before: &str| !before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    lower.match_indices('%').any(|(at, _)| lower.get(..at).is_none_or(unit))
}

fn of(label: &str) -> Words {
    let lower = label.to_lowercase();
    let first =
        lower.split_whitespace().next().unwrap_or("").trim_start_matches(|c: char| !c.is_alphanumeric());
    Words {
        // Flows have their signs, so that what they leave is their plain sum.
        total: mentions(&lower, TOTAL) || vocabulary::is_flow(&lower),
        net: mentions(&lower, NET)
            || lower.contains("resultat")
            || lower.contains("netto")
            || lower.split_whitespace().any(|word| word.ends_with("saldo") || word.ends_with("saldot"))
            // `Efter avdrag`: what is left.
            || matches!(first, "efter" | "after"),
        result: lower.contains("resultat") || mentions(&lower, &["result", "profit", "surplus", "deficit"]),
        part: PART.iter().any(|part| first.starts_with(part)) || lower.trim_start().starts_with("of which"),
        difference: mentions(&lower, DIFFERENCE) || lower.contains("avvikelse"),
        opening: says(&lower, OPENING),
        closing: vocabulary::is_closing(&lower),
        average: mentions(&lower, AVERAGE),
        statistic: mentions(&lower, AVERAGE) || says(&lower, EXTREME) || first == "min",
        running: mentions(&lower, RUNNING),
        share: mentions(&lower, SHARE) || says(&lower, SHARE_WORDS) || per_cent(&lower),
        cost: COST.iter().any(|cost| lower.contains(cost)),
        nameless: false,
        total_of_item: false,
    }
}

impl Words {
    /// What is left under a heading that its label repeats (*Löpande verksamhet … Netto från löpande verksamhet*) is
    /// the total of what stands there.
    pub(super) fn under(mut self, heading: &str, label: &str) -> Self {
        self.total |= self.net && repeats(label, heading);
        self
    }
}

/// The two heads of what was there at the beginning and what is there at the end, if they are the only two that say the same
/// but for the day or the year (*Eget kapital 2030*, …, *Eget kapital 2031*), or are called so, with others between.
pub(super) fn ends(heads: &[&str]) -> Option<(usize, usize)> {
    let name = |head: &str| -> String {
        let words = head.split_whitespace().filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
        words.collect::<Vec<&str>>().join(" ").to_lowercase()
    };
    let names: Vec<String> = heads.iter().map(|head| name(head)).collect();
    let called = |head: &&str| of(head);
    let ends = |first: usize, last: usize| {
        let alike =
            |at: usize| !names.get(at).is_none_or(String::is_empty) && names.get(at) == names.get(first);
        let same = alike(last)
            && heads.get(first) != heads.get(last)
            && (0..heads.len()).filter(|&at| alike(at)).count() == 2;
        let opens = heads.get(first).is_some_and(|head| called(head).opening);
        same || opens && heads.get(last).is_some_and(|head| called(head).closing)
    };
    (0..heads.len()).find_map(|first| {
        let last = (first + 3..heads.len()).find(|&last| ends(first, last))?;
        Some((first, last))
    })
}

/// Is a label the name of an item behind a word for a total (*Summa Räddningstjänst*)?
pub(super) fn is_total_of(label: &str, item: &str) -> bool {
    let lower = label.trim().to_lowercase();
    let Some((first, rest)) = lower.split_once(' ') else { return false };
    !item.trim().is_empty() && mentions(first, TOTAL) && rest.trim() == item.trim().to_lowercase()
}

/// Does a label hold all words of a heading, small ones aside?
fn repeats(label: &str, heading: &str) -> bool {
    let stems = |text: &str| -> Vec<String> {
        words::words(text)
            .into_iter()
            .filter(|word| word.text.chars().count() > SMALL)
            .map(|word| word.stem)
            .collect()
    };
    let wanted = stems(heading);
    let said = if wanted.is_empty() { Vec::new() } else { stems(label) };
    !wanted.is_empty() && wanted.iter().all(|stem| said.contains(stem))
}

pub(super) fn of_row(label: &str, role: RowRole) -> Words {
    let mut words = of(label);
    words.total |= role == RowRole::Total;
    words.net |= matches!(role, RowRole::Net | RowRole::Result);
    words.part |= role == RowRole::Part;
    words.cost |= role == RowRole::Cost;
    words
}

pub(super) fn of_column(header: &str, role: ColumnRole, unit: Option<Unit>) -> Words {
    let mut words = of(header);
    words.total |= role == ColumnRole::Total;
    words.difference |= matches!(role, ColumnRole::Deviation | ColumnRole::Change);
    words.share |= role == ColumnRole::Share || unit == Some(Unit::Percent);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_under_a_heading_is_its_total() {
        let total = |label: &str, heading: &str| of_row(label, RowRole::Item).under(heading, label).total;
        assert!(total("Netto från den löpande driften", "LÖPANDE DRIFT"));
        assert!(!total("Netto från den löpande driften", "INVESTERINGAR"));
        assert!(!total("Netto från den löpande driften", ""));
        assert!(!total("Löpande drift av anläggningar", "LÖPANDE DRIFT"), "an item of it");
    }
}
