-- The numbers of reports, added up quarter by quarter of an hour (and day by day of UTC for all workflows together), so that a
-- report reads as many rows whether there are a thousand runs or ten million.
CREATE SEQUENCE rollups_position;

CREATE TABLE rollups (
    position bigint NOT NULL DEFAULT nextval('public.rollups_position'),
    tenant_id text NOT NULL,
    grain text NOT NULL CHECK (grain IN ('quarter', 'day')),
    bucket timestamptz NOT NULL, -- its beginning
    workflow text NOT NULL, -- empty for all together
    revision bigint NOT NULL DEFAULT 1, -- grows with every change
    told bigint NOT NULL DEFAULT 0, -- the revision that tenant_rollups has; of days only
    runs bigint NOT NULL DEFAULT 0,
    unfinished bigint NOT NULL DEFAULT 0,
    succeeded bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    cancelled bigint NOT NULL DEFAULT 0,
    retried bigint NOT NULL DEFAULT 0,
    costed bigint NOT NULL DEFAULT 0,
    cost_units bigint NOT NULL DEFAULT 0,
    cost_parts bigint NOT NULL DEFAULT 0,
    failed_cost_units bigint NOT NULL DEFAULT 0,
    failed_cost_parts bigint NOT NULL DEFAULT 0,
    retried_cost_units bigint NOT NULL DEFAULT 0,
    retried_cost_parts bigint NOT NULL DEFAULT 0,
    timed bigint NOT NULL DEFAULT 0,
    timed_ms bigint NOT NULL DEFAULT 0,
    failed_timed_ms bigint NOT NULL DEFAULT 0,
    retried_timed_ms bigint NOT NULL DEFAULT 0,
    unpriced bigint NOT NULL DEFAULT 0,
    judged bigint NOT NULL DEFAULT 0,
    true_alarms bigint NOT NULL DEFAULT 0,
    false_alarms bigint NOT NULL DEFAULT 0,
    missed bigint NOT NULL DEFAULT 0,
    squared_error bigint NOT NULL DEFAULT 0,
    predictions bigint NOT NULL DEFAULT 0,
    signals bigint NOT NULL DEFAULT 0,
    windows bigint NOT NULL DEFAULT 0,
    api_calls bigint NOT NULL DEFAULT 0,
    opened bigint NOT NULL DEFAULT 0,
    restored bigint NOT NULL DEFAULT 0,
    restore_us bigint NOT NULL DEFAULT 0,
    maintenance bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, workflow, grain, bucket)
) PARTITION BY LIST (tenant_id);

CREATE INDEX rollups_to_tell ON rollups (tenant_id, bucket) WHERE grain = 'day' AND told <> revision;

-- How long something took: restoring a workflow's service, answering. Histograms can be added, percentiles can't.
CREATE SEQUENCE rollup_histograms_position;

CREATE TABLE rollup_histograms (
    position bigint NOT NULL DEFAULT nextval('public.rollup_histograms_position'),
    tenant_id text NOT NULL,
    grain text NOT NULL CHECK (grain IN ('quarter', 'day')),
    bucket timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind IN ('restore', 'latency')),
    subject text NOT NULL, -- a workflow, or empty for all; of latency, a service
    histogram bytea NOT NULL, -- HdrHistogram V2, compressed
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, kind, subject, grain, bucket)
) PARTITION BY LIST (tenant_id);

-- What is still to be added. Whoever changes rows writes here, in the same transaction, what that does to the numbers.
CREATE SEQUENCE rollup_changes_position;

CREATE TABLE rollup_changes (
    position bigint NOT NULL DEFAULT nextval('public.rollup_changes_position'),
    tenant_id text NOT NULL,
    changes bytea NOT NULL,
    PRIMARY KEY (tenant_id, position)
) PARTITION BY LIST (tenant_id);

