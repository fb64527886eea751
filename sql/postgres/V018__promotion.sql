-- How the challenger fared against the champion (JSON), and which version answered before this one began to.
ALTER TABLE model_versions
    ADD COLUMN verdict     text,
    ADD COLUMN predecessor text;

-- What the service may do by itself for a tenant: names of actions, a blank between them.
ALTER TABLE tenants ADD COLUMN pre_approved text;

-- After each migration: as with retention.
CREATE FUNCTION settle_safety(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('GRANT UPDATE (pre_approved) ON public.tenants TO %I', service);
END $$;

REVOKE EXECUTE ON FUNCTION settle_safety(name) FROM PUBLIC;

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
    SET name = display_name, created_at = since, predictions_days = NULL, perf_metrics_days = NULL, pre_approved = NULL
    WHERE id = tenant;
    RETURN true;
END $$;
