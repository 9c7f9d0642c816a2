# C1 Alerts come into the room of the team that owns what hurts: grouped, counted, with links and graph. No component is
# critical in this story, so that no hot room opens by itself: that is C3.
set policy.critical_components = []

# Routed to the database team, with labels, links and its graph.
alert {"title": "Replication is 90 s behind", "key": "lag-eu", "group": "replication", "component": "database", "severity": "3", "description": "replica eu-2 follows slowly", "labels": {"region": "eu"}, "links": {"Dashboard": "https://graphs.example/replication"}, "chart": "checkout.p95"}

# Another one of the same group does not get a message of its own; the first one is brought up to date.
advance 30s
alert {"title": "Replication is 120 s behind", "key": "lag-us", "group": "replication", "component": "database", "severity": "2"}
advance 1m

# The same report once more says nothing new.
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
as raj in team-database: /em alert ack 9

# What is not an alert, and who is not let in.
post /hooks/json 400 {"message": "hello"}
post /hooks/json 400 not even JSON
post /hooks/json 401 without token
post /hooks/json 401 with a wrong token
