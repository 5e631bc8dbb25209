# English.

title = Rapportkoll
tagline = Recomputes the figures of a report as you type
private = Nothing leaves the browser
private_more = The text is checked on your own computer. The page has no server to send it to, and blocks all other traffic itself.
skip_to_findings = Skip to the findings
skip_to_text = Skip to the report text
language_label = Language

open_file = Open a file…
try_sample = Try a sample report
clear = Clear
undo = Undo
shortcuts_open = Keyboard shortcuts
drop_here = Drop the file here

text_heading = The report
text_label = Text of the report
text_placeholder = Paste the report here – from Word, PDF or Excel. Or drop a file.
text_hint = The text is checked as you type. Press F2 on a marked figure to reach its finding.

guide_heading = How to use it
guide_1 = Paste the report
guide_1_more = Select everything in Word, the PDF or Excel, copy it and paste it on the left.
guide_2 = Read the findings
guide_2_more = Totals, net rows and deviations are recomputed. Figures in the prose are held against the tables. Every finding shows its working.
guide_3 = Correct it and see that it adds up
guide_3_more = Change the text in place, or apply a suggestion. The check runs again at every key press.
guide_sample = No report at hand?
guide_kinds = Files: .txt and .csv

summary_heading = Summary
errors_one = { $n } error
errors_other = { $n } errors
warnings_one = { $n } warning
warnings_other = { $n } warnings
notes_one = { $n } note
notes_other = { $n } notes
set_aside_count = { $n } set aside
coverage_heading = Figures checked
coverage_none = No figures to check
coverage_share = { $checked } of { $all }
state_verified = Agrees
state_rounding = Agrees within rounding
state_contradicted = Does not agree
state_unchecked = Not checked
state_verified_more = The figure is part of a sum or statement that agrees exactly.
state_rounding_more = The difference is within the figures' own rounding.
state_contradicted_more = Something else in the report contradicts the figure.
state_unchecked_more = Nothing in the report to hold the figure against.
profile_used = Profile: { $profile }
profile_none = Profile: none
status_pending = Checking…
status_pending_for = Checking… { $s } s
status_ready = Checked
status_took = Checked in { $ms } ms

pane_label = Result
pane_findings = Findings
pane_tables = Tables
pane_claims = Figures in the text
pane_outline = Outline

severity_error = Error
severity_warning = Warning
severity_note = Note
filter_label = Show

findings_none = No findings
findings_none_more = All { $n } identities that could be checked agree.
findings_none_unchecked = { $n } figures could not be checked. They are dotted in the text.
findings_filtered_out = No findings of the kinds you have chosen to show.
findings_empty_text = There are no figures here to check. Paste a report with tables or amounts.

go_to_line = Line { $line }
go_to_place = Show { $label } in the text
figures_shown = { $n } figures

working_heading = Working
working_sum = Sum
working_difference = Deviation
working_average = Average
working_ratio = Share
working_change = Change
working_computed = Computed
working_reported = In the report
working_expected = According to the source
working_difference_is = Difference
working_tolerance = Rounding explains at most
working_beyond = beyond rounding
working_more_one = { $n } more identity fails
working_more_other = { $n } more identities fail
working_first = divided by
working_second = compared with

culprit_heading = Probable slip
culprit_heading_open = Possible slip
culprit_says = { $place }: { $written } should probably be { $suggested }.
culprit_says_open = { $place }: { $written } instead of { $suggested }.
culprit_says_unknown = { $place }: { $written }.
apply = Apply { $suggested }
apply_label = Change { $place } from { $written } to { $suggested }
alternatives = Other changes that also give the right sum
slip_digits_swapped = Two digits have changed places.
slip_one_digit = One digit differs.
slip_sign_lost = The sign is missing.
slip_digit_count = A digit too many or too few.
slip_thousand = Off by a thousand.
slip_neighbour_column = The figure belongs to the next column.
slip_row_left_out = A row is missing from the total.
slip_counted_twice = A row is counted twice.
slip_not_updated = The total has not been updated.

