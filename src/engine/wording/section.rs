//! What the section checks and the profile files have to say.

use crate::engine::{
    check::section::{Demanded, SectionFact, Target},
    profile::{Expected, Problem, ProblemKind},
};

pub(super) fn swedish(fact: &SectionFact) -> String {
    use SectionFact as F;
    match fact {
        F::BlankRow { label } => {
            format!(
                "Raden ”{label}” saknar siffror, men raderna omkring har dem. Fyll i raden eller ta bort den."
            )
        }
        F::NoChapter { title } => format!(
            "Innehållsförteckningen tar upp ”{title}”, men rapporten har inget avsnitt med den rubriken."
        ),
        F::Unlisted { title } => {
            format!("Avsnittet ”{title}” finns inte i innehållsförteckningen. Uppdatera förteckningen.")
        }
        F::OtherNumber { title, listed, own } => {
            format!("”{title}” har nummer {listed} i innehållsförteckningen men {own} i texten.")
        }
        F::Empty { title } => {
            format!("Under rubriken ”{title}” står ingenting. Skriv avsnittet eller ta bort rubriken.")
        }
        F::EmptyTable { head } => {
            format!("Tabellhuvudet ”{head}” har inga rader under sig. Fyll i tabellen eller ta bort den.")
        }
        F::Missing { name, within, demanded } => {
            let place = within.as_ref().map(|within| format!(" under ”{within}”")).unwrap_or_default();
            format!("Avsnittet ”{name}” saknas{place}. {}", demanded_sv(demanded))
        }
        F::MissingRow { name, table, demanded } => {
            format!("Tabellen ”{table}” saknar raden ”{name}”. {}", demanded_sv(demanded))
        }
        F::MissingTable { name, demanded } => format!("Tabellen ”{name}” saknas. {}", demanded_sv(demanded)),
        F::NumberHole { missing, before, after } => {
            format!("Numreringen hoppar: {missing} saknas mellan ”{before}” och ”{after}”.")
        }
        F::NumberTwice { number, first } => {
            format!("Numret {number} används två gånger; första gången för ”{first}”.")
        }
        F::Order { name, after, profile } => {
            format!("”{name}” står före ”{after}”. Enligt profilen {profile} kommer det efter.")
        }
        F::NoPart { unit, part, have, of, negative } => {
            let weight = if *negative { " Enheten redovisar dessutom en negativ avvikelse." } else { "" };
            format!("”{unit}” saknar ”{part}”, som {have} av {of} avsnitt av samma slag har.{weight}")
        }
        F::NoParts { unit, parts, have } => format!(
            "”{unit}” har inga underrubriker. De {have} andra avsnitten av samma slag delas in i {}.",
            list(parts, "och")
        ),
        F::PartTwice { unit, part } => format!(
            "”{part}” står två gånger under ”{unit}”. Troligen saknas rubriken för nästa enhet däremellan."
        ),
        F::PartOutside { part, above } => {
            format!("”{part}” står direkt under ”{above}”. Troligen saknas rubriken för en enhet före.")
        }
        F::OtherMonth { found, own } => {
            format!(
                "Här står {found} om läget nu, men rapporten gäller {own}. Kontrollera om texten är uppdaterad."
            )
        }
        F::OtherYear { header, found, own } => format!(
            "Kolumnen ”{header}” gäller {found}, medan tabellens andra kolumner gäller {own}. Kontrollera årtalet."
        ),
        F::TableOfOtherYear { heads, found, own } => format!(
            "Tabellens kolumner (”{}”) gäller {found}, men rapporten och dess andra tabeller gäller {own}. Kontrollera årtalen.",
            heads.join("”, ”")
        ),
        F::Reference { to, target, there } => {
            let (none, some) = match target {
                Target::Section => ("inget avsnitt", "avsnitt"),
                Target::Table => ("ingen tabell", "tabell"),
                Target::Diagram => ("inget diagram", "diagram"),
                Target::Figure => ("ingen figur", "figur"),
                Target::Appendix => ("ingen bilaga", "bilaga"),
                Target::Note => ("ingen not", "not"),
            };
            let known = if there.is_empty() {
                format!("I texten har {none} ett nummer.")
            } else {
                format!("Här finns {some} {}.", list(there, "och"))
            };
            format!("Hänvisningen till ”{to}” leder inte till något i den här texten. {known}")
        }
        F::Template { text } => format!("”{text}” ser ut att vara kvar från mallen."),
        F::NoUnit { label, have, of } => format!(
            "”{label}” har en rad i tabellen men inget eget avsnitt. {have} av tabellens {of} enheter har ett."
        ),
    }
}

fn demanded_sv(demanded: &Demanded) -> String {
    let verb = if demanded.required { "räknar med det" } else { "rekommenderar det" };
    let source = demanded
        .source
        .as_ref()
        .map(|source| format!(" Stöd: {}.", source.trim_end_matches('.')))
        .unwrap_or_default();
    format!("Profilen {} {verb}.{source}", demanded.profile)
}

