//! Tables of ordinary reports whose labels, heads and cells hold numbers that are no amounts, and rows that their sums alone
//! tell apart.

use super::{Note, copied_tests::rows, read};
use crate::engine::source::Source;

/// The heads of a text's first table.
fn heads(text: &str) -> Vec<String> {
    let (tables, _) = read(&Source::text("t", text));
    tables.first().map_or_else(Vec::new, |table| table.columns.iter().map(|c| c.header.clone()).collect())
}

const AGES: &str = "Ålder 2029 2030 2031\n0 146 188 222\n1–5 605 638 606\n6 2 971 2 915 2 945\n7–9 403 431 390\n10– 55 59 30\n\
                    Alla 4 180 4 231 4 193\n";
const AGES_READ: [&str; 6] = [
    "0: 146 | 188 | 222",
    "1–5: 605 | 638 | 606",
    "6: 2971 | 2915 | 2945",
    "7–9: 403 | 431 | 390",
    "10–: 55 | 59 | 30",
    "Alla: 4180 | 4231 | 4193",
];

#[test]
fn a_class_of_one_number_is_a_label_among_ranges() {
    assert_eq!(rows(AGES), AGES_READ);
    // The same with a tab between the cells, and one cell a line.
    let tabs = "Ålder\t2029\t2030\t2031\n0\t146\t188\t222\n1–5\t605\t638\t606\n6\t2 971\t2 915\t2 945\n7–9\t403\t431\t390\n\
                10–\t55\t59\t30\nAlla\t4 180\t4 231\t4 193\n";
    assert_eq!(rows(tabs), AGES_READ);
    assert_eq!(rows(&tabs.replace('\t', "\n")), AGES_READ);
}

#[test]
fn the_last_class_of_labels_has_no_end_and_is_no_negative() {
    let text = "Frånvaro Jan Feb Mar\nDag 1-14 478 1 979 414\nDag 15-59 587 1 529 2 259\nDag 60- 2 024 1 739 656\n\
                Summa 3 089 5 247 3 329\n";
    assert_eq!(rows(text)[2], "Dag 60-: 2024 | 1739 | 656");
}

#[test]
fn numbers_that_count_up_head_columns() {
    let text = "Elever per årskurs\nSkola F 1 2 3 Summa\nBjörkängen 18 43 51 12 124\nCentrum 13 11 21 24 69\n\
                Hedeby 36 30 30 43 139\nTotalt 67 84 102 79 332\n";
    assert_eq!(rows(text)[0], "Björkängen: 18 | 43 | 51 | 12 | 124");
    assert_eq!(heads(text), ["F", "1", "2", "3", "Summa"]);
    let ages = "Anställda per ålder\n-29 år 30-39 år 40-59 år 60- år Totalt\nKvinnor 154 279 144 235 812\n\
                Män 12 252 39 112 415\nAlla 166 531 183 347 1 227\n";
    assert_eq!(rows(ages)[1], "Män: 12 | 252 | 39 | 112 | 415");
}

#[test]
fn a_number_behind_a_label_is_no_column_of_its_own() {
    let text = "                      Inkomster   Utgifter      Netto    Ackumulerat\n\
                Björklunda etapp 1               -2 936     -2 936        -10 980\n\
                Björklunda etapp 2          827    -412        415          7 665\n\
                Stationen                        -2 294     -2 294         -8 521\n\
                Industrin                 2 064    -891      1 173         -5 568\n\
                Summa                     2 891  -6 533     -3 642        -17 404\n";
    assert_eq!(rows(text)[0], "Björklunda etapp 1: _ | -2936 | -2936 | -10980");
}

