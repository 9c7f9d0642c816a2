# C7 Groups of the broader team come in by severity; who works in the room and who reads along are told apart.
set policy.audiences.leadership = { people = ["eve"], from = "sev1" }
set policy.audiences.engineering = { people = ["tom", "raj"], from = "sev3", active = true }

# SEV3 brings engineering.
as bob in em: /em declare Checkout fails in EMEA sev3
as jim in hot-330: /em who

# SEV2 brings support, to read along; SEV1 leadership. Who is there already is not brought in again.
as jim in hot-330: /em severity 2
as jim in hot-330: /em severity 1
as jim in hot-330: /em severity 2
as jim in hot-330: /em who

# Who speaks up works there.
as sue in hot-330: forty customers have called
as sue in hot-330: /em leave
as sue in hot-330: /em leave
as mia direct: /em join as observer
as mia direct: /em join as observer
as mia in hot-330: /em join
as jim in hot-330: /em who

----

14:00 > as bob in em: /em declare Checkout fails in EMEA sev3
em (only Bob Ray) | Bob Ray | (types) /em declare Checkout fails in EMEA sev3
em | topic | Jim Smith – investigating Checkout fails in EMEA
hot-330 | new room | Checkout fails in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “Checkout fails in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “Checkout fails in EMEA”.
hot-330 | members | brings in Raj Patel, Tom Berg
hot-330 | topic | SEV3 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | SEV3 Checkout fails in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in engineering: Raj Patel and Tom Berg, to take part.
hot-330 | members | brings in Bob Ray, Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout fails in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 Checkout fails in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 Checkout fails in EMEA – triage
HOT-330 | ticket | opened: Checkout fails in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > as jim in hot-330: /em who
hot-330 (only Jim Smith) | Jim Smith | (types) /em who
hot-330 | chatops | Commander: Jim Smith
    4 active: Bob Ray, Jim Smith, Raj Patel and Tom Berg
    0 reading along

14:00 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV3 – decided by Jim Smith
hot-330 | members | brings in Sue Hill
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | (edited) SEV2 Checkout fails in EMEA – triage
    Next update due 2026-03-04 14:30 UTC
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.

14:00 > as jim in hot-330: /em severity 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 1
hot-330 | topic | SEV1 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV1 Checkout fails in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV1, was SEV2 – decided by Jim Smith
hot-330 | members | brings in Eve Stone
hot-330 | chatops | Brought in leadership: Eve Stone, to read along.
hot-330 | chatops | (edited) SEV1 Checkout fails in EMEA – triage
    Next update due 2026-03-04 14:15 UTC
hot-330 | chatops | Updates every 15 min. Next update due 2026-03-04 14:15 UTC.

14:00 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 | topic | SEV2 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV2 Checkout fails in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV1 – decided by Jim Smith
hot-330 | chatops | (edited) SEV2 Checkout fails in EMEA – triage
    Next update due 2026-03-04 14:30 UTC
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.

14:00 > as jim in hot-330: /em who
hot-330 (only Jim Smith) | Jim Smith | (types) /em who
hot-330 | chatops | Commander: Jim Smith
    4 active: Bob Ray, Jim Smith, Raj Patel and Tom Berg
    2 reading along: Eve Stone and Sue Hill

14:00 > as sue in hot-330: forty customers have called
hot-330 | Sue Hill | forty customers have called

14:00 > as sue in hot-330: /em leave
hot-330 (only Sue Hill) | Sue Hill | (types) /em leave
hot-330 (only Sue Hill) | chatops | You no longer take part. Come back with `join`.

14:00 > as sue in hot-330: /em leave
hot-330 (only Sue Hill) | Sue Hill | (types) /em leave
hot-330 (only Sue Hill) | chatops | You do not take part in this incident.
    Take part with `join`, or read along with `join as observer`.

14:00 > as mia direct: /em join as observer
direct (Mia Costa) | Mia Costa | (types) /em join as observer
direct (Mia Costa) | chatops | You read along. Take part with `join` or by speaking up.
hot-330 | members | brings in Mia Costa

14:00 > as mia direct: /em join as observer
direct (Mia Costa) | Mia Costa | (types) /em join as observer
direct (Mia Costa) | chatops | You read along already.
    See who else does with `who`.

14:00 > as mia in hot-330: /em join
hot-330 (only Mia Costa) | Mia Costa | (types) /em join
hot-330 (only Mia Costa) | chatops | You take part. See where things stand with `brief`.

14:00 > as jim in hot-330: /em who
hot-330 (only Jim Smith) | Jim Smith | (types) /em who
hot-330 | chatops | Commander: Jim Smith
    5 active: Bob Ray, Jim Smith, Mia Costa, Raj Patel and Tom Berg
    1 reading along: Eve Stone

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×2, participant.became_active, participant.group_invited ×3, participant.joined ×2, participant.left, person.noted ×9, poll.severity_set ×4, record.refused ×2, register.declared, register.told ×7, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×3, started, ticket.linked, ticket.wanted, update.scheduled ×4
