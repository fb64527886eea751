-- Adopted rows are copied as they are; what is personal in them is replaced by the service, which has the keys, before it serves
-- anything. Until then the note on the earlier table says so, and whose rows they are.
CREATE OR REPLACE FUNCTION adopt_earlier_rows(adopter text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t       record;
    found_rows bigint;
    adopted bigint;
BEGIN
    FOR t IN
        SELECT c.oid, c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('earlier') AND c.relname IN ('workflow_runs', 'insight_signals')
            AND COALESCE(obj_description(c.oid, 'pg_class'), '') !~ '^adopted .*by NeuralOps'
    LOOP
        PERFORM public.onboard_tenant(adopter, adopter);
        PERFORM public.act_as_tenant(adopter);
        EXECUTE format('SELECT count(*) FROM earlier.%I', t.relname) INTO found_rows;
        adopted := CASE t.relname WHEN 'workflow_runs' THEN public.adopt_earlier_runs()
            ELSE public.adopt_earlier_signals() END;
        EXECUTE format('COMMENT ON TABLE earlier.%I IS %L', t.relname,
            'adopted by NeuralOps into ' || adopter || ', not redacted yet');
        RAISE WARNING 'adopted % of % rows of the earlier % into tenant %', adopted, found_rows, t.relname, adopter;
    END LOOP;
END $$;

-- The tenants whose adopted rows are still as they were. A note of before this migration doesn't say whose they are.
CREATE FUNCTION unredacted_adopters(adopter text) RETURNS TABLE (tenant text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT COALESCE(substring(obj_description(c.oid, 'pg_class') FROM ' into ([a-z0-9_]+), '), adopter)
    FROM pg_class c
    WHERE c.relnamespace = to_regnamespace('earlier') AND c.relname IN ('workflow_runs', 'insight_signals')
        AND obj_description(c.oid, 'pg_class') ~ '^adopted by NeuralOps'
$$;

CREATE FUNCTION adopted_rows_are_redacted() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('earlier') AND c.relname IN ('workflow_runs', 'insight_signals')
            AND obj_description(c.oid, 'pg_class') ~ '^adopted by NeuralOps'
    LOOP
        EXECUTE format('COMMENT ON TABLE earlier.%I IS %L', t.relname, 'adopted and redacted by NeuralOps');
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION unredacted_adopters(text), adopted_rows_are_redacted() FROM PUBLIC;
