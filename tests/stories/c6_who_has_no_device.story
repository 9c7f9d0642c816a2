# C6 A page that reaches nobody says so at once, and goes on to the next level.

set people = [{ handle = "max", name = "Max Orr", device = false }]

as jim in em: /em page @max the queue is full
advance 5m

# The pager is not there for a while: it is tried until it is.
fail pager page unavailable until mended
as jim in em: /em page @tom the queue is full
advance 1m
mend pager page
advance 1m
acknowledge as tom

----

14:00 > as jim in em: /em page @max the queue is full
em (only Jim Smith) | Jim Smith | (types) /em page @max the queue is full
direct (Max Orr) | chatops | Jim Smith pages you in #em (page 1): the queue is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
em | chatops | Page 1 – Jim Smith pages Max Orr: the queue is full
    Level 4 of 4
    Level 2 (the commander) is passed over: there is nobody to call.
    Level 3 (the deputy) is passed over: there is nobody to call.
    • Max Orr – could not be called: There is no device of Max Orr.
    • Eve Stone – called
    Unanswered, it goes on to level 1, round 2 (Max Orr) at 2026-03-04 14:05 UTC.
    [Acknowledge]
direct (Eve Stone) | chatops | Jim Smith pages you in #em (page 1): the queue is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:05 UTC.
    [Acknowledge]
pager | wakes | Eve Stone: the queue is full

14:00 > advance 5m
direct (Max Orr) | chatops | Jim Smith pages you in #em (page 1): the queue is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:10 UTC.
    [Acknowledge]
em | chatops | (edited) Level 4 of 4, round 2
    This is the last level; it waits until 2026-03-04 14:10 UTC.
direct (Eve Stone) | chatops | Jim Smith pages you in #em (page 1): the queue is full
    Acknowledge it if you have it. Nobody else is called after this.
    [Acknowledge]
pager | wakes | Eve Stone: the queue is full

14:05 > fail pager page unavailable until mended

14:05 > as jim in em: /em page @tom the queue is full
em (only Jim Smith) | Jim Smith | (types) /em page @tom the queue is full
direct (Tom Berg) | chatops | Jim Smith pages you in #em (page 2): the queue is full
    Acknowledge it if you have it. Unanswered, it goes on at 2026-03-04 14:10 UTC.
    [Acknowledge]
em | chatops | Page 2 – Jim Smith pages Tom Berg: the queue is full
    Level 1 of 5
    • Tom Berg – the pager has not taken the call yet
    Unanswered, it goes on to level 2 (the manager of Database) at 2026-03-04 14:10 UTC.
    [Acknowledge]

14:05 > advance 1m
em | chatops | The pager does not answer. What is asked of it waits, and is done as soon as it answers.

14:06 > mend pager page

14:06 > advance 1m
em | chatops | (edited) • Tom Berg – called
em | chatops | The pager answers again. What waited for it is being done.
pager | wakes | Tom Berg: the queue is full

14:07 > acknowledge as tom
direct (Tom Berg) | chatops | You have page 2 now: the queue is full
    Nobody more is called. Say in #em what you find; if you cannot see to it, page somebody else: `page @person <why>`.
direct (Jim Smith) | chatops | Tom Berg has page 2: the queue is full
em | chatops | (edited) Acknowledged by Tom Berg at 2026-03-04 14:07 UTC.
em | chatops | Tom Berg has page 2: the queue is full

journal: briefing.confirmed ×10, briefing.pinned, page.acknowledged, page.call_failed ×2, page.called ×3, page.level_empty ×4, page.level_reached ×5, page.started ×2, person.noted ×10, record.service_answers, record.service_silent, room.opened ×3, seat.appointed, shift.consulted, shift.shift_started, started
