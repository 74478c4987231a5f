# Alle festen Sätze der Dokumente in der Sprache, nach der die Datei benannt ist. Beide Fassungen (HTML und PDF) entstehen daraus.
# Eine Meldung je Zeile oder Block; { $name } ist ein Wert. Eine Meldung darf nur die Werte benutzen, die sie auf Englisch hat.

## Datum und Zahlen

date-long = { $day }. { $month } { $year }
date-span = { $from }–{ $to }
day-month = { $day }.{ $month }
month-year = { $month }{ $year }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
# "24.11.–30.11.": in Tabellen schreibt man den Monat als Zahl
month-short-1 = 1.
month-short-2 = 2.
month-short-3 = 3.
month-short-4 = 4.
month-short-5 = 5.
month-short-6 = 6.
month-short-7 = 7.
month-short-8 = 8.
month-short-9 = 9.
month-short-10 = 10.
month-short-11 = 11.
month-short-12 = 12.
decimal-sign = ,
percent = { $value } %
hours = { $value } h
weeks = { $weeks ->
    [one] 1 Woche
   *[other] { $weeks } Wochen
}
points = { $points ->
    [one] 1 Punkt
   *[other] { $points } Punkte
}
list-and = { $first } und { $last }
list-names = {"; "}
list-comma = { $first }, { $next }
none = –

## Beschriftungen, die nur die HTML-Seiten brauchen

html-skip = Zum Inhalt springen
html-filter = Suche
html-sort = Ein Klick auf eine Überschrift sortiert danach.
html-shown = {"{"}shown{"}"} von {"{"}all{"}"} Prüflingen
html-all = alle
html-weak-in = Schwach in
html-columns = Spalten
html-clear = Alle zeigen
html-part = {"{"}from{"}"} bis {"{"}to{"}"} von {"{"}all{"}"}
html-back = Zurück
html-next = Weiter
html-figures = Die Zahlen als Tabelle

## Jede Seite

page-label = Seite {"{"}page{"}"} von {"{"}pages{"}"}
footer = { $from } · { $date }
footer-plain = Erstellt am { $date }

## Der Kopf von Plan und Auswertung

plan-kicker = Plan für die Wiederholung
plan-title = Plan für die Wiederholung, { $name }: { $exam }
plan-running = { $name } · Plan für die Wiederholung { $exam }
review-kicker = Auswertung
review-title = Auswertung für { $name }: { $exam }
review-running = { $name } · Auswertung { $exam }
fact-exam = Prüfung
fact-exam-value = { $name } ({ $code })
fact-attempt = Versuch
fact-attempt-dated = Nr. { $number } am { $date }
fact-attempt-number = Nr. { $number }
fact-day = Plan vom
fact-review-day = Auswertung vom
fact-group = Gruppe
fact-coach = Coach
fact-organisation = Von
fact-contact = Kontakt
fact-id = Kennung

## Das Ergebnis

section-result = Wo Sie stehen
lead-failed-near = Ihre Punktzahl ist { $score }. Die Bestehensgrenze liegt bei { $passing }; es { $points ->
    [one] fehlte 1 Punkt
   *[other] fehlten { $points } Punkte
}. Das ist knapp.
lead-failed-middle = Ihre Punktzahl ist { $score }. Die Bestehensgrenze liegt bei { $passing }; es { $points ->
    [one] fehlte 1 Punkt
   *[other] fehlten { $points } Punkte
}. Dieser Abstand lässt sich mit planvoller Arbeit schließen.
lead-failed-far = Ihre Punktzahl ist { $score }. Die Bestehensgrenze liegt bei { $passing }; es { $points ->
    [one] fehlte 1 Punkt
   *[other] fehlten { $points } Punkte
}. Das ist ein großer Abstand, und ein breiter Plan ist der Weg, ihn zu schließen.
lead-failed-no-score = Diesen Versuch haben Sie nicht bestanden. In der Kursliste steht keine Punktzahl; darum stützt sich dieser Plan auf Ihre Bewertungen.
lead-failed-nothing = Diesen Versuch haben Sie nicht bestanden. In der Kursliste stehen weder eine Punktzahl noch genug Bewertungen; darum kann diese Seite nur sagen, was für alle gilt.
meaning-weak = { $count ->
    [one] Ein Bereich ist schwach bewertet: { $domains }. Er macht { $weight } der Prüfung aus.
   *[other] Schwach bewertet: { $domains }. Zusammen machen diese { $count } Bereiche { $weight } der Prüfung aus.
}
meaning-weak-rated = { $count ->
    [one] Ein Bereich ist schwach bewertet: { $domains }. Er macht { $weight } des bewerteten Teils der Prüfung aus.
   *[other] Schwach bewertet: { $domains }. Zusammen machen diese { $count } Bereiche { $weight } des bewerteten Teils der Prüfung aus.
}
meaning-some-strong = Kein Bereich ist schwach bewertet, und { $count ->
    [one] einer ist
   *[other] { $count } sind
} stark. Die fehlenden Punkte verteilen sich auf die übrigen Bereiche und auf Fragen, in denen mehrere Bereiche zusammenkommen.
meaning-uniform = Kein Bereich ist schwach bewertet, und keiner ist stark. Überall fehlt ein wenig.
meaning-uniform-no-strong = Kein Bereich ist schwach bewertet. Ihr Ergebnisbericht kann keine Stärken zeigen; es kann also überall ein wenig fehlen.
meaning-all-strong = Jeder bewertete Bereich ist stark. Die fehlenden Punkte gingen in Fragen verloren, in denen mehrere Bereiche zusammenkommen.
meaning-few = Die Bewertungen decken weniger als die Hälfte der Prüfung ab. Darum kann diese Seite nicht sagen, wo die meisten Punkte verloren gingen.
meaning-no-domains = Diese Prüfung meldet keine Ergebnisse nach Bereichen. Darum kann diese Seite nicht sagen, wo die Punkte verloren gingen.
meaning-unrated = Es gibt keine Bewertungen nach Bereichen. Darum kann diese Seite nicht sagen, wo die Punkte verloren gingen.
first-weak = Beginnen Sie mit { $domain }, dem gewichtigsten Ihrer schwachen Bereiche.
first-weak-equal = Beginnen Sie mit { $domain }.
first-adequate = Beginnen Sie mit { $domain }, dem gewichtigsten Bereich, der noch nicht stark ist.
first-strong = Beginnen Sie mit { $domain }, dem gewichtigsten Bereich, und üben Sie Fragen, die mehrere Bereiche verbinden.
first-unrated = Beginnen Sie mit einer Probeprüfung in voller Länge, die nach Bereichen auswertet. Sie zeigt, wo Sie ansetzen können.
first-heaviest = Beginnen Sie mit { $domain }, dem gewichtigsten Bereich.
first-no-domains = Beginnen Sie mit einer Probeprüfung in voller Länge.

