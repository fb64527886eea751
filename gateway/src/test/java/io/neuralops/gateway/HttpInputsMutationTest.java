package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.auth.TokenInputs;
import io.neuralops.verticles.operation.Operation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Good inputs with some bytes wrong, for every decoder that {@link HttpInputsFuzzTest} knows. */
class HttpInputsMutationTest {
    private static final int EACH = 4_000;

    private static final List<byte[]> SEEDS = List.of(
            """
            {"run_id":"r","attempt":2,"workflow":"w/x","status":"success","started_at":"2025-06-01T10:00:00+02:00",
             "finished_at":"2025-06-01T11:00:00Z","duration_ms":1,"cost":1.5,"owner":"o","error_text":"e","metrics":{"a":1e3},
             "labels":{"b":"c"},"signal_id":null,"known_at":null}""".getBytes(UTF_8),
            """
            [{"run_id":"r","workflow":"w","status":"failure"},{"service":"s","name":"n","kind":"k","value":0.5,
              "severity":"critical","state":"firing","observed_at":"2025-06-01T10:00:00Z","id":"i"},7,[],{}]""".getBytes(UTF_8),
            "{\"run_id\":\"\\u0041\\ud83d\\ude00\",\"workflow\":\"é\"}\n{}\n\n{\"version\":\"v1\"}".getBytes(UTF_8),
            "limit=50&cursor=AAAAAAAAAAE&status=running&since=2025-06-02T11:59:00Z&workflow=w&days=7&min_probability=0.5"
                    .getBytes(UTF_8),
            "version=v1&id=01890000-0000-7000-8000-000000000000&run_id=r".getBytes(UTF_8),
            "AAAAAAAAAAE".getBytes(UTF_8),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8),
            """
            {"type":"send","address":"neuralops.op.predict","replyAddress":"r","headers":{"Idempotency-Key":"k"},
             "body":{"run_id":"r","labels":{"a":"é"}},"token":"t"}""".getBytes(UTF_8),
            "[\"{\\\"type\\\":\\\"ping\\\"}\",\"\\u0000\"]".getBytes(UTF_8),
            TokenInputs.SEED_TOKEN.getBytes(UTF_8),
            TokenInputs.SEED_KEYS.getBytes(UTF_8),
            Gzips.of("{\"run_id\":\"r\"}\n".repeat(50)));

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void nothingElseIsThrown() {
        Random random = new Random(42);
        for (int which = 0; which < HttpInputsFuzzTest.count(); which++) {
            for (byte[] seed : SEEDS) {
                HttpInputsFuzzTest.feed(which, seed);
            }
            for (int i = 0; i < EACH; i++) {
                HttpInputsFuzzTest.feed(which, mutated(SEEDS.get(random.nextInt(SEEDS.size())), random));
            }
        }
    }

    @Test
    void noOperationIsForgotten(@TempDir Path home) {
        assertThat(new HashSet<Class<?>>(HttpInputsFuzzTest.COMMANDS))
                .isEqualTo(new HashSet<Class<?>>(Operations.in(home).stream()
                        .<Class<?>>map(Operation::input)
                        .toList()));
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length) : seed.length);
        for (int wrong = random.nextInt(6); wrong > 0 && bytes.length > 0; wrong--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : seed[random.nextInt(seed.length)];
        }
        return bytes;
    }
}
