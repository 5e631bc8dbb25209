//! Delimited text: CSV, TSV and their kin. Quoting is RFC 4180's; the delimiter is found from the text.

use crate::engine::source::{Cells, Kind, Source};

/// The delimiters that occur, the likelier first.
const DELIMITERS: &[u8] = b"\t;,|";
/// How much of the text decides the delimiter, in records.
const SAMPLE: usize = 200;

/// Reads a delimited text into a grid. With [`Kind::Tsv`] the delimiter is the tab; otherwise it is the one
/// that parts most records into equally many fields. Never fails: bad quoting gives odd cells, not an error.
pub fn delimited(name: impl Into<String>, kind: Kind, text: &str) -> Source {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Excel's own way to name the delimiter.
    let (named, text) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.as_bytes().get(4).copied(), rest)
        }
        _ => (None, text),
    };
    let delimiter = if kind == Kind::Tsv { b'\t' } else { named.unwrap_or_else(|| sniff(text)) };
    Source::grids(name, kind, vec![cells(text, delimiter, usize::MAX)])
}

/// The records of a delimited text, at most so many. A blank line is a record without fields: blank lines
/// part blocks, and rows are counted with them (which is why this is not left to a library that skips them).
fn cells(text: &str, delimiter: u8, most: usize) -> Cells {
    let delimiter = char::from(delimiter);
    let mut records = Cells::new();
    let mut record: Vec<String> = Vec::new();
    let mut field = String::new();
    let (mut quoted, mut was_quoted) = (false, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() && !was_quoted => (quoted, was_quoted) = (true, true),
            c if quoted => field.push(c),
            '\r' if matches!(chars.peek(), Some('\n') | None) => {}
            '\n' => {
                if !(record.is_empty() && field.is_empty() && !was_quoted) {
                    record.push(std::mem::take(&mut field));
                }
                records.push(std::mem::take(&mut record));
                was_quoted = false;
                if records.len() >= most {
                    return records;
                }
            }
            c if c == delimiter => {
                record.push(std::mem::take(&mut field));
                was_quoted = false;
            }
            c => field.push(c),
        }
    }
    if !(record.is_empty() && field.is_empty()) {
        record.push(field);
        records.push(record);
    }
    records
}

/// The delimiter that parts most records into the same number of fields, more than one.
fn sniff(text: &str) -> u8 {
    let mut best = (0, b',');
    for &delimiter in DELIMITERS {
        let sample = cells(text, delimiter, SAMPLE);
        let mut widths: Vec<usize> = sample.iter().map(Vec::len).filter(|&width| width > 1).collect();
        widths.sort_unstable();
        let common = widths
            .chunk_by(|a, b| a == b)
            .map(|run| (run.len(), run.len() * run.first().unwrap_or(&0)))
            .max();
        let (_, score) = common.unwrap_or((0, 0));
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2,5;3\n1,5;2,5;3", b';'),
            ("a\tb\n1 000,5\t2", b'\t'),
            ("a|b|c\n1|2|3", b'|'),
            ("\"1,5\",\"2,5\"\n\"3;5\",\"4,5\"", b','),
            ("one column\nonly", b','),
        ] {
            assert_eq!(char::from(sniff(text)), char::from(delimiter), "{text}");
        }
    }

    #[test]
    fn blank_lines_and_quotes_keep_the_rows_where_they_are() {
        let source = delimited("t.csv", Kind::Csv, "\u{feff}a,\"b\nc\"\n\n1,\"say \"\"2\"\"\"\n");
        let rows: Vec<Vec<&str>> =
            source.grids[0].iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, [vec!["a", "b\nc"], vec![], vec!["1", "say \"2\""]]);
    }

    #[test]
    fn excel_may_name_the_delimiter() {
        let source = delimited("t.csv", Kind::Csv, "sep=;\r\n1,5;2,5\n");
        assert_eq!(source.grids[0], [["1,5", "2,5"]]);
    }
}
