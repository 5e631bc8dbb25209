//! Tables of the kinds that reports hold, each with the identities that it was made by.

use super::slips::{Random, cell};
use rapportkoll::engine::{
    report::{Column, Place, Row, Table},
    unit::Unit,
    vocabulary,
};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, fmt::Write as _};

/// An identity that a table was made by.
pub(crate) struct Identity {
    pub(crate) cells: BTreeSet<Place>,
    total: Place,
    terms: Vec<(Place, i64)>,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Sum,
    Mean,
    /// first / second in per cent.
    Share,
    /// (first − second) / second in per cent.
    Change,
}

impl Identity {
    /// Does it show, beyond all rounding, when a cell holds another figure?
    pub(crate) fn shows(&self, table: &Table, at: Place, wrong: Decimal) -> bool {
        let value = |place: Place| if place == at { wrong } else { table.value(place).unwrap_or_default() };
        let half =
            |place: Place| table.value(place).map_or(Decimal::ZERO, |v| Decimal::new(5, v.scale() + 1));
        let sum: Decimal = self.terms.iter().map(|&(place, sign)| value(place) * Decimal::from(sign)).sum();
        let slack: Decimal = self.terms.iter().map(|&(place, _)| half(place)).sum();
        let total = value(self.total);
        let (computed, slack) = match self.form {
            Form::Sum => (sum, slack),
            Form::Mean => {
                let count = Decimal::from(self.terms.len());
                (sum / count, slack / count)
            }
            Form::Share | Form::Change => {
                let (first, second) = (value(self.terms[0].0), value(self.terms[1].0));
                if second.is_zero() {
                    return false;
                }
                let less = if self.form == Form::Change { Decimal::ONE } else { Decimal::ZERO };
                // Three times what the operands' rounding does.
                let moved = Decimal::from(300) * half(self.terms[0].0) / second.abs();
                (
                    (first / second - less) * Decimal::ONE_HUNDRED,
                    moved * (Decimal::ONE + (first / second).abs()),
                )
            }
        };
        (computed - total).abs() > slack + half(self.total) * Decimal::TWO
    }
}

/// A table and the identities that it was made by.
pub(crate) struct Made {
    pub(crate) table: Table,
    pub(crate) identities: Vec<Identity>,
}

impl Made {
    fn new(headers: &[&str], rows: &[(&str, Vec<Option<Decimal>>)]) -> Self {
        let column = |header: &&str| Column {
            header: (*header).to_owned(),
            role: header.split_whitespace().find_map(vocabulary::column_role).unwrap_or_default(),
            unit: header.ends_with('%').then_some(Unit::Percent),
        };
        let row = |(at, (label, values)): (usize, &(&str, Vec<Option<Decimal>>))| Row {
            line: at as u32 + 2,
            label: (*label).to_owned(),
            role: vocabulary::row_role(label),
            cells: values.iter().map(|value| value.map(cell)).collect(),
            ..Row::default()
        };
        let table = Table {
            columns: headers.iter().map(column).collect(),
            rows: rows.iter().enumerate().map(row).collect(),
            ..Table::default()
        };
        Self { table, identities: Vec::new() }
    }

    fn whole(headers: &[&str], rows: &[(&str, Vec<i64>)], decimals: u32) -> Self {
        let rows: Vec<(&str, Vec<Option<Decimal>>)> = rows
            .iter()
            .map(|(label, values)| {
                (*label, values.iter().map(|&v| Some(Decimal::new(v, decimals))).collect())
            })
            .collect();
        Self::new(headers, &rows)
    }

    fn add(&mut self, form: Form, total: Place, terms: &[(Place, i64)]) {
        let there = |place: Place| self.table.value(place).is_some();
        let terms: Vec<(Place, i64)> = terms.iter().copied().filter(|&(place, _)| there(place)).collect();
        // Noughts alone, or one figure said twice over noughts, are no identity that figures could show.
        if !there(total) || terms.len() < 2 {
            return;
        }
        let cells = terms.iter().map(|&(place, _)| place).chain([total]).collect();
        self.identities.push(Identity { cells, total, terms, form });
    }

