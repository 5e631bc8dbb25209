//! Figures that are told together: each of its own row, year or measure, told the right way round or exchanged, and what
//! one is of another in per cent.

use super::certain::all_under;

const UNITS: &str = "mkr\tBudget\tUtfall\tAvvikelse\nFörskola\t120,4\t119,2\t1,2\nGrundskola\t310,0\t312,6\t-2,6\n\
                     Gymnasium\t98,6\t101,9\t-3,3\nMusik och dans\t22,0\t20,4\t1,6\nSumma\t551,0\t554,1\t-3,1\n";

const YEARS: &str =
    "Sjukfrånvaro, procent\t2024\t2023\nHemtjänst\t8,4\t7,7\nSärskilt boende\t9,1\t8,6\nStab\t3,2\t3,9\n";

#[test]
fn of_figures_told_together_each_is_of_its_own_row() {
    all_under(
        UNITS,
        &[
            ("I förskolan och grundskolan är avvikelserna 1,2 respektive -2,6 mkr.", "1,2 ok; -2,6 mkr ok"),
            ("Avvikelsen för gymnasiet och musik och dans är -3,3 resp 1,6 mkr.", "-3,3 ok; 1,6 mkr ok"),
            (
                "Gymnasium och grundskola redovisar underskott med 3,3 respektive 2,6 mkr.",
                "3,3 ok; 2,6 mkr ok",
            ),
            (
                "Utfallet för förskola, grundskola och gymnasium blev 119,2, 312,6 respektive 101,9 mkr.",
                "119,2 ok; 312,6 ok; 101,9 mkr ok",
            ),
            ("Utfallet blev 119,2 mkr i förskolan och 101,9 mkr i gymnasiet.", "119,2 mkr ok; 101,9 mkr ok"),
            ("Avvikelsen är 1,2 mkr (förskola) och -3,3 mkr (gymnasium).", "1,2 mkr ok; -3,3 mkr ok"),
            // One is another figure than its row has.
            (
                "I förskolan och grundskolan är avvikelserna 1,2 respektive -1,6 mkr.",
                "1,2 ok; -1,6 mkr WRONG; ! Cell -2,6 mkr",
            ),
            (
                "Utfallet blev 112,9 mkr i förskolan och 101,9 mkr i gymnasiet.",
                "112,9 mkr WRONG; 101,9 mkr ok; ! Cell 119,2 mkr",
            ),
        ],
    );
}

#[test]
fn of_figures_told_together_each_may_be_of_its_own_measure_or_year() {
    all_under(
        UNITS,
        &[
            (
                "Grundskolans budget och utfall uppgick till 310,0 respektive 312,6 mkr.",
                "310,0 ok; 312,6 mkr ok",
            ),
            (
                "Grundskolans budget och utfall uppgick till 312,6 respektive 310,0 mkr.",
                "312,6 WRONG; 310,0 mkr WRONG; ! Cell 310,0 mkr; ! Cell 312,6 mkr",
            ),
        ],
    );
    all_under(
        YEARS,
        &[
            (
                "Sjukfrånvaron i hemtjänsten var 7,7 respektive 8,4 procent 2023 och 2024.",
                "7,7 ok; 8,4 procent ok",
            ),
            (
                "År 2024 och 2023 var sjukfrånvaron i staben 3,2 respektive 3,9 procent.",
                "3,2 ok; 3,9 procent ok",
            ),
            (
                "Hemtjänst och särskilt boende har ökat med 0,7 respektive 0,5 procentenheter.",
                "0,7 ok; 0,5 procentenheter ok",
            ),
            (
                "Hemtjänst och särskilt boende har ökat med 0,5 respektive 0,7 procentenheter.",
                "0,5 WRONG; 0,7 procentenheter WRONG; ! Cell 0,7 procentenheter; ! Cell 0,5 procentenheter",
            ),
        ],
    );
}

#[test]
fn two_figures_that_stand_in_each_others_place_are_exchanged() {
    all_under(
        UNITS,
        &[
            (
                "Gymnasiet kostade 119,2 mkr och förskolan 101,9 mkr.",
                "119,2 mkr WRONG; 101,9 mkr WRONG; ! Cell 101,9 mkr; ! Cell 119,2 mkr",
            ),
            (
                "I förskolan och grundskolan är avvikelserna -2,6 respektive 1,2 mkr.",
                "-2,6 WRONG; 1,2 mkr WRONG; ! Cell +1,2 mkr; ! Cell -2,6 mkr",
            ),
            (
                "Utfallet blev 101,9 mkr i förskolan och 119,2 mkr i gymnasiet.",
                "101,9 mkr WRONG; 119,2 mkr WRONG; ! Cell 119,2 mkr; ! Cell 101,9 mkr",
            ),
        ],
    );
}

