//! Things that are counted, and the year before.

use super::certain::all_under;

const YEARS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nBidrag\t118,5\t118,5\t115,4\nTaxor\t23,2\t23,6\t22,9\n\
                     Löner\t-91,3\t-90,4\t-88,0\nÅrets resultat\t-1,6\t0,0\t5,3\n";

const CALLS: &str = "Antal\t2024\t2023\t2022\nBrand i byggnad\t184\t171\t166\nTrafikolycka\t421\t388\t352\n\
                     Sjukvårdslarm (IVPA)\t695\t612\t403\nTimmar i övningshallen\t28 640\t22 910\t21 450\n\
                     Summa insatser\t2 550\t2 310\t2 084\n";

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
            ("I övningshallen bokades 28 640 timmar.", "28 640 ok"),
            ("Sedan 2022 har insatserna ökat från 2 084 år 2022 till 2 550.", "2 084 ok; 2 550 ok"),
            // A number that no cell has is none of the table.
            ("Trafikolyckorna blev 421, 38 fler än året innan.", "421 ok"),
            // An age and a few hours are not counted there.
            ("Deltagarna var 184 år tillsammans.", ""),
        ],
    );
}
