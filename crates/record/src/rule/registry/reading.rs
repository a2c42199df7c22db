//! Rules I…: reading files.

macro_rules! reading {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
