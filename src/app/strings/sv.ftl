# Svenska.

title = Rapportkoll
tagline = Räknar om rapportens siffror medan du skriver
private = Inget lämnar webbläsaren
private_more = Texten räknas igenom på din egen dator. Sidan har ingen server att skicka den till och spärrar själv all annan trafik.
skip_to_findings = Hoppa till anmärkningarna
skip_to_text = Hoppa till rapporttexten
language_label = Språk

open_file = Öppna fil…
try_sample = Prova en exempelrapport
clear = Töm
undo = Ångra
shortcuts_open = Kortkommandon
drop_here = Släpp filen här

text_heading = Rapporten
text_label = Rapportens text
text_placeholder = Klistra in rapporten här – från Word, PDF eller Excel. Eller släpp en fil.
text_hint = Texten kontrolleras medan du skriver. Tryck F2 på en markerad siffra för att komma till dess anmärkning.

guide_heading = Så här gör du
guide_1 = Klistra in rapporten
guide_1_more = Markera allt i Word, PDF:en eller Excel, kopiera och klistra in till vänster.
guide_2 = Läs anmärkningarna
guide_2_more = Summor, nettorader och avvikelser räknas om. Siffror i löptexten jämförs med tabellerna. Varje anmärkning visar uträkningen.
guide_3 = Rätta och se att det stämmer
guide_3_more = Ändra direkt i texten eller inför ett förslag. Kontrollen görs om vid varje tangenttryckning.
guide_sample = Ingen rapport till hands?
guide_kinds = Filer: .txt och .csv

summary_heading = Sammanfattning
errors_one = { $n } fel
errors_other = { $n } fel
warnings_one = { $n } varning
warnings_other = { $n } varningar
notes_one = { $n } notering
notes_other = { $n } noteringar
set_aside_count = { $n } lagda åt sidan
coverage_heading = Siffror kontrollerade
coverage_none = Inga siffror att kontrollera
coverage_share = { $checked } av { $all }
state_verified = Stämmer
state_rounding = Stämmer efter avrundning
state_contradicted = Stämmer inte
state_unchecked = Inte kontrollerad
state_verified_more = Siffran ingår i en summa eller uppgift som stämmer exakt.
state_rounding_more = Skillnaden ryms i siffrornas egen avrundning.
state_contradicted_more = Något annat i rapporten säger emot siffran.
state_unchecked_more = Inget i rapporten att hålla siffran mot.
profile_used = Profil: { $profile }
profile_none = Profil: ingen
status_pending = Kontrollerar…
status_pending_for = Kontrollerar… { $s } s
status_ready = Kontrollerad
status_took = Kontrollerad på { $ms } ms

pane_label = Resultat
pane_findings = Anmärkningar
pane_tables = Tabeller
pane_claims = Siffror i texten
pane_outline = Disposition

severity_error = Fel
severity_warning = Varning
severity_note = Notering
filter_label = Visa

findings_none = Inga anmärkningar
findings_none_more = Alla { $n } samband som kunde kontrolleras stämmer.
findings_none_unchecked = { $n } siffror kunde inte kontrolleras. De är prickade i texten.
findings_filtered_out = Inga anmärkningar av det slag du har valt att visa.
findings_empty_text = Här är inga siffror att räkna på. Klistra in en rapport med tabeller eller belopp.

go_to_line = Rad { $line }
go_to_place = Visa { $label } i texten
figures_shown = { $n } siffror

working_heading = Uträkning
working_sum = Summering
working_difference = Avvikelse
working_average = Medelvärde
working_ratio = Andel
working_change = Förändring
working_computed = Beräknat
working_reported = I rapporten
working_expected = Enligt källan
working_difference_is = Skillnad
working_tolerance = Avrundning förklarar högst
working_beyond = utöver avrundning
working_more_one = Ytterligare { $n } samband stämmer inte
working_more_other = Ytterligare { $n } samband stämmer inte
working_first = delas med
working_second = jämfört med

culprit_heading = Trolig felskrivning
culprit_heading_open = Möjlig felskrivning
culprit_says = { $place }: { $written } bör vara { $suggested }.
culprit_says_open = { $place }: { $written } i stället för { $suggested }.
culprit_says_unknown = { $place }: { $written }.
apply = Inför { $suggested }
apply_label = Ändra { $place } från { $written } till { $suggested }
alternatives = Andra ändringar som också ger rätt summa
slip_digits_swapped = Två siffror har bytt plats.
slip_one_digit = En siffra skiljer.
slip_sign_lost = Tecknet har fallit bort.
slip_digit_count = En siffra för mycket eller för lite.
slip_thousand = Fel på tusen.
slip_neighbour_column = Siffran står i kolumnen bredvid.
slip_row_left_out = En rad är inte med i summan.
slip_counted_twice = En rad är räknad två gånger.
slip_not_updated = Summan är inte uppdaterad.

applied = Rättelsen är införd: { $written } blev { $suggested }.
undone = Ändringen är ångrad.
cleared = Texten är tömd.
sample_loaded = En exempelrapport är inlagd. Den har några fel med flit.
file_loaded = { $name } är inläst.

