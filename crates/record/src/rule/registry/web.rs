//! Rules W…: the public site and the look-up by ID number.

macro_rules! web {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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
    W112 SiteLookupNotNamed Warning "No statement of the authority in the log names this look-up.",
        "Ninguna declaración de la autoridad en el registro nombra esta consulta.",
        "Let the authority sign it: `cotejo statement sign --kind submission --subject lookup/lookup.json`, and append it to the log; until then compare the digest between mirrors.";
    W113 SiteLookupSwapped Error "A mirror shows another look-up than those that the log names.",
        "Una réplica muestra otra consulta que las que nombra el registro.",
        "Do not use the look-up of that mirror; tell whoever runs it, and compare `lookup/lookup.json` with another mirror's.";
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
    W222 LookupOtherCost Error "A guess at an ID number does not cost what the election file says.",
        "Adivinar un número de cédula no cuesta lo que dice la definición de la elección.",
        "Leave out `--memory-kib` and `--passes`: the builder takes them from `[lookup]`. A mirror with other costs is not the authority's.";

        }
    };
}
