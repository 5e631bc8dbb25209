//! What the words of a report mean for its figures. Data only; the code that uses it is beside it.

use crate::engine::{
    vocabulary::MONTHS,
    words::{self, Word},
};
use std::collections::BTreeMap;
use std::ops::BitOr;

/// What a word can mean; a word may mean several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Senses(u64);

impl Senses {
    pub(super) const NONE: Self = Self(0);
    /// Carries no meaning here: articles, auxiliary verbs, adverbs.
    pub(super) const STOP: Self = Self(1);
    /// A thing without a name: the department, the unit, the period.
    pub(super) const GENERIC: Self = Self(1 << 1);
    /// The body that reports, or everything together.
    pub(super) const WHOLE: Self = Self(1 << 2);
    pub(super) const DEVIATION: Self = Self(1 << 3);
    pub(super) const FORECAST: Self = Self(1 << 4);
    pub(super) const BUDGET: Self = Self(1 << 5);
    pub(super) const OUTCOME: Self = Self(1 << 6);
    pub(super) const RESULT: Self = Self(1 << 7);
    pub(super) const CHANGE: Self = Self(1 << 8);
    pub(super) const SHARE: Self = Self(1 << 9);
    /// Good for the economy, whatever the sign of the column.
    pub(super) const POSITIVE: Self = Self(1 << 10);
    pub(super) const NEGATIVE: Self = Self(1 << 11);
    /// More or less of something, good or bad.
    pub(super) const HIGHER: Self = Self(1 << 12);
    pub(super) const LOWER: Self = Self(1 << 13);
    pub(super) const PREVIOUS: Self = Self(1 << 14);
    pub(super) const FULL_YEAR: Self = Self(1 << 15);
    pub(super) const TO_DATE: Self = Self(1 << 16);
    /// What follows is inside what went before.
    pub(super) const PART: Self = Self(1 << 17);
    /// Closes a list of parts.
    pub(super) const REST: Self = Self(1 << 18);
    /// A new clause may start here.
    pub(super) const CLAUSE: Self = Self(1 << 19);
    /// Points back at something said before.
    pub(super) const ANAPHOR: Self = Self(1 << 20);
    /// Not so, but if it were.
    pub(super) const IF: Self = Self(1 << 21);
    /// A body that is named: *bildningsnämnden*. The whole, where no row is called so.
    pub(super) const BODY: Self = Self(1 << 22);
    pub(super) const MONTH: Self = Self(1 << 23);
    /// Tells what the subject of the figure is after the figure: *26 mkr för …*.
    pub(super) const FOR: Self = Self(1 << 24);
    /// What follows is compared with, not told.
    pub(super) const THAN: Self = Self(1 << 25);
    /// A sum of what is told: *tillsammans*, *totalt*.
    pub(super) const TOGETHER: Self = Self(1 << 26);
    /// Changes from one time to another: *ökar*, *minskar*.
    pub(super) const MOVES: Self = Self(1 << 27);
    pub(super) const GOAL: Self = Self(1 << 28);

