-- The same as before, found without going through all tenants' tables.
CREATE OR REPLACE VIEW tenant_tables AS
SELECT c.oid::regclass AS parent, c.relname AS name, c.relforcerowsecurity AS protected
FROM pg_partitioned_table p
    JOIN pg_class c ON c.oid = p.partrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace;

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
DECLARE
    shared CONSTANT name[] := ARRAY(SELECT t.name FROM public.tenant_tables t);
BEGIN
    PERFORM public.act_as_tenant('platform');
    RETURN QUERY
        SELECT t.id, t.name
        FROM public.tenants t
            LEFT JOIN pg_namespace n ON n.nspname = 'tenant_' || t.id
            LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = ANY (shared)
        WHERE t.state = 'active'
        GROUP BY t.id, t.name
        HAVING count(c.oid) < cardinality(shared)
        ORDER BY t.id;
END $$;

REVOKE EXECUTE ON FUNCTION tenants_lacking_tables() FROM PUBLIC;