score-line-title = Ihre Punktzahl auf der Skala
score-line-description = Eine Skala von { $min } bis { $max } mit der Bestehensgrenze { $passing }. Darunter liegt das nahe Band, ab { $near }, dann das mittlere, ab { $middle }, dann das ferne. Ihre Punktzahl ist { $score }.{ $earlier }
score-line-earlier = {" "}Frühere Punktzahlen: { $scores }.
earlier-attempts = Früher: { $attempts }.
earlier-attempt = Versuch { $number }
earlier-failed = nicht bestanden
earlier-attempt-dated = Versuch { $number } am { $date }
earlier-attempt-score = { $attempt } mit { $score } Punkten
earlier-attempt-result = { $attempt }, { $result }
score-line-passing = bestanden ab { $passing }
score-line-yours = { $score }
score-line-far = fern
score-line-middle = mittel
score-line-near = nah
score-line-passed = bestanden
score-line-range = { $from }–{ $to }
score-history-title = Ihre Punktzahlen von Versuch zu Versuch
score-history-description = { $attempts }. Die Bestehensgrenze ist { $passing }.
score-history-item = Versuch { $number }: { $score }
score-history-dated = Versuch { $number }, { $date }: { $score }
score-history-number = Nr. { $number }

## Aussicht

section-outlook = Aussicht für eine Wiederholung
figure-outlook = Aussicht
figure-outlook-gloss = eine Faustregel
figure-weeks = Vorbereitung
figure-weeks-gloss = bei { $hours } pro Woche
figure-earliest = Frühester Tag
figure-earliest-gloss = nach den Regeln von { $vendor }
figure-earliest-unknown = unbekannt
figure-earliest-unknown-gloss = in der Kursliste fehlt das Prüfungsdatum
figure-recommended = Empfohlener Tag
figure-recommended-gloss = nach der Vorbereitung
tier-high = Gut
tier-medium = Mittel
tier-low = Gering
reason-band-near = Ihre Punktzahl liegt im nahen Band: bei { $near } oder darüber, knapp unter der Bestehensgrenze.
reason-band-middle = Ihre Punktzahl liegt im mittleren Band: ab { $middle } und unter { $near }.
reason-band-far = Ihre Punktzahl liegt im fernen Band: unter { $middle }.
reason-weight-near = Es gibt keine Punktzahl. Ihre schwachen Bereiche machen höchstens ein Drittel des bewerteten Gewichts aus.
reason-weight-middle = Es gibt keine Punktzahl. Ihre schwachen Bereiche machen mehr als ein Drittel und höchstens zwei Drittel des bewerteten Gewichts aus.
reason-weight-far = Es gibt keine Punktzahl. Ihre schwachen Bereiche machen mehr als zwei Drittel des bewerteten Gewichts aus.
reason-few-weak = Von { $rated } bewerteten Bereichen { $weak ->
    [one] ist 1
   *[other] sind { $weak }
} schwach, also nicht mehr als die Hälfte. Zusammen ergibt das die Aussicht „{ $tier }“.
reason-many-weak = Von { $rated } bewerteten Bereichen { $weak ->
    [one] ist 1
   *[other] sind { $weak }
} schwach, also mehr als die Hälfte. Zusammen ergibt das die Aussicht „{ $tier }“.
reason-none-weak = Von { $rated } bewerteten Bereichen ist keiner schwach. Zusammen ergibt das die Aussicht „{ $tier }“.
reason-far-one = Nur einer von { $rated } bewerteten Bereichen ist schwach. Zusammen ergibt das die Aussicht „{ $tier }“.
reason-far-several = Von { $rated } bewerteten Bereichen sind { $weak } schwach, also mehr als einer. So weit unter der Bestehensgrenze ergibt das die Aussicht „{ $tier }“.
reason-unrated = Ohne genug Bewertungen zählt hier nur die Punktzahl. Sie ergibt die Aussicht „{ $tier }“.
reason-up = Jeder gewichtige Bereich ({ $domains }) ist stark; das hebt die Aussicht auf „{ $tier }“.
reason-up-kept = Jeder gewichtige Bereich ({ $domains }) ist stark; das stützt die Aussicht.
reason-down = Jeder gewichtige Bereich ({ $domains }) ist schwach; das senkt die Aussicht auf „{ $tier }“.
reason-down-kept = Jeder gewichtige Bereich ({ $domains }) ist schwach; das passt zu dieser Aussicht.
outlook-rule = Die Aussicht ist eine Faustregel aus der Praxis von Coaches. Sie ist keine Wahrscheinlichkeit und verspricht nichts.
review-focused = Nach der Punktzahl genügt es, gezielt zu wiederholen.
review-comprehensive = Nach der Punktzahl ist es richtig, jeden Bereich gründlich zu wiederholen.
earliest-past = Nach den Regeln von { $vendor } dürfen Sie wieder antreten; der erste mögliche Tag war der { $date }.
earliest-future = Nach den Regeln von { $vendor } dürfen Sie ab dem { $date } wieder antreten.
booking-stale = Die Kursliste nennt eine Wiederholung am { $date }. Dieser Tag liegt vor dem Beginn dieses Plans oder nicht nach Ihrem letzten Versuch; darum lässt der Plan ihn außer Acht. Klären Sie den Tag mit Ihrem Coach.
booking-not-allowed = Ihre Wiederholung ist für den { $date } gebucht, vor dem ersten Tag, den { $vendor } erlaubt. Der Plan rechnet nicht mit ihr.
booking-cuts = Ihre Wiederholung ist für den { $date } gebucht. Die Zeit bis dahin ist kürzer: Der Plan hat { $available } statt { $weeks }.
booking-too-near = Ihre Wiederholung ist für den { $date } gebucht. Das ist zu nah für einen Plan: Bis dahin bleibt keine ganze Woche. Verschieben Sie den Tag, wenn Sie können.
booking-fits = Ihre Wiederholung ist für den { $date } gebucht. Der Plan passt in die Zeit davor.
booking-later = Ihre Wiederholung ist für den { $date } gebucht. Dieser Plan dauert { $weeks }. Beginnen Sie ihn spätestens am { $latest }. Bis dahin halten ein bis zwei Stunden Übungsfragen pro Woche aus allen Bereichen Ihr Wissen wach.
wait-later = Die Regeln lassen mehr Zeit, als dieser Plan braucht. Sie können spätestens am { $latest } beginnen oder schon jetzt; dann halten nach dem Plan ein bis zwei Stunden Übungsfragen pro Woche Ihr Wissen wach.

## Bereiche

section-domains = Ihre Bereiche
domains-caption = In der Reihenfolge, in der sie zählen: erst die schwachen, dann nach Gewicht.
domains-caption-unrated = Die Bereiche der Prüfung mit ihrem Gewicht. Bewertungen gibt es nicht.
column-domain = Bereich
column-weight = Gewicht
column-rating = Bewertung
column-change = Seit dem letzten Mal
column-items = Fragen
rating-none = nicht bewertet
rating-percentage = { $label } ({ $word })
rating-abbreviated = { $label } ({ $word })
change-up = besser, vorher { $label }
change-down = tiefer, vorher { $label }
change-same = wie zuvor
change-new = erste Bewertung
items-about = etwa { $count }
items-note = Eine Bewertung beruht auf wenigen Fragen. In { $domain } sind es etwa { $count }: Eine oder zwei Fragen können sie ändern.
unrated-note = { $count ->
    [one] Ein Bereich hat keine Bewertung: { $domains }.
   *[other] { $count } Bereiche haben keine Bewertung: { $domains }.
} Was diese Seite folgert, stützt sich allein auf die bewerteten Bereiche; ihre Gewichte sind auf 100 % hochgerechnet.
few-ratings-note = Die bewerteten Bereiche machen weniger als die Hälfte der Prüfung aus. Das ist zu wenig für Schlüsse; nur die Lernstunden richten sich danach.
no-domains-note = Diese Prüfung meldet keine Ergebnisse nach Bereichen.

