//! Made-up tables, written in the layouts that paste, PDF and Word leave behind, must come out as they
//! went in: cells at least 99.5 %, identities at least 99 %, and nothing called wrong.

#![allow(clippy::print_stdout, reason = "the table that the test prints is what it is for")]

use rapportkoll::engine::{
    check,
    options::Options,
    report::{RelationKind, Report, Severity, Verdict},
    source::Source,
};
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// A small generator of numbers (`SplitMix64`), so that every run makes the same tables.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// A table whose cells and identities are known.
struct Made {
    heads: Vec<String>,
    rows: Vec<(String, Vec<Option<Decimal>>)>,
    /// Rows that are the sum of the rows before them, back to another: (total, first, last).
    sums: Vec<(usize, usize, usize)>,
    /// The column that is the difference of two others: (deviation, first, second).
    deviation: Option<(usize, usize, usize)>,
}

const LABELS: &[&str] = &[
    "Personal",
    "Lokaler",
    "Köp av verksamhet",
    "Övriga kostnader",
    "Material och tjänster",
    "Transporter",
    "Hyra av maskiner",
    "Konsulter",
    "Skola",
    "Förskola",
    "Äldreomsorg",
    "Kultur och fritid",
    "Gator och vägar",
    "Räddningstjänst",
    "Miljö och bygg",
    "Näringsliv",
    "Bibliotek",
    "Fastigheter",
    "IT",
    "Städ",
];

fn make(random: &mut Random) -> Made {
    let decimals = random.pick(&[0, 0, 0, 1, 1, 3]);
    let with_deviation = random.below(2) == 0;
    let years = 2 + random.below(4) as usize;
    let (heads, deviation): (Vec<String>, _) = if with_deviation {
        (["Budget 2025", "Utfall 2025", "Avvikelse"].map(String::from).to_vec(), Some((2, 0, 1)))
    } else {
        ((0..years).map(|i| format!("{}", 2025 - i)).collect(), None)
    };
    let width = heads.len();
    let sign = if random.below(3) == 0 { -1 } else { 1 };
    let size = random.pick(&[5_000_u64, 60_000, 900_000]);
    let amount = |random: &mut Random| {
        let value = size / 20 + random.below(size);
        Decimal::new(sign * i64::try_from(value).unwrap(), decimals)
    };
    let mut rows: Vec<(String, Vec<Option<Decimal>>)> = Vec::new();
    let mut sums = Vec::new();
    let offset = random.below(20) as usize;
    let groups = 1 + random.below(2) as usize;
    for g in 0..groups {
        let first = rows.len();
        for i in 0..3 + random.below(4) as usize {
            let mut cells: Vec<Decimal> = (0..width).map(|_| amount(random)).collect();
            if deviation.is_some() {
                cells[2] = cells[0] - cells[1];
            }
            let cells = cells.into_iter().map(Some).collect();
            rows.push((LABELS[(offset + g * 7 + i) % LABELS.len()].to_owned(), cells));
        }
        let total = (0..width).map(|c| Some(column_sum(&rows[first..], c))).collect();
        sums.push((rows.len(), first, rows.len() - 1));
        rows.push((
            if groups == 1 { "Summa".to_owned() } else { format!("Summa del {}", ["A", "B"][g]) },
            total,
        ));
    }
    Made { heads, rows, sums, deviation }
}

fn column_sum(rows: &[(String, Vec<Option<Decimal>>)], c: usize) -> Decimal {
    rows.iter().filter_map(|row| row.1[c]).sum()
}

/// Leaves some cells of the table empty, though none of a total.
fn thin_out(made: &mut Made, random: &mut Random) {
    // A deviation of nothing is no deviation.
    if made.deviation.is_some() {
        return;
    }
    for &(total, first, last) in &made.sums {
        for i in first..=last {
            let c = random.below(made.heads.len() as u64) as usize;
            if random.below(2) == 0 {
                made.rows[i].1[c] = None;
            }
        }
        for c in 0..made.heads.len() {
            made.rows[total].1[c] = Some(column_sum(&made.rows[first..=last], c));
        }
    }
}

/// How numbers are written.
#[derive(Clone, Copy)]
struct Form {
    group: &'static str,
    minus: &'static str,
    parentheses: bool,
}

const PLAIN: Form = Form { group: " ", minus: "-", parentheses: false };

