# F3 At the all clear the postmortem is drafted from the record, published, and announced to the room and to the company.
set policy.channel = { announcements = "company" }

file "checkout is slow" as bob against checkout
as jim in hot-330: /em ticket move In Progress
as jim in hot-330: /em phase investigating
as jim in hot-330: /em role deputy @mia
as bob in hot-330: /em load system23
as bob in hot-330: /em followup limit the connections of the batch job @tom
as jim in hot-330: /em update The batch job is stopped; orders recover.
as sue in hot-330: /em public draft monitoring Orders recover. We keep watching.
advance 5m
press Approve as jim in hot-330
as jim in hot-330: /em phase mitigated
as jim in hot-330: /em allclear A batch job filled the pool; it is stopped.
as bob in hot-330: /em allclear object the cause is still unknown
advance 10m

# It is given, and the draft is there: what it was, how long, who, what was tried, what the public read, what is left to do.
press Give the all clear as jim in hot-330
expect postmortem shows "A batch job filled the pool; it is stopped."
expect postmortem shows "Duration | 15 min"
expect postmortem shows "deputy | Mia Costa"
expect postmortem shows "load system=system23"
expect postmortem shows "Orders recover. We keep watching."
expect postmortem shows "the cause is still unknown"
expect postmortem shows "limit the connections of the batch job | Tom Berg"
expect postmortem shows "Time to mitigate | 5 min"
expect postmortem shows "not in people"
expect room company shows "Postmortem: checkout is slow"
expect room hot-330 shows "Postmortem: checkout is slow"

# Where the documents refuse it, the room is told; the all clear stands.
as raj in em: /em declare search is down sev3
as raj in hot-331: /em ticket move In Progress
as raj in hot-331: /em allclear
advance 5m
fail knowledge publish forbidden
press Give the all clear as jim in hot-331
expect phase of hot-331 resolved
expect journal has parked.parked

# What comes after it is in it as well, without another announcement.
as bob in hot-330: /em followup watch the pool of checkout @mia
expect postmortem shows "watch the pool of checkout"
as sue in hot-330: /em postmortem
# Where it was refused, it is tried again by hand.
as raj in hot-331: /em postmortem

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
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R74

14:00 > as jim in hot-330: /em ticket move In Progress
hot-330 (only Jim Smith) | Jim Smith | (types) /em ticket move In Progress
hot-330 | chatops | (edited) Ticket: HOT-330 (In Progress)
hot-330 | chatops | (edited) Status: In Progress – component: `checkout`
    [Resolved]
hot-330 | chatops | HOT-330: moved to In Progress by Jim Smith
HOT-330 | ticket | now In Progress

14:00 > as jim in hot-330: /em phase investigating
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase investigating
hot-330 | topic | SEV2 – checkout is slow – investigating – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – investigating
hot-330 | chatops | Phase: investigating

14:00 > as jim in hot-330: /em role deputy @mia
hot-330 (only Jim Smith) | Jim Smith | (types) /em role deputy @mia
direct (Mia Costa) | chatops | @mia, you are deputy of “checkout is slow” in #hot-330.
    You stand in for the commander: keep the list of what is under way, watch the clock, and be ready to take the baton.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • deputy: Mia Costa
hot-330 | chatops | Mia Costa is deputy now.

14:00 > as bob in hot-330: /em load system23
hot-330 (only Bob Ray) | Bob Ray | (types) /em load system23
hot-330 | chatops | Run 1: `load system=system23`, for Bob Ray – ok
    system23: load 17.4 of 16 cores, 93 % memory

14:00 > as bob in hot-330: /em followup limit the connections of the batch job @tom
hot-330 (only Bob Ray) | Bob Ray | (types) /em followup limit the connections of the batch job @tom
hot-330 | chatops | Follow-up 1 noted – 1 open
    • 1. limit the connections of the batch job – Tom Berg
    [File 1]

14:00 > as jim in hot-330: /em update The batch job is stopped; orders recover.
hot-330 (only Jim Smith) | Jim Smith | (types) /em update The batch job is stopped; orders recover.
hot-330 | chatops | (edited) Last update: The batch job is stopped; orders recover.
    • tried: load system=system23 – ok
hot-330 | chatops | Update 1: The batch job is stopped; orders recover. – Jim Smith
    Next update due 2026-03-04 14:30 UTC.