## Was auffällt

note-title = Eine Nachricht von Ihrem Coach
section-findings = Was auffällt
first-step = Zuerst: { $step }
flag-integration-title = Sie kennen die Teile; die Punkte fehlen, wo sie zusammenkommen
flag-integration-text = Kein Bereich ist schwach, und manche sind stark; trotzdem hat die Summe nicht gereicht. Prüfungsfragen verbinden oft mehrere Bereiche in einem Fall.
flag-integration-first = Bauen Sie ein Projekt von Anfang bis Ende, das mehrere Bereiche zugleich braucht, und begründen Sie darin jede Entscheidung.
flag-uniform-borderline-title = Jeder Bereich liegt am unteren Rand
flag-uniform-borderline-title-no-strong = Kein Bereich fällt als schwach auf
flag-uniform-borderline-text-no-strong = Die fehlenden Punkte verteilen sich auf Bereiche, die Ihr Ergebnisbericht gleich bewertet. Die gewichtigsten Bereiche bringen am meisten. Der Bericht kann nicht zeigen, welcher von ihnen der schwächste ist.
flag-uniform-borderline-text = Ein wenig mehr in jedem Bereich schließt den Abstand. Die gewichtigsten Bereiche bringen am meisten. Der Bericht kann nicht zeigen, welcher von ihnen der schwächste ist.
flag-uniform-borderline-first = Machen Sie zu jedem Bereich ein Übungsset und ordnen Sie Ihre Bereiche nach dem Ergebnis.
flag-foundation-title = Zuerst die Grundlagen neu aufbauen
flag-foundation-text = Mehr als die Hälfte der bewerteten Bereiche ist schwach. Ein vollständiger Kurs bringt hier mehr, als einen Bereich nach dem anderen zu pauken.
flag-foundation-first = Wählen Sie einen vollständigen Kurs oder ein Buch und tragen Sie die Stunden dafür in Ihren Kalender ein.
flag-retake-not-allowed-title = Die gebuchte Wiederholung kommt zu früh für die Regeln
flag-retake-not-allowed-text = Ihre Wiederholung ist für den { $date } gebucht. Nach den Regeln von { $vendor } dürfen Sie ab dem { $earliest } wieder antreten.
flag-retake-not-allowed-first = Verschieben Sie die Buchung auf den { $earliest } oder später; empfohlen ist der { $recommended }.
flag-retake-not-allowed-first-plain = Verschieben Sie die Buchung auf den { $earliest } oder später.
flag-rushed-retake-title = Die gebuchte Wiederholung ist übereilt
flag-rushed-retake-text = Sie ist weniger als { $days } Tage nach Beginn dieses Plans gebucht, und die Lücken sind breit. So frühe Wiederholungen enden meist wie der Versuch davor.
flag-rushed-retake-first = Verschieben Sie die Buchung auf den { $recommended } oder später, wenn Sie können.
flag-booked-too-early-title = Die gebuchte Wiederholung ist { $weeks ->
    [one] 1 Woche
   *[other] { $weeks } Wochen
} zu früh
cohort-flag-integration = Kennt die Teile, verliert Punkte, wo sie zusammenkommen
cohort-flag-uniform-borderline = Jeder Bereich am unteren Rand
cohort-flag-foundation = Mehr als die Hälfte der Bereiche schwach
cohort-flag-retake-not-allowed = Wiederholung gebucht, bevor die Regeln sie erlauben
cohort-flag-rushed-retake = Wiederholung übereilt, bei breiten Lücken
cohort-flag-booked-too-early = Wiederholung vor dem empfohlenen Tag gebucht
flag-booked-too-early-text = Sie ist für den { $date } gebucht. Empfohlen ist der { $recommended }.
flag-booked-too-early-first = Verschieben Sie die Buchung auf den { $recommended } oder später, wenn Sie können.
persistent-title = { $domain } ist schwach geblieben
persistent-text = Der Bereich war in jedem Versuch schwach, der ihn bewertet hat. Mehr vom Gleichen wird daran kaum etwas ändern. { $advice }
persistent-title-several = { $count } Bereiche sind schwach geblieben
persistent-text-several = Sie waren in jedem Versuch schwach, der sie bewertet hat. Mehr vom Gleichen wird daran kaum etwas ändern.
persistent-advice = { $domain }: { $advice }
trend-title-improving = Es geht aufwärts
trend-title-shifting = Das Bild hat sich verschoben
trend-title-regressing = Dieses Ergebnis liegt unter dem letzten
trend-title-regressing-ratings = Es sind mehr Bereiche schwach als beim letzten Mal
trend-title-passed = Verglichen mit dem Versuch davor
trend-title-plateau = Das Ergebnis ist geblieben, wo es war
trend-title-slow = Es geht in kleinen Schritten voran
trend-score-up = Seit dem letzten Versuch ist Ihre Punktzahl um { $points } gestiegen.
trend-score-down = Seit dem letzten Versuch ist Ihre Punktzahl um { $points } gefallen.
trend-score-same = Ihre Punktzahl ist die gleiche wie beim letzten Mal.
trend-risen = Besser: { $domains }.
trend-slipped = Tiefer: { $domains }.
trend-answered = Nicht mehr schwach: { $domains }.
trend-improving = Was Sie tun, wirkt. Machen Sie so weiter.
trend-improving-steady = So war es von jedem Versuch zum nächsten. Was Sie tun, wirkt. Machen Sie so weiter.
trend-plateau = Die Art, wie Sie lernen, erreicht die Lücke nicht. Ändern Sie die Art, nicht nur die Stunden: Praxisaufgaben statt Lesen, oder anderes Material.
trend-plateau-steady = So war es von jedem Versuch zum nächsten. Die Art, wie Sie lernen, erreicht die Lücke nicht. Ändern Sie die Art, nicht nur die Stunden: Praxisaufgaben statt Lesen, oder anderes Material.
trend-plateau-slow = Schritt für Schritt sind Sie von { $first } auf { $last } gekommen. Die Schritte sind klein. Damit sie größer werden, ändern Sie die Art, wie Sie lernen: Praxisaufgaben statt Lesen, oder anderes Material.
trend-regressing = Drei Gründe sind häufig: Anspannung am Prüfungstag, Verwirrung durch zu viele Quellen oder eine Wiederholung zu bald nach der letzten Prüfung.
trend-regressing-days = Drei Gründe sind häufig: Anspannung am Prüfungstag, Verwirrung durch zu viele Quellen oder eine Wiederholung zu bald nach der letzten Prüfung. Zwischen Ihren letzten beiden Versuchen { $days ->
    [one] lag 1 Tag
   *[other] lagen { $days } Tage
}.
trend-shifting = Neues kann Altes verdrängt haben, oder das Auffrischen kam zu kurz. Es kann auch sein, dass diese Fassung der Prüfung andere Fragen stellte.
trend-weak-evidence = Eine einzelne Bewertung, die steigt oder fällt, sagt wenig: Ein Bereich beruht auf wenigen Fragen.

## Der Weg zur Bestehensgrenze

