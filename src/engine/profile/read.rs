//! Reads a profile file and says what is wrong with it: file, line, key and what to do.

use super::{Demand, Profile, RowDemand, SectionDemand, Sign, SignPlace, TableDemand};
use crate::engine::options::{ROUNDINGS, Rounding};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// What is wrong with a profile file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// Counted from 1.
    pub line: u32,
    /// The key, with the table it stands in: `section.demand`. Empty when it is the file as a whole.
    pub key: String,
    pub kind: ProblemKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not TOML: a quote, an equals sign or a bracket is missing.
    Syntax,
    /// The file has no profile in it.
    NoProfile,
    /// No such key.
    Unknown {
        known: Vec<&'static str>,
    },
    WrongType {
        expected: Expected,
    },
    Missing,
    Empty,
    /// None of the words that may stand here.
    NotOneOf {
        allowed: Vec<&'static str>,
    },
    /// Another profile in the file has this id.
    Double,
    /// A profile in a file that was read before has this id.
    DoubleElsewhere,
    /// The file is named where it should be, and is not there.
    NotFetched,
    /// Refers to a section that the profile does not have.
    NoSuchSection,
    TooLarge {
        limit: usize,
    },
}

/// What should stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    Number,
    /// A list of texts in square brackets.
    Texts,
    /// One or more blocks headed `[[key]]`.
    Blocks,
}

/// A profile file holds some kilobytes; a hundred times that is something else.
pub const MOST_BYTES: usize = 256 * 1024;
/// Blocks of a kind, and texts of a list.
pub const MOST_ITEMS: usize = 500;
/// Characters of a text.
pub const MOST_CHARS: usize = 500;

const PROFILE_KEYS: &[&str] = &[
    "id",
    "name",
    "name_en",
    "description",
    "rounding",
    "rules_off",
    "pattern",
    "threshold",
    "recognise",
    "section",
    "table",
];
const SIGN_KEYS: &[&str] = &["words", "weight", "place"];
const SECTION_KEYS: &[&str] = &["name", "name_en", "alternatives", "demand", "within", "after", "source"];
const TABLE_KEYS: &[&str] = &["name", "name_en", "alternatives", "demand", "source", "row"];
const ROW_KEYS: &[&str] = &["name", "alternatives", "demand", "source"];

