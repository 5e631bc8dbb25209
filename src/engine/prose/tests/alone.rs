//! Changes, shares and levels that are certain by themselves, and the many that are told alike and are not.

use super::certain::all_under;

const YEARS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nLöner\t-98,2\t-97,0\t-92,1\nHyror\t-24,6\t-25,3\t-23,8\n\
                     Avgifter\t41,7\t40,9\t37,4\nSumma\t-81,1\t-81,4\t-78,5\n";

#[test]
fn a_change_told_by_itself_is_held_against_its_row() {
    all_under(
        YEARS,
        &[
            ("Lönerna ökade med 6,1 mkr jämfört med föregående år.", "6,1 mkr ok"),
            ("Lönerna ökade med 7,1 mkr jämfört med föregående år.", "7,1 mkr WRONG; ! Cell 6,1 mkr"),
            ("Lönerna ökade med 7,1 mkr.", "7,1 mkr WRONG; ! Cell 6,1 mkr"),
            ("Hyrorna blev 1,7 mkr lägre än budget.", "1,7 mkr WRONG; ! Cell 0,7 mkr"),
            (
                "Hyror: 1,7 mkr lägre än budgeterat eftersom flytten sköts upp.",
                "1,7 mkr WRONG; ! Cell 0,7 mkr",
            ),
        ],
    );
}

#[test]
fn a_change_of_a_cause_a_part_or_another_time_is_left_open() {
    let sentences = [
        "Lönerna ökade med 3,1 mkr till följd av avtalet.",
        "Lönerna ökade med 3,1 mkr eftersom fler anställdes.",
        "Lönerna ökade med 3,1 mkr, främst inom förskolan.",
        "Lönerna ökade med 3,1 mkr. Därtill kom nya tjänster.",
        "Lönerna ökar med 3,1 mkr.",
        "Lönerna har ökat med 9,1 mkr.",
        "Lönerna ökade med 3,1 mkr på tre år.",
        "Lönerna ökade med 3,1 mkr under hösten.",
        "Socialnämndens löner ökade med 3,1 mkr.",
        "Hyrorna blev 2,7 mkr lägre än budget föregående år.",
        "Hyrorna försämrades med 2,7 mkr jämfört med föregående år.",
        "Lönerna ökade 2,1 mkr mer än föregående år.",
    ];
    for sentence in sentences {
        let figure = sentence.split(' ').find(|word| word.contains(',')).unwrap_or_default();
        all_under(YEARS, &[(sentence, &format!("{figure} mkr ?"))]);
    }
}

#[test]
fn what_was_compared_with_says_when() {
    all_under(
        YEARS,
        &[
            ("Avgifterna var 41,7 mkr, en ökning med 4,3 mkr från 2023.", "41,7 mkr ok; 4,3 mkr ok"),
            (
                "Avgifterna var 41,7 mkr, en ökning med 8,3 mkr från 2023.",
                "41,7 mkr ok; 8,3 mkr WRONG; ! Cell 4,3 mkr",
            ),
            (
                "Lönerna kostade 98,2 mkr och överskrider budget med 4,2 mkr.",
                "98,2 mkr ok; 4,2 mkr WRONG; ! Cell 1,2 mkr",
            ),
            // Then it rose, from what it was before that.
            (
                "Hyrorna sjönk 2024 till 24,6 mkr efter att ha ökat med 9,2 mkr året innan.",
                "24,6 mkr ok; 9,2 mkr ?",
            ),
        ],
    );
}

const UNITS: &str = "mkr\tBudget\tUtfall\tAvvikelse\nHamn\t41,2\t43,8\t-2,6\nGator\t96,5\t93,1\t3,4\nParker\t28,4\t27,9\t0,5\n\
                     Summa\t166,1\t164,8\t1,3\n";

#[test]
fn all_units_together_are_not_the_one_above() {
    all_under(
        UNITS,
        &[
            ("Hamn\n\nSammantaget kostar enheterna med överskott 3,9 mkr mindre än budget.", "3,9 mkr ?"),
            ("Övriga områden\n\nParker redovisar ett överskott på 1,5 mkr.", "1,5 mkr WRONG; ! Cell 0,5 mkr"),
            ("Hamn\n\nNettokostnaden är 49,8 mkr.", "49,8 mkr WRONG; ! Cell 43,8 mkr"),
        ],
    );
}

const STATEMENT: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nVerksamhetens intäkter\t274,7\t230,3\t202,2\n\
                         Verksamhetens kostnader\t-1 151,2\t-1 124,7\t-1 036,6\nFinansiella intäkter\t10,1\t8,2\t9,1\n\
                         Finansiella kostnader\t-4,4\t-6,4\t-5,5\nResultat efter finansiella poster\t-870,8\t-892,6\t-830,8\n";

#[test]
fn financial_income_and_costs_are_rows_of_their_own() {
    all_under(
        STATEMENT,
        &[
            ("De finansiella kostnaderna blev 4,4 mkr.", "4,4 mkr ok"),
            ("De finansiella kostnaderna blev 6,1 mkr.", "6,1 mkr WRONG; ! Cell 4,4 mkr"),
            ("Kostnaderna blev 1 251,2 mkr.", "1 251,2 mkr WRONG; ! Cell 1 151,2 mkr"),
            ("Resultatet före finansiella poster blev 876,5 mkr.", "876,5 mkr ?"),
        ],
    );
}

