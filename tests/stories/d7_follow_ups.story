# D7 What is left to do is noted in chat and becomes a ticket.
file "Checkout fails in EMEA" as bob against checkout
as bob in hot-330: /em followup Alert on p95 before customers call @mia
as jim in hot-330: /em followup Write down how to roll back
press File 1 as mia in hot-330
as jim in hot-330: /em followup file 1
as jim in hot-330: /em followup close 1
as jim in hot-330: /em followup close 1

# The ticket system is not there, then it is.
fail tickets open unavailable
as jim in hot-330: /em followup file 2
advance 1m
fail tickets open forbidden
as jim in hot-330: /em followup Ask the vendor for a status page
as jim in hot-330: /em followup file 3
press Try again as jim in hot-330

# Not so.
as jim in hot-330: /em followup
as jim in hot-330: /em followup file 9
as jim in hot-330: /em followup Something @nobody
as raj in team-database: /em followup Seen from elsewhere
as gus direct: /em followup I was here

----

14:00 > file "Checkout fails in EMEA" as bob against checkout
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
hot-330 | chatops | Invited 1 person who watches the ticket.
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > as bob in hot-330: /em followup Alert on p95 before customers call @mia
hot-330 (only Bob Ray) | Bob Ray | (types) /em followup Alert on p95 before customers call @mia
hot-330 | chatops | Follow-up 1 noted – 1 open
    • 1. Alert on p95 before customers call – Mia Costa
    [File 1]

14:00 > as jim in hot-330: /em followup Write down how to roll back
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup Write down how to roll back
hot-330 | chatops | Follow-up 2 noted – 2 open
    • 1. Alert on p95 before customers call – Mia Costa
    • 2. Write down how to roll back
    [File 2] [File 1]

14:00 > press File 1 as mia in hot-330
hot-330 | Mia Costa | (presses) File 1
hot-330 | chatops | Follow-up 1 is filed as HOT-331 (https://tickets.invalid/HOT-331)
HOT-331 | ticket | opened: Alert on p95 before customers call (Open)

14:00 > as jim in hot-330: /em followup file 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup file 1
hot-330 (only Jim Smith) | chatops | Follow-up 1 is filed as HOT-331.
    Work on it there.

14:00 > as jim in hot-330: /em followup close 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup close 1
hot-330 | chatops | Follow-up 1 closed: Alert on p95 before customers call – Mia Costa – HOT-331 (https://tickets.invalid/HOT-331)

14:00 > as jim in hot-330: /em followup close 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup close 1
hot-330 (only Jim Smith) | chatops | Follow-up 1 is closed.
    Note a new one with `followup <text>` if something is left to do.

14:00 > fail tickets open unavailable

14:00 > as jim in hot-330: /em followup file 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup file 2

14:00 > advance 1m
hot-330 | chatops | Follow-up 2 is filed as HOT-332 (https://tickets.invalid/HOT-332)
HOT-332 | ticket | opened: Write down how to roll back (Open)

14:01 > fail tickets open forbidden

14:01 > as jim in hot-330: /em followup Ask the vendor for a status page
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup Ask the vendor for a status page
hot-330 | chatops | Follow-up 3 noted – 2 open
    • 2. Write down how to roll back – HOT-332 (https://tickets.invalid/HOT-332)
    • 3. Ask the vendor for a status page
    [File 3]

14:01 > as jim in hot-330: /em followup file 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup file 3
hot-330 | chatops | Follow-up 3 is not filed: The ticket system does not let the bot do that. Ask an administrator to grant the right to it.
    [Try again]

14:01 > press Try again as jim in hot-330
hot-330 | Jim Smith | (presses) Try again
hot-330 | chatops | Follow-up 3 is filed as HOT-333 (https://tickets.invalid/HOT-333)
HOT-333 | ticket | opened: Ask the vendor for a status page (Open)

14:01 > as jim in hot-330: /em followup
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup
hot-330 (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `followup <what is to be done> [@person] · followup file <number>`.

14:01 > as jim in hot-330: /em followup file 9
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup file 9
hot-330 (only Jim Smith) | chatops | There is no follow-up 9.
    Its number stands in the list; note a new one with `followup <text>`.

14:01 > as jim in hot-330: /em followup Something @nobody
hot-330 (only Jim Smith) | Jim Smith | (types) /em followup Something @nobody
hot-330 (only Jim Smith) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

14:01 > as raj in team-database: /em followup Seen from elsewhere
team-database (only Raj Patel) | Raj Patel | (types) /em followup Seen from elsewhere
hot-330 | chatops | Follow-up 4 noted – 3 open
    • 2. Write down how to roll back – HOT-332 (https://tickets.invalid/HOT-332)
    • 3. Ask the vendor for a status page – HOT-333 (https://tickets.invalid/HOT-333)
    • 4. Seen from elsewhere
    [File 4]

14:01 > as gus direct: /em followup I was here
direct (Gus Vendor) | Gus Vendor | (types) /em followup I was here
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

journal: briefing.confirmed ×9, briefing.pinned ×2, follow_up.added ×4, follow_up.closed, follow_up.file_asked ×4, follow_up.filed ×3, follow_up.filing_failed, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×6, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.watchers_found, update.scheduled
