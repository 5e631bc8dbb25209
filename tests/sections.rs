//! What the section checks notice, and what they keep quiet about: every deletion that can be made in a set of
//! reports, one at a time. `cargo test --test sections -- --nocapture` prints the table.
//!
//! The reports in `tests/sections/` are written for this. Those of the folder that `REPORT_CORPUS` names are
//! added when it is set.

use rapportkoll::engine::{
    check,
    options::Options,
    outline::{
        self, Outline,
        name::{name, same_unit},
    },
    profile::{self, Met, MetTable, Profile},
    report::{Finding, Report, Severity, Table},
    source::Source,
};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

fn reports() -> Vec<(String, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sections")];
    match std::env::var_os("REPORT_CORPUS") {
        Some(corpus) => folders.push(Path::new(&corpus).join("reports")),
        None => eprintln!("REPORT_CORPUS is not set: only the reports in tests/sections are measured"),
    }
    let mut reports = Vec::new();
    for folder in folders {
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            reports.push((name, fs::read_to_string(file).unwrap()));
        }
    }
    reports
}

fn run(text: &str) -> Report {
    check(&Source::text("rapport", text), &Options::default())
}

fn section_findings(report: &Report) -> Vec<&Finding> {
    report.findings.iter().filter(|finding| finding.rule.starts_with("section/")).collect()
}

/// A deletion and how the finding that notices it may name it.
struct Deletion {
    kind: &'static str,
    what: String,
    text: String,
    names: Vec<String>,
}

fn without(text: &str, lines: &[std::ops::Range<usize>]) -> String {
    text.split_inclusive('\n')
        .enumerate()
        .filter(|(at, _)| !lines.iter().any(|range| range.contains(at)))
        .map(|(_, line)| line)
        .collect()
}

/// A report as it was read, for finding out what can be deleted.
struct Original<'a> {
    text: &'a str,
    source: Source,
    outline: Outline,
    tables: Vec<Table>,
    profile: Profile,
}

impl<'a> Original<'a> {
    fn new(text: &'a str) -> Self {
        let source = Source::text("rapport", text);
        let tables = run(text).tables;
        let outline = outline::read(&source, &tables, &profile::SectionNames::default());
        let profile = profile::choose(&Options::default(), &source, &outline, &tables).0;
        Self { text, source, outline, tables, profile }
    }

    /// The lines of a heading, counted from 0.
    fn heading(&self, i: usize) -> std::ops::Range<usize> {
        let span = self.outline.sections[i].span.unwrap();
        self.source.line_of(span.start)..self.source.line_of(span.end - 1) + 1
    }

    /// The line where the next heading of at most `level` begins.
    fn end(&self, i: usize, level: u8) -> usize {
        let next = (i + 1..self.outline.sections.len()).find(|&j| self.outline.sections[j].level <= level);
        let first_entry = self.outline.contents.first().map(|entry| self.source.line_of(entry.span.start));
        let end = next.map_or(self.source.line_count(), |j| self.heading(j).start);
        let end = first_entry.filter(|&line| line > self.heading(i).start).map_or(end, |line| line.min(end));
        // A table that closes the report is not part of the last section, unless that has nothing else.
        let start = self.heading(i).end;
        let table = self
            .tables
            .iter()
            .map(|table| {
                let first = table.first_line as usize - 1;
                // The reader of tables may begin at the end of the text above.
                first + usize::from(self.source.line(first).trim_end().ends_with('.'))
            })
            .find(|line| (start..end).contains(line));
        let end = table
            .filter(|&line| self.text.lines().take(line).skip(start).any(|line| !line.trim().is_empty()))
            .unwrap_or(end);
        // The blank lines that part it from the next heading stay.
        let blank = self
            .text
            .lines()
            .take(end)
            .skip(start)
            .collect::<Vec<_>>()
            .iter()
            .rev()
            .take_while(|line| line.trim().is_empty())
            .count();
        end - blank
    }

