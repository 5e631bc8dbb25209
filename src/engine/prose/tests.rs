use super::*;
use crate::engine::{report::State, source::Source};

fn shown(text: &str) -> String {
    let source = Source::text("t", text);
    let tables = drawing::tables(&source);
    let prose = read(&source, &Outline::default(), &tables);
    prose
        .claims
        .iter()
        .zip(&prose.reasons)
        .map(|(c, why)| {
            format!(
                "{}: {} | {:?} {:?} | {} | {:?} {:?}\n",
                c.line, c.text, c.measure, c.period, c.subject, c.state, why
            )
        })
        .chain(prose.disputes.iter().map(|d| format!("! {:?}\n", d)))
        .collect()
}

#[test]
fn try_it() {
    println!(
        "{}",
        shown(
            "Norra\n\nAvvikelsen är -1,5 mkr.\n\ntkr\n|Budget|Utfall|Avvikelse\n1 Norra|10 000|11 500|-1 500\n2 Södra|8 000|7 000|1 000\n"
        )
    );
    let _ = State::Verified;
}
