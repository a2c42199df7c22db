//! Tables: column widths, wrapped cells on a common baseline, repeated heads.

use std::rc::Rc;

use crate::{
    block::{Align, Cell, Row, Share, Table},
    gauge,
    shape::{Shaper, bar, baseline, divide, leading, offset},
    strip::{Item, Mark, Strip},
    tags::{ROOT, Role, TagId},
    units::Mm,
};

impl Shaper<'_> {
    pub(crate) fn table(&mut self, table: &Table, width: Mm, tag: TagId) -> Vec<Strip> {
        let tag = self.tags.add(tag, Role::Table);
        let widths = self.column_widths(table, width);
        let head = table.head.as_ref().map(|row| {
            let mut strip = self.row(table, row, &widths, tag, true);
            strip.keep = true;
            strip
        });
        let mut repeated =
            Repeated { head: head.as_ref().map(|strip| Rc::new(strip.repeated())), carry: None };
        let mut strips: Vec<Strip> = head.into_iter().collect();
        for row in &table.rows {
            let mut strip = self.row(table, row, &widths, tag, false);
            strip.head = self.repeated(table, row, &widths, &mut repeated);
            strips.push(strip);
        }
        strips
    }

    /// What is printed above a row that comes first on a further page: the head and the row's group.
    fn repeated(
        &mut self,
        table: &Table,
        row: &Row,
        widths: &[Mm],
        last: &mut Repeated,
    ) -> Option<Rc<Strip>> {
        let Some(carry) = &row.carry else { return last.head.clone() };
        if let Some((_, strip)) = last.carry.as_ref().filter(|(group, _)| Rc::ptr_eq(group, carry))
        {
            return Some(Rc::clone(strip));
        }
        // Repetition is no part of the document's structure.
        let tags = std::mem::take(&mut self.tags);
        let group = self.row(table, carry, widths, ROOT, false).repeated();
        self.tags = tags;
        let mut strip = last.head.as_deref().cloned().unwrap_or_default();
        let y = strip.height;
        strip.overlay(&group, 0.0, y);
        let strip = Rc::new(strip);
        last.carry = Some((Rc::clone(carry), Rc::clone(&strip)));
        Some(strip)
    }

    fn column_widths(&self, table: &Table, width: Mm) -> Vec<Mm> {
        let shares: Vec<Share> = table.columns.iter().map(|column| column.share).collect();
        let natural = |column: usize| {
            let rows = table.head.iter().chain(&table.rows);
            let cells = rows.filter_map(|row| cell_at(row, column)).filter(|cell| cell.span == 1);
            let widths = cells.map(|cell| self.natural(cell));
            // A hair more, so that the widest cell does not wrap on rounding.
            widths.fold(0.0_f32, f32::max) + 0.05
        };
        divide(&shares, width, table.gap, natural)
    }

    fn natural(&self, cell: &Cell) -> Mm {
        let (text, _) = self.fonts.printable(&cell.text);
        self.fonts.shape(cell.style.face, cell.style.size, &text).width + cell.indent
    }

    fn row(&mut self, table: &Table, row: &Row, widths: &[Mm], tag: TagId, heads: bool) -> Strip {
        let row_tag = self.tags.add(tag, Role::Row);
        let first = row.cells.iter().map(|cell| baseline(cell.style)).fold(0.0, f32::max);
        let top = row.rule + row.above;
        let mut strip = Strip { height: top, keep: row.keep, ..Strip::default() };
        let full: Mm =
            widths.iter().sum::<Mm>() + table.gap * widths.len().saturating_sub(1) as f32;
        if row.rule > 0.0 {
            let mark = match row.faint {
                true => Mark::Faint { width: full, height: row.rule },
                false => bar(full, row.rule),
            };
            strip.items.push(Item { x: 0.0, y: 0.0, mark, tag: None });
        }
        let (mut x, mut column) = (0.0, 0);
        for cell in &row.cells {
            let covered = &widths[column.min(widths.len())..(column + cell.span).min(widths.len())];
            let width =
                covered.iter().sum::<Mm>() + table.gap * covered.len().saturating_sub(1) as f32;
            let align = table.columns.get(column).map_or(Align::Left, |c| c.align);
            let role = match (heads, cell.head) {
                (true, _) => Role::ColumnHead,
                (false, true) => Role::RowHead,
                (false, false) => Role::Data,
            };
            let cell_tag = self.tags.add(row_tag, role);
            let room = width - cell.indent;
            if let Some(gauge) = cell.gauge {
                let height = gauge::height(cell.style);
                let y = top + first - height;
                let mark = Mark::Gauge { gauge, width: room, height };
                strip.items.push(Item { x: x + cell.indent, y, mark, tag: None });
            }
            for (i, run) in self.wrap(&cell.text, cell.style, room).into_iter().enumerate() {
                let y = top + first + i as f32 * leading(cell.style);
                let end = y - baseline(cell.style) + leading(cell.style);
                strip.height = strip.height.max(end);
                if !run.text.is_empty() {
                    let x = x + cell.indent + offset(align, room, run.width);
                    strip.items.push(Item { x, y, mark: Mark::Text(run), tag: Some(cell_tag) });
                }
            }
            x += width + table.gap;
            column += cell.span;
        }
        strip.height += row.below;
        strip
    }
}

/// Repeated strips already shaped: the head, and the last group with it.
struct Repeated {
    head: Option<Rc<Strip>>,
    carry: Option<(Rc<Row>, Rc<Strip>)>,
}

fn cell_at(row: &Row, column: usize) -> Option<&Cell> {
    let mut at = 0;
    for cell in &row.cells {
        if at == column {
            return Some(cell);
        }
        at += cell.span;
    }
    None
}
