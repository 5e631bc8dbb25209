//! A file that the user has dropped or opened, as text.

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
    fn what_is_not_text_is_refused() {
        assert_eq!(decode(b""), Err(Refused::Empty));
        assert_eq!(decode(b"PK\x03\x04\x14\0\0\0\x08\0"), Err(Refused::NotText));
        assert_eq!(decode(b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj\0\x01\x02\x81"), Err(Refused::NotText));
    }
}
