//! Grids as a person drops them on the page: CSV through the ordinary path.

use rapportkoll::engine::{
    check, import,
    options::Options,
    report::{Cell, Report, Severity, Table, Verdict},
    source::{Kind, Source},
    unit::Unit,
};
use std::fmt::Write as _;

fn report(csv: &str) -> Report {
    check(&import::delimited("tabell.csv", Kind::Csv, csv), &Options::default())
}

fn errors(report: &Report) -> Vec<&str> {
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message.as_str()).collect()
}

fn verdicts(report: &Report, verdict: Verdict) -> usize {
    let relations = report.tables.iter().flat_map(|table| &table.relations);
    relations.filter(|relation| relation.verdict == verdict).count()
}

/// Without the corrections the table agrees; with each of them there is an error.
fn agrees_and_would_not(csv: &str, slips: &[(&str, &str)]) {
    let clean = report(csv);
    assert!(errors(&clean).is_empty(), "{:?}", errors(&clean));
    assert!(
        verdicts(&clean, Verdict::Exact) + verdicts(&clean, Verdict::Rounding) >= 3,
        "nothing is checked"
    );
    for (right, wrong) in slips {
        let spoilt = csv.replacen(right, wrong, 1);
        assert_ne!(spoilt, csv, "{right} is not in the table");
        assert_eq!(errors(&report(&spoilt)).len(), 1, "{right} has become {wrong}");
    }
}

#[test]
fn a_figure_kept_back_is_not_nothing() {
    let csv =
        "Kommun;2021;2022;2023;2024\nAlla;1512;1398;1421;1607\nKvinnor;811;702;x;853\nMän;701;696;689;754\n";
    agrees_and_would_not(csv, &[("811", "881"), ("754", "457")]);
    // A dash says that there is none.
    assert_eq!(errors(&report(&csv.replace(";x;", ";-;"))).len(), 1);
}

#[test]
fn means_and_extremes_of_sums_are_no_sums() {
    let csv = "Elev;Prov 1;Prov 2;Prov 3;Totalt\nAda;12;17;31;60\nBo;23;;18;41\nCia;19;26;14;59\nDan;11;21;35;67\n\
               Medelvärde;16,25;21,33;24,50;56,75\nMax;23;26;35;67\n";
    agrees_and_would_not(csv, &[("Ada;12;17;31;60", "Ada;12;17;31;90")]);
}

#[test]
fn counts_to_the_nearest_hundred_do_not_add_up_exactly() {
    let csv = "Län;2019;2020;2021;2022;2023\nHela;9200;12300;24100;26700;10400\nNorra;3600;4600;6700;10500;1700\n\
               Södra;1800;1400;3500;2700;1500\nVästra;2100;3000;8600;9600;3700\nÖstra;700;1600;1900;2200;900\n\
               Fjällen;1000;1700;3400;1700;2500\n";
    let csv = csv.replace("10400", "10300");
    let rounded = csv.replace("12300", "12400").replace(";9200", ";9100");
    let report_of = report(&rounded);
    assert!(errors(&report_of).is_empty(), "{:?}", errors(&report_of));
    assert!(verdicts(&report_of, Verdict::Rounding) >= 2);
    // What is planned in hundreds adds up, and one slip explains itself.
    agrees_and_would_not(&csv, &[("4600", "4900")]);
}

