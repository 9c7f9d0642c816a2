-- The second form: an effect knows when it was asked for and how often it was tried, an erased entry leaves its remains.

ALTER TABLE effect ADD COLUMN asked_at INTEGER NOT NULL DEFAULT 0;
-- Of the first form, claims are the nearest to attempts.
ALTER TABLE effect ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
UPDATE effect SET attempts = epoch;

-- What stands in the place of an erased body.
ALTER TABLE journal ADD COLUMN remains TEXT;

-- For forgetting.
CREATE INDEX inbox_decided ON inbox (received_at) WHERE state = 1;
CREATE INDEX effect_over ON effect (settled_at) WHERE state >= 3;
CREATE INDEX timer_fired ON timer (fired_at) WHERE fired_at IS NOT NULL;
