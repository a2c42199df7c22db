//! Rules Q…: quick counts, projections and polls.

macro_rules! quick_counts {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
