# B7 Who asks is answered where they asked: the bot alone answers directly, a room in that room, whatever the command is about.
as bob in em: /em declare Checkout fails in EMEA sev2
as raj in em: /em declare Search is slow sev4

# To the bot alone: nobody else is bothered.
as sue direct: /em status
as sue direct: /em find HOT-330
as sue direct: /em in hot-330 status
as sue direct: /em in HOT-330 who
as sue direct: /em in 2 status
as sue direct: /em graph checkout.p95 1h
as sue direct: /em take command now please

# A tool's output is for all, and for who asked.
as sue direct: /em load system23
as sue direct: /em restart checkout
press Confirm as bob in em
as sue direct: /em in hot-330 graph checkout.p95 1h

# In a team's room.
as tom in team-database: /em load system23
as tom in team-database: /em graph checkout.p95 1h
as tom in team-database: /em status

# In one room about another.
as tom in em: /em in hot-330 status
as tom in em: /em in hot-330 severity 1
as tom in em: /em in hot-999 status

# A closed room takes no answer any more.
as jim in hot-331: /em phase stood-down
as jim in hot-331: /em phase closed
as jim in hot-331: /em severity 1

----

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
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > as raj in em: /em declare Search is slow sev4
em (only Raj Patel) | Raj Patel | (types) /em declare Search is slow sev4
hot-331 | new room | Search is slow – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Search is slow” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “Search is slow”.
hot-331 | topic | SEV4 – Search is slow – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV4 Search is slow – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Search is slow
    Status: Open
    [In Progress]
hot-331 | chatops | SEV4 Search is slow – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV4 Search is slow – triage
HOT-331 | ticket | opened: Search is slow (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R75

14:00 > as sue direct: /em status
direct (Sue Hill) | Sue Hill | (types) /em status
direct (Sue Hill) | chatops | Jim Smith – investigating Checkout fails in EMEA
    2 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV4 Search is slow – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as sue direct: /em find HOT-330
direct (Sue Hill) | Sue Hill | (types) /em find HOT-330
direct (Sue Hill) | chatops | SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)

14:00 > as sue direct: /em in hot-330 status
direct (Sue Hill) | Sue Hill | (types) /em in hot-330 status
direct (Sue Hill) | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC

14:00 > as sue direct: /em in HOT-330 who
direct (Sue Hill) | Sue Hill | (types) /em in HOT-330 who
direct (Sue Hill) | chatops | Commander: Jim Smith
    2 active: Bob Ray and Jim Smith
    1 reading along: Sue Hill

14:00 > as sue direct: /em in 2 status
direct (Sue Hill) | Sue Hill | (types) /em in 2 status
direct (Sue Hill) | chatops | SEV4 Search is slow – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTC

14:00 > as sue direct: /em graph checkout.p95 1h
direct (Sue Hill) | Sue Hill | (types) /em graph checkout.p95 1h
direct (Sue Hill) | chatops | Graph 1: `checkout.p95` – last 1 h, for Sue Hill
    [file: graph-1.svg]

14:00 > as sue direct: /em take command now please
direct (Sue Hill) | Sue Hill | (types) /em take command now please
direct (Sue Hill) | chatops | Jim Smith commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

14:00 > as sue direct: /em load system23
direct (Sue Hill) | Sue Hill | (types) /em load system23
direct (Sue Hill) | chatops | Run 1: `load system=system23`, for Sue Hill – ok
    system23: load 17.4 of 16 cores, 93 % memory
em | chatops | Run 1: `load system=system23`, for Sue Hill – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as sue direct: /em restart checkout
direct (Sue Hill) | Sue Hill | (types) /em restart checkout
direct (Sue Hill) | chatops | Run 2 waits for a confirmation in #em.
em | chatops | Run 2: `restart service=checkout`, for Sue Hill
    A second person who may run it must confirm by 2026-03-04 14:10 UTC.
    [Confirm]

14:00 > press Confirm as bob in em
em | Bob Ray | (presses) Confirm
em | chatops | (edited) Run 2: `restart service=checkout`, for Sue Hill – confirmed by Bob Ray. The outcome follows.
direct (Sue Hill) | chatops | Run 2: `restart service=checkout`, for Sue Hill – ok
    restarted
em | chatops | Run 2: `restart service=checkout`, for Sue Hill – ok
    restarted

14:00 > as sue direct: /em in hot-330 graph checkout.p95 1h
direct (Sue Hill) | Sue Hill | (types) /em in hot-330 graph checkout.p95 1h
direct (Sue Hill) | chatops | Graph 1 is in #hot-330.
hot-330 | chatops | Graph 1: `checkout.p95` – last 1 h, for Sue Hill
    [file: graph-1.svg]

14:00 > as tom in team-database: /em load system23
team-database (only Tom Berg) | Tom Berg | (types) /em load system23
team-database | chatops | Run 3: `load system=system23`, for Tom Berg – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as tom in team-database: /em graph checkout.p95 1h
team-database (only Tom Berg) | Tom Berg | (types) /em graph checkout.p95 1h
team-database | chatops | Graph 2: `checkout.p95` – last 1 h, for Tom Berg
    [file: graph-2.svg]

14:00 > as tom in team-database: /em status
team-database (only Tom Berg) | Tom Berg | (types) /em status
team-database | chatops | Jim Smith – investigating Checkout fails in EMEA
    2 open incidents
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV4 Search is slow – triage, commanded by Jim Smith, in #hot-331 (HOT-331)

14:00 > as tom in em: /em in hot-330 status
em (only Tom Berg) | Tom Berg | (types) /em in hot-330 status
em | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC

14:00 > as tom in em: /em in hot-330 severity 1
em (only Tom Berg) | Tom Berg | (types) /em in hot-330 severity 1
em (only Tom Berg) | chatops | Only the incident commander or the duty commander may decide the severity.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:00 > as tom in em: /em in hot-999 status
em (only Tom Berg) | Tom Berg | (types) /em in hot-999 status
em (only Tom Berg) | chatops | There is no room #hot-999.
    `open` lists the open incidents.

14:00 > as jim in hot-331: /em phase stood-down
hot-331 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-331 | topic | SEV4 – Search is slow – stood down – commander Jim Smith
hot-331 | chatops | Phase: stood down
em | chatops | Over: SEV4 Search is slow – stood down
hot-331 | chatops | (edited) SEV4 Search is slow – stood down
HOT-331 | ticket | comment: It was no incident: stood down in #hot-331.

14:00 > as jim in hot-331: /em phase closed
hot-331 (only Jim Smith) | Jim Smith | (types) /em phase closed
hot-331 | topic | SEV4 – Search is slow – closed – commander Jim Smith
hot-331 | chatops | (edited) SEV4 Search is slow – closed
em | chatops | Over: SEV4 Search is slow – closed
hot-331 | closed | 

14:00 > as jim in hot-331: /em severity 1
hot-331 (only Jim Smith) | Jim Smith | (types) /em severity 1
direct (Jim Smith) | chatops | The incident is closed.
    Declare a new incident if it happens again.

journal: briefing.confirmed ×9, briefing.pinned ×3, chart.asked ×3, chart.drawn ×3, headline.written, moved ×2, named ×2, opened ×2, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set ×2, record.refused ×4, register.declared ×2, register.told ×10, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, shown ×7, started, ticket.linked ×2, ticket.wanted ×2, tool.confirmed, tool.finished ×3, tool.run_asked, tool.started ×3, update.scheduled ×2, update.stopped
