//! Runs annotated tables through the ordinary code path: each table as CSV, read and checked with the options
//! that the page begins with.
//!
//! `aggregations DATA.jsonl` prints what was found, one table a line, in the form of the annotations;
//! `aggregations --score DATA.jsonl` prints how well the two agree and how long it took.

mod data;
mod score;

use data::{Aggregation, Annotated, Operator};
use rapportkoll::engine::{
    check, import,
    options::{Options, Rounding},
    relation,
    report::{RelationKind, Report, Table, Verdict},
    source::Kind,
};
use score::Score;
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.as_slice() {
        [path] => tables(path).and_then(|tables| list(&tables).map_err(|error| error.to_string())),
        [option, path] if option == "--score" => tables(path).map(|tables| score(&tables)),
        _ => Err("usage: aggregations [--score] DATA.jsonl".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("aggregations: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tables(path: &str) -> Result<Vec<Annotated>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    data::read(&text).map_err(|error| format!("{path}, {error}"))
}

fn list(tables: &[Annotated]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut times = Times::default();
    for table in tables {
        let report = times.take(table);
        let aggregations: Vec<Aggregation> = report.tables.iter().flat_map(aggregations).collect();
        writeln!(out, "{}", json!({ "id": table.id, "aggregations": aggregations }))?;
    }
    eprintln!("{}", times.said());
    Ok(())
}

#[allow(clippy::print_stdout, reason = "what it is for")]
fn score(tables: &[Annotated]) {
    let mut times = Times::default();
    let (mut all, mut looked_at, mut others) = (Score::default(), Score::default(), Score::default());
    for table in tables {
        let report = times.take(table);
        let found: Vec<Aggregation> = report.tables.iter().flat_map(aggregations).collect();
        let judged = score::judge(&table.rows, &table.aggregations, &found);
        all.0.push(judged);
        if score::looked_at(&table.id) { &mut looked_at } else { &mut others }.0.push(judged);
    }
    for (name, score) in [("all", all), ("looked at", looked_at), ("only scored", others)] {
        println!("{name}: {} tables\n{score}", score.0.len());
    }
    println!("{}", times.said());
}

/// How long the tables took, and in how many the steps allowed did not suffice.
#[derive(Default)]
struct Times {
    tables: u32,
    sum: Duration,
    most: (Duration, String),
    exhausted: u32,
}

impl Times {
    fn take(&mut self, table: &Annotated) -> Report {
        let csv = data::csv(&table.rows);
        let began = Instant::now();
        let report = check(&import::delimited("table.csv", Kind::Csv, &csv), &Options::default());
        let took = began.elapsed();
        self.tables += 1;
        self.sum += took;
        if took > self.most.0 {
            self.most = (took, table.id.clone());
        }
        // The report says it in words only, so that it is asked once more, off the clock.
        let exhausted = |table: &Table| relation::infer(table, Rounding::default()).exhausted;
        self.exhausted += u32::from(report.tables.iter().any(exhausted));
        report
    }

    fn said(&self) -> String {
        let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
        format!(
            "{} tables, {:.1} ms a table; the slowest took {:.0} ms: {}\n{} tables used up the steps allowed",
            self.tables,
            ms(self.sum) / f64::from(self.tables.max(1)),
            ms(self.most.0),
            self.most.1,
            self.exhausted
        )
    }
}

/// What a table was found to say, in the data set's terms. An identity that fails is none.
fn aggregations(table: &Table) -> Vec<Aggregation> {
    let at = |place| table.cell(place).and_then(|cell| cell.at);
    table
        .relations
        .iter()
        .filter(|relation| relation.verdict != Verdict::Mismatch)
        .filter_map(|relation| {
            let mut terms: Vec<_> = relation.terms.iter().filter_map(|term| at(term.cell)).collect();
            let total = at(relation.total)?;
            // c = a − b with b left blank is, as the data set writes it, the sum a = c.
            if relation.kind == RelationKind::Difference && terms.len() == 1 {
                let aggregator = terms.pop()?;
                return Some(Aggregation { operator: Operator::Sum, aggregator, aggregatees: vec![total] });
            }
            let operator = match relation.kind {
                RelationKind::Sum => Operator::Sum,
                RelationKind::Difference => Operator::Difference,
                RelationKind::Average => Operator::Average,
                RelationKind::Ratio => Operator::Division,
                RelationKind::Change => {
                    terms.reverse();
                    Operator::RelativeChange
                }
            };
            Some(Aggregation { operator, aggregator: total, aggregatees: terms })
        })
        .collect()
}
