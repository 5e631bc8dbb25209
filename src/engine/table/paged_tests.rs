//! Tables that go on over a page, wide ones whose totals are longer than their parts, and rows that say that they hold
//! nothing.

use super::{copied_tests::rows, read};
use crate::engine::source::Source;

#[test]
fn a_table_goes_on_below_its_footnote_where_its_heads_stand_again() {
    let head = "Netto, mnkr                    Ack t o m augusti                Helår 2031\n\
                \x20                         Utfall     Budget     Avvik-    Prognos     Budget     Avvik-\n\
                \x20                           3108       3108       else                             else\n";
    let text = format!(
        "Region Ekeby                                          Delårsrapport januari–augusti\n\n{head}\
         20 Vårdcentraler         −477,0     −472,8       −4,2     −707,5     −702,9       −4,6\n\
         27 Köpt vård1            −262,1     −249,5      −12,6     −389,7     −372,2      −17,5\n\
         Summa vård               −739,1     −722,3      −16,8   −1 097,2   −1 075,1      −22,1\n\n\
         1 Vård som köps av andra regioner, och sjukresor till den.\n\n\
         \x20                                                                  27 (64)\n\
         Region Ekeby                                          Delårsrapport januari–augusti\n\n{head}\
         30 Trafik                −130,1     −124,1       −6,0     −195,7     −187,6       −8,1\n\
         Summa nämnder            −869,2     −846,4      −22,8   −1 292,9   −1 262,7      −30,2\n"
    );
    let (tables, _) = read(&Source::text("t", &text));
    assert_eq!(tables.len(), 1, "{tables:#?}");
    let labels: Vec<&str> = tables[0].rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["20 Vårdcentraler", "27 Köpt vård1", "Summa vård", "30 Trafik", "Summa nämnder"]);
}

#[test]
fn another_table_below_a_footnote_is_another() {
    let text = "Bemanning 2031 2030\nLäkare 71,8 89,9\nVårdare 38,3 61,5\n\n* Avser inhyrd personal under året.\n\n\
                Sjukfrånvaro Kvinnor Män\nVård 8,4 5,1\nSkola 6,3 4,4\n";
    assert_eq!(read(&Source::text("t", text)).0.len(), 2);
}

#[test]
fn months_head_columns() {
    let page = "tkr jan feb mar apr Helår\n";
    let text = format!(
        "Budget 2031\n\n{page}Avgifter 6 850 6 850 6 850 6 850 27 400\nTillsyn 64 71 88 92 315\n\nsid 4 av 9\n\n\
         Budget 2031, forts.\n\n{page}Lokaler −540 −540 −540 −540 −2 160\nFordon −205 −198 −188 −176 −767\n"
    );
    let (tables, _) = read(&Source::text("t", &text));
    let heads: Vec<&str> = tables[0].columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!((tables.len(), tables[0].rows.len()), (1, 4));
    assert_eq!(heads, ["jan", "feb", "mar", "apr", "Helår"]);
}

#[test]
fn heads_that_count_up_say_how_many_columns_there_are() {
    let figures = "Ärenden 121 86 28 130 365 385\nBeslut 12 178 118 17 325 283\nBesked 76 82 70 120 348 564\n\
                   Slutbesked 137 91 134 132 494 145\n";
    let read_as = ["Ärenden: 121 | 86 | 28 | 130 | 365 | 385", "Beslut: 12 | 178 | 118 | 17 | 325 | 283"];
    let heads = "Kvartal 1,Kvartal 2,Kvartal 3,Kvartal 4,Helår 2031,Helår 2030";
    for between in [" ", "\n"] {
        let text = format!("Bygglov (antal)\n{}\n{figures}", heads.replace(',', between));
        assert_eq!(rows(&text)[..2], read_as);
        let (tables, _) = read(&Source::text("t", &text));
        let found: Vec<&str> = tables[0].columns.iter().map(|column| column.header.as_str()).collect();
        assert_eq!(found.join(","), heads);
    }
}

#[test]
fn a_year_that_ends_a_label_is_no_amount_where_thousands_are_parted() {
    let text = "                                 Budget   Bokslut   Bokslut\n\
                \x20                                  2031      2031      2030\n\
                Kommunalskatt                   789 433   704 347   750 707\n\
                Prognos slutavräkning 2031                  8 167     9 610\n\
                Slutavräkning 2030                  435    -1 174     1 367\n\
                Summa skatt                     789 868   711 340   761 684\n";
    assert_eq!(rows(text)[1], "Prognos slutavräkning 2031: _ | 8167 | 9610");
}

#[test]
fn full_stops_among_figures_are_cells() {
    let text = "Skola F 1 2 3\nNorra 46 50 58 46\nSödra 28 . . 30\nÖstra . . 14 .\nVästra 11 12 21 18\n";
    assert_eq!(rows(text)[1..3], ["Södra: 28 | _ | _ | 30", "Östra: _ | _ | 14 | _"]);
    // Those that lead to a figure are none.
    assert_eq!(rows("Post 2031 2030\nHyror . . . . 46 50\nLöner . . . . 28 31\n")[0], "Hyror: 46 | 50");
}

#[test]
fn the_figures_of_a_total_are_longer_in_all_columns() {
    let text = "Elever 2031\nLän Antal Andel Alla Andel Åk 7 Åk 8 Åk 9\n\
                Riket 119 076 49 1 049 490 48 124 560 121 102 119 569\n\
                Norr 1 839 51 16 541 48 1 887 1 867 1 807\nSöder 3 261 50 28 984 49 3 298 3 190 3 378\n\
                Öster 3 099 48 28 648 49 3 204 3 199 3 060\nVäster 4 014 49 35 728 48 4 283 4 083 3 961\n\
                Ön 1 508 48 13 283 49 1 585 1 495 1 515\nSjön 4 501 49 38 618 49 4 487 4 383 4 361\n\
                Skogen 2 662 47 23 766 49 2 838 2 678 2 670\n";
    let (tables, _) = read(&Source::text("t", text));
    let heads: Vec<&str> = tables[0].columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(heads[4..], ["Åk 7", "Åk 8", "Åk 9"]);
    assert_eq!(rows(text)[0], "Riket: 119076 | 49 | 1049490 | 48 | 124560 | 121102 | 119569");
}

#[test]
fn a_row_of_dashes_in_a_grid_is_a_row() {
    let text = "| tkr | 2031 | 2030 |\n|---|--:|--:|\n| Hyror | 842 | 826 |\n| **Poster** | | |\n\
                | Bidrag | -300 | -310 |\n| Fonder | – | – |\n| **Summa** | -300 | -310 |\n";
    assert_eq!(
        rows(text),
        ["Hyror: 842 | 826", "Bidrag: -300 | -310", "Fonder: _ | _", "Summa: -300 | -310"]
    );
}
