//! Rules L…: the public log and its bulletins.

macro_rules! log {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

    L401 EntrySize Error "An entry is empty or larger than a log can hold.",
        "Una entrada está vacía o excede lo que admite el registro.",
        "Log a digest of it instead; an entry holds at most 65,535 bytes.";
    L402 EntryMalformed Error "An entry is not a record that this election's log may hold.",
        "Una entrada no es un documento que admita el registro de esta elección.",
        "Nothing was logged; correct the record, or check which election it is of.";
    L403 NotYetTime Error "The log may not be started before its declared date.",
        "El registro no puede iniciarse antes de su fecha declarada.",
        "Wait, or have the authority sign another election file.";
    L410 LogRolledBack Error "The log's disk or database is older than what the log has signed.",
        "El disco o la base de datos del registro es más antiguo que lo ya firmado.",
        "Do not write to it. Restore the newest copy of both; compare with a cosigned checkpoint held elsewhere.";
    L411 LogForked Error "Two different histories of one log were found.",
        "Se hallaron dos historias distintas de un mismo registro.",
        "Keep both signed checkpoints: together they are the proof. Stop trusting this log until it is explained.";
    L412 TileForged Error "A part of the log does not fold into the root that was signed.",
        "Una parte del registro no corresponde a la raíz firmada.",
        "Fetch it from another copy; if all copies agree, the log was altered after it was signed.";
    L413 CheckpointUnsigned Error "A checkpoint is not signed by its log.",
        "Un punto de control no está firmado por su registro.",
        "Check that the log's key is the one in the election file; otherwise discard the checkpoint.";
    L414 WrongOrigin Error "A checkpoint is of another log.",
        "Un punto de control es de otro registro.",
        "Fetch the checkpoint of the log that the election file names.";
    L415 CosignatureInvalid Error "A cosignature by a known key does not verify.",
        "Una cofirma de una clave conocida no es válida.",
        "Discard the checkpoint and ask its cosigners for theirs.";
    L416 QuorumMissing Warning "Fewer organisations cosigned than the election file asks for.",
        "Cofirmaron menos organizaciones de las que exige la definición.",
        "Wait for more cosignatures; intake goes on meanwhile.";
    L417 ProofInvalid Error "A proof does not lead from what it is about to the signed root.",
        "Una prueba no conduce a la raíz firmada.",
        "Ask for the proof again; keep this one if it came with a signature.";
    L418 NoteMalformed Error "This is not a signed note.",
        "Esto no es una nota firmada.",
        "Fetch it again; `https://c2sp.org/signed-note` is the format.";
    L419 CheckpointMalformed Error "This is not a checkpoint.",
        "Esto no es un punto de control.",
        "Fetch it again; `https://c2sp.org/tlog-checkpoint` is the format.";
    L420 ReceiptMalformed Error "This is not a receipt.",
        "Esto no es un recibo.",
        "Fetch it again; `https://c2sp.org/tlog-proof` is the format.";
    L421 LogFileMissing Error "A file of the log is missing.",
        "Falta un archivo del registro.",
        "Check the address or folder; fetch the file from another copy.";
    L422 LogFileDiffers Error "A file of the log that never changes has other bytes than it should.",
        "Un archivo inmutable del registro tiene otros bytes.",
        "Do not write to this log; run `cotejo log fsck`.";
    L423 LogExists Error "There is a log here already.",
        "Ya hay un registro aquí.",
        "Choose another folder; a log is never overwritten.";
    L424 LogStorageFailed Error "The log could not be read or written.",
        "No se pudo leer o escribir el registro.",
        "Free the disk or restore the connection, then open the log again: it recovers by itself.";
    L425 TileMalformed Error "A tile or bundle of the log has the wrong length.",
        "Una pieza del registro tiene longitud incorrecta.",
        "Fetch it again, from another copy if need be.";
    L426 LogUnreachable Error "The log or the witness could not be reached.",
        "No se pudo alcanzar el registro o el testigo del registro.",
        "Check the address and the connection, and ask again; what was verified before stands.";
    L427 BundleFileAltered Error "A file of a bundle has other bytes than its listing says.",
        "Un archivo del legajo tiene otros bytes que los listados.",
        "Take that file from another copy of the same bundle: the digest of the listing is the bundle's name.";
    L428 BundleFileMissing Error "A file that a bundle lists is not in it.",
        "Falta en el legajo un archivo listado.",
        "Take that file from another copy of the same bundle.";
    L429 BundleFileNotListed Error "A file in a bundle is not in its listing.",
        "Un archivo del legajo no está en su lista.",
        "Nobody vouches for that file: remove it, or ask for a bundle that lists it.";
    L430 LoggedTwice Error "A station signed two different sheets for one table, and both are in the log.",
        "Una estación firmó dos actas distintas de una mesa, y ambas están en el registro.",
        "The two entries are the proof; compare both with the paper.";
    L431 BundleListingMalformed Error "The listing of a bundle is missing or not in its one form.",
        "La lista del legajo falta o no tiene su única forma.",
        "`cotejo bundle create` makes a bundle, `cotejo log fsck` checks a log alone; `docs/formats/bundle.md` is the format.";
    L432 BundleArchiveMalformed Error "An archive is not a bundle in its one form.",
        "El archivo no es un legajo en su única forma.",
        "Fetch it again; one that another archiver packed is unpacked and verified as a folder.";
    L433 BundlePathRefused Error "A bundle may not hold what stands under this path.",
        "Un legajo no puede contener lo que hay en esta ruta.",
        "Rename it, or leave it out: a bundle holds ordinary files under plain relative paths.";
    L434 BundleTooLarge Error "A bundle, or a file in it, exceeds its bound.",
        "Un legajo, o un archivo suyo, excede su límite.",
        "Split it; the bounds are listed in `docs/formats/bundle.md`.";
    L435 BundlePartUnreadable Error "A part of a bundle could not be read.",
        "No se pudo leer una parte del legajo.",
        "Copy the bundle to a sound disk that nobody else writes to, and verify the copy.";
    L440 BulletinMalformed Error "This is not a bulletin.",
        "Esto no es un boletín.",
        "Fetch it again from where it was published; `docs/formats/bulletin.md` is the format.";
    L441 BulletinNotCanonical Error "A bulletin is not in its one canonical form.",
        "Un boletín no está en su única forma canónica.",
        "Its digest is of other bytes: fetch the original file.";
    L442 BulletinDiffers Error "A published bulletin is not what its checkpoint gives.",
        "Un boletín publicado no es lo que da su punto de control.",
        "Keep the bulletin and its signed statement: together with the log they are the proof.";
    L443 ClaimNotCarried Error "A bulletin claims what its figures do not carry.",
        "Un boletín afirma lo que sus cifras no sustentan.",
        "Issue it without the claim, or wait for more tables; do not rely on one that was published so.";
    L444 BulletinOutOfOrder Error "A bulletin does not follow the one before it.",
        "Un boletín no sigue al anterior.",
        "Number bulletins from 1 without a gap, and give the one before from the same log.";
    L445 ChangesDoNotAddUp Error "The changes a bulletin lists do not account for its figures.",
        "Los cambios que enumera un boletín no explican sus cifras.",
        "Compute the changes from the log, between the checkpoints of both bulletins.";
    L446 UnexplainedDecrease Error "A figure is lower than in the bulletin before, and no table explains it.",
        "Una cifra es menor que en el boletín anterior, y ninguna mesa lo explica.",
        "Find out why before anything is published.";
    L447 CutoffNotReached Error "The cut-off a bulletin names is not reached, or cannot be checked.",
        "El corte que nombra un boletín no se ha alcanzado o no puede comprobarse.",
        "Wait, or issue it without a cut-off.";
    L448 DeadlineMissed Warning "A deadline of the election file has passed.",
        "Ha vencido un plazo de la definición.",
        "This is a fact about dates, whatever its cause; the log shows who could act and when.";
    L449 CertificateNotDue Error "The certificate cannot be issued yet: a rule of the election file does not hold.",
        "El certificado aún no puede emitirse: no se cumple una regla de la definición.",
        "`cotejo certify` names each rule that does not hold, and what is missing for it.";
    L450 ClosedAfterLogged Warning "A sheet says that its table closed after the sheet was logged.",
        "Un acta dice que su mesa cerró después de haberse registrado el acta.",
        "The station's clock was wrong, or the sheet was signed before closing: compare with the paper.";
    L451 CosignerClock Warning "A cosigner signed a larger log at an earlier time.",
        "Un cofirmante firmó un registro mayor en una hora anterior.",
        "Ask the cosigner about its clock; until then do not rely on its times.";
    L452 LoggedLate Note "A sheet was logged long after its table closed.",
        "Un acta se registró mucho después del cierre de su mesa.",
        "Ask why it came late; its signature shows whether it was altered on the way.";

        }
    };
}
