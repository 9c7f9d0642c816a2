# C6 A person, a team or an escalation policy is paged from chat; everybody sees who is called and whether it rang; who
# answers, by button or at the pager, stops it.
set policy.escalations.night.levels = [{ targets = [{ person = "tom" }], wait = "2m" }, { targets = [{ manager_of = "database" }, "duty_commander"], wait = "5m" }]

# A person, who answers by button.
as bob in em: /em page @raj replication is 90 s behind
press Acknowledge as raj in em
as tom in em: /em ack 1

# A team; somebody answers at the pager itself.
as bob in em: /em page team checkout checkout is slow
acknowledge as dana

# A policy, level by level, until nobody is left.
as bob in em: /em page policy night the disk is full
as raj in em: /em page policy night the disk is full
advance 2m
advance 5m
press Acknowledge as tom in em

# It does not ring: that is seen too.
fail pager page unavailable
as bob in em: /em page @tom are you there
advance 10s
fail pager page answer lost
as bob in em: /em page @mia are you there
advance 10s

fail pager page forbidden
as bob in em: /em page @dana are you there

# Not so.
as bob in em: /em page raj wake up
as bob in em: /em page @nobody wake up
as bob in em: /em page team kitchen wake up
as bob in em: /em page policy day wake up
as bob in em: /em page @raj
as bob in em: /em ack 9
as gus direct: /em page @jim I am a guest
