//! The report: the one type that the page, the JavaScript interface and the command line serve.
//!
//! Its JSON shape is a contract (schema 1): keys may be added, never renamed or dropped without
//! raising [`SCHEMA`]. Amounts are decimal strings, so that nothing is lost. Lines count from 1.

use super::{source::Kind, span::Span, unit::Unit};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The version of the JSON shape.
pub const SCHEMA: u32 = 1;

/// What one source was found to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub schema: u32,
    pub source: SourceInfo,
    /// The id of the profile used.
    pub profile: String,
    /// The words of the text that the profile was recognised by; empty when it was chosen or nothing pointed to one.
    #[serde(default)]
    pub profile_signs: Vec<String>,
    pub coverage: Coverage,
    pub outline: Vec<Section>,
    /// The sections that the profile asks for, in its order, with what came of each.
    #[serde(default)]
    pub expected: Vec<ExpectedSection>,
    pub tables: Vec<Table>,
    pub claims: Vec<Claim>,
    pub findings: Vec<Finding>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    pub name: String,
    pub kind: Kind,
}

/// What is known of a figure. Every figure ends in exactly one state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing in the report could be held against it.
    #[default]
    Unchecked,
    /// An identity or a tie-out that it is part of holds exactly.
    Verified,
    /// What it is part of holds within rounding.
    Rounding,
    /// Something in the report says otherwise.
    Contradicted,
}

/// The figures by state; the four add up to `figures`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    pub figures: u32,
    pub verified: u32,
    pub rounding: u32,
    pub contradicted: u32,
    pub unchecked: u32,
}

/// A heading and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub title: String,
    /// 1 for the top level.
    pub level: u8,
    pub line: u32,
    pub span: Option<Span>,
    pub status: SectionStatus,
    /// The profile asks for sections, but neither for this one nor for any that it stands in or holds.
    #[serde(default)]
    pub extra: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionStatus {
    #[default]
    Present,
    /// A heading with nothing under it.
    Empty,
}

/// A section that the profile asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedSection {
    pub name: String,
    /// The section that it is to stand in, by its name in the profile.
    pub within: Option<String>,
    /// False where it is only recommended.
    pub required: bool,
    pub status: ExpectedStatus,
    /// Index into the outline; none where it is missing or is met by a line that is no heading.
    pub section: Option<usize>,
    /// Where it stands; where it is missing, the nearest line that can be named.
    pub line: u32,
    /// Index into the findings: what is said of it, where something is.
    pub finding: Option<usize>,
}

/// What came of a demand for a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExpectedStatus {
    #[default]
    Present,
    /// A heading with nothing under it.
    Empty,
    Missing,
}

/// A table as the program reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub title: String,
    /// The unit of the whole table, where one is given.
    pub unit: Option<Unit>,
    pub first_line: u32,
    pub last_line: u32,
    /// The figure columns only, in order.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub relations: Vec<Relation>,
    /// Missing cells in which something stands instead of a figure (`..`, `x`): they may be anything, not nothing.
    #[serde(skip)]
    pub withheld: Vec<Place>,
    /// Rows in which every figure carries the sign for per cent.
    #[serde(skip)]
    pub in_per_cent: Vec<usize>,
}

impl Table {
    /// The cell at a row and a column; none when missing.
    pub fn cell(&self, at: Place) -> Option<&Cell> {
        self.rows.get(at.0)?.cells.get(at.1)?.as_ref()
    }

    /// The value at a row and a column; none when missing or malformed.
    pub fn value(&self, at: Place) -> Option<Decimal> {
        self.cell(at)?.value
    }
}

/// [row, column] into a table's `rows` and `columns`, counted from 0.
pub type Place = (usize, usize);

/// A column of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    pub header: String,
    pub role: ColumnRole,
    /// The unit of this column, where it differs from the table's or the table has none.
    pub unit: Option<Unit>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnRole {
    Budget,
    /// Utfall, bokslut, förbrukning: what happened.
    Outcome,
    /// Prognos: what is expected to happen.
    Forecast,
    /// Avvikelse: the difference of two others.
    Deviation,
    /// Förändring against an earlier period.
    Change,
    /// Plan for a coming year.
    Plan,
    /// An earlier period given for comparison.
    Previous,
    /// A sum of the other columns.
    Total,
    /// A percentage.
    Share,
    /// A number of things.
    Count,
    #[default]
    Other,
}

/// What a row holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowRole {
    Income,
    Cost,
    /// Summa, totalt.
    Total,
    /// Netto: income and cost together.
    Net,
    /// Årets resultat and its kin.
    Result,
    /// Varav, därav: inside another row, not to be added again.
    Part,
    #[default]
    Item,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line of the row's first figure, or of its label where it has no figure.
    pub line: u32,
    pub label: String,
    pub role: RowRole,
    /// Where the label stands; none in a grid.
    pub label_span: Option<Span>,
    /// The nearest sub-heading inside the table, or empty.
    pub group: String,
    /// One entry per column; none where the cell is missing or holds no figure.
    pub cells: Vec<Option<Cell>>,
}

/// A figure in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// As written.
    pub text: String,
    /// With the decimals that are shown; none when the figure is malformed.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub value: Option<Decimal>,
    pub state: State,
    /// Place in the source text; none where the source is a grid.
    pub span: Option<Span>,
    /// [row, column] in the source grid, where it is one.
    pub at: Option<Place>,
}