#[test]
fn what_is_not_known_to_be_told_in_the_same_order_is_left_alone() {
    all_under(
        UNITS,
        &[
            // More is named than is told, or something else is what is told.
            ("Förskolan, grundskolan och gymnasiet avviker med 4,1 respektive 5,2 mkr.", "4,1 ?; 5,2 mkr ?"),
            ("Hyrorna i förskolan och grundskolan är 4,1 respektive 5,2 mkr.", "4,1 ?; 5,2 mkr ?"),
            (
                "Underskotten för vikarier i förskolan och grundskolan är 4,1 respektive 5,2 mkr.",
                "4,1 ?; 5,2 mkr ?",
            ),
            ("Ökade hyror kostar 4,1 mkr i förskolan och 5,2 mkr i grundskolan.", "4,1 mkr ?; 5,2 mkr ?"),
            (
                "Grundskolan och gymnasiet har underskott på 1,9 respektive 2,1 mkr för skolskjutsar.",
                "1,9 ?; 2,1 mkr ?",
            ),
            (
                "Exklusive semesterskuld har grundskolan och gymnasiet underskott på 1,9 respektive 2,1 mkr.",
                "1,9 ?; 2,1 mkr ?",
            ),
            (
                "År 2021 hade grundskolan och gymnasiet underskott på 1,9 respektive 2,1 mkr.",
                "1,9 ?; 2,1 mkr ?",
            ),
            (
                "I vårprognosen redovisade grundskolan och gymnasiet underskott på 1,9 respektive 2,1 mkr.",
                "1,9 ?; 2,1 mkr ?",
            ),
            (
                "Förra året hade grundskolan och gymnasiet underskott på 1,9 respektive 2,1 mkr.",
                "1,9 ?; 2,1 mkr ?",
            ),
            ("Åtgärder ger 0,8 mkr i grundskolan och 1,1 mkr i gymnasiet.", "0,8 mkr ?; 1,1 mkr ?"),
            (
                "Av underskottet svarar grundskolan och gymnasiet för 1,9 respektive 2,1 mkr.",
                "1,9 ?; 2,1 mkr ?",
            ),
            // One of the two is what its own row has.
            ("Gymnasiet kostade 101,9 mkr och förskolan fick 101,9 mkr.", "101,9 mkr ok; 101,9 mkr ?"),
        ],
    );
}

#[test]
fn a_share_of_what_the_sentence_tells_is_computed() {
    all_under(
        UNITS,
        &[
            (
                "Projektet använde 175 mkr av budgeterade 218 mkr, en genomförandegrad på 80 procent.",
                "175 mkr ok; 218 mkr ok; 80 procent ok",
            ),
            (
                "Projektet använde 175 mkr av budgeterade 218 mkr, en genomförandegrad på 71 procent.",
                "175 mkr ?; 218 mkr ?; 71 procent WRONG; ! Arithmetic 80 procent",
            ),
            (
                "Hittills har 39 mkr av totalt 60 mkr använts, motsvarande 56 procent.",
                "39 mkr ?; 60 mkr ?; 56 procent WRONG; ! Arithmetic 65 procent",
            ),
            (
                "Av budgeten på 60 mkr har 39 mkr, eller 65 procent, använts.",
                "60 mkr ok; 39 mkr ok; 65 procent ok",
            ),
            // Of something else, or more than something else.
            (
                "Projektet använde 175 mkr av budgeterade 218 mkr, en ökning med 71 procent.",
                "175 mkr ?; 218 mkr ?; 71 procent ?",
            ),
            (
                "Projektet använde 175 mkr av 218 mkr, och personalen utgör 71 procent.",
                "175 mkr ?; 218 mkr ?; 71 procent ?",
            ),
            (
                "Projektet använde 175 mkr av 218 mkr, motsvarande 71 procent av omsättningen.",
                "175 mkr ?; 218 mkr ?; 71 procent ?",
            ),
            (
                "Projektet använde 175 mkr av 218 mkr, med en självfinansieringsgrad på 71 procent.",
                "175 mkr ?; 218 mkr ?; 71 procent ?",
            ),
        ],
    );
}

const COSTS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nIntäkter\t310,4\t296,0\t288,1\nPersonalkostnader\t-704,6\t-690,2\t-660,9\n\
                     Lokalkostnader\t-185,0\t-172,4\t-167,9\nNettokostnad\t-579,2\t-566,6\t-540,7\n";

