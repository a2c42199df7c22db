//! Sentences that every human form of a bulletin says in the same words: text, page and print.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use record::Election;
use record::election::Contest;

use super::clock::zone;
use super::cutoff::{CoverageOf, Cutoff};
use super::document::{Bulletin, Claim, Level};
use super::figures::{Outstanding, UnsettledTables};
use super::language::Texts;
use super::settled::{Irreversibility, Verdict};

impl Texts {
    /// A moment in the election's time zone.
    pub fn time(&self, at: Timestamp, election: &Election) -> String {
        let zone = zone(&election.manifest.timezone).unwrap_or(TimeZone::UTC);
        at.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
    }

    /// By which policy the checkpoint was chosen; none where it was not chosen by one.
    pub fn cutoff(&self, bulletin: &Bulletin, election: &Election) -> Option<String> {
        Some(match bulletin.cutoff.as_ref()? {
            Cutoff::Time { at } => self.with("cut-time", &[("time", &self.time(*at, election))]),
            Cutoff::Coverage { contest, of, share } => {
                let of = self.get(match of {
                    CoverageOf::Tables => "cut-tables",
                    CoverageOf::Electors => "cut-electors",
                });
                let share = self.percent(u64::from(share.millionths()), 1_000_000);
                self.with("cut-coverage", &[("share", &share), ("of", &of), ("contest", contest)])
            }
        })
    }

    /// How much is not counted.
    pub fn outstanding(&self, out: &Outstanding) -> Vec<String> {
        if out.tables == 0 {
            return vec![self.get("outstanding-none")];
        }
        let (tables, electors) = (self.number(out.tables), self.number(out.electors));
        let args = [("tables", tables.as_str()), ("electors", &electors)];
        let mut said = vec![self.with("outstanding-all", &args)];
        if out.without_roll > 0 {
            let tables = self.number(out.without_roll);
            said.push(self.with("outstanding-rolls", &[("tables", &tables)]));
        }
        said
    }

    /// How many tables in the log do not count, and why.
    pub fn unsettled(&self, unsettled: &UnsettledTables) -> Vec<String> {
        if unsettled.count() == 0 {
            return vec![self.get("unsettled-none")];
        }
        let reason = |(reason, many): (&String, &u64)| {
            let count = self.number(*many);
            let key = match reason.as_str() {
                "signed-conflict" => "reason-signed-conflict",
                "tie" => "reason-tie",
                "not-unanimous" => "reason-not-unanimous",
                "none-in-force" => "reason-none-in-force",
                "annulled" => "reason-annulled",
                other => return format!("{other}: {count}"),
            };
            self.with(key, &[("count", &count)])
        };
        unsettled.reasons.iter().map(reason).collect()
    }

    /// Whether what is outstanding can change the result, at which level and under which assumption; the
    /// signer's claims last.
    pub fn settled(
        &self,
        bulletin: &Bulletin,
        contest: &Contest,
        found: Option<&Irreversibility>,
    ) -> Vec<String> {
        let Some(found) = found else { return vec![self.get("settled-none")] };
        let mut said = vec![self.race(contest, found)];
        let Some(cap) = found.votes_at_most else {
            said.push(self.get("a-unbounded"));
            return said;
        };
        said.push(self.to_come(found, cap));
        said.extend(self.level_a(found, cap));
        said.extend(self.level_b(found));
        for Claim::Irreversible { contest: of, level } in &bulletin.claims {
            if *of == contest.key {
                let level = match level {
                    Level::A => "A",
                    Level::B => "B",
                };
                said.push(self.with("claimed", &[("level", level)]));
            }
        }
        said
    }

    /// What a bulletin does not say, and that anybody can recompute it.
    pub fn caveats(&self) -> [String; 5] {
        ["caveat-truth", "caveat-arithmetic", "caveat-late", "caveat-time", "recompute"]
            .map(|key| self.get(key))
    }

    fn race(&self, contest: &Contest, found: &Irreversibility) -> String {
        let name = |key: &str| {
            let at = contest.candidate(key);
            at.map_or(key, |at| contest.candidates[at.index()].name.as_str()).to_owned()
        };
        let (winner, loser) = (name(&found.last_winner), name(&found.first_loser));
        let lead = self.number(found.lead);
        let key = match (found.lead, found.seats) {
            (0, 1) => "level-one",
            (0, _) => "level",
            (_, 1) => "lead-one",
            _ => "lead",
        };
        self.with(key, &[("winner", &winner), ("loser", &loser), ("lead", &lead)])
    }

    fn to_come(&self, found: &Irreversibility, cap: u64) -> String {
        let tables = self.number(found.outstanding_tables);
        let (votes, incomplete) = (self.number(cap), self.number(found.incomplete_tables));
        let args = [("votes", votes.as_str()), ("tables", &tables), ("incomplete", &incomplete)];
        self.with("to-come", &args)
    }

    fn level_a(&self, found: &Irreversibility, cap: u64) -> Vec<String> {
        match found.level_a.verdict {
            Verdict::Irreversible => vec![self.get("a-irreversible")],
            Verdict::Open if found.lead == cap => vec![self.get("a-tie")],
            Verdict::Open => {
                let needed = self.percent(found.lead + cap, 2 * cap);
                let turnout = self.percent(found.lead, cap);
                let mut said = vec![self.with("a-open", &[("needed", &needed)])];
                if found.lead > 0 {
                    said.push(self.with("break-even", &[("turnout", &turnout)]));
                }
                said
            }
            Verdict::Unbounded => vec![self.get("a-unbounded")],
        }
    }

    fn level_b(&self, found: &Irreversibility) -> Option<String> {
        let level_b = found.level_b.as_ref()?;
        let millionths = u64::from(level_b.assumed_turnout.millionths());
        let turnout = self.percent(millionths, 1_000_000);
        let votes = self.number(level_b.votes);
        let key = match level_b.verdict {
            Verdict::Irreversible => "b-irreversible",
            Verdict::Open | Verdict::Unbounded => "b-open",
        };
        Some(self.with(key, &[("turnout", &turnout), ("votes", &votes)]))
    }
}
