//! Figures found again by their digits, changes told in the wrong direction, and what leaves either alone.

use super::certain::all_under;

const RESULTS: &str = "mkr\tUtfall 2024\tBudget 2024\tUtfall 2023\nIntäkter\t310,4\t296,0\t288,1\n\
                       Personalkostnader\t-704,6\t-690,2\t-660,9\nEntreprenader\t-151,8\t-142,3\t-139,5\n\
                       Nettokostnad\t-546,0\t-536,5\t-512,3\n";

const PROJECTS: &str = "tkr\tTotal budget\tUtfall\tBudget 2024\tAvvikelse\n1104 Skolan vid ån\t248 000\t96 450\t118 000\t21 550\n\
                        1215 Gruppbostad Lärkan\t27 800\t3 905\t9 000\t5 095\nSumma\t275 800\t100 355\t127 000\t26 645\n";

const COUNTED: &str = "tkr\t2024\t2023\nHyresintäkter\t98 113\t95 126\nAntal lägenheter\t1 376\t1 341\n\
                       Snitthyra (kr/kvm)\t1 187\t1 155\nRörelseresultat\t24 212\t22 105\n";

const BODIES: &str = "tkr\tKommunen 2024\tKommunen 2023\tKoncernen 2024\tKoncernen 2023\nSkatteintäkter\t876 583\t842 469\t876 583\t842 469\n\
                      Hyresintäkter\t11 204\t10 911\t311 661\t296 680\nÅrets resultat\t13 221\t23 229\t31 308\t40 753\n";

const SEXES: &str =
    "Mått\tKvinnor 2024\tMän 2024\nSjukfrånvaro (%)\t7,9\t3,9\nTillsvidareanställda\t1 455\t403\n";

#[test]
fn a_row_may_be_named_behind_its_figure_or_beside_it() {
    all_under(
        PROJECTS,
        &[
            ("Det mesta av det som återstår, 21,6 mkr, hör till skolan vid ån.", "21,6 mkr ok"),
            ("Av årets anslag användes 3 905 tkr, och det var Gruppbostad Lärkan.", "3 905 tkr ok"),
            // Two digits agree with something too easily, and what nothing agrees with is no error.
            ("Det mesta, 5 mkr, hör till ett annat bygge.", "5 mkr ?"),
            ("Det mesta av det som återstår, 33,6 mkr, hör till skolan vid ån.", "33,6 mkr ?"),
        ],
    );
}

#[test]
fn a_share_is_of_the_cells_beside_it() {
    all_under(
        PROJECTS,
        &[
            ("Summa utfall är 100,4 mkr, alltså 79 procent av årets budget.", "100,4 mkr ok; 79 procent ok"),
            (
                "Summa utfall är 100,4 mkr av budgeterade 127,0 mkr, en takt på 79 procent.",
                "100,4 mkr ok; 127,0 mkr ok; 79 procent ok",
            ),
        ],
    );
}

#[test]
fn a_paragraph_may_begin_with_the_name_that_it_is_about() {
    all_under(
        PROJECTS,
        &[
            ("Gruppbostad Lärkan. Hittills har 3,9 mkr använts.", "3,9 mkr ok"),
            (
                "Gruppbostad Lärkan. Hittills har 3,9 mkr använts.\n\nSkolan vid ån. Avvikelsen är 21,6 mkr.",
                "3,9 mkr ok; 21,6 mkr ok",
            ),
        ],
    );
}

#[test]
fn what_is_counted_has_a_unit_of_its_own() {
    all_under(
        COUNTED,
        &[
            ("Bolaget äger 1 376 lägenheter.", "1 376 ok"),
            ("Snitthyran steg till 1 187 kronor per kvadratmeter.", "1 187 kronor ok"),
            ("Rörelseresultatet blev 24,2 mkr (22,1).", "24,2 mkr ok; 22,1 ok"),
            // A number of other things, a thousand times as many: no slip of a unit.
            ("Antalet lägenheter var 1 376 000.", ""),
        ],
    );
}

