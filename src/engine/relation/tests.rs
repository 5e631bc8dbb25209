//! Small tables drawn as text, and generated ones that are spoilt on purpose.

use super::infer;
use crate::engine::{
    options::Rounding,
    report::{Cell, Column, Relation, RelationKind, Row, State, Table, Verdict},
    vocabulary,
};
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// `label | 1 | 2`, one row a line; the first line holds the headers.
pub(super) fn table(text: &str) -> Table {
    let mut lines = text.trim().lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let columns = lines
        .next()
        .unwrap()
        .iter()
        .skip(1)
        .map(|header| Column {
            header: (*header).to_owned(),
            role: header.split_whitespace().find_map(vocabulary::column_role).unwrap_or_default(),
            unit: None,
        })
        .collect();
    let rows = lines
        .enumerate()
        .map(|(at, cells)| Row {
            line: at as u32 + 2,
            label: cells[0].to_owned(),
            role: vocabulary::row_role(cells[0]),
            cells: cells[1..].iter().map(|text| cell(text)).collect(),
            ..Row::default()
        })
        .collect();
    Table { columns, rows, ..Table::default() }
}

fn cell(text: &str) -> Option<Cell> {
    let value: Decimal = text.replace(',', ".").parse().ok()?;
    Some(Cell { text: text.to_owned(), value: Some(value), state: State::Unchecked, span: None, at: None })
}

/// `4,0 = 0 + 1 exact`: row,column of the total, and of each term the position.
pub(super) fn drawn(relations: &[Relation]) -> Vec<String> {
    relations
        .iter()
        .map(|relation| {
            let (row, column) = relation.total;
            let by_rows = relation.terms.iter().all(|term| term.cell.1 == column);
            let terms: Vec<String> = relation
                .terms
                .iter()
                .map(|term| {
                    let sign = if term.factor.is_sign_negative() { "-" } else { "+" };
                    format!("{sign}{}", if by_rows { term.cell.0 } else { term.cell.1 })
                })
                .collect();
            let axis = if by_rows { "rows" } else { "columns" };
            format!("{row},{column} {:?} {axis} {} {:?}", relation.kind, terms.join(""), relation.verdict)
        })
        .collect()
}

pub(super) fn identities(text: &str) -> Vec<String> {
    drawn(&infer(&table(text), Rounding::Interval).relations)
}

const OPERATIONS: &str = "
    tkr                   | Budget | Prognos | Avvikelse
    Intäkter              | 31185  | 38738   | 7553
    Personalkostnader     | -84211 | -86350  | -2139
    Lokaler               | -12877 | -12877  | 0
    Köpta tjänster        | -23507 | -30201  | -6694
    Övriga kostnader      | -9146  | -9633   | -487
    Verksamhetens kostnader | -129741 | -139061 | -9320
    Nettokostnader        | -98556 | -100323 | -1767
    Kommunbidrag          | 98556  | 98556   | 0
    Årets resultat        | 0      | -1767   | -1767";

#[test]
fn the_table_of_a_department() {
    let found = identities(OPERATIONS);
    for column in 0..3 {
        assert!(found.contains(&format!("5,{column} Sum rows +1+2+3+4 Exact")), "{found:#?}");
        assert!(found.contains(&format!("6,{column} Sum rows +0+5 Exact")), "{found:#?}");
        assert!(found.contains(&format!("8,{column} Sum rows +6+7 Exact")), "{found:#?}");
    }
    for row in 0..9 {
        assert!(found.contains(&format!("{row},2 Difference columns +1-0 Exact")), "{found:#?}");
    }
    assert_eq!(found.len(), 18, "{found:#?}");
}

#[test]
fn a_broken_sum_is_found_by_the_other_columns_and_the_wrong_cell_named() {
    let spoilt = OPERATIONS.replace("-86350", "-83650");
    let found = infer(&table(&spoilt), Rounding::Interval);
    let broken: Vec<usize> =
        (0..found.relations.len()).filter(|&i| found.relations[i].verdict == Verdict::Mismatch).collect();
    assert_eq!(broken.len(), 2, "{:#?}", drawn(&found.relations));
    assert_eq!(found.diagnoses.len(), 1);
    let culprit = found.diagnoses[0].culprit.as_ref().unwrap();
    assert_eq!((culprit.cell, culprit.suggested), ((1, 1), Some(Decimal::from(-86350))));
    assert!(culprit.alternatives.is_empty(), "{culprit:?}");
}

#[test]
fn every_third_row_gives_way_to_the_subtotals() {
    // Few projects have come to an outcome: in two columns, every third row adds up to the grand total, too.
    let found = infer(
        &table(
            "tkr | Budget | Utfall | Prognos | Avvikelse
             Gator | 4120 | | 4120 | 0
             Broar | 30655 | 0 | 24310 | 6345
             Parker | 12990 | 11480 | 10385 | 2605
             Summa gator och parker | 47765 | 11480 | 38815 | 8950
             Skolor | 6205 | | 6205 |
             Förskolor | 51840 | | 51840 |
             Bad | 3310 | 1870 | 3310 |
             Bibliotek | 44560 | | 44560 | 0
             Kök | 5115 | | 5115 |
             Boenden | 9240 | 0 | 7424 | 1816
             Summa lokaler | 120270 | 1870 | 118454 | 1816
             Fordon | 23815 | | 23815 | 0
             System | 19470 | 7785 | 15502 | 3968
             Inventarier | 3180 | 0 | 3180 | 0
             Summa utrustning | 46465 | 7785 | 42497 | 3968
             SUMMA INVESTERINGAR | 214500 | 21135 | 199766 | 14734",
        ),
        Rounding::Interval,
    );
    let drawn = drawn(&found.relations);
    assert!(found.relations.iter().all(|relation| relation.verdict != Verdict::Mismatch), "{drawn:#?}");
    for column in 0..4 {
        assert!(drawn.contains(&format!("15,{column} Sum rows +3+10+14 Exact")), "{drawn:#?}");
    }
}

