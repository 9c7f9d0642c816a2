# A2 The headline: the topic of the emergency channel says who commands and what goes on. It is written from the
# journal and never read back.

# The commander writes it; who does not command is told who may.
as bob in em: /em headline checkout is down
as jim in em: /em headline investigating performance issues in EMEA

# A hand edit is put back and noted.
topic of em as bob: bob was here

# So is one of the commander: there is one way to write it.
topic of em as jim: nearly fixed

# Too long a headline fits no topic, and an empty one says nothing.
as jim in em: /em headline
as jim in em: /em headline we are looking at the checkout in all regions and also at the search and at the login and at everything else that somebody has ever complained about, including the coffee machine on the third floor

# When the topic may not be written for a while, the newest words win.
fail chat set_topic rate limited
as jim in em: /em headline first thought
as jim in em: /em headline second thought
as jim in em: /em headline third thought
advance 10s

# An incident is spoken of by itself while the headline is free, and it returns to quiet.
as jim in em: /em headline all quiet
as bob in em: /em declare slow checkout in EMEA sev3
as sue in em: /em declare search shows old results sev4
advance 10s
expect headline "Jim Smith – investigating slow checkout in EMEA"
as jim in em: /em headline checkout is mending itself

----

14:00 > as bob in em: /em headline checkout is down
em (only Bob Ray) | Bob Ray | (types) /em headline checkout is down
em (only Bob Ray) | chatops | Only the duty commander may write the headline.
    Jim Smith commands. Tell them what you need: `ask <what you need>`.

14:00 > as jim in em: /em headline investigating performance issues in EMEA
em (only Jim Smith) | Jim Smith | (types) /em headline investigating performance issues in EMEA
em | topic | Jim Smith – investigating performance issues in EMEA

14:00 > topic of em as bob: bob was here
em | topic | (Bob Ray) bob was here
em (only Bob Ray) | chatops | The headline is written from the record, so it was put back. The commander changes it with `headline <text>`.
em | topic | Jim Smith – investigating performance issues in EMEA

14:00 > topic of em as jim: nearly fixed
em | topic | (Jim Smith) nearly fixed
em (only Jim Smith) | chatops | The headline is written from the record, so it was put back. The commander changes it with `headline <text>`.
em | topic | Jim Smith – investigating performance issues in EMEA

14:00 > as jim in em: /em headline
em (only Jim Smith) | Jim Smith | (types) /em headline
em (only Jim Smith) | chatops | That command is not complete or not understood.
    Write it like this: `headline <what is being done>`.

14:00 > as jim in em: /em headline we are looking at the checkout in all regions and also at the search and at the login and at everything else that somebody has ever complained about, including the coffee machine on the third floor
em (only Jim Smith) | Jim Smith | (types) /em headline we are looking at the checkout in all regions and also at the search and at the login and at everything else that somebody has ever complained about, including the coffee machine on the third floor
em (only Jim Smith) | chatops | A headline has 1 to 180 characters; this one has 197.
    Say in one line what is being done: `headline investigating slow checkout in EMEA`.

14:00 > fail chat set_topic rate limited

14:00 > as jim in em: /em headline first thought
em (only Jim Smith) | Jim Smith | (types) /em headline first thought

14:00 > as jim in em: /em headline second thought
em (only Jim Smith) | Jim Smith | (types) /em headline second thought

14:00 > as jim in em: /em headline third thought
em (only Jim Smith) | Jim Smith | (types) /em headline third thought

14:00 > advance 10s
em | topic | Jim Smith – third thought

14:00 > as jim in em: /em headline all quiet
em (only Jim Smith) | Jim Smith | (types) /em headline all quiet
em | topic | Jim Smith – All Quiet

14:00 > as bob in em: /em declare slow checkout in EMEA sev3
em (only Bob Ray) | Bob Ray | (types) /em declare slow checkout in EMEA sev3
em | topic | Jim Smith – investigating slow checkout in EMEA
hot-330 | new room | slow checkout in EMEA – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “slow checkout in EMEA” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | Jim Smith commands “slow checkout in EMEA”.
hot-330 | topic | SEV3 – slow checkout in EMEA – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Jim Smith
em | chatops | SEV3 slow checkout in EMEA – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout in EMEA
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout in EMEA – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV3 slow checkout in EMEA – triage
HOT-330 | ticket | opened: slow checkout in EMEA (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R84

14:00 > as sue in em: /em declare search shows old results sev4
em (only Sue Hill) | Sue Hill | (types) /em declare search shows old results sev4
hot-331 | new room | search shows old results – hot room. Declared 2026-03-04 14:00 UTC.
direct (Jim Smith) | chatops | @jim, you command “search shows old results” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Jim Smith commands “search shows old results”.
hot-331 | topic | SEV4 – search shows old results – triage – commander Jim Smith
hot-331 | members | brings in Jim Smith, Sue Hill
em | chatops | SEV4 search shows old results – work happens in #hot-331
hot-331 | rights | may wake the room: Jim Smith
hot-331 | chatops | Updates every 4 h. Next update due 2026-03-04 18:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – search shows old results
    Status: Open
    [In Progress]
hot-331 | chatops | SEV4 search shows old results – triage
    Commander: Jim Smith
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 18:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV4 search shows old results – triage
HOT-331 | ticket | opened: search shows old results (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R97

14:00 > advance 10s

14:00 > as jim in em: /em headline checkout is mending itself
em (only Jim Smith) | Jim Smith | (types) /em headline checkout is mending itself
em | topic | Jim Smith – checkout is mending itself

journal: briefing.confirmed ×9, briefing.pinned ×3, headline.quieted, headline.restored ×2, headline.written ×6, named ×2, opened ×2, participant.arrived ×4, person.noted ×9, poll.severity_set ×2, record.refused ×3, register.declared ×2, register.told ×8, room.opened ×5, seat.appointed ×3, shift.consulted, shift.shift_started, started, ticket.linked ×2, ticket.wanted ×2, update.scheduled ×2