    /// Can anything in the report tell that this section should be there? A profile, the contents list, a number
    /// between two others, the pattern of its siblings, the table of units.
    fn is_expected(&self, i: usize, met: &[Met]) -> bool {
        let detail = &self.outline.details[i];
        let demanded = met.contains(&Met::Section(i));
        let listed = self.outline.contents.iter().any(|entry| entry.section == Some(i));
        let siblings =
            self.outline.details.iter().filter(|other| other.name == detail.name && other.recurs).count();
        let patterned = detail.recurs
            && (siblings >= 4 || self.profile.pattern.iter().any(|part| name(part) == detail.name));
        let in_table =
            self.tables.iter().filter(|table| table.rows.len() >= 6).flat_map(|table| &table.rows).any(
                |row| {
                    let label = name(
                        row.label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == ' '),
                    );
                    label == detail.name
                },
            );
        demanded || listed || patterned || in_table
    }

    fn deletions(&self) -> Vec<Deletion> {
        let met = profile::sections(&self.profile, &self.outline, &self.source, &self.tables);
        let mut deletions = Vec::new();
        for (i, (section, detail)) in self.outline.sections.iter().zip(&self.outline.details).enumerate() {
            if detail.is_title {
                continue;
            }
            let mut names = vec![section.title.clone(), detail.name.clone()];
            names.extend(
                self.profile
                    .sections
                    .iter()
                    .zip(&met)
                    .filter(|(_, m)| **m == Met::Section(i))
                    .map(|(d, _)| d.name.clone()),
            );
            // The rows of this unit, and the unit of this sub-heading.
            names.extend(
                self.tables
                    .iter()
                    .flat_map(|table| &table.rows)
                    .map(|row| &row.label)
                    .filter(|label| same_unit(label, &detail.name))
                    .cloned(),
            );
            names.extend(
                detail
                    .parent
                    .filter(|_| detail.recurs)
                    .map(|parent| self.outline.sections[parent].title.clone()),
            );
            let mut delete = |kind, lines: &[std::ops::Range<usize>], names: Vec<String>| {
                deletions.push(Deletion {
                    kind,
                    what: section.title.clone(),
                    text: without(self.text, lines),
                    names,
                });
            };
            let heading = self.heading(i);
            let has_parts = self.outline.details.iter().any(|other| other.parent == Some(i) && other.recurs);
            if self.is_expected(i, &met) {
                delete(
                    "heading with content",
                    std::slice::from_ref(&(heading.start..self.end(i, section.level))),
                    names.clone(),
                );
            }
            if self.is_expected(i, &met) || has_parts {
                let mut names = names.clone();
                // What is left behind without it names what stands above or what comes twice.
                if has_parts {
                    names.extend(
                        self.outline
                            .details
                            .iter()
                            .filter(|other| other.recurs)
                            .map(|other| other.name.clone()),
                    );
                }
                delete("heading alone", std::slice::from_ref(&heading), names);
            }
            let own = heading.end..self.end(i, 9);
            let text_of_own: String = self.text.lines().skip(own.start).take(own.len()).collect();
            let deeper = self.outline.sections.get(i + 1).is_some_and(|next| next.level > section.level);
            if detail.lines > 0 && !deeper && !text_of_own.trim().is_empty() {
                let mut names = names.clone();
                // A table that goes with its section is missed by its own name.
                names.extend(self.profile.tables.iter().map(|table| table.name.clone()));
                delete("content alone", std::slice::from_ref(&own), names);
            }
        }
        let met_tables = profile::tables(&self.profile, &self.outline, &self.tables);
        for (demand, met) in self.profile.tables.iter().zip(met_tables) {
            let MetTable::Tables { tables, .. } = met else { continue };
            for row in &demand.rows {
                let at: Vec<_> = tables
                    .iter()
                    .flat_map(|&t| &self.tables[t].rows)
                    .filter(|own| profile::row_is(&own.label, &row.name, &row.alternatives))
                    .map(|own| {
                        let start = own
                            .label_span
                            .map_or(own.line as usize - 1, |span| self.source.line_of(span.start));
                        let spans = own.cells.iter().flatten().filter_map(|cell| cell.span);
                        let last = spans.map(|span| self.source.line_of(span.start)).max().unwrap_or(start);
                        start.min(last)..start.max(last) + 1
                    })
                    .collect();
                if !at.is_empty() {
                    deletions.push(Deletion {
                        kind: "required row",
                        what: row.name.clone(),
                        text: without(self.text, &at),
                        names: vec![row.name.clone()],
                    });
                }
            }
        }
        for entry in &self.outline.contents {
            let line = self.source.line_of(entry.span.start);
            deletions.push(Deletion {
                kind: "contents entry",
                what: entry.title.clone(),
                text: without(self.text, std::slice::from_ref(&(line..line + 1))),
                names: vec![entry.title.clone()],
            });
        }
        deletions
    }
}

