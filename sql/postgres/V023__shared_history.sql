-- Whether the base model, which answers for tenants without a model of their own, may learn from a tenant's history.
ALTER TABLE tenants ADD COLUMN share_history boolean NOT NULL DEFAULT false;

-- After each migration: as with retention.
CREATE FUNCTION settle_sharing(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    EXECUTE format('GRANT UPDATE (share_history) ON public.tenants TO %I', service);
END $$;

REVOKE EXECUTE ON FUNCTION settle_sharing(name) FROM PUBLIC;

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
        share_history = false
    WHERE id = tenant;
    RETURN true;
END $$;
