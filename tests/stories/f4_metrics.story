# F4 The times of an incident are those of what happened, from the moment an alert noticed it: nobody types them in. The
# postmortem shows them.

# 14:00 detected, 14:02 acknowledged, 14:05 declared and commanded.
alert {"title": "orders of checkout fail", "component": "search", "severity": "sev2", "key": "orders-fail"}
advance 2m
press Acknowledge as bob
advance 3m
press Declare as bob
expect journal has alert.acknowledged

# 14:09 the first update, 14:20 mitigated; getting worse and mitigated again does not move the first.
advance 4m
as jim in hot-330: /em update We look at the pool.
until 14:20
as jim in hot-330: /em phase mitigated
advance 2m
as jim in hot-330: /em update The pool is drained.
as jim in hot-330: /em phase investigating
advance 2m
as jim in hot-330: /em phase mitigated

# 14:30 over.
as jim in hot-330: /em ticket move In Progress
as jim in hot-330: /em allclear the pool was too small
until 14:30
press Give the all clear as jim in hot-330
expect postmortem shows "Time to acknowledge | 2 min"
expect postmortem shows "Time to command | 5 min"
expect postmortem shows "Time to first update | 9 min"
expect postmortem shows "Time to mitigate | 20 min"
expect postmortem shows "Time to resolve | 30 min"

----

14:00 > alert {"title": "orders of checkout fail", "component": "search", "severity": "sev2", "key": "orders-fail"}
em | chatops | Alert 1 – orders of checkout fail
    Firing since 2026-03-04 14:00 UTC – SEV2 – `search` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > advance 2m

14:02 > press Acknowledge as bob
em | Bob Ray | (presses) Acknowledge
em | chatops | (edited) Acknowledged by Bob Ray at 2026-03-04 14:02 UTC
    [Mute 30 min] [Ask the commander] [Declare]

14:02 > advance 3m

14:05 > press Declare as bob
em | Bob Ray | (presses) Declare
em | topic | Jim Smith – investigating orders of checkout fail
hot-330 | new room | orders of checkout fail – hot room. Declared 2026-03-04 14:05 UTC.
direct (Jim Smith) | chatops | @jim, you command “orders of checkout fail” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | chatops | (edited) Hot room: #hot-330
    [Mute 30 min]
hot-330 | chatops | Alert 1 – orders of checkout fail – in #em
    Firing since 2026-03-04 14:00 UTC – SEV2 – `search` – from json
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – orders of checkout fail – triage – commander Jim Smith
hot-330 | rights | may wake the room: Jim Smith
em | chatops | SEV2 orders of checkout fail – work happens in #hot-330
hot-330 | chatops | Jim Smith commands “orders of checkout fail”.
hot-330 | members | brings in Bob Ray, Jim Smith
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:35 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – orders of checkout fail
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 orders of checkout fail – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:35 UTC
    Since 2026-03-04 14:05 UTC (0 s)
hot-330 | pinned | SEV2 orders of checkout fail – triage
HOT-330 | ticket | opened: orders of checkout fail (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R62

14:05 > advance 4m

14:09 > as jim in hot-330: /em update We look at the pool.
hot-330 (only Jim Smith) | Jim Smith | (types) /em update We look at the pool.
hot-330 | chatops | (edited) Last update: We look at the pool.
    Next update due 2026-03-04 14:39 UTC
    Since 2026-03-04 14:05 UTC (4 min)
hot-330 | chatops | Update 1: We look at the pool. – Jim Smith
    Next update due 2026-03-04 14:39 UTC.

14:09 > until 14:20

14:20 > as jim in hot-330: /em phase mitigated
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase mitigated
hot-330 | topic | SEV2 – orders of checkout fail – mitigated – commander Jim Smith
hot-330 | chatops | (edited) SEV2 orders of checkout fail – mitigated
    Since 2026-03-04 14:05 UTC (15 min)
hot-330 | chatops | Phase: mitigated

14:20 > advance 2m

14:22 > as jim in hot-330: /em update The pool is drained.
hot-330 (only Jim Smith) | Jim Smith | (types) /em update The pool is drained.
hot-330 | chatops | (edited) Last update: The pool is drained.
    Next update due 2026-03-04 14:52 UTC
    Since 2026-03-04 14:05 UTC (17 min)
hot-330 | chatops | Update 2: The pool is drained. – Jim Smith
    Next update due 2026-03-04 14:52 UTC.

14:22 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – orders of checkout fail – investigating – commander Jim Smith
hot-330 | chatops | (edited) SEV2 orders of checkout fail – investigating
hot-330 | chatops | Phase: investigating

14:22 > advance 2m

14:24 > as jim in hot-330: /em phase mitigated
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase mitigated
hot-330 | topic | SEV2 – orders of checkout fail – mitigated – commander Jim Smith
hot-330 | chatops | (edited) SEV2 orders of checkout fail – mitigated
    Since 2026-03-04 14:05 UTC (19 min)
hot-330 | chatops | Phase: mitigated

14:24 > as jim in hot-330: /em ticket move In Progress
hot-330 (only Jim Smith) | Jim Smith | (types) /em ticket move In Progress
hot-330 | chatops | (edited) Ticket: HOT-330 (In Progress)
hot-330 | chatops | (edited) Status: In Progress
    [Resolved]
hot-330 | chatops | HOT-330: moved to In Progress by Jim Smith
HOT-330 | ticket | now In Progress

14:24 > as jim in hot-330: /em allclear the pool was too small
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear the pool was too small
hot-330 | chatops | Jim Smith proposes the all clear.
    > the pool was too small
    Strong objections? Until 2026-03-04 14:29 UTC.
    [Object]

14:24 > until 14:30
hot-330 | chatops | (edited) The proposed all clear: see below.
hot-330 | chatops | @jim The time for objections to the all clear is over: no objections.
    Jim Smith proposes the all clear.
    > the pool was too small
    [Give the all clear] [Object]
hot-330 | notified | pings Jim Smith

14:30 > press Give the all clear as jim in hot-330
hot-330 | Jim Smith | (presses) Give the all clear
direct (Sue Hill) | chatops | All clear: SEV2 orders of checkout fail, given by Jim Smith.
    > the pool was too small
hot-330 | chatops | (edited) The all clear is given: see below.
hot-330 | topic | SEV2 – orders of checkout fail – resolved – commander Jim Smith
em | chatops | All clear: SEV2 orders of checkout fail – resolved
em | topic | Jim Smith – All Quiet
hot-330 | chatops | All clear, given by Jim Smith.
    > the pool was too small
em | chatops | Postmortem: orders of checkout fail (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | (edited) SEV2 orders of checkout fail – resolved
    Ticket: HOT-330 (Resolved)
    Since 2026-03-04 14:05 UTC (25 min)
hot-330 | chatops | Postmortem: orders of checkout fail (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | (edited) Status: Resolved
hot-330 | chatops | HOT-330: moved to Resolved by Jim Smith
HOT-330 | ticket | now Resolved
HOT-330 | ticket | comment: All clear given in #hot-330.

journal: alert.acknowledged, alert.declared, alert.digest_due, alert.opened, alert.released, all_clear.given, all_clear.proposed, all_clear.window_closed, briefing.confirmed ×9, briefing.pinned ×2, headline.quieted, headline.written, moved ×4, named, opened, participant.arrived ×2, participant.group_invited, person.noted ×9, poll.severity_set, postmortem_published, register.declared, register.told ×10, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.move_asked ×2, ticket.moved ×2, ticket.wanted, update.posted ×2, update.scheduled, update.stopped