#[test]
fn deletions_are_noticed_and_nothing_else_is_said() {
    let mut table: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut missed = String::new();
    for (report_name, text) in reports() {
        let before: Vec<(String, String)> = section_findings(&run(&text))
            .into_iter()
            .map(|finding| (finding.rule.clone(), finding.message.clone()))
            .collect();
        let unit = |message: &str| message.split('”').nth(1).unwrap_or("").to_owned();
        let units: Vec<String> = before.iter().map(|(_, message)| unit(message)).collect();
        for deletion in Original::new(&text).deletions() {
            let after = run(&deletion.text);
            let new: Vec<&Finding> = section_findings(&after)
                .into_iter()
                .filter(|finding| !before.contains(&(finding.rule.clone(), finding.message.clone())))
                .collect();
            let names_it = |finding: &Finding| {
                let message = finding.message.to_lowercase();
                deletion.names.iter().any(|name| message.contains(&name.to_lowercase()))
            };
            let noticed = new.iter().any(|finding| names_it(finding));
            // The same note as before with other counts ("6 av 8" for "6 av 9") is not a new one.
            let added: Vec<String> = new
                .iter()
                .filter(|finding| !names_it(finding))
                .filter(|finding| {
                    !(finding.rule == "section/pattern" && units.contains(&unit(&finding.message)))
                })
                .map(|finding| format!("{}: {}", finding.rule, finding.message))
                .collect();
            let counts = table.entry(deletion.kind).or_default();
            counts.0 += 1;
            counts.1 += usize::from(noticed);
            counts.2 += added.len();
            if !noticed || !added.is_empty() {
                let _ = writeln!(
                    missed,
                    "{report_name}: {} “{}” noticed {noticed}, added {added:?}",
                    deletion.kind, deletion.what
                );
            }
        }
    }
    let mut shown = String::from("deleted                  times  noticed  other findings added\n");
    let (mut all, mut noticed, mut added) = (0, 0, 0);
    for (kind, counts) in &table {
        let _ = writeln!(shown, "{kind:<24} {:>5} {:>8} {:>21}", counts.0, counts.1, counts.2);
        all += counts.0;
        noticed += counts.1;
        added += counts.2;
    }
    let _ = writeln!(shown, "{:<24} {all:>5} {noticed:>8} {added:>21}", "all");
    eprintln!("{shown}{missed}");
    assert!(noticed * 100 >= all * 98, "{shown}{missed}");
    assert_eq!(added, 0, "{shown}{missed}");
}

#[test]
fn whole_reports_lack_nothing() {
    for (name, text) in reports() {
        let report = run(&text);
        let said: Vec<String> = section_findings(&report)
            .into_iter()
            .filter(|finding| finding.rule != "section/pattern")
            .map(|finding| format!("{}: {}", finding.rule, finding.message))
            .collect();
        assert!(said.is_empty(), "{name} ({}): {said:#?}", report.profile);
    }
}

/// What a unit lacks: its name, the sub-heading, and whether that weighs more.
type Lack = (&'static str, &'static str, bool);

/// The sub-headings that units lack in two of the corpus reports.
#[test]
fn units_out_of_pattern_are_noted_and_no_others() {
    let expected: &[(&str, &[Lack])] = &[
        (
            "pitea-socialtjansten-2024-03.pdf",
            &[
                ("Omsorgsavdelningen: en ingång", "Åtgärd", false),
                ("Politik och förvaltningsledning", "", false),
                ("Psykosocialt stöd och daglig verksamhet", "Analys", false),
                ("Verksamhetsstöd", "Analys", false),
                ("Verksamhetsstöd", "Åtgärd", true),
            ],
        ),
        (
            "socialnamnden-resultatrapport-2025-04.docx",
            &[
                ("Boendeenheten", "Åtgärd till avvikelsen", false),
                ("Flyktingboende", "Åtgärd till avvikelsen", true),
                ("Tillståndsenheten", "Åtgärd till avvikelsen", true),
                ("Utveckling och stöd", "Åtgärd till avvikelsen", true),
                ("Öppenvård och stödboende", "Åtgärd till avvikelsen", false),
                ("Övergripande", "Åtgärd till avvikelsen", false),
            ],
        ),
    ];
    for (name, text) in reports() {
        let report = run(&text);
        let mut found: Vec<(String, bool)> = section_findings(&report)
            .into_iter()
            .filter(|finding| finding.rule == "section/pattern")
            .map(|finding| (finding.message.clone(), finding.severity == Severity::Warning))
            .collect();
        found.sort();
        let expected = expected.iter().find(|(file, _)| *file == name).map_or(&[][..], |(_, units)| *units);
        assert_eq!(found.len(), expected.len(), "{name}: {found:#?}");
        for (unit, part, weighs) in expected {
            let told = found.iter().any(|(message, warned)| {
                message.starts_with(&format!("”{unit}")) && message.contains(part) && warned == weighs
            });
            assert!(told, "{name}: {unit} {part} {weighs}: {found:#?}");
        }
    }
}
