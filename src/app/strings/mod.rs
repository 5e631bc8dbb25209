//! Every word the page shows, one file a language.
//!
//! The files `sv.ftl` and `en.ftl` are written in the plainest part of Fluent: `name = text`, with
//! `{ $argument }` for what is filled in and `#` for comments, so that a translator's tools can read them.
//! A message that counts something comes twice: `name_one` and `name_other`. A test holds the languages
//! together: the same names, the same arguments, nothing empty, nothing left over.

use crate::engine::options::Lang;
use std::sync::LazyLock;

/// Makes the struct of all messages and its reader from one list of names.
macro_rules! messages {
    ($($name:ident)*) => {
        /// The messages of one language, by name.
        #[derive(Debug, PartialEq, Eq)]
        pub struct Messages {
            $(pub $name: &'static str,)*
        }

        /// The names, in the order of the files.
        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];

        impl Messages {
            /// Reads a file. A missing message shows its own name, so that it is seen, and fails the tests.
            fn read(file: &'static str) -> Self {
                Self { $($name: find(file, stringify!($name)).unwrap_or(stringify!($name)),)* }
            }
        }
    };
}

messages! {
    title tagline private private_more skip_to_findings skip_to_text language_label
    open_file try_sample clear undo shortcuts_open drop_here
    text_heading text_label text_placeholder text_hint text_part text_moved text_all_selected
    find_label find_next find_previous find_at find_all find_none
    guide_heading guide_1 guide_1_more guide_2 guide_2_more guide_3 guide_3_more guide_sample guide_kinds
    summary_heading errors_one errors_other warnings_one warnings_other notes_one notes_other set_aside_count
    coverage_heading coverage_none coverage_share
    state_verified state_rounding state_contradicted state_unchecked
    state_verified_more state_rounding_more state_contradicted_more state_unchecked_more
    status_pending status_pending_for status_ready status_took
    pane_label pane_findings pane_tables pane_claims pane_outline
    severity_error severity_warning severity_note filter_label
    findings_none findings_none_more_one findings_none_more_other
    findings_none_unchecked_one findings_none_unchecked_other findings_filtered_out findings_empty_text
    go_to_line go_to_place figures_shown
    working_heading working_sum working_difference working_average working_ratio working_change
    working_computed working_reported working_expected working_here working_difference_is working_tolerance working_beyond
    working_more_one working_more_other working_first working_second
    culprit_heading culprit_heading_open culprit_says culprit_says_open culprit_says_unknown
    culprit_mends_both culprit_mends_all
    apply apply_label alternatives
    rewrite_heading rewrite_heading_open rewrite_says rewrite_says_open rewrite_label
    slip_digits_swapped slip_one_digit slip_sign_lost slip_digit_count slip_thousand slip_neighbour_column
    slip_row_left_out slip_counted_twice slip_not_updated
    applied undone cleared sample_loaded file_loaded
    set_aside set_aside_heading set_aside_this set_aside_rule set_aside_reason set_aside_do set_aside_cancel
    set_aside_undo set_aside_rule_says set_aside_this_says rule_label
    tables_none tables_untitled tables_lines tables_relations tables_relations_none tables_hint
    tables_label_column tables_exact tables_rounding tables_mismatch tables_missing tables_scroll
    sum_exact sum_rounding sum_mismatch sum_none sum_in_report
    claims_none claims_text claims_about claims_state claims_against claims_line
    claims_tied_cell claims_tied_claim claims_tied_computed claims_tied_nothing claims_expected claims_hint
    outline_none outline_empty outline_missing outline_finding outline_level
    measure_budget measure_outcome measure_forecast measure_deviation measure_forecast_deviation measure_result
    measure_change measure_share
    role_budget role_outcome role_forecast role_deviation role_change role_plan role_previous role_total
    role_share role_count
    legend_heading
    live_clean live_findings live_empty
    draft_kept draft_not_kept draft_keep draft_stop forget forgotten draft_full draft_restored
    file_not_text file_too_large text_too_large file_unreadable file_empty checked_here checked_here_once no_checker not_checked dismiss
    shortcuts_heading shortcuts_next shortcuts_previous shortcuts_find shortcuts_switch shortcuts_arrows shortcuts_cells
    shortcuts_help shortcuts_escape shortcuts_single close
    splitter_label more
    other_tab keep_this_tab update_ready update_now config_bad draft_by_host
    picking_start picking_total picking_terms picking_hint picking_astray picking_difference picking_every_row
    picking_every_column picking_save picking_minus deny deny_label given_tag
    corrections_heading corrections_stated corrections_denied corrections_gone corrections_undo
    corrections_table_unit corrections_part
    parts_heading parts_table_unit parts_column parts_column_unit parts_row parts_as_read
    parts_no_figures parts_not_in_table role_other row_total row_part row_item unit_percent unit_count
    parts_cell cut_joined cut_after
    bars_heading bars_label outline_findings_one outline_findings_other outline_unchecked_one outline_unchecked_other
    set_aside_count_one
    family_figure family_footing family_reading family_section family_tie_out
    rule_figure_malformed rule_figure_wrongly_rounded rule_footing_difference rule_footing_quotient
    rule_footing_sum rule_reading_doubt
    rule_section_blank_row rule_section_contents rule_section_empty rule_section_missing rule_section_missing_row
    rule_section_missing_table rule_section_numbering rule_section_order rule_section_pattern rule_section_period
    rule_section_reference rule_section_template_text rule_section_unit
    rule_tie_out_arithmetic rule_tie_out_balance rule_tie_out_cell rule_tie_out_claim rule_tie_out_direction rule_tie_out_parts
    filter_family filter_section filter_every_family filter_every_section filter_all
    checks_heading checks_hint checks_off_count_one checks_off_count
    findings_none_open findings_none_failing_one findings_none_failing_other
    protocol_open protocol_title protocol_title_bare protocol_hint protocol_whole protocol_bare protocol_print
    protocol_copy protocol_copied protocol_not_copied protocol_saved protocol_save_as protocol_contents
    protocol_report protocol_made protocol_profile protocol_findings protocol_identities protocol_identities_are
    protocol_figures protocol_figures_are protocol_rules_off protocol_fingerprint protocol_length protocol_bytes
    protocol_program protocol_errors protocol_warnings protocol_notes protocol_by_rule protocol_rule protocol_rule_aside
    protocol_closing
    csv_status csv_open csv_aside csv_severity csv_line csv_finding csv_tolerance status_took_seconds
    profile_label profile_auto profile_auto_as profile_shipped profile_host profile_own profile_because
    profile_because_more_one profile_because_more_other profile_because_plain profile_because_nothing profile_chosen profile_chosen_by_host profiles_open
    profiles_heading profiles_hint profiles_in_use profiles_holds profiles_sections_one
    profiles_sections_other profiles_tables_one profiles_tables_other profiles_use profiles_use_label
    profiles_edit profiles_edit_label profiles_copy profiles_copy_label profiles_copy_name profiles_save_file
    profiles_save_file_label profiles_reset profiles_reset_label profiles_remove profiles_remove_label
    profiles_new profiles_new_name profiles_import profiles_kept profiles_kept_used profiles_used
    profiles_removed profiles_was_reset profiles_undone profiles_imported profiles_imported_none
    profiles_not_imported profiles_not_imported_help profiles_not_text profiles_more_one profiles_more_other
    profiles_bad profiles_bad_some profiles_full profiles_unread form_new form_edit form_name form_description form_rounding form_rounding_usual
    form_rounding_interval form_rounding_exact form_rounding_one form_rounding_fixed form_amount form_pattern
    form_names_hint form_by_itself form_sections form_sections_none form_tables form_tables_none form_rows
    form_others form_demand form_required form_recommended form_within form_after
    form_nowhere form_source form_in form_section_n form_table_n form_row_name form_row_others
    form_row_demand form_add_section form_add_table form_add_row form_up form_down form_remove form_up_label
    form_down_label form_remove_label form_checks form_save form_discard form_close form_faults_one
    form_faults_other form_conflict form_conflict_overwrite form_conflict_copy fault_missing fault_long
    fault_many fault_taken fault_double fault_amount fault_nested fault_circle fault_large outline_against
    outline_demands_nothing outline_present outline_absent outline_absent_soft outline_extra outline_named
    outline_present_n outline_absent_n outline_empty_one outline_empty_other outline_extra_n
}

