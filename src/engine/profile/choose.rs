//! Which kind of report a text is.

use super::{FREE, Profile, Sign, SignPlace, shipped};
use crate::engine::{
    options::{Options, ProfileChoice},
    outline::{Outline, name::fold},
    report::Table,
    source::Source,
};

/// Why a profile is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user has said so.
    Chosen,
    /// The user named a profile that does not exist; the text was asked instead.
    NoSuchProfile,
    /// These words of the text point to it.
    Recognised { words: Vec<String> },
    /// Nothing in the text points to any profile.
    Nothing,
}

/// The profile that a report is held against, and why. A text that fits none well enough gets the one that
/// demands nothing: a demand on the wrong kind of report is a false alarm.
pub fn choose(options: &Options, source: &Source, outline: &Outline, tables: &[Table]) -> (Profile, Reason) {
    let all = offered(&options.own);
    match &options.profile {
        ProfileChoice::Own(profile) => ((**profile).clone(), Reason::Chosen),
        ProfileChoice::Named(id) => match all.iter().find(|profile| profile.id == *id) {
            Some(profile) => ((*profile).clone(), Reason::Chosen),
            None => (recognise(&all, source, outline, tables).0, Reason::NoSuchProfile),
        },
        ProfileChoice::Auto => recognise(&all, source, outline, tables),
    }
}

/// The profiles there are: those that come from outside, and the shipped ones whose place they do not take.
pub fn offered(own: &[Profile]) -> Vec<&Profile> {
    let replaced = |profile: &&Profile| own.iter().any(|other| other.id == profile.id);
    own.iter().chain(shipped().iter().filter(|profile| !replaced(profile))).collect()
}

fn recognise(all: &[&Profile], source: &Source, outline: &Outline, tables: &[Table]) -> (Profile, Reason) {
    let text = Texts::new(source, outline, tables);
    let mut best: Option<(i32, &Profile, Vec<String>)> = None;
    // Of two that a text points to alike, the first is meant: one's own before the shipped.
    for &profile in all.iter().filter(|profile| profile.threshold > 0) {
        let mut score = 0;
        let mut words = Vec::new();
        for sign in &profile.recognise {
            if let Some(word) = text.find(sign) {
                score += sign.weight;
                // A word that stands in the title and among the headings is told once.
                if sign.weight > 0 && !words.iter().any(|told| told == word) {
                    words.push(word.to_owned());
                }
            }
        }
        if score >= profile.threshold && best.as_ref().is_none_or(|(most, ..)| score > *most) {
            best = Some((score, profile, words));
        }
    }
    if let Some((_, profile, words)) = best {
        return (profile.clone(), Reason::Recognised { words });
    }
    let free = all.iter().find(|profile| profile.id == FREE);
    (free.map(|&profile| profile.clone()).unwrap_or_default(), Reason::Nothing)
}

/// The places where signs are looked for, folded.
struct Texts {
    title: Vec<String>,
    headings: Vec<String>,
    rows: Vec<String>,
    text: Vec<String>,
}

/// A title page and the lines around it.
const TITLE_LINES: usize = 12;

impl Texts {
    fn new(source: &Source, outline: &Outline, tables: &[Table]) -> Self {
        let text: Vec<String> = (0..source.line_count())
            .map(|at| fold(source.line(at)))
            .filter(|line| !line.is_empty())
            .collect();
        let contents = outline.contents.iter().map(|entry| fold(&entry.title));
        Self {
            title: text
                .iter()
                .take(TITLE_LINES)
                .filter(|line| line.chars().count() <= 100)
                .cloned()
                .collect(),
            headings: outline.details.iter().map(|detail| detail.name.clone()).chain(contents).collect(),
            rows: tables.iter().flat_map(|table| &table.rows).map(|row| fold(&row.label)).collect(),
            text,
        }
    }

    /// The first word of the sign that stands where it should.
    fn find<'s>(&self, sign: &'s Sign) -> Option<&'s str> {
        let is_at = |word: &str| match sign.place {
            SignPlace::Title => self.title.iter().any(|line| holds(line, word)),
            SignPlace::Heading => self.headings.iter().any(|name| name == word),
            // Where the tables could not be read, the line still opens with the label.
            SignPlace::Row => {
                self.rows.iter().any(|label| label == word)
                    || self.text.iter().any(|line| {
                        line.strip_prefix(word).is_some_and(|rest| !rest.chars().any(char::is_alphabetic))
                    })
            }
            SignPlace::Text => self.text.iter().any(|line| holds(line, word)),
        };
        sign.words.iter().find(|word| is_at(&fold(word))).map(String::as_str)
    }
}

/// Does the text hold the words, whole? Both folded.
fn holds(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
