# Acta de escrutinio impresa.

digit-0 = Cero
digit-1 = Uno
digit-2 = Dos
digit-3 = Tres
digit-4 = Cuatro
digit-5 = Cinco
digit-6 = Seis
digit-7 = Siete
digit-8 = Ocho
digit-9 = Nueve

title = Acta de escrutinio
table = Mesa
serial = Acta n.º
closed = Cierre
contest-of = Contienda { $index } de { $count }
copy = Copia { $number } de { $count }
copy-for = Copia { $number } de { $count }, para { $holder }

replaces = CORRECCIÓN: reemplaza el acta { $serial }
reason = Motivo: { $reason }

country = País
state = Estado
municipality = Municipio
parish = Parroquia
centre = Centro
address = Dirección
centre-code = Código del centro
electors = Electores inscritos

voters = Votantes
voters-machine = En la máquina de votación
voters-book = En el cuaderno de votación

votes-heading = Votos por candidato y tarjeta
candidate = Candidato, tarjeta
continued = { $name } (continuación)
code = Código
number = Votos
words = En letras

summary = Resumen de votos
votes = Votos
valid = Votos válidos
null = Votos nulos
blank = Votos en blanco
count-head = Cantidad

mark-blank = [ ]
mark-unreadable = [?]
mark-absent = —
state-blank = (en blanco)
state-unreadable = (ilegible)
state-absent = (no consta)

signatures = Firmas
president = Presidenta o presidente
secretary = Secretaria o secretario
member = Miembro de la mesa
operator = Operadora u operador de la máquina
witness = Testigo
witness-of = Testigo, { $organisation }

security-code = Código de seguridad
election-id = Identificador de la elección
measurement = Medición del software
qr-caption = Mesa { $table }
qr-caption-part = Código { $part } de { $count }, mesa { $table }
qr-alt = Código QR { $part } de { $count } con el resultado de la mesa { $table }
qr-how = El código repite el del comienzo y prueba esta acta por sí solo. Si no se lee, escriba el código de seguridad.
notes = Observaciones
page-of = Página { $page } de { $pages }
