# Marco de cada página
site = Informe de cotejo
skip = Ir al contenido
nav = Páginas de este informe
nav-summary = Resumen
nav-areas = Ámbitos y mesas
nav-pairs = Fuentes de dos en dos
nav-findings = Hallazgos
nav-announcements = Anuncios
nav-method = Método y archivos
nav-rules = Reglas
language-switch = Idioma
footer-neutral = Este informe muestra lo que dice la evidencia y bajo qué supuesto. No decide quién tiene razón.
footer-made = Hecho con Cotejo { $version }. Toda cifra puede recalcularse a partir de los archivos de «Método y archivos».
footer-date = Hecho el { $date }.
caveat = Límite
rule = Regla
print-url = Identificador de la elección { $id }

# Resumen
kicker = Cotejo de resultados electorales
lead-in = { $n ->
    [one] Una fuente, mesa por mesa.
   *[other] { $shown } fuentes cotejadas entre sí, mesa por mesa.
}
in-a-minute = En un minuto
who-brought = Quién trajo qué
what-agrees = En qué coinciden
what-differs = En qué difieren
who-leads = Si cambia quién va primero
left-out = Qué queda fuera
announced-heading = Qué se anunció
says-of = { $n ->
    [one] { $who } tiene el acta de una de { $of } mesas ({ $share }).
   *[other] { $who } tiene actas de { $shown } de { $of } mesas ({ $share }).
}
says-nothing = { $who } no tiene actas de esta contienda.
says-announced = { $n ->
    [one] Trae además un total anunciado.
   *[other] Trae además { $shown } totales anunciados.
}
grades-are = Evidencia: { $grades }.
grades-limit = El grado dice cuánto vale cada copia por sí misma, no si sus cifras son ciertas. Un porcentaje de mesas no es un porcentaje de votos.
agree-none = Ninguna mesa está en más de una fuente, así que no hay nada que cotejar.
agree-count = { $n ->
    [one] Una mesa está en al menos dos fuentes; coinciden en { $equal } ({ $share }).
   *[other] { $shown } mesas están en al menos dos fuentes; coinciden en { $equal } de ellas ({ $share }).
}
agree-limit = Que las fuentes coincidan no es una prueba: pueden tener un mismo origen. Una cifra que una fuente no da no se compara.
differ-none = En ninguna mesa común dan { $a } y { $b } cifras distintas ({ $common } mesas en común).
differ-count = { $n ->
    [one] { $a } y { $b } dan cifras distintas en una de { $common } mesas comunes.
   *[other] { $a } y { $b } dan cifras distintas en { $shown } de { $common } mesas comunes.
}
differ-net = Efecto neto, { $b } menos { $a }: { $effects }.
differ-net-none = Las diferencias se compensan para cada candidatura.
differ-limit = El efecto neto puede ser pequeño aunque difieran muchas mesas. Las cifras solas no dicen la causa de una diferencia.
leaders-same = { $a } y { $b }: en sus mesas comunes va primero en el país la misma candidatura.
leaders-change = { $a } y { $b }: en sus mesas comunes va primero en el país otra candidatura.
leaders-levels = Ámbitos en que cambia el primer lugar, por nivel: { $levels }.
leaders-one = { $level } { $changed } de { $areas }
leaders-limit = Dicho de las mesas que ambas tienen y de nada más. Solo por mayoría de votos.
left-count = { $n ->
    [0] Toda mesa de la que hay copia tiene una que cuenta.
    [one] Una mesa tiene copias pero ninguna cuenta; no está en ningún total de la política.
   *[other] { $shown } mesas tienen copias pero ninguna cuenta; no están en ningún total de la política.
}
left-absent = { $n ->
    [0] Toda mesa de la definición tiene copia en alguna fuente.
    [one] De una mesa ninguna fuente tiene copia.
   *[other] De { $shown } mesas ninguna fuente tiene copia.
}
left-limit = La ausencia por sí sola nada dice de una mesa. Lo que queda fuera está en las listas; nada se estima en su lugar.
announced-none = No se dio ningún total anunciado.
announced-limit = Solo aritmética: dice si dos cifras pueden ser ciertas a la vez, no cuál lo es.

# Totales
totals = Totales lado a lado
totals-caption = Votos por candidatura, de cada fuente y de las actas que eligió la política «{ $policy }»
totals-caption-sources = Votos por candidatura, fuente por fuente
candidate = Candidatura
votes = Votos
share = Parte
chosen = Elección de la política
valid = Votos válidos
null-votes = Votos nulos
blank-votes = Votos en blanco
voters = Votantes
tables-counted = Mesas contadas
electors-counted = Electores cubiertos
votes-counted = Votos cubiertos, al menos
of = de
at-least = al menos
unknown-rolls = no se sabe: { $shown } mesas no tienen padrón
total-limit = Cada columna cuenta las mesas que tiene su fuente; no deben restarse columnas de distinta cobertura. Para las diferencias véase «Fuentes de dos en dos».
incomplete = { $n ->
    [one] cota inferior: un acta no lo da
   *[other] cota inferior: { $shown } actas no lo dan
}
bars-title = Parte de los votos válidos que tiene cada fuente
bars-limit = Con los colores de la definición y la clave de cada candidatura sobre la barra. Solo lo que tiene cada fuente.

