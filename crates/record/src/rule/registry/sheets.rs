//! Rules S…: one sheet by itself.

macro_rules! sheets {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
