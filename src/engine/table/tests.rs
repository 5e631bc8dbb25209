//! Texts of many layouts and the cells that must come out of them.

use super::read;
use crate::engine::source::Source;
use std::fmt::Write as _;

/// The tables of a text, a line a row: `label | cell cell cell`, a missing cell as `_`.
fn drawn(text: &str) -> String {
    let (tables, _) = read(&Source::text("t", text));
    let mut out = String::new();
    for table in tables {
        for row in table.rows {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| match cell {
                    None => "_".to_owned(),
                    Some(cell) => cell.value.map_or("?".to_owned(), |v| v.to_string()),
                })
                .collect();
            let _ = writeln!(out, "{} | {}", row.label, cells.join(" "));
        }
        out.push_str("--\n");
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let trimmed = expected.lines().map(str::trim).filter(|l| !l.is_empty()).fold(String::new(), |all, l| {
        all + l
            + "
"
    });
    // A row without a label begins with its border.
    assert_eq!(drawn(text).replace("\n |", "\n|"), trimmed, "in\n{text}");
}

#[test]
fn one_space_between_everything() {
    check(
        "Belopp i tkr Budget 2025 Utfall 2025 Avvikelse\n\
         Skola 123 852 131 185 -7 333\n\
         Förskola 39 724 40 414 -690\n\
         Summa 163 576 171 599 -8 023\n",
        "Skola | 123852 131185 -7333\nFörskola | 39724 40414 -690\nSumma | 163576 171599 -8023\n--",
    );
}

#[test]
fn labels_with_digits() {
    check(
        "Område Budget Utfall Avvikelse\n\
         310-311 Nämnd 20 748 19 262 1 486\n\
         Extra 26 mkr -25 914 -26 479 565\n\
         LSS 9 § 9 1 810 1 410 400\n\
         Personer 65+ 2 450 2 400 50\n",
        "310-311 Nämnd | 20748 19262 1486\nExtra 26 mkr | -25914 -26479 565\nLSS 9 § 9 | 1810 1410 400\nPersoner 65+ | 2450 2400 50\n--",
    );
}

#[test]
fn a_number_in_a_label_is_told_by_the_arithmetic() {
    check(
        "Post Budget Prognos Avvikelse\n\
         Inventarier 4 200 4 350 150\n\
         Hjälpmedel 350 350 350 0\n\
         Sängar 750 820 70\n\
         Totalt 5 300 5 520 220\n",
        "Inventarier | 4200 4350 150\nHjälpmedel 350 | 350 350 0\nSängar | 750 820 70\nTotalt | 5300 5520 220\n--",
    );
}

#[test]
fn a_header_over_several_lines_and_a_stray_cell() {
    check(
        "Belopp i tkr Budget 2025\nPrognos helår\n\n2025\nAvv. prognos/\n\nbudget 2025\n\n\
         Intäkter 31 417 31 417 0\n\nKostnader -276 500 -276 500 0\n\nFinansnetto\n\n0\n\nResultat -245 083 -245 083 0\n",
        "Intäkter | 31417 31417 0\nKostnader | -276500 -276500 0\nFinansnetto | _ _ 0\nResultat | -245083 -245083 0\n--",
    );
}

#[test]
fn labels_wrapped_before_and_after_their_figures() {
    check(
        "Projekt        Budget   Utfall   Avvikelse\n\
         Ny inredning,     4,827    4,812       0,015\n\
         biblioteket\n\
         Ombyggnad          2,575    2,340       0,235\n\
         Teknik och\n\
         utrustning         0,850    0,942      -0,092\n\
         Summa              8,252    8,094       0,158\n",
        "Ny inredning, biblioteket | 4.827 4.812 0.015\nOmbyggnad | 2.575 2.340 0.235\nTeknik och utrustning | 0.850 0.942 -0.092\nSumma | 8.252 8.094 0.158\n--",
    );
}

#[test]
fn signs_apart_behind_and_in_parentheses() {
    check(
        "Post 2025 2024\nIntäkter 1 234 1 100\nKostnader – 1 452 – 1 628\nAvskrivning (29) (35)\nRänta 12- 8-\n",
        "Intäkter | 1234 1100\nKostnader | -1452 -1628\nAvskrivning | -29 -35\nRänta | -12 -8\n--",
    );
}

#[test]
fn notes_before_the_amounts() {
    check(
        "mnkr Not Utfall 2024 Budget 2025 Plan 2026\n\
         Intäkter 1 282,3 372,4 335,6\n\
         Kostnader 2 – 1 452,8 – 1 628,8 – 1 656,2\n\
         Avskrivning – 29,3 – 35,9 – 37,7\n\
         Skatt 3 922,7 951,2 995,3\n\
         Bidrag 4 325,0 311,2 327,0\n\
         Ränta 5 12,9 11,6 10,6\n",
        "Intäkter | 282.3 372.4 335.6\nKostnader | -1452.8 -1628.8 -1656.2\nAvskrivning | -29.3 -35.9 -37.7\nSkatt | 922.7 951.2 995.3\nBidrag | 325.0 311.2 327.0\nRänta | 12.9 11.6 10.6\n--",
    );
}

#[test]
fn a_footnote_digit_glued_to_its_figure() {
    check(
        "Mnkr              2024       2025\n\
         Byggnad           24,9       26,8\n\
         Styrelse         384,8      471,51\n\
         Skola          1 742,2    1 833,3\n\
         Fritid            88,1       91,4\n\
         Summa          2 240,0    2 423,02\n",
        "Byggnad | 24.9 26.8\nStyrelse | 384.8 471.5\nSkola | 1742.2 1833.3\nFritid | 88.1 91.4\nSumma | 2240.0 2423.0\n--",
    );
}

#[test]
fn a_row_of_its_own_decimals_has_no_footnotes() {
    check(
        "Belopp i mkr 2022 2021 2020\n\
         Intäkter 125,6 111,8 98,9\n\
         Kostnader -74,5 -61,8 -53,0\n\
         Rörelseresultat 51,1 50,0 45,9\n\
         Resultat per andel, kr 0,37 1,04 -0,79\n",
        "Intäkter | 125.6 111.8 98.9\nKostnader | -74.5 -61.8 -53.0\nRörelseresultat | 51.1 50.0 45.9\n\
         Resultat per andel, kr | 0.37 1.04 -0.79\n--",
    );
}

#[test]
fn notes_that_sums_lack() {
    // A word of headers stands before the notes, sums have none, and `17 004` can be cut as a note can.
    check(
        "Ställning\n\nBolaget\n\nHela\nredovisning\n\nBelopp i mnkr\n\nNot\n2024\n2025\n2024\n2025\nVad vi äger\n\
         Maskiner 4 12 9 241 176\n\
         Hus och mark 4 22 417 25 930 70 312 74 006\n\
         Andelar 7 25 118 31 204 388 2 940\n\
         Summa ägt 47 547 57 143 70 941 77 122\n\
         Lager 8 512 604 1 204 998\n\
         Fordringar 9 16 761 12 305 4 871 4 002\n\
         Kassa 731 1 106 1 411 1 290\n\
         Summa löpande 18 004 14 015 7 486 6 290\n\
         Lån 11 27 004 33 510 29 118 35 722\n\
         Leverantörer 12 12 066 13 121 18 240 16 009\n\
         Summa skulder 39 070 46 631 47 358 51 731\n",
        "Maskiner | 12 9 241 176\n\
         Hus och mark | 22417 25930 70312 74006\n\
         Andelar | 25118 31204 388 2940\n\
         Summa ägt | 47547 57143 70941 77122\n\
         Lager | 512 604 1204 998\n\
         Fordringar | 16761 12305 4871 4002\n\
         Kassa | 731 1106 1411 1290\n\
         Summa löpande | 18004 14015 7486 6290\n\
         Lån | 27004 33510 29118 35722\n\
         Leverantörer | 12066 13121 18240 16009\n\
         Summa skulder | 39070 46631 47358 51731\n--",
    );
}

#[test]
fn a_note_of_a_sum_is_told_by_the_sum() {
    check(
        "mnkr Not 2025 2024\n\
         Aktier 3 104,2 98,1\n\
         Mark 4 512,4 470,0\n\
         Summa tillgångar 5 616,6 568,1\n\
         Lån 6 700,3 655,9\n\
         Övrigt 7 141,0 98,2\n\
         Summa skulder 841,3 754,1\n",
        "Aktier | 104.2 98.1\nMark | 512.4 470.0\nSumma tillgångar | 616.6 568.1\n\
         Lån | 700.3 655.9\nÖvrigt | 141.0 98.2\nSumma skulder | 841.3 754.1\n--",
    );
}

