-- Windows are told apart by the measuring run and their beginning, so that they can be reported twice. Only the canaries have
-- any so far, which end a second after these begin.
ALTER TABLE perf_metrics ADD COLUMN run_id     TEXT    NOT NULL DEFAULT 'canary';         -- the measuring run
ALTER TABLE perf_metrics ADD COLUMN started_at INTEGER NOT NULL DEFAULT 1735689599000000; -- the beginning of the window
ALTER TABLE perf_metrics ADD COLUMN requests   INTEGER NOT NULL DEFAULT 0;                -- that came to an end within it
ALTER TABLE perf_metrics ADD COLUMN source     TEXT    NOT NULL DEFAULT 'rows';           -- who measured, or the form it came in

CREATE INDEX perf_metrics_by_time ON perf_metrics (tenant_id, "timestamp", position);
CREATE INDEX perf_metrics_by_service ON perf_metrics (tenant_id, service, "timestamp", position);
