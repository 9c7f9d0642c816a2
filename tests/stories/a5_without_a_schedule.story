# A5 Without a schedule nobody commands until somebody takes the seat, and until then nobody may broadcast.

set rota = false

as bob in em: @channel checkout is down
as jim in em: /em here look at checkout
as ann in em: /em take
as jim in em: /em take
as ann in em: /em who
as ann in em: /em here look at checkout
press Wake here as ann

# The end of a shift changes nothing: there are no shifts.
advance 12h
expect commander ann

----

14:00 > as bob in em: @channel checkout is down
em | Bob Ray | @channel checkout is down
em | chatops | (takes away) @channel checkout is down
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@channel`. You wrote:
    > @channel checkout is down
    Nobody commands now. Take command with `take`.

14:00 > as jim in em: /em here look at checkout
em (only Jim Smith) | Jim Smith | (types) /em here look at checkout
em (only Jim Smith) | chatops | Only the duty commander may wake the room, and nobody commands here now.
    Take command if you can: `take`.

14:00 > as ann in em: /em take
em (only Ann Lee) | Ann Lee | (types) /em take
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – All Quiet
em | chatops | Ann Lee commands the emergency channel.

14:00 > as jim in em: /em take
em (only Jim Smith) | Jim Smith | (types) /em take
em (only Jim Smith) | chatops | Ann Lee commands here.
    Ask for the baton: `ask hand over to me`. The commander offers it with `offer @person`; both confirm.

14:00 > as ann in em: /em who
em (only Ann Lee) | Ann Lee | (types) /em who
em | chatops | There is no shift schedule.
    Ann Lee commands.

14:00 > as ann in em: /em here look at checkout
em (only Ann Lee) | Ann Lee | (types) /em here look at checkout
em (only Ann Lee) | chatops | `here` reaches 8 people; nobody is asleep.
    > look at checkout
    Nobody has been woken yet.
    [Wake here] [Drop]

14:00 > press Wake here as ann
em | Ann Lee | (presses) Wake here
em (only Ann Lee) | chatops | Sent with `here` to 8 people.
em | chatops | @here Ann Lee: look at checkout
em | notified | wakes 8: Ann Lee, Bob Ray, Eve Stone, Jim Smith, Mia Costa, Raj Patel, Sue Hill, Tom Berg

14:00 > advance 12h

journal: briefing.confirmed ×9, briefing.pinned, mention.granted, mention.intercepted, mention.previewed, mention.requested, person.noted ×9, record.refused ×2, room.opened ×3, seat.taken, shown, started
