//! A profile that is being edited: what stands in the fields of the form, finished or not.

use super::{Own, Profiles};
use crate::engine::{
    options::Rounding,
    profile::{
        Demand, MOST_BYTES, MOST_CHARS, MOST_ITEMS, Profile, RowDemand, SectionDemand, TableDemand, write,
    },
};
use std::{collections::BTreeSet, rc::Rc};

/// No larger number can be read again.
const MOST_THRESHOLD: i32 = 1000;

/// A profile in the form. Sections refer to each other by key, so that a new name changes no reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub rounding: Kind,
    /// As it is written, for [`Kind::Fixed`].
    pub amount: String,
    /// Names with semicolons between; see [`joined`].
    pub pattern: String,
    pub rules_off: BTreeSet<String>,
    /// It is chosen for the texts that it recognises.
    pub by_itself: bool,
    pub sections: Vec<Section>,
    pub tables: Vec<Table>,
    /// The last key that was given.
    keys: u32,
    /// What it began as, and what the form does not show.
    own: Own,
}

/// How far a sum may be off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As everywhere.
    #[default]
    Usual,
    Interval,
    Exact,
    One,
    Fixed,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Usual, Self::Interval, Self::Exact, Self::One, Self::Fixed];
}

/// What can be moved, removed and found by its key.
pub trait Keyed {
    fn key(&self) -> u32;
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    pub key: u32,
    pub name: String,
    /// Other names, with semicolons between; see [`joined`].
    pub others: String,
    pub recommended: bool,
    pub within: Option<u32>,
    pub after: Option<u32>,
    pub source: String,
    /// The English name, and the Swedish one that it belongs to.
    english: (String, String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub key: u32,
    pub name: String,
    pub others: String,
    pub recommended: bool,
    pub source: String,
    pub rows: Vec<Row>,
    english: (String, String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub key: u32,
    pub name: String,
    pub others: String,
    pub recommended: bool,
    source: Option<String>,
}

impl Keyed for Section {
    fn key(&self) -> u32 {
        self.key
    }
}

impl Keyed for Table {
    fn key(&self) -> u32 {
        self.key
    }
}

impl Keyed for Row {
    fn key(&self) -> u32 {
        self.key
    }
}

/// Something in a field that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The id of the field.
    pub field: String,
    pub what: Wrong,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing stands there.
    Missing,
    /// More than so many characters.
    Long(usize),
    /// More than so many.
    Many(usize),
    /// Another profile is called that.
    Taken,
    /// Another section in the same place, another table, or another row of the table is called that.
    Double,
    /// Not an amount.
    Amount,
    /// The section that it is to stand in stands in another itself.
    Nested,
    /// The sections that are to come after each other go round in a circle.
    Circle,
    /// The whole does not fit into a file.
    Large,
}

/// The ids of the fields.
pub mod field {
    pub const NAME: &str = "profile-name";
    pub const DESCRIPTION: &str = "profile-description";
    pub const ROUNDING: &str = "profile-rounding";
    pub const AMOUNT: &str = "profile-amount";
    pub const PATTERN: &str = "profile-pattern";

