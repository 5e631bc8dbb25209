//! A file that the user has dropped or opened, as text.

use crate::engine::{import::delimited, source::Kind};

/// What a text is too large from, in bytes: twice a 300-page report. A browser takes seconds to lay out a
/// longer one in a text field, and stands still meanwhile.
pub const LIMIT: usize = 4 * 1024 * 1024;

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    Empty,
    /// A program's own format, or any other bytes that are not text.
    NotText,
}

/// Reads a text file: UTF-8, UTF-16 with its mark, or the Windows-1252 that Excel writes CSV in.
pub fn decode(bytes: &[u8]) -> Result<String, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    let text = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| Refused::NotText)?,
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|&byte| windows_1252(byte)).collect(),
        },
    };
    // A text has tabs and line breaks, and at most a form feed between its pages.
    let odd = text.chars().filter(|&c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if odd * 1000 > text.chars().count() { Err(Refused::NotText) } else { Ok(text) }
}

/// The text of a file as it is put into the text field: every line break one character, because the field writes it
/// so and spans must mean the same text. A CSV file is laid out as the table that it is, a tab between cells and as
/// many of them in every row, by which the engine knows a grid: what parts its fields, and the quotes around them,
/// are its own affair.
pub fn laid_out(name: &str, text: &str) -> String {
    if !name.to_lowercase().ends_with(".csv") {
        return text.replace("\r\n", "\n").replace('\r', "\n");
    }
    let table = delimited(name, Kind::Csv, text);
    let width = table.grids.iter().flatten().map(Vec::len).max().unwrap_or(0);
    let rows = table.grids.iter().flatten().map(|row| {
        let cells = row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut line = cells.collect::<Vec<_>>().join("\t");
        if !row.is_empty() {
            line.extend(std::iter::repeat_n('\t', width - row.len()));
        }
        line + "\n"
    });
    rows.collect()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Refused> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Refused::NotText)
}

/// Code points 0x80–0x9F of Windows-1252; the five that are not assigned stay control characters, and
/// so speak against the file being text. The rest is Latin-1.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_the_encodings_that_occur() {
        assert_eq!(decode("Årets".as_bytes()).unwrap(), "Årets");
        assert_eq!(decode(b"\xef\xbb\xbfA").unwrap(), "A");
        assert_eq!(decode(b"\xff\xfeA\0\xc5\0").unwrap(), "AÅ");
        assert_eq!(decode(b"\xc5rets \x96 4").unwrap(), "Årets – 4");
    }

    #[test]
    fn a_spreadsheet_is_laid_out_as_a_table_and_a_text_stays_as_it_is() {
        let csv = "Konto;Budget\r\n\"Hyror; lokaler\";\"1 200,50\"\r\n\r\n\"två\nrader\";3\r\n";
        assert_eq!(laid_out("A.CSV", csv), "Konto\tBudget\nHyror; lokaler\t1 200,50\n\ntvå rader\t3\n");
        assert_eq!(laid_out("b.csv", "Rubrik\nA;1;2\n"), "Rubrik\t\t\nA\t1\t2\n");
        assert_eq!(laid_out("a.txt", "a;b\r\nc\rd"), "a;b\nc\nd");
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b""), Err(Refused::Empty));
        assert_eq!(decode(b"PK\x03\x04\x14\0\0\0\x08\0"), Err(Refused::NotText));
        assert_eq!(decode(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\0\x01\x02\x81"), Err(Refused::NotText));
    }
}
