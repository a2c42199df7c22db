//! The little of HTTP and HTTPS that reading logs and asking witnesses needs. What comes back is never believed:
//! it is verified by whoever asked. TLS keeps to oneself what is asked for.

use std::time::Duration;

use ledger::LedgerError;
use ledger::reader::Source;
use record::Rule;
use ureq::Agent;
use ureq::http::StatusCode;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

/// How long to wait for a whole answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A log on the web, below its prefix.
pub struct Web {
    agent: Agent,
    prefix: String,
}

/// An answer.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body, bounded.
    pub body: Vec<u8>,
}

/// Whether a text is an address and not a folder.
pub fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// TLS by the system's library, held against the system's certificates and those of the file that
/// `SSL_CERT_FILE` names.
pub fn tls() -> TlsConfig {
    TlsConfig::builder()
        .provider(TlsProvider::NativeTls)
        .root_certs(RootCerts::PlatformVerifier)
        .build()
}

impl Web {
    /// A log, or a witness, below an address.
    pub fn new(address: &str) -> Self {
        let config = Agent::config_builder()
            .tls_config(tls())
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .user_agent("cotejo");
        Self { agent: config.build().into(), prefix: address.trim_end_matches('/').to_owned() }
    }

    /// Posts bytes to a path.
    pub fn post_bytes(&self, path: &str, body: &[u8], most: usize) -> Result<Answer, LedgerError> {
        let address = format!("{}/{path}", self.prefix);
        let answer = self.agent.post(&address).content_type("application/octet-stream");
        read(&address, answer.send(body), most)
    }

    /// Posts a body to a path.
    pub fn post(&self, path: &str, body: &str, most: usize) -> Result<Answer, LedgerError> {
        let address = format!("{}/{path}", self.prefix);
        let answer = self.agent.post(&address).content_type("text/plain").send(body);
        read(&address, answer, most)
    }
}

impl Source for Web {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError> {
        let address = format!("{}/{path}", self.prefix);
        let answer = read(&address, self.agent.get(&address).call(), most)?;
        match StatusCode::from_u16(answer.status) {
            Ok(StatusCode::OK) => Ok(answer.body),
            Ok(StatusCode::NOT_FOUND | StatusCode::GONE) => {
                Err(LedgerError::new(Rule::LogFileMissing, address))
            }
            _ => {
                let detail = format!("{address}: status {}", answer.status);
                Err(LedgerError::new(Rule::LogUnreachable, detail))
            }
        }
    }
}

fn read(
    address: &str,
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    most: usize,
) -> Result<Answer, LedgerError> {
    let failed = |error: &ureq::Error| {
        let advice = match error {
            ureq::Error::NativeTls(_) => {
                "; if a private authority vouches for this address, name its certificate in SSL_CERT_FILE"
            }
            _ => "",
        };
        LedgerError::new(Rule::LogUnreachable, format!("{address}: {error}{advice}"))
    };
    let mut answer = answer.map_err(|error| failed(&error))?;
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let body = answer.body_mut().with_config().limit(bound).read_to_vec();
    let body = body.map_err(|error| failed(&error))?;
    if body.len() > most {
        let detail = format!("{address} is larger than {most} bytes");
        return Err(LedgerError::new(Rule::TileMalformed, detail));
    }
    Ok(Answer { status: answer.status().as_u16(), body })
}
