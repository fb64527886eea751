package io.neuralops.verticles.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read by hand is read as the mapper reads it, and what the mapper refuses is refused alike. */
class PredictPlainTest {
    private static final String SPLICES =
            "{}[]\":,\\/ \n\tnulltrue0-1eE.\u0000\u007f\u00e9run_idworkflowsignal_idattempt";

    private final Decoder byHand = new Decoder(new Json(), List.of(Predict.PLAIN));
    private final Decoder mapper = new Decoder(new Json());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"run_id\":\"r1\"}",
                " { \"run_id\" : \"r1\" ,\r\n\t\"workflow\":\"a/b\" , \"signal_id\":\"s\" } ",
                "{\"workflow\":\"~ !\",\"run_id\":\"r1\"}",
                "{\"run_id\":\"r1\",\"attempt\":2}",
                "{\"run_id\":\"r1\",\"workflow\":null}",
                "{\"run_id\":\"gr\u00f6\u00dfer\"}",
                "{\"run_id\":\"a\\u0041\"}"
            })
    void aQuestionIsReadHoweverItIsWritten(String json) {
        assertThat(outcome(byHand, json)).isInstanceOf(Predict.class).isEqualTo(outcome(mapper, json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"run_id\":\"r1\"",
                "{\"run_id\":\"r1\"}}",
                "{\"run_id\":\"r1\"}x",
                "{\"run_id\":\"r1\",}",
                "{,\"run_id\":\"r1\"}",
                "{\"run_id\":\"r1\" \"workflow\":\"w\"}",
                "{\"run_id\":\"r1\",\"run_id\":\"r2\"}",
                "{\"run_id\":\"\"}",
                "{\"run_id\":\"a\nb\"}",
                "{\"run_id\":r1}",
                "{\"run_id\" \"r1\"}",
                "{\"run\":\"r1\"}",
                "{run_id:\"r1\"}",
                "{\"workflow\":\"w\"}",
                "[\"run_id\"]",
                "\u00a0{\"run_id\":\"r1\"}"
            })
    void whatIsWrongIsRefusedAsTheMapperRefusesIt(String json) {
        assertThat(outcome(byHand, json)).isNotInstanceOf(Predict.class).isEqualTo(outcome(mapper, json));
    }

    @Property(seed = "21", tries = 20_000)
    void damageIsSeenAlike(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder("{\"run_id\":\"run-1\",\"workflow\":\"team/wf\",\"signal_id\":\"s1\"}");
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(json.length());
            int from = random.nextInt(SPLICES.length());
            String splice = SPLICES.substring(from, Math.min(SPLICES.length(), from + 1 + random.nextInt(3)));
            json.replace(at, Math.min(json.length(), at + random.nextInt(4)), splice);
        }
        assertThat(outcome(byHand, json.toString())).isEqualTo(outcome(mapper, json.toString()));
    }

    /** The command, or the failure. */
    private static Object outcome(Decoder decoder, String json) {
        try {
            return decoder.decode(Predict.class, json.getBytes(StandardCharsets.UTF_8));
        } catch (FailureException e) {
            return e.failure();
        }
    }
}
