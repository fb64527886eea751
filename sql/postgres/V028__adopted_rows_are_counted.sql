-- The note on an earlier table says how many of its rows were adopted too, so that it can be told whether any would be lost with it.
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
            format('adopted by NeuralOps into %s, not redacted yet, %s of %s rows', adopter, adopted, found_rows));
        RAISE WARNING 'adopted % of % rows of the earlier % into tenant %', adopted, found_rows, t.relname, adopter;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION adopted_rows_are_redacted() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t record;
BEGIN
    FOR t IN
        SELECT c.relname, substring(obj_description(c.oid, 'pg_class') FROM ', [0-9]+ of [0-9]+ rows$') AS counted
        FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('earlier') AND c.relname IN ('workflow_runs', 'insight_signals')
            AND obj_description(c.oid, 'pg_class') ~ '^adopted by NeuralOps'
    LOOP
        EXECUTE format('COMMENT ON TABLE earlier.%I IS %L', t.relname,
            'adopted and redacted by NeuralOps' || COALESCE(t.counted, ''));
    END LOOP;
END $$;
