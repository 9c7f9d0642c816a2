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

# One that is there is linked by hand; the room keeps its name.
file "Payments are refused in France" as sue
as raj in inc-2026-03-04-3: /em ticket link
as raj in inc-2026-03-04-3: /em ticket link HOT-999
as raj in inc-2026-03-04-3: /em ticket link HOT-331
as raj in inc-2026-03-04-3: /em ticket link hot-332
as raj in inc-2026-03-04-3: /em ticket link HOT-332
as raj in inc-2026-03-04-3: /em ticket

# The answer is lost: it is asked again with the same key, and there is one ticket.
fail tickets open answer lost
as raj in em: /em declare Mails are late sev3
advance 2s

# It refuses at first and is asked again later.
fail tickets open forbidden
as raj in em: /em declare Images are missing sev4
as raj in inc-2026-03-04-5: /em ticket open

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
inc-2026-03-04-1 | chatops | Brought in support: Sue Hill, to read along.
inc-2026-03-04-1 | members | brings in Jim Smith, Raj Patel
inc-2026-03-04-1 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
inc-2026-03-04-1 | chatops | No ticket yet. The ticket system has been silent for 5 s. Work goes on without it; it is linked when it comes.
inc-2026-03-04-1 | chatops | SEV2 Replication is behind – triage
    Commander: Jim Smith
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (5 s)
inc-2026-03-04-1 | pinned | SEV2 Replication is behind – triage

14:00 > advance 5s
inc-2026-03-04-1 | chatops | (edited) Ticket: HOT-330 (Open)
    Since 2026-03-04 14:00 UTC (7 s)
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
    Since 2026-03-04 14:00 UTC (1 s)
