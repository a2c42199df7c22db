//! An election directory to fill in: one small example of everything, with its explanation beside it.

use record::ElectionFiles;

/// The five files.
pub fn files() -> ElectionFiles<'static> {
    ElectionFiles {
        manifest: include_bytes!("template/election.toml").into(),
        candidates: include_bytes!("template/candidates.csv").into(),
        lists: include_bytes!("template/lists.csv").into(),
        areas: include_bytes!("template/areas.csv").into(),
        tables: include_bytes!("template/tables.csv").into(),
    }
}
