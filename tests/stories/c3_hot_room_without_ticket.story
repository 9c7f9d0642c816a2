# C3 No ticket in time: the room opens all the same after 5 s, named by date and number. The ticket is linked when it
# comes, and the room keeps its name.

# The ticket system is down.
fail tickets open unavailable
as raj in em: /em declare Replication is behind sev2
advance 10s
advance 1m

# It forbids.
fail tickets open forbidden
as raj in em: /em declare Search finds nothing sev3
advance 10s

# It makes the ticket, but its answer is lost.
fail tickets open answer lost
as raj in em: /em declare Payments are refused sev3
advance 10s
advance 1m

as jim in em: /em open

----

14:00 > fail tickets open unavailable

14:00 > as raj in em: /em declare Replication is behind sev2
em (only Raj Patel) | Raj Patel | (types) /em declare Replication is behind sev2
direct (Jim Smith) | chatops | @jim, you command Replication is behind now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating Replication is behind

14:00 > advance 10s
hot-330 | new room | Replication is behind – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | chatops | Jim Smith commands Replication is behind.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – Replication is behind – triage – commander Jim Smith
em | chatops | SEV2 Replication is behind – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 (only Sue Hill) | chatops | Welcome to Replication is behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | members | brings in Jim Smith, Raj Patel
hot-330 (only Jim Smith) | chatops | Welcome to Replication is behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 (only Raj Patel) | chatops | Welcome to Replication is behind.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Replication is behind
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 Replication is behind – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (1 s)
hot-330 | pinned | SEV2 Replication is behind – triage
HOT-330 | ticket | opened: Replication is behind (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R60

14:00 > advance 1m

14:01 > fail tickets open forbidden

14:01 > as raj in em: /em declare Search finds nothing sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Search finds nothing sev3
direct (Jim Smith) | chatops | @jim, you command Search finds nothing now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-2 | new room | Search finds nothing – hot room. Declared 2026-03-04 14:01 UTC.
inc-2026-03-04-2 | chatops | Jim Smith commands Search finds nothing.
inc-2026-03-04-2 | topic | SEV3 – Search finds nothing – triage – commander Jim Smith
inc-2026-03-04-2 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Search finds nothing – work happens in #inc-2026-03-04-2
inc-2026-03-04-2 | rights | may wake the room: Jim Smith
inc-2026-03-04-2 (only Jim Smith) | chatops | Welcome to Search finds nothing.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
inc-2026-03-04-2 (only Raj Patel) | chatops | Welcome to Search finds nothing.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
inc-2026-03-04-2 | chatops | Updates every 1 h. Next update due 2026-03-04 15:01 UTC.
inc-2026-03-04-2 | chatops | No ticket: memory could not open: it was told to fail. Ask an administrator to grant the bot the right to it.. Work goes on without it.
inc-2026-03-04-2 | chatops | SEV3 Search finds nothing – triage
    Commander: Jim Smith
    Next update due 2026-03-04 15:01 UTCCommander: Jim Smith
    0 active, 0 reading along
    Since 2026-03-04 14:01 UTC (0 s)
inc-2026-03-04-2 | pinned | SEV3 Search finds nothing – triage

14:01 > advance 10s

14:01 > fail tickets open answer lost

14:01 > as raj in em: /em declare Payments are refused sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Payments are refused sev3
direct (Jim Smith) | chatops | @jim, you command Payments are refused now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-3 | new room | Payments are refused – hot room. Declared 2026-03-04 14:01 UTC.
inc-2026-03-04-3 | chatops | Jim Smith commands Payments are refused.
inc-2026-03-04-3 | topic | SEV3 – Payments are refused – triage – commander Jim Smith
inc-2026-03-04-3 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Payments are refused – work happens in #inc-2026-03-04-3
inc-2026-03-04-3 | rights | may wake the room: Jim Smith
inc-2026-03-04-3 (only Jim Smith) | chatops | Welcome to Payments are refused.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
inc-2026-03-04-3 (only Raj Patel) | chatops | Welcome to Payments are refused.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
inc-2026-03-04-3 | chatops | Updates every 1 h. Next update due 2026-03-04 15:01 UTC.
inc-2026-03-04-3 | chatops | No ticket yet: memory could not open: it was told to fail (it may have happened). It was tried several times; look at the service.. Work goes on without it; it is linked when it comes.
inc-2026-03-04-3 | chatops | SEV3 Payments are refused – triage
    Commander: Jim Smith
    Next update due 2026-03-04 15:01 UTCCommander: Jim Smith
    0 active, 0 reading along
    Since 2026-03-04 14:01 UTC (0 s)
inc-2026-03-04-3 | pinned | SEV3 Payments are refused – triage
HOT-331 | ticket | opened: Payments are refused (Open)

14:01 > advance 10s

14:01 > advance 1m

14:02 > as jim in em: /em open
em (only Jim Smith) | Jim Smith | (types) /em open
em | chatops | 3 open incident(s)
    • SEV2 Replication is behind – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
    • SEV3 Search finds nothing – triage, commanded by Jim Smith, in #inc-2026-03-04-2
    • SEV3 Payments are refused – triage, commanded by Jim Smith, in #inc-2026-03-04-3

journal: briefing.arrived ×7, briefing.confirmed ×9, headline.written, named ×3, opened ×3, participant.group_invited, person.noted ×9, poll.severity_set ×3, register.declared ×3, register.told ×10, room.opened ×6, seat.appointed ×4, shift.consulted, shift.shift_started, shown, started, ticket.linked, ticket.unavailable ×2, ticket.wanted ×3, update.scheduled ×3
