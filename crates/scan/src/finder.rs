//! stub
use crate::qr::Point;
use crate::raster::Raster;
use serde::{Deserialize, Serialize};
/// Finder
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finder {
    /// Centre
    pub centre: Point,
}
pub(crate) fn find(_raster: &Raster) -> Vec<Finder> {
    Vec::new()
}
