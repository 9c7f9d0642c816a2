# C3 A hot room is opened in four ways, is named after its ticket, and is complete: topic, people, briefing, ticket.
set policy.critical_components = ["checkout", "database"]

# By a ticket against a critical component. Whoever watches the ticket is invited, and the team that owns it.
file "Checkout fails in EMEA" as bob against checkout watched by sue

# By an alert about a critical component, without anybody asking.
alert {"title": "Replication is 90 s behind", "component": "database", "severity": "2"}

# The component has its room: neither an alert nor a ticket opens another one.
alert {"title": "Checkout p95 is 4.2 s", "component": "checkout", "severity": "2"}
file "Checkout is slow for me too" as sue against checkout

# A ticket against anything else opens nothing.
file "Button has the wrong colour" as bob against website
file "Typo on the front page" as bob

# By a button in chat.
alert {"title": "Search answers 500", "component": "search", "severity": "3"}
press Declare as tom

# By a command, with a severity; over a ticket that is there already; and to the bot alone.
as raj in em: /em declare Login takes a minute sev3
as raj in em: /em declare The button is green everywhere sev4 ticket HOT-333
as sue direct: /em declare Payments are refused

# Not so.
as raj in em: /em declare
as raj in em: /em declare Once more ticket HOT-333
as raj in em: /em declare Once more ticket nonsense
as gus direct: /em declare I want a room
as jim in em: /em open

----

14:00 > file "Checkout fails in EMEA" as bob against checkout watched by sue
direct (Jim Smith) | chatops | @jim, you command Checkout fails in EMEA now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
hot-330 | chatops | Invited 2 people who watch the ticket.
hot-330 | chatops | Jim Smith commands Checkout fails in EMEA.
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R58

14:00 > alert {"title": "Replication is 90 s behind", "component": "database", "severity": "2"}
team-database | chatops | Alert 1 – Replication is 90 s behind
    Firing since 2026-03-04 14:00 UTC – SEV2 – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > alert {"title": "Checkout p95 is 4.2 s", "component": "checkout", "severity": "2"}
team-checkout | chatops | Alert 2 – Checkout p95 is 4.2 s
    Firing since 2026-03-04 14:00 UTC – SEV2 – `checkout` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > file "Checkout is slow for me too" as sue against checkout
direct (Jim Smith) | chatops | @jim, you command Checkout is slow for me too now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | new room | Checkout is slow for me too – hot room. Declared 2026-03-04 14:00 UTC.
hot-331 | topic | SEV2 – Checkout is slow for me too – triage – commander Jim Smith
hot-331 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-331 | chatops | SEV2 Checkout is slow for me too – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 14:30 UTC
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
em | chatops | SEV2 Checkout is slow for me too – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Checkout is slow for me too
    Status: Open – component: `checkout`
    [In Progress]
