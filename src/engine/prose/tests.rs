use super::*;

#[test]
fn an_empty_text_has_no_claims() {
    assert_eq!(read(&Source::text("t", ""), &Outline::default(), &[]), Prose::default());
}
