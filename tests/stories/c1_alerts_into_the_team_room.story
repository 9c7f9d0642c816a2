# C1 Alerts come into the room of the team that owns what hurts: grouped, counted, with links and graph. No component is
# critical in this story, so that no hot room opens by itself: that is C3.
set policy.critical_components = []

# Routed to the database team, with labels, links and its graph.
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3", "description": "replica eu-2 follows slowly", "labels": {"region": "eu"}, "links": {"Dashboard": "https://graphs.example/replication"}, "chart": "checkout.p95"}

# Another one of the same group does not get a message of its own; the first one is brought up to date. Its head is the worst.
advance 30s
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}
advance 1m

# The same report once more is counted, and sent twice at once it is a copy. One that says something new changes the message.
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}
alert {"title": "Replication is 240 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3"}
advance 1m

# One is over, then all are.
alert {"title": "Replication is 240 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}
advance 1m
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "status": "resolved"}

# If it fires again, it gets a message of its own, also where it comes and goes within a minute.
advance 10m
alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}
alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
advance 5m

# Nobody owns the component, or none is named: the emergency channel sees it.
alert {"title": "Search answers 500", "component": "search"}
alert {"title": "Certificate of www.example.com ends in 3 days"}

# Alertmanager's own form, from a pair that sends twice. It says since when it fires, and how many alerts it left out.
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "truncatedAlerts": 3, "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "truncatedAlerts": 3, "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}

# An alert cannot wake anybody, whatever it says.
alert {"title": "@channel @everyone <!here> disk full", "component": "database", "description": "**bold** [click](https://evil.example)"}

# A storm: after five new groups within a minute the room gets one list instead of a message for each.
alert {"alerts": [{"title": "db-3 is down", "component": "database"}, {"title": "db-4 is down", "component": "database"}, {"title": "db-5 is down", "component": "database"}, {"title": "db-6 is down", "component": "database"}]}
as raj in team-database: /em alert ack 9
advance 1m

# What the storm listed is brought up to date as long as something of it fires.
as raj in team-database: /em alerts
alert {"alerts": [{"title": "db-3 is down", "status": "resolved"}, {"title": "db-4 is down", "status": "resolved"}]}
advance 1m
alert {"alerts": [{"title": "db-5 is down", "status": "resolved"}, {"title": "db-6 is down", "status": "resolved"}]}
advance 1m

# What is not an alert, and who is not let in.
post /hooks/json 400 {"message": "hello"}
post /hooks/json 400 not even JSON
post /hooks/json 400 {"title": "disk full", "started_at": "yesterday"}
post /hooks/alertmanager 400 {"version": "1", "groupKey": "g", "alerts": []}
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
team-database | chatops | (edited) Alert 1 – Replication is 120 s behind
    2 of 2 firing since 2026-03-04 14:00 UTC – SEV2 – `database` – from json
    • Replication is 90 s behind – SEV3 – `region=eu` – Dashboard (https://graphs.example/replication)
    • Replication is 120 s behind – SEV2

14:01 > alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}

14:01 > alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}

14:01 > alert {"title": "Replication is 240 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3"}

14:01 > advance 1m
team-database | chatops | (edited) 2 of 2 firing since 2026-03-04 14:00 UTC, 2 repeats – SEV2 – `database` – from json
    • Replication is 240 s behind – SEV3

14:02 > alert {"title": "Replication is 240 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}

14:02 > advance 1m
team-database | chatops | (edited) 1 of 2 firing since 2026-03-04 14:00 UTC, 2 repeats – SEV2 – `database` – from json

14:03 > alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "status": "resolved"}
team-database | chatops | (edited) Resolved: fired from 2026-03-04 14:00 UTC to 2026-03-04 14:03 UTC, 2 repeats – SEV2 – `database` – from json
team-database | chatops | Alert 1 has resolved – Replication is 120 s behind

14:03 > advance 10m

14:13 > alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
team-database | chatops | Alert 2 – Replication is 60 s behind
    Firing since 2026-03-04 14:13 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database", "status": "resolved"}
team-database | chatops | (edited) Resolved: fired from 2026-03-04 14:13 UTC to 2026-03-04 14:13 UTC – `database` – from json
team-database | chatops | Alert 2 has resolved – Replication is 60 s behind

14:13 > alert {"title": "Replication is 60 s behind", "key": "lag-eu", "group": "replication", "component": "database"}
team-database | chatops | Alert 3 – Replication is 60 s behind
    Firing since 2026-03-04 14:13 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:13 > advance 5m

14:18 > alert {"title": "Search answers 500", "component": "search"}
em | chatops | Alert 4 – Search answers 500
    Firing since 2026-03-04 14:18 UTC – `search` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:18 > alert {"title": "Certificate of www.example.com ends in 3 days"}
