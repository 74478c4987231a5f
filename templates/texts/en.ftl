# Every fixed sentence of the documents, in the language that the file is named after. Both faces (HTML and PDF) are made from these texts.
# One message a line or block; { $name } is a value. A message may use only the values that it uses here.

## Dates and numbers

date-long = { $day } { $month } { $year }
date-span = { $from } – { $to }
day-month = { $day } { $month }
month-year = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = June
month-short-7 = July
month-short-8 = Aug
month-short-9 = Sept
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
decimal-sign = .
percent = { $value } %
hours = { $value } h
weeks = { $weeks ->
    [one] 1 week
   *[other] { $weeks } weeks
}
points = { $points ->
    [one] 1 point
   *[other] { $points } points
}
list-and = { $first } and { $last }
list-names = {"; "}
list-comma = { $first }, { $next }
none = –

## Labels of the HTML pages alone

html-skip = Skip to the content
html-filter = Search for
html-sort = Choose a heading to sort by it.
html-shown = {"{"}shown{"}"} of {"{"}all{"}"} candidates
html-all = all
html-weak-in = Weak in
html-columns = Columns
html-clear = Show all
html-part = {"{"}from{"}"} to {"{"}to{"}"} of {"{"}all{"}"}
html-back = Back
html-next = Next
html-figures = The figures as a table

## Every page

page-label = Page {"{"}page{"}"} of {"{"}pages{"}"}
footer = { $from } · { $date }
footer-plain = Made on { $date }

## The head of plan and review

plan-kicker = Retake plan
plan-title = Retake plan for { $name }: { $exam }
plan-running = { $name } · Retake plan { $exam }
review-kicker = Result review
review-title = Result review for { $name }: { $exam }
review-running = { $name } · Result review { $exam }
fact-exam = Exam
fact-exam-value = { $name } ({ $code })
fact-attempt = Attempt
fact-attempt-dated = Number { $number }, { $date }
fact-attempt-number = Number { $number }
fact-day = Day of this plan
fact-review-day = Day of this review
fact-group = Group
fact-coach = Coach
fact-organisation = From
fact-contact = Contact
fact-id = Candidate

## The result

section-result = Where you stand
lead-failed-near = You scored { $score }. The passing score is { $passing }, so { $points ->
    [one] 1 point was
   *[other] { $points } points were
} missing. That is close.
lead-failed-middle = You scored { $score }. The passing score is { $passing }, so { $points ->
    [one] 1 point was
   *[other] { $points } points were
} missing. That gap closes with planned work.
lead-failed-far = You scored { $score }. The passing score is { $passing }, so { $points ->
    [one] 1 point was
   *[other] { $points } points were
} missing. That is a wide gap, and a broad plan is the way to close it.
lead-failed-no-score = You did not pass this attempt. There is no score in the sheet, so this plan rests on your ratings.
lead-failed-nothing = You did not pass this attempt. There is neither a score nor a usable set of ratings in the sheet, so this page can say only what holds for everyone.
meaning-weak = { $count ->
    [one] One domain is rated weak: { $domains }. It carries { $weight } of the exam.
   *[other] Rated weak: { $domains }. Together these { $count } domains carry { $weight } of the exam.
}
meaning-weak-rated = { $count ->
    [one] One domain is rated weak: { $domains }. It carries { $weight } of the part of the exam that was rated.
   *[other] Rated weak: { $domains }. Together these { $count } domains carry { $weight } of the part of the exam that was rated.
}
meaning-some-strong = No domain is rated weak, and { $count ->
    [one] one is strong
   *[other] { $count } are strong
}. The missing points are spread over the rest, and over questions where several domains meet.
meaning-uniform = No domain is rated weak and none is strong. A little is missing everywhere.
meaning-uniform-no-strong = No domain is rated weak. Your report cannot show strengths, so a little may be missing everywhere.
meaning-all-strong = Every rated domain is strong. The missing points were lost in questions where several domains meet.
meaning-few = The ratings cover less than half of the exam, so this page cannot say where most of the points were lost.
meaning-no-domains = This exam reports no results by domain, so this page cannot say where the points were lost.
meaning-unrated = There are no ratings by domain, so this page cannot say where the points were lost.
first-weak = Start with { $domain }, the heaviest of your weak domains.
first-weak-equal = Start with { $domain }.
first-adequate = Start with { $domain }, the heaviest domain that is not yet strong.
first-strong = Start with { $domain }, the heaviest domain, and work on questions that join several domains.
first-unrated = Start with a full-length practice exam that reports by domain. It shows where to begin.
first-heaviest = Start with { $domain }, the heaviest domain.
first-no-domains = Start with a full-length practice exam.

