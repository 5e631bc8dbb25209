//! Figures of the wrong column, and words of the wrong direction: what looks borne out and is not.

use super::certain::all_under;

const YEARS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nLöner\t98,2\t97,0\t92,1\nHyror\t124,6\t125,3\t123,8\n\
                     Avgifter\t41,7\t40,9\t37,4\n";

const BOARDS: &str = "Nämnd, mkr\tBudget\tUtfall\tAvvikelse\nKulturnämnden\t61,4\t60,2\t1,2\nSocialnämnden\t540,7\t556,9\t-16,2\n\
                      Teknisk nämnd\t88,3\t90,1\t-1,8\nSumma\t690,4\t707,2\t-16,8\n";

#[test]
fn the_budget_or_last_years_figure_is_not_what_came_out() {
    all_under(
        YEARS,
        &[
            ("Hyrorna uppgick till 124,6 mkr.", "124,6 mkr ok"),
            ("Hyrorna uppgick till 125,3 mkr.", "125,3 mkr WRONG; ! Cell 124,6 mkr"),
            ("Hyrorna uppgick totalt till 123,8 mkr.", "123,8 mkr WRONG; ! Cell 124,6 mkr"),
            ("Hyrorna blev 125,3 mkr, vilket är mer än i fjol.", "125,3 mkr WRONG; ! Cell 124,6 mkr"),
        ],
    );
}

#[test]
fn a_budget_or_another_year_that_is_spoken_of_is_told_rightly() {
    let sentences = [
        "Hyrorna budgeterades till 125,3 mkr.",
        "Budgeten för hyror uppgick till 125,3 mkr.",
        "Hyrorna var 123,8 mkr 2023.",
        "Hyrorna ökade från 123,8 mkr.",
        "Föregående år uppgick hyrorna till 123,8 mkr.",
    ];
    for sentence in sentences {
        let figure = sentence.split(' ').find(|word| word.contains(',')).unwrap_or_default();
        all_under(YEARS, &[(sentence, &format!("{figure} mkr ok"))]);
    }
}

#[test]
fn words_of_the_other_direction_are_no_tie() {
    all_under(
        BOARDS,
        &[
            ("Socialnämnden redovisar ett underskott på 16,2 mkr.", "16,2 mkr ok"),
            ("Socialnämnden redovisar ett överskott på 16,2 mkr.", "16,2 mkr WRONG; ! Direction 16,2 mkr"),
            // A surplus that is less than it was to be.
            ("Teknisk nämnds överskott blev 1,8 mkr lägre än budgeterat.", "1,8 mkr ok"),
        ],
    );
    all_under(
        YEARS,
        &[
            (
                "Sjukfrånvaron gick från 6,6 procent till 5,5 procent, en minskning med 1,1 procentenheter.",
                "6,6 procent ok; 5,5 procent ok; 1,1 procentenheter ok",
            ),
            (
                "Sjukfrånvaron gick från 6,6 procent till 5,5 procent, en ökning med 1,1 procentenheter.",
                "6,6 procent ?; 5,5 procent ?; 1,1 procentenheter WRONG; ! Turned ",
            ),
        ],
    );
}

#[test]
fn a_budget_of_another_time_is_not_what_the_level_differs_from() {
    const PERIOD: &str = "tkr\tBudget jan-aug\tUtfall jan-aug\tÅrsbudget\tPrognos helår\tAvvikelse\nStab\t14 950\t13 704\t22 425\t21 025\t1 400\n\
                          Gator\t47 326\t49 812\t70 989\t74 189\t-3 200\nParker\t6 409\t6 870\t9 614\t10 314\t-700\n";
    all_under(
        PERIOD,
        &[
            (
                "Stab: utfallet uppgår till 13,7 mkr och understiger periodbudgeten med 1,2 mkr.",
                "13,7 mkr ok; 1,2 mkr ok",
            ),
            ("Gatornas kostnad om 49,8 mkr är högre än periodbudgeten 47,3 mkr.", "49,8 mkr ok; 47,3 mkr ok"),
        ],
    );
}

