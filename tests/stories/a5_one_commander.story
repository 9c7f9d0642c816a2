# A5 One commander, always: at most one, and after the first never none.

# A bot that nobody has given a commander: the schedule begins at 08:00.
set start = "2026-03-02T07:30"
set policy.ladder = ["ann", "eve"]
show start

# Until the first takes the seat nobody may broadcast, or do what only a commander does.
as bob in em: /em here checkout is down
as bob in em: @here checkout is down
as bob in em: /em headline checkout is down
as bob in em: /em ask is checkout down?

# Two claims at once: the first has it, the second is told how to get it.
as bob in em: /em take
as mia in em: /em take
as bob in em: /em take
expect commander bob
as bob in em: /em declare slow checkout sev3
advance 10s

# Bob's account is removed: the first on the ladder inherits both of his seats. Then the next one.
account bob deactivate
expect commander ann
expect commander of "hot-330" ann
account ann deactivate
expect commander eve

# The ladder is empty now: the seat stays Eve's in name, and the room is alarmed.
account eve deactivate
as sue in em: /em status
as sue in em: /em here is anybody there?

# Whoever of the company comes first takes it; the hot room has a seat of its own.
as mia in em: /em take
expect commander mia
as sue in em: /em take
join hot-330 as mia
as mia in hot-330: /em take
expect commander of "hot-330" mia

# A shift that begins takes nothing from her.
until 08:00
expect commander mia

----
em | chatops | Emergencies only: one commander, one voice per team.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
em | topic | No commander – All Quiet
em | rights | may wake the room: nobody
team-checkout | rights | may wake the room: Mia Costa
team-database | rights | may wake the room: Raj Patel
em | pinned | Emergencies only: one commander, one voice per team.
em | chatops | Nobody is on shift until 2026-03-02 08:00 UTC. Nobody commands.
    [Take command]

07:30 > as bob in em: /em here checkout is down
em (only Bob Ray) | Bob Ray | (types) /em here checkout is down
em (only Bob Ray) | chatops | Only the room's leader or the duty commander may wake the room.
    Ask the commander: `ask <what you see>`.

07:30 > as bob in em: @here checkout is down
em | Bob Ray | @here checkout is down
em | chatops | (takes away) @here checkout is down
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here checkout is down
    Nobody commands now. Take command with `take`.

07:30 > as bob in em: /em headline checkout is down
em (only Bob Ray) | Bob Ray | (types) /em headline checkout is down
em (only Bob Ray) | chatops | Only the room's leader or the duty commander may write the headline.
    Ask one of them, or ask the commander: `ask <what you need>`.

07:30 > as bob in em: /em ask is checkout down?
em (only Bob Ray) | Bob Ray | (types) /em ask is checkout down?
direct (Ann Lee) | chatops | @ann – Bob Ray asks whether to start an incident (question 1):
    > is checkout down?
    Goes on to the next at 2026-03-02 07:35 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Ann Lee. You will learn the answer here.

07:30 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em | rights | may wake the room: Bob Ray
em | topic | Bob Ray – All Quiet
em | chatops | Bob Ray commands the emergency channel.

07:30 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
em (only Mia Costa) | chatops | Bob Ray commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

07:30 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em (only Bob Ray) | chatops | Bob Ray commands already.
    To hand over: `offer @person`.

