//! Faults of the machine itself, made by the kernel in namespaces: a network that is cut, a disk that is full.
//!
//! They need util-linux and iproute2, and a kernel that lets this user make namespaces; without these they fail.

mod disk;
mod network;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A process that only holds namespaces, so that others can enter them.
struct Room {
    holder: Child,
    enter: &'static [&'static str],
}

impl Room {
    /// Makes the namespaces that the options of `unshare` name.
    fn new(unshare: &[&str], enter: &'static [&'static str]) -> Self {
        Self::made_by(Command::new("unshare"), unshare, enter)
    }

    fn made_by(mut command: Command, unshare: &[&str], enter: &'static [&'static str]) -> Self {
        let holder = command.args(unshare).args(["sleep", "600"]).stdin(Stdio::null()).spawn();
        let holder = holder.expect("util-linux is there");
        let room = Self { holder, enter };
        // The namespaces are there once the process has become what it was told to run.
        let name = format!("/proc/{}/comm", room.holder.id());
        let ready = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            std::fs::read_to_string(&name).is_ok_and(|name| name.trim() == "sleep")
        });
        assert!(ready, "this user may make namespaces");
        room
    }

    /// A room inside this one, with a network of its own.
    fn with_network(&self) -> Self {
        let mut command = self.command("unshare");
        command.args(["--net"]);
        Self::made_by(command, &[], self.enter)
    }

    /// A command that runs inside.
    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new("nsenter");
        command.args(["--preserve-credentials", "--target", &self.holder.id().to_string()]);
        command.args(self.enter).arg(program.as_ref());
        command
    }

    /// Runs something inside, which has to succeed.
    fn run(&self, words: &str) {
        let mut words = words.split(' ');
        let mut command = self.command(words.next().expect("a program"));
        assert!(command.args(words).status().expect("it runs").success(), "{command:?}");
    }

    /// The program itself, inside.
    fn cotejo(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_cotejo"))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
