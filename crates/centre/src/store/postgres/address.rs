use std::time::Duration;

use openssl::ssl::{SslConnector, SslMethod};
use openssl::x509::X509;
use openssl::x509::store::X509StoreBuilder;
use postgres_openssl::MakeTlsConnector;
use record::Rule;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};

use crate::CentreError;

/// Where the database is, who asks, and whom a server's certificate must be of.
pub struct Address {
    pub config: Config,
    /// None where the address asks for no TLS.
    pub tls: Option<MakeTlsConnector>,
    /// The hosts, to be named in errors: the whole address holds a password.
    pub hosts: String,
}

/// How long one host may take to answer that it is there, where the address says nothing.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// Longest address read.
const MAX_ADDRESS_BYTES: usize = 4_096;

impl Address {
    /// Reads an address in either of libpq's two forms. `sslmode` is `disable`, the default, or one of `require`,
    /// `verify-ca` and `verify-full`, which all mean the last: a connection that anybody could have answered hides
    /// nothing. Those that mean "perhaps" are refused.
    ///
    /// # Errors
    /// T862.
    pub fn parse(text: &str) -> Result<Self, CentreError> {
        if text.len() > MAX_ADDRESS_BYTES {
            return Err(refused(format!("longer than {MAX_ADDRESS_BYTES} bytes")));
        }
        let (rest, asked) = take_tls(text);
        let mut config: Config = rest.parse().map_err(|error| refused(shown(&error)))?;
        if config.get_hosts().is_empty() {
            return Err(refused("no host".to_owned()));
        }
        let tls = match asked.mode.as_deref() {
            None | Some("disable") => None,
            Some("require" | "verify-ca" | "verify-full") => {
                Some(connector(asked.authorities.as_deref())?)
            }
            Some(other) => return Err(refused(format!("sslmode={other} leaves TLS to chance"))),
        };
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        // A standby answers too, and takes nothing.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_LIMIT);
        }
        if config.get_application_name().is_none() {
            config.application_name("cotejo");
        }
        let hosts = hosts(&config);
        Ok(Self { config, tls, hosts })
    }
}

/// What an address says of TLS.
#[derive(Default)]
struct Asked {
    mode: Option<String>,
    authorities: Option<String>,
}

/// The address without what it says of TLS, which the library does not understand in full.
fn take_tls(text: &str) -> (String, Asked) {
    let mut asked = Asked::default();
    let mut keep = |part: &&str| match part.split_once('=') {
        Some(("sslmode", mode)) => {
            asked.mode = Some(mode.to_owned());
            false
        }
        Some(("sslrootcert", file)) => {
            asked.authorities = Some(file.to_owned());
            false
        }
        _ => true,
    };
    let rest = if text.contains("://") {
        match text.split_once('?') {
            Some((place, options)) => {
                let kept: Vec<_> = options.split('&').filter(&mut keep).collect();
                format!("{place}?{}", kept.join("&"))
            }
            None => text.to_owned(),
        }
    } else {
        text.split(' ').filter(&mut keep).collect::<Vec<_>>().join(" ")
    };
    (rest.trim_end_matches('?').to_owned(), asked)
}

/// TLS by the system's OpenSSL: the chain and the host's name are always checked, against the authorities in a
/// file and no others where one is named, else against the system's.
fn connector(authorities: Option<&str>) -> Result<MakeTlsConnector, CentreError> {
    let tls = |error: openssl::error::ErrorStack| refused(format!("TLS: {error}"));
    let mut builder = SslConnector::builder(SslMethod::tls_client()).map_err(tls)?;
    if let Some(file) = authorities {
        let pem = std::fs::read(file).map_err(|error| refused(format!("{file}: {error}")))?;
        let mut store = X509StoreBuilder::new().map_err(tls)?;
        let certificates = X509::stack_from_pem(&pem).map_err(tls)?;
        if certificates.is_empty() {
            return Err(refused(format!("{file}: no certificate in it")));
        }
        for one in certificates {
            store.add_cert(one).map_err(tls)?;
        }
        builder.set_cert_store(store.build());
    }
    Ok(MakeTlsConnector::new(builder.build()))
}

fn hosts(config: &Config) -> String {
    let ports = config.get_ports();
    let one = |(at, host): (usize, &Host)| {
        let port = ports.get(at).or(ports.first()).unwrap_or(&5_432);
        match host {
            Host::Tcp(name) => format!("{name}:{port}"),
            Host::Unix(folder) => format!("{}:{port}", folder.display()),
        }
    };
    config.get_hosts().iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
}

fn refused(detail: String) -> CentreError {
    CentreError::new(Rule::StoreAddress, detail)
}

/// The library's errors keep what happened in their causes.
pub fn shown(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        let one_text = one.to_string();
        if !text.contains(&one_text) {
            text = format!("{text}: {one_text}");
        }
        cause = one.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_what_they_say_of_tls_is_taken_out() {
        let url = Address::parse("postgresql://writer:secret@a:5433,b:5434/log?sslmode=disable");
        let url = url.expect("an address");
        assert_eq!((url.hosts.as_str(), url.tls.is_none()), ("a:5433, b:5434", true));
        assert_eq!(url.config.get_dbname(), Some("log"));
        let words = Address::parse("host=a,b port=5433 user=writer sslmode=verify-full");
        let words = words.expect("an address");
        assert_eq!((words.hosts.as_str(), words.tls.is_some()), ("a:5433, b:5433", true));
        assert_eq!(words.config.get_ssl_mode(), SslMode::Require);
        assert_eq!(words.config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
    }

    #[test]
    fn what_is_no_address_or_leaves_tls_to_chance_is_refused_without_showing_the_password() {
        let long = format!("host={}", "a".repeat(MAX_ADDRESS_BYTES));
        for bad in [
            "",
            "user=writer password=secret",
            "postgresql://writer:secret@a/log?sslmode=prefer",
            "postgresql://writer:secret@a/log?nosuch=1",
            "postgresql://writer:secret@a:port/log",
            "host=a password=secret sslmode=require sslrootcert=/nonexistent.pem",
            &long,
        ] {
            let error = Address::parse(bad).err().unwrap_or_else(|| panic!("taken: {bad}"));
            assert_eq!(error.rule, Rule::StoreAddress, "{bad}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
