# Printed tally sheet.

digit-0 = Zero
digit-1 = One
digit-2 = Two
digit-3 = Three
digit-4 = Four
digit-5 = Five
digit-6 = Six
digit-7 = Seven
digit-8 = Eight
digit-9 = Nine

title = Tally sheet
table = Table
serial = Sheet no.
closed = Closed
contest-of = Contest { $index } of { $count }
copy = Copy { $number } of { $count }
copy-for = Copy { $number } of { $count }, for { $holder }

replaces = CORRECTION: replaces sheet { $serial }
reason = Reason: { $reason }

country = Country
state = State
municipality = Municipality
parish = Parish
centre = Centre
address = Address
centre-code = Centre code
electors = Electors on the roll

voters = Voters
voters-machine = On the voting machine
voters-book = In the poll book

votes-heading = Votes by candidate and list
candidate = Candidate, list
continued = { $name } (continued)
code = Code
number = Votes
words = In words

summary = Summary of votes
votes = Votes
valid = Valid votes
null = Null votes
blank = Blank votes
count-head = Count

mark-blank = [ ]
mark-unreadable = [?]
mark-absent = —
state-blank = (blank)
state-unreadable = (unreadable)
state-absent = (not stated)

signatures = Signatures
president = President
secretary = Secretary
member = Member of the table
operator = Machine operator
witness = Witness
witness-of = Witness, { $organisation }

security-code = Security code
election-id = Election id
measurement = Software measurement
qr-caption = Table { $table }
qr-caption-part = Code { $part } of { $count }, table { $table }
qr-alt = QR code { $part } of { $count } with the result of table { $table }
qr-how = This code repeats the one at the top and proves this sheet on its own. If it cannot be read, type the security code.
notes = Remarks
page-of = Page { $page } of { $pages }
