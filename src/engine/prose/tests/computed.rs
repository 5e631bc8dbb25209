//! Figures that are computed from cells: each in several wordings, with what may not be concluded beside it.

use super::{certain::all_under, told_of};
use crate::engine::source::Source;

/// Two years and a budget; no column of deviations.
const RESULTS: &str = "\
Resultaträkning

Mkr                              Utfall 2024   Budget 2024   Utfall 2023
Verksamhetens intäkter                 310,4         296,0         288,1
Verksamhetens kostnader             -1 204,6      -1 190,2      -1 130,9
Verksamhetens nettokostnader          -894,2        -894,2        -842,8
Skatteintäkter                         702,3         711,5         670,4
Generella statsbidrag                  221,7         207,0         193,5
Årets resultat                          29,8          24,3          21,1

Här följer kommentarer till årets utfall, med de större posterna först och det som är värt att nämna sist.
";

/// Five years of key figures, each row with its own unit.
const YEARS: &str = "\
Nyckeltal

                                   2020     2021     2022     2023     2024
Antal invånare 31 december       12 204   12 318   12 377   12 431   12 502
Årets resultat, mkr                14,2     22,6     18,9     12,4     16,3
Verksamhetens nettokostnader, mkr 611,0    628,4    655,2    690,1    722,5
Skatter och statsbidrag, mkr      640,3    667,0    689,8    718,6    751,9
Soliditet, %                       41,0     44,5     46,2     47,0     48,3

Här följer kommentarer till utvecklingen, med de viktigaste nyckeltalen först och det som är värt att nämna sist.
";

/// Costs with a minus, and deviations.
const UNITS: &str = "\
Driftredovisning

(tkr)                       Utfall     Budget   Avvikelse
Elevhälsa                  -11 830    -13 500       1 670
Särskola                   -10 790    -11 510         720
Grundskola                -112 210   -104 270      -7 940
Kulturskola                 -2 180     -2 190          10
Vuxenutbildning             -4 460     -4 330        -130
Summa                     -141 470   -135 800      -5 670

Här följer kommentarer till periodens utfall, med de större avvikelserna först och det som görs åt dem sist.
";

