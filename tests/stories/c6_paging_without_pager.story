# C6 Without a pager, whoever is paged is written to directly: the room reads that, and the button works all the same.
set pager = false

as bob in em: /em page @raj replication is 90 s behind
press Acknowledge as raj direct
as bob in em: /em page team checkout checkout is slow
advance 5m

----

14:00 > as bob in em: /em page @raj replication is 90 s behind
em (only Bob Ray) | Bob Ray | (types) /em page @raj replication is 90 s behind
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 1): replication is 90 s behind
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Bob Ray pages Raj Patel: replication is 90 s behind
    Level 1 of 5
    • Raj Patel – written to; no pager is connected
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:05 UTC.
    [Acknowledge]

14:00 > press Acknowledge as raj direct
direct (Raj Patel) | Raj Patel | (presses) Acknowledge
direct (Raj Patel) | chatops | You have page 1 now: replication is 90 s behind
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Raj Patel has page 1: replication is 90 s behind
em | chatops | (edited) Acknowledged by Raj Patel at 2026-03-04 14:00 UTC.
em | chatops | Raj Patel has page 1: replication is 90 s behind

14:00 > as bob in em: /em page team checkout checkout is slow
em (only Bob Ray) | Bob Ray | (types) /em page team checkout checkout is slow
direct (Dana Wu) | chatops | Bob Ray pages you in #em (page 2): checkout is slow
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 2): checkout is slow
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 2 – Bob Ray pages the team Checkout: checkout is slow
    Level 1 of 5
    • Dana Wu – written to; no pager is connected
    • Mia Costa – written to; no pager is connected
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:05 UTC.
    [Acknowledge]

14:00 > advance 5m
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 2): checkout is slow
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:10 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:10 UTC.

journal: briefing.confirmed ×9, briefing.pinned, page.acknowledged, page.level_reached ×3, page.started ×2, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
