//! From a file to a [`Source`].

use crate::engine::{
    import,
    source::{Kind, Source},
};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// The largest file that is read, in bytes. A report of 300 pages is 2 MB of text; the limit keeps a disk
/// image or an endless stream from filling the memory, and spans within 32 bits.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Why a file could not be made a source.
#[derive(Debug)]
pub(super) enum ReadError {
    NotFound,
    Folder,
    Io(io::Error),
    TooLarge,
    Empty,
    /// The content is that of another kind of file than it is read as.
    Mistaken {
        read_as: Kind,
        content: Content,
    },
    /// A text in another encoding than UTF-8, with the first byte that is not.
    NotUtf8 {
        byte: usize,
    },
    /// A kind that the program cannot read.
    Unsupported(Kind),
}

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Pdf,
    /// A zip archive, which is what DOCX, XLSX and ODS files are.
    Zip,
    /// The binary format of Word and Excel before 2007.
    OldOffice,
    Rtf,
    Utf16,
    Image,
    OtherBinary,
    Text,
}

/// Reads a file, or standard input for `-`.
pub(super) fn read(path: &Path, asked: Option<Kind>) -> Result<Source, ReadError> {
    let bytes = if is_stdin(path) { limited(io::stdin().lock())? } else { limited(open(path)?)? };
    let name = if is_stdin(path) { "-".to_owned() } else { path.display().to_string() };
    let content = content_of(&bytes);
    let kind = asked.unwrap_or_else(|| kind_by_name(path).unwrap_or(Kind::Text));
    source(name, bytes, kind, content)
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn open(path: &Path) -> Result<File, ReadError> {
    // Opening a folder succeeds on some systems and fails with an unhelpful error on others.
    if path.is_dir() {
        return Err(ReadError::Folder);
    }
    File::open(path).map_err(ReadError::from)
}

fn limited(reader: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(ReadError::TooLarge) } else { Ok(bytes) }
}

fn source(name: String, bytes: Vec<u8>, kind: Kind, content: Content) -> Result<Source, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if !agrees(kind, content) {
        return Err(ReadError::Mistaken { read_as: kind, content });
    }
    match kind {
        // A byte order mark stays: every span counts from the first byte of the file.
        Kind::Text => String::from_utf8(bytes)
            .map(|text| Source::text(name, text))
            .map_err(|error| ReadError::NotUtf8 { byte: error.utf8_error().valid_up_to() }),
        Kind::Csv | Kind::Tsv => String::from_utf8(bytes)
            .map(|text| import::delimited(name, kind, &text))
            .map_err(|error| ReadError::NotUtf8 { byte: error.utf8_error().valid_up_to() }),
        _ => Err(ReadError::Unsupported(kind)),
    }
}

/// Whether bytes like these can be a file of this kind.
fn agrees(kind: Kind, content: Content) -> bool {
    match kind {
        Kind::Text | Kind::Csv | Kind::Tsv | Kind::Html => content == Content::Text,
        Kind::Docx | Kind::Xlsx | Kind::Ods => content == Content::Zip,
        Kind::Pdf => content == Content::Pdf,
    }
}

/// What the name of a file says it is. Names that say nothing are texts, if their content is.
fn kind_by_name(path: &Path) -> Option<Kind> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "csv" => Kind::Csv,
        "tsv" | "tab" => Kind::Tsv,
        "html" | "htm" | "xhtml" => Kind::Html,
        "docx" | "docm" => Kind::Docx,
        "xlsx" | "xlsm" => Kind::Xlsx,
        "ods" => Kind::Ods,
        "pdf" => Kind::Pdf,
        _ => return None,
    })
}

/// What a file is by its bytes.
fn content_of(bytes: &[u8]) -> Content {
    const SIGNATURES: &[(&[u8], Content)] = &[
        (b"%PDF-", Content::Pdf),
        (b"PK\x03\x04", Content::Zip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Content::OldOffice),
        (b"{\\rtf", Content::Rtf),
        (b"\xff\xfe", Content::Utf16),
        (b"\xfe\xff", Content::Utf16),
        (b"\x89PNG", Content::Image),
        (b"\xff\xd8\xff", Content::Image),
        (b"GIF8", Content::Image),
    ];
    if let Some(&(_, content)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return content;
    }
    // No text holds a NUL. Other control characters slip into texts from PDF and terminals, but not by the
    // tenth: a text of mostly control characters is something else.
    let control = bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c)).count();
    if bytes.contains(&0) || control * 10 > bytes.len() { Content::OtherBinary } else { Content::Text }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_bytes(name: &str, bytes: &[u8]) -> Result<Source, ReadError> {
        let kind = kind_by_name(Path::new(name)).unwrap_or(Kind::Text);
        source(name.to_owned(), bytes.to_vec(), kind, content_of(bytes))
    }

    #[test]
    fn a_text_is_kept_byte_for_byte() {
        let text = "\u{feff}Summa\u{a0}1\u{a0}234\r\n";
        assert_eq!(read_bytes("a.txt", text.as_bytes()).unwrap().text, text);
        assert_eq!(read_bytes("no extension", text.as_bytes()).unwrap().text, text);
    }

    #[test]
    fn a_file_that_is_not_what_its_name_says_is_refused() {
        for (name, bytes, content) in [
            ("a.txt", &b"%PDF-1.7 ..."[..], Content::Pdf),
            ("a.txt", b"PK\x03\x04....", Content::Zip),
            ("a.txt", b"\xff\xfeS\0u\0m\0", Content::Utf16),
            ("a.csv", b"a;b\0c", Content::OtherBinary),
            ("a.docx", b"just text", Content::Text),
            ("a.pdf", b"PK\x03\x04....", Content::Zip),
        ] {
            match read_bytes(name, bytes) {
                Err(ReadError::Mistaken { content: found, .. }) => assert_eq!(found, content, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }

    #[test]
    fn empty_and_wrongly_encoded_texts_are_refused() {
        assert!(matches!(read_bytes("a.txt", b""), Err(ReadError::Empty)));
        assert!(matches!(read_bytes("a.txt", b" \r\n\t"), Err(ReadError::Empty)));
        assert!(matches!(read_bytes("a.txt", b"F\xf6rskola"), Err(ReadError::NotUtf8 { byte: 1 })));
    }

    #[test]
    fn an_endless_stream_is_cut_short() {
        assert!(matches!(limited(io::repeat(b'1')), Err(ReadError::TooLarge)));
    }
}