fn written(value: Option<Decimal>, form: Form) -> String {
    let Some(value) = value else { return String::new() };
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push_str(form.group);
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        let _ = write!(out, ",{fraction}");
    }
    match (value.is_sign_negative() && !value.is_zero(), form.parentheses) {
        (true, true) => format!("({out})"),
        (true, false) => format!("{}{out}", form.minus),
        _ => out,
    }
}

type Layout = fn(&Made, &mut Random) -> String;

fn joined(made: &Made, between: &str, form: Form) -> String {
    let mut out = format!("Belopp i tkr{between}{}\n", made.heads.join(between));
    for (label, cells) in &made.rows {
        let cells: Vec<String> = cells.iter().map(|&v| written(v, form)).collect();
        let _ = writeln!(out, "{label}{between}{}", cells.join(between));
    }
    out
}

fn padded(made: &Made, right: bool, gap: usize) -> String {
    let width = made
        .rows
        .iter()
        .flat_map(|(_, cells)| cells)
        .map(|&v| written(v, PLAIN).chars().count())
        .max()
        .unwrap_or(0)
        .max(11);
    let pad = |text: &str| {
        let fill = " ".repeat(width + gap - text.chars().count());
        if right { format!("{fill}{text}") } else { format!("{text}{fill}") }
    };
    let line = |label: &str, cells: Vec<String>| {
        let mut out = format!("{label:<30}");
        for cell in cells {
            out.push_str(&pad(&cell));
        }
        out.trim_end().to_owned() + "\n"
    };
    let mut out = line("Belopp i tkr", made.heads.clone());
    for (label, cells) in &made.rows {
        out.push_str(&line(label, cells.iter().map(|&v| written(v, PLAIN)).collect()));
    }
    out
}

fn vertical(made: &Made, blank: bool, notes: bool) -> String {
    let gap = if blank { "\n\n" } else { "\n" };
    let mut out = format!("Tabell{gap}tkr{gap}");
    if notes {
        let _ = write!(out, "Not{gap}");
    }
    for head in &made.heads {
        let _ = write!(out, "{head}{gap}");
    }
    for (i, (label, cells)) in made.rows.iter().enumerate() {
        let _ = write!(out, "{label}{gap}");
        if notes && !made.sums.iter().any(|sum| sum.0 == i) {
            let _ = write!(out, "{}{gap}", i + 1);
        }
        for &cell in cells {
            let _ = write!(out, "{}{gap}", written(cell, PLAIN));
        }
    }
    out
}

