//! The floor: the same load on a small C program that answers as soon as a code fits.

use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use link::LinkError;
use link::request::REQUEST_BYTES;

use super::measure::{Row, STATIONS_PER_SECOND};
use crate::verb::bench::failed;

/// Milliseconds after which its stations send again.
const AGAIN_MS: &str = "200";
const SEGMENTS: &str = "53";

/// Compiles the program with gcc, floods it, and reads what it prints.
pub fn row(source: &Path, window: Duration, flooders: usize) -> Result<Row, LinkError> {
    let program = compile(source)?;
    let size = REQUEST_BYTES.to_string();
    let seconds = window.as_secs().to_string();
    // A moment longer, so that every answer comes in.
    let longer = (window.as_secs() + 1).to_string();
    let port = UdpSocket::bind(("127.0.0.1", 0))
        .and_then(|socket| socket.local_addr())
        .map_err(|error| failed("port", &error))?
        .port()
        .to_string();
    let receiver = start(&program, &["recv", &port, &longer, "sip", "hsip", "-1"])?;
    std::thread::sleep(Duration::from_millis(200));
    let flood = ["flood", "127.0.0.1", &port, &size, &seconds, "0", "1", "-1", SEGMENTS];
    let floods: Vec<_> =
        (0..flooders).map(|_| start(&program, &flood)).collect::<Result<_, _>>()?;
    let rate = STATIONS_PER_SECOND.to_string();
    let client = ["client", "127.0.0.1", &port, &size, &seconds, &rate, "-1", AGAIN_MS];
    let client = output(start(&program, &client)?)?;
    let mut junk_per_second = 0.0;
    for flood in floods {
        junk_per_second += field(&output(flood)?, "pps")?;
    }
    let received = output(receiver)?;
    let dropped = field(&received, "filter)").unwrap_or(0.0);
    let count = |name: &str| field(&client, name).map(whole);
    let _ = std::fs::remove_file(&program);
    Ok(Row {
        name: "floor: C probe",
        junk_per_second,
        dropped_in_kernel_per_second: Some(dropped / window.as_secs_f64()),
        seen_by_program: None,
        asked: count("asked")?,
        answered: count("receipted")?,
        answered_first: None,
        sends_per_request: field(&client, "sends/msg")?,
        p50_us: count("p50")?,
        p99_us: count("p99")?,
        max_us: count("max")?,
    })
}

fn compile(source: &Path) -> Result<PathBuf, LinkError> {
    let program = std::env::temp_dir().join(format!("cotejo-probe-{}", std::process::id()));
    let status = Command::new("gcc")
        .args(["-O3", "-march=native", "-w", "-o"])
        .args([program.as_path(), source])
        .status()
        .map_err(|error| failed("gcc", &error))?;
    if status.success() { Ok(program) } else { Err(failed("gcc", &status)) }
}

fn start(program: &Path, arguments: &[&str]) -> Result<Child, LinkError> {
    Command::new(program)
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed("probe", &error))
}

fn output(child: Child) -> Result<String, LinkError> {
    let output = child.wait_with_output().map_err(|error| failed("probe", &error))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The number behind `name=` in a line of the probe's.
fn field(line: &str, name: &str) -> Result<f64, LinkError> {
    line.split_whitespace()
        .find_map(|word| word.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
        .ok_or_else(|| failed("the probe says nothing of", &name))
}

fn whole(number: f64) -> u64 {
    format!("{number:.0}").parse().unwrap_or(0)
}
