//! Labels of several lines, and where their figures stand beside them.

use crate::engine::{source::Source, table::read};
use std::fmt::Write as _;

fn drawn(text: &str) -> String {
    let (tables, _) = read(&Source::text("t", text));
    let mut out = String::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        let cells: Vec<&str> = row.cells.iter().map(|c| c.as_ref().map_or("", |c| c.text.trim())).collect();
        let _ = writeln!(out, "{} > {} | {}", row.group, row.label, cells.join("; "));
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let out = drawn(text);
    let lines: Vec<&str> = out.lines().map(|line| line.trim_start_matches(" > ")).collect();
    assert_eq!(lines, expected, "in\n{text}");
}

#[test]
fn figures_beside_the_first_line_of_a_label() {
    check(
        "                          2023       2024\n\
         Norra området\n\
         Lokaler och                12         13\n\
         parkeringsplatser\n\
         Material                    7          9\n\
         Summa norra                19         22\n\
         området\n\
         Södra området\n\
         Lokaler                     2          3\n\
         Förbrukning av              4          5\n\
         vatten och el\n\
         Summa södra                 6          8\n\
         området\n\
         Summa båda                 25         30\n\
         områdena\n",
        &[
            "Norra området > Lokaler och parkeringsplatser | 12; 13",
            "Norra området > Material | 7; 9",
            "Norra området > Summa norra området | 19; 22",
            "Södra området > Lokaler | 2; 3",
            "Södra området > Förbrukning av vatten och el | 4; 5",
            "Södra området > Summa södra området | 6; 8",
            "Södra området > Summa båda områdena | 25; 30",
        ],
    );
}

#[test]
fn figures_beside_the_last_line_of_a_label_and_beside_the_first_of_all_rows() {
    check(
        "                          2023       2024\n\
         Lek- och\n\
         idrottsplatser             12         13\n\
         Material                    7          9\n\
         Förbrukning av vatten\n\
         och el                      4          5\n\
         Summa                      23         27\n",
        &[
            "Lek- och idrottsplatser | 12; 13",
            "Material | 7; 9",
            "Förbrukning av vatten och el | 4; 5",
            "Summa | 23; 27",
        ],
    );
}

#[test]
fn figures_between_the_lines_of_a_label() {
    check(
        "                          2023       2024\n\
         Plan- och\n\
                                    12         13\n\
         exploatering\n\
         Tekniska enhetens\n\
         förvaltning av              7          9\n\
         lekplatser\n\
         Material                    4          5\n\
         SUMMA\n\
                                    23         27\n\
         NETTOKOSTNADER\n",
        &[
            "Plan- och exploatering | 12; 13",
            "Tekniska enhetens förvaltning av lekplatser | 7; 9",
            "Material | 4; 5",
            "SUMMA NETTOKOSTNADER | 23; 27",
        ],
    );
}

#[test]
fn a_heading_of_two_lines_stands_before_a_label_of_two_lines() {
    check(
        "Budget Utfall\nBygg- och\nlokalnämnden\nUtemiljö vid\nskolor och bad\n31 29\nMaterial 7 9\nSumma bygg- och\nlokalnämnden\n38 38\n\
         Kulturnämnden\nBibliotek 4 5\nMuseer 6 7\nSumma\nkulturnämnden\n10 12\n",
        &[
            "Bygg- och lokalnämnden > Utemiljö vid skolor och bad | 31; 29",
            "Bygg- och lokalnämnden > Material | 7; 9",
            "Bygg- och lokalnämnden > Summa bygg- och lokalnämnden | 38; 38",
            "Kulturnämnden > Bibliotek | 4; 5",
            "Kulturnämnden > Museer | 6; 7",
            "Kulturnämnden > Summa kulturnämnden | 10; 12",
        ],
    );
}