# Cobertura
coverage = Cobertura
coverage-title = Mesas contadas, por ámbito
coverage-text = Tamaño: { $weight }. Relleno: parte de las mesas con un acta que cuenta. Rayado: sin acta que cuente.
weight-electors = electores inscritos
weight-tables = mesas
coverage-limit = Rayado significa que ninguna fuente trajo un acta que cuente, no que no hubo votos.
tile-title = { $name }: { $counted } de { $tables } mesas ({ $share })
levels-title = Parte de las mesas que tiene cada fuente, por ámbito
map-title = De dónde hay actas y de dónde no
map-text = Cada cuadro representa los lugares a su alrededor. Su tamaño crece con el número de mesas; relleno: mesas con un acta que cuenta; rayado: el resto. El norte está arriba.
map-limit = Solo los lugares cuyas coordenadas da la definición: { $shown } de { $of }.
sizes-title = De qué tamaño son las diferencias
sizes-limit = Mesas que difieren, por votos en juego: lo mayor entre los votos que una fuente muestra de más y los que muestra de menos.
no-votes-differ = solo otras cifras

# Ámbitos
areas = Ámbitos y mesas
areas-inside = Ámbitos que contiene
area = Ámbito
level = Nivel
country = País
leads = Va primero por
no-leader = sin votos
tie = empate
tables = Mesas
tables-here = Mesas de esta página
table = Mesa
source = Fuente
sources = Fuentes
grade = Evidencia
counts-as = cuenta
counted-mark = Esta copia cuenta según la política
absent = ausente
absent-mark = ninguna copia
blank = en blanco
unreadable = ilegible
page-of = Página { $shown } de { $of }
pages = Páginas
findings-here = Diferencias
tables-legend = Una línea por contenido: las fuentes que dan las mismas cifras están juntas. ● marca el contenido que cuenta según la política. Las cifras que difieren de la línea de arriba van subrayadas. «—»: la fuente no tiene esa casilla; «en blanco»: la casilla está vacía; «ilegible»: nadie puede leerla.
withdrawn = retirada
annulled = anulada
signature-invalid = la firma no verifica

# Pares
pairs = Fuentes de dos en dos
pairs-intro = Cada dos fuentes, en las mesas que ambas tienen.
pairs-matrix = Mesas comunes, iguales y distintas
common = Comunes
equal = Iguales
differ = Distintas
only-first = Solo en la primera
only-second = Solo en la segunda
first = Primera
second = Segunda
net-effect = Efecto neto por candidatura
net-caption = Segunda menos primera, en las mesas que difieren
leader-effect = Primer lugar por nivel
areas-compared = Ámbitos comparados
areas-changed = Otro primer lugar
no-pairs = Hay una sola fuente; no hay pares.
notes = Qué más puede decirse

# Hallazgos
findings = Hallazgos
findings-intro = Todo lo que hallaron las reglas, con mesa, fuentes y valores. La gravedad dice qué mirar primero, no quién es responsable.
findings-by-rule = Por regla
severity = Gravedad
severity-error = error
severity-warning = aviso
severity-note = nota
meaning = Qué dice
count = Hallazgos
votes-at-stake = Votos en juego
list-link = Lista
search = Buscar en los hallazgos
search-help = Código de mesa, ámbito, fuente o parte del texto. La búsqueda ocurre en este navegador; nada se envía.
search-rule = Regla
search-source = Fuente
search-all = todas
search-needs-script = La búsqueda necesita JavaScript; las listas de abajo no.
search-result = mostrados
search-more = Mostrar más
search-partial = La búsqueda contiene los primeros { $shown } hallazgos; todos están en las listas y en findings.csv.
no-findings = Ninguna regla halló nada.
detail = Valores
next-step = Qué hacer

# Anuncios
announcements = Anuncios frente a actas
announcements-intro = Lo que se anunció como total, cotejado con las actas. Un anuncio nunca se cuenta como acta.
announced-by = Lo dijo
announced-at = Cuándo
announced-area = De
announced-coverage = Cobertura anunciada
announced-reference = Dónde consultarlo
announced-as = Anunciado
on-sheets = En las actas contadas
announced-others = Todas las demás juntas
announced-share = Parte anunciada
not-said = no se dijo
brought-by = Lo trae

