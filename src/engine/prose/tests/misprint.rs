//! Figures whose own digits say what they were meant to be, and whose they are.

use super::certain::all_under;

const ACCOUNTS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nVerksamhetens intäkter\t310,4\t296,0\t288,1\n\
                        Övriga externa kostnader\t-704,6\t-690,2\t-660,9\nSkatt på årets överskott\t-15,8\t-14,3\t-13,5\n\
                        Nettoomsättning\t546,0\t536,5\t512,3\n";

const UNITS: &str = "mkr\tBudget\tUtfall\tAvvikelse\nOmsorgsnämnden\t400,0\t404,1\t-4,1\n\
                     Bildningsnämnden\t600,0\t597,6\t2,4\nSumma\t1 000,0\t1 001,7\t-1,7\n";

const CODES: &str = "mkr\tBudget\tUtfall\tAvvikelse\n430 Fritidsgårdar och läger\t12,0\t11,2\t0,8\n\
                     440 Ridhus\t8,0\t8,6\t-0,6\nSumma\t20,0\t19,8\t0,2\n";

#[test]
fn digits_that_have_changed_places_say_which_cell_was_meant() {
    all_under(
        ACCOUNTS,
        &[
            ("De externa kostnaderna landade på 704,6 mkr.", "704,6 mkr ok"),
            ("De externa kostnaderna landade på 740,6 mkr.", "740,6 mkr WRONG; ! Cell 704,6 mkr"),
            // What differs in its last digits may be another thing's that is close to it.
            ("De externa kostnaderna landade på 704,9 mkr.", "704,9 mkr ?"),
            ("De externa kostnaderna landade på 740,6 mkr i bolaget.", "740,6 mkr ?"),
        ],
    );
}

#[test]
fn a_compound_is_called_by_its_head_and_a_name_by_its_first_noun() {
    all_under(
        ACCOUNTS,
        &[
            ("Omsättningen blev 546,0 mkr.", "546,0 mkr ok"),
            ("Skatten är 15,8 mkr.", "15,8 mkr ok"),
            ("Omsättningen blev 412,0 mkr.", "412,0 mkr ?"),
        ],
    );
}

#[test]
fn what_stands_before_what_a_figure_is_held_against_tells_of_the_figure_before() {
    all_under(
        UNITS,
        &[(
            "Omsorgsnämnden har använt 404,1 mkr i den bildningsnämnd som var mot en budget på 400,0 mkr.",
            "404,1 mkr ok; 400,0 mkr ok",
        )],
    );
}

#[test]
fn the_board_is_that_of_its_heading_or_of_the_sentence_before() {
    all_under(
        UNITS,
        &[
            ("# Omsorgsnämnden\n\nNämnden redovisar ett underskott på 4,1 mkr.", "4,1 mkr ok"),
            // A board that no row is called: its deficit is not that of all.
            ("# Valnämnden\n\nNämnden redovisar ett underskott på 8,6 mkr.", "8,6 mkr ?"),
            ("Omsorgsnämnden svarar för merparten. Nämndens underskott är 4,1 mkr.", "4,1 mkr ok"),
        ],
    );
}

#[test]
fn a_code_in_brackets_says_which_row_is_meant() {
    all_under(
        CODES,
        &[
            ("Fritidsgårdarna (430) visar ett överskott på 0,8 mkr.", "0,8 mkr ok"),
            ("Fritidsgårdarna (430) visar ett underskott på 0,8 mkr.", "0,8 mkr WRONG; ! Direction 0,8 mkr"),
        ],
    );
}

#[test]
fn the_very_digits_say_which_column_was_meant() {
    all_under(
        "mkr\tAvvikelse jan-mar\tAvvikelse helår\nSkolan\t12,4\t31,6\nVården\t-8,8\t-17,5\nSumma\t3,6\t14,1\n",
        &[
            ("Vården visar ett underskott på 8,8 mkr.", "8,8 mkr ok"),
            ("Vården visar ett överskott på 17,5 mkr.", "17,5 mkr WRONG; ! Direction 17,5 mkr"),
            ("Vården visar ett överskott på 9,3 mkr.", "9,3 mkr ?"),
        ],
    );
}

