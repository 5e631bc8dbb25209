//! Heads as they come out of documents, and what the program makes of them.

use super::judge::faults;
use crate::engine::{source::Source, table::read, unit::Unit};

fn heads(text: &str) -> Vec<String> {
    let (tables, _) = read(&Source::text("t", text));
    tables.iter().flat_map(|table| &table.columns).map(|column| column.header.clone()).collect()
}

const ROWS: &str = "Parker 4 120 -19 385 -15 265 -15 410 145\nGator 2 870 -31 940 -29 070 -28 650 -420\n\
                    Broar 1 015 -8 226 -7 211 -7 300 89\nSumma 8 005 -59 551 -51 546 -51 360 -186\n";

#[test]
fn words_that_no_vocabulary_knows_are_heads_by_their_capitals() {
    assert_eq!(
        heads(&format!("Utfall per område\ntkr\nIntäkter Kostnader Netto Budget Avvikelse\n{ROWS}")),
        ["Intäkter", "Kostnader", "Netto", "Budget", "Avvikelse"]
    );
    // What stands first may head the labels.
    assert_eq!(
        heads(&format!("Område Intäkter Kostnader Netto Budget Avvikelse\n{ROWS}")),
        ["Intäkter", "Kostnader", "Netto", "Budget", "Avvikelse"]
    );
}

#[test]
fn heads_of_several_lines_one_after_another() {
    let rows =
        "Vård 104 24 128 37 2,6\nSkola 527 110 637 2 2,9\nBad 36 18 54 15 3,1\nTotalt 667 152 819 54 2,8\n";
    assert_eq!(
        heads(&format!(
            "Anställda\nAntal\nkvinnor\nAntal\nmän\nTotalt\nantal\nvarav\nvikarier\nFrånvaro\n%\n{rows}"
        )),
        ["Antal kvinnor", "Antal män", "Totalt antal", "varav vikarier", "Frånvaro %"]
    );
}

#[test]
fn what_repeats_stands_under_what_spans_it() {
    let rows = "Parker 270 277 -7 810 840 -30\nGator 410 398 12 1 230 1 215 15\nBroar 95 101 -6 285 290 -5\n\
                Summa 775 776 -1 2 325 2 345 -20\n";
    let spanned = [
        "Period maj Budget",
        "Period maj Utfall",
        "Period maj Avvikelse",
        "Helår Budget",
        "Helår Prognos",
        "Helår Avvikelse",
    ];
    assert_eq!(
        heads(&format!(
            "Drift per område\nPeriod maj Helår\nBudget Utfall Avvikelse Budget Prognos Avvikelse\n{rows}"
        )),
        spanned
    );
    // A sub-heading of the first rows is no head.
    assert_eq!(
        heads(&format!(
            "Drift per område\nPeriod maj Helår\nBudget Utfall Avvikelse Budget Prognos Avvikelse\nTeknik\n{rows}"
        )),
        spanned
    );
}

#[test]
fn heads_line_up_with_each_other_where_the_figures_do_not() {
    let text = "Drift per område (tkr)
                                        Period maj                Helår
Område
                                   Budget Utfall Avvikelse Budget Prognos Avvikelse
 Parker                             270    277      -7      810     840     - 30
 Gator                   410          398      12       1 230   1 215         15
 Broar                         95       101      -6         285      290      - 5
 Summa                      775         776      -1   2 325     2 345      - 20
";
    assert_eq!(
        heads(text),
        [
            "Period maj Budget",
            "Period maj Utfall",
            "Period maj Avvikelse",
            "Helår Budget",
            "Helår Prognos",
            "Helår Avvikelse"
        ]
    );
    let text = "Projekt                                                       Avvikelse
                                Total Ackumulerat                   mot
mkr                           budget        utfall Slutprognos   budget
Bro över ån                     64,9                      51,9         13,0
Lekplats                       372,5           0,9       372,5          0,0
Summa                          437,4           0,9       424,4         13,0
";
    assert_eq!(heads(text), ["Total budget", "Ackumulerat utfall", "Slutprognos", "Avvikelse mot budget"]);
}

#[test]
fn short_years_behind_months_are_heads_and_so_is_what_a_difference_is_of() {
    let text = "\
Vattenbolaget AB
Rapport efter sommaren 2031 - till styrelsen

                            Utfall       Budget       Utfall      Prognos
Belopp i tkr            jan-aug 31   jan-aug 31   jan-aug 30         2031
Avgifter                   214 380      221 500      198 742      318 900
Anslutningar                 3 126        2 400        2 988        4 100
Kemikalier                 -96 451     -103 900      -88 214     -146 800
";
    let (tables, _) = read(&Source::text("t", text));
    let [table] = tables.as_slice() else { panic!("{} tables", tables.len()) };
    assert_eq!(heads(text), ["Utfall jan-aug 31", "Budget jan-aug 31", "Utfall jan-aug 30", "Prognos 2031"]);
    assert_eq!((table.unit, table.rows.len()), (Some(Unit::Tkr), 3));

    let text = "\
Tkr Utfall 2031 Budget 2031 Avvikelse Budget-Utfall
Hyror 93 712 85 611 8 101
Drift -15 649 -10 875 -4 774
Räntor 6 966 0 6 966
";
    assert_eq!(heads(text), ["Utfall 2031", "Budget 2031", "Avvikelse Budget-Utfall"]);
}