section-path = Der Weg zur Bestehensgrenze
path-reaches = Der Abstand beträgt { $gap }. Nach der Schätzung schließen ihn diese Schritte. Jeder Schritt hebt einen Bereich um eine Bewertung.
path-not-enough = Der Abstand beträgt { $gap }. Nach der Schätzung reicht je ein Schritt in jedem schwachen und mittleren Bereich dafür nicht: zusammen { $gain }.
path-further = Die gewichtigsten dieser Bereiche brauchen mehr als einen Schritt.
path-elsewhere = Der Rest des Abstands liegt in Fragen, in denen mehrere Bereiche zusammenkommen.
path-check = Punktzahl und Bewertungen passen nicht gut zusammen: Vergleichen Sie beide mit Ihrem Ergebnisbericht.
path-none = Der Abstand beträgt { $gap }, und es gibt keine Bewertung mehr, die ein Schritt heben könnte. Die Punkte gingen in Fragen verloren, in denen mehrere Bereiche zusammenkommen.
path-to-unseen = { $label } (zeigt Ihr Bericht nicht)
path-single = Nach der Schätzung würde ein einzelner Schritt genügen, { $count ->
    [one] und zwar in { $domains }
   *[other] und zwar in irgendeinem dieser Bereiche: { $domains }
}.
path-caption = Die Schritte in der Reihenfolge, in der Sie sie gehen
path-from = Von
path-to = Auf
path-gain = Geschätzter Gewinn
path-gain-value = { $gain } Punkte
path-total = Zusammen
path-assumption = Schätzungen, jede gerundet. Grundlage sind die Mitte des üblichen Anteils richtiger Antworten jeder Bewertung und eine gleichmäßige Skala.

## Woche für Woche

section-weeks = Woche für Woche
weeks-intro = { $weeks } ab dem { $from }, { $hours } pro Woche: { $build } Aufbau{ $rehearsal }. Die Stunden richten sich nach dem Gewicht jedes Bereichs und seiner Bewertung.
weeks-intro-unrated = { $weeks } ab dem { $from }, { $hours } pro Woche: { $build } Aufbau{ $rehearsal }. Die Stunden richten sich nach dem Gewicht jedes Bereichs.
weeks-rehearsal = {" "}und { $weeks } Generalprobe
weeks-upkeep = {" "}Hat eine Woche Stunden für einen Bereich, aber keine Themen, reichen dort einige Übungsfragen.
weeks-caption = Stunden, Themen, Praxisaufgabe und Kontrolle jeder Woche
column-week = Woche
column-hours = Stunden
column-work = Was zu tun ist
week-number = { $number }
week-lab = Praxisaufgabe { $number }:
week-check = Kontrolle:
week-domain = { $domain }:
week-check-text = Zwei Übungssets mit { $target } oder mehr schließen diesen Teil ab: { $domains }.
week-upkeep = Wach halten:
week-upkeep-text = Einige Übungsfragen zu den anderen Bereichen der Woche.
rehearsal-hours = alle Bereiche
rehearsal-work = Legen Sie eine Probeprüfung in voller Länge ab, als wäre es die echte. Gehen Sie jede falsche Antwort durch. Kehren Sie dann zu jedem Bereich unter { $target } zurück.
rehearsal-label = Generalprobe:
rehearsal-work-plain = Legen Sie eine Probeprüfung in voller Länge ab, als wäre es die echte. Gehen Sie jede falsche Antwort durch und kehren Sie zu den Themen dahinter zurück.
unassigned-work = Verteilen Sie die Zeit auf die Themen des Prüfungsleitfadens und schließen Sie jede Woche mit einem Übungsset ab.
weeks-total = Aufbau
weeks-none = Es gibt keinen Wochenplan, weil bis zum gebuchten Tag keine ganze Woche bleibt.
retake-day = Wiederholung
retake-day-recommended = Empfohlen ab dem { $date }, wenn zwei Übungssets in jedem Schwerpunkt { $target } erreichen.
retake-day-recommended-plain = Empfohlen ab dem { $date }, wenn Probeprüfungen zweimal nacheinander gut ausgehen.
retake-day-booked = Gebucht für den { $date }.

## Praxisaufgaben und Checkliste

section-checklist = Praxisaufgaben und Checkliste
checklist-intro = Haken Sie ab, was erledigt ist. Eine Praxisaufgabe zählt erst, wenn etwas läuft, das Sie selbst gebaut haben.
checklist-lab = Praxisaufgabe { $number }: { $title }. { $text }
checklist-lab-plain = Praxisaufgabe { $number }: { $text }
checklist-services = Zusammen lernen: { $services }.
checklist-topics = Themen der Reihe nach: { $topics }.
checklist-link = Dokumentation

## Wach halten

section-upkeep = Wach halten
upkeep-intro = Diese Bereiche bekommen weniger Stunden, aber nicht keine. Eine mittlere Bewertung abrutschen zu lassen, ist der häufigste Fehler.
upkeep-none = Jeder Bereich ist ein Schwerpunkt; keiner wird nur wach gehalten.
column-why = Warum
upkeep-adequate = Kann mit den nächsten Fragen abrutschen
upkeep-strong = Bringt Punkte, mit denen Sie rechnen
upkeep-unrated = Nicht bewertet: wird wie eine mittlere Bewertung behandelt

## Wenn nach Bereichen nichts bekannt ist

section-general = Was in jedem Fall hilft
general-report = Suchen Sie Ihren Ergebnisbericht. Die Bewertungen nach Bereichen darin machen aus dieser Seite einen Plan für Sie.
general-practice = Legen Sie eine Probeprüfung in voller Länge ab, die nach Bereichen auswertet.
general-practice-plain = Legen Sie eine Probeprüfung in voller Länge ab.
general-weights = Verteilen Sie Ihre Stunden nach dem Gewicht der Bereiche.
general-labs = Bauen Sie etwas. Prüfungen dieser Art fragen mehr nach Praxis als nach Gelesenem.
general-book = Buchen Sie die Wiederholung, wenn zwei Probeprüfungen nacheinander gut ausgehen.

## Auswertungen für alle, die bestanden haben

lead-passed-clear = Sie haben mit { $score } bestanden. Die Bestehensgrenze liegt bei { $passing }.
lead-passed-narrow = Sie haben mit { $score } bestanden, { $points } über der Bestehensgrenze von { $passing }: knapp bestanden.
lead-passed-exact = Sie haben mit { $score } bestanden, genau an der Bestehensgrenze: knapp bestanden.
lead-passed-no-score = Sie haben bestanden.
section-pattern = Was Ihre Bewertungen sagen
pattern-over-specialised = In einem oder zwei Bereichen sind Sie stark, in anderen gibt es Lücken. Von allen bestandenen Prüfungen braucht diese die meiste Sorgfalt: Arbeit, die mehrere Bereiche verbindet, kann schwerfallen.
pattern-gap-despite-pass = Die Summe hat gereicht; es gibt aber eine echte Lücke, die sich bei der Arbeit zeigen wird.
pattern-consistent = Ihr Ergebnis ist gleichmäßig. Noch fällt kein Bereich als Stärke auf.
pattern-consistent-no-strong = Ihr Ergebnis ist gleichmäßig. Ihr Ergebnisbericht kann keine Stärken zeigen; darum fällt keine auf.
pattern-solid = Sie sind gut vorbereitet und haben eine oder zwei Stärken.
pattern-strong = Sie beherrschen die meisten Bereiche.
pattern-none = Es gibt nicht genug Bewertungen nach Bereichen; darum ist dem Ergebnis nichts hinzuzufügen.
figure-margin = Vorsprung
figure-margin-gloss = über der Bestehensgrenze
figure-validity = Gültig bis
figure-validity-gloss = danach verfällt die Zertifizierung
figure-validity-past-gloss = die Zertifizierung ist verfallen
figure-score = Punktzahl
figure-score-gloss = Bestehensgrenze { $passing }
section-development = Bereiche zum Ausbauen
development-intro = In dieser Reihenfolge. Eine Praxisaufgabe ist erledigt, wenn etwas läuft, das Sie selbst gebaut haben.
development-none = Kein Bereich liegt unter stark. Nutzen Sie Ihre Stärken weiter.
section-validity = Gültigkeit
validity = Ihre Zertifizierung ist bis zum { $date } gültig. Planen Sie die Erneuerung einige Monate vorher.
validity-past = Ihre Zertifizierung war bis zum { $date } gültig.

