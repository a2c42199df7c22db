# El sitio público. Cada texto tiene su límite al lado donde podría leerse de más.
w-nav-front = Resultados
w-nav-areas = Por ámbito
w-nav-search = Buscar una mesa
w-nav-bulletins = Boletines
w-nav-findings = Hallazgos
w-nav-changes = Correcciones
w-nav-said = Anuncios
w-nav-audits = Auditorías
w-nav-forensics = Pruebas estadísticas
w-nav-downloads = Descargas
w-nav-verify = Cómo verificar
w-crumbs = Dónde está esto
w-news = Hay novedades.
w-news-again = Cargar de nuevo esta página
w-as-json = Esta página en JSON
w-feed-bulletins = Canal de boletines
w-feed-findings = Canal de hallazgos
w-made = Hecho por Cotejo { $version } con los archivos de este sitio; cualquiera puede volver a hacerlo.
w-front-lead = Cada cifra dice de qué y de quién es. Las cifras de fuentes distintas están una al lado de otra y nunca se suman.
w-never-mixed = Una columna por fuente: sus propias actas y las de nadie más.
w-coverage-limit = Tres proporciones distintas: de mesas, de electores inscritos y de votos. La última es la menor posible, porque una mesa pendiente puede tener tantos votos como electores.
w-electors = Electores inscritos
w-votes-least = Votos, al menos
w-to-areas = Todos los ámbitos, con sus ámbitos y mesas
w-outstanding = Qué falta, y dónde
w-outstanding-areas = { $n ->
        [one] En un ámbito faltan mesas.
       *[other] En { $shown } ámbitos faltan mesas; primero los que más tienen.
    }
w-outstanding-tables = Mesas que faltan
w-of-tables = De mesas
w-who = Quién dice qué
w-role = Qué es
w-role-log = el registro público, que todos pueden comprobar
w-role-other = otra fuente
w-how = Qué aporta
w-copies-many = { $n ->
        [one] una copia de acta
       *[other] { $shown } copias de actas
    }
w-announcements-many = { $n ->
        [0] nada
        [one] un total anunciado
       *[other] { $shown } totales anunciados
    }
w-who-limit = Una fuente se muestra como dio sus cifras. Que se muestre no dice si son ciertas.
w-to-sources = Las fuentes, cotejadas entre sí
w-latest-bulletin = Último boletín, y si el resultado aún puede cambiar
w-no-bulletin = Todavía no se ha publicado ningún boletín.
w-bulletin-line = Boletín { $n }, emitido el { $time }. Se calcula con el registro público, y cualquiera puede volver a calcularlo.
w-bulletin-name = Boletín { $n }
w-bulletin = Boletín
w-tables-then = Mesas contadas entonces
w-bulletins-lead = Declaraciones firmadas de los totales, cada una sobre tantas entradas del registro público.
w-bulletins-limit = Un boletín es una suma de actas. No dice nada de las mesas que no cubre.
w-log = El registro público, y quién responde de él
w-log-line = { $origin } contiene { $shown } entradas.
w-to-log = El estado completo del registro
w-log-files = Los archivos del registro
w-log-checkpoint = Punto de control
w-log-files-note = junto a él están las teselas y entradas, según C2SP tlog-tiles
w-speed = Qué tan rápida es la red
w-speed-known = { $n ->
        [0] Nadie ha firmado aún las dos horas de ningún acta.
        [one] De un acta están firmadas la hora de cierre y la de publicación.
       *[other] De { $shown } actas están firmadas la hora de cierre y la de publicación.
    }
w-speed-half = La mitad, en
w-speed-most = 95 de cada 100, en
w-speed-last = La última, en
w-minutes = { $n ->
        [one] un minuto
       *[other] { $shown } minutos
    }
