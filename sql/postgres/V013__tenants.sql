-- Onboards a tenant unless it is there; whether it was not. One that comes back is another tenant of the same name.
CREATE FUNCTION admit_tenant(tenant text, display_name text, since timestamptz) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.tenant_schema(tenant);
    PERFORM pg_advisory_xact_lock(hashtextextended('neuralops tenant ' || tenant, 0));
    PERFORM public.act_as_tenant('platform');
    IF EXISTS (SELECT FROM public.tenants t WHERE t.id = tenant AND t.state = 'active') THEN
        RETURN false;
    END IF;
    PERFORM public.onboard_tenant(tenant, display_name);
    UPDATE public.tenants SET name = display_name, created_at = since WHERE id = tenant;
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION admit_tenant(text, text, timestamptz) FROM PUBLIC;

-- It says of each table that it goes, which nobody has to be told.
ALTER FUNCTION offboard_tenant(text) SET client_min_messages = warning;
