//! A bulletin as plain text for people: what newspapers, notice boards and a terminal show.

use record::Election;
use record::election::Contest;

use super::document::{Bulletin, ContestResult};
use super::figures::{AreaFigures, Figure};
use super::language::Texts;
use super::settled::Irreversibility;
use super::table::Table;
use super::{Change, Changes};

/// Characters in a line of running text.
const WIDTH: usize = 80;

/// Tables or decreases that the text names; all are in the data.
const SHOWN: usize = 20;

/// The bulletin in a language. Names come from the election file; what it does not have shows as its code.
///
/// Tables give the areas of the first level. All others stand in the canonical text.
pub fn to_text(bulletin: &Bulletin, election: &Election, texts: &Texts) -> String {
    let mut page = Page { bulletin, election, texts, out: String::new() };
    page.head();
    for result in &bulletin.contests {
        if let Some(contest) = election.contest_by_key(&result.contest) {
            page.contest(contest, result);
        }
    }
    page.findings();
    page.caveats();
    page.out
}

struct Page<'a> {
    bulletin: &'a Bulletin,
    election: &'a Election,
    texts: &'a Texts,
    out: String,
}

impl Page<'_> {
    fn head(&mut self) {
        let (bulletin, n) = (self.bulletin, |number| self.texts.number(number));
        let number = bulletin.number.to_string();
        let (size, checkpoint) = (n(bulletin.checkpoint.size), &bulletin.checkpoint);
        let stated = self.texts.time(bulletin.stated, self.election);
        self.line("title", &[("number", &number), ("election", &self.election.manifest.name)]);
        self.line("stated", &[("time", &stated)]);
        self.line("log", &[("origin", &checkpoint.origin), ("size", &size)]);
        self.plain(&format!("  {}", checkpoint.root));
        self.line("digest", &[]);
        self.plain(&format!("  {}", bulletin.digest()));
        self.line("election-id", &[]);
        self.plain(&format!("  {}", bulletin.election));
        match &bulletin.previous {
            None => self.line("first", &[]),
            Some(previous) => {
                self.line("previous", &[("number", &previous.number.to_string())]);
                self.plain(&format!("  {}", previous.digest));
            }
        }
        if let Some(cutoff) = self.texts.cutoff(bulletin, self.election) {
            self.plain(&cutoff);
        }
    }

    fn contest(&mut self, contest: &Contest, result: &ContestResult) {
        self.plain("");
        self.plain(&"=".repeat(WIDTH));
        self.plain(&contest.title.to_uppercase());
        self.line("whole", &[]);
        self.votes(contest, &result.country);
        self.coverage(&result.country);
        self.outstanding(result);
        self.unsettled(result);
        self.settled(contest, result.irreversibility.as_ref());
        if let Some(changes) = &result.changes {
            self.changes(contest, changes);
        }
    }

    fn votes(&mut self, contest: &Contest, country: &AreaFigures) {
        let sums = country.candidates.values().map(|figure| figure.sum);
        let valid = sums.fold(0, u64::saturating_add);
        let t = |key| self.texts.get(key);
        let mut notes: Vec<Figure> = Vec::new();
        let mut candidates = Table::new([t("candidate"), t("votes"), t("share")]);
        for one in &contest.candidates {
            let figure = country.candidates.get(&one.key).copied().unwrap_or_default();
            let share = self.texts.percent(figure.sum, valid);
            candidates.row([one.name.clone(), self.figure(figure, &mut notes), share]);
        }
        let shown = match country.coverage.tables.counted {
            0 => "—".to_owned(),
            _ => self.texts.number(valid),
        };
        candidates.row([t("valid"), shown, String::new()]);
        for (name, figure) in
            [("null", country.null), ("blank", country.blank), ("voters", country.voters)]
        {
            candidates.row([t(name), self.figure(figure, &mut notes), String::new()]);
        }
        let own_lists = contest.lists.len() == contest.candidates.len()
            && contest.lists.iter().zip(&contest.candidates).all(|(l, c)| l.code == c.key);
        let mut lists = Table::new([t("list"), t("votes"), t("candidate")]);
        for one in &contest.lists {
            let figure = country.lists.get(&one.code).copied().unwrap_or_default();
            let of = &contest.candidates[one.candidate.index()].name;
            let name = format!("{} {}", one.code, one.name);
            lists.row([name, self.figure(figure, &mut notes), of.clone()]);
        }
        self.out += &candidates.to_string();
        if !own_lists {
            self.plain("");
            self.out += &lists.to_string();
        }
        let n = |number| self.texts.number(number);
        let counted = n(country.coverage.tables.counted);
        let mut said: Vec<[String; 4]> = Vec::new();
        for figure in notes {
            let missing = figure.blank + figure.unreadable + figure.absent;
            let note = [n(missing), n(figure.blank), n(figure.unreadable), n(figure.absent)];
            if !said.contains(&note) {
                said.push(note);
            }
        }
        for [sheets, empty, unreadable, absent] in &said {
            let args = [
                ("sheets", sheets.as_str()),
                ("of", &counted),
                ("empty", empty),
                ("unreadable", unreadable),
                ("absent", absent),
            ];
            self.line("footnote", &args);
        }
    }

    /// A figure as people read it: a dash where no counted sheet gives it, a star where some do not.
    fn figure(&self, figure: Figure, notes: &mut Vec<Figure>) -> String {
        if figure.is_complete() && figure.given > 0 {
            return self.texts.number(figure.sum);
        }
        if !figure.is_complete() {
            notes.push(figure);
        }
        match figure.given == 0 && figure.sum == 0 {
            true => "—".to_owned(),
            false => format!("{}*", self.texts.number(figure.sum)),
        }
    }

    fn coverage(&mut self, country: &AreaFigures) {
        let (n, coverage) = (|number| self.texts.number(number), &country.coverage);
        let (tables, electors, votes) = (coverage.tables, coverage.electors, coverage.votes);
        let unknown = electors.unknown_counted + country.outstanding.without_roll;
        let share = self.texts.percent(tables.counted, tables.of);
        let of_tables = [n(tables.counted), n(tables.of), share];
        let share = self.texts.percent(electors.counted, electors.of);
        let of_electors = [n(electors.counted), n(electors.of), share, n(unknown)];
        let all = votes.outstanding_at_most.map(|more| votes.counted + more);
        let share = all.map(|all| self.texts.percent(votes.counted, all));
        let counted = n(votes.counted);

        self.heading("coverage");
        let [part, whole, share_of_tables] = &of_tables;
        self.line("of-tables", &[("counted", part), ("of", whole), ("share", share_of_tables)]);
        let [part, whole, share_of_electors, without] = &of_electors;
        let (part, whole) = (("counted", part.as_str()), ("of", whole.as_str()));
        match unknown {
            0 => self.line("of-electors", &[part, whole, ("share", share_of_electors)]),
            _ => self.line("of-electors-unknown", &[part, whole, ("unknown", without)]),
        }
        match share {
            Some(share) => self.line("of-votes", &[("counted", &counted), ("share", &share)]),
            None => self.line("of-votes-unknown", &[("counted", &counted)]),
        }
    }

    fn outstanding(&mut self, result: &ContestResult) {
        let out = &result.country.outstanding;
        self.heading("outstanding");
        self.sentences(&self.texts.outstanding(out));
        if out.tables == 0 {
            return;
        }
        let t = |key| self.texts.get(key);
        let header = [t("area"), t("tables-counted"), t("tables-out"), t("electors-out")];
        let mut areas = Table::new(header);
        for (_, area) in self.election.areas.iter().filter(|(_, area)| area.level == 1) {
            let Some(figures) = result.areas.get(area.path) else { continue };
            let n = |number| self.texts.number(number);
            let counted = n(figures.coverage.tables.counted);
            let (tables, electors) = (figures.outstanding.tables, figures.outstanding.electors);
            areas.row([format!("{} {}", area.path, area.name), counted, n(tables), n(electors)]);
        }
        self.out += &areas.to_string();
    }

    fn unsettled(&mut self, result: &ContestResult) {
        self.heading("unsettled");
        self.sentences(&self.texts.unsettled(&result.unsettled));
        let codes: Vec<&str> =
            result.unsettled.tables.iter().take(SHOWN).map(|one| one.table.as_str()).collect();
        let all = u64::try_from(codes.len()) == Ok(result.unsettled.count());
        if !codes.is_empty() {
            let key = if all { "listed" } else { "listed-first" };
            self.line(key, &[("tables", &codes.join(", "))]);
        }
        let contested: Vec<&str> =
            result.contested.iter().take(SHOWN).map(|one| one.table.as_str()).collect();
        if !contested.is_empty() {
            self.line("contested", &[("tables", &contested.join(", "))]);
        }
    }

    fn settled(&mut self, contest: &Contest, found: Option<&Irreversibility>) {
        self.heading("settled");
        self.sentences(&self.texts.settled(self.bulletin, contest, found));
    }

    fn changes(&mut self, contest: &Contest, changes: &Changes) {
        let number = changes.since.to_string();
        let (delta, added) =
            (self.texts.signed(changes.tables), self.texts.number(changes.added.count));
        self.plain("");
        self.line("changes", &[("number", &number)]);
        self.line("change-tables", &[("delta", &delta), ("added", &added)]);
        let t = |key| self.texts.get(key);
        let mut table = Table::new([t("candidate"), t("change")]);
        for one in &contest.candidates {
            let delta = changes.candidates.get(&one.key).copied().unwrap_or_default();
            table.row([one.name.clone(), self.texts.signed(delta)]);
        }
        for (name, delta) in
            [("null", changes.null), ("blank", changes.blank), ("voters", changes.voters)]
        {
            table.row([t(name), self.texts.signed(delta)]);
        }
        self.out += &table.to_string();
        for one in &changes.altered {
            let not_stated = self.texts.get("not-stated");
            let reason = one.reason.as_deref().unwrap_or(&not_stated);
            let signer = one.signer.as_deref().unwrap_or(&not_stated);
            let key = match one.change {
                Change::Added | Change::Corrected => "altered-corrected",
                Change::Withdrawn => "altered-withdrawn",
                Change::Unsettled => "altered-unsettled",
                Change::Annulled => "altered-annulled",
            };
            self.line(key, &[("table", &one.table), ("reason", reason), ("signer", signer)]);
        }
        self.decreases(changes);
    }

    fn decreases(&mut self, changes: &Changes) {
        let all = &changes.decreases;
        if all.count == 0 {
            return self.line("went-down-none", &[]);
        }
        let count = self.texts.number(all.count);
        self.line("went-down", &[("count", &count)]);
        let shown = &all.figures[..all.figures.len().min(SHOWN)];
        for one in shown {
            let area = match one.area.as_str() {
                "" => self.texts.get("country"),
                path => path.to_owned(),
            };
            let (before, now) = (self.texts.number(one.before), self.texts.number(one.now));
            let args = [
                ("area", area.as_str()),
                ("figure", &one.figure),
                ("before", &before),
                ("now", &now),
            ];
            self.line("decrease", &args);
        }
        let more = all.count.saturating_sub(u64::try_from(shown.len()).unwrap_or(u64::MAX));
        if more > 0 {
            let count = self.texts.number(more);
            self.line("decreases-more", &[("count", &count)]);
        }
    }

    fn findings(&mut self) {
        self.plain("");
        self.plain(&"=".repeat(WIDTH));
        self.line("findings", &[]);
        if self.bulletin.findings.is_empty() {
            self.line("findings-none", &[]);
        }
        for (code, many) in &self.bulletin.findings {
            let rule = record::Rule::ALL.iter().find(|rule| rule.code() == code);
            let sentence = rule.map_or("", |rule| match self.texts.language() {
                super::Language::En => rule.sentence(),
                super::Language::Es => rule.sentence_es(),
            });
            let count = self.texts.number(*many);
            self.line("finding", &[("rule", code), ("count", &count), ("sentence", sentence)]);
        }
    }

    fn caveats(&mut self) {
        self.heading("caveats");
        self.sentences(&self.texts.caveats());
    }

    fn heading(&mut self, key: &str) {
        self.plain("");
        self.line(key, &[]);
    }

    fn line(&mut self, key: &str, arguments: &[(&str, &str)]) {
        let text = self.texts.with(key, arguments);
        self.plain(&text);
    }

    fn sentences(&mut self, sentences: &[String]) {
        for sentence in sentences {
            self.plain(sentence);
        }
    }

    /// Running text, broken at blanks.
    fn plain(&mut self, text: &str) {
        let indent = &text[..text.len() - text.trim_start().len()];
        let mut line = indent.to_owned();
        for word in text.split_whitespace() {
            let length = line.chars().count() + 1 + word.chars().count();
            if line.len() > indent.len() && length > WIDTH {
                self.out += &line;
                self.out.push('\n');
                line = "  ".to_owned();
            } else if line.len() > indent.len() {
                line.push(' ');
            }
            line += word;
        }
        self.out += line.trim_end();
        self.out.push('\n');
    }
}