#[test]
fn a_net_that_is_no_row_is_what_its_rows_leave() {
    all_under(
        STATEMENT,
        &[
            ("Finansnettot är positivt, 5,7 mkr.", "5,7 mkr ok"),
            ("Finansnettot blev 3,9 mkr bättre än budget.", "3,9 mkr ok"),
            ("Finansnettot är positivt, 6,7 mkr.", "6,7 mkr ?"),
        ],
    );
}

#[test]
fn a_passage_told_twice_is_the_same_with_plus_and_minus() {
    all_under(
        "",
        &[(
            "Resultat\n\nResultatet är plus 13,7 mkr. Det beror på lägre kostnader för köpta platser.\n\n\
             Resultat\n\nResultatet är minus 13,7 mkr. Det beror på lägre kostnader för köpta platser.",
            "13,7 mkr ?; 13,7 mkr WRONG; ! Claim 13,7 mkr",
        )],
    );
}

const BOARDS: &str = "mkr\tBudget\tUtfall\tAvvikelse\nKulturnämnden\t41,2\t43,8\t-2,6\nBarnnämnden\t861,2\t874,9\t-13,7\n\
                      Summa nämnder\t902,4\t918,7\t-16,3\n";

#[test]
fn one_board_is_not_the_sum_of_boards_nor_others_a_row() {
    all_under(
        BOARDS,
        &[
            (
                "Barnnämnden\n\nNämndens nettokostnad uppgick till 874,9 mkr, 13,7 mkr högre än budget.",
                "874,9 mkr ok; 13,7 mkr ok",
            ),
            (
                "Nämndernas avvikelser\n\nBarnnämnden: -13,7 mkr. Underskottet är 1,6 procent av nämndens budget på 861,2 mkr \
                 och utgör det största.",
                "-13,7 mkr ok; 1,6 procent ok; 861,2 mkr ok",
            ),
            ("Övriga nämnder\n\nPrognosen är ett överskott på 3,8 mkr.", "3,8 mkr ?"),
            ("Den egna kulturnämnden gav ett överskott på 0,6 mkr.", "0,6 mkr ?"),
        ],
    );
}

#[test]
fn names_may_be_shortened_as_the_field_does() {
    all_under(
        "tkr\tBudget\tUtfall\tAvvikelse\nIndivid- och familjeomsorg\t41 210\t43 850\t-2 640\nSvenska för invandrare\t9 650\t8 115\t1 535\n",
        &[
            ("IFO kostade 43,9 mkr och sfi 8,1 mkr.", "43,9 mkr ok; 8,1 mkr ok"),
            // What only letters point to is not certain.
            ("Sfi kostade 9,1 mkr.", "9,1 mkr ?"),
        ],
    );
}

#[test]
fn a_cost_is_named_by_what_is_paid_for() {
    all_under(
        "tkr\tUtfall 2023\tUtfall 2024\nLokaler\t42 398\t42 106\nEl\t8 412\t9 934\nVärme\t12 771\t13 048\n",
        &[
            (
                "Lokalkostnaderna uppgick till 42,1 mkr och elkostnaden till 9,9 mkr.",
                "42,1 mkr ok; 9,9 mkr ok",
            ),
            // What only a part of the word points to is not certain.
            ("Lokalkostnaderna uppgick till 44,1 mkr.", "44,1 mkr ?"),
        ],
    );
}

#[test]
fn a_planned_change_is_of_the_year_that_is_named() {
    all_under(
        "mkr\tBudget 2024\tBudget 2025\tPlan 2026\tPlan 2027\nAvskrivningar\t-62,5\t-66,8\t-71,9\t-75,3\nLöner\t-98,2\t-97,0\t-99,1\t-99,9\n",
        &[("Avskrivningarna ökar med 4,3 mkr 2025.", "4,3 mkr ?")],
    );
}

#[test]
fn rows_one_after_another_are_no_parts_of_the_first() {
    all_under(
        YEARS,
        &[(
            "Hyrorna ökade med 0,8 mkr från året före. Lönerna ökade med 6,1 mkr. Övriga avgifter ökade marginellt med 0,4 mkr.",
            "0,8 mkr ok; 6,1 mkr ok; 0,4 mkr ?",
        )],
    );
}

#[test]
fn what_follows_a_colon_or_ends_with_the_rest_is_not_always_a_list() {
    all_under(
        UNITS,
        &[
            (
                "Enheten har nästan använt budgeten på 117,4 mkr: utfallet är 112,5 mkr, vilket är 14,5 mkr mer än i fjol.",
                "117,4 mkr ?; 112,5 mkr ?; 14,5 mkr ?",
            ),
            (
                "Anslaget är 117,4 mkr: 112,5 mkr till vården och 14,5 mkr till skolan.",
                "117,4 mkr ?; 112,5 mkr ?; 14,5 mkr ?; ! Parts 127,0 mkr",
            ),
        ],
    );
}