    /// All of some senses.
    pub(super) const fn all(senses: &[Self]) -> Self {
        let mut together = 0;
        let mut rest = senses;
        while let [first, more @ ..] = rest {
            together |= first.0;
            rest = more;
        }
        Self(together)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Does the word have a meaning of its own that is not in the vocabulary?
    pub(super) fn is_content(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Senses {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How "about" a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    /// *cirka*: to both sides.
    About,
    /// *drygt*, *över*: a little more.
    Above,
    /// *knappt*, *närmare*: a little less.
    Below,
}

/// The hedge that a word before a figure is.
pub(super) fn hedge(word: &str) -> Option<Hedge> {
    Some(match word {
        "ca" | "c:a" | "cirka" | "circa" | "ungefär" | "omkring" | "runt" | "kring" | "uppskattningsvis"
        | "sisådär" => Hedge::About,
        "drygt" | "över" | "minst" | "åtminstone" => Hedge::Above,
        "knappt" | "närmare" | "nästan" | "högst" | "maximalt" | "uppemot" => Hedge::Below,
        _ => return None,
    })
}

/// Words as they stand, not inflected.
const EXACT: &[(Senses, &str)] = &[
    (
        Senses::STOP,
        "antal antalet sedan lång långt länge tillbaka lägsta högsta ned gått gick går upp steg sjönk månads före \
         siffra siffran nivå nivån nivåer belopp beloppet beloppen ovan nedan framgår enl utgången utgång tydligt \
         hög högt höga låg lågt låga mycket flest flesta klar klart mellan \
         med ca cirka circa ungefär omkring runt kring drygt knappt närmare nästan minst högst genom åt \
         uppemot i på av till är den de om inte från ut upp ner in än kan ska skall skulle hos även också per efter mot \
         utan sin sitt sina bland annat totala hela helt så nu här hit ännu fortfarande fortsatt dock endast \
         bara enbart just alltså således därmed därför dels både antingen enligt utifrån gällande varit vara \
         blivit bli blir blev är var har hade haft ha få får fått fick ger gav gett ge gör gjort göra ligger låg \
         legat ligga uppgår uppgick uppgå uppgått visar visade visa visat redovisar redovisade redovisa redovisas \
         uppvisar uppvisade lämnar lämnade lämna sätts sattes sätta sätter genererar genererade bidrar bidrog \
         står stod slutade slutar sluta hamnar hamnade landar landade noteras noterades innebär innebar medför \
         medförde motsvarar motsvarande motsvarade utgör utgjorde avser avsåg avseende räknar räknas räknade \
         respektive resp samtliga alla varje vid mellan ihop nästa samma total vilken sig man vi \
         dagsläget hittills redan mest störst minst främst framförallt framför allt huvudsakligen kopplat \
         anledning grund beror beroende kunna kommer kom komma drar kr preliminärt preliminär egna egen \
         anges framgår klarar klara tar tog tagit tas togs anspråk gick går gå pekar indikerar stannar stannade summerar summeras beräknade \
         stärkts stärktes stärkt försvagats försvagades vuxit växte växer fallit föll faller räckte \
         något finns fanns lite stort stor stora fram hit dit ner ned tack vare trots samt även där på sätt dvs vill säga",
    ),
    (
        Senses::STOP,
        "uppstod uppstår uppstått använde använder använt används använts investerade investerar investerat \
         investerats investerades kostade kostar kostat nådde når nått nåddes nås uppnådde uppnår uppnått uppnås \
         räknat upparbetat upparbetats upparbetades återstår återstod återstått höjdes höjts höjt höjd sänktes \
         sänkts sänkt svarar svarade svarat drog dragit tillförde tillförts tillförs tillfördes erhöll erhåller \
         erhållit omsatte omsätter omsatt redovisats betalar betalade betalat betalats betalades köpte köper köpt \
         köptes köpts sålde säljer sålt såldes sålts täcker täckte täckt resulterar resulterade resulterat \
         genomförde genomfört genomförts genomfördes startade startat avslutades avslutats avslutade beslutat \
         beslutade beslutats beslutades planerat planerade planerades planerar tilldelades tilldelats belastar \
         belastade belastat belastas håller höll hållit tappade tappar tappat kvarstår kvarstod sparade sparar \
         sparat fortsätter fortsatte fortsatt utföll utfallit legat hamnat landat slutat stannat anslog anslagits \
         dras skjuts sköt skjutits förts flyttats flyttas flyttades årsskiftet helhet sammantagen nära kvar \
         kosta växa hålla användas betyder byggde bygger följer följde följt väger vägde \
         därefter dubbelt tilldelas största minsta \
         gjort avviker alltjämt jämföra jämförs jämförd ändå håll hållet däremot däröver därutöver likaså sammantaget oförändrat oförändrad jämnt",
    ),
    (
        Senses(Senses::MOVES.0 | Senses::HIGHER.0),
        "steg växte växt vuxit växer fördubblats fördubblades tredubblats tredubblades",
    ),
    (Senses(Senses::MOVES.0 | Senses::LOWER.0), "sjönk föll faller fallit"),
    (Senses::PART, "mesta merparten huvuddelen hälften"),
    (Senses::BUDGET, "ram ramen ramens"),
    (
        Senses(Senses::DEVIATION.0 | Senses::POSITIVE.0),
        "oanvänt oanvända oanvänd outnyttjat outnyttjade outnyttjad",
    ),
    (Senses(Senses::RESULT.0 | Senses::POSITIVE.0), "vinst vinsten"),
    (Senses(Senses::RESULT.0 | Senses::NEGATIVE.0), "förlust förlusten"),
    (Senses::STOP, "ett två tre fyra fem sex sju åtta nio tio elva tolv"),
    (Senses::TO_DATE, "ack"),
    (Senses::GOAL, "mål målet målen målvärde målvärdet målnivå målnivån måltal måltalet"),
    (Senses::GENERIC, "siffror sammandrag översikt nyckeltal väsentliga händelser"),
    (Senses::CLAUSE, "att vilket vilka som där men medan då eftersom när samtidigt varför"),
    (Senses::STOP, "och eller det en ett ett"),
    (Senses::IF, "skulle ifall såvida förutsatt hade"),
    (Senses::ANAPHOR, "denna detta dessa dess deras den de sådan sådana dito denne"),
    (Senses::PART, "varav därav därutav"),
    (Senses::REST, "övriga övrigt resterande andra"),
    (Senses::FOR, "för inom hos avseende avser gällande rörande på till i av från"),
    (Senses::POSITIVE, "plus positiv positivt positiva bättre bättra"),
    (Senses::NEGATIVE, "minus negativ negativt negativa sämre back"),
    (
        Senses::HIGHER,
        "högre över större mer fler dyrare överstiger översteg överstigande överskrider överskred",
    ),
    (Senses::LOWER, "lägre under mindre färre billigare understiger understeg underskrider underskred"),
    (
        Senses::DEVIATION,
        "överstiger översteg överskrider överskred understiger understeg underskrider underskred back",
    ),
    (Senses::STOP, "för över under mer mindre inom"),
    (Senses::THAN, "än jämfört jämförelse mot"),
    (Senses::PREVIOUS, "fjol ifjol förra föregående fg förgående tidigare fjolårets fjolåret senaste"),
    (Senses::FULL_YEAR, "helår helåret helårs årets året årsbasis års"),
    (
        Senses::TO_DATE,
        "ackumulerat ackumulerad ackumulerade perioden periodens period månaden månad månader tertialet tertial \
         kvartalet kvartal delår halvår halvåret",
    ),
    (Senses::STOP, "perioden periodens period året årets år månaden månad månader tid gång slut dag idag"),
    (Senses::TOGETHER, "totalt totala total tillsammans sammanlagt sammantaget summa ihop samlat samlad"),
    (
        Senses::MONTH,
        "januari februari mars april maj juni juli augusti september oktober november december jan feb mar apr jun \
         jul aug sep sept okt nov dec",
    ),
    (Senses::STOP, "kronor kr tkr mkr mnkr mdkr procent procentenheter miljoner tusen belopp tal"),
];

/// Words in any inflection: compared by stem.
const STEMS: &[(Senses, &str)] = &[
    (
        Senses::GENERIC,
        "avdelning område verksamhet enhet del post summa ansvarsområde verksamhetsområde \
         kommentar åtgärd analys sammanfattning inledning bakgrund ekonomi uppföljning månadsuppföljning \
         delårsrapport årsredovisning rapport redovisning bedömning orsak utveckling läge drift driftredovisning \
         sektion sektor budgetuppföljning ekonomisk fördjupad inledande sammanfattande större belopp förändring \
         prognosförändring periodisering slutsats investering investeringsverksamhet",
    ),
    (
        Senses::WHOLE,
        "tabell nämnd förvaltning kommun region stad landsting styrelse socialtjänst organisation koncern bolag \
         kommunstyrelse kommunen förbund kommunalförbund",
    ),
    // The report of a board also tells of these; only in their own reports are they the whole.
    (
        Senses::BODY,
        "kommun region stad landsting styrelse koncern bolag kommunstyrelse förbund kommunalförbund",
    ),
    (Senses::FORECAST, "beräknad beräknas väntad väntas förväntad förväntas bedömd bedöms"),
    (
        Senses::STOP,
        "uppskattad samlad redovisad huvudsaklig motsvarande slutlig ingår ingående nuvarande aktuell",
    ),
    (
        Senses::MOVES,
        "ökning minskning försämring förbättring uppgång nedgång ökar minskar ökat minskat ökade minskade stiger stigit steg sjunker sjunkit förbättras försämras",
    ),
    (Senses::HIGHER, "ökning uppgång ökar ökat ökade stiger stigit"),
    (Senses::LOWER, "minskning nedgång minskar minskat minskade sjunker sjunkit"),
    (Senses::CHANGE, "förändring prognosförändring"),
    (Senses::SHARE, "andel"),
];

/// Words that hold a telling piece: *årsprognosen*, *budgetavvikelse*, *prognostiseras*.
const PIECES: &[(&str, Senses)] = &[
    ("avvik", Senses::DEVIATION),
    ("differens", Senses::DEVIATION),
    ("överskott", Senses(Senses::DEVIATION.0 | Senses::POSITIVE.0)),
    ("underskott", Senses(Senses::DEVIATION.0 | Senses::NEGATIVE.0)),
    ("överskrid", Senses(Senses::DEVIATION.0 | Senses::HIGHER.0)),
    ("underskrid", Senses(Senses::DEVIATION.0 | Senses::LOWER.0)),
    ("prognos", Senses::FORECAST),
    ("utfall", Senses::OUTCOME),
    ("förbruk", Senses::OUTCOME),
    ("bokslut", Senses::OUTCOME),
    ("resultat", Senses::RESULT),
];

/// Beginnings of words: *budgeterade*, *budgetens*, but not *budgetavvikelse*, which is a deviation.
const STARTS: &[(&str, Senses)] = &[
    ("budget", Senses::BUDGET),
    ("årsbudget", Senses::BUDGET),
    ("investeringsbudget", Senses::BUDGET),
    ("driftbudget", Senses::BUDGET),
    ("periodbudget", Senses::BUDGET),
    ("periodbudget", Senses::TO_DATE),
    ("periodutfall", Senses::TO_DATE),
    ("årsbudget", Senses::FULL_YEAR),
    ("helårsprognos", Senses::FULL_YEAR),
    ("årsprognos", Senses::FULL_YEAR),
    ("helårs", Senses::FULL_YEAR),
];

/// Plurals of bodies.
const SEVERAL: &[&str] =
    &["nämnder", "förvaltningar", "kommuner", "styrelser", "regioner", "bolagen", "tabeller"];

/// The vocabulary, ready to look words up in.
#[derive(Debug)]
pub(super) struct Vocabulary {
    exact: BTreeMap<&'static str, Senses>,
    stems: BTreeMap<String, Senses>,
    /// What the field shortens, with the stems of its name that tell: see [`SHORT`].
    pub(super) short: Vec<(&'static str, Vec<String>)>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        let mut exact = BTreeMap::new();
        for &(sense, list) in EXACT {
            for word in list.split_whitespace() {
                let entry = exact.entry(word).or_insert(Senses::NONE);
                *entry = *entry | sense;
            }
        }
        let mut stems = BTreeMap::new();
        for &(sense, list) in STEMS {
            for word in list.split_whitespace() {
                let entry = stems.entry(words::key(word)).or_insert(Senses::NONE);
                *entry = *entry | sense;
            }
        }
        let stems_of = |name: &str| name.split_whitespace().map(words::key).collect();
        let short = SHORT.iter().map(|&(short, name)| (short, stems_of(name))).collect();
        Self { exact, stems, short }
    }

    pub(super) fn senses(&self, word: &Word) -> Senses {
        let text = word.text.as_str();
        let mut senses = self.exact.get(text).copied().unwrap_or(Senses::NONE);
        // The stemmer takes "-het" for an ending, and leaves "ekonomi" of a unit that is called so.
        if !text.contains("enhet") || words::bare_stem(text).is_none() {
            senses = senses | self.stems.get(&word.stem).copied().unwrap_or(Senses::NONE);
        }
        for &(piece, sense) in PIECES {
            if text.contains(piece) {
                senses = senses | sense;
            }
        }
        for &(start, sense) in STARTS {
            // The head of a compound decides: a budget deviation is no budget.
            if text.starts_with(start) && (sense != Senses::BUDGET || !senses.has(Senses::DEVIATION)) {
                senses = senses | sense;
            }
        }
        if (is_board(text) || text.contains("styrelse")) && words::has_head(text) {
            senses = senses | Senses::WHOLE;
            if words::bare_stem(text).is_some() {
                senses = senses | Senses::BODY;
            }
        }
        // "Nämnderna" are several, and not the one that reports.
        if SEVERAL.iter().any(|plural| text.contains(plural)) {
            senses = Senses(senses.0 & !(Senses::WHOLE.0 | Senses::BODY.0));
        }
        if text.chars().count() == 1 {
            senses = senses | Senses::STOP;
        }
        senses
    }
}

/// A board, or what works under it: its budget is given, and its result is what differs from that.
pub(super) fn is_board(word: &str) -> bool {
    ["nämnd", "förvaltning"].iter().any(|head| word.contains(head))
}

/// The month a word names or starts with: 1 to 12.
pub(super) fn month(word: &str) -> Option<u8> {
    const NAMES: &[&str] =
        &["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let found = MONTHS
        .iter()
        .position(|name| {
            *name == word || word.strip_prefix(name).is_some_and(|rest| rest.starts_with("prognos"))
        })
        .or_else(|| NAMES.iter().position(|name| *name == word))
        .or((word == "sept").then_some(8))?;
    u8::try_from(found + 1).ok()
}

/// Is the word what costs less income come to? So a table of net costs calls nothing, and the prose any of its rows.
pub(super) fn is_net(word: &str) -> bool {
    let inflected = |tail: &str| matches!(tail, "" | "en" | "er" | "erna" | "ernas" | "ens" | "s");
    word.strip_prefix("nettokostnad").is_some_and(inflected) || matches!(word, "netto" | "nettot")
}

/// Does a word before a noun say which of them are meant: *större objekt*, *mindre objekt*?
pub(super) fn sorts(word: &str) -> bool {
    matches!(word, "större" | "mindre" | "största" | "minsta" | "äldre" | "yngre")
}

/// What a column or a sentence tells of, where a table holds income, costs and what they leave beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    Income,
    Cost,
    Net,
}

/// The kind of account that a word means by itself: *intäkterna*, *kostnader*, not *personalkostnader*.
pub(super) fn account(word: &str) -> Option<Account> {
    let inflected = |tail: &str| matches!(tail, "" | "en" | "er" | "erna" | "ernas" | "ens" | "s");
    let is = |names: &[&str]| names.iter().filter_map(|name| word.strip_prefix(name)).any(inflected);
    if is_net(word) {
        Some(Account::Net)
    } else if is(&["intäkt", "inkomst"]) {
        Some(Account::Income)
    } else if is(&["kostnad", "utgift"]) {
        Some(Account::Cost)
    } else {
        None
    }
}

/// What the stem of a compound says is paid for: *lokal* of *lokalkostnad*, *el* of *elkostnad*.
pub(super) fn costed(stem: &str) -> Option<&str> {
    // As stems are cut: *kostnad* loses its last letters.
    let first = ["kostnad", "kostn", "utgift", "intäkt"].iter().find_map(|head| stem.strip_suffix(head))?;
    let first = if first.len() > 4 { first.strip_suffix('s').unwrap_or(first) } else { first };
    (first.chars().count() > 1).then_some(first)
}

/// Nets, with how the labels of their income and costs begin: what they are the difference of where no row is called so.
pub(super) const NETS: &[(&str, &str)] = &[("finansnetto", "finansiell"), ("räntenetto", "ränte")];

/// Is a word of a label, or of the prose, one of taxes: *skatteintäkter*, *skatter*; not *skatt på årets resultat*?
pub(super) fn is_tax(word: &str) -> bool {
    word.starts_with("skatteintäkt") || matches!(word, "skatter" | "skatterna" | "skatternas")
}

/// Is it one of what the state gives, which is told of together with taxes: *statsbidrag och utjämning*?
pub(super) fn is_grant(word: &str) -> bool {
    word.starts_with("statsbidrag")
        || word.starts_with("utjämning")
        || word.starts_with("fastighetsavgift")
        || matches!(word, "bidrag" | "bidragen")
}

/// What the field shortens, with the words of its name that tell: *sfi*, *ifo*.
const SHORT: &[(&str, &str)] = &[
    ("sfi", "svenska invandrare"),
    ("ifo", "individ familjeomsorg"),
    ("hvb", "hem vård boende"),
    ("säbo", "särskilt boende"),
    ("va", "vatten avlopp"),
    ("vux", "vuxenutbildning"),
    ("komvux", "vuxenutbildning"),
    ("kof", "kultur fritid"),
    ("bou", "barn utbildning"),
];

/// Whose accounts a column holds, where several stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// *Kommunen*, *moderbolaget*: by itself.
    Own,
    /// With what it owns.
    Group,
}

/// Bodies that keep accounts of their own beside each other: *Kommunen*, *Koncernen*.
pub(super) fn body_of_accounts(word: &str) -> Option<Body> {
    let inflected = |tail: &str| matches!(tail, "" | "en" | "ens" | "et" | "ets" | "erna" | "s");
    // "Sammanställda räkenskaper": those of the municipality and what it owns, put together.
    if matches!(word, "sammanställd" | "sammanställda") {
        return Some(Body::Group);
    }
    let bodies = ["kommun", "moderbolag", "moderföretag", "region", "stad", "bolag"];
    let tail = bodies.iter().find_map(|body| word.strip_prefix(body)).unwrap_or(word);
    if tail.strip_prefix("koncern").is_some_and(inflected) {
        return Some(Body::Group);
    }
    (tail != word && inflected(tail)).then_some(Body::Own)
}

/// Does a word say that months are told together?
pub(super) fn is_accumulated(word: &str) -> bool {
    matches!(
        word,
        "perioden"
            | "periodens"
            | "ackumulerat"
            | "ackumulerad"
            | "ackumulerade"
            | "hittills"
            | "långt"
            | "tom"
            | "tertialet"
            | "kvartalet"
    )
}

/// Words by which a sentence goes from what was to what is.
pub(super) fn tells_of_now(word: &str) -> bool {
    matches!(
        word,
        "nu" | "numera"
            | "därefter"
            | "senare"
            | "höjdes"
            | "höjts"
            | "höjt"
            | "sänktes"
            | "sänkts"
            | "sänkt"
            | "stärkts"
            | "stärkt"
            | "blev"
            | "tillägg"
    )
}

/// Words that add nothing to what a change is compared with: *lönerna **har dock** ökat med 3 mkr **jämfört med** i fjol*.
pub(super) fn adds_nothing(word: &str) -> bool {
    const WORDS: &str = "har hade med är var blev det de den en ett och för av dock däremot också även ändå därmed trots \
                         jämfört jämförelse mot från sedan i år året";
    WORDS.split_whitespace().any(|own| own == word)
}

/// Verbs by which something gets better or worse: of a row of costs it is then its deviation that is told of.
pub(super) fn tells_of_quality(word: &str) -> bool {
    betters(word) != 0 || ["stärk", "försvaga"].iter().any(|verb| word.starts_with(verb))
}

/// On which side of something a result is drawn up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

/// *Före skatt*, *efter finansiella poster*.
pub(super) fn side(word: &str) -> Option<Side> {
    match word {
        "före" => Some(Side::Before),
        "efter" => Some(Side::After),
        _ => None,
    }
}

/// Verbs of change that tell of now, of each year or of what is to come: *ökar*, *växer*; not *ökade*, *har ökat*.
pub(super) fn tells_of_present(word: &str) -> bool {
    ["ökar", "minskar", "stiger", "sjunker", "växer", "faller", "höjs", "sänks", "går"].contains(&word)
        || ["ökas", "minskas", "öka", "minska", "stiga", "sjunka", "växa", "höja", "sänka"].contains(&word)
}

/// *som mest*, *som störst*: at its height, and not as it is.
pub(super) fn is_extreme(word: &str) -> bool {
    matches!(word, "mest" | "minst" | "högst" | "lägst" | "störst" | "flest" | "bäst" | "sämst")
}

/// A report or a forecast of another time: *vårprognosen*, *delårsrapporten*; not *årsprognosen*.
pub(super) fn is_earlier_report(word: &str) -> bool {
    const OWN: &[&str] = &["", "års", "helårs"];
    let head = ["prognos", "rapport", "bokslut"].iter().find_map(|kind| word.get(..word.find(kind)?));
    head.is_some_and(|head| !OWN.contains(&head) && head != "budget")
}

/// A result on the way to the last: *rörelseresultat*, *balanskravsresultat*, but not *årsresultat*.
pub(super) fn is_partial_result(word: &str) -> bool {
    const WHOLE: &[&str] =
        &["", "års", "helårs", "halvårs", "delårs", "period", "kvartals", "månads", "netto", "prognos"];
    let head = word.find("resultat").and_then(|at| word.get(..at));
    let tail = word.find("resultat").and_then(|at| word.get(at + "resultat".len()..));
    // Inflected, and no other head: "resultaträkning".
    let bare = |tail: &str| matches!(tail, "" | "et" | "ets" | "en" | "ens" | "s");
    head.is_some_and(|head| !WHOLE.contains(&head)) && tail.is_some_and(bare)
}

/// A verb in the past by its ending: *investerade*, *lämnades*, *användes*. A label may end so, too.
pub(super) fn is_past(word: &str) -> bool {
    (word.strip_suffix('s').unwrap_or(word).ends_with("ade") || word.ends_with("ndes"))
        && word.chars().count() > 5
}

/// Words right before how much there is of a thing.
pub(super) fn tells_level(word: &str) -> bool {
    matches!(word, "till" | "från" | "på") || is_level_verb(word)
}

/// Verbs whose object is how much there is.
fn is_level_verb(word: &str) -> bool {
    matches!(
        word,
        "är" | "var"
            | "blev"
            | "blir"
            | "kostade"
            | "kostar"
            | "kostat"
            | "utgör"
            | "utgjorde"
            | "gav"
            | "ger"
    )
}

/// Words by which a label goes on to what its thing is of or for: *skatt **på** årets resultat*.
pub(super) fn opens_attribute(word: &str) -> bool {
    matches!(word, "av" | "på" | "från" | "till" | "för" | "avseende" | "liknande" | "mm" | "m")
}

/// All years of a project together: *totalbudget*, *slutprognos*, *projektbudget*.
pub(super) fn is_in_all(word: &str) -> bool {
    let tail = ["total", "slut", "projekt"].iter().find_map(|head| word.strip_prefix(head));
    tail.is_some_and(|tail| ["budget", "prognos", "kostnad", "utgift"].iter().any(|of| tail.starts_with(of)))
}

/// Words of a time that may stand between the verb and how much there is: *var vid årets slut 3 mkr*.
pub(super) fn is_of_time(word: &str) -> bool {
    matches!(word, "vid" | "under" | "årets" | "året" | "slut" | "slutet" | "utgången" | "av" | "i" | "år")
}

/// A level with a time between its verb and the figure.
pub(super) fn tells_level_at(words: &[&str]) -> bool {
    let time = words.iter().rev().take_while(|word| is_of_time(word)).count();
    let verb = words.len().checked_sub(time + 1).and_then(|at| words.get(at));
    time > 0 && verb.is_some_and(|verb| is_level_verb(verb))
}

/// Words that say how much there is, and nothing of when, where or of what else.
pub(super) fn is_of_level(word: &str) -> bool {
    const WORDS: &str = "uppgick uppgår uppgått låg ligger legat till på är var blev det den de under året årets vid slut \
                         slutet utgången av i och antalet antal har hade från gått upp ned ner ökat minskat ökade minskade \
                         sjönk sjunkit steg stigit landade landar hamnade hamnar stannade stannar slutade slutar \
                         verksamhetens";
    WORDS.split_whitespace().any(|own| own == word) || is_about(word) || is_level_verb(word)
}

/// Words of a heading under which it is told what was planned.
pub(super) fn tells_of_plans(word: &str) -> bool {
    ["förutsättning", "planering", "budget", "ramar", "utgångsläge"].iter().any(|part| word.contains(part))
}

/// Verbs of what has come out.
pub(super) fn comes_to(word: &str) -> bool {
    const WORDS: &str = "uppgick uppgått uppgår blev landade slutade stannade hamnade kostade kostat var steg stigit ökade \
                         ökat minskade minskat sjönk sjunkit drog gav";
    WORDS.split_whitespace().any(|own| own == word)
}

/// *cirka*, *drygt*, *knappt*: what is told is that much, and not a limit as *högst* and *minst* are.
pub(super) fn is_about(word: &str) -> bool {
    hedge(word).is_some()
        && !matches!(word, "högst" | "minst" | "maximalt" | "åtminstone" | "uppemot" | "över")
}

/// A small number in letters.
pub(super) fn number_word(word: &str) -> Option<u32> {
    const NUMBERS: &[&str] =
        &["noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
    let word = match word {
        "en" => "ett",
        "båda" => "två",
        "inget" | "ingen" | "inga" => "noll",
        other => other,
    };
    NUMBERS.iter().position(|number| *number == word).and_then(|n| u32::try_from(n).ok())
}

/// Verbs that say how it goes for a body: *redovisar ett underskott*.
pub(super) fn shows(word: &str) -> bool {
    matches!(word, "redovisar" | "visar" | "uppvisar" | "har" | "lämnar" | "gör" | "får") || foretells(word)
}

/// Verbs that say how it will go.
pub(super) fn foretells(word: &str) -> bool {
    matches!(word, "prognostiserar" | "väntas" | "förväntas" | "beräknas" | "bedöms")
}

/// Does the word count the people of a place?
pub(super) fn is_head_count(word: &str) -> bool {
    ["invånar", "folkmängd", "befolkning"].iter().any(|start| word.starts_with(start))
}

/// Several bodies of which a table tells one by one: *nämnderna*.
pub(super) fn is_several(word: &str) -> bool {
    const DEFINITE: &[&str] = &[
        "nämnderna",
        "förvaltningarna",
        "verksamheterna",
        "avdelningarna",
        "enheterna",
        "områdena",
        "bolagen",
    ];
    DEFINITE.iter().any(|plural| word.strip_suffix('s').unwrap_or(word).ends_with(plural))
}

/// Does the word say that something is left out?
pub(super) fn leaves_out(word: &str) -> bool {
    matches!(
        word,
        "exklusive" | "exkl" | "utom" | "förutom" | "frånsett" | "utan" | "bort" | "borträknat" | "bortsett"
    )
}

/// Does a word right after the money say what it is paid for? *20 kronor litern*.
pub(super) fn is_measured_by(word: &str) -> bool {
    matches!(
        word,
        "litern"
            | "kilot"
            | "kilon"
            | "tonnet"
            | "metern"
            | "kvadratmetern"
            | "kilowattimmen"
            | "timmen"
            | "styck"
            | "stycket"
            | "portionen"
            | "dygnet"
            | "dagen"
            | "veckan"
            | "månaden"
    )
}

/// Does the unit that a word names count something per piece or per day? Such a figure is no sum of the report.
pub(super) fn is_rate(word: &str) -> bool {
    const RATES: &[&str] = &[
        "dygn",
        "dag",
        "timme",
        "timmar",
        "natt",
        "vecka",
        "plats",
        "brukare",
        "elev",
        "barn",
        "person",
        "hushåll",
        "kvm",
        "kvadratmeter",
        "styck",
        "st",
        "besök",
        "individ",
        "vårddygn",
        "placering",
        "enhet",
        "ärende",
        "invånare",
        "inv",
        "årsarbetare",
        "anställd",
        "h",
        "tim",
        "m",
        "km",
        "mil",
        "portion",
        "gäst",
        "kilo",
        "kg",
        "ton",
        "liter",
        "kwh",
    ];
    RATES.contains(&word)
}

/// What a figure before it comes to is told in per cent behind these: *175 mkr, motsvarande 80 procent*.
pub(super) fn tells_share(word: &str) -> bool {
    matches!(
        word,
        "motsvarar"
            | "motsvarande"
            | "motsvarade"
            | "utgör"
            | "utgjorde"
            | "eller"
            | "alltså"
            | "dvs"
            | "säga"
    )
}

/// A name for how much of a whole something is: *genomförandegrad*, *andel*; not *självfinansieringsgrad*, which is of
/// something else.
pub(super) fn is_portion(word: &str) -> bool {
    let grade = |head: &str| {
        matches!(head, "genomförande" | "förbruknings" | "upparbetnings" | "utnyttjande" | "nyttjande")
    };
    let word = word.strip_suffix("en").unwrap_or(word);
    matches!(word, "andel" | "takt") || word.strip_suffix("grad").is_some_and(grade)
}

/// A name for how much two figures differ: *skillnaden mellan åren*.
pub(super) fn tells_gap(word: &str) -> bool {
    matches!(word, "skillnad" | "skillnaden" | "gapet" | "glappet")
}

/// Good (1) or bad (-1) for the economy, of something that moves: *en förbättring med*, *har försämrats*.
pub(super) fn betters(word: &str) -> i8 {
    i8::from(word.starts_with("förbättr")) - i8::from(word.starts_with("försämr"))
}

/// More (1) or less (-1), right before how much: *steg till 63 mkr, upp 4 procent*.
pub(super) fn turns(word: &str) -> i8 {
    i8::from(word == "upp") - i8::from(matches!(word, "ned" | "ner"))
}

/// Says that what was told one by one, or what is named, is added up.
pub(super) fn adds_up(word: &str) -> bool {
    matches!(
        word,
        "tillsammans" | "sammanlagt" | "sammantaget" | "ihop" | "båda" | "bägge" | "summan" | "totalt"
    )
}

/// Joins what stands on both sides.
pub(super) fn joins(word: &str) -> bool {
    matches!(word, "och" | "samt" | "men" | "medan" | "respektive" | "resp")
}

/// *det totala underskottet*: of everything together.
pub(super) fn is_of_all(word: &str) -> bool {
    matches!(
        word,
        "total"
            | "totala"
            | "totalt"
            | "samlad"
            | "samlade"
            | "samlat"
            | "sammanlagda"
            | "sammanlagt"
            | "hela"
    )
}

/// *skolan står för 6 mkr av underskottet*
pub(super) fn takes_part(word: &str) -> bool {
    matches!(word, "står" | "svarar" | "stod" | "svarade" | "utgör" | "utgjorde")
}

/// A word that no line ends with on purpose, since what it leads to comes behind it.
pub(super) fn leads_on(word: &str) -> bool {
    const OPEN: &[&str] = &[
        "att",
        "av",
        "från",
        "för",
        "genom",
        "hos",
        "inom",
        "jämfört",
        "med",
        "mellan",
        "mot",
        "och",
        "om",
        "per",
        "på",
        "samt",
        "som",
        "till",
        "under",
        "vid",
        "än",
        "är",
    ];
    OPEN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senses(text: &str) -> Senses {
        Vocabulary::new().senses(&words::words(text)[0])
    }

    #[test]
    fn words_mean_what_they_should() {
        assert!(senses("Årsprognosen").has(Senses::FORECAST));
        assert!(senses("Årsprognosen").has(Senses::FULL_YEAR));
        assert!(senses("budgetavvikelsen").has(Senses::DEVIATION));
        assert!(!senses("budgetavvikelsen").has(Senses::BUDGET));
        assert!(senses("budgeterade").has(Senses::BUDGET));
        assert!(senses("underskottet").has(Senses::NEGATIVE));
        assert!(senses("avdelningen").has(Senses::GENERIC));
        assert!(senses("nämndens").has(Senses::WHOLE));
        assert!(senses("hemtjänsten").is_content());
        assert_eq!(month("marsprognosen"), Some(3));
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("marsvin"), None);
    }
}
