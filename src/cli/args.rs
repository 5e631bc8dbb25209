//! What can be written on the command line.

use crate::engine::{
    options::{Lang, Options, ProfileChoice, Rounding},
    profile,
    source::Kind,
};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks the figures of a report: recomputes its tables, ties its prose to them and says which sections
/// are missing.
#[derive(Debug, Parser)]
#[command(name = "rapportkoll", version)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check reports.
    ///
    /// Exit status: 0 no finding of severity error, 1 at least one, 2 something could not be read.
    Check(CheckArgs),
    /// Show what the program makes of a text before anything is checked.
    Inspect(InspectArgs),
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// How the reports are written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    /// The files to check; - is standard input
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// Which view to show; all of them when none is named
    #[arg(long = "view", value_enum, value_name = "VIEW")]
    pub(super) views: Vec<View>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    /// The file to look into; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

/// How a file is read and what it is held against.
#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    /// What the files are; auto goes by name and content
    #[arg(long, value_enum, default_value_t)]
    pub(super) input: Input,
    /// The kind of report; auto lets the text decide
    #[arg(long, default_value = "auto", value_name = "NAME", value_parser = profile)]
    profile: ProfileChoice,
    /// How much a recomputed total may differ: interval (by the figures' own rounding), exact (not at all), one
    /// (by one unit of the last digit) or fixed:N (by at most N, in the table's unit)
    #[arg(long, default_value_t, value_name = "HOW")]
    rounding: Rounding,
    /// The language of messages
    #[arg(long, value_enum, default_value_t)]
    lang: LangArg,
}

impl ReadingArgs {
    pub(super) fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Sv => Lang::Sv,
            LangArg::En => Lang::En,
        }
    }

    pub(super) fn options(&self) -> Options {
        Options {
            lang: self.lang(),
            rounding: self.rounding,
            profile: self.profile.clone(),
            ..Options::default()
        }
    }
}

/// The profile of a name; the names are the ids of the shipped ones.
fn profile(name: &str) -> Result<ProfileChoice, String> {
    if name == "auto" {
        return Ok(ProfileChoice::Auto);
    }
    let ids = || profile::shipped().iter().map(|profile| profile.id.as_str());
    if ids().any(|id| id == name) {
        Ok(ProfileChoice::Named(name.to_owned()))
    } else {
        Err(format!("there are auto, {}", ids().collect::<Vec<_>>().join(", ")))
    }
}

/// How reports are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For a person at a terminal
    #[default]
    Text,
    /// One object, or an array for several files
    Json,
    /// One object a line, written as each file is done
    Jsonl,
    /// For a memo or a mail
    Markdown,
    /// For editors and review tools
    Sarif,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Input {
    #[default]
    Auto,
    Text,
    Csv,
    Tsv,
    Html,
    Docx,
    Xlsx,
    Ods,
    Pdf,
}

impl Input {
    /// The kind that was asked for; none for auto.
    pub(super) fn kind(self) -> Option<Kind> {
        Some(match self {
            Self::Auto => return None,
            Self::Text => Kind::Text,
            Self::Csv => Kind::Csv,
            Self::Tsv => Kind::Tsv,
            Self::Html => Kind::Html,
            Self::Docx => Kind::Docx,
            Self::Xlsx => Kind::Xlsx,
            Self::Ods => Kind::Ods,
            Self::Pdf => Kind::Pdf,
        })
    }
}

/// An inner view of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum View {
    /// The lines, with what cannot be seen made visible
    Lines,
    /// Every figure and everything that is nearly one
    Figures,
    /// The tables, cell by cell
    Tables,
    /// The sums, differences, averages and shares that hold or fail
    Identities,
    /// The figures of the prose with what they are tied to
    Claims,
    /// The headings and the contents list
    Outline,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum LangArg {
    #[default]
    Sv,
    En,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }
}