pub(super) fn english(fact: &SectionFact) -> String {
    use SectionFact as F;
    match fact {
        F::BlankRow { label } => {
            format!(
                "The row “{label}” has no figures, though the rows around it have. Fill it in or remove it."
            )
        }
        F::NoChapter { title } => {
            format!("The table of contents lists “{title}”, but the report has no section with that heading.")
        }
        F::Unlisted { title } => {
            format!("The section “{title}” is not in the table of contents. Update the list.")
        }
        F::OtherNumber { title, listed, own } => {
            format!("“{title}” has number {listed} in the table of contents but {own} in the text.")
        }
        F::Empty { title } => {
            format!("There is nothing under the heading “{title}”. Write the section or remove the heading.")
        }
        F::EmptyTable { head } => {
            format!("The table head “{head}” has no rows under it. Fill in the table or remove it.")
        }
        F::Missing { name, within, demanded } => {
            let place = within.as_ref().map(|within| format!(" under “{within}”")).unwrap_or_default();
            format!("The section “{name}” is missing{place}. {}", demanded_en(demanded))
        }
        F::MissingRow { name, table, demanded } => {
            format!("The table “{table}” lacks the row “{name}”. {}", demanded_en(demanded))
        }
        F::MissingTable { name, demanded } => {
            format!("The table “{name}” is missing. {}", demanded_en(demanded))
        }
        F::NumberHole { missing, before, after } => {
            format!("The numbering skips: {missing} is missing between “{before}” and “{after}”.")
        }
        F::NumberTwice { number, first } => {
            format!("The number {number} is used twice; first for “{first}”.")
        }
        F::Order { name, after, profile } => {
            format!("“{name}” stands before “{after}”. By the profile {profile} it comes after.")
        }
        F::NoPart { unit, part, have, of, negative } => {
            let weight = if *negative { " The unit also reports a negative deviation." } else { "" };
            format!("“{unit}” lacks “{part}”, which {have} of {of} sections of its kind have.{weight}")
        }
        F::NoParts { unit, parts, have } => format!(
            "“{unit}” has no sub-headings. The {have} other sections of its kind are divided into {}.",
            list(parts, "and")
        ),
        F::PartTwice { unit, part } => {
            format!(
                "“{part}” stands twice under “{unit}”. The heading of the next unit is probably missing between."
            )
        }
        F::PartOutside { part, above } => {
            format!(
                "“{part}” stands directly under “{above}”. The heading of a unit is probably missing before it."
            )
        }
        F::OtherMonth { found, own } => {
            format!(
                "The text says {found} of the present, but the report is for {own}. See whether it is up to date."
            )
        }
        F::OtherYear { header, found, own } => {
            format!(
                "The column “{header}” is for {found}, while the table's other columns are for {own}. See the year."
            )
        }
        F::TableOfOtherYear { heads, found, own } => format!(
            "The columns of the table (“{}”) are for {found}, but the report and its other tables are for {own}. See the years.",
            heads.join("”, “")
        ),
        F::Reference { to, target, there } => {
            let (one, some) = match target {
                Target::Section => ("section", "section"),
                Target::Table => ("table", "table"),
                Target::Diagram => ("diagram", "diagram"),
                Target::Figure => ("figure", "figure"),
                Target::Appendix => ("appendix", "appendix"),
                Target::Note => ("note", "note"),
            };
            let known = if there.is_empty() {
                format!("No {one} in the text has a number.")
            } else {
                format!("There is {some} {}.", list(there, "and"))
            };
            format!("The reference to “{to}” leads to nothing in this text. {known}")
        }
        F::Template { text } => format!("“{text}” looks left over from the template."),
        F::NoUnit { label, have, of } => {
            format!(
                "“{label}” has a row in the table but no section. {have} of the table's {of} units have one."
            )
        }
    }
}

fn demanded_en(demanded: &Demanded) -> String {
    let verb = if demanded.required { "expects it" } else { "recommends it" };
    let source = demanded
        .source
        .as_ref()
        .map(|source| format!(" Ground: {}.", source.trim_end_matches('.')))
        .unwrap_or_default();
    format!("The profile {} {verb}.{source}", demanded.profile)
}

fn list(parts: &[String], and: &str) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {and} {last}", rest.join(", ")),
    }
}