#[test]
fn a_share_of_a_cell_is_told_where_both_are_certain() {
    all_under(
        COSTS,
        &[
            ("Lokalkostnaderna motsvarar 31,9 procent av nettokostnaden.", "31,9 procent ok"),
            (
                "Lokalkostnaderna motsvarar 39,1 procent av nettokostnaden.",
                "39,1 procent WRONG; ! Cell 31,9 procent",
            ),
            (
                "Lokalkostnaderna blev 185,0 mkr, vilket motsvarar 39,1 procent av nettokostnaden.",
                "185,0 mkr ok; 39,1 procent WRONG; ! Cell 31,9 procent",
            ),
            ("Intäkterna blev 310,4 mkr, 104,9 procent av budgeten.", "310,4 mkr ok; 104,9 procent ok"),
            (
                "Intäkterna blev 310,4 mkr, 109,4 procent av budgeten.",
                "310,4 mkr ok; 109,4 procent WRONG; ! Cell 104,9 procent",
            ),
            // A change, a part, another whole, another time: which share is meant is not certain.
            (
                "Lokalkostnaderna ökade med 17,1 mkr, motsvarande 5,0 procent av nettokostnaden.",
                "17,1 mkr ok; 5,0 procent ?",
            ),
            ("Hyran för paviljonger motsvarar 39,1 procent av nettokostnaden.", "39,1 procent ?"),
            ("Lokalkostnaderna motsvarar 39,1 procent av kommunens kostnader.", "39,1 procent ?"),
            ("Lokalkostnaderna motsvarar 39,1 procent av nettokostnaden föregående år.", "39,1 procent ?"),
            ("Intäkterna blev 310,4 mkr, 96,2 procent av periodens budget.", "310,4 mkr ok; 96,2 procent ?"),
        ],
    );
}

#[test]
fn a_level_is_compared_with_that_of_another_row() {
    all_under(
        YEARS,
        &[
            (
                "Sjukfrånvaron i särskilt boende är 9,1 procent, vilket är 0,7 procentenheter högre än i hemtjänsten.",
                "9,1 procent ok; 0,7 procentenheter ok",
            ),
            (
                "Sjukfrånvaron i särskilt boende är 9,1 procent, vilket är 0,9 procentenheter högre än i hemtjänsten.",
                "9,1 procent ok; 0,9 procentenheter WRONG; ! Cell 0,7 procentenheter",
            ),
            // Which other, and when, is not said.
            (
                "Sjukfrånvaron i särskilt boende är 9,1 procent, vilket är 0,9 procentenheter högre än i riket.",
                "9,1 procent ok; 0,9 procentenheter ?",
            ),
            (
                "Sjukfrånvaron i särskilt boende är 9,1 procent, vilket är 0,9 procentenheter högre än i hemtjänsten i mars.",
                "9,1 procent ok; 0,9 procentenheter ?",
            ),
        ],
    );
}

#[test]
fn levels_side_by_side_and_their_step_are_each_of_their_own_cell() {
    all_under(
        COSTS,
        &[
            (
                "Intäkterna uppgick till 310,4 mkr jämfört med 288,1 mkr föregående år, dvs 22,3 mkr mer.",
                "310,4 mkr ok; 288,1 mkr ok; 22,3 mkr ok",
            ),
            (
                "Intäkterna uppgick till 310,4 mkr jämfört med 288,1 mkr föregående år, dvs 23,2 mkr mer.",
                "310,4 mkr ok; 288,1 mkr ok; 23,2 mkr WRONG; ! Cell 22,3 mkr",
            ),
            (
                "Personalkostnaderna har ökat från 660,9 mkr till 704,6 mkr, en ökning med 43,7 mkr.",
                "660,9 mkr ok; 704,6 mkr ok; 43,7 mkr ok",
            ),
        ],
    );
    all_under(
        YEARS,
        &[
            (
                "Hemtjänstens sjukfrånvaro ökade från 7,7 till 8,4 procent, en ökning med 0,7 procentenheter.",
                "7,7 ok; 8,4 procent ok; 0,7 procentenheter ok",
            ),
            // Points told as per cent.
            (
                "Hemtjänstens sjukfrånvaro ökade med 0,7 procent till 8,4 procent.",
                "0,7 procent ok; 8,4 procent ok",
            ),
            (
                "Sjukfrånvaron i hemtjänsten ökade med 0,9 procentenheter till 8,4 procent.",
                "0,9 procentenheter WRONG; 8,4 procent ok; ! Cell 0,7 procentenheter",
            ),
        ],
    );
}

const AREAS: &str = "Utfall per enhet\n\nEnhet\tBudget\tUtfall\tAvvikelse\nNorra gården\t10 000\t11 553\t-1 553\nSödra gården\t8 000\t7 950\t50\n\
                     Västra gården\t6 000\t6 410\t-410\nÖstra gården\t7 000\t6 800\t200\nÅgården\t5 000\t5 330\t-330\nSumma\t36 000\t38 043\t-2 043\n";