#[test]
fn a_change_has_the_direction_of_its_cells() {
    all_under(
        RESULTS,
        &[
            ("Personalkostnaderna ökade med 43,7 mkr.", "43,7 mkr ok"),
            ("Personalkostnaderna minskade med 43,7 mkr.", "43,7 mkr WRONG; ! Direction 43,7 mkr"),
            (
                "Personalkostnaderna blev 14,4 mkr lägre än budgeterat.",
                "14,4 mkr WRONG; ! Direction 14,4 mkr",
            ),
            // What is behind the amount, or came before, tells of other things.
            ("Intäkterna ökade med 22,3 mkr trots lägre avgifter.", "22,3 mkr ok"),
            ("Intäkterna ökade med 22,3 mkr på grund av minskade rabatter.", "22,3 mkr ok"),
            ("Efter förra årets minskning steg intäkterna med 22,3 mkr.", "22,3 mkr ok"),
        ],
    );
}

#[test]
fn an_amount_and_its_per_cent_are_one_change() {
    all_under(
        RESULTS,
        &[
            ("Personalkostnaderna ökade med 43,7 mkr eller 6,6 procent.", "43,7 mkr ok; 6,6 procent ok"),
            (
                "Personalkostnaderna ökade med 43,7 mkr eller 9,6 procent.",
                "43,7 mkr ok; 9,6 procent WRONG; ! Cell 6,6 procent",
            ),
            (
                "Personalkostnaderna ökade med 47,3 mkr eller 6,6 procent.",
                "47,3 mkr WRONG; 6,6 procent ok; ! Cell 43,7 mkr",
            ),
            // Of something else, or in other prices.
            (
                "Personalkostnaderna ökade med 43,7 mkr, motsvarande 2,1 procent av skatterna.",
                "43,7 mkr ok; 2,1 procent ?",
            ),
            (
                "Personalkostnaderna ökade med 43,7 mkr eller 4,5 procent i fasta priser.",
                "43,7 mkr ok; 4,5 procent ?",
            ),
        ],
    );
}

#[test]
fn last_years_figure_is_not_this_years() {
    all_under(
        RESULTS,
        &[
            ("Personalkostnaderna uppgick till 704,6 mkr.", "704,6 mkr ok"),
            ("Personalkostnaderna uppgick till 660,9 mkr.", "660,9 mkr WRONG; ! Cell 704,6 mkr"),
            ("Personalkostnaderna uppgick till 660,9 mkr 2023.", "660,9 mkr ok"),
            ("Personalkostnaderna var 660,9 mkr och ökade till 704,6 mkr.", "660,9 mkr ok; 704,6 mkr ok"),
            // The paragraph tells of that year.
            ("Förra året var dyrt. Personalkostnaderna uppgick till 660,9 mkr.", "660,9 mkr ok"),
        ],
    );
}

#[test]
fn figures_of_different_things_are_no_computation() {
    all_under(
        RESULTS,
        &[
            (
                "Nettokostnaden förbättrades med 22,4 mkr, men räntorna steg från 60,9 mkr till 101,0 mkr.",
                "22,4 mkr ?; 60,9 mkr ?; 101,0 mkr ?",
            ),
            (
                "Entreprenader kostade 151,8 mkr mot budgeterade 142,3 mkr och var dyrare än de 20,0 mkr som skolan gav.",
                "151,8 mkr ok; 142,3 mkr ok; 20,0 mkr ?",
            ),
        ],
    );
}

#[test]
fn a_month_is_not_the_months_up_to_it() {
    let told = |second: &str| {
        format!(
            "Överskott i skolans kassa i november\n\nSaldot i skolans kassa i november blev ett överskott på 15,6 mkr.\n\n\
             Saldot i skolans kassa {second} ett överskott på 18,4 mkr."
        )
    };
    all_under(
        RESULTS,
        &[
            (&told("i november är"), "15,6 mkr ?; 18,4 mkr WRONG; ! Claim 15,6 mkr"),
            (&told("för perioden januari–november är"), "15,6 mkr ?; 18,4 mkr ?"),
        ],
    );
}

#[test]
fn a_board_may_be_the_sum_of_its_table_under_its_own_name() {
    let table = "mkr\tBudget\tUtfall\tAvvikelse\nFörskola\t120,0\t118,5\t1,5\nGrundskola\t310,4\t318,6\t-8,2\n\
                 Gymnasium\t142,3\t144,1\t-1,8\nSkolnämnden\t572,7\t581,2\t-8,5\n";
    all_under(
        table,
        &[
            ("Nämnden redovisar en nettokostnad på 581,2 mkr.", "581,2 mkr ok"),
            ("Nämnden har ett underskott mot budget på 8,5 mkr.", "8,5 mkr ok"),
            ("Nämnden har ett underskott mot budget på 6,5 mkr.", "6,5 mkr WRONG; ! Cell 8,5 mkr"),
        ],
    );
}