14:00 > as sue in hot-330: /em public draft monitoring Orders recover. We keep watching.
hot-330 (only Sue Hill) | Sue Hill | (types) /em public draft monitoring Orders recover. We keep watching.
hot-330 | chatops | Public update 1 – monitoring, version 1 by Sue Hill
    > Orders recover. We keep watching.
    Objections until 2026-03-04 14:02 UTC.
    [Object]

14:00 > advance 5m
hot-330 | chatops | (edited) Public update 1: see below.
hot-330 | chatops | @jim The time for objections to public update 1 is over: no objections.
    Public update 1 – monitoring, version 1 by Sue Hill
    > Orders recover. We keep watching.
    [Approve] [Object]
hot-330 | notified | pings Jim Smith

14:05 > press Approve as jim in hot-330
hot-330 | Jim Smith | (presses) Approve
hot-330 | chatops | (edited) Published.
hot-330 | chatops | Public update 1 is published as monitoring: status page (https://status.invalid/#update-<id>-1)
status page | public | Orders recover. We keep watching.

14:05 > as jim in hot-330: /em phase mitigated
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase mitigated
hot-330 | topic | SEV2 – checkout is slow – mitigated – commander Jim Smith
hot-330 | chatops | (edited) SEV2 checkout is slow – mitigated
    Since 2026-03-04 14:00 UTC (5 min)
hot-330 | chatops | Phase: mitigated

14:05 > as jim in hot-330: /em allclear A batch job filled the pool; it is stopped.
hot-330 (only Jim Smith) | Jim Smith | (types) /em allclear A batch job filled the pool; it is stopped.
hot-330 | chatops | Jim Smith proposes the all clear.
    > A batch job filled the pool; it is stopped.
    Strong objections? Until 2026-03-04 14:10 UTC.
    [Object]

14:05 > as bob in hot-330: /em allclear object the cause is still unknown
hot-330 (only Bob Ray) | Bob Ray | (types) /em allclear object the cause is still unknown
hot-330 | chatops | (edited) • Objection by Bob Ray: the cause is still unknown
    Strong objections? Until 2026-03-04 14:15 UTC.
hot-330 | chatops | Bob Ray objects to the all clear: the cause is still unknown
    Objections are now heard until 2026-03-04 14:15 UTC.

14:05 > advance 10m
hot-330 | chatops | (edited) The proposed all clear: see below.
hot-330 | chatops | @jim The time for objections to the all clear is over: 1 objection.
    Jim Smith proposes the all clear.
    > A batch job filled the pool; it is stopped.
    • Objection by Bob Ray: the cause is still unknown
    [Give the all clear] [Object]
hot-330 | notified | pings Jim Smith

14:15 > press Give the all clear as jim in hot-330
hot-330 | Jim Smith | (presses) Give the all clear
direct (Sue Hill) | chatops | All clear: SEV2 checkout is slow, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
company | chatops | All clear: SEV2 checkout is slow, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
hot-330 | chatops | (edited) The all clear is given: see below.
hot-330 | topic | SEV2 – checkout is slow – resolved – commander Jim Smith
em | chatops | All clear: SEV2 checkout is slow – resolved
em | topic | Jim Smith – All Quiet
hot-330 | chatops | All clear, given by Jim Smith.
    > A batch job filled the pool; it is stopped.
company | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | (edited) SEV2 checkout is slow – resolved
    Ticket: HOT-330 (Resolved)
    Since 2026-03-04 14:00 UTC (15 min)
hot-330 | chatops | @jim The incident is over, and the status page still says “monitoring”. Tell the public:
    > The problem is solved, and everything works as usual again. We are sorry for the trouble.
    The button drafts these words. For your own: `public draft resolved <text>`.
    [Draft it]
hot-330 | notified | pings Jim Smith
hot-330 | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>)
hot-330 | chatops | (edited) Status: Resolved – component: `checkout`
hot-330 | chatops | HOT-330: moved to Resolved by Jim Smith
HOT-330 | ticket | now Resolved
HOT-330 | ticket | comment: All clear given in #hot-330.

14:15 > as raj in em: /em declare search is down sev3
em (only Raj Patel) | Raj Patel | (types) /em declare search is down sev3
em | topic | Jim Smith – investigating search is down
hot-331 | new room | search is down – hot room. Declared 2026-03-04 14:15 UTC.
direct (Jim Smith) | chatops | @jim, you command “search is down” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “search is down”.
hot-331 | topic | SEV3 – search is down – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Raj Patel
em | chatops | SEV3 search is down – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 1 h. Next update due 2026-03-04 15:15 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – search is down
    Status: Open
    [In Progress]
