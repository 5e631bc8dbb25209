//! Figures that are computed from what the passage has told, things that are counted, and the year before.

use super::certain::all_under;

const BOARD: &str = "tkr\tBudget helår\tPrognos helår\tAvvikelse helår\tAvvikelse april\nFörskola\t131 200\t127 900\t3 300\t2 100\n\
                     Fritidshem\t30 900\t31 400\t-500\t-800\nGrundskola\t243 500\t248 700\t-5 200\t-3 800\n\
                     Elevhälsa\t16 200\t15 600\t600\t350\nSumma\t421 800\t423 600\t-1 800\t-2 150\n";

const YEARS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nBidrag\t118,5\t118,5\t115,4\nTaxor\t23,2\t23,6\t22,9\n\
                     Löner\t-91,3\t-90,4\t-88,0\nÅrets resultat\t-1,6\t0,0\t5,3\n";

const UNITS: &str = "tkr\tBudget\tUtfall\tAvvikelse\nFörskola\t131 200\t127 900\t3 300\nFritidshem\t30 900\t31 400\t-500\n\
                     Elevhälsa\t16 200\t15 600\t600\nSumma\t178 300\t174 900\t3 400\n";

const CALLS: &str = "Antal\t2024\t2023\t2022\nBrand i byggnad\t184\t171\t166\nTrafikolycka\t421\t388\t352\n\
                     Sjukvårdslarm (IVPA)\t695\t612\t403\nTimmar i övningshallen\t28 640\t22 910\t21 450\n\
                     Summa insatser\t2 550\t2 310\t2 084\n";

#[test]
fn a_step_is_between_what_is_told_and_what_its_row_was() {
    all_under(
        BOARD,
        &[
            (
                "Förskolan beräknas ge ett överskott på 3,3 mkr, en förbättring med 1,2 mkr sedan april.",
                "3,3 mkr ok; 1,2 mkr ok",
            ),
            (
                "Grundskolan väntas ge ett underskott på 5,2 mkr. Det är 1,4 mkr sämre än i april.",
                "5,2 mkr ok; 1,4 mkr ok",
            ),
            // Another step, and the right one in the other direction, are of something else.
            (
                "Förskolan beräknas ge ett överskott på 3,3 mkr, en förbättring med 1,7 mkr sedan april.",
                "3,3 mkr ok; 1,7 mkr ?",
            ),
            (
                "Förskolan beräknas ge ett överskott på 3,3 mkr, en försämring med 1,2 mkr sedan april.",
                "3,3 mkr ok; 1,2 mkr ?",
            ),
            // One digit is too few.
            (
                "Förskolan beräknas ge ett överskott på 3,3 mkr, en förbättring med 1 mkr sedan april.",
                "3,3 mkr ok; 1 mkr ?",
            ),
        ],
    );
}

#[test]
fn two_figures_and_the_gap_between_them() {
    all_under(
        YEARS,
        &[
            (
                "Årets resultat är -1,6 mkr. Året innan var resultatet 5,3 mkr; skillnaden är 6,9 mkr.",
                "-1,6 mkr ok; 5,3 mkr ok; 6,9 mkr ok",
            ),
            (
                "Årets resultat är -1,6 mkr. Året innan var resultatet 5,3 mkr; skillnaden är 7,9 mkr.",
                "-1,6 mkr ok; 5,3 mkr ok; 7,9 mkr ?",
            ),
            // What is told of another thing is no step of what was told.
            (
                "Årets resultat är -1,6 mkr. Året innan var resultatet 5,3 mkr; hyran är 6,9 mkr.",
                "-1,6 mkr ok; 5,3 mkr ok; 6,9 mkr ?",
            ),
        ],
    );
}

#[test]
fn what_is_added_up_is_what_was_told_or_named() {
    all_under(
        UNITS,
        &[
            (
                "Förskolan lämnar ett överskott på 3,3 mkr och elevhälsan ett överskott på 600 tkr, tillsammans 3,9 mkr.",
                "3,3 mkr ok; 600 tkr ok; 3,9 mkr ok",
            ),
            (
                "Förskolan lämnar ett överskott på 3,3 mkr och elevhälsan ett överskott på 600 tkr, tillsammans 4,4 mkr.",
                "3,3 mkr ok; 600 tkr ok; 4,4 mkr ?",
            ),
            // Nothing says that they are added up.
            (
                "Förskolan lämnar ett överskott på 3,3 mkr och elevhälsan ett överskott på 600 tkr, trots lokaler för 3,9 mkr.",
                "3,3 mkr ok; 600 tkr ok; 3,9 mkr ?",
            ),
        ],
    );
}

#[test]
fn the_year_before_is_said_in_several_ways() {
    all_under(
        YEARS,
        &[
            ("Taxorna gav 23,2 mkr, 0,3 mkr mer än året innan.", "23,2 mkr ok; 0,3 mkr ok"),
            ("Lönerna blev 91,3 mkr, 3,3 mkr mer än året innan.", "91,3 mkr ok; 3,3 mkr ok"),
            ("Lönerna blev 91,3 mkr. Året före var de 88,0 mkr.", "91,3 mkr ok; 88,0 mkr ok"),
            // Before something else is another time.
            ("Lönerna blev 91,3 mkr. Året före pandemin var de 81,4 mkr.", "91,3 mkr ok; 81,4 mkr ?"),
        ],
    );
}