#[test]
fn small_amounts_that_could_be_one_large_one() {
    // Each of the two rows alone is as well read with a cell missing; the sum tells.
    check(
        "mkr 2025 2024 2025 2024\n\
         Nya lån 1 204 633 1 480 322\n\
         Amortering -915 -612 -12 -4\n\
         Utlåning -28 0 -1 655 -190\n\
         Återbetalt 6 27 413 118\n\
         Aktier 0 261 0 42\n\
         Summa finansiering 267 309 226 288\n",
        "Nya lån | 1204 633 1480 322\nAmortering | -915 -612 -12 -4\nUtlåning | -28 0 -1655 -190\n\
         Återbetalt | 6 27 413 118\nAktier | 0 261 0 42\nSumma finansiering | 267 309 226 288\n--",
    );
}

#[test]
fn one_cell_a_line_with_marks_for_no_amount() {
    check(
        "mkr\n\n2024\n\n2025\n\n2024\n\n2025\n\nHyror\n\n410\n\n422\n\n980\n\n990\n\n\
         Gåvor\n\n-\n\n-\n\n-\n\n-\n\nAvgift\n\n-\n\n-\n\n-76\n\n-31\n\nKvar\n\n410\n\n422\n\n904\n\n959\n",
        "Hyror | 410 422 980 990\nGåvor | _ _ _ _\nAvgift | _ _ -76 -31\nKvar | 410 422 904 959\n--",
    );
}

#[test]
fn cells_of_a_row_over_several_lines() {
    // Some one to a line, the rest together; a label that ends in a full stop.
    let row = |label: &str, lines: &[&str]| format!("{label}\n\n{}\n", lines.join("\n\n"));
    let text = "mkr Intäkt Kostnad Netto Budget Avvikelse\n".to_owned()
        + &row("Kontor", &["16,2", "-84,4", " -68,2  -71,2  3,0"])
        + &row("Stöd, särskilda grp.", &[" 42,4  -155,0  -112,6  -106,1  -6,5"])
        + &row("Hantverk", &["9,4", "-63,0", "-53,6", "-54,4", "0,8"])
        + &row("Verkstad", &["53,9", " -118,4  -64,5  -78,9  14,4"])
        + &row("Samtliga delar, utom hyr.", &["121,9", "-420,8", " -298,9", "-310,6  11,7"]);
    check(
        &text,
        "Kontor | 16.2 -84.4 -68.2 -71.2 3.0\nStöd, särskilda grp. | 42.4 -155.0 -112.6 -106.1 -6.5\n\
         Hantverk | 9.4 -63.0 -53.6 -54.4 0.8\nVerkstad | 53.9 -118.4 -64.5 -78.9 14.4\n\
         Samtliga delar, utom hyr. | 121.9 -420.8 -298.9 -310.6 11.7\n--",
    );
}

#[test]
fn empty_cells_by_their_place() {
    check(
        "Projekt            Budget     Utfall   Avvikelse     Prognos\n\
         Skola               1 800      1 617         183       1 700\n\
         Konst                 125        125\n\
         Väg                              940                     950\n\
         Bro                 2 400      1 010       1 390       2 300\n",
        "Skola | 1800 1617 183 1700\nKonst | 125 125 _ _\nVäg | _ 940 _ 950\nBro | 2400 1010 1390 2300\n--",
    );
}

#[test]
fn marks_for_no_amount() {
    check(
        "Post\t2025\t2024\nLån\t400\t-\nAmortering\t..\t-50\nAvgift\tn/a\t12\nRänta\t7\t–\n",
        "Lån | 400 _\nAmortering | _ -50\nAvgift | _ 12\nRänta | 7 _\n--",
    );
}

#[test]
fn cells_between_borders() {
    let expected = "Skola | 1800 1617\nKonst |  125 _\nVäg | _ 940\n--".replace("|  ", "| ");
    check(
        "| Post | Budget | Utfall |\n|---|---:|---:|\n| Skola | 1 800 | 1 617 |\n| Konst | 125 | |\n| Väg | | 940 |\n",
        &expected,
    );
    check("Post;Budget;Utfall\nSkola;1 800;1 617\nKonst;125;\nVäg;;940\n", &expected);
    check("Post\tBudget\tUtfall\nSkola\t1 800\t1 617\nKonst\t125\t\nVäg\t\t940\n", &expected);
}

#[test]
fn one_cell_a_line() {
    check(
        "Balans\n\nmnkr\n\nNot\n\n2025\n\n2024\n\nMark\n\n12\n\n6 859,9\n\n5 814,3\n\nFordringar\n\n14\n\n64,5\n\n47,3\n\nSumma\n\n6 924,4\n\n5 861,6\n",
        "Mark | 6859.9 5814.3\nFordringar | 64.5 47.3\nSumma | 6924.4 5861.6\n--",
    );
}

#[test]
fn cells_that_have_run_together() {
    check(
        "BokslutDelårSkillnad\nSkola-7080-150\nVård38731\nTrafik-1844-62\nPark1358\nTeknik-12-3321\nMark886028\n",
        "Skola | -70 80 -150\nVård | 38 7 31\nTrafik | -18 44 -62\nPark | 13 5 8\nTeknik | -12 -33 21\nMark | 88 60 28\n--",
    );
}

const RUN_TOGETHER: &str = "BokslutDelårSkillnad\nSkola-7080-150\nVård38731\nTrafik-1844-62\nPark1358\nTeknik-12-3321\nMark886028\n\
    Summa39159-120\n";

#[test]
fn a_misprint_among_cells_that_have_run_together_changes_no_cut() {
    for (right, spoilt, row) in [
        // No cut obeys the rule: the one that a slip of the hand explains is the right one.
        ("Vård38731", "Vård98731", "Vård | 98 7 31"),
        ("Teknik-12-3321", "Teknik-12-3391", "Teknik | -12 -33 91"),
        ("Skola-7080-150", "Skola-7080-510", "Skola | -70 80 -510"),
        ("Mark886028", "Mark286028", "Mark | 28 60 28"),
    ] {
        let drawn = drawn(&RUN_TOGETHER.replace(right, spoilt));
        assert!(drawn.lines().any(|line| line == row), "{spoilt} as\n{drawn}");
        assert_eq!(drawn.lines().filter(|line| line.split_whitespace().count() == 5).count(), 7, "{drawn}");
    }
}

#[test]
fn a_table_run_into_a_paragraph() {
    check(
        "Prognosen är 35,0 mkr för hela kommunen och den kommenteras på nästa sida av ekonomichefen. Avvikelser, mkr \
         Styrelsen 0,8 Övriga anslag -0,6 Andra nämnder -0,1 Teknik 2,4 Miljö och bygg 0 Skola -0,7 Summa 1,8",
        "Styrelsen | 0.8\nÖvriga anslag | -0.6\nAndra nämnder | -0.1\nTeknik | 2.4\nMiljö och bygg | 0\nSkola | -0.7\nSumma | 1.8\n--",
    );
}

#[test]
fn only_the_total_tells_which_cells_are_missing() {
    check(
        "Område Bidrag Försålt Övrigt Intäkt\n\
         Ledning 2,4 2,4\n\
         Äldre 218,4 1,2 46,1 265,7\n\
         Unga 78,7 3,1 90,1 171,9\n\
         Stöd 32,9 0,5 8,0 41,4\n\
         Samtliga 330,0 4,8 146,6 481,4\n",
        "Ledning | _ _ 2.4 2.4\nÄldre | 218.4 1.2 46.1 265.7\nUnga | 78.7 3.1 90.1 171.9\nStöd | 32.9 0.5 8.0 41.4\nSamtliga | 330.0 4.8 146.6 481.4\n--",
    );
}

#[test]
fn a_misprint_in_a_row_that_only_the_total_can_tell() {
    for (ledning, row) in [("4,2 2,4", "_ _ 4.2 2.4"), ("2,4 9,4", "_ _ 2.4 9.4"), ("2,4 1,4", "_ _ 2.4 1.4")]
    {
        check(
            &format!(
                "Område Bidrag Försålt Övrigt Intäkt\n\
                 Ledning {ledning}\n\
                 Äldre 218,4 1,2 46,1 265,7\n\
                 Unga 78,7 3,1 90,1 171,9\n\
                 Stöd 32,9 0,5 8,0 41,4\n\
                 Samtliga 330,0 4,8 146,6 481,4\n"
            ),
            &format!(
                "Ledning | {row}\nÄldre | 218.4 1.2 46.1 265.7\nUnga | 78.7 3.1 90.1 171.9\n\
                 Stöd | 32.9 0.5 8.0 41.4\nSamtliga | 330.0 4.8 146.6 481.4\n--"
            ),
        );
    }
}

#[test]
fn malformed_figures_stay_in_their_cells() {
    check(
        "Post Budget Utfall Avvikelse\nSkola 41 200 40 150 1 050\nVård 12 480 12.31,0 170\nFritid 7 402 7 118 284\nPark 3 100 3 000 100\n",
        "Skola | 41200 40150 1050\nVård | 12480 ? 170\nFritid | 7402 7118 284\nPark | 3100 3000 100\n--",
    );
}