static SV: LazyLock<Messages> = LazyLock::new(|| Messages::read(include_str!("sv.ftl")));
static EN: LazyLock<Messages> = LazyLock::new(|| Messages::read(include_str!("en.ftl")));

/// The messages of a language.
pub fn of(lang: Lang) -> &'static Messages {
    match lang {
        Lang::Sv => &SV,
        Lang::En => &EN,
    }
}

/// A message with its arguments filled in.
pub fn fill(message: &str, arguments: &[(&str, &str)]) -> String {
    arguments
        .iter()
        .fold(message.to_owned(), |text, (name, value)| text.replace(&format!("{{ ${name} }}"), value))
}

/// The message for a number of things, with the number filled in as `n`.
pub fn counted(n: usize, one: &str, other: &str) -> String {
    fill(if n == 1 { one } else { other }, &[("n", &n.to_string())])
}

fn find(file: &'static str, name: &str) -> Option<&'static str> {
    entries(file).find(|&(entry, _)| entry == name).map(|(_, text)| text)
}

fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, text)| (name.trim(), text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const FILES: [(&str, &str); 2] = [("sv.ftl", include_str!("sv.ftl")), ("en.ftl", include_str!("en.ftl"))];

    fn arguments(text: &str) -> BTreeSet<&str> {
        text.split("{ $").skip(1).filter_map(|rest| rest.split_once(" }")).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_message_is_in_every_language_once_and_nothing_is_left_over() {
        for (name, file) in FILES {
            let found: Vec<&str> = entries(file).map(|(entry, _)| entry).collect();
            let wanted: BTreeSet<&str> = NAMES.iter().copied().collect();
            let unique: BTreeSet<&str> = found.iter().copied().collect();
            assert_eq!(unique.len(), found.len(), "{name} has a message twice");
            assert_eq!(unique, wanted, "{name}");
        }
    }

    #[test]
    fn no_message_is_empty_and_the_languages_take_the_same_arguments() {
        for message in NAMES {
            let [sv, en] = FILES.map(|(_, file)| find(file, message).unwrap());
            assert!(!sv.is_empty() && !en.is_empty(), "{message} is empty");
            assert_eq!(arguments(sv), arguments(en), "{message}");
        }
    }

    #[test]
    fn english_holds_no_swedish_letters() {
        let (_, file) = FILES[1];
        for (name, text) in entries(file) {
            assert!(!text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']), "{name}: {text}");
        }
    }

    #[test]
    fn arguments_are_filled_in() {
        assert_eq!(fill("rad { $n }", &[("n", "7")]), "rad 7");
        assert_eq!(counted(1, "{ $n } fel", "{ $n } felen"), "1 fel");
        assert_eq!(counted(2, "{ $n } fel", "{ $n } felen"), "2 felen");
    }
}