## Wie das zu lesen ist

section-reading = Wie das zu lesen ist
reading-scaled = Eine skalierte Punktzahl ist kein Prozentwert: { $passing } heißt nicht { $percent } der Fragen. Die Skala macht Fassungen der Prüfung vergleichbar.
reading-weak = Eine schwache Bewertung heißt nicht, dass jede Frage falsch war. Üblich ist die Schätzung, dass etwa { $low } bis { $high } richtig waren.
reading-withheld = Die Prüfung zeigt weder Fragen noch Antworten, um sie zu schützen. Eine einzelne Frage zu kennen, würde weniger helfen, als ihren Bereich zu kennen.
reading-withheld-plain = Die Prüfung zeigt weder Fragen noch Antworten, um sie zu schützen.
reading-estimates = Geschätzt sind die Aussicht, die Schritte zur Bestehensgrenze und der Anteil richtiger Antworten. Nichts davon stammt von { $vendor }.
reading-estimates-outlook = Die Aussicht ist eine Schätzung. Sie stammt nicht von { $vendor }.
reading-estimates-share = Der Anteil richtiger Antworten ist eine Schätzung. Er stammt nicht von { $vendor }.
reading-share = Nach Ihren Bewertungen waren geschätzt etwa { $low } bis { $high } Ihrer Antworten richtig.
reading-no-strong = Ihr Bericht kennt keine Bewertung über „{ $label }“ und kann darum keine Stärken zeigen. Was eine braucht, wird hier nicht gefolgert: eine Aussicht, die starke Bereiche heben, eine Lücke neben Stärken, Punkte, die verloren gehen, wo starke Bereiche zusammenkommen.
reading-no-strong-exam = Diese Prüfung kennt keine starke Bewertung und kann darum keine Stärken zeigen. Was eine braucht, wird hier nicht gefolgert: eine Aussicht, die starke Bereiche heben, eine Lücke neben Stärken, Punkte, die verloren gehen, wo starke Bereiche zusammenkommen.
reading-rules = Regeln für Wiederholungen, wie { $vendor } sie veröffentlicht, geprüft am { $date }.

## Der Kurs

