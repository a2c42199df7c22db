//! What a result rests on and what it cannot show. Every statement of a collation carries its own.

use serde::{Serialize, Serializer};

/// A language in which findings and caveats can be put.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

/// An assumption or a limit, printed beside what rests on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Caveat {
    /// Irreversibility, level A.
    ArithmeticOnly,
    /// Bounds from partial evidence.
    AuthenticSheets,
    /// Sign test.
    SignTest,
    /// Net effects and leaders of a pair.
    CommonTablesOnly,
    /// C217.
    LeastNumber,
    /// C218.
    PossibleNotConfirmed,
    /// No coverage was announced.
    CoverageTakenAsFull,
    /// A percentage was announced, and not of what.
    CoverageOfUnknown,
    /// No frame is given beyond the election file.
    ElectionFileIsWhole,
    /// Rolls are missing: electors are bounded by something else or not at all.
    RollsUnknown,
    /// Level B.
    AssumedTurnout,
    /// Held tables keep the number of votes cast.
    VotersRight,
}

/// [`Caveat::SignTest`] in English.
pub const SIGN_TEST: &str = "A screening test: it assumes tables independent and each side equally likely \
to gain by a slip; a small p asks for a look at the paper and does not say who erred, or why.";

impl Caveat {
    /// Every caveat.
    pub const ALL: [Self; 12] = [
        Self::ArithmeticOnly,
        Self::AuthenticSheets,
        Self::SignTest,
        Self::CommonTablesOnly,
        Self::LeastNumber,
        Self::PossibleNotConfirmed,
        Self::CoverageTakenAsFull,
        Self::CoverageOfUnknown,
        Self::ElectionFileIsWhole,
        Self::RollsUnknown,
        Self::AssumedTurnout,
        Self::VotersRight,
    ];

    /// The code used in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ArithmeticOnly => "arithmetic-only",
            Self::AuthenticSheets => "authentic-sheets",
            Self::SignTest => "sign-test",
            Self::CommonTablesOnly => "common-tables-only",
            Self::LeastNumber => "least-number",
            Self::PossibleNotConfirmed => "possible-not-confirmed",
            Self::CoverageTakenAsFull => "coverage-taken-as-full",
            Self::CoverageOfUnknown => "coverage-of-unknown",
            Self::ElectionFileIsWhole => "election-file-is-whole",
            Self::RollsUnknown => "rolls-unknown",
            Self::AssumedTurnout => "assumed-turnout",
            Self::VotersRight => "voters-right",
        }
    }

    /// The caveat as a sentence.
    pub const fn text(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::Spanish => self.spanish(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::ArithmeticOnly => tally::irreversibility::CAVEAT_ARITHMETIC,
            Self::AuthenticSheets => tally::partial::CAVEAT_BOUNDS,
            Self::SignTest => SIGN_TEST,
            Self::CommonTablesOnly => "Of the tables that both sources have, and no others.",
            Self::LeastNumber => {
                "A lower bound from arithmetic: it names no tables and does not say which side is right."
            }
            Self::PossibleNotConfirmed => "This is arithmetic only: possible is not confirmed.",
            Self::CoverageTakenAsFull => {
                "The announcement states no coverage: it is taken to cover every table."
            }
            Self::CoverageOfUnknown => {
                "The coverage announced does not say of what: the reading that leaves more room is taken."
            }
            Self::ElectionFileIsWhole => {
                "The election file is taken to list every table; no larger frame was given."
            }
            Self::RollsUnknown => {
                "Rolls of some tables are not known: where a bound needs them, votes cast stand in for the \
                 tables held, and otherwise there is no bound."
            }
            Self::AssumedTurnout => "Holds only if turnout at the outstanding tables is no larger.",
            Self::VotersRight => "Assumes that the number of votes cast on each sheet is right.",
        }
    }

    const fn spanish(self) -> &'static str {
        match self {
            Self::ArithmeticOnly => {
                "Aritmética sobre los totales comunicados; no dice si son ciertos."
            }
            Self::AuthenticSheets => "Válido solo si las actas son auténticas.",
            Self::SignTest => {
                "Prueba de cribado: supone mesas independientes y errores igual de probables a favor de \
                 cada lado; un p pequeño pide mirar el papel y no dice quién erró ni por qué."
            }
            Self::CommonTablesOnly => "De las mesas que ambas fuentes tienen, y de ninguna otra.",
            Self::LeastNumber => {
                "Cota inferior aritmética: no señala mesas ni dice cuál de las partes tiene razón."
            }
            Self::PossibleNotConfirmed => "Solo aritmética: posible no es confirmado.",
            Self::CoverageTakenAsFull => {
                "El anuncio no dice qué cubre: se toma como si cubriera todas las mesas."
            }
            Self::CoverageOfUnknown => {
                "El anuncio no dice de qué es el porcentaje: se toma la lectura que deja más margen."
            }
            Self::ElectionFileIsWhole => {
                "Se supone que la definición contiene todas las mesas; no se dio un marco mayor."
            }
            Self::RollsUnknown => {
                "No se conoce el padrón de algunas mesas: donde hace falta, valen los votos emitidos de las \
                 mesas que se tienen; si no, no hay cota."
            }
            Self::AssumedTurnout => {
                "Vale solo si la participación en las mesas pendientes no es mayor."
            }
            Self::VotersRight => "Supone correcto el número de votos emitidos de cada acta.",
        }
    }
}

/// JSON: the code.
impl Serialize for Caveat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