# Método y archivos
method = Método y archivos
method-policy = Qué copias cuentan
policy-best-grade = El mejor grado de evidencia; después, lo que tienen más fuentes. Un empate o dos actas firmadas que se contradicen dejan fuera la mesa.
policy-unanimous = El mejor grado de evidencia, y solo si coinciden todas sus copias.
policy-only-source = Solo lo que tiene una fuente nombrada.
policy-first-of = La primera de las fuentes nombradas que tiene la mesa.
policy-always = Con cualquier política: nunca cuentan una copia retirada, una cuya firma no verifica ni un acta sustituida por una corrección firmada, y nunca se mezclan cifras de copias distintas.
method-values = Cuatro valores distintos
method-values-text = Ausente (la fuente no tiene esa casilla), en blanco (la casilla está vacía), cero e ilegible se distinguen siempre. Ni el primero, ni el segundo, ni el último se toman por cero.
method-coverage = Cobertura de qué
method-coverage-text = De mesas: las que tienen una copia que cuenta. De electores: los inscritos en esas mesas. De votos: los contados, frente a lo más que puede faltar, uno por cada elector de las otras mesas; por eso es una cota inferior.
method-inputs = Archivos leídos
more-inputs = { $n ->
    [one] Otro archivo está en
   *[other] Otros { $shown } archivos están en
}
download-inputs = todos los archivos leídos, con su SHA-256
file = Archivo
bytes = Bytes
gathered = Reunido
not-given = no se indica
method-again = Cómo recalcular
method-again-text = Obtenga los archivos de arriba, compare su SHA-256 y ejecute:
method-again-none = No se registró la orden. Coteje los archivos de arriba con la misma política.
method-check-id = El identificador de la elección es el SHA-256 del listado que sha256sum da de los cinco archivos de la definición:
method-not = Qué no puede decir este informe
method-not-text = Si un acta refleja los votos emitidos: para eso hace falta el papel. Por qué difieren dos cifras. Cuándo llegaron las actas: las fuentes no dan la hora de llegada. Nada sobre personas: no se muestra ningún nombre, número ni firma de un acta.
downloads = Archivos de datos
download-json = todo lo de estas páginas, en JSON
download-totals = totales de cada ámbito, por fuente
download-findings = todos los hallazgos
download-tables = cifras de cada mesa, fuente por fuente
download-chosen = las actas que cuentan
election-file = Definición
election-id = Identificador de la elección
rules-title = Reglas
rules-intro = Cada hallazgo nombra su regla. El código de una regla es su nombre para siempre.
rule-group-C = Cotejo: fuentes frente a fuentes
rule-group-E = La definición de la elección
rule-group-I = Lectura de archivos
rule-group-P = Lectura de imágenes
rule-group-S = Un acta por sí sola

# Palabras de los grados
grade-logged = en el registro
grade-signed = firmada
grade-machine-read = leída por máquina
grade-double-keyed = tecleada dos veces
grade-single-keyed = tecleada una vez
grade-announced = anunciada

# Lo que se dice de pares y anuncios
sign-candidate = { $candidate }: la segunda fuente muestra más en { $more } mesas y menos en { $less } (prueba de signos, p { $p }).
sign-margin = Ventaja de { $candidate } sobre { $runner }: mayor en la segunda fuente en { $more } mesas, menor en { $less } (prueba de signos, p { $p }).
unreported-may-count = las mesas sin acta pueden contar hasta sus electores
unreported-not-counted = las mesas sin acta no cuentan nada
cap-electors = una mesa puede tener tantos votos como electores
cap-votes = en una mesa solo puede cambiar el reparto de los votos
both-possible = El total anunciado y estas actas pueden ser ambos ciertos ({ $assuming }).
both-least = { $n ->
    [one] El total anunciado y estas actas no pueden ser ambos ciertos: al menos una mesa tendría que ser distinta ({ $assuming }).
   *[other] El total anunciado y estas actas no pueden ser ambos ciertos: al menos { $shown } mesas tendrían que ser distintas ({ $assuming }).
}
both-never = El total anunciado y estas actas no pueden ser ambos ciertos, ni aunque todas las mesas fueran distintas ({ $assuming }).
issue-sum-valid = Los votos anunciados suman { $a }; los válidos anunciados son { $b }.
issue-sum-voters = Los válidos, nulos y blancos anunciados suman { $a }; los votantes anunciados son { $b }.
issue-electors = Se anunciaron { $a } votos de { $b } electores.
issue-percent = { $who }: anunciado { $a } %; de los votos anunciados resulta { $b } %.
issue-percent-unreadable = { $who }: «{ $a }» no es un porcentaje.
issue-limit = Del anuncio por sí solo, digan lo que digan las actas.
unresolved = No está en la definición y queda fuera de la comparación: { $who }.
settles-sheets = En las actas, { $winner } aventaja a { $runner } en { $lead }; las mesas sin acta tienen como mucho { $outstanding } electores. Ningún resultado allí puede cambiar quién va primero.
settles-sheets-not = En las actas, { $winner } aventaja a { $runner } en { $lead }; las mesas sin acta tienen como mucho { $outstanding } electores. Podrían cambiar quién va primero.
settles-announced = Según lo anunciado, { $winner } aventaja a { $runner } en { $lead }; lo no cubierto tiene como mucho { $outstanding } electores. Ningún resultado allí puede cambiar quién va primero.
settles-announced-not = Según lo anunciado, { $winner } aventaja a { $runner } en { $lead }; lo no cubierto tiene como mucho { $outstanding } electores. Podrían cambiar quién va primero.
frame-tables = Se dice que el total es de { $shown } mesas; la definición contiene { $of }.

