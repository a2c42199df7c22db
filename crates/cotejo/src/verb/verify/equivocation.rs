use anyhow::{Context as _, anyhow, bail};
use record::sheet::{from_qr_text, to_qr_text};
use record::{Election, SignatureVerdict, SignedSheet};
use serde_json::json;

use crate::shell::{self, Outcome};

/// First line of a proof that a station signed two sheets: then the QR texts of both, a line each.
pub const HEADER: &str = "cotejo/equivocation/v1";

/// The proof that two sheets contradict each other, as a file.
pub fn proof_text(one: &SignedSheet, other: &SignedSheet) -> anyhow::Result<String> {
    Ok(format!("{HEADER}\n{}\n{}\n", to_qr_text(one)?, to_qr_text(other)?))
}

pub(super) fn run(bytes: &[u8], election: &Election, json: bool) -> anyhow::Result<Outcome> {
    let text = std::str::from_utf8(bytes).context("the proof is not text")?;
    let lines: Vec<_> = text.lines().collect();
    let [HEADER, one, other] = lines.as_slice() else {
        bail!("L420 a proof of equivocation has three lines: `{HEADER}` and two QR texts");
    };
    let sheets = [from_qr_text(one)?, from_qr_text(other)?];
    for (which, sheet) in ["first", "second"].iter().zip(&sheets) {
        let (verdict, _) = sheet.judge(election);
        if verdict != SignatureVerdict::Valid {
            return Err(anyhow!(
                "S120 the {which} sheet is not signed by its table's key: this proves nothing"
            ));
        }
    }
    let [a, b] = [sheets[0].sheet(), sheets[1].sheet()];
    if (a.table, a.contest) != (b.table, b.contest) {
        bail!("the two sheets are of different tables or contests: this proves nothing");
    }
    if !sheets[0].contradicts(&sheets[1]) {
        bail!(
            "the two sheets are the same, or one corrects the other, or there may be a correction between them: \
             this proves nothing"
        );
    }
    let table = election.tables.code(a.table);
    if json {
        shell::print_json(&json!({
            "valid": true, "rule": "L430", "table": table,
            "sheets": [sheets[0].digest(), sheets[1].digest()],
        }))?;
    } else {
        shell::print_text(&format!(
            "proven    L430 the station of table {table} signed two different sheets\n          {}\n          {}\n",
            sheets[0].digest(),
            sheets[1].digest()
        ))?;
    }
    Ok(Outcome::Found)
}
