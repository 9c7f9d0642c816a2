# C3 A hot room opens though nobody commands: whoever is next on the ladder is called, and who takes command has answered.
set rota = false
expect commander nobody
alert {"title": "Checkout p95 is 4.2 s", "component": "checkout"}
expect commander nobody
as ann in em: /em take
expect commander ann

# Somebody commands: nobody needs to be called for the next one.
as bob in em: /em declare Search is slow sev3

----

14:00 > alert {"title": "Checkout p95 is 4.2 s", "component": "checkout"}
direct (Jim Smith) | chatops | You are paged in #em (page 1): “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
team-checkout | chatops | Alert 1 – Checkout p95 is 4.2 s
    Firing since 2026-03-04 14:00 UTC – `checkout` – from json
    Hot room: #hot-330
    [Acknowledge] [Mute 30 min]
em | topic | No commander – investigating Checkout p95 is 4.2 s
em | chatops | Page 1 – paging Jim Smith: “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command
    Level 1 of 4
    • Jim Smith – called
    Unanswered, it goes on to level 2 (the commander) at 2026-03-04 14:05 UTC.
    [Acknowledge]
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
pager | wakes | Jim Smith: “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command
HOT-330 | ticket | opened: Checkout p95 is 4.2 s (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R58

14:00 > as ann in em: /em take
em (only Ann Lee) | Ann Lee | (types) /em take
direct (Ann Lee) | chatops | You have page 1 now: “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Jim Smith) | chatops | Ann Lee has page 1: “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command
    Nobody is called for it any more.
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – investigating Checkout p95 is 4.2 s
em | chatops | Ann Lee commands the emergency channel.
hot-330 | rights | may wake the room: Ann Lee
hot-330 | members | brings in Ann Lee
hot-330 | topic | SEV2 – Checkout p95 is 4.2 s – triage – commander Ann Lee
hot-330 | chatops | (edited) Commander: Ann Lee
direct (Ann Lee) | chatops | @ann, you command “Checkout p95 is 4.2 s” in #hot-330 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | chatops | (edited) Acknowledged by Ann Lee at 2026-03-04 14:00 UTC.
hot-330 | chatops | Ann Lee commands “Checkout p95 is 4.2 s”.
em | chatops | Ann Lee has page 1: “Checkout p95 is 4.2 s” is open and nobody commands; whoever can, take command

14:00 > as bob in em: /em declare Search is slow sev3
em (only Bob Ray) | Bob Ray | (types) /em declare Search is slow sev3
hot-331 | new room | Search is slow – hot room. Declared 2026-03-04 14:00 UTC.
direct (Ann Lee) | chatops | @ann, you command “Search is slow” in #hot-331 now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
hot-331 | chatops | Ann Lee commands “Search is slow”.
hot-331 | topic | SEV3 – Search is slow – triage – commander Ann Lee
hot-331 | members | brings in Ann Lee, Bob Ray
em | chatops | SEV3 Search is slow – work happens in #hot-331
hot-331 | rights | may wake the room: Ann Lee
hot-331 | chatops | Updates every 1 h. Next update due 2026-03-04 15:00 UTC.
hot-331 | chatops | HOT-331 (https://tickets.invalid/HOT-331) – Search is slow
    Status: Open
    [In Progress]
hot-331 | chatops | SEV3 Search is slow – triage
    Commander: Ann Lee
    Ticket: HOT-331 (Open)
    Next update due 2026-03-04 15:00 UTC
    Since 2026-03-04 14:00 UTC (0 s)
hot-331 | pinned | SEV3 Search is slow – triage
HOT-331 | ticket | opened: Search is slow (Open)
HOT-331 | ticket | link: #hot-331 https://chat.invalid/rooms/R86

journal: alert.declared, alert.opened, briefing.confirmed ×9, briefing.pinned ×3, headline.written, named ×2, opened ×2, page.acknowledged, page.called, page.level_reached, page.started, participant.arrived ×6, participant.group_invited, person.noted ×9, poll.severity_set ×2, register.declared ×2, register.told ×8, room.opened ×5, seat.appointed ×2, seat.taken, started, ticket.linked ×2, ticket.wanted ×2, update.scheduled ×2
