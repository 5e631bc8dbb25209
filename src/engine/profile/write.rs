//! Writes a profile as a file that can be read again, for export.

use super::{Demand, Profile, SignPlace};
use std::fmt::Write;

/// The profile as TOML. Keys that say nothing are left out.
pub fn write(profile: &Profile) -> String {
    let mut out = String::new();
    write_to(&mut out, profile, "");
    out
}

/// Several profiles as one file.
pub fn write_all<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> String {
    let mut out = String::new();
    for profile in profiles {
        out.push_str(if out.is_empty() { "[[profile]]\n" } else { "\n[[profile]]\n" });
        write_to(&mut out, profile, "profile.");
    }
    out
}

/// `within` is what the names of blocks begin with.
fn write_to(out: &mut String, profile: &Profile, within: &str) {
    text(out, "id", &profile.id);
    text(out, "name", &profile.name);
    text(out, "name_en", &profile.name_en);
    text(out, "description", &profile.description);
    if let Some(rounding) = profile.rounding {
        text(out, "rounding", &rounding.to_string());
    }
    texts(out, "rules_off", &profile.rules_off);
    texts(out, "pattern", &profile.pattern);
    if profile.threshold != 0 {
        let _ = writeln!(out, "threshold = {}", profile.threshold);
    }
    for sign in &profile.recognise {
        let _ = writeln!(out, "\n[[{within}recognise]]");
        let place = match sign.place {
            SignPlace::Title => "title",
            SignPlace::Heading => "heading",
            SignPlace::Row => "row",
            SignPlace::Text => "text",
        };
        let _ = writeln!(out, "words = {}", list(&sign.words));
        let _ = writeln!(out, "weight = {}", sign.weight);
        text(out, "place", place);
    }
    for section in &profile.sections {
        let _ = writeln!(out, "\n[[{within}section]]");
        text(out, "name", &section.name);
        text(out, "name_en", &section.name_en);
        texts(out, "alternatives", &section.alternatives);
        text(out, "demand", demand(section.demand));
        text(out, "within", section.within.as_deref().unwrap_or(""));
        text(out, "after", section.after.as_deref().unwrap_or(""));
        text(out, "source", section.source.as_deref().unwrap_or(""));
    }
    for table in &profile.tables {
        let _ = writeln!(out, "\n[[{within}table]]");
        text(out, "name", &table.name);
        text(out, "name_en", &table.name_en);
        texts(out, "alternatives", &table.alternatives);
        text(out, "demand", demand(table.demand));
        text(out, "source", table.source.as_deref().unwrap_or(""));
        for row in &table.rows {
            let _ = writeln!(out, "\n[[{within}table.row]]");
            text(out, "name", &row.name);
            texts(out, "alternatives", &row.alternatives);
            text(out, "demand", demand(row.demand));
            text(out, "source", row.source.as_deref().unwrap_or(""));
        }
    }
}

fn demand(demand: Demand) -> &'static str {
    match demand {
        Demand::Required => "required",
        Demand::Recommended => "recommended",
    }
}

fn text(out: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
}

fn texts(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let _ = writeln!(out, "{key} = {}", list(values));
    }
}

fn list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A TOML basic string.
fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awkward_texts_come_back_as_they_were() {
        let name = "Med \"citat\", \\ och\tflik";
        let profile = Profile { id: "x".to_owned(), name: name.to_owned(), ..Profile::default() };
        assert_eq!(super::super::read("t", &write(&profile)).unwrap()[0].name, name);
    }

    #[test]
    fn several_are_read_back_in_their_order() {
        let all = super::super::shipped();
        assert_eq!(super::super::read("t", &write_all(all)).unwrap(), all);
    }
}
