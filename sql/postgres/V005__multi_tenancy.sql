-- A tenant is a schema that holds its partition of every tenant's table: every partitioned table in public with a
-- tenant_id. A migration only creates such a table; what makes it a tenant's is done here, so that none is forgotten.
CREATE TABLE tenants (
    id         text        PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]{0,39}$'),
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    state      text        NOT NULL CHECK (state IN ('active', 'offboarded'))
);

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON tenants FOR SELECT USING (id = current_setting('app.tenant_id', true));
CREATE POLICY platform ON tenants USING (
    current_setting('app.tenant_id', true) = 'platform' AND current_setting('app.role', true) = 'admin');

CREATE VIEW tenant_tables AS
SELECT c.oid::regclass AS parent, c.relname AS name, c.relforcerowsecurity AS protected
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace;

-- Forced, so that they bind the owner too. Who reads needs a role, and who writes a higher one, even if the service
-- forgets to look.
CREATE FUNCTION protect_tenant_rows(rows_of regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    own    CONSTANT text := $q$tenant_id = current_setting('app.tenant_id', true)$q$;
    reads  CONSTANT text := own || $q$ AND current_setting('app.role', true) IN ('viewer', 'operator', 'admin')$q$;
    writes CONSTANT text := own || $q$ AND current_setting('app.role', true) IN ('operator', 'admin')$q$;
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', rows_of);
    EXECUTE format('CREATE POLICY reads ON %s FOR SELECT USING (%s)', rows_of, reads);
    EXECUTE format('CREATE POLICY inserts ON %s FOR INSERT WITH CHECK (%s)', rows_of, writes);
    EXECUTE format('CREATE POLICY updates ON %s FOR UPDATE USING (%s) WITH CHECK (%s)', rows_of, writes, writes);
    EXECUTE format('CREATE POLICY deletes ON %s FOR DELETE USING (%s)', rows_of, writes);
END $$;

CREATE FUNCTION act_as_tenant(tenant text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    SELECT set_config('app.tenant_id', tenant, true), set_config('app.role', 'admin', true);
$$;

CREATE FUNCTION tenant_schema(tenant text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF tenant IS NULL OR tenant !~ '^[a-z][a-z0-9_]{0,39}$' THEN
        RAISE EXCEPTION 'not the name of a tenant' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN 'tenant_' || tenant;
END $$;

-- Makes what is missing of a tenant. Attaching a table that is ready locks the parent only against other changes of its
-- shape; creating it as a partition would hold up everybody who reads or writes.
CREATE FUNCTION onboard_tenant(tenant text, display_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := public.tenant_schema(tenant);
    t    record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('neuralops tenant ' || tenant, 0));
    PERFORM public.act_as_tenant('platform');
    INSERT INTO public.tenants (id, name, state) VALUES (tenant, display_name, 'active')
    ON CONFLICT (id) DO UPDATE SET state = 'active' WHERE tenants.state <> 'active';
    IF to_regnamespace(home) IS NULL THEN
        EXECUTE format('CREATE SCHEMA %I', home);
    END IF;
    FOR t IN SELECT * FROM public.tenant_tables ORDER BY name LOOP
        IF to_regclass(format('%I.%I', home, t.name)) IS NULL THEN
            EXECUTE format('CREATE TABLE %I.%I (LIKE %s INCLUDING ALL)', home, t.name, t.parent);
            PERFORM public.protect_tenant_rows(format('%I.%I', home, t.name)::regclass);
            EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I.%I FOR VALUES IN (%L)', t.parent, home, t.name, tenant);
        END IF;
    END LOOP;
END $$;

-- What would go with a tenant.
CREATE FUNCTION tenant_footprint(tenant text) RETURNS TABLE (name text, row_count bigint, bytes bigint)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := public.tenant_schema(tenant);
BEGIN
    PERFORM public.act_as_tenant(tenant);
    FOR name, bytes IN
        SELECT c.relname, pg_total_relation_size(c.oid)
        FROM pg_class c WHERE c.relnamespace = to_regnamespace(home) AND c.relkind = 'r' ORDER BY c.relname
    LOOP
        EXECUTE format('SELECT count(*) FROM %I.%I', home, name) INTO row_count;
        RETURN NEXT;
    END LOOP;
END $$;

-- Dropping a partition locks its parent against everybody: not for longer than a moment, rather it fails.
CREATE FUNCTION offboard_tenant(tenant text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    home CONSTANT text := public.tenant_schema(tenant);
BEGIN
    PERFORM set_config('lock_timeout', '3s', true);
    PERFORM public.act_as_tenant('platform');
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', home);
    UPDATE public.tenants SET state = 'offboarded' WHERE id = tenant;
END $$;

-- After each migration: new tables are protected, opened to the service, and get their partitions.
CREATE FUNCTION settle_tenant_tables(service name) RETURNS void
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
    PERFORM public.act_as_tenant('platform');
    FOR t IN SELECT id, name FROM public.tenants WHERE state = 'active' ORDER BY id LOOP
        PERFORM public.onboard_tenant(t.id, t.name);
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION
    protect_tenant_rows(regclass), act_as_tenant(text), tenant_schema(text), onboard_tenant(text, text),
    tenant_footprint(text), offboard_tenant(text), settle_tenant_tables(name)
FROM PUBLIC;