w-speed-limit = Desde el cierre, según el reloj de la estación, hasta el primer punto de control cofirmado con el acta, según los relojes de los cofirmantes.
w-audits = Auditorías de las cajas
w-audits-lead = Papeletas contadas a mano frente a las actas: cómo se sortearon las cajas, qué se halló y qué riesgo queda.
w-audits-none = No se ha publicado ninguna auditoría.
w-audit-open = Sorteo, hojas de trabajo, riesgo, cada caja
w-clock = El reloj legal
w-clock-at = A fecha de { $time }.
w-clock-award = Proclamación
w-clock-challenge = Impugnaciones
w-clock-gazette = Gaceta oficial
w-clock-not-running = aún no corre
w-clock-running = corre
w-clock-late = vencido, sin cumplirse a tiempo
w-clock-done = cumplido o terminado
w-clock-provisional = desde el último momento legal
w-deadline = Plazo
w-ends = Vence
w-stands = Cómo está
w-clock-limit = Horas y días corridos según la definición de la elección. No incluye feriados ni decisiones que muevan un plazo.
w-onward = Mirar de cerca
w-lookup = Encuentre su mesa con su número de identidad
w-lookup-note = su número no sale de su dispositivo tal cual
w-table-title = Mesa { $code }
w-copies = Copias
w-figures = Cifras, copia por copia
w-figures-limit = “—”: la copia no tiene esa casilla. “en blanco”: la casilla está vacía. “ilegible”: nadie puede leerla. Subrayado: distinto de la copia que cuenta.
w-copy = Copia
w-signature = Firma
w-signature-valid = válida
w-signature-invalid = no verifica
w-signature-none = no tiene
w-signature-not-checkable = sin clave para comprobarla
w-status = Situación
w-status-in-force = en vigor
w-status-withdrawn = retirada
w-status-annulled = mesa anulada
w-status-invalid-signature = la firma no verifica
w-status-superseded = sustituida por una corrección
w-status-unusable = cifras inutilizables
w-closed = Cierre
w-logged = Publicada
w-receipt = Recibo
w-entry = entrada { $shown }
w-counts = cuenta
w-serial = corrección n.º { $n }
w-copies-limit = Una firma válida dice qué estación escribió las cifras, no que sean ciertas. Las copias sin firma valen lo que valga quien las copió.
w-no-copy = Ninguna fuente tiene un acta de esta mesa.
w-no-copy-limit = Que no haya acta no significa que no hubiera votación.
w-none-stands = Hay copias, y ninguna está en vigor: vea su situación.
w-one-source = Solo { $name } tiene esta mesa.
w-one-stands = Aquí solo está en vigor lo que tiene { $name }: las demás copias fueron corregidas o retiradas, o no pueden contar.
w-counts-though = La copia marcada «cuenta» está en las sumas de { $name }. Lo que la corrige o la retira llegó a otra fuente, y no a esa.
w-all-same = { $n ->
       *[other] { $shown } fuentes tienen esta mesa, y todas dan las mismas cifras.
    }
w-not-same = { $n ->
        [one] Una fuente tiene esta mesa, con copias que no son iguales.
       *[other] { $shown } fuentes tienen esta mesa, y no dan las mismas cifras.
    }