applied = The correction is applied: { $written } became { $suggested }.
undone = The change is undone.
cleared = The text is cleared.
sample_loaded = A sample report is loaded. It has a few errors on purpose.
file_loaded = { $name } is loaded.

set_aside = Set aside…
set_aside_heading = Set aside
set_aside_this = Only this finding
set_aside_rule = All findings of the kind { $rule }
set_aside_reason = Reason
set_aside_do = Set aside
set_aside_cancel = Cancel
set_aside_undo = Bring back
set_aside_rule_says = The whole check { $rule } is set aside.
set_aside_this_says = The finding is set aside.
rule_label = Check

tables_none = No table was found in the text.
tables_untitled = Table { $n }
tables_lines = Lines { $first }–{ $last }
tables_relations = { $n } identities checked
tables_relations_none = No identities were found in the table. Its figures are not checked.
tables_hint = Point at a figure, or move to it with the arrow keys, to see the sums it is part of.
tables_label_column = Row
tables_exact = { $n } exact
tables_rounding = { $n } within rounding
tables_mismatch = { $n } failing
tables_missing = missing
tables_scroll = { $title }, scrolls sideways

sum_exact = agrees
sum_rounding = agrees within rounding (difference { $difference }, at most { $tolerance })
sum_mismatch = difference { $difference }, rounding explains at most { $tolerance }
sum_none = The figure is not part of any identity that was found.
sum_in_report = in the report { $reported }

claims_none = No amounts in the prose.
claims_text = Figure
claims_about = About
claims_state = State
claims_against = Held against
claims_line = Line
claims_tied_cell = { $table }: { $place }
claims_tied_claim = The figure { $text } on line { $line }
claims_tied_computed = The working { $computed }
claims_tied_nothing = Nothing to hold it against
claims_expected = the source gives { $expected }
claims_hint = Every amount in the prose, what it is about and what it was held against.

outline_none = No headings were found.
outline_empty = empty section
outline_missing = To look at
outline_hint = The headings as read from the text.
outline_level = level { $n }

measure_budget = budget
measure_outcome = outcome
measure_forecast = forecast
measure_deviation = deviation
measure_forecast_deviation = forecast deviation
measure_result = result
measure_change = change
measure_share = share

role_budget = budget
role_outcome = outcome
role_forecast = forecast
role_deviation = deviation
role_change = change
role_plan = plan
role_previous = earlier period
role_total = total
role_share = share
role_count = count

legend_heading = How the figures are marked

live_clean = The check is done. No findings. { $checked } of { $all } figures checked.
live_findings = The check is done. { $findings }. { $checked } of { $all } figures checked.
live_empty = The text is empty.

draft_kept = The draft is kept in this browser, so that it is still there if the page is closed. It is not sent anywhere.
draft_not_kept = The draft is not kept. It is gone when the page is closed.
draft_keep = Keep the draft here
draft_stop = Stop keeping it
forget = Forget everything
forgotten = Everything that was kept in the browser is removed.
draft_full = The draft does not fit in the browser's storage. It is gone when the page is closed; keep the text elsewhere.
draft_restored = Your draft from last time is back.

file_not_text = { $name } is not a text file. Open it in its own program, copy the contents and paste them here.
file_too_large = { $name } is { $size } MB. At most { $limit } MB can be read here.
text_too_large = The text is { $size } MB. At most { $limit } MB can be checked at a time. Divide it and paste the parts one by one; what stood here before still stands.
file_unreadable = { $name } could not be read.
file_empty = { $name } is empty.
checked_here = The browser does not allow checking in the background. The page may stop for a moment while a long text is checked.
not_checked = The text could not be checked: it is too large for the browser. Split it and check the parts one by one.
dismiss = Close the message

shortcuts_heading = Keyboard shortcuts
shortcuts_next = Next finding
shortcuts_previous = Previous finding
shortcuts_switch = From a marked figure in the text to its finding, and back
shortcuts_arrows = Between findings
shortcuts_cells = Between the figures of a table; ← → between tabs, too
shortcuts_help = This list (outside text fields)
shortcuts_escape = Closes a box
shortcuts_single = Let a single key (?) open the list
close = Close

splitter_label = Width of the report text
more = Show { $n } more
