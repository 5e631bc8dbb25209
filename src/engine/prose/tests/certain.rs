//! What makes it certain which cell a figure restates, and what leaves it open.

use super::*;
use crate::engine::options::Rounding;

/// What is told under a table of its own.
pub(super) fn under(table: &str, prose: &str) -> String {
    let text = format!("{table}\n{COMMENT}\n\n{prose}\n");
    let source = Source::text("t", text.as_str());
    let mut tables = crate::engine::table::read(&source).0;
    for table in &mut tables {
        table.relations = crate::engine::relation::infer(table, Rounding::default()).relations;
    }
    told_of(&source, &tables)
}

pub(super) fn all_under(table: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(prose, expected)| (prose, expected, under(table, prose)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(prose, expected, got)| format!("{prose}\n   expected {expected}\n   got      {got}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const YEARS: &str = "Mått\t2024\t2023\t2022\nSjukfrånvaro (%)\t6,4\t7,1\t6,9\nExtern rörlighet (%)\t8,3\t9,6\t11,2\n\
                     Nettoinvesteringar mkr\t52,3\t61,8\t40,2\nAntal anställda totalt\t412\t398\t401\n";

#[test]
fn a_level_is_of_the_year_that_is_said_or_of_the_newest() {
    all_under(
        YEARS,
        &[
            ("Sjukfrånvaron var 6,4 procent.", "6,4 procent ok"),
            ("Sjukfrånvaron var 8,4 procent.", "8,4 procent WRONG; ! Cell 6,4 procent"),
            ("Sjukfrånvaron var 8,1 procent 2023.", "8,1 procent WRONG; ! Cell 7,1 procent"),
            ("Nettoinvesteringarna uppgick till 52,3 tkr.", "52,3 tkr WRONG; ! Unit 52 300,0 tkr"),
            // Another body, another time, something compared with: nothing is certain.
            ("Sjukfrånvaron i hela regionen var 8,4 procent.", "8,4 procent ?"),
            ("Sjukfrånvaron var 8,4 procent föregående år.", "8,4 procent ?"),
            ("Jämfört med grannarnas sjukfrånvaro på 8,4 procent är den låg.", "8,4 procent ?"),
        ],
    );
}

#[test]
fn one_word_more_may_make_a_level_another_things() {
    for prose in [
        "Sjukfrånvaron var 8,4 procent i juni.",
        "Sjukfrånvaron var 8,4 procent inom vården.",
        "Sjukfrånvaron var 8,4 procent som högst.",
        "Sjukfrånvaron är 8,4 procent med vikarierna.",
        "Sjukfrånvaron får uppgå till 8,4 procent.",
        "Sjukfrånvaron kan uppgå till 8,4 procent nästa år.",
        "I våras var sjukfrånvaron 8,4 procent.",
        "Sjukfrånvaron är i genomsnitt 8,4 procent.",
        "Sjukfrånvaron i budget var 8,4 procent.",
        "Sjukfrånvaron är högst 8,4 procent.",
        "Sjukfrånvaron på 8,4 procent gäller skolan.",
    ] {
        assert_eq!(under(YEARS, prose), "8,4 procent ?", "{prose}");
    }
}

#[test]
fn what_a_unit_has_is_not_what_the_table_sums_up() {
    all_under(
        PERIODS,
        &[
            ("Hemtjänst\n\nNettokostnaden uppgick till 120,0 mkr.", "120,0 mkr ?"),
            ("Hemtjänst\n\nNettokostnaden visar ett underskott på 3,0 mkr.", "3,0 mkr ?"),
        ],
    );
}

#[test]
fn a_sentence_that_restates_a_cell_means_its_row() {
    all_under(
        YEARS,
        &[
            (
                "Rörligheten har gått ned från 9,6 procent föregående år till 8,3 procent 2024.",
                "9,6 procent ok; 8,3 procent ok",
            ),
            (
                "Rörligheten har gått ned från 9,6 procent föregående år till 5,3 procent 2024.",
                "9,6 procent ok; 5,3 procent WRONG; ! Cell 8,3 procent",
            ),
            // By itself it may be another's.
            ("Rörligheten har gått ned till 5,3 procent 2024.", "5,3 procent ?"),
        ],
    );
}

#[test]
fn counted_things_are_not_rounded() {
    all_under(
        YEARS,
        &[
            ("Vid utgången av 2024 var det totalt 412 anställda.", "412 ok"),
            ("Vid utgången av 2024 var det totalt 413 anställda.", "413 WRONG; ! Cell 412"),
        ],
    );
}

const PERIODS: &str = "mkr\tUtfall aug 2024\tBudget aug 2024\tAvvikelse\tPrognos 2024\tBudget 2024\tAvvikelse\n\
                       Lokaler\t-65,1\t-65,4\t0,3\t-98,9\t-98,1\t-0,8\nLöner\t-281,7\t-277,3\t-4,4\t-422,5\t-416,0\t-6,5\n\
                       Köpta platser\t-63,8\t-60,2\t-3,6\t-95,4\t-90,3\t-5,1\nNettokostnad\t-410,6\t-402,9\t-7,7\t-616,8\t-604,4\t-12,4\n";

#[test]
fn a_deviation_is_of_what_it_is_the_difference_of() {
    all_under(
        PERIODS,
        &[
            ("Lönerna visar ett underskott på 4,4 mkr till och med augusti.", "4,4 mkr ok"),
            ("Lönernas prognos är ett underskott på 6,5 mkr.", "6,5 mkr ok"),
            ("Lönernas prognos är ett underskott på 9,5 mkr.", "9,5 mkr WRONG; ! Cell 6,5 mkr"),
            ("Nämnden prognostiserar ett underskott på 12,4 mkr.", "12,4 mkr ok"),
        ],
    );
}

#[test]
fn more_than_budget_is_more_in_the_table_too() {
    all_under(
        PERIODS,
        &[
            ("Lönerna överstiger periodens budget med 4,4 mkr.", "4,4 mkr ok"),
            ("Lönerna understiger periodens budget med 4,4 mkr.", "4,4 mkr WRONG; ! Direction 4,4 mkr"),
            ("Köpta platser väntas överskrida sin ram med 5,1 mkr.", "5,1 mkr ok"),
        ],
    );
}

#[test]
fn a_passage_that_is_told_twice_is_one_even_where_its_sentences_are_short() {
    let twice = |second: &str| {
        format!(
            "Efter augusti är resultatet plus för hela nämndens verksamhet. Utfallet avviker med 7,7 mkr.\n\n\
             Så här har pengarna använts under året.\n\n\
             Efter augusti är resultatet plus för hela nämndens verksamhet. Utfallet avviker med {second}.\n"
        )
    };
    let source = |text: String| under("", &text);
    assert_eq!(source(twice("7,7 mkr")), "7,7 mkr ok; 7,7 mkr ok");
    assert_eq!(source(twice("9,7 mkr")), "7,7 mkr ?; 9,7 mkr WRONG; ! Claim 7,7 mkr");
}
