//! Rules C…: sources held against each other.

macro_rules! collation {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