#[test]
fn what_something_came_from_is_of_the_time_before() {
    all_under(
        RESULTS,
        &[
            ("Personalkostnaderna steg från 660,9 mkr till 704,6 mkr.", "660,9 mkr ok; 704,6 mkr ok"),
            (
                "Personalkostnaderna är 704,6 mkr, att jämföra med 660,9 mkr året innan.",
                "704,6 mkr ok; 660,9 mkr ok",
            ),
        ],
    );
}

#[test]
fn bodies_that_keep_accounts_beside_each_other_are_spoken_against_together() {
    all_under(
        BODIES,
        &[
            ("Hyresintäkterna uppgick till 311,7 mkr.", "311,7 mkr ok"),
            ("Hyresintäkterna uppgick till 13,2 mkr.", "13,2 mkr WRONG; ! Cell 11,2 mkr"),
        ],
    );
    // Women and men together are neither.
    all_under(
        SEXES,
        &[("Sjukfrånvaron är 7,0 procent.", "7,0 procent ?"), ("Antalet tillsvidareanställda är 1 858.", "")],
    );
}

#[test]
fn what_narrows_a_figure_leaves_it_alone() {
    for (prose, claim) in [
        ("Entreprenader hade ett utfall på 88,8 mkr exklusive moms.", "88,8 mkr"),
        ("Entreprenader hade ett utfall på 88,8 mkr i simhallen.", "88,8 mkr"),
        ("Entreprenader hade ett utfall på 88,8 mkr, om gåvorna räknas bort.", "88,8 mkr"),
        ("Entreprenader hade ett utfall på 88,8 mkr när boksluten gjordes.", "88,8 mkr"),
        ("Entreprenader hade en budget på 94,0 mkr före tillägget.", "94,0 mkr"),
        ("Entreprenader fick en budget på 94,0 mkr.", "94,0 mkr"),
        ("Som mest var entreprenadernas utfall 188,8 mkr.", "188,8 mkr"),
        ("I delårsrapporten var entreprenadernas utfall 88,8 mkr.", "88,8 mkr"),
        ("Friskolorna växer. Entreprenader har ett utfall på 88,8 mkr.", "88,8 mkr"),
    ] {
        all_under(RESULTS, &[(prose, &format!("{claim} ?"))]);
    }
    all_under(RESULTS, &[("Entreprenader hade ett utfall på 88,8 mkr.", "88,8 mkr WRONG; ! Cell 151,8 mkr")]);
}

#[test]
fn a_figure_whose_row_has_another_name_is_found_by_its_digits() {
    all_under(
        COUNTED,
        &[
            ("Medelhyran blev 1 187 kronor per kvadratmeter.", "1 187 kronor ok"),
            ("Beståndet växte till 1 376 bostäder.", "1 376 ok"),
            ("Verksamheten gav 24,2 mkr.", "24,2 mkr ok"),
            // Nothing is told of what no cell has, of what is another row's by its name, or of two digits.
            ("Verksamheten gav 27,4 mkr.", "27,4 mkr ?"),
            ("Hyresintäkter: 24,2 mkr.", "24,2 mkr WRONG; ! Cell 98,1 mkr"),
            ("Beståndet växte med 24 mkr.", "24 mkr ?"),
        ],
    );
}

#[test]
fn two_figures_told_together_say_which_row_has_both() {
    all_under(
        RESULTS,
        &[
            ("Anlitade bolag tog 151,8 mkr mot 142,3 mkr i planen.", "151,8 mkr ok; 142,3 mkr ok"),
            ("Anlitade bolag tog 152,9 mkr mot 143,4 mkr i planen.", "152,9 mkr ?; 143,4 mkr ?"),
        ],
    );
}

#[test]
fn a_step_may_be_compared_in_other_words() {
    all_under(
        RESULTS,
        &[
            ("Jämfört med budget blev intäkterna 14,4 mkr högre.", "14,4 mkr ok"),
            ("Jämfört med budget blev intäkterna 14,4 mkr lägre.", "14,4 mkr ?"),
            ("Jämfört med budget blev intäkterna 22,3 mkr högre.", "22,3 mkr ?"),
        ],
    );
}