#[test]
fn a_net_that_always_holds_is_not_told_the_other_way_round() {
    // The year's result is nought in all years but one, so that the costs are the income, too.
    let found = identities(
        "mkr | 2025 | 2024 | 2023 | 2022 | 2021
         Hyror, netto | 168 | 160 | 151 | 147 | 142
         Övrigt, netto | 3 | 2 | 4 | 3 | 2
         Summa intäkter | 171 | 162 | 155 | 150 | 144
         Underhåll | -58 | -47 | -33 | -41 | -35
         Fastighetsskatt | -5 | -5 | -3 | -4 | -4
         Drift | -74 | -75 | -68 | -63 | -60
         Summa driftskostnader | -137 | -127 | -104 | -108 | -99
         Driftnetto | 34 | 35 | 51 | 42 | 45
         Avskrivningar | -19 | -18 | -17 | -17 | -16
         Räntor | -15 | -13 | -34 | -25 | -29
         Summa kostnader | -171 | -158 | -155 | -150 | -144",
    );
    for column in 0..5 {
        assert!(found.contains(&format!("7,{column} Sum rows +2+6 Exact")), "{found:#?}");
    }
    assert!(!found.iter().any(|relation| relation.contains("+7+10")), "{found:#?}");
}

#[test]
fn chance_is_not_claimed() {
    for text in [
        "antal | A\n x | 1\n y | 2\n z | 3\n w | 5",
        "pris | A | B\n x | 12 | 7\n y | 14 | 9\n z | 11 | 8\n w | 25 | 3",
        "t | A | B | C\n x | 0 | 0 | 0\n y | 0 | 0 | 0\n Summa | 0 | 0 | 0",
    ] {
        assert_eq!(identities(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_column_that_does_not_add_up_by_its_nature_is_no_mismatch() {
    let found = identities(
        "x | Budget | Utfall | Kr per elev
         Norra skolan | 12455 | 12871 | 96531
         Södra skolan | 9733 | 9502 | 104227
         Västra skolan | 20518 | 21443 | 91870
         Summa | 42706 | 43816 | 95644",
    );
    assert_eq!(found, ["3,0 Sum rows +0+1+2 Exact", "3,1 Sum rows +0+1+2 Exact"]);
}

#[test]
fn whereof_rows_are_not_added() {
    let found = identities(
        "x | 2023 | 2024
         Löner | 51455 | 55871
         varav timlöner | 3733 | 3502
         Hyror | 20518 | 21443
         Summa | 71973 | 77314",
    );
    assert_eq!(found, ["3,0 Sum rows +0+2 Exact", "3,1 Sum rows +0+2 Exact"]);
}

#[test]
fn whereof_rows_that_are_taken_off_are_added() {
    let found = identities(
        "x | 2023 | 2024 | 2025
         Nya lån | 21500 | 0 | 24920
         Nya avgifter | 5013 | 2872 | 5163
         varav ej betalda | -4690 | 0 | -4781
         Utlåning | 132 | -2389 | 413
         Summa | 21955 | 483 | 25715",
    );
    assert_eq!(
        found,
        ["4,0 Sum rows +0+1+2+3 Exact", "4,1 Sum rows +0+1+2+3 Exact", "4,2 Sum rows +0+1+2+3 Exact"]
    );
}

#[test]
fn rounded_figures_may_differ_by_their_rounding() {
    let text = "mkr | 2022 | 2023 | 2024
         Löner | 514,5 | 558,7 | 601,2
         Hyror | 205,1 | 214,4 | 222,3
         Övrigt | 71,7 | 88,9 | 93,1
         Summa | 791,3 | 862,1 | 916,6";
    let found = identities(text);
    assert_eq!(
        found,
        ["3,0 Sum rows +0+1+2 Exact", "3,1 Sum rows +0+1+2 Rounding", "3,2 Sum rows +0+1+2 Exact",]
    );
    let strict = drawn(&infer(&table(text), Rounding::Exact).relations);
    assert_eq!(strict[1], "3,1 Sum rows +0+1+2 Mismatch");
}

/// A generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// A table of groups with subtotals, a grand total, two or three columns and their differences.
fn generated(random: &mut Random) -> Table {
    let groups = 2 + random.below(3) as usize;
    let pairs = 1 + random.below(2) as usize;
    let width = pairs * 3;
    let digits = 10_u64.pow(4 + random.below(3) as u32);
    let mut rows: Vec<(String, Vec<i64>)> = Vec::new();
    let mut grand = vec![0_i64; width];
    for group in 0..groups {
        let mut sum = vec![0_i64; width];
        for item in 0..2 + random.below(5) {
            let mut row = Vec::new();
            for _ in 0..pairs {
                let budget = -((digits / 10 + random.below(digits)) as i64);
                let outcome = budget + random.below(digits / 4) as i64 - digits as i64 / 8;
                row.extend([budget, outcome, outcome - budget]);
            }
            sum.iter_mut().zip(&row).for_each(|(sum, value)| *sum += value);
            rows.push((format!("Post {group}.{item}"), row));
        }
        grand.iter_mut().zip(&sum).for_each(|(grand, value)| *grand += value);
        rows.push((format!("Summa {group}"), sum));
    }
    rows.push(("Totalt".to_owned(), grand));
    let mut text = "tkr".to_owned();
    for pair in 0..pairs {
        write!(text, " | Budget {pair} | Utfall {pair} | Avvikelse {pair}").unwrap();
    }
    for (label, row) in rows {
        write!(text, "\n{label}").unwrap();
        for value in row {
            write!(text, " | {value}").unwrap();
        }
    }
    table(&text)
}

#[test]
fn one_wrong_figure_is_noticed_and_named() {
    let mut random = Random(7);
    let (mut tried, mut noticed, mut pinned, mut righted, mut clean) = (0, 0, 0, 0, 0);
    for _ in 0..150 {
        let table = generated(&mut random);
        let whole = infer(&table, Rounding::Interval);
        clean += usize::from(whole.relations.iter().all(|r| r.verdict == Verdict::Exact));
        for _ in 0..4 {
            let at = (
                random.below(table.rows.len() as u64) as usize,
                random.below(table.columns.len() as u64) as usize,
            );
            let value = table.value(at).unwrap();
            // One digit, several, or another figure; always more than the rounding of the sums it is part of.
            let wrong = match random.below(3) {
                0 => value + Decimal::from(9 * 10_i64.pow(random.below(4) as u32)),
                1 => value + Decimal::from(10_i64.pow(1 + random.below(3) as u32)),
                _ => value - Decimal::from(9 + random.below(5000)),
            };
            let mut spoilt = table.clone();
            spoilt.rows[at.0].cells[at.1].as_mut().unwrap().value = Some(wrong);
            let found = infer(&spoilt, Rounding::Interval);
            tried += 1;
            noticed += usize::from(!found.diagnoses.is_empty());
            let culprit = found.diagnoses.first().and_then(|diagnosis| diagnosis.culprit.as_ref());
            pinned += usize::from(culprit.is_some_and(|culprit| culprit.cell == at));
            righted += usize::from(
                culprit.is_some_and(|culprit| culprit.cell == at && culprit.suggested == Some(value)),
            );
        }
    }
    let shares = format!(
        "{clean} of 150 clean; {tried} spoilt: {noticed} noticed, {pinned} pinned, {righted} righted"
    );
    assert_eq!(clean, 150, "{shares}");
    assert!(
        noticed * 1000 >= tried * 995 && pinned * 100 >= tried * 95 && righted * 100 >= tried * 90,
        "{shares}"
    );
}

fn mismatches(text: &str) -> Vec<String> {
    identities(text).into_iter().filter(|identity| identity.ends_with("Mismatch")).collect()
}

#[test]
fn a_bare_nought_is_as_exact_as_the_figures_around_it() {
    let text = "
        mnkr     | Utfall | Budget | Prognos
        Taxor    | 373,6  | 375,7  | 1513,8
        Inköp    | -360,5 | -382,1 | -1550,7
        Bidrag   | 9,4    | 9,4    | 37,4
        Internt  | 0      | 0      | 0
        Resultat | 22,5   | 3,0    | 0";
    assert_eq!(mismatches(text), ["4,2 Sum rows +0+1+2+3 Mismatch"]);
    assert_eq!(mismatches(&text.replace("1513,8", "1513,3")), [""; 0]);
}

#[test]
fn a_sum_inside_a_sum_is_told_when_most_of_it_is_nought() {
    let text = "
        mnkr              | 2025 | 2026  | 2027  | 2028 | 2029 | 2030
        Årets resultat    | 50,3 | -19,4 | -26,1 | 40,0 | 44,0 | 38,0
        Avgår vinster     | -0,1 | 0,0   | 0,0   | 0,0  | 0,0  | 0,0
        Orealiserat       | 9,5  | 0,0   | 0,0   | 0,0  | 0,0  | 0,0
        Efter justering   | 59,7 | -19,4 | -26,1 | 40,0 | 44,0 | 38,0
        Avsatt till buffert | 0,0 | 0,0  | 0,0   | 0,0  | 0,0  | 0,0
        Tagit ur buffert  | 0,0  | 14,6  | 7,5   | 0,0  | 0,0  | 0,0
        Kvarstående resultat | 59,7 | -4,8 | -18,6 | 40,0 | 44,0 | 38,0";
    assert_eq!(mismatches(text), [""; 0]);
    for (right, spoilt) in
        [("14,6", "14,9"), ("| 40,0 | 44,0 | 38,0\n        Avsatt", "| 40,0 | 44,0 | 83,0\n        Avsatt")]
    {
        assert!(text.contains(right));
        assert!(!mismatches(&text.replace(right, spoilt)).is_empty(), "{spoilt}");
    }
}

#[test]
fn two_identities_that_fail_alike_bear_each_other_out() {
    // Two rows under a sum say little, and so does a deviation that is blank; together they tell.
    let text = "
        mkr          | Budget | Utfall | Avvikelse
        Möbler       | 0,800  | 0,617  | 0,183
        Konst        | 0,125  | 1,025  |
        Summa klara  | 0,925  | 0,742  | 0,183
        Läktare      | 0,709  | 0,694  | 0,015
        Verkstad     | 0,388  | 0,153  | 0,235
        Spår         | 0,539  | 0,474  | 0,065
        Teknik       | 0,412  | 0,504  | -0,092
        Summa pågår  | 2,048  | 1,825  | 0,223";
    let found = mismatches(text);
    assert!(found.iter().any(|identity| identity.starts_with("2,1 Sum rows +0+1 ")), "{found:?}");
    assert_eq!(mismatches(&text.replace("1,025", "0,125")), [""; 0]);
}

#[test]
fn shares_beside_amounts_do_not_speak_against_their_sum() {
    let found = identities(
        "Slag        | Belopp | Egen  | Avgift | Annan
         Slott       | 46271  | 10.5  | 63.4   | 26.1
         Torn        | 25231  | 15.7  | 83.0   | 1.3
         Vindbrygga  | 2134   | 28.2  | 64.9   | 6.9
         Vallgrav    | 18906  | 1.6   | 37.0   | 61.4
         Trädgård    | 1415   | 19.8  | 44.5   | 35.7",
    );
    assert_eq!(found, ["0,0 Sum rows +1+2+3 Exact"], "and the shares are no mismatches");
}

#[test]
fn totals_of_totals_pass_over_the_shares_between_them() {
    let found = identities(
        "Plats      | Lån  | Besök | Frågor
         Norra      | 331  | 254   | 172
         Södra      | 377  | 258   | 119
         Filialer   | 708  | 512   | 291
         Norra del  | 0.47 | 0.50  | 0.59
         Buss       | 381  | 338   | 217
         Båt        | 273  | 229   | 183
         Rörliga    | 654  | 567   | 400
         Buss del   | 0.58 | 0.60  | 0.54
         Samlat     | 1362 | 1079  | 691",
    );
    assert!(found.contains(&"8,1 Sum rows +2+6 Exact".to_owned()), "{found:?}");
}

#[test]
fn a_sum_of_many_blanks_is_believed_when_each_part_carries_it_somewhere() {
    let sparse = "
        Klass | Vår | Höst | Läsår
        1     | 0   | 14   | 14
        2     | 23  | 0    | 23
        3     | 0   | 37   | 37
        4     | 19  | 0    | 19
        5     | 0   | 41   | 41
        6     | 31  | 0    | 31
        7     | 12  | 9    | 21";
    assert_eq!(identities(sparse).len(), 7, "{:?}", identities(sparse));
    let copy = sparse
        .replace("23  | 0 ", "0   | 23")
        .replace("19  | 0 ", "0   | 19")
        .replace("31  | 0 ", "0   | 31");
    assert_eq!(identities(&copy), Vec::<String>::new(), "the last column copies the one before it");
}

#[test]
fn counts_rounded_at_random_break_no_sum() {
    let found = identities(
        "Färdsätt | Öst   | Väst  | Nord
         Alla     | 14725 | 19045 | 22960
         Buss     | 3665  | 4310  | 6390
         Cykel    | 1545  | 2445  | 2115
         Gång     | 920   | 4265  | 1690
         Spårvagn | 6240  | 3220  | 8795
         Tåg      | 1235  | 2015  | 2635
         Färja    | 1115  | 2785  | 1345",
    );
    let sum = |column: usize| format!("0,{column} Sum rows +1+2+3+4+5+6");
    for column in 0..3 {
        assert!(found.iter().any(|line| line.starts_with(&sum(column))), "{found:?}");
    }
    assert!(!found.iter().any(|line| line.ends_with("Mismatch")), "{found:?}");
}

#[test]
fn a_column_that_is_copied_is_stated_once() {
    let found = identities(
        "Grupp | Del A | Del B | Prov | Åter
         Blå   | 543   | 171   | 714  | 714
         Grön  | 702   | 166   | 868  | 868
         Röd   | 548   | 142   | 690  | 690
         Gul   | 611   | 209   | 820  | 820",
    );
    assert!(found.iter().all(|line| line.contains(",2 Sum columns +0+1")) && found.len() == 4, "{found:?}");
}

#[test]
fn a_row_of_totals_is_not_blamed_for_an_empty_cell_above_it() {
    // The third row gives one of its three parts.
    let spent = table(
        "Objekt | Budget | Före | I år | Sedan
         Bryggan | 41300 | 20150 | 12700 | 8450
         Torget | 18900 | 4200 | 9330 | 5370
         Gången | 3200 |  | 2972 | 
         Ledningar | 6450 | 1010 | 3120 | 2320
         Belysning | 7775 | 2025 | 4050 | 1700
         Summa | 77625 | 27385 | 32172 | 17840",
    );
    let broken = |table: &Table| {
        let relations = infer(table, Rounding::Interval).relations;
        relations.iter().filter(|r| r.verdict == Verdict::Mismatch).map(|r| r.total).collect::<Vec<_>>()
    };
    assert_eq!(broken(&spent), []);
    // A total that is wrong by itself is told as before.
    let mut wrong = spent;
    wrong.rows[5].cells[0].as_mut().unwrap().value = Some(Decimal::from(78_625));
    assert!(broken(&wrong).contains(&(5, 0)));
}

#[test]
fn a_total_of_more_than_the_parts_is_not_called_wrong_where_that_shows() {
    // The fees stand apart, below the sum of what taxes pay, and have only two of the columns.
    let all = table(
        "Nämnd | Ingående | Tilldelat | Intäkter | Kostnader | Resultat
         Summa alla | 362.9 | 1953.5 | 645.5 | -2508.8 | 90.2
         Park | 149.4 | 903.2 | 136.1 | -1003.5 | 35.8
         Bad | 39.8 | 619.5 | 151.1 | -798.5 | -27.9
         Hall | 124.6 | 323.2 | 104.0 | -395.6 | 31.6
         Väg | 49.1 | 107.6 | 29.1 | -86.0 | 50.7
         Summa skatt | 362.9 | 1953.5 | 420.3 | -2283.6 | 90.2
         Vatten | 0.0 | 0.0 | 225.2 | -225.2 | 0.0
         Summa avgift | 0.0 | 0.0 | 225.2 | -225.2 | 0.0",
    );
    let relations = infer(&all, Rounding::Interval).relations;
    assert!(relations.iter().any(|r| r.total.0 == 5 && r.verdict != Verdict::Mismatch));
    assert_eq!(relations.iter().filter(|r| r.verdict == Verdict::Mismatch).count(), 0);
}

#[test]
fn kinds_are_told_once() {
    let found = infer(&table(OPERATIONS), Rounding::Interval).relations;
    assert!(
        found.iter().all(|relation| matches!(relation.kind, RelationKind::Sum | RelationKind::Difference))
    );
}

/// The verdicts on the sums of the groups, by the names of the rows. Two rows that give a third by chance are
/// believed the sooner the closer they stand, and so are not the same in another order.
fn by_name(table: &Table) -> Vec<String> {
    let mut relations = infer(table, Rounding::Interval).relations;
    relations.retain(|relation| table.rows[relation.total.0].label.starts_with("Summa"));
    let name = |(row, column): (usize, usize)| format!("{}/{column}", table.rows[row].label);
    let mut said: Vec<String> = relations
        .iter()
        .map(|relation| {
            let mut terms: Vec<String> = relation.terms.iter().map(|term| name(term.cell)).collect();
            terms.sort();
            format!("{} = {} {:?}", name(relation.total), terms.join(" "), relation.verdict)
        })
        .collect();
    said.sort();
    said
}

/// The identities without their amounts.
fn skeleton(table: &Table) -> Vec<String> {
    drawn(&infer(table, Rounding::Interval).relations)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn any_figures_give_an_answer(
        cells in proptest::collection::vec(
            proptest::option::of((proptest::prelude::any::<i128>(), 0_u32..28)), 0..60),
        width in 1_usize..7,
    ) {
        let rows: Vec<Row> = cells
            .chunks(width)
            .map(|chunk| {
                let mut row: Vec<Option<Cell>> = chunk
                    .iter()
                    .map(|cell| {
                        let (mantissa, scale) = (*cell)?;
                        let value = Decimal::try_from_i128_with_scale(mantissa >> 33, scale).ok()?;
                        Some(Cell { text: String::new(), value: Some(value), state: State::Unchecked, span: None, at: None })
                    })
                    .collect();
                row.resize(width, None);
                Row { cells: row, ..Row::default() }
            })
            .collect();
        let table = Table { columns: vec![Column::default(); width], rows, ..Table::default() };
        for rounding in [Rounding::Interval, Rounding::Exact, Rounding::One] {
            for relation in infer(&table, rounding).relations {
                proptest::prop_assert!(table.value(relation.total).is_some() && !relation.terms.is_empty());
            }
        }
    }

    #[test]
    fn no_suggestion_breaks_what_holds(seed in 0_u64..100_000, wrong in 1_usize..4) {
        let mut random = Random(seed);
        let mut table = generated(&mut random);
        for _ in 0..wrong {
            let row = random.below(table.rows.len() as u64) as usize;
            let column = random.below(table.columns.len() as u64) as usize;
            let cell = table.rows[row].cells[column].as_mut().unwrap();
            cell.value = Some(cell.value.unwrap() + Decimal::from(random.below(9000)) - Decimal::from(4500));
        }
        let found = infer(&table, Rounding::Interval);
        let culprits: Vec<_> = found.diagnoses.iter().filter_map(|d| d.culprit.as_ref()).collect();
        let mut mended = table.clone();
        for culprit in &culprits {
            mended.rows[culprit.cell.0].cells[culprit.cell.1].as_mut().unwrap().value = culprit.suggested;
        }
        let told: std::collections::BTreeSet<usize> = found
            .diagnoses
            .iter()
            .filter(|diagnosis| diagnosis.culprit.is_some())
            .flat_map(|diagnosis| diagnosis.relations.iter().copied())
            .collect();
        // A suggestion may rest on a change that is not told for lack of a slip.
        let all_told = culprits.len() == found.diagnoses.len();
        for (index, relation) in found.relations.iter().enumerate().filter(|_| all_told) {
            let sum: Decimal = relation.terms.iter().map(|t| mended.value(t.cell).unwrap() * t.factor).sum();
            let off = (sum - mended.value(relation.total).unwrap()).abs();
            let holds = relation.verdict != Verdict::Mismatch || told.contains(&index);
            proptest::prop_assert!(!holds || off <= relation.tolerance, "{:?} off by {}", relation, off);
        }
    }

    #[test]
    fn the_order_of_the_parts_changes_no_verdict(seed in 0_u64..100_000) {
        let mut random = Random(seed);
        let mut table = generated(&mut random);
        let (row, column) = (random.below(table.rows.len() as u64), random.below(table.columns.len() as u64));
        let cell = table.rows[row as usize].cells[column as usize].as_mut().unwrap();
        cell.value = Some(cell.value.unwrap() + Decimal::from(7777));
        let mut turned = table.clone();
        for part in turned.rows.chunk_by_mut(|a, b| {
            a.label.starts_with("Post") && a.label.get(..7) == b.label.get(..7)
        }) {
            part.reverse();
        }
        proptest::prop_assert_eq!(by_name(&table), by_name(&turned));
    }

    #[test]
    fn the_work_is_bounded(rows in 3_usize..40, columns in 2_usize..8, seed in 0_u64..100_000) {
        let mut random = Random(seed);
        let mut cell = || Some(cell(&random.below(2000).to_string()).unwrap());
        let rows: Vec<Row> = (0..rows)
            .map(|at| Row { line: at as u32, cells: (0..columns).map(|_| cell()).collect(), ..Row::default() })
            .collect();
        let most = rows.len().max(columns) as u64;
        let table = Table { columns: vec![Column::default(); columns], rows, ..Table::default() };
        // In each line, triples of positions, a few times over.
        let steps = infer(&table, Rounding::Interval).steps;
        proptest::prop_assert!(steps <= 200 * most * most * most + 100_000, "{} steps for {}", steps, most);
    }

    #[test]
    fn a_unit_a_thousand_times_smaller_changes_nothing(seed in 0_u64..1000, power in 1_u32..6) {
        let table = generated(&mut Random(seed));
        let mut scaled = table.clone();
        for cell in scaled.rows.iter_mut().flat_map(|row| &mut row.cells).flatten() {
            let value = cell.value.unwrap();
            cell.value = Some(Decimal::from_i128_with_scale(value.mantissa(), power));
        }
        proptest::prop_assert_eq!(skeleton(&table), skeleton(&scaled));
    }
}

#[test]
fn parts_and_their_total_have_no_mean() {
    // A quarter of the total is the mean of the seven parts and the total, and of nothing that is meant.
    let found = identities(
        "Namn | Prov 1 | Prov 2 | Prov 3 | Muntligt | Hemuppgift | Närvaro | Extra | Poäng | Betyg
         A | 40 | 86 | 96 | 122 | 14 | 13 | 10 | 381 | 95,25
         B | 39 | 68 | 83 | 76 | 14 | 15 | 11 | 306 | 76,50
         C | 38 | 78 | 95 | 72 | 13 | 14 | 12 | 322 | 80,50
         D | 37 | 88 | 87 | 104 | 12 | 13 | 9 | 350 | 87,50",
    );
    assert!(found.iter().all(|told| !told.contains("Average")), "{found:#?}");
}

#[test]
fn unsigned_costs_are_subtracted_in_what_is_left() {
    let text = "
        x | 2022 | 2021
        Verksamhetens intäkter | 712.4 | 655.1
        Verksamhetens kostnader | 3120.7 | 2988.3
        Avskrivningar | 120.3 | 111.6
        Verksamhetens nettokostnad | -2528.6 | -2444.8
        Skatteintäkter | 2011.5 | 1987.2
        Generella statsbidrag | 590.2 | 544.0
        Finansiella intäkter | 33.1 | 21.7
        Finansiella kostnader | 21.6 | 30.2
        Årets resultat | 84.6 | 77.9";
    let found = identities(text);
    for column in 0..2 {
        assert!(found.contains(&format!("3,{column} Sum rows +0-1-2 Exact")), "{found:#?}");
        assert!(found.contains(&format!("8,{column} Sum rows +3+4+5+6-7 Exact")), "{found:#?}");
    }
}

#[test]
fn a_wrong_percentage_among_many_right_ones_is_named() {
    let text = "
        x | Budget | Utfall | Förbrukat %
        Byggnad | 15658 | 10018 | 64.0
        Kultur | 41451 | 21817 | 52.6
        Skola | 29168 | 24380 | 83.6
        Teknik | 39918 | 23088 | 57.8
        Vård | 77748 | 30807 | 39.6
        Fritid | 65310 | 40133 | 64.1
        Summa | 269253 | 150243 | 55.8";
    let found = infer(&table(text), Rounding::Interval);
    let culprits: Vec<_> = found.diagnoses.iter().filter_map(|d| d.culprit.as_ref()).collect();
    let [culprit] = culprits.as_slice() else { panic!("{:#?}", found.diagnoses) };
    assert_eq!((culprit.cell, culprit.suggested), ((5, 2), Some(Decimal::new(614, 1))));
    // Two of seven: they are of something else.
    let twice = text.replace("83.6", "38.6");
    assert_eq!(infer(&table(&twice), Rounding::Interval).diagnoses, []);
}

#[test]
fn a_slip_in_the_last_step_is_told_though_most_columns_lack_the_tax() {
    let text = "
        Belopp i mkr\t2018\t2017\t2018\t2017
        Intäkter\t1268\t1136\t2835\t2633
        Kostnader\t-1189\t-674\t-2654\t-2407
        Resultat före skatt\t79\t462\t181\t226
        Skatt\t-\t-\t-37\t-40
        Årets resultat\t79\t462\t144\t186";
    let errors = |text: &str| {
        let source = crate::engine::source::Source::text("t", text.replace("\n        ", "\n"));
        let report = crate::engine::check(&source, &crate::engine::options::Options::default());
        report.findings.iter().filter(|finding| finding.rule == "footing/sum").count()
    };
    assert_eq!(errors(text), 0);
    for (right, wrong) in [("-37", "-57"), ("186", "168")] {
        assert_eq!(errors(&text.replacen(right, wrong, 1)), 1, "{wrong}");
    }
}

#[test]
fn a_slip_in_one_of_two_years_is_told_where_the_words_name_the_sum() {
    let text = "
        Belopp i mnkr | 2014 | 2013
        Löpande drift
        Periodens resultat | 438 | 575
        Avskrivningar | 520 | 837
        Ändrade avsättningar | -51 | -30
        Netto från löpande drift | 907 | 1382
        Investeringar
        Köp av inventarier | -925 | -914
        Sålda inventarier | 54 | 57
        Netto från investeringar | -871 | -857
        Periodens kassaflöde | 36 | 525
        Likvida medel vid årets början | 659 | 134
        Likvida medel vid periodens slut | 695 | 659";
    let errors = |text: &str| {
        let source =
            crate::engine::source::Source::text("t", text.replace("\n        ", "\n").replace(" | ", "\t"));
        let report = crate::engine::check(&source, &crate::engine::options::Options::default());
        report.findings.iter().filter(|finding| finding.rule == "footing/sum").count()
    };
    assert_eq!(errors(text), 0);
    for (right, wrong) in
        [("520", "550"), ("1382", "1432"), ("-914", "-941"), ("659 | 134", "679 | 134"), ("695", "595")]
    {
        assert_eq!(errors(&text.replacen(right, wrong, 1)), 1, "{wrong}");
    }
}

#[test]
fn a_row_that_is_nothing_where_the_sum_holds_is_not_in_it() {
    let found = identities(
        "tkr | A | B
        Mark | 35412 | 30841
        Fonder | 9980 | 9980
        Lån | 0 | 1100
        Lager | 5041 | 5327
        Kassa | 8817 | 8573
        Summa | 59250 | 54721",
    );
    assert!(found.contains(&"5,0 Sum rows +0+1+3+4 Exact".to_owned()), "{found:#?}");
    assert!(!found.iter().any(|told| told.ends_with("Mismatch")), "{found:#?}");
}

#[test]
fn a_part_of_a_net_may_have_the_other_sign() {
    let found = identities(
        "mkr | 2024 | 2025
         Nettokostnad | -15351 | -15233
         varav vinster | 260 | 200
         Skatter | 15266 | 15185
         Räntor | 86 | -31
         Årets resultat | 1 | -79",
    );
    assert_eq!(found, ["4,0 Sum rows +0+2+3 Exact", "4,1 Sum rows +0+2+3 Exact"]);
}

#[test]
fn a_total_stands_for_the_only_part_that_it_repeats() {
    let found = identities(
        "tkr | 2024 | 2025
         Resultat före dispositioner | 33728 | 62124
         Lämnade bidrag | -30 | -30
         Summa dispositioner | -30 | -30
         Resultat före skatt | 33698 | 62094",
    );
    assert_eq!(found, ["3,0 Sum rows +0+2 Exact", "3,1 Sum rows +0+2 Exact"]);
}

#[test]
fn a_total_passes_over_the_results_among_its_terms() {
    let found = identities(
        "mkr | 2023 | 2024 | 2025
         Hyror | 268 | 260 | 249
         Övrigt | 12 | 9 | 14
         Summa intäkter | 280 | 269 | 263
         Underhåll | -90 | -67 | -53
         Värme | -131 | -132 | -118
         Summa driftkostnader | -221 | -199 | -171
         Driftnetto | 59 | 70 | 92
         Avskrivningar | -30 | -29 | -28
         Räntor | -18 | -22 | -31
         Summa kostnader | -269 | -250 | -230",
    );
    assert!(found.contains(&"9,0 Sum rows +5+7+8 Exact".to_owned()), "{found:?}");
}

#[test]
fn of_two_totals_with_the_same_figures_each_has_its_own_side() {
    let found = identities(
        "mkr | A | B | C
        Mark | 978640 | 254536 | 16374
        Bidrag | 5447 | 1865 | 0
        Kassa | 312906 | 167098 | 8378
        TILLGÅNGAR | 1296993 | 423499 | 24752
        Eget kapital | 570423 | 110016 | 2470
        Avsatt | 84456 | 149011 | 3420
        Lån | 425188 | 66209 | 10938
        Korta lån | 216926 | 98263 | 7924
        SKULDER OCH EGET KAPITAL | 1296993 | 423499 | 24752",
    );
    assert!(found.contains(&"3,0 Sum rows +0+1+2 Exact".to_owned()), "{found:#?}");
    assert!(found.contains(&"8,0 Sum rows +4+5+6+7 Exact".to_owned()), "{found:#?}");
}

#[test]
fn what_is_said_again_closes_the_parts_above_it() {
    let found = identities(
        "tkr | 2023 | 2024 | 2025
         Ingående värde | 2707 | 3235 | 3727
         Inköp | 619 | 617 | 623
         Utrangering | -91 | -125 | -110
         Bokfört värde | 3235 | 3727 | 4240
         Anskaffning | 3985 | 4554 | 5201
         Avskrivning | -750 | -827 | -961
         Bokfört värde | 3235 | 3727 | 4240",
    );
    assert!(found.contains(&"3,0 Sum rows +0+1+2 Exact".to_owned()), "{found:?}");
    assert!(found.contains(&"6,0 Sum rows +4+5 Exact".to_owned()), "{found:?}");
}

#[test]
fn columns_with_signs_of_their_own_stand_for_a_sum_that_holds_where_one_is_nought() {
    let found = identities(
        "
        mnkr     | Disposition | Bidrag | Intäkter | Kostnader | Resultat
        Skolan   | -32,7 | 2903,2 | 536,1 | -3503,2 | -31,2
        Vården   | -24,9 | 1619,5 | 251,1 | -1898,5 | -3,0
        Gatorna  | -8,0  | 523,2  | 304,0 | -795,6  | 39,6
        Arbetet  | -5,5  | 460,2  | 195,7 | -653,3  | 8,1
        Stödet   | 0,0   | 470,1  | 248,6 | -697,0  | 21,7
        Fritiden | 0,0   | 226,3  | 24,1  | -249,2  | 1,2
        Kulturen | -3,5  | 175,9  | 35,6  | -210,8  | 4,2
        Husen    | 0,0   | -110,2 | 800,3 | -670,5  | 19,6",
    );
    assert!(found.contains(&"0,4 Sum columns -0+1+2+3 Exact".to_owned()), "{found:#?}");
}

#[test]
fn flows_are_added_though_rows_in_no_sum_stand_between_them() {
    const FLOWS: &str = "
        mnkr                     | 2020 | 2019 | 2018 | 2017
        Medel från verksamheten  | 94   | 72   | 121  | 88
        Ändrade fordringar       | 31   | -6   | 27   | -5
        Kassaflöde från driften  | 125  | 66   | 148  | 83
        Köp av hus               | -83  | -108 | -238 | -260
        Kassaflöde från investeringar | -81 | -106 | -236 | -257
        Nya lån                  | 3    | 4    | 140  | 139
        Återbetalt               | -1   | -1   | -1   | -1
        Kassaflöde från finansieringen | 2 | 3 | 139  | 138
        Årets kassaflöde         | 46   | -37  | 51   | -36";
    let found = identities(FLOWS);
    assert!(found.contains(&"8,0 Sum rows +2+4+7 Exact".to_owned()), "{found:#?}");
    // What is passed over may be what one of them lacks, so that none of them is called wrong.
    let found = identities(&FLOWS.replace("| 46 ", "| 86 "));
    assert!(!found.iter().any(|line| line == "8,0 Sum rows +2+4+7 Mismatch"), "{found:#?}");
}

#[test]
fn a_row_without_a_name_is_the_sum_of_what_stands_above_it() {
    let found = identities(
        "
        tkr         | 2018 | 2017
        Räntor      | 16   | 17
        Övrigt      | 9    | 5
                    | 25   | 22",
    );
    assert_eq!(found, ["2,0 Sum rows +0+1 Exact", "2,1 Sum rows +0+1 Exact"]);
}

#[test]
fn an_empty_row_among_the_parts_of_a_total_is_one_of_them() {
    let found = identities(
        "
        tkr     | 2018 | 2017
        Skog    | 1614 | 1712
        Sjö     |      |
        Åker    | 983  | 512
        Summa   | 2597 | 2224",
    );
    assert_eq!(found, ["3,0 Sum rows +0+1+2 Exact", "3,1 Sum rows +0+1+2 Exact"]);
}

#[test]
fn a_word_alone_makes_no_sum_of_what_fails_in_most_columns() {
    let found = identities(
        "
        procent        | 2024 | 2023 | Kvinnor | Män  | Långtid
        Skola          | 7,4  | 7,9  | 8,1     | 4,6  | 41,2
        Vård           | 9,8  | 10,3 | 10,4    | 6,7  | 46,8
        Teknik         | 3,6  | 4,0  | 4,4     | 3,1  | 22,5
        Ledning        | 3,9  | 3,3  | 4,5     |      | 18,0
        Hela kommunen  | 7,6  | 7,9  | 8,3     | 4,8  | 42,1",
    );
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_result_between_totals_is_what_the_next_goes_by() {
    let text = "tkr\t2031\t2030\t2029\n\
         Rörelsens intäkter\t\t\t\n\
         Hyror\t876 583\t842 469\t811 661\n\
         Eget arbete\t600\t339\t\n\
         Övrigt\t37 749\t29 001\t50 070\n\
         Summa rörelsens intäkter\t914 932\t871 809\t861 731\n\
         Rörelsens kostnader\t\t\t\n\
         Drift\t-637 515\t-646 134\t-603 741\n\
         Avskrivningar\t-167 583\t-138 248\t-156 312\n\
         Summa rörelsens kostnader\t-805 098\t-784 382\t-760 053\n\
         Rörelseresultat\t109 834\t87 427\t101 678\n\
         Finansiella poster\t\t\t\n\
         Ränteintäkter\t15 843\t7 240\t4 140\n\
         Räntekostnader\t-101 041\t-60 939\t-85 347\n\
         Summa finansiella poster\t-85 198\t-53 699\t-81 207\n\
         Resultat efter finansiella poster\t24 636\t33 728\t20 471\n";
    let (tables, _) = crate::engine::table::read(&crate::engine::source::Source::text("t", text));
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    for relation in tables.iter().flat_map(|table| infer(table, Rounding::default()).relations) {
        if relation.total.1 == 0 {
            found.push((relation.total.0, relation.terms.iter().map(|term| term.cell.0).collect()));
        }
    }
    // The operating result, and what goes by it.
    assert!(found.contains(&(7, vec![3, 6])) && found.contains(&(11, vec![7, 10])), "{found:?}");
}