em | chatops | Alert 5 – Certificate of www.example.com ends in 3 days
    Firing since 2026-03-04 14:18 UTC – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:18 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "truncatedAlerts": 3, "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
team-database | chatops | Alert 6 – Disk of db-1 is 97 % full
    Firing since 2026-03-04 13:50 UTC – SEV1 – `database` – from alertmanager
    `alertname=DiskFull` `service=database` `severity=critical`
    graph (https://prometheus.example/graph?g0) · runbook (https://runbooks.example/disk) · Alertmanager (https://alerts.example)
    Its source leaves 3 more alerts out of its reports.
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:18 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"DiskFull\"}", "truncatedAlerts": 3, "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "DiskFull", "service": "database", "severity": "critical"}, "annotations": {"summary": "Disk of db-1 is 97 % full", "runbook_url": "https://runbooks.example/disk"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}

14:18 > alert {"title": "@channel @everyone <!here> disk full", "component": "database", "description": "**bold** [click](https://evil.example)"}
team-database | chatops | Alert 7 – @channel @everyone <!here> disk full
    **bold** [click](https://evil.example)
    Firing since 2026-03-04 14:18 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]

14:18 > alert {"alerts": [{"title": "db-3 is down", "component": "database"}, {"title": "db-4 is down", "component": "database"}, {"title": "db-5 is down", "component": "database"}, {"title": "db-6 is down", "component": "database"}]}
team-database | chatops | Alert 8 – db-3 is down
    Firing since 2026-03-04 14:18 UTC – `database` – from json
    [Acknowledge] [Mute 30 min] [Ask the commander] [Declare]
team-database | chatops | Alert storm – 1 new alert, 1 firing
    • 9 db-4 is down
    Act on one with `alert ack|mute|ask|declare <number>`
    [Ask the commander]

14:18 > as raj in team-database: /em alert ack 9
team-database (only Raj Patel) | Raj Patel | (types) /em alert ack 9
team-database | chatops | (edited) Alert storm – 3 new alerts, 3 firing
    • 9 db-4 is down – acknowledged by Raj Patel
    • 11 db-5 is down
    • 12 db-6 is down
team-database | chatops | Raj Patel acknowledged alert 9 – db-4 is down

14:18 > advance 1m
team-database | chatops | (edited) The alert storm is over – 3 alerts, 3 still firing

14:19 > as raj in team-database: /em alerts
team-database (only Raj Patel) | Raj Patel | (types) /em alerts
team-database (only Raj Patel) | chatops | 7 alerts fire
    • 6 Disk of db-1 is 97 % full – SEV1, since 2026-03-04 13:50 UTC
    • 3 Replication is 60 s behind, since 2026-03-04 14:13 UTC
    • 7 @channel @everyone <!here> disk full, since 2026-03-04 14:18 UTC
    • 8 db-3 is down, since 2026-03-04 14:18 UTC
    • 9 db-4 is down – acknowledged by Raj Patel, since 2026-03-04 14:18 UTC
    • 11 db-5 is down, since 2026-03-04 14:18 UTC
    • 12 db-6 is down, since 2026-03-04 14:18 UTC

14:19 > alert {"alerts": [{"title": "db-3 is down", "status": "resolved"}, {"title": "db-4 is down", "status": "resolved"}]}
team-database | chatops | (edited) Resolved: fired from 2026-03-04 14:18 UTC to 2026-03-04 14:19 UTC – `database` – from json
team-database | chatops | Alert 8 has resolved – db-3 is down

14:19 > advance 1m
team-database | chatops | (edited) The alert storm is over – 3 alerts, 2 still firing

14:20 > alert {"alerts": [{"title": "db-5 is down", "status": "resolved"}, {"title": "db-6 is down", "status": "resolved"}]}

14:20 > advance 1m
team-database | chatops | (edited) The alert storm is over – 3 alerts, none firing any more

14:21 > post /hooks/json 400 {"message": "hello"}

14:21 > post /hooks/json 400 not even JSON

14:21 > post /hooks/json 400 {"title": "disk full", "started_at": "yesterday"}

14:21 > post /hooks/alertmanager 400 {"version": "1", "groupKey": "g", "alerts": []}

14:21 > post /hooks/json 401 without token

14:21 > post /hooks/json 401 with a wrong token

journal: alert.acknowledged, alert.chart_arrived, alert.digest_due ×6, alert.digested ×6, alert.fired, alert.opened ×11, alert.repeated ×2, alert.resolved ×7, alert.storm_began, alert.storm_ended, alert.storm_noticed, briefing.confirmed ×9, briefing.pinned, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, shown, started