#[test]
fn complete_lines_with_capitals_are_headings_and_what_has_room_is_not_wrapped() {
    check(
        "                                 2023       2024\n\
         Pågående arbeten i egen regi\n\
         Vägar                             12         13\n\
         Övriga fordringar på\n\
         dotterbolag                        4          5\n\
         Korta placeringar\n\
         Fonder                             7          9\n\
         Banktillgodohavanden               1          2\n",
        &[
            "Pågående arbeten i egen regi > Vägar | 12; 13",
            "Pågående arbeten i egen regi > Övriga fordringar på dotterbolag | 4; 5",
            "Korta placeringar > Fonder | 7; 9",
            "Korta placeringar > Banktillgodohavanden | 1; 2",
        ],
    );
}

#[test]
fn a_line_that_ends_in_a_colon_is_a_heading() {
    check(
        "2023 2024\nAvgifter för vatten\noch avlopp 12 13\nSumma avgifter 12 13\nsom består av:\nVatten 7 8\nAvlopp 5 5\n",
        &[
            "Avgifter för vatten och avlopp | 12; 13",
            "Summa avgifter | 12; 13",
            "som består av: > Vatten | 7; 8",
            "som består av: > Avlopp | 5; 5",
        ],
    );
}

#[test]
fn codes_stand_alone_before_their_names() {
    check(
        "                         2023       2024\n\
         2107 Badhus                12         13\n\
         2111\n\
         Ventilationsanläggning    417        905\n\
         2140 Cykelställ             4          5\n\
         2162                        1          2\n\
         Ridanläggningar\n\
         Summa                     434        925\n",
        &[
            "2107 Badhus | 12; 13",
            "2111 Ventilationsanläggning | 417; 905",
            "2140 Cykelställ | 4; 5",
            "2162 Ridanläggningar | 1; 2",
            "Summa | 434; 925",
        ],
    );
}

#[test]
fn numbers_at_the_end_of_a_label_are_no_figures() {
    check(
        "Plan Utfall Prognos\nBadhus 12 13 14\nRidanläggning,\netapp 3\n17 19 20\nBoende, platser 21-\n24 år 4 5 6\nCykelbana etapp\n2\n1 2 3\n",
        &[
            "Badhus | 12; 13; 14",
            "Ridanläggning, etapp 3 | 17; 19; 20",
            "Boende, platser 21-24 år | 4; 5; 6",
            "Cykelbana etapp 2 | 1; 2; 3",
        ],
    );
    check(
        "                       Plan     Utfall    Prognos\n\
         Badhus                   12         13         14\n\
         Bullerskydd vid          17         19         20\n\
         2025\n\
         Cykelbana etapp           1          2          3\n\
         2\n\
         Summa                    30         34         37\n",
        &[
            "Badhus | 12; 13; 14",
            "Bullerskydd vid 2025 | 17; 19; 20",
            "Cykelbana etapp 2 | 1; 2; 3",
            "Summa | 30; 34; 37",
        ],
    );
}

#[test]
fn a_heading_below_the_table_is_no_part_of_its_last_label() {
    check(
        "Plan Utfall\nBadhus 12 13\nKostnader för\nvärme 4 5\nSumma 16 18\nKommande år\nUnder nästa år byggs ett nytt badhus i tätorten, och det gamla rivs.\n",
        &["Badhus | 12; 13", "Kostnader för värme | 4; 5", "Summa | 16; 18"],
    );
}

#[test]
fn words_right_behind_figures_end_the_label_above_them() {
    check(
        "                          2023       2024       2025\n\
         Badhus                     12         13         14\n\
         Bullerskydd,\n\
         \x20                         417        905        907 bygatan\n\
         Cykelställ vid\n\
         \x20                         415        515        616 skolor\n\
         Summa                     433        923        927\n",
        &[
            "Badhus | 12; 13; 14",
            "Bullerskydd, bygatan | 417; 905; 907",
            "Cykelställ vid skolor | 415; 515; 616",
            "Summa | 433; 923; 927",
        ],
    );
}

