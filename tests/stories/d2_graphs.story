# D2 A graph is posted as a picture for all and kept with the record.
as bob in em: /em declare Checkout fails in EMEA sev2
as bob in hot-330: /em graph checkout.p95 1h
as bob in hot-330: /em graph checkout.p95
as raj in em: /em graph checkout.p95 30m

# What cannot be drawn is said to the one who asked.
as bob in hot-330: /em graph checkout.p99 1h
as bob in hot-330: /em graph checkout.p95 30d
as bob in hot-330: /em graph checkout.p95 7d
as bob in hot-330: /em graph checkout.p95 soon
as bob in hot-330: /em graph
as gus direct: /em graph checkout.p95

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

14:00 > as bob in hot-330: /em graph checkout.p95 1h
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p95 1h
hot-330 | chatops | Graph 1: `checkout.p95` – last 1 h, for Bob Ray
    [file: graph-1.svg]

14:00 > as bob in hot-330: /em graph checkout.p95
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p95
hot-330 | chatops | Graph 2: `checkout.p95` – last 1 h, for Bob Ray
    [file: graph-2.svg]

14:00 > as raj in em: /em graph checkout.p95 30m
em (only Raj Patel) | Raj Patel | (types) /em graph checkout.p95 30m
em | chatops | Graph 1: `checkout.p95` – last 30 min, for Raj Patel
    [file: graph-1.svg]

14:00 > as bob in hot-330: /em graph checkout.p99 1h
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p99 1h
hot-330 (only Bob Ray) | chatops | Graph 3: `checkout.p99` – last 1 h, could not be drawn: No connected source draws this graph. Check the query. How far back it looks stands last: `graph <query> 2h`.
    [Try again]

14:00 > as bob in hot-330: /em graph checkout.p95 30d
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p95 30d
hot-330 (only Bob Ray) | chatops | A graph looks back at least a minute and at most a week.
    Write the window behind the query, for example `1h`.

14:00 > as bob in hot-330: /em graph checkout.p95 7d
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p95 7d
hot-330 | chatops | Graph 4: `checkout.p95` – last 7 d, for Bob Ray
    [file: graph-4.svg]

14:00 > as bob in hot-330: /em graph checkout.p95 soon
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph checkout.p95 soon
hot-330 (only Bob Ray) | chatops | Graph 5: `checkout.p95 soon` – last 1 h, could not be drawn: No connected source draws this graph. Check the query. How far back it looks stands last: `graph <query> 2h`.
    [Try again]

14:00 > as bob in hot-330: /em graph
hot-330 (only Bob Ray) | Bob Ray | (types) /em graph
hot-330 (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `graph <query> [1h]`.

14:00 > as gus direct: /em graph checkout.p95
direct (Gus Vendor) | Gus Vendor | (types) /em graph checkout.p95
direct (Gus Vendor) | chatops | Guests take part once an agreement with them is on file, and there is none with you.
    Ask who invited you to have it filed: `guest agreement`. Then you accept the rules.

journal: briefing.confirmed ×9, briefing.pinned ×2, chart.asked ×6, chart.drawn ×4, chart.failed ×2, headline.written, named, opened, participant.arrived ×2, participant.group_invited, person.noted ×10, poll.severity_set, record.refused ×3, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
