//! Where an office is found: the name that stands above is that of the office, and no heading.

/// What the names of streets end in.
const STREETS: &[&str] = &[
    "gatan",
    "gata",
    "vägen",
    "väg",
    "torget",
    "torg",
    "gränd",
    "gränden",
    "stigen",
    "allén",
    "esplanaden",
    "kajen",
    "street",
    "road",
];

/// What is said before an address or a number to call.
const FIELDS: &[&str] = &[
    "besöksadress",
    "postadress",
    "leveransadress",
    "fakturaadress",
    "adress",
    "telefon",
    "tel",
    "tfn",
    "växel",
    "e-post",
    "epost",
    "e-mail",
    "webb",
    "webbplats",
    "hemsida",
    "organisationsnummer",
    "org.nr",
];

/// A line with more words is a sentence that names an address.
const MOST_WORDS: usize = 10;

/// *Storgatan 12*, *Box 17*, *123 45 Staden*, *Telefon 0123-456 78*, *namn@kommun.se*.
pub(super) fn is_address(text: &str) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '•'))
        .filter(|w| !w.is_empty())
        .collect();
    let Some(first) = words.first() else { return false };
    if words.len() > MOST_WORDS || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let first = first.to_lowercase();
    let field = FIELDS.contains(&first.trim_end_matches(['.', ':']));
    let electronic =
        words.iter().any(|word| word.starts_with("www.") || word.contains('@') && word.contains('.'));
    field || electronic || words.windows(2).any(is_street_or_box) || words.windows(3).any(is_post_town)
}

fn is_street_or_box(pair: &[&str]) -> bool {
    let [name, number] = pair else { return false };
    let name = name.to_lowercase();
    // 4B, 12-14
    let numbered = number.starts_with(|c: char| c.is_ascii_digit()) && number.len() <= 5;
    numbered && (name == "box" || STREETS.iter().any(|end| name.ends_with(end)))
}

fn is_post_town(three: &[&str]) -> bool {
    let [a, b, town] = three else { return false };
    let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    let capital = town.starts_with(char::is_uppercase) && town.chars().all(char::is_alphabetic);
    digits(a.trim_start_matches("S-").trim_start_matches("SE-"), 3) && digits(b, 2) && capital
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_told_from_headings_and_sentences() {
        for address in [
            "Storgatan 12",
            "Kyrkogatan 4 B, Exempelby",
            "Stora torget 3",
            "Box 17",
            "123 45 Exempelby",
            "SE-123 45 EXEMPELBY",
            "Besöksadress: Ekvägen 2",
            "Telefon 0123-45 67 89",
            "ekonomi@exempelby.se",
            "www.exempelby.se",
        ] {
            assert!(is_address(address), "{address}");
        }
        for other in [
            "",
            "Ekonomi",
            "Väg 12 byggs om.",
            "Gator och vägar 2024",
            "512 Stöd 39 724",
            "Utfall 120 45",
            "Telefoni",
            "Ny bro vid Storgatan",
        ] {
            assert!(!is_address(other), "{other}");
        }
    }
}
