# Boletín en texto sencillo. Los números llegan escritos a la manera del idioma.

title = BOLETÍN { $number } · { $election }
stated = Emitido { $time }, según dice quien firma
log = Del registro { $origin }: { $size } entradas, raíz
digest = Huella de este boletín (SHA-256)
election-id = Definición de la elección
previous = Sigue al boletín { $number }, huella
first = Primer boletín de este registro.
cut-coverage = Corte al llegar { $share } de { $of } de la contienda { $contest }.
cut-time = Corte por hora: todo lo contado estaba registrado, y cofirmado por un quórum, a las { $time }.
cut-tables = las mesas
cut-electors = los electores

whole = Todas las mesas de esta contienda que cuenta este boletín
candidate = Candidato
list = Tarjeta
votes = Votos
share = De válidos
sheets-short = Actas
null = Nulos
blank = En blanco
voters = Votantes
valid = Válidos
footnote = * { $sheets } de { $of } actas contadas no dan esta cifra: { $empty } en blanco, { $unreadable } ilegibles, { $absent } sin esa casilla. La cifra es lo que dan las demás.

coverage = COBERTURA
of-tables = Mesas: { $counted } de { $of } ({ $share })
of-electors = Electores inscritos en ellas: { $counted } de { $of } ({ $share })
of-electors-unknown = Electores inscritos en ellas: { $counted } de al menos { $of }; { $unknown } mesas no tienen padrón conocido, por eso no se da porcentaje
of-votes = Votos: { $counted }; al menos { $share } de todos los votos, si nadie vota dos veces
of-votes-unknown = Votos: { $counted }; no se puede dar porcentaje, porque falta un padrón

outstanding = PENDIENTE
outstanding-none = No queda nada pendiente.
outstanding-all = Mesas: { $tables }, con { $electors } electores
outstanding-rolls = De estas mesas, { $tables } no tienen padrón conocido.
area = Ámbito
tables-counted = Mesas
tables-out = Faltan
electors-out = Electores

unsettled = MESAS DEL REGISTRO QUE NO CUENTAN
unsettled-none = Ninguna: toda mesa con registro está resuelta.
reason-signed-conflict = { $count } porque actas firmadas se contradicen
reason-tie = { $count } porque contenidos distintos tienen igual respaldo
reason-not-unanimous = { $count } porque las copias no coinciden
reason-none-in-force = { $count } porque ninguna copia está vigente
reason-annulled = { $count } porque una decisión las anuló
listed = Son: { $tables }
listed-first = Las primeras: { $tables }
contested = Resueltas aunque una copia dice otra cosa: { $tables }

settled = ¿PUEDE LO PENDIENTE CAMBIAR EL RESULTADO?
settled-none = No hay más candidatos que cargos: no hay nada que decidir.
lead = { $winner } (último cargo) aventaja a { $loser } por { $lead } votos.
level = { $winner } (último cargo) y { $loser } están igualados: { $lead } votos entre ambos.
lead-one = { $winner } aventaja a { $loser } por { $lead } votos.
level-one = { $winner } y { $loser } están igualados: { $lead } votos entre ambos.
to-come = Pueden llegar a lo sumo { $votes } votos: los electores de las mesas no contadas ({ $tables }) y de las contadas que dejan una cifra abierta ({ $incomplete }). Una mesa no puede tener más votos que electores inscritos.
a-irreversible = Por aritmética (nivel A): no. La ventaja es mayor que todo lo que puede llegar. El resultado es irreversible si estos totales son ciertos.
a-open = Por aritmética (nivel A): sí puede. La ventaja no es mayor que todo lo que puede llegar; un empate es posible. El primer perdedor necesitaría al menos { $needed } de esos votos entre los dos.
a-tie = Por aritmética (nivel A): todavía puede haber empate. La ventaja iguala todo lo que puede llegar, y la igualdad no es irreversible.
a-unbounded = Por aritmética (nivel A): no se puede decir, porque una mesa no tiene padrón conocido.
b-irreversible = Si vota a lo sumo { $turnout } de esos electores (nivel B, supuesto de quien firma): no. La ventaja es mayor que { $votes } votos.
b-open = Si vota a lo sumo { $turnout } de esos electores (nivel B, supuesto de quien firma): sí puede. La ventaja no es mayor que { $votes } votos.
break-even = La ventaja solo se puede alcanzar si vota al menos { $turnout } de esos electores.
claimed = Lo afirma quien firma: irreversible, nivel { $level }.

changes = CAMBIOS DESDE EL BOLETÍN { $number }
change-tables = Mesas contadas: { $delta }, de ellas { $added } nuevas
change = Cambio
altered-corrected = { $table } corregida. Motivo: { $reason }. Firma: { $signer }
altered-withdrawn = { $table } ya no cuenta: retirada. Motivo: { $reason }. Firma: { $signer }
altered-unsettled = { $table } ya no cuenta: sus copias se contradicen. Motivo: { $reason }. Firma: { $signer }
altered-annulled = { $table } ya no cuenta: anulada por una decisión. Motivo: { $reason }. Firma: { $signer }
not-stated = no se indica
went-down = { $count } CIFRAS BAJARON:
went-down-none = Ninguna cifra de ningún ámbito bajó.
decrease = { $area }, { $figure }: { $before } antes, { $now } ahora
decreases-more = y { $count } más, en los datos de este boletín
country = todo el país

findings = HALLAZGOS POR REGLA
findings-none = Ninguno.
finding = { $rule }, { $count }: { $sentence }

caveats = LO QUE ESTE BOLETÍN NO DICE
caveat-truth = Suma los registros. Si son lo que dice el papel, solo el papel lo muestra.
caveat-arithmetic = Aritmética sobre los totales publicados; no dice si son ciertos.
caveat-late = Las mesas no contadas pueden ser distintas de las contadas por razones ordinarias. Aquí no hay ninguna proyección.
caveat-time = La hora de emisión es palabra de quien firma. El registro prueba el orden, no la hora.
recompute = Todos los ámbitos de todos los niveles están en los datos de este boletín. Cualquiera puede recalcularlo desde el registro: cotejo bulletin check
