# D5 Steps by severity and by role are ticked in chat, with who and when.
set policy.checklists.first-steps = { from = "sev2", steps = [{ text = "Freeze releases" }, { text = "Tell support", role = "communications_lead" }, { text = "Look at the last change" }] }
set policy.checklists.scribe = { for_role = "scribe", steps = [{ text = "Note who does what" }] }
set policy.checklists.handover = { steps = [{ text = "Write down open questions" }] }

# By severity: SEV3 has none.
as bob in em: /em declare Checkout fails in EMEA sev3
as jim in hot-330: /em severity 2

# By role.
as bob in hot-330: /em role take scribe

# Ticked, by button and by command; taken back.
press Tick 2 as bob in hot-330
advance 4m
press Tick 3 as mia in hot-330
as jim in hot-330: /em tick 1 3
as jim in hot-330: /em untick 1 3
as jim in hot-330: /em untick 1 3
as jim in hot-330: /em tick 1 1
as jim in hot-330: /em tick 1 3

# Started by hand.
as jim in hot-330: /em checklist start handover
as jim in hot-330: /em checklist start handover
as jim in hot-330: /em checklist start breakfast
as jim in hot-330: /em tick 9 1
as jim in hot-330: /em tick 1 9
as jim in hot-330: /em tick one two