#[test]
fn a_year_that_ends_row_after_row_is_a_cell() {
    let row = |name: &str, cells: [&str; 3]| format!("{name}\n{}\n", cells.join("\n"));
    let text = [
        "Projekt\nBudget\nUtfall\nKlart\n".to_owned(),
        row("Skola", ["1 200", "980", "2031"]),
        row("Vägar", ["2 400", "2 310", "2032"]),
        row("Hamn", ["3 300", "3 120", "2031"]),
        row("Bad", ["1 500", "1 440", "2033"]),
    ];
    let read = rows(&text.concat());
    assert_eq!(read.len(), 4, "{read:?}");
    assert!(read[0].starts_with("Skola: 1200 | 980"), "{read:?}");
}

#[test]
fn dates_head_the_columns_of_a_grid() {
    let text = "(tkr)\tNot\t2031-12-31\t2030-12-31\nKapital\t8\t18 204\t3 410\nReserv\t\t22 000\t22 000\nSumma\t\t40 204\t25 410\n";
    assert_eq!(heads(text), ["2031-12-31", "2030-12-31"]);
    assert_eq!(rows(text)[1], "Reserv: 22000 | 22000");
}

#[test]
fn what_markdown_sets_in_bold_is_no_part_of_a_label() {
    let text = "| Post | 2030 | 2031 |\n|---|---:|---:|\n| Löner | 12 | 13 |\n| Hyror | 4 | 5 |\n| **Summa** | **16** | **18** |\n";
    assert_eq!(rows(text)[2], "Summa: 16 | 18");
}

#[test]
fn a_row_of_few_cells_is_told_by_the_balances_around_it() {
    let text = "Kapital Fond Vinst Resultat Summa\nIngående balans 5 000 000 1 000 000 14 882 310 2 310 442 23 192 752\n\
                Ny disposition 2 310 442 –2 310 442 0\nUtdelning –500 000 –500 000\nÅrets vinst 1 977 008 1 977 008\n\
                Utgående balans 5 000 000 1 000 000 16 692 752 1 977 008 24 669 760\n";
    assert_eq!(rows(text)[1], "Ny disposition: _ | _ | 2310442 | -2310442 | 0");
}

#[test]
fn a_short_sum_tells_where_its_only_change_goes() {
    let text = "Kommunen 2031 Kommunen 2030 Koncernen 2031 Koncernen 2030\nAnskaffat 1 840 322 1 755 110 3 902 118 3 760 444\n\
                Inköp 71 230 88 909 190 407 162 250\nUtgående anskaffning 1 911 552 1 844 019 4 092 525 3 922 694\n\
                Ingående nedskrivningar –12 000 –12 000 –30 100 –30 100\nÅrets nedskrivningar –2 500\n\
                Utgående nedskrivningar –12 000 –12 000 –32 600 –30 100\n";
    assert_eq!(rows(text)[4], "Årets nedskrivningar: _ | _ | -2500 | _");
}

#[test]
fn a_result_goes_on_from_the_one_before_in_rows_that_leave_cells_out() {
    let cells = [
        "Tkr",
        "Staden 2031",
        "Staden 2030",
        "Koncernen 2031",
        "Koncernen 2030",
        "Intäkter",
        "9 000",
        "8 200",
        "12 000",
        "11 400",
        "Kostnader",
        "-7 100",
        "-6 950",
        "-9 140",
        "-9 060",
        "Resultat efter finansnetto",
        "1 900",
        "1 250",
        "2 860",
        "2 340",
        "Skatt",
        "-335",
        "-186",
        "Årets resultat",
        "1 900",
        "1 250",
        "2 525",
        "2 154",
    ];
    assert_eq!(rows(&cells.join("\n\n"))[3], "Skatt: _ | _ | -335 | -186");
}

#[test]
fn a_total_above_its_parts_tells_how_it_is_cut() {
    let text = "2030 2031\nMnkr Procent Mnkr Procent\nTotala kostnader 304 487 100,0 318 764 100,0\nFörskola 68 191 22,4 71 425 22,4\n\
                Fritid 15 815 5,2 16 775 5,3\nGrundskola 95 287 31,3 101 708 31,9\nSärskola 4 265 1,4 4 402 1,4\n\
                Specialskola 38 498 12,6 38 488 12,1\nHögskola 27 869 9,2 28 665 9,0\nKomvux 54 562 17,9 57 301 17,9\n";
    assert_eq!(rows(text)[0], "Totala kostnader: 304487 | 100.0 | 318764 | 100.0");
}

