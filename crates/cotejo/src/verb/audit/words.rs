//! The words of audit papers, in both languages.

use report::Lang;
use report::lang::Texts;

/// Words of one language.
pub struct Words {
    /// Which.
    pub lang: Lang,
    texts: Texts,
}

impl Words {
    /// Of a language.
    pub fn new(lang: Lang) -> Self {
        Self { lang, texts: Texts::new(lang) }
    }

    /// A text by its key.
    ///
    /// # Panics
    /// Where there is no such text: keys are written in this program, and a test reads them all.
    pub fn t(&self, key: &str) -> &'static str {
        let found = WORDS.iter().find(|(known, ..)| *known == key);
        let (_, en, es) = found.unwrap_or_else(|| panic!("no text `{key}`"));
        match self.lang {
            Lang::En => en,
            Lang::Es => es,
        }
    }

    /// A text with `{}` filled in, in order.
    pub fn f(&self, key: &str, values: &[&str]) -> String {
        let mut parts = self.t(key).split("{}");
        let mut text = parts.next().unwrap_or("").to_owned();
        for (part, value) in parts.zip(values) {
            text.push_str(value);
            text.push_str(part);
        }
        text
    }

    /// What a verb says, in the language wanted.
    pub fn say(&self, english: impl Into<String>, spanish: impl Into<String>) -> String {
        match self.lang {
            Lang::En => english.into(),
            Lang::Es => spanish.into(),
        }
    }

    /// A whole number as people write it.
    pub fn number(&self, number: u64) -> String {
        self.texts.number(number)
    }

    /// A signed number.
    pub fn signed(&self, number: i64) -> String {
        self.texts.signed(number)
    }

    /// A probability or share with as many digits as it needs.
    pub fn decimal(&self, number: f64) -> String {
        let text = format!("{number}");
        match self.lang {
            Lang::En => text,
            Lang::Es => text.replace('.', ","),
        }
    }

    /// A chance too small for decimals, by its decimal logarithm.
    pub fn power(&self, log10: f64) -> String {
        if log10.is_finite() {
            format!("10^{}", self.decimal((log10 * 10.0).round() / 10.0))
        } else {
            "0".to_owned()
        }
    }

    /// A risk, for reading.
    pub fn risk(&self, risk: f64) -> String {
        let text = match risk {
            risk if risk > 0.0 && risk < 0.000_1 => format!("{risk:.1e}"),
            risk => format!("{risk:.4}"),
        };
        match self.lang {
            Lang::En => text,
            Lang::Es => text.replace('.', ","),
        }
    }
}