# Documentos de un solo archivo
d-contents = Secciones de esta página
d-neutral = Este documento muestra lo que dicen los registros y bajo qué supuesto. No decide quién tiene razón.

# Boletines
b-kicker = Boletín { $number }
b-lead = Totales de las actas del registro { $origin }, con sus primeras { $shown } entradas. Emitido { $time }, según dice quien firma.
b-truth = Un boletín suma registros. No puede mostrar si son lo que dice el papel; para eso está la verificación ciudadana.
b-made = Hecho por Cotejo { $version } con el JSON canónico del boletín. No se recalculó nada para hacerlo.
b-counted = { $counted } de { $shown } mesas contadas ({ $share }).
b-leads = Con { $share } de las mesas contadas, { $winner } aventaja a { $loser } por { $shown } votos.
b-leads-seat = Con { $share } de las mesas contadas, { $winner } ocupa el último de { $seats } cargos, { $shown } votos por delante de { $loser }.
b-level = Con { $share } de las mesas contadas, { $winner } y { $loser } están igualados.
b-votes = Votos por candidatura
b-share = De los votos válidos
b-not-given = Actas que no la dan
b-empty = { $n ->
    [one] una en blanco
   *[other] { $shown } en blanco
}
b-unreadable = { $n ->
    [one] una ilegible
   *[other] { $shown } ilegibles
}
b-absent = { $n ->
    [one] una sin la casilla
   *[other] { $shown } sin la casilla
}
b-incomplete = * Incompleta: la suma de lo que se dio. En algunas actas contadas la casilla está vacía (en blanco), nadie puede leerla (ilegible) o no existe; nada de eso se toma por cero. «—»: ningún acta contada da la cifra.
b-star = * Incompleta: la suma de lo que se dio.
b-lists = Votos por tarjeta
b-list = Tarjeta
b-more = { $n ->
    [one] Aquí falta una más; está en el JSON canónico del boletín, en { $place }.
   *[other] Aquí faltan { $shown } más; están en el JSON canónico del boletín, en { $place }.
}
b-more-first = Aquí faltan { $shown } más; el JSON canónico del boletín nombra las primeras { $first } en { $place }, el registro las tiene todas.
b-electors = Electores
b-of = { $shown } de { $of } ({ $share })
b-electors-unknown = { $counted } de al menos { $of }; mesas sin padrón conocido: { $shown }, por eso no se da porcentaje
b-votes-unknown = { $shown }; no se puede dar porcentaje, porque falta un padrón
b-votes-at-least = { $shown }; al menos { $share } de todos, pues faltan a lo sumo { $most }
b-coverage-limit = Son tres proporciones distintas. Lo lleno está contado, lo rayado está pendiente. La de votos es una cota inferior: supone que vota cada elector pendiente.
b-settled = ¿Puede lo pendiente cambiar el resultado?
b-no-level-b = El nivel B no se indica: no se supone ninguna participación, o lo pendiente no tiene cota.
b-no-claim = Quien firma no afirma nada más allá de las cifras de esta contienda.
b-settled-limit = El nivel A se apoya en estos totales y en un tope: ninguna mesa tiene más votos que electores inscritos. El nivel B se apoya además en lo que supone quien firma. Una ventaja igual a todo lo que puede llegar no es irreversible. Aquí no hay ninguna proyección.
b-outstanding = Qué está pendiente, y dónde
b-most = Los { $shown } ámbitos con más pendiente, de { $all } con algo:
b-where = Ámbitos con algo pendiente, de más a menos:
b-none-counted = ninguna contada
b-tables-out = Mesas que faltan
b-electors-out = Electores que faltan
b-unsettled-of-them = En el registro, sin resolver
b-by = Por { $level }
b-level-state = Estado
b-level-municipality = Municipio
b-level-parish = Parroquia
b-level-centre = Centro
b-leads-there = Primer lugar
b-lead-votes = Ventaja
b-areas-left-out = { $shown } ámbitos de este nivel son demasiados para una página y no se muestran. Todos están en el JSON canónico del boletín, en { $place }.
b-areas-below = { $n ->
    [one] Aquí no se muestra un ámbito de niveles inferiores. Está en el JSON canónico del boletín, en { $place }.
   *[other] Aquí no se muestran { $shown } ámbitos de niveles inferiores. Todos están en el JSON canónico del boletín, en { $place }.
}
b-unsettled = Mesas del registro que no cuentan
b-contested = Mesas que cuentan aunque una copia dice otra cosa
b-place = Dónde
b-why = Por qué
b-supporting = Fuentes a favor
b-against = Fuentes en contra
b-reason-signed-conflict = actas firmadas se contradicen
b-reason-tie = contenidos distintos tienen igual respaldo
b-reason-not-unanimous = las copias no coinciden
b-reason-none-in-force = ninguna copia está vigente
b-reason-annulled = una decisión la anuló
b-changes = Cambios desde el boletín { $number }
b-change-tables = Mesas contadas: { $delta }, de ellas { $shown } nuevas.
b-change = Cambio
b-altered = Mesas que contaban antes y fueron corregidas, retiradas o excluidas:
b-altered-none = Ninguna mesa que contaba antes fue corregida, retirada o excluida.
b-altered-added = ahora cuenta
b-altered-corrected = corregida
b-altered-withdrawn = ya no cuenta: retirada
b-altered-unsettled = ya no cuenta: sus copias se contradicen
b-altered-annulled = ya no cuenta: anulada por una decisión
b-what = Qué fue de ella
b-reason = Motivo
b-signer = Firma
b-not-stated = no se indica
b-decreases = { $n ->
    [one] Bajó una cifra de un ámbito:
   *[other] Bajaron { $shown } cifras de ámbitos:
}
b-decreases-none = Ninguna cifra de ningún ámbito bajó.
b-figure = Cifra
b-before = Antes
b-now = Ahora
b-findings = Hallazgos por regla
b-findings-limit = Las reglas dicen qué mirar primero, no quién tiene la culpa. Un hallazgo por sí solo no saca a una mesa de los totales.
b-stands-on = En qué se apoya este boletín
b-number = Número
b-stated = Emitido, según quien firma
b-digest = Huella de este boletín (SHA-256)
b-origin = Registro
b-size = Entradas del registro
b-root = Raíz del registro (hexadecimal)
b-policy = Qué copias cuentan
b-cutoff = Corte
b-cutoff-none = ninguno: quien firma eligió el punto de control
b-previous = Boletín anterior
b-previous-none = ninguno: es el primero de su registro
b-previous-is = boletín { $number }, con { $shown } entradas
b-previous-digest = Su huella (SHA-256)
b-claims = Afirmaciones
b-claims-none = ninguna más allá de las cifras
b-claim = { $contest }: irreversible, nivel { $level }.
b-not-said = Lo que este boletín no dice
b-check = Cómo comprobarlo
b-check-text = Descargue el registro, la definición de la elección y el JSON canónico de este boletín, y recalcúlelo bit por bit:
b-check-digest = La firma está en el registro: una declaración de clase «bulletin» cuyo objeto es la huella de arriba. Una página o un impreso no prueba nada por sí mismo; la huella dice qué boletín recalcular.

