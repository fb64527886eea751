-- All tenants at once would need a lock for each of their tables and indexes until the end of the transaction: more than
-- the server has room for from some hundred tenants on. So this is only about what tenants share; who has set it up then
-- calls onboard_tenant for each of those that lack a table, in a transaction of its own.
CREATE OR REPLACE FUNCTION settle_tenant_tables(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
    EXECUTE format('GRANT SELECT ON public.tenants, public.next_run_position TO %I', service);
    FOR t IN SELECT * FROM public.tenant_tables ORDER BY name LOOP
        IF NOT t.protected THEN
            PERFORM public.protect_tenant_rows(t.parent);
        END IF;
        -- Nothing on the partitions: rights are looked at on the table that a statement names, which is the parent.
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', t.parent, service);
        EXECUTE format('GRANT USAGE ON SEQUENCE public.%I TO %I', t.name || '_position', service);
    END LOOP;
END $$;

CREATE FUNCTION tenants_lacking_tables() RETURNS TABLE (tenant text, display_name text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM public.act_as_tenant('platform');
    RETURN QUERY
        SELECT t.id, t.name FROM public.tenants t
        WHERE t.state = 'active' AND EXISTS (
            SELECT FROM public.tenant_tables shared
            WHERE NOT EXISTS (
                SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = public.tenant_schema(t.id) AND c.relname = shared.name))
        ORDER BY t.id;
END $$;

REVOKE EXECUTE ON FUNCTION tenants_lacking_tables() FROM PUBLIC;