cohort-kicker = Kursübersicht
cohort-title = Kursübersicht: { $exam }
cohort-running = Kursübersicht { $exam }
cohort-heading = { $exam }: die Ergebnisse des Kurses
cohort-lead = { $count ->
    [0] Keiner der { $candidates } Prüflinge hat bestanden
    [one] 1 von { $candidates } Prüflingen hat bestanden
   *[other] { $count } von { $candidates } Prüflingen haben bestanden
} ({ $rate }).
cohort-lead-nobody = Kein Prüfling konnte verwendet werden.
cohort-lead-interval = Das 95-%-Intervall der Quote reicht von { $low } bis { $high }.
cohort-fact-sheets = Kurslisten
cohort-fact-candidates = Prüflinge
cohort-fact-attempts = Versuche
cohort-fact-day = Stand
cohort-fact-left-out = Ausgelassen
cohort-section-first = Auf einen Blick
cohort-figure-pass = Bestehensquote
cohort-figure-pass-gloss = { $passed } von { $candidates }, Intervall { $low } bis { $high }
cohort-figure-first = Erste Versuche / Wiederholungen
cohort-figure-first-value = { $first } / { $retakes }
cohort-figure-first-gloss = { $first } / { $retakes } bestanden
cohort-figure-count = { $count } von { $of }
cohort-figure-close = Knapp davor
cohort-figure-close-gloss = mit guter Aussicht
cohort-figure-one-away = Ein Bereich fehlt
cohort-figure-one-away-gloss = nach der Schätzung
cohort-costliest = Was den Kurs am meisten kostet: { $domains }.
cohort-costliest-item = { $domain } ({ $impact } Prozentpunkte)
cohort-costliest-tied = Die ersten Plätze liegen in ihren Intervallen beieinander: Sie sind als gleich anzusehen.
cohort-close = Am nächsten am Bestehen: { $names }.
cohort-one-away = Nach der Schätzung genügt ein Bereich, um eine Stufe besser: { $names }.
cohort-one-away-item = { $name } ({ $domains })
cohort-section-scores = Punktzahlen
cohort-scores-title = Punktzahlen der aktuellen Versuche
cohort-scores-description = { $n ->
    [one] 1 Punktzahl, { $median }
   *[other] { $n } Punktzahlen von { $min } bis { $max }, Median { $median }
}. Die Bestehensgrenze { $passing } ist markiert.
cohort-scores-text = Median { $median }, mittlere Hälfte von { $q1 } bis { $q3 }, Mittelwert { $mean }, niedrigste { $min }, höchste { $max }.
cohort-scores-none = Die Kursliste hat keine Punktzahlen.
cohort-section-domains = Bereiche nach dem, was sie kosten
cohort-domains-caption = Die Wirkung ist Gewicht mal Anteil schwacher Bewertungen: Prozentpunkte der Prüfung, um die es geht
cohort-column-ratings = Schwach, mittel, stark
cohort-column-weak-rate = Schwach
cohort-column-interval = Intervall
cohort-column-impact = Wirkung
cohort-stack-label = { $weak } / { $adequate } / { $strong }
cohort-column-tie = Gleich
cohort-tie = mit nächstem
cohort-tie-note = „Mit nächstem“ steht bei einem Bereich, dessen Intervall sich mit dem des nächsten überschneidet: Die beiden sind als gleich anzusehen.
cohort-interval = { $low }–{ $high }
cohort-no-ratings = Die Kursliste hat keine Bewertungen.
cohort-section-outlook = Aussicht derer, die nicht bestanden haben
cohort-outlook-caption = Prüflinge nach Aussicht
cohort-column-outlook = Aussicht
cohort-column-count = Prüflinge
cohort-nobody-failed = Alle haben bestanden.
cohort-section-flags = Warnzeichen
cohort-flags-caption = Wie oft jedes Warnzeichen vorkommt
cohort-column-flag = Warnzeichen
cohort-flags-none = Es gibt kein Warnzeichen.
cohort-section-trends = Entwicklung
cohort-trends-caption = Prüflinge mit zwei oder mehr Versuchen
cohort-column-trend = Seit dem letzten Versuch
trend-improving-name = aufwärts
trend-shifting-name = verschoben
trend-plateau-name = unverändert
trend-regressing-name = abwärts
cohort-teach = Zuerst unterrichten: { $workshops }.
cohort-teach-item = { $domain } ({ $hours })
cohort-section-pairs = Gemeinsam schwach
cohort-pairs-none = Kein Paar von Bereichen fällt auf: 3 oder mehr Prüflinge, die in beiden schwach sind, und p unter 0,10 (exakter Test nach Fisher, für alle Paare angepasst nach Holm).
cohort-pairs-caption = Paare, die öfter gemeinsam schwach sind, als es der Zufall wollte
cohort-column-pair = Bereiche
cohort-column-both = In beiden schwach
cohort-column-expected = Erwartet
cohort-column-lift = So oft wie erwartet
cohort-column-p = p
cohort-pairs-note = „Erwartet“ ist, wie viele in beiden schwach wären, wenn der eine Bereich nichts mit dem anderen zu tun hätte. p ist die Wahrscheinlichkeit von so vielen oder mehr in diesem Fall (exakter Test nach Fisher, für alle Paare angepasst nach Holm). Ein Paar wird ab 3 Prüflingen und bei p unter 0,10 genannt.
cohort-section-teaching = Was zu unterrichten ist, und wem
cohort-teaching-none = Niemand ist in einem Bereich schwach.
cohort-workshops-caption = { $hours } Unterricht, nach der Wirkung aufgeteilt
cohort-column-workshop = Workshop
cohort-column-hours = Stunden
cohort-column-weak = Schwach
cohort-column-failed-weak = Davon nicht bestanden
cohort-column-who = Wer nicht bestanden hat und ihn braucht, die dem Bestehen Nächsten zuerst
cohort-names-and-more = { $names } und { $more } weitere
cohort-cover-caption = Welche Workshops die meisten erreichen
cohort-column-workshops = Workshops
cohort-column-reached = Erreicht
cohort-column-whole = Mit allem, was fehlt
cohort-unreached = Von diesen Workshops nicht erreicht: { $names }.
cohort-cover-note = Ein Workshop erreicht die, die nicht bestanden haben und in seinem Bereich schwach sind. Jeder weitere ist für die gewählt, die keiner davor erreicht.
cohort-section-calendar = Wann sie wieder antreten können
cohort-calendar-now = { $now ->
    [0] Keiner der { $all } Prüflinge, die nicht bestanden haben, kann heute wieder antreten.
    [one] 1 von { $all } Prüflingen, die nicht bestanden haben, kann heute wieder antreten.
   *[other] { $now } von { $all } Prüflingen, die nicht bestanden haben, können heute wieder antreten.
}
cohort-calendar-last = Der letzte kann es ab { $date }.
cohort-time-title = Prüflinge nach dem Tag ihrer Wiederholung
cohort-time-description = Balken auf einer Zeitachse vom { $first } bis zum { $last }: { $rows }. Die Tabelle darunter enthält die Zahlen.
cohort-time-caption = Prüflinge nach dem ersten Tag der Woche, oder der Wochen, die das Bild zusammenfasst
cohort-time-earliest = Möglich ab
cohort-time-recommended = Empfohlen
cohort-time-booked = Gebucht
cohort-column-from = Ab
cohort-calendar-caption = Prüfungen nach Monat: der gebuchte Tag, sonst der empfohlene
cohort-column-month = Monat
cohort-column-exams = Prüfungen
cohort-column-fees = Gebühren
cohort-fees = { $amount } { $currency }
cohort-section-history = Was aus früheren Aussichten wurde
cohort-history-caption = Nach einem nicht bestandenen Versuch mit dieser Aussicht: wie viele beim nächsten Mal bestanden
cohort-column-passed = Bestanden
cohort-column-share = Anteil
cohort-history-note = Das ist die Erfahrung dieses Kurses allein. Anteile stehen ab 5 Fällen.
cohort-section-groups = Gruppen
cohort-groups-caption = Jede Gruppe neben allen anderen Prüflingen
cohort-groups-cut = Die Tabelle zeigt { $shown } von { $groups } Gruppen. Alle stehen in cohort.xlsx.
cohort-no-group = Ohne Gruppe
cohort-column-difference = Unterschied
cohort-difference-interval = { $low } bis { $high }
cohort-groups-note = Der Unterschied ist die Bestehensquote der Gruppe weniger die aller anderen, in Prozentpunkten, mit dem 95-%-Intervall (Newcombe). Wo das Intervall die 0 enthält, können die Gruppen gleich sein. Eine Gruppe unter 5 zeigt nur, wie viele sie hat; neben weniger als 5 anderen gibt es keinen Unterschied.
cohort-section-persistent = Bereiche, die schwach bleiben
cohort-persistent-caption = Prüflinge, die in diesem Versuch und in dem davor im Bereich schwach waren
domain-code = B{ $number }
domain-code-item = { $code } { $domain }
domain-codes = Bereiche: { $domains }.
mark-weak = −
mark-adequate = =
mark-strong = +
mark-key = Zeichen: − schwach, = mittel, + stark, leer: nicht bewertet.
cohort-section-changes = Was sich seit dem { $date } verändert hat
cohort-changes-rose = Die Bestehensquote stieg von { $before } auf { $after }.
cohort-changes-fell = Die Bestehensquote fiel von { $before } auf { $after }.
cohort-changes-same = Die Bestehensquote liegt wie zuvor bei { $after }.
cohort-changes-interval = Das 95-%-Intervall des Unterschieds reicht von { $low } bis { $high } Prozentpunkte.
cohort-changes-beyond = Das 95-%-Intervall des Unterschieds reicht von { $low } bis { $high } Prozentpunkte und enthält die 0 nicht; Zufall allein erklärt das kaum.
cohort-changes-chance = Das 95-%-Intervall des Unterschieds reicht von { $low } bis { $high } Prozentpunkte und enthält die 0; es kann also Zufall sein.
cohort-changes-few = Bestanden: damals { $before }, jetzt { $after }. Mit weniger als 5 auf einer Seite werden die Quoten nicht verglichen.
cohort-changes-nobody = Damals gab es keine Prüflinge, also lässt sich keine Quote vergleichen.
cohort-changes-less-weak = Seltener schwach als zuvor, was Zufall allein kaum erklärt: { $domains }.
cohort-changes-more-weak = Öfter schwach als zuvor, was Zufall allein kaum erklärt: { $domains }.
cohort-changes-domain = { $domain } ({ $before } auf { $after })
cohort-changes-no-domain = In keinem Bereich änderten sich die schwachen Bewertungen mehr, als der Zufall bewirken kann.
cohort-changes-rates-caption = Quoten zuvor und jetzt, der Unterschied in Prozentpunkten
cohort-changes-counts-caption = Anzahlen und Punktzahlen zuvor und jetzt
cohort-changes-domains-caption = Schwache Bewertungen und Wirkung zuvor und jetzt
cohort-changes-rate = { $rate } ({ $count } von { $of })
cohort-changes-first = Erste Versuche
cohort-changes-retakes = Wiederholungen
cohort-changes-failed = Nicht bestanden
cohort-changes-median = Median der Punktzahlen
cohort-changes-mean = Mittelwert der Punktzahlen
cohort-column-figure = Größe
cohort-column-before = Zuvor
cohort-column-now = Jetzt
cohort-column-weak-before = Schwach zuvor
cohort-column-weak-now = Schwach jetzt
cohort-column-impact-before = Wirkung zuvor
cohort-column-impact-now = Wirkung jetzt
cohort-changes-note = Ein Unterschied ist der Wert jetzt weniger dem von zuvor. Quoten haben dessen 95-%-Intervall (Newcombe); ein Unterschied, dessen Intervall die 0 nicht enthält, ist fett gesetzt. Das Intervall behandelt beide Stände wie verschiedene Personen: Wo dieselben Personen in beiden stehen, ist es breiter als nötig. Von 20 Intervallen verfehlt etwa eines die 0 durch bloßen Zufall. Weniger als 5 werden nicht verglichen. Die Wirkung ist beide Male mit den Gewichten von jetzt berechnet.
cohort-section-sat-again = Wer wieder angetreten ist
cohort-sat-again = { $count ->
    [one] 1 Prüfling ist seit dem { $date } wieder angetreten;
   *[other] { $count } Prüflinge sind seit dem { $date } wieder angetreten;
} { $passed ->
    [0] niemand hat bestanden
    [one] 1 hat bestanden
   *[other] { $passed } haben bestanden
} ({ $rate }, Intervall { $low } bis { $high }).
cohort-sat-again-none = Nach den Daten in der Kursliste ist seit dem { $date } niemand wieder angetreten.
cohort-sat-again-unknown = { $count ->
    [one] Von 1 Prüfling mit mehreren Versuchen ist es nicht bekannt, weil ein Versuch kein Datum hat.
   *[other] Von { $count } Prüflingen mit mehreren Versuchen ist es nicht bekannt, weil Versuche kein Datum haben.
}
cohort-sat-again-scores = { $scored ->
    [one] Die Punktzahl von 1 Prüfling lässt sich vergleichen: { $median } Punkte.
   *[other] Die Punktzahlen von { $scored } Prüflingen lassen sich vergleichen: im Median { $median } Punkte.
}
cohort-sat-again-domains-caption = Was aus ihren Bereichen wurde
cohort-column-no-longer-weak = War schwach, ist besser
cohort-column-newly-weak = War nicht schwach, ist es jetzt
cohort-sat-again-caption = Wer wieder angetreten ist, die dem Bestehen Nächsten zuerst
cohort-column-score-before = Punktzahl zuvor
cohort-column-score-now = Punktzahl jetzt
cohort-column-result-before = Ergebnis zuvor
cohort-column-result-now = Ergebnis jetzt
cohort-sat-again-cut = Die Tabelle zeigt { $shown } von { $candidates } Prüflingen.
cohort-lead-all = Alle { $candidates } Prüflinge haben bestanden ({ $rate }).
cohort-lead-one-passed = Der einzige Prüfling hat bestanden.
cohort-lead-one-failed = Der einzige Prüfling hat nicht bestanden.
cohort-scores-equal = { $n ->
    [one] Die einzige Punktzahl ist { $score }.
   *[other] Alle { $n } Punktzahlen sind { $score }.
}
cohort-outlook-none = Ohne Punktzahlen und Bewertungen gibt es keine Aussicht.
cohort-outlook-unknown = Nicht bekannt
cohort-below = < { $value }
cohort-calendar-all = Alle { $all } Prüflinge, die nicht bestanden haben, können heute wieder antreten.
cohort-calendar-one-now = Der einzige Prüfling, der nicht bestanden hat, kann heute wieder antreten.
cohort-calendar-one-later = Der einzige Prüfling, der nicht bestanden hat, kann ab { $date } wieder antreten.
cohort-calendar-dated = Von denen, die nicht bestanden haben und deren Versuch ein Datum hat ({ $all }), { $now ->
    [0] kann heute keiner
    [one] kann heute 1
   *[other] können heute { $now }
} wieder antreten.
cohort-calendar-undated = { $count ->
    [one] Von 1 anderen ist es nicht bekannt.
   *[other] Von { $count } anderen ist es nicht bekannt.
}
cohort-candidates-caption-passed = Alle, nach Bereitschaft
cohort-section-candidates = Prüflinge
bundle-title = Pläne für { $exam }
cohort-archive = Die Pläne liegen in { $archive }. Welche Datei darin wem gehört, steht in manifest.csv.
cohort-candidates-caption = Alle; wer dem Bestehen am nächsten ist, steht oben
cohort-candidates-cut = Die Tabelle zeigt { $shown } von { $candidates } Prüflingen. Alle stehen in index.html.
column-candidate = Prüfling
column-id = Kennung
column-group = Gruppe
column-outcome = Ergebnis
column-score = Punkte
column-readiness = Reife
column-weak = Schwache Bereiche
column-recommended = Empfohlener Tag
column-attention = Zu klären
outcome-passed = bestanden
outcome-failed = nicht bestanden
readiness-note = Die Reife ordnet die Prüflinge von 0 bis 100. Sie ist keine Wahrscheinlichkeit.
cohort-section-left-out = Aus der Kursliste ausgelassen
cohort-left-out-intro = { $rows ->
    [one] 1 Zeile wurde
   *[other] { $rows } Zeilen wurden
} nicht verwendet, und wer dort steht, hat keinen Plan. Die Zeilen stehen in { $file }. Berichtigen Sie sie dort und erstellen Sie die Pläne noch einmal mit beiden Dateien.
cohort-left-out-caption = Zeilen, die nicht verwendet wurden, und warum
column-row = Zeile
column-reason = Warum
cohort-row = { $file }, Zeile { $row }
problem-cell = { $column } „{ $cell }“:
problem-column = { $column }:
problem-missing-key = Die Zeile sagt nicht, um wen es geht.
problem-row-length = Die Zeile hat mehr oder weniger Zellen, als es Überschriften gibt.
problem-cell-length = Die Zelle ist zu lang für ihre Spalte.
problem-score-format = Das lässt sich nicht als Punktzahl lesen. Eine Punktzahl ist eine ganze Zahl.
problem-score-range = Die Punktzahl liegt außerhalb der Skala der Prüfung.
problem-unknown-rating = Das ist keine Bewertung dieser Prüfung.
problem-percent-range = Das ist kein Prozentwert richtiger Antworten.
problem-points-format = Das ist keine Punktzahl.
problem-points-range = Das sind mehr Punkte, als es gibt, oder weniger als keiner.
problem-points-missing = Es fehlen Punkte, aus denen eine Bewertung berechnet wird.
problem-unknown-outcome = Das sagt nicht, ob die Prüfung bestanden wurde.
problem-outcome-contradiction = Die Zeile widerspricht sich: bestanden und nicht bestanden zugleich.
problem-no-outcome = Die Zeile hat weder eine Punktzahl noch ein Ergebnis.
problem-attempt-format = Das ist nicht die Nummer eines Versuchs.
problem-date-format = Das lässt sich nicht als Datum lesen.
problem-date-ambiguous = Es ist nicht klar, was Tag und was Monat ist.
problem-date-impossible = Diesen Tag gibt es nicht.
problem-same-attempt = Eine andere Zeile nennt denselben Versuch.
problem-attempt-order = Die Reihenfolge der Versuche widerspricht sich.
problem-two-names = Andere Zeilen geben diesem Prüfling einen anderen Namen.
problem-other-row = Zeile { $row } von { $file }, die denselben Prüfling betrifft, enthält ein Problem.
problem-other-row-unknown = Eine andere Zeile zu diesem Prüfling enthält ein Problem.
cohort-left-out-cut = Die Tabelle zeigt { $shown } von { $rows } Zeilen. Alle stehen in { $file }.
cohort-section-absent = Nicht angetreten
cohort-absent = { $rows ->
    [one] 1 Zeile nennt
   *[other] { $rows } Zeilen nennen
} einen Versuch, der nicht stattfand. Solche Zeilen werden hier gezählt und sonst nirgends.
cohort-absent-nothing-else = Ohne einen Versuch und darum ohne Plan: { $names }.
warning-other-version = Datum außerhalb dieser Fassung der Prüfung
warning-future-date = Datum in der Zukunft
warning-few-ratings = zu wenige Bewertungen
warning-hours = Stunden pro Woche nicht verwendbar
warning-stale-booking = gebuchte Wiederholung liegt nicht in der Zukunft
warning-inconsistent-entry = Punktzahl und Bewertungen passen nicht zusammen
warning-two-emails = zwei E-Mail-Adressen
warning-two-groups = ein Name in zwei Gruppen
warning-open-order = Reihenfolge der Versuche nicht sicher
warning-near-duplicate = fast so geschrieben wie ein anderer Prüfling
warning-share-or-percent = Anteil oder Prozentwert
cohort-reading-interval = Intervalle sind 95-%-Intervalle nach Wilson. Unterschiede innerhalb davon sind als gleich anzusehen.