#[test]
fn a_figure_that_has_not_come_to_its_decimals_is_not_cut() {
    let text = "Prognos 2030 Budget 2030 Budget 2031 Plan 2032 Plan 2033\nInkomstutjämning 329 746,0 336 605,0 328 068,0 349 882,0 368 570,0\n\
                Regleringspost 46 480,0 30 400,0 45 392,0 33 555,0 25 883,0\nInförande 0,0 0,0 0,0 0,0 0,0\nStöd 4 864,0 5 000,0 5 000,0\n\
                Utdelning 246,0 500,0 200,0 200,0 200,0\nÖvrigt 62,0 55,0 55,0 55,0 55,0\n";
    assert!(rows(text)[3].contains("4864.0 | 5000.0 | 5000.0"));
    let (_, notes) = read(&Source::text("t", text));
    assert!(notes.contains(&Note::Row { table: 0, row: 3 }), "which cells are missing is in doubt");
}

#[test]
fn a_space_within_the_decimals_makes_no_note() {
    let text = "2030 2031\nInköp -0,1 -2,3\nFörsäljning 1,9 1, 8\nAktier -3,5 -2,0\nSumma -1,7 -2,5\n";
    assert_eq!(rows(text)[1], "Försäljning: 1.9 | _");
    let (_, notes) = read(&Source::text("t", text));
    assert!(notes.contains(&Note::Row { table: 0, row: 1 }), "{notes:?}");
}

#[test]
fn labels_and_figures_with_lines_of_their_own_make_a_table_of_one_column() {
    let text = "Resultat\n\nMkr\n\nIntäkter\n\n1 079,5\n\nKostnader\n\n-941,0\n\nAvskrivningar\n\n-58,8\n\nNetto\n\n79,7\n\n\
                Räntor\n\n-9,2\n\nÅrets resultat\n\n70,5\n";
    assert_eq!(rows(text).len(), 6);
    assert_eq!(rows(text)[3], "Netto: 79.7");
}

#[test]
fn years_that_begin_again_are_rows_of_another_table() {
    let text = "Sjukdagar\nÅr Totalt Lön Penning\n2028 9,9 4,0 5,9\n2029 10,8 4,3 6,5\n2030 11,7 4,6 7,1\n\n\
                Sjukfrånvaro i procent\nÅr Kort Lång\n2028 0,74 2,13\n2029 1,04 1,73\n2030 1,15 1,97\n";
    let (tables, _) = read(&Source::text("t", text));
    assert_eq!(tables.len(), 2);
    assert_eq!(rows(text)[3], "2028: 0.74 | 2.13");
}

#[test]
fn arrows_behind_references_and_numbers_below_headings_are_no_cells() {
    let text = "Belopp i mkr\n\n2030\n\n2031\n\nIntäkter\n\nnot 20 »\n\n22 677\n\n22 554\n\nKostnader\n\nnot 21 » not 36 »\n\n-20 286\n\n\
                -20 984\n\nResultat\n\n2 391\n\n1 570\n";
    assert_eq!(rows(text)[0], "Intäkter: 22677 | 22554");
    assert_eq!(rows(text)[1], "Kostnader: -20286 | -20984");
}

#[test]
fn a_sum_without_a_name_does_not_go_on_the_row_before() {
    let text = "TKR 2031 2030\nHus och mark 192 703 203 892\nVerktyg 31 412 31 671\nArbeten 25 097 15 974\n249 212 251 537\n";
    assert_eq!(rows(text)[2..], ["Arbeten: 25097 | 15974", ": 249212 | 251537"]);
}