# Estado de un registro
l-kicker = Registro público
l-lead = { $origin } tiene { $shown } entradas. Consultado { $time }.
l-nothing-waits = Las entradas se reciben y se publican aunque ninguna organización las cofirme. Quien falta no detiene nada, y aquí se nombra.
l-made = Hecho por Cotejo { $version } con los archivos públicos del registro y la definición de la elección.
l-quorum = ¿Responde alguien más por él?
l-quorum-reached = Sí: se alcanza el quórum de la definición de la elección.
l-quorum-missing = Todavía no: no se alcanza el quórum de la definición de la elección.
l-policy = Cofirmas: { $there } (se piden al menos { $least }). De ellas, ajenas a la autoridad: { $apart } (se piden al menos { $not }).
l-quorum-last = El quórum se alcanzó por última vez con { $shown } entradas; desde entonces llegaron { $more }.
l-quorum-never = Ningún punto de control que conserva este registro lo ha alcanzado.
l-quorum-limit = Una cofirma dice que este registro solo creció desde la anterior. No dice que sea cierto lo registrado.
l-missing = Quién no ha cofirmado
l-missing-none = Todas las que pueden cofirmar han cofirmado lo que el registro tiene ahora.
l-since = { $name } no cofirma desde { $shown } entradas, { $time }. Desde entonces el registro recibió { $more }.
l-never = { $name } no ha cofirmado nunca.
l-missing-limit = Según los puntos de control que conserva este registro. Por qué alguien no cofirmó, no lo dicen.
l-unknown-time = en un momento desconocido
l-cosigners = Quién puede cofirmar
l-organisation = Organización
l-role = Papel
l-role-authority = autoridad
l-role-observer = observación
l-role-party = partido
l-this-checkpoint = Lo que el registro tiene ahora
l-now = cofirmado
l-behind = sin cofirmar
l-never-short = nunca cofirmó
l-last-size = Última cofirma, entradas
l-last-time = Última cofirma, cuándo
l-clock-limit = Las horas son del reloj de cada organización, en la zona horaria de la elección.
l-without-key = Sin clave en la definición de la elección, y por eso sin poder cofirmar: { $names }.
l-checkpoint = Punto de control
l-origin = Nombre (origen)
l-vkey = Clave del registro (vkey)
l-entries = Entradas
l-root = Raíz (base64)
l-check = Cómo comprobarlo
l-check-text = Esta página la hace quien la publica. Las firmas se verifican, y el registro se coteja con lo que firmó antes, con:

