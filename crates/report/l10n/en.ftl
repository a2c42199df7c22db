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
