# E3 The all clear is a step of its own: proposed by anybody, heard by the room, given by the commander. Then the headline
# is quiet, the ticket is resolved, the stakeholders know. If it was too early, the incident is opened again.

file "checkout is slow" as bob against checkout
as jim in hot-330: /em phase investigating

# The public is told that something is wrong.
as sue in hot-330: /em public draft investigating Some orders are slow.
advance 2m
press Approve as jim in hot-330

# Nobody has proposed it yet; and nobody gets around the room by moving the phase.
as jim in hot-330: /em allclear give
as jim in hot-330: /em allclear object too early
as jim in hot-330: /em phase resolved

as sue in hot-330: /em allclear A batch job filled the pool; it is stopped.
as jim in hot-330: /em allclear give
as bob in hot-330: /em allclear Another summary

# The first objection gives five minutes more, once. None of them is a veto.
as bob in hot-330: /em allclear object the queue is still long
press Object as mia in hot-330
press Object as mia in hot-330: refunds are late too
until 14:07
as jim in hot-330: /em allclear give
until 14:12

# Only the commander gives it.
press Give the all clear as sue in hot-330
press Give the all clear as jim in hot-330
expect headline "Jim Smith – All Quiet"
expect ticket HOT-330 is "Resolved"
expect phase of hot-330 resolved
as jim in hot-330: /em allclear give
as sue in hot-330: /em allclear again
as sue in hot-330: /em update all is well

# The status page still says that something is wrong: a last public update is asked for, with a draft at hand.
press Draft it as sue in hot-330
advance 2m
press Approve as jim in hot-330
expect status page shows "everything works as usual again"

# It was too early: everybody who heard of the end hears that it goes on, and the ticket follows. What the page says now is
# no longer so, and the public is to be told that.
as jim in hot-330: /em phase investigating
expect headline "Jim Smith – investigating checkout is slow"
expect ticket HOT-330 is "In Progress"

# A proposal is off the table when the incident turns out to go on.
as jim in hot-330: /em phase mitigated
as sue in hot-330: /em allclear It is stopped for good.
as jim in hot-330: /em phase investigating
advance 5m

# Nor is it given for an incident that was none; and then the page says right again.
as sue in hot-330: /em allclear The graph was wrong.
as jim in hot-330: /em phase stood-down

----

