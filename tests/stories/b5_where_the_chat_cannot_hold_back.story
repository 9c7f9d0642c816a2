# B5 Where the chat cannot take words away, a newcomer's words stand, and are answered with the hint.

set chat.without = ["moderation", "speaking_rights"]

join em as nia
as nia in em: hello, what is going on?
press I have read it as nia
as nia in em: now I know

----

14:00 > join em as nia
em | members | Nia Park joins
em (only Nia Park) | chatops | Welcome to #em.
    Jim Smith – All Quiet
    No open incidents.
    • This channel is for emergencies. Everything else has a room of its own.
    • Read the pins before you speak.
    • Only the commander wakes the room. Ask with `ask <what you see>`.
    • Managers speak for their teams; a manager may name a delegate.
    Set this room to notify you of mentions only, and leave mentions on: only who leads it can wake the room, so a mention is always meant.
    Read the pins, then confirm.
    [I have read it]

14:00 > as nia in em: hello, what is going on?
em | Nia Park | hello, what is going on?
em (only Nia Park) | chatops | Here one reads the pins before speaking. You wrote:
    > hello, what is going on?
    Read the pins, then confirm.
    [I have read it]

14:00 > press I have read it as nia
em | Nia Park | (presses) I have read it
em (only Nia Park) | chatops | Noted, thank you. What you say here stands from now on. If you see something wrong: `ask <what you see>`.

14:00 > as nia in em: now I know
em | Nia Park | now I know
em (only Nia Park) | chatops | All is quiet here, and this room is kept free for emergencies. If this is about something wrong, send it to the commander. Other talk goes to your team's room.
    [Ask the commander]

journal: briefing.arrived, briefing.confirmed ×10, briefing.held_back, briefing.pinned, chatter.hinted, person.noted ×10, record.gap_noticed ×2, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