#[test]
fn a_letter_among_the_digits_of_a_later_group() {
    check(
        "Post Budget Utfall Avvikelse\nSkola -41 200 -40 150 1 050\nVård -12 480 -12 31O 170\nFritid -7 402 -7 118 284\n",
        "Skola | -41200 -40150 1050\nVård | -12480 ? 170\nFritid | -7402 -7118 284\n--",
    );
}

#[test]
fn cells_that_have_run_together_are_no_misprint() {
    // Of columns with unlike decimals nothing tells where each ends; that is no advice to give the writer.
    let (_, notes) = read(&Source::text(
        "t",
        "Ålder Dagar Andel\nAlla6 045 43774 3505,35,40,9\n20-24 år53 1744 9221,51,4-5,2\n25-29 år560 23514 4684,54,50,8\n",
    ));
    assert!(!notes.iter().any(|note| matches!(note, super::Note::Malformed { .. })), "{notes:?}");
    let (_, notes) = read(&Source::text(
        "t",
        "Post Budget Utfall\nSkola 41 200 40 150\nVård 12 480 1,234,567,8901\nPark 310 300\n",
    ));
    assert!(notes.iter().any(|note| matches!(note, super::Note::Malformed { .. })), "{notes:?}");
}

#[test]
fn running_text_is_no_table() {
    for text in [
        "Under 2023 ökade antalet ärenden till 214 jämfört med 233 året före.\nNästa år väntas 240 ärenden.\n",
        "Den 12 mars 2024 beslutade nämnden om 3 punkter.\nSe sidorna 4, 5 och 6.\n",
        "1 Inledning\n2 Resultat\n3 Prognos\n",
        "Innehåll\nInledning 3\nResultat 5\n",
        "Kontakt: 0911-69 60 00\nPostadress: Box 123, 941 28\n",
    ] {
        check(text, "");
    }
}

#[test]
fn two_tables_with_their_own_headers() {
    check(
        "Drift 2025 2024\nSkola 1 200 1 100\nVård 800 750\n\nInvestering 2025 2024 2023\nHus 10 20 30\nVäg 40 50 60\n",
        "Skola | 1200 1100\nVård | 800 750\n--\nHus | 10 20 30\nVäg | 40 50 60\n--",
    );
}

#[test]
fn small_amounts_behind_a_note_are_not_one_large_one() {
    check(
        "Ställning\nMnkr Not Kommun 2024 Kommun 2023 Koncern 2024 Koncern 2023\nProgramvaror 10 3 2 9 7\nFastigheter 11 1 840 1 711 2 955 2 788\nFordon och redskap 12 122 118 176 169\nAndelar 13 210 208 64 63\nSumma fasta tillgångar 2 175 2 039 3 204 3 027\nLager 2 2 14 15\nKundfordringar 14 146 139 171 166\nKassa 15 88 102 131 149\nSumma rörliga tillgångar 236 243 316 330\n",
        "Programvaror | 3 2 9 7
         Fastigheter | 1840 1711 2955 2788
         Fordon och redskap | 122 118 176 169
         Andelar | 210 208 64 63
         Summa fasta tillgångar | 2175 2039 3204 3027
         Lager | 2 2 14 15
         Kundfordringar | 146 139 171 166
         Kassa | 88 102 131 149
         Summa rörliga tillgångar | 236 243 316 330
         --",
    );
}

/// A table of amounts in thousands, with the spaces and the minus signs that are asked for, `apart` from
/// their digits or not.
fn typed(amounts: &[i32], space: char, minus: char, apart: bool) -> String {
    let amount = |value: i32| {
        let digits = value.unsigned_abs();
        let sign = if value < 0 { minus.to_string() } else { String::new() };
        let gap = if value < 0 && apart { " " } else { "" };
        format!("{sign}{gap}{}{space}{:03}", digits / 1000, digits % 1000)
    };
    let mut out = "Belopp i tkr\tBudget\tUtfall\tAvvikelse\n".to_owned();
    for (row, pair) in amounts.chunks_exact(2).enumerate() {
        if let &[a, b] = pair {
            let _ = writeln!(
                out,
                "Post {}\t{}\t{}\t{}",
                "abcdefgh".get(row..=row).unwrap_or("z"),
                amount(a),
                amount(b),
                amount(b - a)
            );
        }
    }
    out
}

proptest::proptest! {
    #[test]
    fn spaces_and_minus_signs_are_a_matter_of_taste(
        amounts in proptest::collection::vec((1_000_i32..450_000, proptest::prelude::any::<bool>()), 6..16),
        space in proptest::sample::select(vec![' ', '\u{a0}', '\u{2009}', '\u{202f}']),
        minus in proptest::sample::select(vec!['-', '\u{2212}', '\u{2013}']),
        apart in proptest::prelude::any::<bool>(),
    ) {
        let amounts: Vec<i32> = amounts.into_iter().map(|(value, negative)| if negative { -value } else { value }).collect();
        let clear = amounts.chunks_exact(2).all(|pair| pair.iter().sum::<i32>() != 0 && (pair[1] - pair[0]).abs() >= 1000);
        proptest::prop_assume!(clear);
        let plain = drawn(&typed(&amounts, ' ', '-', false));
        proptest::prop_assert_eq!(plain.lines().count(), amounts.len() / 2 + 1);
        proptest::prop_assert_eq!(drawn(&typed(&amounts, space, minus, apart)), plain);
    }
}

#[test]
fn english_thousands_and_signs_of_currency() {
    check(
        "Statement of the trust, and of the funds held by it\n2024 2023\n\
         Cash at the bank $ 2,994 $ 3,147\n\
         Bonds 34,572 33,399\n\
         Shares 512 560\n\
         Reserve for the losses (1,892) (2,453)\n\
         Total of the assets $ 36,186 $ 34,653\n",
        "Cash at the bank | 2994 3147\nBonds | 34572 33399\nShares | 512 560\n\
         Reserve for the losses | -1892 -2453\nTotal of the assets | 36186 34653\n--",
    );
}

#[test]
fn points_that_part_thousands_leave_the_spaces_to_the_cells() {
    check(
        "Belopp i mkr 2025 2024 2023\n\
         Orderstock 12.401 11.380 10.905\n\
         Maskiner 702 324 291\n\
         Mark -181 265 -99\n\
         Bolag 1.292 1.175 627\n\
         Summa 14.214 13.144 11.724\n",
        "Orderstock | 12401 11380 10905\nMaskiner | 702 324 291\nMark | -181 265 -99\n\
         Bolag | 1292 1175 627\nSumma | 14214 13144 11724\n--",
    );
}

#[test]
fn spaces_name_the_empty_cells() {
    check(
        "Belopp i mnkr Not Kommunen Koncernen\n2025 2024 2025 2024\n\
         Mark 1 521,2 507,7 1 444,8 1 450,6\n\
         Maskiner 2 30,7 25,9 76,4 70,3\n\
         Konst   3,2 3,1 3,2 3,1\n\
         Aktier 4   79,8   7,8\n\
         Bolagets del       0,4 0,2\n\
         Summa   555,1 616,5 1 524,8 1 532,0\n",
        "Mark | 521.2 507.7 1444.8 1450.6\nMaskiner | 30.7 25.9 76.4 70.3\nKonst | 3.2 3.1 3.2 3.1\n\
         Aktier | _ 79.8 _ 7.8\nBolagets del | _ _ 0.4 0.2\nSumma | 555.1 616.5 1524.8 1532.0\n--",
    );
}

#[test]
fn lines_of_a_space_name_the_empty_cells() {
    check(
        "tkr\n\nNot\n\n2025\n\n2024\n\nMark\n\n5\n\n591\n\n628\n\nLån\n\n \n\n76\n\n \n\n\
         Bank\n\n \n\n1 005\n\n748\n\nVaror\n\n8\n\n12\n\n9\n\nSumma\n\n \n\n1 684\n\n1 385\n",
        "Mark | 591 628\nLån | 76 _\nBank | 1005 748\nVaror | 12 9\nSumma | 1684 1385\n--",
    );
}

#[test]
fn a_note_that_hardly_any_row_has() {
    check(
        "mkr Not 2025 2024\n\
         Resultat 35 189 203\nAvskrivningar 210 183\nSkatt -33 -28\nSumma 366 358\n\
         Lager 2 -1\nKunder 14 -9\nLeverantörer 7 67\nVerksamhet 392 423\n\
         Maskiner -804 -683\nAktier -7 -23\nInvesteringar -811 -706\nLån 298 299\n\
         Årets flöde -121 16\nVid årets början 239 223\nVid årets slut 118 239\n",
        "Resultat | 189 203\nAvskrivningar | 210 183\nSkatt | -33 -28\nSumma | 366 358\n\
         Lager | 2 -1\nKunder | 14 -9\nLeverantörer | 7 67\nVerksamhet | 392 423\n\
         Maskiner | -804 -683\nAktier | -7 -23\nInvesteringar | -811 -706\nLån | 298 299\n\
         Årets flöde | -121 16\nVid årets början | 239 223\nVid årets slut | 118 239\n--",
    );
}