#[test]
fn a_unit_of_two_words_may_be_parted_by_the_end_of_a_line() {
    for (unit, says) in [
        (Unit::Mkr, "Belopp i miljoner\nkronor (mnkr)"),
        (Unit::Mkr, "Belopp i kronor (mnkr)"),
        (Unit::Tkr, "Alla belopp i tusen\nkronor"),
        (Unit::Kr, "Belopp i kronor"),
    ] {
        let text = format!("{says}\nIntäkter Kostnader Netto Budget Avvikelse\n{ROWS}");
        let (tables, _) = read(&Source::text("t", &text));
        assert_eq!(tables.first().and_then(|table| table.unit), Some(unit), "{says}");
    }
}

#[test]
fn what_is_written_as_heads_are_has_fewer_faults() {
    let weigh = |texts: &[&str], said: &[&str]| {
        let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        faults(&own(texts), &own(said))
    };
    assert_eq!(
        weigh(&["Budget 2025", "Utfall maj", "Avvikelse mot budget"], &["budget", "utfall", "maj"]),
        0
    );
    for (good, bad) in [
        (["Budget", "Utfall", "Avvikelse"], ["Budget Utfall", "", "Avvikelse"]),
        (["Budget 2025", "Utfall 2025", "Avvikelse"], ["2025", "Budget 2025", "Avvikelse"]),
        (["2025", "2024", "2023"], ["2025 2024", "2023", ""]),
        (["Budget", "Utfall", "Avvikelse"], ["Drift Budget", "Drift Utfall", "Drift Avvikelse"]),
        (["Budget", "Utfall", "Avvikelse"], ["Budget", "Utfall", "Avvikelse 4712"]),
    ] {
        assert!(weigh(&good, &["budget"]) < weigh(&bad, &["budget"]), "{good:?} {bad:?}");
    }
    assert!(weigh(&["Budget", "Prognos"], &["utfall"]) > 0, "a measure is left out");
}

proptest::proptest! {
    /// Whatever stands above a table, its columns have a head each, and nothing panics.
    #[test]
    fn any_words_give_a_head_a_column(
        lines in proptest::collection::vec(
            "( {0,3}(Budget|Utfall|2024|maj|%|tkr|Not|och|mot|-|Helår|varav|Budget-|[A-Ö][a-ö]{1,6})){0,9}", 0..6)
    ) {
        let text = format!("{}\n{ROWS}", lines.join("\n"));
        let (tables, _) = read(&Source::text("t", &text));
        for table in &tables {
            proptest::prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
    }
}

#[test]
fn a_head_of_the_same_words_as_others_is_not_left_out() {
    let text = "\
                        Intäkter  Intäkter  Kostnader  Kostnader  Netto  Budget  Avvikelse mot
mnkr                        2030      2031       2030       2031   2031    2031    budget 2031
Parker                     281,9     283,1     -697,8     -693,8 -410,7  -415,1            4,4
Gator                        0,0       0,0      -11,9      -12,6  -12,6   -13,0            0,4
Broar                       12,5      18,3      -84,4      -79,4  -61,1   -64,4            3,4
";
    assert_eq!(
        heads(text),
        [
            "Intäkter 2030",
            "Intäkter 2031",
            "Kostnader 2030",
            "Kostnader 2031",
            "Netto 2031",
            "Budget 2031",
            "Avvikelse mot budget 2031"
        ]
    );
}

#[test]
fn a_head_that_is_cut_short_ends_no_sentence() {
    let text = "\
Mkr                    Bokslut   Bokslut    Budget  Avv. mot  Förändr.
                          2031      2030      2031    budget     31-30
Biljetter                1 104     1 031     1 128       -24        73
Skolkort                   163       158       161         2         5
Reklam                      92        71        80        12        21
";
    assert_eq!(
        heads(text),
        ["Bokslut 2031", "Bokslut 2030", "Budget 2031", "Avv. mot budget", "Förändr. 31-30"]
    );
}

#[test]
fn nothing_above_a_numbered_caption_heads_a_column() {
    let text = "Utgiftsprognos 2031\n\nTabell 6.1 Områdets utgifter 2031\n\nMiljarder kronor\n\n  Urspr. Prognos Differens\n\
                \u{20} budget   budget\nUtgifter 662,1 664,5 2,4\nRäntor 54,5 42,1 -12,4\nSumma 716,6 706,6 -9,9\n";
    assert!(
        heads(text).iter().all(|head| !head.contains("2031") && !head.contains("kronor")),
        "{:?}",
        heads(text)
    );
}

#[test]
fn heads_with_letters_in_brackets_are_heads_however_many_words_they_make() {
    let rows = "Hamnen -539 -536 -3 -643 -643 0\nFärjan och bryggorna -1 660 -2 320 660 -2 140 -2 810 670\n\
                Museet -12 215 -12 740 525 -15 039 -15 339 300\nSumma -14 414 -15 596 1 182 -17 822 -18 792 970\n";
    assert_eq!(
        heads(&format!(
            "Drift\n\nHamnnämnden, tkr Utfall (U) Budget (B) Avvikelse (B-U) Årsprognos (P) Årsbudget (Å) Avvikelse (Å-P)\n{rows}"
        )),
        ["Utfall (U)", "Budget (B)", "Avvikelse (B-U)", "Årsprognos (P)", "Årsbudget (Å)", "Avvikelse (Å-P)"]
    );
}

#[test]
fn what_heads_the_labels_may_say_what_the_columns_measure() {
    let rows = "Hamnen                             -1,2      -0,8\nMuseet                              0,6       0,5\n\
                Färjan                             -2,4      -3,1\nSumma                              -3,0      -3,4\n";
    let under = |stub: &str| heads(&format!("Ekonomi\n\n{stub:<32}jan-aug     helår\n{rows}"));
    assert_eq!(
        under("Avvikelse mot budget (mnkr)"),
        ["Avvikelse mot budget jan-aug", "Avvikelse mot budget helår"]
    );
    assert_eq!(under("Verksamhet"), ["jan-aug", "helår"]);
}

#[test]
fn a_sub_heading_of_everything_below_the_heads_heads_no_column() {
    let text = "tkr Utfall 2022 Utfall 2023 Budget 2023 Avvikelse\n\nTotalt hamn- och bryggnämnden\n\n\
                Intäkter 392 057 394 689 397 139 -2 450\n\nKostnader -439 663 -442 146 -447 544 5 398\n\n\
                Hamnen\n\nIntäkter 2 064 1 651 3 057 -1 406\n\nKostnader -34 245 -35 917 -38 343 2 426\n";
    assert_eq!(heads(text), ["Utfall 2022", "Utfall 2023", "Budget 2023", "Avvikelse"]);
    let (tables, _) = read(&Source::text("t", text));
    let groups: Vec<&str> = tables.iter().flat_map(|t| &t.rows).map(|row| row.group.as_str()).collect();
    assert_eq!(
        groups,
        ["Totalt hamn- och bryggnämnden", "Totalt hamn- och bryggnämnden", "Hamnen", "Hamnen"]
    );
}

#[test]
fn a_sentence_that_ends_its_line_in_a_figure_is_no_row() {
    let text = "mkr Budget Utfall Avvikelse\nHamnen 12,4 12,9 -0,5\nMuseet 8,3 8,1 0,2\nSumma 20,7 21,0 -0,3\n\n\
                Till och med augusti har nämnden använt 21,0 miljoner kronor, vilket är 0,3\nmiljoner kronor mer än budget.\n";
    let (tables, _) = read(&Source::text("t", text));
    let labels: Vec<&str> = tables.iter().flat_map(|t| &t.rows).map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["Hamnen", "Museet", "Summa"]);
}