#[test]
fn the_noughts_of_an_export_say_nothing() {
    let year =
        |parts: [&str; 3], total: &str| [parts[0], parts[1], parts[2], total].map(|x| format!("{x}0000"));
    let years = [
        year(["1128.4", "-603.8", "-20.0"], "504.6"),
        year(["1139.1", "-658.8", "-33.3"], "447.0"),
        year(["1108.4", "-617.2", "-28.1"], "463.1"),
        // The parts, rounded one by one, give 467.3.
        year(["1090.9", "-599.7", "-23.9"], "467.4"),
    ];
    let mut csv = "Mkr,2001,2002,2003,2004\n".to_owned();
    for (at, label) in ["Intäkter", "Kostnader", "Räntor", "Resultat"].iter().enumerate() {
        let row: Vec<&str> = years.iter().map(|year| year[at].as_str()).collect();
        writeln!(csv, "{label},{}", row.join(",")).unwrap();
    }
    agrees_and_would_not(&csv, &[("504.60000", "564.60000")]);
    // Points are exact, however many noughts they are printed with.
    let csv = "Elev,Uppgift 1,Uppgift 2,Poäng\nA,12.00000,17.00000,29.00000\nB,23.00000,14.00000,37.00000\n\
               C,19.00000,26.00000,45.00000\nD,11.00000,21.00000,32.00000\nE,27.00000,25.00000,52.00000\n";
    agrees_and_would_not(csv, &[("D,11.00000,21.00000,32.00000", "D,11.00000,21.00000,33.00000")]);
}

#[test]
fn what_is_copied_from_month_to_month_is_no_sum() {
    let csv = "Tjänst,Jan,Feb,Mar,Apr,Maj,Jun\nChef,11667,11667,11667,11667,11667,11667\nHandläggare,0,0,7500,7500,7500,7500\n\
               Ekonom,8333,8333,8333,8333,8333,8333\nTekniker,0,0,0,6250,6250,6250\nVikarie,0,5833,5833,5833,5833,5833\n\
               Jurist,0,0,4583,4583,4583,4583\nSumma,20000,25833,37916,44166,44166,44166\n";
    agrees_and_would_not(csv, &[("37916", "37616")]);
}

#[test]
fn a_column_with_another_rule_in_some_rows_is_not_called_wrong_in_others() {
    let csv = "Artikel;Grund;Övning;Behov\nA1;24070;113;24183\nA2;0;785060;1458275,836\nA3;0;1500;2786,301\n\
               A4;190166;4172;194338\nA5;22913;8982;39597,373\nA6;2464;238;2702\nA7;21302;387;21689\n\
               A8;0;9751;18112,816\nA9;20429;711;21660\nA10;93658;11975;105633\nA11;0;15832;29408,482\n";
    let report = report(csv);
    assert!(errors(&report).is_empty(), "{:?}", errors(&report));
}

/// Tables as `title: heads` and `group/label at [row, column]: values`.
fn drawn(report: &Report) -> Vec<String> {
    let mut out = Vec::new();
    for table in &report.tables {
        let heads: Vec<&str> = table.columns.iter().map(|column| column.header.as_str()).collect();
        out.push(format!("{}: {}", table.title, heads.join(" | ")));
        for row in &table.rows {
            let at = row.cells.iter().flatten().find_map(|cell| cell.at).unwrap();
            let value = |cell: &Option<_>| cell.as_ref().and_then(value_of).unwrap_or("·".to_owned());
            let values: Vec<String> = row.cells.iter().map(value).collect();
            out.push(format!("{}/{} {at:?}: {}", row.group, row.label, values.join(" ")));
        }
    }
    out
}

fn value_of(cell: &Cell) -> Option<String> {
    cell.value.map(|value| value.to_string())
}

#[test]
fn tables_under_one_another_have_their_own_titles_and_heads() {
    let csv = "Bokslut för nämnden;;;\nBelopp i tkr;;;\n\n;Budget;;Utfall\n;2022;2023;2023\nKostnader;;;\n\
               \u{20} Löner;-1 200,5;-1 300,0;-1 310,0\n  Hyror;-300,0;-310,0;-305,5\nSumma;-1 500,5;-1 610,0;-1 615,5\n\n\
               Personal\n;Kvinnor;Män;Totalt\nSkola;120;30;150\nVård;210;25;235\nSumma;330;55;385\n\n\
               1) Avser januari till december.\nKälla: egen sammanställning.\n";
    let report = report(csv);
    assert_eq!(report.tables[0].unit, Some(Unit::Tkr), "said under the title");
    assert_eq!(
        drawn(&report),
        [
            "Bokslut för nämnden: Budget 2022 | Budget 2023 | Utfall 2023",
            "Kostnader/Löner (6, 1): -1200.5 -1300.0 -1310.0",
            "Kostnader/Hyror (7, 1): -300.0 -310.0 -305.5",
            "Kostnader/Summa (8, 1): -1500.5 -1610.0 -1615.5",
            "Personal: Kvinnor | Män | Totalt",
            "Personal/Skola (12, 1): 120 30 150",
            "Personal/Vård (13, 1): 210 25 235",
            "Personal/Summa (14, 1): 330 55 385",
        ]
    );
    assert!(errors(&report).is_empty());
    assert_eq!(errors(&self::report(&csv.replace("210;25;235", "210;25;285"))).len(), 1);
}

