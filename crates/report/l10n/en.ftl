# Frame of every page
site = Cotejo report
skip = Skip to the content
nav = Pages of this report
nav-summary = Summary
nav-areas = Areas and tables
nav-pairs = Pairs of sources
nav-findings = Findings
nav-announcements = Announcements
nav-method = Method and files
nav-rules = Rules
language-switch = Language
footer-neutral = This report shows what the evidence says and under which assumption. It does not decide who is right.
footer-made = Made by Cotejo { $version }. Every figure can be recomputed from the files listed under “Method and files”.
footer-date = Made { $date }.
caveat = Limit
rule = Rule
print-url = Election id { $id }

# Summary
kicker = Collation of election results
lead-in = { $n ->
    [one] One source, shown table by table.
   *[other] { $shown } sources held against each other, table by table.
}
in-a-minute = In one minute
who-brought = Who brought what
what-agrees = What agrees
what-differs = What differs
who-leads = Whether it changes who leads
left-out = What is left out
announced-heading = What was announced
says-of = { $n ->
    [one] { $who } holds a sheet for one of { $of } tables ({ $share }).
   *[other] { $who } holds sheets for { $shown } of { $of } tables ({ $share }).
}
says-nothing = { $who } holds no sheets of this contest.
says-announced = { $n ->
    [one] It also brings one announced total.
   *[other] It also brings { $shown } announced totals.
}
grades-are = Evidence: { $grades }.
grades-limit = The grade says how good each copy is by itself, not whether its figures are true. A share of tables is not a share of votes.
agree-none = No table is held by more than one source, so nothing can be held against anything.
agree-count = { $n ->
    [one] One table is held by at least two sources; they agree on { $equal } ({ $share }).
   *[other] { $shown } tables are held by at least two sources; they agree on { $equal } of them ({ $share }).
}
agree-limit = Agreement of sources is not proof: they may share one origin. A figure that a source does not give is not compared.
differ-none = On no common table do { $a } and { $b } give different figures ({ $common } tables in common).
differ-count = { $n ->
    [one] { $a } and { $b } give different figures for one of { $common } common tables.
   *[other] { $a } and { $b } give different figures for { $shown } of { $common } common tables.
}
differ-net = Net effect, { $b } minus { $a }: { $effects }.
differ-net-none = The differences cancel out for every candidate.
differ-limit = A net effect can be small while many tables differ. The cause of a difference is not known from the figures alone.
leaders-same = { $a } and { $b }: on their common tables the same candidate leads in the country.
leaders-change = { $a } and { $b }: on their common tables a different candidate leads in the country.
leaders-levels = Areas with another leader, by level: { $levels }.
leaders-one = { $level } { $changed } of { $areas }
leaders-limit = Said of the tables that both have and of nothing else. Plurality of votes only.
left-count = { $n ->
    [0] Every table of which a copy is held has one copy that counts.
    [one] One table has copies but none counts, so it is in no total of the policy.
   *[other] { $shown } tables have copies but none counts, so they are in no total of the policy.
}
left-absent = { $n ->
    [0] Every table of the election file has a copy in some source.
    [one] For one table no source holds any copy.
   *[other] For { $shown } tables no source holds any copy.
}
left-limit = Absence alone says nothing about a table. What is left out is listed; nothing is estimated in its place.
announced-none = No announced total was given.
announced-limit = Arithmetic only: it says whether two figures can both be true, not which one is.

# Totals
totals = Totals side by side
totals-caption = Votes by candidate, for each source and for the sheets that the policy “{ $policy }” chose
totals-caption-sources = Votes by candidate, source by source
candidate = Candidate
votes = Votes
share = Share
chosen = Policy’s choice
valid = Valid votes
null-votes = Null votes
blank-votes = Blank votes
voters = Voters
tables-counted = Tables counted
electors-counted = Electors covered
votes-counted = Votes covered, at least
of = of
at-least = at least
unknown-rolls = not known: { $shown } tables have no roll
total-limit = Each column counts the tables its source holds, so columns with different coverage must not be subtracted from each other. For differences see “Pairs of sources”.
incomplete = { $n ->
    [one] lower bound: one sheet does not give it
   *[other] lower bound: { $shown } sheets do not give it
}
bars-title = Shares of the valid votes that each source holds
bars-limit = Drawn in the election file’s colours, with each candidate’s key on the bar. Only what a source holds.

