//! How long a whole check takes, and that it grows with the text and no faster: `cargo bench`.
//!
//! The throughput column is what to look at: it should not fall as the report grows.

use divan::{Bencher, counter::BytesCount};
use rapportkoll::engine::{self, options::Options, source::Source};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// A page is a heading, a table of ten departments with three columns and a total, and some sentences about it.
#[divan::bench(args = [2, 20, 200], sample_count = 20)]
fn pages(bencher: Bencher<'_, '_>, pages: u32) {
    let source = Source::text("bench.txt", report(pages));
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| engine::check(divan::black_box(&source), &Options::default()));
}

/// The same amount of text without a single figure.
#[divan::bench(args = [20, 200], sample_count = 20)]
fn pages_of_prose(bencher: Bencher<'_, '_>, pages: u32) {
    let text: String = report(pages).chars().filter(|c| !c.is_ascii_digit()).collect();
    let source = Source::text("bench.txt", text);
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| engine::check(divan::black_box(&source), &Options::default()));
}

/// One table of many rows that add up.
#[divan::bench(args = [20, 200, 2000], sample_count = 20)]
fn rows_of_one_table(bencher: Bencher<'_, '_>, rows: i64) {
    let mut text = String::from("Projekt\n\nBelopp i tkr\tBudget\tUtfall\tAvvikelse\n");
    table(&mut text, 0, rows);
    let source = Source::text("bench.txt", text);
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| engine::check(divan::black_box(&source), &Options::default()));
}

/// Texts that are no reports, 400 kB each: one line, one thing over and over. All cost the same by the byte.
#[divan::bench(args = ["1 ", "ord ", "12\n", "3,4 mkr ", "Avvikelsen är 3,4 mkr.\n", "xx\n", "5 % ", "Rubriken här\n\n", "Rad 0 0 0 0\n"], sample_count = 3)]
fn the_same_again(bencher: Bencher<'_, '_>, one: &str) {
    let source = Source::text("bench.txt", one.repeat(400_000 / one.len()));
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| engine::check(divan::black_box(&source), &Options::default()));
}

/// How the layout of [`rows_that_say_nothing`] parts its cells.
#[derive(Debug)]
enum Layout {
    Tabs,
    Spaces,
    RunOn,
    ManyHeads,
}

/// 400 kB of rows in which nothing adds up, as one layout or another writes them.
#[divan::bench(args = [Layout::Tabs, Layout::Spaces, Layout::RunOn, Layout::ManyHeads], sample_count = 3)]
fn rows_that_say_nothing(bencher: Bencher<'_, '_>, layout: &Layout) {
    let mut text = String::new();
    let mut seed = 1_u64;
    let mut figure = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for row in 0.. {
        let [a, b, c] = [9_999, 9_999, 99].map(&mut figure);
        let _ = match layout {
            Layout::Tabs => writeln!(text, "Enhet {}\t{a}\t{b}\t-{c}", row % 90),
            Layout::Spaces => writeln!(text, "Enhet {row} {a} 0{c:02} {b} 1{c:02} -{c}"),
            Layout::RunOn => writeln!(text, "Park{},{}-{},{}", a, b % 10, c, a % 10),
            Layout::ManyHeads if row % 8 == 0 => {
                writeln!(text, "\nOmråde {row}\nBudget Utfall Avvikelse")
            }
            Layout::ManyHeads => writeln!(text, "Enhet {} {a} {b} {c}", row % 8),
        };
        if text.len() > 400_000 {
            break;
        }
    }
    let source = Source::text("bench.txt", text);
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| engine::check(divan::black_box(&source), &Options::default()));
}

fn report(pages: u32) -> String {
    let mut text = String::new();
    for page in 0..pages {
        let _ = write!(
            text,
            "\n{} Verksamhet {}\n\nBelopp i tkr\tBudget\tUtfall\tAvvikelse\n",
            page + 1,
            page + 1
        );
        let [budget, outcome, deviation] = table(&mut text, i64::from(page), 10);
        let _ = writeln!(
            text,
            "\nBudgeten för året är {budget} tkr och utfallet blev {outcome} tkr. Avvikelsen mot budget är {deviation} \
             tkr och beror främst på förändrade volymer under våren. Avdelning 3 står för den största delen av \
             skillnaden, och en plan för hur den ska mötas tas fram till nästa uppföljning.\n"
        );
    }
    text
}

/// Rows whose figures look like any others, and their total.
fn table(text: &mut String, seed: i64, rows: i64) -> [i64; 3] {
    let mut sums = [0; 3];
    for row in 0..rows {
        let budget = 1_000 + (seed * 7_919 + row * 104_729) % 90_000;
        let outcome = budget + (seed * 31 + row * 17) % 1_500 - 700;
        let cells = [-budget, -outcome, budget - outcome];
        for (sum, cell) in sums.iter_mut().zip(cells) {
            *sum += cell;
        }
        let [budget, outcome, deviation] = cells;
        let _ = writeln!(text, "Avdelning {}\t{budget}\t{outcome}\t{deviation}", row + 1);
    }
    let [budget, outcome, deviation] = sums;
    let _ = writeln!(text, "Summa\t{budget}\t{outcome}\t{deviation}");
    sums
}