#[test]
fn a_column_whose_figures_show_a_per_cent_sign_is_in_per_cent() {
    let text = "Utfall Förändring Förändring\nHamnen 519 802 18 738 3,7 %\nMuseet 61 400 -900 – 1,4 %\nFärjan 80 919 50 0,1 %\n";
    let (tables, _) = read(&Source::text("t", text));
    let units: Vec<Option<Unit>> = tables.iter().flat_map(|t| &t.columns).map(|column| column.unit).collect();
    assert_eq!(units, [None, None, Some(Unit::Percent)]);
}

#[test]
fn a_line_of_many_heads_is_no_sentence() {
    let rows = "Bad 412 14 206 13 794 22 400 21 600 800 500\nPark 12 874 98 330 85 456 131 200 127 900 3 300 2 100\n\
                Väg 7 116 27 342 20 226 30 900 31 400 -500 0\nSumma 20 402 139 878 119 476 184 500 180 900 3 600 2 600\n";
    let line = "Område, tkr Intäkter jan–aug Kostnader jan–aug Netto jan–aug Budget helår Prognos helår Avvikelse helår \
                Avvikelse april";
    assert_eq!(
        heads(&format!("Drift\n\n{line}\n{rows}")),
        [
            "Intäkter jan–aug",
            "Kostnader jan–aug",
            "Netto jan–aug",
            "Budget helår",
            "Prognos helår",
            "Avvikelse helår",
            "Avvikelse april"
        ]
    );
    let told = "Intäkterna och kostnaderna från januari till augusti har följt den budget som nämnden har för helåret och \
                som dess prognos var i april";
    assert!(heads(&format!("Drift\n\n{told}\n{rows}")).iter().all(String::is_empty));
}

#[test]
fn a_year_with_the_sign_of_a_footnote_is_a_year() {
    let text = "\
Miljoner kronor
                                        Utfall    Budget   Prognos    Plan
                                          2030     20311      2031    2032
Utjämning                              120 809   148 511   148 511   147 047
Stöd                                     4 662     4 717     4 683     4 718
Bidrag                                       7         7         7         7
";
    let (tables, _) = read(&Source::text("t", text));
    let labels: Vec<&str> = tables.iter().flat_map(|t| &t.rows).map(|row| row.label.as_str()).collect();
    assert_eq!(labels, ["Utjämning", "Stöd", "Bidrag"]);
    assert_eq!(heads(text), ["Utfall 2030", "Budget 20311", "Prognos 2031", "Plan 2032"]);
}

