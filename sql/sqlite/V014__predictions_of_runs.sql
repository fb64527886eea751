-- How a run ended is written in workflow_runs alone, and found there.
ALTER TABLE predictions DROP COLUMN outcome;

-- Ids of runs come in any order, and an index in theirs has a page of its own to write for nearly each prediction. This one
-- is in the order of arrival, by slabs of 2,048 predictions, and only within a slab in that of the ids: what is written
-- together lies together. Who looks for a run looks once into each slab, which the view does.
DROP INDEX predictions_by_run;
CREATE INDEX predictions_by_run ON predictions (position >> 11, run_id);

CREATE VIEW predictions_of_runs AS
WITH RECURSIVE slab (number) AS (
    SELECT (SELECT min(position) FROM predictions) >> 11
    UNION ALL
    SELECT number + 1 FROM slab WHERE number < (SELECT max(position) FROM predictions) >> 11
)
SELECT p.* FROM slab CROSS JOIN predictions p INDEXED BY predictions_by_run ON p.position >> 11 = slab.number;
