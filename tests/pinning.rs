//! Tables of several kinds, spoilt on purpose: is the wrong cell named, with the right figure, and is nothing
//! named for sure that is right? The tables are made up, the same on every machine.

#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::print_stdout,
    reason = "small numbers, and a test may say how it went"
)]

#[path = "made/slips.rs"]
mod slips;

use rapportkoll::engine::{
    check,
    options::{Lang, Options, Rounding},
    relation::infer,
    report::{Column, Culprit, Place, Row, Slip, State, Table, Verdict},
    source::Source,
    vocabulary,
};
use rust_decimal::Decimal;
use slips::{Random, cell, put, slip};

/// A table of figures with as many decimals.
fn table(headers: &[&str], rows: &[(&str, Vec<i64>)], decimals: u32) -> Table {
    let column = |header: &&str| Column {
        header: (*header).to_owned(),
        role: header.split_whitespace().find_map(vocabulary::column_role).unwrap_or_default(),
        unit: None,
    };
    let row = |(at, (label, values)): (usize, &(&str, Vec<i64>))| Row {
        line: at as u32 + 2,
        label: (*label).to_owned(),
        role: vocabulary::row_role(label),
        cells: values.iter().map(|&value| Some(cell(Decimal::new(value, decimals)))).collect(),
        ..Row::default()
    };
    Table {
        columns: headers.iter().map(column).collect(),
        rows: rows.iter().enumerate().map(row).collect(),
        ..Table::default()
    }
}

const PARTS: [&str; 8] =
    ["Löner", "Hyror", "Varor", "Tjänster", "Resor", "Skolskjuts", "Städning", "Måltider"];

/// Costs by kind against a budget, with the deviation.
fn against_budget(random: &mut Random) -> Table {
    let mut sum = vec![0; 3];
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in PARTS.iter().take(4 + random.below(5)) {
        let budget = -random.between(300, 90_000);
        let outcome = budget + random.between(-budget.abs() / 8, budget.abs() / 8);
        let row = vec![budget, outcome, outcome - budget];
        sum.iter_mut().zip(&row).for_each(|(sum, value)| *sum += value);
        rows.push((label, row));
    }
    rows.push(("Summa kostnader", sum));
    table(&["Budget", "Utfall", "Avvikelse"], &rows, 0)
}

/// Units by two parts and their sum, in figures rounded one by one.
fn rounded(random: &mut Random) -> Table {
    let tenths = |value: i64| (value + 50).div_euclid(100);
    let mut sum = vec![0; 4];
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in PARTS.iter().take(5 + random.below(4)) {
        let (a, b, c) =
            (random.between(900, 90_000), random.between(900, 40_000), random.between(900, 9_000));
        let exact = vec![a, b, c, a + b + c];
        sum.iter_mut().zip(&exact).for_each(|(sum, value)| *sum += value);
        rows.push((label, exact.into_iter().map(tenths).collect()));
    }
    rows.push(("Totalt", sum.into_iter().map(tenths).collect()));
    table(&["Norr", "Mitt", "Söder", "Summa"], &rows, 1)
}

/// A result by quarters, with two levels of sums.
fn result(random: &mut Random) -> Table {
    let mut rows: Vec<(&str, Vec<i64>)> =
        ["Avgifter", "Bidrag", "Summa intäkter", "Löner", "Hyror", "Varor", "Summa kostnader", "Resultat"]
            .into_iter()
            .map(|label| (label, Vec::new()))
            .collect();
    let mut year = vec![0; 8];
    for _ in 0..4 {
        let fees = random.between(4_000, 60_000);
        let grants = random.between(400, 20_000);
        let pay = -random.between(9_000, 50_000);
        let rents = -random.between(900, 9_000);
        let goods = -random.between(90, 9_000);
        let (income, costs) = (fees + grants, pay + rents + goods);
        let quarter = [fees, grants, income, pay, rents, goods, costs, income + costs];
        for ((row, year), value) in rows.iter_mut().zip(&mut year).zip(quarter) {
            row.1.push(value);
            *year += value;
        }
    }
    for (row, year) in rows.iter_mut().zip(year) {
        row.1.push(year);
    }
    table(&["Kvartal 1", "Kvartal 2", "Kvartal 3", "Kvartal 4", "Helår"], &rows, 0)
}