w-no-findings = Ninguna regla halló nada aquí.
w-findings-limit = Un hallazgo dice lo que muestran las fuentes, nunca por qué. Las causas corrientes son frecuentes.
w-voters-machine = Votantes según la máquina
w-voters-book = Votantes según el cuaderno
w-pictures = Imágenes
w-pictures-limit = Solo se muestran partes sin nombres, firmas ni rostros. La huella es de la imagen completa.
w-check = Compruébelo usted mismo
w-check-text = La comprobación se hace en esta página, en su dispositivo, con un verificador que no comparte código con el programa que hizo el sitio. Lo que fotografíe no se envía a ninguna parte.
w-check-alone = El verificador como página aparte
w-check-alone-note = funciona sin red; guárdelo y dele los archivos
w-noscript = Comprobar en esta página requiere JavaScript. Lo demás no: tome los recibos de arriba y compruébelos con cotejo verify.
w-photo-file = Fotografíe su acta, o elija una imagen
w-photo-camera = Usar la cámara
w-photo-stop = Apagar la cámara
w-photo-limit = Aquí se lee el código del papel. Manténgalo plano, con su borde blanco.
w-js-working = Comprobando …
w-js-failed = No se pudo comprobar.
w-js-file = No se pudieron leer los archivos junto a esta página. Abierta desde un disco, una página no puede leerlos: use el verificador como página aparte, abajo.
w-js-nothing = Ninguna copia lleva aquí una firma que se pueda comprobar en esta página.
w-js-nocode = No hay un código QR legible en la imagen. Acérquese, manténgalo plano, evite sombras.
w-js-nocamera = No se puede usar la cámara. Elija una imagen.
w-js-same = Su acta es, byte por byte, la copia %c.
w-js-other = Su acta es de esta mesa, y no es ninguna de las copias que se muestran aquí.
w-js-elsewhere = Su acta es de la mesa %t.
w-js-foreign = Este código no es un acta de esta elección.
w-js-copy = Verificar copia
w-js-found = %n encontrados.
w-js-none = Nada encontrado.
w-js-notable = No hay ninguna mesa con ese código. Escríbalo como está impreso.
w-facts = En números
w-table-code = Código impreso
w-table-row = Fila en la definición, desde 0
w-electors-file = Electores según la definición
w-digest = Huella (SHA-256)
w-digest-of = Huella de la copia { $copy }
w-table-limit = Esta página se rehace solo cuando cambia algo de esta mesa; su dirección no cambia.
w-line-counted = contada
w-line-held = hay copias, no cuenta
w-line-none = sin acta
w-since = Desde el último boletín
w-since-caption = Ahora, y en el boletín { $n }: actas del registro público
w-since-then = En el boletín
w-since-now = Ahora
w-since-more = Cambio
w-since-limit = Las sumas cambian cuando llegan mesas, y cuando se corrigen, retiran o anulan actas: vea Correcciones.
w-changes-lead = Lo que un acta decía antes sigue visible. Una corrección es un acta nueva y firmada que nombra la que sustituye.
w-corrections = Correcciones
w-corrections-none = No se ha corregido ningún acta.
w-withdrawn = Retiradas y anuladas
w-withdrawn-none = No se ha retirado ningún acta ni anulado ninguna mesa.
w-change-corrects = corrige un acta anterior
w-change-withdrawn = retirada
w-change-annulled = mesa anulada
w-changes-limit = Del registro, y de las fuentes que lo dicen ellas mismas.
w-serial-head = Serie
w-more-in-data = { $n ->
        [one] Uno más está en los datos de esta página.
       *[other] { $shown } más están en los datos de esta página.
    }
