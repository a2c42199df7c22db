//! What an audit will cost: boxes, receipts and hours of people, in all and by municipality.

use audit::plan::{Expected, expected, rounded_up, work};
use audit::polling::{Pair, asn};
use audit::simulate::{Adversary, Method as SimulatedMethod, World, simulate};
use audit::{BoxNo, RiskLimit};
use serde_json::{Value, json};

use super::desk::Desk;
use super::measure::{self, fixed_chance};
use super::step::Method;
use super::words::Words;
use crate::shell::{self, Outcome};

/// What the first round costs.
fn cost(desk: &Desk<'_>) -> anyhow::Result<(Vec<String>, Expected)> {
    let limit = RiskLimit::from_millionths(desk.plan.risk_limit.millionths())?;
    let groups = desk.by_municipality();
    let mut group_of = vec![0; desk.manifest.len()];
    for (at, boxes) in groups.values().enumerate() {
        for number in boxes {
            group_of[number.index()] = at;
        }
    }
    let bounds = desk.bounds.clone()?;
    let group = |number: BoxNo| group_of[number.index()];
    let pace = desk.plan.pace;
    let mut got = expected(&bounds, limit, &desk.cast, groups.len(), group, pace)?;
    if desk.plan.method == Method::Fixed {
        let share = desk.fixed_size()? as f64 / desk.manifest.len() as f64;
        let of = |number: &BoxNo| desk.cast[number.index()] as f64;
        got.groups = groups
            .values()
            .map(|boxes| {
                let receipts = boxes.iter().map(of).sum::<f64>() * share;
                work(boxes.len() as f64 * share, receipts, pace)
            })
            .collect();
        let receipts = desk.cast.iter().map(|cast| *cast as f64).sum::<f64>() * share;
        got.all = work(desk.fixed_size()? as f64, receipts, pace);
        got.draws = u64::try_from(desk.fixed_size()?)?;
    } else {
        got.draws = measure::draws_needed(desk, 1.0)?;
    }
    Ok((groups.into_keys().collect(), got))
}

/// How the answer is wanted.
pub struct Wanted {
    /// Elections to simulate for each method and adversary; none where left out.
    pub simulate: Option<u32>,
    /// Whether as JSON.
    pub json: bool,
    /// Its words.
    pub words: Words,
}

