# A8 Severity by the group: a poll, strong objections, and the commander decides. In doubt, the higher level.

as bob in em: /em declare slow checkout in EMEA sev3
advance 10s
join hot-330 as mia
join hot-330 as sue
join hot-330 as ann

as bob in hot-330: /em poll
as sue in hot-330: /em poll
as bob in hot-330: /em vote 3
as mia in hot-330: /em vote 2
as sue in hot-330: /em vote 2
as sue in hot-330: /em vote 3
as ann in hot-330: /em vote 7
as mia in hot-330: /em object customers in Spain cannot pay at all

# Who does not lead the room does not decide.
as bob in hot-330: /em severity 3

# The poll closes by itself; the commander decides.
advance 5m
as bob in hot-330: /em vote 1
as jim in hot-330: /em severity 2
expect severity of "hot-330" sev2
as jim in hot-330: /em severity 2

# The commander can cut it short.
as bob in hot-330: /em poll
as bob in hot-330: /em vote 1
as jim in hot-330: /em severity 1

----

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
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R59

14:00 > advance 10s

14:00 > join hot-330 as mia
hot-330 | members | Mia Costa joins
hot-330 | chatops | (edited) Since 2026-03-04 14:00 UTC (10 s)

14:00 > join hot-330 as sue
hot-330 | members | Sue Hill joins

14:00 > join hot-330 as ann
hot-330 | members | Ann Lee joins

14:00 > as bob in hot-330: /em poll
hot-330 (only Bob Ray) | Bob Ray | (types) /em poll
hot-330 | chatops | Severity poll 1 – now SEV3, open until 2026-03-04 14:05 UTC.
    How bad is it? When in doubt, the worse. Strong objection: `object <why>`.
    [SEV1] [SEV2] [SEV3] [SEV4] [SEV5]

14:00 > as sue in hot-330: /em poll
hot-330 (only Sue Hill) | Sue Hill | (types) /em poll
hot-330 (only Sue Hill) | chatops | Poll 1 is open until 2026-03-04 14:05 UTC.
    Vote with `vote <1 to 5>`.

14:00 > as bob in hot-330: /em vote 3
hot-330 (only Bob Ray) | Bob Ray | (types) /em vote 3
hot-330 | chatops | (edited) • SEV3: 1 vote

14:00 > as mia in hot-330: /em vote 2
hot-330 (only Mia Costa) | Mia Costa | (types) /em vote 2
hot-330 | chatops | (edited) • SEV2: 1 vote

14:00 > as sue in hot-330: /em vote 2
hot-330 (only Sue Hill) | Sue Hill | (types) /em vote 2
hot-330 | chatops | (edited) • SEV2: 2 votes

14:00 > as sue in hot-330: /em vote 3
hot-330 (only Sue Hill) | Sue Hill | (types) /em vote 3
hot-330 | chatops | (edited) • SEV2: 1 vote
    • SEV3: 2 votes

14:00 > as ann in hot-330: /em vote 7
hot-330 (only Ann Lee) | Ann Lee | (types) /em vote 7
hot-330 (only Ann Lee) | chatops | That command is not complete or not understood.
    Write it like this: `vote <1 to 5>`.

14:00 > as mia in hot-330: /em object customers in Spain cannot pay at all
hot-330 (only Mia Costa) | Mia Costa | (types) /em object customers in Spain cannot pay at all
hot-330 | chatops | (edited) • Objection of Mia Costa: customers in Spain cannot pay at all
hot-330 | chatops | Strong objection by Mia Costa: customers in Spain cannot pay at all

14:00 > as bob in hot-330: /em severity 3
hot-330 (only Bob Ray) | Bob Ray | (types) /em severity 3
hot-330 (only Bob Ray) | chatops | Only the incident commander or the duty commander may decide the severity.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:00 > advance 5m
hot-330 | chatops | (edited) Severity poll 1 – closed, proposes SEV3
hot-330 | chatops | Poll 1 proposes SEV3 – the middle of 3 votes.
    • SEV2: 1 vote
    • SEV3: 2 votes
    • Objection of Mia Costa: customers in Spain cannot pay at all
    @jim, please decide. Strong objections until then: `object <why>`.
    [Decide SEV3] [Decide SEV2]
hot-330 | notified | pings Jim Smith

14:05 > as bob in hot-330: /em vote 1
hot-330 (only Bob Ray) | Bob Ray | (types) /em vote 1
hot-330 (only Bob Ray) | chatops | No poll is open for votes.
    Open one with `poll`, or say what you think in the room.

14:05 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 | topic | SEV2 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV2 slow checkout in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV3 – decided by Jim Smith
hot-330 | chatops | (edited) Severity poll 1 – decided: SEV2
hot-330 | chatops | Nobody of support had to be brought in. Sue Hill is here already.
hot-330 | chatops | (edited) SEV2 slow checkout in EMEA – triage
    Next update due 2026-03-04 14:35 UTC
    Since 2026-03-04 14:00 UTC (5 min)
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:35 UTC.

14:05 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 (only Jim Smith) | chatops | It is SEV2 already.
    Open a poll with `poll` if the room sees it otherwise.

14:05 > as bob in hot-330: /em poll
hot-330 (only Bob Ray) | Bob Ray | (types) /em poll
hot-330 | chatops | Severity poll 2 – now SEV2, open until 2026-03-04 14:10 UTC.
    How bad is it? When in doubt, the worse. Strong objection: `object <why>`.
    [SEV1] [SEV2] [SEV3] [SEV4] [SEV5]

14:05 > as bob in hot-330: /em vote 1
hot-330 (only Bob Ray) | Bob Ray | (types) /em vote 1
hot-330 | chatops | (edited) • SEV1: 1 vote

14:05 > as jim in hot-330: /em severity 1
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 1
hot-330 | topic | SEV1 – slow checkout in EMEA – triage – commander Jim Smith
em | chatops | (edited) SEV1 slow checkout in EMEA – work happens in #hot-330
hot-330 | chatops | Severity SEV1, was SEV2 – decided by Jim Smith
hot-330 | chatops | (edited) Severity poll 2 – decided: SEV1
hot-330 | chatops | (edited) SEV1 slow checkout in EMEA – triage
    Next update due 2026-03-04 14:20 UTC
hot-330 | chatops | Updates every 15 min. Next update due 2026-03-04 14:20 UTC.

journal: briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×5, participant.group_invited, person.noted ×9, poll.objected, poll.poll_closed, poll.poll_opened ×2, poll.severity_set ×3, poll.voted ×5, record.refused ×5, register.declared, register.told ×6, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled ×3
