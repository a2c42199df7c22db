use record::Rule;
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, Severity, SqlState};

use super::address::shown;

/// Why the database did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Nothing was changed, and asking again may help: two transactions met, or the connection was lost before
    /// anything was to become durable.
    Again(String),
    /// Whether it was done cannot be known from here.
    Unknown(String),
    /// Nothing was changed, and asking again gives the same.
    Refused(String),
    /// The server would report as stored what a power cut takes back.
    NotDurable(String),
}

impl Failure {
    /// Of a statement whose transaction was not told to commit yet.
    pub fn before_commit(error: &Error) -> Self {
        match error.as_db_error() {
            Some(said) if Self::is_passing(said) || is_last_word(said) => Self::Again(shown(error)),
            Some(_) => Self::Refused(shown(error)),
            None => Self::Again(shown(error)),
        }
    }

    /// Of a `COMMIT`, or of a statement that is a transaction of its own. Only an error that the server sent and
    /// went on after says that nothing was stored.
    pub fn at_commit(error: &Error) -> Self {
        match error.as_db_error() {
            Some(said) if is_last_word(said) => Self::Unknown(shown(error)),
            Some(said) if Self::is_passing(said) => Self::Again(shown(error)),
            Some(_) => Self::Refused(shown(error)),
            None => Self::Unknown(shown(error)),
        }
    }

    /// Of making a connection.
    pub fn connecting(error: &Error) -> Self {
        // The library tells the kind in its words only.
        let by_tls = error.to_string().starts_with("error performing TLS handshake");
        match error.as_db_error() {
            Some(said) if !Self::is_passing(said) => Self::Refused(shown(error)),
            None if by_tls => Self::Refused(shown(error)),
            _ => Self::Again(shown(error)),
        }
    }

    /// What was seen.
    pub fn into_detail(self) -> String {
        match self {
            Self::Again(detail)
            | Self::Unknown(detail)
            | Self::Refused(detail)
            | Self::NotDurable(detail) => detail,
        }
    }

    /// As an error of a rule, or of the rule that says more.
    pub fn told(self, rule: Rule, hosts: &str) -> (Rule, String) {
        match self {
            Self::Again(detail) | Self::Refused(detail) => (rule, format!("{hosts}: {detail}")),
            Self::Unknown(detail) => {
                (rule, format!("{hosts}: whether it was stored is not known from here: {detail}"))
            }
            Self::NotDurable(detail) => (Rule::StoreNotDurable, format!("{hosts}: {detail}")),
        }
    }

    /// What passes by itself: transactions that met, a server that starts, stops, is full or has become a standby.
    fn is_passing(said: &DbError) -> bool {
        let code = said.code();
        [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::READ_ONLY_SQL_TRANSACTION,
            SqlState::TOO_MANY_CONNECTIONS,
            SqlState::QUERY_CANCELED,
            SqlState::ADMIN_SHUTDOWN,
            SqlState::CRASH_SHUTDOWN,
            SqlState::CANNOT_CONNECT_NOW,
        ]
        .contains(code)
            || code.code().starts_with("08")
    }
}

/// Whether a server that says this says no more, or says itself that it does not know.
fn is_last_word(said: &DbError) -> bool {
    *said.code() == SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN
        || said.parsed_severity() != Some(Severity::Error)
}