#[test]
fn a_balance_that_no_word_calls_a_total_tells_which_cell_is_missing() {
    check(
        "tkr 2025 2024\n\
         Ingående värde 846 747 797 817\nNytt under året 27 894 68 738\nUtrangerat -90\n\
         Avskrivet -21 225 -19 808\nRättat 11 551\nVärde vid årets slut 864 877 846 747\n",
        "Ingående värde | 846747 797817\nNytt under året | 27894 68738\nUtrangerat | -90 _\n\
         Avskrivet | -21225 -19808\nRättat | 11551 _\nVärde vid årets slut | 864877 846747\n--",
    );
}

#[test]
fn a_short_row_goes_where_its_sums_do() {
    check(
        "mkr Bokslut 2024 Bokslut 2025 Budget 2025 Bolag 2024 Bolag 2025\n\
         Resultat – 37,9 80,7 14,3 59,2 103,7\nSkatt 1,0 – 2,0 – 3,0 1,5 – 2,5\n\
         Årets resultat – 36,9 78,7 11,3 60,7 101,2\nJustering – 1,6 – 9,2 0,0\n\
         Efter justering – 38,5 69,5 11,3\nAvsatt till reserv – 22,0 0,0 0,0\nAtt täcka – 60,5 69,5 11,3\n",
        "Resultat | -37.9 80.7 14.3 59.2 103.7\nSkatt | 1.0 -2.0 -3.0 1.5 -2.5\n\
         Årets resultat | -36.9 78.7 11.3 60.7 101.2\nJustering | -1.6 -9.2 0.0 _ _\n\
         Efter justering | -38.5 69.5 11.3 _ _\nAvsatt till reserv | -22.0 0.0 0.0 _ _\n\
         Att täcka | -60.5 69.5 11.3 _ _\n--",
    );
}

#[test]
fn notes_that_labels_call_so_are_no_amounts() {
    check(
        "(tkr) Kommunen Bolagen\n2025 2024 2025 2024\n\
         Resultat – 35 507 – 13 507 – 34 368 – 12 235\n\
         Avskrivet Not 24 15 842 14 517 25 576 23 244\n\
         Avsatt Not 25 3 429 369 3 836 516\n\
         Vid årets början 42 205 54 348 72 741 75 062\n",
        "Resultat | -35507 -13507 -34368 -12235\nAvskrivet | 15842 14517 25576 23244\n\
         Avsatt | 3429 369 3836 516\nVid årets början | 42205 54348 72741 75062\n--",
    );
}

#[test]
fn figures_of_a_row_are_about_as_long_as_each_other() {
    check(
        "Belopp i tkr 2025 2024 2023\n\
         Byggnader 359 745 294 144 272 681\nFordon 12 671 10 728 10 548\n\
         Summa 372 416 304 872 283 229\nLån 151 284 122 876 126 098\n",
        "Byggnader | 359745 294144 272681\nFordon | 12671 10728 10548\n\
         Summa | 372416 304872 283229\nLån | 151284 122876 126098\n--",
    );
}

#[test]
fn the_sums_of_the_columns_tell_how_many_there_are() {
    check(
        "Sektor Enheter Anställda Omsättning Resultat Kapital Tillgångar\n\
         Energi och vatten 453 18 514 101 655 2 943 48 534 296 781\n\
         Handel 25 509 1 816 13 156 775\n\
         Transporter 162 5 990 12 190 417 7 740 34 397\n\
         Fastigheter 974 20 184 91 954 10 022 198 797 693 375\n\
         Vård 21 2 587 1 716 -6 1 292 2 277\n\
         Övrigt 186 6 243 11 928 2 720 35 908 485 887\n\
         Totalt 1 821 54 027 221 259 16 109 292 427 1 513 492\n",
        "Energi och vatten | 453 18514 101655 2943 48534 296781\n\
         Handel | 25 509 1816 13 156 775\n\
         Transporter | 162 5990 12190 417 7740 34397\n\
         Fastigheter | 974 20184 91954 10022 198797 693375\n\
         Vård | 21 2587 1716 -6 1292 2277\n\
         Övrigt | 186 6243 11928 2720 35908 485887\n\
         Totalt | 1821 54027 221259 16109 292427 1513492\n--",
    );
}

#[test]
fn a_dash_behind_the_last_cell_is_a_cell_and_the_day_before_it_is_label() {
    check(
        "Fund Budgeted Actual Variance\n\
         Fees 12,562,750 12,315,655 247,095\n\
         Grants 921,200 793,157 128,043\n\
         Gifts 103,200 100,024 3,176\n\
         Balance at May 1 6,205,314 6,205,314 -\n",
        "Fees | 12562750 12315655 247095\nGrants | 921200 793157 128043\nGifts | 103200 100024 3176\n\
         Balance at May 1 | 6205314 6205314 _\n--",
    );
}

#[test]
fn a_result_that_goes_on_from_the_last_tells_which_cell_is_missing() {
    let text = "Belopp i mkr 2025 2024\n\
                Rörelsens resultat 38 -26\n\
                Avskrivningar 7 8\n\
                Räntor -5\n\
                Resultat före skatt 40 -18\n\
                Skatt -12 5\n\
                Årets resultat 28 -13\n";
    check(
        text,
        "Rörelsens resultat | 38 -26\nAvskrivningar | 7 8\nRäntor | -5 _\nResultat före skatt | 40 -18\n\
         Skatt | -12 5\nÅrets resultat | 28 -13\n--",
    );
    assert_eq!(read(&Source::text("t", text)).1, []);
}

#[test]
fn a_wider_space_shows_which_cell_is_missing() {
    let text = "Post 2025 2024 2023 2022 2021 2020\n\
                Lån 73,4 70,8 70,7 71,6 74,6 73,7\n\
                Derivat - -   - 30,8 18,1\n\
                Övrigt 57,5 68,8 82,8 60,1 67,2 53,5\n";
    check(
        text,
        "Lån | 73.4 70.8 70.7 71.6 74.6 73.7\nDerivat | _ _ _ _ 30.8 18.1\nÖvrigt | 57.5 68.8 82.8 60.1 67.2 53.5\n--",
    );
    assert_eq!(read(&Source::text("t", text)).1, []);
}

#[test]
fn cells_that_have_run_together_are_parted_by_signs_and_groups() {
    let rows = "Koncernen\nNot20252024\n\
                Rörelsen-6 731 605-9 215 103\n\
                Poster utan betalning17113 0043 782 134\n\
                Ränta1 61723 143\n\
                Betald ränta-6 409-5 153\n\
                Skatt-44 31863 946\n\
                Placeringar\n\
                Köp-535 0245 121 388\n\
                Försäljning011 165 295\n\
                Medel vid slutet1845 351 26719 663 544\n";
    let figures = |text: &str| -> Vec<String> {
        let drawn = drawn(text);
        drawn.lines().filter_map(|line| line.split_once(" | ")).map(|(_, cells)| cells.to_owned()).collect()
    };
    let expected = [
        "-6731605 -9215103",
        "113004 3782134",
        "1617 23143",
        "-6409 -5153",
        "-44318 63946",
        "-535024 5121388",
        "0 11165295",
        "45351267 19663544",
    ];
    assert_eq!(figures(rows), expected);
    // 12 and 345, or 123 and 45: neither, and that is said.
    let open = format!("{rows}Annat12345\n");
    assert_eq!(figures(&open).last().map(String::as_str), Some("? _"));
    assert!(
        read(&Source::text("t", &open)).1.iter().any(|note| matches!(note, super::Note::Malformed { .. }))
    );
}

#[test]
fn columns_that_cannot_be_told_apart_are_said_to_be_so() {
    let doubt = |text: &str| {
        let (_, notes) = read(&Source::text("t", text));
        notes.contains(&super::Note::Columns { table: 0 })
    };
    // Two cells of six digits, or four of three; nothing tells which.
    let rows = "Park 123 456 234 567\nBad 345 678 456 789\nTorg 567 891 678 912\n";
    assert!(doubt(rows), "{}", drawn(rows));
    assert!(!doubt(&format!("Post Budget Utfall\n{rows}")));
}

#[test]
fn heads_count_the_columns_of_figures_that_all_have_three_digits() {
    let mut text = "Post 2025 2024 2023 2022\n".to_owned();
    let mut expected = String::new();
    for (name, i) in ('A'..='T').zip(0..) {
        let cells = [734 - 7 * i, 708 - 11 * i, 707 - 5 * i, 716 - 3 * i].map(|n| n.to_string()).join(" ");
        let _ = writeln!(text, "Post {name} {cells}");
        let _ = writeln!(expected, "Post {name} | {cells}");
    }
    check(&text, &format!("{expected}--"));
}

