//! Posting a signed record to a centre, for a receipt that verifies.

use anyhow::{anyhow, bail};
use ledger::receipt::MAX_RECEIPT_BYTES;
use ledger::{Receipt, Trust};

use super::web::Web;

/// Where a centre takes records, below its address.
const RECORDS: &str = "v1/records";

/// Posts a record. Its receipt, verified, is what makes it a success.
///
/// # Errors
/// Everything else, with what the centre said: to be tried again.
pub fn record(address: &str, record: &[u8], trust: &Trust) -> anyhow::Result<Receipt> {
    let answer = Web::new(address).post_bytes(RECORDS, record, MAX_RECEIPT_BYTES)?;
    if answer.status != 200 {
        bail!("{address}: status {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    let receipt = Receipt::parse(&answer.body)?;
    receipt
        .verify(record, trust, None)
        .map_err(|error| anyhow!("{address}: its receipt does not verify: {error}"))?;
    Ok(receipt)
}
