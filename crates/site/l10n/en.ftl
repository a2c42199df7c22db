# The public site. Every text has a limit beside it where it could be read as more than it is.
w-nav-front = Results
w-nav-areas = By area
w-nav-search = Find a table
w-nav-bulletins = Bulletins
w-nav-findings = Findings
w-nav-changes = Corrections
w-nav-said = Announcements
w-nav-audits = Audits
w-nav-forensics = Tests
w-nav-downloads = Downloads
w-nav-verify = How to verify
w-crumbs = Where this is
w-news = There is something new.
w-news-again = Load this page again
w-as-json = This page as JSON
w-feed-bulletins = Feed of bulletins
w-feed-findings = Feed of findings
w-made = Made by Cotejo { $version } from the files on this site; anybody can make it again.
w-front-lead = Every figure says of what and from whom. Figures of different sources stand side by side and are never added up.
w-never-mixed = One column for each source: its own sheets, nobody else’s.
w-coverage-limit = Three shares that differ: of tables, of electors on their rolls, of votes. The last is the least it can be, because an outstanding table may hold as many votes as electors.
w-electors = Electors on the roll
w-votes-least = Votes, at least
w-to-areas = All areas, with the areas and tables in them
w-outstanding = What is outstanding, and where
w-outstanding-areas = { $n ->
        [one] In one area tables are outstanding.
       *[other] In { $shown } areas tables are outstanding; those with most come first.
    }
w-outstanding-tables = Tables outstanding
w-of-tables = Of tables
w-who = Who says what
w-role = What it is
w-role-log = the public log, which everybody can re-check
w-role-other = another source
w-how = What it brings
w-copies-many = { $n ->
        [one] one copy of a sheet
       *[other] { $shown } copies of sheets
    }
w-announcements-many = { $n ->
        [0] nothing
        [one] one announced total
       *[other] { $shown } announced totals
    }
w-who-limit = A source is shown as it gave its figures. That it is shown says nothing about whether they are true.
w-to-sources = The sources held against each other
w-latest-bulletin = Latest bulletin, and whether the result can still change
w-no-bulletin = No bulletin was published yet.
w-bulletin-line = Bulletin { $n }, issued { $time }. It is computed from the public log, and anybody can compute it again.
w-bulletin-name = Bulletin { $n }
w-bulletin = Bulletin
w-tables-then = Tables counted then
w-bulletins-lead = Signed statements of the totals, each on so many entries of the public log.
w-bulletins-limit = A bulletin is a sum of sheets. It says nothing of tables that it does not cover.
w-log = The public log, and who vouches for it
w-log-line = { $origin } holds { $shown } entries.
w-to-log = The state of the log in full
w-log-files = The log’s files
w-log-checkpoint = Checkpoint
w-log-files-note = tiles and entries lie beside it, as C2SP tlog-tiles has them
w-speed = How fast the network is
w-speed-known = { $n ->
        [0] Nobody signed both times of any sheet yet.
        [one] For one sheet the time of closing and that of publication are both signed.
       *[other] For { $shown } sheets the time of closing and that of publication are both signed.
    }
w-speed-half = Half of them within
w-speed-most = 95 of 100 within
w-speed-last = The last within
w-minutes = { $n ->
        [one] one minute
       *[other] { $shown } minutes
    }
w-speed-limit = From closing, by the station’s clock, to the first checkpoint with the sheet that was cosigned, by the cosigners’ clocks.
w-audits = Audits of the boxes
w-audits-lead = Paper counted by hand against the sheets: how boxes were drawn, what was found, and the risk that is left.
w-audits-none = No audit was published.
w-audit-open = Draw, worksheets, risk, every box
w-clock = The legal clock
w-clock-at = As of { $time }.
w-clock-award = Award of the seats
w-clock-challenge = Challenges
w-clock-gazette = Official gazette
w-clock-not-running = does not run yet
w-clock-running = runs
w-clock-late = over, and not done in time
w-clock-done = done, or over
w-clock-provisional = from the last lawful moment
w-deadline = Deadline
w-ends = Ends
w-stands = How it stands
w-clock-limit = Hours and calendar days as the election file has them. Holidays and rulings that move a deadline are not in it.
w-onward = Look closer
w-lookup = Find your table by your ID number
w-lookup-note = your number does not leave your device as it is
w-table-title = Table { $code }
w-copies = Copies
w-figures = Figures, copy by copy
w-figures-limit = “—”: the copy has no such box. “blank”: the box is empty. “unreadable”: nobody can read it. Underlined: not as on the copy that counts.
w-copy = Copy
w-signature = Signature
w-signature-valid = valid
w-signature-invalid = does not verify
w-signature-none = none
w-signature-not-checkable = no key to check it
w-status = Status
w-status-in-force = stands
w-status-withdrawn = withdrawn
w-status-annulled = table annulled
w-status-invalid-signature = signature does not verify
w-status-superseded = replaced by a correction
w-status-unusable = figures cannot be used
w-closed = Closed
w-logged = Published
w-receipt = Receipt
w-entry = entry { $shown }
w-counts = counts
w-serial = correction no. { $n }
w-copies-limit = A valid signature says which station wrote the figures, not that they are true. Unsigned copies are as good as whoever copied them.
w-no-copy = No source has a sheet of this table.
w-no-copy-limit = That there is no sheet does not mean that there was no vote.
w-none-stands = Copies are held, and none of them stands: see their status.
w-one-source = Only { $name } has this table.
w-one-stands = Only what { $name } holds stands here: the other copies were corrected or withdrawn, or may not count.
w-counts-though = The copy marked “counts” is in the sums of { $name }. What corrects or withdraws it has come to another source, and not to that one.
w-all-same = { $n ->
       *[other] { $shown } sources have this table, and all of them give the same figures.
    }