#[test]
fn rows_that_have_run_into_the_next_are_parted() {
    check(
        "Tkr\n\nUtfall 2025\n\nUtfall 2024\n\nVarumärken\n\n310\n\n-25\n\nByggnader\n\n400\n\n-565ÅRETS FÖRÄNDRING\n\n710\n\n-590\n",
        "Varumärken | 310 -25\nByggnader | 400 -565\nÅRETS FÖRÄNDRING | 710 -590\n--",
    );
    check(
        "Tkr Utfall Budget\nHyror 12 345 11 870Värme 3 400 3 115\nSumma 15 745 14 985\n",
        "Hyror | 12345 11870\nVärme | 3400 3115\nSumma | 15745 14985\n--",
    );
}

#[test]
fn notes_called_so_on_lines_of_their_own_are_no_labels() {
    check(
        "Tkr 2025-12-31 2024-12-31\nHyror\nNot 2 112 246 123 833\nVärme Not 3 – 9 532 – 9 750\nEl – 1 032 – 1 750\n",
        "Hyror | 112246 123833\nVärme | -9532 -9750\nEl | -1032 -1750\n--",
    );
    check(
        "mkr\n\n \n\n31 dec 2025\n\n \n\n31 dec 2024\n\nMark\n\n \n\nNot 3, 14\n\n \n\n103 042\n\n \n\n95 168\n\nMaskiner\n\n \n\nNot 4\n\n \n\n170\n\n \n\n156\n\nRätter\n\n \n\n888\n\n \n\n846\n",
        "Mark | 103042 95168\nMaskiner | 170 156\nRätter | 888 846\n--",
    );
}

#[test]
fn columns_are_no_more_than_the_fullest_row_has_cells() {
    check(
        "                                  Utfall      Prognos       Utfall      Utfall
Mått                             perioden        helår        helår       helår
Andel lösta ärenden                 88,5%         86 %         87 %        84 %
Antal avbrott                           9            -           51          32
",
        "Andel lösta ärenden | 88.5 86 87 84\nAntal avbrott | 9 _ 51 32\n--",
    );
}

#[test]
fn a_figure_like_a_year_between_the_cells_of_a_row_is_one() {
    check(
        "Antal\nkvinnor\nAntal\nmän\nTotalt\nantal\nFörskola\n840\n1795\n2635\nSkola\n736\n2033\n2769\nSumma\n1576\n3828\n5404\n",
        "Förskola | 840 1795 2635\nSkola | 736 2033 2769\nSumma | 1576 3828 5404\n--",
    );
}

#[test]
fn a_border_alone_on_its_line_parts_cells() {
    check(
        "(tkr)\n|\n|\nStaden\n|\n|\nNOT\n|\n2025\n|\n2024\n|\nHyror\n|\n3\n|\n42 469\n|\n26 274\n|\nBidrag\n|\n|\n339\n|\n850\n|\n\
         Övrigt\n|\n4\n|\n29 001\n|\n17 597\n|\nSumma\n|\n|\n71 809\n|\n44 721\n|\n",
        "Hyror | 42469 26274\nBidrag | 339 850\nÖvrigt | 29001 17597\nSumma | 71809 44721\n--",
    );
}

#[test]
fn a_sub_heading_with_a_note_is_no_row() {
    check(
        "Mkr Not 2025 2024\nResultat 351 456\nPoster utan kassaflöde 36 215 141\nErlagd ränta -21 -12\n\
         Summa 545 585\nFörvärv av annat: 31\nMaskiner 22, 23 -177 -222\nBolag 38 -427 -59\nSumma -604 -281\n",
        "Resultat | 351 456\nPoster utan kassaflöde | 215 141\nErlagd ränta | -21 -12\nSumma | 545 585\n\
         Maskiner | -177 -222\nBolag | -427 -59\nSumma | -604 -281\n--",
    );
}

#[test]
fn heads_one_to_a_line_and_run_together() {
    let heads = |text: &str| -> Vec<String> {
        let (tables, _) = read(&Source::text("t", text));
        tables.iter().flat_map(|table| &table.columns).map(|column| column.header.clone()).collect()
    };
    assert_eq!(
        heads(
            "Tkr\n\nStaden 2025\n\nStaden 2024\n\nHyror\n\n12 345\n\n11 870\n\nVärme\n\n3 400\n\n3 115\n\nSumma\n\n15 745\n\n14 985\n"
        ),
        ["Staden 2025", "Staden 2024"]
    );
    assert_eq!(
        heads("Mkr 30 jun 25 31 dec 24\nHyror 12 345 11 870\nVärme 3 400 3 115\nSumma 15 745 14 985\n"),
        ["30 jun 25", "31 dec 24"]
    );
    assert_eq!(
        heads("jul-sep 2025 jul-sep 2024\nHyror 12 345 11 870\nVärme 3 400 3 115\nSumma 15 745 14 985\n"),
        ["jul-sep 2025", "jul-sep 2024"]
    );
    assert_eq!(
        heads(
            "5.1 Antal elever\nAntal 2025 2024 2023\nFörskola 33 29 31\nGrundskola 110 112 98\nSumma 143 141 129\n"
        ),
        ["2025", "2024", "2023"]
    );
    assert_eq!(
        heads("BokslutPrognos jan-augAvvikelse\nHyror 67 32 35\nVärme 96 65 31\nSumma 163 97 66\n"),
        ["Bokslut", "Prognos jan-aug", "Avvikelse"]
    );
}

#[test]
fn a_head_of_two_lines_spans_its_columns() {
    let heads = |text: &str| -> Vec<String> {
        let (tables, _) = read(&Source::text("t", text));
        tables.iter().flat_map(|table| &table.columns).map(|column| column.header.clone()).collect()
    };
    let rows = "Hyror\n\n12 345\n\n11 870\n\n32 345\n\n31 870\n\nVärme\n\n3 400\n\n3 115\n\n5 400\n\n5 115\n\n\
                Summa\n\n15 745\n\n14 985\n\n37 745\n\n36 985\n";
    let expected = ["Staden 2025", "Staden 2024", "Hela gruppen 2025", "Hela gruppen 2024"];
    let above = "Staden\n\nHela\ngruppen\n\nBelopp i tkr\n\n2025\n\n2024\n\n2025\n\n2024\n\n";
    assert_eq!(heads(&format!("{above}{rows}")), expected);
    let line = "Tkr Staden Hela gruppen\n2025 2024 2025 2024\nHyror 12 345 11 870 32 345 31 870\n\
                Värme 3 400 3 115 5 400 5 115\nSumma 15 745 14 985 37 745 36 985\n";
    assert_eq!(heads(line), expected);
}

#[test]
fn rows_of_one_cell_a_line_may_be_shorter_than_their_heads() {
    let text = "Budget 2024\n\nBudget 2025\n\nPlan 2026\n\nPlan 2027\n\nSkolnämnd\n\n2 410\n\n2 520\n\n\
                Teknisk nämnd\n\n1 200\n\n1 310\n\nKulturnämnd\n\n310\n\n305\n\n\
                Ofördelat\n\n45\n\n55\n\n4 300\n\n4 420\n\n\
                Summa budget\n\n3 965\n\n4 190\n\n4 300\n\n4 420\n";
    check(
        text,
        "Skolnämnd | 2410 2520 _ _\nTeknisk nämnd | 1200 1310 _ _\nKulturnämnd | 310 305 _ _\n\
         Ofördelat | 45 55 4300 4420\nSumma budget | 3965 4190 4300 4420\n--",
    );
    // Without the sum nothing tells which are missing, and that is said.
    let (open, _) = text.split_once("Summa").unwrap();
    let (tables, notes) = read(&Source::text("t", open));
    assert_eq!(tables.first().map(|table| table.columns.len()), Some(4));
    let doubts = notes.iter().filter(|note| matches!(note, super::Note::Row { .. })).count();
    assert_eq!(doubts, 3, "{notes:?}");
}

#[test]
fn a_note_out_of_order_is_no_part_of_the_label() {
    check(
        "Mkr Not 2025 2024\nIntäkter 1 177,3 163,5\nKostnader 2 -990,2 -914,7\nAvskrivningar 7 -19,7 -21,1\n\
         Skatt 3 660,6 699,2\nBidrag 4 186,0 181,2\nRäntor 5 10,1 8,5\nSumma 24,1 116,6\n",
        "Intäkter | 177.3 163.5\nKostnader | -990.2 -914.7\nAvskrivningar | -19.7 -21.1\nSkatt | 660.6 699.2\n\
         Bidrag | 186.0 181.2\nRäntor | 10.1 8.5\nSumma | 24.1 116.6\n--",
    );
    // Without a head for notes the number may be one of the label.
    assert!(
        drawn("Mkr 2025 2024\nIntäkter 177,3 163,5\nEtapp 7 -19,7 -21,1\nSkatt 660,6 699,2\n")
            .contains("Etapp 7")
    );
}

