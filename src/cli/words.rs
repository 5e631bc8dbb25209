//! What the command line itself says, in both languages. Findings are worded in the engine.

use super::input::{Content, ReadError};
use crate::engine::{options::Lang, source::Kind};

/// Why a file could not be checked, and what to do about it.
pub(super) fn read_error(lang: Lang, name: &str, error: &ReadError) -> String {
    let name = if name == "-" { lang.pick("standard in", "standard input") } else { name };
    let why = match lang {
        Lang::Sv => read_error_sv(error),
        Lang::En => read_error_en(error),
    };
    format!("rapportkoll: {name}: {why}")
}

fn read_error_sv(error: &ReadError) -> String {
    match error {
        ReadError::NotFound => "filen finns inte. Kontrollera namn och sökväg.".to_owned(),
        ReadError::Folder => "är en mapp. Ange filerna i den, till exempel med *.txt.".to_owned(),
        ReadError::Io(error) => format!("kunde inte läsas ({error}). Kontrollera att du får läsa filen."),
        ReadError::TooLarge => {
            "är större än 256 MB och alltså knappast en rapport. Dela upp den eller ange en annan fil."
                .to_owned()
        }
        ReadError::Empty => "är tom. Kontrollera att filen är sparad.".to_owned(),
        ReadError::NotUtf8 { byte } => {
            format!("är inte UTF-8 (byte {byte}). Spara om texten med kodningen UTF-8.")
        }
        ReadError::Unsupported(kind) => format!(
            "{} går inte att läsa ännu. Kopiera innehållet till en textfil och kontrollera den.",
            kind_name(*kind)
        ),
        ReadError::Mistaken { read_as, content } => {
            let is = match content {
                Content::Pdf => "en PDF",
                Content::Zip => "ett zip-arkiv (som Word- och Excelfiler är)",
                Content::OldOffice => "en äldre Word- eller Excelfil",
                Content::Rtf => "en RTF-fil",
                Content::Utf16 => "text i UTF-16",
                Content::Image => "en bild",
                Content::OtherBinary => "binära data",
                Content::Text => "ren text",
            };
            let advice = match content {
                Content::Utf16 => "Spara om texten med kodningen UTF-8.",
                Content::Text => "Ge filen rätt ändelse eller ange --input text.",
                _ => "Ge filen rätt ändelse, eller spara innehållet som text i UTF-8.",
            };
            format!("lästes som {} men är {is}. {advice}", kind_name(*read_as))
        }
    }
}

fn read_error_en(error: &ReadError) -> String {
    match error {
        ReadError::NotFound => "no such file. Check the name and the path.".to_owned(),
        ReadError::Folder => "is a folder. Name the files in it, for instance with *.txt.".to_owned(),
        ReadError::Io(error) => format!("cannot be read ({error}). Check that you may read the file."),
        ReadError::TooLarge => {
            "is larger than 256 MB, so hardly a report. Split it or name another file.".to_owned()
        }
        ReadError::Empty => "is empty. Check that the file has been saved.".to_owned(),
        ReadError::NotUtf8 { byte } => {
            format!("is not UTF-8 (byte {byte}). Save the text again with the encoding UTF-8.")
        }
        ReadError::Unsupported(kind) => format!(
            "{} cannot be read yet. Copy the content to a text file and check that.",
            kind_name(*kind)
        ),
        ReadError::Mistaken { read_as, content } => {
            let is = match content {
                Content::Pdf => "a PDF",
                Content::Zip => "a zip archive (as Word and Excel files are)",
                Content::OldOffice => "an old Word or Excel file",
                Content::Rtf => "an RTF file",
                Content::Utf16 => "UTF-16 text",
                Content::Image => "an image",
                Content::OtherBinary => "binary data",
                Content::Text => "plain text",
            };
            let advice = match content {
                Content::Utf16 => "Save the text again with the encoding UTF-8.",
                Content::Text => "Give the file its right ending or say --input text.",
                _ => "Give the file its right ending, or save the content as UTF-8 text.",
            };
            format!("was read as {} but is {is}. {advice}", kind_name(*read_as))
        }
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Csv => "CSV",
        Kind::Tsv => "TSV",
        Kind::Html => "HTML",
        Kind::Docx => "DOCX",
        Kind::Xlsx => "XLSX",
        Kind::Ods => "ODS",
        Kind::Pdf => "PDF",
    }
}

/// Short words are chosen where they are used.
pub(super) trait Pick {
    /// The text in this language.
    fn pick<'a>(self, sv: &'a str, en: &'a str) -> &'a str;
}

impl Pick for Lang {
    fn pick<'a>(self, sv: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Sv => sv,
            Self::En => en,
        }
    }
}
