# Todas las frases fijas de los documentos, en el idioma que da nombre al archivo. Las dos versiones (HTML y PDF) salen de aquí.
# Un mensaje por línea o bloque; { $name } es un valor. Un mensaje solo puede usar los valores que tiene en inglés.

## Fechas y números

date-long = { $day } de { $month } de { $year }
date-span = { $from } – { $to }
day-month = { $day } { $month }
month-year = { $month } { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
month-short-1 = ene.
month-short-2 = feb.
month-short-3 = mar.
month-short-4 = abr.
month-short-5 = may.
month-short-6 = jun.
month-short-7 = jul.
month-short-8 = ago.
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = dic.
decimal-sign = ,
percent = { $value } %
hours = { $value } h
weeks = { $weeks ->
    [one] 1 semana
   *[other] { $weeks } semanas
}
points = { $points ->
    [one] 1 punto
   *[other] { $points } puntos
}
# La «y» se vuelve «e» ante el sonido «i» («… e Incident Manager»), y eso no lo puede saber un mensaje. Las listas van tras dos puntos, donde basta la coma.
list-and = { $first }, { $last }
list-names = {"; "}
list-comma = { $first }, { $next }
none = –

## Rótulos que solo usan las páginas HTML

html-skip = Ir al contenido
html-filter = Buscar
html-sort = Elija un encabezado para ordenar por él.
html-shown = {"{"}shown{"}"} de {"{"}all{"}"} aspirantes
html-all = todos
html-weak-in = Débil en
html-columns = Columnas
html-clear = Mostrar todos
html-part = {"{"}from{"}"} a {"{"}to{"}"} de {"{"}all{"}"}
html-back = Atrás
html-next = Siguiente
html-figures = Las cifras en una tabla

## Todas las páginas

page-label = Página {"{"}page{"}"} de {"{"}pages{"}"}
footer = { $from } · { $date }
footer-plain = Hecho el { $date }

## El encabezado del plan y del análisis

plan-kicker = Plan para repetir el examen
plan-title = Plan para repetir el examen, { $name }: { $exam }
plan-running = { $name } · Plan para repetir { $exam }
review-kicker = Análisis del resultado
review-title = Análisis del resultado de { $name }: { $exam }
review-running = { $name } · Análisis del resultado { $exam }
fact-exam = Examen
fact-exam-value = { $name } ({ $code })
fact-attempt = Intento
fact-attempt-dated = N.º { $number }, el { $date }
fact-attempt-number = N.º { $number }
fact-day = Fecha del plan
fact-review-day = Fecha del análisis
fact-group = Grupo
fact-coach = Coach
fact-organisation = De
fact-contact = Contacto
fact-id = Identificador

## El resultado

section-result = Dónde está usted
lead-failed-near = Su puntuación es { $score }. Para aprobar hacen falta { $passing }; { $points ->
    [one] faltó 1 punto
   *[other] faltaron { $points } puntos
}. Estuvo cerca.
lead-failed-middle = Su puntuación es { $score }. Para aprobar hacen falta { $passing }; { $points ->
    [one] faltó 1 punto
   *[other] faltaron { $points } puntos
}. Esa distancia se cierra con trabajo bien planificado.
lead-failed-far = Su puntuación es { $score }. Para aprobar hacen falta { $passing }; { $points ->
    [one] faltó 1 punto
   *[other] faltaron { $points } puntos
}. Es una distancia grande, y un plan amplio es la manera de cerrarla.
lead-failed-no-score = Este intento no llegó al aprobado. La lista de la clase no tiene puntuación, así que este plan se apoya en sus calificaciones.
lead-failed-nothing = Este intento no llegó al aprobado. La lista de la clase no tiene ni puntuación ni calificaciones suficientes, así que esta página solo puede decir lo que vale para todos.
meaning-weak = { $count ->
    [one] Un dominio tiene calificación débil: { $domains }. Representa el { $weight } del examen.
   *[other] Con calificación débil: { $domains }. Juntos, estos { $count } dominios representan el { $weight } del examen.
}
meaning-weak-rated = { $count ->
    [one] Un dominio tiene calificación débil: { $domains }. Representa el { $weight } de la parte calificada del examen.
   *[other] Con calificación débil: { $domains }. Juntos, estos { $count } dominios representan el { $weight } de la parte calificada del examen.
}
meaning-some-strong = Ningún dominio tiene calificación débil, y { $count ->
    [one] uno es fuerte
   *[other] { $count } son fuertes
}. Los puntos que faltan se reparten entre los demás y entre las preguntas en las que se unen varios dominios.
meaning-uniform = Ningún dominio tiene calificación débil y ninguno es fuerte. Falta un poco en todas partes.
meaning-uniform-no-strong = Ningún dominio tiene calificación débil. Su informe no puede mostrar puntos fuertes, así que puede faltar un poco en todas partes.
meaning-all-strong = Todos los dominios calificados son fuertes. Los puntos que faltan se perdieron en preguntas en las que se unen varios dominios.
meaning-few = Las calificaciones cubren menos de la mitad del examen, así que esta página no puede decir dónde se perdió la mayoría de los puntos.
meaning-no-domains = Este examen no da resultados por dominio, así que esta página no puede decir dónde se perdieron los puntos.
meaning-unrated = No hay calificaciones por dominio, así que esta página no puede decir dónde se perdieron los puntos.
first-weak = Empiece por { $domain }, el de más peso de sus dominios débiles.
first-weak-equal = Empiece por { $domain }.
first-adequate = Empiece por { $domain }, el dominio de más peso que todavía no es fuerte.
first-strong = Empiece por { $domain }, el dominio de más peso, y practique preguntas que unan varios dominios.
first-unrated = Empiece por un examen de práctica completo que dé resultados por dominio. Muestra por dónde empezar.
first-heaviest = Empiece por { $domain }, el dominio de más peso.
first-no-domains = Empiece por un examen de práctica completo.

score-line-title = Su puntuación en la escala
score-line-description = Una escala de { $min } a { $max } con la puntuación de aprobado, { $passing }. Por debajo está la franja cercana, desde { $near }, luego la franja media, desde { $middle }, y luego la franja lejana. Su puntuación es { $score }.{ $earlier }
score-line-earlier = {" "}Puntuaciones anteriores: { $scores }.
earlier-attempts = Antes: { $attempts }.
earlier-attempt = intento { $number }
earlier-failed = no aprobado
earlier-attempt-dated = intento { $number } el { $date }
earlier-attempt-score = { $attempt } con { $score } puntos
earlier-attempt-result = { $attempt }, { $result }
score-line-passing = aprobado: { $passing }
score-line-yours = { $score }
score-line-far = lejana
score-line-middle = media
score-line-near = cercana
score-line-passed = aprobado
score-line-range = { $from }–{ $to }
score-history-title = Sus puntuaciones de intento a intento
score-history-description = { $attempts }. La puntuación de aprobado es { $passing }.
score-history-item = Intento { $number }: { $score }
score-history-dated = Intento { $number }, { $date }: { $score }
score-history-number = n.º { $number }

## Perspectiva

section-outlook = Perspectiva para repetir el examen
figure-outlook = Perspectiva
figure-outlook-gloss = una regla práctica
figure-weeks = Preparación
figure-weeks-gloss = con { $hours } por semana
figure-earliest = Primer día posible
figure-earliest-gloss = según las reglas de { $vendor }
figure-earliest-unknown = sin datos
figure-earliest-unknown-gloss = la lista no tiene la fecha del examen
figure-recommended = Día recomendado
figure-recommended-gloss = después de la preparación
tier-high = Alta
tier-medium = Media
tier-low = Baja
reason-band-near = Su puntuación está en la franja cercana: { $near } o más, justo por debajo del aprobado.
reason-band-middle = Su puntuación está en la franja media: desde { $middle } y por debajo de { $near }.
reason-band-far = Su puntuación está en la franja lejana: por debajo de { $middle }.
reason-weight-near = No hay puntuación. Sus dominios débiles suman como mucho un tercio del peso calificado.
reason-weight-middle = No hay puntuación. Sus dominios débiles suman más de un tercio y como mucho dos tercios del peso calificado.
reason-weight-far = No hay puntuación. Sus dominios débiles suman más de dos tercios del peso calificado.
reason-few-weak = De { $rated } dominios calificados, { $weak ->
    [one] 1 es débil
   *[other] { $weak } son débiles
}, no más de la mitad. En conjunto, la perspectiva es «{ $tier }».
reason-many-weak = De { $rated } dominios calificados, { $weak ->
    [one] 1 es débil
   *[other] { $weak } son débiles
}, más de la mitad. En conjunto, la perspectiva es «{ $tier }».
reason-none-weak = De { $rated } dominios calificados, ninguno es débil. En conjunto, la perspectiva es «{ $tier }».
reason-far-one = De { $rated } dominios calificados, solo uno es débil. En conjunto, la perspectiva es «{ $tier }».
reason-far-several = De { $rated } dominios calificados, { $weak } son débiles, más de uno. Tan lejos del aprobado, la perspectiva es «{ $tier }».
reason-unrated = Sin calificaciones suficientes, aquí solo cuenta la puntuación. Da la perspectiva «{ $tier }».
reason-up = Todos los dominios de más peso ({ $domains }) son fuertes; eso sube la perspectiva a «{ $tier }».
reason-up-kept = Todos los dominios de más peso ({ $domains }) son fuertes; eso la apoya.
reason-down = Todos los dominios de más peso ({ $domains }) son débiles; eso baja la perspectiva a «{ $tier }».
reason-down-kept = Todos los dominios de más peso ({ $domains }) son débiles; eso concuerda con ella.
outlook-rule = La perspectiva es una regla práctica de la experiencia en la preparación de exámenes. No es una probabilidad y no promete nada.
review-focused = Según la puntuación, basta con un repaso de lo que falta.
review-comprehensive = Según la puntuación, conviene un repaso completo de todos los dominios.
earliest-past = Según las reglas de { $vendor }, ya puede volver a presentarse: el primer día fue el { $date }.
earliest-future = Según las reglas de { $vendor }, puede volver a presentarse desde el { $date }.
booking-stale = La lista indica un nuevo examen el { $date }. Ese día es anterior al inicio de este plan o no es posterior a su último intento, así que el plan no lo tiene en cuenta. Aclare la fecha con su coach.
booking-not-allowed = Su nuevo examen está reservado para el { $date }, antes del primer día que permite { $vendor }. El plan no cuenta con él.
booking-cuts = Su nuevo examen está reservado para el { $date }. Hasta entonces hay { $available }, así que el plan tiene { $available } en lugar de { $weeks }.
booking-too-near = Su nuevo examen está reservado para el { $date }. Está demasiado cerca para un plan: no queda ni una semana completa. Cambie la fecha, si puede.
booking-fits = Su nuevo examen está reservado para el { $date }. El plan cabe antes de ese día.
booking-later = Su nuevo examen está reservado para el { $date }. Este plan dura { $weeks }. Empiécelo el { $latest } a más tardar. Hasta entonces, una o dos horas por semana de preguntas de práctica de todos los dominios mantienen despierto lo que sabe.
wait-later = Las reglas dejan más tiempo del que necesita este plan. Puede empezar el { $latest } a más tardar, o ya mismo; en ese caso, después del plan, una o dos horas por semana de preguntas de práctica mantienen despierto lo que sabe.

## Dominios

section-domains = Sus dominios
domains-caption = En el orden en que importan: primero los débiles, luego por peso.
domains-caption-unrated = Los dominios del examen con su peso. No hay calificaciones.
column-domain = Dominio
column-weight = Peso
column-rating = Calificación
column-change = Desde la última vez
column-items = Preguntas
rating-none = sin calificar
rating-percentage = { $label } ({ $word })
rating-abbreviated = { $label } ({ $word })
change-up = sube, antes { $label }
change-down = baja, antes { $label }
change-same = igual que antes
change-new = primera calificación
items-about = aprox. { $count }
items-note = Una calificación se apoya en pocas preguntas. En { $domain } son aproximadamente { $count }: una o dos preguntas pueden cambiarla.
unrated-note = { $count ->
    [one] Un dominio no tiene calificación: { $domains }.
   *[other] { $count } dominios no tienen calificación: { $domains }.
} Lo que concluye esta página se apoya solo en los dominios calificados, con sus pesos llevados al 100 %.
few-ratings-note = Los dominios calificados suman menos de la mitad del examen. Es muy poco para sacar conclusiones; solo las horas de estudio se guían por ellos.
no-domains-note = Este examen no da resultados por dominio.

## Lo que llama la atención

note-title = Una nota de su coach
section-findings = Lo que llama la atención
first-step = Primero: { $step }
flag-integration-title = Conoce las partes; los puntos se pierden donde se unen
flag-integration-text = Ningún dominio es débil y algunos son fuertes, y aun así el total no alcanzó. Las preguntas del examen suelen unir varios dominios en un mismo caso.
flag-integration-first = construya un proyecto de principio a fin que use varios dominios a la vez y explique en él cada decisión.
flag-uniform-borderline-title = Todos los dominios están en el límite inferior
flag-uniform-borderline-title-no-strong = Ningún dominio destaca como débil
flag-uniform-borderline-text-no-strong = Los puntos que faltan se reparten entre dominios que su informe califica igual. Los dominios de más peso rinden más. El informe no puede mostrar cuál de ellos es el más débil.
flag-uniform-borderline-text = Una ligera mejora en cada dominio cierra la distancia. Los dominios de más peso rinden más. El informe no puede mostrar cuál de ellos es el más débil.
flag-uniform-borderline-first = haga una serie de práctica de cada dominio y ordene sus dominios por el resultado.
flag-foundation-title = Primero, reconstruir la base
flag-foundation-text = Más de la mitad de los dominios calificados son débiles. Aquí rinde más seguir un curso completo que estudiar a toda prisa un dominio tras otro.
flag-foundation-first = elija un curso o un libro completo y reserve sus horas en el calendario.
flag-retake-not-allowed-title = El examen reservado llega antes de lo que permiten las reglas
flag-retake-not-allowed-text = Su nuevo examen está reservado para el { $date }. Según las reglas de { $vendor }, puede volver a presentarse desde el { $earliest }.
flag-retake-not-allowed-first = cambie la reserva al { $earliest } o después; el día recomendado es el { $recommended }.
flag-retake-not-allowed-first-plain = cambie la reserva al { $earliest } o después.
flag-rushed-retake-title = El examen reservado llega con prisa
flag-rushed-retake-text = Está reservado menos de { $days } días después del inicio de este plan, y las lagunas son amplias. Repetir tan pronto suele acabar como la vez anterior.
flag-rushed-retake-first = cambie la reserva al { $recommended } o después, si puede.
flag-booked-too-early-title = El examen reservado llega { $weeks ->
    [one] 1 semana
   *[other] { $weeks } semanas
} antes de tiempo
cohort-flag-integration = Conoce las partes, pierde puntos donde se unen
cohort-flag-uniform-borderline = Todos los dominios en el límite inferior
cohort-flag-foundation = Más de la mitad de los dominios, débiles
cohort-flag-retake-not-allowed = Nuevo examen reservado antes de lo que permiten las reglas
cohort-flag-rushed-retake = Nuevo examen con prisa y lagunas amplias
cohort-flag-booked-too-early = Nuevo examen reservado antes del día recomendado
flag-booked-too-early-text = Está reservado para el { $date }. El día recomendado es el { $recommended }.
flag-booked-too-early-first = cambie la reserva al { $recommended } o después, si puede.
persistent-title = { $domain } sigue siendo débil
persistent-text = Fue débil en todos los intentos que lo calificaron. Más de lo mismo difícilmente lo cambiará. { $advice }
persistent-title-several = { $count } dominios siguen siendo débiles
persistent-text-several = Fueron débiles en todos los intentos que los calificaron. Más de lo mismo difícilmente lo cambiará.
persistent-advice = { $domain }: { $advice }
trend-title-improving = Va mejorando
trend-title-shifting = El panorama ha cambiado
trend-title-regressing = Este resultado está por debajo del anterior
trend-title-regressing-ratings = Hay más dominios débiles que la última vez
trend-title-passed = En comparación con el intento anterior
trend-title-plateau = El resultado sigue donde estaba
trend-title-slow = Avanza a pasos pequeños
trend-score-up = Desde el último intento, su puntuación subió { $points }.
trend-score-down = Desde el último intento, su puntuación bajó { $points }.
trend-score-same = Su puntuación es la misma que la última vez.
trend-risen = Suben: { $domains }.
trend-slipped = Bajan: { $domains }.
trend-answered = Ya no son débiles: { $domains }.
trend-improving = Lo que hace funciona. Siga así.
trend-improving-steady = Ha sido así de cada intento al siguiente. Lo que hace funciona. Siga así.
trend-plateau = Su manera de estudiar no llega a lo que falta. Cambie la manera, no solo las horas: laboratorios en lugar de lectura, u otro material.
trend-plateau-steady = Ha sido así de cada intento al siguiente. Su manera de estudiar no llega a lo que falta. Cambie la manera, no solo las horas: laboratorios en lugar de lectura, u otro material.
trend-plateau-slow = Paso a paso ha llegado de { $first } a { $last }. Los pasos son pequeños. Para que sean mayores, cambie su manera de estudiar: laboratorios en lugar de lectura, u otro material.
trend-regressing = Hay tres causas habituales: tensión el día del examen, confusión por estudiar con demasiadas fuentes, o repetir demasiado pronto.
trend-regressing-days = Hay tres causas habituales: tensión el día del examen, confusión por estudiar con demasiadas fuentes, o repetir demasiado pronto. Entre sus dos últimos intentos { $days ->
    [one] pasó 1 día
   *[other] pasaron { $days } días
}.
trend-shifting = Lo nuevo puede haber desplazado a lo anterior, o faltó repaso. También puede ser que esta versión del examen hiciera otras preguntas.
trend-weak-evidence = Una sola calificación que sube o baja dice poco: un dominio se apoya en pocas preguntas.

## El camino al aprobado

section-path = El camino al aprobado
path-reaches = La distancia es de { $gap }. Según la estimación, estos pasos la cierran. Cada paso sube un dominio una calificación.
path-not-enough = La distancia es de { $gap }. Según la estimación, un paso en cada dominio débil e intermedio no basta para cerrarla: { $gain } en total.
path-further = Los dominios de más peso entre ellos necesitan más de un paso.
path-elsewhere = El resto de la distancia está en preguntas en las que se unen varios dominios.
path-check = La puntuación y las calificaciones no encajan bien: compárelas con su informe de resultados.
path-none = La distancia es de { $gap }, y no queda ninguna calificación que un paso pueda subir. Los puntos se perdieron en preguntas en las que se unen varios dominios.
path-to-unseen = { $label } (su informe no lo muestra)
path-single = Según la estimación, bastaría un solo paso { $count ->
    [one] en { $domains }
   *[other] en cualquiera de estos dominios: { $domains }
}.
path-caption = Los pasos, en el orden en que conviene darlos
path-from = De
path-to = A
path-gain = Ganancia estimada
path-gain-value = { $gain } puntos
path-total = En total
path-assumption = Son estimaciones, cada una redondeada. Suponen el punto medio de la proporción habitual de aciertos de cada calificación y una escala uniforme.

## Semana a semana

section-weeks = Semana a semana
weeks-intro = { $weeks } desde el { $from }, { $hours } por semana: { $build } de estudio{ $rehearsal }. Las horas siguen el peso de cada dominio y su calificación.
weeks-intro-unrated = { $weeks } desde el { $from }, { $hours } por semana: { $build } de estudio{ $rehearsal }. Las horas siguen el peso de cada dominio.
weeks-rehearsal = {" "}y { $weeks } de ensayo
weeks-upkeep = {" "}Si una semana tiene horas para un dominio pero no temas, bastan unas preguntas de práctica.
weeks-caption = Horas, temas, laboratorio y control de cada semana
column-week = Semana
column-hours = Horas
column-work = Qué hacer
week-number = { $number }
week-lab = Laboratorio { $number }:
week-check = Control:
week-domain = { $domain }:
week-check-text = dos series de práctica con { $target } o más cierran esta parte: { $domains }.
week-upkeep = Repaso:
week-upkeep-text = algunas preguntas de práctica de los demás dominios de la semana.
rehearsal-hours = todos los dominios
rehearsal-work = Haga un examen de práctica completo como si fuera el de verdad. Revise cada respuesta equivocada. Después vuelva a cada dominio por debajo del { $target }.
rehearsal-label = Ensayo:
rehearsal-work-plain = Haga un examen de práctica completo como si fuera el de verdad. Revise cada respuesta equivocada y vuelva a los temas que hay detrás.
unassigned-work = Reparta el tiempo entre los temas de la guía del examen y termine cada semana con una serie de práctica.
weeks-total = En total
weeks-none = No hay calendario, porque hasta el día reservado no queda ninguna semana completa.
retake-day = Nuevo examen
retake-day-recommended = Recomendado desde el { $date }, cuando dos series de práctica de cada dominio prioritario lleguen al { $target }.
retake-day-recommended-plain = Recomendado desde el { $date }, cuando los exámenes de práctica salgan bien dos veces seguidas.
retake-day-booked = Reservado para el { $date }.

## Laboratorios y lista de tareas

section-checklist = Laboratorios y lista de tareas
checklist-intro = Marque lo que ya está hecho. Un laboratorio solo cuenta cuando funciona algo que ha construido usted.
checklist-lab = Laboratorio { $number }: { $title }. { $text }
checklist-lab-plain = Laboratorio { $number }: { $text }
checklist-services = Para estudiar juntos: { $services }.
checklist-topics = Temas en orden: { $topics }.
checklist-link = Documentación

## Repaso

section-upkeep = Repaso
upkeep-intro = Estos dominios reciben menos horas, pero no cero. Dejar caer una calificación intermedia es el error más común.
upkeep-none = Todos los dominios son prioritarios, así que ninguno queda solo para repaso.
column-why = Por qué
upkeep-adequate = Puede bajar con las próximas preguntas
upkeep-strong = Da puntos con los que usted cuenta
upkeep-unrated = Sin calificar: se trata como una calificación intermedia

## Cuando no se sabe nada por dominio

section-general = Lo que ayuda en todos los casos
general-report = Busque su informe de resultados. Las calificaciones por dominio que contiene convierten esta página en un plan para usted.
general-practice = Haga un examen de práctica completo que dé resultados por dominio.
general-practice-plain = Haga un examen de práctica completo.
general-weights = Reparta sus horas según el peso de los dominios.
general-labs = Construya cosas. Los exámenes de este tipo preguntan más por la práctica que por lo leído.
general-book = Reserve el nuevo examen cuando dos exámenes de práctica seguidos salgan bien.

## Análisis para quienes aprobaron

lead-passed-clear = Aprobó con { $score }. Para aprobar hacían falta { $passing }.
lead-passed-narrow = Aprobó con { $score }, { $points } por encima de la puntuación de aprobado, { $passing }: un aprobado justo.
lead-passed-exact = Aprobó con { $score }, exactamente la puntuación de aprobado: un aprobado justo.
lead-passed-no-score = Aprobó.
section-pattern = Lo que dicen sus calificaciones
pattern-over-specialised = Uno o dos dominios son fuertes y en otros hay lagunas. De todos los aprobados, este es el que pide más cuidado: el trabajo que une varios dominios puede costar.
pattern-gap-despite-pass = El total alcanzó, pero hay una laguna real que se notará en el trabajo.
pattern-consistent = Su resultado es parejo. Todavía ningún dominio destaca como punto fuerte.
pattern-consistent-no-strong = Su resultado es parejo. Su informe no puede mostrar puntos fuertes, así que ninguno destaca.
pattern-solid = Tiene una buena preparación, con uno o dos puntos fuertes.
pattern-strong = Domina la mayor parte del temario.
pattern-none = No hay calificaciones suficientes por dominio, así que no hay nada que añadir al resultado.
figure-margin = Margen
figure-margin-gloss = por encima del aprobado
figure-validity = Válido hasta
figure-validity-gloss = después caduca
figure-validity-past-gloss = ha caducado
figure-score = Puntuación
figure-score-gloss = aprobado: { $passing }
section-development = Dominios por desarrollar
development-intro = En este orden. Un laboratorio está hecho cuando funciona algo que ha construido usted.
development-none = Todos los dominios son fuertes. Siga usando sus puntos fuertes.
section-validity = Validez
validity = Su certificación es válida hasta el { $date }. Planifique la renovación unos meses antes.
validity-past = Su certificación fue válida hasta el { $date }.

## Cómo leer esto

section-reading = Cómo leer esto
reading-scaled = Una puntuación de escala no es un porcentaje: { $passing } no es el { $percent } de las preguntas. La escala permite comparar versiones del examen.
reading-weak = Una calificación débil no significa que se fallaran todas las preguntas. La estimación habitual es entre el { $low } y el { $high } de aciertos.
reading-withheld = El examen no muestra preguntas ni respuestas, para protegerlas. Conocer una pregunta fallada ayudaría menos que conocer su dominio.
reading-withheld-plain = El examen no muestra preguntas ni respuestas, para protegerlas.
reading-estimates = Son estimaciones la perspectiva, los pasos hasta el aprobado y la proporción de aciertos. Ninguna viene de { $vendor }.
reading-estimates-outlook = La perspectiva es una estimación. No viene de { $vendor }.
reading-estimates-share = La proporción de aciertos es una estimación. No viene de { $vendor }.
reading-share = Según sus calificaciones, se estima que acertó entre el { $low } y el { $high } de las respuestas.
reading-no-strong = Su informe no conoce ninguna calificación por encima de «{ $label }», así que no puede mostrar puntos fuertes. Aquí no se concluye lo que necesita uno: una perspectiva mejor gracias a dominios fuertes, una laguna junto a puntos fuertes, puntos perdidos donde se unen dominios fuertes.
reading-no-strong-exam = Este examen no conoce ninguna calificación fuerte, así que no puede mostrar puntos fuertes. Aquí no se concluye lo que necesita uno: una perspectiva mejor gracias a dominios fuertes, una laguna junto a puntos fuertes, puntos perdidos donde se unen dominios fuertes.
reading-rules = Reglas para repetir el examen publicadas por { $vendor }, comprobadas el { $date }.

## La clase

cohort-kicker = Resumen de la clase
cohort-title = Resumen de la clase: { $exam }
cohort-running = Resumen de la clase { $exam }
cohort-heading = { $exam }: cómo le fue a la clase
cohort-lead = { $count ->
    [0] No aprobó ninguno de los { $candidates } aspirantes
    [one] Aprobó 1 de { $candidates } aspirantes
   *[other] Aprobaron { $count } de { $candidates } aspirantes
} ({ $rate }).
cohort-lead-nobody = No se pudo usar ningún aspirante.
cohort-lead-interval = El intervalo del 95 % de la tasa va del { $low } al { $high }.
cohort-fact-sheets = Listas
cohort-fact-candidates = Aspirantes
cohort-fact-attempts = Intentos
cohort-fact-day = Fecha
cohort-fact-left-out = No incluidos
cohort-section-first = De un vistazo
cohort-figure-pass = Tasa de aprobados
cohort-figure-pass-gloss = { $passed } de { $candidates }, intervalo del { $low } al { $high }
cohort-figure-first = Primeros intentos / repeticiones
cohort-figure-first-value = { $first } / { $retakes }
cohort-figure-first-gloss = { $first } / { $retakes } aprobados
cohort-figure-count = { $count } de { $of }
cohort-figure-close = Cerca
cohort-figure-close-gloss = con perspectiva alta
cohort-figure-one-away = A un dominio
cohort-figure-one-away-gloss = según la estimación
cohort-costliest = Lo que más le cuesta a la clase: { $domains }.
cohort-costliest-item = { $domain } ({ $impact } puntos porcentuales)
cohort-costliest-tied = Los primeros puestos están dentro de los intervalos de los otros: tómelos como empates.
cohort-close = Más cerca de aprobar: { $names }.
cohort-one-away = Según la estimación, bastaría un dominio mejor en un nivel: { $names }.
cohort-one-away-item = { $name } ({ $domains })
cohort-section-scores = Puntuaciones
cohort-scores-title = Puntuaciones de los intentos actuales
cohort-scores-description = { $n ->
    [one] 1 puntuación, { $median }
   *[other] { $n } puntuaciones de { $min } a { $max }, mediana { $median }
}. La puntuación de aprobado, { $passing }, está marcada.
cohort-scores-text = Mediana { $median }, mitad central de { $q1 } a { $q3 }, media { $mean }, mínima { $min }, máxima { $max }.
cohort-scores-none = La lista no tiene puntuaciones.
cohort-section-domains = Dominios, por lo que cuestan
cohort-domains-caption = El impacto es el peso por la proporción de calificaciones débiles: los puntos porcentuales del examen en juego
cohort-column-ratings = Débil, intermedio, fuerte
cohort-column-weak-rate = Débil
cohort-column-interval = Intervalo
cohort-column-impact = Impacto
cohort-stack-label = { $weak } / { $adequate } / { $strong }
cohort-column-tie = Empate
cohort-tie = con el siguiente
cohort-tie-note = «Con el siguiente» marca un dominio cuyo intervalo se solapa con el del siguiente: un empate.
cohort-interval = { $low } – { $high }
cohort-no-ratings = La lista no tiene calificaciones.
cohort-section-outlook = Perspectiva de quienes no aprobaron
cohort-outlook-caption = Aspirantes por perspectiva
cohort-column-outlook = Perspectiva
cohort-column-count = Aspirantes
cohort-nobody-failed = Todos aprobaron.
cohort-section-flags = Señales de alerta
cohort-flags-caption = Cuántas veces aparece cada señal de alerta
cohort-column-flag = Señal de alerta
cohort-flags-none = No hay ninguna señal de alerta.
cohort-section-trends = Evolución
cohort-trends-caption = Aspirantes con dos intentos o más
cohort-column-trend = Desde el último intento
trend-improving-name = al alza
trend-shifting-name = con cambios
trend-plateau-name = sin cambio
trend-regressing-name = a la baja
cohort-teach = Enseñar primero: { $workshops }.
cohort-teach-item = { $domain } ({ $hours })
cohort-section-pairs = Débiles a la vez
cohort-pairs-none = Ningún par de dominios destaca: 3 aspirantes o más débiles en ambos, con p menor que 0,10 (prueba exacta de Fisher, ajustada a todos los pares según Holm).
cohort-pairs-caption = Pares que son débiles a la vez más a menudo de lo que daría el azar
cohort-column-pair = Dominios
cohort-column-both = Débil en ambos
cohort-column-expected = Esperados
cohort-column-lift = Veces lo esperado
cohort-column-p = p
cohort-pairs-note = «Esperados» es cuántos serían débiles en ambos si un dominio no tuviera nada que ver con el otro. p es la probabilidad de tantos o más en ese caso (prueba exacta de Fisher, ajustada a todos los pares según Holm). Un par se nombra desde 3 aspirantes y con p menor que 0,10.
cohort-section-teaching = Qué enseñar, y a quién
cohort-teaching-none = Nadie es débil en ningún dominio.
cohort-workshops-caption = { $hours } de clase, repartidas según el impacto
cohort-column-workshop = Taller
cohort-column-hours = Horas
cohort-column-weak = Débil
cohort-column-failed-weak = De ellos, sin aprobar
cohort-column-who = Quién no aprobó y lo necesita, primero los más cercanos a aprobar
cohort-names-and-more = { $names } y { $more } más
cohort-cover-caption = Qué talleres llegan a más aspirantes
cohort-column-workshops = Talleres
cohort-column-reached = Llegan a
cohort-column-whole = Con todo lo que falta
cohort-unreached = Estos talleres no llegan a: { $names }.
cohort-cover-note = Un taller llega a quienes no aprobaron y son débiles en su dominio. Cada uno de los siguientes se elige para aquellos a quienes ninguno anterior llega.
cohort-section-calendar = Cuándo pueden volver a presentarse
cohort-calendar-now = { $now ->
    [0] Ninguno de los { $all } aspirantes que no aprobaron puede presentarse hoy.
    [one] 1 de { $all } aspirantes que no aprobaron puede presentarse hoy.
   *[other] { $now } de { $all } aspirantes que no aprobaron pueden presentarse hoy.
}
cohort-calendar-last = El último puede a partir del { $date }.
cohort-time-title = Aspirantes según el día de su repetición
cohort-time-description = Barras en una línea de tiempo del { $first } al { $last }: { $rows }. La tabla siguiente contiene las cifras.
cohort-time-caption = Aspirantes según el primer día de la semana, o de las semanas, que el gráfico reúne
cohort-time-earliest = Posible desde
cohort-time-recommended = Recomendado
cohort-time-booked = Reservado
cohort-column-from = Desde
cohort-calendar-caption = Exámenes por mes: el día reservado, o si no el recomendado
cohort-column-month = Mes
cohort-column-exams = Exámenes
cohort-column-fees = Tasas
cohort-fees = { $amount } { $currency }
cohort-section-history = Qué fue de las perspectivas anteriores
cohort-history-caption = Tras un intento no aprobado con esta perspectiva, cuántos aprobaron la vez siguiente
cohort-column-passed = Aprobados
cohort-column-share = Proporción
cohort-history-note = Es la experiencia de esta clase solamente. Las proporciones se muestran desde 5 casos.
cohort-section-groups = Grupos
cohort-groups-caption = Cada grupo junto a todos los demás aspirantes
cohort-groups-cut = La tabla muestra { $shown } de { $groups } grupos. Todos están en cohort.xlsx.
cohort-no-group = Sin grupo
cohort-column-difference = Diferencia
cohort-difference-interval = de { $low } a { $high }
cohort-groups-note = La diferencia es la tasa de aprobados del grupo menos la de todos los demás, en puntos porcentuales, con su intervalo del 95 % (Newcombe). Donde el intervalo contiene el 0, los grupos pueden ser iguales. Un grupo de menos de 5 muestra solo cuántos tiene; junto a menos de 5 otros no hay diferencia.
cohort-section-persistent = Dominios que siguen débiles
cohort-persistent-caption = Aspirantes débiles en el dominio en este intento y en el anterior
domain-code = D{ $number }
domain-code-item = { $code } { $domain }
domain-codes = Dominios: { $domains }.
mark-weak = −
mark-adequate = =
mark-strong = +
mark-key = Signos: − débil, = intermedio, + fuerte, en blanco: sin valorar.
cohort-section-changes = Qué ha cambiado desde el { $date }
cohort-changes-rose = La tasa de aprobados subió del { $before } al { $after }.
cohort-changes-fell = La tasa de aprobados bajó del { $before } al { $after }.
cohort-changes-same = La tasa de aprobados es del { $after }, como antes.
cohort-changes-interval = El intervalo del 95 % de la diferencia va de { $low } a { $high } puntos porcentuales.
cohort-changes-beyond = El intervalo del 95 % de la diferencia va de { $low } a { $high } puntos porcentuales y no contiene el 0: el azar por sí solo apenas lo explica.
cohort-changes-chance = El intervalo del 95 % de la diferencia va de { $low } a { $high } puntos porcentuales y contiene el 0: puede ser azar.
cohort-changes-few = Aprobados: entonces { $before }, ahora { $after }. Con menos de 5 en un lado, las tasas no se comparan.
cohort-changes-nobody = Entonces no había aspirantes, así que no se puede comparar ninguna tasa.
cohort-changes-less-weak = Débil con menos frecuencia que antes, lo que el azar por sí solo apenas explica: { $domains }.
cohort-changes-more-weak = Débil con más frecuencia que antes, lo que el azar por sí solo apenas explica: { $domains }.
cohort-changes-domain = { $domain } (del { $before } al { $after })
cohort-changes-no-domain = En ningún dominio el cambio de las calificaciones débiles es mayor de lo que puede deberse al azar.
cohort-changes-rates-caption = Tasas antes y ahora, la diferencia en puntos porcentuales
cohort-changes-counts-caption = Recuentos y puntuaciones antes y ahora
cohort-changes-domains-caption = Calificaciones débiles e impacto antes y ahora
cohort-changes-rate = { $rate } ({ $count } de { $of })
cohort-changes-first = Primeros intentos
cohort-changes-retakes = Repeticiones
cohort-changes-failed = Sin aprobar
cohort-changes-median = Mediana de la puntuación
cohort-changes-mean = Media de la puntuación
cohort-column-figure = Dato
cohort-column-before = Antes
cohort-column-now = Ahora
cohort-column-weak-before = Débil antes
cohort-column-weak-now = Débil ahora
cohort-column-impact-before = Impacto antes
cohort-column-impact-now = Impacto ahora
cohort-changes-note = Una diferencia es el dato de ahora menos el de antes. Las tasas llevan su intervalo del 95 % (Newcombe); una diferencia cuyo intervalo no contiene el 0 está en negrita. El intervalo trata los dos momentos como personas distintas: donde las mismas personas están en ambos, es más ancho de lo necesario. De 20 intervalos, más o menos uno no contiene el 0 por puro azar. Con menos de 5 no se compara. Los impactos se calculan con los pesos de ahora.
cohort-section-sat-again = Quién se ha vuelto a presentar
cohort-sat-again = { $count ->
    [one] 1 aspirante se ha vuelto a presentar desde el { $date };
   *[other] { $count } aspirantes se han vuelto a presentar desde el { $date };
} { $passed ->
    [0] nadie aprobó
    [one] aprobó 1
   *[other] aprobaron { $passed }
} ({ $rate }, intervalo del { $low } al { $high }).
cohort-sat-again-none = Según las fechas de la lista, nadie se ha vuelto a presentar desde el { $date }.
cohort-sat-again-unknown = { $count ->
    [one] De 1 aspirante con varios intentos no se sabe, porque un intento no tiene fecha.
   *[other] De { $count } aspirantes con varios intentos no se sabe, porque hay intentos sin fecha.
}
cohort-sat-again-scores = { $scored ->
    [one] La puntuación de 1 aspirante se puede comparar: { $median } puntos.
   *[other] Las puntuaciones de { $scored } aspirantes se pueden comparar: en la mediana { $median } puntos.
}
cohort-sat-again-domains-caption = Qué fue de sus dominios
cohort-column-no-longer-weak = Era débil, está mejor
cohort-column-newly-weak = No era débil, lo es ahora
cohort-sat-again-caption = Quién se ha vuelto a presentar, primero los más cercanos a aprobar
cohort-column-score-before = Puntuación antes
cohort-column-score-now = Puntuación ahora
cohort-column-result-before = Resultado antes
cohort-column-result-now = Resultado ahora
cohort-sat-again-cut = La tabla muestra { $shown } de { $candidates } aspirantes.
cohort-lead-all = Aprobaron los { $candidates } aspirantes ({ $rate }).
cohort-lead-one-passed = El único aspirante aprobó.
cohort-lead-one-failed = El único aspirante no aprobó.
cohort-scores-equal = { $n ->
    [one] La única puntuación es { $score }.
   *[other] Las { $n } puntuaciones son { $score }.
}
cohort-outlook-none = Sin puntuaciones ni calificaciones no hay perspectiva.
cohort-outlook-unknown = No se sabe
cohort-below = < { $value }
cohort-calendar-all = Los { $all } aspirantes que no aprobaron pueden presentarse hoy.
cohort-calendar-one-now = El único aspirante que no aprobó puede presentarse hoy.
cohort-calendar-one-later = El único aspirante que no aprobó puede presentarse a partir del { $date }.
cohort-calendar-dated = De quienes no aprobaron y cuyo intento tiene fecha ({ $all }), { $now ->
    [0] ninguno puede
    [one] 1 puede
   *[other] { $now } pueden
} presentarse hoy.
cohort-calendar-undated = { $count ->
    [one] De 1 más no se sabe.
   *[other] De { $count } más no se sabe.
}
cohort-candidates-caption-passed = Todos, por nivel de preparación
cohort-section-candidates = Aspirantes
bundle-title = Planes para { $exam }
cohort-archive = Los planes están en { $archive }. Qué archivo es de quién figura en manifest.csv.
cohort-candidates-caption = Todos; primero quienes están más cerca de aprobar
cohort-candidates-cut = La tabla muestra { $shown } de { $candidates } aspirantes. Todos están en index.html.
column-candidate = Aspirante
column-id = Id.
column-group = Grupo
column-outcome = Resultado
column-score = Puntos
column-readiness = Índice
column-weak = Dominios débiles
column-recommended = Día recomendado
column-attention = Por aclarar
outcome-passed = aprobado
outcome-failed = no aprobado
readiness-note = El índice ordena a los aspirantes de 0 a 100 según su preparación. No es una probabilidad.
cohort-section-left-out = No incluidos de la lista
cohort-left-out-intro = { $rows ->
    [one] No se usó 1 fila
   *[other] No se usaron { $rows } filas
}, y quien figura allí no tiene plan. Las filas están en { $file }. Corríjalas allí y genere los planes de nuevo con los dos archivos.
cohort-left-out-caption = Filas que no se usaron, y por qué
column-row = Fila
column-reason = Por qué
cohort-row = { $file }, fila { $row }
problem-cell = { $column } «{ $cell }»:
problem-column = { $column }:
problem-missing-key = La fila no dice de qué aspirante es.
problem-row-length = La fila tiene más o menos celdas que encabezados hay.
problem-cell-length = La celda es demasiado larga para su columna.
problem-score-format = No se puede leer como puntuación. Una puntuación es un número entero.
problem-score-range = La puntuación está fuera de la escala del examen.
problem-unknown-rating = No es una calificación de este examen.
problem-percent-range = No es un porcentaje de aciertos.
problem-points-format = No es un número de puntos.
problem-points-range = Son más puntos de los que hay, o menos que ninguno.
problem-points-missing = Faltan puntos con los que se calcula una calificación.
problem-unknown-outcome = No dice si se aprobó el examen.
problem-outcome-contradiction = La fila se contradice: aprobado y no aprobado a la vez.
problem-no-outcome = La fila no tiene ni puntuación ni resultado.
problem-attempt-format = No es el número de un intento.
problem-date-format = No se puede leer como fecha.
problem-date-ambiguous = No está claro cuál es el día y cuál el mes.
problem-date-impossible = Ese día no existe.
problem-same-attempt = Otra fila habla del mismo intento.
problem-attempt-order = El orden de los intentos se contradice.
problem-two-names = Otras filas dan otro nombre a este aspirante.
problem-other-row = La fila { $row } de { $file }, de la misma persona, tiene un problema.
problem-other-row-unknown = Otra fila de la misma persona tiene un problema.
cohort-left-out-cut = La tabla muestra { $shown } de { $rows } filas. Todas están en { $file }.
cohort-section-absent = No se presentaron
cohort-absent = { $rows ->
    [one] 1 fila habla
   *[other] { $rows } filas hablan
} de un intento que no tuvo lugar. Esas filas se cuentan aquí y en ningún otro sitio.
cohort-absent-nothing-else = Sin ningún intento y por eso sin plan: { $names }.
warning-other-version = fecha fuera de esta versión del examen
warning-future-date = fecha en el futuro
warning-few-ratings = muy pocas calificaciones
warning-hours = horas por semana no utilizables
warning-stale-booking = el examen reservado no está en el futuro
warning-inconsistent-entry = puntuación y calificaciones se contradicen
warning-two-emails = dos direcciones de correo
warning-two-groups = un nombre en dos grupos
warning-open-order = el orden de los intentos no es seguro
warning-near-duplicate = escrito casi igual que otro aspirante
warning-share-or-percent = proporción o porcentaje
cohort-reading-interval = Los intervalos son de Wilson, del 95 %. Las diferencias dentro de ellos son empates.

## El libro de cálculo de la clase

workbook-summary = Resumen
workbook-domains = Dominios
workbook-problems = Problemas
workbook-failed = No aprobados
workbook-first-attempts = Primeros intentos
workbook-retakes = Repeticiones
workbook-of = De
workbook-low = Intervalo desde
workbook-high = Intervalo hasta
workbook-passing-score = Puntuación de aprobado
workbook-lowest = Mínima
workbook-lower-quartile = Primer cuartil
workbook-median = Mediana
workbook-upper-quartile = Tercer cuartil
workbook-highest = Máxima
workbook-mean = Media
workbook-from = Desde
workbook-to = Hasta menos de
workbook-rank = Puesto
workbook-weak-share = Proporción débil
workbook-failed-rated = No aprobados: calificados
workbook-failed-weak = No aprobados: débiles
workbook-failed-share = No aprobados: proporción débil
workbook-plan = Plan
workbook-file = Archivo
workbook-problems-none = Se usaron todas las filas de la lista.
column-adequate = Intermedio
column-strong = Fuerte
column-unrated = Sin calificar

## Los resultados de la clase para compartir

share-kicker = Resultados de la clase
share-title = Resultados de la clase: { $exam }
share-running = Resultados de la clase { $exam }
share-too-few = Menos de cinco aspirantes: sus resultados no se dan.
share-few = <5
share-outcome-untold = No se dice cuántos aprobaron: la clase es demasiado pequeña.
share-results-caption = Aspirantes según el resultado de su último intento
share-scores-caption = Aspirantes por puntuación; se aprueba con { $passing }
share-scores-description = Las cifras de la tabla siguiente; la puntuación de aprobado, { $passing }, está marcada. Una barra pálida representa de una a cuatro personas.
share-without-score = sin puntuación
share-scores-untold = Las puntuaciones no se dan: la clase es demasiado pequeña.
share-scores-untold-failed = Las puntuaciones de quienes no aprobaron no se dan: son muy pocos.
share-scores-untold-passed = Las puntuaciones de quienes aprobaron no se dan: son muy pocos.
share-domains-caption = Aspirantes según su calificación en cada dominio
share-domains-untold = No se dan, porque la clase es demasiado pequeña: { $domains }.
share-section-teaching = Qué enseñar
share-note-few = «<5» representa de una a cuatro personas. «–» representa una cifra que se oculta porque de ella se podría calcular una pequeña, y lo que dependería de tal cifra. No se nombra a nadie.
share-note-left-out = Se omite lo que podría llevar hasta unos pocos: la puntuación mínima, la máxima y la media, las perspectivas, las señales de alerta, la evolución, las fechas de repetición, los dominios débiles a la vez y los grupos. El orden, las proporciones y las horas salen de las cifras que se dan.

## El calendario de un plan

ics-study = { $exam }: { $hours } { $domain }
ics-study-plain = { $exam }: { $hours } de estudio
ics-rehearsal = { $exam }: { $hours } de ensayo
ics-earliest = { $exam }: primer día en que puede volver a presentarse
ics-recommended = { $exam }: día recomendado para el nuevo examen
ics-booked = { $exam }: nuevo examen
ics-topics = Temas: { $topics }.
ics-upkeep = Unas preguntas de práctica bastan para repasar este dominio.
ics-week = Semana { $number } de { $weeks } de su plan del { $date }.
ics-day = De su plan del { $date }.

## Cartas

mail-subject-plan = Su plan para repetir { $exam }
mail-subject-review = El análisis de su resultado en { $exam }
mail-greeting = Hola, { $name }:
mail-greeting-plain = Hola:
mail-plan = Este es su plan personal para repetir { $exam }. Muestra dónde está, qué estudiar primero y qué hacer semana a semana.
mail-plan-weeks = { $weeks ->
    [one] Abarca una semana.
   *[other] Abarca { $weeks } semanas.
}
mail-plan-first = Empiece por la primera página: indica el paso que más le aporta. Responda a este mensaje si un día o una hora no le conviene.
mail-review = Este es el análisis de su resultado en { $exam }: con qué aprobó y qué áreas merecen otra mirada. Responda a este mensaje si tiene preguntas.
mail-private = El documento adjunto es solo para usted. Si no lleva su nombre, responda a este mensaje y bórrelo.
mail-file-plan = su plan, para leer e imprimir
mail-file-plan-page = su plan, para abrir en un navegador
mail-file-review = el análisis de su resultado
mail-file-review-page = el análisis de su resultado, para abrir en un navegador
mail-file-calendar = las semanas del plan para su calendario; uno más nuevo sustituye al anterior
mail-closing = Saludos cordiales