/// Each with its name; what a person sees when they paste from somewhere.
const LAYOUTS: &[(&str, Layout)] = &[
    ("tabs", |made, _| joined(made, "\t", PLAIN)),
    ("pipes", |made, _| {
        let text = joined(made, " | ", PLAIN);
        text.lines().fold(String::new(), |all, line| all + "| " + line + " |\n")
    }),
    ("semicolons", |made, _| joined(made, ";", PLAIN)),
    ("one space", |made, _| joined(made, " ", PLAIN)),
    ("two spaces", |made, _| joined(made, "  ", PLAIN)),
    ("no-break groups", |made, _| joined(made, " ", Form { group: "\u{a0}", ..PLAIN })),
    ("narrow groups, true minus", |made, _| {
        joined(made, " ", Form { group: "\u{202f}", minus: "\u{2212}", ..PLAIN })
    }),
    ("no groups", |made, _| joined(made, " ", Form { group: "", ..PLAIN })),
    ("minus apart", |made, _| joined(made, " ", Form { minus: "– ", ..PLAIN })),
    ("parentheses", |made, _| joined(made, "  ", Form { parentheses: true, ..PLAIN })),
    ("set to the right", |made, _| padded(made, true, 3)),
    ("set to the left", |made, _| padded(made, false, 3)),
    ("narrow columns", |made, _| padded(made, true, 1)),
    ("blank lines between rows", |made, _| joined(made, " ", PLAIN).replace('\n', "\n\n")),
    ("one cell a line", |made, _| vertical(made, false, false)),
    ("one cell a line, blanks between", |made, _| vertical(made, true, false)),
    ("one cell a line, with notes", |made, _| vertical(made, true, true)),
    ("label on its own line", |made, _| {
        let mut out = format!("Belopp i tkr {}\n", made.heads.join(" "));
        for (label, cells) in &made.rows {
            let cells: Vec<String> = cells.iter().map(|&v| written(v, PLAIN)).collect();
            let _ = write!(out, "{label}\n{}\n", cells.join(" "));
        }
        out
    }),
    ("header over many lines", |made, _| {
        let (_, rows) =
            joined(made, " ", PLAIN).split_once('\n').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        format!("Belopp i tkr\n{}\n{rows}", made.heads.join("\n").replace(' ', "\n"))
    }),
    ("page break with repeated header", |made, _| {
        let text = joined(made, " ", PLAIN);
        let lines: Vec<&str> = text.lines().collect();
        let middle = lines.len() / 2;
        format!(
            "{}\n\n\n3 (12)\n\n{}\n{}\n",
            lines[..middle].join("\n"),
            lines[0],
            lines[middle..].join("\n")
        )
    }),
    ("page break", |made, _| {
        let text = padded(made, true, 3);
        let lines: Vec<&str> = text.lines().collect();
        let middle = lines.len() / 2;
        format!("{}\n\n\n3 (12)\n\n\u{c}{}\n", lines[..middle].join("\n"), lines[middle..].join("\n"))
    }),
    ("sub-headings", |made, _| {
        let mut out = format!("Belopp i tkr {}\n", made.heads.join(" "));
        for (i, (label, cells)) in made.rows.iter().enumerate() {
            if i == 0 || made.sums.iter().any(|sum| sum.0 + 1 == i) {
                out.push_str("Verksamhetens delar\n");
            }
            let cells: Vec<String> = cells.iter().map(|&v| written(v, PLAIN)).collect();
            let _ = writeln!(out, "{label} {}", cells.join(" "));
        }
        out
    }),
    ("no header", |made, _| {
        joined(made, "   ", PLAIN).split_once('\n').map(|(_, rows)| rows.to_owned()).unwrap()
    }),
    ("codes before labels", |made, _| {
        let mut out = format!("Kod Område {}\n", made.heads.join(" "));
        for (i, (label, cells)) in made.rows.iter().enumerate() {
            let cells: Vec<String> = cells.iter().map(|&v| written(v, PLAIN)).collect();
            let _ = writeln!(out, "{} {label} {}", 510 + i, cells.join(" "));
        }
        out
    }),
    ("tabs with empty cells", |made, _| joined(made, "\t", PLAIN)),
    ("empty cells in a kept layout", |made, _| laid(&with_columns(made, &[]), &[0], 3).join("\n")),
    ("empty cells set to the left", |made, _| {
        let rows = with_columns(made, &[]);
        laid(&rows, &(0..rows[0].len()).collect::<Vec<_>>(), 3).join("\n")
    }),
    ("empty cells beside a column of years", |made, _| {
        let rows = with_columns(
            made,
            &[(99, "Klart", &|i| if i % 4 == 3 { String::new() } else { (2026 + i % 3).to_string() })],
        );
        laid(&rows, &[0], 3).join("\n")
    }),
    ("notes in a kept layout", |made, _| {
        laid(&with_columns(made, &[(1, "Not", &|i| note_of(made, i))]), &[0, 1], 3).join("\n")
    }),
    ("notes with one space", |made, _| spaced(&with_columns(made, &[(1, "Not", &|i| note_of(made, i))]))),
    ("units and judgements in words", |made, _| {
        let judged = |i: usize| ["Uppfyllt", "Ej uppfyllt", "Delvis"][i % 3].to_owned();
        let rows = with_columns(made, &[(1, "Enhet", &|_| "tkr".to_owned()), (99, "Bedömning", &judged)]);
        let last = rows[0].len() - 1;
        laid(&rows, &[0, 1, last], 3).join("\n")
    }),
    ("judgements in words with one space", |made, _| {
        spaced(&with_columns(
            made,
            &[(99, "Bedömning", &|i| ["Uppfyllt", "Ej uppfyllt", "Delvis"][i % 3].to_owned())],
        ))
    }),
    ("dates before the figures", |made, _| {
        let rows = with_columns(made, &[(1, "Beslut", &|i| format!("2024-0{}-1{}", 1 + i % 9, i % 10))]);
        laid(&rows, &[0, 1], 3).join("\n")
    }),
    ("a row of dashes", |made, _| {
        let dashes = vec!["–"; made.heads.len()].join(" ");
        let text = joined(made, " ", PLAIN);
        let (head, rows) = text.split_once('\n').unwrap();
        format!("{head}\nÖvriga poster {dashes}\n{rows}")
    }),
    ("bold totals in Markdown", |made, _| {
        let mut out =
            format!("| Post | {} |\n|---|{}\n", made.heads.join(" | "), "---:|".repeat(made.heads.len()));
        for (i, (label, cells)) in made.rows.iter().enumerate() {
            let bold = if made.sums.iter().any(|sum| sum.0 == i) { "**" } else { "" };
            let cells: Vec<String> =
                cells.iter().map(|&v| format!("{bold}{}{bold}", written(v, PLAIN))).collect();
            let _ = writeln!(out, "| {bold}{label}{bold} | {} |", cells.join(" | "));
        }
        out
    }),
    ("years under the heads, one space", |made, _| {
        let words: Vec<&str> = made.heads.iter().map(|head| head.split(' ').next().unwrap()).collect();
        let years: Vec<&str> = made.heads.iter().filter_map(|head| head.split(' ').nth(1)).collect();
        let text = joined(made, " ", PLAIN);
        let (_, rows) = text.split_once('\n').unwrap();
        format!("Belopp i tkr {}\n{}\n{rows}", words.join(" "), years.join(" "))
    }),
    ("elsewhere on the next page", |made, _| {
        let lines = laid(&with_columns(made, &[]), &[0], 4);
        let middle = lines.len() / 2;
        let rest = laid(&with_columns(made, &[]), &[0], 2);
        let rest: Vec<String> = rest[middle..].iter().map(|line| format!("         {line}")).collect();
        format!("{}\n\n\n\nSida 3 av 12\n\n\u{c}{}\n", lines[..middle].join("\n"), rest.join("\n"))
    }),
    ("leaders to the figures", |made, _| {
        let text = padded(made, true, 3);
        let line = |line: &str| match line.find("    ") {
            Some(at) if !line.starts_with("Belopp") => {
                let end = at + line[at..].len() - line[at..].trim_start().len();
                format!("{} {} {}", &line[..at], ".".repeat(end - at - 2), &line[end..])
            }
            _ => line.to_owned(),
        };
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }),
    ("below a contents list", |made, _| {
        format!(
            "Innehåll\n\nInledning ........ 2\nEkonomi .......... 3\nPersonal ......... 5\nFramtid .......... 8\n\nEkonomi\n\n{}",
            joined(made, " ", PLAIN)
        )
    }),
    ("side by side", |made, _| {
        let left = laid(&with_columns(made, &[]), &[0], 3);
        let wide = left.iter().map(|line| line.chars().count()).max().unwrap_or(0) + 5;
        left.iter().fold(String::new(), |all, line| {
            let fill = " ".repeat(wide - line.chars().count());
            format!("{all}{line}{fill}{line}\n")
        })
    }),
    ("between paragraphs", |made, _| {
        format!(
            "Nämnden följer ekonomin varje månad och redovisar den i tabellen här under.\n\n{}\nArbetet med åtgärder fortsätter under hela året enligt den plan som nämnden har beslutat.\n",
            joined(made, " ", PLAIN)
        )
    }),
];

