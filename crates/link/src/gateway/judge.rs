//! What a gateway asks of a sheet: that it can be opened, was signed by its station, and can be a leaf of the log.

use record::{Election, Rule, SignatureVerdict, SignedSheet};

use crate::keys::CentreKey;
use crate::request::Request;

/// The signed bytes in a request, or the rule that keeps them out. A sheet that does not add up is let in: it is
/// kept and says so. One that cannot be attributed is not.
pub fn sheet(
    request: &Request<'_>,
    centre: &CentreKey,
    election: &Election,
) -> Result<Vec<u8>, Rule> {
    let bytes = request.open(centre, &election.id).map_err(|error| error.rule)?;
    let signed = SignedSheet::decode(&bytes).map_err(|_| Rule::SheetMalformed)?;
    if signed.sheet().table != request.table() {
        return Err(Rule::SheetOfAnotherTable);
    }
    let (verdict, breaches) = signed.judge(election);
    let keeps_out = |rule: Rule| {
        matches!(
            rule,
            Rule::OtherElection | Rule::UnknownTable | Rule::UnknownContest | Rule::ListCount
        )
    };
    if let Some(breach) = breaches.iter().find(|breach| keeps_out(breach.rule)) {
        return Err(breach.rule);
    }
    match verdict {
        SignatureVerdict::Valid => Ok(bytes),
        SignatureVerdict::NotCheckable => Err(Rule::SignatureNotCheckable),
        SignatureVerdict::Invalid | SignatureVerdict::None => Err(Rule::SignatureInvalid),
    }
}