score-line-title = Your score on the scale
score-line-description = A scale from { $min } to { $max } with the passing score { $passing }. Below it lies the near band, from { $near }, then the middle band, from { $middle }, then the far band. Your score is { $score }.{ $earlier }
score-line-earlier = {" "}Earlier scores: { $scores }.
earlier-attempts = Earlier: { $attempts }.
earlier-attempt = attempt { $number }
earlier-failed = not passed
earlier-attempt-dated = attempt { $number } on { $date }
earlier-attempt-score = { $attempt } with { $score } points
earlier-attempt-result = { $attempt }, { $result }
score-line-passing = passing { $passing }
score-line-yours = { $score }
score-line-far = far
score-line-middle = middle
score-line-near = near
score-line-passed = passed
score-line-range = { $from }–{ $to }
score-history-title = Your scores from attempt to attempt
score-history-description = { $attempts }. The passing score is { $passing }.
score-history-item = Attempt { $number }: { $score }
score-history-dated = Attempt { $number }, { $date }: { $score }
score-history-number = no. { $number }

## Outlook

section-outlook = Outlook for a retake
figure-outlook = Outlook
figure-outlook-gloss = a rule of thumb
figure-weeks = Preparation
figure-weeks-gloss = at { $hours } a week
figure-earliest = Earliest day
figure-earliest-gloss = by the rules of { $vendor }
figure-earliest-unknown = unknown
figure-earliest-unknown-gloss = the sheet has no exam date
figure-recommended = Recommended day
figure-recommended-gloss = after the preparation
tier-high = High
tier-medium = Medium
tier-low = Low
reason-band-near = Your score is in the near band: at or above { $near }, just below the passing score.
reason-band-middle = Your score is in the middle band: from { $middle } up to { $near }.
reason-band-far = Your score is in the far band: below { $middle }.
reason-weight-near = There is no score. Your weak domains carry at most a third of the rated weight.
reason-weight-middle = There is no score. Your weak domains carry more than a third and at most two thirds of the rated weight.
reason-weight-far = There is no score. Your weak domains carry more than two thirds of the rated weight.
reason-few-weak = Of { $rated } rated domains, { $weak } { $weak ->
    [one] is
   *[other] are
} weak: not more than half. Together this gives the outlook “{ $tier }”.
reason-many-weak = Of { $rated } rated domains, { $weak } { $weak ->
    [one] is
   *[other] are
} weak: more than half. Together this gives the outlook “{ $tier }”.
reason-none-weak = None of the { $rated } rated domains is weak. Together this gives the outlook “{ $tier }”.
reason-far-one = Only one of { $rated } rated domains is weak. Together this gives the outlook “{ $tier }”.
reason-far-several = Of { $rated } rated domains, { $weak } are weak, more than one. So far from the passing score this gives the outlook “{ $tier }”.
reason-unrated = Without usable ratings only the score counts here. It gives the outlook “{ $tier }”.
reason-up = Every heavy domain ({ $domains }) is strong, which raises it to “{ $tier }”.
reason-up-kept = Every heavy domain ({ $domains }) is strong, which supports it.
reason-down = Every heavy domain ({ $domains }) is weak, which lowers it to “{ $tier }”.
reason-down-kept = Every heavy domain ({ $domains }) is weak, which supports it.
outlook-rule = The outlook is a rule of thumb from coaching practice. It is not a probability, and it promises nothing.
review-focused = By the score, a focused review is enough.
review-comprehensive = By the score, a comprehensive review of every domain is the right size.
earliest-past = Under the rules of { $vendor } you may sit again: the first day was { $date }.
earliest-future = Under the rules of { $vendor } you may sit again from { $date }.
booking-stale = The sheet lists a retake on { $date }. That day is before this plan starts, or not after your last attempt, so the plan leaves it aside. Check the day with your coach.
booking-not-allowed = Your retake is booked for { $date }, before the first day that { $vendor } allows. The plan does not count on it.
booking-cuts = Your retake is booked for { $date }. That leaves { $available }, so the plan has { $available } instead of { $weeks }.
booking-too-near = Your retake is booked for { $date }. That is too near to plan for: there is not one whole week left. Move the day, if you can.
booking-fits = Your retake is booked for { $date }. The plan fits before it.
booking-later = Your retake is booked for { $date }. This plan takes { $weeks }. Begin it on { $latest } at the latest. Until then, an hour or two a week of practice questions over all domains keeps what you know awake.
wait-later = The rules leave more time than this plan takes. You can begin on { $latest } at the latest, or now, and after the plan keep what you know awake with an hour or two of practice questions a week.

## Domains

section-domains = Your domains
domains-caption = In the order in which they matter: weak first, then by weight.
domains-caption-unrated = The exam's domains with their weights. There are no ratings.
column-domain = Domain
column-weight = Weight
column-rating = Rating
column-change = Since last time
column-items = Questions
rating-none = not rated
rating-percentage = { $label } ({ $word })
rating-abbreviated = { $label } ({ $word })
change-up = up from { $label }
change-down = down from { $label }
change-same = as before
change-new = first rating
items-about = about { $count }
items-note = A rating rests on few questions. In { $domain } it is about { $count }: one or two questions can turn it.
unrated-note = { $count ->
    [one] One domain has no rating: { $domains }.
   *[other] { $count } domains have no rating: { $domains }.
} What this page concludes rests on the rated domains alone, with their weights scaled up to 100 %.
few-ratings-note = The rated domains carry less than half of the exam. That is too little for conclusions; only the study hours follow them.
no-domains-note = This exam reports no results by domain.