# Coverage
coverage = Coverage
coverage-title = Tables counted, by area
coverage-text = Size: { $weight }. Filled: share of tables with a sheet that counts. Hatched: no sheet that counts.
weight-electors = electors on the roll
weight-tables = tables
coverage-limit = Hatched means that no source brought a sheet that counts, not that there was no vote.
tile-title = { $name }: { $counted } of { $tables } tables ({ $share })
levels-title = Share of tables held, by area and source
map-title = Where sheets are held and where not
map-text = Each square stands for the places around it. Its size grows with the number of tables; filled: tables with a sheet that counts; hatched: the rest. North is up.
map-limit = Only places whose coordinates the election file gives: { $shown } of { $of }.
sizes-title = How large the differences are
sizes-limit = Tables that differ, by votes at stake: the larger of the votes that one source shows more and those it shows less.
no-votes-differ = other figures only

# Areas
areas = Areas and tables
areas-inside = Areas inside
area = Area
level = Level
country = Country
leads = Leads by
no-leader = no votes
tie = tie
tables = Tables
tables-here = Tables on this page
table = Table
source = Source
sources = Sources
grade = Evidence
counts-as = counts
counted-mark = This copy counts under the policy
absent = absent
absent-mark = no copy held
blank = blank
unreadable = unreadable
page-of = Page { $shown } of { $of }
pages = Pages
findings-here = Differences
tables-legend = One line per content: sources that give the same figures stand together. ● marks the content that counts under the policy. Figures that differ from the line above are underlined. “—”: the source has no such box; “blank”: the box is empty; “unreadable”: nobody can read it.
withdrawn = withdrawn
annulled = annulled
signature-invalid = signature does not verify

# Pairs
pairs = Pairs of sources
pairs-intro = Every two sources, on the tables that both hold.
pairs-matrix = Tables in common, equal and different
common = Common
equal = Equal
differ = Differ
only-first = Only in the first
only-second = Only in the second
first = First
second = Second
net-effect = Net effect on candidates
net-caption = Second minus first, over the tables that differ
leader-effect = Leaders by level
areas-compared = Areas compared
areas-changed = Another leader
no-pairs = There is only one source, so there is no pair.
notes = What else can be said

# Findings
findings = Findings
findings-intro = Everything the rules found, with table, sources and values. Severities say what to look at first, not who is at fault.
findings-by-rule = By rule
severity = Severity
severity-error = error
severity-warning = warning
severity-note = note
meaning = What it says
count = Findings
votes-at-stake = Votes at stake
list-link = List
search = Search the findings
search-help = Table code, area, source, or part of the text. The search runs in this browser; nothing is sent anywhere.
search-rule = Rule
search-source = Source
search-all = all
search-needs-script = Searching needs JavaScript; the lists below do not.
search-result = shown
search-more = Show more
search-partial = The search holds the first { $shown } findings; all are in the lists and in findings.csv.
no-findings = No rule found anything.
detail = Values
next-step = Next step

# Announcements
announcements = Announcements against sheets
announcements-intro = What was announced as a total, held against the sheets. An announcement is never counted as a sheet.
announced-by = Said by
announced-at = When
announced-area = Of
announced-coverage = Coverage as announced
announced-reference = Where to look it up
announced-as = As announced
on-sheets = On the sheets counted
announced-others = All others together
announced-share = Share as announced
not-said = not said
brought-by = Brought by

