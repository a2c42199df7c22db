//! What the planted bugs of the centre do.

use std::sync::Arc;

use centre::writer::Outcome;
use ledger::Log;
use link::request::Request;

use crate::bug::Bug;
use crate::centre::{Pending, create};
use crate::disk::Disk;
use crate::election::Simulation;
use crate::store::MemoryStore;
use crate::world::World;

impl Simulation {
    /// The bug of a gateway that hands on whatever it can open.
    pub fn admit_unseen(&mut self, bytes: &[u8]) {
        let election = &self.world.election.id;
        let opened =
            Request::parse(bytes).and_then(|one| one.open(&self.world.secrets.centre, election));
        if let Ok(record) =
            opened.map_err(drop).and_then(|one| if one.is_empty() { Err(()) } else { Ok(one) })
        {
            self.push(Pending { record, reply: None, counter: None });
        }
    }

    /// The bugs of a restart.
    pub fn spoil_disk(&mut self) {
        let checkpoint = self.disk.files.contents().get("checkpoint").cloned();
        match self.bug {
            Some(Bug::HeadsRolledBack) => self.disk.roll_back_heads(),
            Some(Bug::CentreRolledBack) => match self.centre.snapshot.take() {
                Some(snapshot) => self.disk.restore(&snapshot),
                None => self.centre.snapshot = Some(self.disk.snapshot()),
            },
            Some(Bug::OldCheckpointServed) => {
                if let Some(old) = self.centre.old_checkpoint.clone() {
                    self.disk.files.contents().insert("checkpoint".to_owned(), old);
                } else {
                    self.centre.old_checkpoint = checkpoint;
                }
            }
            Some(Bug::NewLogAtRestart) if self.centre.boot > 0 => {
                self.disk = Arc::new(Disk::new(self.bug));
                self.store = MemoryStore::new(Arc::clone(&self.disk));
                create(&self.disk, self.world);
            }
            _ => {}
        }
    }
}

/// The bug of answering first: receipts from a copy that nobody keeps.
pub fn beforehand(disk: &Disk, world: &World, records: &[Vec<u8>]) -> Vec<Outcome> {
    let copy = Disk::new(None);
    copy.restore(&disk.snapshot());
    let receipts = Log::open(&copy, &copy, &world.origin, world.log_key()).and_then(|mut log| {
        let places = log.append(records)?;
        log.receipts(&places.iter().map(|place| place.index).collect::<Vec<_>>())
    });
    match receipts {
        Ok(receipts) => receipts.into_iter().map(|one| Outcome::Logged(Box::new(one))).collect(),
        Err(_) => records.iter().map(|_| Outcome::Later).collect(),
    }
}
