-- Incidents that follow from runs or signals: of what, for those who look for them again.
ALTER TABLE incidents ADD COLUMN derived_from TEXT;
CREATE INDEX incidents_derived ON incidents (tenant_id, derived_from, opened_at) WHERE derived_from IS NOT NULL;

-- The runs of a workflow, and the changes of an alert, in the order in which they came to pass.
CREATE INDEX workflow_runs_in_time ON workflow_runs (tenant_id, workflow, COALESCE(finished_at, started_at));
CREATE INDEX insight_signals_in_time ON insight_signals (tenant_id, service, name, observed_at) WHERE state <> 'point';

-- What an hour of a run costs that came without a cost, and in which currency costs are; whether the tenant's rollups are made, and by
-- which definitions.
ALTER TABLE tenants ADD COLUMN cost_per_hour TEXT;
ALTER TABLE tenants ADD COLUMN currency TEXT;
ALTER TABLE tenants ADD COLUMN rollups INTEGER;

-- What each incident adds to the numbers of the quarter of an hour in which it was opened.
CREATE VIEW incident_measures AS
SELECT tenant_id, COALESCE(workflow, '') AS workflow, opened_at / 900000000 * 900000000 AS bucket,
    CASE WHEN severity <> 'maintenance' THEN 1 ELSE 0 END AS opened,
    CASE WHEN severity <> 'maintenance' AND resolved_at IS NOT NULL THEN 1 ELSE 0 END AS restored,
    CASE WHEN severity <> 'maintenance' THEN COALESCE(duration_us, 0) ELSE 0 END AS restore_us,
    CASE WHEN severity = 'maintenance' THEN 1 ELSE 0 END AS maintenance
FROM incidents;

-- What signals and windows add to theirs.
CREATE VIEW signal_measures AS
SELECT tenant_id, observed_at / 900000000 * 900000000 AS bucket, 1 AS signals FROM insight_signals;

CREATE VIEW window_measures AS
SELECT tenant_id, service, "timestamp" / 900000000 * 900000000 AS bucket, 1 AS windows, requests, errors FROM perf_metrics;
