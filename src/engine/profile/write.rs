//! Writes a profile as a file that can be read again, for export.

use super::{Demand, Profile, SignPlace};
use std::fmt::Write;

/// The profile as TOML. Keys that say nothing are left out.
pub fn write(profile: &Profile) -> String {
    let mut out = String::new();
    text(&mut out, "id", &profile.id);
    text(&mut out, "name", &profile.name);
    text(&mut out, "name_en", &profile.name_en);
    text(&mut out, "description", &profile.description);
    if let Some(rounding) = profile.rounding {
        text(&mut out, "rounding", &rounding.to_string());
    }
    texts(&mut out, "rules_off", &profile.rules_off);
    texts(&mut out, "pattern", &profile.pattern);
    if profile.threshold != 0 {
        let _ = writeln!(out, "threshold = {}", profile.threshold);
    }
    for sign in &profile.recognise {
        out.push_str("\n[[recognise]]\n");
        let place = match sign.place {
            SignPlace::Title => "title",
            SignPlace::Heading => "heading",
            SignPlace::Row => "row",
            SignPlace::Text => "text",
        };
        let _ = writeln!(out, "words = {}", list(&sign.words));
        let _ = writeln!(out, "weight = {}", sign.weight);
        text(&mut out, "place", place);
    }
    for section in &profile.sections {
        out.push_str("\n[[section]]\n");
        text(&mut out, "name", &section.name);
        text(&mut out, "name_en", &section.name_en);
        texts(&mut out, "alternatives", &section.alternatives);
        text(&mut out, "demand", demand(section.demand));
        text(&mut out, "within", section.within.as_deref().unwrap_or(""));
        text(&mut out, "after", section.after.as_deref().unwrap_or(""));
        text(&mut out, "source", section.source.as_deref().unwrap_or(""));
    }
    for table in &profile.tables {
        out.push_str("\n[[table]]\n");
        text(&mut out, "name", &table.name);
        text(&mut out, "name_en", &table.name_en);
        texts(&mut out, "alternatives", &table.alternatives);
        text(&mut out, "demand", demand(table.demand));
        text(&mut out, "source", table.source.as_deref().unwrap_or(""));
        for row in &table.rows {
            out.push_str("\n[[table.row]]\n");
            text(&mut out, "name", &row.name);
            texts(&mut out, "alternatives", &row.alternatives);
            text(&mut out, "demand", demand(row.demand));
            text(&mut out, "source", row.source.as_deref().unwrap_or(""));
        }
    }
    out
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
}