fn all(table: &str, cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (prose, expected) in cases {
        let source = Source::text("t", format!("{table}\n{prose}\n"));
        let tables = crate::engine::table::read(&source).0;
        assert_eq!(tables.len(), 1, "the fixture is one table");
        let got = told_of(&source, &tables);
        if got != *expected {
            wrong.push(format!("{prose}\n   expected {expected}\n   got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn differences_from_the_budget() {
    all(
        RESULTS,
        &[
            ("Verksamhetens intäkter blev 310,4 mkr, 14,4 mkr högre än budget.", "310,4 mkr ok; 14,4 mkr ok"),
            (
                "Verksamhetens kostnader uppgick till 1 204,6 mkr, vilket är 14,4 mkr mer än budgeterat.",
                "1 204,6 mkr ok; 14,4 mkr ok",
            ),
            ("Skatteintäkterna understeg budget med 9,2 mkr.", "9,2 mkr ok"),
            (
                "Skatteintäkterna blev 9,2 mkr lägre än budgeterat och uppgick till 702,3 mkr.",
                "9,2 mkr ok; 702,3 mkr ok",
            ),
            // The other way is no agreement, and the wrong amount beside the right level is an error.
            ("Skatteintäkterna blev 9,2 mkr högre än budgeterat.", "9,2 mkr WRONG; ! Direction 9,2 mkr"),
            (
                "Verksamhetens intäkter blev 310,4 mkr, 17,4 mkr högre än budget.",
                "310,4 mkr ok; 17,4 mkr WRONG; ! Cell 14,4 mkr",
            ),
            // What is compared is narrowed by words that no row has.
            (
                "Verksamhetens intäkter blev 310,4 mkr, 17,4 mkr högre än budget för avgifter.",
                "310,4 mkr ok; 17,4 mkr ?",
            ),
        ],
    );
}

#[test]
fn changes_from_the_year_before() {
    all(
        RESULTS,
        &[
            ("Skatteintäkterna uppgick till 702,3 mkr (670,4 mkr).", "702,3 mkr ok; 670,4 mkr ok"),
            ("Verksamhetens kostnader ökade med 73,7 mkr till 1 204,6 mkr.", "73,7 mkr ok; 1 204,6 mkr ok"),
            (
                "Jämfört med föregående år ökade skatteintäkterna med 31,9 mkr eller 4,8 procent.",
                "31,9 mkr ok; 4,8 procent ok",
            ),
            ("Verksamhetens intäkter blev 310,4 mkr, 22,3 mkr högre än 2023.", "310,4 mkr ok; 22,3 mkr ok"),
            ("Generella statsbidrag ökade med 14,6 procent.", "14,6 procent ok"),
            (
                "Generella statsbidrag minskade med 14,6 procent.",
                "14,6 procent WRONG; ! Direction 14,6 procent",
            ),
        ],
    );
    all(
        YEARS,
        &[
            ("Nettokostnaderna ökade med 4,7 procent till 722,5 mkr.", "4,7 procent ok; 722,5 mkr ok"),
            (
                "Soliditeten förbättrades från 47,0 procent till 48,3 procent.",
                "47,0 procent ok; 48,3 procent ok",
            ),
            ("Sedan 2020 har soliditeten stärkts med 7,3 procentenheter.", "7,3 procentenheter ok"),
            ("Soliditeten ökade med 1,3 procent till 48,3 procent.", "1,3 procent ok; 48,3 procent ok"),
            ("Antalet invånare ökade med 71 personer.", "71 ok"),
        ],
    );
}

#[test]
fn shares_of_other_cells() {
    all(
        RESULTS,
        &[
            (
                "Årets resultat blev 29,8 mkr, vilket motsvarar 3,2 procent av skatteintäkter och generella statsbidrag.",
                "29,8 mkr ok; 3,2 procent ok",
            ),
            ("Generella statsbidrag utgör 31,6 procent av skatteintäkterna.", "31,6 procent ok"),
        ],
    );
    all(
        UNITS,
        &[
            (
                "Grundskolan avviker med -7,9 mkr, vilket är 7,6 procent av budgeten.",
                "-7,9 mkr ok; 7,6 procent ok",
            ),
            ("Elevhälsan har förbrukat 87,6 procent av budgeten.", "87,6 procent ok"),
            ("Elevhälsan har förbrukat 97,6 procent av budgeten.", "97,6 procent ?"),
        ],
    );
    all(YEARS, &[("Nettokostnaderna utgör 96,1 procent av skatter och statsbidrag.", "96,1 procent ok")]);
}

#[test]
fn amounts_per_inhabitant() {
    all(
        YEARS,
        &[
            ("Årets resultat blev 16,3 mkr eller 1 304 kronor per invånare.", "16,3 mkr ok; 1 304 kronor ok"),
            ("Bidraget om 25,0 mkr motsvarar 2 000 kronor per invånare.", "25,0 mkr ?; 2 000 kronor ok"),
            ("Bidraget om 25,0 mkr motsvarar 2 100 kronor per invånare.", "25,0 mkr ?"),
            ("Avgiften är 2 000 kronor per timme.", ""),
        ],
    );
}

#[test]
fn rows_that_are_named_together() {
    all(
        UNITS,
        &[
            ("Elevhälsan och särskolan visar tillsammans ett överskott på 2,4 mkr.", "2,4 mkr ok"),
            ("Grundskolan och vuxenutbildningen har tillsammans ett underskott om 8,1 mkr.", "8,1 mkr ok"),
            (
                "Grundskolan och vuxenutbildningen har tillsammans ett underskott om 6,1 mkr.",
                "6,1 mkr WRONG; ! Cell 8,1 mkr",
            ),
            ("Grundskolan och lovskolan har tillsammans ett underskott om 6,1 mkr.", "6,1 mkr ?"),
            ("Exklusive grundskolan visar verksamheterna ett överskott på 2 270 tkr.", "2 270 tkr ok"),
        ],
    );
    // *Övriga* is part of a name here, and not what is left of the others.
    all(
        &UNITS.replace("Kulturskola ", "Övriga skolor"),
        &[("Räknas övriga skolor bort ligger verksamheterna 5 680 tkr under budget.", "5 680 tkr ok")],
    );
}

#[test]
fn balance_without_a_figure() {
    all(
        UNITS,
        &[
            ("Kulturskolan är i balans.", "i balans ok"),
            ("Kulturskolan håller sin budget.", "håller sin budget ok"),
            ("Kulturskolan redovisar ett nollresultat.", "nollresultat ok"),
            ("Grundskolan är i balans.", "i balans WRONG; ! Balance -7 940 tkr"),
            ("Grundskolan håller budgeten.", "håller budgeten WRONG; ! Balance -7 940 tkr"),
            ("Elevhälsan visar ett nollresultat.", "nollresultat WRONG; ! Balance 1 670 tkr"),
            // Hoped for, denied, of another row, of another time, of part of it.
            ("Grundskolan är inte i balans.", ""),
            ("Grundskolan arbetar för en budget i balans.", ""),
            ("Målet är att grundskolan är i balans.", ""),
            ("Grundskolan var i balans förra året.", ""),
            ("Grundskolans lokaler är i balans.", ""),
            ("Lovskolan är i balans.", ""),
            ("Grundskolan är i stort sett i balans.", ""),
            ("Exklusive fritidshemmen är grundskolan i balans.", ""),
        ],
    );
}

#[test]
fn shares_and_changes_of_the_municipality_beside_its_group() {
    super::certain::all_under(
        "mkr\tKommunen 2024\tKommunen 2023\tKoncernen 2024\tKoncernen 2023\n\
         Verksamhetens nettokostnader\t-1 834,6\t-1 761,2\t-1 790,4\t-1 722,9\nAvskrivningar\t-92,4\t-88,1\t-141,7\t-150,3\n\
         Skatteintäkter\t1 506,3\t1 441,8\t1 506,3\t1 441,8\nGenerella statsbidrag och utjämning\t402,5\t388,7\t402,5\t388,7\n\
         Årets resultat\t74,2\t69,3\t118,4\t107,6\n",
        &[
            (
                "Nettokostnadernas andel av skatteintäkter och statsbidrag uppgick till 96,1 procent.",
                "96,1 procent ok",
            ),
            (
                "Skatteintäkterna är 64,5 mkr eller 4,5 procent högre än föregående år.",
                "64,5 mkr ok; 4,5 procent ok",
            ),
            ("Nettokostnaderna ökade med 4,2 procent eller 73,4 mkr.", "4,2 procent ok; 73,4 mkr ok"),
            ("Avskrivningarna steg med 4,3 mkr.", "4,3 mkr ok"),
            // Of the municipality this year and of its group last year: nobody compares those.
            ("Avskrivningarna minskade med 57,9 mkr.", "57,9 mkr ?"),
            ("Skatteintäkter och statsbidrag ökade tillsammans med 78,3 mkr.", "78,3 mkr ok"),
        ],
    );
}

#[test]
fn key_figures_are_what_their_rows_give() {
    const BALANCE: &str = "Belopp i mkr\t2024\t2023\nRörelseresultat\t38,4\t41,0\nNettoomsättning\t412,6\t398,2\n\
                           Eget kapital\t233,9\t242,3\nSkulder\t434,4\t343,0\nSumma tillgångar\t668,3\t585,3\n";
    all_under(
        BALANCE,
        &[
            ("Soliditeten uppgick till 35,0 procent (41,4 procent).", "35,0 procent ok; 41,4 procent ok"),
            ("Soliditeten sjönk från 41,4 till 35,0 procent.", "41,4 ok; 35,0 procent ok"),
            ("Rörelsemarginalen blev 9,3 procent.", "9,3 procent ok"),
            // What it was last year, and what a company may have adjusted.
            ("Soliditeten uppgick till 41,4 procent.", "41,4 procent ?"),
            ("Den justerade soliditeten uppgick till 36,1 procent.", "36,1 procent ?"),
        ],
    );
}

#[test]
fn what_stands_right_behind_an_amount_in_per_cent_is_of_the_same_change() {
    super::certain::all_under(
        "mkr\tBudget 2024\tUtfall 2024\tAvvikelse 2024\tUtfall 2023\nLokaler\t-111,6\t-124,8\t-13,2\t-118,3\nMåltider\t-42,0\t-40,1\t1,9\t-39,0\n\
         Summa\t-153,6\t-164,9\t-11,3\t-157,3\n",
        &[
            ("Lokaler överskrider budget med 13,2 mkr, eller 12 procent.", "13,2 mkr ok; 12 procent ok"),
            (
                "Lokaler överskrider budget med 13,2 mkr, eller 21 procent.",
                "13,2 mkr ok; 21 procent WRONG; ! Cell 12 procent",
            ),
            // Of what it came to, as some reckon.
            ("Lokaler överskrider budget med 13,2 mkr, eller 11 procent.", "13,2 mkr ok; 11 procent ok"),
            ("Lokaler ökade med 6,5 mkr (5,5 %).", "6,5 mkr ok; 5,5 % ok"),
            ("Lokaler ökade med 6,5 mkr (8,5 %).", "6,5 mkr ok; 8,5 % WRONG; ! Cell 5,5 %"),
            // A level in brackets behind an amount is a share of something.
            ("Lokaler kostade 124,8 mkr (81 %).", "124,8 mkr ok; 81 % ?"),
        ],
    );
}
