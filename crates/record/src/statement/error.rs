use crate::envelope::EnvelopeError;

/// Why a statement does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The bytes are no statement.
    #[error("not a statement in its one canonical form ({0}): ask for another copy")]
    Malformed(String),
    /// Another spelling of a statement, or bytes behind it.
    #[error("another spelling of a statement, or bytes behind it: ask for another copy")]
    NotCanonical,
    /// More bytes than any statement has.
    #[error("{0} bytes, a statement has at most 65,535: log a digest of it instead")]
    TooLarge(usize),
    /// It is of another election.
    #[error("the statement is of another election: use the election file whose id it names")]
    OtherElection,
    /// The election file has no key of the organisation.
    #[error("the election file has no organisation `{0}` with a key: check who signed")]
    UnknownOrganisation(String),
    /// The signature does not verify.
    #[error(
        "the statement was not signed with the key of `{0}`, or was changed since: ask them for it again"
    )]
    Signature(String),
}

impl From<EnvelopeError> for StatementError {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::NotCose(_) => Self::Malformed(error.to_string()),
            EnvelopeError::NotCanonical => Self::NotCanonical,
        }
    }
}

impl From<minicbor::decode::Error> for StatementError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}
