//! What is told of the whole, or of another row, in a sentence that names one row.

use super::certain::all_under;

const UNITS: &str = "mkr\tBudget\tUtfall\tAvvikelse\nPlan- och byggnämnden\t80,0\t83,2\t-3,2\nKulturnämnden\t50,0\t51,4\t-1,4\n\
                     Vård och omsorg\t90,0\t96,0\t-6,0\nSkola\t100,0\t99,0\t1,0\nSumma\t320,0\t329,6\t-9,6\n";

#[test]
fn a_total_beside_a_row_is_no_figure_of_the_row() {
    all_under(
        UNITS,
        &[
            (
                "Kulturnämnden redovisar ett underskott på 1,4 mkr mot det totala underskottet på 9,6 mkr.",
                "1,4 mkr ok; 9,6 mkr ok",
            ),
            (
                "Vård och omsorg står för 6,0 mkr, eller 63 procent, av underskottet på 9,6 mkr.",
                "6,0 mkr ok; 63 procent ok; 9,6 mkr ok",
            ),
            ("Vård och omsorg står för 96,0 mkr av utfallet på 329,6 mkr.", "96,0 mkr ok; 329,6 mkr ok"),
            ("Skola har 100,0 mkr i budget, den totala budgeten är 320,0 mkr.", "100,0 mkr ok; 320,0 mkr ok"),
            // Not known to be the whole's, and no error.
            ("Skola har 100,0 mkr i budget, den totala budgeten är 340,0 mkr.", "100,0 mkr ok; 340,0 mkr ?"),
            // The row's own.
            ("Det totala underskottet för vård och omsorg är 6,0 mkr.", "6,0 mkr ok"),
            ("Vård och omsorg använde 96,0 mkr av budgeten på 90,0 mkr.", "96,0 mkr ok; 90,0 mkr ok"),
        ],
    );
}

#[test]
fn what_a_sentence_yields_to_is_not_what_it_is_about() {
    all_under(
        UNITS,
        &[
            ("Trots överskottet på 1,0 mkr inom skola är underskottet 9,6 mkr.", "1,0 mkr ok; 9,6 mkr ok"),
            ("Trots nedgången ligger skolas utfall 1,0 mkr under budget.", "1,0 mkr ok"),
        ],
    );
}

#[test]
fn what_was_not_found_to_be_whose_is_no_error() {
    all_under(
        UNITS,
        &[
            (
                "Plan- och byggnämnden och kulturnämnden överskrider budget med 3,2 respektive 1,4 mkr.",
                "3,2 ok; 1,4 mkr ok",
            ),
            ("Skola har förbrukat 72 procent av sin budget, eller 72,0 mkr.", "72 procent ?; 72,0 mkr ?"),
        ],
    );
}

#[test]
fn a_total_of_what_the_sentence_names_is_its_own() {
    all_under(
        UNITS,
        &[
            ("Kulturnämnden har en total avvikelse på -1,4 mkr.", "-1,4 mkr ok"),
            ("Skola har ett överskott medan det totala underskottet uppgår till 9,6 mkr.", "9,6 mkr ok"),
        ],
    );
}

#[test]
fn totals_of_two_sentences_are_two_facts() {
    all_under(
        UNITS,
        &[(
            "Skola har 11,0 mkr, den totala budgeten är 37,0 mkr. Sport har 12,0 mkr, den totala budgeten är 48,0 mkr.",
            "11,0 mkr ?; 37,0 mkr ?; 12,0 mkr ?; 48,0 mkr ?",
        )],
    );
}

#[test]
fn a_level_in_brackets_is_what_the_step_behind_it_is_from() {
    all_under(
        UNITS,
        &[
            (
                "Vattnet kostade 57,0 mkr (föregående år 47,5 mkr), vilket är 9,5 mkr högre.",
                "57,0 mkr ok; 47,5 mkr ok; 9,5 mkr ok",
            ),
            (
                "Vattnet kostade 57,0 mkr (föregående år 47,5 mkr), vilket är 8,4 mkr högre.",
                "57,0 mkr ?; 47,5 mkr ?; 8,4 mkr WRONG; ! Arithmetic 9,5 mkr",
            ),
            (
                "Vattnet kostade 57,0 mkr (föregående år 47,5 mkr), vilket är 8,4 mkr högre än budget.",
                "57,0 mkr ?; 47,5 mkr ?; 8,4 mkr ?",
            ),
        ],
    );
}