#[test]
fn net_sales_may_have_a_note() {
    check(
        "Mkr Not 2025 2024\nNettoomsättning 1 872 828\nÖvriga intäkter 2 44 28\nSumma intäkter 916 856\n\
         Material -217 -249\nLöner -155 -143\nSumma kostnader -372 -392\nResultat 544 464\n",
        "Nettoomsättning | 872 828\nÖvriga intäkter | 44 28\nSumma intäkter | 916 856\nMaterial | -217 -249\n\
         Löner | -155 -143\nSumma kostnader | -372 -392\nResultat | 544 464\n--",
    );
}

#[test]
fn a_share_at_the_end_of_a_label_heads_no_columns() {
    check(
        "\n2023\n\n2024\n\n2025\n\nElever i annan\n\nregi, andel (%)\n\n12,2\n\n12,2\n\n10,6\n\nElever i egna\n\nskolor, andel (%)\n\n80,1\n\n79,0\n\n80,4\n\nInvånare\n\n134\n\n150\n\n151\n",
        "Elever i annan regi, andel (%) | 12.2 12.2 10.6\nElever i egna skolor, andel (%) | 80.1 79.0 80.4\nInvånare | 134 150 151\n--",
    );
}

#[test]
fn notes_with_letters_and_lists_of_notes_are_no_labels() {
    check(
        "MSEK\n\nNot\n\n2024\n\n2025\n\nIntäkter\n\n2, 3, 4\n\n85 700\n\n112 332\n\nVaror\n\n–48 995\n\n–66 962\n\nForskning\n\n7\n\n–3 468\n\n–4 185\n",
        "Intäkter | 85700 112332\nVaror | -48995 -66962\nForskning | -3468 -4185\n--",
    );
    check(
        "MSEK\n\nNot\n\n2024\n\n2025\n\nIntäkter\n\nK2, K3\n\n85 700\n\n112 332\n\nVaror\n\n \n\n–48 995\n\n–66 962\n\nForskning\n\nK7\n\n–3 468\n\n–4 185\n",
        "Intäkter | 85700 112332\nVaror | -48995 -66962\nForskning | -3468 -4185\n--",
    );
}

#[test]
fn marks_of_footnotes_part_the_cells() {
    check(
        "Mkr 2025 2024\nHyror 1 234 1) 567\nAvkastning, % 17,0 1) 8,6 1)\nVärme 3 400 3 115\n",
        "Hyror | 1234 567\nAvkastning, % | 17.0 8.6\nVärme | 3400 3115\n--",
    );
}

#[test]
fn amounts_of_three_digits_are_no_notes() {
    check(
        "Mnkr Intäkter Kostnader Nettokostnader Bidrag Resultat Kapital\n\
         Norr 426 -2 023 -1 597 1 597 0 90\nSöder 402 -1 935 -1 533 1 570 37 127\n\
         Öster 693 -1 945 -1 252 1 254 2 -16\nVäster 325 -1 374 -1 049 1 057 8 49\n\
         Mitten 3 044 -2 918 126 -158 -32 32\nHamnen 557 -1 764 -1 207 1 213 6 25\n\
         Ängen 453 -1 744 -1 291 1 282 -9 67\nSkogen 361 -1 377 -1 016 1 012 -4 12\n",
        "Norr | 426 -2023 -1597 1597 0 90\nSöder | 402 -1935 -1533 1570 37 127\n\
         Öster | 693 -1945 -1252 1254 2 -16\nVäster | 325 -1374 -1049 1057 8 49\n\
         Mitten | 3044 -2918 126 -158 -32 32\nHamnen | 557 -1764 -1207 1213 6 25\n\
         Ängen | 453 -1744 -1291 1282 -9 67\nSkogen | 361 -1377 -1016 1012 -4 12\n--",
    );
}

#[test]
fn items_that_are_called_net_are_parts_of_the_total_below() {
    check(
        "Kassaflöde, tkr\n\nBolag\n2024\nBolag\n2023\nKoncern\n2024\nKoncern\n2023\n\nFinansiella placeringar\n\n\
         6 127\n7 816\n535\n5 131\n\nNy nettolåneskuld\n\n373 587\n72 808\n418 320\n-621 719\n\n\
         Köp av andelar\n\n-9 503\n-9 723\n41\n\nKassaflöde från finansieringsverksamheten\n\n\
         370 211\n80 624\n409 132\n-616 547\n\nLikvida medel vid årets slut\n\n96 288\n92 383\n159 589\n146 737\n",
        "Finansiella placeringar | 6127 7816 535 5131\nNy nettolåneskuld | 373587 72808 418320 -621719\n\
         Köp av andelar | -9503 _ -9723 41\nKassaflöde från finansieringsverksamheten | 370211 80624 409132 -616547\n\
         Likvida medel vid årets slut | 96288 92383 159589 146737\n--",
    );
}

#[test]
fn a_note_may_share_the_line_of_its_amount_where_other_cells_share_lines() {
    check(
        "Mkr\nNot\n2024\n2023\nMark\n7\n11,4\n11,5\nByggnader\n8\n1 380,0 1 386,5\nMaskiner\n9\n127,5\n149,7\n\
         Fordringar\n10 205,3\n234,1\nKassa\n11 541,8\n441,4\nSumma tillgångar\n2 266,0\n2 223,2\n",
        "Mark | 11.4 11.5\nByggnader | 1380.0 1386.5\nMaskiner | 127.5 149.7\nFordringar | 205.3 234.1\n\
         Kassa | 541.8 441.4\nSumma tillgångar | 2266.0 2223.2\n--",
    );
}

#[test]
fn a_label_that_has_run_into_the_last_group_is_none_of_the_figure() {
    check(
        "                         Budget     Utfall     Avvikelse\n\
         Norra skolan             31 725     25 380     6 345\n\
         Södra skolan             13 023     10 418     2 605\n\
         Summa barn- och\n\
                                  44 748     35 798     8 950skolnämnden\n",
        "Norra skolan | 31725 25380 6345\nSödra skolan | 13023 10418 2605\n\
         Summa barn- och skolnämnden | 44748 35798 8950\n--",
    );
}

#[test]
fn sums_without_a_label_are_rows_of_their_own() {
    let text = "Tkr\n\nNot\n\n2031\n\n2030\n\nAvgifter\n\n3\n\n5 120\n\n4 980\n\nBidrag\n\n1 410\n\n1 385\n\n\
                Uthyrning\n\n4\n\n770\n\n802\n\n7 300\n\n7 167\n\nLokaler\n\n5\n\n-2 640\n\n-2 588\n\n\
                Bemanning\n\n6\n\n-3 915\n\n-3 870\n\n-6 555\n\n-6 458\n\nRörelseresultat\n\n745\n\n709\n";
    let expected = "Avgifter | 5120 4980\nBidrag | 1410 1385\nUthyrning | 770 802\n | 7300 7167\n\
                    Lokaler | -2640 -2588\nBemanning | -3915 -3870\n | -6555 -6458\nRörelseresultat | 745 709\n--\n";
    assert_eq!(drawn(text), expected);
}

#[test]
fn lines_without_text_are_empty_cells_where_there_are_as_many_as_cells_would_have() {
    let text = "Tkr\n\nStaden 2031\n\nStaden 2030\n\nGruppen 2031\n\nIngående värde\n\n3 235\n\n2 707\n\n5 766\n\n\
                Inköp\n\n619\n\n617\n\n623\n\nOmföring\n\n\n\n30\n\n30\n\nUtrangering\n\n-12\n\n-17\n\n-18\n\n\
                Nedskrivning\n\n-22\n\n\n\n-22\n\nÅterföring\n\n\n\n\n\n41\n\nUtgående värde\n\n3 820\n\n3 337\n\n6 420\n";
    let expected = "Ingående värde | 3235 2707 5766\nInköp | 619 617 623\nOmföring | _ 30 30\nUtrangering | -12 -17 -18\n\
                    Nedskrivning | -22 _ -22\nÅterföring | _ _ 41\nUtgående värde | 3820 3337 6420\n--";
    check(text, expected);
    // The same where such lines hold a space, and others none.
    let spaced = text.replace("\n\n\n\n\n\n", "\n\n \n\n \n\n").replace("\n\n\n\n", "\n\n \n\n");
    check(&spaced, expected);
}

#[test]
fn spaces_behind_the_last_figure_are_those_of_empty_cells() {
    check(
        "Andelar 2031 Ändring, % 2030 Ändring, %\n\
         Avgifter 7 180 -5,9 14 283 8,1\nLokaler 35 737 -2,1 13 503 8,6\nSkatter 22 424 2,0    \nBidrag 8 499 -3,3    \n\
         Räntor 672 16,0 127 19,8\nÖvrigt 219 0,1 108 -4,4\nAvskrivning 2 139 1,1 598 0,7\n",
        "Avgifter | 7180 -5.9 14283 8.1\nLokaler | 35737 -2.1 13503 8.6\nSkatter | 22424 2.0 _ _\n\
         Bidrag | 8499 -3.3 _ _\nRäntor | 672 16.0 127 19.8\nÖvrigt | 219 0.1 108 -4.4\n\
         Avskrivning | 2139 1.1 598 0.7\n--",
    );
}

