//! Rows that stand under sub-headings of their table, where the same labels come again under each: *Intäkter* of *Gator*
//! and of *Parker*. Which is meant, the name of the group tells, in the sentence or in the heading above it.

use super::vocabulary::{Senses, Vocabulary, account};
use crate::engine::{
    report::{Row, RowRole, Table},
    words,
};
use std::collections::BTreeMap;

/// The rows under one sub-heading.
#[derive(Debug)]
pub(super) struct Group {
    /// Stems of its telling words.
    pub(super) stems: Vec<String>,
    /// Of everything: *Totalt*.
    pub(super) whole: bool,
    /// Where its rows stand in the table.
    pub(super) rows: std::ops::Range<usize>,
    /// What its rows come to: the only one that is a net, a result or a total, and the last.
    pub(super) net: Option<usize>,
}

/// The groups of a table, if labels come again in them; what tells rows apart elsewhere is their labels.
pub(super) fn of(table: &Table, vocabulary: &Vocabulary) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut from = 0;
    for rows in table.rows.chunk_by(|a, b| a.group == b.group) {
        let to = from + rows.len();
        let name = rows.first().map_or("", |row| row.group.as_str());
        let told = words::words(name).into_iter().map(|word| (vocabulary.senses(&word), word));
        let (mut stems, mut whole) = (Vec::new(), false);
        for (senses, word) in told {
            whole |= senses.has(Senses::TOGETHER);
            if senses.is_content() {
                stems.push(word.stem);
            }
        }
        // Of costs and a result after them, or a sum of some of them, either may be what is told of the group.
        let bare = |label: &str| {
            // A row of the whole body that closes the table is no group's.
            let content = |word: &words::Word| {
                let senses = vocabulary.senses(word);
                senses.is_content() || senses.has(Senses::WHOLE) || account(&word.text).is_some()
            };
            !words::words(label).iter().any(content)
        };
        let closes = |row: &Row| match row.role {
            RowRole::Net | RowRole::Result => true,
            RowRole::Total => bare(&row.label),
            _ => false,
        };
        let closing: Vec<usize> =
            rows.iter().enumerate().filter(|(_, row)| closes(row)).map(|(at, _)| at).collect();
        let net = match closing.as_slice() {
            [only] if only + 1 == rows.len() => Some(from + only),
            _ => None,
        };
        if !stems.is_empty() || whole {
            groups.push(Group { stems, whole, rows: from..to, net });
        }
        from = to;
    }
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for row in groups.iter().flat_map(|group| table.rows.get(group.rows.clone()).unwrap_or(&[])) {
        *times.entry(row.label.as_str()).or_default() += 1;
    }
    let again: usize = times.values().filter(|&&times| times > 1).sum();
    // Most rows have a like in another group.
    let repeat = again * 2 > times.values().sum::<usize>();
    if repeat { groups } else { Vec::new() }
}
