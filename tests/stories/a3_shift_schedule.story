# A3 The shift schedule says who is expected to command; only a handover says who does.

as ann in em: /em duty

# Jim's shift ends at 16:00 and Ann's begins: she is greeted, he keeps the baton until both have confirmed.
until 16:00
expect commander jim
as bob in em: /em who
press Read the brief as ann direct
press Offer the baton as jim direct
press I am up to speed as ann direct
expect commander jim
press Pass the baton as jim direct
expect commander ann

# At the next change Jim is on shift again, and nothing is passed by itself. Ann's shift returns while she commands.
until 2026-03-05T08:00
expect commander ann
until 2026-03-05T16:00
expect commander ann

# A schedule that does not answer is asked again every minute, and told once.
fail schedule on_duty forbidden
until 2026-03-06T08:00
advance 1m
expect commander ann

----

14:00 > as ann in em: /em duty
em (only Ann Lee) | Ann Lee | (types) /em duty
em | chatops | Jim Smith is on shift until 2026-03-04 16:00 UTC.
    Why: Jim Smith is on duty from 2026-03-04 08:00 until 2026-03-04 16:00 (Europe/London) because nobody else takes turns in layer `day` (restricted to Wednesday 08:00 to Wednesday 16:00); `evening` is passed over: it is outside its restrictions until 2026-03-04 16:00.
    Jim Smith commands.

14:00 > until 16:00
direct (Jim Smith) | chatops | @jim, your shift has ended. You command until the baton is passed. Next on shift: Ann Lee.
    [Offer the baton]
direct (Ann Lee) | chatops | @ann, your shift has begun and lasts until 2026-03-05 08:00 UTC.
    Jim Smith commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you. Why it is your turn: `duty`.
    [Read the brief]
em | chatops | The shift of Ann Lee has begun. Jim Smith commands until the baton is passed.

16:00 > as bob in em: /em who
em (only Bob Ray) | Bob Ray | (types) /em who
em | chatops | Ann Lee is on shift until 2026-03-05 08:00 UTC.
    Why: Ann Lee is on duty from 2026-03-04 16:00 until 2026-03-05 08:00 (Europe/London) because nobody else takes turns in layer `evening` (restricted to Wednesday 16:00 to Thursday 08:00); `day` is passed over: it is outside its restrictions until 2026-03-05 08:00.
    Jim Smith commands.

16:00 > press Read the brief as ann direct
direct (Ann Lee) | Ann Lee | (presses) Read the brief
direct (Ann Lee) | chatops | Jim Smith – All Quiet
    No open incidents.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.

16:00 > press Offer the baton as jim direct
direct (Jim Smith) | Jim Smith | (presses) Offer the baton
direct (Ann Lee) | chatops | @ann, Jim Smith offers you the baton: command of the emergency channel.
    Read the brief, then confirm that you are up to speed. Jim Smith confirms too and commands until then.
    [I am up to speed] [Decline]
em | chatops | Handover offered: Jim Smith → Ann Lee. Both confirm with `accept`, until 2026-03-04 16:10 UTC.
    [Accept]
direct (Ann Lee) | chatops | Brief
    Jim Smith – All Quiet
    No open incidents.
    No question waits for an answer.
    As of 2026-03-04 16:00 UTC.

16:00 > press I am up to speed as ann direct
direct (Ann Lee) | Ann Lee | (presses) I am up to speed
direct (Jim Smith) | chatops | @jim, Ann Lee has confirmed the handover of the emergency channel. Your word is missing.
    [Pass the baton]
em | chatops | Ann Lee confirms the handover. Missing: Jim Smith.

16:00 > press Pass the baton as jim direct
direct (Jim Smith) | Jim Smith | (presses) Pass the baton
em | chatops | (edited) Baton passed: Jim Smith → Ann Lee.
em | rights | may wake the room: Ann Lee
em | topic | Ann Lee – All Quiet
em | chatops | Baton passed: Jim Smith → Ann Lee. Ann Lee commands the emergency channel.

16:00 > until 2026-03-05T08:00
direct (Ann Lee) | chatops | @ann, your shift has ended. You command until the baton is passed. Next on shift: Jim Smith.
    [Offer the baton]
direct (Jim Smith) | chatops | @jim, your shift has begun and lasts until 2026-03-05 16:00 UTC.
    Ann Lee commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you. Why it is your turn: `duty`.
    [Read the brief]
em | chatops | The shift of Jim Smith has begun. Ann Lee commands until the baton is passed.

08:00 > until 2026-03-05T16:00
direct (Ann Lee) | chatops | @ann, your shift has begun and lasts until 2026-03-06 08:00 UTC. You command the emergency channel already.

16:00 > fail schedule on_duty forbidden

16:00 > until 2026-03-06T08:00
em | chatops | The shift schedule does not answer: The shift schedule does not let the bot do that. Ask an administrator to grant the right to it. It is asked again every 1 min. Ann Lee commands still.

08:00 > advance 1m
direct (Ann Lee) | chatops | @ann, your shift has ended. You command until the baton is passed. Next on shift: Jim Smith.
    [Offer the baton]
direct (Jim Smith) | chatops | @jim, your shift has begun and lasts until 2026-03-06 16:00 UTC.
    Ann Lee commands the emergency channel until you have both confirmed the handover. Read the brief; the offer comes to you. Why it is your turn: `duty`.
    [Read the brief]
em | chatops | The shift schedule answers again.
em | chatops | The shift of Jim Smith has begun. Ann Lee commands until the baton is passed.

journal: briefing.confirmed ×9, briefing.pinned, handover.agreed ×2, handover.brief_given, handover.offered, handover.passed, person.noted ×9, room.opened ×3, seat.appointed, seat.passed, shift.consulted ×6, shift.schedule_heard, shift.schedule_silent, shift.shift_ended ×4, shift.shift_started ×5, shown ×3, started