## What stands out

note-title = A note from your coach
section-findings = What stands out
first-step = First: { $step }
flag-integration-title = You know the parts; the points are lost where they meet
flag-integration-text = No domain is weak and some are strong, and still the total was not enough. Exam questions often join several domains in one case.
flag-integration-first = Build one project from end to end that uses several domains at once, and explain each decision in it.
flag-uniform-borderline-title = Every domain is at the lower end
flag-uniform-borderline-title-no-strong = No domain stands out as weak
flag-uniform-borderline-text-no-strong = The missing points are spread over domains that your report rates alike. The heaviest domains pay most. The report cannot show which of them is the weakest.
flag-uniform-borderline-text = A slight lift in every domain closes the gap. The heaviest domains pay most. The report cannot show which of them is the weakest.
flag-uniform-borderline-first = Take one practice set for each domain and rank your domains by the result.
flag-foundation-title = Rebuild the foundation first
flag-foundation-text = More than half of the rated domains are weak. Going through a full course pays more here than cramming one domain after the other.
flag-foundation-first = Pick one complete course or book and set aside its hours in your calendar.
flag-retake-not-allowed-title = The booked retake comes too early for the rules
flag-retake-not-allowed-text = Your retake is booked for { $date }. Under the rules of { $vendor } you may sit again from { $earliest }.
flag-retake-not-allowed-first = Move the booking to { $earliest } or later; the recommended day is { $recommended }.
flag-retake-not-allowed-first-plain = Move the booking to { $earliest } or later.
flag-rushed-retake-title = The booked retake is a rush
flag-rushed-retake-text = It is booked less than { $days } days after this plan starts, and the gaps are broad. Retakes this soon usually end as before.
flag-rushed-retake-first = Move the booking to { $recommended } or later, if you can.
flag-booked-too-early-title = The booked retake is { $weeks ->
    [one] 1 week
   *[other] { $weeks } weeks
} too early
cohort-flag-integration = Knows the parts, loses points where they meet
cohort-flag-uniform-borderline = Every domain at the lower end
cohort-flag-foundation = More than half of the domains weak
cohort-flag-retake-not-allowed = Retake booked before the rules allow it
cohort-flag-rushed-retake = Retake rushed, with broad gaps
cohort-flag-booked-too-early = Retake booked before the recommended day
flag-booked-too-early-text = It is booked for { $date }. The recommended day is { $recommended }.
flag-booked-too-early-first = Move the booking to { $recommended } or later, if you can.
persistent-title = { $domain } has stayed weak
persistent-text = It was weak in every attempt that rated it. More of the same is unlikely to change that. { $advice }
persistent-title-several = { $count } domains have stayed weak
persistent-text-several = They were weak in every attempt that rated them. More of the same is unlikely to change that.
persistent-advice = { $domain }: { $advice }
trend-title-improving = You are moving up
trend-title-shifting = The picture has shifted
trend-title-regressing = This result is below the last one
trend-title-regressing-ratings = More domains are weak than last time
trend-title-passed = Compared with the attempt before
trend-title-plateau = The result has stayed where it was
trend-title-slow = You are moving in small steps
trend-score-up = Since the last attempt your score rose by { $points }.
trend-score-down = Since the last attempt your score fell by { $points }.
trend-score-same = Your score is the same as last time.
trend-risen = Up: { $domains }.
trend-slipped = Down: { $domains }.
trend-answered = No longer weak: { $domains }.
trend-improving = What you do works. Go on with it.
trend-improving-steady = It has been so from each attempt to the next. What you do works. Go on with it.
trend-plateau = The way you study does not reach the gap. Change the way, not only the hours: labs instead of reading, or other material.
trend-plateau-steady = It has been so from each attempt to the next. The way you study does not reach the gap. Change the way, not only the hours: labs instead of reading, or other material.
trend-plateau-slow = Step by step you have moved from { $first } to { $last }. The steps are small. To make them larger, change the way you study: labs instead of reading, or other material.
trend-regressing = Three causes are usual: tension on the day, confusion from studying too many sources, or a retake too soon after the last.
trend-regressing-days = Three causes are usual: tension on the day, confusion from studying too many sources, or a retake too soon after the last. Between your last two attempts there { $days ->
    [one] was 1 day
   *[other] were { $days } days
}.
trend-shifting = New learning may have pushed out old, or upkeep was dropped. It can also be that this version of the exam asked other questions.
trend-weak-evidence = One rating up or down is weak evidence: a domain rests on few questions.

## The way to the passing score

