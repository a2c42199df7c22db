use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use centre::run::Running;
use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::x509::{X509, X509NameBuilder};
use tempfile::TempDir;

use crate::verb::bench::place::Place;

/// Something that takes posts over HTTPS.
pub trait Server {
    /// What it is called in the table.
    fn name(&self) -> &'static str;
    /// Where it listens.
    fn address(&self) -> SocketAddr;
}

/// A whole centre: what is answered is logged.
pub struct Ours {
    centre: Option<Running>,
    address: SocketAddr,
    _folder: TempDir,
}

impl Ours {
    /// Starts one on a new log.
    pub fn start(place: &Place) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        write_certificate(folder.path())?;
        // Everybody comes from this machine here; by default one address gets a small share of the places.
        let listen = "[http]\nlisten = \"127.0.0.1:0\"\ncertificate = \"chain.pem\"\nkey = \"key.pem\"\n[http.limits]\nconnections = 4096\nconnections_per_address = 4096\n";
        let (centre, folder) = place.start_listening(listen, folder)?;
        let address = centre.http().context("it listens")?;
        Ok(Self { centre: Some(centre), address, _folder: folder })
    }
}

impl Server for Ours {
    fn name(&self) -> &'static str {
        "centre"
    }

    fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        if let Some(centre) = self.centre.take() {
            centre.stop();
        }
    }
}

/// nginx, which answers every post with nothing.
pub struct Nginx {
    process: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Nginx {
    /// Starts it with two workers.
    pub fn start(program: &Path) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let path = folder.path();
        write_certificate(path)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let here = path.display();
        let config = format!(
            "daemon off;\nworker_processes 2;\npid {here}/pid;\nerror_log {here}/error.log;\nevents {{ worker_connections 8192; }}\nhttp {{\n  access_log off;\n  client_body_temp_path {here}/body;\n  proxy_temp_path {here}/proxy;\n  fastcgi_temp_path {here}/fastcgi;\n  uwsgi_temp_path {here}/uwsgi;\n  scgi_temp_path {here}/scgi;\n  server {{\n    listen {address} ssl;\n    ssl_certificate chain.pem;\n    ssl_certificate_key key.pem;\n    location / {{ return 200; }}\n  }}\n}}\n"
        );
        std::fs::write(path.join("nginx.conf"), config)?;
        let mut process = Command::new(program)
            .args(["-c", "nginx.conf", "-p"])
            .arg(path)
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| {
                format!("cannot run {}: install nginx, or leave --nginx out", program.display())
            })?;
        for _ in 0..100 {
            std::thread::sleep(Duration::from_millis(50));
            if TcpStream::connect(address).is_ok() {
                return Ok(Self { process, address, _folder: folder });
            }
        }
        let _ = process.kill();
        let said = std::fs::read_to_string(path.join("error.log")).unwrap_or_default();
        bail!("nginx does not serve: {said}")
    }
}

impl Server for Nginx {
    fn name(&self) -> &'static str {
        "nginx"
    }

    fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end when their master is told to; killed, it would leave them behind.
        let pid = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &pid]).status();
        let _ = self.process.wait();
    }
}

/// A certificate that vouches for itself, and its key, the same kind for every server.
fn write_certificate(folder: &Path) -> anyhow::Result<()> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
    let mut name = X509NameBuilder::new()?;
    name.append_entry_by_text("CN", "127.0.0.1")?;
    let name = name.build();
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    builder.set_subject_name(&name)?;
    builder.set_issuer_name(&name)?;
    builder.set_pubkey(&key)?;
    builder.set_not_before(&*Asn1Time::days_from_now(0)?)?;
    builder.set_not_after(&*Asn1Time::days_from_now(1)?)?;
    builder.sign(&key, MessageDigest::sha256())?;
    std::fs::write(folder.join("chain.pem"), builder.build().to_pem()?)?;
    std::fs::write(folder.join("key.pem"), key.private_key_to_pem_pkcs8()?)?;
    Ok(())
}