#[test]
fn days_from_and_to_are_heads() {
    let rows = "Avgifter 562 541 454 409\nLokaler -500 000 -400 000\nÖverskott 62 541 54 409\n";
    for head in [
        "2031-01-01 - 2031-12-31\n2030-01-01-2030-12-31\n",
        "2031-01-01 2030-01-01\n-2031-12-31 -2030-12-31\n",
    ] {
        check(
            &format!("Drift\n{head}Belopp i tkr\n{rows}"),
            "Avgifter | 562541 454409\nLokaler | -500000 -400000\nÖverskott | 62541 54409\n--",
        );
    }
}

#[test]
fn cells_that_stand_column_by_column_leave_a_doubt() {
    let text = "Drift per nämnd\ntkr\n\nIntäkter Kostnader\n14 972\n-45 194\n3 075\n-37 693\n\nBudget Avvikelse\n-29 547\n-675\n\
                -33 629\n-989\nSkolnämnd\n304 510\n-608 080\n-303 570\n-312 879\nTeknisk nämnd\n50 341\n-380 817\n\
                -330 476\n-324 192\nSumma\n354 851\n-988 897\n-634 046\n-637 071\n";
    let (_, notes) = read(&Source::text("t", text));
    assert!(notes.contains(&super::Note::Row { table: 0, row: 1 }), "{notes:?}");
    // The deviations of all rows, behind the last.
    let (_, notes) = read(&Source::text(
        "t",
        format!("{text}totalt\n9 309\n-6 284\n3 960\n5 025\n-5 242\n4 607\n-6 403\n3 308\n-11 287\n-7 979\n"),
    ));
    assert!(notes.contains(&super::Note::Columns { table: 0 }), "{notes:?}");
}

#[test]
fn units_behind_the_figures_of_a_list_are_no_words_of_a_sentence() {
    let text =
        "Vad en invånare betalar\n\nOmsorg 22 068 kronor\nSkola 17 234 kronor\nGator och parker 880 kronor\n";
    check(text, "Omsorg | 22068\nSkola | 17234\nGator och parker | 880\n--");
    let (tables, _) = read(&Source::text("t", text));
    assert_eq!(tables.first().and_then(|table| table.unit), Some(crate::engine::unit::Unit::Kr));
    assert_eq!(drawn(&"Omsorgen har en avvikelse på -1,4 mkr. Skolan har -7,6 mkr.\n".repeat(4)), "");
    // Two lines may be sentences.
    assert_eq!(drawn("Omsorgen kostar 22 068 kronor\nSkolan kostar 17 234 kronor\n"), "");
}

#[test]
fn cells_of_their_own_may_name_their_unit() {
    check(
        "Tkr\n\n2031\n\n2030\n\n2029\n\nAnskaffning\n\n4 554\n\n3 985\n\n3 300\n\nAvskrivning\n\n-834\n\n-750\n\n-658\n\n\
         Värde\n\n3 720\n\n3 235\n\n2 642\n\nLivslängd\n\n25 år\n\n25 år\n\n30 år\n",
        "Anskaffning | 4554 3985 3300\nAvskrivning | -834 -750 -658\nVärde | 3720 3235 2642\nLivslängd | 25 25 30\n--",
    );
}

#[test]
fn heads_that_come_again_are_those_of_groups_that_a_row_may_leave_out() {
    let table = |label: &str, total: &str| {
        format!(
            "Not 3 Intäkter\n\nmkr Staden Bolagen\n2024 2023 2024 2023\nAvgifter 412,3 398,1\nHyror 96,4 91,7\n\
             Bidrag{label} 205,0 214,6\n{total}\n"
        )
    };
    // The rows are those of the group whose total they make up.
    check(
        &table("", "Summa intäkter 713,7 704,4 951,2 940,8"),
        "Avgifter | 412.3 398.1 _ _\nHyror | 96.4 91.7 _ _\nBidrag | 205.0 214.6 _ _\n\
         Summa intäkter | 713.7 704.4 951.2 940.8\n--",
    );
    check(
        &table("", "Summa intäkter 611,2 602,8 713,7 704,4"),
        "Avgifter | _ _ 412.3 398.1\nHyror | _ _ 96.4 91.7\nBidrag | _ _ 205.0 214.6\n\
         Summa intäkter | 611.2 602.8 713.7 704.4\n--",
    );
    // A total without the decimals of its parts is one, too.
    check(
        &table("", "Summa intäkter 714 704 951 941"),
        "Avgifter | 412.3 398.1 _ _\nHyror | 96.4 91.7 _ _\nBidrag | 205.0 214.6 _ _\n\
         Summa intäkter | 714 704 951 941\n--",
    );
    // Where both groups have that total, or none, it is in doubt.
    for total in ["713,7 704,4 713,7 704,4", "810,7 804,4 951,2 940,8"] {
        let text = table("", &format!("Summa intäkter {total}"));
        let (_, notes) = read(&Source::text("t", &text));
        assert!(!notes.is_empty(), "{total}");
    }
    // So it is where no row says that there are more columns than in one of them.
    let text = table("", "Arvoden 1,2 1,4");
    let (_, notes) = read(&Source::text("t", &text));
    assert!(notes.iter().any(|note| matches!(note, super::Note::Columns { .. })));
}

#[test]
fn what_a_label_would_take_is_no_amount_in_groups() {
    // Years that have run together name the columns; in most rows the last two could be one figure.
    check(
        "Resultat per region, miljoner kronor\n\n 2023202420232024\n kostnaderkostnaderresultatresultat\n\
         Norra regionen 88 182 91 219 3 558 7 073\nÖstra regionen 16 375 17 525 164 721\n\
         Södra regionen 12 588 13 535 -153 565\nVästra regionen 18 155 19 211 -298 934\n\
         Mellersta regionen 7 882 8 133 86 390\nÖns region 2 229 2 377 35 61\n",
        "Norra regionen | 88182 91219 3558 7073\nÖstra regionen | 16375 17525 164 721\n\
         Södra regionen | 12588 13535 -153 565\nVästra regionen | 18155 19211 -298 934\n\
         Mellersta regionen | 7882 8133 86 390\nÖns region | 2229 2377 35 61\n--",
    );
}

#[test]
fn units_between_the_figures_part_them() {
    let rows = "Berga | 13 044 9.44\nLund | 10 783 8.27\nTorp | 23 248 18.57\nTotalt | 47 075 36.28\n--";
    let cells =
        rows.replace(" 044", "044").replace(" 783", "783").replace(" 248", "248").replace(" 075", "075");
    check(
        "Delägare Bidrag 2023 Andel\nBerga 13 044 tkr 9,44 %\nLund 10 783 tkr 8,27 %\nTorp 23 248 tkr 18,57 %\n\
         Totalt 47 075 tkr 36,28 %\n",
        &cells,
    );
    // And so they do where all cells have run together.
    check(
        "DelägareBidrag 2023Andel\nBerga13 044 tkr9,44 %\nLund10 783 tkr8,27 %\nTorp23 248 tkr18,57 %\n\
         Totalt47 075 tkr36,28 %\n",
        &cells,
    );
    // A list of sentences is no table.
    check("- Vägar är nu 402,0 mkr\n- Vägar ökar med 8,0 mkr\n- Vägar ökar med 10,0 mkr 2027\n", "");
}

#[test]
fn years_that_have_run_together_say_how_many_cells_have() {
    check(
        "Fem år i sammandrag\n\nBelopp20242023202220212020\nOmsättning, tkr\n\
         586 551572 644529 653508 165464 723\nResultat, tkr\n77 37666 95349 09663 43532 242\n\
         Tillgångar, tkr\n2 112 8541 973 3461 768 6321 566 2201 401 063\n",
        "Omsättning, tkr | 586551 572644 529653 508165 464723\n\
         Resultat, tkr | 77376 66953 49096 63435 32242\n\
         Tillgångar, tkr | 2112854 1973346 1768632 1566220 1401063\n--",
    );
    // A row may list its notes, and a sum have no label; what may be a note as well as the beginning of an amount is no figure.
    check(
        "Resultaträkning\n\nTkrNot20242023\nINTÄKTER\nFörsäljning3,5586 551572 644\nAvgifter613 73117 062\n\
         Eget arbete91 31191 502\n691 593691 208\n\nKOSTNADER\nInköp7-182 886-183 106\n\
         Externa tjänster8,9-131 583-122 228\nLöner10-133 817-125 396\n",
        "Försäljning | 586551 572644\nAvgifter | ? _\nEget arbete | ? _\n| 691593 691208\n\
         Inköp | -182886 -183106\nExterna tjänster | -131583 -122228\nLöner | -133817 -125396\n--",
    );
}

