//! The verbs of the command line, one file or folder each.

mod audit;
mod bench;
mod bulletin;
mod bundle;
mod centre;
mod certify;
mod collate;
mod completions;
mod demo;
mod election;
mod export;
mod forensics;
mod import;
mod key;
mod link;
mod log;
mod lookup;
mod man;
mod monitor;
mod open;
mod polls;
mod quickcount;
mod rules;
mod sample;
mod scan;
mod send;
mod sheet;
mod site;
mod statement;
mod verify;
mod witness;

use clap::{Parser, Subcommand};

use crate::shell::Outcome;

/// Election results that nobody has to trust: sheets, sources and totals that anybody can re-check.
///
/// Exit codes: 0 fine · 1 the check found something · 2 bad usage or input.
#[derive(Parser)]
#[command(name = "cotejo", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  cotejo demo                                    a whole small election, end to end
  cotejo election check my-election              is this election file sound?
  cotejo scan --election my-election photos/     read every QR code in a folder
  cotejo collate --election my-election a/ b/    hold two sources against each other";

#[derive(Subcommand)]
enum Verb {
    /// Audit the boxes: plan, commit, seed, draw, worksheet, record, risk, status, report.
    #[command(subcommand)]
    Audit(audit::Verb),
    /// Measure this machine, each figure beside its floor in the same run.
    #[command(subcommand)]
    Bench(bench::Verb),
    /// Issue, show and check bulletins.
    #[command(subcommand)]
    Bulletin(bulletin::Verb),
    /// Make and inspect evidence bundles.
    #[command(subcommand)]
    Bundle(bundle::Verb),
    /// Run a centre: take sheets through a flood, log them, give receipts.
    #[command(subcommand)]
    Centre(centre::Verb),
    /// Issue the certificate once every rule of the election file holds; show the legal deadlines.
    Certify(Box<certify::Arguments>),
    /// Hold any number of sources against each other.
    Collate(Box<collate::Arguments>),
    /// Print a completion script for a shell.
    Completions(completions::Arguments),
    /// Run a whole small election end to end, and show the report.
    Demo(demo::Arguments),
    /// Make, check, sign and show election files.
    #[command(subcommand)]
    Election(election::Verb),
    /// Write the sheets that count as open data.
    Export(Box<export::Arguments>),
    /// Statistical tests of published results, each with its null and its limit; facts about images.
    Forensics(Box<forensics::Arguments>),
    /// Read result files, QR texts, pictures and announcements into a collection.
    Import(Box<import::Arguments>),
    /// Make signing keys and show their public halves.
    #[command(subcommand)]
    Key(key::Verb),
    /// Make a centre's link secret, and the passes of its stations.
    #[command(subcommand)]
    Link(link::Verb),
    /// Write, cosign and re-check the public log.
    #[command(subcommand)]
    Log(log::Verb),
    /// Say which table an ID number votes at, in files that nobody can read as a roll.
    #[command(subcommand)]
    Lookup(lookup::Verb),
    /// Write the manual pages into a folder.
    Man(man::Arguments),
    /// Follow a log, and shout at the first thing that is wrong.
    Monitor(monitor::Arguments),
    /// Serve a bundle, report or log on loopback, to be looked at.
    Open(open::Arguments),
    /// Hold polls and exit polls against results, and announcements against the evidence of their moment.
    #[command(subcommand)]
    Polls(polls::Verb),
    /// Plan, draw, receive and estimate quick counts; project partial results.
    #[command(subcommand)]
    Quickcount(quickcount::Verb),
    /// List the numbered rules, or explain some of them.
    Rules(rules::Arguments),
    /// Make an invented election, for tests and measurements.
    Sample(sample::Arguments),
    /// Read the QR codes of images and PDFs.
    Scan(scan::Arguments),
    /// Send signed sheets until each has a receipt that verifies.
    Send(Box<send::Arguments>),
    /// Sign, show, verify and print tally sheets.
    #[command(subcommand)]
    Sheet(sheet::Verb),
    /// Make the public site as files, keep it up to date, serve it.
    #[command(subcommand)]
    Site(Box<site::Verb>),
    /// Sign and show statements: challenges, rulings, withdrawals, draws, counts.
    #[command(subcommand)]
    Statement(statement::Verb),
    /// Verify a bundle, a receipt or a proof of misconduct, offline.
    Verify(verify::Arguments),
    /// Cosign the log's checkpoints over HTTP.
    #[command(subcommand)]
    Witness(witness::Verb),
}

impl Cli {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.verb {
            Verb::Audit(verb) => audit::run(verb),
            Verb::Bench(verb) => bench::run(&verb),
            Verb::Bulletin(verb) => bulletin::run(verb),
            Verb::Bundle(verb) => bundle::run(verb),
            Verb::Centre(verb) => centre::run(verb),
            Verb::Certify(arguments) => certify::run(&arguments),
            Verb::Collate(arguments) => collate::run(&arguments),
            Verb::Completions(arguments) => completions::run(&arguments),
            Verb::Demo(arguments) => demo::run(&arguments),
            Verb::Election(verb) => election::run(verb),
            Verb::Export(arguments) => export::run(&arguments),
            Verb::Forensics(arguments) => forensics::run(*arguments),
            Verb::Import(arguments) => import::run(&arguments),
            Verb::Key(verb) => key::run(verb),
            Verb::Link(verb) => link::run(verb),
            Verb::Log(verb) => log::run(verb),
            Verb::Lookup(verb) => lookup::run(verb),
            Verb::Man(arguments) => man::run(&arguments),
            Verb::Monitor(arguments) => monitor::run(&arguments),
            Verb::Open(arguments) => open::run(&arguments),
            Verb::Polls(verb) => polls::run(verb),
            Verb::Quickcount(verb) => quickcount::run(verb),
            Verb::Rules(arguments) => rules::run(&arguments),
            Verb::Sample(arguments) => sample::run(&arguments),
            Verb::Scan(arguments) => scan::run(&arguments),
            Verb::Send(arguments) => send::run(&arguments),
            Verb::Sheet(verb) => sheet::run(verb),
            Verb::Site(verb) => site::run(*verb),
            Verb::Statement(verb) => statement::run(verb),
            Verb::Verify(arguments) => verify::run(&arguments),
            Verb::Witness(verb) => witness::run(verb),
        }
    }
}