#[test]
fn hyphens_that_line_breaks_have_left_are_taken_out_of_words_of_measure() {
    let column = |head: &str| super::describe(head).header;
    for (head, said) in [
        ("Av-vikelse 2031", "Avvikelse 2031"),
        ("Prog-nos", "Prognos"),
        ("Om-budget", "Om-budget"),
        ("Budget-avvikelse", "Budget-avvikelse"),
        ("Budget-Utfall", "Budget-Utfall"),
        ("T-bana", "T-bana"),
    ] {
        assert_eq!(column(head), said);
    }
    let grid = "Objekt\tUrspr\tAv-\tNetto-\tjan-\n\tbudget 2031\tvikelse 2031\tinvestering\taug\n\
                Bro\t4,3\t4,2\t8,5\t1,2\nGata\t4,0\t1,0\t5,0\t2,2\nKaj\t14,9\t1,9\t16,8\t1,4\n";
    assert_eq!(heads(grid), ["Urspr budget 2031", "Avvikelse 2031", "Nettoinvestering", "jan-aug"]);
}

#[test]
fn what_stands_first_with_the_unit_says_what_all_columns_are() {
    let rows = "Vatten 71 850 -74 630 -2 780 -1 500 940\nAvfall 46 200 -44 915 1 285 800 -365\n\
                Hamn 5 430 -5 605 -175 0 120\nSumma 123 480 -125 150 -1 670 -700 695\n";
    let own = ["Intäkter", "Kostnader", "Resultat", "Budgeterat resultat", "Resultat 2030"];
    for before in ["Prognos 2031, tkr", "Bolag, tkr", "Bolag"] {
        let line = format!("{before} {}", own.join(" "));
        assert_eq!(heads(&format!("Avgifter\n\n{line}\n{rows}")), own, "{before}");
    }
    // `Antal` is of one column where it says of what.
    let counted = "Antal bolag Antal anställda Intäkter Kostnader Summa tillgångar";
    assert_eq!(
        heads(&format!("Avgifter\n\n{counted}\n{rows}")),
        ["Antal bolag", "Antal anställda", "Intäkter", "Kostnader", "Summa tillgångar"]
    );
}

#[test]
fn letters_are_heads_that_the_line_itself_spells_out() {
    let rows = "Hamnen -219 1 -505 8\nMuseet -51 4 -212 12\nFärjan -77 1 -85 8\nSumma -347 6 -802 28\n";
    let spelled =
        ["Utfall 2031 Utgifter", "Utfall 2031 Inkomster", "Budget 2031 Utgifter", "Budget 2031 Inkomster"];
    for lines in [
        "Belopp i mnkr Utfall 2031 Budget 2031\nU=Utgifter I=Inkomster U I U I",
        "Belopp i mnkr Utfall 2031\nBudget 2031\nU=Utgifter I=Inkomster U I U I",
    ] {
        assert_eq!(heads(&format!("Investeringar\n\n{lines}\n{rows}")), spelled, "{lines}");
    }
}

#[test]
fn a_comma_parts_no_heads_and_a_section_is_none() {
    let rows = "Parker 6,71 6,27 6,70\nGator 5,50 5,70 5,50\nBroar 6,41 6,51 6,57\n";
    assert_eq!(
        heads(&format!("Total sjukfrånvaro, %\nOmråde 2031 2030 2029\n{rows}")),
        ["2031", "2030", "2029"]
    );
    let rows = "Parker 61 34 95 92 3\nGator 712 148 860 871 -11\nBroar 934 121 1 055 1 038 17\n";
    assert_eq!(
        heads(&format!(
            "6.1 Antal anställda den 31 december\nAntal Kvinnor\n2031 Män\n2031 Totalt\n2031 Totalt\n2030 Förändring\n{rows}"
        )),
        ["Kvinnor 2031", "Män 2031", "Totalt 2031", "Totalt 2030", "Förändring"]
    );
}

#[test]
fn one_line_names_the_columns_and_the_next_says_more_of_them() {
    let rows = "Avgifter 98 400 104 215 101 870 5 815\nPersonal -661 300 -670 942 -648 115 -9 642\n\
                Avskrivningar -14 900 -13 745 -14 210 1 155\nResultat -577 800 -580 472 -560 455 -2 672\n";
    let under = |lines: &str| heads(&format!("{lines}\n{rows}"));
    for lines in [
        "Resultaträkning\n(tkr) Budget Redovisning Föregående Avvikelse\n2031 2031 år mot budget",
        // Nothing above the heading of a section heads a column.
        "5. Ekonomisk ställning och Utfall\n5.2 Resultat\nMkr Budget Redovisning Föregående Avvikelse\n2031 2031 år mot budget",
    ] {
        assert_eq!(
            under(lines),
            ["Budget 2031", "Redovisning 2031", "Föregående år", "Avvikelse mot budget"],
            "{lines}"
        );
    }
    // A unit among the years below is of all columns, too.
    assert_eq!(
        under("Hamnen Budget Utfall Utfall Avvikelse\nMkr 2031 2031 2030 procent"),
        ["Budget 2031", "Utfall 2031", "Utfall 2030", "Avvikelse procent"]
    );
    // Two years for three levels are of none of them.
    assert_eq!(
        under("Hamnen Budget Utfall Prognos Avvikelse\n2031 2031"),
        ["Budget", "Utfall", "Prognos", "Avvikelse"]
    );
}

