//! Lengths. Everything is laid out in millimetres from the top left corner; only type sizes are in points.

/// Millimetres.
pub type Mm = f32;

/// Points, for type sizes and for what is handed to the PDF.
pub type Pt = f32;

/// One dot of a 203 dpi (8 dots per millimetre) thermal head.
pub const DOT: Mm = 0.125;

/// The thinnest rule we draw: two dots, because one is lost on a worn head.
pub const MIN_RULE: Mm = 0.25;

const PT_PER_MM: f32 = 72.0 / 25.4;

/// Millimetres to points.
pub fn pt(mm: Mm) -> Pt {
    mm * PT_PER_MM
}

/// Points to millimetres.
pub fn mm(pt: Pt) -> Mm {
    pt / PT_PER_MM
}

/// The nearest position on the dot grid, so that bars and QR modules keep whole dots.
pub fn snap(x: Mm) -> Mm {
    (x / DOT).round() * DOT
}

/// The next position on the dot grid, upwards.
pub fn snap_up(x: Mm) -> Mm {
    (x / DOT).ceil() * DOT
}
