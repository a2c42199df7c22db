//! Rules F…: forensic tests.

macro_rules! tests {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
