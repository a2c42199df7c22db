//! Part of Cotejo: `tally`.
