//! Headings, contents list and page furniture.

mod address;
mod contents;
mod heading;
mod lay;
mod level;
pub mod name;

#[cfg(test)]
mod tests;

use super::{
    profile::{self, SectionNames},
    report::{Section, SectionStatus, Table},
    source::Source,
    span::Span,
};
use lay::{Body, Lay};
use std::collections::BTreeMap;

pub use lay::heads_columns;

/// The sections of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// In order of place.
    pub sections: Vec<Section>,
    /// What else is known of each section. Same order as `sections`.
    pub details: Vec<Detail>,
    /// The report's own contents list, where it has one.
    pub contents: Vec<ContentsEntry>,
}

/// What is known of a section besides what the report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// Folded, without number and figures: see [`name::name`].
    pub name: String,
    /// `2.3` is [2, 3]; empty when it has none.
    pub number: Vec<u16>,
    /// The section it stands in.
    pub parent: Option<usize>,
    /// It is the title of the report and holds all that follows.
    pub is_title: bool,
    /// Its words recur under several headings (*Utfall*, *Analys*).
    pub recurs: bool,
    /// A number, a mark or the contents list says how deep it stands.
    pub placed: bool,
    /// Lines of text, list and table directly under the heading, sub-sections not counted.
    pub lines: usize,
    /// From the end of the heading to the next heading.
    pub body: Option<Span>,
}

/// A line of the contents list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    pub title: String,
    pub number: Vec<u16>,
    pub level: u8,
    pub span: Span,
    /// Index of the section it names.
    pub section: Option<usize>,
}

/// Finds the headings of a text. The tables are known, so that their labels are not taken for headings.
pub fn read(source: &Source, tables: &[Table], names: &SectionNames) -> Outline {
    let mut lay = Lay::new(source, tables, names);
    let mut contents = contents::find(&lay);
    for &line in &contents.lines {
        if let Some(line) = lay.lines.get_mut(line) {
            line.body = Body::Contents;
        }
    }
    lay.free_headings(&contents.entries.iter().map(|entry| name::name(&entry.title)).collect());
    let headings = heading::find(&lay, &contents, tables);
    let starts: Vec<usize> = headings.iter().map(|heading| heading.first).collect();
    let ends_at = |i: usize| starts.get(i + 1).copied().unwrap_or(lay.lines.len());
    let lines_of = |i: usize, last: usize| {
        let body = lay.lines.get(last + 1..ends_at(i)).unwrap_or(&[]);
        body.iter().filter(|line| line.body != Body::Contents && !lay::is_column_head(line.text)).count()
    };
    let counts: Vec<usize> =
        headings.iter().enumerate().map(|(i, heading)| lines_of(i, heading.last)).collect();
    let bare: Vec<bool> = counts.iter().map(|&count| count == 0).collect();
    let levels = level::levels(&headings, &bare);
    // A pasted contents list has often lost its indents; then it says nothing of depth.
    let layered = contents.entries.iter().any(|entry| entry.level > 1);
    let mut outline = Outline::default();
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        let (level, class) = levels.get(i).copied().unwrap_or((1, level::Class::Plain));
        while open.last().is_some_and(|&(other, _)| other >= level) {
            open.pop();
        }
        let parent = open.last().map(|&(_, at)| at);
        if !heading.is_title {
            open.push((level, i));
        }
        let (Some(first), Some(last)) = (lay.lines.get(heading.first), lay.lines.get(heading.last)) else {
            continue;
        };
        let body_end = lay.lines.get(ends_at(i)).map_or(source.text.len(), |line| line.span.start as usize);
        outline.sections.push(Section {
            title: heading.title.clone(),
            level,
            line: first.at as u32 + 1,
            span: Some(first.span.cover(last.span)),
            status: SectionStatus::Present,
            extra: false,
        });
        outline.details.push(Detail {
            name: heading.name.clone(),
            number: heading.number.clone(),
            parent,
            is_title: heading.is_title,
            recurs: class == level::Class::Leaf,
            placed: !heading.number.is_empty()
                || heading.mark.is_some()
                || layered && heading.listed.is_some(),
            lines: counts.get(i).copied().unwrap_or(0),
            body: Some(Span::new(last.span.end as usize, body_end)),
        });
    }
    let empty: Vec<usize> = (0..outline.sections.len())
        .filter(|&i| is_empty(&outline, names, i) && bare.get(i) == Some(&true))
        .collect();
    for i in empty {
        if let Some(section) = outline.sections.get_mut(i) {
            section.status = SectionStatus::Empty;
        }
    }
    let mut listed: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, detail) in outline.details.iter().enumerate() {
        if headings.get(i).is_some_and(|heading| heading.listed.is_some()) {
            listed.entry(&detail.name).or_default().push(i);
        }
    }
    for entry in &mut contents.entries {
        let wanted = name::name(&entry.title);
        let fits = |i: &&usize| {
            outline.details.get(**i).is_some_and(|detail| {
                entry.number.is_empty() || detail.number.is_empty() || detail.number == entry.number
            })
        };
        entry.section = listed.get(wanted.as_str()).and_then(|at| at.iter().find(fits)).copied();
    }
    outline.contents = contents.entries;
    outline
}

/// Is the section, with no line of its own, really empty? One that is followed by a deeper heading is not; nor
/// is one whose depth is told by nothing and which may hold the headings that follow.
fn is_empty(outline: &Outline, names: &SectionNames, i: usize) -> bool {
    let (Some(section), Some(detail)) = (outline.sections.get(i), outline.details.get(i)) else {
        return false;
    };
    if detail.is_title {
        return false;
    }
    let (Some(next), Some(next_detail)) = (outline.sections.get(i + 1), outline.details.get(i + 1)) else {
        return true;
    };
    // *Resultat / Prognos* above *Resultat* names what follows it, *Tillgångar* above *Anläggningstillgångar* what that is
    // one of, and *Resultaträkning* above *Resultaträkning mnkr* stands above the title of its table.
    let names_it = !next_detail.placed
        && next_detail.name != detail.name
        && (detail.name.contains(&next_detail.name) || next_detail.name.contains(&detail.name));
    let told = detail.placed
        || detail.recurs
        || name::figures_at(&section.title).is_some()
        || names.hold(&detail.name);
    let holds_it = next_detail.number.is_empty() && profile::holds(&detail.name, &next_detail.name);
    let numbered = outline.sections.get(i + 1).is_some_and(|next| gathers(&section.title, &next.title));
    next.level <= section.level && told && !names_it && !holds_it && !numbered
}

/// *Noter* over *Not 1*: it has them for its text.
fn gathers(title: &str, next: &str) -> bool {
    const NUMBERED: &[(&str, &str)] =
        &[("noter", "not"), ("bilagor", "bilaga"), ("notes", "note"), ("appendices", "appendix")];
    let (title, next) = (title.to_lowercase(), next.to_lowercase());
    let mut words = next.split_whitespace();
    let (of, number) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_numbered = number.starts_with(|c: char| c.is_ascii_digit());
    let whole = title.split_whitespace().last().unwrap_or_default();
    is_numbered && NUMBERED.contains(&(whole, of))
}
