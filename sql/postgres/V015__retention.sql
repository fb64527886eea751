-- For how many days a tenant's rows are kept: 0 for ever, null as the installation's settings say.
ALTER TABLE tenants
    ADD COLUMN predictions_days  integer CHECK (predictions_days >= 0),
    ADD COLUMN perf_metrics_days integer CHECK (perf_metrics_days >= 0);

-- After each migration: the service may change these two columns and nothing else of the list, and that only as the
-- platform's admin, which the policy sees to.
CREATE FUNCTION settle_retention(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('GRANT UPDATE (predictions_days, perf_metrics_days) ON public.tenants TO %I', service);
END $$;

REVOKE EXECUTE ON FUNCTION settle_retention(name) FROM PUBLIC;

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
    SET name = display_name, created_at = since, predictions_days = NULL, perf_metrics_days = NULL
    WHERE id = tenant;
    RETURN true;
END $$;
