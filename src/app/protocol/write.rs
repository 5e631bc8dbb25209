//! A protocol as plain text, for a mail, and as Markdown.

use super::Protocol;
use std::fmt::Write as _;

/// Plain text; nothing in it depends on how it is shown.
pub fn text(protocol: &Protocol) -> String {
    let mut out = format!("{}\n\n", protocol.title.to_uppercase());
    for (name, value) in &protocol.facts {
        line(&mut out, &format!("{name}: {value}"));
    }
    for group in &protocol.groups {
        let _ = write!(out, "\n{}\n", group.heading.to_uppercase());
        for (number, item) in group.items.iter().enumerate() {
            let _ = writeln!(out, "\n{}. {}", number + 1, one_line(&item.says));
            for more in &item.more {
                line(&mut out, &format!("   {}", one_line(more)));
            }
        }
    }
    let _ = write!(out, "\n{}\n", protocol.closing);
    out
}

/// Markdown that no text of the report can break.
pub fn markdown(protocol: &Protocol) -> String {
    let mut out = format!("# {}\n\n", protocol.title);
    for (name, value) in &protocol.facts {
        line(&mut out, &format!("- **{name}:** {}", escaped(value)));
    }
    for group in &protocol.groups {
        let _ = write!(out, "\n## {}\n\n", group.heading);
        for (number, item) in group.items.iter().enumerate() {
            let _ = writeln!(out, "{}. **{}**", number + 1, escaped(&item.says));
            for more in &item.more {
                let _ = writeln!(out, "   - {}", escaped(more));
            }
        }
    }
    let _ = write!(out, "\n*{}*\n", protocol.closing);
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}

/// A text in which nothing is taken for a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
