//! Bugs planted in the simulation's own glue, or in wrappers around the cores: each must be caught.

macro_rules! bugs {
    ($($bug:ident $name:literal)*) => {
        /// One planted bug.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Bug { $($bug),* }

        impl Bug {
            pub const ALL: &[Self] = &[$(Self::$bug),*];

            /// Its name in `docs/design/simulation.md`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$bug => $name),* }
            }
        }
    };
}

bugs! {
    // stations
    JournaledBeforeSave "journaled-before-save"
    NeverSaves "never-saves"
    OldJournal "restart-from-an-old-journal"
    FreshOutbox "restart-with-a-fresh-outbox"
    ReceiptNotSaved "receipt-not-saved"
    SheetLostAtCut "sheet-lost-at-a-cut"
    SignsAgainAfterCut "signs-again-after-a-cut"
    SleepsWhenAskedToWait "sleeps-for-ever-when-asked-to-wait"
    GivesUpAfterRefusal "gives-up-after-a-refusal"
    AnyReceipt "takes-any-receipt"
    // gateways, door, sequencer
    ReceiptBeforeWrite "receipt-before-the-write"
    NeighbourAnswered "answers-the-neighbour"
    ReceiptOfAnother "receipt-of-another-sheet"
    DropsTheLast "drops-the-last-of-a-batch"
    GatewayVerifiesNothing "gateway-verifies-nothing"
    DoorVerifiesNothing "door-verifies-nothing"
    SettledBeforeWrite "settled-before-the-write"
    MemoryCleared "gateway-forgets-what-is-in-flight"
    MemoryUnbounded "gateway-without-limits"
    FilterNeverFreed "filter-never-freed"
    FilterHoldsNeighbour "filter-holds-the-neighbour"
    // storage
    FindSkipped "find-skipped"
    HeadsRolledBack "heads-rolled-back"
    CentreRolledBack "whole-centre-rolled-back"
    CheckpointNotPublished "checkpoint-not-published"
    OldCheckpointServed "old-checkpoint-served"
    TilesLost "tile-put-that-lies"
    TornTile "torn-tile"
    StagingLost "staged-file-that-lies"
    ErrorsSwallowed "storage-swallows-errors"
    SwapUnchecked "swap-does-not-compare"
    NewLogAtRestart "new-log-at-restart"
    // totals
    ForgedCounted "totals-count-the-refused"
    ReceiptsCounted "totals-count-receipts"
}