hot-331 | pinned | SEV2 Checkout is slow for me too – triage
hot-331 | chatops | Invited 1 person who watches the ticket.
hot-331 | chatops | Jim Smith commands Checkout is slow for me too.
hot-331 | chatops | Brought in support: 1 person, to read along.
hot-331 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-331 | ticket | opened: Checkout is slow for me too (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R79

14:00 > file "Button has the wrong colour" as bob against website
HOT-332 | ticket | opened: Button has the wrong colour (Open)

14:00 > file "Typo on the front page" as bob
HOT-333 | ticket | opened: Typo on the front page (Open)

14:00 > alert {"title": "Search answers 500", "component": "search", "severity": "3"}
em | chatops | Alert 3 – Search answers 500
    Firing since 2026-03-04 14:00 UTC – SEV3 – `search` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > press Declare as tom
em | Tom Berg | (presses) Declare
direct (Jim Smith) | chatops | @jim, you command Search answers 500 now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-334 | new room | Search answers 500 – hot room. Declared 2026-03-04 14:00 UTC.
em | chatops | (edited) Alert 3 – Search answers 500
    Firing since 2026-03-04 14:00 UTC – SEV3 – `search` – from json
    Hot room: #hot-334
    [Acknowledge] [Mute 30 min]
hot-334 | chatops | Jim Smith commands Search answers 500.
hot-334 | topic | SEV3 – Search answers 500 – triage – commander Jim Smith
hot-334 | members | brings in Jim Smith, Tom Berg
hot-334 | rights | may wake the room: Jim Smith
em | chatops | SEV3 Search answers 500 – work happens in #hot-334
hot-334 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-334 | chatops | HOT-334 (https://tickets.invalid/HOT-334) – Search answers 500
    Status: Open
    [In Progress]
hot-334 | chatops | SEV3 Search answers 500 – triage
    Commander: Jim Smith
    Ticket: HOT-334 (Open)
    Next update due 2026-03-04 15:00 UTC
    0 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-334 | pinned | SEV3 Search answers 500 – triage
HOT-334 | ticket | opened: Search answers 500 (Open)
HOT-334 | ticket | link: #hot-334 https://chat.invalid/rooms/R101

14:00 > as raj in em: /em declare Login takes a minute sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Login takes a minute sev3
direct (Jim Smith) | chatops | @jim, you command Login takes a minute now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-335 | new room | Login takes a minute – hot room. Declared 2026-03-04 14:00 UTC.
hot-335 | chatops | Jim Smith commands Login takes a minute.
hot-335 | topic | SEV3 – Login takes a minute – triage – commander Jim Smith
hot-335 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Login takes a minute – work happens in #hot-335
hot-335 | rights | may wake the room: Jim Smith
hot-335 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-335 | chatops | HOT-335 (https://tickets.invalid/HOT-335) – Login takes a minute
    Status: Open
    [In Progress]
hot-335 | chatops | SEV3 Login takes a minute – triage
    Commander: Jim Smith
    Ticket: HOT-335 (Open)
    Next update due 2026-03-04 15:00 UTC
    0 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-335 | pinned | SEV3 Login takes a minute – triage
HOT-335 | ticket | opened: Login takes a minute (Open)
HOT-335 | ticket | link: #hot-335 https://chat.invalid/rooms/R114

14:00 > as raj in em: /em declare The button is green everywhere sev4 ticket HOT-333
em (only Raj Patel) | Raj Patel | (types) /em declare The button is green everywhere sev4 ticket HOT-333
direct (Jim Smith) | chatops | @jim, you command The button is green everywhere now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-333 | new room | The button is green everywhere – hot room. Declared 2026-03-04 14:00 UTC.
direct (Raj Patel) | chatops | Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-333 | topic | SEV4 – The button is green everywhere – triage – commander Jim Smith
hot-333 | members | brings in Jim Smith, Raj Patel
hot-333 | chatops | SEV4 The button is green everywhere – triage
    Commander: Jim Smith
    Ticket: HOT-333 (Open)
    Next update due 2026-03-04 18:00 UTC
    0 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
em | chatops | SEV4 The button is green everywhere – work happens in #hot-333
hot-333 | rights | may wake the room: Jim Smith
hot-333 | chatops | HOT-333 – Typo on the front page
    Status: Open
    [In Progress]
hot-333 | pinned | SEV4 The button is green everywhere – triage
hot-333 | chatops | Jim Smith commands The button is green everywhere.
hot-333 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-333 | members | brings in Bob Ray
hot-333 | chatops | HOT-333: changed in the ticket system, title: Typo on the front page
hot-333 | chatops | Invited 1 person who watches the ticket.
HOT-333 | ticket | link: #hot-333 https://chat.invalid/rooms/R127

14:00 > as sue direct: /em declare Payments are refused
direct (Sue Hill) | Sue Hill | (types) /em declare Payments are refused
direct (Jim Smith) | chatops | @jim, you command Payments are refused now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-336 | new room | Payments are refused – hot room. Declared 2026-03-04 14:00 UTC.
hot-336 | chatops | Jim Smith commands Payments are refused.
hot-336 | members | brings in Sue Hill
hot-336 | topic | SEV2 – Payments are refused – triage – commander Jim Smith
em | chatops | SEV2 Payments are refused – work happens in #hot-336
hot-336 | rights | may wake the room: Jim Smith
hot-336 | chatops | Brought in support: 1 person, to read along.
hot-336 | members | brings in Jim Smith
hot-336 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-336 | chatops | HOT-336 (https://tickets.invalid/HOT-336) – Payments are refused
    Status: Open
    [In Progress]
hot-336 | chatops | SEV2 Payments are refused – triage
    Commander: Jim Smith
    Ticket: HOT-336 (Open)
    Next update due 2026-03-04 14:30 UTC
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-336 | pinned | SEV2 Payments are refused – triage
HOT-336 | ticket | opened: Payments are refused (Open)
HOT-336 | ticket | link: #hot-336 https://chat.invalid/rooms/R146

14:00 > as raj in em: /em declare
em (only Raj Patel) | Raj Patel | (types) /em declare
em (only Raj Patel) | chatops | That command is not complete or not understood.
    Write it like this: `declare <what is broken> [sev2] [ticket HOT-330]`.

14:00 > as raj in em: /em declare Once more ticket HOT-333
em (only Raj Patel) | Raj Patel | (types) /em declare Once more ticket HOT-333
em (only Raj Patel) | chatops | Incident 5 is open for this already in #hot-333: The button is green everywhere.
    Join it there.

14:00 > as raj in em: /em declare Once more ticket nonsense
em (only Raj Patel) | Raj Patel | (types) /em declare Once more ticket nonsense
direct (Jim Smith) | chatops | @jim, you command Once more now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
nonsense | new room | Once more – hot room. Declared 2026-03-04 14:00 UTC.
direct (Raj Patel) | chatops | Pinned, in order:
    • 1 – Briefing: where the incident stands
nonsense | topic | SEV2 – Once more – triage – commander Jim Smith
nonsense | members | brings in Jim Smith, Raj Patel, Sue Hill
nonsense | chatops | SEV2 Once more – triage
    Commander: Jim Smith
    Ticket: nonsense (Open)
    Next update due 2026-03-04 14:30 UTC
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
em | chatops | SEV2 Once more – work happens in #nonsense
nonsense | rights | may wake the room: Jim Smith
nonsense | chatops | nonsense – Once more
    Status: Open
    [In Progress]
nonsense | pinned | SEV2 Once more – triage
nonsense | chatops | Jim Smith commands Once more.
nonsense | chatops | Brought in support: 1 person, to read along.
nonsense | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
nonsense | chatops | Could not put a link to this room on the ticket: memory could not link: there is no ticket nonsense..
nonsense | chatops | Could not put a link to this room on the ticket: memory could not link: there is no ticket nonsense..
nonsense | chatops | Could not read the ticket: There is no ticket nonsense..

14:00 > as gus direct: /em declare I want a room
direct (Gus Vendor) | Gus Vendor | (types) /em declare I want a room
direct (Gus Vendor) | chatops | Guests take part once their agreement is on file and they have accepted the rules.
    Ask your sponsor to run `guest agreement` and `guest admit`, then answer with `guest accept`.

14:00 > as jim in em: /em open
em (only Jim Smith) | Jim Smith | (types) /em open
em | chatops | 7 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV2 Checkout is slow for me too – triage, commanded by Jim Smith, in #hot-331 (HOT-331)
    • SEV2 Payments are refused – triage, commanded by Jim Smith, in #hot-336 (HOT-336)
    • SEV2 Once more – triage, commanded by Jim Smith, in #nonsense (nonsense)
    • SEV3 Search answers 500 – triage, commanded by Jim Smith, in #hot-334 (HOT-334)
    • SEV3 Login takes a minute – triage, commanded by Jim Smith, in #hot-335 (HOT-335)
    • SEV4 The button is green everywhere – triage, commanded by Jim Smith, in #hot-333 (HOT-333)

journal: alert.declared, alert.opened ×3, briefing.confirmed ×9, briefing.pinned ×8, headline.written, named ×7, opened ×7, participant.group_invited ×4, person.noted ×10, poll.severity_set ×7, record.refused ×3, register.declared ×7, register.told ×28, room.opened ×10, seat.appointed ×8, shift.consulted, shift.shift_started, shown, started, ticket.change_seen, ticket.failed ×3, ticket.linked ×7, ticket.wanted ×3, ticket.watchers_found ×3, update.scheduled ×7
