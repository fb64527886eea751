-- The numbers of reports, added up quarter by quarter of an hour (and day by day of UTC for all workflows together), so that a
-- report reads as many rows whether there are a thousand runs or ten million.
CREATE TABLE rollups (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    grain TEXT NOT NULL CHECK (grain IN ('quarter', 'day')),
    bucket INTEGER NOT NULL, -- its beginning
    workflow TEXT NOT NULL, -- empty for all together
    revision INTEGER NOT NULL DEFAULT 1, -- grows with every change
    told INTEGER NOT NULL DEFAULT 0, -- the revision that tenant_rollups has; of days only
    runs INTEGER NOT NULL DEFAULT 0,
    unfinished INTEGER NOT NULL DEFAULT 0,
    succeeded INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    retried INTEGER NOT NULL DEFAULT 0,
    costed INTEGER NOT NULL DEFAULT 0,
    cost_units INTEGER NOT NULL DEFAULT 0,
    cost_parts INTEGER NOT NULL DEFAULT 0,
    failed_cost_units INTEGER NOT NULL DEFAULT 0,
    failed_cost_parts INTEGER NOT NULL DEFAULT 0,
    retried_cost_units INTEGER NOT NULL DEFAULT 0,
    retried_cost_parts INTEGER NOT NULL DEFAULT 0,
    timed INTEGER NOT NULL DEFAULT 0,
    timed_ms INTEGER NOT NULL DEFAULT 0,
    failed_timed_ms INTEGER NOT NULL DEFAULT 0,
    retried_timed_ms INTEGER NOT NULL DEFAULT 0,
    unpriced INTEGER NOT NULL DEFAULT 0,
    judged INTEGER NOT NULL DEFAULT 0,
    true_alarms INTEGER NOT NULL DEFAULT 0,
    false_alarms INTEGER NOT NULL DEFAULT 0,
    missed INTEGER NOT NULL DEFAULT 0,
    squared_error INTEGER NOT NULL DEFAULT 0,
    predictions INTEGER NOT NULL DEFAULT 0,
    signals INTEGER NOT NULL DEFAULT 0,
    windows INTEGER NOT NULL DEFAULT 0,
    api_calls INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL DEFAULT 0,
    restored INTEGER NOT NULL DEFAULT 0,
    restore_us INTEGER NOT NULL DEFAULT 0,
    maintenance INTEGER NOT NULL DEFAULT 0,
    UNIQUE (tenant_id, workflow, grain, bucket)
) STRICT;

CREATE INDEX rollups_to_tell ON rollups (tenant_id, bucket) WHERE grain = 'day' AND told <> revision;

-- How long something took: restoring a workflow's service, answering. Histograms can be added, percentiles can't.
CREATE TABLE rollup_histograms (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    grain TEXT NOT NULL CHECK (grain IN ('quarter', 'day')),
    bucket INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('restore', 'latency')),
    subject TEXT NOT NULL, -- a workflow, or empty for all; of latency, a service
    histogram BLOB NOT NULL, -- HdrHistogram V2, compressed
    UNIQUE (tenant_id, kind, subject, grain, bucket)
) STRICT;

-- What is still to be added. Whoever changes rows writes here, in the same transaction, what that does to the numbers.
CREATE TABLE rollup_changes (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id TEXT NOT NULL,
    changes BLOB NOT NULL
) STRICT;

-- The days of all tenants in one table. Only the one in the file of the platform is used.
CREATE TABLE tenant_rollups (
    tenant TEXT NOT NULL,
    bucket INTEGER NOT NULL, -- a day of UTC
    runs INTEGER NOT NULL DEFAULT 0,
    unfinished INTEGER NOT NULL DEFAULT 0,
    succeeded INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    cancelled INTEGER NOT NULL DEFAULT 0,
    retried INTEGER NOT NULL DEFAULT 0,
    costed INTEGER NOT NULL DEFAULT 0,
    cost_units INTEGER NOT NULL DEFAULT 0,
    cost_parts INTEGER NOT NULL DEFAULT 0,
    failed_cost_units INTEGER NOT NULL DEFAULT 0,
    failed_cost_parts INTEGER NOT NULL DEFAULT 0,
    retried_cost_units INTEGER NOT NULL DEFAULT 0,
    retried_cost_parts INTEGER NOT NULL DEFAULT 0,
    timed INTEGER NOT NULL DEFAULT 0,
    timed_ms INTEGER NOT NULL DEFAULT 0,
    failed_timed_ms INTEGER NOT NULL DEFAULT 0,
    retried_timed_ms INTEGER NOT NULL DEFAULT 0,
    unpriced INTEGER NOT NULL DEFAULT 0,
    judged INTEGER NOT NULL DEFAULT 0,
    true_alarms INTEGER NOT NULL DEFAULT 0,
    false_alarms INTEGER NOT NULL DEFAULT 0,
    missed INTEGER NOT NULL DEFAULT 0,
    squared_error INTEGER NOT NULL DEFAULT 0,
    predictions INTEGER NOT NULL DEFAULT 0,
    signals INTEGER NOT NULL DEFAULT 0,
    windows INTEGER NOT NULL DEFAULT 0,
    api_calls INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL DEFAULT 0,
    restored INTEGER NOT NULL DEFAULT 0,
    restore_us INTEGER NOT NULL DEFAULT 0,
    maintenance INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, bucket)
) STRICT;

