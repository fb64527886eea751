package io.neuralops.gateway.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.neuralops.models.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Good files with some bytes wrong: an end is reached, and nothing is thrown but the documented exception. */
class MutationTest {
    private static final Map<Format, String> SEEDS = Map.of(Format.CSV, """
            run_id,workflow,job,status,started_at,duration_s,cost,attempt,head_branch,owner,author,error,load
            1,"a ""b"" c",j,success,2026-01-01 00:00:00 UTC,1.5,1e-3,1,main,x,y,"p
            q",true
            2,a,k,failure,1767225600,2,0.1,2,v1.2,x,y,,false
            """, Format.NDJSON, """
            {"run_id":"r","workflow":"w","status":"ok","started_at":1767225600,"metrics":{"a":1},"labels":{"b":"c"}}
            {"id":1,"pipeline":"p","result":"failed","created_at":"2026-01-01T00:00:00+01:00","x":[1,{"y":2}],"z":true}
            """, Format.GITHUB, """
            {"total_count":1,"workflow_runs":[{"id":1,"name":"CI","status":"completed","conclusion":"success",
            "run_started_at":"2026-01-01T00:00:00Z","actor":{"login":"a"},"pull_requests":[{}]}]}
            {"workflow_run":{"id":1,"status":"queued","path":"a/b.yml"},"repository":{"full_name":"o/r"}}
            """);

    private static final Map<Kind, String> OF_KINDS =
            Map.of(Kind.RUNS, SEEDS.get(Format.CSV), Kind.SIGNALS, """
            id,service,metric,value,severity,state,observed_at,known_at,zone
            1,"a ""b"" c",m,1.5,page,up,2026-01-01 00:00:00 UTC,,x
            2,a,k,-1e3,info,firing,1767225600,1767225601,"p
            q"
            """, Kind.INCIDENTS, """
            id,service,impact,opened_at,resolved_at,status,title,source
            1,"a;""b"";c",major,2026-01-01 00:00:00 UTC,2026-01-01 01:00:00 UTC,resolved,t,s
            2,a,p1,1767225600,,open,"p
            q",
            """);

    @ParameterizedTest
    @EnumSource
    void nothingElseIsThrown(Format format) {
        mutate(Kind.RUNS, format, SEEDS.get(format).getBytes(UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void norFromFilesOfOtherKinds(Kind kind) {
        mutate(kind, Format.CSV, OF_KINDS.get(kind).getBytes(UTF_8));
    }

    private static void mutate(Kind kind, Format format, byte[] seed) {
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length) : seed.length);
            for (int wrong = random.nextInt(6); wrong > 0 && bytes.length > 0; wrong--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextBoolean() ? (byte) random.nextInt() : seed[random.nextInt(seed.length)];
            }
            try {
                Reading.of(kind, format, new ByteArrayInputStream(bytes));
            } catch (FailureException expected) {
                // The file as a whole can't be read.
            }
        }
    }
}
