# C3 A hot room is opened in four ways, is named after its ticket, and is complete: topic, people, briefing, ticket.

# By a ticket against a critical component. Whoever watches the ticket is invited.
file "Checkout fails in EMEA" as bob against checkout watched by sue, mia

# A ticket against anything else opens nothing.
file "Button has the wrong colour" as bob against website
file "Typo on the front page" as bob

# By an alert about a critical component that has no room yet.
alert {"title": "Checkout p95 is 4.2 s", "component": "checkout", "severity": "2"}

# By a button in chat.
alert {"title": "Replication is 90 s behind", "component": "database"}
press Declare as tom

# By a command, with a severity, and over a ticket that is there already.
as raj in em: /em declare Search finds nothing sev3
as raj in em: /em declare The website is green sev4 ticket HOT-331
as sue direct: /em declare Payments are refused

# Not so.
as raj in em: /em declare
as raj in em: /em declare Once more ticket HOT-331
as gus direct: /em declare I want a room

----

14:00 > file "Checkout fails in EMEA" as bob against checkout watched by sue, mia
direct (Jim Smith) | chatops | @jim, you command Checkout fails in EMEA now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | rights | may wake the room: Jim Smith
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
hot-330 | chatops | Jim Smith commands Checkout fails in EMEA.
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 (only Bob Ray) | chatops | Welcome to Checkout fails in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 (only Dana Wu) | chatops | Welcome to Checkout fails in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 (only Jim Smith) | chatops | Welcome to Checkout fails in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 (only Mia Costa) | chatops | Welcome to Checkout fails in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 (only Sue Hill) | chatops | Welcome to Checkout fails in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | chatops | Invited 3 people who watch the ticket.
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R58

14:00 > file "Button has the wrong colour" as bob against website
HOT-331 | ticket | opened: Button has the wrong colour (Open)

14:00 > file "Typo on the front page" as bob
HOT-332 | ticket | opened: Typo on the front page (Open)

14:00 > alert {"title": "Checkout p95 is 4.2 s", "component": "checkout", "severity": "2"}
team-checkout | chatops | Alert 1 – Checkout p95 is 4.2 s
    Firing since 2026-03-04 14:00 UTC – SEV2 – `checkout` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > alert {"title": "Replication is 90 s behind", "component": "database"}
team-database | chatops | Alert 2 – Replication is 90 s behind
    Firing since 2026-03-04 14:00 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > press Declare as tom
team-database | Tom Berg | (presses) Declare
direct (Jim Smith) | chatops | @jim, you command Replication is 90 s behind now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-333 | new room | Replication is 90 s behind – hot room. Declared 2026-03-04 14:00 UTC.
team-database | chatops | (edited) Alert 2 – Replication is 90 s behind
    Firing since 2026-03-04 14:00 UTC – `database` – from json
    Hot room: #hot-333
    [Acknowledge] [Mute 30 min]
