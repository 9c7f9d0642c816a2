# A9 The hierarchy of escalation: manager, duty commander, deputy, executives. Acknowledging stops it.

as bob in em: /em page team checkout checkout is down and nobody answers
as bob in em: /em page team kitchen hungry
as bob in em: /em page mia wake up
as bob in em: /em page policy night who is it

# Nobody answers: each level waits five minutes. The channel has no deputy, so that level is passed over.
advance 5m
advance 5m
advance 5m

# Who is not called does not take it from those who are. Who is called has it, and stops it; everybody who was woken is
# told. For the next one it is too late.
as sue in em: /em ack 1
as eve in em: /em ack 1
as jim in em: /em ack 1
advance 10m

# A person: acknowledged in chat, by button. Then one who acknowledges at the pager itself.
as jim in em: /em page @bob please look at checkout
press Acknowledge as bob
as jim in em: /em page @tom please look at replication
acknowledge as tom
advance 5m

# The next level up, without saying who that is. Whoever started a page takes it back.
as bob in em: /em escalate nobody of my team answers
as bob in em: /em ack 4

# Nobody ever answers: the list is gone through once more, everybody is woken again, and then it is said aloud.
as bob in em: /em page team database replication has stopped
advance 45m

----

14:00 > as bob in em: /em page team checkout checkout is down and nobody answers
em (only Bob Ray) | Bob Ray | (types) /em page team checkout checkout is down and nobody answers
direct (Dana Wu) | chatops | Bob Ray pages you in #em (page 1): checkout is down and nobody answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 1): checkout is down and nobody answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Bob Ray pages the team Checkout: checkout is down and nobody answers
    Level 1 of 5
    • Dana Wu – called
    • Mia Costa – called
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Dana Wu: checkout is down and nobody answers
pager | wakes | Mia Costa: checkout is down and nobody answers

14:00 > as bob in em: /em page team kitchen hungry
em (only Bob Ray) | Bob Ray | (types) /em page team kitchen hungry
em (only Bob Ray) | chatops | There is no team kitchen.
    Teams are: checkout, database.

14:00 > as bob in em: /em page mia wake up
em (only Bob Ray) | Bob Ray | (types) /em page mia wake up
em (only Bob Ray) | chatops | That command is not complete or not understood.
    Write it like this: `page @person|team <team>|policy <name> <why>`.

14:00 > as bob in em: /em page policy night who is it
em (only Bob Ray) | Bob Ray | (types) /em page policy night who is it
em (only Bob Ray) | chatops | There is no escalation policy `night`.
    There are none yet; page a person: `page @person <why>`.

14:00 > advance 5m
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 1): checkout is down and nobody answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:10 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:10 UTC.
pager | wakes | Mia Costa: checkout is down and nobody answers

14:05 > advance 5m
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 1): checkout is down and nobody answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:15 UTC.
    [Acknowledge]
em | chatops | (edited) Level 3 of 5
    • Jim Smith – called
    Unanswered, it goes on to level 4 (the deputy) at 2026-03-04 14:15 UTC.
pager | wakes | Jim Smith: checkout is down and nobody answers

14:10 > advance 5m
direct (Eve Stone) | chatops | Bob Ray pages you in #em (page 1): checkout is down and nobody answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:20 UTC.
    [Acknowledge]
em | chatops | (edited) Level 5 of 5
    Level 4 (the deputy) is passed over: there is nobody to call.
    • Eve Stone – called
    Unanswered, it goes on to level 1, round 2 (the team Checkout) at 2026-03-04 14:20 UTC.
pager | wakes | Eve Stone: checkout is down and nobody answers

14:15 > as sue in em: /em ack 1
em (only Sue Hill) | Sue Hill | (types) /em ack 1
em (only Sue Hill) | chatops | Page 1 calls Eve Stone. If you acknowledged it, nobody would call them any more.
    If you can help, say so in the room; those it calls, their managers and the commander can acknowledge it.

14:15 > as eve in em: /em ack 1
em (only Eve Stone) | Eve Stone | (types) /em ack 1
direct (Eve Stone) | chatops | You have page 1 now: checkout is down and nobody answers
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Bob Ray) | chatops | Eve Stone has page 1: checkout is down and nobody answers
direct (Dana Wu) | chatops | Eve Stone has page 1: checkout is down and nobody answers
    Nobody is called for it any more.
direct (Jim Smith) | chatops | Eve Stone has page 1: checkout is down and nobody answers
    Nobody is called for it any more.
direct (Mia Costa) | chatops | Eve Stone has page 1: checkout is down and nobody answers
    Nobody is called for it any more.
em | chatops | (edited) Acknowledged by Eve Stone at 2026-03-04 14:15 UTC.
em | chatops | Eve Stone has page 1: checkout is down and nobody answers

14:15 > as jim in em: /em ack 1
em (only Jim Smith) | Jim Smith | (types) /em ack 1
em (only Jim Smith) | chatops | Eve Stone has acknowledged page 1.
    Say in the room that you are there as well.

14:15 > advance 10m

14:25 > as jim in em: /em page @bob please look at checkout
em (only Jim Smith) | Jim Smith | (types) /em page @bob please look at checkout
direct (Bob Ray) | chatops | Jim Smith pages you in #em (page 2): please look at checkout
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:30 UTC.
    [Acknowledge]
em | chatops | Page 2 – Jim Smith pages Bob Ray: please look at checkout
    Level 1 of 5
    • Bob Ray – called
    Unanswered, it goes on to level 2 (the manager of Checkout) at 2026-03-04 14:30 UTC.
    [Acknowledge]
pager | wakes | Bob Ray: please look at checkout