#[test]
fn the_same_number_before_two_figures_is_their_first_group_and_no_note() {
    let text = "TKR NOT 2031 2030\nProgram 713 819\nRättigheter 3 076 3 719\nFasta värden 3 789 4 538\nHus och mark 192 703 203 892\n\
                Maskiner i drift 1 245 229 1 259 294\nVerktyg 31 412 31 671\nPågående arbeten i egen regi\noch förskott 25 097 15 974\n\
                1 494 441 1 510 831\nAndelar 3 312 3 312\nFordringar 8 104 7 955\nSumma 1 509 646 1 526 636\n";
    assert_eq!(rows(text)[4], "Maskiner i drift: 1245229 | 1259294");
}

#[test]
fn words_in_cells_of_their_own_head_another_table_below_an_empty_line() {
    let text = "Not 12 Värden\n\n Mnkr                     Hus      Fordon     Summa\n\
                \x20Vid årets början       9 412,6     1 208,3    10 620,9\n\
                \x20Köpt                      12,4        88,7       101,1\n\
                \x20Vid årets slut         9 425,0     1 297,0    10 722,0\n\n\
                Stiftelser\n\n Tkr                 Ingående  Avkastning   Utdelat   Utgående\n\
                \x20Skolans fond          14 812         512      −340     14 984\n\
                \x20Sjukhusets fond        6 305         221      −150      6 376\n\
                \x20Summa                 21 117         733      −490     21 360\n";
    let (tables, _) = read(&Source::text("t", text));
    let widths: Vec<usize> = tables.iter().map(|table| table.columns.len()).collect();
    assert_eq!(widths, [3, 4]);
    assert_eq!(tables[1].title, "Stiftelser");
    assert_eq!(rows(text)[3], "Skolans fond: 14812 | 512 | -340 | 14984");
}

#[test]
fn what_its_length_alone_places_is_in_doubt() {
    let text = "Tkr Staden 2031 Staden 2030 Bolagen 2031 Bolagen 2030\nVid årets början 287 675 248 991 287 675 248 991\n\
                Pension 20 004 31 214 20 004 31 214\nÖvrigt 1 515 -986 1 515 -986\nUtbetalt -7 406 -6 750 -7 406 -6 750\n\
                Täckning 97% 97%\n";
    let (_, notes) = read(&Source::text("t", text));
    assert_eq!(notes, [Note::Row { table: 0, row: 4 }]);
}

#[test]
fn a_row_above_its_parts_tells_where_they_stand() {
    let text = "Tkr Staden 2031 Staden 2030 Bolagen 2031 Bolagen 2030\nÅrets pensioner 28 959 37 882 28 959 37 882\nVarav\n\
                Intjänat 20 004 31 214 20 004 31 214\nRänta 7 440 6 373 7 440 6 373\nTill efterlevande 1 281 1 281\n\
                Övrigt 1 515 -986 1 515 -986\nFörtroendevalda 12 773 14 097 12 773 14 097\n";
    assert_eq!(rows(text)[3], "Till efterlevande: _ | 1281 | _ | 1281");
}

#[test]
fn the_number_of_a_note_heads_no_columns() {
    let text = "Not 3\nSlitage\nHus                 91          91\nFordon               0           0\nSkrot              107           0\n\
                \x20                  198          91\n";
    assert_eq!(heads(text), ["", ""]);
}

#[test]
fn a_heading_of_notes_above_the_number_of_one_heads_no_column() {
    let text = "Noter\n\nNot 14 Maskiner\ntkr                  2031      2030\nKöpt             24 118    19 303\n\
                Utrangerat       18 233    16 420\nVärde            42 351    35 723\n";
    let (tables, notes) = read(&Source::text("t", text));
    assert_eq!((tables[0].columns.len(), notes), (2, vec![]));
}

#[test]
fn years_below_a_head_that_spans_them_are_not_given_to_another() {
    let text = "Personal\n\nFörvaltning        Antal anställda       Varav kvinnor   Varav män   Medelålder\n\
                \x20                  2030      2031\nSkola                 812       798             651         147         46,1\n\
                Vård                  904       921             802         119         45,7\n\
                Teknik                188       190              51         139         49,3\n";
    assert_eq!(
        heads(text),
        ["Antal anställda 2030", "Antal anställda 2031", "Varav kvinnor", "Varav män", "Medelålder"]
    );
}

