# C3 What led to an incident belongs to it: the question that was asked, the alerts that fire. It was detected when the
# first of them came.

# Bob asks; Jim keeps an eye on it.
as bob direct: /em ask orders of checkout time out, should we start an EM?
advance 1m
press Watch as jim direct
advance 1m

# A ticket of somebody else opens the hot room. Bob learns where.
file "orders fail in Spain" as sue against checkout
expect journal has ask.linked

# An alert on the same component comes after it: no second room, and the hot room learns of it.
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 4 s"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
press Acknowledge as bob
as bob in team-checkout: /em alert declare 1
advance 1m

# It is over for a while, and comes back: that belongs to the same incident.
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "resolved", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 4 s"}, "startsAt": "2026-03-04T13:50:00Z", "endsAt": "2026-03-04T14:03:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
advance 2m
alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 6 s"}, "startsAt": "2026-03-04T14:04:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}

----

14:00 > as bob direct: /em ask orders of checkout time out, should we start an EM?
direct (Bob Ray) | Bob Ray | (types) /em ask orders of checkout time out, should we start an EM?
direct (Jim Smith) | chatops | @jim – Bob Ray asks whether to start an incident (question 1):
    > orders of checkout time out, should we start an EM?
    Goes on to Ann Lee at 2026-03-04 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Jim Smith. You will learn the answer here.

14:00 > advance 1m

14:01 > press Watch as jim direct
direct (Jim Smith) | Jim Smith | (presses) Watch
direct (Jim Smith) | chatops | You answered question 1: watch. Bob Ray is told.
direct (Bob Ray) | chatops | Jim Smith answers question 1: watch – keep an eye on it, and ask again if it gets worse.

14:01 > advance 1m

14:02 > file "orders fail in Spain" as sue against checkout
em | topic | Jim Smith – investigating orders fail in Spain
hot-330 | new room | orders fail in Spain – hot room. Declared 2026-03-04 14:02 UTC.
direct (Bob Ray) | chatops | An incident was declared that may be what you asked about: #hot-330. Question 1 was “orders of checkout time out, should we start an EM?”. If it is the same, say there what you know.
direct (Jim Smith) | chatops | @jim, you command “orders fail in Spain” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | topic | SEV2 – orders fail in Spain – triage – commander Jim Smith
hot-330 | members | brings in Bob Ray, Dana Wu, Jim Smith, Mia Costa, Sue Hill
hot-330 | chatops | SEV2 orders fail in Spain – triage
    Commander: Jim Smith
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:32 UTC
    Since 2026-03-04 14:02 UTC (0 s)
em | chatops | SEV2 orders fail in Spain – work happens in #hot-330
hot-330 | rights | may wake the room: Jim Smith
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – orders fail in Spain
    Status: Open – component: `checkout`
    [In Progress]
hot-330 | pinned | SEV2 orders fail in Spain – triage
hot-330 | chatops | Invited 1 person who watches the ticket.
hot-330 | chatops | Jim Smith commands “orders fail in Spain”.
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:32 UTC.
HOT-330 | ticket | opened: orders fail in Spain (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R66

14:02 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 4 s"}, "startsAt": "2026-03-04T13:50:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
team-checkout | chatops | Alert 1 – p95 of checkout is 4 s
    Firing since 2026-03-04 13:50 UTC – SEV1 – `checkout` – from alertmanager
    `alertname=CheckoutSlow` `component=checkout` `severity=critical`
    graph (https://prometheus.example/graph?g0) · Alertmanager (https://alerts.example)
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
hot-330 | chatops | Alert 1 – p95 of checkout is 4 s – in #team-checkout
    Firing since 2026-03-04 13:50 UTC – SEV1 – `checkout` – from alertmanager
    `alertname=CheckoutSlow` `component=checkout` `severity=critical`
    graph (https://prometheus.example/graph?g0) · Alertmanager (https://alerts.example)

14:02 > press Acknowledge as bob
team-checkout | Bob Ray | (presses) Acknowledge
team-checkout | chatops | (edited) Acknowledged by Bob Ray at 2026-03-04 14:02 UTC
    [Mute 30 min]

14:02 > as bob in team-checkout: /em alert declare 1
team-checkout (only Bob Ray) | Bob Ray | (types) /em alert declare 1
team-checkout (only Bob Ray) | chatops | Alert 1 has an incident.
    Go to its hot room: the alert's message links to it, and so does `open`.

14:02 > advance 1m

14:03 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "resolved", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 4 s"}, "startsAt": "2026-03-04T13:50:00Z", "endsAt": "2026-03-04T14:03:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
team-checkout | chatops | (edited) Resolved: fired from 2026-03-04 13:50 UTC to 2026-03-04 14:03 UTC – SEV1 – `checkout` – from alertmanager
hot-330 | chatops | Alert 1 “p95 of checkout is 4 s” has resolved. It had been firing since 2026-03-04 13:50 UTC.
team-checkout | chatops | Alert 1 has resolved – p95 of checkout is 4 s

14:03 > advance 2m

14:05 > alertmanager {"version": "4", "groupKey": "{}:{alertname=\"CheckoutSlow\"}", "externalURL": "https://alerts.example", "alerts": [{"status": "firing", "labels": {"alertname": "CheckoutSlow", "component": "checkout", "severity": "critical"}, "annotations": {"summary": "p95 of checkout is 6 s"}, "startsAt": "2026-03-04T14:04:00Z", "generatorURL": "https://prometheus.example/graph?g0", "fingerprint": "c0ffee"}]}
team-checkout | chatops | Alert 2 – p95 of checkout is 6 s
    Firing since 2026-03-04 14:04 UTC – SEV1 – `checkout` – from alertmanager
    `alertname=CheckoutSlow` `component=checkout` `severity=critical`
    graph (https://prometheus.example/graph?g0) · Alertmanager (https://alerts.example)
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
hot-330 | chatops | Alert 2 – p95 of checkout is 6 s – in #team-checkout
    Firing since 2026-03-04 14:04 UTC – SEV1 – `checkout` – from alertmanager
    `alertname=CheckoutSlow` `component=checkout` `severity=critical`
    graph (https://prometheus.example/graph?g0) · Alertmanager (https://alerts.example)

journal: alert.acknowledged, alert.joined ×2, alert.opened ×2, alert.resolved, ask.answered, ask.asked, ask.linked, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, participant.arrived ×4, participant.group_invited, person.noted ×9, poll.severity_set, record.refused, register.declared, register.told ×4, room.opened ×4, seat.appointed ×2, shift.consulted, shift.shift_started, started, ticket.linked, ticket.watchers_found, update.scheduled
