# C1 Alerts come into the room of the team that owns what hurts: grouped, counted, with links and graph. No component is
# critical in this story, so that no hot room opens by itself: that is C3.
set policy.critical_components = []

# Routed to the database team, with labels, links and its graph.
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3", "description": "replica eu-2 follows slowly", "labels": {"region": "eu"}, "links": {"Dashboard": "https://graphs.example/replication"}, "chart": "checkout.p95"}

# Another one of the same group does not get a message of its own; the first one is brought up to date.
advance 30s
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}
advance 1m

# The same once more is only counted, however often it comes.
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
advance 1m

# One is over, then all are.
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}
advance 1m
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "status": "resolved"}

# If it fires again, it gets a message of its own.
advance 10m
alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database", "started_at": "2026-03-04T14:13:00Z"}

# Nobody owns the component, or none is named: the emergency channel sees it.
alert {"title": "Search answers 500", "component": "search"}
alert {"title": "Certificate of www.example.com ends in 3 days"}

# Alertmanager's own form.
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}

# An alert cannot wake anybody, whatever it says.
alert {"title": "@channel @everyone <!here> disk full", "component": "database", "description": "**bold** [click](https://evil.example)"}

# A storm: after five new groups within a minute the room gets one list instead of a message for each.
alert {"alerts": [{"title": "db-3 is down", "component": "database"}, {"title": "db-4 is down", "component": "database"}, {"title": "db-5 is down", "component": "database"}, {"title": "db-6 is down", "component": "database"}]}
advance 1m
press Declare as raj in team-database
alert {"title": "db-4 is down", "component": "database", "status": "resolved"}
advance 5m

# What is not an alert, and who is not let in.
post /hooks/json 400 {"message": "hello"}
post /hooks/json 400 not even JSON
post /hooks/json 401 without token
post /hooks/json 401 with a wrong token

----

14:00 > alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3", "description": "replica eu-2 follows slowly", "labels": {"region": "eu"}, "links": {"Dashboard": "https://graphs.example/replication"}, "chart": "checkout.p95"}
team-database | chatops | Alert 1 – Replication is 90 s behind
    replica eu-2 follows slowly
    Firing since 2026-03-04 14:00 UTC – SEV3 – `database` – from json
    `region=eu`
    Dashboard (https://graphs.example/replication)
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]
team-database | chatops | Alert 1 – Replication is 90 s behind
    [file: graph.svg]

14:00 > advance 30s

14:00 > alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}

14:00 > advance 1m
team-database | chatops | (edited) Alert 1 – Replication is 90 s behind
    replica eu-2 follows slowly
    2 of 2 firing since 2026-03-04 14:00 UTC – SEV2 – `database` – from json
    `region=eu`
    Dashboard (https://graphs.example/replication)
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:01 > alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database"}

14:01 > alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database"}

14:01 > advance 1m

14:02 > alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}

14:02 > advance 1m
team-database | chatops | (edited) Alert 1 – Replication is 90 s behind
    replica eu-2 follows slowly
    1 of 2 firing since 2026-03-04 14:00 UTC – SEV2 – `database` – from json
    `region=eu`
    Dashboard (https://graphs.example/replication)
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:03 > alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "status": "resolved"}
team-database | chatops | (edited) Alert 1 – Replication is 90 s behind
    replica eu-2 follows slowly
    Resolved since 2026-03-04 14:00 UTC – SEV2 – `database` – from json
    `region=eu`
    Dashboard (https://graphs.example/replication)
team-database | chatops | Alert 1 has resolved – Replication is 90 s behind

14:03 > advance 10m

14:13 > alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database", "started_at": "2026-03-04T14:13:00Z"}
team-database | chatops | Alert 2 – Replication is 60 s behind
    Firing since 2026-03-04 14:13 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alert {"title": "Search answers 500", "component": "search"}
em | chatops | Alert 3 – Search answers 500
    Firing since 2026-03-04 14:13 UTC – `search` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alert {"title": "Certificate of www.example.com ends in 3 days"}
em | chatops | Alert 4 – Certificate of www.example.com ends in 3 days
    Firing since 2026-03-04 14:13 UTC – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
team-database | chatops | Alert 5 – Disk of db-1 is 97 % full
    Firing since 2026-03-04 14:13 UTC – SEV1 – `database` – from alertmanager
    `alertname=DiskFull` `service=database` `severity=critical`
    graph (https://prometheus.example/graph?g0) · runbook (https://runbooks.example/disk)
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alert {"title": "@channel @everyone <!here> disk full", "component": "database", "description": "**bold** [click](https://evil.example)"}
team-database | chatops | Alert 6 – @channel @everyone <!here> disk full
    **bold** [click](https://evil.example)
    Firing since 2026-03-04 14:13 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alert {"alerts": [{"title": "db-3 is down", "component": "database"}, {"title": "db-4 is down", "component": "database"}, {"title": "db-5 is down", "component": "database"}, {"title": "db-6 is down", "component": "database"}]}
team-database | chatops | Alert storm – 1 alert new, 1 still firing
    • 7 db-3 is down
    Act on one with `alert ack|mute|ask|declare <number>`
    [Ask the commander]

14:13 > advance 1m
team-database | chatops | (edited) The alert storm is over – 4 alerts new, 4 still firing
    • 7 db-3 is down
    • 9 db-4 is down
    • 10 db-5 is down
    • 11 db-6 is down
    Act on one with `alert ack|mute|ask|declare <number>`
    [Ask the commander]

14:14 > press Declare as raj in team-database
team-database | Raj Patel | (presses) Declare
direct (Jim Smith) | chatops | @jim, you command @channel @everyone <!here> disk full now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Jim Smith – investigating @channel @everyone <!here> disk full
hot-330 | new room | @channel @everyone <!here> disk full – hot room. Declared 2026-03-04 14:14 UTC.
team-database | chatops | (edited) Alert 6 – @channel @everyone <!here> disk full
    **bold** [click](https://evil.example)
    Firing since 2026-03-04 14:13 UTC – `database` – from json
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
hot-330 | chatops | Jim Smith commands @channel @everyone <!here> disk full.
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – @channel @everyone <!here> disk full – triage – commander Jim Smith
em | chatops | SEV2 @channel @everyone <!here> disk full – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | Brought in support: 1 person, to read along.
hot-330 | members | brings in Jim Smith, Raj Patel, Tom Berg
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:44 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – @channel @everyone <!here> disk full
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 @channel @everyone <!here> disk full – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:44 UTC
    0 active, 1 reading along
    Since 2026-03-04 14:14 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-330 | pinned | SEV2 @channel @everyone <!here> disk full – triage
HOT-330 | ticket | opened: @channel @everyone <!here> disk full (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R69

14:14 > alert {"title": "db-4 is down", "component": "database", "status": "resolved"}

14:14 > advance 5m

14:19 > post /hooks/json 400 {"message": "hello"}

14:19 > post /hooks/json 400 not even JSON

14:19 > post /hooks/json 401 without token

14:19 > post /hooks/json 401 with a wrong token

journal: alert.chart_arrived, alert.declared, alert.digest_due ×3, alert.digested ×3, alert.fired, alert.opened ×10, alert.resolved ×3, alert.storm_began, alert.storm_ended, alert.storm_noticed, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.group_invited, person.noted ×9, poll.severity_set, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.wanted, update.scheduled
