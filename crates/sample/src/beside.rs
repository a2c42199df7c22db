//! What stands beside the results of an invented election: who votes where, and what polls said.

use std::fmt::Write as _;

use rand::RngExt as _;
use record::TableNo;

use crate::Shape;
use crate::votes::random;

/// The smallest ID number.
const FIRST_ID: u32 = 4_000_000;
/// ID numbers lie this far apart on average, so that most numbers are nobody's.
const APART: u32 = 7;

/// A roll of so many electors at each table, as CSV with the columns `id,table`: numbers, and no names.
///
/// # Panics
/// Where the numbers do not fit 32 bits: with more than 600 million electors.
pub fn roll_csv(shape: &Shape, at_each: u32) -> String {
    let mut text = String::from("id,table\n");
    for table in shape.all_tables() {
        let (mut random, code) = (random(shape, 3, table.0), shape.code(table));
        for elector in 0..at_each {
            let id = id(table, at_each, elector) + random.random_range(0..APART);
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{id},{code}");
        }
    }
    text
}

/// A register of polls: one at the doors, one before, and one whose sample nobody published.
pub fn polls_toml() -> &'static str {
    r#"[[poll]]
id = "puertas"
pollster = "Encuestadora Uno"
kind = "exit-poll"
from = "2030-06-02"
to = "2030-06-02"
published = "2030-06-02"
method = "Entrevista a la salida de 150 mesas sorteadas"
sample = 6200
design_effect = "2.4"
shares = [{ candidate = "H", percent = "41.5" }, { candidate = "A", percent = "35.0" }]

[[poll]]
id = "mayo"
pollster = "Encuestadora Dos"
kind = "poll"
from = "2030-05-11"
to = "2030-05-14"
published = "2030-05-17"
method = "Teléfono, cuotas por estado, edad y sexo"
sample = 1100
design_effect = "1.6"
shares = [{ candidate = "H", percent = "33" }, { candidate = "A", percent = "34" }]

[[poll]]
id = "abril"
pollster = "Encuestadora Tres"
kind = "poll"
from = "2030-04-20"
to = "2030-04-28"
published = "2030-05-02"
method = "No publicado"
shares = [{ candidate = "H", percent = "52" }, { candidate = "A", percent = "21" }]

[[past]]
pollster = "Encuestadora Dos"
election = "2025"
predicted = "4"
result = "1.5"
"#
}

fn id(table: TableNo, at_each: u32, elector: u32) -> u32 {
    let place = table.0.checked_mul(at_each).and_then(|before| before.checked_add(elector));
    let number = place.and_then(|place| place.checked_mul(APART));
    number.and_then(|number| number.checked_add(FIRST_ID)).expect("numbers of 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roll_has_every_table_and_no_number_twice() {
        let shape = Shape { seed: 9, tables: 60, keys: false };
        let roll = roll_csv(&shape, 5);
        let rows: Vec<(&str, &str)> =
            roll.lines().skip(1).map(|row| row.split_once(',').expect("two columns")).collect();
        let numbers: std::collections::BTreeSet<_> = rows.iter().map(|(id, _)| id).collect();
        let tables: std::collections::BTreeSet<_> = rows.iter().map(|(_, table)| table).collect();
        assert_eq!((rows.len(), numbers.len(), tables.len()), (300, 300, 60));
        assert_ne!(roll, roll_csv(&Shape { seed: 10, ..shape }, 5));
    }
}