hot-331 | pinned | SEV3 Search finds nothing – triage
HOT-331 | ticket | opened: Search finds nothing (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R76

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
inc-2026-03-04-3 | chatops | No ticket. The ticket system does not let the bot do that. Ask an administrator to grant the right to it. Work goes on without it. To try again: `ticket open`; to link one that is there: `ticket link <key>`.
inc-2026-03-04-3 | chatops | SEV3 Payments are refused – triage
    Commander: Jim Smith
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
inc-2026-03-04-3 | pinned | SEV3 Payments are refused – triage

14:00 > advance 10s

14:00 > as raj in inc-2026-03-04-3: /em ticket comment Is anybody there?
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket comment Is anybody there?
inc-2026-03-04-3 (only Raj Patel) | chatops | This incident has no ticket yet.
    Open one with `ticket open`, or link one that is there: `ticket link <key>`.

14:00 > file "Payments are refused in France" as sue
HOT-332 | ticket | opened: Payments are refused in France (Open)

14:00 > as raj in inc-2026-03-04-3: /em ticket link
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket link
inc-2026-03-04-3 (only Raj Patel) | chatops | That command is not complete or not understood.
    Write it like this: `ticket link <key>`.

14:00 > as raj in inc-2026-03-04-3: /em ticket link HOT-999
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket link HOT-999
inc-2026-03-04-3 | chatops | HOT-999 is not linked. There is no ticket HOT-999. Link another: `ticket link <key>`; or open one: `ticket open`.

14:00 > as raj in inc-2026-03-04-3: /em ticket link HOT-331
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket link HOT-331
inc-2026-03-04-3 (only Raj Patel) | chatops | HOT-331 is the ticket of another incident, in #hot-331.
    Work there if it is the same; otherwise open a ticket with `ticket open`.

14:00 > as raj in inc-2026-03-04-3: /em ticket link hot-332
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket link hot-332
inc-2026-03-04-3 | chatops | (edited) Ticket: HOT-332 (Open)
    Since 2026-03-04 14:00 UTC (10 s)
inc-2026-03-04-3 | members | brings in Sue Hill
inc-2026-03-04-3 | chatops | HOT-332 (https://tickets.invalid/HOT-332) – Payments are refused in France
    Status: Open
    [In Progress]
inc-2026-03-04-3 | chatops | Invited 1 person who watches the ticket.
HOT-332 | ticket | link: #inc-2026-03-04-3 https://chat.invalid/rooms/R89

14:00 > as raj in inc-2026-03-04-3: /em ticket link HOT-332
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket link HOT-332
inc-2026-03-04-3 (only Raj Patel) | chatops | HOT-332 is the ticket of this incident already.
    See it with `ticket`.

14:00 > as raj in inc-2026-03-04-3: /em ticket
inc-2026-03-04-3 (only Raj Patel) | Raj Patel | (types) /em ticket
inc-2026-03-04-3 | chatops | HOT-332 (https://tickets.invalid/HOT-332) – Payments are refused in France
    Status: Open
    [In Progress]

14:00 > fail tickets open answer lost

14:00 > as raj in em: /em declare Mails are late sev3
em (only Raj Patel) | Raj Patel | (types) /em declare Mails are late sev3
HOT-333 | ticket | opened: Mails are late (Open)

14:00 > advance 2s
hot-333 | new room | Mails are late – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Mails are late” in #hot-333 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-333 | chatops | Jim Smith commands “Mails are late”.
hot-333 | topic | SEV3 – Mails are late – triage – commander Jim Smith
hot-333 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 Mails are late – work happens in #hot-333
hot-333 | rights | may wake the room: Jim Smith
hot-333 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-333 | chatops | HOT-333 (https://tickets.invalid/HOT-333) – Mails are late
    Status: Open
    [In Progress]
hot-333 | chatops | SEV3 Mails are late – triage
    Commander: Jim Smith
    Ticket: HOT-333 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (1 s)
hot-333 | pinned | SEV3 Mails are late – triage
HOT-333 | ticket | link: #hot-333 https://chat.invalid/rooms/R126

14:00 > fail tickets open forbidden

14:00 > as raj in em: /em declare Images are missing sev4
em (only Raj Patel) | Raj Patel | (types) /em declare Images are missing sev4
inc-2026-03-04-5 | new room | Images are missing – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Images are missing” in #inc-2026-03-04-5 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
inc-2026-03-04-5 | chatops | Jim Smith commands “Images are missing”.
inc-2026-03-04-5 | topic | SEV4 – Images are missing – triage – commander Jim Smith
inc-2026-03-04-5 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV4 Images are missing – work happens in #inc-2026-03-04-5
inc-2026-03-04-5 | rights | may wake the room: Jim Smith
inc-2026-03-04-5 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
inc-2026-03-04-5 | chatops | No ticket. The ticket system does not let the bot do that. Ask an administrator to grant the right to it. Work goes on without it. To try again: `ticket open`; to link one that is there: `ticket link <key>`.
inc-2026-03-04-5 | chatops | SEV4 Images are missing – triage
    Commander: Jim Smith
    Next update due 2026-03-04 18:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
inc-2026-03-04-5 | pinned | SEV4 Images are missing – triage

14:00 > as raj in inc-2026-03-04-5: /em ticket open
inc-2026-03-04-5 (only Raj Patel) | Raj Patel | (types) /em ticket open
inc-2026-03-04-5 | chatops | (edited) Ticket: HOT-334 (Open)
inc-2026-03-04-5 | chatops | HOT-334 (https://tickets.invalid/HOT-334) – Images are missing
    Status: Open
    [In Progress]
HOT-334 | ticket | opened: Images are missing (Open)
HOT-334 | ticket | link: #inc-2026-03-04-5 https://chat.invalid/rooms/R139

14:00 > as jim in em: /em open
em (only Jim Smith) | Jim Smith | (types) /em open
em | chatops | 5 open incidents
    • SEV2 Replication is behind – triage, commanded by Jim Smith, in #inc-2026-03-04-1 (HOT-330)
    • SEV3 Search finds nothing – triage, commanded by Jim Smith, in #hot-331 (HOT-331)
    • SEV3 Payments are refused – triage, commanded by Jim Smith, in #inc-2026-03-04-3 (HOT-332)
    • SEV3 Mails are late – triage, commanded by Jim Smith, in #hot-333 (HOT-333)
    • SEV4 Images are missing – triage, commanded by Jim Smith, in #inc-2026-03-04-5 (HOT-334)

14:00 > as jim in em: /em find inc-2026-03-04-1
em (only Jim Smith) | Jim Smith | (types) /em find inc-2026-03-04-1
em | chatops | SEV2 Replication is behind – triage, commanded by Jim Smith, in #inc-2026-03-04-1 (HOT-330)

14:00 > as jim in em: /em find HOT-330
em (only Jim Smith) | Jim Smith | (types) /em find HOT-330
em | chatops | SEV2 Replication is behind – triage, commanded by Jim Smith, in #inc-2026-03-04-1 (HOT-330)

journal: briefing.confirmed ×9, briefing.pinned ×6, headline.written, named ×5, opened ×5, participant.arrived ×11, participant.group_invited, person.noted ×9, poll.severity_set ×5, record.refused ×4, register.declared ×5, register.told ×21, room.opened ×8, seat.appointed ×6, shift.consulted, shift.shift_started, shown ×3, started, ticket.link_asked ×2, ticket.linked ×5, ticket.looked, ticket.not_linked, ticket.unavailable ×3, ticket.wanted ×6, ticket.watchers_found, update.scheduled ×5