w-not-same = { $n ->
        [one] One source has this table, with copies that are not the same.
       *[other] { $shown } sources have this table, and they do not give the same figures.
    }
w-no-findings = No rule found anything here.
w-findings-limit = A finding says what the sources show, never why. Ordinary causes are common.
w-voters-machine = Voters by the machine
w-voters-book = Voters by the poll book
w-pictures = Pictures
w-pictures-limit = Only parts without names, signatures and faces are shown. The digest is that of the whole picture.
w-check = Check it yourself
w-check-text = The check runs in this page, on your device, with a verifier that shares no code with the program that made the site. What you photograph is not sent anywhere.
w-check-alone = The verifier as a page of its own
w-check-alone-note = works without a network; save it and give it the files
w-noscript = Checking in this page needs JavaScript. Everything else on it does not: take the receipts above and check them with cotejo verify.
w-photo-file = Photograph your sheet, or choose a picture
w-photo-camera = Use the camera
w-photo-stop = Stop the camera
w-photo-limit = The code on the paper is read here. Hold it flat, with its white border.
w-js-working = Checking …
w-js-failed = This could not be checked.
w-js-file = The files beside this page could not be read. Opened from a disk, a page may not read them: use the verifier as a page of its own, below.
w-js-nothing = No copy here carries a signature that could be checked in this page.
w-js-nocode = There is no readable QR code in the picture. Come closer, hold it flat, avoid shadows.
w-js-nocamera = The camera cannot be used. Choose a picture instead.
w-js-same = Your sheet is byte for byte copy %c.
w-js-other = Your sheet is of this table, and is none of the copies shown here.
w-js-elsewhere = Your sheet is of table %t.
w-js-foreign = This code is no sheet of this election.
w-js-copy = Verify copy
w-js-found = %n found.
w-js-none = Nothing found.
w-js-notable = There is no table with this code. Write it as it is printed.
w-facts = In numbers
w-table-code = Code as printed
w-table-row = Row in the election file, from 0
w-electors-file = Electors by the election file
w-digest = Digest (SHA-256)
w-digest-of = Digest of copy { $copy }
w-table-limit = This page is made again only when something about this table changes; its address stays.
w-line-counted = counted
w-line-held = held, not counted
w-line-none = no sheet
w-since = Since the last bulletin
w-since-caption = Now, and in bulletin { $n }: sheets of the public log
w-since-then = In the bulletin
w-since-now = Now
w-since-more = Change
w-since-limit = Sums change when tables come in, and when sheets are corrected, withdrawn or annulled: see Corrections.
w-changes-lead = What a sheet said before stays visible. A correction is a new signed sheet that names the one it replaces.
w-corrections = Corrections
w-corrections-none = No sheet was corrected.
w-withdrawn = Withdrawn and annulled
w-withdrawn-none = No sheet was withdrawn, no table annulled.
w-change-corrects = corrects an earlier sheet
w-change-withdrawn = withdrawn
w-change-annulled = table annulled
w-changes-limit = Of the log, and of sources that say so themselves.
w-serial-head = Serial
w-more-in-data = { $n ->
        [one] One more is in the data of this page.
       *[other] { $shown } more are in the data of this page.
    }
