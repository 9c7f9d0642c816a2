# A2 The headline names who commands as people know them, also after their name has changed.
set rota = false
set policy.commander = "ann"
expect headline "Ann Lee – All Quiet"
account ann rename Ann Lee-Smith
expect headline "Ann Lee-Smith – All Quiet"

----

14:00 > account ann rename Ann Lee-Smith
direct (Ann Lee-Smith) | Ann Lee-Smith | (account) is now employee
em | topic | Ann Lee-Smith – All Quiet

journal: briefing.confirmed ×9, briefing.pinned, person.noted ×10, room.opened ×3, seat.appointed, started
