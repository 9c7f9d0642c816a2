# A6 Roles of an incident: assign, take, step down; who gets one is sent its card.
set policy.audiences.support = { people = [], from = "sev1" }

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
as jim in hot-330: /em role subject matter expert @tom
as jim in hot-330: /em role commander @bob
as bob in hot-330: /em role take commander
as jim in hot-330: /em role scribe @nobody

# Somebody from outside has the role of a guest and no other.
join em as gus
as jim in hot-330: /em role scribe @gus

# The deputy may assign too, and a role passes to another.
as ann in hot-330: /em role scribe @sue

# Who has which role, for those who come later.
as tom in hot-330: /em role take observer
as tom in hot-330: /em who
as tom in hot-330: /em brief
press Read the brief as raj direct

# Stepping down, and being released.
as sue in hot-330: /em stepdown scribe
as sue in hot-330: /em stepdown scribe
as jim in hot-330: /em stepdown deputy
as sue in hot-330: /em release deputy
as jim in hot-330: /em release deputy
as jim in hot-330: /em release subject matter expert
as jim in hot-330: /em release subject matter expert @tom
press Step down as eve direct
press Take the role as bob in hot-330

----

14:00 > as jim in em: /em declare slow checkout in EMEA sev2
em (only Jim Smith) | Jim Smith | (types) /em declare slow checkout in EMEA sev2
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Jim Smith
em | chatops | SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > advance 10s

14:00 > join hot-330 as bob
hot-330 | members | Bob Ray joins
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (10 s)

14:00 > join hot-330 as sue
hot-330 | members | Sue Hill joins

14:00 > as bob in hot-330: /em role deputy @sue
hot-330 (only Bob Ray) | Bob Ray | (types) /em role deputy @sue
hot-330 (only Bob Ray) | chatops | Only the incident commander, the duty commander or the deputy may decide who has which role.
    Jim Smith commands this incident. Say in the room what you need and why.

14:00 > as jim in hot-330: /em role deputy @ann
hot-330 (only Jim Smith) | Jim Smith | (types) /em role deputy @ann
direct (Ann Lee) | chatops | @ann, you are deputy of “slow checkout in EMEA” in #hot-330.
    You stand in for the commander: keep the list of what is under way, watch the clock, and be ready to take the baton.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • deputy: Ann Lee
hot-330 | members | brings in Ann Lee
hot-330 | chatops | Ann Lee is deputy now.

14:00 > as bob in hot-330: /em role take scribe
hot-330 (only Bob Ray) | Bob Ray | (types) /em role take scribe
direct (Bob Ray) | chatops | @bob, you are scribe of “slow checkout in EMEA” in #hot-330.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • scribe: Bob Ray
hot-330 | chatops | Bob Ray is scribe now.

14:00 > as sue in hot-330: /em role take scribe
hot-330 (only Sue Hill) | Sue Hill | (types) /em role take scribe
hot-330 (only Sue Hill) | chatops | Bob Ray has the role of scribe.
    Ask them to write `stepdown scribe`, or the commander to assign it to you.

14:00 > as sue in hot-330: /em role take communications lead
hot-330 (only Sue Hill) | Sue Hill | (types) /em role take communications lead
direct (Sue Hill) | chatops | @sue, you are communications lead of “slow checkout in EMEA” in #hot-330.
    You write what customers read. Draft early; the commander approves the exact text before it goes out.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • communications lead: Sue Hill
hot-330 | chatops | Sue Hill is communications lead now.

14:00 > as jim in hot-330: /em role internal liaison @eve
hot-330 (only Jim Smith) | Jim Smith | (types) /em role internal liaison @eve
direct (Eve Stone) | chatops | @eve, you are internal liaison of “slow checkout in EMEA” in #hot-330.
    You keep the rest of the company informed, so that nobody has to ask in the room.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • internal liaison: Eve Stone
hot-330 | members | brings in Eve Stone
hot-330 | chatops | Eve Stone is internal liaison now.