# Encuestas
polls-kicker = Encuestas, resultados y anuncios
polls-lead = Lo que dicen encuestas, conteos y anuncios, lado a lado. Las diferencias son puntos de los votos válidos.
polls-results = Resultados con que se comparan
polls-results-limit = Un conteo es lo que suman sus actas, ciertas o no; una estimación tiene su propio error.
polls-source = Resultado
polls-pair = Entre
polls-margin = Diferencia
polls-reach = ± (95 %)
polls-register = El registro
polls-exit = a boca de urna
polls-before = encuesta
polls-pollster = Encuestadora
polls-method = Cómo
polls-fieldwork = Trabajo de campo
polls-sample = Muestra
polls-shares = Porcentajes publicados
polls-quickcount = Conteo rápido
polls-against = Encuestas frente a { $who }
polls-interval = Intervalo al 95 %
polls-difference = Desvío
polls-p = Probabilidad ajustada
polls-house = Error pasado típico (elecciones)
polls-limit = Solo error de muestreo; * sin efecto de diseño publicado, el intervalo es demasiado estrecho. Las encuestas yerran más allá del muestreo: compare el desvío con el error pasado. La probabilidad está ajustada por todas las comparaciones de esta página.
polls-who = Quién, cuándo
polls-coverage = Cobertura dicha
polls-totals = Totales
polls-then = Con las mesas que se tenían entonces
polls-now = Con las mesas que se tienen ahora
polls-tables = { $n ->
    [one] una mesa
   *[other] { $shown } mesas
}
polls-different = { $n ->
    [one] al menos una tendría que ser distinta
   *[other] al menos { $shown } tendrían que ser distintas
}
polls-then-limit = Se tenía entonces lo que está en una fuente reunida no después del anuncio. Una fuente que no dice cuándo se reunió solo cuenta ahora.
polls-digest = Huella del registro
rule-group-Q = Conteos rápidos, proyecciones y encuestas
polls-basis = En qué se apoya esta página
# Pruebas estadísticas
f-kicker = Pruebas estadísticas de resultados publicados
f-lead = Cada prueba hace una pregunta a las cifras publicadas y dice con qué frecuencia el azar solo daría lo visto. Encuentra dónde mirar; no decide nada.
f-lead-paper = Ninguna puede cambiar un resultado. Solo el papel puede.
f-made = Hecho con Cotejo { $version }, que también recalcula cada cifra de aquí desde las mismas fuentes.
f-in-short = En breve
f-answer-none = { $n ->
    [one] Una prueba da una probabilidad; no pide mirar el papel.
   *[other] { $shown } pruebas dan una probabilidad; ninguna pide mirar el papel.
  }
f-answer-some = De { $shown } pruebas que dan una probabilidad, { $asked } piden mirar el papel.
f-how-to-read = «Pide mirar» significa una p ajustada de { $level } o menos. La p ajustada tiene en cuenta que se hicieron { $shown } pruebas (Holm): con muchas pruebas, alguna p pequeña es ordinaria. Las p de pruebas distintas nunca se juntan en un puntaje.
f-false-alarm-limit = La tasa de falsas alarmas dice con qué frecuencia salió una p de 0,05 o menos en elecciones simuladas sin nada malo. Donde pasa de 5 %, la prueba alarma demasiado pronto en elecciones de ese tipo.
f-incomplete = { $n ->
    [one] Una mesa se excluye porque le falta una cifra o es ilegible: lo que no se sabe no es cero.
   *[other] { $shown } mesas se excluyen porque les falta una cifra o es ilegible: lo que no se sabe no es cero.
  }
f-test = Prueba
f-asks = Qué pide
f-adjusted = p ajustada
f-p = p
f-votes = Votos que podrían estar en juego
f-false-alarms = Falsas alarmas
f-look = mirar el papel
f-nothing = nada
f-described = solo describe
f-no-result = no se aplica
f-turnout = participación
f-fives = múltiplos de 5 %
f-one-in = 1 en { $shown }
f-one-in-power = 1 en 10^{ $power }
f-null = p es la probabilidad bajo esto
f-assumption = Supone
f-next = Qué hacer
f-chance = Probabilidad de esto
f-chance-both = { $p }; ajustada por { $shown } pruebas { $holm }
f-false-alarms-both = { $five } en 0,05 y { $one } en 0,01, en { $shown } resultados simulados honestos
f-statistic = Estadístico
f-stat-rounding = { $close } de los { $all } juegos de cifras que redondean a estos porcentajes están igual de cerca; la cifra más lejana está a { $off } votos
f-stat-digits = Chi-cuadrado { $smooth } con 9 grados de libertad frente a conteos repartidos suavemente. (Frente a partes iguales sería { $naive }, lo que aquí es un error: los conteos se cortan en 100 y las cifras bajas son más comunes.)
f-stat-fingerprint = correlación { $r }; asimetría { $skew } y curtosis excedente { $kurtosis } de ln((E−W)/W)
f-stat-centre = Chi-cuadrado { $value } con { $df } grados de libertad: las mesas de un centro difieren { $phi } veces lo que el azar solo las hace diferir
f-stat-second = Chi-cuadrado { $value }
f-stat-identical = Pares cercanos, con uno a cinco votos movidos entre las dos opciones principales: { $shown }. Pares iguales donde casi todos votaron igual, lo que es ordinario y no se prueba: { $edge }
f-say-rounding = Las { $shown } cifras anunciadas son exactamente las que dan porcentajes redondeados (decimales: { $places }), aunque cada una podría variar hasta { $each } votos y redondear al mismo porcentaje. Por azar: { $chance }.
f-say-rounding-no = Las cifras anunciadas no son las que dan porcentajes redondeados de { $shown } votos.
f-say-centre = Se compararon { $shown } centros con { $tables } mesas. { $stand } mesas se apartan de las otras de su centro; en ellas, la opción principal difiere en { $off } votos en suma.
f-say-integers = { $hits } de { $shown } mesas muestran un porcentaje redondo; se esperaban { $expected }.
f-say-digits = Las últimas cifras de { $shown } conteos se reparten como permite el azar.
f-say-digits-odd = Las últimas cifras de { $shown } conteos no se reparten como permite el azar.
f-say-fingerprint = { $corner } de { $shown } mesas tienen participación y proporción de 95 % o más.
f-say-arrival = Las { $shown } mesas tardías difieren de las tempranas en { $raw } puntos; de las tempranas de su propio centro en { $within } puntos (error estándar { $se }).
f-say-arrival-raw = Las { $shown } mesas tardías difieren de las tempranas en { $raw } puntos. No es posible comparar dentro de los centros.
f-say-copies = En { $shown } mesas las dos fuentes muestran otra ventaja de { $first } sobre { $second }: { $more } veces mayor en la segunda fuente, { $less } veces menor; { $sum } votos en suma.
f-say-identical = { $n ->
    [one] Un par de mesas tiene exactamente los mismos votos; por azar se esperaban { $expected }.
   *[other] { $shown } pares de mesas tienen exactamente los mismos votos; por azar se esperaban { $expected }.
  }