/// Key, English, Spanish.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "answer-confirmed",
        "The audit confirms the outcome: risk {}, limit {}.",
        "La auditoría confirma el resultado: riesgo {}, límite {}.",
    ),
    (
        "answer-full",
        "Every box is being counted by hand. {}",
        "Se cuentan a mano todas las cajas. {}",
    ),
    (
        "answer-open",
        "The audit has not ended. It is {}.",
        "La auditoría no ha terminado. Está en: {}.",
    ),
    (
        "answer-replaced",
        "The paper gives another outcome than was reported. What was counted replaces it.",
        "El papel da otro resultado que el reportado. Lo contado lo sustituye.",
    ),
    ("area", "Area", "Ámbito"),
    (
        "assumes",
        "Limits the chance of confirming a wrong outcome to {}, given intact boxes and a fair seed.",
        "Limita a {} la probabilidad de confirmar un resultado equivocado, si las cajas están intactas y la semilla es justa.",
    ),
    ("boxes", "Boxes", "Cajas"),
    ("boxes-drawn", "Boxes drawn", "Cajas sorteadas"),
    ("boxes-with-errors", "Boxes that showed an error", "Cajas con diferencias"),
    ("caption-boxes", "What was found in each box", "Lo hallado en cada caja"),
    ("caption-pull", "Boxes to fetch", "Cajas por buscar"),
    ("centre", "Centre", "Centro"),
    ("ceremony", "Ceremony", "Acto público"),
    ("check", "Check it", "Compruébelo"),
    (
        "check-how",
        "Whoever has the election file and the folder of this audit takes every step again with this command; a changed figure is named.",
        "Quien tenga la definición y la carpeta de esta auditoría repite cada paso con esta orden; toda cifra cambiada queda señalada.",
    ),
    ("choice", "Candidate", "Candidato"),
    ("commitment", "Results committed", "Resultados comprometidos"),
    ("commitment-value", "{} entries of the public log", "{} registros del registro público"),
    ("counted", "Counted", "Contado"),
    ("difference", "Difference", "Diferencia"),
    ("draws", "Draws", "Sorteos"),
    ("first", "Counted", "Contado"),
    (
        "fixed-proves",
        "A draw of {} boxes by centre without an error misses the fewest boxes that could hide the margin ({}) with a chance of at most {}.",
        "Un sorteo de {} cajas por centro sin diferencias no encuentra el menor número de cajas que podrían ocultar la ventaja ({}) con una probabilidad de a lo más {}.",
    ),
    (
        "fixed-all",
        "All boxes together cannot hide the margin.",
        "Todas las cajas juntas no pueden ocultar la ventaja.",
    ),
    (
        "fixed-limit",
        "Proves nothing about boxes outside the draw unless the draw was random and complete.",
        "No prueba nada de las cajas fuera del sorteo, salvo que este haya sido al azar y completo.",
    ),
    ("kicker-pull", "Box audit · pull list", "Verificación ciudadana · lista de búsqueda"),
    ("kicker-report", "Box audit · report", "Verificación ciudadana · informe"),
    ("kicker-sheet", "Box audit · counting worksheet", "Verificación ciudadana · hoja de conteo"),
    ("left", "Left at", "Salida"),
    (
        "lead-pull",
        "Fetch every box named here, and no other in its place. A box that is not found is entered as missing.",
        "Busque cada caja nombrada aquí y ninguna otra en su lugar. La que no se halle se anota como ausente.",
    ),
    (
        "lead-sheet",
        "Count every receipt of the box, without looking at its sheet. Two people enter this page independently. A candidate without receipts is written 0.",
        "Cuente todos los comprobantes de la caja sin mirar su acta. Dos personas anotan esta hoja por separado. Un candidato sin comprobantes se anota con 0.",
    ),
    ("margin", "Smallest margin", "Menor ventaja"),
    ("margin-value", "{} votes", "{} votos"),
    ("missing", "Missing", "Ausente"),
    ("missing-boxes", "Boxes not found", "Cajas no halladas"),
    (
        "mixed",
        "Box missing, open, or seal broken (write what)",
        "Caja ausente, abierta o con sello roto (anote qué)",
    ),
    (
        "neutral",
        "This page says what was counted and by which rule. It says nothing about why.",
        "Esta página dice lo contado y por cuál regla. No dice nada de las causas.",
    ),
    ("nothing-counted", "Nothing was counted yet.", "Aún no se ha contado nada."),
    ("others", "For nobody (null, unmarked)", "Para nadie (nulo, sin marca)"),
    ("person", "Person (number)", "Persona (número)"),
    ("plot-title", "Risk after each draw", "Riesgo tras cada sorteo"),
    ("receipts", "Receipts", "Comprobantes"),
    ("reported", "Reported", "Reportado"),
    ("returned", "Back at", "Regreso"),
    ("risk", "Risk", "Riesgo"),
    ("risk-after", "Risk after each round", "Riesgo tras cada ronda"),
    ("risk-limit", "Risk limit", "Límite de riesgo"),
    ("root", "Their root", "Su raíz"),
    ("round", "Round", "Ronda"),
    ("seal", "Seal number", "Número de sello"),
    ("second", "Counted again", "Recontado"),
    ("seed", "Seed", "Semilla"),
    ("signature", "Signatures", "Firmas"),
    ("state-committed", "after its commitment", "comprometida"),
    ("state-confirmed", "confirmed", "confirmada"),
    ("state-counting", "being counted", "en conteo"),
    ("state-full-count", "in a full count", "en conteo completo"),
    ("state-measured", "between two rounds", "entre dos rondas"),
    ("state-planned", "planned", "planificada"),
    ("state-replaced", "replaced by what was counted", "sustituida por lo contado"),
    ("state-seeded", "after its seed", "con semilla"),
    ("table", "Table", "Mesa"),
    ("ticket", "Ticket", "Boleto"),
    ("title", "Audit of {}", "Auditoría de {}"),
    ("total", "All receipts", "Todos los comprobantes"),
    ("what-found", "What was found", "Lo hallado"),
    ("what-shows", "What it shows", "Lo que muestra"),
    (
        "shows-rla",
        "If the announced winner were not the winner on paper, this audit would have gone to a full count with a chance of at least {}.",
        "Si el ganador anunciado no fuera el ganador en papel, esta auditoría habría llegado al conteo completo con una probabilidad de al menos {}.",
    ),
    (
        "shows-not",
        "It does not show that the receipts are those of real voters, nor that any single table is right.",
        "No muestra que los comprobantes sean de electores reales, ni que una mesa en particular esté correcta.",
    ),
    ("how-drawn", "How it was done", "Cómo se hizo"),
    ("times", "drawn {} times", "sorteada {} veces"),
    ("equal", "as reported", "igual a lo reportado"),
    ("waiting", "not settled", "por resolver"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_as_many_places_in_both_languages() {
        for (key, en, es) in WORDS {
            assert_eq!(en.matches("{}").count(), es.matches("{}").count(), "{key}");
            assert_eq!(WORDS.iter().filter(|(other, ..)| other == key).count(), 1, "{key}");
        }
    }

    #[test]
    fn a_chance_of_nothing_is_a_figure() {
        let words = Words::new(Lang::Es);
        assert_eq!([-12.34, f64::NEG_INFINITY].map(|log10| words.power(log10)), ["10^-12,3", "0"]);
    }

    #[test]
    fn fills_places_in_order() {
        let words = Words::new(Lang::Es);
        assert!(words.f("answer-confirmed", &["0,01", "0,05"]).contains("0,01, límite 0,05"));
    }
}
