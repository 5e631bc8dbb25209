//! The outline against the profile: the headings of the report, and between them what is not there.

use crate::engine::report::{ExpectedSection, ExpectedStatus, Report, SectionStatus};

/// How a section stands to the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The profile asks for it.
    Present,
    /// The profile asks for it, and a line that is no heading meets that.
    Named,
    /// A heading with nothing under it, whether the profile asks for it or not.
    Empty,
    Missing,
    /// Missing and only recommended.
    MissingSoft,
    /// The profile does not speak of it.
    Extra,
    /// A part of one that the profile asks for, or the profile asks for nothing.
    Plain,
}

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub title: String,
    pub level: u8,
    pub standing: Standing,
    /// Index into the report's outline; none where there is no such heading.
    pub section: Option<usize>,
    /// Where it stands, or the nearest line.
    pub line: u32,
    /// What is said of it, among the findings.
    pub finding: Option<usize>,
}

/// The lines in order, with what is missing where it should stand.
pub fn of(report: &Report) -> Vec<Line> {
    let mut lines: Vec<(usize, Line)> = Vec::new();
    for (index, section) in report.outline.iter().enumerate() {
        let demand = report.expected.iter().find(|demand| demand.section == Some(index));
        let standing = match (section.status, demand) {
            (SectionStatus::Empty, _) => Standing::Empty,
            (_, Some(_)) => Standing::Present,
            (_, None) if section.extra => Standing::Extra,
            (_, None) => Standing::Plain,
        };
        lines.push((
            2 * index + 1,
            Line {
                title: section.title.clone(),
                level: section.level,
                standing,
                section: Some(index),
                line: section.line,
                finding: demand.and_then(|demand| demand.finding),
            },
        ));
    }
    for (index, demand) in report.expected.iter().enumerate().filter(|(_, demand)| demand.section.is_none()) {
        let level = holder(report, demand)
            .and_then(|at| report.outline.get(report.expected[at].section?))
            .map_or(1, |section| section.level + 1);
        let named = demand.status != ExpectedStatus::Missing;
        let place = if named {
            report.outline.partition_point(|section| section.line <= demand.line)
        } else {
            place(report, index)
        };
        let standing = match (named, demand.required) {
            (true, _) => Standing::Named,
            (false, true) => Standing::Missing,
            (false, false) => Standing::MissingSoft,
        };
        lines.push((
            2 * place,
            Line {
                title: demand.name.clone(),
                level: if demand.within.is_some() { level.max(2) } else { level },
                standing,
                section: None,
                line: demand.line,
                finding: demand.finding,
            },
        ));
    }
    // Stable: several that are missing in one place stay in the profile's order.
    lines.sort_by_key(|&(place, _)| place);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// The demand for the section that this one is to stand in, by its index.
fn holder(report: &Report, demand: &ExpectedSection) -> Option<usize> {
    let name = demand.within.as_ref()?;
    report.expected.iter().position(|other| other.name == *name && other.within.is_none())
}

/// The heading before which a missing section should stand: after the one that the profile names before it, or else
/// at the beginning of where it should be.
fn place(report: &Report, index: usize) -> usize {
    let (before, after) = report.expected.split_at(index);
    let Some((demand, after)) = after.split_first() else { return 0 };
    let beside = |other: &&ExpectedSection| other.within == demand.within;
    if let Some(last) = before.iter().filter(beside).filter_map(|other| other.section).next_back() {
        let level = report.outline[last].level;
        let mut rest = report.outline.iter().enumerate().skip(last + 1);
        let next = rest.find(|(_, section)| section.level <= level);
        return next.map_or(report.outline.len(), |(next, _)| next);
    }
    match holder(report, demand) {
        Some(holder) => match report.expected[holder].section {
            Some(section) => section + 1,
            None => place(report, holder),
        },
        None => after.iter().filter(beside).find_map(|other| other.section).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{check, options::Options, profile, source::Source};

    fn shown(profile: &str, text: &str) -> Vec<String> {
        let mut options = Options::default();
        options.ask(profile);
        let report = check(&Source::text("t", text), &options);
        let lines = of(&report);
        for line in &lines {
            let said = line.finding.map(|finding| &report.findings[finding].message);
            assert!(said.is_none_or(|message| message.contains(&line.title)), "{said:?}");
        }
        lines.iter().map(|line| format!("{} {:?} {}", line.level, line.standing, line.title)).collect()
    }

    const PROFILE: &str = "id = \"v\"\nname = \"V\"\n[[section]]\nname = \"Läget\"\n[[section]]\nname = \"Folket\"\n\
        [[section]]\nname = \"Frånvaro\"\nwithin = \"Folket\"\ndemand = \"recommended\"\n\
        [[section]]\nname = \"Husen\"\n[[section]]\nname = \"Slutet\"\n";

    #[test]
    fn what_is_missing_stands_where_it_should_and_what_is_beyond_is_said() {
        let text = "Läget\n\nDet går bra för oss i år.\n\nFolket\n\nVi är fler än förra året.\n\n\
            Vädret\n\nDet har regnat mycket under våren.\n\nSlutet\n\nDet var allt för den här gången.\n";
        assert_eq!(
            shown(PROFILE, text),
            [
                "1 Present Läget",
                "1 Present Folket",
                "2 MissingSoft Frånvaro",
                "1 Missing Husen",
                "1 Extra Vädret",
                "1 Present Slutet"
            ]
        );
    }

    #[test]
    fn a_section_whose_holder_is_missing_is_missing_with_it() {
        let text = "Läget\n\nDet går bra för oss i år.\n\nHusen\n\nInga nya hus är byggda i år.\n\nSlutet\n";
        assert_eq!(
            shown(PROFILE, text),
            [
                "1 Present Läget",
                "1 Missing Folket",
                "2 MissingSoft Frånvaro",
                "1 Present Husen",
                "1 Empty Slutet"
            ]
        );
    }

    #[test]
    fn a_profile_without_demands_leaves_the_headings_as_they_are() {
        let text = "Läget\n\nDet går bra för oss i år.\n\nHusen\n\nInga nya hus är byggda i år.\n";
        assert_eq!(shown(profile::FREE, text), ["1 Plain Läget", "1 Plain Husen"]);
    }
}