# Method and files
method = Method and files
method-policy = Which copies count
policy-best-grade = Best evidence grade, then what most sources hold. A tie or two contradicting signed sheets leave the table out.
policy-unanimous = The best evidence grade, and only if all copies of it agree.
policy-only-source = Only what one named source holds.
policy-first-of = The first of the named sources that has the table.
policy-always = Under every policy: a withdrawn copy, a copy whose signature does not verify and a sheet replaced by a signed correction never count, and counts of different copies are never mixed.
method-values = Four different values
method-values-text = Absent (the source has no such box), blank (the box is empty), zero and unreadable are told apart everywhere. None of the first, second and last is ever taken for zero.
method-coverage = Coverage of what
method-coverage-text = Of tables: tables with a copy that counts. Of electors: electors on the rolls of those tables. Of votes: votes counted, against the most that can be missing, one for each elector of the other tables; so it is a lower bound.
method-inputs = Files read
more-inputs = { $n ->
    [one] One more file is listed in
   *[other] { $shown } more files are listed in
}
download-inputs = every file read, with its SHA-256
file = File
bytes = Bytes
gathered = Gathered
not-given = not given
method-again = How to recompute
method-again-text = Fetch the files above, compare their SHA-256, and run:
method-again-none = The command was not recorded. Collate the files above with the same policy.
method-check-id = The election id is the SHA-256 of the listing that sha256sum prints for the five files of the election directory:
method-not = What this report cannot say
method-not-text = Whether a sheet is a true record of the votes cast: that needs paper. Why two figures differ. When sheets arrived: the sources give no times of arrival. Anything of a person: no name, number or signature from a sheet is shown.
downloads = Data files
download-json = everything on these pages, as JSON
download-totals = totals of every area, by source
download-findings = every finding
download-tables = figures of every table, source by source
download-chosen = the sheets that count
election-file = Election file
election-id = Election id
rules-title = Rules
rules-intro = Every finding names its rule. A rule’s code is its name for ever.
rule-group-C = Collation: sources held against each other
rule-group-E = The election file
rule-group-I = Reading files
rule-group-P = Reading pictures
rule-group-S = One sheet by itself

# Words for grades
grade-logged = logged
grade-signed = signed
grade-machine-read = machine-read
grade-double-keyed = double-keyed
grade-single-keyed = single-keyed
grade-announced = announced

# What is said of pairs and announcements
sign-candidate = { $candidate }: the second source shows more on { $more } tables and less on { $less } (sign test, p { $p }).
sign-margin = Margin of { $candidate } over { $runner }: wider in the second source on { $more } tables, narrower on { $less } (sign test, p { $p }).
unreported-may-count = tables without a sheet may count up to their electors
unreported-not-counted = tables without a sheet count nothing
cap-electors = a table may hold as many votes as electors
cap-votes = only the distribution of votes on a table may be different
both-possible = The announced totals and these sheets can both be true ({ $assuming }).
both-least = { $n ->
    [one] The announced totals and these sheets cannot both be true: at least one table would have to be different ({ $assuming }).
   *[other] The announced totals and these sheets cannot both be true: at least { $shown } tables would have to be different ({ $assuming }).
}
both-never = The announced totals and these sheets cannot both be true, even if every table were different ({ $assuming }).
issue-sum-valid = The votes announced sum to { $a }, the valid votes announced are { $b }.
issue-sum-voters = Valid, null and blank votes announced sum to { $a }, the voters announced are { $b }.
issue-electors = { $a } votes were announced for { $b } electors.
issue-percent = { $who }: announced as { $a } %, the votes announced give { $b } %.
issue-percent-unreadable = { $who }: “{ $a }” is not a percentage.
issue-limit = Of the announcement by itself, whatever the sheets say.
unresolved = Not in the election file and left out of the comparison: { $who }.
settles-sheets = On the sheets, { $winner } leads { $runner } by { $lead }; tables without a sheet hold at most { $outstanding } electors. No result there can change who leads.
settles-sheets-not = On the sheets, { $winner } leads { $runner } by { $lead }; tables without a sheet hold at most { $outstanding } electors. They could change who leads.
settles-announced = As announced, { $winner } leads { $runner } by { $lead }; what is not covered holds at most { $outstanding } electors. No result there can change who leads.
settles-announced-not = As announced, { $winner } leads { $runner } by { $lead }; what is not covered holds at most { $outstanding } electors. They could change who leads.
frame-tables = The whole is said to have { $shown } tables; the election file lists { $of }.

# Documents of one file
d-contents = Sections of this page
d-neutral = This document shows what the records say and under which assumption. It does not decide who is right.