f-say-second = Segundas cifras de { $shown } conteos. De ellas no se sigue nada.
f-say-arithmetic = De { $shown } mesas: { $above } con más votantes que electores, { $unequal } cuyos votos no son los votantes, { $sums } cuyos votos válidos declarados no son la suma.
f-plot-residuals = Cuánto se aparta cada mesa de lo que su centro hace esperar, para la opción principal. La línea es lo que da el azar. Barras más allá de la línea en los extremos son mesas por mirar.
f-plot-digits = Cuántos conteos terminan en cada cifra. Las líneas cortas son lo que dan conteos repartidos suavemente.
f-plot-fingerprint = Cada cuadro es 5 puntos de participación a lo ancho y 5 puntos de proporción a lo alto; los más oscuros tienen más mesas. La esquina superior derecha es donde votaron todos, y todos igual.
f-plot-drift = La proporción sobre todas las mesas hasta el momento, según llegaban. La línea discontinua es el corte.
f-axis-digit = última cifra
f-axis-residual = distancia en errores estándar
f-axis-fingerprint = participación → · proporción ↑
f-axis-minute = minuto de llegada
f-estimates = Todas las estimaciones lado a lado
f-estimate = Tardías menos tempranas
f-points = Puntos
f-se = Error estándar
f-raw = Todas las mesas, antes y después
f-raw-note = por sí sola no dice nada: los lugares tardíos son otros lugares
f-fixed = Dentro de los centros
f-fixed-note = { $n ->
    [one] un centro tiene mesas a ambos lados
   *[other] { $shown } centros tienen mesas a ambos lados
  }
f-trend = Dentro de los centros, junto a una tendencia
f-trend-note = se descuenta una deriva constante
f-paired = Las mesas tardías de un centro frente a las tempranas suyas
f-paired-note = cada centro cuenta igual
f-jump = Salto en el corte
f-jump-note = { $n ->
    [one] una mesa alrededor del corte
   *[other] { $shown } mesas alrededor del corte
  }
f-covariate = Junto al otro dato dado
f-no-time = { $n ->
    [0] A ninguna mesa le falta la hora.
    [one] Una mesa sin hora se excluye.
   *[other] { $shown } mesas sin hora se excluyen.
  }
f-tied = { $n ->
    [0] Ninguna está en el corte mismo.
    [one] Una en el corte mismo se excluye.
   *[other] { $shown } en el corte mismo se excluyen.
  }
f-no-votes = { $n ->
    [0] Ninguna carece de votos válidos.
    [one] Una sin votos válidos se excluye.
   *[other] { $shown } sin votos válidos se excluyen.
  }
f-late-by-region = Mesas tardías por región
f-region = Región
f-late-share = Tardías
f-kind = Qué
f-tables = Mesas
f-kind-votes = Votos allí, o diferencia
f-kind-above-electors = Más votantes que electores
f-kind-sum-not-voters = Los votos no son los votantes
f-kind-valid-not-sum = Los votos válidos declarados no son la suma
f-kind-full-turnout = Votaron todos los electores (50 o más)
f-kind-one-option = Todos los votos para una opción (50 o más)
f-kind-no-valid-vote = Ningún voto válido
f-rest = todas las demás
f-table = Mesa
f-option = Opción
f-observed = Votos
f-expected = Esperados
f-where = Dónde
f-same-centre = mismo centro
f-other-centre = centros distintos
f-valid = Votos válidos de cada una
f-more = { $n ->
    [one] Una más está en el archivo de datos.
   *[other] { $shown } más están en el archivo de datos.
  }
