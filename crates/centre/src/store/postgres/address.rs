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
    /// One for each host, in the order they are tried. A host that takes connections and says nothing must not keep
    /// those after it from being asked, as it would within the library.
    pub servers: Vec<Config>,
    /// None where the address asks for no TLS.
    pub tls: Option<MakeTlsConnector>,
    /// The hosts, to be named in errors: the whole address holds a password.
    pub hosts: String,
}

/// How long one host may take to answer that it is there, where the address says nothing.
const CONNECT_LIMIT: Duration = Duration::from_secs(3);
/// Longest address read, and most hosts in it.
const MAX_ADDRESS_BYTES: usize = 4_096;
const MAX_HOSTS: usize = 16;

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
        let (hosts, ports) = (config.get_hosts().len(), config.get_ports().len());
        if !(1..=MAX_HOSTS).contains(&hosts) || !config.get_hostaddrs().is_empty() {
            return Err(refused(format!("1 to {MAX_HOSTS} hosts are named, by `host` alone")));
        }
        if ports > 1 && ports != hosts {
            return Err(refused(format!("{ports} ports of {hosts} hosts")));
        }
        let tls = match asked.mode.as_deref() {
            None | Some("disable") => None,
            Some("require" | "verify-ca" | "verify-full") => {
                Some(connector(asked.authorities.as_deref())?)
            }
            Some(other) => return Err(refused(format!("sslmode={other} leaves TLS to chance"))),
        };
        config.ssl_mode(if tls.is_some() { SslMode::Require } else { SslMode::Disable });
        let servers: Vec<_> = (0..hosts).map(|at| one_host(&config, at)).collect();
        let hosts = servers.iter().map(name).collect::<Vec<_>>().join(", ");
        Ok(Self { servers, tls, hosts })
    }
}

/// A server's name and port.
pub fn name(server: &Config) -> String {
    let port = server.get_ports().first().unwrap_or(&DEFAULT_PORT);
    match server.get_hosts().first() {
        Some(Host::Tcp(name)) => format!("{name}:{port}"),
        Some(Host::Unix(folder)) => format!("{}:{port}", folder.display()),
        None => format!(":{port}"),
    }
}

const DEFAULT_PORT: u16 = 5_432;

/// The same for one of the hosts alone.
fn one_host(all: &Config, at: usize) -> Config {
    let mut one = Config::new();
    match &all.get_hosts()[at] {
        Host::Tcp(name) => one.host(name),
        Host::Unix(folder) => one.host_path(folder),
    };
    let ports = all.get_ports();
    one.port(*ports.get(at).or(ports.first()).unwrap_or(&DEFAULT_PORT));
    if let Some(user) = all.get_user() {
        one.user(user);
    }
    if let Some(password) = all.get_password() {
        one.password(password);
    }
    if let Some(name) = all.get_dbname() {
        one.dbname(name);
    }
    if let Some(options) = all.get_options() {
        one.options(options);
    }
    if let Some(retries) = all.get_keepalives_retries() {
        one.keepalives_retries(retries);
    }
    if let Some(interval) = all.get_keepalives_interval() {
        one.keepalives_interval(interval);
    }
    if let Some(limit) = all.get_tcp_user_timeout() {
        one.tcp_user_timeout(*limit);
    }
    one.connect_timeout(*all.get_connect_timeout().unwrap_or(&CONNECT_LIMIT))
        .application_name(all.get_application_name().unwrap_or("cotejo"))
        .keepalives(all.get_keepalives())
        .keepalives_idle(all.get_keepalives_idle())
        .ssl_mode(all.get_ssl_mode())
        .ssl_negotiation(all.get_ssl_negotiation())
        .channel_binding(all.get_channel_binding())
        // A standby answers too, and takes nothing.
        .target_session_attrs(TargetSessionAttrs::ReadWrite);
    one
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
        assert_eq!(url.servers[1].get_dbname(), Some("log"));
        assert_eq!(url.servers[1].get_password(), Some(&b"secret"[..]));
        let words = Address::parse("host=a,b port=5433 user=writer sslmode=verify-full");
        let words = words.expect("an address");
        assert_eq!((words.hosts.as_str(), words.tls.is_some()), ("a:5433, b:5433", true));
        for server in &words.servers {
            assert_eq!(server.get_ssl_mode(), SslMode::Require);
            assert_eq!(server.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        }
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
            "host=a,b port=1,2,3 password=secret",
            "host=a password=secret sslmode=require sslrootcert=/nonexistent.pem",
            &long,
        ] {
            let error = Address::parse(bad).err().unwrap_or_else(|| panic!("taken: {bad}"));
            assert_eq!(error.rule, Rule::StoreAddress, "{bad}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