07:30 > as bob in em: /em declare slow checkout sev3
em (only Bob Ray) | Bob Ray | (types) /em declare slow checkout sev3
direct (Bob Ray) | chatops | @bob, you command slow checkout now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | topic | Bob Ray – investigating slow checkout
hot-330 | new room | slow checkout – hot room. Declared 2026-03-02 07:30 UTC.
hot-330 | chatops | Bob Ray commands slow checkout.
hot-330 | topic | SEV3 – slow checkout – triage – commander Bob Ray
hot-330 | members | brings in Bob Ray
em | chatops | SEV3 slow checkout – work happens in #hot-330
hot-330 | rights | may wake the room: Bob Ray
hot-330 | chatops | Updates every 1 h. Next update due 2026-03-02 08:30 UTC.
hot-330 | chatops | HOT-330 (https://tickets.invalid/HOT-330) – slow checkout
    Status: Open
    [In Progress]
hot-330 | chatops | SEV3 slow checkout – triage
    Commander: Bob Ray
    Ticket: HOT-330 (Open)
    Next update due 2026-03-02 08:30 UTC
    Since 2026-03-02 07:30 UTC (0 s)
    Pinned, in order:
    • 1 – Briefing: where the incident stands
hot-330 | pinned | SEV3 slow checkout – triage
HOT-330 | ticket | opened: slow checkout (Open)
HOT-330 | ticket | link: #hot-330 https://chat.invalid/rooms/R82

07:30 > advance 10s

07:30 > account bob deactivate
direct (Bob Ray) | Bob Ray | (account) is now deactivated
direct (Ann Lee) | chatops | @ann, you command the emergency channel now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – investigating slow checkout
em | chatops | The account of Bob Ray is gone. Ann Lee commands the emergency channel.
hot-330 | rights | may wake the room: Ann Lee
hot-330 | members | brings in Ann Lee
hot-330 | topic | SEV3 – slow checkout – triage – commander Ann Lee
hot-330 | chatops | (edited) Commander: Ann Lee
    Since 2026-03-02 07:30 UTC (10 s)
direct (Ann Lee) | chatops | @ann, you command slow checkout now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | The account of Bob Ray is gone. Ann Lee commands slow checkout.

07:30 > account ann deactivate
direct (Ann Lee) | Ann Lee | (account) is now deactivated
direct (Eve Stone) | chatops | @eve, you command the emergency channel now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | rights | may wake the room: Eve Stone
em | topic | Eve Stone – investigating slow checkout
em | chatops | The account of Ann Lee is gone. Eve Stone commands the emergency channel.
hot-330 | rights | may wake the room: Eve Stone
hot-330 | members | brings in Eve Stone
hot-330 | topic | SEV3 – slow checkout – triage – commander Eve Stone
hot-330 | chatops | (edited) Commander: Eve Stone
direct (Eve Stone) | chatops | @eve, you command slow checkout now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
hot-330 | chatops | The account of Ann Lee is gone. Eve Stone commands slow checkout.

07:30 > account eve deactivate
direct (Eve Stone) | Eve Stone | (account) is now deactivated
em | chatops | The account of Eve Stone is gone and nobody is left on the ladder: nobody acts as commander of the emergency channel. Whoever can, take command.
    [Take command]
hot-330 | chatops | The account of Eve Stone is gone and nobody is left on the ladder: nobody acts as commander of slow checkout. Whoever can, take command.
    [Take command]

07:30 > as sue in em: /em status
em (only Sue Hill) | Sue Hill | (types) /em status
em | chatops | Eve Stone – investigating slow checkout
    1 open incident
    • SEV3 slow checkout – triage, commanded by Eve Stone, in #hot-330 (HOT-330)

07:30 > as sue in em: /em here is anybody there?
em (only Sue Hill) | Sue Hill | (types) /em here is anybody there?
em (only Sue Hill) | chatops | Only the room's leader or the duty commander may wake the room.
    Ask the commander: `ask <what you see>`.

07:30 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
em | rights | may wake the room: Mia Costa
em | topic | Mia Costa – investigating slow checkout
em | chatops | Mia Costa commands the emergency channel.

07:30 > as sue in em: /em take
em (only Sue Hill) | Sue Hill | (types) /em take
em (only Sue Hill) | chatops | Mia Costa commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

07:30 > join hot-330 as mia
hot-330 | members | Mia Costa joins

07:30 > as mia in hot-330: /em take
hot-330 (only Mia Costa) | Mia Costa | (types) /em take
hot-330 | rights | may wake the room: Mia Costa
hot-330 | topic | SEV3 – slow checkout – triage – commander Mia Costa
hot-330 | chatops | (edited) Commander: Mia Costa
hot-330 | chatops | Mia Costa commands slow checkout.

07:30 > until 08:00
direct (Mia Costa) | chatops | @mia – Bob Ray asks whether to start an incident (question 1):
    > is checkout down?
    Goes on to the next at 2026-03-02 07:40 UTC.
    [Yes, start] [Watch] [No]
em | chatops | Question 1 has no answer – Bob Ray asks whether to start an incident:
    > is checkout down?
    [Yes, start] [Watch] [No]
direct (Jim Smith) | chatops | @jim, your shift has begun: Jim Smith is on duty from 2026-03-02T08:00:00+00:00 until 2026-03-02T16:00:00+00:00 (Europe/London) because nobody else takes turns in layer `day` (restricted to Monday 08:00 to Monday 16:00); `evening` is passed over: it starts only at 2026-03-02T16:00:00+00:00.
    Mia Costa commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you.
    [Read the brief]
direct (Mia Costa) | chatops | @mia, the shift of Jim Smith has begun. You command until the baton is passed.
    [Offer the baton]
em | chatops | The shift of Jim Smith has begun. Mia Costa commands until the baton is passed.

journal: ask.asked, ask.climbed ×2, ask.reached_top, briefing.confirmed ×9, briefing.pinned ×2, headline.written, mention.intercepted, named, opened, participant.arrived ×4, person.noted ×12, poll.severity_set, record.refused ×6, register.declared, register.told ×8, room.opened ×4, seat.appointed, seat.orphaned ×2, seat.succeeded ×4, seat.taken ×3, shift.consulted ×2, shift.gap_noticed, shift.shift_started, shown, started, ticket.linked, ticket.wanted, update.scheduled
