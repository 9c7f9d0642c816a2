# C2 An alert is looked at before it becomes an emergency: acknowledge, mute, ask the commander, declare.

# Somebody has it: all see who, and since when.
alert {"title": "Replication is 90 s behind", "key": "lag", "component": "database", "severity": "3"}
press Acknowledge as tom
as raj in team-database: /em alert ack 1

# Peace for half an hour; while it lasts nothing is said.
press Mute 30 min as raj
alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "severity": "3"}
as raj in team-database: /em alert mute 1 3d
advance 31m

# Is it an emergency? The commander is asked, once.
press Ask the commander as tom
as raj in team-database: /em alert ask 1
press Watch as jim direct

# It gets worse: the commander is asked again, and the team declares without waiting. The alert leads to the room, and the
# room to the alert; there is only one.
press Ask the commander as tom
press Declare as raj
as tom in team-database: /em alert declare 1
as tom in em: /em ask replication is behind in the database

# What fires on the same component belongs to the same incident; what only sounds alike names it.
alert {"title": "Connections to orders-db fail", "key": "connections", "component": "database"}
alert {"title": "Search replication stops", "component": "search"}

# How bad is it? Whoever is in the room says; the commander decides.
as raj in hot-330: /em poll
press SEV2 as raj in hot-330
as jim in hot-330: /em vote 3
as tom in hot-330: /em object customers do not notice yet
as raj in hot-330: /em severity 1
as jim in hot-330: /em severity 2

# What is over, or never was, cannot be worked on.
alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "status": "resolved"}
as tom in team-database: /em alert ack 1
as tom in team-database: /em alert ack 7
as tom in team-database: /em alert silence 1

# The incident ends while an alert fires on: it can be declared again.
as jim in hot-330: /em phase stood-down
advance 1m

----

14:00 > alert {"title": "Replication is 90 s behind", "key": "lag", "component": "database", "severity": "3"}
team-database | chatops | Alert 1 – Replication is 90 s behind
    Firing since 2026-03-04 14:00 UTC – SEV3 – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:00 > press Acknowledge as tom
team-database | Tom Berg | (presses) Acknowledge
team-database | chatops | (edited) Acknowledged by Tom Berg at 2026-03-04 14:00 UTC
    [Mute 30 min] [Ask the commander] [Declare]

14:00 > as raj in team-database: /em alert ack 1
team-database (only Raj Patel) | Raj Patel | (types) /em alert ack 1
team-database (only Raj Patel) | chatops | Tom Berg has acknowledged alert 1.
    Say in the room that you look at it as well.

14:00 > press Mute 30 min as raj
team-database | Raj Patel | (presses) Mute 30 min
team-database | chatops | (edited) Muted until 2026-03-04 14:30 UTC
    [Ask the commander] [Declare]

14:00 > alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "severity": "3"}

14:00 > as raj in team-database: /em alert mute 1 3d
team-database (only Raj Patel) | Raj Patel | (types) /em alert mute 1 3d
team-database (only Raj Patel) | chatops | An alert is muted for at most 1 d.
    Write for example `alert mute 1 30m`, or switch it off at its source.

14:00 > advance 31m
team-database | chatops | (edited) Alert 1 – Replication is 300 s behind
    Firing since 2026-03-04 14:00 UTC, 1 repeat – SEV3 – `database` – from json
team-database | chatops | (edited) Alert 1 – Replication is 300 s behind
    [Mute 30 min] [Ask the commander] [Declare]
team-database | chatops | Alert 1 is no longer muted: 1 firing – Replication is 300 s behind

14:31 > press Ask the commander as tom
team-database | Tom Berg | (presses) Ask the commander
direct (Jim Smith) | chatops | @jim – Tom Berg asks whether to start an incident (question 1):
    > Alert 1: Replication is 300 s behind
    Goes on to Ann Lee at 2026-03-04 14:36 UTC.
    [Yes, start] [Watch] [No]
direct (Tom Berg) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.
team-database | chatops | (edited) Brought before the commander by Tom Berg at 2026-03-04 14:31 UTC
    [Mute 30 min] [Declare]

14:31 > as raj in team-database: /em alert ask 1
team-database (only Raj Patel) | Raj Patel | (types) /em alert ask 1
team-database (only Raj Patel) | chatops | Tom Berg has asked the commander about alert 1, who has not answered yet.
    If it cannot wait, start an incident with `alert declare 1`.