#[test]
fn months_in_digits_and_numbers_before_years_are_heads() {
    let rows = "Intäkter 262 230 7\nKostnader -1 909 -1 848 12\nvarav personal -1 011 -975 9\nNetto -1 647 -1 618 19\n";
    let under = |months: &str| {
        heads(&format!("Resultaträkning (Mkr) Ack utfall Ack Utfall Avv utfall - budget\n{months}\n{rows}"))
    };
    assert_eq!(under("3103 3003 3103"), ["Ack utfall 3103", "Ack Utfall 3003", "Avv utfall - budget 3103"]);
    // Three numbers of four digits are else a row.
    assert!(under("3103 3007 3103").iter().all(|head| !head.contains("3103")));

    let rows = "Ekdungen 48 51 47 0 146 139 7\nKällan 22 19 25 0 66 70 -4\nBacken 14 11 17 1 43 40 2\nSumma 84 81 89 1 255 249 5\n";
    assert_eq!(
        heads(&format!("Elever\nSkola F 1 2 3 Totalt 2031 Totalt 2030 Förändring\n{rows}")),
        ["F", "1", "2", "3", "Totalt 2031", "Totalt 2030", "Förändring"]
    );
}

#[test]
fn nothing_above_a_caption_is_in_the_heads_and_months_in_digits_are() {
    let above = "Läget i korthet\n• Resultat januari–september: −29,3 mnkr (budget 0)\n• Inhyrda: 31,7 mnkr\n\n\
                 Tabell 1. Områden, mnkr\n";
    assert_eq!(
        heads(&format!(
            "{above}Utfall Budget Avvikelse Utfall Förändring\n3101–3109 3101–3109 3001–3009 %\n\
             Avgifter 148,3 152,0 −3,7 139,6 6,2\nBidrag 611,8 548,4 63,4 652,1 −6,2\n\
             Summa 760,1 700,4 59,7 791,7 −4,0\n"
        )),
        ["Utfall 3101–3109", "Budget 3101–3109", "Avvikelse", "Utfall 3001–3009", "Förändring %"]
    );
}

#[test]
fn only_from_a_month_to_a_later_one_are_months_in_digits() {
    use super::is_from_month_to_month;
    assert!(is_from_month_to_month("3101–3109") && is_from_month_to_month("3011-3102"));
    // Backwards, no month, years, and the ends of accounts.
    for word in ["3109–3101", "3113–3114", "2031–2032", "3101", "3101–", "3101–31091"] {
        assert!(!is_from_month_to_month(word), "{word}");
    }
}

/// Title, unit and heads of the only table.
fn head(text: &str) -> (String, Option<Unit>, Vec<String>) {
    let (tables, _) = read(&Source::text("t", text));
    assert_eq!(tables.len(), 1, "{text}");
    let table = &tables[0];
    let heads = table.columns.iter().map(|column| column.header.clone()).collect();
    (table.title.clone(), table.unit, heads)
}

#[test]
fn words_cut_short_in_cells_of_their_own_are_no_sentence() {
    let text = "DRIFTEN

OMRÅDE, MNKR                  OMRÅDES-     ÖVRIGA     KOST-                 BUDG.      AVVI-
                                ANSLAG   INTÄKTER     NADER   RESULTAT   RESULTAT      KELSE
Hamnen                           224,1      255,8   – 448,0       31,9        0,0       31,9
Färjan                            61,1      132,9   – 191,8        2,2        0,0        2,2
Museet                            56,2        2,9    – 56,3        2,8        0,0        2,8
Summa                            341,4      391,6   – 696,1       36,9        0,0       36,9
";
    let heads = ["OMRÅDESANSLAG", "ÖVRIGA INTÄKTER", "KOSTNADER", "RESULTAT", "BUDG. RESULTAT", "AVVIKELSE"];
    assert_eq!(head(text), ("DRIFTEN".into(), Some(Unit::Mkr), heads.map(String::from).into()));

    let text = "Läget per mars (mkr)
                                           Köpta    Övr.    Summa
Område                           Intäkter  tjänst.  kostn.  kostn.  Resultat
Hamnen                                2,4              -1,9     -1,9      0,5
Kiosker:
  Reserv                              2,8                                 2,8
  Färjan                            265,7   -244,6    -34,1   -278,7    -13,0
  Museet                            273,1   -233,2    -38,5   -271,7      1,4
Summa områden                       544,0   -477,8    -74,5   -552,3     -8,3
";
    let heads = ["Intäkter", "Köpta tjänst.", "Övr. kostn.", "Summa kostn.", "Resultat"];
    assert_eq!(head(text), ("Läget per mars (mkr)".into(), Some(Unit::Mkr), heads.map(String::from).into()));
}

#[test]
fn capitals_go_on_with_capitals_over_the_end_of_a_line() {
    let joined = |text: &str, more: &str| {
        let mut text = text.to_owned();
        super::join(&mut text, more);
        text
    };
    assert_eq!(joined("KOST-", "NADER"), "KOSTNADER");
    assert_eq!(joined("ÅRETS AVVI-", "KELSE"), "ÅRETS AVVIKELSE");
    // Another head, a part of two, and a name.
    for (text, more) in [("Kost-", "NADER"), ("KULTUR-", "OCH FRITID"), ("A-", "B"), ("Norr-", "Söder")] {
        assert_eq!(joined(text, more), format!("{text} {more}"));
    }
}

