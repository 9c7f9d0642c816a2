# C3 A hot room is opened by a ticket, a button or a command, is named after its ticket, and is complete: topic, people,
# briefing, ticket linked both ways, announced on the emergency channel.

# By a ticket against a critical component. Whoever watches the ticket is invited, and the team that owns it.
file "Checkout fails in EMEA" as bob against checkout watched by sue

# A ticket against anything else opens nothing.
file "Button has the wrong colour" as bob against website
file "Typo on the front page" as bob

# By a button in chat.
alert {"title": "Search answers 500", "component": "search", "severity": "3"}
press Declare as tom

# By a command, with a severity; over a ticket that is there already; and to the bot alone.
as raj in em: /em declare Login takes a minute sev3
as raj in em: /em declare Button has the wrong colour sev4 ticket HOT-331
as sue direct: /em declare Payments are refused

# Not so.
as raj in em: /em declare
as raj in em: /em declare Once more ticket HOT-331
as gus direct: /em declare I want a room
as raj in em: /em declare Once more ticket nonsense
as jim in em: /em open

# A second ticket for what is open already opens no second room: the room is told, and the ticket leads to it.
file "Orders fail at the last step" as raj against checkout

----

14:00 > file "Checkout fails in EMEA" as bob against checkout watched by sue
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
hot-330 | chatops | Invited 2 people who watch the ticket.
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > file "Button has the wrong colour" as bob against website
HOT-331 | ticket | opened: Button has the wrong colour (Open)

14:00 > file "Typo on the front page" as bob
HOT-332 | ticket | opened: Typo on the front page (Open)

14:00 > alert {"title": "Search answers 500", "component": "search", "severity": "3"}
em | chatops | Alert 1 – Search answers 500
    Firing since 2026-03-04 14:00 UTC – SEV3 – `search` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > press Declare as tom
em | Tom Berg | (presses) Declare
hot-333 | new room | Search answers 500 – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Search answers 500” in #hot-333 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | chatops | (edited) Hot room: #hot-333
    [Acknowledge] [Mute 30 min]
hot-333 | chatops | Alert 1 – Search answers 500 – in #em
    Firing since 2026-03-04 14:00 UTC – SEV3 – `search` – from json