f-next-rounded-percentages = Donde coinciden: pida las mesas debajo del total.
f-next-same-centre = Donde se apartan mesas: mire primero su papel.
f-next-integer-percentages = Donde hay más de los que da el azar: mire el papel de esas mesas.
f-next-last-digits = Donde difieren de la expectativa suave: mire cómo se teclearon las cifras.
f-next-turnout-share = Mire las mesas de la esquina, si las hay.
f-next-arrival-time = Lea todas las estimaciones lado a lado.
f-next-reported-against-copies = Coteje con su papel las mesas que difieren.
f-next-identical-tables = Mire si un acta se cargó en dos mesas.
f-next-second-digits = Nada: ninguna conclusión puede apoyarse en ello.
f-next-table-arithmetic = Mire el papel de las mesas de la lista.
f-tables-n = { $n ->
    [one] una mesa
   *[other] { $shown } mesas
  }
f-nearly-all-alike = casi todos votaron igual: no se prueba

# Datos de las imágenes
img-kicker = Imágenes de actas
img-title = Qué dicen los archivos de su origen, y cuáles muestran lo mismo
img-lead = Datos de los propios archivos. Ninguno dice si un acta es cierta: una imagen prueba un acta solo donde su código se verifica, o donde coincide con la copia de otro o con el papel.
img-making = Cómo se hicieron los archivos
img-answer = { $n ->
    [one] Imágenes: una. Las que no dicen nada de escáner, programa ni hora: { $silent }.
   *[other] De { $shown } imágenes, { $silent } no dicen nada de escáner, programa ni hora.
  }
img-silence = La falta de metadatos no demuestra nada por sí sola. Muchos escáneres no los escriben, y los servicios de correo, mensajería y los sitios web los eliminan. Lo que se puede comparar es la proporción de aquí con la de una colección hecha y enviada del mismo modo.
img-no-control = No se dio una colección de control: no hay con qué comparar estas proporciones.
img-quality-note = La tabla de un JPEG dice cómo se comprimió la última vez, no cuántas veces ni si algo se alteró. Las horas son lo que marcaba el reloj de un aparato, o lo que un programa escribió después.
img-copies = { $n ->
    [0] Se hicieron { $made } copias públicas; ninguna se rechazó.
    [one] Se hicieron { $made } copias públicas; una se rechazó hasta que una persona la tape.
   *[other] Se hicieron { $made } copias públicas; { $shown } se rechazaron hasta que una persona las tape.
  }
img-what = Qué
img-collection = Aquí
img-control = Control
img-shares = Proporciones
img-pictures = Imágenes
img-silent = No dicen nada de escáner, programa ni hora
img-exif = Tienen campos EXIF
img-device = Nombran un escáner o una cámara
img-software = Nombran un programa
img-time = Tienen una hora
img-dpi = Tienen puntos por pulgada
img-standard = Tabla JPEG de una biblioteca común
img-withheld = Tienen campos que no se muestran porque pueden hablar de personas
img-alike = Cuáles muestran lo mismo
img-findings = { $n ->
    [0] No hay dos archivos que muestren lo mismo, ni uno en una mesa que su código no nombre.
    [one] Una cosa que mirar.
   *[other] { $shown } cosas que mirar.
  }
img-files = Archivos
img-bits = { $n ->
    [one] difiere uno de 1.024 bits
   *[other] difieren { $shown } de 1.024 bits
  }
img-same-bytes = { $n ->
    [0] Ningún archivo está dos veces con los mismos bytes.
    [one] Un archivo repite otro byte por byte.
   *[other] { $shown } archivos repiten otros byte por byte.
  }
img-too-many = Hay demasiadas imágenes para comparar su aspecto; se compararon bytes y códigos.
img-alike-note = El aspecto se compara en 1.024 bits que resisten otro tamaño o compresión. Las actas de un mismo formato se parecen por diseño: un parecido pide abrir los dos archivos juntos; un segundo escaneo, algo girado, se encuentra por su código y no por su aspecto.
img-each = Cada archivo
img-file = Archivo
img-format = Formato
img-size = Píxeles
img-made-by = Hecho por
img-times = Horas
img-quality = calidad { $shown }
img-quality-about = calidad aproximada { $shown }
img-kept = no se muestra: { $what }
img-kept-place = lugar
img-kept-owner = dueño
img-kept-serial = número de serie
img-kept-text = textos
f-stat-beside = z = { $z }; de uno a cuatro puntos al lado de los múltiplos: { $beside }. Donde esos valores están igual de lejos de cero, falla la prueba y no los conteos.
polls-drawn = Ventajas de las encuestas con sus intervalos; la marca punteada es el resultado, la línea continua es un empate.
polls-drawn-text = { $n ->
    [one] Un intervalo; la tabla de arriba tiene sus cifras.
   *[other] { $shown } intervalos; la tabla de arriba tiene sus cifras.
  }
source-log = Registro público
