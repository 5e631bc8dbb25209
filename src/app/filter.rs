//! Which of the findings are listed: by severity, by the family of the check, by the section they stand in.

use super::rules::family;
use crate::engine::report::{Finding, Report, Severity};
use std::{collections::BTreeSet, rc::Rc};

/// What is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Severities that are left out.
    pub hidden: BTreeSet<Severity>,
    /// Only the checks of this family.
    pub family: Option<Rc<str>>,
    /// Only what stands in a section of this title. Not its number: headings come and go while one writes.
    pub section: Option<Rc<str>>,
}

impl Filter {
    /// Nothing is left out.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Is a finding listed?
    pub fn shows(&self, report: &Report, finding: &Finding) -> bool {
        !self.hidden.contains(&finding.severity)
            && self.is_of_family(finding)
            && self.is_of_section(report, finding)
    }

    /// Widens so that a finding is listed.
    pub fn reveal(&mut self, report: &Report, finding: &Finding) {
        self.hidden.remove(&finding.severity);
        if !self.is_of_family(finding) {
            self.family = None;
        }
        if !self.is_of_section(report, finding) {
            self.section = None;
        }
    }

    fn is_of_family(&self, finding: &Finding) -> bool {
        self.family.as_deref().is_none_or(|wanted| family(&finding.rule) == wanted)
    }

    fn is_of_section(&self, report: &Report, finding: &Finding) -> bool {
        self.section.as_deref().is_none_or(|wanted| {
            section_of(report, finding).is_some_and(|section| report.outline[section].title == wanted)
        })
    }
}

/// The section that a finding stands in; none where it has no place or stands before the first heading.
pub fn section_of(report: &Report, finding: &Finding) -> Option<usize> {
    section_at(report, finding.line?)
}

/// The section that a line stands in.
pub fn section_at(report: &Report, line: u32) -> Option<usize> {
    report.outline.partition_point(|section| section.line <= line).checked_sub(1)
}

/// What findings can be chosen by: each family and each title of a section, with the number of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    pub families: Vec<(Rc<str>, usize)>,
    pub sections: Vec<(Rc<str>, usize)>,
}

impl Choices {
    /// Families by name, sections in the order of the text.
    pub fn of<'a>(report: &Report, findings: impl Iterator<Item = &'a Finding>) -> Self {
        let mut choices = Self::default();
        let mut sections = Vec::new();
        for finding in findings {
            count(&mut choices.families, family(&finding.rule));
            sections.extend(section_of(report, finding));
        }
        choices.families.sort();
        sections.sort_unstable();
        for section in sections {
            count(&mut choices.sections, &report.outline[section].title);
        }
        choices
    }
}

fn count(counts: &mut Vec<(Rc<str>, usize)>, name: &str) {
    match counts.iter_mut().find(|(known, _)| **known == *name) {
        Some((_, n)) => *n += 1,
        None => counts.push((name.into(), 1)),
    }
}
