//! Real PostgreSQL servers, made for a test in a folder of their own and gone after it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use tempfile::TempDir;
use tokio_postgres::{NoTls, SimpleQueryMessage};

use crate::common::wait_for;

/// The folder of the server's programs; `./dev test` says where. What it names must be there.
const PROGRAMS: &str = "COTEJO_POSTGRES";
/// Where Debian has them, by version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// The database's user, and a password that protects nothing.
const USER: &str = "cotejo";
const PASSWORD: &str = "for the length of a test";

/// One server.
pub struct Server {
    place: Arc<Place>,
    data: PathBuf,
    port: u16,
    process: Option<Child>,
}

/// What servers of one test share.
struct Place {
    folder: TempDir,
    programs: PathBuf,
    /// A server does not run as root; it is then this user and group.
    user: Option<(u32, u32)>,
}

impl Server {
    /// A new one with an empty database; none, and a line that says so, where there are no programs for it.
    pub fn start() -> Option<Self> {
        let place = Arc::new(Place::find()?);
        let data = place.folder.path().join("first");
        let password = place.folder.path().join("password");
        fs::write(&password, PASSWORD).expect("writable");
        let mut initdb = place.command("initdb");
        initdb.arg("-D").arg(&data).arg("--pwfile").arg(&password);
        initdb.args(["-U", USER, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "-N"]);
        run(&mut initdb);
        let mut server = Self { place, data, port: 0, process: None };
        server.listen();
        Some(server)
    }

    /// A standby that has all that this server has and follows it, and without which nothing is reported
    /// as stored.
    pub fn synchronous_standby(&self) -> Self {
        let data = self.place.folder.path().join("second");
        let mut copy = self.place.command("pg_basebackup");
        copy.arg("-D").arg(&data).args(["-R", "-X", "stream", "--checkpoint=fast"]);
        run(copy.arg("-d").arg(format!("{} application_name=second", self.address())));
        let mut standby = Self { place: self.place.clone(), data, port: 0, process: None };
        standby.listen();
        self.sql("ALTER SYSTEM SET synchronous_standby_names = 'second'");
        self.sql("SELECT pg_reload_conf()");
        wait_for("a synchronous standby", || {
            self.sql("SELECT sync_state FROM pg_stat_replication") == ["sync"]
        });
        standby
    }