# Bulletins
b-kicker = Bulletin { $number }
b-lead = Totals of the records in the log { $origin }, as of its first { $shown } entries. Issued { $time }, by the word of the signer.
b-truth = A bulletin adds up records. It cannot show whether they are what the paper says; that is for the box audit.
b-made = Made by Cotejo { $version } from the bulletin’s canonical JSON. Nothing was recomputed to make it.
b-counted = { $counted } of { $shown } tables counted ({ $share }).
b-leads = With { $share } of the tables counted, { $winner } leads { $loser } by { $shown } votes.
b-leads-seat = With { $share } of the tables counted, { $winner } holds the last of { $seats } seats, { $shown } votes ahead of { $loser }.
b-level = With { $share } of the tables counted, { $winner } and { $loser } are level.
b-votes = Votes by candidate
b-share = Share of valid votes
b-not-given = Sheets that do not give it
b-empty = { $n ->
    [one] one blank
   *[other] { $shown } blank
}
b-unreadable = { $n ->
    [one] one unreadable
   *[other] { $shown } unreadable
}
b-absent = { $n ->
    [one] one without the box
   *[other] { $shown } without the box
}
b-incomplete = * Incomplete: the sum of what was given. On some counted sheets the box is empty (blank), nobody can read it (unreadable) or there is no such box; none of these is taken for zero. “—”: no counted sheet gives the number.
b-star = * Incomplete: the sum of what was given.
b-lists = Votes by list
b-list = List
b-more = { $n ->
    [one] One more is left out here; it stands in the bulletin’s canonical JSON under { $place }.
   *[other] { $shown } more are left out here; they stand in the bulletin’s canonical JSON under { $place }.
}
b-more-first = { $shown } more are left out here; the bulletin’s canonical JSON names the first { $first } under { $place }, the log has all.
b-electors = Electors
b-of = { $shown } of { $of } ({ $share })
b-electors-unknown = { $counted } of at least { $of }; tables without a known roll: { $shown }, so no share is given
b-votes-unknown = { $shown }; no share can be given, because a roll is not known
b-votes-at-least = { $shown }; at least { $share } of all, as at most { $most } are outstanding
b-coverage-limit = Three different shares. Filled is counted, hatched is outstanding. Of votes it is a lower bound: every elector outstanding is taken to vote.
b-settled = Can what is outstanding change the result?
b-no-level-b = Level B is not stated: no turnout is assumed, or what is outstanding has no bound.
b-no-claim = The signer claims nothing beyond the figures of this contest.
b-settled-limit = Level A rests on these totals and on one cap: no table holds more votes than electors on its roll. Level B rests on the signer’s assumption as well. A lead that equals all that can come is not irreversible. Nothing here is a projection.
b-outstanding = What is outstanding, and where
b-most = The { $shown } areas with most outstanding, of { $all } with any:
b-where = Areas with something outstanding, most first:
b-none-counted = none counted
b-tables-out = Tables out
b-electors-out = Electors out
b-unsettled-of-them = In the log, not settled
b-by = By { $level }
b-level-state = State
b-level-municipality = Municipality
b-level-parish = Parish
b-level-centre = Centre
b-leads-there = Leads
b-lead-votes = Lead
b-areas-left-out = { $shown } areas of this level are too many for a page and are left out. All stand in the bulletin’s canonical JSON under { $place }.
b-areas-below = { $n ->
    [one] One area of deeper levels is left out here. It stands in the bulletin’s canonical JSON under { $place }.
   *[other] { $shown } areas of deeper levels are left out here. All stand in the bulletin’s canonical JSON under { $place }.
}
b-unsettled = Tables in the log that do not count
b-contested = Tables that count although a copy says otherwise
b-place = Where
b-why = Why
b-supporting = Sources for it
b-against = Sources against
b-reason-signed-conflict = signed sheets contradict each other
b-reason-tie = different contents are equally well supported
b-reason-not-unanimous = the copies do not agree
b-reason-none-in-force = no copy is in force
b-reason-annulled = a ruling annulled it
b-changes = Changes since bulletin { $number }
b-change-tables = Tables counted: { $delta }, of which { $shown } new.
b-change = Change
b-altered = Tables that counted before and were corrected, withdrawn or left out:
b-altered-none = No table that counted before was corrected, withdrawn or left out.
b-altered-added = counted now
b-altered-corrected = corrected
b-altered-withdrawn = no longer counted: withdrawn
b-altered-unsettled = no longer counted: its copies contradict each other
b-altered-annulled = no longer counted: annulled by a ruling
b-what = What became of it
b-reason = Reason given
b-signer = Signed by
b-not-stated = not stated
b-decreases = { $n ->
    [one] One figure of an area went down:
   *[other] { $shown } figures of areas went down:
}
b-decreases-none = No figure of any area went down.
b-figure = Figure
b-before = Then
b-now = Now
b-findings = Findings by rule
b-findings-limit = Rules say what to look at first, not who is at fault. A finding does not by itself take a table out of the totals.
b-stands-on = What this bulletin stands on
b-number = Number
b-stated = Issued, by the word of the signer
b-digest = Digest of this bulletin (SHA-256)
b-origin = Log
b-size = Entries of the log
b-root = Root of the log (hexadecimal)
b-policy = Which copies count
b-cutoff = Cut-off
b-cutoff-none = none: the signer chose the checkpoint
b-previous = Bulletin before
b-previous-none = none: this is the first of its log
b-previous-is = bulletin { $number }, on { $shown } entries
b-previous-digest = Its digest (SHA-256)
b-claims = Claims
b-claims-none = none beyond the figures
b-claim = { $contest }: irreversible, level { $level }.
b-not-said = What this bulletin does not say
b-check = How to check it
b-check-text = Fetch the log, the election file and this bulletin’s canonical JSON, and recompute it bit for bit:
b-check-digest = The signature is in the log: a statement of kind “bulletin” whose subject is the digest above. A page or a print proves nothing by itself; the digest says which bulletin to recompute.