w-statements = Lo que las organizaciones firmaron en el registro
w-statements-none = No hay declaraciones.
w-statement = Declaración
w-signer = Firma
w-said-at = Cuándo
w-reason = En sus palabras
w-statements-limit = Firmado por la organización nombrada. Las horas son de su propio reloj.
w-kind-election = definición de la elección
w-kind-withdrawal = retiro
w-kind-submission = entrega de una colección
w-kind-cosigner-change = cambio de cofirmantes
w-kind-bulletin = boletín
w-kind-draw = sorteo
w-kind-box-count = conteo de cajas
w-kind-challenge = impugnación
w-kind-ruling = decisión
w-kind-certificate = certificado
w-said-lead = Totales que alguien anunció, comparados con las actas; y encuestas. Nada de esto se cuenta nunca como un acta.
w-said-none = No se han entregado anuncios de nadie.
w-said-heading = { $by }, { $at }
w-said-by = Quién lo dijo
w-said-where = Dónde consultarlo
w-said-limit = Un total anunciado se muestra como se dijo. No es un acta ni se suma a nada.
w-percent-said = Porcentaje dicho
w-polls = Encuestas
w-quickcount = Conteo rápido
w-sources = Fuentes cotejadas entre sí
w-inputs-none = Las fuentes no nombran archivos.
w-inputs-limit = Los archivos se nombran solo por su huella: el nombre de un archivo puede ser el de una persona.
w-search = Busque una mesa por su centro o su código
w-search-lead = No se pide ningún número de identidad. La búsqueda se hace en su dispositivo: lo que escriba no se envía a nadie.
w-search-form = Búsqueda
w-search-code = Código de la mesa, como está impreso
w-search-go = Ir a la mesa
w-search-part = En
w-search-name = Nombre, código o dirección del centro
w-search-noscript = La búsqueda requiere JavaScript. Sin él, vaya de ámbito en ámbito, abajo.
w-search-limit = Quien sirve este sitio ve qué archivos pide: el índice de un ámbito grande, y luego una página.
w-search-browse = Ámbito por ámbito
w-downloads-lead = Todo aquello con lo que se hace este sitio, para que cualquiera pueda volver a hacerlo y comprobarlo.
w-downloads-none = No se han puesto archivos junto a las páginas.
w-downloads-check = Compare cada archivo con su huella, y las huellas con las de otra réplica:
w-downloads-limit = Las huellas del mismo sitio solo muestran que un archivo llegó completo.
w-what = Qué es
w-dl-election = definición de la elección
w-dl-seal = sello de la autoridad sobre la definición
w-dl-totals = totales por ámbito, CSV
w-dl-tables = copias mesa por mesa, CSV
w-dl-parquet = copias mesa por mesa, Parquet
w-dl-nist = resultados, NIST SP 1500-100
w-dl-geojson = centros con totales, GeoJSON
w-dl-bundle = paquete de evidencia: elección, registro, boletines, fuentes, auditorías
w-mirror = Copie el sitio entero
w-mirror-text = El sitio son archivos sencillos: una copia en cualquier servidor, o en una memoria, vale lo mismo que esta. Un monitor comprueba el registro de cada réplica.
w-verify = Cómo verificarlo todo usted mismo
w-verify-lead = Un sitio web puede mostrar cualquier cosa. Lo que sigue no depende de este.
w-verify-election = 1. Que hablamos de la misma elección
w-verify-election-text = Tome la definición de la elección y calcule su identificador. Compárelo con el de otros, por otro medio.
w-verify-sheet = 2. Un acta
w-verify-sheet-text = Abra la página de la mesa y verifique allí sus copias, o fotografíe su propio papel. El verificador también funciona solo, sin red.
w-verify-all = 3. Todas, y los totales
w-verify-all-text = El programa comprueba todas las firmas y huellas del registro, y vuelve a calcular cada boletín, bit por bit.
w-verify-watch = 4. Que nada se reescribe
w-verify-watch-text = Un monitor recuerda lo que el registro firmó y avisa de la primera reescritura. Déjelo correr frente a varias réplicas.
w-verify-not = Lo que nada de esto muestra
w-verify-not-text = Que una estación contara bien. Una firma dice quién escribió las cifras. Si son lo que la gente votó, lo dice el papel: vea Auditorías.
w-verify-not-limit = Si este sitio le muestra a usted algo distinto que a los demás, solo lo revela una comparación con los demás.
w-missing = No existe esa página
w-missing-next = Adónde ir
w-missing-text = Las direcciones de mesas y ámbitos no cambian. Busque la mesa por su centro o su código.
w-shares = Porcentajes de los votos válidos, fuente por fuente
w-estimate = Conteo rápido: estimación
w-interval = su intervalo
w-estimate-text = El conteo rápido es una estimación a partir de mesas sorteadas. Está al lado de las sumas de actas y no forma parte de ninguna.
w-estimate-called = Conteo rápido: { $received } de { $drawn } mesas sorteadas; intervalos al { $level }. Según sus propias reglas, fijadas antes, se declara ganador.
w-estimate-open = Conteo rápido: { $received } de { $drawn } mesas sorteadas; intervalos al { $level }. Según sus propias reglas, fijadas antes, no se declara ganador.
w-estimate-limit = El intervalo es solo del error de muestreo.
w-clock-from-log = Se toma como adjudicación la entrada { $shown } del registro, el último boletín que firmó { $by }, según el reloj de quien firma. Un boletín posterior la mueve.
w-clock-no-award = Hasta ahora no hay adjudicación firmada en el registro: lo que sigue de ella se cuenta desde el último momento legal.
w-clock-no-gazette = Ninguna entrada del registro dice cuándo publicó la gaceta; quien hace este sitio puede indicar la hora.
w-lookup-digest = Resumen del manifiesto de la consulta (SHA-256)
w-lookup-named = La entrada { $shown } del registro, firmada por { $by }, nombra este resumen. Una réplica con otra consulta la descubre cotejo monitor.
w-lookup-unnamed = Nadie nombró este resumen en el registro: compárelo entre réplicas.
w-lookup-limit = En el manifiesto está la raíz de todos sus archivos, y la página comprueba con ella lo que pide. Si el padrón es correcto, ningún resumen lo dice.
w-dl-polls = registro de encuestas
w-dl-quickcount = conteo rápido: plan, muestra, lo recibido
w-dl-lookup = manifiesto de la consulta
w-speed-contradict = { $n ->
        [one] En un acta los relojes de quienes refrendan van antes del cierre que declara su estación: no se calcula demora.
       *[other] En { $shown } actas los relojes de quienes refrendan van antes del cierre que declaran sus estaciones: no se calcula demora.
    }
w-all-same-sums = { $n ->
       *[other] { $shown } fuentes tienen esta mesa, y todas dan las mismas cifras para cada candidatura; no todas las dan tarjeta por tarjeta.
    }
