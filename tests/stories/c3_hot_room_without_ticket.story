# C3 No ticket in time: the room opens all the same, named by date and number. The ticket is linked when it comes, and the
# room keeps its name.

# Silent for 5 s: three tries fail, after 1, 2 and 4 s. The fourth makes the ticket.
fail tickets open unavailable
fail tickets open unavailable
fail tickets open unavailable
as raj in em: /em declare Replication is behind sev2
advance 4s
advance 1s
advance 5s

# Silent for a moment only: it is waited for.
fail tickets open unavailable
as raj in em: /em declare Search finds nothing sev3
advance 3s

# It refuses for good: the room opens at once, and stays without a ticket.
fail tickets open forbidden
as raj in em: /em declare Payments are refused sev3
advance 10s
as raj in inc-2026-03-04-3: /em ticket comment Is anybody there?

as jim in em: /em open
as jim in em: /em find inc-2026-03-04-1
as jim in em: /em find HOT-330

----

14:00 > fail tickets open unavailable

14:00 > fail tickets open unavailable

14:00 > fail tickets open unavailable

14:00 > as raj in em: /em declare Replication is behind sev2
em (only Raj Patel) | Raj Patel | (types) /em declare Replication is behind sev2
em | topic | Jim Smith – investigating Replication is behind

14:00 > advance 4s

14:00 > advance 1s
inc-2026-03-04-1 | new room | Replication is behind – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Replication is behind” in #inc-2026-03-04-1 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-1 | chatops | Jim Smith commands “Replication is behind”.
inc-2026-03-04-1 | members | brings in Sue Hill
inc-2026-03-04-1 | topic | SEV2 – Replication is behind – triage – commander Jim Smith
em | chatops | SEV2 Replication is behind – work happens in #inc-2026-03-04-1
inc-2026-03-04-1 | rights | may wake the room: Jim Smith
inc-2026-03-04-1 | chatops | Brought in support: 1 person, to read along.
inc-2026-03-04-1 | members | brings in Jim Smith, Raj Patel
inc-2026-03-04-1 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
inc-2026-03-04-1 | chatops | SEV2 Replication is behind – triage
    Commander: Jim Smith
    Next update due 2026-03-04 14:30 UTC
    1 active, 1 reading along
    Since 2026-03-04 14:00 UTC (5 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
inc-2026-03-04-1 | pinned | SEV2 Replication is behind – triage

14:00 > advance 5s
inc-2026-03-04-1 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Replication is behind
    Status: Open
    [In Progress]
HOT-330 | ticket | opened: Replication is behind (Open)
HOT-330 | ticket | link: #inc-2026-03-04-1 https://chat.invalid/rooms/R59

14:00 > fail tickets open unavailable

14:00 > as raj in em: /em declare Search finds nothing sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Search finds nothing sev3

14:00 > advance 3s
hot-331 | new room | Search finds nothing – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Search finds nothing” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “Search finds nothing”.
hot-331 | topic | SEV3 – Search finds nothing – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Search finds nothing – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Search finds nothing
    Status: Open
    [In Progress]
hot-331 | chatops | SEV3 Search finds nothing – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 15:00 UTC
    1 active, 0 reading along
    Since 2026-03-04 14:00 UTC (1 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-331 | pinned | SEV3 Search finds nothing – triage
HOT-331 | ticket | opened: Search finds nothing (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R75

14:00 > fail tickets open forbidden

14:00 > as raj in em: /em declare Payments are refused sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Payments are refused sev3
inc-2026-03-04-3 | new room | Payments are refused – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Payments are refused” in #inc-2026-03-04-3 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-3 | chatops | Jim Smith commands “Payments are refused”.
inc-2026-03-04-3 | topic | SEV3 – Payments are refused – triage – commander Jim Smith
inc-2026-03-04-3 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Payments are refused – work happens in #inc-2026-03-04-3
inc-2026-03-04-3 | rights | may wake the room: Jim Smith
inc-2026-03-04-3 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
inc-2026-03-04-3 | chatops | No ticket: memory could not open: it was told to fail. Ask an administrator to grant the bot the right to it.. Work goes on without it.
inc-2026-03-04-3 | chatops | SEV3 Payments are refused – triage
    Commander: Jim Smith
    Next update due 2026-03-04 15:00 UTC
    1 active, 0 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
inc-2026-03-04-3 | pinned | SEV3 Payments are refused – triage

14:00 > advance 10s

14:00 > as raj in inc-2026-03-04-3: /em ticket comment Is anybody there?
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket comment Is anybody there?
inc-2026-03-04-3 (only Raj Patel) | chatops | This incident has no ticket yet.
    Open one in the ticket system and start from there.

14:00 > as jim in em: /em open
em (only Jim Smith) | Jim Smith | (types) /em open
em | chatops | 3 open incidents
    • SEV2 Replication is behind – triage, commanded by Jim Smith, in #inc-2026-03-04-1 (HOT-330)
    • SEV3 Search finds nothing – triage, commanded by Jim Smith, in #hot-331 (HOT-331)
    • SEV3 Payments are refused – triage, commanded by Jim Smith, in #inc-2026-03-04-3

14:00 > as jim in em: /em find inc-2026-03-04-1
em (only Jim Smith) | Jim Smith | (types) /em find inc-2026-03-04-1
em | chatops | SEV2 Replication is behind – triage, in #inc-2026-03-04-1

14:00 > as jim in em: /em find HOT-330
em (only Jim Smith) | Jim Smith | (types) /em find HOT-330
em | chatops | SEV2 Replication is behind – triage, in #inc-2026-03-04-1

journal: briefing.confirmed ×9, briefing.pinned ×4, headline.written, named ×3, opened ×3, participant.group_invited, person.noted ×9, poll.severity_set ×3, record.refused, register.declared ×3, register.told ×11, room.opened ×6, seat.appointed ×4, shift.consulted, shift.shift_started, shown ×3, started, ticket.linked ×2, ticket.unavailable, ticket.wanted ×3, update.scheduled ×3
