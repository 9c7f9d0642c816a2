# A6 Roles of an incident: assign, take, step down; who gets one is sent its card.

as jim in em: /em declare slow checkout in EMEA sev2
advance 10s
join hot-330 as bob
join hot-330 as sue

# The leader assigns; everybody may take what is free.
as bob in hot-330: /em role deputy @sue
as jim in hot-330: /em role deputy @ann
as bob in hot-330: /em role take scribe
as sue in hot-330: /em role take scribe
as sue in hot-330: /em role take communications lead
as jim in hot-330: /em role internal liaison @eve
as jim in hot-330: /em role subject matter expert @raj
as mia in hot-330: /em role take observer
as jim in hot-330: /em role commander @bob
as jim in hot-330: /em role conductor @bob
as jim in hot-330: /em role scribe @nobody

# A guest has the role of a guest and no other.
as jim in hot-330: /em role scribe @gus

# Who has which role, for those who come later.
as tom in hot-330: /em who
as tom in hot-330: /em brief

# Stepping down.
as bob in hot-330: /em stepdown scribe
as bob in hot-330: /em stepdown scribe
as jim in hot-330: /em stepdown deputy

----

14:00 > as jim in em: /em declare slow checkout in EMEA sev2
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev2
direct (Jim Smith) | chatops | @jim, you command slow checkout in EMEA now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | chatops | Jim Smith commands slow checkout in EMEA.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 (only Sue Hill) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | members | brings in Jim Smith
hot-330 (only Jim Smith) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R60

14:00 > advance 10s

14:00 > join hot-330 as bob
hot-330 | members | Bob Ray joins
hot-330 (only Bob Ray) | chatops | Welcome to slow checkout in EMEA.
    Nothing is pinned yet.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant. Read the pins, then confirm.
    [I have read it]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)

14:00 > join hot-330 as sue

14:00 > as bob in hot-330: /em role deputy @sue
hot-330 (only Bob Ray) | Bob Ray | (types) /em role deputy @sue
hot-330 (only Bob Ray) | chatops | Only the room's leader, the duty commander or the deputy may assign a role.
    Ask one of them, or ask the commander: `ask <what you need>`.

14:00 > as jim in hot-330: /em role deputy @ann
hot-330 (only Jim Smith) | Jim Smith | (types) /em role deputy @ann
direct (Ann Lee) | chatops | @ann, you are deputy of slow checkout in EMEA.
    You stand in for the commander: keep the list of what is under way, watch the clock, and be ready to take the baton.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Ann Lee is deputy now.

14:00 > as bob in hot-330: /em role take scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em role take scribe
direct (Bob Ray) | chatops | @bob, you are scribe of slow checkout in EMEA.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    • scribe: Bob Ray
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Bob Ray is scribe now.

14:00 > as sue in hot-330: /em role take scribe
hot-330 (only Sue Hill) | Sue Hill | (types) /em role take scribe
hot-330 (only Sue Hill) | chatops | Bob Ray has the role of scribe.
    Ask them to write `stepdown scribe`, or the commander to assign it to you.

14:00 > as sue in hot-330: /em role take communications lead
hot-330 (only Sue Hill) | Sue Hill | (types) /em role take communications lead
direct (Sue Hill) | chatops | @sue, you are communications lead of slow checkout in EMEA.
    You write what customers read. Draft early; the commander approves the exact text before it goes out.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    • scribe: Bob Ray
    • communications lead: Sue Hill
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Sue Hill is communications lead now.

14:00 > as jim in hot-330: /em role internal liaison @eve
hot-330 (only Jim Smith) | Jim Smith | (types) /em role internal liaison @eve
direct (Eve Stone) | chatops | @eve, you are internal liaison of slow checkout in EMEA.
    You keep the rest of the company informed, so that nobody has to ask in the room.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    • scribe: Bob Ray
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Eve Stone is internal liaison now.

14:00 > as jim in hot-330: /em role subject matter expert @raj
hot-330 (only Jim Smith) | Jim Smith | (types) /em role subject matter expert @raj
direct (Raj Patel) | chatops | @raj, you are subject matter expert of slow checkout in EMEA.
    You know the part that hurts. Say what you see, what you think it means and what you need.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    • scribe: Bob Ray
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    • subject matter expert: Raj Patel
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Raj Patel is subject matter expert now.

14:00 > as mia in hot-330: /em role take observer
(the chat refuses it: they are not in this room)

14:00 > as jim in hot-330: /em role commander @bob
hot-330 (only Jim Smith) | Jim Smith | (types) /em role commander @bob
hot-330 (only Jim Smith) | chatops | `commander` is not a role.
    Roles are: deputy, scribe, communications-lead, internal-liaison, subject-matter-expert, observer, guest.

14:00 > as jim in hot-330: /em role conductor @bob
hot-330 (only Jim Smith) | Jim Smith | (types) /em role conductor @bob
hot-330 (only Jim Smith) | chatops | `conductor` is not a role.
    Roles are: deputy, scribe, communications-lead, internal-liaison, subject-matter-expert, observer, guest.

14:00 > as jim in hot-330: /em role scribe @nobody
hot-330 (only Jim Smith) | Jim Smith | (types) /em role scribe @nobody
hot-330 (only Jim Smith) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

14:00 > as jim in hot-330: /em role scribe @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em role scribe @gus
hot-330 (only Jim Smith) | chatops | There is no person called @gus here.
    Write the handle as it stands in their profile.

14:00 > as tom in hot-330: /em who
(the chat refuses it: they are not in this room)

14:00 > as tom in hot-330: /em brief
(the chat refuses it: they are not in this room)

14:00 > as bob in hot-330: /em stepdown scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em stepdown scribe
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTCCommander: Jim Smith
    • deputy: Ann Lee
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    • subject matter expert: Raj Patel
    0 active, 1 reading along
    Since 2026-03-04 14:00 UTC (10 s)
hot-330 | chatops | Bob Ray is no longer scribe.
    [Take the role]

14:00 > as bob in hot-330: /em stepdown scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em stepdown scribe
hot-330 (only Bob Ray) | chatops | You do not have the role of scribe.
    See who does what: `who`.

14:00 > as jim in hot-330: /em stepdown deputy
hot-330 (only Jim Smith) | Jim Smith | (types) /em stepdown deputy
hot-330 (only Jim Smith) | chatops | You do not have the role of deputy.
    See who does what: `who`.

journal: briefing.arrived ×3, briefing.confirmed ×9, headline.written, named, opened, participant.group_invited, person.noted ×9, poll.severity_set, record.refused ×8, register.declared, register.told ×4, role.assigned ×5, role.released, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
