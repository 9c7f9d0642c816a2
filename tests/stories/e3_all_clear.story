# E3 The all clear is a step of its own: proposed by anybody, heard by the room, given by the commander. Then the headline
# is quiet, the ticket is resolved, the stakeholders know. If it was too early, the incident is opened again.

file "checkout is slow" as bob against checkout
as jim in hot-330: /em ticket move In Progress
as jim in hot-330: /em phase investigating

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
press Object as mia in hot-330
until 14:05
as jim in hot-330: /em allclear give
until 14:10

# Only the commander gives it.
press Give the all clear as sue in hot-330
press Give the all clear as jim in hot-330
expect headline "Jim Smith – All Quiet"
expect ticket HOT-330 is "Resolved"
expect phase of hot-330 resolved
press Give the all clear as jim in hot-330
as sue in hot-330: /em allclear again
as sue in hot-330: /em update all is well

# The public is told in words of its own; the ticket and the headline were told already.
as sue in hot-330: /em public draft resolved Orders work as usual again.
advance 2m
press Approve as jim in hot-330
expect status page shows "Orders work as usual again."

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
    1 active, 1 reading along
    Since 2026-03-04 14:00 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
em | chatops | SEV2 checkout is slow – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – checkout is slow
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 checkout is slow – triage
hot-330 | chatops | Invited 1 person who watches the ticket.
hot-330 | chatops | Jim Smith commands “checkout is slow”.
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
HOT-330 | ticket | opened: checkout is slow (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R57

14:00 > as jim in hot-330: /em ticket move In Progress
hot-330 (only Jim Smith) | Jim Smith | (types) /em ticket move In Progress
hot-330 | chatops | (edited) Status: In Progress – component: `checkout`
    [Resolved]
hot-330 | chatops | HOT-330: moved to In Progress by Jim Smith
HOT-330 | ticket | now In Progress

14:00 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – checkout is slow – investigating – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – investigating
    Ticket: HOT-330 (In Progress)
hot-330 | chatops | Phase: investigating

14:00 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Nobody has proposed the all clear.
    Propose it first: `allclear <what it was and what ended it>`.

14:00 > as jim in hot-330: /em allclear object too early
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear object too early
hot-330 (only Jim Smith) | chatops | Nobody has proposed the all clear.
    Propose it first: `allclear <what it was and what ended it>`.

14:00 > as jim in hot-330: /em phase resolved
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase resolved
hot-330 (only Jim Smith) | chatops | Resolving is the all clear, a step of its own with a window for objections.
    Propose it with `allclear <summary>`.

14:00 > as sue in hot-330: /em allclear A batch job filled the pool; it is stopped.
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear A batch job filled the pool; it is stopped.
hot-330 | chatops | Sue Hill proposes the all clear.
    > A batch job filled the pool; it is stopped.
    Strong objections? Until 2026-03-04 14:05 UTC.
    [Object]

14:00 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Objections are heard until 2026-03-04 14:05 UTC, for another 5 min.
    Give it then; you are told when the time is over.

14:00 > as bob in hot-330: /em allclear Another summary
hot-330 (only Bob Ray) | Bob Ray | (types) /em allclear Another summary
hot-330 (only Bob Ray) | chatops | The all clear is proposed; objections are heard until 2026-03-04 14:05 UTC.
    Wait for it, or object with `allclear object <why>`.

14:00 > as bob in hot-330: /em allclear object the queue is still long
hot-330 (only Bob Ray) | Bob Ray | (types) /em allclear object the queue is still long
hot-330 | chatops | Bob Ray objects to the all clear: the queue is still long
    Objections are now heard until 2026-03-04 14:10 UTC.

14:00 > press Object as mia in hot-330
hot-330 | Mia Costa | (presses) Object
hot-330 | chatops | Mia Costa objects to the all clear: no reason given

14:00 > press Object as mia in hot-330
hot-330 | Mia Costa | (presses) Object
hot-330 (only Mia Costa) | chatops | Your objection is noted already.
    To change its reason, object again with the new one.

14:00 > until 14:05

14:05 > as jim in hot-330: /em allclear give
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear give
hot-330 (only Jim Smith) | chatops | Objections are heard until 2026-03-04 14:10 UTC, for another 5 min.
    Give it then; you are told when the time is over.

14:05 > until 14:10
hot-330 | chatops | @jim The time for objections to the all clear is over: 2 objections.
    • Objection by Bob Ray: the queue is still long
    • Objection by Mia Costa: no reason given
    [Give the all clear]
hot-330 | notified | pings Jim Smith

14:10 > press Give the all clear as sue in hot-330
hot-330 | Sue Hill | (presses) Give the all clear
hot-330 (only Sue Hill) | chatops | Only the incident commander or the duty commander may give the all clear.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:10 > press Give the all clear as jim in hot-330
hot-330 | Jim Smith | (presses) Give the all clear
hot-330 | chatops | All clear, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
hot-330 | topic | SEV2 – checkout is slow – resolved – commander Jim Smith
em | chatops | All clear: SEV2 checkout is slow – resolved
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) SEV2 checkout is slow – resolved
    Since 2026-03-04 14:00 UTC (10 min)
em | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | Phase: resolved
hot-330 | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
HOT-330 | ticket | now Resolved
HOT-330 | ticket | comment: All clear given in #hot-330.

14:10 > press Give the all clear as jim in hot-330
hot-330 | Jim Smith | (presses) Give the all clear
hot-330 (only Jim Smith) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:10 > as sue in hot-330: /em allclear again
hot-330 (only Sue Hill) | Sue Hill | (types) /em allclear again
hot-330 (only Sue Hill) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:10 > as sue in hot-330: /em update all is well
hot-330 (only Sue Hill) | Sue Hill | (types) /em update all is well
hot-330 (only Sue Hill) | chatops | The incident is resolved.
    If it is back, reopen it with `phase investigating`.

14:10 > as sue in hot-330: /em public draft resolved Orders work as usual again.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft resolved Orders work as usual again.
hot-330 | chatops | Public update 1 – resolved, version 1 by Sue Hill
    > Orders work as usual again.
    Objections until 2026-03-04 14:12 UTC.
    [Approve] [Object]

14:10 > advance 2m
hot-330 | chatops | (edited) Public update 1 – resolved, version 1 by Sue Hill
hot-330 | chatops | @jim The time for objections to public update 1 is over: no objections.
    [Approve]
hot-330 | notified | pings Jim Smith

14:12 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 1 is published as resolved: status page (https://status.invalid/#update-<id>-1)
status page | public | Orders work as usual again.

journal: all_clear.given, all_clear.objected ×2, all_clear.proposed, all_clear.window_closed, briefing.confirmed ×9, briefing.pinned ×2, headline.quieted, headline.written, moved ×2, named, opened, participant.group_invited, person.noted ×9, poll.severity_set, postmortem_published, public_update.approved, public_update.drafted, public_update.published, public_update.window_closed, record.refused ×11, register.declared, register.told ×6, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.move_asked, ticket.moved, ticket.watchers_found, update.scheduled, update.stopped