# State of a log
l-kicker = Public log
l-lead = { $origin } holds { $shown } entries. Looked at { $time }.
l-nothing-waits = Entries are taken in and published whether or not organisations cosign. Who is absent holds nothing up, and is named here.
l-made = Made by Cotejo { $version } from the log’s public files and the election file.
l-quorum = Has anybody else vouched for it?
l-quorum-reached = Yes: the quorum of the election file is reached.
l-quorum-missing = Not yet: the quorum of the election file is not reached.
l-policy = Cosigned: { $there } (asked for: at least { $least }). Of these, not of the authority: { $apart } (asked for: at least { $not }).
l-quorum-last = The quorum was last reached at { $shown } entries; { $more } came since then.
l-quorum-never = No checkpoint that this log keeps has reached it.
l-quorum-limit = A cosignature says that this log only grew since the one before. It does not say that what was logged is true.
l-missing = Who has not cosigned
l-missing-none = Everybody who may cosign has cosigned what the log holds now.
l-since = { $name } has not cosigned since { $shown } entries, { $time }. The log has taken in { $more } since then.
l-never = { $name } has never cosigned.
l-missing-limit = As far as the checkpoints that this log keeps say. Why somebody did not cosign they do not say.
l-unknown-time = at a time not known
l-cosigners = Who may cosign
l-organisation = Organisation
l-role = Role
l-role-authority = authority
l-role-observer = observer
l-role-party = party
l-this-checkpoint = What the log holds now
l-now = cosigned
l-behind = not cosigned
l-never-short = never cosigned
l-last-size = Last cosigned, entries
l-last-time = Last cosigned, when
l-clock-limit = Times are by each organisation’s own clock, shown in the time zone of the election.
l-without-key = Without a key in the election file, and so not able to cosign: { $names }.
l-checkpoint = Checkpoint
l-origin = Name (origin)
l-vkey = Key of the log (vkey)
l-entries = Entries
l-root = Root (base64)
l-check = How to check it
l-check-text = This page is made by whoever publishes it. Signatures are verified, and the log held against what it signed before, by:

# Polls
polls-kicker = Polls, results and announcements
polls-lead = What polls, counts and announcements say, side by side. Margins are in points of the valid votes.
polls-results = Results they are held against
polls-results-limit = A count is what its sheets add up to, true or not; an estimate has an error of its own.
polls-source = Result
polls-pair = Between
polls-margin = Margin
polls-reach = ± (95 %)
polls-register = The register
polls-exit = exit poll
polls-before = poll
polls-pollster = Pollster
polls-method = How
polls-fieldwork = Fieldwork
polls-sample = Sample
polls-shares = Shares as published
polls-quickcount = Quick count
polls-against = Polls against { $who }
polls-interval = 95 % interval
polls-difference = Difference
polls-p = Chance, adjusted
polls-house = Typical past error (elections)
polls-limit = Sampling error only; * no design effect was published, so the interval is too narrow. Polls err beyond sampling: compare the difference with the past error. The chance is adjusted for all comparisons on this page.
polls-who = Who, when
polls-coverage = Coverage said
polls-totals = Totals
polls-then = With the tables held then
polls-now = With the tables held now
polls-tables = { $n ->
    [one] one table held
   *[other] { $shown } tables held
}
polls-different = { $n ->
    [one] at least one would have to be different
   *[other] at least { $shown } would have to be different
}
polls-then-limit = Held then means: in a source that was gathered no later than the announcement. A source that does not say when it was gathered counts only now.
polls-digest = Digest of the register
rule-group-Q = Quick counts, projections and polls
polls-basis = What this page stands on
# Statistical tests
f-kicker = Statistical tests of published results
f-lead = Each test asks one question of the published figures and says how often chance alone would give what was seen. It finds places to look; it decides nothing.
f-lead-paper = None of these can change a result. Only paper can.
f-made = Made by Cotejo { $version }, which also re-computes every figure here from the same sources.
f-in-short = In short
f-answer-none = { $n ->
    [one] One test gives a probability; it does not ask for a look at the paper.
   *[other] { $shown } tests give a probability; none of them asks for a look at the paper.
  }
f-answer-some = Of { $shown } tests that give a probability, { $asked } ask for a look at the paper.
f-how-to-read = “Asks for a look” means an adjusted p of { $level } or less. The adjusted p allows for { $shown } tests having been made (Holm): with many tests, some small p is ordinary. The p of different tests are never put together into a score.
f-false-alarm-limit = The false-alarm rate says how often a p of 0.05 or less came up in simulated elections with nothing wrong in them. Where it is above 5 %, the test is too quick to alarm on elections of that kind.
f-incomplete = { $n ->
    [one] One table is left out because a count on it is missing or unreadable: what is not known is not zero.
   *[other] { $shown } tables are left out because a count on them is missing or unreadable: what is not known is not zero.
  }
f-test = Test
f-asks = What it asks
f-adjusted = p, adjusted
f-p = p
f-votes = Votes that could be involved
f-false-alarms = False alarms
f-look = a look at the paper
f-nothing = nothing
f-described = only describes
f-no-result = does not apply
f-turnout = turnout
f-fives = multiples of 5 %
f-one-in = 1 in { $shown }
f-one-in-power = 1 in 10^{ $power }
f-null = p is the chance under this
f-assumption = Assumes
f-next = What to do
f-chance = Chance of this
f-chance-both = { $p }; adjusted for { $shown } tests { $holm }
f-false-alarms-both = { $five } at 0.05 and { $one } at 0.01, in { $shown } honest simulated results
f-statistic = Statistic
f-stat-rounding = { $close } of the { $all } sets of counts that round to these percentages are as close; the farthest count is { $off } votes off
f-stat-digits = Chi-square { $smooth } with 9 degrees of freedom against smoothly spread counts. (Against equal shares it would be { $naive }, which is wrong here: counts are cut at 100, so low digits are commoner.)
f-stat-fingerprint = correlation { $r }; skewness { $skew } and excess kurtosis { $kurtosis } of ln((E−W)/W)
f-stat-centre = Chi-square { $value } with { $df } degrees of freedom: tables of a centre differ { $phi } times as much as chance alone makes them
f-stat-second = Chi-square { $value }
f-stat-identical = Near pairs, with one to five votes moved between the two leading options: { $shown }. Equal pairs where nearly all voted alike, which is ordinary and not tested: { $edge }
f-say-rounding = All { $shown } announced counts are exactly what rounded percentages (decimals: { $places }) give back, although each could be up to { $each } votes higher or lower and round to the same percentage. By chance: { $chance }.
f-say-rounding-no = The announced counts are not what rounded percentages of { $shown } votes give back.
f-say-centre = { $shown } centres with { $tables } tables were compared. { $stand } tables stand out from the others of their centre; at these, the leading option is off by { $off } votes in sum.
f-say-integers = { $hits } of { $shown } tables show a round percentage; { $expected } were to be expected.
f-say-digits = The last digits of { $shown } counts spread as chance lets them.
f-say-digits-odd = The last digits of { $shown } counts do not spread as chance lets them.
f-say-fingerprint = { $corner } of { $shown } tables have turnout and share of 95 % or more.
f-say-arrival = The { $shown } late tables differ from the early ones by { $raw } points; from early tables of their own centre by { $within } points (standard error { $se }).
f-say-arrival-raw = The { $shown } late tables differ from the early ones by { $raw } points. No comparison inside centres is possible.
f-say-copies = On { $shown } tables the two sources show another lead of { $first } over { $second }: { $more } times larger in the second source, { $less } times smaller; { $sum } votes in sum.
f-say-identical = { $n ->
    [one] One pair of tables has exactly the same votes; { $expected } were to be expected by chance.
   *[other] { $shown } pairs of tables have exactly the same votes; { $expected } were to be expected by chance.
  }