#[test]
fn a_title_with_the_unit_stands_above_the_heads_and_in_none_of_them() {
    let rows = "Hamnen\t67\t32\t35\nFärjan\t-11\t-10\t-1\nMuseet\t15\t6\t9\nSumma\t71\t28\t43\n";
    let heads = ["Bokslut", "Delårsrapp jan-aug", "Avvikelse"].map(String::from).to_vec();
    let title = "AVVIKELSE FRÅN PROGNOS 2031, MKR";
    let text = format!("Bilaga\n\n{title}\n\nBokslut   Delårsrapp jan-aug   Avvikelse\n{rows}");
    assert_eq!(head(&text), (title.into(), Some(Unit::Mkr), heads));
    // Each head says its own.
    let rows = "Hamnen 67 32 35\nFärjan 11 10 1\nMuseet 15 6 9\nSumma 93 48 45\n";
    let text = format!("Bilaga\n\nUtfall, mkr\n\nBudget, mkr\n\nAvvikelse\n\n{rows}");
    assert_eq!(head(&text).2, ["Utfall, mkr", "Budget, mkr", "Avvikelse"]);
}

#[test]
fn a_lone_figure_above_the_heads_does_not_part_them_from_their_title() {
    let heads = "Budget Periodutfall Prognos Avvikelse";
    let rows = "Hamnen 1 562 700 521 810 1 570 543 -7 843\nFärjan 419 578 149 657 451 053 -31 475\n\
                Museet 6 700 2 180 6 667 33\n";
    let (title, unit, columns) =
        head(&format!("3.1 Läget (tkr)\n\nEfter april, mål högst 33,3%\n{heads}\n{rows}"));
    assert_eq!((title.as_str(), unit), ("3.1 Läget (tkr)", Some(Unit::Tkr)));
    assert_eq!(columns.join(" "), heads);
    // An empty line parts it from them.
    let apart = head(&format!("Kiosken (kr)\n\nSålda glassar 412\n\n{heads}\n{rows}"));
    assert_eq!(apart.1, None);
}

#[test]
fn a_line_of_per_cent_alone_is_of_all_years() {
    let rows = "Soliditet\n4,1\n3,6\n4,8\nTäckningsgrad\n96\n100\n97\nSkuldsättning\n11\n12\n13\n";
    let (title, unit, heads) = head(&format!("Nyckeltal\nProcent\n2031\n2032\n2033\n{rows}"));
    assert_eq!((title.as_str(), unit), ("Nyckeltal", Some(Unit::Percent)));
    assert_eq!(heads, ["2031", "2032", "2033"]);
    // Among heads that say what, it is one of them.
    let (_, unit, heads) = head(&format!("Nyckeltal\nUtfall\nBudget\nProcent\n{rows}"));
    assert_eq!((unit, heads.join("|").as_str()), (None, "Utfall|Budget|Procent"));
}

#[test]
fn two_words_below_heads_that_say_when_are_a_sub_heading() {
    let lines = "Belopp i mnkr Not Staden\n2031\nStaden\n2030\nGruppen\n2031\nGruppen\n2030\nLÖPANDE DRIFT";
    let rows = "Årets resultat   59 42 58 35\nAvskrivningar   30 25 55 33\nAvsättningar   4 5 4 6\nSumma   93 72 117 74\n";
    assert_eq!(
        heads(&format!("Flöden\n\n{lines}\n{rows}")),
        ["Staden 2031", "Staden 2030", "Gruppen 2031", "Gruppen 2030"]
    );
}

#[test]
fn an_empty_line_parts_no_heads_from_tables_side_by_side() {
    let text = "Läget till sommaren, alla belopp gäller hela förbundet


Kostnader, mnkr                                   Anställda
Enhet              Budget    Utfall  Avvikelse    Grupp               Juni 2032   Juni 2031  Förändring

Hamnen              842,6     871,9      -29,3    Kaptener                611,5       598,0        13,5
Färjan              655,0     660,3       -5,3    Styrmän               1 842,0     1 871,5       -29,5
Museet              498,2     489,7        8,5    Kockar                1 203,5     1 189,0        14,5
Summa             1 995,8   2 021,9      -26,1    Totalt                3 657,0     3 658,5        -1,5
";
    let (tables, _) = read(&Source::text("t", text));
    let found: Vec<(&str, Option<Unit>, Vec<&str>)> = tables
        .iter()
        .map(|table| {
            let heads = table.columns.iter().map(|column| column.header.as_str()).collect();
            (table.title.as_str(), table.unit, heads)
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Kostnader, mnkr", Some(Unit::Mkr), vec!["Budget", "Utfall", "Avvikelse"]),
            ("Anställda", None, vec!["Juni 2032", "Juni 2031", "Förändring"]),
        ]
    );
}

#[test]
fn a_sub_heading_that_goes_on_over_the_page_is_no_sentence() {
    let page = "                              Budget   Utfall   Avvikelse\n";
    let text = format!(
        "Drift, tkr\n\n{page}Bad och idrott samt\nHamnen                         9 000    6 412       2 588\n\
         Färjan                         4 500    5 105        -605\n\n\n\n{page}Bad och idrott, forts.\n\
         Museet                         2 500    1 980         520\nKiosken                        1 200      404         796\n"
    );
    let (tables, _) = read(&Source::text("t", &text));
    let heads: Vec<&str> = tables.iter().flat_map(|t| &t.columns).map(|c| c.header.as_str()).collect();
    assert_eq!((tables[0].rows.len(), heads), (4, vec!["Budget", "Utfall", "Avvikelse"]));
}