#[test]
fn empty_cells_behind_a_row_are_its_own_before_they_are_those_of_the_next() {
    let line = |cells: &[&str]| cells.iter().flat_map(|cell| [*cell, "\n\n"]).collect::<String>();
    let text = [
        line(&["Not 9 Pensioner", "Tkr", "Staden 2024", "Staden 2023", "Koncernen 2024", "Koncernen 2023"]),
        line(&["Vid årets början", "287 675", "248 991", "287 675", "248 991"]),
        line(&["Till änkor", " ", "1 281", " ", "1 281"]),
        line(&["Vid årets slut", "330 337", "301 772", "330 337", "301 772"]),
        line(&["Aktualisering", "97%", "96%", " ", " ", " ", " ", " ", " "]),
        line(&["Annat", "63 000", "63 000", "63 000", "63 000"]),
    ];
    check(
        &text.concat(),
        "Vid årets början | 287675 248991 287675 248991\nTill änkor | _ 1281 _ 1281\n\
         Vid årets slut | 330337 301772 330337 301772\nAktualisering | 97 96 _ _\n\
         Annat | 63000 63000 63000 63000\n--",
    );
}

#[test]
fn rows_are_cut_and_placed_together_until_their_total_adds_up() {
    check(
        "Kassaflöde\n\nBelopp i sek NOT 2024-12-31 2023-12-31\nInvesteringsverksamheten\n\
         Förvärv av mark 10 - -82 726\nFörsäljning av mark 5 500 000 -\nFörvärv av inventarier 12 -759 615 -216 400\n\
         Försäljning av inventarier 420 600\nFörvärv av värdepapper 13 -37 389 577 -\nUtdelning 305 053 -\n\
         Försäljning av fonder 37 759 826\nSumma investeringar -31 923 539 37 460 700\n",
        "Förvärv av mark | _ -82726\nFörsäljning av mark | 5500000 _\nFörvärv av inventarier | -759615 -216400\n\
         Försäljning av inventarier | 420600 _\nFörvärv av värdepapper | -37389577 _\nUtdelning | 305053 _\n\
         Försäljning av fonder | _ 37759826\nSumma investeringar | -31923539 37460700\n--",
    );
}

#[test]
fn a_row_that_shows_its_empty_note_has_lost_its_last_cells() {
    check(
        "Resultat\n\n(mnkr) Not Utfall 2023 Utfall 2024 Budget 2024 Utfall 2023 Utfall 2024\n\
         Intäkter 1 261,5 270,6 235,1 361,5 363,3\nvarav poster 1A 1,7 0,1 0,0 1,8 1,0\n\
         Kostnader 2 – 1 293,5 – 1 329,0 – 1 300,3 – 1 293,0 – 1 333,6\n\
         Avskrivningar 3 – 27,0 – 27,8 – 31,0 – 81,4 – 74,5\n\
         Nettokostnader   – 1 059,0 – 1 086,2 – 1 096,2 – 1 012,9 – 1 044,8\n\
         Skatteintäkter 4 807,7 805,1 823,4 807,7 805,1\nStatsbidrag 5 255,6 305,4 278,8 255,6 305,4\n\
         Resultat   4,3 24,3 6,0 50,4 65,7\nJusteringar   – 9,6 – 1,6 0,0\nReserver   0,0 – 22,0\n",
        "Intäkter | 261.5 270.6 235.1 361.5 363.3\nvarav poster | 1.7 0.1 0.0 1.8 1.0\n\
         Kostnader | -1293.5 -1329.0 -1300.3 -1293.0 -1333.6\nAvskrivningar | -27.0 -27.8 -31.0 -81.4 -74.5\n\
         Nettokostnader | -1059.0 -1086.2 -1096.2 -1012.9 -1044.8\n\
         Skatteintäkter | 807.7 805.1 823.4 807.7 805.1\nStatsbidrag | 255.6 305.4 278.8 255.6 305.4\n\
         Resultat | 4.3 24.3 6.0 50.4 65.7\nJusteringar | -9.6 -1.6 0.0 _ _\nReserver | 0.0 -22.0 _ _ _\n--",
    );
}

#[test]
fn words_from_the_margin_behind_a_long_row_are_no_sentence() {
    check(
        "Enhet Kostnad Intäkt Netto Kostnad Intäkt Netto Kostnad Intäkt Netto\n\
         Skola C 1 332 -129 1 203 1 552 -131 1 421 1 552 -131 1 421\nMusik V 5 052 -50 5 002 5 128 -51 5 077 5 128 -51 5 077 Nämnden för skolan\n\
         Kök C 798 0 798 810 0 810 810 0 810\nHus C 330 0 330 335 0 335 335 0 335\n",
        "Skola C | 1332 -129 1203 1552 -131 1421 1552 -131 1421\nMusik V | 5052 -50 5002 5128 -51 5077 5128 -51 5077\n\
         Kök C | 798 0 798 810 0 810 810 0 810\nHus C | 330 0 330 335 0 335 335 0 335\n--",
    );
}

#[test]
fn whole_figures_among_those_of_more_decimals_are_of_their_row() {
    check(
        "Nyckeltal 2024 2023 2022\nResultat 63,8 56,4 1,7\nSoliditet 25,0 24,0 24,7\nInvesteringar 289,6 382,8 358,3\n\
         Skulder 225,0 221,4 198,3\nFrisknärvaro 98 96,69 96,69\n",
        "Resultat | 63.8 56.4 1.7\nSoliditet | 25.0 24.0 24.7\nInvesteringar | 289.6 382.8 358.3\n\
         Skulder | 225.0 221.4 198.3\nFrisknärvaro | 98 96.69 96.69\n--",
    );
}

#[test]
fn a_caption_between_rows_begins_another_table() {
    let first = "Tabell 1\n\nBelopp (tkr)                  2031          2030\n\
                 Biljetter               50 446 934    47 300 000\n\
                 Bidrag                   8 194 486     7 669 300\n\
                 Summa                   58 641 420    54 969 300\n\n";
    let second = "Hela året Per gren Hela riket Norra och Södra\nkusten\n\
                  Biljetter 82 562 343 32 487 005 1 975 705\nBidrag 50 446 934 29 142 939 103 456\n";
    let tables = |caption: &str| read(&Source::text("t", format!("{first}{caption}\n\n{second}"))).0;
    let told: Vec<(usize, usize)> =
        tables("Tabell 2. Per gren").iter().map(|table| (table.rows.len(), table.columns.len())).collect();
    assert_eq!(told, [(3, 2), (2, 3)]);
    // The same caption goes on with the same table.
    let more = "Hamnar 1 312 343 1 487 005\nKajer 1 446 934 1 142 939\n";
    for caption in ["Tabell 1", "Tabell 2"] {
        let text = format!("{first}{caption}\n{more}");
        let rows: Vec<usize> =
            read(&Source::text("t", text)).0.iter().map(|table| table.rows.len()).collect();
        assert_eq!(rows, if caption == "Tabell 1" { vec![5] } else { vec![3, 2] });
    }
    // What a caption calls a table is one, though two rows of one figure are none by themselves.
    let rows = "Nya avtal 4 000\nSumma avtal 4 000\n";
    let count = |text: String| read(&Source::text("t", text)).0.len();
    assert_eq!(count(format!("{first}Tabell 2 Avtal\n\n{rows}")), 2);
    assert_eq!(count(format!("Avtal\n\n{rows}")), 0);
}

#[test]
fn a_number_right_of_all_columns_is_that_of_the_page() {
    let text = "                  2031     2030\nBiljetter         1 200    1 310\nBidrag            2 400    2 290\n\
                Resor               400\n\n                                           14\n";
    assert_eq!(drawn(text), "Biljetter | 1200 1310\nBidrag | 2400 2290\nResor | 400 _\n--\n");
    let text = text
        .replace("\n\n                                           14", "\n                             14");
    assert!(drawn(&text).ends_with("Resor | 400 14\n--\n"));
}

#[test]
fn a_column_of_years_among_amounts_in_groups_says_when() {
    let text = "Objekt            Budget    Klart\nKajen             41 200     2031\nBron              82 400     2033\n\
                Lotsen             1 400     2032\nSumma            125 000\n";
    assert_eq!(drawn(text), "Kajen | 41200\nBron | 82400\nLotsen | 1400\nSumma | 125000\n--\n");
    // Where amounts are not parted, it may be one.
    let text = text
        .replace("41 200", " 41200")
        .replace("82 400", " 82400")
        .replace("125 000", " 125000")
        .replace("1 400", " 1400");
    assert!(drawn(&text).starts_with("Kajen | 41200 2031\n"));
}