    /// Between rows, in the columns from `first` to the one before `end`.
    fn rows(
        mut self,
        form: Form,
        total: usize,
        terms: &[(usize, i64)],
        columns: std::ops::Range<usize>,
    ) -> Self {
        for column in columns {
            let terms: Vec<(Place, i64)> = terms.iter().map(|&(row, sign)| ((row, column), sign)).collect();
            self.add(form, (total, column), &terms);
        }
        self
    }

    /// Between columns, in all rows.
    fn columns(mut self, form: Form, total: usize, terms: &[(usize, i64)]) -> Self {
        for row in 0..self.table.rows.len() {
            let terms: Vec<(Place, i64)> =
                terms.iter().map(|&(column, sign)| ((row, column), sign)).collect();
            self.add(form, (row, total), &terms);
        }
        self
    }
}

/// The table as text.
pub(crate) fn drawn(table: &Table) -> String {
    let head: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
    let mut out = format!("{:28}{:>12}\n", "", head.join(" | "));
    for row in &table.rows {
        let _ = write!(out, "{:28}", row.label);
        for cell in &row.cells {
            let _ = write!(out, "{:>12}", cell.as_ref().map_or("", |cell| cell.text.as_str()));
        }
        out.push('\n');
    }
    out
}

fn plus(range: std::ops::Range<usize>) -> Vec<(usize, i64)> {
    range.map(|at| (at, 1)).collect()
}

fn sum(rows: &[(&str, Vec<i64>)]) -> Vec<i64> {
    let columns = rows.first().map_or(0, |row| row.1.len());
    (0..columns).map(|column| rows.iter().map(|row| row.1[column]).sum()).collect()
}

/// a / b in per cent with one decimal.
fn per_cent(a: i64, b: i64) -> i64 {
    let twice = (2000 * a).div_euclid(b);
    (twice + 1).div_euclid(2)
}

const BOARDS: [&str; 9] = [
    "Byggnadsnämnd",
    "Kulturnämnd",
    "Skolnämnd",
    "Teknisk nämnd",
    "Vårdnämnd",
    "Valnämnd",
    "Räddningsnämnd",
    "Revision",
    "Överförmyndare",
];

/// Boards with income, costs, net, budget and deviation, and their total.
fn boards(random: &mut Random) -> Made {
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in BOARDS.iter().take(4 + random.below(6)) {
        let cost = -random.between(900, 250_000);
        let income = random.between(20, -cost / 2);
        let net = income + cost;
        let budget = net + random.between(-net.abs() / 12, net.abs() / 12);
        rows.push((label, vec![income, cost, net, budget, net - budget]));
    }
    let n = rows.len();
    rows.push(("Summa nämnder", sum(&rows)));
    Made::whole(&["Intäkter", "Kostnader", "Netto", "Budget", "Avvikelse"], &rows, 0)
        .rows(Form::Sum, n, &plus(0..n), 0..5)
        .columns(Form::Sum, 2, &plus(0..2))
        .columns(Form::Sum, 4, &[(2, 1), (3, -1)])
}

