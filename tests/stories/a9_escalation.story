# A9 The hierarchy of escalation: manager, duty commander, deputy, executives. Acknowledging stops it.

as bob in em: /em page team checkout checkout is down and nobody answers
as bob in em: /em page team kitchen hungry
as bob in em: /em page mia wake up
as bob in em: /em page policy night who is it

# Nobody answers: each level waits five minutes. The channel has no deputy, so that level is passed over.
advance 5m
advance 5m
advance 5m

# Whoever of the company acknowledges has it, and stops it. For the next one it is too late.
as sue in em: /em ack 1
as eve in em: /em ack 1
advance 10m

# A person: acknowledged in chat, by button. Then one who acknowledges at the pager itself.
as jim in em: /em page @bob please look at checkout
press Acknowledge as bob
as jim in em: /em page @tom please look at replication
acknowledge as tom
advance 5m

# Nobody ever answers: the list is gone through once more, and then said aloud.
as bob in em: /em page team database replication has stopped
advance 45m

----

14:00 > as bob in em: /em page team checkout checkout is down and nobody answers
em (only Bob Ray) | Bob Ray | (types) /em page team checkout checkout is down and nobody answers
em | chatops | Paging the team checkout – level 1 of 5 – checkout is down and nobody answers
    • Dana Wu – delivered
    • Mia Costa – delivered
    Next level at 2026-03-04 14:05 UTC
    [Acknowledge]
em | notified | pings Dana Wu, Mia Costa
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
em | chatops | (edited) Paging the team checkout – level 2 of 5 – checkout is down and nobody answers
    Next level at 2026-03-04 14:10 UTC

14:05 > advance 5m
em | chatops | (edited) Paging the team checkout – level 3 of 5 – checkout is down and nobody answers
    • Jim Smith – delivered
    Next level at 2026-03-04 14:15 UTC
pager | wakes | Jim Smith: checkout is down and nobody answers

14:10 > advance 5m
em | chatops | (edited) Paging the team checkout – level 5 of 5 – checkout is down and nobody answers
    • Eve Stone – delivered
    Next level at 2026-03-04 14:20 UTC
pager | wakes | Eve Stone: checkout is down and nobody answers

14:15 > as sue in em: /em ack 1
em (only Sue Hill) | Sue Hill | (types) /em ack 1
em | chatops | (edited) Acknowledged by Sue Hill at 2026-03-04 14:15 UTC
em | chatops | Sue Hill has page 1 – checkout is down and nobody answers

14:15 > as eve in em: /em ack 1
em (only Eve Stone) | Eve Stone | (types) /em ack 1
em (only Eve Stone) | chatops | Sue Hill has acknowledged page 1.
    Say in the room that you are there as well.

14:15 > advance 10m

14:25 > as jim in em: /em page @bob please look at checkout
em (only Jim Smith) | Jim Smith | (types) /em page @bob please look at checkout
em | chatops | Paging Bob Ray – level 1 of 5 – please look at checkout
    • Bob Ray – delivered
    Next level at 2026-03-04 14:30 UTC
    [Acknowledge]
em | notified | pings Bob Ray
pager | wakes | Bob Ray: please look at checkout

14:25 > press Acknowledge as bob
em | Bob Ray | (presses) Acknowledge
em | chatops | (edited) Acknowledged by Bob Ray at 2026-03-04 14:25 UTC
em | chatops | Bob Ray has page 2 – please look at checkout

14:25 > as jim in em: /em page @tom please look at replication
em (only Jim Smith) | Jim Smith | (types) /em page @tom please look at replication
em | chatops | Paging Tom Berg – level 1 of 5 – please look at replication
    • Tom Berg – delivered
    Next level at 2026-03-04 14:30 UTC
    [Acknowledge]
em | notified | pings Tom Berg
pager | wakes | Tom Berg: please look at replication

14:25 > acknowledge as tom
em | chatops | (edited) Acknowledged by Tom Berg at 2026-03-04 14:25 UTC
em | chatops | Tom Berg has page 3 – please look at replication

14:25 > advance 5m

14:30 > as bob in em: /em page team database replication has stopped
em (only Bob Ray) | Bob Ray | (types) /em page team database replication has stopped
em | chatops | Paging the team database – level 1 of 5 – replication has stopped
    • Raj Patel – delivered
    • Tom Berg – delivered
    Next level at 2026-03-04 14:35 UTC
    [Acknowledge]
em | notified | pings Raj Patel, Tom Berg
pager | wakes | Tom Berg: replication has stopped
pager | wakes | Raj Patel: replication has stopped

14:30 > advance 45m
em | chatops | (edited) Paging the team database – level 2 of 5 – replication has stopped
    Next level at 2026-03-04 14:40 UTC
em | chatops | (edited) Paging the team database – level 3 of 5 – replication has stopped
    • Jim Smith – delivered
    Next level at 2026-03-04 14:45 UTC
pager | wakes | Jim Smith: replication has stopped
em | chatops | (edited) Paging the team database – level 5 of 5 – replication has stopped
    • Eve Stone – delivered
    Next level at 2026-03-04 14:50 UTC
pager | wakes | Eve Stone: replication has stopped
em | chatops | (edited) Paging the team database – level 1 of 5, round 2 – replication has stopped
    • Raj Patel – delivered
    • Tom Berg – delivered
    Next level at 2026-03-04 14:55 UTC
em | chatops | (edited) Paging the team database – level 2 of 5, round 2 – replication has stopped
    Next level at 2026-03-04 15:00 UTC
em | chatops | (edited) Paging the team database – level 3 of 5, round 2 – replication has stopped
    • Jim Smith – delivered
    Next level at 2026-03-04 15:05 UTC
em | chatops | (edited) Paging the team database – level 5 of 5, round 2 – replication has stopped
    • Eve Stone – delivered
    Next level at 2026-03-04 15:10 UTC
em | chatops | (edited) Nobody answered.
em | chatops | Nobody answered page 4 – replication has stopped. Call them by other means, or page somebody else: `page @person <why>`
    [Acknowledge]

journal: briefing.confirmed ×9, briefing.pinned, page.acknowledged ×3, page.delivered ×17, page.exhausted, page.level_empty ×3, page.level_reached ×14, page.started ×4, person.noted ×9, record.refused ×4, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
