//! The night as one watches it: sheets coming in, junk breaking on the filter, and what happens meanwhile.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, MultiProgress, ProgressBar, ProgressStyle};

use super::super::serving::Probed;

/// Lines that are drawn again and again, and sentences above them that stay.
pub struct Display {
    bars: Option<Bars>,
    began: Instant,
    ports: Vec<u16>,
    site: SocketAddr,
}

struct Bars {
    _all: MultiProgress,
    sheets: ProgressBar,
    flood: ProgressBar,
    site: ProgressBar,
}

impl Display {
    /// A display; a silent one for JSON.
    pub fn new(is_silent: bool, tables: u64, gateways: &[SocketAddr], site: SocketAddr) -> Self {
        let bars = (!is_silent).then(|| Bars::new(tables));
        let display = Self {
            bars,
            began: Instant::now(),
            ports: gateways.iter().map(SocketAddr::port).collect(),
            site,
        };
        display.say(&format!("the public site is served at http://{site}/"));
        display.say(&format!(
            "{tables} stations send to {} gateway{}; the flood begins",
            gateways.len(),
            if gateways.len() == 1 { "" } else { "s" }
        ));
        display
    }

    /// Says what happens, with the time.
    pub fn say(&self, what: &str) {
        let line = format!("{:5.1} s  {what}", self.began.elapsed().as_secs_f32());
        match &self.bars {
            // Where nobody watches, what happens is still told.
            Some(bars) if bars.sheets.is_hidden() => println!("{line}"),
            Some(bars) => bars.sheets.println(line),
            None => {}
        }
    }

    /// Draws how far it is.
    pub fn draw(&self, receipted: u64, sends: u64, junk: u64) {
        let Some(bars) = &self.bars else { return };
        bars.sheets.set_position(receipted);
        bars.sheets.set_message(format!("{} datagrams sent for them", HumanCount(sends)));
        let a_second = junk / self.began.elapsed().as_secs().max(1);
        let dropped = dropped_in_kernel(&self.ports).map_or_else(String::new, |dropped| {
            format!(", {} dropped in the kernel", HumanCount(dropped))
        });
        bars.flood.set_message(format!(
            "{} datagrams of junk, {} a second{dropped}",
            HumanCount(junk),
            HumanCount(a_second)
        ));
    }

    /// Draws how the public site is.
    pub fn draw_site(&self, built: u64, probed: Probed) {
        let Some(bars) = &self.bars else { return };
        bars.site.set_message(format!(
            "http://{}/  built again {built} ×, {} of {} probes answered",
            self.site, probed.answered, probed.asked
        ));
    }

    /// Leaves the last lines standing.
    pub fn end(&self) {
        if let Some(bars) = &self.bars {
            bars.sheets.abandon();
            bars.flood.abandon();
            bars.site.abandon();
        }
    }
}

impl Bars {
    fn new(tables: u64) -> Self {
        let all = MultiProgress::new();
        let style = |template: &str| {
            ProgressStyle::with_template(template)
                .expect("a template of this file")
                .progress_chars("━╾─")
        };
        let sheets = all.add(ProgressBar::new(tables));
        sheets.set_style(style("  sheets  {bar:40.cyan/dim} {pos} of {len} receipted  {msg}"));
        let flood = all.add(ProgressBar::new_spinner());
        flood.set_style(style("  flood   {spinner:.yellow} {msg}"));
        flood.enable_steady_tick(Duration::from_millis(120));
        let site = all.add(ProgressBar::new_spinner());
        site.set_style(style("  site    {spinner:.yellow} {msg}"));
        Self { _all: all, sheets, flood, site }
    }
}

/// Datagrams that the kernel has dropped before these sockets, where it tells.
fn dropped_in_kernel(ports: &[u16]) -> Option<u64> {
    let table = std::fs::read_to_string("/proc/net/udp").ok()?;
    let of = |line: &str| -> Option<u64> {
        let mut fields = line.split_whitespace();
        let port = fields.nth(1)?.rsplit(':').next()?;
        let port = u16::from_str_radix(port, 16).ok()?;
        ports.contains(&port).then(|| fields.next_back()?.parse().ok()).flatten()
    };
    Some(table.lines().skip(1).filter_map(of).sum())
}