-- The days of all tenants in one table, which is not partitioned: over a thousand partitions a query runs out of locks.
CREATE TABLE tenant_rollups (
    tenant text NOT NULL,
    bucket timestamptz NOT NULL, -- a day of UTC
    runs bigint NOT NULL DEFAULT 0,
    unfinished bigint NOT NULL DEFAULT 0,
    succeeded bigint NOT NULL DEFAULT 0,
    failed bigint NOT NULL DEFAULT 0,
    cancelled bigint NOT NULL DEFAULT 0,
    retried bigint NOT NULL DEFAULT 0,
    costed bigint NOT NULL DEFAULT 0,
    cost_units bigint NOT NULL DEFAULT 0,
    cost_parts bigint NOT NULL DEFAULT 0,
    failed_cost_units bigint NOT NULL DEFAULT 0,
    failed_cost_parts bigint NOT NULL DEFAULT 0,
    retried_cost_units bigint NOT NULL DEFAULT 0,
    retried_cost_parts bigint NOT NULL DEFAULT 0,
    timed bigint NOT NULL DEFAULT 0,
    timed_ms bigint NOT NULL DEFAULT 0,
    failed_timed_ms bigint NOT NULL DEFAULT 0,
    retried_timed_ms bigint NOT NULL DEFAULT 0,
    unpriced bigint NOT NULL DEFAULT 0,
    judged bigint NOT NULL DEFAULT 0,
    true_alarms bigint NOT NULL DEFAULT 0,
    false_alarms bigint NOT NULL DEFAULT 0,
    missed bigint NOT NULL DEFAULT 0,
    squared_error bigint NOT NULL DEFAULT 0,
    predictions bigint NOT NULL DEFAULT 0,
    signals bigint NOT NULL DEFAULT 0,
    windows bigint NOT NULL DEFAULT 0,
    api_calls bigint NOT NULL DEFAULT 0,
    opened bigint NOT NULL DEFAULT 0,
    restored bigint NOT NULL DEFAULT 0,
    restore_us bigint NOT NULL DEFAULT 0,
    maintenance bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, bucket)
);

ALTER TABLE tenant_rollups ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY platform ON tenant_rollups USING (
    current_setting('app.tenant_id', true) = 'platform' AND current_setting('app.role', true) = 'admin');

-- What each run adds to the numbers of its workflow and of the quarter of an hour in which it ended or, until then, started.
CREATE VIEW run_measures WITH (security_invoker = true) AS
SELECT tenant_id, workflow,
    to_timestamp(floor(EXTRACT(EPOCH FROM COALESCE(finished_at, started_at)) / 900) * 900) AS bucket,
    1 AS runs,
    CASE WHEN status IN ('queued', 'running') THEN 1 ELSE 0 END AS unfinished,
    CASE WHEN status = 'success' THEN 1 ELSE 0 END AS succeeded,
    CASE WHEN status = 'failure' THEN 1 ELSE 0 END AS failed,
    CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
    CASE WHEN attempt > 1 THEN 1 ELSE 0 END AS retried,
    CASE WHEN cost IS NOT NULL THEN 1 ELSE 0 END AS costed,
    COALESCE(CAST(trunc(cost) AS bigint), 0) AS cost_units,
    COALESCE(CAST(trunc((cost - trunc(cost)) * 10000000000) AS bigint), 0) AS cost_parts,
    CASE WHEN status = 'failure' THEN COALESCE(CAST(trunc(cost) AS bigint), 0) ELSE 0 END AS failed_cost_units,
    CASE WHEN status = 'failure' THEN COALESCE(CAST(trunc((cost - trunc(cost)) * 10000000000) AS bigint), 0) ELSE 0 END AS failed_cost_parts,
    CASE WHEN attempt > 1 THEN COALESCE(CAST(trunc(cost) AS bigint), 0) ELSE 0 END AS retried_cost_units,
    CASE WHEN attempt > 1 THEN COALESCE(CAST(trunc((cost - trunc(cost)) * 10000000000) AS bigint), 0) ELSE 0 END AS retried_cost_parts,
    CASE WHEN cost IS NULL AND duration_ms IS NOT NULL AND status IN ('success', 'failure', 'cancelled') THEN 1 ELSE 0 END AS timed,
    CASE WHEN cost IS NULL AND status IN ('success', 'failure', 'cancelled') THEN COALESCE(duration_ms, 0) ELSE 0 END AS timed_ms,
    CASE WHEN cost IS NULL AND status = 'failure' THEN COALESCE(duration_ms, 0) ELSE 0 END AS failed_timed_ms,
    CASE WHEN cost IS NULL AND attempt > 1 AND status IN ('success', 'failure', 'cancelled') THEN COALESCE(duration_ms, 0) ELSE 0 END AS retried_timed_ms,
    CASE WHEN cost IS NULL AND duration_ms IS NULL AND status IN ('success', 'failure', 'cancelled') THEN 1 ELSE 0 END AS unpriced
FROM workflow_runs;

-- Predictions with what became of their runs. One that was made after the end was known foretold nothing.
CREATE VIEW prediction_outcomes WITH (security_invoker = true) AS
SELECT p.tenant_id, p.id, p.position, p.run_id, p.attempt, r.workflow, p.model_version, p.probability, p.created_at, r.status, r.known_at,
    COALESCE(r.finished_at, r.started_at) AS counted_at,
    CASE WHEN r.status = 'failure' THEN 1 ELSE 0 END AS failed
FROM predictions p
JOIN workflow_runs r ON r.tenant_id = p.tenant_id AND r.run_id = p.run_id AND r.attempt = p.attempt
WHERE r.status IN ('success', 'failure') AND p.created_at <= r.known_at;

-- A run beside what else was known of that time: what was predicted of it, which alerts of its own fired, how slow services were.
CREATE VIEW run_circumstances WITH (security_invoker = true) AS
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