/// Income statement over two or three years, costs with or without their minus.
fn income(random: &mut Random, unsigned: bool) -> Made {
    let labels = [
        "Verksamhetens intäkter",
        "Verksamhetens kostnader",
        "Avskrivningar",
        "Verksamhetens nettokostnad",
        "Skatteintäkter",
        "Generella statsbidrag",
        "Finansiella intäkter",
        "Finansiella kostnader",
        "Årets resultat",
    ];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    let columns = 2 + random.below(2);
    for _ in 0..columns {
        let (fees, costs) = (random.between(2000, 9000), random.between(15_000, 40_000));
        let (wear, tax, grants) =
            (random.between(300, 2000), random.between(9000, 30_000), random.between(2000, 8000));
        let (gains, interest) = (random.between(20, 600), random.between(20, 600));
        let net = fees - costs - wear;
        let result = net + tax + grants + gains - interest;
        let sign = if unsigned { 1 } else { -1 };
        let figures = [fees, sign * costs, sign * wear, net, tax, grants, gains, sign * interest, result];
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    let cost = if unsigned { -1 } else { 1 };
    Made::whole(&["Bokslut 2021", "Bokslut 2022", "Budget 2022"][..columns], &rows, 1)
        .rows(Form::Sum, 3, &[(0, 1), (1, cost), (2, cost)], 0..columns)
        .rows(Form::Sum, 8, &[(3, 1), (4, 1), (5, 1), (6, 1), (7, cost)], 0..columns)
}

fn signed_income(random: &mut Random) -> Made {
    income(random, false)
}

fn unsigned_income(random: &mut Random) -> Made {
    income(random, true)
}

/// An income statement of a unit with many kinds of unsigned costs and two subtotals.
fn unsigned_costs(random: &mut Random) -> Made {
    let labels = [
        "Avgifter",
        "Bidrag",
        "Summa intäkter",
        "Personalkostnader",
        "Lokalkostnader",
        "Köpta tjänster",
        "Avskrivningar",
        "Summa kostnader",
        "Resultat",
    ];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    let columns = 2 + random.below(2);
    for _ in 0..columns {
        let a = [random.between(9000, 40_000), random.between(900, 9000)];
        let b = [
            random.between(5000, 30_000),
            random.between(900, 6000),
            random.between(400, 6000),
            random.between(100, 900),
        ];
        let (income, costs) = (a[0] + a[1], b.iter().sum::<i64>());
        let figures = [a[0], a[1], income, b[0], b[1], b[2], b[3], costs, income - costs];
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    Made::whole(&["Utfall 2021", "Utfall 2022", "Budget 2022"][..columns], &rows, 0)
        .rows(Form::Sum, 2, &plus(0..2), 0..columns)
        .rows(Form::Sum, 7, &plus(3..7), 0..columns)
        .rows(Form::Sum, 8, &[(2, 1), (7, -1)], 0..columns)
}

fn balance_sheet(random: &mut Random) -> Made {
    let labels = [
        "Byggnader och mark",
        "Maskiner",
        "Finansiella tillgångar",
        "Summa anläggningstillgångar",
        "Förråd",
        "Fordringar",
        "Kassa och bank",
        "Summa omsättningstillgångar",
        "Summa tillgångar",
        "Eget kapital",
        "Avsättningar",
        "Långfristiga skulder",
        "Kortfristiga skulder",
        "Summa eget kapital och skulder",
    ];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    for _ in 0..2 {
        let a = [random.between(9000, 90_000), random.between(500, 9000), random.between(100, 9000)];
        let b = [random.between(0, 300), random.between(900, 9000), random.between(400, 12_000)];
        let (fixed, current) = (a.iter().sum::<i64>(), b.iter().sum::<i64>());
        let total = fixed + current;
        let (provisions, long) = (random.between(200, 2000), random.between(1000, total / 4));
        let short = random.between(500, total / 4);
        let equity = total - provisions - long - short;
        let figures = [
            a[0], a[1], a[2], fixed, b[0], b[1], b[2], current, total, equity, provisions, long, short, total,
        ];
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    Made::whole(&["2022-12-31", "2021-12-31"], &rows, 1)
        .rows(Form::Sum, 3, &plus(0..3), 0..2)
        .rows(Form::Sum, 7, &plus(4..7), 0..2)
        .rows(Form::Sum, 8, &[(3, 1), (7, 1)], 0..2)
        .rows(Form::Sum, 13, &plus(9..13), 0..2)
}

fn cash_flow(random: &mut Random) -> Made {
    let labels = [
        "Årets resultat",
        "Justering för avskrivningar",
        "Förändring av fordringar",
        "Förändring av skulder",
        "Medel från den löpande verksamheten",
        "Investeringar i anläggningar",
        "Försäljning av anläggningar",
        "Medel från investeringsverksamheten",
        "Nya lån",
        "Amortering",
        "Medel från finansieringen",
        "Årets kassaflöde",
        "Likvida medel vid årets början",
        "Likvida medel vid årets slut",
    ];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    let mut opening = random.between(500, 9000);
    for _ in 0..2 {
        let a = [
            random.between(-900, 2000),
            random.between(300, 3000),
            random.between(-900, 900),
            random.between(-900, 900),
        ];
        let b = [-random.between(500, 9000), random.between(10, 900)];
        let c = [random.between(100, 5000), -random.between(100, 3000)];
        let sums = [a.iter().sum::<i64>(), b.iter().sum(), c.iter().sum()];
        let flow: i64 = sums.iter().sum();
        let figures = [
            a[0],
            a[1],
            a[2],
            a[3],
            sums[0],
            b[0],
            b[1],
            sums[1],
            c[0],
            c[1],
            sums[2],
            flow,
            opening,
            opening + flow,
        ];
        opening += flow;
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    Made::whole(&["2021", "2022"], &rows, 1)
        .rows(Form::Sum, 4, &plus(0..4), 0..2)
        .rows(Form::Sum, 7, &plus(5..7), 0..2)
        .rows(Form::Sum, 10, &plus(8..10), 0..2)
        .rows(Form::Sum, 11, &[(4, 1), (7, 1), (10, 1)], 0..2)
        .rows(Form::Sum, 13, &[(11, 1), (12, 1)], 0..2)
}

/// Two years, the change and the change in per cent.
fn changes(random: &mut Random) -> Made {
    let mut figures: Vec<(&str, [i64; 2])> = Vec::new();
    for &label in BOARDS.iter().take(4 + random.below(5)) {
        let before = random.between(800, 90_000);
        figures.push((label, [before, before + random.between(-before / 5, before / 5)]));
    }
    let n = figures.len();
    let both = |at: usize| figures.iter().map(|(_, values)| values[at]).sum::<i64>();
    figures.push(("Totalt", [both(0), both(1)]));
    let rows: Vec<(&str, Vec<Option<Decimal>>)> = figures
        .iter()
        .map(|&(label, [a, b])| {
            let change = Decimal::new(per_cent(b - a, a), 1);
            (label, vec![Some(a.into()), Some(b.into()), Some((b - a).into()), Some(change)])
        })
        .collect();
    Made::new(&["2021", "2022", "Förändring", "Förändring %"], &rows)
        .rows(Form::Sum, n, &plus(0..n), 0..3)
        .columns(Form::Sum, 2, &[(1, 1), (0, -1)])
        .columns(Form::Change, 3, &[(1, 1), (0, 1)])
}

/// Two years and the change in per cent only.
fn only_per_cent(random: &mut Random) -> Made {
    let mut made = changes(random);
    for row in &mut made.table.rows {
        row.cells.remove(2);
    }
    made.table.columns.remove(2);
    let n = made.table.rows.len() - 1;
    Made { table: made.table, identities: Vec::new() }.rows(Form::Sum, n, &plus(0..n), 0..2).columns(
        Form::Change,
        2,
        &[(1, 1), (0, 1)],
    )
}

/// Counts and the share of the total.
fn shares(random: &mut Random) -> Made {
    let n = 4 + random.below(4);
    let mut values: Vec<i64> = (0..n).map(|_| random.between(120, 9000)).collect();
    let total: i64 = values.iter().sum();
    values.push(total);
    let labels = BOARDS.iter().take(n).copied().chain(["Totalt"]);
    let rows: Vec<(&str, Vec<Option<Decimal>>)> = labels
        .zip(&values)
        .map(|(label, &value)| {
            (label, vec![Some(value.into()), Some(Decimal::new(per_cent(value, total), 1))])
        })
        .collect();
    let mut made = Made::new(&["Ärenden", "Andel %"], &rows).rows(Form::Sum, n, &plus(0..n), 0..2);
    for row in 0..n {
        made.add(Form::Share, (row, 1), &[((row, 0), 1), ((n, 0), 1)]);
    }
    made
}

/// Outcome as a share of the budget.
fn used(random: &mut Random) -> Made {
    let mut figures: Vec<(&str, [i64; 2])> = Vec::new();
    for &label in BOARDS.iter().take(5 + random.below(4)) {
        let budget = random.between(800, 90_000);
        figures.push((label, [budget, random.between(budget / 3, budget)]));
    }
    let n = figures.len();
    let both = |at: usize| figures.iter().map(|(_, values)| values[at]).sum::<i64>();
    figures.push(("Summa", [both(0), both(1)]));
    let rows: Vec<(&str, Vec<Option<Decimal>>)> = figures
        .iter()
        .map(|&(label, [a, b])| {
            (label, vec![Some(a.into()), Some(b.into()), Some(Decimal::new(per_cent(b, a), 1))])
        })
        .collect();
    Made::new(&["Budget", "Utfall", "Förbrukat %"], &rows).rows(Form::Sum, n, &plus(0..n), 0..2).columns(
        Form::Share,
        2,
        &[(1, 1), (0, 1)],
    )
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// Figures by unit, with their mean; here and there a blank.
fn averages(random: &mut Random, gaps: bool) -> Made {
    let n = 5 + random.below(5);
    let columns = 3;
    let mut rows: Vec<(&str, Vec<Option<Decimal>>)> = Vec::new();
    for &label in MONTHS.iter().take(n) {
        let cell = |random: &mut Random| {
            let value = Decimal::new(random.between(200, 4000), 1);
            (!gaps || random.below(6) > 0).then_some(value)
        };
        rows.push((label, (0..columns).map(|_| cell(random)).collect()));
    }
    let mean = |column: usize| {
        let values: Vec<Decimal> = rows.iter().filter_map(|row| row.1[column]).collect();
        let count = Decimal::from(values.len());
        (values.len() > 1).then(|| {
            let mut mean = (values.into_iter().sum::<Decimal>() / count).round_dp(1);
            mean.rescale(1);
            mean
        })
    };
    let means = (0..columns).map(mean).collect();
    rows.push(("Medelvärde", means));
    Made::new(&["Norr", "Mitt", "Söder"], &rows).rows(Form::Mean, n, &plus(0..n), 0..columns)
}

fn full_averages(random: &mut Random) -> Made {
    averages(random, false)
}

fn averages_over_gaps(random: &mut Random) -> Made {
    averages(random, true)
}

/// Opening, additions, use and closing, by fund and in all.
fn openings(random: &mut Random) -> Made {
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in ["Fond A", "Fond B", "Pensioner", "Deponi", "Reserv"].iter().take(2 + random.below(4)) {
        let (opening, put, used) =
            (random.between(400, 20_000), random.between(0, 3000), -random.between(0, 3000));
        rows.push((label, vec![opening, put, used, opening + put + used]));
    }
    let n = rows.len();
    rows.push(("Summa", sum(&rows)));
    Made::whole(&["Ingående balans", "Avsatt", "Använt", "Utgående balans"], &rows, 0)
        .rows(Form::Sum, n, &plus(0..n), 0..4)
        .columns(Form::Sum, 3, &plus(0..3))
}

/// Opening and closing one under the other, two years.
fn roll_forward(random: &mut Random) -> Made {
    let labels = ["Ingående eget kapital", "Årets resultat", "Övriga förändringar", "Utgående eget kapital"];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    let mut opening = random.between(10_000, 90_000);
    for _ in 0..2 {
        let (result, other) = (random.between(-2000, 5000), random.between(-400, 400));
        let figures = [opening, result, other, opening + result + other];
        opening = figures[3];
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    Made::whole(&["2021", "2022"], &rows, 0).rows(Form::Sum, 3, &plus(0..3), 0..2)
}

/// Months, and the sum so far.
fn cumulated(random: &mut Random) -> Made {
    let n = 6 + random.below(7);
    let mut so_far = 0;
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in MONTHS.iter().take(n) {
        let value = random.between(300, 9000);
        so_far += value;
        rows.push((label, vec![value, so_far]));
    }
    let mut made = Made::whole(&["Månad", "Ackumulerat"], &rows, 0);
    for row in 1..n {
        made.add(Form::Sum, (row, 1), &[((row - 1, 1), 1), ((row, 0), 1)]);
    }
    made
}

/// Most figures are noughts.
fn sparse(random: &mut Random) -> Made {
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in
        &["Lekplats", "Gång- och cykelväg", "Vattenledning", "Reningsverk", "Skola", "Idrottshall", "Bro"]
    {
        let mut row: Vec<i64> =
            (0..4).map(|_| if random.below(3) == 0 { random.between(2, 900) * 10 } else { 0 }).collect();
        row.push(row.iter().sum());
        rows.push((label, row));
    }
    rows.push(("Summa", sum(&rows)));
    Made::whole(&["2022", "2023", "2024", "2025", "Totalt"], &rows, 0)
        .rows(Form::Sum, 7, &plus(0..7), 0..5)
        .columns(Form::Sum, 4, &plus(0..4))
}

/// A chain of results in which most of what stands between is nought.
fn sparse_chain(random: &mut Random) -> Made {
    let labels = [
        "Årets resultat",
        "Realisationsvinst",
        "Orealiserad vinst",
        "Resultat efter justering",
        "Avsatt till reserv",
        "Använt ur reserv",
        "Balanskravsresultat",
    ];
    let mut rows: Vec<(&str, Vec<i64>)> = labels.iter().map(|&label| (label, Vec::new())).collect();
    for _ in 0..5 {
        let mut some = |of: u64, low, high| if random.below(of) == 0 { random.between(low, high) } else { 0 };
        let (result, sold, unsold) = (some(1, -400, 700), some(4, -50, -1), some(4, -90, 90));
        let (put, used) = (some(4, -90, -5), some(4, 5, 200));
        let adjusted = result + sold + unsold;
        let figures = [result, sold, unsold, adjusted, put, used, adjusted + put + used];
        rows.iter_mut().zip(figures).for_each(|(row, value)| row.1.push(value));
    }
    Made::whole(&["2022", "2023", "2024", "2025", "2026"], &rows, 1)
        .rows(Form::Sum, 3, &plus(0..3), 0..5)
        .rows(Form::Sum, 6, &plus(3..6), 0..5)
}

/// Some rows and their sum in as many columns.
fn listed(random: &mut Random, rows: usize, headers: &[&str], size: i64) -> Made {
    let mut out: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in BOARDS.iter().take(rows) {
        out.push((label, headers.iter().map(|_| random.between(size / 100, size)).collect()));
    }
    let columns = headers.len();
    out.push(("Summa", sum(&out)));
    Made::whole(headers, &out, 0).rows(Form::Sum, rows, &plus(0..rows), 0..columns)
}

fn three_years(random: &mut Random) -> Made {
    let n = 3 + random.below(6);
    listed(random, n, &["2020", "2021", "2022"], 90_000)
}

fn two_rows(random: &mut Random) -> Made {
    listed(random, 2, &["2020", "2021", "2022"], 90_000)
}

fn two_columns(random: &mut Random) -> Made {
    let n = 3 + random.below(5);
    listed(random, n, &["Budget", "Utfall"], 90_000)
}

fn one_column(random: &mut Random) -> Made {
    let n = 3 + random.below(5);
    listed(random, n, &["Belopp"], 90_000)
}

/// Women, men and all, by few rows.
fn by_sex(random: &mut Random) -> Made {
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in BOARDS.iter().take(3 + random.below(4)) {
        let (women, men) = (random.between(3, 400), random.between(3, 200));
        rows.push((label, vec![women, men, women + men]));
    }
    let n = rows.len();
    rows.push(("Totalt", sum(&rows)));
    Made::whole(&["Kvinnor", "Män", "Totalt"], &rows, 0).rows(Form::Sum, n, &plus(0..n), 0..3).columns(
        Form::Sum,
        2,
        &plus(0..2),
    )
}

/// A row of figures by quarter, and nothing below it.
fn quarters(random: &mut Random) -> Made {
    let mut rows: Vec<(&str, Vec<i64>)> = Vec::new();
    for &label in BOARDS.iter().take(2 + random.below(3)) {
        let mut row: Vec<i64> = (0..4).map(|_| random.between(100, 9000)).collect();
        row.push(row.iter().sum());
        rows.push((label, row));
    }
    Made::whole(&["Kv 1", "Kv 2", "Kv 3", "Kv 4", "Helår"], &rows, 0).columns(Form::Sum, 4, &plus(0..4))
}

type Make = fn(&mut Random) -> Made;

/// Each kind by its name; true where an identity that fails is not looked for: a single column has nothing that could
/// bear its sum out.
pub(crate) const ALL: [(&str, Make, bool); 23] = [
    ("boards", boards, false),
    ("signed income", signed_income, false),
    ("unsigned income", unsigned_income, false),
    ("unsigned costs, subtotals", unsigned_costs, false),
    ("balance sheet", balance_sheet, false),
    ("cash flow", cash_flow, false),
    ("changes", changes, false),
    ("change in per cent only", only_per_cent, false),
    ("shares of the total", shares, false),
    ("used of the budget", used, false),
    ("averages", full_averages, false),
    ("averages over gaps", averages_over_gaps, false),
    ("openings", openings, false),
    ("roll forward", roll_forward, false),
    ("cumulated", cumulated, false),
    ("sparse", sparse, false),
    ("sparse chain", sparse_chain, false),
    ("three years", three_years, false),
    ("two rows", two_rows, false),
    ("two columns", two_columns, false),
    ("one column", one_column, true),
    ("by sex", by_sex, false),
    ("quarters", quarters, false),
];