14:00 > as jim in hot-330: /em role subject matter expert @raj
hot-330 (only Jim Smith) | Jim Smith | (types) /em role subject matter expert @raj
direct (Raj Patel) | chatops | @raj, you are subject matter expert of “slow checkout in EMEA” in #hot-330.
    You know the part that hurts. Say what you see, what you think it means and what you need.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • subject matter expert: Raj Patel
hot-330 | members | brings in Raj Patel
hot-330 | chatops | Raj Patel is subject matter expert now.

14:00 > as jim in hot-330: /em role subject matter expert @tom
hot-330 (only Jim Smith) | Jim Smith | (types) /em role subject matter expert @tom
direct (Tom Berg) | chatops | @tom, you are subject matter expert of “slow checkout in EMEA” in #hot-330.
    You know the part that hurts. Say what you see, what you think it means and what you need.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • subject matter expert: Raj Patel and Tom Berg
hot-330 | members | brings in Tom Berg
hot-330 | chatops | Tom Berg is subject matter expert now.

14:00 > as jim in hot-330: /em role commander @bob
hot-330 (only Jim Smith) | Jim Smith | (types) /em role commander @bob
hot-330 (only Jim Smith) | chatops | Command is no role: it passes when both agree.
    Who commands hands it over with `offer @person`; where nobody commands, `take` it.

14:00 > as bob in hot-330: /em role take commander
hot-330 (only Bob Ray) | Bob Ray | (types) /em role take commander
hot-330 (only Bob Ray) | chatops | Command is no role: it passes when both agree.
    Who commands hands it over with `offer @person`; where nobody commands, `take` it.

14:00 > as jim in hot-330: /em role scribe @nobody
hot-330 (only Jim Smith) | Jim Smith | (types) /em role scribe @nobody
hot-330 (only Jim Smith) | chatops | There is no person called @nobody here.
    Write the handle as it stands in their profile.

14:00 > join em as gus
em | members | Gus Vendor joins
direct (Gus Vendor) | chatops | You are not admitted to #em and were taken out of it. Guests need an agreement on file and a sponsor: ask who invited you. Then you accept the rules.
em (only Jim Smith) | chatops | Gus Vendor came to #em as a guest without an admission and was kept out. If they are needed, file their agreement: `guest agreement @gus <reference>`.
em | members | takes Gus Vendor out

14:00 > as jim in hot-330: /em role scribe @gus
hot-330 (only Jim Smith) | Jim Smith | (types) /em role scribe @gus
hot-330 (only Jim Smith) | chatops | The role of scribe is for people of the company; Gus Vendor is a guest.
    Guests can be guest, observer or subject matter expert.

14:00 > as ann in hot-330: /em role scribe @sue
hot-330 (only Ann Lee) | Ann Lee | (types) /em role scribe @sue
hot-330 (only Bob Ray) | chatops | Sue Hill is scribe now. Tell them what they need to go on.
direct (Sue Hill) | chatops | @sue, you are scribe of “slow checkout in EMEA” in #hot-330.
    You keep the record: what was seen, what was decided and why, what was tried. Pin what a newcomer must read.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • scribe: Sue Hill
hot-330 | chatops | Sue Hill is scribe now.

14:00 > as tom in hot-330: /em role take observer
hot-330 (only Tom Berg) | Tom Berg | (types) /em role take observer
direct (Tom Berg) | chatops | @tom, you are observer of “slow checkout in EMEA” in #hot-330.
    You read along. Questions go to the internal liaison, not into the room.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • observer: Tom Berg
hot-330 | chatops | Tom Berg is observer now.

14:00 > as tom in hot-330: /em who
hot-330 (only Tom Berg) | Tom Berg | (types) /em who
hot-330 | chatops | Commander: Jim Smith
    • deputy: Ann Lee
    • scribe: Sue Hill
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    • subject matter expert: Raj Patel and Tom Berg
    • observer: Tom Berg
    6 active: Ann Lee, Eve Stone, Jim Smith, Raj Patel, Sue Hill and Tom Berg
    1 reading along: Bob Ray

