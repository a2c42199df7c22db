# Bulletin as plain text. Numbers arrive already written in the way of the language.

title = BULLETIN { $number } · { $election }
stated = Issued { $time }, by the word of the signer
log = From the log { $origin }: { $size } entries, root
digest = This bulletin's digest (SHA-256)
election-id = Election file
previous = Follows bulletin { $number }, digest
first = First bulletin of this log.
cut-coverage = Cut where { $share } of the { $of } of contest { $contest } are in.
cut-time = Cut by time: everything counted was logged, and cosigned by a quorum, by { $time }.
cut-tables = tables
cut-electors = electors

whole = All tables of this contest that this bulletin counts
candidate = Candidate
list = List
votes = Votes
share = Of valid
sheets-short = Sheets
null = Null
blank = Blank
voters = Voters
valid = Valid
footnote = * { $sheets } of { $of } counted sheets do not give this number: { $empty } empty, { $unreadable } unreadable, { $absent } without such a box. The figure is what the others give.

coverage = COVERAGE
of-tables = Tables: { $counted } of { $of } ({ $share })
of-electors = Electors on their rolls: { $counted } of { $of } ({ $share })
of-electors-unknown = Electors on their rolls: { $counted } of at least { $of }; { $unknown } tables have no known roll, so no share is given
of-votes = Votes: { $counted }; at least { $share } of all votes, if nobody votes twice
of-votes-unknown = Votes: { $counted }; no share can be given, because a roll is not known

outstanding = OUTSTANDING
outstanding-none = Nothing is outstanding.
outstanding-all = Tables: { $tables }, with { $electors } electors
outstanding-rolls = Of these tables { $tables } have no known roll.
area = Area
tables-counted = Tables in
tables-out = Tables out
electors-out = Electors out

unsettled = TABLES IN THE LOG THAT DO NOT COUNT
unsettled-none = None: every table with a record in the log is settled.
reason-signed-conflict = { $count } because signed sheets contradict each other
reason-tie = { $count } because different contents are equally well supported
reason-not-unanimous = { $count } because the copies do not agree
reason-none-in-force = { $count } because no copy is in force
reason-annulled = { $count } because a ruling annulled them
listed = They are: { $tables }
listed-first = The first of them: { $tables }
contested = Settled although a copy says otherwise: { $tables }

settled = CAN WHAT IS OUTSTANDING CHANGE THE RESULT?
settled-none = There are not more candidates than seats, so nothing is to be decided.
lead = { $winner } (last seat) leads { $loser } by { $lead } votes.
level = { $winner } (last seat) and { $loser } are level: { $lead } votes between them.
lead-one = { $winner } leads { $loser } by { $lead } votes.
level-one = { $winner } and { $loser } are level: { $lead } votes between them.
to-come = At most { $votes } votes can still come: the electors of tables not counted ({ $tables }) and of counted tables that leave a number open ({ $incomplete }). A table cannot hold more votes than electors on its roll.
a-irreversible = By arithmetic (level A): no. The lead is larger than all that can come. The result is irreversible if these totals are true.
a-open = By arithmetic (level A): yes, it can. The lead is not larger than all that can come; a tie is possible. The first loser would need at least { $needed } of those votes in a two-way vote.
a-tie = By arithmetic (level A): it can still be tied. The lead equals all that can come, and equality is not irreversible.
a-unbounded = By arithmetic (level A): it cannot be said, because a table has no known roll.
b-irreversible = If at most { $turnout } of those electors vote (level B, an assumption of the signer): no. The lead is larger than { $votes } votes.
b-open = If at most { $turnout } of those electors vote (level B, an assumption of the signer): yes, it can. The lead is not larger than { $votes } votes.
break-even = The lead can be made up only if at least { $turnout } of those electors vote.
claimed = Claimed by the signer: irreversible, level { $level }.

changes = CHANGES SINCE BULLETIN { $number }
change-tables = Tables counted: { $delta }, of which { $added } new
change = Change
altered-corrected = { $table } corrected. Reason: { $reason }. Signed by: { $signer }
altered-withdrawn = { $table } no longer counted: withdrawn. Reason: { $reason }. Signed by: { $signer }
altered-unsettled = { $table } no longer counted: its copies contradict each other. Reason: { $reason }. Signed by: { $signer }
altered-annulled = { $table } no longer counted: annulled by a ruling. Reason: { $reason }. Signed by: { $signer }
not-stated = not stated
went-down = { $count } FIGURES WENT DOWN:
went-down-none = No figure of any area went down.
decrease = { $area }, { $figure }: { $before } then, { $now } now
decreases-more = and { $count } more, listed in the data of this bulletin
country = the whole country

findings = FINDINGS BY RULE
findings-none = None.
finding = { $rule }, { $count }: { $sentence }

caveats = WHAT THIS BULLETIN DOES NOT SAY
caveat-truth = It adds up the records in the log. Whether they are what the paper says, only the paper shows.
caveat-arithmetic = Arithmetic on the reported totals; says nothing about whether they are true.
caveat-late = Tables not counted may differ from those counted for ordinary reasons. Nothing here is a projection.
caveat-time = The time of issue is the signer's word. The log proves the order, not the hour.
recompute = All areas of every level stand in the data of this bulletin. Anybody can recompute it from the log: cotejo bulletin check