section-path = The way to the passing score
path-reaches = By estimate, these steps close the gap of { $gap }. Each step lifts one domain by one rating.
path-not-enough = The gap is { $gap }. By estimate, one step in every weak and adequate domain is not enough to close it: { $gain } in all.
path-further = The heaviest of these domains need more than one step.
path-elsewhere = The rest of the gap lies in questions where several domains meet.
path-check = Score and ratings do not fit together well: compare them with your score report.
path-none = The gap is { $gap }, and no rating is left that a step could lift. The points were lost in questions where several domains meet.
path-to-unseen = { $label } (not shown in your report)
path-single = One step alone would be enough, by estimate, in { $count ->
    [one] { $domains }
   *[other] any one of these: { $domains }
}.
path-caption = Steps in the order in which to take them
path-from = From
path-to = To
path-gain = Estimated gain
path-gain-value = { $gain } points
path-total = Together
path-assumption = Estimates, each rounded. They assume the middle of each rating's usual share of correct answers and an even scale.

## Week by week

section-weeks = Week by week
weeks-intro = { $weeks } from { $from }, { $hours } a week: { $build } of building{ $rehearsal }. The hours follow the weight of each domain and its rating.
weeks-intro-unrated = { $weeks } from { $from }, { $hours } a week: { $build } of building{ $rehearsal }. The hours follow the weight of each domain.
weeks-rehearsal = {" "}and { $weeks } of rehearsal
weeks-upkeep = {" "}Where a week has hours for a domain but no topics, a few practice questions keep it up.
weeks-caption = Hours, topics, lab and check of each week
column-week = Week
column-hours = Hours
column-work = What to do
week-number = { $number }
week-lab = Lab { $number }:
week-check = Check:
week-domain = { $domain }:
week-check-text = two practice sets at { $target } or more end this part: { $domains }.
week-upkeep = Keep up:
week-upkeep-text = a few practice questions in the other domains of the week.
rehearsal-hours = all domains
rehearsal-work = Sit a full-length practice exam as if it were the real one. Go through every wrong answer. Then return to each domain below { $target }.
rehearsal-label = Rehearsal:
rehearsal-work-plain = Sit a full-length practice exam as if it were the real one. Go through every wrong answer, then return to the topics behind them.
unassigned-work = Share the time over the topics of the exam guide, and end each week with a practice set.
weeks-total = Build weeks
weeks-none = There is no schedule, because the booked day leaves no whole week.
retake-day = Retake
retake-day-recommended = Recommended from { $date }, when two practice sets in each focus domain reach { $target }.
retake-day-recommended-plain = Recommended from { $date }, when practice exams go well twice in a row.
retake-day-booked = Booked for { $date }.

## Labs and checklist

section-checklist = Labs and checklist
checklist-intro = Tick what is done. Labs count only when something runs that you built yourself.
checklist-lab = Lab { $number }: { $title }. { $text }
checklist-lab-plain = Lab { $number }: { $text }
checklist-services = Study together: { $services }.
checklist-topics = Topics in order: { $topics }.
checklist-link = Documentation

## Keep up

section-upkeep = Keep up
upkeep-intro = These domains get fewer hours, not none. Letting a middle rating slip is the most common mistake.
upkeep-none = Every domain is in focus, so nothing is only kept up.
column-why = Why
upkeep-adequate = Can slip with the next set of questions
upkeep-strong = Carries points that you count on
upkeep-unrated = Not rated: treated like a middle rating

## When nothing is known by domain

section-general = What helps in any case
general-report = Look for your score report. The ratings by domain in it turn this page into a plan of your own.
general-practice = Sit a full-length practice exam that reports by domain.
general-practice-plain = Sit a full-length practice exam.
general-weights = Spend your hours by the weights of the domains.
general-labs = Build things. Exams of this kind test practice more than reading.
general-book = Book the retake when two practice exams in a row go well.

## Reviews of those who passed

lead-passed-clear = You passed with { $score }. The passing score is { $passing }.
lead-passed-narrow = You passed with { $score }, by { $points }. The passing score is { $passing }: a narrow pass.
lead-passed-exact = You passed with { $score }, exactly the passing score: a narrow pass.
lead-passed-no-score = You passed.
section-pattern = What your ratings say
pattern-over-specialised = You are strong in one or two areas and have gaps elsewhere. Of all passes this one needs the most care: work that joins several areas may be hard going.
pattern-gap-despite-pass = The total was enough, but there is a real gap that will show at work.
pattern-consistent = Your result is even. No domain stands out yet as a strength.
pattern-consistent-no-strong = Your result is even. Your report cannot show strengths, so none stands out.
pattern-solid = You are well prepared, with one or two strengths.
pattern-strong = You have command of most areas.
pattern-none = There are no usable ratings by domain, so there is nothing to add to the result.
figure-margin = Margin
figure-margin-gloss = above the passing score
figure-validity = Valid until
figure-validity-gloss = then it lapses
figure-validity-past-gloss = it has lapsed
figure-score = Score
figure-score-gloss = passing score { $passing }
section-development = Areas to develop
development-intro = In this order. Each lab is done when something runs that you built yourself.
development-none = No domain is below strong. Keep your strengths in use.
section-validity = Validity
validity = Your certification is valid until { $date }. Plan the renewal some months before.
validity-past = Your certification was valid until { $date }.

## How to read this