hot-333 | chatops | Jim Smith commands Replication is 90 s behind.
hot-333 | members | brings in Sue Hill
hot-333 | topic | SEV2 – Replication is 90 s behind – triage – commander Jim Smith
em | chatops | SEV2 Replication is 90 s behind – work happens in #hot-333
hot-333 | rights | may wake the room: Jim Smith
hot-333 (only Sue Hill) | chatops | Welcome to Replication is 90 s behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-333 | chatops | Brought in support: 1 person, to read along.
hot-333 | members | brings in Jim Smith, Raj Patel, Tom Berg
hot-333 (only Jim Smith) | chatops | Welcome to Replication is 90 s behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-333 (only Raj Patel) | chatops | Welcome to Replication is 90 s behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-333 (only Tom Berg) | chatops | Welcome to Replication is 90 s behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-333 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-333 | chatops | HOT-333 (https://tickets.invalid/HOT-333) – Replication is 90 s behind
    Status: Open
    [In Progress]
hot-333 | chatops | SEV2 Replication is 90 s behind – triage
    Commander: Jim Smith
    Ticket: HOT-333 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-333 | pinned | SEV2 Replication is 90 s behind – triage
HOT-333 | ticket | opened: Replication is 90 s behind (Open)
HOT-333 | ticket | link: #hot-333 https://chat.invalid/rooms/R86

14:00 > as raj in em: /em declare Search finds nothing sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Search finds nothing sev3
direct (Jim Smith) | chatops | @jim, you command Search finds nothing now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-334 | new room | Search finds nothing – hot room. Declared 2026-03-04 14:00 UTC.
hot-334 | chatops | Jim Smith commands Search finds nothing.
hot-334 | topic | SEV3 – Search finds nothing – triage – commander Jim Smith
hot-334 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Search finds nothing – work happens in #hot-334
hot-334 | rights | may wake the room: Jim Smith
hot-334 (only Jim Smith) | chatops | Welcome to Search finds nothing.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-334 (only Raj Patel) | chatops | Welcome to Search finds nothing.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-334 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-334 | chatops | HOT-334 (https://tickets.invalid/HOT-334) – Search finds nothing
    Status: Open
    [In Progress]
hot-334 | chatops | SEV3 Search finds nothing – triage
    Commander: Jim Smith
    Ticket: HOT-334 (Open)
    Next update due 2026-03-04 15:00 UTCCommander: Jim Smith
    0 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-334 | pinned | SEV3 Search finds nothing – triage
HOT-334 | ticket | opened: Search finds nothing (Open)
HOT-334 | ticket | link: #hot-334 https://chat.invalid/rooms/R108

14:00 > as raj in em: /em declare The website is green sev4 ticket HOT-331
em (only Raj Patel) | Raj Patel | (types) /em declare The website is green sev4 ticket HOT-331
direct (Jim Smith) | chatops | @jim, you command The website is green now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | new room | The website is green – hot room. Declared 2026-03-04 14:00 UTC.
hot-331 | rights | may wake the room: Jim Smith
hot-331 | topic | SEV4 – The website is green – triage – commander Jim Smith
hot-331 | chatops | Jim Smith commands The website is green.
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV4 The website is green – work happens in #hot-331
hot-331 (only Jim Smith) | chatops | Welcome to The website is green.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-331 (only Raj Patel) | chatops | Welcome to The website is green.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-331 | chatops | HOT-331 – Button has the wrong colour
    Status: Open
    [In Progress]
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-331 | members | brings in Bob Ray
hot-331 (only Bob Ray) | chatops | Welcome to The website is green.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-331 | chatops | SEV4 The website is green – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTCCommander: Jim Smith
    0 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV4 The website is green – triage
hot-331 | chatops | HOT-331: changed in the ticket system, title: Button has the wrong colour
hot-331 | chatops | Invited 1 person who watches the ticket.
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R123

14:00 > as sue direct: /em declare Payments are refused
direct (Sue Hill) | Sue Hill | (types) /em declare Payments are refused
direct (Jim Smith) | chatops | @jim, you command Payments are refused now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-335 | new room | Payments are refused – hot room. Declared 2026-03-04 14:00 UTC.
hot-335 | chatops | Jim Smith commands Payments are refused.
hot-335 | members | brings in Sue Hill
hot-335 | topic | SEV2 – Payments are refused – triage – commander Jim Smith
em | chatops | SEV2 Payments are refused – work happens in #hot-335
hot-335 | rights | may wake the room: Jim Smith
hot-335 (only Sue Hill) | chatops | Welcome to Payments are refused.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-335 | chatops | Brought in support: 1 person, to read along.
hot-335 | members | brings in Jim Smith
hot-335 (only Jim Smith) | chatops | Welcome to Payments are refused.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-335 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-335 | chatops | HOT-335 (https://tickets.invalid/HOT-335) – Payments are refused
    Status: Open
    [In Progress]
hot-335 | chatops | SEV2 Payments are refused – triage
    Commander: Jim Smith
    Ticket: HOT-335 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-335 | pinned | SEV2 Payments are refused – triage
HOT-335 | ticket | opened: Payments are refused (Open)
HOT-335 | ticket | link: #hot-335 https://chat.invalid/rooms/R143

14:00 > as raj in em: /em declare
em (only Raj Patel) | Raj Patel | (types) /em declare
em (only Raj Patel) | chatops | That command is not complete or not understood.
    Write it like this: `declare <what is broken> [sev2] [ticket HOT-330]`.

14:00 > as raj in em: /em declare Once more ticket HOT-331
em (only Raj Patel) | Raj Patel | (types) /em declare Once more ticket HOT-331
em (only Raj Patel) | chatops | Incident 4 is open for this already in #hot-331: The website is green.
    Join it there.

14:00 > as gus direct: /em declare I want a room
direct (Gus Vendor) | Gus Vendor | (types) /em declare I want a room
direct (Gus Vendor) | chatops | Guests take part once their agreement is on file and they have accepted the rules.
    Ask your sponsor to run `guest agreement` and `guest admit`, then answer with `guest accept`.

journal: alert.declared, alert.opened ×2, briefing.arrived ×16, briefing.confirmed ×9, headline.written, named ×5, opened ×5, participant.group_invited ×3, person.noted ×10, poll.severity_set ×5, record.refused ×3, register.declared ×5, register.told ×20, room.opened ×8, seat.appointed ×6, shift.consulted, shift.shift_started, started, ticket.change_seen, ticket.linked ×5, ticket.wanted ×3, ticket.watchers_found ×2, update.scheduled ×5
