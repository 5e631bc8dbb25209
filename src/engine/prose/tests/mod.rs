//! Sentences and what is made of them: each claim with its state, and each dispute with what should stand instead.

mod alone;
mod certain;
mod computed;
mod groups;
mod misprint;
mod mistaken;
mod named;
mod shifted;
mod together;
mod told;
mod traced;

use super::*;
use crate::engine::report::State;
use proptest::prelude::*;

/// A table that adds up, in thousands; its forecast column is the deviation that is expected.
const TABLE: &str = include_str!("../../../../tests/tables/verksamheter.txt");

/// Stands between the table and what is tried, as text does in reports.
const COMMENT: &str = "\
Här följer kommentarer till periodens utfall, med de större avvikelserna först och det som görs åt dem sist.";

/// Claims and disputes of a text under the table, as "claim state" and "! kind suggestion".
fn told(prose: &str) -> String {
    let text = format!("{TABLE}\n{COMMENT}\n\n{prose}\n");
    let source = Source::text("t", text.as_str());
    let tables = crate::engine::table::read(&source).0;
    assert_eq!(tables.len(), 1, "the fixture is one table");
    told_of(&source, &tables)
}

fn told_of(source: &Source, tables: &[Table]) -> String {
    let outline =
        crate::engine::outline::read(source, tables, &crate::engine::profile::SectionNames::default());
    let prose = read(source, &outline, tables);
    let claims = prose.claims.iter().map(|claim| {
        let state = match claim.state {
            State::Unchecked => "?",
            State::Verified => "ok",
            State::Rounding => "near",
            State::Contradicted => "WRONG",
        };
        format!("{} {state}", claim.text)
    });
    let disputes = prose.disputes.iter().map(|d| {
        let kind = match d.kind {
            DisputeKind::Arithmetic(_) => "Arithmetic".to_owned(),
            kind => format!("{kind:?}"),
        };
        format!("! {kind} {}", d.suggestion)
    });
    claims.chain(disputes).collect::<Vec<_>>().join("; ")
}

