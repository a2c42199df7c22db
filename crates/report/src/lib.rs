//! Part of Cotejo: `report`.