#[test]
fn things_are_counted_in_tables_of_numbers() {
    all_under(
        CALLS,
        &[
            ("Sjukvårdslarmen står för den största ökningen, från 612 till 695.", "612 ok; 695 ok"),
            ("Trafikolyckorna blev 421, 33 fler än året innan.", "421 ok; 33 ok"),
            ("I övningshallen bokades 28 640 timmar.", "28 640 ok"),
            ("Sedan 2022 har insatserna ökat från 2 084 år 2022 till 2 550.", "2 084 ok; 2 550 ok"),
            // A number that no cell has is none of the table.
            ("Trafikolyckorna blev 421, 38 fler än året innan.", "421 ok"),
            // An age and a few hours are not counted there.
            ("Deltagarna var 184 år tillsammans.", ""),
        ],
    );
}

const TAXES: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nVerksamhetens nettokostnader\t-862,4\t-858,0\t-833,1\n\
                     Skatteintäkter\t704,2\t699,5\t686,4\nGenerella statsbidrag och utjämning\t203,7\t201,9\t190,6\n\
                     Årets resultat\t45,5\t43,4\t43,9\n";

#[test]
fn taxes_and_grants_are_told_together() {
    all_under(
        TAXES,
        &[
            (
                "Skatter och bidrag ökade sammanlagt med 30,9 mkr, det vill säga 3,5 procent.",
                "30,9 mkr ok; 3,5 procent ok",
            ),
            ("Nettokostnaderna tog i anspråk 95,0 procent av skatter och bidrag.", "95,0 procent ok"),
            // Another change, of other shares.
            (
                "Skatter och bidrag ökade sammanlagt med 36,9 mkr, det vill säga 4,2 procent.",
                "36,9 mkr ?; 4,2 procent ?",
            ),
            ("Nettokostnaderna tog i anspråk 89,0 procent av skatter och bidrag.", "89,0 procent ?"),
            // Grants alone are one row.
            ("Avgifter och bidrag ökade sammanlagt med 30,9 mkr.", "30,9 mkr ?"),
        ],
    );
}

#[test]
fn a_change_is_told_in_per_cent_behind_its_amount() {
    all_under(
        TAXES,
        &[
            ("Skatteintäkterna ökade med 17,8 mkr, vilket är 2,6 procent.", "17,8 mkr ok; 2,6 procent ok"),
            ("Skatteintäkterna steg till 704,2 mkr, upp 2,6 procent.", "704,2 mkr ok; 2,6 procent ok"),
            ("Skatteintäkterna steg till 704,2 mkr, ned 2,6 procent.", "704,2 mkr ok; 2,6 procent ?"),
            ("Skatteintäkterna ökade med 17,8 mkr, vilket är 3,6 procent.", "17,8 mkr ok; 3,6 procent ?"),
            // Of something else it is a share.
            (
                "Skatteintäkterna ökade med 17,8 mkr, vilket är 2,6 procent av riksprognosen.",
                "17,8 mkr ok; 2,6 procent ?",
            ),
        ],
    );
}

const AREAS: &str = "mkr\tIntäkter\tKostnader\tNettokostnad\tAnslag\nVägar\t10,2\t83,3\t73,1\t76,7\n\
                     Parker\t25,7\t61,1\t35,4\t27,2\nMiljö\t6,1\t48,0\t41,9\t44,0\nTotalt\t42,0\t192,4\t150,4\t147,9\n";

#[test]
fn a_share_is_of_the_body_and_a_net_is_a_level() {
    all_under(
        AREAS,
        &[
            (
                "Vägar\n\nNettokostnaden uppgick till 73,1 mkr, vilket är 49 procent av nämndens nettokostnad.",
                "73,1 mkr ok; 49 procent ok",
            ),
            (
                "Vägar\n\nNettokostnaden uppgick till 73,1 mkr, vilket är 58 procent av nämndens nettokostnad.",
                "73,1 mkr ok; 58 procent ?",
            ),
        ],
    );
    all_under(
        UNITS,
        &[
            (
                "Elevhälsan lämnar ett överskott på 600 tkr, 18 procent av överskottet.",
                "600 tkr ok; 18 procent ok",
            ),
            (
                "Elevhälsan lämnar ett överskott på 600 tkr, 28 procent av överskottet.",
                "600 tkr ok; 28 procent ?",
            ),
        ],
    );
}

#[test]
fn how_much_of_the_budget_was_used_is_of_the_row_told_before() {
    all_under(
        YEARS,
        &[
            (
                "Taxorna gav 23,2 mkr. Genomförandegraden blev därmed 98 procent.",
                "23,2 mkr ok; 98 procent ok",
            ),
            ("Taxorna gav 23,2 mkr. Genomförandegraden blev därmed 89 procent.", "23,2 mkr ok; 89 procent ?"),
            ("Taxorna gav 23,2 mkr. Nöjdheten blev därmed 98 procent.", "23,2 mkr ok; 98 procent ?"),
        ],
    );
}
