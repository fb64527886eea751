-- A condition on the role alone is planned and started anew for each statement: a tenth of what a list or an insert costs.
-- So the role is looked at once, when the claims are set: app.tenant_id names the tenant only for a role that there is, all of
-- which read, and app.writes names it only for those that write.
CREATE OR REPLACE FUNCTION protect_tenant_rows(rows_of regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reads  CONSTANT text := $q$tenant_id = current_setting('app.tenant_id', true)$q$;
    writes CONSTANT text := $q$tenant_id = current_setting('app.writes', true)$q$;
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', rows_of);
    EXECUTE format('DROP POLICY IF EXISTS reads ON %s', rows_of);
    EXECUTE format('DROP POLICY IF EXISTS inserts ON %s', rows_of);
    EXECUTE format('DROP POLICY IF EXISTS updates ON %s', rows_of);
    EXECUTE format('DROP POLICY IF EXISTS deletes ON %s', rows_of);
    EXECUTE format('CREATE POLICY reads ON %s FOR SELECT USING (%s)', rows_of, reads);
    EXECUTE format('CREATE POLICY inserts ON %s FOR INSERT WITH CHECK (%s)', rows_of, writes);
    EXECUTE format('CREATE POLICY updates ON %s FOR UPDATE USING (%s) WITH CHECK (%s)', rows_of, writes, writes);
    EXECUTE format('CREATE POLICY deletes ON %s FOR DELETE USING (%s)', rows_of, writes);
END $$;
ALTER FUNCTION protect_tenant_rows(regclass) SET client_min_messages = warning;

CREATE OR REPLACE FUNCTION act_as_tenant(tenant text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT set_config('app.tenant_id', tenant, true), set_config('app.role', 'admin', true),
        set_config('app.writes', tenant, true);
$$;

-- The parents only, which are what the service's statements name. Partitions that are there keep the policies they have,
-- which say the same: a lock for each of them would be more than the server has room for.
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT parent FROM public.tenant_tables WHERE protected LOOP
        PERFORM public.protect_tenant_rows(t.parent);
    END LOOP;
END $$;