hot-331 | chatops | SEV3 search is down – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 15:15 UTC
    Since 2026-03-04 14:15 UTC (0 s)
hot-331 | pinned | SEV3 search is down – triage
HOT-331 | ticket | opened: search is down (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R143

14:15 > as raj in hot-331: /em ticket move In Progress
hot-331 (only Raj Patel) | Raj Patel | (types) /em ticket move In Progress
hot-331 | chatops | (edited) Ticket: HOT-331 (In Progress)
hot-331 | chatops | (edited) Status: In Progress
    [Resolved]
hot-331 | chatops | HOT-331: moved to In Progress by Raj Patel
HOT-331 | ticket | now In Progress

14:15 > as raj in hot-331: /em allclear
hot-331 (only Raj Patel) | Raj Patel | (types) /em allclear
hot-331 | chatops | Raj Patel proposes the all clear.
    Strong objections? Until 2026-03-04 14:20 UTC.
    [Object]

14:15 > advance 5m
hot-331 | chatops | (edited) The proposed all clear: see below.
hot-331 | chatops | @jim The time for objections to the all clear is over: no objections.
    Raj Patel proposes the all clear.
    [Give the all clear] [Object]
hot-331 | notified | pings Jim Smith

14:20 > fail knowledge publish forbidden

14:20 > press Give the all clear as jim in hot-331
hot-331 | Jim Smith | (presses) Give the all clear
company | chatops | All clear: SEV3 search is down, given by Jim Smith.
hot-331 | chatops | (edited) The all clear is given: see below.
hot-331 | topic | SEV3 – search is down – resolved – commander Jim Smith
em | chatops | All clear: SEV3 search is down – resolved
em | topic | Jim Smith – All Quiet
hot-331 | chatops | All clear, given by Jim Smith.
hot-331 | chatops | (edited) SEV3 search is down – resolved
    Ticket: HOT-331 (Resolved)
    Since 2026-03-04 14:15 UTC (5 min)
hot-331 | chatops | This was not done: publish the postmortem. The knowledge base does not let the bot do that. Ask an administrator to grant the right to it.
    [Do it again]
hot-331 | chatops | (edited) Status: Resolved
hot-331 | chatops | HOT-331: moved to Resolved by Jim Smith
HOT-331 | ticket | now Resolved
HOT-331 | ticket | comment: All clear given in #hot-331.

14:20 > as bob in hot-330: /em followup watch the pool of checkout @mia
hot-330 (only Bob Ray) | Bob Ray | (types) /em followup watch the pool of checkout @mia
hot-330 | chatops | Follow-up 2 noted – 2 open
    • 1. limit the connections of the batch job – Tom Berg
    • 2. watch the pool of checkout – Mia Costa
    [File 2] [File 1]

14:20 > as sue in hot-330: /em postmortem
hot-330 (only Sue Hill) | Sue Hill | (types) /em postmortem
hot-330 | chatops | Postmortem: checkout is slow (https://knowledge.invalid/incidents/<id>). It is brought up to date.

14:20 > as raj in hot-331: /em postmortem
hot-331 (only Raj Patel) | Raj Patel | (types) /em postmortem
hot-331 | chatops | The postmortem is being published.
hot-331 | chatops | Postmortem: search is down (https://knowledge.invalid/incidents/<id>)
company | chatops | Postmortem: search is down (https://knowledge.invalid/incidents/<id>)

journal: all_clear.given ×2, all_clear.objected, all_clear.proposed ×2, all_clear.window_closed ×2, briefing.confirmed ×9, briefing.pinned ×3, follow_up.added ×2, headline.quieted ×2, headline.written ×2, moved ×4, named ×2, opened ×2, parked.overtaken, parked.parked, participant.arrived ×6, participant.group_invited, person.noted ×9, poll.severity_set ×2, postmortem_published ×4, public_update.approved, public_update.drafted, public_update.published, public_update.requested, public_update.window_closed, register.declared ×2, register.told ×13, role.assigned, room.opened ×6, seat.appointed ×3, shift.consulted, shift.shift_started, shown ×2, started, ticket.linked ×2, ticket.move_asked ×4, ticket.moved ×4, ticket.wanted, ticket.watchers_found, tool.finished, tool.started, update.posted, update.scheduled ×2, update.stopped ×2