#[test]
fn tables_side_by_side_are_read_one_by_one() {
    let csv = "Intäkter,2022,2023,,Personal,2022,2023\nSkatt,\"1,200\",\"1,310\",,Lärare,41,43\nBidrag,310,280,,Städ,7,9\n\
               Avgifter,95,101,,Kök,12,11\nSumma,\"1,605\",\"1,691\",,Summa,60,63\n";
    let report = report(csv);
    let drawn = drawn(&report);
    assert_eq!(drawn.len(), 10, "{drawn:?}");
    assert_eq!([&drawn[1], &drawn[6]], ["/Skatt (1, 1): 1200 1310", "/Lärare (1, 5): 41 43"]);
}

#[test]
fn cells_may_be_written_in_many_ways() {
    let csv = "\u{feff}\"Post\";\"Antal\n2022\";\"Antal\n2023\";\"Not\"\n\"Bilar, \"\"små\"\"\";1.234,5;2.000,5;\"1)\"\n\
               \"Bilar; stora\";(234,5);1.000,0;\nSumma;1.000,0;3.000,5;\n";
    let of_csv = report(csv);
    assert_eq!(
        drawn(&of_csv)[..3],
        [
            ": Antal 2022 | Antal 2023",
            "/Bilar, \"små\" (1, 1): 1234.5 2000.5",
            "/Bilar; stora (2, 1): -234.5 1000.0"
        ]
    );
    let tsv = "Post\tA\tB\tSumma\nx\t1'234\t2'000\t3'234\ny\t234-\t100\t134-\nSumma\t1'000\t2'100\t3'100\nAndel\t5%\t6 %\t\n";
    let of_tsv = check(&import::delimited("tabell.tsv", Kind::Tsv, tsv), &Options::default());
    assert_eq!(
        drawn(&of_tsv)[1..],
        [
            "/x (1, 1): 1234 2000 3234",
            "/y (2, 1): -234 100 -134",
            "/Summa (3, 1): 1000 2100 3100",
            "/Andel (4, 1): 5 6 ·"
        ]
    );
    assert!(errors(&of_csv).is_empty() && errors(&of_tsv).is_empty());
}

#[test]
fn a_sheet_that_is_pasted_is_read_as_the_file_is() {
    let csv = "Driftredovisning, tkr;;;;\n;Not;Budget;Utfall;Avvikelse\nNämnder;;;;\nSkola;4;-41200;-42350;-1150\n\
               Kultur;5;-12480;-12310;170\n\nTeknik;;-9200;-9350;-150\nSumma nämnder;;-62880;-64010;-1130\n\
               Finans;6;63100;63900;800\nResultat;;220;-110;-330\n";
    let text = csv.replace(';', "\t");
    let (file, pasted) = (report(csv), check(&Source::text("t", text.as_str()), &Options::default()));
    let [table, other] = [&file, &pasted].map(|report| &report.tables[0]);
    assert_eq!(table.relations, other.relations);
    assert!(verdicts(&file, Verdict::Exact) >= 8, "nothing is checked");
    assert_eq!(table.columns, other.columns);
    assert!(table.columns.iter().all(|column| column.header != "Not"));
    let shown = |table: &Table| {
        table.rows.iter().map(|row| (row.line, row.label.clone(), row.role)).collect::<Vec<_>>()
    };
    assert_eq!(shown(table), shown(other));
    for cell in other.rows.iter().flat_map(|row| row.cells.iter().flatten()) {
        assert_eq!(cell.span.unwrap().of(&text), cell.text, "each figure has its place");
    }
}
