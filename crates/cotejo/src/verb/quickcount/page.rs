//! A quick count as a document, for whoever publishes it.

use std::path::Path;

use quickcount::QuickCount;
use quickcount::count::Measured;
use record::Election;
use record::election::Contest;
use report::Lang;
use report::doc::{Cell, Column, Doc, Fact, Kind, Part, Row, Section, Table};
use serde_json::json;

use super::draw::{read_plan, read_sample};
use super::estimate::load;
use super::registered::registered;
use super::words::{note, points, say};
use crate::verb::site::in_each;

/// A quick count, read and estimated.
pub struct Published<'a> {
    /// Its contest.
    pub contest: &'a Contest,
    /// The estimate.
    pub count: QuickCount,
    /// Level of its intervals.
    pub confidence: f64,
    /// The documents.
    pub docs: [Doc; 2],
    /// The same as data.
    pub json: serde_json::Value,
}

/// Reads plan, sample and what was received, and estimates; `log` shows whether it was registered in time.
pub fn published<'a>(
    files: [&Path; 3],
    election: &'a Election,
    log: Option<&Path>,
) -> anyhow::Result<Published<'a>> {
    let [plan, sample, received] = files;
    let (contest, mut count) = load(election, plan, sample, received)?;
    let plan = read_plan(plan)?;
    let sample = read_sample(sample, &plan)?;
    count.notes.extend(registered(log, election, &plan, &sample)?);
    let digests = [plan.digest().to_string(), sample.digest().to_string()];
    let maker = Maker { election, contest, count: &count, confidence: plan.confidence, digests };
    let docs = in_each(|lang| Ok(maker.doc(lang)))?;
    let json = json!({
        "election": election.id, "contest": contest.key, "plan": plan.digest(), "sample": sample.digest(),
        "confidence": plan.confidence, "count": count,
        "candidates": contest.candidates.iter().map(|one| &one.key).collect::<Vec<_>>(),
    });
    Ok(Published { contest, confidence: plan.confidence, docs, json, count })
}

struct Maker<'a> {
    election: &'a Election,
    contest: &'a Contest,
    count: &'a QuickCount,
    confidence: f64,
    digests: [String; 2],
}

impl Maker<'_> {
    fn doc(&self, lang: Lang) -> Doc {
        Doc {
            lang,
            kicker: say(lang, "Quick count", "Conteo rápido"),
            title: self.election.manifest.name.clone(),
            lead: vec![
                self.contest.title.clone(),
                say(
                    lang,
                    "An estimate from tables drawn by lot. It is no sum of sheets, and is added to none.",
                    "Una estimación a partir de mesas sorteadas. No es una suma de actas ni se suma a ninguna.",
                ),
            ],
            sections: vec![self.estimate(lang), self.response(lang), self.notes(lang)],
            foot: vec![format!("Cotejo {}", env!("CARGO_PKG_VERSION"))],
            mark: self.election.manifest.name.clone(),
            id: self.digests[1].clone(),
        }
    }

    fn estimate(&self, lang: Lang) -> Section {
        let heading = say(lang, "Estimate", "Estimación");
        let name = |at: usize| self.contest.candidates[at].name.clone();
        let answer = if self.count.called {
            say(
                lang,
                format!("{} is called the winner", name(self.count.leader)),
                format!("Se declara ganador a {}", name(self.count.leader)),
            )
        } else {
            say(lang, "No winner is called", "No se declara ganador")
        };
        let level = decimal(lang, points(self.confidence));
        let columns = vec![
            Column::new(say(lang, "What", "Qué"), Kind::Text),
            Column::new(say(lang, "Estimate, %", "Estimación, %"), Kind::Number),
            Column::new(say(lang, "from", "desde"), Kind::Number),
            Column::new(say(lang, "to", "hasta"), Kind::Number),
        ];
        let row = |label: String, colour: Option<String>, of: &Measured| {
            let mut first = Cell::new(label);
            first.swatch = colour;
            let cell = |share: f64| Cell::new(decimal(lang, points(share)));
            Row::new([
                first,
                cell(of.estimate.estimate),
                cell(of.student.low),
                cell(of.student.high),
            ])
        };
        let shares = self.contest.candidates.iter().zip(&self.count.shares);
        let mut rows: Vec<Row> = shares
            .map(|(one, share)| {
                row(one.name.clone(), Some(one.colour.clone().unwrap_or_default()), share)
            })
            .collect();
        rows.extend(self.count.margins.iter().map(|margin| {
            row(
                format!("{} − {}", name(self.count.leader), name(margin.over)),
                None,
                &margin.measured,
            )
        }));
        if let Some(turnout) = &self.count.turnout {
            let label = say(lang, "Valid votes of the electors", "Votos válidos sobre electores");
            rows.push(row(label, None, turnout));
        }
        let caption = say(
            lang,
            format!("Shares of the valid votes, with intervals at {level} % (Student’s t)"),
            format!("Porcentajes de los votos válidos, con intervalos al {level} % (t de Student)"),
        );
        let limit = say(
            lang,
            "Sampling error only. A table that was counted wrongly is in the estimate as it was counted.",
            "Solo error de muestreo. Una mesa mal contada entra en la estimación tal como se contó.",
        );
        let table = Part::Table(Table { caption, columns, rows });
        Section { heading, parts: vec![Part::Answer(answer), table, Part::Caveat(limit)] }
    }

    fn response(&self, lang: Lang) -> Section {
        let all = self.count.responded();
        let facts = vec![
            Fact::new(say(lang, "Tables drawn", "Mesas sorteadas"), all.drawn.to_string()),
            Fact::new(
                say(lang, "Of these, received", "De ellas, recibidas"),
                all.received.to_string(),
            ),
            Fact::code(say(lang, "Plan (SHA-256)", "Plan (SHA-256)"), &self.digests[0]),
            Fact::code(say(lang, "Sample (SHA-256)", "Muestra (SHA-256)"), &self.digests[1]),
        ];
        let limit = say(
            lang,
            "Tables that are missing need not be like those that are in.",
            "Las mesas que faltan no tienen por qué parecerse a las que llegaron.",
        );
        let heading = say(lang, "What it rests on", "En qué se apoya");
        Section { heading, parts: vec![Part::Facts(facts), Part::Caveat(limit)] }
    }

    fn notes(&self, lang: Lang) -> Section {
        let heading = say(lang, "What to know", "Lo que hay que saber");
        let mut parts: Vec<Part> =
            self.count.notes.iter().map(|one| Part::Text(note(lang, one))).collect();
        if parts.is_empty() {
            parts.push(Part::Text(say(
                lang,
                "Plan and sample stood signed in the log before the first sheet.",
                "El plan y la muestra estaban firmados en el registro antes de la primera acta.",
            )));
        }
        Section { heading, parts }
    }
}

fn decimal(lang: Lang, text: String) -> String {
    match lang {
        Lang::En => text,
        Lang::Es => text.replace('.', ","),
    }
}
