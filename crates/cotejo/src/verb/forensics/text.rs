use std::fmt::Write as _;

use forensics::Report;
use forensics::report::{LOOK, TestResult};
use record::Election;
use report::lang::Lang;

/// The results of every contest in one screen or two.
pub fn plain(election: &Election, reports: &[Report], lang: Lang) -> String {
    let mut text = String::new();
    for report in reports {
        let title = election.contest_by_key(&report.contest).map_or("", |one| one.title.as_str());
        let _ = writeln!(text, "{title}");
        let _ = writeln!(text, "{}", opening(report, lang));
        let said = report::forensics_said(report, election, lang);
        for (one, said) in report.results.iter().zip(&said) {
            let mark = if one.asks() { "*" } else { " " };
            let _ = writeln!(text, "\n{mark} {} {}", one.test.rule(), said.title);
            let _ = writeln!(text, "    {}", said.sentence);
            if let Some(statistic) = &said.statistic {
                let _ = writeln!(text, "    {statistic}");
            }
            figures(&mut text, one, lang);
            let _ = writeln!(text, "    {}", said.limit);
        }
        text.push('\n');
    }
    text.push_str(match lang {
        Lang::En => "No result is a verdict, and several never become one score. Only paper can change a result.\n",
        Lang::Es => "Ningún resultado es un veredicto, y varios nunca forman un puntaje. Solo el papel puede cambiar un resultado.\n",
    });
    text
}

fn opening(report: &Report, lang: Lang) -> String {
    let asks = report.results.iter().filter(|one| one.asks()).count();
    let look = decimal(&LOOK.to_string(), lang);
    let (tables, left, run) = (report.tables, report.incomplete, report.tests_run);
    match lang {
        Lang::En => format!(
            "{tables} tables, {left} left out for a missing count; {run} results with a p, {asks} at or below {look} after adjusting for all (Holm), marked *"
        ),
        Lang::Es => format!(
            "{tables} mesas, {left} excluidas por faltar una cifra; {run} resultados con p, {asks} en {look} o menos tras ajustar por todos (Holm), con *"
        ),
    }
}

fn figures(text: &mut String, one: &TestResult, lang: Lang) {
    let (Some(p), Some(holm)) = (one.p, one.p_holm) else { return };
    let [adjusted, votes, alarms] = match lang {
        Lang::En => ["adjusted", "votes", "false alarms at 0.05"],
        Lang::Es => ["ajustada", "votos", "falsas alarmas en 0,05"],
    };
    let _ = write!(text, "    p {}   {adjusted} {}", chance(p, lang), chance(holm, lang));
    if let Some(count) = one.votes {
        let _ = write!(text, "   {votes} {count}");
    }
    if let Some(rate) = one.false_alarm {
        let _ = write!(text, "   {alarms}: {} / {}", rate.at_5_percent, rate.results);
    }
    text.push('\n');
}

fn chance(p: f64, lang: Lang) -> String {
    let text = if p != 0.0 && p < 0.000_1 { format!("{p:.1e}") } else { format!("{p:.4}") };
    decimal(&text, lang)
}

fn decimal(text: &str, lang: Lang) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Es => text.replace('.', ","),
    }
}