f-say-second = Second digits of { $shown } counts. Nothing follows from them.
f-say-arithmetic = Of { $shown } tables: { $above } with more voters than electors, { $unequal } whose votes are not the voters, { $sums } whose declared valid votes are not the sum.
f-plot-residuals = How far each table is from what its centre leads to expect, for the leading option. The line is what chance gives. Bars beyond the line on both ends are tables to look at.
f-plot-digits = How many counts end in each digit. The short lines are what smoothly spread counts give.
f-plot-fingerprint = Each square is 5 points of turnout across and 5 points of the share upwards; darker squares hold more tables. The upper right corner is where everybody voted, and alike.
f-plot-drift = The share over all tables so far, as they came in. The dashed line is the cut.
f-axis-digit = last digit
f-axis-residual = distance in standard errors
f-axis-fingerprint = turnout → · share ↑
f-axis-minute = minute of arrival
f-estimates = All estimates side by side
f-estimate = Late minus early
f-points = Points
f-se = Standard error
f-raw = All tables, before and after
f-raw-note = says nothing by itself: late places are other places
f-fixed = Inside centres
f-fixed-note = { $n ->
    [one] one centre has tables on both sides
   *[other] { $shown } centres have tables on both sides
  }
f-trend = Inside centres, beside a trend
f-trend-note = a steady drift taken out
f-paired = A centre’s late tables against its own early ones
f-paired-note = every centre counts alike
f-jump = Jump at the cut
f-jump-note = { $n ->
    [one] one table around the cut
   *[other] { $shown } tables around the cut
  }
f-covariate = Beside the other fact given
f-no-time = { $n ->
    [0] No table lacks a time.
    [one] One table without a time is left out.
   *[other] { $shown } tables without a time are left out.
  }
f-tied = { $n ->
    [0] None lies at the cut itself.
    [one] One at the cut itself is left out.
   *[other] { $shown } at the cut itself are left out.
  }
f-no-votes = { $n ->
    [0] None is without valid votes.
    [one] One without valid votes is left out.
   *[other] { $shown } without valid votes are left out.
  }
f-late-by-region = Late tables by region
f-region = Region
f-late-share = Late
f-kind = What
f-tables = Tables
f-kind-votes = Votes there, or off by
f-kind-above-electors = More voters than electors
f-kind-sum-not-voters = Votes are not the voters
f-kind-valid-not-sum = Declared valid votes are not the sum
f-kind-full-turnout = Every elector voted (50 or more)
f-kind-one-option = All votes for one option (50 or more)
f-kind-no-valid-vote = No valid vote
f-rest = all others
f-table = Table
f-option = Option
f-observed = Votes
f-expected = Expected
f-where = Where
f-same-centre = same centre
f-other-centre = different centres
f-valid = Valid votes of each
f-more = { $n ->
    [one] One more is in the data file.
   *[other] { $shown } more are in the data file.
  }