#[test]
fn under_the_name_of_a_board_its_row_is_meant() {
    all_under(
        BOARDS,
        &[
            (
                "Socialnämnden -16,2 mkr\n\nNettokostnaden blev 556,9 mkr mot budgeterade 540,7 mkr.",
                "-16,2 mkr ok; 556,9 mkr ok; 540,7 mkr ok",
            ),
            (
                "Kulturnämnden +1,2 mkr\n\nNettokostnaden blev 60,2 mkr. Vakanser är orsaken.",
                "+1,2 mkr ok; 60,2 mkr ok",
            ),
        ],
    );
}

#[test]
fn nothing_is_spoken_against_among_strangers() {
    all_under(
        BOARDS,
        &[
            // Nothing else of the sentence is in the table: it may all be of another one.
            ("Socialnämndens underskott är 12,7 mkr av kostnader på 498,3 mkr.", "12,7 mkr ?; 498,3 mkr ?"),
            ("Socialnämndens underskott är 12,7 mkr.", "12,7 mkr WRONG; ! Cell 16,2 mkr"),
            ("Vård och socialnämnden överskrider tillsammans budget med 19,9 mkr.", "19,9 mkr ?"),
            ("Räknas Teknisk nämnd in blir underskottet 18,0 mkr.", "18,0 mkr ?"),
        ],
    );
}

#[test]
fn headings_and_sentences_around_say_what_a_level_is_of() {
    let right = [
        "Jämförelse med bokslut 2023\n\nHyrorna kostade 123,8 mkr.",
        "Jämförelse med föregående år\n\nHyrorna kostade 123,8 mkr.",
        "Planeringsförutsättningar\n\nHyrorna uppgick till 125,3 mkr.",
        "Fullmäktige antog budgeten i november. Hyrorna landade på 125,3 mkr.",
    ];
    for text in right {
        let got = super::certain::under(YEARS, text);
        assert!(!got.contains("WRONG"), "{text}\n{got}");
    }
}

#[test]
fn a_change_against_the_budget_is_not_the_budget() {
    const RESULT: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nSkatteintäkter\t745,6\t739,9\t721,4\n\
                          Nettokostnader\t-720,1\t-721,9\t-676,9\nÅrets resultat\t25,5\t18,0\t44,5\n";
    all_under(
        RESULT,
        &[
            (
                "Årets resultat blev 25,5 mkr, en förbättring mot budget med 7,5 mkr.",
                "25,5 mkr ok; 7,5 mkr ok",
            ),
            (
                "Årets resultat blev 25,5 mkr. Budgeten var 18,0 mkr, och utfallet är 7,5 mkr bättre.",
                "25,5 mkr ok; 18,0 mkr ok; 7,5 mkr ok",
            ),
            (
                "Årets resultat blev 25,5 mkr. Budgeten var 18,0 mkr. Skatteintäkterna uppgick till 739,9 mkr.",
                "25,5 mkr ok; 18,0 mkr ok; 739,9 mkr WRONG; ! Cell 745,6 mkr",
            ),
            (
                "Årets resultat blev 25,5 mkr, en försämring mot budget med 7,5 mkr.",
                "25,5 mkr ok; 7,5 mkr WRONG; ! Direction 7,5 mkr",
            ),
        ],
    );
}

#[test]
fn the_own_board_among_its_units_may_be_the_sum_of_them() {
    all_under(
        "Månadsrapport oktober 2024\nKulturnämnden\n\nDriftredovisning\n\nKulturnämnden, tkr\tBudget\tUtfall\tAvvikelse\nKulturnämnden\t-536\t-539\t-3\nBibliotek\t-12 740\t-12 215\t525\n\
         Museum\t-8 310\t-7 662\t648\nSumma\t-21 586\t-20 416\t1 170\n",
        &[
            ("Kulturnämnden har ett överskott på 1 170 tkr.", "1 170 tkr ok"),
            ("Kulturnämnden har ett överskott på 1 480 tkr.", "1 480 tkr ?"),
        ],
    );
}

#[test]
fn a_cell_that_another_figure_is_speaks_against_no_deviation() {
    all_under(
        "mkr\tResultat 2024\tResultat 2023\nFolktandvård\t-11,2\t-4,1\nPrimärvård\t-38,5\t-30,2\nSumma\t-49,7\t-34,3\n",
        &[(
            "Folktandvårdens underskott är 11,2 mkr, en avvikelse från budget på 6,7 mkr.",
            "11,2 mkr ok; 6,7 mkr ?",
        )],
    );
}
