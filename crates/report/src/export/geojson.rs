//! GeoJSON (RFC 7946): one point per area that has coordinates, with totals and coverage.

use std::io::Write;

use ::geojson::{Feature, FeatureWriter, Geometry, GeometryValue, JsonObject};
use record::election::{Area, Contest, Coordinates};
use record::{AreaNo, Election};
use serde_json::Value;

use super::ExportError;

/// Totals of one area, as the properties of its point show them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AreaTotals {
    /// Tables of the area in the election file that hold the contest.
    pub tables: u64,
    /// Tables with a sheet counted here.
    pub tables_counted: u64,
    /// Electors of the area's tables, where every table gives them.
    pub electors: Option<u64>,
    /// Electors of the tables counted, where every one gives them.
    pub electors_counted: Option<u64>,
    /// Votes per candidate, in the order of the election file.
    pub votes: Vec<u64>,
    /// Null votes, where a counted sheet gives them.
    pub null: Option<u64>,
    /// Blank votes, where a counted sheet gives them.
    pub blank: Option<u64>,
}

/// Writes every area with coordinates; `totals` gives each area's figures, or none where there are none.
///
/// # Errors
/// What the writer refuses.
pub fn write(
    election: &Election,
    contest: &Contest,
    totals: &dyn Fn(AreaNo) -> Option<AreaTotals>,
    out: impl Write,
) -> Result<(), ExportError> {
    let mut writer = FeatureWriter::from_writer(out);
    for (no, area) in election.areas.iter() {
        if let Some(coordinates) = area.coordinates {
            let properties = properties(election, contest, area, totals(no).as_ref());
            writer.write_feature(&feature(coordinates, properties))?;
        }
    }
    writer.finish()?;
    Ok(())
}

fn feature(at: Coordinates, properties: JsonObject) -> Feature {
    let position = [at.longitude, at.latitude];
    Feature {
        geometry: Some(Geometry::new(GeometryValue::new_point(position))),
        properties: Some(properties),
        ..Feature::default()
    }
}

fn properties(
    election: &Election,
    contest: &Contest,
    area: Area<'_>,
    totals: Option<&AreaTotals>,
) -> JsonObject {
    let mut to = JsonObject::new();
    let level =
        usize::from(area.level).checked_sub(1).and_then(|at| election.manifest.levels.get(at));
    to.insert("area".into(), area.path.into());
    to.insert("name".into(), area.name.into());
    to.insert("level".into(), level.map_or("country", String::as_str).into());
    to.insert("contest".into(), contest.key.as_str().into());
    let Some(totals) = totals else { return to };
    to.insert("tables".into(), totals.tables.into());
    to.insert("tables_counted".into(), totals.tables_counted.into());
    to.insert("electors".into(), totals.electors.into());
    to.insert("electors_counted".into(), totals.electors_counted.into());
    to.insert("null".into(), totals.null.into());
    to.insert("blank".into(), totals.blank.into());
    for (candidate, votes) in contest.candidates.iter().zip(&totals.votes) {
        to.insert(format!("votes:{}", candidate.key), Value::from(*votes));
    }
    to
}