w-statements = What organisations signed in the log
w-statements-none = There are no statements.
w-statement = Statement
w-signer = Signed by
w-said-at = When
w-reason = In their words
w-statements-limit = Signed by the organisation named. Times are by its own clock.
w-kind-election = election file
w-kind-withdrawal = withdrawal
w-kind-submission = collection handed in
w-kind-cosigner-change = change of cosigners
w-kind-bulletin = bulletin
w-kind-draw = draw
w-kind-box-count = count of boxes
w-kind-challenge = challenge
w-kind-ruling = ruling
w-kind-certificate = certificate
w-said-lead = Totals that somebody announced, held against the sheets; and polls. None of this is ever counted as a sheet.
w-said-none = Nobody’s announcements were handed in.
w-said-heading = { $by }, { $at }
w-said-by = Who said it
w-said-where = Where to look it up
w-said-limit = An announced total is shown as it was said. It is not a sheet, and not added to anything.
w-percent-said = Percentage as said
w-polls = Polls
w-quickcount = Quick count
w-sources = Sources held against each other
w-inputs-none = The sources name no files.
w-inputs-limit = Files are named by their digests alone: a file’s name may be a person’s.
w-search = Find a table by its centre or its code
w-search-lead = No ID number is asked for. The search runs on your device: what you type is sent to nobody.
w-search-form = Search
w-search-code = Code of the table, as printed
w-search-go = Go to the table
w-search-part = In
w-search-name = Name, code or address of the centre
w-search-noscript = Searching needs JavaScript. Without it, go from area to area below.
w-search-limit = Whoever serves this site sees which files you fetch: the index of one large area, and then one page.
w-search-browse = Area by area
w-downloads-lead = Everything this site is made from, so that anybody can make and check it again.
w-downloads-none = No files were put beside the pages.
w-downloads-check = Hold each file against its digest, and the digests against those of another mirror:
w-downloads-limit = Digests on the same site only show that a file arrived whole.
w-what = What it is
w-dl-election = election file
w-dl-seal = seal of the authority on the election file
w-dl-totals = totals by area, CSV
w-dl-tables = copies table by table, CSV
w-dl-parquet = copies table by table, Parquet
w-dl-nist = results, NIST SP 1500-100
w-dl-geojson = centres with totals, GeoJSON
w-dl-bundle = evidence bundle: election, log, bulletins, sources, audits
w-mirror = Copy the whole site
w-mirror-text = The site is plain files: a copy on any server, or on a stick, is as good as this one. A monitor checks the log of every mirror.
w-verify = How to verify everything yourself
w-verify-lead = A web site can show anything. What follows does not depend on this one.
w-verify-election = 1. That we speak of the same election
w-verify-election-text = Take the election files and compute their id. Compare it with what others have, over another channel.
w-verify-sheet = 2. One sheet
w-verify-sheet-text = Open the table’s page and verify its copies there, or photograph your own paper. The verifier also works alone, without a network.
w-verify-all = 3. All of them, and the totals
w-verify-all-text = The program checks every signature and every hash of the log, and computes every bulletin again, bit for bit.
w-verify-watch = 4. That nothing is rewritten
w-verify-watch-text = A monitor remembers what the log signed and shouts at the first rewrite. Let it run against several mirrors.
w-verify-not = What none of this shows
w-verify-not-text = That a station counted right. A signature says who wrote figures. Whether they are what people voted is for the paper: see Audits.
w-verify-not-limit = If this site shows you something else than it shows others, only a comparison with others can tell.
w-missing = There is no such page
w-missing-next = Where to go
w-missing-text = Addresses of tables and areas do not change. Look for the table by its centre or its code.
w-shares = Shares of the valid votes, source by source
w-estimate = Quick count: estimate
w-interval = its interval
w-estimate-text = The quick count is an estimate from tables drawn by lot. It stands beside the sums of sheets, and is part of none of them.
w-estimate-called = Quick count: { $received } of { $drawn } drawn tables; intervals at { $level }. By its own rules, fixed before, a winner is called.
w-estimate-open = Quick count: { $received } of { $drawn } drawn tables; intervals at { $level }. By its own rules, fixed before, no winner is called.
w-estimate-limit = The interval is of sampling error alone.
w-clock-from-log = Taken as the award: entry { $shown } of the log, the latest bulletin that { $by } signed, by the signer’s own clock. A later bulletin moves it.
w-clock-no-award = No award is signed in the log up to now: what follows from it is counted from the last lawful moment.
w-clock-no-gazette = No entry of the log says when the gazette published; who makes this site may name the time.
w-lookup-digest = Digest of the look-up’s manifest (SHA-256)
w-lookup-named = Entry { $shown } of the log, signed by { $by }, names this digest. A mirror with another look-up is found out by cotejo monitor.
w-lookup-unnamed = Nobody named this digest in the log: compare it between mirrors.
w-lookup-limit = In the manifest stands the root of all its files, and the page checks what it fetches against that. Whether the roll is right, no digest says.
w-dl-polls = register of polls
w-dl-quickcount = quick count: plan, sample, what was received
w-dl-lookup = manifest of the look-up
w-speed-contradict = { $n ->
        [one] For one sheet the cosigners’ clocks are before the closing that its station states: no delay is computed.
       *[other] For { $shown } sheets the cosigners’ clocks are before the closing that their stations state: no delay is computed.
    }
w-all-same-sums = { $n ->
       *[other] { $shown } sources have this table, and all of them give the same figures for every candidate; not all of them give them list by list.
    }