section-reading = How to read this
reading-scaled = A scaled score is not a percentage: { $passing } is not { $percent } of the questions. Scaling makes versions of the exam comparable.
reading-weak = A weak rating does not mean that every question was missed. About { $low } to { $high } right is the usual estimate.
reading-withheld = The exam does not show questions or answers, to protect them. Knowing one missed question would help less than knowing its domain.
reading-withheld-plain = The exam does not show questions or answers, to protect them.
reading-estimates = Estimates are the outlook, the steps to the passing score and the share of correct answers. None of them comes from { $vendor }.
reading-estimates-outlook = The outlook is an estimate. It does not come from { $vendor }.
reading-estimates-share = The share of correct answers is an estimate. It does not come from { $vendor }.
reading-share = From your ratings, about { $low } to { $high } of your answers were right, by estimate.
reading-no-strong = Your report knows no rating above “{ $label }”, so it cannot show strengths. What needs one is not concluded here: an outlook raised by strong domains, a gap beside strengths, points lost where strong domains meet.
reading-no-strong-exam = This exam knows no strong rating, so it cannot show strengths. What needs one is not concluded here: an outlook raised by strong domains, a gap beside strengths, points lost where strong domains meet.
reading-rules = Retake rules as published by { $vendor }, checked on { $date }.

## The cohort

