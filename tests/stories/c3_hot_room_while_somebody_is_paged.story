# C3 A hot room opens while nobody commands, and whoever would be called for it is being paged already: nobody is woken twice.
set rota = false
as sue in em: /em page @jim the shop is down
alert {"title": "Checkout p95 is 4.2 s", "component": "checkout"}

----

14:00 > as sue in em: /em page @jim the shop is down
em (only Sue Hill) | Sue Hill | (types) /em page @jim the shop is down
direct (Jim Smith) | chatops | Sue Hill pages you in #em (page 1): the shop is down
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Sue Hill pages Jim Smith: the shop is down
    Level 1 of 4
    • Jim Smith – called
    Unanswered, it goes on to level 2 (the commander) at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Jim Smith: the shop is down

14:00 > alert {"title": "Checkout p95 is 4.2 s", "component": "checkout"}
team-checkout | chatops | Alert 1 – Checkout p95 is 4.2 s
    Firing since 2026-03-04 14:00 UTC – `checkout` – from json
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
em | topic | No commander – investigating Checkout p95 is 4.2 s
hot-330 | new room | Checkout p95 is 4.2 s – hot room. Declared 2026-03-04 14:00 UTC.
hot-330 | chatops | Alert 1 – Checkout p95 is 4.2 s – in #team-checkout
    Firing since 2026-03-04 14:00 UTC – `checkout` – from json
hot-330 | members | brings in Sue Hill
hot-330 | topic | SEV2 – Checkout p95 is 4.2 s – triage – no commander
em | chatops | SEV2 Checkout p95 is 4.2 s – work happens in #hot-330
hot-330 | rights | may wake the room: nobody
hot-330 | chatops | Brought in support: Sue Hill, to read along.
hot-330 | members | brings in Bob Ray, Dana Wu, Mia Costa
hot-330 | chatops | Updates every 30 min. Next update due 2026-03-04 14:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – Checkout p95 is 4.2 s
    Status: Open
    [In Progress]
hot-330 | chatops | SEV2 Checkout p95 is 4.2 s – triage
    Commander: nobody. Take command with `take`.
    Ticket: HOT-330 (Open)
    Next update due 2026-03-04 14:30 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-330 | pinned | SEV2 Checkout p95 is 4.2 s – triage
HOT-330 | ticket | opened: Checkout p95 is 4.2 s (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R60

journal: alert.declared, alert.opened, briefing.confirmed ×9, briefing.pinned ×2, headline.written, named, opened, page.called, page.level_reached, page.started, participant.arrived ×3, participant.group_invited, person.noted ×9, poll.severity_set, register.declared, register.told ×3, room.opened ×4, started, ticket.linked, ticket.wanted, update.scheduled