#[test]
fn dates_of_heads_may_be_broken_over_the_head_of_the_notes() {
    check(
        "                            2023-12- 2022-12-\n\
         \x20                     Not       31       31\n\
         Maskiner               1    16 564   21 339\n\
         Kassa och bank         2     5 372    3 350\n\
         Fordringar             3     1 463    4 438\n\
         Summa                       23 399   29 127\n",
        &[
            "Maskiner | 16 564; 21 339",
            "Kassa och bank | 5 372; 3 350",
            "Fordringar | 1 463; 4 438",
            "Summa | 23 399; 29 127",
        ],
    );
}

#[test]
fn years_are_labels_and_a_title_below_their_rows_is_none() {
    check(
        "Budget Utfall Prognos\n2018 6,71 5,50 6,41\n2017 6,27 5,70 6,51\n2016 6,70 5,50 6,57\n\nAndel långa fall\n\nBudget Utfall Prognos\n\
         2018 43,36 41,00 38,60\n2017 42,90 48,00 40,03\n2016 46,27 40,30 39,95\n",
        &[
            "2018 | 6,71; 5,50; 6,41",
            "2017 | 6,27; 5,70; 6,51",
            "2016 | 6,70; 5,50; 6,57",
            "2018 | 43,36; 41,00; 38,60",
            "2017 | 42,90; 48,00; 40,03",
            "2016 | 46,27; 40,30; 39,95",
        ],
    );
}

#[test]
fn the_last_line_of_a_paragraph_below_a_table_is_no_label() {
    check(
        "Plan Utfall\nBadhus 12 13\nVärme och\nvatten 4 5\nSumma 16 18\n\
         under perioden och läget bedöms som fortsatt ansträngt, framför allt i\nskolan.\n",
        &["Badhus | 12; 13", "Värme och vatten | 4; 5", "Summa | 16; 18"],
    );
}

#[test]
fn days_of_dates_in_heads_are_no_rows_but_months_may_be() {
    check(
        "Utfall 31\naug 2023\nUtfall 31\ndec 2022\nOmsättning\n\nMaskiner\n197\n228\nKassa och\nbank\n18\n16\nFordringar\n82\n86\nSumma\n297\n330\n",
        &[
            "Omsättning > Maskiner | 197; 228",
            "Omsättning > Kassa och bank | 18; 16",
            "Omsättning > Fordringar | 82; 86",
            "Omsättning > Summa | 297; 330",
        ],
    );
    check(
        "Plan Utfall\nMars 12 13\nApril 17 18\nMaj 19 20\n",
        &["Mars | 12; 13", "April | 17; 18", "Maj | 19; 20"],
    );
}

#[test]
fn figures_may_stand_below_labels_of_one_line_where_a_cell_is_empty() {
    check(
        "Not 2018 2019\nDRIFT\nPension och avtal 4 490 504\nÖvrigt\n22 257\nKöp av finansiella fonder\n3 27\n\
         Återställande av gamla deponier 7 567 810\nUtdelning\n10 12\nFörsäljning av finansiella fonder\n13 48\n",
        &[
            "DRIFT > Pension och avtal | 490; 504",
            "DRIFT > Övrigt | 22; 257",
            "DRIFT > Köp av finansiella fonder | 3; 27",
            "DRIFT > Återställande av gamla deponier | 567; 810",
            "DRIFT > Utdelning | 10; 12",
            "DRIFT > Försäljning av finansiella fonder | 13; 48",
        ],
    );
}

/// The title of each table, how many columns it has, and how many rows.
fn parted(text: &str) -> Vec<String> {
    let (tables, _) = read(&Source::text("t", text));
    tables.iter().map(|t| format!("{} {}x{}", t.title, t.columns.len(), t.rows.len())).collect()
}

