//! The sockets around the cores: the only module of this crate that touches the network.

mod drops;
mod gateway;
mod sender;

use std::io;

use record::Rule;

use crate::LinkError;

pub use drops::dropped_in_kernel;
pub use gateway::{Batch, GatewaySocket, Received};
pub use sender::SenderSocket;

fn failed(what: &str, error: &io::Error) -> LinkError {
    LinkError::new(Rule::LinkSocketFailed, format!("{what}: {error}"))
}