14:31 > press Watch as jim direct
direct (Jim Smith) | Jim Smith | (presses) Watch
direct (Jim Smith) | chatops | You answered question 1: watch. Tom Berg is told.
direct (Tom Berg) | chatops | Jim Smith answers question 1: watch – keep an eye on it, and ask again if it gets worse.
team-database | chatops | (edited) Jim Smith judged it at 2026-03-04 14:31 UTC: watch it, and ask again if it gets worse.
    [Mute 30 min] [Ask the commander] [Declare]

14:31 > press Ask the commander as tom
team-database | Tom Berg | (presses) Ask the commander
direct (Jim Smith) | chatops | @jim – Tom Berg asks whether to start an incident (question 2):
    > Alert 1: Replication is 300 s behind
    Goes on to Ann Lee at 2026-03-04 14:36 UTC.
    [Yes, start] [Watch] [No]
direct (Tom Berg) | chatops | Question 2 is sent to Jim Smith. You will learn the answer here.
team-database | chatops | (edited) Brought before the commander by Tom Berg at 2026-03-04 14:31 UTC
    [Mute 30 min] [Declare]

14:31 > press Declare as raj
team-database | Raj Patel | (presses) Declare
direct (Jim Smith) | chatops | Question 2 is settled: an incident was declared about it. Nothing is left to answer; `open` shows it.
em | topic | Jim Smith – investigating Replication is 300 s behind
hot-330 | new room | Replication is 300 s behind – hot room. Declared 2026-03-04 14:31 UTC.
direct (Tom Berg) | chatops | Question 2 is settled: an incident was declared about it. It is worked on in #hot-330, and you are brought in. Say there what you know.
direct (Jim Smith) | chatops | @jim, you command “Replication is 300 s behind” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
team-database | chatops | (edited) Hot room: #hot-330
    [Mute 30 min]
hot-330 | chatops | Alert 1 – Replication is 300 s behind – in #team-database
    Firing since 2026-03-04 14:00 UTC, 1 repeat – SEV3 – `database` – from json
hot-330 | members | brings in Tom Berg
hot-330 | topic | SEV3 – Replication is 300 s behind – triage – commander Jim Smith
em | chatops | SEV3 Replication is 300 s behind – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Jim Smith commands “Replication is 300 s behind”.
hot-330 | members | brings in Jim Smith, Raj Patel
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-04 15:31 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Replication is 300 s behind
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 Replication is 300 s behind – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 15:31 UTC
    Since 2026-03-04 14:31 UTC (0 s)
