-- Incidents that follow from runs or signals: of what, for those who look for them again.
ALTER TABLE incidents ADD COLUMN derived_from text;
CREATE INDEX incidents_derived ON incidents (tenant_id, derived_from, opened_at) WHERE derived_from IS NOT NULL;

-- The runs of a workflow, and the changes of an alert, in the order in which they came to pass.
CREATE INDEX workflow_runs_in_time ON workflow_runs (tenant_id, workflow, (COALESCE(finished_at, started_at)));
CREATE INDEX insight_signals_in_time ON insight_signals (tenant_id, service, name, observed_at) WHERE state <> 'point';

-- What an hour of a run costs that came without a cost, and in which currency costs are; whether the tenant's rollups are made, and by
-- which definitions.
ALTER TABLE tenants
    ADD COLUMN cost_per_hour numeric CHECK (cost_per_hour >= 0),
    ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$'),
    ADD COLUMN rollups integer;

-- After each migration: as with retention.
CREATE FUNCTION settle_reports(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('GRANT UPDATE (cost_per_hour, currency, rollups) ON public.tenants TO %I', service);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.tenant_rollups TO %I', service);
END $$;

REVOKE EXECUTE ON FUNCTION settle_reports(name) FROM PUBLIC;

-- One that comes back is another tenant of the same name: nothing of what was settled for the one that went holds for it.
CREATE OR REPLACE FUNCTION admit_tenant(tenant text, display_name text, since timestamptz) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.tenant_schema(tenant);
    PERFORM pg_advisory_xact_lock(hashtextextended('neuralops tenant ' || tenant, 0));
    PERFORM public.act_as_tenant('platform');
    IF EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant AND t.state = 'active') THEN
        RETURN false;
    END IF;
    PERFORM public.onboard_tenant(tenant, display_name);
    UPDATE public.tenants
    SET name = display_name, created_at = since, predictions_days = NULL, perf_metrics_days = NULL, pre_approved = NULL,
        share_history = false, cost_per_hour = NULL, currency = NULL, rollups = NULL
    WHERE id = tenant;
    DELETE FROM public.tenant_rollups r WHERE r.tenant = admit_tenant.tenant;
    RETURN true;
END $$;

-- What each incident adds to the numbers of the quarter of an hour in which it was opened.
CREATE VIEW incident_measures WITH (security_invoker = true) AS
SELECT tenant_id, COALESCE(workflow, '') AS workflow, to_timestamp(floor(EXTRACT(EPOCH FROM opened_at) / 900) * 900) AS bucket,
    CASE WHEN severity <> 'maintenance' THEN 1 ELSE 0 END AS opened,
    CASE WHEN severity <> 'maintenance' AND resolved_at IS NOT NULL THEN 1 ELSE 0 END AS restored,
    CASE WHEN severity <> 'maintenance' THEN COALESCE(duration_us, 0) ELSE 0 END AS restore_us,
    CASE WHEN severity = 'maintenance' THEN 1 ELSE 0 END AS maintenance
FROM incidents;

-- What signals and windows add to theirs.
CREATE VIEW signal_measures WITH (security_invoker = true) AS
SELECT tenant_id, to_timestamp(floor(EXTRACT(EPOCH FROM observed_at) / 900) * 900) AS bucket, 1 AS signals FROM insight_signals;

CREATE VIEW window_measures WITH (security_invoker = true) AS
SELECT tenant_id, service, to_timestamp(floor(EXTRACT(EPOCH FROM "timestamp") / 900) * 900) AS bucket, 1 AS windows, requests, errors FROM perf_metrics;
