//! Rules P…: reading pictures.

macro_rules! pictures {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
