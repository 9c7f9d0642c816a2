# A5 One commander, always: at most one, and after the first never none.

# A bot that nobody has given a commander: the schedule begins tomorrow.
set start = "2026-03-01T14:00"
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

# Bob's account is removed: the first on the ladder inherits. Then the next one.
account bob deactivate
expect commander ann
account ann deactivate
expect commander eve

# The ladder is empty now: the seat stays Eve's in name, and the room is alarmed.
account eve deactivate
as sue in em: /em status
as sue in em: /em here is anybody there?

# A guest or a stranger cannot take it; whoever of the company comes first does.
as mia in em: /em take
expect commander mia
as sue in em: /em take

# A shift that begins takes nothing from her.
until 2026-03-02T08:00
expect commander mia

----
em | chatops | Emergencies only: one commander, one voice per team.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
em | topic | No commander – All Quiet
em | rights | may wake the room: nobody
em | pinned | Emergencies only: one commander, one voice per team.
em | chatops | Nobody is on shift until 2026-03-02 08:00 UTC. Nobody commands.
    [Take command]

14:00 > as bob in em: /em here checkout is down
em (only Bob Ray) | Bob Ray | (types) /em here checkout is down
em (only Bob Ray) | chatops | Only the room's leader or the duty commander may wake the room.
    Ask the commander: `ask <what you see>`.

14:00 > as bob in em: @here checkout is down
em | Bob Ray | @here checkout is down
em | chatops | (takes away) @here checkout is down
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here checkout is down
    Nobody commands now. Take command with `take`.

14:00 > as bob in em: /em headline checkout is down
em (only Bob Ray) | Bob Ray | (types) /em headline checkout is down
em (only Bob Ray) | chatops | Only the room's leader or the duty commander may write the headline.
    Ask one of them, or ask the commander: `ask <what you need>`.

14:00 > as bob in em: /em ask is checkout down?
em (only Bob Ray) | Bob Ray | (types) /em ask is checkout down?
direct (Ann Lee) | chatops | @ann – Bob Ray asks whether to start an incident (question 1):
    > is checkout down?
    Goes on to the next at 2026-03-01 14:05 UTC.
    [Yes, start] [Watch] [No]
direct (Bob Ray) | chatops | Question 1 is sent to Ann Lee. You will learn the answer here.

14:00 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em | rights | may wake the room: Bob Ray
em | topic | Bob Ray – All Quiet
em | chatops | Bob Ray commands the emergency channel.

14:00 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
em (only Mia Costa) | chatops | Bob Ray commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

14:00 > as bob in em: /em take
em (only Bob Ray) | Bob Ray | (types) /em take
em (only Bob Ray) | chatops | Bob Ray commands already.
    To hand over: `offer @person`.

14:00 > account bob deactivate
direct (Bob Ray) | Bob Ray | (account) is now deactivated
direct (Ann Lee) | chatops | @ann, you command the emergency channel now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – All Quiet
em | chatops | The account of Bob Ray is gone. Ann Lee commands the emergency channel.

14:00 > account ann deactivate
direct (Ann Lee) | Ann Lee | (account) is now deactivated
direct (Eve Stone) | chatops | @eve, you command the emergency channel now. Read the brief; if you cannot, offer the baton: `offer @person`.
    [Read the brief]
em | rights | may wake the room: Eve Stone
em | topic | Eve Stone – All Quiet
em | chatops | The account of Ann Lee is gone. Eve Stone commands the emergency channel.

14:00 > account eve deactivate
direct (Eve Stone) | Eve Stone | (account) is now deactivated
em | chatops | The account of Eve Stone is gone and nobody is left on the ladder: nobody acts as commander of the emergency channel. Whoever can, take command.
    [Take command]

14:00 > as sue in em: /em status
em (only Sue Hill) | Sue Hill | (types) /em status
em | chatops | Eve Stone – All Quiet
    No open incidents.

14:00 > as sue in em: /em here is anybody there?
em (only Sue Hill) | Sue Hill | (types) /em here is anybody there?
em (only Sue Hill) | chatops | Only the room's leader or the duty commander may wake the room.
    Ask the commander: `ask <what you see>`.

14:00 > as mia in em: /em take
em (only Mia Costa) | Mia Costa | (types) /em take
em | rights | may wake the room: Mia Costa
em | topic | Mia Costa – All Quiet
em | chatops | Mia Costa commands the emergency channel.

14:00 > as sue in em: /em take
em (only Sue Hill) | Sue Hill | (types) /em take
em (only Sue Hill) | chatops | Mia Costa commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

14:00 > until 2026-03-02T08:00
direct (Mia Costa) | chatops | @mia – Bob Ray asks whether to start an incident (question 1):
    > is checkout down?
    Goes on to the next at 2026-03-01 14:10 UTC.
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

journal: ask.asked, ask.climbed ×2, ask.reached_top, briefing.confirmed ×9, briefing.pinned, mention.intercepted, person.noted ×12, record.refused ×6, room.opened ×3, seat.orphaned, seat.succeeded ×2, seat.taken ×2, shift.consulted ×2, shift.gap_noticed, shift.shift_started, shown, started
