# B1 Where the chat can neither keep people from mass mentions nor take messages away, the act is answered at once and
# noted, and what cannot be done stands on the record once.

set chat.without = ["mention_rights", "moderation"]

show start
as bob in em: @channel checkout is down
press Send it to the commander instead as bob
as dana in em: @here anybody?
expect journal has record.gap_noticed

----
em | chatops | Emergencies only: one commander, one voice per team.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
em | topic | No commander – All Quiet
direct (Jim Smith) | chatops | @jim, you command the emergency channel now. Read the brief; if you cannot command, offer the baton: `offer @person`.
    [Read the brief]
em | pinned | Emergencies only: one commander, one voice per team.
em | chatops | Jim Smith commands the emergency channel.
em | topic | Jim Smith – All Quiet

14:00 > as bob in em: @channel checkout is down
em | Bob Ray | @channel checkout is down
em | notified | wakes 8: Ann Lee, Dana Wu, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@channel`. You wrote:
    > @channel checkout is down
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > press Send it to the commander instead as bob
em | Bob Ray | (presses) Send it to the commander instead
direct (Jim Smith) | chatops | Bob Ray wanted to wake #em (channel). Message 1:
    > @channel checkout is down
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel] [Leave it]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:00 > as dana in em: @here anybody?
em | Dana Wu | @here anybody?
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg
em (only Dana Wu) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here anybody?
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

journal: briefing.confirmed ×9, briefing.pinned, mention.forwarded, mention.intercepted ×2, person.noted ×9, record.gap_noticed ×2, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
