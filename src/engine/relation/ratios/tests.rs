//! Small tables drawn as text, with figures that were divided.

use crate::engine::{
    options::Rounding,
    relation::{
        infer,
        tests::{drawn, table},
    },
    report::RelationKind,
};

/// The quotients and changes of a table, as `row,column Kind axis terms Verdict`.
fn quotients_by(text: &str, rounding: Rounding) -> Vec<String> {
    let mut relations = infer(&table(text), rounding).relations;
    relations.retain(|relation| matches!(relation.kind, RelationKind::Ratio | RelationKind::Change));
    drawn(&relations)
}

fn quotients(text: &str) -> Vec<String> {
    quotients_by(text, Rounding::Interval)
}

const TURNOUT: &str = "
    Distrikt  | Röstande | Röstberättigade | Valdeltagande, %
    Hamnen    | 1843     | 2217            | 83,1
    Skogsby   | 967      | 1259            | 76,8
    Centrum   | 3312     | 4108            | 80,6
    Västra    | 1458     | 1931            | 75,5";

#[test]
fn a_share_in_per_cent() {
    let expected: Vec<String> = (0..4).map(|row| format!("{row},2 Ratio columns +0+1 Exact")).collect();
    assert_eq!(quotients(TURNOUT), expected);
}

#[test]
fn a_slip_in_what_is_divided_is_told_and_a_figure_near_it_is_not() {
    let with = |voters: &str| {
        let text = format!(
            "{TURNOUT}
             Norra     | 2206     | 2871            | 76,8
             Berget    | {voters} | 1502            | 71,8"
        );
        quotients(&text).into_iter().filter(|line| line.starts_with("5,")).collect::<Vec<_>>()
    };
    assert_eq!(with("1078"), ["5,2 Ratio columns +0+1 Exact"]);
    assert_eq!(with("4078"), ["5,2 Ratio columns +0+1 Mismatch"]);
    assert_eq!(with("1095"), [""; 0], "of other voters, perhaps");
}

#[test]
fn a_count_per_a_hundred_thousand_and_per_mille() {
    for (power, figures) in
        [("100 000", ["85,0", "56,3", "84,9", "54,4"]), ("1 000", ["0,850", "0,563", "0,849", "0,544"])]
    {
        let text = format!(
            "x | Invånare | Fall | Per {power}
             A | 24713 | 21 | {}
             B | 65711 | 37 | {}
             C | 31807 | 27 | {}
             D | 53347 | 29 | {}",
            figures[0], figures[1], figures[2], figures[3]
        );
        assert_eq!(quotients(&text).first().unwrap(), "0,2 Ratio columns +1+0 Exact", "{power}");
    }
}

#[test]
fn of_count_price_and_amount_the_count_is_told() {
    let found = quotients(
        "Vara | Antal | Pris | Belopp
         Stolar | 64 | 270,50 | 17312,00
         Bord | 17 | 1349,00 | 22933,00
         Lampor | 123 | 89,90 | 11057,70",
    );
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|told| told.contains(",0 Ratio columns +2+1")), "{found:#?}");
}

#[test]
fn of_a_share_of_two_pairs_both_are_told() {
    let found = quotients(
        "År | Totalt | Varor | Varornas andel, % | Totalt, fasta priser | Varor, fasta priser
         2019 | 88913 | 23377 | 26,3 | 82197 | 21612
         2020 | 91027 | 24109 | 26,5 | 84811 | 22463
         2021 | 98123 | 26469 | 27,0 | 92433 | 24934
         2022 | 104651 | 29371 | 28,1 | 99313 | 27873
         2023 | 117629 | 34355 | 29,2 | 110741 | 32343",
    );
    assert_eq!(found.len(), 10, "{found:#?}");
}

#[test]
fn a_quotient_padded_with_noughts_is_rounded_before_them() {
    let found = quotients(
        "x | 2021 | 2022 | 2023 | 2024
         Intäkter | 127574 | 160214 | 215628 | 240788
         Bruttovinst | 75400 | 98256 | 138952 | 157681
         Marginal | 0,59100 | 0,61300 | 0,64400 | 0,65500",
    );
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.iter().all(|told| told.ends_with("Ratio rows +1+0 Rounding")), "{found:#?}");
}

#[test]
fn a_change_needs_no_word_when_the_figures_show_it() {
    let found = quotients(
        "x | 2023 | 2024 | %
         Löner | 51455 | 55871 | 8,58
         Hyror | 20518 | 21443 | 4,51
         Övrigt | 9146 | 8633 | -5,61",
    );
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().all(|told| told.contains("Change columns +1+0")), "{found:#?}");
}

#[test]
fn the_choice_of_rounding_holds_for_quotients() {
    // 15 of 19 is 78.9 %, but they may stand for 14.6 of 19.3, which is 75.5 %.
    let rough = TURNOUT.replace("1458 ", "15").replace("1931", "19");
    assert_eq!(quotients_by(&rough, Rounding::Interval).len(), 4);
    for rounding in [Rounding::Exact, Rounding::One] {
        let found = quotients_by(&rough, rounding);
        assert_eq!(found.len(), 3, "{rounding:?} {found:#?}");
    }
}

#[test]
fn chance_is_not_claimed() {
    for text in [
        // Figures near a hundred have quotients near a hundred.
        "Index | 2021 | 2022 | 2023
         Varor | 98,8 | 97,6 | 96,8
         Tjänster | 105,0 | 106,5 | 108,1
         Hyror | 103,7 | 103,8 | 104,7
         El | 101,2 | 99,4 | 102,3
         Livsmedel | 104,2 | 106,0 | 108,9",
        // Three times as much, and three hundred beside them.
        "x | Kv 1 | Kv 2 | Kv 3 | Kv 4
         Annonser | 1200 | 1890 | 2640 | 3450
         El | 300 | 300 | 300 | 300
         Övrigt | 400 | 630 | 880 | 1150",
        // Points of tests: small figures, many of them.
        "x | A | B | C | D | E
         1 | 12 | 4 | 3 | 8 | 2
         2 | 15 | 5 | 7 | 6 | 9
         3 | 9 | 4 | 6 | 3 | 2
         4 | 14 | 7 | 2 | 6 | 8",
        // The same again, times a hundred.
        "x | Andel | Procent | Betyg
         1 | 0,984 | 98,4 | 1,00
         2 | 0,953 | 95,3 | 1,00
         3 | 0,877 | 87,7 | 1,00",
    ] {
        assert_eq!(quotients(text), Vec::<String>::new(), "{text}");
    }
}