pub(super) fn problem_in_swedish(problem: &Problem) -> String {
    let Problem { file, line, key, kind } = problem;
    let what = match kind {
        ProblemKind::Syntax => {
            "raden går inte att läsa. Kontrollera citattecken, likhetstecken och hakparenteser".to_owned()
        }
        ProblemKind::NoProfile => "filen är tom: den innehåller ingen profil".to_owned(),
        ProblemKind::Unknown { known } => {
            format!("nyckeln ”{key}” finns inte. Kontrollera stavningen. Här får stå: {}", known.join(", "))
        }
        ProblemKind::WrongType { expected } => {
            let expected = match expected {
                Expected::Text => "en text inom citattecken",
                Expected::Number => "ett heltal mellan -1000 och 1000, utan citattecken",
                Expected::Texts => {
                    "en lista med texter inom hakparenteser, till exempel [\"Sammanfattning\"]"
                }
                Expected::Blocks => {
                    "ett eller flera block med nyckeln inom dubbla hakparenteser, till exempel [[section]]"
                }
            };
            format!("”{key}” ska vara {expected}")
        }
        ProblemKind::Missing => format!("”{key}” saknas och måste finnas"),
        ProblemKind::Empty => format!("”{key}” är tom. Skriv en text eller ta bort raden"),
        ProblemKind::NotOneOf { allowed } => {
            format!("”{key}” kan bara innehålla något av: {}", allowed.join(", "))
        }
        ProblemKind::Double => format!("”{key}” är upptaget: en annan profil i filen har samma namn"),
        ProblemKind::DoubleElsewhere => {
            format!("”{key}” är upptaget: en profil i en fil som står före i listan har samma namn")
        }
        ProblemKind::NotFetched => {
            return format!("{file}: filen finns inte bredvid sidan, eller går inte att hämta.");
        }
        ProblemKind::NoSuchSection => format!("”{key}” hänvisar till ett avsnitt som inte finns i profilen"),
        ProblemKind::TooLarge { limit } if key.is_empty() => {
            format!("filen är för stor. En profil får vara högst {limit} kB. Är det rätt fil?")
        }
        ProblemKind::TooLarge { limit } => format!("”{key}” är för långt: högst {limit} får rymmas"),
    };
    format!("{file}, rad {line}: {what}.")
}

pub(super) fn problem_in_english(problem: &Problem) -> String {
    let Problem { file, line, key, kind } = problem;
    let what = match kind {
        ProblemKind::Syntax => "the line cannot be read. See to quotes, equals signs and brackets".to_owned(),
        ProblemKind::NoProfile => "the file is empty: there is no profile in it".to_owned(),
        ProblemKind::Unknown { known } => {
            format!("there is no key “{key}”. See the spelling. Allowed here: {}", known.join(", "))
        }
        ProblemKind::WrongType { expected } => {
            let expected = match expected {
                Expected::Text => "a text in quotes",
                Expected::Number => "a whole number between -1000 and 1000, without quotes",
                Expected::Texts => "a list of texts in brackets, such as [\"Summary\"]",
                Expected::Blocks => {
                    "one or more blocks headed by the key in double brackets, such as [[section]]"
                }
            };
            format!("“{key}” must be {expected}")
        }
        ProblemKind::Missing => format!("“{key}” is missing and must be there"),
        ProblemKind::Empty => format!("“{key}” is empty. Write a text or remove the line"),
        ProblemKind::NotOneOf { allowed } => format!("“{key}” can only hold one of: {}", allowed.join(", ")),
        ProblemKind::Double => format!("“{key}” is taken: another profile in the file has the same name"),
        ProblemKind::DoubleElsewhere => {
            format!("“{key}” is taken: a profile in a file before it in the list has the same name")
        }
        ProblemKind::NotFetched => {
            return format!("{file}: the file is not beside the page, or cannot be fetched.");
        }
        ProblemKind::NoSuchSection => format!("“{key}” refers to a section that the profile does not have"),
        ProblemKind::TooLarge { limit } if key.is_empty() => {
            format!("the file is too large. A profile may be at most {limit} kB. Is it the right file?")
        }
        ProblemKind::TooLarge { limit } => format!("“{key}” is too long: at most {limit} fit"),
    };
    format!("{file}, line {line}: {what}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::profile::read;

    #[test]
    fn a_fault_in_a_profile_is_told_with_file_line_and_key() {
        let problems = read("vår.toml", "id = \"a\"\nname = \"A\"\n[[section]]\nnamn = \"B\"\n").unwrap_err();
        let told: Vec<String> = problems.iter().map(problem_in_swedish).collect();
        assert_eq!(
            told,
            [
                "vår.toml, rad 3: ”section.name” saknas och måste finnas.",
                "vår.toml, rad 4: nyckeln ”section.namn” finns inte. Kontrollera stavningen. Här får stå: name, name_en, alternatives, demand, within, after, source.",
            ]
        );
    }

    #[test]
    fn a_demand_shows_its_ground_and_only_where_it_has_one() {
        let fact = |source: Option<&str>| SectionFact::Missing {
            name: "Balansräkning".to_owned(),
            within: None,
            demanded: Demanded {
                profile: "Delår".to_owned(),
                required: true,
                source: source.map(str::to_owned),
            },
        };
        assert_eq!(
            swedish(&fact(Some("LKBR (2018:597) 13 kap."))),
            "Avsnittet ”Balansräkning” saknas. Profilen Delår räknar med det. Stöd: LKBR (2018:597) 13 kap.."
                .replace("..", ".")
        );
        assert!(!swedish(&fact(None)).contains("Stöd"));
    }
}
