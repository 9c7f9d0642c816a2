# D3 What matters is pinned and kept in order; who comes late reads where things stand.
file "Checkout fails in EMEA" as bob against checkout
as bob in hot-330: /em pin The runbook: https://runbooks.example/checkout
as mia in hot-330: /em pin Releases are frozen
as bob in hot-330: /em role take scribe
as bob in hot-330: /em load system23
as jim in hot-330: /em update The new release is rolled back in EMEA

# The pinned briefing follows: severity, roles, what was tried, next update.
advance 3m
as nia direct: /em join
as nia in hot-330: /em brief
as nia in hot-330: /em briefed

# What is no longer true is taken away.
as bob in hot-330: /em unpin 2
as bob in hot-330: /em unpin 9
as nia in hot-330: /em brief
as bob in hot-330: /em pin

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

14:00 > as bob in hot-330: /em pin The runbook: https://runbooks.example/checkout
hot-330 (only Bob Ray) | Bob Ray | (types) /em pin The runbook: https://runbooks.example/checkout
hot-330 (only Bob Ray) | chatops | Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | (edited) Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | The runbook: https://runbooks.example/checkout
hot-330 | pinned | The runbook: https://runbooks.example/checkout

14:00 > as mia in hot-330: /em pin Releases are frozen
hot-330 (only Mia Costa) | Mia Costa | (types) /em pin Releases are frozen
hot-330 (only Mia Costa) | chatops | Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
    • 2 – Releases are frozen
hot-330 | chatops | (edited) • 2 – Releases are frozen
hot-330 | chatops | Releases are frozen
hot-330 | pinned | Releases are frozen

14:00 > as bob in hot-330: /em role take scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em role take scribe
direct (Bob Ray) | chatops | @bob, you are scribe of “Checkout fails in EMEA” in #hot-330.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • scribe: Bob Ray
hot-330 | chatops | Bob Ray is scribe now.

14:00 > as bob in hot-330: /em load system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em load system23
hot-330 | chatops | Run 1: `load system=system23`, for Bob Ray – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as jim in hot-330: /em update The new release is rolled back in EMEA
hot-330 (only Jim Smith) | Jim Smith | (types) /em update The new release is rolled back in EMEA
hot-330 | chatops | (edited) Last update: The new release is rolled back in EMEA
    • tried: load system=system23 – ok
hot-330 | chatops | Update 1: The new release is rolled back in EMEA – Jim Smith
    Next update due 2026-03-04 14:30 UTC.

14:00 > advance 3m

14:03 > as nia direct: /em join
direct (Nia Park) | Nia Park | (types) /em join
direct (Nia Park) | chatops | You take part. See where things stand with `brief`.
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (3 min)
hot-330 | members | brings in Nia Park
hot-330 (only Nia Park) | chatops | Welcome to #hot-330.
    SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Last update: The new release is rolled back in EMEA
    Next update due 2026-03-04 14:30 UTC
    • scribe: Bob Ray
    Since 2026-03-04 14:00 UTC (3 min)
    • tried: load system=system23 – ok
    Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
    • 2 – Releases are frozen
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:03 > as nia in hot-330: /em brief
hot-330 (only Nia Park) | Nia Park | (types) /em brief
hot-330 (only Nia Park) | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Last update: The new release is rolled back in EMEA
    Next update due 2026-03-04 14:30 UTC
    • scribe: Bob Ray
    Since 2026-03-04 14:00 UTC (3 min)
    • tried: load system=system23 – ok
    Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
    • 2 – Releases are frozen

14:03 > as nia in hot-330: /em briefed
hot-330 (only Nia Park) | Nia Park | (types) /em briefed
hot-330 (only Nia Park) | chatops | Noted, thank you.

14:03 > as bob in hot-330: /em unpin 2
hot-330 (only Bob Ray) | Bob Ray | (types) /em unpin 2
hot-330 (only Bob Ray) | chatops | Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout
hot-330 | chatops | (edited) SEV2 Checkout fails in EMEA – triage
hot-330 | unpinned | Releases are frozen

14:03 > as bob in hot-330: /em unpin 9
hot-330 (only Bob Ray) | Bob Ray | (types) /em unpin 9
hot-330 (only Bob Ray) | chatops | There is no pin 9.
    See the numbers with `brief`.

14:03 > as nia in hot-330: /em brief
hot-330 (only Nia Park) | Nia Park | (types) /em brief
hot-330 (only Nia Park) | chatops | SEV2 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Last update: The new release is rolled back in EMEA
    Next update due 2026-03-04 14:30 UTC
    • scribe: Bob Ray
    Since 2026-03-04 14:00 UTC (3 min)
    • tried: load system=system23 – ok
    Pinned, in order:
    • 1 – The runbook: https://runbooks.example/checkout

14:03 > as bob in hot-330: /em pin
hot-330 (only Bob Ray) | Bob Ray | (types) /em pin
hot-330 (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `pin <what a newcomer must read>`.

journal: briefing.arrived, briefing.confirmed ×10, briefing.pinned ×4, briefing.unpinned, headline.written, named, opened, participant.arrived ×4, participant.group_invited, participant.joined, person.noted ×10, poll.severity_set, record.refused ×2, register.declared, register.told ×5, role.assigned, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×2, started, ticket.linked, ticket.watchers_found, tool.finished, tool.started, update.posted, update.scheduled