cohort-kicker = Cohort summary
cohort-title = Cohort summary: { $exam }
cohort-running = Cohort summary { $exam }
cohort-heading = { $exam }: how the class did
cohort-lead = { $count ->
    [0] None of the { $candidates } candidates passed
    [one] 1 of { $candidates } candidates passed
   *[other] { $count } of { $candidates } candidates passed
} ({ $rate }).
cohort-lead-nobody = No candidate could be used.
cohort-lead-interval = The 95 % interval of the rate runs from { $low } to { $high }.
cohort-fact-sheets = Sheets
cohort-fact-candidates = Candidates
cohort-fact-attempts = Attempts
cohort-fact-day = As of
cohort-fact-left-out = Left out
cohort-section-first = At a glance
cohort-figure-pass = Pass rate
cohort-figure-pass-gloss = { $passed } of { $candidates }, interval { $low } to { $high }
cohort-figure-first = First attempts / retakes
cohort-figure-first-value = { $first } / { $retakes }
cohort-figure-first-gloss = { $first } / { $retakes } passed
cohort-figure-count = { $count } of { $of }
cohort-figure-close = Close
cohort-figure-close-gloss = outlook high
cohort-figure-one-away = One domain away
cohort-figure-one-away-gloss = by estimate
cohort-costliest = What costs the class most: { $domains }.
cohort-costliest-item = { $domain } ({ $impact } percentage points)
cohort-costliest-tied = The first places lie within their intervals of each other: take them as ties.
cohort-close = Closest to passing: { $names }.
cohort-one-away = One domain better by one rating would do, by estimate: { $names }.
cohort-one-away-item = { $name } ({ $domains })
cohort-section-scores = Scores
cohort-scores-title = Scores of the current attempts
cohort-scores-description = { $n ->
    [one] 1 score, { $median }
   *[other] { $n } scores from { $min } to { $max }, median { $median }
}. The passing score { $passing } is marked.
cohort-scores-text = Median { $median }, middle half from { $q1 } to { $q3 }, mean { $mean }, lowest { $min }, highest { $max }.
cohort-scores-none = The sheet has no scores.
cohort-section-domains = Domains, by what they cost
cohort-domains-caption = Impact is weight times the share of weak ratings: percentage points of the exam at stake
cohort-column-ratings = Weak, adequate, strong
cohort-column-weak-rate = Weak
cohort-column-interval = Interval
cohort-column-impact = Impact
cohort-stack-label = { $weak } / { $adequate } / { $strong }
cohort-column-tie = Tie
cohort-tie = with next
cohort-tie-note = “With next” marks a domain whose interval overlaps that of the next one: a tie.
cohort-interval = { $low } – { $high }
cohort-no-ratings = The sheet has no ratings.
cohort-section-outlook = Outlook of those who did not pass
cohort-outlook-caption = Candidates by outlook
cohort-column-outlook = Outlook
cohort-column-count = Candidates
cohort-nobody-failed = Nobody failed.
cohort-section-flags = Red flags
cohort-flags-caption = How often each red flag was raised
cohort-column-flag = Red flag
cohort-flags-none = No red flag was raised.
cohort-section-trends = Trends
cohort-trends-caption = Candidates with two attempts or more
cohort-column-trend = Since the last attempt
trend-improving-name = improving
trend-shifting-name = shifting
trend-plateau-name = plateau
trend-regressing-name = regressing
cohort-teach = Teach first: { $workshops }.
cohort-teach-item = { $domain } ({ $hours })
cohort-section-pairs = Weak together
cohort-pairs-none = No pair of domains stands out: 3 candidates or more who are weak in both, with p below 0.10 (Fisher’s exact test, adjusted for all pairs by Holm).
cohort-pairs-caption = Pairs that are weak together more often than chance would have it
cohort-column-pair = Domains
cohort-column-both = Weak in both
cohort-column-expected = Expected
cohort-column-lift = Times as often
cohort-column-p = p
cohort-pairs-note = “Expected” is how many would be weak in both if one domain had nothing to do with the other. p is the chance of so many or more in that case (Fisher’s exact test, adjusted for all pairs by Holm). A pair is named from 3 candidates on, with p below 0.10.
cohort-section-teaching = What to teach, and to whom
cohort-teaching-none = Nobody is weak in any domain.
cohort-workshops-caption = { $hours } of class, shared out by impact
cohort-column-workshop = Workshop
cohort-column-hours = Hours
cohort-column-weak = Weak
cohort-column-failed-weak = Of these, failed
cohort-column-who = Who failed and needs it, those closest to passing first
cohort-names-and-more = { $names } and { $more } more
cohort-cover-caption = Which workshops reach the most
cohort-column-workshops = Workshops
cohort-column-reached = Reach
cohort-column-whole = All that they need
cohort-unreached = Not reached by these workshops: { $names }.
cohort-cover-note = A workshop reaches those who failed and are weak in its domain. Each next one is chosen for those whom none before reaches.
cohort-section-calendar = When they can sit again
cohort-calendar-now = { $now ->
    [0] None of the { $all } candidates who failed can sit again today.
    [one] 1 of { $all } candidates who failed can sit again today.
   *[other] { $now } of { $all } candidates who failed can sit again today.
}
cohort-calendar-last = The last one can from { $date } on.
cohort-time-title = Candidates by the day of their retake
cohort-time-description = Bars on a line of time from { $first } to { $last }: { $rows }. The table below holds the figures.
cohort-time-caption = Candidates by the first day of the week, or of the weeks, that the chart puts together
cohort-time-earliest = Can sit again from
cohort-time-recommended = Recommended
cohort-time-booked = Booked
cohort-column-from = From
cohort-calendar-caption = Exams by month: the day that is booked, else the recommended one
cohort-column-month = Month
cohort-column-exams = Exams
cohort-column-fees = Fees
cohort-fees = { $amount } { $currency }
cohort-section-history = What became of earlier outlooks
cohort-history-caption = After a failed attempt with this outlook, how many passed the next time
cohort-column-passed = Passed
cohort-column-share = Share
cohort-history-note = This is the evidence of this class alone. Shares are shown from 5 cases on.
cohort-section-groups = Groups
cohort-groups-caption = Each group beside all other candidates
cohort-groups-cut = The table shows { $shown } of { $groups } groups. All of them are in cohort.xlsx.
cohort-no-group = Without a group
cohort-column-difference = Difference
cohort-difference-interval = { $low } to { $high }
cohort-groups-note = The difference is the pass rate of the group less that of all others, in percentage points, with its 95 % interval (Newcombe). Where the interval holds 0, the groups may well be alike. A group of fewer than 5 shows only how many it has; beside fewer than 5 others there is no difference.
cohort-section-persistent = Domains that stay weak
cohort-persistent-caption = Candidates who were weak in the domain in this attempt and the one before
domain-code = D{ $number }
domain-code-item = { $code } { $domain }
domain-codes = Domains: { $domains }.
mark-weak = −
mark-adequate = =
mark-strong = +
mark-key = Signs: − weak, = adequate, + strong, blank not rated.
cohort-section-changes = What changed since { $date }
cohort-changes-rose = The pass rate rose from { $before } to { $after }.
cohort-changes-fell = The pass rate fell from { $before } to { $after }.
cohort-changes-same = The pass rate is { $after }, as before.
cohort-changes-interval = The 95 % interval of the difference runs from { $low } to { $high } percentage points.
cohort-changes-beyond = The 95 % interval of the difference runs from { $low } to { $high } percentage points and does not hold 0, so chance alone hardly explains it.
cohort-changes-chance = The 95 % interval of the difference runs from { $low } to { $high } percentage points and holds 0, so this may be chance.
cohort-changes-few = Passed: { $before } then, { $after } now. With fewer than 5 on one side, the rates are not compared.
cohort-changes-nobody = The earlier build had no candidates, so no rate can be compared.
cohort-changes-less-weak = Less often weak than before, which chance alone hardly explains: { $domains }.
cohort-changes-more-weak = More often weak than before, which chance alone hardly explains: { $domains }.
cohort-changes-domain = { $domain } ({ $before } to { $after })
cohort-changes-no-domain = In no domain is the change of the weak ratings larger than chance may bring.
cohort-changes-rates-caption = Rates before and now, the difference in percentage points
cohort-changes-counts-caption = Counts and scores before and now
cohort-changes-domains-caption = Weak ratings and impact before and now
cohort-changes-rate = { $rate } ({ $count } of { $of })
cohort-changes-first = First attempts
cohort-changes-retakes = Retakes
cohort-changes-failed = Not passed
cohort-changes-median = Median score
cohort-changes-mean = Mean score
cohort-column-figure = Figure
cohort-column-before = Before
cohort-column-now = Now
cohort-column-weak-before = Weak before
cohort-column-weak-now = Weak now
cohort-column-impact-before = Impact before
cohort-column-impact-now = Impact now
cohort-changes-note = A difference is the figure now less the one before. Rates carry its 95 % interval (Newcombe); a difference whose interval does not hold 0 is set bold. The interval takes the two builds for different people: where the same people stand in both, it is wider than need be. Of 20 intervals about one misses 0 by chance alone. Fewer than 5 are not compared. Impacts are computed with the weights of now.
cohort-section-sat-again = Who sat again
cohort-sat-again = { $count ->
    [one] 1 candidate has sat again since { $date };
   *[other] { $count } candidates have sat again since { $date };
} { $passed ->
    [0] nobody passed
    [one] 1 passed
   *[other] { $passed } passed
} ({ $rate }, interval { $low } to { $high }).
cohort-sat-again-none = By the dates in the sheet, nobody has sat again since { $date }.
cohort-sat-again-unknown = { $count ->
    [one] Of 1 candidate with several attempts this is not known, because an attempt has no date.
   *[other] Of { $count } candidates with several attempts this is not known, because attempts have no date.
}
cohort-sat-again-scores = { $scored ->
    [one] The score of 1 candidate can be compared: { $median } points.
   *[other] The scores of { $scored } candidates can be compared: in the median { $median } points.
}
cohort-sat-again-domains-caption = What became of their domains
cohort-column-no-longer-weak = Was weak, is better
cohort-column-newly-weak = Was not weak, is now
cohort-sat-again-caption = Who sat again, those closest to passing first
cohort-column-score-before = Score before
cohort-column-score-now = Score now
cohort-column-result-before = Result before
cohort-column-result-now = Result now
cohort-sat-again-cut = The table shows { $shown } of { $candidates } candidates.
cohort-lead-all = All { $candidates } candidates passed ({ $rate }).
cohort-lead-one-passed = The only candidate passed.
cohort-lead-one-failed = The only candidate did not pass.
cohort-scores-equal = { $n ->
    [one] The only score is { $score }.
   *[other] All { $n } scores are { $score }.
}
cohort-outlook-none = Without scores and ratings there is no outlook.
cohort-outlook-unknown = Not known
cohort-below = < { $value }
cohort-calendar-all = All { $all } candidates who failed can sit again today.
cohort-calendar-one-now = The only candidate who failed can sit again today.
cohort-calendar-one-later = The only candidate who failed can sit again from { $date } on.
cohort-calendar-dated = Of those who failed and whose attempt has a date ({ $all }), { $now ->
    [0] none can
   *[other] { $now } can
} sit again today.
cohort-calendar-undated = { $count ->
    [one] Of 1 other this is not known.
   *[other] Of { $count } others this is not known.
}
cohort-candidates-caption-passed = Everyone, by readiness
cohort-section-candidates = Candidates
bundle-title = Plans for { $exam }
cohort-archive = The plans are in { $archive }. Which file in it is whose is said by manifest.csv.
cohort-candidates-caption = Everyone, those closest to passing first
cohort-candidates-cut = The table shows { $shown } of { $candidates } candidates. All of them are in index.html.
column-candidate = Candidate
column-id = ID
column-group = Group
column-outcome = Result
column-score = Score
column-readiness = Readiness
column-weak = Weak domains
column-recommended = Recommended day
column-attention = To check
outcome-passed = passed
outcome-failed = failed
readiness-note = Readiness orders the candidates from 0 to 100. It is not a probability.
cohort-section-left-out = Left out of the sheet
cohort-left-out-intro = { $rows ->
    [one] 1 row was
   *[other] { $rows } rows were
} not used, and who stands there has no plan. The rows are in { $file }. Correct them there and build again with both files.
cohort-left-out-caption = Rows that were not used, and why
column-row = Row
column-reason = Why
cohort-row = { $file }, row { $row }
problem-cell = { $column } “{ $cell }”:
problem-column = { $column }:
problem-missing-key = The row does not say who the candidate is.
problem-row-length = The row has more or fewer cells than there are headings.
problem-cell-length = The cell is too long for its column.
problem-score-format = This cannot be read as a score. A score is a whole number of points.
problem-score-range = The score is outside the scale of the exam.
problem-unknown-rating = This is not a rating of the exam.
problem-percent-range = This is not a percentage of correct answers.
problem-points-format = This is not a number of points.
problem-points-range = These are more points than there are, or less than none.
problem-points-missing = Points are missing from which a rating is computed.
problem-unknown-outcome = This does not say whether the exam was passed.
problem-outcome-contradiction = The row contradicts itself: passed and not passed at once.
problem-no-outcome = The row has neither a score nor a result.
problem-attempt-format = This is not the number of an attempt.
problem-date-format = This cannot be read as a date.
problem-date-ambiguous = The order of day and month is not clear.
problem-date-impossible = There is no such day.
problem-same-attempt = Another row tells of the same attempt.
problem-attempt-order = The order of the attempts contradicts itself.
problem-two-names = Other rows give this candidate another name.
problem-other-row = Row { $row } of { $file }, of the same candidate, has a problem.
problem-other-row-unknown = Another row of this candidate has a problem.
cohort-left-out-cut = The table shows { $shown } of { $rows } rows. All of them are in { $file }.
cohort-section-absent = Did not sit
cohort-absent = { $rows ->
    [one] 1 row tells
   *[other] { $rows } rows tell
} of an attempt that did not happen. Such rows are counted here and nowhere else.
cohort-absent-nothing-else = Without any attempt, and so without a plan: { $names }.
warning-other-version = date outside this exam version
warning-future-date = date in the future
warning-few-ratings = too few ratings
warning-hours = hours a week not usable
warning-stale-booking = booked retake is not in the future
warning-inconsistent-entry = score and ratings contradict each other
warning-two-emails = two e-mail addresses
warning-two-groups = one name in two groups
warning-open-order = order of the attempts is not certain
warning-near-duplicate = spelled much like another candidate
warning-share-or-percent = share or percentage
cohort-reading-interval = Intervals are 95 % Wilson intervals. Differences within them are ties.

