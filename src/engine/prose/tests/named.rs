//! Which row and which column are certain by how a sentence names them.

use super::certain::all_under;

const UNITS: &str = "mnkr\tBudget\tUtfall\tAvvikelse\nHamn\t41,2\t43,8\t-2,6\nGator och vägar\t96,5\t93,1\t3,4\n\
                     Parker\t28,4\t27,9\t0,5\nSumma\t166,1\t164,8\t1,3\n";

#[test]
fn a_unit_with_a_heading_is_itself_under_that_of_another() {
    all_under(
        UNITS,
        &[
            (
                "Hamn\n\nGator och vägar visar ett överskott på 8,4 mnkr.\n\nGator och vägar\n\nVintern var mild.",
                "8,4 mnkr WRONG; ! Cell 3,4 mnkr",
            ),
            // Without one it may be what the harbour has of it.
            ("Hamn\n\nGator och vägar visar ett överskott på 8,4 mnkr.", "8,4 mnkr ?"),
        ],
    );
}

#[test]
fn prices_lists_of_causes_and_what_is_compared_are_left_open() {
    all_under(
        UNITS,
        &[
            (
                "Hamn kostar 800 kronor att hyra. Parker kostar 500 kronor att hyra.",
                "800 kronor ?; 500 kronor ?",
            ),
            (
                "Vakanser gav överskott i gator och vägar (0,9 mnkr) och parker (0,3 mnkr).",
                "0,9 mnkr ?; 0,3 mnkr ?",
            ),
            ("Parker hade 1,4 mnkr lägre intäkter än budget.", "1,4 mnkr ?"),
        ],
    );
}

#[test]
fn a_figure_right_behind_its_name_is_of_it() {
    all_under(
        UNITS,
        &[
            (
                "Avvikelser\n\nÖverskott har gator och vägar (+3,4 mnkr) och parker (+0,5 mnkr).",
                "+3,4 mnkr ok; +0,5 mnkr ok",
            ),
            ("Avvikelser\n\nÖverskott har gator och vägar (+8,4 mnkr).", "+8,4 mnkr WRONG; ! Cell +3,4 mnkr"),
        ],
    );
}

const ACCOUNTS: &str = "mnkr\tIntäkter 2022\tIntäkter 2023\tKostnader 2022\tKostnader 2023\tNettokostnad 2023\tBudget 2023\n\
                        Räddningstjänst\t6,2\t7,1\t55,5\t58,9\t51,8\t52,0\nKultur\t3,3\t3,9\t44,0\t47,2\t43,3\t44,1\n";

#[test]
fn the_newest_column_of_an_account_is_meant() {
    all_under(
        ACCOUNTS,
        &[
            (
                "Räddningstjänstens kostnader steg från 55,5 mnkr till 58,9 mnkr.",
                "55,5 mnkr ok; 58,9 mnkr ok",
            ),
            ("Räddningstjänstens kostnader uppgick till 68,9 mnkr.", "68,9 mnkr WRONG; ! Cell 58,9 mnkr"),
            // A demand, a frame, a loss are no income and no cost.
            ("Intäktskravet på kultur var 5,0 mnkr.", "5,0 mnkr ?"),
            ("Kostnadsramen för kultur är 49,0 mnkr.", "49,0 mnkr ?"),
        ],
    );
}

const OUTCOMES: &str = "mnkr\t2023\tBudget 2023\t2022\nSkatteintäkter\t861,9\t849,2\t805,1\nAvskrivningar\t-28,1\t-31,3\t-26,0\n";

#[test]
fn a_bare_year_beside_a_budget_is_its_outcome() {
    all_under(
        OUTCOMES,
        &[
            ("Skatteintäkterna blev 861,9 mnkr.", "861,9 mnkr ok"),
            ("Skatteintäkterna blev 891,9 mnkr.", "891,9 mnkr WRONG; ! Cell 861,9 mnkr"),
        ],
    );
}

const STAGES: &str = "tkr\tBudget\tAvvikelse april\tAvvikelse mars\nUtredning\t12 400\t-612\t-1 840\nÖppenvård\t9 100\t377\t514\n";

#[test]
fn of_two_deviations_the_newer_is_meant() {
    all_under(
        STAGES,
        &[
            ("Utredning visar ett underskott på 612 tkr.", "612 tkr ok"),
            ("Utredning visar ett underskott på 912 tkr.", "912 tkr WRONG; ! Cell 612 tkr"),
            ("Utredning visade i mars ett underskott på 1 840 tkr.", "1 840 tkr ok"),
        ],
    );
}

const THOUSANDS: &str =
    "tkr\tBudget\tUtfall\nPensioner\t11 593\t8 311\nHyror\t4 180\t4 265\nMaterial\t2 310\t2 144\n";

#[test]
fn the_very_digits_in_another_unit_tell_that_it_is_another() {
    all_under(
        THOUSANDS,
        &[
            ("Pensionerna stannade på 8,3 mkr trots den nya premien.", "8,3 mkr ok"),
            (
                "Pensionerna stannade på 8,31 tkr trots den nya premien.",
                "8,31 tkr WRONG; ! Unit 8 311,00 tkr",
            ),
            // Where several figures are, it is the table that has another.
            (
                "Pensionerna stannade på 8,31 tkr. Hyrorna stannade på 4,27 tkr. Materialet stannade på 2,14 tkr.",
                "8,31 tkr ?; 4,27 tkr ?; 2,14 tkr ?",
            ),
        ],
    );
}

#[test]
fn a_step_may_be_of_the_figure_that_the_sentence_before_ended_with() {
    all_under(
        OUTCOMES,
        &[
            (
                "Skatteintäkterna blev 861,9 mnkr. Det är 56,8 mnkr mer än 2022.",
                "861,9 mnkr ok; 56,8 mnkr ok",
            ),
            (
                "Skatteintäkterna blev 861,9 mnkr. Det är 76,8 mnkr mer än 2022.",
                "861,9 mnkr ok; 76,8 mnkr WRONG; ! Cell 56,8 mnkr",
            ),
            (
                "Skatteintäkterna blev 861,9 mnkr. Det är i kommunerna runt om 76,8 mnkr mer än 2022.",
                "861,9 mnkr ok; 76,8 mnkr ?",
            ),
        ],
    );
}

#[test]
fn what_something_was_compared_with_is_not_now() {
    all_under(
        UNITS,
        &[(
            "Hamnen har ett underskott på 2,6 mnkr. Det är en försämring sedan prognosen i augusti, som visade ett \
             underskott på 1,9 mnkr.",
            "2,6 mnkr ok; 1,9 mnkr ?",
        )],
    );
}

#[test]
fn what_a_budget_is_overdrawn_by_is_no_step_between_levels() {
    all_under(
        OUTCOMES,
        &[(
            "Läkemedlen ökade från 641,5 mnkr till 688,2 mnkr och överskrider budget med 25,2 mnkr.",
            "641,5 mnkr ?; 688,2 mnkr ?; 25,2 mnkr ?",
        )],
    );
}

#[test]
fn what_goes_into_a_row_is_less_than_the_row() {
    all_under(
        OUTCOMES,
        &[(
            "Skatteintäkterna, där slutavräkningen ingår med 12,4 mnkr, uppgick till 861,9 mnkr.",
            "12,4 mnkr ?; 861,9 mnkr ok",
        )],
    );
}