#[test]
fn what_heads_the_labels_heads_no_column() {
    let text = "Hamnförbundet
Årsberättelse 2031

Ägarnas avgifter

Kommun                  Medlemsavgift 2031       Fördelning
Norrvik                         12 832 tkr            10,44
Söderby                         10 262 tkr             8,23
Östanå                          22 222 tkr            18,47
";
    assert_eq!(heads(text), ["Medlemsavgift 2031", "Fördelning"]);
}

#[test]
fn a_title_at_the_margin_parts_what_stands_above_it_from_the_heads_in_pieces() {
    let text = "Femårsrapport                            2034-05-06
Staden, mkr
                                 2033      2032      2031
Skatter                        14 120    13 480    12 960
Bidrag                          2 410     2 390     2 205
Summa                          16 530    15 870    15 165
";
    assert_eq!(heads(text), ["2033", "2032", "2031"]);
}

#[test]
fn heads_that_end_where_their_figures_do_are_taken_as_they_stand() {
    let rows = "Broar                  4,3       4,2     8,5     8,0       0,5      7,9\n\
                Färjor                 4,0       1,0     5,0     4,0       1,0      5,0\n\
                Kajer                  1,5       1,8     3,3     3,1       0,2      3,0\n\
                Summa                  9,8       7,0    16,8    15,1       1,7     15,9\n";
    // One column has no year, and one a month before it.
    assert_eq!(
        heads(&format!(
            "Investeringar (mnkr)\n\n\
             \x20             Urspr budget  Ombudget  Budget  Utfall Avvikelse  Prognos\n\
             \x20                     2031              2031    2031      2031 okt 2031\n{rows}"
        )),
        ["Urspr budget 2031", "Ombudget", "Budget 2031", "Utfall 2031", "Avvikelse 2031", "Prognos okt 2031"]
    );
    // A measure above one year is of that year alone.
    let rows = "Broar               41,3        42,2      48,5\n\
                Färjor              34,0        31,0      35,0\n\
                Kajer               21,5        21,8      23,3\n\
                Summa               96,8        95,0     106,8\n";
    assert_eq!(
        heads(&format!(
            "\x20                   PLAN\n\
             Belopp i mkr        2031        2031      2030\n{rows}"
        )),
        ["PLAN 2031", "2031", "2030"]
    );
    // From a day to another, one below the other.
    let days = heads(
        "\x20                 2031-01-01-  2030-01-01-\n\
         Belopp i mkr       2031-12-31   2030-12-31\n\
         Broar                    41,3         42,2\n\
         Färjor                   34,0         31,0\n\
         Summa                    75,3         73,2\n",
    );
    assert_eq!(days, ["2031-01-01 - 2031-12-31", "2030-01-01 - 2030-12-31"]);
    // Words that stand over several of them end elsewhere.
    let spanned = heads(&format!(
        "\x20                  Hela gruppen\n\
         Belopp i mkr        2031        2030      2029\n{rows}"
    ));
    assert_ne!(spanned, ["2031", "Hela gruppen 2030", "2029"]);
    // As wide as its column, and not needed to tell two apart: it may stand over all.
    let spanned = heads(&format!(
        "\x20                   PLAN\n\
         Belopp i mkr        2031        2030      2029\n{rows}"
    ));
    assert_eq!(spanned, ["PLAN 2031", "PLAN 2030", "PLAN 2029"]);
}

#[test]
fn a_part_of_the_year_by_its_number_is_a_head() {
    assert_eq!(
        heads(
            "                     Budget    Prognos   Avvik-    Prognos\n\
             Område (mnkr)          2031  tertial 2     else  tertial 1\n\
             Broar                  48,2       46,9      1,3       47,2\n\
             Färjor                131,5      138,8     -7,3      136,0\n\
             Summa                 179,7      185,7     -6,0      183,2\n"
        ),
        ["Budget 2031", "Prognos tertial 2", "Avvikelse", "Prognos tertial 1"]
    );
}

#[test]
fn the_word_before_two_months_heads_the_labels() {
    let rows = "Dagsturer 14 320 13 105\nNattgäster 1 284 1 279\nSumma 15 604 14 384\n";
    assert_eq!(heads(&format!("Besök sep 2031 sep 2030\n{rows}")), ["sep 2031", "sep 2030"]);
    assert_eq!(heads(&format!("Besök Utfall sep 2031 Utfall sep 2030\n{rows}"))[1], "Utfall sep 2030");
}

#[test]
fn the_end_of_a_paragraph_is_no_part_of_the_table_below_it() {
    let rows = "Insatser 2031 2030\nBrand 187 204\nTrafik 311 296\nSumma 498 500\n";
    for text in [
        "Bränslet kostade mer än planerat. Dieseln var som dyrast i maj.\nAvskrivningarna, 5 618 tkr, ligger under plan \
         med 532 tkr eftersom\nfordonen dröjer.\n\n",
        "Norra redovisar +0,6 mkr på intäkter om 26,4 mkr.\n\n",
    ] {
        let (tables, _) = read(&Source::text("t", format!("{text}{rows}")));
        let told: Vec<_> =
            tables.iter().map(|table| (table.unit, table.rows.len(), table.columns.len())).collect();
        assert_eq!(told, [(None, 3, 2)], "{text}");
    }
}

