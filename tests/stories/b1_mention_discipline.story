# B1 Only the room's leader may wake it. Who is not entitled is answered at once: the message is taken away, a private
# hint offers to send it to the commander, and the act is noted.

as bob in em: @channel checkout is down, everybody please look

# One click sends it to the commander, who decides.
press Send it to the commander instead as bob

# In a hot room it is the incident commander, in a team room the team's manager.
as bob in team-checkout: @here lunch?
as mia in team-checkout: @here please look at checkout

# Bare words that only look like a mention wake nobody.
as bob in em: mail me at bob@channel.example

----

14:00 > as bob in em: @channel checkout is down, everybody please look
em | Bob Ray | @channel checkout is down, everybody please look
em | chatops | (takes away) @channel checkout is down, everybody please look
em (only Bob Ray) | chatops | Only who leads this room may wake it with `@channel`. You wrote:
    > @channel checkout is down, everybody please look
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > press Send it to the commander instead as bob
em | Bob Ray | (presses) Send it to the commander instead
direct (Jim Smith) | chatops | Bob Ray wanted to wake #em (channel). Message 1:
    > @channel checkout is down, everybody please look
    Before anybody is woken you see whom it reaches.
    [Wake here] [Wake channel]
em (only Bob Ray) | chatops | Sent to Jim Smith.

14:00 > as bob in team-checkout: @here lunch?
team-checkout | Bob Ray | @here lunch?
team-checkout | chatops | (takes away) @here lunch?
team-checkout (only Bob Ray) | chatops | Only who leads this room may wake it with `@here`. You wrote:
    > @here lunch?
    Jim Smith commands and can wake it. Send it there instead?
    [Send it to the commander instead]

14:00 > as mia in team-checkout: @here please look at checkout
team-checkout | Mia Costa | @here please look at checkout
team-checkout | notified | wakes 1: Bob Ray

14:00 > as bob in em: mail me at bob@channel.example
em | Bob Ray | mail me at bob@channel.example
em (only Bob Ray) | chatops | All is quiet here, and this room is kept free for emergencies. Talk goes on in #team-checkout. If you see something wrong, ask the commander: `ask <what you see>`.

journal: briefing.confirmed ×9, briefing.pinned, chatter.hinted, mention.forwarded, mention.intercepted ×2, mention.used, person.noted ×9, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
