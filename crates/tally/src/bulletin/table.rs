use std::fmt;

/// Characters of the first column, at most: longer names are cut, as the data has them whole.
const NAME: usize = 40;

/// A table of fixed width: names to the left, numbers to the right.
pub(super) struct Table<const N: usize> {
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(super) fn new(header: [String; N]) -> Self {
        Self { rows: vec![header] }
    }

    pub(super) fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.rows.iter().map(|row| cut(&row[column]).chars().count()).max().unwrap_or(0)
        };
        let widths: [usize; N] = std::array::from_fn(width);
        for (at, row) in self.rows.iter().enumerate() {
            let mut line = format!("{:<1$}", cut(&row[0]), widths[0]);
            for (cell, width) in row.iter().zip(widths).skip(1) {
                line += &format!("  {:>width$}", cut(cell));
            }
            writeln!(f, "{}", line.trim_end())?;
            if at == 0 {
                let all = widths.iter().sum::<usize>() + 2 * (N - 1);
                writeln!(f, "{}", "-".repeat(all))?;
            }
        }
        Ok(())
    }
}

fn cut(cell: &str) -> String {
    if cell.chars().count() <= NAME {
        return cell.to_owned();
    }
    let mut cut: String = cell.chars().take(NAME - 1).collect();
    cut.push('…');
    cut
}