## The workbook of the cohort

workbook-summary = Summary
workbook-domains = Domains
workbook-problems = Problems
workbook-failed = Failed
workbook-first-attempts = First attempts
workbook-retakes = Retakes
workbook-of = Of
workbook-low = Interval from
workbook-high = Interval to
workbook-passing-score = Passing score
workbook-lowest = Lowest
workbook-lower-quartile = Lower quartile
workbook-median = Median
workbook-upper-quartile = Upper quartile
workbook-highest = Highest
workbook-mean = Mean
workbook-from = From
workbook-to = To below
workbook-rank = Rank
workbook-weak-share = Share of weak
workbook-failed-rated = Failed: rated
workbook-failed-weak = Failed: weak
workbook-failed-share = Failed: share of weak
workbook-plan = Plan
workbook-file = File
workbook-problems-none = Every row of the sheet was used.
column-adequate = Adequate
column-strong = Strong
column-unrated = Not rated

## The results of the class to hand on

share-kicker = Class results
share-title = Class results: { $exam }
share-running = Class results { $exam }
share-too-few = Fewer than five candidates: their results are not shown.
share-few = <5
share-outcome-untold = How many passed is not shown: the class is too small for it.
share-results-caption = Candidates by the result of their last attempt
share-scores-caption = Candidates by score; the passing score is { $passing }
share-scores-description = The counts of the table below, with the passing score { $passing } marked. A pale bar stands for one to four people.
share-without-score = without a score
share-scores-untold = The scores are not shown: the class is too small for it.
share-scores-untold-failed = The scores of those who failed are not shown: they are too few for it.
share-scores-untold-passed = The scores of those who passed are not shown: they are too few for it.
share-domains-caption = Candidates by their rating in each domain
share-domains-untold = Not shown, because the class is too small for it: { $domains }.
share-section-teaching = What to teach
share-note-few = “<5” stands for one to four people. “–” stands for a count that is hidden because a small one could be computed from it, and for what would rest on such a count. Nobody is named.
share-note-left-out = What could be traced to few people is left out: the lowest, highest and average scores, outlooks, red flags, trends, dates of retakes, domains weak together and groups. Order, shares and hours follow from the counts that are shown.