## Die Arbeitsmappe des Kurses

workbook-summary = Übersicht
workbook-domains = Bereiche
workbook-problems = Probleme
workbook-failed = Nicht bestanden
workbook-first-attempts = Erste Versuche
workbook-retakes = Wiederholungen
workbook-of = Von
workbook-low = Intervall von
workbook-high = Intervall bis
workbook-passing-score = Bestehensgrenze
workbook-lowest = Niedrigste
workbook-lower-quartile = Unteres Quartil
workbook-median = Median
workbook-upper-quartile = Oberes Quartil
workbook-highest = Höchste
workbook-mean = Mittelwert
workbook-from = Von
workbook-to = Bis unter
workbook-rank = Rang
workbook-weak-share = Anteil schwach
workbook-failed-rated = Nicht bestanden: bewertet
workbook-failed-weak = Nicht bestanden: schwach
workbook-failed-share = Nicht bestanden: Anteil schwach
workbook-plan = Plan
workbook-file = Datei
workbook-problems-none = Jede Zeile der Kursliste wurde verwendet.
column-adequate = Mittel
column-strong = Stark
column-unrated = Nicht bewertet

## Die Ergebnisse des Kurses zum Weitergeben

share-kicker = Kursergebnisse
share-title = Kursergebnisse: { $exam }
share-running = Kursergebnisse { $exam }
share-too-few = Weniger als fünf Prüflinge: Ihre Ergebnisse werden nicht genannt.
share-few = <5
share-outcome-untold = Wie viele bestanden haben, wird nicht genannt: Der Kurs ist zu klein dafür.
share-results-caption = Prüflinge nach dem Ergebnis ihres letzten Versuchs
share-scores-caption = Prüflinge nach Punkten; die Bestehensgrenze ist { $passing }
share-scores-description = Die Zahlen der Tabelle darunter; die Bestehensgrenze { $passing } ist markiert. Ein blasser Balken steht für eine bis vier Personen.
share-without-score = ohne Punktzahl
share-scores-untold = Die Punktzahlen werden nicht genannt: Der Kurs ist zu klein dafür.
share-scores-untold-failed = Die Punktzahlen derer, die nicht bestanden haben, werden nicht genannt: Es sind zu wenige dafür.
share-scores-untold-passed = Die Punktzahlen derer, die bestanden haben, werden nicht genannt: Es sind zu wenige dafür.
share-domains-caption = Prüflinge nach ihrer Bewertung in jedem Bereich
share-domains-untold = Nicht genannt, weil der Kurs zu klein dafür ist: { $domains }.
share-section-teaching = Was zu unterrichten ist
share-note-few = „<5“ steht für eine bis vier Personen. „–“ steht für eine Zahl, die verborgen ist, weil sich aus ihr eine kleine berechnen ließe, und für alles, was auf einer solchen Zahl beruht. Niemand wird genannt.
share-note-left-out = Weggelassen ist, was sich auf wenige zurückführen ließe: niedrigste, höchste und mittlere Punktzahl, Aussichten, Warnzeichen, Entwicklung, Tage der Wiederholung, gemeinsam schwache Bereiche und Gruppen. Reihenfolge, Anteile und Stunden folgen aus den Zahlen, die genannt sind.