hot-330 | pinned | SEV3 Replication is 300 s behind – triage
HOT-330 | ticket | opened: Replication is 300 s behind (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R88

14:31 > as tom in team-database: /em alert declare 1
team-database (only Tom Berg) | Tom Berg | (types) /em alert declare 1
team-database (only Tom Berg) | chatops | Alert 1 has an incident.
    Go to its hot room: the alert's message links to it, and so does `open`.

14:31 > as tom in em: /em ask replication is behind in the database
em (only Tom Berg) | Tom Berg | (types) /em ask replication is behind in the database
direct (Jim Smith) | chatops | @jim – Tom Berg asks whether to start an incident (question 3):
    > replication is behind in the database
    Likely the same:
    • Replication is 300 s behind – in #hot-330
    Goes on to Ann Lee at 2026-03-04 14:36 UTC.
    [Yes, start] [Watch] [No]
direct (Tom Berg) | chatops | Question 3 is sent to Jim Smith. You will learn the answer here.

14:31 > alert {"title": "Connections to orders-db fail", "key": "connections", "component": "database"}
team-database | chatops | Alert 2 – Connections to orders-db fail
    Firing since 2026-03-04 14:31 UTC – `database` – from json
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
hot-330 | chatops | Alert 2 – Connections to orders-db fail – in #team-database
    Firing since 2026-03-04 14:31 UTC – `database` – from json

14:31 > alert {"title": "Search replication stops", "component": "search"}
em | chatops | Alert 3 – Search replication stops
    Firing since 2026-03-04 14:31 UTC – `search` – from json
    Likely the same: #hot-330
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:31 > as raj in hot-330: /em poll
hot-330 (only Raj Patel) | Raj Patel | (types) /em poll
hot-330 | chatops | Severity poll 1 – now SEV3, open until 2026-03-04 14:36 UTC.
    How bad is it? When in doubt, the worse. Strong objection: `object <why>`.
    [SEV1] [SEV2] [SEV3] [SEV4] [SEV5]

14:31 > press SEV2 as raj in hot-330
hot-330 | Raj Patel | (presses) SEV2
hot-330 | chatops | (edited) • SEV2: 1 vote

14:31 > as jim in hot-330: /em vote 3
hot-330 (only Jim Smith) | Jim Smith | (types) /em vote 3
hot-330 | chatops | (edited) • SEV3: 1 vote

14:31 > as tom in hot-330: /em object customers do not notice yet
hot-330 (only Tom Berg) | Tom Berg | (types) /em object customers do not notice yet
hot-330 | chatops | (edited) • Objection of Tom Berg: customers do not notice yet
hot-330 | chatops | Strong objection by Tom Berg: customers do not notice yet

14:31 > as raj in hot-330: /em severity 1
hot-330 (only Raj Patel) | Raj Patel | (types) /em severity 1
hot-330 (only Raj Patel) | chatops | Only the incident commander or the duty commander may decide the severity.
    Jim Smith commands this incident. Say in the room what you think and why; the commander decides.

14:31 > as jim in hot-330: /em severity 2
hot-330 (only Jim Smith) | Jim Smith | (types) /em severity 2
hot-330 | topic | SEV2 – Replication is 300 s behind – triage – commander Jim Smith
em | chatops | (edited) SEV2 Replication is 300 s behind – work happens in #hot-330
hot-330 | chatops | Severity SEV2, was SEV3 – decided by Jim Smith
hot-330 | members | brings in Sue Hill
hot-330 | chatops | (edited) Severity poll 1 – decided: SEV2
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | (edited) SEV2 Replication is 300 s behind – triage
    Next update due 2026-03-04 15:01 UTC
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 15:01 UTC.

14:31 > alert {"title": "Replication is 300 s behind", "key": "lag", "component": "database", "status": "resolved"}
team-database | chatops | (edited) Resolved: fired from 2026-03-04 14:00 UTC to 2026-03-04 14:31 UTC, 1 repeat – SEV3 – `database` – from json
hot-330 | chatops | Alert 1 “Replication is 300 s behind” has resolved. It had been firing since 2026-03-04 14:00 UTC.
team-database | chatops | Alert 1 has resolved – Replication is 300 s behind

14:31 > as tom in team-database: /em alert ack 1
team-database (only Tom Berg) | Tom Berg | (types) /em alert ack 1
team-database (only Tom Berg) | chatops | Alert 1 has resolved.
    Nothing needs to be done. If it fires again, it gets a message of its own.

14:31 > as tom in team-database: /em alert ack 7
team-database (only Tom Berg) | Tom Berg | (types) /em alert ack 7
team-database (only Tom Berg) | chatops | There is no alert 7.
    See the number in the alert's message.

14:31 > as tom in team-database: /em alert silence 1
team-database (only Tom Berg) | Tom Berg | (types) /em alert silence 1
team-database (only Tom Berg) | chatops | That command is not complete or not understood.
    Write it like this: `alert ack|mute|ask|declare <number> [30m]`.

14:31 > as jim in hot-330: /em phase stood-down
hot-330 (only Jim Smith) | Jim Smith | (types) /em phase stood-down
hot-330 | topic | SEV2 – Replication is 300 s behind – stood down – commander Jim Smith
hot-330 | chatops | Phase: stood down
em | chatops | Over: SEV2 Replication is 300 s behind – stood down
em | topic | Jim Smith – All Quiet
hot-330 | chatops | (edited) SEV2 Replication is 300 s behind – stood down
HOT-330 | ticket | comment: It was no incident: stood down in #hot-330.

14:31 > advance 1m
team-database | chatops | (edited) Alert 2 – Connections to orders-db fail
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

journal: alert.acknowledged, alert.commander_answered, alert.commander_asked ×2, alert.declared, alert.digest_due ×2, alert.digested ×2, alert.joined, alert.likely_found, alert.mute_ended, alert.muted, alert.opened ×3, alert.released, alert.repeated, alert.resolved, ask.answered, ask.asked ×3, ask.linked, briefing.confirmed ×9, briefing.pinned ×2, headline.quieted, headline.written, moved, named, opened, participant.arrived ×3, participant.group_invited, person.noted ×9, poll.objected, poll.poll_opened, poll.severity_set ×2, poll.voted ×2, record.refused ×8, register.declared, register.told ×6, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled ×2, update.stopped