14:00 > file "checkout is slow" as bob against checkout
em | topic | Jim Smith – investigating checkout is slow
hot-330 | new room | checkout is slow – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “checkout is slow” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | topic | SEV2 – checkout is slow – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 checkout is slow – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
em | chatops | SEV2 checkout is slow – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – checkout is slow
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 checkout is slow – triage
hot-330 | chatops | Invited 1 person who watches the ticket.
hot-330 | chatops | Jim Smith commands “checkout is slow”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: checkout is slow (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – checkout is slow – investigating – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – investigating
hot-330 | chatops | Phase: investigating

14:00 > as sue in hot-330: /em public draft investigating Some orders are slow.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft investigating Some orders are slow.
hot-330 | chatops | Public update 1 – investigating, version 1 by Sue Hill
    > Some orders are slow.
    Objections until 2026-03-04 14:02 UTC.
    [Object]

14:00 > advance 2m
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim The time for objections to public update 1 is over: no objections.
    Public update 1 – investigating, version 1 by Sue Hill
    > Some orders are slow.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:02 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 1 is published as investigating: status page (https://status.invalid/#update-<id>-1)
status page | public | Some orders are slow.

14:02 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Nobody has proposed the all clear.
    Propose it first: `allclear <what it was and what ended it>`.

14:02 > as jim in hot-330: /em allclear object too early
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear object too early
hot-330 (only Jim Smith) | chatops | Nobody has proposed the all clear.
    Propose it first: `allclear <what it was and what ended it>`.

14:02 > as jim in hot-330: /em phase resolved
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase resolved
hot-330 (only Jim Smith) | chatops | Resolving is the all clear, a step of its own with a window for objections.
    Propose it with `allclear <summary>`.

14:02 > as sue in hot-330: /em allclear A batch job filled the pool; it is stopped.
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear A batch job filled the pool; it is stopped.
hot-330 | chatops | Sue Hill proposes the all clear.
    > A batch job filled the pool; it is stopped.
    Strong objections? Until 2026-03-04 14:07 UTC.
    [Object]

14:02 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Objections are heard until 2026-03-04 14:07 UTC, for another 5 min.
    Give it then; you are told when the time is over.

14:02 > as bob in hot-330: /em allclear Another summary
hot-330 (only Bob Ray) | Bob Ray | (types) /em allclear Another summary
hot-330 (only Bob Ray) | chatops | The all clear is proposed; objections are heard until 2026-03-04 14:07 UTC.
    Wait for it, or object with `allclear object <why>`.

14:02 > as bob in hot-330: /em allclear object the queue is still long
hot-330 (only Bob Ray) | Bob Ray | (types) /em allclear object the queue is still long
hot-330 | chatops | (edited) • Objection by Bob Ray: the queue is still long
    Strong objections? Until 2026-03-04 14:12 UTC.
hot-330 | chatops | Bob Ray objects to the all clear: the queue is still long
    Objections are now heard until 2026-03-04 14:12 UTC.

14:02 > press Object as mia in hot-330
hot-330 | Mia Costa | (presses) Object
hot-330 | chatops | (edited) • Objection by Mia Costa: no reason given
hot-330 | chatops | Mia Costa objects to the all clear: no reason given

14:02 > press Object as mia in hot-330: refunds are late too
hot-330 | Mia Costa | (presses) Object: refunds are late too
hot-330 | chatops | (edited) • Objection by Mia Costa: refunds are late too
hot-330 | chatops | Mia Costa objects to the all clear: refunds are late too

14:02 > until 14:07

14:07 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Objections are heard until 2026-03-04 14:12 UTC, for another 5 min.
    Give it then; you are told when the time is over.

14:07 > until 14:12
hot-330 | chatops | (edited) The proposed all clear: see below.
hot-330 | chatops | @jim The time for objections to the all clear is over: 2 objections.
    Sue Hill proposes the all clear.
    > A batch job filled the pool; it is stopped.
    • Objection by Bob Ray: the queue is still long
    • Objection by Mia Costa: refunds are late too
    [Give the all clear] [Object]
hot-330 | notified | pings Jim Smith

14:12 > press Give the all clear as sue in hot-330
hot-330 | Sue Hill | (presses) Give the all clear
hot-330 (only Sue Hill) | chatops | Only the incident commander or the duty commander may give the all clear.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:12 > press Give the all clear as jim in hot-330
hot-330 | Jim Smith | (presses) Give the all clear
direct (Sue Hill) | chatops | All clear: SEV2 checkout is slow, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
hot-330 | chatops | (edited) The all clear is given: see below.
hot-330 | topic | SEV2 – checkout is slow – resolved – commander Jim Smith
em | chatops | All clear: SEV2 checkout is slow – resolved
em | topic | Jim Smith – All Quiet
hot-330 | chatops | All clear, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
em | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | (edited) SEV2 checkout is slow – resolved
    Ticket: HOT-330 (Resolved)
    Since 2026-03-04 14:00 UTC (12 min)
hot-330 | chatops | @jim The incident is over, and the status page still says “investigating”. Tell the public:
    > The problem is solved, and everything works as usual again. We are sorry for the trouble.
    The button drafts these words. For your own: `public draft resolved <text>`.
    [Draft it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | HOT-330: moved to In Progress by Jim Smith
hot-330 | chatops | (edited) Status: Resolved – component: `checkout`
hot-330 | chatops | HOT-330: moved to Resolved by Jim Smith
HOT-330 | ticket | now Resolved
HOT-330 | ticket | comment: All clear given in #hot-330.

14:12 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:12 > as sue in hot-330: /em allclear again
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear again
hot-330 (only Sue Hill) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:12 > as sue in hot-330: /em update all is well
hot-330 (only Sue Hill) | Sue Hill | (types) /em update all is well
hot-330 (only Sue Hill) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:12 > press Draft it as sue in hot-330
hot-330 | Sue Hill | (presses) Draft it
hot-330 | chatops | Public update 2 – resolved, version 1 by Sue Hill
    > The problem is solved, and everything works as usual again. We are sorry for the trouble.
    Objections until 2026-03-04 14:14 UTC.
    [Object]
hot-330 | chatops | (edited) What the public is told: see public update 2.

14:12 > advance 2m
hot-330 | chatops | (edited) Public update 2: see below.
hot-330 | chatops | @jim The time for objections to public update 2 is over: no objections.
    Public update 2 – resolved, version 1 by Sue Hill
    > The problem is solved, and everything works as usual again. We are sorry for the trouble.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:14 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 2 is published as resolved: status page (https://status.invalid/#update-<id>-2)
status page | public | The problem is solved, and everything works as usual again. We are sorry for the trouble.

14:14 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – checkout is slow – investigating – commander Jim Smith
hot-330 | chatops | Phase: investigating
em | chatops | Open again: SEV2 checkout is slow – investigating, in #hot-330
em | topic | Jim Smith – investigating checkout is slow
hot-330 | chatops | The all clear no longer holds: the incident was reopened.
hot-330 | chatops | (edited) SEV2 checkout is slow – investigating
    Ticket: HOT-330 (In Progress)
    Next update due 2026-03-04 14:44 UTC
    Since 2026-03-04 14:00 UTC (14 min)
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:44 UTC.
hot-330 | chatops | @jim The incident goes on, and the status page still says “resolved”. Tell the public:
    > The problem has come back. We are looking into it again.
    The button drafts these words. For your own: `public draft investigating <text>`.
    [Draft it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | (edited) Status: In Progress – component: `checkout`
    [Resolved]
hot-330 | chatops | HOT-330: moved to In Progress by Jim Smith
HOT-330 | ticket | now In Progress
HOT-330 | ticket | comment: Open again in #hot-330.

14:14 > as jim in hot-330: /em phase mitigated
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase mitigated
hot-330 | topic | SEV2 – checkout is slow – mitigated – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – mitigated
hot-330 | chatops | Phase: mitigated

14:14 > as sue in hot-330: /em allclear It is stopped for good.
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear It is stopped for good.
hot-330 | chatops | Sue Hill proposes the all clear.
    > It is stopped for good.
    Strong objections? Until 2026-03-04 14:19 UTC.
    [Object]

14:14 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – checkout is slow – investigating – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – investigating
hot-330 | chatops | Phase: investigating
hot-330 | chatops | (edited) This all clear is off the table: see below.
hot-330 | chatops | The proposed all clear is off the table: the incident is back.

14:14 > advance 5m

14:19 > as sue in hot-330: /em allclear The graph was wrong.
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear The graph was wrong.
hot-330 | chatops | Sue Hill proposes the all clear.
    > The graph was wrong.
    Strong objections? Until 2026-03-04 14:24 UTC.
    [Object]

14:19 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-330 | topic | SEV2 – checkout is slow – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV2 checkout is slow – stood down
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) This all clear is off the table: see below.
hot-330 | chatops | The proposed all clear is off the table: the incident was stood down.
hot-330 | chatops | (edited) SEV2 checkout is slow – stood down
    Since 2026-03-04 14:00 UTC (19 min)
hot-330 | chatops | (edited) No public update is asked for any more.
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

journal: all_clear.cancelled ×2, all_clear.given, all_clear.objected ×3, all_clear.proposed ×3, all_clear.reopened, all_clear.window_closed, briefing.confirmed ×9, briefing.pinned ×2, headline.quieted ×2, headline.written ×2, moved ×6, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set, postmortem_published ×2, public_update.approved ×2, public_update.drafted ×2, public_update.published ×2, public_update.request_closed ×2, public_update.requested ×2, public_update.window_closed ×2, record.refused ×10, register.declared, register.told ×10, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.move_asked ×4, ticket.moved ×3, ticket.watchers_found, update.scheduled ×2, update.stopped ×2