    /// Starts the server that was stopped, where it was before.
    pub fn listen(&mut self) {
        if self.port == 0 {
            let free = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
            self.port = free.expect("a free port").port();
        }
        let sockets = self.place.folder.path().display().to_string();
        let said = File::options().create(true).append(true).open(self.log()).expect("writable");
        let mut command = self.place.command("postgres");
        command.arg("-D").arg(&self.data).args(["-p", &self.port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1".to_owned(),
            format!("unix_socket_directories={sockets}"),
            "max_connections=90".to_owned(),
            "shared_buffers=32MB".to_owned(),
            "wal_receiver_status_interval=1s".to_owned(),
        ] {
            command.args(["-c", &setting]);
        }
        command.stdin(Stdio::null()).stdout(said.try_clone().expect("a copy")).stderr(said);
        self.process = Some(command.spawn().expect("the server starts"));
        let (mut read, log) = (0, self.log());
        wait_for("a server that answers", || {
            let process = self.process.as_mut().expect("it was started");
            if let Some(status) = process.try_wait().expect("it can be asked") {
                let said = fs::read_to_string(&log).unwrap_or_default();
                // What a killed server leaves behind takes a moment to end, and holds its memory until then.
                let since = &said[read..];
                assert!(since.contains("is still in use"), "{status}: {said}");
                read = said.len();
                *process = command.spawn().expect("the server starts");
            }
            self.try_sql("postgres", "SELECT 1").is_ok()
        });
    }

    /// Ends the server's first process as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("killed");
            process.wait().expect("it ended");
        }
    }

    /// Ends the server in order: connections are cut, what was begun is rolled back.
    pub fn stop(&mut self) {
        let mut stop = self.place.command("pg_ctl");
        run(stop.args(["stop", "-m", "fast", "-w", "-D"]).arg(&self.data));
        self.process.take().expect("it runs").wait().expect("it ended");
    }

    /// Makes a standby the one that takes writes.
    pub fn promote(&self) {
        assert_eq!(self.sql("SELECT pg_promote()"), ["t"]);
    }

    /// Adds a file that the server may read, and what its settings say.
    pub fn configure(&mut self, files: &[(&str, &[u8])], settings: &str) {
        for (name, bytes) in files {
            let path = self.data.join(name);
            fs::write(&path, bytes).expect("writable");
            self.place.give(&path);
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            fs::set_permissions(&path, mode).expect("its own");
        }
        let path = self.data.join("postgresql.conf");
        let before = fs::read_to_string(&path).expect("readable");
        fs::write(&path, format!("{before}\n{settings}\n")).expect("writable");
        self.stop();
        self.listen();
    }

    /// The address of a new, empty database.
    pub fn database(&self, name: &str) -> String {
        self.sql(&format!("CREATE DATABASE {name}"));
        format!("{} dbname={name}", self.address())
    }

    /// The address, without a database.
    pub fn address(&self) -> String {
        format!("host=127.0.0.1 port={} user={USER} password='{PASSWORD}'", self.port)
    }

    /// The address of two servers, of which one takes writes.
    pub fn address_with(&self, other: &Self) -> String {
        format!(
            "host=127.0.0.1,127.0.0.1 port={},{} user={USER} password='{PASSWORD}' dbname=postgres \
             target_session_attrs=read-write",
            self.port, other.port
        )
    }

    /// The port it listens on, on this machine alone.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The first column of what a statement gives.
    pub fn sql(&self, statement: &str) -> Vec<String> {
        self.sql_in("postgres", statement)
    }

    /// The same in another database.
    pub fn sql_in(&self, database: &str, statement: &str) -> Vec<String> {
        self.try_sql(database, statement)
            .unwrap_or_else(|error| panic!("{statement}: {error}: {:?}", error.as_db_error()))
    }

    fn try_sql(
        &self,
        database: &str,
        statement: &str,
    ) -> Result<Vec<String>, tokio_postgres::Error> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let address = format!("{} dbname={database}", self.address());
            let (client, connection) = tokio_postgres::connect(&address, NoTls).await?;
            tokio::spawn(connection);
            let rows = client.simple_query(statement).await?;
            let first = |message| match message {
                SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or("null").to_owned()),
                _ => None,
            };
            Ok(rows.into_iter().filter_map(first).collect())
        })
    }

    fn log(&self) -> PathBuf {
        self.data.with_extension("log")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // It cleans up its children and shared memory, which killing it would not.
            let quit = Command::new("kill").args(["-QUIT", &process.id().to_string()]).status();
            if !quit.is_ok_and(|status| status.success()) {
                let _ = process.kill();
            }
            let _ = process.wait();
        }
    }
}

impl Place {
    fn find() -> Option<Self> {
        let programs = match std::env::var_os(PROGRAMS) {
            Some(folder) => PathBuf::from(folder),
            None => {
                let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
                let folders = versions.map(|version| version.path().join("bin"));
                let Some(newest) = folders.filter(|bin| bin.join("postgres").exists()).max() else {
                    println!("skipped: no PostgreSQL below {DEBIAN}; `./dev test` installs it");
                    return None;
                };
                newest
            }
        };
        assert!(programs.join("postgres").exists(), "no `postgres` in {}", programs.display());
        let folder = tempfile::Builder::new().prefix("store").tempdir().expect("a folder");
        let as_root = fs::metadata("/proc/self").expect("a process").uid() == 0;
        let place = Self { folder, programs, user: as_root.then(postgres_user) };
        place.give(place.folder.path());
        Some(place)
    }

    /// Lets the server have a file or folder.
    fn give(&self, path: &Path) {
        if let Some((user, group)) = self.user {
            chown(path, Some(user), Some(group)).expect("root may");
        }
    }

    /// A program that ends when the test does.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "QUIT"]);
        if let Some((user, group)) = self.user {
            command.args([format!("--reuid={user}"), format!("--regid={group}")]);
            command.arg("--clear-groups");
        }
        command.arg("--").arg(self.programs.join(program)).current_dir("/");
        command
    }
}

/// User and group that Debian's package makes.
fn postgres_user() -> (u32, u32) {
    let users = fs::read_to_string("/etc/passwd").expect("readable");
    let user = users.lines().find(|line| line.starts_with("postgres:")).expect("a user postgres");
    let mut numbers = user.split(':').skip(2).map(|number| number.parse().expect("a number"));
    (numbers.next().expect("a user"), numbers.next().expect("a group"))
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}: {said}", output.status);
}
