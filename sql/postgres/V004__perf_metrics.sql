-- How an endpoint did within a window of time.
CREATE SEQUENCE perf_metrics_position;

CREATE TABLE perf_metrics (
    position    bigint           NOT NULL DEFAULT nextval('public.perf_metrics_position'),
    tenant_id   text             NOT NULL,
    id          uuid             NOT NULL,
    service     text             NOT NULL,
    endpoint    text             NOT NULL,
    p50_ms      double precision,          -- null, as the others, where nothing was answered within the window
    p95_ms      double precision,
    p99_ms      double precision,
    p999_ms     double precision,
    max_ms      double precision,
    throughput  double precision NOT NULL, -- answers a second
    errors      bigint           NOT NULL,
    verdict     text,                      -- null where nobody judged
    histogram   bytea,                     -- HdrHistogram V2, compressed, so that windows can be merged
    "timestamp" timestamptz      NOT NULL, -- the end of the window
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, id)
) PARTITION BY LIST (tenant_id);
