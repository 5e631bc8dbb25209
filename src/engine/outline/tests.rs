//! Outlines written by hand, each with the headings a reader sees: level, title, and `(tom)` for an empty one.

use super::*;

fn shown(text: &str) -> Vec<String> {
    let outline = read(&Source::text("t", text), &[], &SectionNames::default());
    outline
        .sections
        .iter()
        .map(|section| {
            let empty = if section.status == SectionStatus::Empty { " (tom)" } else { "" };
            format!("{} {}{empty}", section.level, section.title)
        })
        .collect()
}

/// The contents entries with the line of the section each leads to.
fn contents(text: &str) -> Vec<String> {
    let outline = read(&Source::text("t", text), &[], &SectionNames::default());
    outline
        .contents
        .iter()
        .map(|entry| match entry.section.and_then(|i| outline.sections.get(i)) {
            Some(section) => format!("{} {} -> {}", entry.level, entry.title, section.line),
            None => format!("{} {} -> ?", entry.level, entry.title),
        })
        .collect()
}

/// Name, text, headings.
const OUTLINES: &[(&str, &str, &[&str])] = &[
    (
        "chapters with numbers",
        "1 Inledning\n\nRapporten gäller våren.\n\n2 Ekonomi\n\n2.1 Utfall\n\nUtfallet är gott.\n\n2.2 Prognos\n\nPrognosen är god.\n\n3 Slutord\n\nTack till alla som bidragit.\n",
        &["1 1 Inledning", "1 2 Ekonomi", "2 2.1 Utfall", "2 2.2 Prognos", "1 3 Slutord"],
    ),
    (
        "numbers with full stops",
        "1. Bakgrund\n\nHär står bakgrunden.\n\n2. Bedömning\n\nHär står bedömningen.\n\n3. Beslut\n\nHär står beslutet.\n",
        &["1 1. Bakgrund", "1 2. Bedömning", "1 3. Beslut"],
    ),
    (
        "a numbered list is no outline",
        "Uppdrag\n\nNämnden har tre uppdrag att slutföra under året:\n1. Minska kostnaderna för hyror\n2. Se över taxorna\n3. Rekrytera fler lärare\nAlla tre är på god väg.\n",
        &["1 Uppdrag"],
    ),
    (
        "captions belong to their tables",
        "Ekonomi\n\nTabell 1. Utfall per enhet, tkr\nSkolan följer sin budget i allt väsentligt.\n\nPersonal\n\nDiagram 2 Sjukfrånvaro per månad\n\nSjukfrånvaron har minskat något under våren.\n",
        &["1 Ekonomi", "1 Personal"],
    ),
    (
        "a series that counts up, glued to its texts",
        "Så gick det\n\nMål 1 Trygga gator\nMålet bedöms bli uppnått under året.\nMål 2 Mindre energi\nEnergianvändningen har minskat med sex procent jämfört med året före och fortsätter att minska.\nMål 3 Hållbar mat\nAndelen ekologisk mat ökar.\n",
        &["1 Så gick det", "1 Mål 1 Trygga gator", "1 Mål 2 Mindre energi", "1 Mål 3 Hållbar mat"],
    ),
    (
        "a series that is a list",
        "Nämndens mål\n\nNämnden har tre mål som följs upp varje år:\nMål 1 Trygga gator\nMål 2 Mindre energi\nMål 3 Hållbar mat\nAlla tre bedöms bli uppnådda.\n",
        &["1 Nämndens mål"],
    ),
    (
        "the writer under the title",
        "Årsberättelse 2023\nAlby kommun\n\nInledning\n\nHär inleds berättelsen om året som gick.\n\nSlutord\n\nTack till alla som har bidragit.\n",
        &["1 Årsberättelse 2023 Alby kommun", "1 Inledning", "1 Slutord"],
    ),
    (
        "what a heading is one of is no empty section",
        "Noter\n\nNot 1 Intäkter\n\nIntäkterna ökar under året.\n\nNot 2 Kostnader\n\nKostnaderna ökar mer än så.\n",
        &["1 Noter", "1 Not 1 Intäkter", "1 Not 2 Kostnader"],
    ),
    (
        "a heading over a text that is to be written",
        "Läget i korthet\n\nUnder våren har verksamheten varit stabil och kostnaderna låga.\n\nFramåtblick\n\n[Skriv här]\n",
        &["1 Läget i korthet", "1 Framåtblick"],
    ),
    (
        "short lines between paragraphs",
        "Läget i korthet\n\nUnder våren har verksamheten varit stabil och kostnaderna låga.\n\nPersonal\n\nSjukfrånvaron har minskat något jämfört med förra året.\n\nEkonomi\n\nNämnden följer sin budget väl så här långt.\n",
        &["1 Läget i korthet", "1 Personal", "1 Ekonomi"],
    ),
    (
        "glued to the text below, as PDF text is",
        "Ekonomi\nNämnden följer budgeten väl och prognosen för helåret är\noförändrad sedan mars.\nPersonal\nSjukfrånvaron har minskat med en halv procentenhet sedan\nförra året.\nLokaler\nInga nya lokaler har tillkommit.\n",
        &["1 Ekonomi", "1 Personal", "1 Lokaler"],
    ),
    (
        "the last short line of a wrapped paragraph",
        "Bedömning\n\nNämnden bedömer att kostnaderna kommer att minska under resten av året\noch att de åtgärder som har beslutats får full effekt tack vare\nSocialförvaltningen\n\nEtt nytt stycke börjar här och handlar om något helt annat i rapporten.\n",
        &["1 Bedömning"],
    ),
    (
        "a paragraph that wraps to a capital",
        "Bakgrund\n\nUnder året har samarbetet fördjupats mellan kommunen, regionen och\nArbetsförmedlingen\ni hela länet. Det har gett goda resultat.\n",
        &["1 Bakgrund"],
    ),
    (
        "bullets are not headings",
        "Mål\n\n• Fler i arbete\n• Kortare köer\n• Bättre hälsa\n\nUppföljning\n\n- Antal i arbete\n- Köernas längd\n\nMålen följs upp två gånger per år av nämnden.\n",
        &["1 Mål", "1 Uppföljning"],
    ),
    (
        "table labels are not headings",
        "Drift\n\nBelopp i tkr Budget 2024 Utfall 2024\nIntäkter 1 200 1 250\nPersonal -900 -910\nSumma 300 340\n\nKommentar\n\nUtfallet är bättre än budget.\n",
        &["1 Drift", "1 Kommentar"],
    ),
    (
        "one cell a line",
        "Balans\n\nmnkr\n\nKommun\n\n2021\n\n2020\n\nMark\n\n5,6\n\n5,9\n\nFordringar\n\n7,1\n\n7,4\n\nSumma\n\n12,7\n\n13,3\n",
        &[],
    ),
    (
        "units with figures",
        "Avvikelser per enhet\n\nNorra enheten +3,6 mnkr (mars +2,1 mnkr)\n\nKöpen har blivit färre än väntat.\n\nSödra enheten -0,5 mnkr (mars -0,1 mnkr)\n\nIntäkterna har uteblivit under våren.\n",
        &[
            "1 Avvikelser per enhet",
            "2 Norra enheten +3,6 mnkr (mars +2,1 mnkr)",
            "2 Södra enheten -0,5 mnkr (mars -0,1 mnkr)",
        ],
    ),
    (
        "sentences with figures are not headings",
        "Ekonomi\n\nResultatet uppgår till 3,4 mnkr\n\nPrognosen är 4,0 mnkr\n\nDet finns risker i båda talen, främst på kostnadssidan.\n",
        &["1 Ekonomi"],
    ),
    (
        "recurring sub-headings",
        "Månadsrapport mars\n\nKommunen går bra.\n\nSkola\n\nUtfall\n• Bra.\n\nAnalys\n• Fler elever.\n\nVård\n\nUtfall\n• Sämre.\n\nAnalys\n• Fler äldre.\n",
        &["1 Månadsrapport mars", "1 Skola", "2 Utfall", "2 Analys", "1 Vård", "2 Utfall", "2 Analys"],
    ),
    (
        "a unit without sub-headings",
        "Skola\n\nUtfall\n• Bra.\n\nAnalys\n• Fler elever.\n\nPolitik\n\n• Ett möte har hållits under perioden.\n\nVård\n\nUtfall\n• Sämre.\n\nAnalys\n• Fler äldre.\n",
        &["1 Skola", "2 Utfall", "2 Analys", "1 Politik", "1 Vård", "2 Utfall", "2 Analys"],
    ),
    (
        "double spacing",
        "Resultat\n\nUtfallet avviker mot budget med en mindre summa och beror på de\n\nåtgärder som nämnden vidtog under hösten och som nu ger effekt i\n\nalla delar av verksamheten.\n\nPersonal\n\nAntalet anställda har minskat något sedan förra mätningen och de\n\nsom slutat har gått i pension.\n\nFramtid\n\nUnder hösten väntas antalet brukare öka något i alla delar av\n\nkommunen.\n",
        &["1 Resultat", "1 Personal", "1 Framtid"],
    ),
    (
        "broken over two lines",
        "Inledning\n\nRapporten gäller årets första månader.\n\nKommentarer och förslag till större förändringar inom varje\nverksamhetsområde\n\nHär följer kommentarerna från de olika enheterna.\n",
        &["1 Inledning", "1 Kommentarer och förslag till större förändringar inom varje verksamhetsområde"],
    ),
    (
        "page furniture is not a heading",
        "Ekonomi\n\nNämnden följer budgeten väl så här långt i år.\n\n\n\nKulturnämnden delår    2 (3)\n\n\n\nPersonal\n\nSjukfrånvaron har minskat något under våren.\n\n\n\nKulturnämnden delår    3 (3)\n\n\n\nLokaler\n\nInga nya lokaler har tillkommit.\n",
        &["1 Ekonomi", "1 Personal", "1 Lokaler"],
    ),
    (
        "Markdown",
        "# Rapport\n\nText.\n\n## Ekonomi\n\nText.\n\n### Utfall per enhet 1 200\n\nText.\n\n## Personal\n\nText.\n",
        &["1 Rapport", "2 Ekonomi", "3 Utfall per enhet 1 200", "2 Personal"],
    ),
    (
        "a title of three lines",
        "Fördjupad uppföljning\nper april\nKulturnämnden\n\n\n\nDrift\n\nDriften går enligt plan och budget.\n",
        &["1 Fördjupad uppföljning per april Kulturnämnden", "1 Drift"],
    ),
    (
        "contents with dotted leaders",
        "Innehåll\n\nInledning ........ 2\nEkonomi .......... 3\n  Utfall ......... 3\nPersonal ......... 4\n\nInledning\n\nDet här är rapporten.\n\nEkonomi\n\nUtfall\n\nUtfallet är bra.\n\nPersonal\n\nPersonalen trivs.\n",
        &["1 Inledning", "1 Ekonomi", "2 Utfall", "1 Personal"],
    ),
    (
        "contents at the end, numbered",
        "1 Rapport\n\n2 Resultat\n\nResultatet är bra för perioden.\n\n3 Prognos\n\nPrognosen är oförändrad.\n\n\t1\tRapport\n\t2\tResultat\n\t3\tPrognos\n",
        &["1 1 Rapport", "1 2 Resultat", "1 3 Prognos"],
    ),
    (
        "an empty heading",
        "Sammanfattning\n\nÅret började bra för nämnden.\n\n1 Ekonomi\n\n2 Personal\n\nPersonalen är fulltalig.\n\n3 Lokaler\n\nInget nytt.\n",
        &["1 Sammanfattning", "1 1 Ekonomi (tom)", "1 2 Personal", "1 3 Lokaler"],
    ),
    (
        "labels with a colon stay text",
        "Beslut\n\nNämnden beslutade följande under våren.\n\nProjektnamn: Bokbuss\nStatus: Pågår\nAnsvarig: Chefen\n\nUppföljning\n\nProjektet följs upp till hösten.\n",
        &["1 Beslut", "1 Uppföljning"],
    ),
    (
        "signatures at the end",
        "Ekonomi\n\nNämnden följer sin budget väl.\n\nAnna Andersson\nEkonomichef\n",
        &["1 Ekonomi"],
    ),
    (
        "a list of names",
        "Närvarande\n\nAnna Andersson\n\nBertil Berg\n\nCecilia Carlsson\n\nDavid Dahl\n\nMötet öppnades av ordföranden klockan nio.\n",
        &[],
    ),
    (
        "an unpunctuated line below a heading is text",
        "Intäkter\nIntäkterna väntas bli högre än i förra prognosen, främst från\nstaten.\n\nHyror\nIngen ändring mot förra prognosen\n\nKöp\nKöpen väntas minska något under hösten.\n",
        &["1 Intäkter", "1 Hyror", "1 Köp"],
    ),
    (
        "a new page marked by one space",
        "Skola\n\nKostnaderna för skolan har ökat något under våren.\n Hälsa\nAntalet besök har minskat något under våren i\nhela kommunen.\n\nVård\n\nVården går enligt plan.\n",
        &["1 Skola", "1 Hälsa", "1 Vård"],
    ),
    (
        "years and quarters may stand in a heading",
        "Uppföljning kvartal 1\n\nFörsta kvartalet gick bra.\n\nInvesteringar 2024\n\nInvesteringarna är försenade.\n\nAgenda 2030\n\nArbetet fortsätter.\n",
        &["1 Uppföljning kvartal 1", "1 Investeringar 2024", "1 Agenda 2030"],
    ),
    (
        "capitals and wide tables",
        "EKONOMI\n\nNämnden följer budgeten.\n\n                Budget      Utfall\nHyror            1 200       1 300\nLöner            2 200       2 100\n\nPERSONAL\n\nPersonalen är fulltalig.\n",
        &["1 EKONOMI", "1 PERSONAL"],
    ),
    (
        "nothing but prose",
        "Efter sju månader har regionen ett underskott. För helåret väntas ett större. Bakom ligger främst sjukvården.\n",
        &[],
    ),
    (
        "running headers and page numbers of a PDF between the chapters",
        "Bygg- och miljönämnden\nTertialrapport 1\n\n1 Inledning\n\nRapporten gäller årets fyra första månader.\n\n\nBygg- och miljönämnden    Sida 1 av 3\n\n\n2 Bygglov\n\nAntalet ärenden har ökat under våren.\n\n\nBygg- och miljönämnden    Sida 2 av 3\n\n\n3 Tillsyn\n\nTillsynen följer planen för året.\n\n\nBygg- och miljönämnden    Sida 3 av 3\n",
        &["1 Bygg- och miljönämnden Tertialrapport 1", "1 1 Inledning", "1 2 Bygglov", "1 3 Tillsyn"],
    ),
    (
        "a numbered list with a sentence each, parted by blanks",
        "Beslut\n\nNämnden beslutar följande:\n\n1. Rapporten godkänns och läggs till handlingarna.\n\n2. Förvaltningen får i uppdrag att se över taxan.\n\n3. Ärendet återkommer till nämnden i september.\n\nBakgrund\n\nTaxan har varit oförändrad sedan länge.\n",
        &["1 Beslut", "1 Bakgrund"],
    ),
    (
        "lettered points are no headings",
        "Mål\n\na) Kortare köer\nb) Fler platser\nc) Nöjdare brukare\n\nResurser\n\nBudgeten räcker till de tre målen.\n",
        &["1 Mål", "1 Resurser"],
    ),
    (
        "numbered paragraphs of an auditor",
        "Iakttagelser\n\n1. Vi har granskat nämndens styrning och funnit att den i allt väsentligt\när ändamålsenlig.\n\n2. Vi har granskat den interna kontrollen och funnit att den kan bli\nbättre.\n\n3. Vi rekommenderar nämnden att följa upp detta till hösten.\n\nSlutsats\n\nGranskningen är därmed avslutad.\n",
        &["1 Iakttagelser", "1 Slutsats"],
    ),
    (
        "dates and places are no headings",
        "Ekonomi\n\nNämnden följer sin budget väl.\n\n2025-04-30\n\n30 april 2025\n\nPersonal\n\nAntalet anställda är oförändrat sedan mars.\n",
        &["1 Ekonomi", "1 Personal"],
    ),
    (
        "capitals glued to the text below",
        "SAMMANFATTNING\nNämnden räknar med ett underskott vid årets slut, främst för att\nfler barn är placerade.\nÅTGÄRDER\nPlaceringarna ses över en gång i veckan av en särskild grupp.\nUPPFÖLJNING\nNästa uppföljning görs i september.\n",
        &["1 SAMMANFATTNING", "1 ÅTGÄRDER", "1 UPPFÖLJNING"],
    ),
    (
        "Markdown below and above lists and tables",
        "# Uppföljning\n\n## Läget\n\n- ett\n- två\n\n## Siffror\n\n| Post | Budget | Utfall |\n| --- | --- | --- |\n| Hyror | 100 | 110 |\n| Löner | 200 | 190 |\n| Summa | 300 | 300 |\n\n## Slut\n\nTack.\n",
        &["1 Uppföljning", "2 Läget", "2 Siffror", "2 Slut"],
    ),
    (
        "bold lines as headings",
        "**Läget**\n\nDet går bra för nämnden.\n\n**Åtgärder**\n\nInga behövs just nu.\n",
        &["1 Läget", "1 Åtgärder"],
    ),
    (
        "a contents entry that is broken over two lines",
        "Innehåll\n\n1 Inledning ............ 2\n2 Kommentarer och förslag till större förändringar\ninom verksamhetsområdena ............ 3\n3 Slutord ............ 4\n\n1 Inledning\n\nRapporten gäller våren.\n\n2 Kommentarer och förslag till större förändringar inom verksamhetsområdena\n\nHär följer kommentarerna från enheterna.\n\n3 Slutord\n\nTack till alla som bidragit.\n",
        &[
            "1 1 Inledning",
            "1 2 Kommentarer och förslag till större förändringar inom verksamhetsområdena",
            "1 3 Slutord",
        ],
    ),
    (
        "questions are sentences",
        "Vad har hänt?\n\nUnder våren har två nya skolor öppnat i kommunen.\n\nEkonomi\n\nHur har det gått?\n\nDet har gått bra hittills i år.\n",
        &["1 Ekonomi"],
    ),
    (
        "labels of a table that has lost its figures",
        "Drift\n\nIntäkter\nPersonal\nLokaler\nÖvrigt\nSumma\n\nKommentar\n\nTabellen kompletteras när utfallet är klart.\n",
        // Nothing under it says that it is a heading, and not the name of the list.
        &["1 Kommentar"],
    ),
    (
        "a heading of four levels",
        "1 Drift\n\n1.1 Skola\n\n1.1.1 Grundskola\n\n1.1.1.1 Fritidshem\n\nAntalet barn har ökat.\n\n1.1.2 Gymnasium\n\nAntalet elever är oförändrat.\n\n2 Slut\n\nTack.\n",
        &[
            "1 1 Drift",
            "2 1.1 Skola",
            "3 1.1.1 Grundskola",
            "4 1.1.1.1 Fritidshem",
            "3 1.1.2 Gymnasium",
            "1 2 Slut",
        ],
    ),
    (
        "a stack of names",
        "Närvarande\n\nAnna Berg\nBo Ek\nCecilia Dahl\nDavid Falk\nEva Grön\n\nSammanfattning\n\nNämnden håller sin budget.\n",
        &["1 Sammanfattning"],
    ),
    (
        "an office above its address",
        "Rapport mars\n\nNämnden håller sin budget väl.\n\nOmsorgskontoret\nEkgatan 12\n123 45 Exempelby\n\nEkonomi\n\nNämnden följer sin budget väl.\n\nStadskontoret\n\nBesöksadress: Stora torget 3\n\nwww.exempelby.se\n",
        &["1 Rapport mars", "1 Ekonomi"],
    ),
    (
        "appendices",
        "Sammanfattning\n\nNämnden håller sin budget väl.\n\nBilaga 1 Nyckeltal\n\nNyckeltalen redovisas för tre år.\n\nBilaga 2 Definitioner\n\nOrd som används i rapporten förklaras här.\n",
        &["1 Sammanfattning", "1 Bilaga 1 Nyckeltal", "1 Bilaga 2 Definitioner"],
    ),
    ("nothing", "", &[]),
    ("blank lines only", "\n\n \n\t\n", &[]),
    ("one word", "Rapport", &[]),
    (
        "a department list with account numbers",
        "512 Stöd 39 724 10 414\n513 Vård 97 873 23 176\n514 Ingång 136 969 36 336\n\nAnalys\n\nAlla tre ligger nära budget.\n",
        &["1 Analys"],
    ),
];

