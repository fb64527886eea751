-- The tables of the earlier phases had no tenants. They are moved as they are to where they are in nobody's way, and stay
-- there; afterMigrate.sql copies their rows.
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['workflow_runs', 'insight_signals'] LOOP
        IF to_regclass('public.' || t) IS NOT NULL AND NOT EXISTS (
            SELECT FROM pg_attribute
            WHERE attrelid = to_regclass('public.' || t) AND attname = 'tenant_id' AND NOT attisdropped)
        THEN
            CREATE SCHEMA IF NOT EXISTS earlier;
            EXECUTE format('ALTER TABLE public.%I SET SCHEMA earlier', t);
        END IF;
    END LOOP;
END $$;