set_aside = Lägg åt sidan…
set_aside_heading = Lagda åt sidan
set_aside_this = Bara den här anmärkningen
set_aside_rule = Alla anmärkningar av slaget { $rule }
set_aside_reason = Skäl
set_aside_do = Lägg åt sidan
set_aside_cancel = Avbryt
set_aside_undo = Ta fram igen
set_aside_rule_says = Hela kontrollen { $rule } är lagd åt sidan.
set_aside_this_says = Anmärkningen är lagd åt sidan.
rule_label = Kontroll

tables_none = Ingen tabell hittades i texten.
tables_untitled = Tabell { $n }
tables_lines = Rad { $first }–{ $last }
tables_relations = { $n } samband kontrollerade
tables_relations_none = Inga samband hittades i tabellen. Siffrorna är inte kontrollerade.
tables_hint = Peka på en siffra, eller gå dit med piltangenterna, för att se vilka summor den ingår i.
tables_label_column = Rad
tables_exact = { $n } exakt
tables_rounding = { $n } efter avrundning
tables_mismatch = { $n } stämmer inte
tables_missing = saknas
tables_scroll = { $title }, kan rullas i sidled

sum_exact = stämmer
sum_rounding = stämmer efter avrundning (skillnad { $difference }, högst { $tolerance })
sum_mismatch = skillnad { $difference }, avrundning förklarar högst { $tolerance }
sum_none = Siffran ingår inte i något samband som har hittats.
sum_in_report = i rapporten { $reported }

claims_none = Inga belopp i löptexten.
claims_text = Siffra
claims_about = Om
claims_state = Läge
claims_against = Jämförd med
claims_line = Rad
claims_tied_cell = { $table }: { $place }
claims_tied_claim = Siffran { $text } på rad { $line }
claims_tied_computed = Uträkningen { $computed }
claims_tied_nothing = Inget att jämföra med
claims_expected = källan ger { $expected }
claims_hint = Varje belopp i löptexten, vad det handlar om och vad det har jämförts med.

outline_none = Inga rubriker hittades.
outline_empty = tomt avsnitt
outline_missing = Att åtgärda
outline_hint = Rubrikerna som de har lästs ur texten.
outline_level = nivå { $n }

measure_budget = budget
measure_outcome = utfall
measure_forecast = prognos
measure_deviation = avvikelse
measure_forecast_deviation = prognosavvikelse
measure_result = resultat
measure_change = förändring
measure_share = andel

role_budget = budget
role_outcome = utfall
role_forecast = prognos
role_deviation = avvikelse
role_change = förändring
role_plan = plan
role_previous = tidigare period
role_total = summa
role_share = andel
role_count = antal

legend_heading = Så är siffrorna märkta

live_clean = Kontrollen är klar. Inga anmärkningar. { $checked } av { $all } siffror kontrollerade.
live_findings = Kontrollen är klar. { $findings }. { $checked } av { $all } siffror kontrollerade.
live_empty = Texten är tom.

draft_kept = Utkastet sparas i den här webbläsaren så att det finns kvar om sidan stängs. Det skickas ingenstans.
draft_not_kept = Utkastet sparas inte. Det försvinner när sidan stängs.
draft_keep = Spara utkastet här
draft_stop = Sluta spara
forget = Glöm allt
forgotten = Allt som var sparat i webbläsaren är borttaget.
draft_full = Utkastet får inte plats i webbläsarens lagring. Det försvinner när sidan stängs; spara texten på annat håll.
draft_restored = Ditt utkast från förra gången är framme.

file_not_text = { $name } är inte en textfil. Öppna den i sitt eget program, kopiera innehållet och klistra in det här.
file_too_large = { $name } är { $size } MB. Högst { $limit } MB kan läsas här.
text_too_large = Texten är { $size } MB. Högst { $limit } MB kan granskas åt gången. Dela upp den och klistra in delarna var för sig; det som stod här förut står kvar.
file_unreadable = { $name } kunde inte läsas.
file_empty = { $name } är tom.
checked_here = Webbläsaren tillåter inte att kontrollen görs i bakgrunden. Sidan kan stanna upp en stund när en lång text kontrolleras.
not_checked = Texten kunde inte kontrolleras: den är för stor för webbläsaren. Dela upp den och kontrollera delarna var för sig.
dismiss = Stäng meddelandet

shortcuts_heading = Kortkommandon
shortcuts_next = Nästa anmärkning
shortcuts_previous = Föregående anmärkning
shortcuts_switch = Från en markerad siffra i texten till dess anmärkning, och tillbaka
shortcuts_arrows = Mellan anmärkningar
shortcuts_cells = Mellan siffrorna i en tabell; ← → också mellan flikar
shortcuts_help = Den här listan (utanför textfält)
shortcuts_escape = Stänger en ruta
shortcuts_single = Låt en ensam tangent (?) öppna listan
close = Stäng

splitter_label = Bredd på rapporttexten
more = Visa { $n } till