    /// A field of the section, the table or the row of a key.
    pub fn of(key: u32, part: &str) -> String {
        format!("profile-{key}-{part}")
    }
}

impl Draft {
    /// The form of a profile.
    pub fn of(own: &Own) -> Self {
        let profile = &own.profile;
        let (rounding, amount) = match profile.rounding {
            None => (Kind::Usual, String::new()),
            Some(Rounding::Interval) => (Kind::Interval, String::new()),
            Some(Rounding::Exact) => (Kind::Exact, String::new()),
            Some(Rounding::One) => (Kind::One, String::new()),
            Some(Rounding::Fixed(amount)) => (Kind::Fixed, amount.to_string().replace('.', ",")),
        };
        let mut draft = Self {
            name: profile.name.clone(),
            description: profile.description.clone(),
            rounding,
            amount,
            pattern: joined(&profile.pattern),
            rules_off: profile.rules_off.iter().cloned().collect(),
            by_itself: profile.threshold > 0,
            sections: Vec::new(),
            tables: Vec::new(),
            keys: 0,
            own: own.clone(),
        };
        // The sections have the first keys, in their order; a name means the first section that has it and that
        // stands in no other.
        let key_of = |name: &String| {
            let of_name = || (1..).zip(&profile.sections).filter(|(_, section)| section.name == *name);
            let outer = of_name().find(|(_, section)| section.within.is_none());
            outer.or_else(|| of_name().next()).map(|(key, _)| key)
        };
        for section in &profile.sections {
            let key = draft.new_key();
            draft.sections.push(Section {
                key,
                name: section.name.clone(),
                others: joined(&section.alternatives),
                recommended: section.demand == Demand::Recommended,
                within: section.within.as_ref().and_then(key_of),
                after: section.after.as_ref().and_then(key_of),
                source: section.source.clone().unwrap_or_default(),
                english: (section.name_en.clone(), section.name.clone()),
            });
        }
        for table in &profile.tables {
            let key = draft.new_key();
            let rows = table.rows.iter().map(|row| Row {
                key: draft.new_key(),
                name: row.name.clone(),
                others: joined(&row.alternatives),
                recommended: row.demand == Demand::Recommended,
                source: row.source.clone(),
            });
            let rows = rows.collect();
            draft.tables.push(Table {
                key,
                name: table.name.clone(),
                others: joined(&table.alternatives),
                recommended: table.demand == Demand::Recommended,
                source: table.source.clone().unwrap_or_default(),
                rows,
                english: (table.name_en.clone(), table.name.clone()),
            });
        }
        draft
    }

    /// What it began as.
    pub fn own(&self) -> &Own {
        &self.own
    }

    /// Says what it is recognised by, so that it can be chosen by itself?
    pub fn has_signs(&self) -> bool {
        self.own.profile.recognise.iter().any(|sign| sign.weight > 0)
    }

    /// Is anything changed?
    pub fn is_changed(&self) -> bool {
        self.profile() != self.own.profile
    }

    fn new_key(&mut self) -> u32 {
        self.keys += 1;
        self.keys
    }

    /// The key that what is added next will have.
    pub fn next_key(&self) -> u32 {
        self.keys + 1
    }

    /// Adds an empty section at the end; gives its key.
    pub fn add_section(&mut self) -> u32 {
        let key = self.new_key();
        self.sections.push(Section { key, ..Section::default() });
        key
    }

    pub fn add_table(&mut self) -> u32 {
        let key = self.new_key();
        self.tables.push(Table { key, ..Table::default() });
        key
    }

    /// Adds an empty row to the table of a key.
    pub fn add_row(&mut self, table: u32) -> u32 {
        let key = self.new_key();
        if let Some(table) = self.tables.iter_mut().find(|other| other.key == table) {
            table.rows.push(Row { key, ..Row::default() });
        }
        key
    }

    /// Removes the section, the table or the row of a key, and what refers to it.
    pub fn remove(&mut self, key: u32) {
        self.sections.retain(|section| section.key != key);
        for section in &mut self.sections {
            section.within = section.within.filter(|&other| other != key);
            section.after = section.after.filter(|&other| other != key);
        }
        self.tables.retain(|table| table.key != key);
        for table in &mut self.tables {
            table.rows.retain(|row| row.key != key);
        }
    }

    /// Moves the section, the table or the row of a key one step.
    pub fn shift(&mut self, key: u32, up: bool) {
        shift(&mut self.sections, key, up);
        shift(&mut self.tables, key, up);
        for table in &mut self.tables {
            shift(&mut table.rows, key, up);
        }
    }