## The calendar of a plan

ics-study = { $exam }: { $hours } { $domain }
ics-study-plain = { $exam }: { $hours } of study
ics-rehearsal = { $exam }: { $hours } of rehearsal
ics-earliest = { $exam }: first day on which you may sit again
ics-recommended = { $exam }: recommended day for the retake
ics-booked = { $exam }: retake
ics-topics = Topics: { $topics }.
ics-upkeep = A few practice questions keep this domain up.
ics-week = Week { $number } of { $weeks } in your retake plan of { $date }.
ics-day = From your retake plan of { $date }.

## Letters

mail-subject-plan = Your retake plan for { $exam }
mail-subject-review = Your result review for { $exam }
mail-greeting = Dear { $name },
mail-greeting-plain = Hello,
mail-plan = Here is your personal plan for retaking { $exam }. It shows where you stand, what to study first, and what to do week by week.
mail-plan-weeks = { $weeks ->
    [one] It covers one week.
   *[other] It covers { $weeks } weeks.
}
mail-plan-first = Start with the first page: it names the step that brings you most. Reply to this message if a date or an hour does not suit you.
mail-review = Here is the review of your result in { $exam }: what you passed with, and which areas are worth a closer look. Reply to this message if you have questions.
mail-private = The attached document is meant for you alone. If it does not carry your name, please reply to this message and delete it.
mail-file-plan = your plan, to read and to print
mail-file-plan-page = your plan, to open in a browser
mail-file-review = the review of your result
mail-file-review-page = the review of your result, to open in a browser
mail-file-calendar = the weeks of the plan for your calendar; a newer one takes the place of an older one
mail-closing = Kind regards