## Der Kalender eines Plans

ics-study = { $exam }: { $hours } { $domain }
ics-study-plain = { $exam }: { $hours } Lernen
ics-rehearsal = { $exam }: { $hours } Generalprobe
ics-earliest = { $exam }: erster Tag, an dem Sie wieder antreten dürfen
ics-recommended = { $exam }: empfohlener Tag für die Wiederholung
ics-booked = { $exam }: Wiederholung
ics-topics = Themen: { $topics }.
ics-upkeep = Einige Übungsfragen halten diesen Bereich wach.
ics-week = Woche { $number } von { $weeks } in Ihrem Plan vom { $date }.
ics-day = Aus Ihrem Plan vom { $date }.

## Briefe

mail-subject-plan = Ihr Plan für die Wiederholung von { $exam }
mail-subject-review = Die Auswertung Ihres Ergebnisses in { $exam }
mail-greeting = Guten Tag { $name },
mail-greeting-plain = Guten Tag,
mail-plan = hier ist Ihr persönlicher Plan für die Wiederholung von { $exam }. Er zeigt, wo Sie stehen, was Sie zuerst lernen und was Woche für Woche ansteht.
mail-plan-weeks = { $weeks ->
    [one] Er umfasst eine Woche.
   *[other] Er umfasst { $weeks } Wochen.
}
mail-plan-first = Beginnen Sie mit der ersten Seite: Sie nennt den Schritt, der Ihnen am meisten bringt. Antworten Sie auf diese Nachricht, wenn ein Tag oder eine Stunde nicht passt.
mail-review = hier ist die Auswertung Ihres Ergebnisses in { $exam }: womit Sie bestanden haben und welche Bereiche einen zweiten Blick wert sind. Antworten Sie auf diese Nachricht, wenn Sie Fragen haben.
mail-private = Das angehängte Dokument ist nur für Sie bestimmt. Wenn Ihr Name nicht darin steht, antworten Sie bitte auf diese Nachricht und löschen Sie sie.
mail-file-plan = Ihr Plan, zum Lesen und Drucken
mail-file-plan-page = Ihr Plan, zum Öffnen im Browser
mail-file-review = die Auswertung Ihres Ergebnisses
mail-file-review-page = die Auswertung Ihres Ergebnisses, zum Öffnen im Browser
mail-file-calendar = die Wochen des Plans für Ihren Kalender; ein neuerer tritt an die Stelle des älteren
mail-closing = Freundliche Grüße
