//! What a log of an election may hold, and what is refused before it.

use record::{Election, Rule, SignatureVerdict, SignedSheet, SignedStatement, StatementKind};

use crate::LedgerError;

/// A record, as an entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A tally sheet: the first of its table, a correction, or one more that contradicts it.
    Sheet(SignedSheet),
    /// What an organisation says.
    Statement(SignedStatement),
}

impl Entry {
    /// Reads an entry; nothing is verified.
    ///
    /// # Errors
    /// L402 where it is neither a sheet nor a statement in its one form.
    pub fn decode(bytes: &[u8]) -> Result<Self, LedgerError> {
        let sheet = match SignedSheet::decode(bytes) {
            Ok(sheet) => return Ok(Self::Sheet(sheet)),
            Err(error) => error,
        };
        SignedStatement::decode(bytes).map(Self::Statement).map_err(|statement| {
            let detail = format!("as a sheet: {sheet}; as a statement: {statement}");
            LedgerError::new(Rule::EntryMalformed, detail)
        })
    }
}

/// Decides whether a record may become entry `index` of the election's log. A sheet that does not add up
/// may: it is kept and says so. One that cannot be attributed may not.
///
/// # Errors
/// The number of the rule broken: S103 to S106 and S120 to S122 for sheets, L402 otherwise.
pub fn admit(bytes: &[u8], index: u64, election: &Election) -> Result<Entry, LedgerError> {
    let entry = Entry::decode(bytes)?;
    match &entry {
        Entry::Statement(signed) => {
            signed
                .verify(election)
                .map_err(|error| LedgerError::new(Rule::EntryMalformed, error.to_string()))?;
            let statement = signed.statement();
            let names_it = statement.kind == StatementKind::Election
                && statement.subjects.first() == Some(&election.id.0);
            if (index == 0) != names_it {
                let detail = "entry 0, and no other, is the statement that names the election file";
                return Err(LedgerError::new(Rule::EntryMalformed, detail));
            }
        }
        Entry::Sheet(_) if index == 0 => {
            let detail = "entry 0 must be the statement that names the election file";
            return Err(LedgerError::new(Rule::EntryMalformed, detail));
        }
        Entry::Sheet(sheet) => attributable(sheet, election)?,
    }
    Ok(entry)
}

fn attributable(sheet: &SignedSheet, election: &Election) -> Result<(), LedgerError> {
    let (signature, breaches) = sheet.judge(election);
    let of_another = |rule: Rule| {
        matches!(
            rule,
            Rule::OtherElection | Rule::UnknownTable | Rule::UnknownContest | Rule::ListCount
        )
    };
    let refused = breaches.iter().find(|breach| {
        of_another(breach.rule)
            || signature != SignatureVerdict::Valid
                && matches!(breach.rule, Rule::SignatureInvalid | Rule::SignatureNotCheckable)
    });
    match refused {
        None => Ok(()),
        Some(breach) => Err(LedgerError::new(breach.rule, breach.detail.clone())),
    }
}
