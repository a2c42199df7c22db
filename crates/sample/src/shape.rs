use record::TableNo;

/// Lists per candidate: the shape of a real ballot with ten candidates on thirty-eight lists.
pub(crate) const LISTS_OF: [u32; 10] = [13, 6, 1, 4, 6, 1, 2, 3, 1, 1];
/// Lists on the ballot.
pub(crate) const LISTS: u32 = 38;
/// Tables that share a centre.
const TABLES_PER_CENTRE: u32 = 2;
/// From how many tables on the geography is that of a whole country.
const NATIONAL: u32 = 10_000;

/// How large an invented election is. Equal shapes give equal elections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Where everything random comes from.
    pub seed: u64,
    /// Number of polling tables.
    pub tables: u32,
    /// Whether every station has a key (deriving one takes some fifteen microseconds).
    pub keys: bool,
}

/// Where a table lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) state: u32,
    pub(crate) municipality: u32,
    pub(crate) parish: u32,
    pub(crate) centre: u32,
}

impl Shape {
    pub(crate) fn centres(&self) -> u32 {
        self.tables.div_ceil(TABLES_PER_CENTRE).max(1)
    }

    /// States, municipalities in each, parishes in each of those.
    fn fan_out(&self) -> (u32, u32, u32) {
        if self.tables >= NATIONAL { (24, 14, 3) } else { (4, 3, 2) }
    }

    /// Where a centre lies; every number counts from 1, as published codes do.
    pub(crate) fn place(&self, centre: u32) -> Place {
        let (states, municipalities, parishes) = self.fan_out();
        let all = u64::from(states * municipalities * parishes);
        let parish_of = |centre: u32| {
            let at = u64::from(centre) * all / u64::from(self.centres());
            u32::try_from(at).expect("fewer parishes than centres")
        };
        let parish = parish_of(centre);
        let first = u32::try_from((u64::from(parish) * u64::from(self.centres())).div_ceil(all));
        Place {
            state: parish / (municipalities * parishes) + 1,
            municipality: parish / parishes % municipalities + 1,
            parish: parish % parishes + 1,
            centre: centre - first.expect("a centre number") + 1,
        }
    }

    pub(crate) fn centre_of(&self, table: TableNo) -> u32 {
        table.0 / TABLES_PER_CENTRE
    }

    /// The code of a table, in the form of `010203004.01.1.0001`.
    pub fn code(&self, table: TableNo) -> String {
        let within = table.0 % TABLES_PER_CENTRE + 1;
        format!("{}.{within:02}.1.0001", self.place(self.centre_of(table)).centre_code())
    }

    /// Every table.
    pub fn all_tables(&self) -> impl Iterator<Item = TableNo> + use<> {
        (0..self.tables).map(TableNo)
    }
}

impl Place {
    pub(crate) fn centre_code(&self) -> String {
        format!("{:02}{:02}{:02}{:03}", self.state, self.municipality, self.parish, self.centre)
    }

    /// Paths from the state down to the centre.
    pub(crate) fn paths(&self) -> [String; 4] {
        let state = format!("{:02}", self.state);
        let municipality = format!("{state}/{:02}", self.municipality);
        let parish = format!("{municipality}/{:02}", self.parish);
        let centre = format!("{parish}/{}", self.centre_code());
        [state, municipality, parish, centre]
    }
}
