//! Times of arrival from a CSV file, or from the record of a log.

use anyhow::{Context as _, anyhow, bail};
use forensics::Tables;
use forensics::arrival::Cut;
use jiff::Timestamp;
use record::{AreaNo, Election, Rule, TableNo};

/// Largest file of times: two million tables with long codes.
pub const MAX_BYTES: u64 = 200_000_000;

/// When tables arrived.
pub struct Times {
    /// By table number.
    minutes: Vec<Option<f64>>,
    cut: Cut,
}

impl Times {
    /// Reads a file with a column `table` and a column `minute` or `time`, or the record of a log, of which the column
    /// `of_log` counts. An empty time is a missing one.
    pub fn read(
        bytes: &[u8],
        cut: &str,
        bandwidth: f64,
        of_log: &str,
        election: &Election,
    ) -> anyhow::Result<Self> {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.headers().map_err(|error| refused(&error.to_string()))?.clone();
        let column = |name: &str| header.iter().position(|head| head.trim() == name);
        let table = column("table").ok_or_else(|| refused("no column `table`"))?;
        let (time, minutes_of): (usize, fn(&str) -> Option<f64>) =
            match (column("minute"), column("time"), column(of_log)) {
                (Some(at), ..) => (at, number),
                (None, Some(at), _) | (None, None, Some(at)) => (at, moment),
                (None, None, None) => {
                    return Err(refused(&format!("no column `minute`, `time` or `{of_log}`")));
                }
            };
        // A log has an entry for each sheet, corrections among them: a table came in when its first one did.
        let several = column("entry").is_some();
        let cut = minutes_of(cut)
            .with_context(|| format!("--cut {cut:?} is not in the form of the file's times"))?;
        let mut minutes = vec![None; election.tables.len()];
        let mut seen = vec![false; election.tables.len()];
        for (line, row) in reader.records().zip(2_u64..) {
            let row_error = |what: &str| refused(&format!("row {row}: {what}"));
            let line = line.map_err(|error| row_error(&error.to_string()))?;
            let code = line.get(table).unwrap_or("").trim();
            let place = election.tables.find(code).map(TableNo::index);
            let place = place
                .ok_or_else(|| row_error(&format!("no table `{code}` in the election file")))?;
            if std::mem::replace(&mut seen[place], true) && !several {
                bail!(row_error(&format!("table `{code}` stands twice")));
            }
            let text = line.get(time).unwrap_or("").trim();
            if !text.is_empty() {
                let minute =
                    minutes_of(text).ok_or_else(|| row_error(&format!("time {text:?}")))?;
                minutes[place] =
                    Some(minutes[place].map_or(minute, |known: f64| known.min(minute)));
            }
        }
        Ok(Self { minutes, cut: Cut { minute: cut, bandwidth } })
    }

    /// The times of the tables tested, in their order.
    pub fn of(&self, election: &Election, tables: &Tables) -> forensics::report::Times {
        let region = |area: AreaNo| {
            let found = election.areas.up(area).find(|area| election.areas.get(*area).level <= 1);
            found.unwrap_or(area)
        };
        forensics::report::Times {
            minutes: tables.iter().map(|(row, _)| self.minutes[row.table.index()]).collect(),
            cut: self.cut,
            region: tables.iter().map(|(row, _)| region(row.centre)).collect(),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|minute: &f64| minute.is_finite())
}

/// Minutes since 1970, exact to the second.
fn moment(text: &str) -> Option<f64> {
    let seconds = text.parse::<Timestamp>().ok()?.as_second();
    // Seconds of this millennium are far below 2^53.
    Some(seconds as f64 / 60.0)
}

fn refused(detail: &str) -> anyhow::Error {
    let rule = Rule::TimesUnreadable;
    anyhow!("{rule} {} ({detail}). {}", rule.sentence(), rule.next_step())
}