/// Layouts in which cells may be empty, as something else than their number tells which.
const SPARSE: &[&str] = &[
    "tabs with empty cells",
    "empty cells in a kept layout",
    "empty cells set to the left",
    "empty cells beside a column of years",
];

/// A kept layout out of cells: columns as wide as they need, labels and texts to the left.
fn laid(rows: &[Vec<String>], texts: &[usize], gap: usize) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide = |c: usize| {
        rows.iter().filter_map(|row| row.get(c)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let line = |row: &Vec<String>| {
        let mut out = String::new();
        for c in 0..width {
            let cell = row.get(c).map_or("", String::as_str);
            let fill = " ".repeat(wide(c) - cell.chars().count());
            let _ =
                if texts.contains(&c) { write!(out, "{cell}{fill}") } else { write!(out, "{fill}{cell}") };
            out.push_str(&" ".repeat(gap));
        }
        out.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Another column: where it stands, its head, and its cell in a row.
type More<'a> = (usize, &'a str, &'a dyn Fn(usize) -> String);

/// The table as cells, with some more columns.
fn with_columns(made: &Made, more: &[More<'_>]) -> Vec<Vec<String>> {
    let mut rows = vec![[vec!["Belopp i tkr".to_owned()], made.heads.clone()].concat()];
    for (label, cells) in &made.rows {
        let cells: Vec<String> = cells.iter().map(|&v| written(v, PLAIN)).collect();
        rows.push([vec![label.clone()], cells].concat());
    }
    for &(at, head, cell) in more {
        for (i, row) in rows.iter_mut().enumerate() {
            let cell = if i == 0 { head.to_owned() } else { cell(i - 1) };
            row.insert(at.min(row.len()), cell);
        }
    }
    rows
}

fn note_of(made: &Made, i: usize) -> String {
    let total = made.sums.iter().any(|sum| sum.0 == i);
    if total { String::new() } else { (i + 3).to_string() }
}

fn spaced(rows: &[Vec<String>]) -> String {
    let line =
        |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    rows.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// The rows of the report's tables, in order, with their table and place.
fn rows(report: &Report) -> Vec<(usize, usize, Vec<Option<Decimal>>)> {
    let tables = report.tables.iter().enumerate();
    tables
        .flat_map(|(t, table)| {
            table.rows.iter().enumerate().map(move |(r, row)| {
                (t, r, row.cells.iter().map(|cell| cell.as_ref().and_then(|cell| cell.value)).collect())
            })
        })
        .collect()
}

#[derive(Default)]
struct Score {
    cells: usize,
    cells_right: usize,
    identities: usize,
    identities_found: usize,
    called_wrong: usize,
}

fn score(made: &Made, report: &Report, score: &mut Score) {
    let got = rows(report);
    let wanted: Vec<Vec<Option<Decimal>>> = made.rows.iter().map(|(_, cells)| cells.clone()).collect();
    let mut places = Vec::new();
    let mut from = 0;
    for row in &wanted {
        let filled = row.iter().flatten().count();
        score.cells += filled;
        let at = got.iter().skip(from).position(|(_, _, cells)| cells == row).map(|i| i + from);
        if let Some(i) = at {
            score.cells_right += filled;
            from = i + 1;
        }
        places.push(at.map(|i| (got[i].0, got[i].1)));
    }
    for &(total, first, last) in &made.sums {
        let Some((t, r)) = places[total] else {
            score.identities += 1;
            continue;
        };
        score.identities += 1;
        let terms: Option<Vec<usize>> =
            (first..=last).map(|i| places[i].filter(|p| p.0 == t).map(|p| p.1)).collect();
        let found = report.tables[t].relations.iter().any(|relation| {
            relation.total.0 == r
                && relation.verdict != Verdict::Mismatch
                && terms.as_ref().is_some_and(|terms| {
                    relation.terms.iter().map(|term| term.cell.0).eq(terms.iter().copied())
                })
        });
        score.identities_found += usize::from(found);
    }
    if made.deviation.is_some() {
        score.identities += 1;
        let found = report.tables.iter().flat_map(|table| &table.relations).any(|relation| {
            matches!(relation.kind, RelationKind::Difference | RelationKind::Sum)
                && relation.terms.iter().all(|term| term.cell.0 == relation.total.0)
        });
        score.identities_found += usize::from(found);
    }
    score.called_wrong +=
        report.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
}

#[test]
fn made_up_tables_come_out_as_they_went_in() {
    let mut total = Score::default();
    let mut failures = String::new();
    for (name, layout) in LAYOUTS {
        let mut random = Random(0x5eed);
        let mut part = Score::default();
        for _ in 0..40 {
            let mut made = make(&mut random);
            if SPARSE.contains(name) {
                thin_out(&mut made, &mut random);
            }
            let text = layout(&made, &mut random);
            let report = check(&Source::text("made", text.as_str()), &Options::default());
            let before =
                (part.cells - part.cells_right, part.identities - part.identities_found, part.called_wrong);
            score(&made, &report, &mut part);
            let after =
                (part.cells - part.cells_right, part.identities - part.identities_found, part.called_wrong);
            let shown = failures.matches(&format!("## {name} ")).count();
            if before != after && shown < 2 && failures.len() < 12_000 {
                let _ = writeln!(failures, "## {name} {before:?} → {after:?}\n{text}\n{:?}\n", rows(&report));
            }
        }
        println!(
            "{name:34} cells {:5}/{:5}  identities {:4}/{:4}  called wrong {}",
            part.cells_right, part.cells, part.identities_found, part.identities, part.called_wrong
        );
        total.cells += part.cells;
        total.cells_right += part.cells_right;
        total.identities += part.identities;
        total.identities_found += part.identities_found;
        total.called_wrong += part.called_wrong;
    }
    println!(
        "cells {}/{}  identities {}/{}",
        total.cells_right, total.cells, total.identities_found, total.identities
    );
    assert!(total.cells_right * 1000 >= total.cells * 995, "cells read\n{failures}");
    assert!(total.identities_found * 100 >= total.identities * 99, "identities found\n{failures}");
    assert_eq!(total.called_wrong, 0, "clean tables called wrong\n{failures}");
}
