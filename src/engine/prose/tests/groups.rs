//! Rows that are called alike in several groups, columns of income and costs, and other names that share their words.

use super::certain::all_under;

const GROUPS: &str = "tkr\tBudget\tUtfall\tAvvikelse\n\
                      Gator\nIntäkter\t2 100\t2 350\t250\nPersonalkostnader\t-4 120\t-4 430\t-310\nNettokostnad\t-2 020\t-2 080\t-60\n\
                      Parker\nIntäkter\t310\t270\t-40\nPersonalkostnader\t-2 980\t-2 760\t220\nNettokostnad\t-2 670\t-2 490\t180\n";

#[test]
fn rows_that_are_called_alike_are_told_apart_by_their_group() {
    all_under(
        GROUPS,
        &[
            ("Intäkterna för gator blev 250 tkr högre än budget.", "250 tkr ok"),
            ("Gatornas personalkostnader uppgick till 4 340 tkr.", "4 340 tkr WRONG; ! Cell 4 430 tkr"),
            ("Parkernas nettokostnad blev 2 490 tkr.", "2 490 tkr ok"),
            ("Parker\n\nPersonalkostnaderna uppgick till 2 760 tkr.", "2 760 tkr ok"),
            ("Parker\n\nPersonalkostnaderna uppgick till 2 670 tkr.", "2 670 tkr WRONG; ! Cell 2 760 tkr"),
        ],
    );
}

#[test]
fn what_may_be_of_another_group_or_of_all_is_left_open() {
    all_under(
        GROUPS,
        &[
            ("Personalkostnaderna uppgick till 7 190 tkr.", "7 190 tkr ok"),
            ("Personalkostnaderna uppgick till 7 910 tkr.", "7 910 tkr ?"),
            ("Parker\n\nFör hela nämnden uppgick personalkostnaderna till 7 910 tkr.", "7 910 tkr ?"),
            ("Parker\n\nNämndens intäkter blev 170 tkr högre än budget.", "170 tkr ?"),
            ("Personalkostnaderna ligger högt. För parker är det 510 tkr.", "510 tkr ?"),
        ],
    );
}

#[test]
fn income_and_costs_may_be_columns() {
    all_under(
        "mkr\tIntäkter 2023\tIntäkter 2024\tKostnader 2023\tKostnader 2024\tNettokostnad 2024\n\
         Hamnen\t31,2\t34,6\t-52,4\t-50,1\t-15,5\nFärjan\t8,1\t7,7\t-20,3\t-22,9\t-15,2\nSumma\t39,3\t42,3\t-72,7\t-73,0\t-30,7\n",
        &[
            (
                "Hamnens intäkter ökade med 3,4 mkr medan kostnaderna minskade med 2,3 mkr.",
                "3,4 mkr ok; 2,3 mkr ok",
            ),
            ("Hamnens intäkter uppgick till 50,1 mkr.", "50,1 mkr ?"),
            ("Färjans kostnader steg från 20,3 mkr till 22,9 mkr.", "20,3 mkr ok; 22,9 mkr ok"),
            ("Hamnens kostnader motsvarar 69 procent av hela nämndens kostnader.", "69 procent ok"),
        ],
    );
}

#[test]
fn a_part_of_what_a_row_holds_together_is_less_than_the_row() {
    all_under(
        "mkr\t2024\t2023\nPersonalkostnader\t-61,4\t-58,9\nAv- och nedskrivningar\t-12,7\t-11,3\n\
         Finansiella intäkter\t4,8\t3,1\nFinansiella kostnader\t-9,1\t-6,2\nÅrets resultat\t14,5\t9,6\n",
        &[
            ("Avskrivningarna uppgick till 12,7 mkr.", "12,7 mkr ok"),
            (
                "Avskrivningarna uppgick till 12,1 mkr och nedskrivningarna till 0,6 mkr.",
                "12,1 mkr ?; 0,6 mkr ?",
            ),
            ("Finansnettot blev -4,3 mkr, jämfört med -3,1 mkr 2023.", "-4,3 mkr ok; -3,1 mkr ok"),
            ("Finansnettot blev -5,0 mkr.", "-5,0 mkr ?"),
            ("Personalkostnaderna ökade med 2,5 mkr (4,2 procent).", "2,5 mkr ok; 4,2 procent ok"),
            ("Årets resultat är ett underskott på 14,5 mkr.", "14,5 mkr ?"),
            ("Resultatet motsvarar 23,6 procent av personalkostnaderna.", "23,6 procent ok"),
        ],
    );
}

#[test]
fn a_deviation_is_compared_with_what_it_was_last_month() {
    all_under(
        "tkr\tBudget\tPrognos april\tAvvikelse april\tAvvikelse mars\n\
         Biblioteken\t14 200\t13 640\t560\t380\nBaden\t9 300\t10 210\t-910\t-640\nSumma\t23 500\t23 850\t-350\t-260\n",
        &[
            ("Badens underskott har ökat med 270 tkr sedan mars.", "270 tkr ok"),
            ("Baden -910 tkr (mars -640 tkr)", "-910 tkr ok; -640 tkr ok"),
        ],
    );
}

#[test]
fn a_deviation_is_of_the_time_that_the_budget_is_of() {
    all_under(
        "mkr\tBudget 2031\tBudget jan-apr 2031\tUtfall jan-apr 2031\tPrognos 2031\tBudgetavvikelse\n\
         Hamnen\t-686,9\t-257,8\t-220,9\t-638,3\t48,6\nMuseet\t-101,8\t-33,9\t-33,7\t-101,9\t-0,1\n\
         Färjan\t-148,5\t-49,5\t-53,9\t-153,5\t-5,0\n",
        &[
            ("Hamnens kostnad är 36,9 mkr lägre än periodens budget.", "36,9 mkr ok"),
            ("Hamnen ligger 36,4 mkr under periodens budget.", "36,4 mkr ?"),
            ("Hamnens prognos är 48,6 mkr lägre än budget.", "48,6 mkr ok"),
        ],
    );
}

#[test]
fn the_board_of_a_heading_is_what_its_sentences_tell_of() {
    all_under(
        "tkr\tBudget 2024\tUtfall 2024\tAvvikelse 2024\nMiljönämnden\t-11 800\t-11 705\t95\n\
         Livsmedel\t-4 210\t-4 130\t80\nSkolnämnden\t-242 860\t-251 590\t-8 730\nGrundskola\t-104 270\t-112 210\t-7 940\n",
        &[
            ("Skolnämnden\n\nNämnden hade en nettokostnad på 251,6 mkr.", "251,6 mkr ok"),
            ("Skolnämnden\n\nGrundskolan svarar för 45 procent av nämndens nettokostnad.", "45 procent ok"),
            (
                "Skolnämnden\n\nNämndens taxefinansierade verksamhet gav ett underskott på 3,2 mkr.",
                "3,2 mkr ?",
            ),
            ("Skolnämnden\n\nDet budgeterade underskottet var 4,0 mkr.", "4,0 mkr ?"),
        ],
    );
}

#[test]
fn what_is_rounded_to_nothing_bears_nothing_out() {
    all_under(
        "mkr\tBudget\tUtfall\nMusikskolan\t0,0\t12,3\nHallen\t4,1\t4,4\n",
        &[
            ("Hallen kostade 4,5 mkr.", "4,5 mkr WRONG; ! Cell 4,4 mkr"),
            ("Musikskolan kostade 12,3 mkr.", "12,3 mkr ok"),
            ("Musikskolan kostade 12,3 tkr.", "12,3 tkr WRONG; ! Unit 12 300,0 tkr"),
        ],
    );
}
