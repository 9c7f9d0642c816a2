# A1 The emergency channel exists or is made at start; its rules are pinned; chatter is met with a private hint.
show start

as bob in em: who wants pizza today?

# A word that belongs here is met with nothing.
as jim in em: we look at checkout now

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
direct (Jim Smith) | chatops | @jim, you command the emergency channel now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | pinned | Emergencies only: one commander, one voice per team.
em | chatops | Jim Smith commands the emergency channel.
em | topic | Jim Smith – All Quiet
em | rights | may wake the room: Jim Smith

14:00 > as bob in em: who wants pizza today?
em | Bob Ray | who wants pizza today?
em (only Bob Ray) | chatops | All is quiet here, and this room is kept free for emergencies. If this is about something wrong, send it to the commander. Other talk goes to #team-checkout.
    [Ask the commander]

14:00 > as jim in em: we look at checkout now
em | Jim Smith | we look at checkout now

journal: briefing.confirmed ×9, briefing.pinned, chatter.hinted, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