#[test]
fn a_head_goes_on_behind_its_comma_and_a_paragraph_below_is_no_row() {
    let text = "Avgifter 2031\nOrt\nAndel, %\nHelår, tkr\nNorra\n57,8\n73 059\nMellersta\n24,9\n31 474\nSödra\n17,3\n21 867\n\
                Summa\n100,0\n126 400\n\nNorra står för 57,8 procent, i kronor 73,1 mkr. Mellersta och\n\
                Södra betalar tillsammans 53,3 mkr. Om underskottet\nskulle fördelas så blir Södras del 1,2\nmkr, som ska betalas.\n";
    assert_eq!(heads(text), ["Andel, %", "Helår, tkr"]);
    assert_eq!(read(&Source::text("t", text)).0[0].rows.len(), 4);
}

#[test]
fn lines_of_heads_that_are_set_to_each_other_need_no_gaps_between_them() {
    // Their ends are the same, and not those of the figures.
    let rows = "Parker              1 486     1 421     1 398        65     1 771     1 705\n\
                Gator              -7 962    -7 748    -7 571      -214    -9 628    -9 331\n\
                Summa              -6 476    -6 327    -6 173      -149    -7 857    -7 626\n";
    let ends = heads(&format!(
        "Område (mkr)   Ack utfall Ack budget Ack utfall Avv utfall Prognos  Årsbudget\n\
         \x20                    3110       3110       3010   - budget    2031       2031\n{rows}"
    ));
    assert_eq!(
        ends,
        [
            "Ack utfall 3110",
            "Ack budget 3110",
            "Ack utfall 3010",
            "Avv utfall - budget",
            "Prognos 2031",
            "Årsbudget 2031"
        ]
    );
    // Their beginnings are.
    let rows = "Parker             92,5      77,1      89,6      86,9     108,0\n\
                Gator            -301,0    -251,2    -261,2    -247,2    -315,6\n\
                Summa            -208,5    -174,1    -171,6    -160,3    -207,6\n";
    let starts = heads(&format!(
        "Belopp i mkr    Budget   Budget    Utfall    Utfall    Prognos\n\
         \x20               helår    ack       ack       ack fg år helår\n{rows}"
    ));
    assert_eq!(starts, ["Budget helår", "Budget ack", "Utfall ack", "Utfall ack fg år", "Prognos helår"]);
    // What goes on behind the end of the last is of the last.
    let last = heads(&format!(
        "Belopp i mkr     Budget    Utfall   Prognos  Avvikelse    Utfall\n\
         \x20                        jan-aug     helår              jan-aug fg år\n{rows}"
    ));
    assert_eq!(last, ["Budget", "Utfall jan-aug", "Prognos helår", "Avvikelse", "Utfall jan-aug fg år"]);
}

#[test]
fn months_in_digits_behind_words_of_measure_head_columns() {
    let rows =
        "Parker -178,4 -12,0 -221,0 -142,6\nGator -11,2 -4,5 -12,0 -9,8\nSumma -189,6 -16,5 -233,0 -152,4\n";
    assert_eq!(
        heads(&format!("Per område (mkr) Utfall 3110 Budget 3110 Prognos 2031 Utfall 3010\n{rows}")),
        ["Utfall 3110", "Budget 3110", "Prognos 2031", "Utfall 3010"]
    );
}

#[test]
fn the_whole_year_and_some_months_of_it_are_of_two_heads() {
    let faults = |heads: &[&str]| faults(&heads.iter().map(|&head| head.to_owned()).collect::<Vec<_>>(), &[]);
    assert_eq!(faults(&["Budget helår", "Utfall jan-apr", "Prognos helår sep"]), 0);
    assert!(faults(&["Budget", "helår Utfall jan-apr", "Prognos helår sep"]) > 0);
    let cells = "Parker\n6 450\n2 098\n6 300\n150\n2 015\nGator\n98 300\n33 912\n100 400\n-2 100\n32 480\n\
                 Summa\n104 750\n36 010\n106 700\n-1 950\n34 495\n";
    assert_eq!(
        heads(&format!(
            "Område\n(tkr)\nBudget\nhelår\nUtfall\njan-apr\nPrognos\nhelår\nAvvikelse\nUtfall\nfg år\n{cells}"
        )),
        ["Budget helår", "Utfall jan-apr", "Prognos helår", "Avvikelse", "Utfall fg år"]
    );
}

#[test]
fn words_under_one_head_each_are_of_it_and_what_stands_above_whole_heads_is_none_of_theirs() {
    let rows = "Bryggor                               4,827    4,812    0,015           0,709 0,694            0,015\n\
                Broar                                 2,575    2,340    0,235           0,388 0,153            0,235\n\
                Summa                                 7,402    7,152    0,250           1,097 0,847            0,250\n";
    let under = heads(&format!(
        "Översikt över alla          Köpt sedan                            Varav under\n\
         (mnkr)                           arbetets                      innevarande\n\
         \x20                                      start\n\
         Hamnar och farleder                  Total      Ack. Avvikelse Budget 2031 Utfall Budget-\n\
         \x20                            projektbudget     Utfall                       2031 avvikelse\n{rows}"
    ));
    assert_eq!(
        under,
        ["Total projektbudget", "Ack. Utfall", "Avvikelse", "Budget 2031", "Utfall 2031", "Budgetavvikelse"]
    );
}