/// One arithmetic identity over cells of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    pub kind: RelationKind,
    pub total: Place,
    pub terms: Vec<Term>,
    #[serde(with = "rust_decimal::serde::str")]
    pub computed: Decimal,
    #[serde(with = "rust_decimal::serde::str")]
    pub reported: Decimal,
    /// |computed − reported|.
    #[serde(with = "rust_decimal::serde::str")]
    pub difference: Decimal,
    /// The largest difference that rounding explains.
    #[serde(with = "rust_decimal::serde::str")]
    pub tolerance: Decimal,
    pub verdict: Verdict,
    /// True when the user has pointed it out.
    #[serde(default)]
    pub given: bool,
}

impl Relation {
    /// The cells that it runs through: its terms, and its total last.
    pub fn cells(&self) -> impl Iterator<Item = Place> {
        self.terms.iter().map(|term| term.cell).chain([self.total])
    }

    /// Is it a sum, or a difference, which is one turned round?
    pub fn is_additive(&self) -> bool {
        matches!(self.kind, RelationKind::Sum | RelationKind::Difference)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RelationKind {
    /// total = Σ factor × term
    Sum,
    /// total = first − the rest; written with factors like a sum
    Difference,
    /// total = mean of the terms
    Average,
    /// total = first / second
    Ratio,
    /// total = (first − second) / second
    Change,
}

/// A cell in an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub cell: Place,
    /// Mostly 1 or −1.
    #[serde(with = "rust_decimal::serde::str")]
    pub factor: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Exact,
    Rounding,
    Mismatch,
}

impl Verdict {
    /// On an identity that is off by so much, of which so much is allowed.
    pub(crate) fn of(difference: Decimal, tolerance: Decimal) -> Self {
        if difference.is_zero() {
            Self::Exact
        } else if difference <= tolerance {
            Self::Rounding
        } else {
            Self::Mismatch
        }
    }
}

/// A figure in the prose with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    pub text: String,
    /// With the sign that is meant: "underskott om 2,1" is -2.1.
    #[serde(with = "rust_decimal::serde::str")]
    pub value: Decimal,
    pub unit: Option<Unit>,
    pub line: u32,
    pub span: Span,
    pub subject: String,
    pub measure: Option<Measure>,
    pub period: String,
    pub state: State,
    pub tied_to: Option<Tie>,
    /// What the source it is tied to gives, in the claim's unit and decimals.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub expected: Option<Decimal>,
    /// Why it is unchecked, in the report's language; empty when it is not.
    pub reason: String,
}

/// What a claim measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Measure {
    #[serde(rename = "budget")]
    Budget,
    #[serde(rename = "utfall")]
    Outcome,
    #[serde(rename = "prognos")]
    Forecast,
    #[serde(rename = "avvikelse")]
    Deviation,
    #[serde(rename = "prognosavvikelse")]
    ForecastDeviation,
    #[serde(rename = "resultat")]
    Result,
    #[serde(rename = "förändring")]
    Change,
    #[serde(rename = "andel")]
    Share,
}

/// What a claim agrees or disagrees with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Tie {
    Cell {
        table: usize,
        cell: Place,
    },
    Claim {
        claim: usize,
    },
    Computed {
        /// The working, as "2,2 − 0,6".
        computed: String,
    },
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The program can show the sum that fails.
    Error,
    /// Probably wrong, or wrong in form.
    Warning,
    Note,
}

/// What the user is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the check, as `footing/sum`.
    pub rule: String,
    pub severity: Severity,
    /// The line of `span`, or the nearest that can be named; none where the source is a grid.
    pub line: Option<u32>,
    pub span: Option<Span>,
    /// What differs, why it is told, and what to look at.
    pub message: String,
    #[serde(with = "rust_decimal::serde::str_option")]
    pub computed: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option")]
    pub reported: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option")]
    pub difference: Option<Decimal>,
    #[serde(with = "rust_decimal::serde::str_option")]
    pub tolerance: Option<Decimal>,
    /// The places of the terms.
    pub related: Vec<Span>,
    pub culprit: Option<Culprit>,
    /// Of a figure of the prose: what would mend it. One, where it is certain which place is wrong; one for each
    /// place, where either may be; none, where that cannot be told.
    #[serde(default)]
    pub rewrites: Vec<Rewrite>,
    /// The failing identities: [table, index into its `relations`].
    #[serde(default)]
    pub relations: Vec<(usize, usize)>,
}

/// A figure to be written in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rewrite {
    pub line: u32,
    /// The figure that is replaced, with its unit, which stays.
    pub span: Span,
    /// As it is to be written: with a sign only where the sentence writes one.
    #[serde(with = "rust_decimal::serde::str")]
    pub value: Decimal,
}

/// The cell that is probably the wrong one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Culprit {
    pub table: usize,
    pub cell: Place,
    /// What it should be, in its own unit and decimals.
    #[serde(with = "rust_decimal::serde::str_option")]
    pub suggested: Option<Decimal>,
    pub slip: Option<Slip>,
    /// False where another cell may well be the wrong one instead: this is then the likeliest of several.
    #[serde(default = "yes")]
    pub clear: bool,
    /// Other single changes that would do, the likeliest first.
    pub alternatives: Vec<Alternative>,
}

fn yes() -> bool {
    true
}

/// Another single change that makes the identities hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternative {
    pub cell: Place,
    #[serde(with = "rust_decimal::serde::str_option")]
    pub suggested: Option<Decimal>,
    pub slip: Option<Slip>,
}

/// The kind of slip that turns the right figure into the printed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slip {
    /// Two neighbouring digits have changed places.
    DigitsSwapped,
    /// One digit differs.
    OneDigit,
    SignLost,
    /// A digit more or fewer.
    DigitCount,
    /// Off by a thousand.
    Thousand,
    /// The figure of the neighbouring column.
    NeighbourColumn,
    /// A row left out of the total.
    RowLeftOut,
    /// A row counted twice in the total.
    CountedTwice,
    /// The total is that of other figures: it was not updated.
    NotUpdated,
}
