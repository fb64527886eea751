-- Windows are told apart by the measuring run and their beginning, so that they can be reported twice. Only the canaries have
-- any so far, which end a second after these begin.
ALTER TABLE perf_metrics
    ADD COLUMN run_id     text        NOT NULL DEFAULT 'canary',               -- the measuring run
    ADD COLUMN started_at timestamptz NOT NULL DEFAULT '2024-12-31T23:59:59Z', -- the beginning of the window
    ADD COLUMN requests   bigint      NOT NULL DEFAULT 0,                      -- that came to an end within it
    ADD COLUMN source     text        NOT NULL DEFAULT 'rows';                 -- who measured, or the form it came in

ALTER TABLE perf_metrics
    ALTER COLUMN run_id DROP DEFAULT,
    ALTER COLUMN started_at DROP DEFAULT,
    ALTER COLUMN requests DROP DEFAULT,
    ALTER COLUMN source DROP DEFAULT;

CREATE INDEX perf_metrics_by_time ON perf_metrics (tenant_id, "timestamp", position);
CREATE INDEX perf_metrics_by_service ON perf_metrics (tenant_id, service, "timestamp", position);