14:00 > as tom in hot-330: /em brief
hot-330 (only Tom Berg) | Tom Berg | (types) /em brief
hot-330 (only Tom Berg) | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    • deputy: Ann Lee
    • scribe: Sue Hill
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    • subject matter expert: Raj Patel and Tom Berg
    • observer: Tom Berg
    Since 2026-03-04 14:00 UTC (10 s)

14:00 > press Read the brief as raj direct
direct (Raj Patel) | Raj Patel | (presses) Read the brief
direct (Raj Patel) | chatops | SEV2 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    • deputy: Ann Lee
    • scribe: Sue Hill
    • communications lead: Sue Hill
    • internal liaison: Eve Stone
    • subject matter expert: Raj Patel and Tom Berg
    • observer: Tom Berg
    Since 2026-03-04 14:00 UTC (10 s)

14:00 > as sue in hot-330: /em stepdown scribe
hot-330 (only Sue Hill) | Sue Hill | (types) /em stepdown scribe
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
hot-330 | chatops | Sue Hill is no longer scribe.
    [Take the role]

14:00 > as sue in hot-330: /em stepdown scribe
hot-330 (only Sue Hill) | Sue Hill | (types) /em stepdown scribe
hot-330 (only Sue Hill) | chatops | You do not have the role of scribe.
    See who does what: `who`.

14:00 > as jim in hot-330: /em stepdown deputy
hot-330 (only Jim Smith) | Jim Smith | (types) /em stepdown deputy
hot-330 (only Jim Smith) | chatops | You do not have the role of deputy.
    Ann Lee has it. Who commands releases them: `release deputy`.

14:00 > as sue in hot-330: /em release deputy
hot-330 (only Sue Hill) | Sue Hill | (types) /em release deputy
hot-330 (only Sue Hill) | chatops | Only the incident commander, the duty commander or the deputy may decide who has which role.
    Jim Smith commands this incident. Say in the room what you need and why.

14:00 > as jim in hot-330: /em release deputy
hot-330 (only Jim Smith) | Jim Smith | (types) /em release deputy
hot-330 (only Ann Lee) | chatops | Jim Smith released you: you are no longer deputy.
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
hot-330 | chatops | Ann Lee is no longer deputy.
    [Take the role]

14:00 > as jim in hot-330: /em release subject matter expert
hot-330 (only Jim Smith) | Jim Smith | (types) /em release subject matter expert
hot-330 (only Jim Smith) | chatops | More than one person has the role of subject matter expert.
    Say whose it shall no longer be: `release subject-matter-expert @person`.

14:00 > as jim in hot-330: /em release subject matter expert @tom
hot-330 (only Jim Smith) | Jim Smith | (types) /em release subject matter expert @tom
hot-330 (only Tom Berg) | chatops | Jim Smith released you: you are no longer subject matter expert.
hot-330 | chatops | (edited) • subject matter expert: Raj Patel
hot-330 | chatops | Tom Berg is no longer subject matter expert.

14:00 > press Step down as eve direct
direct (Eve Stone) | Eve Stone | (presses) Step down
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
hot-330 | chatops | Eve Stone is no longer internal liaison.
    [Take the role]

14:00 > press Take the role as bob in hot-330
hot-330 | Bob Ray | (presses) Take the role
direct (Bob Ray) | chatops | @bob, you are internal liaison of “slow checkout in EMEA” in #hot-330.
    You keep the rest of the company informed, so that nobody has to ask in the room.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • internal liaison: Bob Ray
hot-330 | chatops | Bob Ray is internal liaison now.

journal: briefing.confirmed ×9, briefing.pinned ×2, guest.kept_out, headline.written, named, opened, participant.arrived ×7, person.noted ×10, poll.severity_set, record.departed, record.refused ×10, register.declared, register.told ×4, role.assigned ×9, role.released ×5, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, shown ×3, started, ticket.linked, ticket.wanted, update.scheduled
