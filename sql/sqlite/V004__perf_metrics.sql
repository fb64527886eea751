-- How an endpoint did within a window of time.
CREATE TABLE perf_metrics (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant_id   TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    service     TEXT    NOT NULL,
    endpoint    TEXT    NOT NULL,
    p50_ms      REAL,             -- null, as the others, where nothing was answered within the window
    p95_ms      REAL,
    p99_ms      REAL,
    p999_ms     REAL,
    max_ms      REAL,
    throughput  REAL    NOT NULL, -- answers a second
    errors      INTEGER NOT NULL,
    verdict     TEXT,             -- null where nobody judged
    histogram   BLOB,             -- HdrHistogram V2, compressed, so that windows can be merged
    "timestamp" INTEGER NOT NULL, -- the end of the window
    UNIQUE (tenant_id, id)
) STRICT;