#[test]
fn a_number_with_decimals_before_others_is_no_note() {
    let text = "Frånvaro\nVerksamhet 2031 2030 Förändring Kvinnor 2031 Män 2031\nHamnen 8,42 9,71 -1,29 8,77 5,93\n\
                Museet 9,06 9,88 -0,82 9,41 6,80\nFärjan och bryggorna 6,31 7,02 -0,71 6,94 4,55\nSkolan 5,17 4,63 0,54 5,38 4,02\n";
    assert_eq!(rows(text)[0], "Hamnen: 8.42 | 9.71 | -1.29 | 8.77 | 5.93");
}

#[test]
fn words_with_capitals_before_the_heads_may_be_heads() {
    let text = "Anställda den sista december\nForm Kvinnor Män Totalt Totalt 2030\nTillsvidare heltid 214 38 252 247\n\
                Tillsvidare deltid 131 11 142 150\nVisstid 29 9 38 35\nSumma 374 58 432 432\n";
    assert_eq!(heads(text), ["Kvinnor", "Män", "Totalt", "Totalt 2030"]);
    assert_eq!(rows(text)[0], "Tillsvidare heltid: 214 | 38 | 252 | 247");
}

#[test]
fn a_note_in_a_short_row_is_no_amount_and_what_is_taken_off_bears_it_out() {
    let text = "Flöden\n\nBelopp i tkr Stad Koncern\nNot 2034 2033 2034 2033\nÅrets resultat 52 114 61 870 70 325 66 480\n\
                Avskrivningar 21 43 505 41 244 81 606 79 118\nÖvriga poster 21 – 2 118 3 406 1 377 4 812\n\
                Medel från verksamheten 93 501 106 520 153 308 150 410\n\nInvesteringar 22\n\
                Inköp av hus – 75 250 – 88 114 – 99 006 – 120 418\nSålda hus 12 904 1 208 12 904 6 644\n\
                Kassaflöde från investeringar – 62 346 – 86 906 – 86 102 – 113 774\n\nLån 23\nNya lån 0 90 000 0 120 000\n\
                Amortering – 11 000 0\nFler skulder 15 406 22 118 15 406 23 377\n\
                varav utan betalning 23 – 17 500 0 – 17 500\nKassaflöde från lån 15 406 94 618 4 406 125 877\n\n\
                Årets kassaflöde 46 561 114 232 71 612 162 513\n";
    let rows = rows(text);
    assert!(!rows.iter().any(|row| row.starts_with("Investeringar:") || row.starts_with("Lån:")), "{rows:?}");
    assert!(rows.contains(&"Amortering: _ | _ | -11000 | 0".to_owned()), "{rows:?}");
    assert!(rows.contains(&"varav utan betalning: _ | -17500 | 0 | -17500".to_owned()), "{rows:?}");
}

#[test]
fn a_number_one_space_behind_its_label_is_of_it_where_no_figures_stand() {
    let text = "Utgifter, tkr\n\n\
                Nr   Projekt                   Plan   Över   Total   Utfall    Rest\n\
                4101 Upprustning 2031         9 000          9 000    6 412   2 588\n\
                4104 Cykelväg                 4 500  1 820   6 320    5 105   1 215\n\
                4107 Bro                     12 000  2 650  14 650    3 877  10 773\n\
                4109 Hamnen, etapp 3         38 000  6 415  44 415   21 744  22 671\n\
                4110 Kajerna etapp 2         14 000         14 000    9 871   4 129\n\
                Summa                        77 500 10 885  88 385   47 009  41 376\n";
    assert_eq!(rows(text)[0], "4101 Upprustning 2031: 9000 | _ | 9000 | 6412 | 2588");
    assert_eq!(rows(text)[3], "4109 Hamnen, etapp 3: 38000 | 6415 | 44415 | 21744 | 22671");
}