type Make = fn(&mut Random) -> Table;
const KINDS: [(&str, Make); 3] =
    [("against budget", against_budget), ("rounded", rounded), ("result", result)];

fn culprits(table: &Table) -> Vec<Culprit> {
    infer(table, Rounding::Interval).diagnoses.into_iter().filter_map(|diagnosis| diagnosis.culprit).collect()
}

/// A cell of two identities or more, and a wrong figure for it that rounding cannot explain.
fn spoil(random: &mut Random, table: &Table) -> Option<(Place, Decimal)> {
    let at = (random.below(table.rows.len() as u64), random.below(table.columns.len() as u64));
    let right = table.value(at)?;
    let wrong = slip(random, right)?;
    let enough = Decimal::new(table.rows.len() as i64 + 1, right.scale());
    ((wrong - right).abs() > enough).then_some((at, wrong))
}

#[test]
fn one_wrong_figure_is_named_with_the_right_one() {
    for (name, make) in KINDS {
        let mut random = Random(11);
        let (mut tried, mut pinned, mut righted, mut misled) = (0, 0, 0, 0);
        while tried < 120 {
            let table = make(&mut random);
            let Some((at, wrong)) = spoil(&mut random, &table) else { continue };
            tried += 1;
            let right = table.value(at);
            let culprits = culprits(&put(&table, at, wrong));
            pinned += usize::from(culprits.iter().any(|culprit| culprit.cell == at));
            righted += usize::from(culprits.iter().any(|c| c.cell == at && c.suggested == right));
            misled += usize::from(culprits.iter().any(|culprit| culprit.clear && culprit.cell != at));
        }
        let shares = format!("{name}: {tried} tried, {pinned} pinned, {righted} righted, {misled} misled");
        println!("{shares}");
        assert!(pinned * 100 >= tried * 95 && righted * 100 >= tried * 90, "{shares}");
        assert!(misled * 200 <= tried, "{shares}");
    }
}

/// Of three columns, two that fail are no longer called wrong, so that fewer are named there; but never one
/// that is right.
#[test]
fn two_wrong_figures_are_each_named_or_neither() {
    for ((name, make), least) in KINDS.into_iter().zip([60, 80, 80]) {
        let mut random = Random(23);
        let (mut tried, mut both, mut misled) = (0, 0, 0);
        while tried < 80 {
            let table = make(&mut random);
            let (Some(first), Some(second)) = (spoil(&mut random, &table), spoil(&mut random, &table)) else {
                continue;
            };
            if first.0 == second.0 {
                continue;
            }
            tried += 1;
            let culprits = culprits(&put(&put(&table, first.0, first.1), second.0, second.1));
            let named = |at: Place| culprits.iter().any(|c| c.cell == at && c.suggested == table.value(at));
            both += usize::from(named(first.0) && named(second.0));
            let wrong = |c: &Culprit| c.clear && c.cell != first.0 && c.cell != second.0;
            misled += usize::from(culprits.iter().any(wrong));
        }
        let shares = format!("{name}: {tried} tried, {both} both named and righted, {misled} misled");
        println!("{shares}");
        assert!(both * 100 >= tried * least, "{shares}");
        assert!(misled * 100 <= tried, "{shares}");
    }
}

/// Where one sum is all there is, and every part could be as wrong as any other, none is named for sure.
#[test]
fn a_lone_sum_names_nobody_for_sure() {
    let mut random = Random(5);
    let (mut tried, mut sure) = (0, 0);
    while tried < 40 {
        let mut rows: Vec<(&str, Vec<i64>)> = PARTS
            .iter()
            .map(|&label| (label, (0..4).map(|_| random.between(20_000, 90_000)).collect()))
            .collect();
        let sum = |column: usize| rows.iter().map(|row| row.1[column]).sum();
        rows.push(("Summa", (0..4).map(sum).collect()));
        let table = table(&["Norr", "Söder", "Öster", "Väster"], &rows, 0);
        let at = (random.below(8), random.below(4));
        let right = table.value(at).unwrap();
        // The last digit but one: nothing around it tells.
        let wrong = right + Decimal::from(if right.mantissa() / 10 % 10 < 5 { 40 } else { -40 });
        let found = infer(&put(&table, at, wrong), Rounding::Interval);
        assert!(found.relations.iter().any(|relation| relation.verdict == Verdict::Mismatch));
        tried += 1;
        let culprit = found.diagnoses[0].culprit.as_ref();
        sure += usize::from(culprit.is_some_and(|culprit| culprit.clear));
        let listed = culprit.is_none_or(|c| c.cell == at || c.alternatives.iter().any(|a| a.cell == at));
        assert!(listed, "{culprit:?} for {at:?}");
    }
    assert_eq!(sure, 0, "of {tried}");
}

