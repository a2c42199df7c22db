//! Rules T…: links and centres.

macro_rules! transmission {
    ($($next:ident)*; $($before:tt)*) => {
        rules! { $($next)*; $($before)*

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

        }
    };
}
