//! stub
/// stub
pub fn retally() {}
/// stub
pub struct Layout;
/// stub
pub struct Retally;