const STAFF: &str = "Kostnader per slag, tkr\n\
    Slag                 Budget     Utfall   Avvikelse\n\
    Löner                41 212     40 851        -361\n\
    Hyror                12 487     12 390         -97\n\
    Varor                 3 951      4 105         154\n\
    Tjänster              7 834      8 020         186\n\
    Resor                 1 266        908        -358\n\
    Summa                66 750     66 274        -476\n";

/// Every slip by its words in both languages: the figure that is printed, the one that is right, what is said.
#[test]
fn slips_are_told_in_words() {
    for (right, wrong, slip, swedish, english) in [
        (
            "40 851",
            "40 581",
            Slip::DigitsSwapped,
            "två siffror har bytt plats",
            "two digits have changed places",
        ),
        ("40 851", "40 351", Slip::OneDigit, "en siffra är fel", "one digit is wrong"),
        ("-361", " 361", Slip::SignLost, "tecknet är fel", "the sign is wrong"),
        ("40 851", " 4 851", Slip::DigitCount, "en siffra saknas", "a digit is missing"),
        ("908", "908 000", Slip::Thousand, "tusen gånger fel", "a factor of a thousand"),
        ("12 390", "12 487", Slip::NeighbourColumn, "kolumnen bredvid", "the neighbouring column"),
        ("66 274", "58 254", Slip::RowLeftOut, "inte medräknad", "left out"),
        ("66 274", "74 294", Slip::CountedTwice, "räknad två gånger", "counted twice"),
        ("66 274", "61 937", Slip::NotUpdated, "inte uppdaterad", "not been updated"),
    ] {
        let text = STAFF.replacen(right, wrong, 1);
        for (lang, words) in [(Lang::Sv, swedish), (Lang::En, english)] {
            let report = check(&Source::text("slip", text.as_str()), &Options { lang, ..Options::default() });
            let findings: Vec<_> = report.findings.iter().filter(|f| f.culprit.is_some()).collect();
            let [finding] = findings.as_slice() else { panic!("{wrong}: {:#?}", report.findings) };
            let culprit = finding.culprit.as_ref().unwrap();
            let suggested: Decimal = right.replace(' ', "").parse().unwrap();
            assert_eq!(
                (culprit.slip, culprit.suggested),
                (Some(slip), Some(suggested)),
                "{}",
                finding.message
            );
            assert!(culprit.clear && finding.message.contains(words), "{}", finding.message);
        }
    }
}

/// What cannot be told is not told as if it could.
#[test]
fn several_that_may_be_wrong_are_said_to_be_several() {
    let text = "Ärenden\n\
        Slag                 Norr      Söder      Öster\n\
        Bygglov            41 212     22 903     71 045\n\
        Tillsyn            32 487     54 116     18 362\n\
        Kontroll           53 951     36 720     44 871\n\
        Planer             27 834     61 378     29 417\n\
        Summa             155 444    175 117    163 695\n";
    for (lang, words) in [(Lang::Sv, "Flera celler kan vara"), (Lang::En, "Several cells may be")] {
        let report = check(&Source::text("open", text), &Options { lang, ..Options::default() });
        let [finding] = report.findings.as_slice() else { panic!("{:#?}", report.findings) };
        assert!(finding.message.contains(words), "{}", finding.message);
        let culprit = finding.culprit.as_ref().unwrap();
        assert!(!culprit.clear && !culprit.alternatives.is_empty());
        // It is the total that does not agree.
        assert_eq!(report.tables[0].rows[4].cells[0].as_ref().unwrap().state, State::Contradicted);
    }
}