    /// The profile as the fields say. Only one without [`faults`](Self::faults) can be kept.
    pub fn profile(&self) -> Profile {
        let name_of = |key: Option<u32>| {
            let section = self.sections.iter().find(|section| Some(section.key) == key);
            section.map(|section| section.name.trim().to_owned())
        };
        let base = &self.own.profile;
        // Half of what can speak for it, where it is not known what it took.
        let weights: i32 = base.recognise.iter().map(|sign| sign.weight.max(0)).sum();
        let threshold =
            if base.threshold > 0 { base.threshold } else { (weights + 1) / 2 }.min(MOST_THRESHOLD);
        Profile {
            id: base.id.clone(),
            name: self.name.trim().to_owned(),
            name_en: if base.name == self.name.trim() { base.name_en.clone() } else { String::new() },
            description: self.description.trim().to_owned(),
            rounding: self.rounding(),
            rules_off: self.rules_off.iter().cloned().collect(),
            pattern: names(&self.pattern),
            threshold: if self.by_itself { threshold } else { 0 },
            recognise: base.recognise.clone(),
            sections: self
                .sections
                .iter()
                .map(|section| SectionDemand {
                    name: section.name.trim().to_owned(),
                    name_en: english(&section.english, &section.name),
                    alternatives: names(&section.others),
                    demand: demand(section.recommended),
                    within: name_of(section.within),
                    after: name_of(section.after),
                    source: filled(&section.source),
                })
                .collect(),
            tables: self
                .tables
                .iter()
                .map(|table| TableDemand {
                    name: table.name.trim().to_owned(),
                    name_en: english(&table.english, &table.name),
                    alternatives: names(&table.others),
                    demand: demand(table.recommended),
                    source: filled(&table.source),
                    rows: table.rows.iter().map(Row::demand).collect(),
                })
                .collect(),
        }
    }

    /// What is to be kept.
    pub fn finished(&self) -> Own {
        Own { profile: self.profile(), from: Rc::clone(&self.own.from) }
    }

    fn rounding(&self) -> Option<Rounding> {
        match self.rounding {
            Kind::Usual => None,
            Kind::Interval => Some(Rounding::Interval),
            Kind::Exact => Some(Rounding::Exact),
            Kind::One => Some(Rounding::One),
            Kind::Fixed => format!("fixed:{}", self.amount.trim()).parse().ok(),
        }
    }

    /// What is wrong, in the order of the fields.
    pub fn faults(&self, profiles: &Profiles) -> Vec<Fault> {
        let mut faults = Faults::default();
        faults.name(field::NAME.to_owned(), &self.name);
        let id = &self.own.profile.id;
        if profiles.all().any(|(other, _)| other.id != *id && other.name == self.name.trim()) {
            faults.say(field::NAME.to_owned(), Wrong::Taken);
        }
        faults.length(field::DESCRIPTION.to_owned(), &self.description);
        if self.rounding == Kind::Fixed && self.rounding().is_none() {
            faults.say(field::AMOUNT.to_owned(), Wrong::Amount);
        }
        faults.names(field::PATTERN.to_owned(), &self.pattern);
        let mut seen = BTreeSet::new();
        for (number, section) in self.sections.iter().enumerate() {
            let of = |part| field::of(section.key, part);
            faults.name(of("name"), &section.name);
            if number >= MOST_ITEMS {
                faults.say(of("name"), Wrong::Many(MOST_ITEMS));
            }
            if !section.name.trim().is_empty() && !seen.insert((section.within, section.name.trim())) {
                faults.say(of("name"), Wrong::Double);
            }
            faults.names(of("others"), &section.others);
            if self.outer(section.within).is_some_and(|outer| outer.within.is_some()) {
                faults.say(of("within"), Wrong::Nested);
            }
            if self.goes_round(section) {
                faults.say(of("after"), Wrong::Circle);
            }
            faults.length(of("source"), &section.source);
        }
        let mut seen = BTreeSet::new();
        for (number, table) in self.tables.iter().enumerate() {
            let of = |part| field::of(table.key, part);
            faults.name(of("name"), &table.name);
            if number >= MOST_ITEMS {
                faults.say(of("name"), Wrong::Many(MOST_ITEMS));
            }
            if !table.name.trim().is_empty() && !seen.insert(table.name.trim()) {
                faults.say(of("name"), Wrong::Double);
            }
            faults.names(of("others"), &table.others);
            faults.length(of("source"), &table.source);
            let mut seen = BTreeSet::new();
            for (number, row) in table.rows.iter().enumerate() {
                let of = |part| field::of(row.key, part);
                faults.name(of("name"), &row.name);
                if number >= MOST_ITEMS {
                    faults.say(of("name"), Wrong::Many(MOST_ITEMS));
                }
                if !row.name.trim().is_empty() && !seen.insert(row.name.trim()) {
                    faults.say(of("name"), Wrong::Double);
                }
                faults.names(of("others"), &row.others);
            }
        }
        if faults.0.is_empty() && write(&self.profile()).len() > MOST_BYTES {
            faults.say(field::NAME.to_owned(), Wrong::Large);
        }
        faults.0
    }

