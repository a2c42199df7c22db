//! Every rule: code, name, severity, its sentence in English and Spanish, and what to do next.
//!
//! One table, long because there are many rules. `docs/rules.md` is made from it.

use super::Severity;

/// Declares the registry: one line per rule with code, name, severity, sentence and next step.
macro_rules! rules {
    ($($(#[$group:meta])* $code:ident $name:ident $severity:ident $sentence:literal, $oracion:literal, $next:literal;)*) => {
        /// A numbered rule. Variants are in the order of their codes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rule {
            $(#[doc = concat!("`", stringify!($code), "`: ", $sentence)] $name,)*
        }

        impl Rule {
            /// Every rule, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code, for example `S107`.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => stringify!($code),)* }
            }

            /// How serious a breach is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What was found, as one sentence.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }

            /// The same sentence in Spanish.
            pub const fn sentence_es(self) -> &'static str {
                match self { $(Self::$name => $oracion,)* }
            }

            /// What whoever meets it should do next.
            pub const fn next_step(self) -> &'static str {
                match self { $(Self::$name => $next,)* }
            }
        }
    };
}

rules! {
    E001 ElectionFileMissing Error "A file of the election directory is missing.",
        "Falta un archivo de la definición de la elección.",
        "Restore the named file from the signed original; `cotejo election new` makes a fresh directory.";
    E002 ManifestMalformed Error "The manifest `election.toml` cannot be read.",
        "No se puede leer el manifiesto `election.toml`.",
        "Correct the line named; `docs/formats/election.md` describes every field.";
    E003 ElectionRowMalformed Error "A row of an election file cannot be read.",
        "No se puede leer una fila de la definición.",
        "Correct the row named.";
    E004 ElectionDuplicate Error "The same code or key stands twice in the election file.",
        "El mismo código aparece dos veces en la definición.",
        "Remove or rename one of the two.";
    E005 ElectionUnknownReference Error "A row names something that the election file does not have.",
        "Una fila nombra algo que no existe en la definición.",
        "Correct the name, or add what it names.";
    E006 ElectionNotSorted Error "Areas or tables are not in ascending order of their codes.",
        "Las áreas o mesas no están en orden ascendente de código.",
        "Sort the rows below the header by the bytes of the first field (areas: part by part between the `/`); `docs/formats/election.md` gives the command.";
    E007 WeakKey Error "A public key is not a valid one of its kind, or is a weak one that any signature satisfies.",
        "Una clave pública no es válida o es débil.",
        "Have the key holder generate a new key pair and enrol that.";
    E008 ElectionUnsigned Warning "The election file carries no signature of the authority.",
        "La definición no lleva la firma de la autoridad.",
        "`cotejo election sign` if you are the authority; otherwise compare the election id over another channel.";
    E009 ElectionSignatureInvalid Error "The authority's signature does not fit the election file.",
        "La firma de la autoridad no corresponde a la definición.",
        "Do not use these files: fetch them again and compare the election id.";
    E010 ElectorsNotGiven Note "Some tables have no number of electors.",
        "Algunas mesas no tienen número de electores.",
        "Rules and bounds that need electors are not applied to those tables; add the numbers if they are published.";
    E011 ColoursAlike Note "Two candidates' colours are hard to tell apart for colour-blind readers.",
        "Los colores de dos candidatos se confunden para personas daltónicas.",
        "Choose colours further apart in lightness.";
    E012 ElectionTooLarge Error "An election file exceeds its bound.",
        "Un archivo de la definición excede su límite.",
        "Check that it is the right file; the bounds are listed in `docs/formats/election.md`.";
    E013 TableKeyMissing Note "Some tables have no station key, so their sheets cannot be checked for a signature.",
        "Algunas mesas no tienen clave de máquina.",
        "Ordinary for elections that were never signed.";
    E014 QuorumUnreachable Error "The election file asks for more cosigners than have a key in it.",
        "La definición pide más cofirmantes de los que tienen clave en ella.",
        "Enrol their keys before sealing it, or ask for fewer in `[cosigners]`.";
    E015 GatewayAddressMalformed Error "A gateway's address cannot be one.",
        "La dirección de una pasarela no es válida.",
        "Write `udp = \"host:port\"` and `https = \"https://host/…\"`, at least one of the two.";
    E016 GatewayKeyMissing Error "A gateway has an address for datagrams and no key, or a key and no such address.",
        "Una pasarela tiene dirección para datagramas sin clave, o clave sin esa dirección.",
        "Give both or neither; `cotejo link keys` prints the key.";
    E017 GatewayKeysDiffer Error "Gateways of one organisation have different keys, or those of two have the same.",
        "Las pasarelas de una organización tienen claves distintas, o las de dos tienen la misma.",
        "Run all gateways of an organisation with one secret file, and none of another's with it.";
    I301 WrongFile Error "This is not the kind of file that was asked for.",
        "Este no es el tipo de archivo pedido.",
        "Give the file named in the message, or another map.";
    I302 EncodingInvalid Error "The text is not in the encoding that the map names.",
        "El texto no está en la codificación indicada.",
        "Set `encoding` in the map to what the file uses: `utf-8` or `latin-1`.";
    I303 ColumnMissing Error "A column that the map names is not in the header.",
        "Falta en el encabezado una columna que el mapa nombra.",
        "Correct the column's name in the map.";
    I304 RowLength Error "A row has more or fewer fields than the header.",
        "Una fila tiene más o menos campos que el encabezado.",
        "Look at that row for an unquoted delimiter or a broken line.";
    I305 CellNotACount Error "A cell that should be a count is not one.",
        "Una celda que debía ser una cifra no lo es.",
        "Correct the cell, or name its mark as blank or unreadable in the map.";
    I306 TableUnknown Error "A row is for a table that the election file does not have.",
        "Una fila es de una mesa que no está en la definición.",
        "Check the key columns and padding of the map, then the table list.";
    I307 RowDuplicate Warning "Two rows are for the same table.",
        "Dos filas son de la misma mesa.",
        "Both are kept and collated; ask the publisher which one stands.";
    I308 InputTooLarge Error "An input exceeds its bound.",
        "Una entrada excede su límite.",
        "Split the file, or raise the bound named if you trust its origin.";
    I309 MapMalformed Error "The map file cannot be read.",
        "No se puede leer el archivo de mapa.",
        "Correct the line named; `docs/formats/map.md` describes every field.";
    I310 CastVoteRecord Error "The file is a cast-vote record (NIST SP 1500-103), not election results (SP 1500-100).",
        "El archivo es un registro de votos, no de resultados.",
        "Cotejo never takes single ballots: give the election results report.";
    I311 NoCounts Error "The file carries no vote counts.",
        "El archivo no contiene cifras de votos.",
        "Give a results report that has VoteCounts for reporting units.";
    I312 SchemaMismatch Error "The file is not what its format requires.",
        "El archivo no cumple su formato.",
        "Correct the place named, or ask the publisher for a valid file.";
    I313 AnnouncementMalformed Error "An announcement cannot be read.",
        "No se puede leer un anuncio.",
        "Correct the field named; `docs/formats/announcements.md` describes them.";
    I314 CollectionDamaged Error "A collection does not match its own digests.",
        "Una colección no coincide con sus propias huellas.",
        "Import it again from the original files.";
    I315 RowWithoutTable Error "A row names no table.",
        "Una fila no nombra ninguna mesa.",
        "Fill the key columns, or remove the row.";
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
    P401 NotAnImage Error "The file is not a JPEG, PNG, TIFF or PDF.",
        "El archivo no es JPEG, PNG, TIFF ni PDF.",
        "Give images or PDF files; the type is read from the content, not from the name.";
    P402 ImageDamaged Error "The image cannot be decoded.",
        "No se puede decodificar la imagen.",
        "Scan or copy the sheet again.";
    P403 CodeUnreadable Warning "A QR code is there, but part of it is missing or too damaged to read.",
        "Hay un código QR, pero incompleto o demasiado dañado.",
        "Photograph the whole code again, flat and in even light; nothing is guessed from a part.";
    P404 ImageTooLarge Error "The image exceeds the bound on bytes, pixels or pages.",
        "La imagen excede el límite de bytes, píxeles o páginas.",
        "Scan at 200–300 dpi, or split the file.";
    P405 ReaderStopped Error "The reading process was stopped: it crashed, ran out of memory or of time on this file.",
        "El proceso de lectura se detuvo con este archivo.",
        "Treat the file as hostile or broken; the other files are not affected.";
    P406 NoCode Note "No QR code was found.",
        "No se encontró ningún código QR.",
        "Check that the picture shows the code.";
    P407 CodeNotASheet Note "A QR code was read, but it is not a tally sheet of a known format.",
        "Se leyó un código QR, pero no es un acta de formato conocido.",
        "Nothing to do if the picture is not a tally sheet.";
    S101 SheetMalformed Error "The bytes are not a sheet in its one canonical form.",
        "Los bytes no son un acta en su forma canónica.",
        "Refuse it; ask for another copy of the sheet.";
    S102 SheetTooLarge Error "The record is larger than a sheet can be.",
        "El registro es mayor que cualquier acta posible.",
        "Refuse it.";
    S103 OtherElection Error "The sheet is of another election.",
        "El acta es de otra elección.",
        "Use the election file whose id the sheet names.";
    S104 UnknownTable Error "The table is not in the election file.",
        "La mesa no está en la definición.",
        "Compare the printed table id with the table list.";
    S105 UnknownContest Error "The contest does not exist, or is not held at this table.",
        "La contienda no existe o no se vota en esta mesa.",
        "Compare with the manifest.";
    S106 ListCount Error "The sheet does not have one count per list (or candidate) of the contest.",
        "El acta no tiene una cifra por tarjeta de la contienda.",
        "Compare with the printed sheet; a row may be missing or doubled.";
    S107 SumNotVoters Error "Votes for lists, null and blank votes do not add up to the voters.",
        "Votos, nulos y blancos no suman los votantes.",
        "Look at the paper: a typing slip shows as one changed digit.";
    S108 MachineNotBook Warning "The machine counted another number of voters than signed the poll book.",
        "La máquina y el cuaderno no tienen los mismos votantes.",
        "A difference of one or two is ordinary; larger ones need the table's minutes.";
    S109 VotersAboveElectors Error "More voters than electors on the roll.",
        "Más votantes que electores inscritos.",
        "Compare with the roll and the poll book.";
    S110 CountAboveBound Error "A count is larger than the voters or electors of the table.",
        "Una cifra supera los votantes o electores de la mesa.",
        "Look at the paper.";
    S111 ClosedOutsideElection Warning "The time of closing lies outside the election's window.",
        "La hora de cierre está fuera del horario de la elección.",
        "Check the machine's clock record.";
    S112 ElectorsDiffer Warning "The electors on the sheet are not those of the election file.",
        "Los electores del acta no son los de la definición.",
        "Ask for the roll of that table.";
    S113 CountBlank Warning "A count is blank: a box was left empty.",
        "Una cifra está en blanco.",
        "Look for another copy; blank is not zero.";
    S114 CountUnreadable Warning "A count is unreadable.",
        "Una cifra es ilegible.",
        "Look for another copy.";
    S115 NoValidVotes Note "The table has no valid vote.",
        "La mesa no tiene votos válidos.",
        "Ordinary for very small or unopened tables; otherwise look at the paper.";
    S116 FullTurnout Note "Every elector of the table voted.",
        "Votaron todos los electores de la mesa.",
        "Ordinary for very small tables; otherwise look at the poll book.";
    S117 OneCandidateOnly Note "All valid votes of a table with 50 or more went to one candidate.",
        "Todos los votos válidos (50 o más) son de un candidato.",
        "Look at the paper.";
    S118 UnknownSoftware Warning "The software measurement is none of those in the election file.",
        "La medición del programa no está en la definición.",
        "Have the machine inspected before its box is moved.";
    S119 SerialInconsistent Warning "Serial number and correction notice do not fit each other.",
        "El número de serie y la corrección no concuerdan.",
        "A first sheet replaces nothing; a later one names what it replaces.";
    S120 SignatureInvalid Error "The signature does not verify with the table's key.",
        "La firma no verifica con la clave de la mesa.",
        "The bytes were not signed by that station as they stand: keep the copy as evidence and look for others.";
    S121 Unsigned Note "The copy carries no signature; it proves only what was printed.",
        "La copia no lleva firma; solo prueba lo impreso.",
        "Compare it with copies held by others.";
    S122 SignatureNotCheckable Note "There is a signature, but no key here to check it with.",
        "Hay una firma, pero no la clave para verificarla.",
        "Neither good nor bad: obtain the key from its holder over a second channel.";
    S123 SetIncomplete Warning "A part of a sheet in several codes is missing.",
        "Falta una parte de un acta en varios códigos.",
        "Scan the codes named.";
    S124 ChainBroken Error "The parts of a sheet do not belong together: the hash chain is broken.",
        "Las partes del acta no concuerdan: la cadena está rota.",
        "Scan all parts of the same printed sheet again.";
    S125 OfficeTotals Error "The totals that the sheet gives for an office do not add up.",
        "Los totales de un cargo no suman.",
        "Look at the paper.";
    S126 ValidTotal Error "The declared total of valid votes is not the sum of the lists.",
        "El total de votos válidos no es la suma de las tarjetas.",
        "Look at the paper: a slip in one row shows as its difference.";
    S127 DuplicateList Error "A list or candidate stands twice on the sheet.",
        "Una tarjeta aparece dos veces en el acta.",
        "Compare with the printed sheet.";
    S128 PollNotClosed Warning "The sheet gives no time of closing.",
        "El acta no da la hora de cierre.",
        "A sheet printed before closing is not a result.";
    C201 Agree Note "All sources that have this table agree.",
        "Todas las fuentes de esta mesa coinciden.",
        "Nothing to do.";
    C202 Differ Error "Sources give different figures for this table.",
        "Las fuentes dan cifras distintas para esta mesa.",
        "Hold the paper copies of that table against each other.";
    C203 ColumnSlip Error "One source's figures are another's moved by one column.",
        "Las cifras de una fuente son las de otra corridas una columna.",
        "A typing slip by its shape: correct the source, and say so.";
    C204 SwappedCells Error "Two figures stand in each other's place.",
        "Dos cifras están intercambiadas.",
        "Compare with the paper which source has them right.";
    C205 MissingIn Note "A source has no copy of a table that others have.",
        "Una fuente no tiene una mesa que otras tienen.",
        "Absence alone says nothing about the table.";
    C206 OnlyIn Note "Only one source has this table, so nothing can be held against it.",
        "Una sola fuente tiene esta mesa.",
        "Look for a second copy.";
    C207 DuplicateSame Note "A source holds the same content of a table more than once.",
        "Una fuente tiene varias veces el mismo contenido de una mesa.",
        "Counted once.";
    C208 DuplicateDifferent Error "A source holds different contents for one table.",
        "Una fuente tiene contenidos distintos de una misma mesa.",
        "None is counted until the source says which one stands.";
    C209 TwoImagesOneTable Note "Two different images are given for one table.",
        "Dos imágenes distintas de una misma mesa.",
        "Ordinary when a sheet was scanned twice; compare them.";
    C210 OneImageTwoTables Error "One image is given for two tables.",
        "Una misma imagen para dos mesas.",
        "One of the two lacks its image: ask the source for it.";
    C211 Equivocation Error "Two different sheets of one table both carry a valid signature, and neither corrects the other.",
        "Dos actas distintas de una mesa llevan firma válida y ninguna corrige a la otra.",
        "Keep both: together they prove that the station's key signed two results.";
    C212 InvalidSignature Error "A copy's signature does not verify.",
        "La firma de una copia no verifica.",
        "Never counted; keep it as evidence, and look for a copy that verifies.";
    C213 ImpossibleCounts Error "A copy's figures cannot be right as they stand.",
        "Las cifras de una copia no son posibles.",
        "Look at the paper.";
    C214 Correction Note "A sheet was corrected by a later one that names it.",
        "Un acta fue corregida por otra posterior que la nombra.",
        "The correction counts; both stay visible.";
    C215 Withdrawn Warning "A source withdrew its copy of this table.",
        "Una fuente retiró su copia de esta mesa.",
        "Ask why; it stays visible and is not counted.";
    C216 UnknownTableInSource Error "A source has a table that the election file does not.",
        "Una fuente tiene una mesa que la definición no tiene.",
        "Compare its code with the published table list.";
    C217 AnnouncementImpossible Error "The announced total and these sheets cannot both be true.",
        "El total anunciado y estas actas no pueden ser ambos ciertos.",
        "At least the stated number of tables would have to be different; ask for the tables under the total.";
    C218 AnnouncementPossible Note "The announced total and these sheets can both be true.",
        "El total anunciado y estas actas pueden ser ambos ciertos.",
        "This is arithmetic only: possible is not confirmed.";
    C219 AnnouncementArithmetic Error "The announced figures do not add up among themselves.",
        "Las cifras anunciadas no suman entre sí.",
        "Ask for the corrected announcement.";
    C220 TotalNotSettled Warning "A tie between equally good, different copies leaves the table out of the total.",
        "Un empate entre copias distintas deja la mesa fuera del total.",
        "Settle it by looking at the paper, and record how.";
    C221 SignedOverridden Error "A copy without a valid signature differs from a signed sheet of the same table.",
        "Una copia sin firma válida difiere del acta firmada de la misma mesa.",
        "The signed sheet counts; ask the source where its figures come from.";
    T801 DatagramMalformed Note "A datagram is not a request of this protocol.",
        "Un datagrama no es una solicitud de este protocolo.",
        "Ordinary on an open port; `docs/formats/link.md` says what a request is.";
    T802 DatagramTagWrong Note "A datagram does not carry the tag of its table and counter.",
        "Un datagrama no lleva la etiqueta de su mesa y contador.",
        "Ordinary under a flood: nothing was read of it. A station meets it with a pass of another centre.";
    T803 DatagramMacWrong Warning "A datagram with a valid tag does not carry the authentication code of its table.",
        "Un datagrama con etiqueta válida no lleva el código de autenticación de su mesa.",
        "Somebody saw a datagram of that table and sends others under its header; the table is held back if it goes on.";
    T804 DatagramSealBroken Error "What a datagram seals cannot be opened with the centre's key.",
        "No se puede abrir con la clave del centro lo que un datagrama lleva sellado.",
        "Compare the centre's public key in the pass with the key in the centre's secret file.";
    T805 TicketReused Note "A ticket was used before for another request.",
        "Un boleto ya fue usado para otra solicitud.",
        "The station takes its next ticket by itself; it means that its journal was lost, or that its pass was copied.";
    T806 TableRateExceeded Note "A table sends more than its share.",
        "Una mesa envía más de lo que le corresponde.",
        "Nothing to do: the station tries again later. If it lasts, somebody repeats what that table sent.";
    T807 TableHeldBack Warning "A table is held back for a while, because datagrams in its name come in too great a number.",
        "Una mesa queda retenida por un tiempo: llegan demasiados datagramas en su nombre.",
        "Its sheet still arrives over HTTPS, by another gateway or as a file; ask the station whether its pass was stolen.";
    T808 GatewayBusy Note "The gateway holds as many requests as it may and asks to wait.",
        "La pasarela tiene todas las solicitudes que puede atender y pide esperar.",
        "The station tries again by itself.";
    T809 SheetTooLargeForLink Error "The sheet does not fit a datagram.",
        "El acta no cabe en un datagrama.",
        "Send it over HTTPS or as a file; the bound is in `docs/formats/link.md`.";
    T810 PassMalformed Error "This is not a station's pass.",
        "Esto no es un pase de máquina.",
        "Issue it again with `cotejo link issue`, or copy the file again.";
    T811 PassOfAnother Error "The pass is of another election or table.",
        "El pase es de otra elección o mesa.",
        "Give the pass that was issued for this table and election.";
    T812 TicketsUsedUp Error "A pass has no ticket left.",
        "A un pase no le quedan boletos.",
        "Issue a pass with more tickets, or send over HTTPS; requests already made are still repeated.";
    T813 LinkKeyWeak Error "An X25519 public key is malformed, or one with which every secret is known.",
        "Una clave pública X25519 es inválida o débil.",
        "Make a new pair with `cotejo link keys` and publish that.";
    T814 LinkSecretMalformed Error "This is not the secret file of a centre's link.",
        "Esto no es el archivo secreto del enlace de un centro.",
        "Restore the file that `cotejo link keys` made; a new one makes every issued pass useless.";
    T815 AnswerNotBound Note "An answer does not belong to a request of this station.",
        "Una respuesta no corresponde a ninguna solicitud de esta máquina.",
        "Nothing to do: it was ignored and the station goes on.";
    T816 ReceiptNotVerified Error "A receipt in an answer does not verify.",
        "El comprobante de una respuesta no verifica.",
        "The station goes on sending; keep the answer, and compare the log's key in the election file with the centre's.";
    T817 FilterNotAttached Warning "The kernel did not take the filter, so every datagram is checked by the program.",
        "El núcleo no aceptó el filtro; el programa revisa cada datagrama.",
        "It works, and stands less of a flood: check the kernel's `net.core.optmem_max` and whether the platform is Linux.";
    T818 OutboxMalformed Error "The saved outbox of a station cannot be read.",
        "No se puede leer la bandeja de salida guardada de una máquina.",
        "Submit the sheets again from the station's journal; nothing is counted twice.";
    T819 PassTableUnknown Error "The election file has no such table.",
        "La definición no tiene esa mesa.",
        "Check the table's code against `tables.csv`.";
    T820 SheetOfAnotherTable Error "The sheet in a request is not of the table that its header names.",
        "El acta de una solicitud no es de la mesa de su encabezado.",
        "Send it with the pass of its own table.";
    T821 PaddingNotZero Error "What stands behind the sheet in a request is not padding.",
        "Lo que sigue al acta en una solicitud no es relleno.",
        "Correct the sender: the rest is zero bytes, as `docs/formats/link.md` says.";
    T822 ReceiptTooLargeForLink Error "The receipt does not fit an answer.",
        "El comprobante no cabe en una respuesta.",
        "Carry fewer cosignatures in the receipt.";
    T823 LinkSocketFailed Error "A socket could not be opened, read or written.",
        "No se pudo abrir, leer o escribir un socket.",
        "Read the system's message: the address may be in use, or there is no route.";
    T824 OutboxFull Error "The station's outbox holds as many sheets as it may.",
        "La bandeja de salida de la máquina está llena.",
        "Forget the sheets that have their receipts.";
    T825 TooManyTickets Error "A pass cannot hold so many tickets, or none.",
        "Un pase no puede tener tantos boletos, o ninguno.",
        "Ask for 1 to 256.";
    T826 NoRoute Error "There is no gateway to send to.",
        "No hay pasarela a la que enviar.",
        "Name at least one gateway for each pass.";
    T827 GatewayNotInElection Warning "The election file names no gateway with this key.",
        "La definición no nombra ninguna pasarela con esta clave.",
        "Add `[[gateways]]` with the key before the file is sealed, or use the secret whose key it names.";
    T850 CentreConfig Error "The configuration of the centre cannot be used.",
        "No se puede usar la configuración del centro.",
        "Correct the field named; `cotejo centre check` tries the file without serving.";
    T851 ClockFarOff Error "The clock of this machine cannot be right.",
        "El reloj de esta máquina no puede estar bien.",
        "Set the clock (`timedatectl`), then start again: times that it signs would be evidence against you.";
    T852 StoreNotWritable Error "The store or the log's folder cannot be written.",
        "No se puede escribir en el almacén o en la carpeta del registro público.",
        "Free space or repair permissions at the place named; nothing that was receipted is lost.";
    T853 AddressTaken Error "The address to listen on cannot be used.",
        "No se puede usar la dirección en que escuchar.",
        "Is another centre running here? Stop it, or choose another address in the configuration.";
    T854 CertificateUnusable Error "The certificate or its key cannot be used for HTTPS.",
        "No se puede usar el certificado o su clave para HTTPS.",
        "Name a PEM chain and its PEM key; `cotejo centre check` tries them.";
    T855 WitnessNotKnown Error "The credentials are of no witness of this centre.",
        "Las credenciales no son de ningún testigo de este centro.",
        "Ask the organisation that issued them for new ones.";
    T856 BackupUnusable Error "The backup cannot be restored.",
        "No se puede restaurar la copia de seguridad.",
        "Take the newest whole backup; a centre is never restored to before what its log has published.";
    T857 BodyTooLarge Error "The body of the request is larger than any record.",
        "El cuerpo de la petición es mayor que cualquier registro.",
        "Send one signed record, or one image, a request.";
    T858 CentreBusy Warning "The centre cannot take the record now.",
        "El centro no puede recibir el registro ahora.",
        "Send the same bytes again after the pause named, here or at another gateway; nothing is lost.";
    T861 StoreFailed Error "The store did not do what was asked of it.",
        "El almacén no hizo lo que se le pidió.",
        "Look at the store named: space, permissions, connection; the centre goes on by itself once it answers.";
    T862 StoreAddress Error "The address of the database cannot be used.",
        "No se puede usar la dirección de la base de datos.",
        "Write it as `postgresql://USER@HOST1,HOST2/NAME?sslmode=verify-full&sslrootcert=FILE`; `sslmode=disable` means no TLS.";
    T863 StoreNotDurable Error "The database reports as stored what it has not written to its disk.",
        "La base de datos da por guardado lo que no ha escrito en su disco.",
        "Set `fsync = on` in the database server and restart it; results are never kept where a power cut loses them.";
    A501 SeedTooShort Error "The seed of a draw has too few decimal digits.",
        "La semilla del sorteo tiene muy pocos dígitos decimales.",
        "Throw the dice again until there are at least 20 digits, and record the ceremony.";
    A502 SeedMalformed Error "The seed of a draw is not made of decimal digits alone.",
        "La semilla del sorteo no consta solo de dígitos decimales.",
        "Write the digits of the dice in the order they fell, without spaces or marks.";
    A503 AuditBoxDuplicate Error "The same box stands twice.",
        "La misma caja aparece dos veces.",
        "Remove one of the two; every box is drawn under one name.";
    A504 AuditBoxUnknown Error "A box is named that the audit does not have.",
        "Se nombra una caja que la auditoría no tiene.",
        "Compare its code with the manifest of the audit.";
    A505 AuditNumberMalformed Error "A number of the audit is negative, not whole, or not a number.",
        "Una cifra de la auditoría es negativa, no entera o no es un número.",
        "Correct the number named.";
    A506 AuditNumberTooLarge Error "A number of the audit exceeds its bound.",
        "Una cifra de la auditoría excede su límite.",
        "Correct the number named; no box and no country has that many receipts.";
    A507 AuditVotesAboveBound Error "A table reports more votes than its box can hold.",
        "Una mesa reporta más votos de los que caben en su caja.",
        "Correct the upper bound of that box, or look at its paper before any draw.";
    A508 AuditMarginNotPositive Error "After what is pending and what cannot be audited, a winner does not lead.",
        "Tras lo pendiente y lo no auditable, un ganador no tiene ventaja.",
        "No sample can confirm this outcome: count every box by hand.";
    A509 AuditContestUndefined Error "The contest has no winner, no loser, or names a choice it does not have.",
        "La contienda no tiene ganador o perdedor, o nombra una opción inexistente.",
        "Correct the contest of the audit.";
    A510 AuditSampleTooLarge Error "The sample is larger than what it is drawn from.",
        "La muestra es mayor que el conjunto del que se sortea.",
        "Ask for at most as many as there are; all of them is a full count.";
    A511 AuditRiskLimitInvalid Error "The risk limit is not above 0 and below 100 %.",
        "El límite de riesgo no está entre 0 y 100 %.",
        "Give the risk limit that the law or the plan names, as `5%`.";
    A512 AuditNotCommitted Error "The results per table were not committed before the draw.",
        "Los resultados por mesa no se comprometieron antes del sorteo.",
        "Publish them in the log first: a checkpoint with its root must stand before the seed exists.";
    A513 AuditTotalsDisagree Error "The published tables do not support the announced result.",
        "Las mesas publicadas no respaldan el resultado anunciado.",
        "No sampling is needed to see that: ask for the tables under the announced total.";
    A514 AuditBoundsMissing Error "A box has no upper bound of its receipts.",
        "Una caja no tiene cota superior de sus comprobantes.",
        "Take the signatures of the poll book, or the registered electors of the table.";
    A515 AuditBoundsNotIndependent Error "The upper bounds rest on what the machines counted.",
        "Las cotas se apoyan en lo que contaron las máquinas.",
        "Take bounds that the machine did not make: poll books or the electoral roll.";
    A516 AuditInventoryMissing Error "The inventory of custody does not account for every box.",
        "El inventario de custodia no da cuenta de todas las cajas.",
        "Write down for each box, before the draw, whether it is there or lost.";
    A517 AuditSeedTooEarly Error "The seed existed before what it must come after.",
        "La semilla existía antes de lo que debía precederla.",
        "Draw a new seed in public, after the commitment and the inventory.";
    A518 AuditManifestViolation Error "A box holds more receipts than its bound allows.",
        "Una caja contiene más comprobantes de los que permite su cota.",
        "The bounds were wrong, so the sample proves nothing: count every box by hand.";
    A519 AuditBoxNotDrawn Error "A count is given for a box that was not drawn.",
        "Se entrega el conteo de una caja no sorteada.",
        "Count the boxes of the pull list; a box that nobody drew says nothing about the others.";
    A520 AuditEntriesDiffer Error "Two people entered different counts for one box.",
        "Dos personas registraron conteos distintos de una caja.",
        "Count that box again, with both present, and enter it anew.";
    A521 AuditSamePerson Error "Both entries of a count are by the same person.",
        "Las dos anotaciones de un conteo son de la misma persona.",
        "Have a second person enter the worksheet independently.";
    A522 AuditStepNotAllowed Error "This step of the audit cannot be taken now.",
        "Este paso de la auditoría no puede darse ahora.",
        "`cotejo audit status` says what comes next.";
    A523 AuditParameterInvalid Error "A parameter of a statistical method is outside its range.",
        "Un parámetro de un método estadístico está fuera de su rango.",
        "Correct the parameter named.";
    A524 AuditObservationInvalid Error "An observed value is outside the range that the method assumes.",
        "Un valor observado está fuera del rango que el método supone.",
        "Correct the value named, or the upper bound.";
    A525 AuditBetRuinous Error "A bet was larger than what there is to bet.",
        "Una apuesta fue mayor que lo disponible.",
        "Choose a smaller bet: the fraction of the maximal bet is at most one.";
    A526 AuditFullCount Warning "The audit ends in a full count.",
        "La auditoría termina en un conteo completo.",
        "Count every box by hand; what is counted replaces what was reported.";
    A527 AuditBoxMissing Warning "A drawn box could not be found or opened.",
        "Una caja sorteada no pudo hallarse o abrirse.",
        "It counts as its worst case and is not replaced by another; find out where it is.";
    A528 AuditDrawDiffers Error "The draw, made again, is another one.",
        "El sorteo, repetido, da otro resultado.",
        "Do not go on: either the seed, the manifest or the list of boxes was changed after the draw.";
    A529 AuditFileChanged Error "A file of the audit is not what the later steps stand on.",
        "Un archivo de la auditoría no es aquel en que se apoyan los pasos posteriores.",
        "Restore the file, or begin a new audit; no step is rewritten.";
    A530 AuditTie Error "The last winner and the first loser are tied.",
        "El último ganador y el primer perdedor están empatados.",
        "A tie cannot be confirmed by a sample: count every box by hand.";
    A531 AuditNothingToDraw Error "No box can hide anything, or there is no box at all.",
        "Ninguna caja puede ocultar nada, o no hay cajas.",
        "Check the manifest of the audit and its bounds.";
    A532 AuditExists Error "The folder already holds an audit.",
        "La carpeta ya contiene una auditoría.",
        "Choose a new folder: an audit is never begun twice in one place.";
    A533 AuditMalformed Error "A file of the audit cannot be read.",
        "No se puede leer un archivo de la auditoría.",
        "Restore the named file from the copy that was published.";
    A534 AuditNotCountable Error "A table of the audit has no figures to compare its box with.",
        "Una mesa de la auditoría no tiene cifras con las que comparar su caja.",
        "Find its sheet; or declare the box not auditable before the draw, which lowers the margin.";
    A535 AuditCountIncomplete Error "A hand count lacks a figure, or its figure cannot be read.",
        "A un conteo manual le falta una cifra, o no se puede leer.",
        "A choice with no receipts is written 0; what cannot be read is counted again.";
    A536 AuditRiskDiffers Error "The risk, computed again, is another one.",
        "El riesgo, recalculado, es otro.",
        "Do not rely on the recorded risk: an entry or the manifest was changed, or the program was another one.";
    A537 PollingFileUnreadable Error "The file of a polling audit cannot be used.",
        "No se puede usar el archivo de una auditoría por muestreo de comprobantes.",
        "Correct what is named; `cotejo audit poll --help` shows the file.";
    A538 AuditArgumentUnusable Error "An argument of the audit's command is missing or cannot be used.",
        "Falta un argumento de la orden de auditoría, o no puede usarse.",
        "Correct the argument named; `--help` after the verb shows each of them, with examples.";
    F601 NothingToTest Warning "There is nothing to test: no count is given.",
        "No hay nada que analizar: no se da ninguna cifra.",
        "Give a source with counts per table, or an announcement with counts per candidate.";
    F602 TestOverflow Error "The counts are too large for this test.",
        "Las cifras son demasiado grandes para esta prueba.",
        "Look for a digit too many in the input.";
    F603 TestInconsistent Error "The figures given to a test contradict each other.",
        "Las cifras entregadas a una prueba se contradicen.",
        "Correct the figures named; a part is larger than its whole, or parts do not add up.";
    F604 TestNotApplicable Note "This test does not apply to these figures.",
        "Esta prueba no se aplica a estas cifras.",
        "Read why in the detail; nothing follows from it in either direction.";
    F605 TestNoVariation Note "Nothing varies in what the test compares, so there is no estimate.",
        "Nada varía en lo que la prueba compara: no hay estimación.",
        "Check the cut, and that both groups have tables.";
    F606 TimesUnreadable Error "The file of times cannot be read.",
        "No se puede leer el archivo de horas.",
        "Give a CSV with the columns `table` and `minute`, as `cotejo forensics --help` shows.";
    F607 CalibrationUnreadable Error "The calibration file cannot be read.",
        "No se puede leer el archivo de calibración.",
        "Make it again with `cotejo forensics calibrate --json`.";
    F608 NotANumber Error "A figure given to a test is negative, missing or not a finite number.",
        "Una cifra entregada a una prueba es negativa, falta o no es un número finito.",
        "Correct the figure named; what is not known is left out, not written as a number.";
    F609 TestArgumentUnusable Error "An argument of the command is missing or cannot be used.",
        "Falta un argumento de la orden, o no puede usarse.",
        "Correct the argument named; `--help` after the verb shows each of them, with examples.";
    F613 RedactionRefused Error "No public copy is made: the QR code that gives the sheet's place was not found.",
        "No se hace copia pública: no se encontró el código QR que ubica el acta.",
        "A person redacts it by hand; then give the redacted file.";
    F614 ImagesNearlySame Note "Two different files show nearly the same picture.",
        "Dos archivos distintos muestran casi la misma imagen.",
        "Ordinary for two scans or a resized copy of one sheet; look whether both are of one table.";
    F615 SameImageTwoTables Warning "One picture stands under two tables.",
        "Una misma imagen figura en dos mesas.",
        "Open both files beside the paper of both tables: one of the two tables lacks its own picture.";
    F616 TwoScansOfOneSheet Note "Different files show the code of one sheet.",
        "Archivos distintos muestran el código de una misma acta.",
        "Ordinary where several people scanned or sent one sheet; compare what stands around the code.";
    F617 MetadataAbsent Note "What files say of their making, and how many say nothing.",
        "Qué dicen los archivos de su origen, y cuántos no dicen nada.",
        "Hold the share beside that of a control collection; missing metadata shows nothing by itself.";
    F618 ImageUnderOtherTable Warning "A picture was published under another table than its code names.",
        "Una imagen se publicó en otra mesa que la que nombra su código.",
        "Look at the picture: correct the list if it names the wrong file.";
    F619 RedactionLayoutUnreadable Error "The layout of places to cover cannot be used.",
        "No se puede usar la plantilla de zonas a tapar.",
        "Correct what is named; `cotejo forensics images --help` shows a layout.";
    F620 ImageListUnreadable Error "The list of pictures and tables cannot be read.",
        "No se puede leer la lista de imágenes y mesas.",
        "Give a CSV with the columns `file` and `table`, one row for each picture.";
    F621 RoundedPercentages Note "Announced counts against what rounded percentages give.",
        "Cifras anunciadas frente a las que dan porcentajes redondeados.",
        "Where they match: ask for the tables under the total.";
    F622 SameCentre Note "Tables of one centre against each other.",
        "Mesas de un mismo centro entre sí.",
        "Where tables stand out: look at their paper first.";
    F623 IntegerPercentages Note "How often shares are whole percentages.",
        "Con qué frecuencia las proporciones son porcentajes enteros.",
        "Where there are more than chance gives: look at the paper of those tables.";
    F624 LastDigits Note "Last digits of counts.",
        "Últimas cifras de los conteos.",
        "Where they differ from the smooth expectation: look at how the counts were typed.";
    F625 Fingerprint Note "Turnout against share.",
        "Participación frente a proporción de votos.",
        "Look at the tables in the corner, if any.";
    F626 Arrival Note "Early tables against late ones.",
        "Mesas tempranas frente a tardías.",
        "Read all estimates side by side; late tables differ for ordinary reasons.";
    F627 ReportedAgainstCopies Note "Which side differences between two sources favour.",
        "A quién favorecen las diferencias entre dos fuentes.",
        "Collate the tables that differ with their paper.";
    F628 IdenticalVectors Note "Tables with exactly the same votes.",
        "Mesas con exactamente los mismos votos.",
        "Look whether one sheet was entered under two tables.";
    F629 SecondDigits Note "Second digits of counts: descriptive, not evidence.",
        "Segundas cifras de los conteos: descriptivo, no es evidencia.",
        "Nothing: no conclusion can rest on it.";
    F630 TableArithmetic Note "Arithmetic of each table.",
        "Aritmética de cada mesa.",
        "Look at the paper of the tables listed.";
    Q701 StratumWithoutTables Error "A stratum has no tables.",
        "Un estrato no tiene mesas.",
        "Leave the stratum out, or correct the number of its tables.";
    Q702 SampleAboveStratum Error "More tables are in a sample than its stratum has.",
        "Una muestra tiene más mesas que su estrato.",
        "Correct the size of the stratum, or look for a table that was entered twice.";
    Q703 SingleTableInStratum Error "Of a stratum only one table is in the sample, so that its variance cannot be estimated.",
        "De un estrato solo hay una mesa en la muestra, y su varianza no puede estimarse.",
        "Merge the stratum with its neighbour in the plan, before anybody looks at data; `cotejo quickcount plan` does.";
    Q704 StratumWithoutSample Error "No table of a stratum is in the sample.",
        "Ninguna mesa de un estrato está en la muestra.",
        "Wait for a table of it; nothing is assumed about a stratum that was not seen.";
    Q705 DenominatorZero Error "What a ratio is divided by is zero.",
        "El divisor de una razón es cero.",
        "Look at the valid votes or electors received; with none there is nothing to estimate.";
    Q706 FigureUnusable Error "A figure is missing, negative, not a whole number or too large.",
        "Una cifra falta, es negativa, no es entera o es demasiado grande.",
        "Correct the figure named from its sheet; an estimate never guesses one.";
    Q707 FiguresContradict Error "Figures contradict each other.",
        "Unas cifras se contradicen entre sí.",
        "Compare the figures named with the paper.";
    Q708 RakingMargins Error "The known margins of a raking do not fit each other or the sample.",
        "Los márgenes conocidos de un ajuste no concuerdan entre sí o con la muestra.",
        "Give margins with the same total, none empty, each with a table in the sample.";
    Q709 RakingNotConverged Error "A raking did not come to rest.",
        "Un ajuste por márgenes no convergió.",
        "Join the small categories: no weights meet these margins.";
    Q710 ShareOutOfRange Error "A level, share or turnout is not where it must be.",
        "Un nivel, una proporción o una participación está fuera de su rango.",
        "Give a number strictly between 0 and 1, for example 0.95 or 95 %.";
    Q711 SampleSizeImpossible Error "No sample reaches the precision asked for.",
        "Ninguna muestra alcanza la precisión pedida.",
        "Ask for a larger error or a lower level; error and spread must be above zero.";
    Q712 PlanMalformed Error "This is not the plan of a quick count.",
        "Esto no es el plan de un conteo rápido.",
        "`cotejo quickcount plan` writes one; `docs/formats/quickcount.md` is the format.";
    Q713 SampleMalformed Error "This is not the sample of a quick count.",
        "Esto no es la muestra de un conteo rápido.",
        "`cotejo quickcount draw` writes one; `docs/formats/quickcount.md` is the format.";
    Q714 PlanMismatch Error "Plan, sample, received tables and election do not belong together.",
        "Plan, muestra, mesas recibidas y elección no corresponden entre sí.",
        "Give the files that carry each other's digests; draw again only for another quick count.";
    Q715 SeedUnfit Error "The seed is not at least 20 decimal digits.",
        "La semilla no tiene al menos 20 dígitos decimales.",
        "Roll ten-sided dice in public after the plan is in the log, and write down every digit.";
    Q716 TableTwice Error "A table is there twice.",
        "Una mesa aparece dos veces.",
        "Remove one of the two; each table of a sample counts once.";
    Q717 NotInSample Note "A table received is not in the sample.",
        "Una mesa recibida no está en la muestra.",
        "It is set aside: only drawn tables are estimated from.";
    Q718 ResponseTooLow Warning "Too few tables of the sample were received.",
        "Se recibieron muy pocas mesas de la muestra.",
        "Go after the missing tables; until the plan's condition holds no winner is called.";
    Q719 EarlyArrivals Warning "The tables received so far are those that came first, not a random part of the sample.",
        "Las mesas recibidas son las que llegaron primero, no una parte aleatoria de la muestra.",
        "Wait for the rest; do not publish an estimate from early arrivals as that of the sample.";
    Q720 MarginNotSettled Note "The interval of the margin includes a tie.",
        "El intervalo de la diferencia incluye el empate.",
        "No winner is called; that is the result, and it may be published as it is.";
    Q721 WinnerCalled Note "The interval of the margin excludes a tie, and the conditions of the plan hold.",
        "El intervalo de la diferencia excluye el empate y se cumplen las condiciones del plan.",
        "Publish the interval with its coverage, not a point; it speaks of the sheets, not of their truth.";
    Q722 NotPreregistered Warning "No signed statement in the log shows that plan and sample were there before the results.",
        "Ninguna declaración firmada en el registro muestra que plan y muestra existían antes de los resultados.",
        "`cotejo statement sign --kind draw` with plan and sample as subjects, and log it before the first table closes.";
    Q723 NothingToEstimate Error "There is nothing to estimate from.",
        "No hay nada de lo que estimar.",
        "Give a source with tables of this contest, and at least two candidates.";
    Q724 FiguresOverflow Error "Figures are beyond what can be added exactly.",
        "Las cifras exceden lo que puede sumarse con exactitud.",
        "No election is so large: look for a figure with too many digits.";
    Q725 ElectorsUnknown Error "The electors of a table or stratum are not known.",
        "No se conocen los electores de una mesa o un estrato.",
        "Add them to the election file: without them there is no bound and no projection.";
    Q726 StratumNotProjected Warning "A stratum without any reported table is left out of the projection.",
        "Un estrato sin ninguna mesa reportada queda fuera de la proyección.",
        "The bounds still cover it; project by larger areas, or wait.";
    Q727 Projected Note "A result is projected, which is not irreversible.",
        "Un resultado está proyectado, lo que no es irreversible.",
        "Read the tipping shift: how far outstanding tables would have to differ from reported ones.";
    Q728 VoteAboveElectors Error "A stratum has more votes than electors.",
        "Un estrato tiene más votos que electores.",
        "Find the table with `cotejo collate`; nothing is projected from figures that cannot be.";
    Q729 LevelUnknown Error "The election has no level of areas of this name.",
        "La elección no tiene un nivel de ámbitos con ese nombre.",
        "Name one of the levels listed; `country` makes one stratum of all tables.";
    Q730 RegisterMalformed Error "The register of polls cannot be read.",
        "No se puede leer el registro de encuestas.",
        "Correct the field named; `docs/formats/polls.md` describes every field.";
    Q731 PollContradictsItself Error "The figures of a poll cannot be right as they stand.",
        "Las cifras de una encuesta no son posibles.",
        "Copy them again from where the poll was published.";
    Q732 PollDiffers Note "A poll and a result differ by more than sampling explains.",
        "Una encuesta y un resultado difieren más de lo que explica el muestreo.",
        "Either may be wrong, and polls err beyond sampling: see the pollster's past errors.";
    Q733 PollWithin Note "A poll and a result differ no more than sampling explains.",
        "Una encuesta y un resultado no difieren más de lo que explica el muestreo.",
        "This confirms neither.";
    Q734 PollNotTestable Note "A poll gives too little to be held against a result.",
        "Una encuesta da muy poco para compararla con un resultado.",
        "Ask the pollster for the sample size and the figures of both leading candidates.";
    Q735 NoEvidenceThen Note "No tables had been held when a total was announced.",
        "No se tenían mesas cuando se anunció un total.",
        "Compare with what is held now; ask for the tables the total stood on.";
    Q736 AnnouncedAgainstEvidence Error "A total could not be true given the tables held when it was announced.",
        "Un total no podía ser cierto dadas las mesas que se tenían cuando se anunció.",
        "At least the stated number of tables would have to be different; ask for the tables under the total.";
    Q737 DatesImpossible Error "The dates of a poll are not in an order that can be.",
        "Las fechas de una encuesta no están en un orden posible.",
        "Correct the dates: fieldwork begins, ends, and is then published.";
    Q738 QuickCountArgumentUnusable Error "An argument of the command is missing or cannot be used.",
        "Falta un argumento de la orden, o no puede usarse.",
        "Correct the argument named; `--help` after the verb shows each of them, with examples.";
    Q739 ReceivedMalformed Error "This is not what a quick count received, or a figure in it is not a whole number.",
        "Esto no es lo recibido de un conteo rápido, o una cifra en él no es entera.",
        "`cotejo quickcount receive` writes the file; correct the place named, or receive the sources again.";

    W100 SitePageMissing Error "This site has no page at this address.",
        "Este sitio no tiene una página en esta dirección.",
        "Go to the front page and look for the table by its centre or its code.";
    W101 SiteAddressRefused Error "This address is not in the one spelling that the site's pages have.",
        "Esta dirección no tiene la única forma que tienen las páginas del sitio.",
        "Follow a link of the site; addresses have no `..`, no doubled slashes and no encoded letters.";
    W102 SiteAddressTooLong Error "The address or its query is too long.",
        "La dirección o su consulta es demasiado larga.",
        "Follow a link of the site; its pages take no query.";
    W103 SiteReadOnly Error "This site can only be read.",
        "Este sitio solo se puede leer.",
        "Use GET or HEAD; records are sent to a gateway, with `cotejo send`.";
    W104 SiteFolderForeign Error "A folder holds something that is no site of this election.",
        "Una carpeta contiene algo que no es un sitio de esta elección.",
        "Choose an empty folder with --out, or the folder of an earlier site of the same election.";
    W105 SiteStateUnreadable Warning "The state of an earlier build cannot be used.",
        "No se puede usar el estado de una construcción anterior.",
        "Nothing is lost: every page is made again, and takes as long as the first time.";
    W106 SiteNothingToShow Error "There is neither a log nor a source to make a site from.",
        "No hay ni registro ni fuentes con que hacer un sitio.",
        "Name the log with --log, or sources as `ID=PATH`.";
    W107 SiteFileUnreadable Error "A file of the site cannot be read.",
        "No se puede leer un archivo del sitio.",
        "Look at the permissions and the disk; `cotejo site build` makes the file again where it is missing.";
    W108 SiteNotWritten Error "A file of the site cannot be written.",
        "No se puede escribir un archivo del sitio.",
        "Check free space, free inodes and permissions, then build again: what was written stays.";
    W109 SiteLookupForeign Error "A folder is not what `cotejo lookup build` makes.",
        "Una carpeta no es lo que hace `cotejo lookup build`.",
        "Build it with `cotejo lookup build`, or leave --lookup out.";
    W110 SiteFolderTooFull Error "A folder of the site would have more entries than file systems like.",
        "Una carpeta del sitio tendría más entradas de lo conveniente.",
        "Please report this: pages are spread over folders by their addresses, whatever the election.";
    W111 SitePageFailed Error "A page of the site cannot be made.",
        "No se puede hacer una página del sitio.",
        "This is a fault of the program; please report it.";
    W200 LookupRollMalformed Error "The roll cannot be read.",
        "No se puede leer el padrón.",
        "Give a CSV file in UTF-8 with the header `id,table` and one elector a row.";
    W201 LookupRollForeignColumn Error "The roll has other columns than the ID number and the table.",
        "El padrón tiene otras columnas que el número de cédula y la mesa.",
        "Remove them before the file comes near this machine: names and addresses must not enter.";
    W202 LookupIdMalformed Error "An ID number cannot be read.",
        "No se puede leer un número de cédula.",
        "Write it as on the card: digits and capital letters, with at least one digit.";
    W203 LookupTableUnknown Error "The roll names a table that the election file does not have.",
        "El padrón nombra una mesa que no está en la definición.",
        "Correct the row named, or build with the election file this roll was made for.";
    W204 LookupIdTwice Error "An ID number stands twice in the roll.",
        "Un número de cédula aparece dos veces en el padrón.",
        "Look at the rows named; an elector votes at one table.";
    W205 LookupSizeImpossible Error "No division into buckets fits this roll.",
        "Ninguna división en cubetas sirve para este padrón.",
        "Give a roll of at least one and at most four billion rows, and table codes of at most 64 bytes.";
    W206 LookupBucketFull Error "More entries fell into one bucket than it holds.",
        "En una cubeta cayeron más entradas de las que caben.",
        "Build again: a fresh build distributes the entries anew, and this practically never happens twice.";
    W207 LookupKeyMalformed Error "The look-up's key cannot be read.",
        "No se puede leer la clave de la consulta.",
        "Give the file that `cotejo lookup key new` made.";
    W208 LookupManifestMalformed Error "The look-up's manifest cannot be read.",
        "No se puede leer el manifiesto de la consulta.",
        "Fetch `lookup.json` again, from another mirror if need be.";
    W209 LookupBucketMalformed Error "A bucket is not one of this look-up.",
        "Una cubeta no es de esta consulta.",
        "Fetch it again, from another mirror if need be; the manifest and the buckets have to be of one build.";
    W210 LookupBucketAltered Error "A bucket is not the one that the manifest vouches for.",
        "Una cubeta no es la que respalda el manifiesto.",
        "Do not believe it; fetch it from another mirror, and tell whoever runs this one.";
    W211 LookupModeMixed Error "This look-up is of the other mode.",
        "Esta consulta es del otro modo.",
        "Look at `mode` in `lookup.json`: a key server goes with `voprf`, Argon2id needs none.";
    W212 LookupProofInvalid Error "The key server did not use the key that the manifest names.",
        "El servidor de claves no usó la clave que nombra el manifiesto.",
        "Believe nothing it says: a server with a key of its own could recognise you. Tell whoever runs it.";
    W213 LookupElementMalformed Error "A blinded or evaluated element is not one of ristretto255.",
        "Un elemento cegado o evaluado no es de ristretto255.",
        "Send 64 lower-case hexadecimal digits that encode a point other than zero (RFC 9497).";
    W214 LookupTooMany Warning "The key server has answered as often as it may for now.",
        "El servidor de claves ya respondió cuantas veces puede por ahora.",
        "Wait for the seconds named and ask again, or search by centre.";
    W215 LookupKeyServerUnreachable Error "The key server cannot be reached.",
        "No se puede alcanzar el servidor de claves.",
        "Check the connection and try again, or search by centre, which needs no key server.";
    W216 LookupFileUnreachable Error "A file of the look-up cannot be reached.",
        "No se puede alcanzar un archivo de la consulta.",
        "Check the connection or the folder, try another mirror, or search by centre.";
    W217 LookupCostOutOfBounds Error "The Argon2id parameters are not within the bounds.",
        "Los parámetros de Argon2id no están dentro de los límites.",
        "Choose 8 to 262,144 KiB of memory and 1 to 16 passes; `docs/design/lookup.md` gives the cost of each.";
    W218 LookupNotOnRoll Note "The roll has no such ID number.",
        "El padrón no tiene ese número de cédula.",
        "Check the digits; the office that keeps the roll can say more.";
    W219 LookupEntryUnreadable Error "An entry carries the right tag and does not decrypt.",
        "Una entrada lleva la etiqueta correcta y no se descifra.",
        "Fetch the bucket again, from another mirror if need be; somebody may have altered it.";
    W220 LookupOtherElection Error "The look-up is of another election.",
        "La consulta es de otra elección.",
        "Give the election file whose id stands in `lookup.json`.";
    W221 LookupAddressMalformed Error "An address cannot stand in the look-up's manifest.",
        "Una dirección no puede estar en el manifiesto de la consulta.",
        "Give key servers as `https://host` or `https://host:port`, pages as a relative or https address.";
}
