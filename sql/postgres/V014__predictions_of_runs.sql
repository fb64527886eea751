-- How a run ended is written in workflow_runs alone, and found there.
ALTER TABLE predictions DROP COLUMN outcome;

-- Predictions to look for those of a run in. A view, because SQLite has an index of its own kind for that.
CREATE VIEW predictions_of_runs WITH (security_invoker = true) AS SELECT * FROM predictions;

-- After each migration: views that read with the rights of who asks are opened to the service.
CREATE FUNCTION settle_tenant_views(service name) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    v regclass;
BEGIN
    FOR v IN
        SELECT oid FROM pg_class
        WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace AND 'security_invoker=true' = ANY (reloptions)
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO %I', v, service);
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION settle_tenant_views(name) FROM PUBLIC;