#[test]
fn the_budget_of_the_year_is_not_that_of_its_first_months() {
    all_under(
        "mkr\tBudget jan-apr\tUtfall jan-apr\tAvvikelse jan-apr\nHamnen\t9,8\t9,1\t0,7\nFärjan\t21,4\t20,6\t0,8\n",
        &[
            ("Hamnens årsbudget är 29,4 mkr.", "29,4 mkr ?"),
            ("Hamnens budget för perioden är 9,8 mkr.", "9,8 mkr ok"),
        ],
    );
}

const BOARDS: &str = "mkr\tBudget 2024\tUtfall 2024\tAvvikelse 2024\nTrafiknämnden\t218,6\t226,3\t-7,7\n\
                      Teknisk nämnd\t86,5\t88,0\t-1,5\nSkolnämnden\t514,2\t508,9\t5,3\nSumma nämnder\t819,3\t823,2\t-3,9\n";

#[test]
fn what_stands_under_the_name_of_a_board_is_the_boards() {
    all_under(
        BOARDS,
        &[
            ("# Skolnämnden\n\nUtfallet är 508,9 mkr.", "508,9 mkr ok"),
            ("# Skolnämnden\n\nUtfallet är 608,9 mkr.", "608,9 mkr WRONG; ! Cell 508,9 mkr"),
            ("# Skolnämnden\n\nBudgeten är 514,2 mkr. Hyrorna är 84,6 mkr.", "514,2 mkr ok; 84,6 mkr ?"),
            ("# Tekniska nämnden\n\nNämnden har ett underskott på 1,5 mkr.", "1,5 mkr ok"),
            // Another thing is told of between the two: only the digits can say which board is meant.
            (
                "Trafiknämnden har haft ett tungt år. Bränslet blev 3,1 mkr dyrare. Nämnden har ett underskott på 7,7 mkr.",
                "3,1 mkr ?; 7,7 mkr ok",
            ),
            (
                "Trafiknämnden har haft ett tungt år. Bränslet blev 3,1 mkr dyrare. Nämnden har ett underskott på 7,1 mkr.",
                "3,1 mkr ?; 7,1 mkr ?",
            ),
            // Which board is not known, and the sum of them all is none.
            ("Nämnden har ett underskott på 6,2 mkr.", "6,2 mkr ?"),
        ],
    );
}

#[test]
fn what_is_said_beside_a_figure_keeps_its_digits_from_speaking_against_it() {
    all_under(
        "mkr\t2024\t2023\nExterna kostnader\t704,6\t660,9\nLåneskuld\t912,0\t845,0\nAntal invånare\t31 418\t31 245\n",
        &[
            ("De externa kostnaderna är 740,6 mkr.", "740,6 mkr WRONG; ! Cell 704,6 mkr"),
            ("I mars var de externa kostnaderna 740,6 mkr.", "740,6 mkr ?"),
            ("De externa kostnaderna i budgeten är 740,6 mkr.", "740,6 mkr ?"),
            ("Planerade externa kostnader är 740,6 mkr.", "740,6 mkr ?"),
            ("Externa kostnader ska vara högst 740,6 mkr.", "740,6 mkr ?"),
            ("I regionen är de externa kostnaderna 740,6 mkr.", "740,6 mkr ?"),
            ("De externa kostnaderna är 740,6 mkr enligt den första beräkningen.", "740,6 mkr ?"),
            // What it was before the step is not what it came to.
            ("Låneskulden ökade med 67,0 mkr från 845,0 mkr.", "67,0 mkr ok; 845,0 mkr ok"),
            ("Antalet invånare var 31 245 och ökade med 173.", "31 245 ok"),
        ],
    );
}
