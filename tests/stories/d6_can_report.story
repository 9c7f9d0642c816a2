# D6 Conditions, actions, needs: one form, from the team's room to the emergency channel.
as mia in team-checkout: /em can c: p95 is 4.2 s in EMEA a: rolling back n: somebody from the database team
as raj in em: /em can conditions: replication is behind actions: adding a replica needs: none

# Whoever belongs to a team may give one, not only its manager; who has no team reports for none.
as tom in team-database: /em can c: replica eu-2 is 90 s behind a: adding a replica n: none
as sue in em: /em can c: forty customers called a: answering them n: a sentence to tell them

# From the hot room too.
file "Checkout fails in EMEA" as bob against checkout
as bob in hot-330: /em can n: a second pair of eyes c: still slow a: reading logs

# Something is missing.
as mia in team-checkout: /em can c: slow a: looking
as mia in team-checkout: /em can it is slow
as mia in team-checkout: /em can
as gus direct: /em can c: x a: y n: z

# It cannot wake anybody.
as bob in team-checkout: /em can c: @channel down a: none n: @here help

----

14:00 > as mia in team-checkout: /em can c: p95 is 4.2 s in EMEA a: rolling back n: somebody from the database team
team-checkout (only Mia Costa) | Mia Costa | (types) /em can c: p95 is 4.2 s in EMEA a: rolling back n: somebody from the database team
team-checkout | chatops | CAN report of Checkout – Mia Costa
    • Conditions: p95 is 4.2 s in EMEA
    • Actions: rolling back
    • Needs: somebody from the database team
em | chatops | CAN report of Checkout – Mia Costa
    • Conditions: p95 is 4.2 s in EMEA
    • Actions: rolling back
    • Needs: somebody from the database team
    From #team-checkout

14:00 > as raj in em: /em can conditions: replication is behind actions: adding a replica needs: none
em (only Raj Patel) | Raj Patel | (types) /em can conditions: replication is behind actions: adding a replica needs: none
em | chatops | CAN report of Database – Raj Patel
    • Conditions: replication is behind
    • Actions: adding a replica
    • Needs: none

14:00 > as tom in team-database: /em can c: replica eu-2 is 90 s behind a: adding a replica n: none
team-database (only Tom Berg) | Tom Berg | (types) /em can c: replica eu-2 is 90 s behind a: adding a replica n: none
team-database | chatops | CAN report of Database – Tom Berg
    • Conditions: replica eu-2 is 90 s behind
    • Actions: adding a replica
    • Needs: none
em | chatops | CAN report of Database – Tom Berg
    • Conditions: replica eu-2 is 90 s behind
    • Actions: adding a replica
    • Needs: none
    From #team-database

14:00 > as sue in em: /em can c: forty customers called a: answering them n: a sentence to tell them
em (only Sue Hill) | Sue Hill | (types) /em can c: forty customers called a: answering them n: a sentence to tell them
em | chatops | CAN report – Sue Hill
    • Conditions: forty customers called
    • Actions: answering them
    • Needs: a sentence to tell them

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
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R71

14:00 > as bob in hot-330: /em can n: a second pair of eyes c: still slow a: reading logs
hot-330 (only Bob Ray) | Bob Ray | (types) /em can n: a second pair of eyes c: still slow a: reading logs
hot-330 | chatops | CAN report of Checkout – Bob Ray
    • Conditions: still slow
    • Actions: reading logs
    • Needs: a second pair of eyes
em | chatops | CAN report of Checkout – Bob Ray
    • Conditions: still slow
    • Actions: reading logs
    • Needs: a second pair of eyes
    From #hot-330

14:00 > as mia in team-checkout: /em can c: slow a: looking
team-checkout (only Mia Costa) | Mia Costa | (types) /em can c: slow a: looking
team-checkout (only Mia Costa) | chatops | The needs are missing.
    Write `can c: what you see a: what you do n: what you need`; `n: none` is an answer too.

14:00 > as mia in team-checkout: /em can it is slow
team-checkout (only Mia Costa) | Mia Costa | (types) /em can it is slow
team-checkout (only Mia Costa) | chatops | `it` stands before the first part.
    Write `can c: what you see a: what you do n: what you need`; `n: none` is an answer too.

14:00 > as mia in team-checkout: /em can
team-checkout (only Mia Costa) | Mia Costa | (types) /em can
team-checkout (only Mia Costa) | chatops | The conditions are missing.
    Write `can c: what you see a: what you do n: what you need`; `n: none` is an answer too.

14:00 > as gus direct: /em can c: x a: y n: z
direct (Gus Vendor) | Gus Vendor | (types) /em can c: x a: y n: z
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

14:00 > as bob in team-checkout: /em can c: @channel down a: none n: @here help
team-checkout (only Bob Ray) | Bob Ray | (types) /em can c: @channel down a: none n: @here help
team-checkout | chatops | CAN report of Checkout – Bob Ray
    • Conditions: @channel down
    • Actions: none
    • Needs: @here help
em | chatops | CAN report of Checkout – Bob Ray
    • Conditions: @channel down
    • Actions: none
    • Needs: @here help
    From #team-checkout

journal: briefing.confirmed ×9, briefing.pinned ×2, can_report.given ×6, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×4, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.watchers_found, update.scheduled