#[test]
fn rows_that_deviate_are_counted() {
    let counted = |sentence: &str, text: &str, state: &str| {
        all_under(AREAS, &[(sentence, format!("{text} {state}").trim())]);
    };
    counted("Tre av fem enheter redovisar underskott.", "Tre av fem enheter redovisar underskott", "ok");
    counted(
        "Två av de fem enheterna visar ett överskott.",
        "Två av de fem enheterna visar ett överskott",
        "ok",
    );
    counted(
        "3 av 5 enheter har en negativ avvikelse mot budget.",
        "3 av 5 enheter har en negativ avvikelse",
        "ok",
    );
    counted(
        "Fyra av fem enheter redovisar underskott.",
        "Fyra av fem enheter redovisar underskott",
        "WRONG; ! Balance 3",
    );
    // The signs may be meant the other way, or other things be counted; then it is open.
    counted("Två av fem enheter redovisar underskott.", "Två av fem enheter redovisar underskott", "?");
    counted("Fyra av fem skolor redovisar underskott.", "Fyra av fem skolor redovisar underskott", "?");
    for left_alone in [
        "Fyra av sex enheter redovisar underskott.",
        "Fyra av fem enheter redovisade underskott förra året.",
        "Fyra av fem enheter har inte underskott.",
        "Fyra av fem enheter redovisar underskott för vikarier.",
        "Fyra av fem enheter prognostiserar underskott i vårprognosen.",
        "Fyra av fem enheter har underskott 2023.",
        "Samtliga enheter redovisar underskott.",
        "Fyra av fem enheter har fått nya chefer.",
    ] {
        counted(left_alone, "", "");
    }
}

#[test]
fn a_level_is_the_one_that_its_step_is_told_of() {
    all_under(
        UNITS,
        &[
            ("Gymnasiet kostade 101,9 mkr, vilket är 3,3 mkr över budget.", "101,9 mkr ok; 3,3 mkr ok"),
            (
                "Gymnasiet kostade 109,1 mkr, vilket är 3,3 mkr över budget.",
                "109,1 mkr WRONG; 3,3 mkr ok; ! Cell 101,9 mkr",
            ),
            (
                "Gymnasiet drog 119,0 mkr och ligger 3,3 mkr över budget.",
                "119,0 mkr WRONG; 3,3 mkr ok; ! Cell 101,9 mkr",
            ),
            // A part, another time, something inside: another level.
            (
                "Gymnasiets lokaler kostade 109,1 mkr, vilket är 3,3 mkr över budget.",
                "109,1 mkr ?; 3,3 mkr ok",
            ),
            ("Gymnasiet kostade 109,1 mkr i mars, vilket är 3,3 mkr över budget.", "109,1 mkr ?; 3,3 mkr ok"),
            (
                "Gymnasiet kostade 109,1 mkr före bidrag, vilket är 3,3 mkr över budget.",
                "109,1 mkr ?; 3,3 mkr ok",
            ),
        ],
    );
    all_under(
        COSTS,
        &[
            ("Intäkterna ökade med 7,7 procent till 310,4 mkr.", "7,7 procent ok; 310,4 mkr ok"),
            // What was left from the year before, told as it is now; and told as it was.
            (
                "Personalkostnaderna kostade 660,9 mkr och överskred budgeten med 14,4 mkr.",
                "660,9 mkr WRONG; 14,4 mkr ok; ! Cell 704,6 mkr",
            ),
            (
                "Personalkostnaderna kostade 660,9 mkr 2023 och överskrider budgeten med 14,4 mkr.",
                "660,9 mkr ok; 14,4 mkr ok",
            ),
            (
                "Intäkterna ökade med 7,7 procent till 340,1 mkr.",
                "7,7 procent ok; 340,1 mkr WRONG; ! Cell 310,4 mkr",
            ),
            (
                "Personalkostnaderna steg med 43,7 mkr till 740,6 mkr.",
                "43,7 mkr ok; 740,6 mkr WRONG; ! Cell 704,6 mkr",
            ),
            (
                "Intäkterna ökade med 7,7 procent till 310,4 mkr, varav hyror 340,1 mkr.",
                "7,7 procent ok; 310,4 mkr ok; 340,1 mkr ?",
            ),
        ],
    );
}

#[test]
fn the_time_that_is_said_once_is_of_all_that_are_told_together() {
    let table = "mkr\tBudget jan-aug\tUtfall jan-aug\tAvvikelse\nFörskola\t120,4\t119,2\t1,2\nGrundskola\t310,0\t312,6\t-2,6\n\
                 Gymnasium\t98,6\t101,9\t-3,3\nSumma\t529,0\t533,7\t-4,7\n";
    all_under(
        table,
        &[
            (
                "Budgeten för grundskolan och gymnasiet uppgår till 465 respektive 148 mkr för helåret.",
                "465 ?; 148 mkr ?",
            ),
            (
                "Budgeten för grundskolan och gymnasiet är 310,0 respektive 98,6 mkr för perioden.",
                "310,0 ok; 98,6 mkr ok",
            ),
        ],
    );
}