#[test]
fn a_title_and_heads_begin_another_table_where_the_rows_are_of_another_length() {
    let above = "Driften\n                      Utfall  Utfall  Budget  Avvi-   Koncern\nBelopp i mnkr           2031    2030    2031  kelse      2031\n\
        Intäkter                 262     269     255       7     482\nKostnader            − 1 118 − 1 116 − 1 126       8 − 1 312\n\
        Avskrivningar           − 30    − 25    − 34       4    − 55\nNetto                  − 886   − 872   − 905      19   − 885\n\n";
    let below = "DEN LÖPANDE DRIFTEN\nResultat 59 42 58\nAvskrivningar 30 25 55\nFlöde 89 67 113\nINVESTERINGARNA\n\
        Maskiner – 83 – 108 – 238\nFlöde 6 – 41 – 125\n";
    for heads in [
        // A head a line, begun on the line of the unit, and each with a word.
        "Belopp i mnkr Kommun\n2031 Kommun\n2030 Koncern\n2031\n",
        "Belopp i mnkr Kommun\n2031 Kommun\n2030 Koncern\n2031 mnkr\n",
        "2031 2030 2029\n",
    ] {
        assert_eq!(
            parted(&format!("{above}Flödet\n{heads}{below}")),
            ["Driften 5x4", "Flödet 3x5"],
            "{heads}"
        );
    }
}

#[test]
fn sub_headings_part_no_table() {
    let above =
        "Driften\nBudget Utfall Avvikelse\nIntäkter 262 269 7\nKostnader 118 116 2\nNetto 144 153 9\n";
    for (between, below) in [
        // Of as many figures, whatever the words say.
        ("Tekniska nämnden\nBudget\n2031 mnkr\n", "Vägar 12 13 1\nParker 7 9 2\nSumma 19 22 3\n"),
        ("Tekniska nämnden\n", "Vägar 12 13 1\nParker 7 9 2\nSumma 19 22 3\n"),
        // Of fewer, but without heads, or in too few rows.
        ("Tekniska nämnden\nGator och parker\n", "Vägar 12 13\nParker 7 9\nSumma 19 22\n"),
        ("Tekniska nämnden\nBudget\n2031 mnkr\n", "Vägar 12 13\nParker 7 9\n"),
    ] {
        assert_eq!(parted(&format!("{above}{between}{below}")).len(), 1, "{between}{below}");
    }
}

#[test]
fn codes_are_no_years_of_heads_though_they_look_like_years() {
    check(
        "                         2023       2024\n\
         2007 Badhus                12         13\n\
         2011\n\
         Ventilationsanläggning    417        905\n\
         2040 Cykelställ             4          5\n\
         2011 Ridanläggningar        1          2\n\
         Summa                     434        925\n",
        &[
            "2007 Badhus | 12; 13",
            "2011 Ventilationsanläggning | 417; 905",
            "2040 Cykelställ | 4; 5",
            "2011 Ridanläggningar | 1; 2",
            "Summa | 434; 925",
        ],
    );
}

#[test]
fn a_sum_without_a_label_right_under_the_cells_above_it_is_a_row() {
    // Notes make some lines longer than others.
    check(
        "                       Not        2031        2030\n\
         Biljetter                3      42 093      52 455\n\
         Bidrag                            -507         751\n\
         Övriga intäkter                  6 188       5 490\n\
         \x20                               47 774      58 696\n\
         Bränsle                 11     -29 332     -20 211\n\
         Personal                12      -5 812      -9 825\n\
         Hamnar                            -312        -758\n\
         \x20                              -35 456     -30 794\n\
         Resultat                        12 318      27 902\n",
        &[
            "Biljetter | 42 093; 52 455",
            "Bidrag | -507; 751",
            "Övriga intäkter | 6 188; 5 490",
            " | 47 774; 58 696",
            "Bränsle | -29 332; -20 211",
            "Personal | -5 812; -9 825",
            "Hamnar | -312; -758",
            " | -35 456; -30 794",
            "Resultat | 12 318; 27 902",
        ],
    );
}
