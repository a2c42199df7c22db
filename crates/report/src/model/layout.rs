use record::{AreaNo, Election, TableNo};

/// Tables on one page: a few hundred rows open at once everywhere.
pub(crate) const TABLES_PER_PAGE: usize = 200;

/// Which areas have a page of their own, and on which page each table stands.
///
/// Every area with areas inside has a page; the tables of the smallest areas stand on the page of the
/// area around them, split where there are many.
pub(crate) struct Layout {
    children: Vec<Vec<AreaNo>>,
    starts: Vec<u32>,
    tables: Vec<TableNo>,
    pages: Vec<u32>,
}

impl Layout {
    pub(crate) fn of(election: &Election) -> Self {
        let areas = election.areas.len();
        let mut children = vec![Vec::new(); areas];
        for (no, area) in election.areas.iter() {
            if let Some(parent) = area.parent {
                children[parent.index()].push(no);
            }
        }
        for inside in &mut children {
            inside.sort_by_cached_key(|area| by_number(election.areas.get(*area).path));
        }
        let owner = |area: AreaNo| {
            let parent = election.areas.get(area).parent;
            parent.filter(|_| children[area.index()].is_empty()).unwrap_or(area)
        };
        // Group tables by owner and inside it by area, keeping the order of codes.
        let mut tables: Vec<TableNo> = election.tables.iter().collect();
        tables.sort_by_key(|table| {
            let area = election.tables.area(*table);
            (owner(area), area)
        });
        let mut starts = vec![0_u32; areas + 1];
        for table in &tables {
            starts[owner(election.tables.area(*table)).index() + 1] += 1;
        }
        for area in 0..areas {
            starts[area + 1] += starts[area];
        }
        let mut pages = vec![0; tables.len()];
        for area in 0..areas {
            for (at, table) in
                tables[position(starts[area])..position(starts[area + 1])].iter().enumerate()
            {
                pages[table.index()] =
                    u32::try_from(at / TABLES_PER_PAGE).expect("fewer pages than tables");
            }
        }
        Self { children, starts, tables, pages }
    }

    /// The areas directly inside one.
    pub(crate) fn children(&self, area: AreaNo) -> &[AreaNo] {
        &self.children[area.index()]
    }

    /// Whether an area has a page.
    pub(crate) fn has_page(&self, area: AreaNo) -> bool {
        area.0 == 0 || !self.children[area.index()].is_empty()
    }

    /// The area on whose page an area is shown.
    pub(crate) fn owner(&self, election: &Election, area: AreaNo) -> AreaNo {
        if self.has_page(area) {
            return area;
        }
        election.areas.get(area).parent.unwrap_or(area)
    }

    /// The tables shown on an area's pages, in order.
    pub(crate) fn tables(&self, area: AreaNo) -> &[TableNo] {
        let at = area.index();
        &self.tables[position(self.starts[at])..position(self.starts[at + 1])]
    }

    /// On which of its area's pages a table stands, from 0.
    pub(crate) fn page(&self, table: TableNo) -> u32 {
        self.pages[table.index()]
    }
}

/// Codes that are numbers stand in the order of the numbers, padded with zeros or not; all others stand after them.
fn by_number(path: &str) -> (bool, usize, &str) {
    let code = path.rsplit('/').next().unwrap_or(path);
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let digits = if is_number { code.trim_start_matches('0') } else { code };
    (!is_number, if is_number { digits.len() } else { 0 }, digits)
}

fn position(at: u32) -> usize {
    usize::try_from(at).expect("positions fit the address space")
}

#[cfg(test)]
mod tests {
    use super::by_number;

    #[test]
    fn two_comes_before_ten() {
        let mut codes = ["4/10", "4/x10", "4/2", "4/09", "4/1", "4/x2", "4/"];
        codes.sort_by_key(|path| by_number(path));
        assert_eq!(codes, ["4/", "4/1", "4/2", "4/09", "4/10", "4/x10", "4/x2"]);
    }
}
