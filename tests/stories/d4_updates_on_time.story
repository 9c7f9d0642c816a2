# D4 The next update is due at a moment that all see. When it is late, the owner is reminded, then the deputy, then the
# manager. It can be put off, a little and not again and again.
file "Checkout fails in EMEA" as bob against checkout
as jim in hot-330: /em role deputy @mia
as jim in hot-330: /em update We look at the new release
advance 29m

# Late: commander, deputy, manager.
advance 1m
advance 5m
advance 5m
as mia in hot-330: /em update It is the new release; rolling back

# Put off: a quarter of an hour at a time, twice.
as bob in hot-330: /em snooze 10m
as jim in hot-330: /em snooze 2h
as jim in hot-330: /em snooze 10m
advance 30m
advance 10m
press Put off 15 min as mia in hot-330
as jim in hot-330: /em snooze 10m
advance 15m
advance 1h

# An update that says nothing is none; a worse severity shortens the time.
as jim in hot-330: /em update
as jim in hot-330: /em update Still rolling back
as jim in hot-330: /em severity 1

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

14:00 > as jim in hot-330: /em role deputy @mia
hot-330 (only Jim Smith) | Jim Smith | (types) /em role deputy @mia
direct (Mia Costa) | chatops | @mia, you are deputy of “Checkout fails in EMEA” in #hot-330.
    You stand in for the commander: keep the list of what is under way, watch the clock, and be ready to take the baton.
    [Read the brief] [Step down]
hot-330 | chatops | (edited) • deputy: Mia Costa
hot-330 | chatops | Mia Costa is deputy now.

14:00 > as jim in hot-330: /em update We look at the new release
hot-330 (only Jim Smith) | Jim Smith | (types) /em update We look at the new release
hot-330 | chatops | (edited) Last update: We look at the new release
hot-330 | chatops | Update 1: We look at the new release – Jim Smith
    Next update due 2026-03-04 14:30 UTC.

14:00 > advance 29m

14:29 > advance 1m
hot-330 | chatops | @jim: The update is overdue since 2026-03-04 14:30 UTC. Post one with `update <text>`, even if it says that nothing is new.
    [Put off 15 min]
hot-330 | notified | pings Jim Smith

14:30 > advance 5m
hot-330 | chatops | @mia: The update is still overdue since 2026-03-04 14:30 UTC. Post one with `update <text>`, even if it says that nothing is new.
    [Put off 15 min]
hot-330 | notified | pings Mia Costa

14:35 > advance 5m
direct (Eve Stone) | chatops | The update on “Checkout fails in EMEA” in #hot-330 is overdue since 2026-03-04 14:30 UTC. Jim Smith and Mia Costa were reminded. Please see to it.
hot-330 | chatops | The update is still overdue since 2026-03-04 14:30 UTC. Eve Stone is told now. Post one with `update <text>`, even if it says that nothing is new.
    This is the last reminder.
    [Put off 15 min]

14:40 > as mia in hot-330: /em update It is the new release; rolling back
hot-330 (only Mia Costa) | Mia Costa | (types) /em update It is the new release; rolling back
hot-330 | chatops | (edited) Last update: It is the new release; rolling back
    Next update due 2026-03-04 15:10 UTC
    Since 2026-03-04 14:00 UTC (40 min)
hot-330 | chatops | Update 2: It is the new release; rolling back – Mia Costa
    Next update due 2026-03-04 15:10 UTC.

14:40 > as bob in hot-330: /em snooze 10m
hot-330 (only Bob Ray) | Bob Ray | (types) /em snooze 10m
hot-330 (only Bob Ray) | chatops | Only the incident commander, the duty commander or the deputy may put off an update.
    Jim Smith commands this incident. Say in the room what you need and why.

14:40 > as jim in hot-330: /em snooze 2h
hot-330 (only Jim Smith) | Jim Smith | (types) /em snooze 2h
hot-330 (only Jim Smith) | chatops | An update can be put off by at most 15 min at a time.
    Write for example `snooze 10m`, or post an update now.

