//! A real S3-speaking server (moto), for as long as a test runs.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// The server's program; `./dev test` installs it and says where.
const PROGRAM: &str = "COTEJO_MOTO";
/// The bucket that is made.
pub const BUCKET: &str = "cotejo-test";

/// A running server with one empty bucket.
pub struct Moto {
    child: Child,
    /// Host and port.
    pub at: String,
}

impl Moto {
    /// Starts one on a free port; none, and a line that says so, where no program is named.
    pub fn start() -> Option<Self> {
        let Some(program) = std::env::var_os(PROGRAM) else {
            println!("skipped: {PROGRAM} names no moto_server; `./dev test` does");
            return None;
        };
        let mut child = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let at = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("http://").map(|(_, at)| at.trim().to_owned()));
        // Whoever writes to a pipe that nobody reads stops.
        std::thread::spawn(move || lines.for_each(drop));
        let moto = Self { child, at: at.expect("it says where it listens") };
        let made = moto.request(&format!("PUT /{BUCKET}"));
        assert!(made.starts_with("HTTP/1.1 200"), "{made}");
        Some(moto)
    }

    /// What a client needs to know, as in the environment of a process.
    pub fn environment(&self) -> Vec<(String, String)> {
        environment(&format!("http://{}", self.at))
    }

    fn request(&self, what: &str) -> String {
        let mut stream = TcpStream::connect(&self.at).expect("it listens");
        let head = format!(
            "{what} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            self.at
        );
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Keys that moto takes for good ones, and an endpoint.
pub fn environment(endpoint: &str) -> Vec<(String, String)> {
    [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ENDPOINT", endpoint),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}
