//! Profiles: what a kind of report is expected to hold. Data, not code.
//!
//! The shipped ones are the files in `profiles/`, where `README.md` explains every key. A user's or a host's
//! own are read by the same [`read`] and get the same messages.

mod choose;
mod meet;
mod read;
mod write;

pub use choose::{Reason, choose, offered};
pub use meet::{Met, MetTable, mark_extra, row_is, sections, tables};
pub use read::{Expected, MOST_BYTES, MOST_CHARS, MOST_ITEMS, Problem, ProblemKind, read};
pub use write::{write, write_all};

use super::{
    options::{Lang, Rounding},
    outline::name::fold,
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

/// What a kind of report is expected to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// Small letters, digits and hyphens.
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub description: String,
    /// Overrules the user's choice of rounding where given.
    pub rounding: Option<Rounding>,
    /// Ids of checks that are switched off for this kind of report.
    pub rules_off: Vec<String>,
    /// The sub-headings that every unit is expected to have.
    pub pattern: Vec<String>,
    /// The sum of weights from which the profile is recognised.
    pub threshold: i32,
    pub recognise: Vec<Sign>,
    pub sections: Vec<SectionDemand>,
    pub tables: Vec<TableDemand>,
}

impl Profile {
    /// What it is called in a language.
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.name_en.is_empty() => &self.name_en,
            Lang::Sv | Lang::En => &self.name,
        }
    }
}

/// Something in a text that points to a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sign {
    /// Any of these.
    pub words: Vec<String>,
    /// Negative where the words point away from it.
    pub weight: i32,
    pub place: SignPlace,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignPlace {
    /// The first lines of the text.
    Title,
    Heading,
    /// The label of a table row.
    Row,
    #[default]
    Text,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Demand {
    #[default]
    Required,
    Recommended,
}

/// A section that is expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionDemand {
    pub name: String,
    pub name_en: String,
    /// Other names that count as this section.
    pub alternatives: Vec<String>,
    pub demand: Demand,
    /// The section that this one stands in.
    pub within: Option<String>,
    /// The section that this one comes after.
    pub after: Option<String>,
    /// The law or recommendation that the demand rests on; none when it is a custom.
    pub source: Option<String>,
}

/// A table that is expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableDemand {
    pub name: String,
    pub name_en: String,
    pub alternatives: Vec<String>,
    pub demand: Demand,
    pub source: Option<String>,
    pub rows: Vec<RowDemand>,
}

/// A row that is expected in a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowDemand {
    pub name: String,
    pub alternatives: Vec<String>,
    pub demand: Demand,
    pub source: Option<String>,
}

/// The id of the profile that demands nothing.
pub const FREE: &str = "fri";

/// The shipped files: name and content.
const SHIPPED: &[(&str, &str)] = &[
    ("manadsuppfoljning-namnd.toml", include_str!("../../../profiles/manadsuppfoljning-namnd.toml")),
    ("manadsuppfoljning-fordjupad.toml", include_str!("../../../profiles/manadsuppfoljning-fordjupad.toml")),
    (
        "manadsuppfoljning-avdelningar.toml",
        include_str!("../../../profiles/manadsuppfoljning-avdelningar.toml"),
    ),
    ("resultatrapport.toml", include_str!("../../../profiles/resultatrapport.toml")),
    ("delarsrapport.toml", include_str!("../../../profiles/delarsrapport.toml")),
    ("arsredovisning.toml", include_str!("../../../profiles/arsredovisning.toml")),
    ("fri.toml", include_str!("../../../profiles/fri.toml")),
];

/// The shipped profiles, in the order they are offered.
pub fn shipped() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    // A shipped file with a fault is caught by a test; here its profile would only be missing.
    PROFILES.get_or_init(|| {
        SHIPPED.iter().flat_map(|(file, text)| read(file, text).unwrap_or_default()).collect()
    })
}

/// The names that sections have in profiles. A line that is one of them is a heading wherever a heading can stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionNames {
    /// Those of other profiles than the shipped ones.
    own: BTreeSet<String>,
}

impl SectionNames {
    /// The names of these profiles, besides those of the shipped ones.
    pub fn of<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        Self { own: names_of(profiles) }
    }

    /// Is this folded text one of the names?
    pub fn hold(&self, name: &str) -> bool {
        static SHIPPED: OnceLock<BTreeSet<String>> = OnceLock::new();
        self.own.contains(name) || SHIPPED.get_or_init(|| names_of(shipped())).contains(name)
    }
}

/// Names of sections and of the parts of units, folded.
fn names_of<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for profile in profiles {
        let sections = profile
            .sections
            .iter()
            .flat_map(|section| std::iter::once(&section.name).chain(&section.alternatives));
        names.extend(profile.pattern.iter().chain(sections).map(|name| fold(name)));
    }
    names
}

/// Does the first of two sections hold the second in some shipped profile? Both by their folded names.
pub fn holds(outer: &str, inner: &str) -> bool {
    static PAIRS: OnceLock<BTreeMap<String, BTreeSet<String>>> = OnceLock::new();
    let pairs = PAIRS.get_or_init(|| {
        let names = |section: &SectionDemand| -> Vec<String> {
            std::iter::once(&section.name).chain(&section.alternatives).map(|name| fold(name)).collect()
        };
        let mut pairs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for profile in shipped() {
            for section in &profile.sections {
                let holders =
                    profile.sections.iter().filter(|holder| section.within.as_ref() == Some(&holder.name));
                for holder in holders.flat_map(names) {
                    pairs.entry(holder).or_default().extend(names(section));
                }
            }
        }
        pairs
    });
    pairs.get(outer).is_some_and(|held| held.contains(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_files_are_sound() {
        for (file, text) in SHIPPED {
            let profiles = read(file, text).unwrap_or_else(|problems| panic!("{problems:?}"));
            assert_eq!(profiles.len(), 1, "{file}");
            assert_eq!(format!("{}.toml", profiles[0].id), *file);
        }
        assert_eq!(shipped().len(), SHIPPED.len());
        assert_eq!(shipped().iter().filter(|profile| profile.id == FREE).count(), 1);
    }

    #[test]
    fn the_example_in_the_readme_can_be_read() {
        let readme = include_str!("../../../profiles/README.md");
        let example = readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        assert_eq!(read("README.md", example).unwrap()[0].sections.len(), 2);
    }

    #[test]
    fn what_a_section_refers_to_is_there() {
        for profile in shipped() {
            for section in &profile.sections {
                for name in section.within.iter().chain(&section.after) {
                    assert!(
                        profile.sections.iter().any(|other| other.name == *name),
                        "{}: {} refers to {name}",
                        profile.id,
                        section.name
                    );
                }
            }
        }
    }

    #[test]
    fn a_profile_survives_export_and_import() {
        for profile in shipped() {
            assert_eq!(read("t.toml", &write(profile)), Ok(vec![profile.clone()]));
        }
    }
}
