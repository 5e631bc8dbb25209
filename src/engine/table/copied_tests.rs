//! Tables as they come out of web pages and documents: cells that are empty, references, points and dates among them.

use super::read;
use crate::engine::source::Source;

/// The rows of a text as `label: cell | cell`.
pub(super) fn rows(text: &str) -> Vec<String> {
    let (tables, _) = read(&Source::text("t", text));
    let rows = tables.iter().flat_map(|table| &table.rows);
    let cell = |cell: &Option<crate::engine::report::Cell>| {
        cell.as_ref().and_then(|cell| cell.value).map_or("_".to_owned(), |value| value.to_string())
    };
    rows.map(|row| format!("{}: {}", row.label, row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")))
        .collect()
}

/// One cell a line, with an empty line between.
fn lines(cells: &[&str]) -> String {
    cells.join("\n\n")
}

#[test]
fn lines_of_nothing_but_a_space_are_empty_cells_of_a_single_row_too() {
    let text = lines(&[
        "Not 4 Reserver",
        "Tkr",
        "Staden 2031",
        "Staden 2030",
        "Koncernen 2031",
        "Koncernen 2030",
        "Pensioner",
        "\u{a0}",
        "\u{a0}",
        "\u{a0}",
        "\u{a0}",
        "Vid årets början",
        "31 772",
        "30 114",
        "31 772",
        "30 114",
        "Tillkommit",
        "2 959",
        "1 658",
        "2 959",
        "1 658",
        "Vid årets slut",
        "34 731",
        "31 772",
        "34 731",
        "31 772",
        "Skatt som skjutits upp",
        "\u{a0}",
        "\u{a0}",
        "6 273",
        "5 163",
        "Summa reserver",
        "34 731",
        "31 772",
        "41 004",
        "36 935",
    ]);
    let rows = rows(&text);
    assert_eq!(
        rows.get(3..),
        Some(
            &[
                "Skatt som skjutits upp: _ | _ | 6273 | 5163".to_owned(),
                "Summa reserver: 34731 | 31772 | 41004 | 36935".to_owned()
            ][..]
        )
    );
}

#[test]
fn references_that_fill_a_line_are_no_labels() {
    let text = lines(&[
        "Belopp i mkr",
        "\u{a0}",
        "2030",
        "2031",
        "Avgifter och hyror",
        "not 7",
        "2 554",
        "2 191",
        "Löner",
        "not 8 not 12",
        "–4 984",
        "–4 895",
        "Netto",
        "\u{a0}",
        "–2 430",
        "–2 704",
    ]);
    assert_eq!(
        rows(&text),
        ["Avgifter och hyror: 2554 | 2191", "Löner: -4984 | -4895", "Netto: -2430 | -2704"]
    );
    // Inside a label it is a part of it.
    let text = "Mkr 2030 2031\nHyror enligt not 7 254 219\nLöner 498 489\nNetto 752 708\n";
    assert_eq!(rows(text).first().map(String::as_str), Some("Hyror enligt not 7: 254 | 219"));
}

#[test]
fn a_label_that_ends_in_an_abbreviation_of_several_points_ends_no_table() {
    let text = lines(&[
        "Mkr",
        "2031",
        "2030",
        "Drift",
        "Avgifter",
        "89,6",
        "59,8",
        "Löner",
        "-31,2",
        "-58,1",
        "Summa drift",
        "58,4",
        "1,7",
        "Investeringar",
        "Köp av materiella anl.tillg.",
        "-26,8",
        "-20,5",
        "Sålda inventarier",
        "0,6",
        "6,1",
        "Summa investeringar",
        "-26,2",
        "-14,4",
    ]);
    let rows = rows(&text);
    assert_eq!(rows.len(), 6);
    assert_eq!(rows.get(3).map(String::as_str), Some("Köp av materiella anl.tillg.: -26.8 | -20.5"));
}

#[test]
fn two_lists_of_one_column_below_each_other() {
    let text = "Intäkter, mkr\nAvgifter 47,2\nHyror 37,1\nBidrag 19,4\nSumma 103,7\n\nTaxa (kr)\nVatten 19,48\nAvlopp 12,10\nTotalt 31,58\n";
    assert_eq!(rows(text).len(), 7);
    // Two rows and a gap may be anything.
    assert_eq!(
        rows("Avgifter 47,2\nHyror 37,1\n\nVatten\n\nTaxa 19,48\nAvlopp 12,10\n"),
        Vec::<String>::new()
    );
}

#[test]
fn two_notes_in_a_column_of_notes() {
    let text = "Mkr Not 2028 2029 2030 2031\nAvgifter 1 107,4 114,3 117,7 121,7\nLöner -31,1 -32,7 -33,7 -33,3\n\
                Inköp 2,3 -57 -57,4 -61,6 -59,7\nRäntor 3 -15,1 -24,1 -28,9 -34,8\nResultat 4,2 0,1 -6,5 -6,1\n";
    assert_eq!(rows(text).get(2).map(String::as_str), Some("Inköp: -57 | -57.4 | -61.6 | -59.7"));
}

#[test]
fn a_result_goes_on_from_the_one_before() {
    let text = "Belopp i tkr Not Budget 2031 Utfall 2031 Utfall 2030\nAvgifter 1 97 668 107 793 101 282\n\
                Löner 2 -429 783 -428 525 -417 698\nVerksamhetens nettokostnader -332 115 -320 732 -316 416\n\
                Skatter 3 269 757 265 699 257 770\nBidrag 4 71 521 81 357 71 673\nVerksamhetens resultat 9 163 26 324 13 027\n\
                Finansiella intäkter 5 656 781 794\nFinansiella kostnader 6 -884 20 -1 778\n\
                Resultat efter finansiella poster 7 935 27 125 12 043\nÅrets resultat 7 935 27 125 12 043\n";
    // 7 935 is what a note and an amount would look like; 9 163 + 656 − 884 says that it should have been 8 935.
    let right = text.replace("7 935", "8 935");
    let last = |text: &str| rows(text).iter().rev().take(2).cloned().collect::<Vec<_>>();
    assert_eq!(
        last(&right),
        ["Årets resultat: 8935 | 27125 | 12043", "Resultat efter finansiella poster: 8935 | 27125 | 12043"]
    );
}

#[test]
fn a_space_in_a_cell_is_inside_a_figure_and_a_point_is_an_empty_cell() {
    let text = "Folk i länen\nRiket | 1 587 710 | 116 197 | . | 86 449 |\n\
                01 | Norrby | 473 307 | 81 030 | 44 024 | 37 006\n02 | Söderby | 95 905 | 8 551 | 6 850 | 1 701\n\
                03 | Österby | 32 425 | 3 069 | 2 566 | 503\n";
    let rows = rows(text);
    assert_eq!(rows.first().map(String::as_str), Some("Riket: 1587710 | 116197 | _ | 86449"));
    assert_eq!(rows.get(1).map(String::as_str), Some("01 Norrby: 473307 | 81030 | 44024 | 37006"));
}

#[test]
fn periods_from_day_to_day_head_a_column_each() {
    let text = "2031-01-01 -2031-12-31 2030-01-01 -2030-12-31\ntkr Not\nAvgifter 3 1 129 940 1 190 906\n\
                Inköp -198 688 -175 514\nHyror 4 3 432 4 131\nLöner 5, 6 -91 370 -111 241\nResultat 843 314 908 282\n";
    assert_eq!(rows(text).get(3).map(String::as_str), Some("Löner: -91370 | -111241"));
}

#[test]
fn amounts_in_labels_where_the_header_names_more_columns_leave_a_doubt() {
    let doubts = |text: &str| {
        let (_, notes) = read(&Source::text("t", text));
        notes.iter().any(|note| matches!(note, super::Note::Columns { .. }))
    };
    // Where the last two figures of most rows can be one, three columns are cheaper to read than the four that are named.
    let rows = "Norra 89 182 93 219 2 558 8 073\nSödra 17 375 17 925 154 781\nVästra 11 588 12 535 -143 545\n\
                Östra 17 155 18 211 -288 924\nInre 13 322 13 917 576 926\nYttre 7 882 8 133 76 390\n\
                Övre 9 371 9 821 -93 368\nNedre 10 716 11 096 97 673\n";
    assert!(doubts(&format!("Belopp i mkr\n2030 2031 2030 2031\n{rows}")));
    assert!(!doubts(&format!("Belopp i mkr\n2029 2030 2031\n{rows}")));
}

#[test]
fn a_cell_with_a_line_of_its_own_is_one_figure_and_empty_lines_behind_it_are_its_rows() {
    let mut text = vec!["Post", "Not", "Staden 2031", "Staden 2030", "Bolagen 2031", "Bolagen 2030"];
    for row in [
        ["Avgifter", "1", "612 004", "598 773", "701 118", "690 245"],
        ["Bidrag", "2", "3 871", "7 046", "3 871", "7 046"],
        ["Löner", "3", "-402 318", "-391 006", "-440 527", "-429 913"],
        ["Engångsposter", "2", "-51 428", "\u{a0}", "-51 428", "\u{a0}"],
        ["Slitage", "4", "-80 244", "-77 519", "-90 013", "-88 240"],
    ] {
        text.extend(row);
    }
    text.extend(["Verksamhetens netto", "81 885", "137 294", "123 021", "179 138"]);
    text.extend(["Latent skatt", "\u{a0}", "\u{a0}", "-301", "-1 204"]);
    text.extend(["Skatt", "\u{a0}", "\u{a0}", "-977", "-2 016"]);
    text.extend(["Årets resultat", "81 885", "137 294", "121 743", "175 918"]);
    assert_eq!(
        rows(&text.join("\n"))[3..],
        [
            "Engångsposter: -51428 | _ | -51428 | _",
            "Slitage: -80244 | -77519 | -90013 | -88240",
            "Verksamhetens netto: 81885 | 137294 | 123021 | 179138",
            "Latent skatt: _ | _ | -301 | -1204",
            "Skatt: _ | _ | -977 | -2016",
            "Årets resultat: 81885 | 137294 | 121743 | 175918",
        ]
    );
}

#[test]
fn two_notes_with_lines_of_their_own_are_no_amounts() {
    let mut text = vec!["Ränteintäkter", "4", "214", "198", "231"];
    text.extend(["Räntekostnader", "5", "-41", "-77", "-102"]);
    text.extend(["Övriga poster", "12", "0", "3"]);
    text.extend(["Resultat före bidrag", "185", "121", "132"]);
    text.extend(["Årets resultat", "185", "121", "132"]);
    assert_eq!(
        rows(&text.join("\n"))[..3],
        ["Ränteintäkter: 214 | 198 | 231", "Räntekostnader: -41 | -77 | -102", "Övriga poster: 12 | 0 | 3"]
    );
}

#[test]
fn a_row_of_lone_dashes_stands_where_its_label_does_and_leaves_its_columns_told() {
    let text = "Not 9 Bidrag\nStaden 2031\nStaden 2030\nInkomstbidrag\n2 711\n2 604\nStrukturbidrag\n-\n-\n\
                Kostnadsbidrag\n-288\n-417\nRegleringsbidrag\n-4\n71\nSumma bidrag\n2 419\n2 258\n";
    let (tables, notes) = read(&Source::text("t", text));
    let table = tables.first().unwrap();
    let row = table.rows.get(1).unwrap();
    assert_eq!(
        (row.label.as_str(), row.line, row.cells.as_slice()),
        ("Strukturbidrag", 7, [None, None].as_slice())
    );
    assert_eq!(notes, []);
}

#[test]
fn a_label_on_the_line_above_its_cells_is_theirs_and_signs_make_rows() {
    let text = "Budget\n\nmnkr\tNot\t2031\t2032\nAvgifter\n\t\t868\t929\nLöner\n\t2\t-490\t-992\nSkatter\t\t63\t65\n";
    let tables = read(&Source::text("t", text)).0;
    let drawn: Vec<(&str, &str)> =
        tables.iter().flat_map(|t| &t.rows).map(|row| (row.group.as_str(), row.label.as_str())).collect();
    assert_eq!(drawn, [("", "Avgifter"), ("", "Löner"), ("", "Skatter")]);
    let text = "| Mkr | | 2031 | 2030 |\n|---|---|---|---|\n| | Årets resultat | 96,8 | 12,9 |\n| – | Vinster | – 58,9 | – 20,2 |\n\
                | + | Vinster som får räknas |  |  |\n| + | Förluster | 3,0 | 10,4 |\n| = | Resultat efter justering | 40,9 | 3,1 |\n";
    assert_eq!(rows(text)[2], "+ Vinster som får räknas: _ | _");
    let text = "| Mkr | 2031 | 2030 |\n|---|---|---|\n| Reserven |  |  |\n| Ingående reserv | 80,0 | 55,5 |\n\
                | Insatt | 53,9 | 24,5 |\n| Uttaget |  |  |\n| Utgående reserv | 133,9 | 80,0 |\n";
    assert_eq!(
        rows(text),
        [
            "Ingående reserv: 80.0 | 55.5",
            "Insatt: 53.9 | 24.5",
            "Uttaget: _ | _",
            "Utgående reserv: 133.9 | 80.0"
        ]
    );
}

#[test]
fn nothing_above_a_pasted_table_is_of_the_one_below_it() {
    let text = "Hamnen 2031\nDrift per område (tkr)\n\nOmråde\tPlan\tUtfall\nKajer\t1 200\t1 310\nBåtar\t2 400\t2 290\n\
                Summa\t3 600\t3 600\n\nBesök 2031 2030\nDagsturer 14 320 13 105\nNattgäster 1 284 1 279\nSumma 15 604 14 384\n";
    let (tables, _) = read(&Source::text("t", text));
    let told: Vec<_> =
        tables.iter().map(|table| (table.title.as_str(), table.unit.is_some(), table.first_line)).collect();
    assert_eq!(told, [("Drift per område (tkr)", true, 4), ("", false, 9)]);
}