/// Reads a file with one profile at its top, or several in blocks headed `[[profile]]`.
pub fn read(file: &str, text: &str) -> Result<Vec<Profile>, Vec<Problem>> {
    let mut reader = Reader { file, text, problems: Vec::new() };
    let profiles = reader.file();
    // In the order in which one meets them in the file.
    reader.problems.sort_by_key(|problem| problem.line);
    if reader.problems.is_empty() { Ok(profiles) } else { Err(reader.problems) }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

/// A table of the file with its name and its place.
#[derive(Clone, Copy)]
struct Block<'t, 'a> {
    name: &'static str,
    start: usize,
    table: &'t DeTable<'a>,
}

impl<'t, 'a> Block<'t, 'a> {
    fn get(&self, key: &str) -> Option<&'t Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key).map(|(_, value)| value)
    }

    fn key(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

impl<'a> Reader<'a> {
    fn say(&mut self, at: usize, key: String, kind: ProblemKind) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|&byte| byte == b'\n').count() as u32 + 1;
        // One fault can make many; a reader mends the first ones first.
        if self.problems.len() < 50 {
            self.problems.push(Problem { file: self.file.to_owned(), line, key, kind });
        }
    }

    fn file(&mut self) -> Vec<Profile> {
        if self.text.len() > MOST_BYTES {
            self.say(0, String::new(), ProblemKind::TooLarge { limit: MOST_BYTES / 1024 });
            return Vec::new();
        }
        let text = self.text;
        let parsed = match DeTable::parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.say(at, String::new(), ProblemKind::Syntax);
                return Vec::new();
            }
        };
        let top = Block { name: "", start: 0, table: parsed.get_ref() };
        if top.table.is_empty() {
            self.say(0, String::new(), ProblemKind::NoProfile);
            return Vec::new();
        }
        if top.get("profile").is_none() {
            return vec![self.profile(top)];
        }
        self.known(top, &["profile"]);
        let mut profiles: Vec<Profile> = Vec::new();
        for block in self.blocks(top, "profile", "profile") {
            let profile = self.profile(block);
            if profiles.iter().any(|other| other.id == profile.id) {
                self.say(block.start, block.key("id"), ProblemKind::Double);
            }
            profiles.push(profile);
        }
        profiles
    }

    fn profile(&mut self, block: Block<'_, 'a>) -> Profile {
        self.known(block, PROFILE_KEYS);
        let id = self.needed_text(block, "id");
        if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let at = block.get("id").map_or(block.start, |value| value.span().start);
            self.say(at, block.key("id"), ProblemKind::NotOneOf { allowed: vec!["a-z", "0-9", "-"] });
        }
        let profile = Profile {
            id,
            name: self.needed_text(block, "name"),
            name_en: self.text(block, "name_en").unwrap_or_default(),
            description: self.text(block, "description").unwrap_or_default(),
            rounding: self.rounding(block),
            rules_off: self.texts(block, "rules_off"),
            pattern: self.texts(block, "pattern"),
            threshold: self.number(block, "threshold").unwrap_or(0),
            recognise: self
                .blocks(block, "recognise", "recognise")
                .into_iter()
                .map(|b| self.sign(b))
                .collect(),
            sections: self.blocks(block, "section", "section").into_iter().map(|b| self.section(b)).collect(),
            tables: self.blocks(block, "table", "table").into_iter().map(|b| self.table(b)).collect(),
        };
        for b in self.blocks(block, "section", "section") {
            for key in ["within", "after"] {
                let Some(value) = b.get(key) else { continue };
                let Some(name) = value.get_ref().as_str() else { continue };
                if !profile.sections.iter().any(|section| section.name == name) {
                    self.say(value.span().start, b.key(key), ProblemKind::NoSuchSection);
                }
            }
        }
        profile
    }

    fn sign(&mut self, block: Block<'_, 'a>) -> Sign {
        self.known(block, SIGN_KEYS);
        let words = self.texts(block, "words");
        if block.get("words").is_none() {
            self.say(block.start, block.key("words"), ProblemKind::Missing);
        }
        let places = [SignPlace::Title, SignPlace::Heading, SignPlace::Row, SignPlace::Text];
        let place = self.one_of(block, "place", &["title", "heading", "row", "text"]);
        Sign {
            words,
            weight: self.number(block, "weight").unwrap_or(1),
            place: place.and_then(|i| places.get(i).copied()).unwrap_or_default(),
        }
    }

    fn section(&mut self, block: Block<'_, 'a>) -> SectionDemand {
        self.known(block, SECTION_KEYS);
        SectionDemand {
            name: self.needed_text(block, "name"),
            name_en: self.text(block, "name_en").unwrap_or_default(),
            alternatives: self.texts(block, "alternatives"),
            demand: self.demand(block),
            within: self.text(block, "within"),
            after: self.text(block, "after"),
            source: self.text(block, "source"),
        }
    }

    fn table(&mut self, block: Block<'_, 'a>) -> TableDemand {
        self.known(block, TABLE_KEYS);
        TableDemand {
            name: self.needed_text(block, "name"),
            name_en: self.text(block, "name_en").unwrap_or_default(),
            alternatives: self.texts(block, "alternatives"),
            demand: self.demand(block),
            source: self.text(block, "source"),
            rows: self.blocks(block, "row", "table.row").into_iter().map(|b| self.row(b)).collect(),
        }
    }

    fn row(&mut self, block: Block<'_, 'a>) -> RowDemand {
        self.known(block, ROW_KEYS);
        RowDemand {
            name: self.needed_text(block, "name"),
            alternatives: self.texts(block, "alternatives"),
            demand: self.demand(block),
            source: self.text(block, "source"),
        }
    }

    fn demand(&mut self, block: Block<'_, 'a>) -> Demand {
        match self.one_of(block, "demand", &["required", "recommended"]) {
            Some(1) => Demand::Recommended,
            _ => Demand::Required,
        }
    }

    fn known(&mut self, block: Block<'_, 'a>, keys: &'static [&'static str]) {
        for (key, _) in block.table {
            if !keys.contains(&key.get_ref().as_ref()) {
                let shown: String = key.get_ref().chars().take(60).collect();
                self.say(key.span().start, block.key(&shown), ProblemKind::Unknown { known: keys.to_vec() });
            }
        }
    }

    /// A text that is there is not blank and not endless.
    fn text(&mut self, block: Block<'_, 'a>, key: &str) -> Option<String> {
        let value = block.get(key)?;
        self.text_of(block, key, value)
    }

    fn text_of(&mut self, block: Block<'_, 'a>, key: &str, value: &Spanned<DeValue<'a>>) -> Option<String> {
        let at = value.span().start;
        let Some(text) = value.get_ref().as_str() else {
            self.say(at, block.key(key), ProblemKind::WrongType { expected: Expected::Text });
            return None;
        };
        if text.trim().is_empty() {
            self.say(at, block.key(key), ProblemKind::Empty);
        } else if text.chars().count() > MOST_CHARS {
            self.say(at, block.key(key), ProblemKind::TooLarge { limit: MOST_CHARS });
        } else {
            return Some(text.trim().to_owned());
        }
        None
    }

    fn needed_text(&mut self, block: Block<'_, 'a>, key: &str) -> String {
        if block.get(key).is_none() {
            self.say(block.start, block.key(key), ProblemKind::Missing);
        }
        self.text(block, key).unwrap_or_default()
    }

    fn texts(&mut self, block: Block<'_, 'a>, key: &str) -> Vec<String> {
        let Some(value) = block.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.say(
                value.span().start,
                block.key(key),
                ProblemKind::WrongType { expected: Expected::Texts },
            );
            return Vec::new();
        };
        if items.len() > MOST_ITEMS {
            self.say(value.span().start, block.key(key), ProblemKind::TooLarge { limit: MOST_ITEMS });
            return Vec::new();
        }
        items.iter().filter_map(|item| self.text_of(block, key, item)).collect()
    }

    fn number(&mut self, block: Block<'_, 'a>, key: &str) -> Option<i32> {
        let value = block.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .filter(|number| number.radix() == 10)
            .and_then(|number| number.as_str().replace('_', "").parse().ok())
            .filter(|number: &i32| number.abs() <= 1000);
        if number.is_none() {
            self.say(
                value.span().start,
                block.key(key),
                ProblemKind::WrongType { expected: Expected::Number },
            );
        }
        number
    }

    fn rounding(&mut self, block: Block<'_, 'a>) -> Option<Rounding> {
        let text = self.text(block, "rounding")?;
        let rounding = text.parse().ok();
        if rounding.is_none() {
            let at = block.get("rounding").map_or(block.start, |value| value.span().start);
            self.say(at, block.key("rounding"), ProblemKind::NotOneOf { allowed: ROUNDINGS.to_vec() });
        }
        rounding
    }

    fn one_of(&mut self, block: Block<'_, 'a>, key: &str, allowed: &[&'static str]) -> Option<usize> {
        let text = self.text(block, key)?;
        let found = allowed.iter().position(|word| *word == text);
        if found.is_none() {
            let at = block.get(key).map_or(block.start, |value| value.span().start);
            self.say(at, block.key(key), ProblemKind::NotOneOf { allowed: allowed.to_vec() });
        }
        found
    }

    fn blocks<'t>(&mut self, block: Block<'t, 'a>, key: &str, name: &'static str) -> Vec<Block<'t, 'a>> {
        let Some(value) = block.get(key) else { return Vec::new() };
        let at = value.span().start;
        let wrong = ProblemKind::WrongType { expected: Expected::Blocks };
        let Some(items) = value.get_ref().as_array() else {
            self.say(at, block.key(key), wrong);
            return Vec::new();
        };
        if items.len() > MOST_ITEMS {
            self.say(at, block.key(key), ProblemKind::TooLarge { limit: MOST_ITEMS });
            return Vec::new();
        }
        let mut blocks = Vec::new();
        for item in items {
            match item.get_ref().as_table() {
                Some(table) => blocks.push(Block { name, start: item.span().start, table }),
                None => self.say(item.span().start, block.key(key), wrong.clone()),
            }
        }
        blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(u32, String, ProblemKind)> {
        match read("egen.toml", text) {
            Ok(profiles) => panic!("read as {profiles:?}"),
            Err(problems) => problems.into_iter().map(|p| (p.line, p.key, p.kind)).collect(),
        }
    }

    #[test]
    fn a_small_profile() {
        let profiles = read("t", "id = \"min\"\nname = \"Min\"\n[[section]]\nname = \"Sammanfattning\"\ndemand = \"recommended\"\n").unwrap();
        assert_eq!(profiles[0].sections[0].demand, Demand::Recommended);
        assert_eq!(profiles[0].sections[0].within, None);
    }

    #[test]
    fn several_in_one_file() {
        let text = "[[profile]]\nid = \"a\"\nname = \"A\"\n[[profile.section]]\nname = \"X\"\n[[profile]]\nid = \"b\"\nname = \"B\"\n";
        assert_eq!(read("t", text).unwrap().len(), 2);
        let double = text.replace("\"b\"", "\"a\"");
        assert_eq!(problems(&double), [(6, "profile.id".to_owned(), ProblemKind::Double)]);
    }

    #[test]
    fn every_fault_names_its_line_and_key() {
        let head = "id = \"min\"\nname = \"Min\"\n";
        for (text, line, key, kind) in [
            (String::new(), 1, "", ProblemKind::NoProfile),
            (format!("{head}x = [\n"), 3, "", ProblemKind::Syntax),
            (
                format!("{head}[[section]]\nnamn = \"A\"\nname = \"A\"\n"),
                4,
                "section.namn",
                ProblemKind::Unknown { known: SECTION_KEYS.to_vec() },
            ),
            (
                format!("{head}[[section]]\nname = 3\n"),
                4,
                "section.name",
                ProblemKind::WrongType { expected: Expected::Text },
            ),
            (format!("{head}[[section]]\ndemand = \"required\"\n"), 3, "section.name", ProblemKind::Missing),
            (format!("{head}[[section]]\nname = \" \"\n"), 4, "section.name", ProblemKind::Empty),
            (
                format!("{head}[[section]]\nname = \"A\"\ndemand = \"must\"\n"),
                5,
                "section.demand",
                ProblemKind::NotOneOf { allowed: vec!["required", "recommended"] },
            ),
            (
                format!("{head}[[section]]\nname = \"A\"\nwithin = \"B\"\n"),
                5,
                "section.within",
                ProblemKind::NoSuchSection,
            ),
            (
                format!("{head}pattern = \"A\"\n"),
                3,
                "pattern",
                ProblemKind::WrongType { expected: Expected::Texts },
            ),
            (
                format!("{head}section = \"A\"\n"),
                3,
                "section",
                ProblemKind::WrongType { expected: Expected::Blocks },
            ),
            (
                format!("{head}threshold = 1.5\n"),
                3,
                "threshold",
                ProblemKind::WrongType { expected: Expected::Number },
            ),
            ("name = \"Min\"\n".to_owned(), 1, "id", ProblemKind::Missing),
            (
                "id = \"Å\"\nname = \"Min\"\n".to_owned(),
                1,
                "id",
                ProblemKind::NotOneOf { allowed: vec!["a-z", "0-9", "-"] },
            ),
            (
                format!("{head}description = \"{}\"\n", "x".repeat(501)),
                3,
                "description",
                ProblemKind::TooLarge { limit: 500 },
            ),
            (" ".repeat(300_000), 1, "", ProblemKind::TooLarge { limit: 256 }),
        ] {
            assert!(
                problems(&text).contains(&(line, key.to_owned(), kind.clone())),
                "{kind:?}: {:?}",
                problems(&text)
            );
        }
    }
}
