//! Rules A…: audits.

macro_rules! audits {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
