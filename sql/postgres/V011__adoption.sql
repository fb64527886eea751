-- Rows of the earlier phases become a tenant's. Columns are looked for by the names they may have had; a row that lacks
-- what a row needs today stays where it was, and is counted in a warning. Nothing in the earlier tables is changed.
CREATE FUNCTION adopt_earlier_runs() RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    adopted bigint;
BEGIN
    INSERT INTO public.workflow_runs (tenant_id, run_id, attempt, workflow, status, started_at, finished_at, known_at,
        duration_ms, cost, owner, error_text, metrics, labels)
    WITH earlier AS (
        SELECT to_jsonb(e) AS j FROM earlier.workflow_runs e
    ), named AS (
        SELECT j,
            COALESCE(j->>'run_id', j->>'id') AS run_id,
            (j->>'attempt')::integer AS attempt,
            COALESCE(j->>'workflow', j->>'workflow_name', j->>'workflow_id', j->>'name', 'unknown') AS workflow,
            CASE lower(j->>'status')
                WHEN 'succeeded' THEN 'success' WHEN 'completed' THEN 'success' WHEN 'ok' THEN 'success'
                WHEN 'failed' THEN 'failure' WHEN 'error' THEN 'failure'
                WHEN 'canceled' THEN 'cancelled' WHEN 'pending' THEN 'queued' WHEN 'in_progress' THEN 'running'
                ELSE lower(j->>'status') END AS status,
            COALESCE(j->>'started_at', j->>'start_time', j->>'created_at', j->>'finished_at')::timestamptz AS started_at,
            COALESCE(j->>'finished_at', j->>'ended_at', j->>'end_time')::timestamptz AS finished_at
        FROM earlier
    )
    SELECT current_setting('app.tenant_id'), run_id,
        -- Where attempts were not numbered, repeated ids were attempts.
        COALESCE(attempt, row_number() OVER (PARTITION BY run_id ORDER BY started_at, finished_at)::integer),
        workflow, status, started_at, finished_at,
        COALESCE((j->>'known_at')::timestamptz, finished_at, started_at),
        COALESCE((j->>'duration_ms')::numeric, extract(epoch FROM finished_at - started_at) * 1000)::bigint,
        (j->>'cost')::numeric, j->>'owner', COALESCE(j->>'error_text', j->>'error_message', j->>'error'),
        COALESCE((SELECT jsonb_object_agg(key, value)::text FROM jsonb_each(
            CASE WHEN jsonb_typeof(j->'metrics') = 'object' THEN j->'metrics' END)
            WHERE jsonb_typeof(value) = 'number'), '{}'),
        COALESCE((SELECT jsonb_object_agg(key, value #>> '{}')::text FROM jsonb_each(
            CASE WHEN jsonb_typeof(j->'labels') = 'object' THEN j->'labels' END)
            WHERE jsonb_typeof(value) IN ('string', 'number', 'boolean')), '{}')
    FROM named
    WHERE run_id IS NOT NULL AND started_at IS NOT NULL
        AND status IN ('queued', 'running', 'success', 'failure', 'cancelled')
    ORDER BY COALESCE(finished_at, started_at)
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS adopted = ROW_COUNT;
    RETURN adopted;
END $$;

CREATE FUNCTION adopt_earlier_signals() RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    adopted bigint;
BEGIN
    INSERT INTO public.insight_signals (tenant_id, id, run_id, service, kind, name, value, severity, state, observed_at,
        known_at, labels)
    WITH earlier AS (
        SELECT to_jsonb(e) AS j FROM earlier.insight_signals e
    ), named AS (
        SELECT j,
            COALESCE(j->>'id', j->>'signal_id') AS id,
            COALESCE(j->>'observed_at', j->>'timestamp', j->>'created_at', j->>'known_at')::timestamptz AS observed_at,
            COALESCE(j->>'kind', j->>'type', j->>'signal_type', 'signal') AS kind,
            lower(j->>'severity') AS severity,
            lower(j->>'state') AS state
        FROM earlier
    )
    SELECT current_setting('app.tenant_id'), id, j->>'run_id', COALESCE(j->>'service', j->>'source', 'unknown'), kind,
        COALESCE(j->>'name', j->>'metric', kind),
        CASE WHEN jsonb_typeof(j->'value') = 'number' THEN (j->>'value')::double precision END,
        CASE WHEN severity IN ('info', 'warning', 'critical') THEN severity ELSE 'info' END,
        CASE WHEN state IN ('firing', 'resolved', 'point') THEN state ELSE 'point' END,
        observed_at, COALESCE((j->>'known_at')::timestamptz, observed_at),
        COALESCE((SELECT jsonb_object_agg(key, value #>> '{}')::text FROM jsonb_each(
            CASE WHEN jsonb_typeof(j->'labels') = 'object' THEN j->'labels' END)
            WHERE jsonb_typeof(value) IN ('string', 'number', 'boolean')), '{}')
    FROM named
    WHERE id IS NOT NULL AND observed_at IS NOT NULL
    ORDER BY observed_at
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS adopted = ROW_COUNT;
    RETURN adopted;
END $$;

-- Once for each of the earlier tables, which bears a note of it afterwards.
CREATE FUNCTION adopt_earlier_rows(adopter text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    note CONSTANT text := 'adopted by NeuralOps';
    t       record;
    found_rows bigint;
    adopted bigint;
BEGIN
    FOR t IN
        SELECT c.oid, c.relname FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('earlier') AND c.relname IN ('workflow_runs', 'insight_signals')
            AND obj_description(c.oid, 'pg_class') IS DISTINCT FROM note
    LOOP
        PERFORM public.onboard_tenant(adopter, adopter);
        PERFORM public.act_as_tenant(adopter);
        EXECUTE format('SELECT count(*) FROM earlier.%I', t.relname) INTO found_rows;
        adopted := CASE t.relname WHEN 'workflow_runs' THEN public.adopt_earlier_runs()
            ELSE public.adopt_earlier_signals() END;
        EXECUTE format('COMMENT ON TABLE earlier.%I IS %L', t.relname, note);
        RAISE WARNING 'adopted % of % rows of the earlier % into tenant %', adopted, found_rows, t.relname, adopter;
    END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION adopt_earlier_runs(), adopt_earlier_signals(), adopt_earlier_rows(text) FROM PUBLIC;