-- What each run adds to the numbers of its workflow and of the quarter of an hour in which it ended or, until then, started. Costs are
-- decimals in plain writing, of which whole numbers are made, since SQLite would add them up as floating-point numbers.
CREATE VIEW run_measures AS
SELECT tenant_id, workflow,
    COALESCE(finished_at, started_at) / 900000000 * 900000000 AS bucket,
    1 AS runs,
    CASE WHEN status IN ('queued', 'running') THEN 1 ELSE 0 END AS unfinished,
    CASE WHEN status = 'success' THEN 1 ELSE 0 END AS succeeded,
    CASE WHEN status = 'failure' THEN 1 ELSE 0 END AS failed,
    CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
    CASE WHEN attempt > 1 THEN 1 ELSE 0 END AS retried,
    CASE WHEN cost IS NOT NULL THEN 1 ELSE 0 END AS costed,
    COALESCE(CAST(cost AS INTEGER), 0) AS cost_units,
    COALESCE(CASE WHEN instr(cost, '.') > 0
        THEN CAST(substr(substr(cost, instr(cost, '.') + 1) || '0000000000', 1, 10) AS INTEGER) ELSE 0 END, 0) AS cost_parts,
    CASE WHEN status = 'failure' THEN COALESCE(CAST(cost AS INTEGER), 0) ELSE 0 END AS failed_cost_units,
    CASE WHEN status = 'failure' THEN COALESCE(CASE WHEN instr(cost, '.') > 0
        THEN CAST(substr(substr(cost, instr(cost, '.') + 1) || '0000000000', 1, 10) AS INTEGER) ELSE 0 END, 0) ELSE 0 END AS failed_cost_parts,
    CASE WHEN attempt > 1 THEN COALESCE(CAST(cost AS INTEGER), 0) ELSE 0 END AS retried_cost_units,
    CASE WHEN attempt > 1 THEN COALESCE(CASE WHEN instr(cost, '.') > 0
        THEN CAST(substr(substr(cost, instr(cost, '.') + 1) || '0000000000', 1, 10) AS INTEGER) ELSE 0 END, 0) ELSE 0 END AS retried_cost_parts,
    CASE WHEN cost IS NULL AND duration_ms IS NOT NULL AND status IN ('success', 'failure', 'cancelled') THEN 1 ELSE 0 END AS timed,
    CASE WHEN cost IS NULL AND status IN ('success', 'failure', 'cancelled') THEN COALESCE(duration_ms, 0) ELSE 0 END AS timed_ms,
    CASE WHEN cost IS NULL AND status = 'failure' THEN COALESCE(duration_ms, 0) ELSE 0 END AS failed_timed_ms,
    CASE WHEN cost IS NULL AND attempt > 1 AND status IN ('success', 'failure', 'cancelled') THEN COALESCE(duration_ms, 0) ELSE 0 END AS retried_timed_ms,
    CASE WHEN cost IS NULL AND duration_ms IS NULL AND status IN ('success', 'failure', 'cancelled') THEN 1 ELSE 0 END AS unpriced
FROM workflow_runs;

-- Predictions with what became of their runs. One that was made after the end was known foretold nothing.
CREATE VIEW prediction_outcomes AS
SELECT p.tenant_id, p.id, p.position, p.run_id, p.attempt, r.workflow, p.model_version, p.probability, p.created_at, r.status, r.known_at,
    COALESCE(r.finished_at, r.started_at) AS counted_at,
    CASE WHEN r.status = 'failure' THEN 1 ELSE 0 END AS failed
FROM predictions p
JOIN workflow_runs r ON r.tenant_id = p.tenant_id AND r.run_id = p.run_id AND r.attempt = p.attempt
WHERE r.status IN ('success', 'failure') AND p.created_at <= r.known_at;

-- A run beside what else was known of that time: what was predicted of it, which alerts of its own fired, how slow services were.
CREATE VIEW run_circumstances AS
SELECT r.tenant_id, r.run_id, r.attempt, r.workflow, r.status, r.started_at, r.finished_at, r.duration_ms, r.cost,
    (SELECT MAX(p.probability) FROM predictions p
     WHERE p.tenant_id = r.tenant_id AND p.run_id = r.run_id AND p.attempt = r.attempt AND p.created_at <= r.known_at) AS predicted,
    (SELECT COUNT(*) FROM insight_signals s
     WHERE s.tenant_id = r.tenant_id AND s.state = 'firing'
         AND s.observed_at BETWEEN r.started_at AND COALESCE(r.finished_at, r.started_at)) AS alerts,
    (SELECT MAX(m.p95_ms) FROM perf_metrics m
     WHERE m.tenant_id = r.tenant_id
         AND m."timestamp" BETWEEN r.started_at AND COALESCE(r.finished_at, r.started_at)) AS slowest_p95_ms
FROM workflow_runs r;