    fn outer(&self, key: Option<u32>) -> Option<&Section> {
        self.sections.iter().find(|section| Some(section.key) == key)
    }

    /// Does it come after itself, by way of the others?
    fn goes_round(&self, section: &Section) -> bool {
        let mut at = section.after;
        for _ in 0..self.sections.len() {
            let Some(before) = self.outer(at) else { return false };
            if before.key == section.key {
                return true;
            }
            at = before.after;
        }
        false
    }
}

impl Row {
    fn demand(&self) -> RowDemand {
        RowDemand {
            name: self.name.trim().to_owned(),
            alternatives: names(&self.others),
            demand: demand(self.recommended),
            source: self.source.clone(),
        }
    }
}

/// Faults, at most one a field.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn say(&mut self, field: String, what: Wrong) {
        if self.0.iter().all(|fault| fault.field != field) {
            self.0.push(Fault { field, what });
        }
    }

    fn name(&mut self, field: String, text: &str) {
        if text.trim().is_empty() {
            self.say(field, Wrong::Missing);
        } else {
            self.length(field, text);
        }
    }

    fn length(&mut self, field: String, text: &str) {
        if text.trim().chars().count() > MOST_CHARS {
            self.say(field, Wrong::Long(MOST_CHARS));
        }
    }

    fn names(&mut self, field: String, text: &str) {
        let names = names(text);
        if names.len() > MOST_ITEMS {
            self.say(field, Wrong::Many(MOST_ITEMS));
        } else if names.iter().any(|name| name.chars().count() > MOST_CHARS) {
            self.say(field, Wrong::Long(MOST_CHARS));
        }
    }
}

fn shift<T: Keyed>(all: &mut [T], key: u32, up: bool) {
    let Some(at) = all.iter().position(|it| it.key() == key) else { return };
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|&to| to < all.len()) };
    if let Some(to) = to {
        all.swap(at, to);
    }
}

/// Names in one field, with semicolons between. One that is part of a name has a backslash before it.
fn joined(names: &[String]) -> String {
    let written = names.iter().map(|name| name.replace('\\', r"\\").replace(';', r"\;"));
    written.collect::<Vec<_>>().join("; ")
}

/// The names in a field. A backslash before anything else is what it is.
fn names(text: &str) -> Vec<String> {
    let (mut names, mut name) = (Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if matches!(letter, ';' | '\n') {
            names.push(std::mem::take(&mut name));
            continue;
        }
        let is_marked = |next: &char| letter == '\\' && matches!(next, ';' | '\\');
        name.push(letters.next_if(is_marked).unwrap_or(letter));
    }
    names.push(name);
    names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn demand(recommended: bool) -> Demand {
    if recommended { Demand::Recommended } else { Demand::Required }
}

/// The English name, for as long as the Swedish one is what it was.
fn english((english, of): &(String, String), name: &str) -> String {
    if of == name.trim() { english.clone() } else { String::new() }
}

#[cfg(test)]
mod tests;