hot-333 | topic | SEV3 – Search answers 500 – triage – commander Jim Smith
hot-333 | members | brings in Jim Smith, Tom Berg
hot-333 | rights | may wake the room: Jim Smith
em | chatops | SEV3 Search answers 500 – work happens in #hot-333
hot-333 | chatops | Jim Smith commands “Search answers 500”.
hot-333 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-333 | chatops | HOT-333 (https://tickets.invalid/HOT-333) – Search answers 500
    Status: Open
    [In Progress]
hot-333 | chatops | SEV3 Search answers 500 – triage
    Commander: Jim Smith
    Ticket: HOT-333 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-333 | pinned | SEV3 Search answers 500 – triage
HOT-333 | ticket | opened: Search answers 500 (Open)
HOT-333 | ticket | link: #hot-333 https://chat.invalid/rooms/R79

14:00 > as raj in em: /em declare Login takes a minute sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Login takes a minute sev3
hot-334 | new room | Login takes a minute – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Login takes a minute” in #hot-334 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-334 | chatops | Jim Smith commands “Login takes a minute”.
hot-334 | topic | SEV3 – Login takes a minute – triage – commander Jim Smith
hot-334 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Login takes a minute – work happens in #hot-334
hot-334 | rights | may wake the room: Jim Smith
hot-334 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-334 | chatops | HOT-334 (https://tickets.invalid/HOT-334) – Login takes a minute
    Status: Open
    [In Progress]
hot-334 | chatops | SEV3 Login takes a minute – triage
    Commander: Jim Smith
    Ticket: HOT-334 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-334 | pinned | SEV3 Login takes a minute – triage
HOT-334 | ticket | opened: Login takes a minute (Open)
HOT-334 | ticket | link: #hot-334 https://chat.invalid/rooms/R93

14:00 > as raj in em: /em declare Button has the wrong colour sev4 ticket HOT-331
em (only Raj Patel) | Raj Patel | (types) /em declare Button has the wrong colour sev4 ticket HOT-331
hot-331 | new room | Button has the wrong colour – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Button has the wrong colour” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “Button has the wrong colour”.
hot-331 | members | brings in Bob Ray, Jim Smith, Raj Patel
hot-331 | topic | SEV4 – Button has the wrong colour – triage – commander Jim Smith
em | chatops | SEV4 Button has the wrong colour – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Button has the wrong colour
    Status: Open – component: `website`
    [In Progress]
hot-331 | chatops | Invited 1 person who watches the ticket.
hot-331 | chatops | SEV4 Button has the wrong colour – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV4 Button has the wrong colour – triage
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R106

14:00 > as sue direct: /em declare Payments are refused
direct (Sue Hill) | Sue Hill | (types) /em declare Payments are refused
direct (Sue Hill) | chatops | Declared as SEV2: “Payments are refused”. Its hot room opens within 5 s, and you are brought into it.
hot-335 | new room | Payments are refused – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Payments are refused” in #hot-335 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-335 | chatops | Jim Smith commands “Payments are refused”.
hot-335 | members | brings in Sue Hill
hot-335 | topic | SEV2 – Payments are refused – triage – commander Jim Smith
em | chatops | SEV2 Payments are refused – work happens in #hot-335
hot-335 | rights | may wake the room: Jim Smith
hot-335 | chatops | Brought in support: Sue Hill, to read along.
hot-335 | members | brings in Jim Smith
hot-335 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-335 | chatops | HOT-335 (https://tickets.invalid/HOT-335) – Payments are refused
    Status: Open
    [In Progress]
hot-335 | chatops | SEV2 Payments are refused – triage
    Commander: Jim Smith
    Ticket: HOT-335 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-335 | pinned | SEV2 Payments are refused – triage
HOT-335 | ticket | opened: Payments are refused (Open)
HOT-335 | ticket | link: #hot-335 https://chat.invalid/rooms/R124

14:00 > as raj in em: /em declare
em (only Raj Patel) | Raj Patel | (types) /em declare
em (only Raj Patel) | chatops | That command is not complete or not understood.
    Write it like this: `declare <what is broken> [sev2] [ticket HOT-330]`.

14:00 > as raj in em: /em declare Once more ticket HOT-331
em (only Raj Patel) | Raj Patel | (types) /em declare Once more ticket HOT-331
em (only Raj Patel) | chatops | Incident 4 is open for this already in #hot-331: “Button has the wrong colour”.
    Join it there.

14:00 > as gus direct: /em declare I want a room
direct (Gus Vendor) | Gus Vendor | (types) /em declare I want a room
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

14:00 > as raj in em: /em declare Once more ticket nonsense
em (only Raj Patel) | Raj Patel | (types) /em declare Once more ticket nonsense
inc-2026-03-04-6 | new room | Once more – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Once more” in #inc-2026-03-04-6 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-6 | chatops | Jim Smith commands “Once more”.
inc-2026-03-04-6 | members | brings in Sue Hill
inc-2026-03-04-6 | topic | SEV2 – Once more – triage – commander Jim Smith
em | chatops | SEV2 Once more – work happens in #inc-2026-03-04-6
inc-2026-03-04-6 | rights | may wake the room: Jim Smith
inc-2026-03-04-6 | chatops | Brought in support: Sue Hill, to read along.
inc-2026-03-04-6 | members | brings in Jim Smith, Raj Patel
inc-2026-03-04-6 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
inc-2026-03-04-6 | chatops | nonsense is not linked. There is no ticket nonsense. Link another: `ticket link <key>`; or open one: `ticket open`.
inc-2026-03-04-6 | chatops | SEV2 Once more – triage
    Commander: Jim Smith
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
inc-2026-03-04-6 | pinned | SEV2 Once more – triage

14:00 > as jim in em: /em open
em (only Jim Smith) | Jim Smith | (types) /em open
em | chatops | 6 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV2 Payments are refused – triage, commanded by Jim Smith, in #hot-335 (HOT-335)
    • SEV2 Once more – triage, commanded by Jim Smith, in #inc-2026-03-04-6
    • SEV3 Search answers 500 – triage, commanded by Jim Smith, in #hot-333 (HOT-333)
    • SEV3 Login takes a minute – triage, commanded by Jim Smith, in #hot-334 (HOT-334)
    • SEV4 Button has the wrong colour – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > file "Orders fail at the last step" as raj against checkout
hot-330 | chatops | Likely the same: HOT-336 (https://tickets.invalid/HOT-336) “Orders fail at the last step”, filed against `checkout` by Raj Patel. It says so now and leads to this room.
HOT-336 | ticket | opened: Orders fail at the last step (Open)
HOT-336 | ticket | comment: An incident is open for this: SEV2 “Checkout fails in EMEA” (HOT-330). Work goes on in #hot-330.
HOT-336 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

journal: alert.declared, alert.opened, briefing.confirmed ×9, briefing.pinned ×7, headline.written, named ×6, opened ×6, participant.arrived ×14, participant.group_invited ×3, person.noted ×10, poll.severity_set ×6, record.refused ×3, register.declared ×6, register.related, register.told ×25, room.opened ×9, seat.appointed ×7, shift.consulted, shift.shift_started, shown, started, ticket.link_asked ×2, ticket.linked ×5, ticket.not_linked, ticket.related_filed, ticket.wanted ×3, ticket.watchers_found ×2, update.scheduled ×6
