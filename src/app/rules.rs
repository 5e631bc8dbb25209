//! What the checks are called on the page.

use super::strings::Messages;

/// The family of a check: what stands before the stroke.
pub fn family(rule: &str) -> &str {
    rule.split_once('/').map_or(rule, |(family, _)| family)
}

/// What a family is called; its id where it has no name.
pub fn family_name<'a>(m: &Messages, family: &'a str) -> &'a str {
    match family {
        "figure" => m.family_figure,
        "footing" => m.family_footing,
        "reading" => m.family_reading,
        "section" => m.family_section,
        "tie-out" => m.family_tie_out,
        other => other,
    }
}

/// What a check is called; its id where it has no name.
pub fn name<'a>(m: &Messages, rule: &'a str) -> &'a str {
    match rule {
        "figure/malformed" => m.rule_figure_malformed,
        "figure/wrongly-rounded" => m.rule_figure_wrongly_rounded,
        "footing/difference" => m.rule_footing_difference,
        "footing/quotient" => m.rule_footing_quotient,
        "footing/sum" => m.rule_footing_sum,
        "reading/doubt" => m.rule_reading_doubt,
        "section/blank-row" => m.rule_section_blank_row,
        "section/contents" => m.rule_section_contents,
        "section/empty" => m.rule_section_empty,
        "section/missing" => m.rule_section_missing,
        "section/missing-row" => m.rule_section_missing_row,
        "section/missing-table" => m.rule_section_missing_table,
        "section/numbering" => m.rule_section_numbering,
        "section/order" => m.rule_section_order,
        "section/pattern" => m.rule_section_pattern,
        "section/period" => m.rule_section_period,
        "section/reference" => m.rule_section_reference,
        "section/template-text" => m.rule_section_template_text,
        "section/unit" => m.rule_section_unit,
        "tie-out/arithmetic" => m.rule_tie_out_arithmetic,
        "tie-out/balance" => m.rule_tie_out_balance,
        "tie-out/cell" => m.rule_tie_out_cell,
        "tie-out/claim" => m.rule_tie_out_claim,
        "tie-out/direction" => m.rule_tie_out_direction,
        "tie-out/parts" => m.rule_tie_out_parts,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app::strings, engine::check, engine::options::Lang};

    #[test]
    fn every_check_and_every_family_has_a_name() {
        for lang in [Lang::Sv, Lang::En] {
            let m = strings::of(lang);
            for check in check::ALL {
                assert_ne!(name(m, check.id), check.id);
                assert_ne!(family_name(m, family(check.id)), family(check.id));
            }
        }
    }
}