14:40 > as jim in hot-330: /em snooze 10m
hot-330 (only Jim Smith) | Jim Smith | (types) /em snooze 10m
hot-330 | chatops | (edited) Next update due 2026-03-04 15:20 UTC
hot-330 | chatops | Update put off by Jim Smith (1 of 2 in a row). Next update due 2026-03-04 15:20 UTC.

14:40 > advance 30m
em | chatops | 1 open incident
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)

15:10 > advance 10m
hot-330 | chatops | @jim: The update is overdue since 2026-03-04 15:20 UTC. Post one with `update <text>`, even if it says that nothing is new.
    [Put off 15 min]
hot-330 | notified | pings Jim Smith

15:20 > press Put off 15 min as mia in hot-330
hot-330 | Mia Costa | (presses) Put off 15 min
hot-330 | chatops | (edited) Next update due 2026-03-04 15:35 UTC
    Since 2026-03-04 14:00 UTC (1 h 20 min)
hot-330 | chatops | Update put off by Mia Costa (2 of 2 in a row). Next update due 2026-03-04 15:35 UTC.

15:20 > as jim in hot-330: /em snooze 10m
hot-330 (only Jim Smith) | Jim Smith | (types) /em snooze 10m
hot-330 (only Jim Smith) | chatops | The update has been put off 2 times in a row.
    Post one with `update <text>`, even if it says that nothing is new.

15:20 > advance 15m
hot-330 | chatops | @jim: The update is overdue since 2026-03-04 15:35 UTC. Post one with `update <text>`, even if it says that nothing is new.
hot-330 | notified | pings Jim Smith

15:35 > advance 1h
hot-330 | chatops | @mia: The update is still overdue since 2026-03-04 15:35 UTC. Post one with `update <text>`, even if it says that nothing is new.
hot-330 | notified | pings Mia Costa
direct (Eve Stone) | chatops | The update on “Checkout fails in EMEA” in #hot-330 is overdue since 2026-03-04 15:35 UTC. Jim Smith and Mia Costa were reminded. Please see to it.
hot-330 | chatops | The update is still overdue since 2026-03-04 15:35 UTC. Eve Stone is told now. Post one with `update <text>`, even if it says that nothing is new.
    This is the last reminder.
em | chatops | 1 open incident
    • SEV2 Checkout fails in EMEA – triage, commanded by Jim Smith, in #hot-330 (HOT-330)
direct (Jim Smith) | chatops | @jim, your shift has ended. You command until the baton is passed. Next on shift: Ann Lee.
    [Offer the baton]
direct (Ann Lee) | chatops | @ann, your shift has begun and lasts until 2026-03-05 08:00 UTC.
    Jim Smith commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you. Why it is your turn: `duty`.
    [Read the brief]
em | chatops | The shift of Ann Lee has begun. Jim Smith commands until the baton is passed.

16:35 > as jim in hot-330: /em update
hot-330 (only Jim Smith) | Jim Smith | (types) /em update
hot-330 (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `update <what is known now>`.

16:35 > as jim in hot-330: /em update Still rolling back
hot-330 (only Jim Smith) | Jim Smith | (types) /em update Still rolling back
hot-330 | chatops | (edited) Last update: Still rolling back
    Next update due 2026-03-04 17:05 UTC
    Since 2026-03-04 14:00 UTC (2 h 35 min)
hot-330 | chatops | Update 3: Still rolling back – Jim Smith
    Next update due 2026-03-04 17:05 UTC.

16:35 > as jim in hot-330: /em severity 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 1
hot-330 | topic | SEV1 – Checkout fails in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV1 Checkout fails in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV1, was SEV2 – decided by Jim Smith
hot-330 | chatops | (edited) SEV1 Checkout fails in EMEA – triage
    Next update due 2026-03-04 16:50 UTC
hot-330 | chatops | Updates every 15 min. Next update due 2026-03-04 16:50 UTC.

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set ×2, record.refused ×4, register.declared, register.digest_posted ×2, register.told ×8, role.assigned, room.opened ×4, seat.appointed ×2, shift.consulted ×2, shift.shift_ended, shift.shift_started ×2, started, ticket.linked, ticket.watchers_found, update.posted ×3, update.reminded ×7, update.scheduled ×2, update.snoozed ×2
