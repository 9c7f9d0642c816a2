# C4 Whoever looks for an incident finds it: by ticket, room, number or words; all that are open; a digest every so often.
set policy.waits.digest = "20m"

as sue in em: /em open
as sue in em: /em find HOT-330
as bob in em: /em declare Checkout fails in EMEA sev2
as raj in em: /em declare Replication is behind sev4

as sue in em: /em find HOT-330
as sue in em: /em find hot-331
as sue in em: /em find #hot-331
as sue in em: /em find 2
as sue in em: /em find replication
as sue in em: /em find login
as sue in em: /em find HOT-999
as sue in em: /em find
as sue in em: /em open
as sue in em: /em status

# It stays findable when it is over, and is no longer listed.
as jim in hot-331: /em phase stood-down
as sue in em: /em open
as sue in em: /em find HOT-331

# The digest comes by itself, as long as something is open.
advance 21m
as jim in hot-330: /em phase stood-down
as sue in em: /em open

----

14:00 > as sue in em: /em open
em (only Sue Hill) | Sue Hill | (types) /em open
em | chatops | No open incidents.

14:00 > as sue in em: /em find HOT-330
em (only Sue Hill) | Sue Hill | (types) /em find HOT-330
em | chatops | Nothing is called `HOT-330`. Try the ticket key, the room's name, the number or a word of the title; `open` lists what is open.

14:00 > as bob in em: /em declare Checkout fails in EMEA sev2
em (only Bob Ray) | Bob Ray | (types) /em declare Checkout fails in EMEA sev2
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | members | brings in Bob Ray, Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 Checkout fails in EMEA – triage
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R65

14:00 > as raj in em: /em declare Replication is behind sev4
em (only Raj Patel) | Raj Patel | (types) /em declare Replication is behind sev4
hot-331 | new room | Replication is behind – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Replication is behind” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “Replication is behind”.
hot-331 | topic | SEV4 – Replication is behind – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV4 Replication is behind – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Replication is behind
    Status: Open
    [In Progress]
hot-331 | chatops | SEV4 Replication is behind – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV4 Replication is behind – triage
HOT-331 | ticket | opened: Replication is behind (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R81

14:00 > as sue in em: /em find HOT-330
em (only Sue Hill) | Sue Hill | (types) /em find HOT-330
em | chatops | SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)

14:00 > as sue in em: /em find hot-331
em (only Sue Hill) | Sue Hill | (types) /em find hot-331
em | chatops | SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue in em: /em find #hot-331
em (only Sue Hill) | Sue Hill | (types) /em find #hot-331
em | chatops | SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue in em: /em find 2
em (only Sue Hill) | Sue Hill | (types) /em find 2
em | chatops | SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue in em: /em find replication
em (only Sue Hill) | Sue Hill | (types) /em find replication
em | chatops | SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue in em: /em find login
em (only Sue Hill) | Sue Hill | (types) /em find login
em | chatops | Nothing is called `login`. Try the ticket key, the room's name, the number or a word of the title; `open` lists what is open.

14:00 > as sue in em: /em find HOT-999
em (only Sue Hill) | Sue Hill | (types) /em find HOT-999
em | chatops | Nothing is called `HOT-999`. Try the ticket key, the room's name, the number or a word of the title; `open` lists what is open.

14:00 > as sue in em: /em find
em (only Sue Hill) | Sue Hill | (types) /em find
em (only Sue Hill) | chatops | That command is not complete or not understood.
    Write it like this: `find <ticket, room, number or a word of the title>`.

14:00 > as sue in em: /em open
em (only Sue Hill) | Sue Hill | (types) /em open
em | chatops | 2 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue in em: /em status
em (only Sue Hill) | Sue Hill | (types) /em status
em | chatops | Jim Smith – investigating Checkout fails in EMEA
    2 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV4 Replication is behind – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as jim in hot-331: /em phase stood-down
hot-331 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-331 | topic | SEV4 – Replication is behind – stood down – commander Jim Smith
hot-331 | chatops | Phase: stood down
em | chatops | Over: SEV4 Replication is behind – stood down
hot-331 | chatops | (edited) SEV4 Replication is behind – stood down
HOT-331 | ticket | comment: It was no incident: stood down in #hot-331.

14:00 > as sue in em: /em open
em (only Sue Hill) | Sue Hill | (types) /em open
em | chatops | 1 open incident
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)

14:00 > as sue in em: /em find HOT-331
em (only Sue Hill) | Sue Hill | (types) /em find HOT-331
em | chatops | SEV4 Replication is behind – stood down, in #hot-331 (HOT-331)

14:00 > advance 21m
em | chatops | 1 open incident
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)

14:21 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-330 | topic | SEV2 – Checkout fails in EMEA – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV2 Checkout fails in EMEA – stood down
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) SEV2 Checkout fails in EMEA – stood down
    Since 2026-03-04 14:00 UTC (21 min)
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

14:21 > as sue in em: /em open
em (only Sue Hill) | Sue Hill | (types) /em open
em | chatops | No open incidents.

journal: briefing.confirmed ×9, briefing.pinned ×3, headline.quieted, headline.written, moved ×2, named ×2, opened ×2, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set ×2, record.refused, register.declared ×2, register.digest_posted, register.told ×10, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, shown ×14, started, ticket.linked ×2, ticket.wanted ×2, update.scheduled ×2, update.stopped ×2