/// Prints what the audit will cost, before anything is opened.
pub fn show(desk: &Desk<'_>, wanted: &Wanted) -> anyhow::Result<Outcome> {
    let words = &wanted.words;
    let simulated = wanted.simulate.map(simulated).transpose()?.unwrap_or_default();
    let bounds = match &desk.bounds {
        Ok(bounds) => bounds,
        Err(error) => {
            if wanted.json {
                shell::print_json(&json!({
                    "rule": error.rule.code(), "full_count": true, "boxes": desk.manifest.len(),
                }))?;
            } else {
                let said = shell::usage::refusal(error.rule, &error.detail, words.lang);
                shell::print_text(&format!("{said}\n"))?;
            }
            return Ok(Outcome::Found);
        }
    };
    let (names, cost) = cost(desk)?;
    let fixed = match desk.plan.method {
        Method::Fixed => Some(fixed_chance(desk)?),
        _ => None,
    };
    let polling = polling(desk);
    if wanted.json {
        let groups: Vec<Value> = names
            .iter()
            .zip(&cost.groups)
            .map(|(name, work)| json!({ "area": name, "work": work }))
            .collect();
        shell::print_json(&json!({
            "boxes": desk.manifest.len(),
            "pending": desk.plan.pending,
            "margin": u64::try_from(bounds.smallest_margin())?,
            "total_error_bound": bounds.total_f64(),
            "draws": cost.draws,
            "work": cost.all,
            "areas": groups,
            "ballot_polling_receipts": polling,
            "fixed": fixed.map(|(least, chance)| json!({
                "boxes": cost.draws, "least_boxes_that_hide_the_margin": least,
                "chance_to_miss_log10": chance.log10(),
            })),
            "simulated": simulated,
        }))?;
        return Ok(Outcome::Fine);
    }
    let (boxes, margin, pending) =
        (desk.manifest.len(), bounds.smallest_margin(), desk.plan.pending);
    let total = words.decimal((bounds.total_f64() * 1e3).round() / 1e3);
    let (limit, draws) = (String::from(desk.plan.risk_limit), cost.draws);
    let [opened, receipts, hours] =
        [cost.all.boxes, cost.all.receipts, cost.all.hours].map(rounded_up);
    let mut text = words.say(
        format!(
            "{boxes} boxes, smallest margin {margin} votes, {pending} ballots pending, total error bound U = {total}\n\
             risk limit {limit}: {draws} draws, if no box shows an error\n\
             expected work: {opened} boxes, {receipts} receipts, {hours} hours of people\n"
        ),
        format!(
            "{boxes} cajas, menor diferencia {margin} votos, {pending} papeletas pendientes, cota total de error U = {total}\n\
             límite de riesgo {limit}: {draws} sorteos, si ninguna caja muestra diferencias\n\
             trabajo esperado: {opened} cajas, {receipts} comprobantes, {hours} horas de personas\n"
        ),
    );
    if let Some((least, chance)) = fixed {
        let chance = words.power(chance.log10());
        text += &match least {
            Some(least) => words.say(
                format!(
                    "at least {least} boxes would have to be wrong; a draw without errors misses them all with a \
                     chance of at most {chance}\n"
                ),
                format!(
                    "al menos {least} cajas tendrían que estar mal; un sorteo sin diferencias no ve ninguna de ellas \
                     con probabilidad de a lo sumo {chance}\n"
                ),
            ),
            None => words.say(
                "all boxes together cannot hide the margin\n",
                "todas las cajas juntas no pueden ocultar la diferencia\n",
            ),
        };
    }
    if let Some(receipts) = polling {
        text += &words.say(
            format!("ballot polling, for comparison: {receipts} receipts drawn one by one\n"),
            format!("muestreo de comprobantes, para comparar: {receipts} sorteados uno por uno\n"),
        );
    }
    let [boxes, receipts] = [("boxes", "cajas"), ("receipts", "comprobantes")]
        .map(|(english, spanish)| words.say(english, spanish));
    for (name, work) in names.iter().zip(&cost.groups) {
        text += &format!(
            "  {name:40} {:7.1} {boxes} {:9.0} {receipts} {:7.1} h\n",
            work.boxes, work.receipts, work.hours
        );
    }
    for one in &simulated {
        let word = |key: &str| one[key].as_str().unwrap_or("");
        let (adversary, method) = (word("adversary"), word("method"));
        let (confirmed, runs) = (&one["confirmed"], &one["runs"]);
        let share = |value: &Value, unknown: f64| {
            words.decimal((value.as_f64().unwrap_or(unknown) * 1e4).round() / 1e4)
        };
        let (low, high) = (share(&one["interval"][0], 0.0), share(&one["interval"][1], 1.0));
        let limit = share(&one["limit"], 0.0);
        text += &words.say(
            format!("  simulated {adversary} {method}: {confirmed} of {runs} wrong outcomes confirmed (95 %: {low} to {high}, limit {limit})\n"),
            format!("  simulación {adversary} {method}: {confirmed} de {runs} resultados equivocados confirmados (95 %: {low} a {high}, límite {limit})\n"),
        );
    }
    text += &words.say(
        "next: `cotejo audit commit`, before anybody knows the seed\n",
        "luego: `cotejo audit commit`, antes de que alguien conozca la semilla\n",
    );
    shell::print_text(&text)?;
    Ok(Outcome::Fine)
}

/// Receipts that ballot polling would need, for the closest pair.
fn polling(desk: &Desk<'_>) -> Option<u64> {
    let limit = RiskLimit::from_millionths(desk.plan.risk_limit.millionths()).ok()?;
    let totals = desk.manifest.totals();
    let ballots = desk.cast.iter().sum::<u64>().max(totals.iter().sum());
    let pair = |winner, loser| Pair::new(&totals, winner, loser).ok();
    let pairs = desk.outcome.winners.iter().flat_map(|winner| {
        desk.outcome.losers.iter().filter_map(move |loser| pair(*winner, *loser))
    });
    pairs.filter_map(|pair| asn(&pair, ballots, limit).ok()).map(|one| one.size).max()
}

/// Every method against every adversary at 5 %, on invented boxes.
fn simulated(runs: u32) -> anyhow::Result<Vec<Value>> {
    const BOXES: usize = 40;
    const SEED: u64 = 1;
    let limit = RiskLimit::from_millionths(50_000)?;
    let mut all = Vec::new();
    for adversary in Adversary::ALL {
        let world = World::new(adversary, BOXES, SEED)?;
        for method in SimulatedMethod::ALL {
            let got = simulate(method, &world, limit, runs, SEED)?;
            let (low, high) = got.interval();
            all.push(json!({
                "adversary": adversary.word(), "method": method.word(), "confirmed": got.confirmed,
                "runs": got.runs, "interval": [low, high], "limit": limit.alpha(),
            }));
        }
    }
    Ok(all)
}