#[test]
fn hand_written_outlines() {
    let wrong: Vec<String> = OUTLINES
        .iter()
        .map(|(what, text, expected)| (what, shown(text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(what, found, expected)| format!("{what}\n  found    {found:?}\n  expected {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_an_own_profile_calls_its_sections_is_a_heading() {
    let text = "Läget\n\nDet går bra för oss i år.\n\nVäderläget\n\nSol\n";
    let own = "id = \"v\"\nname = \"V\"\n[[section]]\nname = \"Vädret\"\nalternatives = [\"Väderläget\"]\n";
    let names = SectionNames::of(&profile::read("t", own).unwrap());
    let titles = |names: &SectionNames| -> Vec<String> {
        let outline = read(&Source::text("t", text), &[], names);
        outline.sections.into_iter().map(|section| section.title).collect()
    };
    assert_eq!(titles(&SectionNames::default()), ["Läget"]);
    assert_eq!(titles(&names), ["Läget", "Väderläget"]);
}

#[test]
fn contents_lists_are_matched() {
    let text = |name: &str| OUTLINES.iter().find(|(what, ..)| *what == name).unwrap().1;
    assert_eq!(
        contents(text("contents with dotted leaders")),
        ["1 Inledning -> 8", "1 Ekonomi -> 12", "2 Utfall -> 14", "1 Personal -> 18"]
    );
    assert_eq!(
        contents(text("contents at the end, numbered")),
        ["1 Rapport -> 1", "1 Resultat -> 3", "1 Prognos -> 7"]
    );
    assert_eq!(
        contents(text("a contents entry that is broken over two lines")),
        [
            "1 Inledning -> 8",
            "1 Kommentarer och förslag till större förändringar inom verksamhetsområdena -> 12",
            "1 Slutord -> 16"
        ]
    );
    let lost = "Innehåll\n\nInledning ... 2\nEkonomi ... 3\nPersonal ... 4\n\nInledning\n\nText här.\n\nPersonal\n\nText där.\n";
    assert_eq!(contents(lost), ["1 Inledning -> 7", "1 Ekonomi -> ?", "1 Personal -> 11"]);
}

#[test]
fn any_text_is_read_in_linear_time() {
    for piece in [
        "Rubrik\n\nText här.\n\n",
        "1 A\n",
        "Utfall\n",
        "a",
        "# \n",
        "1.1.1.1.1 x\n\n",
        "Innehåll\nA ... 1\n",
    ] {
        let text = piece.repeat(20_000);
        let outline = read(&Source::text("t", text), &[], &SectionNames::default());
        assert_eq!(outline.sections.len(), outline.details.len());
    }
}
