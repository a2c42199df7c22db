//! The datagram protocol of stations and gateways: one signed sheet in one packet, through a flood.
//!
//! A gateway decides about a datagram before it keeps any state, in order of cost: a [`filter`] inside the
//! kernel, the keyed code of the table, what was seen before and how often, the seal (HPKE), and at last the
//! station's signature, which alone says that a sheet is genuine. All before it only keeps noise away.
//!
//! Reading order: [`keys`] is what a centre and a station hold; [`request`] and [`answer`] are the two kinds of
//! datagram (`docs/formats/link.md`); [`gateway`] decides; [`sender`] goes on until it holds a receipt.
//! These do no I/O: bytes, time and randomness are arguments, so that a whole network runs in a unit test.
//! Only [`socket`] touches the network.

pub mod answer;
mod error;
pub mod filter;
pub mod gateway;
pub mod keys;
mod mac;
pub mod request;
pub mod sender;
pub mod siphash;
pub mod socket;

pub use answer::{Answer, ReceiptBytes};
pub use error::LinkError;
pub use gateway::{Admitted, Decision, Gateway, Peer, ReplyTo};
pub use keys::{
    CentreKey, CentrePublic, Counter, FilterKey, LinkSecret, StationPass, StationTicket,
};
pub use sender::Sender;
