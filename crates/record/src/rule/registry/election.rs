//! Rules E…: the election file.

macro_rules! election {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