14:25 > press Acknowledge as bob
em | Bob Ray | (presses) Acknowledge
direct (Bob Ray) | chatops | You have page 2 now: please look at checkout
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Jim Smith) | chatops | Bob Ray has page 2: please look at checkout
em | chatops | (edited) Acknowledged by Bob Ray at 2026-03-04 14:25 UTC.
em | chatops | Bob Ray has page 2: please look at checkout

14:25 > as jim in em: /em page @tom please look at replication
em (only Jim Smith) | Jim Smith | (types) /em page @tom please look at replication
direct (Tom Berg) | chatops | Jim Smith pages you in #em (page 3): please look at replication
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:30 UTC.
    [Acknowledge]
em | chatops | Page 3 – Jim Smith pages Tom Berg: please look at replication
    Level 1 of 5
    • Tom Berg – called
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:30 UTC.
    [Acknowledge]
pager | wakes | Tom Berg: please look at replication

14:25 > acknowledge as tom
direct (Tom Berg) | chatops | You have page 3 now: please look at replication
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Jim Smith) | chatops | Tom Berg has page 3: please look at replication
em | chatops | (edited) Acknowledged by Tom Berg at 2026-03-04 14:25 UTC.
em | chatops | Tom Berg has page 3: please look at replication

14:25 > advance 5m

14:30 > as bob in em: /em escalate nobody of my team answers
em (only Bob Ray) | Bob Ray | (types) /em escalate nobody of my team answers
direct (Mia Costa) | chatops | Bob Ray pages you in #em (page 4): nobody of my team answers
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:35 UTC.
    [Acknowledge]
em | chatops | Page 4 – Bob Ray pages the next level up: nobody of my team answers
    Level 1 of 4
    • Mia Costa – called
    Unanswered, it goes on to level 2 (the commander) at 2026-03-04 14:35 UTC.
    [Acknowledge]
pager | wakes | Mia Costa: nobody of my team answers

14:30 > as bob in em: /em ack 4
em (only Bob Ray) | Bob Ray | (types) /em ack 4
direct (Mia Costa) | chatops | Page 4 is taken back by Bob Ray: nobody of my team answers
    Nobody is called for it any more.
em | chatops | (edited) Taken back by Bob Ray.

14:30 > as bob in em: /em page team database replication has stopped
em (only Bob Ray) | Bob Ray | (types) /em page team database replication has stopped
direct (Tom Berg) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:35 UTC.
    [Acknowledge]
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:35 UTC.
    [Acknowledge]
em | chatops | Page 5 – Bob Ray pages the team Database: replication has stopped
    Level 1 of 5
    • Raj Patel – called
    • Tom Berg – called
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:35 UTC.
    [Acknowledge]
pager | wakes | Tom Berg: replication has stopped
pager | wakes | Raj Patel: replication has stopped

14:30 > advance 45m
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:40 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5
    Unanswered, it goes on to level 3 (the commander) at 2026-03-04 14:40 UTC.
pager | wakes | Raj Patel: replication has stopped
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:45 UTC.
    [Acknowledge]
em | chatops | (edited) Level 3 of 5
    • Jim Smith – called
    Unanswered, it goes on to level 4 (the deputy) at 2026-03-04 14:45 UTC.
pager | wakes | Jim Smith: replication has stopped
direct (Eve Stone) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:50 UTC.
    [Acknowledge]
em | chatops | (edited) Level 5 of 5
    Level 4 (the deputy) is passed over: there is nobody to call.
    • Eve Stone – called
    Unanswered, it goes on to level 1, round 2 (the team Database) at 2026-03-04 14:50 UTC.
pager | wakes | Eve Stone: replication has stopped
direct (Tom Berg) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:55 UTC.
    [Acknowledge]
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:55 UTC.
    [Acknowledge]
em | chatops | (edited) Level 1 of 5, round 2
    • Raj Patel – called
    • Tom Berg – called
    Unanswered, it goes on to level 2, round 2 (the manager of Database) at 2026-03-04 14:55 UTC.
pager | wakes | Tom Berg: replication has stopped
pager | wakes | Raj Patel: replication has stopped
direct (Raj Patel) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 15:00 UTC.
    [Acknowledge]
em | chatops | (edited) Level 2 of 5, round 2
    Unanswered, it goes on to level 3, round 2 (the commander) at 2026-03-04 15:00 UTC.
pager | wakes | Raj Patel: replication has stopped
direct (Jim Smith) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 15:05 UTC.
    [Acknowledge]
em | chatops | (edited) Level 3 of 5, round 2
    • Jim Smith – called
    Unanswered, it goes on to level 4, round 2 (the deputy) at 2026-03-04 15:05 UTC.
pager | wakes | Jim Smith: replication has stopped
direct (Eve Stone) | chatops | Bob Ray pages you in #em (page 5): replication has stopped
    Acknowledge it if you have it. Nobody else is called after this.
    [Acknowledge]
em | chatops | (edited) Level 5 of 5, round 2
    Level 4 (the deputy) is passed over: there is nobody to call.
    • Eve Stone – called
    This is the last level; it waits until 2026-03-04 15:10 UTC.
pager | wakes | Eve Stone: replication has stopped
em | chatops | (edited) Nobody answered.
em | chatops | @bob, @jim: Nobody answered page 5: replication has stopped
    Call them by other means, or page somebody else: `page @person <why>`.
    [Acknowledge]
em | notified | pings Bob Ray, Jim Smith

journal: briefing.confirmed ×9, briefing.pinned, page.acknowledged ×3, page.called ×18, page.exhausted, page.level_empty ×3, page.level_reached ×15, page.started ×5, page.stopped, person.noted ×9, record.refused ×5, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