fn all(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (prose, expected) in cases {
        let got = told(prose);
        if got != *expected {
            wrong.push(format!("{prose}\n   expected {expected}\n   got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_row_of_everything_that_is_written_out_is_meant_itself() {
    let table = "Driften\n\ntkr\tBudget 2024\tUtfall 2024\tAvvikelse 2024\nKulturnämnd\t-88 000\t-91 370\t-3 370\n\
                 Finans\t91 630\t93 165\t1 535\nÅrets resultat\t3 630\t1 795\t-1 835\n\n";
    let told = |prose: &str| {
        let text = format!("{table}{COMMENT}\n\n{prose}\n");
        let source = Source::text("t", text.as_str());
        told_of(&source, &crate::engine::table::read(&source).0)
    };
    let kultur = "Kulturnämnden redovisar ett underskott på 3,4 mkr.";
    assert_eq!(told(&format!("{kultur} Årets resultat är 1,8 mkr.")), "3,4 mkr ok; 1,8 mkr ok");
    // Without the words of the row it goes on about the same thing.
    assert_eq!(told(&format!("{kultur} Utfallet är 91,4 mkr.")), "3,4 mkr ok; 91,4 mkr ok");
}

#[test]
fn a_name_may_be_called_by_its_letters() {
    let table = "Mått\n\n%\tUtfall 2024\tMål 2024\nÄrenden klara inom Service Level Agreement\t91,5\t87\n\
                 Nöjda användare\t64\t70\nLösta felanmälningar\t78\t80\n\n";
    let told = |prose: &str| {
        let text = format!("{table}{COMMENT}\n\n{prose}\n");
        let source = Source::text("t", text.as_str());
        told_of(&source, &crate::engine::table::read(&source).0)
    };
    assert_eq!(told("Ärenden klara inom SLA ligger på 91,5 %."), "91,5 % ok");
    // Others may have the same letters: what differs is not contradicted.
    assert_eq!(told("Ärenden klara inom SLA ligger på 93,5 %."), "93,5 % ?");
}

#[test]
fn claims_tied_to_cells() {
    all(&[
        // The row's own name, and its inflections.
        ("Hemtjänsten har en budgetavvikelse på -1,4 mkr.", "-1,4 mkr ok"),
        ("Avvikelsen för hemtjänst är -1 417 tkr.", "-1 417 tkr ok"),
        ("Hemtjänstens avvikelse uppgår till −1,4 Mkr.", "−1,4 Mkr ok"),
        ("Det särskilda boendet avviker negativt med 4,0 mkr.", "4,0 mkr ok"),
        ("Barn och familj redovisar ett underskott om 7,6 mnkr.", "7,6 mnkr ok"),
        ("Underskottet för barn och familj är 7,55 miljoner kronor.", "7,55 miljoner kronor ok"),
        ("Individstödet visar ett överskott på 850 tkr.", "850 tkr ok"),
        ("Individstöd avviker positivt med 0,9 mkr mot budget.", "0,9 mkr ok"),
        ("Ledning och stab går 0,5 mkr plus.", "0,5 mkr ok"),
        ("Personlig assistans ligger 0,9 mkr minus.", "0,9 mkr ok"),
        ("För personlig assistans blev utfallet 20,9 mkr.", "20,9 mkr ok"),
        ("Utfallet för hemtjänsten blev 26 417 000 kr.", "26 417 000 kr ok"),
        ("Hemtjänsten har förbrukat 26,4 miljoner kronor.", "26,4 miljoner kronor ok"),
        ("Budgeten för särskilt boende är 48 mkr.", "48 mkr ok"),
        (
            "Hemtjänstens budget uppgår till 25 000 tkr och utfallet till 26 417 tkr.",
            "25 000 tkr ok; 26 417 tkr ok",
        ),
        ("Prognosen för barn och familj är -30,2 mkr.", "-30,2 mkr ok"),
        ("Särskilt boende prognostiserar ett underskott på 9 mkr.", "9 mkr ok"),
        ("Årsprognosen för hemtjänst ligger på -3,9 mkr.", "-3,9 mkr ok"),
        ("Prognosen för individstödet är +1,5 mkr.", "+1,5 mkr ok"),
        // The whole.
        ("Nämnden har en budgetavvikelse på -12,4 mkr.", "-12,4 mkr ok"),
        ("Förvaltningens prognos för helåret är -44,4 mkr.", "-44,4 mkr ok"),
        ("Totalt avviker nämnden med -12 443 tkr mot budget.", "-12 443 tkr ok"),
        ("Hela nämnden prognostiserar ett underskott om 44,4 mkr.", "44,4 mkr ok"),
        // Over a line break, glued, with a loose sign.
        ("Barn och familj har en budgetavvikelse om ca -\n\n7,6 mkr.", "- 7,6 mkr ok"),
        ("Avvikelsen för individstöd är 0,9mkr.", "0,9mkr ok"),
        ("Personlig assistans har en avvikelse på – 0,9 mkr.", "– 0,9 mkr ok"),
        ("Hemtjänsten har en avvikelse om -1,4\nmkr hittills.", "-1,4 mkr ok"),
        // Hedges.
        ("Hemtjänsten har ett underskott på drygt 1,4 mkr.", "1,4 mkr ok"),
        ("Hemtjänstens underskott är knappt 1,5 mkr.", "1,5 mkr near"),
        ("Särskilt boende har ett underskott på cirka 4 mkr.", "4 mkr ok"),
        ("Särskilt boende har ett underskott på närmare 4 mkr.", "4 mkr ok"),
        ("Underskottet för barn och familj är över 7 mkr.", "7 mkr near"),
    ]);
}

#[test]
fn subjects_from_headings() {
    all(&[
        (
            "Hemtjänst\n\n• Budgetavvikelsen är -1,4 mkr.\n• Prognosen för hela avdelningen är -3,9 mkr.",
            "-1,4 mkr ok; -3,9 mkr ok",
        ),
        (
            "Särskilt boende\n\nUtfall\nAvdelningen har en avvikelse på -4,0 mkr.\n\nAnalys\nDet beror på vikarier.",
            "-4,0 mkr ok",
        ),
        ("Barn och familj\n\nHelårsprognosen sätts till -30,2 mkr för avdelningen.", "-30,2 mkr ok"),
        // What the section also tells of is not the section.
        ("Hemtjänst\n\n• Nattpatrullen har en budgetavvikelse på -1,1 mkr.", "-1,1 mkr ?"),
        ("Hemtjänst\n\n• Prognosen för den verksamheten är 0,6 mkr.", "0,6 mkr ?"),
        ("Hemtjänst\n\n• Övriga verksamheter har en budgetavvikelse på -0,3 mkr.", "-0,3 mkr ?"),
    ]);
}

#[test]
fn claims_that_the_table_contradicts() {
    all(&[
        ("Hemtjänsten har en budgetavvikelse på -2,4 mkr.", "-2,4 mkr WRONG; ! Cell -1,4 mkr"),
        ("Särskilt boende prognostiserar ett underskott på 6 mkr.", "6 mkr WRONG; ! Cell 9 mkr"),
        ("Utfallet för hemtjänsten blev 24,4 mkr.", "24,4 mkr WRONG; ! Cell 26,4 mkr"),
        ("Nämnden har en budgetavvikelse på -14,2 mkr.", "-14,2 mkr WRONG; ! Cell -12,4 mkr"),
        ("Hemtjänst\n\nBudgetavvikelsen för avdelningen är -3,1 mkr.", "-3,1 mkr WRONG; ! Cell -1,4 mkr"),
        ("Barn och familj har en budgetavvikelse på -7,5 mkr.", "-7,5 mkr WRONG; ! Rounding -7,6 mkr"),
        ("Hemtjänsten redovisar ett överskott på 1,4 mkr.", "1,4 mkr WRONG; ! Direction 1,4 mkr"),
        ("Hemtjänsten har en budgetavvikelse på +1,4 mkr.", "+1,4 mkr WRONG; ! Direction -1,4 mkr"),
        ("Hemtjänsten har en budgetavvikelse på -1,4 tkr.", "-1,4 tkr WRONG; ! Unit -1 417,0 tkr"),
        ("Individstödet visar ett överskott på 850 mkr.", "850 mkr WRONG; ! Unit 1 mkr"),
    ]);
}

#[test]
fn uncertain_links_are_never_contradicted() {
    all(&[
        ("Hemtjänstens lokaler har en budgetavvikelse på -0,4 mkr.", "-0,4 mkr ?"),
        ("Hemtjänsten har ett underskott på 1,4 mkr, varav 0,9 mkr avser vikarier.", "1,4 mkr ok; 0,9 mkr ?"),
        ("Hemtjänsten kostar 2,4 mkr mer än föregående år.", "2,4 mkr ?"),
        ("Hemtjänsten avviker med 0,7 mkr mer än i februariprognosen.", "0,7 mkr ?"),
        ("Hemtjänstens underskott skulle ha varit 2,5 mkr utan åtgärderna.", "2,5 mkr ?"),
        ("Hemtjänsten har minskat sitt underskott med 0,6 mkr.", "0,6 mkr ?"),
        ("Dessa har en budgetavvikelse på 4,8 mkr.", "4,8 mkr ?"),
        ("Av nämndens underskott beror 1,5 mkr på vikarier.", "1,5 mkr ?"),
        ("Nämndernas samlade avvikelse är -3,8 mkr.", "-3,8 mkr ?"),
        ("Kommunens resultat är ett överskott på 3,8 mkr.", "3,8 mkr ?"),
        ("Hemtjänsten exklusive nattpatrullen har en avvikelse på -0,8 mkr.", "-0,8 mkr ?"),
        ("Hemtjänstens utfall var 22,1 mkr under 2019.", "22,1 mkr ?"),
        ("Ett statsbidrag på 5,6 mkr har betalats ut.", "5,6 mkr ?"),
        ("Personalkostnaderna inom hemtjänsten avviker med -0,8 mkr.", "-0,8 mkr ?"),
        ("Prognosen för hemtjänsten var föregående år -2,2 mkr.", "-2,2 mkr ?"),
        ("Antalet brukare i hemtjänsten har ökat med 20 %.", "20 % ?"),
    ]);
}

#[test]
fn another_time_another_body_another_budget() {
    let text = "\
Uppföljning april 2025

Verksamhet      Budget 2025   Utfall jan-apr   Avvikelse jan-apr   Prognos helår   Avvikelse helår
Förskola            120 000           41 200              -1 200         122 500            -2 500
Grundskola          210 000           69 100                 900         209 000             1 000
Gymnasium            90 000           30 450                -450          91 000            -1 000
Totalt              420 000          140 750                -750         422 500            -2 500
Belopp i tkr

Sammanfattning

Nämnden redovisar ett underskott på 0,8 mkr efter april. Under 2024 var underskottet 3,1 mkr. Kommunen som helhet har
ett överskott på 14,2 mkr. I februari var nämndens underskott 0,2 mkr.

Förskola

Förskolan avviker negativt med 1,2 mkr. Vikarierna kostar 2,0 mkr mer än budget. Helårsprognosen är ett underskott på
2,5 mkr. Utan åtgärder skulle underskottet bli 3,6 mkr.

Investeringar

Nämndens investeringsbudget uppgår till 8,5 mkr. Utfallet är 2,1 mkr och prognosen 7,9 mkr.
";
    let source = Source::text("t", text);
    let tables = crate::engine::table::read(&source).0;
    assert_eq!(
        told_of(&source, &tables),
        "0,8 mkr ok; 3,1 mkr ?; 14,2 mkr ?; 0,2 mkr ?; 1,2 mkr ok; 2,0 mkr ?; 2,5 mkr ok; 3,6 mkr ?; \
         8,5 mkr ?; 2,1 mkr ?; 7,9 mkr ?"
    );
}

#[test]
fn numbers_that_are_no_claims() {
    for prose in [
        "Hemtjänsten öppnade 2024 och byggs ut 2026.",
        "Teamet för unga, 13-25, arbetar vidare.",
        "Beställare av hemtjänst för 65+ har ny ledning.",
        "Insatser enligt LSS 9 § 9 och 4 kap. 1 § SoL ökar.",
        "Mötet hölls den 15 mars klockan 10:30.",
        "Beslutet den 2024-03-15 gäller från 1 april.",
        "Lokalen på Storgatan 18 ska ställas i ordning.",
        "Vuxna (18–64 år) har färre insatser.",
        "Dygnskostnaden har stigit med 1 800 kr per dygn.",
        "Timpriset är 412 kr per timme.",
        "Avgiften är 350 kronor/timme.",
        "Ring 0911-69 60 00 för frågor.",
        "Teamet träffas var 6e vecka.",
        "Försörjningsstöd betalades till 214 hushåll per månad.",
        "Omkring 900 timmar har planerats.",
        "Enheten har 11 lägenheter och 48 placeringar.",
        "Se sidan 12 och bilaga 3.",
        "Under kvartal 2 och i vecka 14 prövas schemat.",
        "Projektet 26 Mkr-lyftet för hemtjänsten fortsätter enligt § 14.",
        "Hemtjänsten når 3 av 5 områden och öppnar på Parkgatan 7 B.",
        "Dygnspriset för hemtjänst är 4 850 kr/dygn.",
        "Personer i åldern 20-64 år med hemtjänst blev 1 vecka äldre.",
        "Beslut KS 2024/118 och dnr 55 gäller hemtjänsten.",
    ] {
        assert_eq!(told(prose), "", "{prose}");
    }
}

#[test]
fn a_plain_number_is_a_claim_where_it_restates_a_cell() {
    all(&[
        ("Hemtjänstens utfall är 26 417 att jämföra med budgeten.", "26 417 ok"),
        ("Hemtjänsten utför 26 418 timmar.", ""),
    ]);
}

#[test]
fn names_with_figures_in_them() {
    let text = "Utfall per post, tkr\n\nPost            Budget   Utfall   Avvikelse\n101 Ledning     20 000   15 000      5 000\n\
                Fiktiva 26 mkr  -6 500        0     -6 500\n102 Stab         9 000    8 500        500\n\
                103 Lokaler      9 000    8 700        300\nSumma           31 500   32 200       -700\n\n\
                De fiktiva 26 mkr ger en budgetavvikelse på -6,5 mkr.\n\nLedningens avvikelse är -1,5 mkr.\n";
    let source = Source::text("t", text);
    let tables = crate::engine::table::read(&source).0;
    assert_eq!(told_of(&source, &tables), "-6,5 mkr ok; -1,5 mkr ok");
}

#[test]
fn arithmetic_in_sentences() {
    all(&[
        ("Nämnden har fått 2,2 - 0,6 = 1,6 mnkr för mycket.", "2,2 ok; - 0,6 ok; 1,6 mnkr ok"),
        ("Nämnden har fått 2,2\n\n- 0,6 = 1,6 mnkr för mycket.", "2,2 ok; - 0,6 ok; 1,6 mnkr ok"),
        ("Bidraget blev 3,0 mkr + 1,5 mkr = 4,5 mkr.", "3,0 mkr ok; + 1,5 mkr ok; 4,5 mkr ok"),
        (
            "Bidraget blev 3,0 mkr + 1,5 mkr = 5,5 mkr.",
            "3,0 mkr ?; + 1,5 mkr ?; 5,5 mkr WRONG; ! Arithmetic 4,5 mkr",
        ),
        (
            "Hyran steg från 2 mkr till 3 mkr, och elen sjönk från 9 mkr till 5 mkr, en minskning med 4 mkr.",
            "2 mkr ?; 3 mkr ?; 9 mkr ok; 5 mkr ok; 4 mkr ok",
        ),
        (
            // What the step is of is not certain among several: it is not contradicted.
            "Hyran steg från 2,0 mkr till 3,0 mkr, och elen sjönk från 9,0 mkr till 5,1 mkr, i allt med 2,4 mkr.",
            "2,0 mkr ?; 3,0 mkr ?; 9,0 mkr ?; 5,1 mkr ?; 2,4 mkr ?",
        ),
        ("Hyran har ökat med 3 mkr från 10 mkr till 13 mkr.", "3 mkr ok; 10 mkr ok; 13 mkr ok"),
        (
            "Hyran har ökat med 5 mkr från 10 mkr till 13 mkr.",
            "5 mkr WRONG; 10 mkr ?; 13 mkr ?; ! Arithmetic 3 mkr",
        ),
        (
            "Frånvaron har minskat med 0,7 procentenheter från 5,7 till 5,0 procent.",
            "0,7 procentenheter ok; 5,7 ok; 5,0 procent ok",
        ),
        (
            "Hyran har ökat med 30 procent från 10,0 mkr till 13,0 mkr.",
            "30 procent ok; 10,0 mkr ok; 13,0 mkr ok",
        ),
        (
            "Bolagets resultat blev 4,5 mkr jämfört med budget 3,0 mkr, en avvikelse på 1,5 mkr.",
            "4,5 mkr ok; 3,0 mkr ok; 1,5 mkr ok",
        ),
        (
            "Bidraget på 10,0 mkr motsvarar 5,0 procent av 200 mkr i ram.",
            "10,0 mkr ok; 5,0 procent ok; 200 mkr ok",
        ),
        (
            "Bidraget på 10,0 mkr motsvarar 8,0 procent av 200 mkr i ram.",
            "10,0 mkr ?; 8,0 procent WRONG; 200 mkr ?; ! Arithmetic 5,0 procent",
        ),
    ]);
}

#[test]
fn levels_and_what_they_are_held_against() {
    all(&[
        (
            "Bolagets resultat blev 4,5 mkr (föregående år 3,0 mkr), vilket är 1,5 mkr bättre.",
            "4,5 mkr ok; 3,0 mkr ok; 1,5 mkr ok",
        ),
        (
            "Bolagets resultat blev 4,5 mkr (föregående år 3,0 mkr), vilket är 2,5 mkr bättre.",
            "4,5 mkr ?; 3,0 mkr ?; 2,5 mkr WRONG; ! Arithmetic 1,5 mkr",
        ),
        (
            "Bolagets utfall är 8,2 mkr jämfört med budgeten 9,0 mkr, en avvikelse på 0,8 mkr.",
            "8,2 mkr ok; 9,0 mkr ok; 0,8 mkr ok",
        ),
        ("Hyran har minskat med 2,0 mkr från 8,0 mkr till 6,0 mkr.", "2,0 mkr ok; 8,0 mkr ok; 6,0 mkr ok"),
        (
            "Hyran har minskat till 6,0 mkr från 8,0 mkr, alltså med 2,0 mkr.",
            "6,0 mkr ok; 8,0 mkr ok; 2,0 mkr ok",
        ),
        (
            "Andelen ökade från 12,4 procent till 14,1 procent, alltså med 1,7 procentenheter.",
            "12,4 procent ok; 14,1 procent ok; 1,7 procentenheter ok",
        ),
        // Said as per cent, meant as points: the levels bear it out.
        (
            "Andelen har gått upp med 1,7 procent från 12,4 procent till 14,1 procent.",
            "1,7 procent ok; 12,4 procent ok; 14,1 procent ok",
        ),
        (
            "Bidraget på 12,0 mkr utgör 6,0 procent av 200 mkr i ram.",
            "12,0 mkr ok; 6,0 procent ok; 200 mkr ok",
        ),
        // Two of the three are not enough to compute with.
        ("Bolagets resultat blev 4,5 mkr, vilket är 1,5 mkr bättre än i fjol.", "4,5 mkr ?; 1,5 mkr ?"),
    ]);
}

#[test]
fn words_against_signs() {
    all(&[
        ("Nattpatrullen har en positiv avvikelse på -0,3 mkr.", "-0,3 mkr ?; ! Words +0,3 mkr"),
        ("Nattpatrullen har ett underskott om +1,2 mkr.", "+1,2 mkr ?; ! Words -1,2 mkr"),
        ("Nattpatrullen avviker negativt med -0,2 mkr.", "-0,2 mkr ?"),
        ("Nattpatrullen har ett överskott på +0,4 mkr.", "+0,4 mkr ?"),
    ]);
}

#[test]
fn the_same_fact_in_two_places() {
    all(&[
        (
            "Enheternas avvikelser\n\nRödhaken -0,2 mnkr\n\nRödhakens resultat avviker med -0,2 mnkr mot budget.",
            "-0,2 mnkr ok; -0,2 mnkr ok",
        ),
        (
            "Enheternas avvikelser\n\nRödhaken -0,2 mnkr\n\nRödhakens resultat avviker med -0,6 mnkr mot budget.",
            "-0,2 mnkr ?; -0,6 mnkr WRONG; ! Claim -0,2 mnkr",
        ),
        (
            "Den egna driften av busstrafiken har en budgetavvikelse på -1,1 mkr.\n\nDet egna arbetet fortgår.\n\n\
             Egna driften av busstrafiken har en budgetavvikelse på -1,1 mkr efter mars.",
            "-1,1 mkr ok; -1,1 mkr ok",
        ),
    ]);
}

#[test]
fn amounts_by_the_year() {
    all(&[
        (
            "Ombyggnaden betalas med ett hyrestillägg på 900 tkr fördelat på tre år.\n\nTillägget är \
             känt. Hyrestillägget är 300 tkr per år.",
            "900 tkr ok; 300 tkr ok",
        ),
        ("Bidraget om 2,4 mkr fördelas över fyra år med 0,6 mkr årligen.", "2,4 mkr ok; 0,6 mkr ok"),
        (
            "Bidraget om 2,4 mkr fördelas över fyra år med 0,8 mkr årligen.",
            "2,4 mkr WRONG; 0,8 mkr ?; ! Arithmetic 3,2 mkr",
        ),
        (
            "Bygget kräver en engångskostnad om 120 tkr. Därefter betalas ett påslag på 340 tkr per år under perioden \
             2026-2028. Det som återstår, återstående 1 140 tkr, tas ur ramen.",
            "120 tkr ok; 340 tkr ok; 1 140 tkr ok",
        ),
        // Elsewhere, another rate may be meant.
        (
            "Ombyggnaden betalas med ett hyrestillägg på 900 tkr fördelat på tre år.\n\nTillägget är \
             känt. Hyrestillägget är 350 tkr per år.",
            "900 tkr ?; 350 tkr ?",
        ),
    ]);
}

#[test]
fn a_whole_and_its_kinds() {
    all(&[
        (
            "Den totala frånvaron var 6,2 procent jämfört med 7,0 procent under 2023. Den korta frånvaron har ökat från \
             2,1 föregående år till 2,4 procent. Den långa frånvaron har minskat till 3,8 procent från 4,9 procent 2023.",
            "6,2 procent ok; 7,0 procent ok; 2,1 ok; 2,4 procent ok; 3,8 procent ok; 4,9 procent ok",
        ),
        (
            "Den totala frånvaron var 6,2 procent. Den korta frånvaron var 2,4 procent. Den långa frånvaron var 3,1 \
             procent.",
            "6,2 procent ?; 2,4 procent ?; 3,1 procent ?",
        ),
    ]);
}

#[test]
fn parts_and_wholes() {
    all(&[
        (
            "Bolaget har en avvikelse på -7,5 mkr.\n\nTåg har -4,0 mkr i avvikelse och buss har en avvikelse på -1,4 mkr. \
             Övriga trafikslag har en avvikelse på -2,1 mkr.",
            "-7,5 mkr ok; -4,0 mkr ok; -1,4 mkr ok; -2,1 mkr ok",
        ),
        (
            "Bolagets överskott är 20,1 mkr: 7,1 mkr i premier, 8,0 mkr på avgifter och 5,0 mkr i vinster.",
            "20,1 mkr ok; 7,1 mkr ok; 8,0 mkr ok; 5,0 mkr ok",
        ),
        (
            "Bolagets överskott är 16,1 mkr: 7,1 mkr i premier, 8,0 mkr på avgifter och 5,0 mkr i vinster.",
            "16,1 mkr ?; 7,1 mkr ?; 8,0 mkr ?; 5,0 mkr ?; ! Parts 20,1 mkr",
        ),
        ("Bolagets bidrag är 9,0 mkr, varav 4,0 mkr går till tåg.", "9,0 mkr ?; 4,0 mkr ?"),
    ]);
}

#[test]
fn of_two_series_of_the_same_parts_one_speaks_for_the_other() {
    let series = |total: &str, tram: &str| {
        told(&format!(
            "Bolaget låg tillsammans {total} mkr back mot budget; månaden före var siffran -11,5 mkr. Tågen bidrog \
             med +0,5 mkr (+0,6 mkr), bussarna med -7,2 mkr (-6,0 mkr) och spårvagnarna med {tram} mkr (-6,1 mkr)."
        ))
    };
    assert!(!series("13,0", "-6,3").contains('!'), "{}", series("13,0", "-6,3"));
    assert!(series("17,0", "-6,3").contains("! Parts 13,0 mkr"), "{}", series("17,0", "-6,3"));
    assert!(series("13,0", "+6,3").contains("! Parts"), "{}", series("13,0", "+6,3"));
    let unsaid = told(
        "Bolaget låg på 13,0 mkr mot budget; månaden före var siffran -11,5 mkr. Tågen bidrog med +0,5 mkr (+0,6 mkr), \
         bussarna med -7,2 mkr (-6,0 mkr) och spårvagnarna med -6,3 mkr (-6,1 mkr).",
    );
    assert!(!unsaid.contains("! Parts"), "{unsaid}");
}

#[test]
fn an_empty_text_has_no_claims() {
    assert_eq!(read(&Source::text("t", ""), &Outline::default(), &[]), Prose::default());
}

/// The cost follows the length of the text: ten times the text is at most twelve times the work.
#[test]
fn the_cost_is_linear() {
    let one = "Hemtjänsten har en budgetavvikelse på -1,4 mkr. Barn och familj har -7,6 mkr.\n\n".repeat(40);
    let steps = |times: usize| {
        let source = Source::text("t", format!("{TABLE}\n{}", one.repeat(times)));
        let tables = crate::engine::table::read(&source).0;
        read(&source, &Outline::default(), &tables).steps
    };
    let (small, large) = (steps(1), steps(10));
    assert!(small > 0 && large <= small * 12, "{small} {large}");
}

/// Nor does it matter whether the text is one line, or one sentence that never ends: the square of a line is what
/// made some texts take minutes.
#[test]
fn the_cost_of_one_long_line_is_linear() {
    for one in [
        "3,4 mkr ",
        "Resultatet är 2 mkr: ",
        "1 mkr 5 procent ",
        "avvikelsen för hemtjänsten är 3 mkr och ",
        "Avvikelsen är 3 mkr. ",
    ] {
        let steps = |times: usize| {
            let source = Source::text("t", format!("{TABLE}\n{}", one.repeat(times)));
            let tables = crate::engine::table::read(&source).0;
            read(&source, &Outline::default(), &tables).steps
        };
        // More than the longest enumeration, so that its end is met in both.
        let (small, large) = (steps(200), steps(2_000));
        assert!(small > 0 && large <= small * 12, "{one:?} {small} {large}");
    }
    // One name of ever more words, and as many figures that are about it.
    let steps = |times: usize| {
        let text = format!("Avvikelsen för {}är {}", "hemtjänsten ".repeat(times), "3 mkr ".repeat(times));
        read(&Source::text("t", text), &Outline::default(), &[]).steps
    };
    let (small, large) = (steps(200), steps(2_000));
    assert!(small > 0 && large <= small * 12, "{small} {large}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_and_its_claims_have_places(text in "[ \\nA-Öa-ö0-9,.%()=+–-]{0,300}") {
        check_places(&text)?;
    }

    #[test]
    fn shuffled_report_words_too(words in proptest::collection::vec(
        prop_oneof![
            Just("Hemtjänsten"), Just("har"), Just("-1,4"), Just("mkr"), Just("mkr."), Just("2,2 -"), Just("= 1,6"),
            Just("från"), Just("till"), Just("med"), Just("10"), Just("%"), Just("(mars"), Just(")"), Just("\n\n"),
            Just("budgetavvikelse"), Just("prognos"), Just("\n• "), Just("varav"), Just("övriga"), Just("tusen kronor"),
            Just("20,1 mkr:"), Just("procent av"), Just("motsvarar"), Just("\u{ad}"), Just("− 0,6"), Just("nämnden"),
        ], 0..60)) {
        check_places(&format!("{TABLE}\n{}", words.join(" ")))?;
    }
}

fn check_places(text: &str) -> Result<(), TestCaseError> {
    let source = Source::text("t", text);
    let tables = crate::engine::table::read(&source).0;
    let outline =
        crate::engine::outline::read(&source, &tables, &crate::engine::profile::SectionNames::default());
    let prose = read(&source, &outline, &tables);
    prop_assert_eq!(prose.claims.len(), prose.reasons.len());
    for claim in &prose.claims {
        let written = claim.span.of(text);
        let balance =
            ["balans", "nollresultat", "budget"].iter().any(|word| written.to_lowercase().contains(word));
        prop_assert!(written.chars().any(|c| c.is_ascii_digit()) || balance, "{:?}", claim);
        let folded = written.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(&folded, &claim.text);
        prop_assert_eq!(claim.line as usize, source.line_of(claim.span.start) + 1);
    }
    let mut order: Vec<u32> = prose.claims.iter().map(|c| c.span.start).collect();
    order.dedup();
    prop_assert_eq!(order.len(), prose.claims.len(), "no figure is two claims");
    for dispute in &prose.disputes {
        prop_assert!(dispute.claim < prose.claims.len());
    }
    Ok(())
}