f-next-rounded-percentages = Where they match: ask for the tables under the total.
f-next-same-centre = Where tables stand out: look at their paper first.
f-next-integer-percentages = Where there are more than chance gives: look at the paper of those tables.
f-next-last-digits = Where they differ from the smooth expectation: look at how the counts were typed.
f-next-turnout-share = Look at the tables in the corner, if any.
f-next-arrival-time = Read all estimates side by side.
f-next-reported-against-copies = Hold the tables that differ against their paper.
f-next-identical-tables = Look whether one sheet was entered under two tables.
f-next-second-digits = Nothing: no conclusion can rest on it.
f-next-table-arithmetic = Look at the paper of the tables listed.
f-tables-n = { $n ->
    [one] one table
   *[other] { $shown } tables
  }
f-nearly-all-alike = nearly all voted alike: not tested

# Facts about pictures
img-kicker = Pictures of sheets
img-title = What the files say of their making, and which show the same
img-lead = Facts of the files themselves. None says whether a sheet is true: a picture proves a sheet only where its code verifies, or where another holder’s copy or the paper agrees.
img-making = How the files were made
img-answer = { $n ->
    [one] Pictures: one. Those that tell nothing of scanner, program or time: { $silent }.
   *[other] Of { $shown } pictures, { $silent } tell nothing of scanner, program or time.
  }
img-silence = Missing metadata shows nothing by itself. Many scanners write none, and mailers, messengers and web sites strip it. What can be compared is the share here beside that of a collection made and sent in the same way.
img-no-control = No control collection was given, so there is nothing to hold these shares against.
img-quality-note = A JPEG’s table tells how it was compressed the last time, not how often, and not whether anything was altered. Times are what a device’s clock said, or what a program wrote later.
img-copies = { $n ->
    [0] { $made } public copies were made; none was refused.
    [one] { $made } public copies were made; one was refused until a person has covered it.
   *[other] { $made } public copies were made; { $shown } were refused until a person has covered them.
  }
img-what = What
img-collection = Here
img-control = Control
img-shares = Shares
img-pictures = Pictures
img-silent = Tell nothing of scanner, program or time
img-exif = Have EXIF fields
img-device = Name a scanner or camera
img-software = Name a program
img-time = Have a time
img-dpi = Have dots per inch
img-standard = JPEG table of a common library
img-withheld = Have fields not shown here, because they may tell of persons
img-alike = Which show the same
img-findings = { $n ->
    [0] No two files show the same, and none stands under a table that its code does not name.
    [one] One thing to look at.
   *[other] { $shown } things to look at.
  }
img-files = Files
img-bits = { $n ->
    [one] one of 1,024 bits differs
   *[other] { $shown } of 1,024 bits differ
  }
img-same-bytes = { $n ->
    [0] No file is there twice with the same bytes.
    [one] One file repeats another byte for byte.
   *[other] { $shown } files repeat others byte for byte.
  }
img-too-many = There are too many pictures to compare how they look; bytes and codes were compared.
img-alike-note = Looks are compared in 1,024 bits that survive another size or compression. Sheets of one form are alike by design, so a near match asks for two files to be opened side by side; a second scan, a little turned, is found by its code and not by its look.
img-each = Every file
img-file = File
img-format = Format
img-size = Pixels
img-made-by = Made by
img-times = Times
img-quality = quality { $shown }
img-quality-about = quality about { $shown }
img-kept = not shown: { $what }
img-kept-place = place
img-kept-owner = owner
img-kept-serial = serial number
img-kept-text = texts
f-stat-beside = z = { $z }; one to four points beside the multiples: { $beside }. Where those are as far from zero, the test is at fault and not the counts.
polls-drawn = Margins of the polls with their intervals; the dashed mark is the result, the full line is a tie.
polls-drawn-text = { $n ->
    [one] One interval; the table above has its figures.
   *[other] { $shown } intervals; the table above has their figures.
  }
source-log = Public log
