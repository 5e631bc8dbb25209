//! Sums among columns that are parts of others, from one year's end to the next, and totals that say their item again.

use super::tests::identities;

#[test]
fn columns_that_are_parts_of_others_add_up_by_themselves() {
    let found = identities(
        "
        tkr    | Inkomst | Utgift | Netto | Varav 2031 inkomst | Varav 2031 utgift | Varav 2031 netto
        Norra  | 8651    | -6122  | 2529  | 1213               | -341              | 872
        Södra  | 10402   | -8873  | 1529  | 2204               | -994              | 1210
        Östra  | 4231    | -4794  | -563  | 3107               | -622              | 2485
        Västra | 1983    | -1261  | 722   | 441                | -73               | 368",
    );
    let parts = found.iter().filter(|line| line.contains(",5 Sum columns +3+4 Exact")).count();
    assert_eq!(parts, 4, "{found:#?}");
}

#[test]
fn what_came_and_what_went_leads_from_one_year_to_the_next() {
    let text = |last: i32| {
        format!(
            "
            kr     | Kapital 2030 | Avkastning | Kostnader | Bidrag | Kapital 2031
            Norra  | 1284650      | 38412      | 6225      | 25000  | 1291837
            Södra  | 412903       | 12006      | 2110      | 9500   | 413299
            Östra  | 3570118      | 106944     | 14870     | 88000  | 3574192
            Västra | 214006       | 6224       | 1620      | 4000   | 214610
            Mellan | 733519       | 21918      | 3390      | 17500  | {last}"
        )
    };
    let count = |found: &[String], verdict: &str| {
        found
            .iter()
            .filter(|line| line.contains(",4 Sum columns +0+1-2-3") && line.ends_with(verdict))
            .count()
    };
    assert_eq!(count(&identities(&text(734_547)), "Exact"), 5);
    // A misprint is told, and figures that lead nowhere are none.
    let broken = identities(&text(743_547));
    assert_eq!((count(&broken, "Exact"), count(&broken, "Mismatch")), (4, 1), "{broken:#?}");
}

#[test]
fn a_total_below_a_change_is_the_sum_of_both() {
    let found = identities(
        "
        tkr                | 2031  | 2030  | 2029
        Resultat           | 24636 | 33728 | 20471
        Lämnade bidrag     | -3113 | -3024 | -3051
        Förändring av fond |       |       | 1512
        Summa dispositioner | -3113 | -3024 | -1539
        Resultat före skatt | 21523 | 30704 | 18932",
    );
    assert_eq!(found.iter().filter(|line| line.contains(" Sum rows +1+2 Exact")).count(), 3, "{found:#?}");
}

#[test]
fn a_total_that_is_called_after_its_one_item_is_its_total() {
    let found = identities(
        "
        mkr            | 2031 | 2030
        Politik        | 9    | 8
        Summa politik  | 9    | 8
        Skola          | 347  | 375
        Vård           | 235  | 251
        Summa drift    | 582  | 626",
    );
    assert!(found.contains(&"1,0 Sum rows +0 Exact".to_owned()), "{found:#?}");
}

#[test]
fn the_level_above_finds_the_sum_by_the_subtotal() {
    let found = identities(
        "
        tkr             | jan   | feb   | mar   | apr
        Avgifter        | 6850  | 6850  | 6850  | 6850
        Tillsyn         | 506   | 512   | 608   | 629
        Summa intäkter  | 7356  | 7362  | 7458  | 7479
        Löner           | -3800 | -3767 | -3805 | -3890
        Pensioner       | -1645 | -1635 | -1647 | -1673
        Summa personal  | -5445 | -5402 | -5452 | -5563
        Lokaler         | -540  | -540  | -540  | -540
        Fordon          | -205  | -198  | -188  | -176
        Materiel        | -150  | -162  | -240  | -180
        Summa övrigt    | -895  | -900  | -968  | -896
        Summa kostnader | -6340 | -6302 | -6420 | -6459
        Resultat        | 1016  | 1060  | 1038  | 1020",
    );
    assert!(found.contains(&"11,0 Sum rows +2+10 Exact".to_owned()), "{found:#?}");
}

#[test]
fn what_has_been_taken_out_without_a_sign_is_taken_off() {
    let found = identities(
        "
        tkr              | 2031  | 2030  | 2029
        Ingående balans  | 41210 | 38954 | 36120
        Årets avsättning | 3120  | 2911  | 3340
        Ianspråktaget    | 1204  | 987   | 811
        Räntekostnad     | 355   | 332   | 305
        Utgående balans  | 43481 | 41210 | 38954",
    );
    assert_eq!(
        found.iter().filter(|line| line.contains(" Sum rows +0+1-2+3 Exact")).count(),
        3,
        "{found:#?}"
    );
}
