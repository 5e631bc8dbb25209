//! Swedish.

use crate::engine::{
    check::{Fact, Told},
    prose::{DisputeKind, Shape, Why},
};

pub(super) fn message(fact: &Fact) -> String {
    match fact {
        Fact::Footing(fact) => super::footing::swedish(fact),
        Fact::Section(fact) => super::section::swedish(fact),
        Fact::Dispute(told) => dispute(told),
    }
}

fn dispute(told: &Told) -> String {
    let Told { kind, claim, subject, source, source_name, source_line, suggestion } = told;
    let about = if subject.is_empty() { String::new() } else { format!(" ({subject})") };
    match kind {
        DisputeKind::Cell => format!(
            "{claim}{about} stämmer inte med tabellen: {source_name} är {source} (rad {source_line}). \
             Enligt tabellen borde det stå {suggestion}."
        ),
        DisputeKind::Unit => format!(
            "{claim}{about} skiljer sig tusenfalt från tabellen: {source_name} är {source} (rad {source_line}). \
             Se efter enheten; enligt tabellen borde det stå {suggestion}."
        ),
        DisputeKind::Rounding => format!(
            "{claim}{about} är fel avrundat: {source_name} är {source} (rad {source_line}), som blir {suggestion}."
        ),
        DisputeKind::Direction => format!(
            "{claim}{about} har fel tecken eller riktning: {source_name} är {source} (rad {source_line}). \
             Se efter om det är mer eller mindre, ett överskott eller ett underskott."
        ),
        DisputeKind::Turned => format!(
            "{claim}{about} sägs ha gått åt andra hållet än siffrorna i samma text: {source}. Se efter om det är mer \
             eller mindre, bättre eller sämre."
        ),
        DisputeKind::Balance => format!(
            "”{claim}”{about} stämmer inte med tabellen: {source_name} är {source} (rad {source_line})."
        ),
        DisputeKind::Words => format!(
            "Orden vid {claim}{about} säger motsatsen till tecknet. Ändra ordet, eller skriv {suggestion}."
        ),
        DisputeKind::Claim => format!(
            "{claim}{about} sägs på rad {source_line} vara {source}. Se efter vilken av siffrorna som gäller."
        ),
        DisputeKind::Arithmetic(Shape::Share) => {
            format!("{claim} stämmer inte med beloppen i samma mening ({source}): de ger {suggestion}.")
        }
        DisputeKind::Arithmetic(_) => {
            format!("{claim} stämmer inte med uträkningen i samma mening: {source} blir {suggestion}.")
        }
        DisputeKind::Parts => format!(
            "Delarna blir inte helheten {claim}: {source} blir {suggestion}. Se efter om uppräkningen är fullständig."
        ),
    }
}

/// Why a figure of the prose is unchecked.
pub(super) fn reason(why: Why) -> &'static str {
    match why {
        Why::Nothing => "",
        Why::NoTable => "Rapporten har ingen tabell att hålla siffran mot.",
        Why::NoRow => "Ingen tabellrad heter så.",
        Why::SeveralRows => "Flera tabellrader kan vara menade.",
        Why::Unnamed => "Meningen säger inte själv vad siffran gäller.",
        Why::NoColumn => "Tabellen har ingen kolumn för det måttet eller den perioden.",
        Why::EarlierReport => "Siffran jämför med en tidigare rapport, som behövs för att kontrollera den.",
        Why::Rate => "Siffran är ett pris eller ett snitt, inte ett belopp i tabellerna.",
        Why::Hypothetical => "Meningen säger vad som skulle gälla under andra förutsättningar.",
        Why::Part => "Siffran är en del av en rad, och delen finns inte i tabellerna.",
        Why::Uncertain => "En rad kan vara menad men har ett annat värde, och länken är inte säker.",
    }
}
