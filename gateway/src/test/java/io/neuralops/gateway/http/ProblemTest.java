package io.neuralops.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.models.failure.Failure;
import io.neuralops.verticles.operation.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Map<Failure, String> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put(new Failure.Malformed("f", "d"), "400 malformed");
        EXPECTED.put(new Failure.Invalid("f", "d"), "422 invalid");
        EXPECTED.put(new Failure.Unauthenticated("d"), "401 unauthenticated");
        EXPECTED.put(new Failure.Forbidden("d"), "403 forbidden");
        EXPECTED.put(new Failure.NotFound("d"), "404 not_found");
        EXPECTED.put(new Failure.MethodNotAllowed("GET", "d"), "405 method_not_allowed");
        EXPECTED.put(new Failure.NotAcceptable("d"), "406 not_acceptable");
        EXPECTED.put(new Failure.Conflict("d"), "409 conflict");
        EXPECTED.put(new Failure.InFlight("d", Duration.ofSeconds(1)), "409 in_flight");
        EXPECTED.put(new Failure.TooLarge("d"), "413 too_large");
        EXPECTED.put(new Failure.UnsupportedMedia("d"), "415 unsupported_media_type");
        EXPECTED.put(new Failure.UnsupportedEncoding("d"), "415 unsupported_encoding");
        EXPECTED.put(new Failure.RequestTimeout("d"), "408 request_timeout");
        EXPECTED.put(new Failure.UriTooLong("d"), "414 uri_too_long");
        EXPECTED.put(new Failure.HeadersTooLarge("d"), "431 headers_too_large");
        EXPECTED.put(new Failure.RateLimited("d", Duration.ofSeconds(3)), "429 rate_limited");
        EXPECTED.put(new Failure.Overloaded("d", Duration.ofSeconds(3)), "429 overloaded");
        EXPECTED.put(new Failure.Internal("d"), "500 internal");
        EXPECTED.put(new Failure.Unavailable("d", Duration.ofMillis(20)), "503 unavailable");
    }

    @Test
    void everyKindHasItsStatusAndItsStableCode() {
        Set<Class<?>> tested = new HashSet<>();
        EXPECTED.forEach((failure, expected) -> {
            Problem problem = Problem.of(failure);
            assertThat(problem.status() + " " + problem.code()).isEqualTo(expected);
            assertThat(problem.type()).isEqualTo("urn:neuralops:problem:" + problem.code());
            assertThat(problem.detail()).isEqualTo("d");
            assertThat(problem.field()).isEqualTo(failure.field());
            tested.add(failure.getClass());
        });
        assertThat(tested)
                .as("a new kind needs a line here")
                .containsExactlyInAnyOrder(
                        Arrays.stream(Failure.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
    }

    @Test
    void whatHealsSaysWhenAndWhatIsNotAllowedSaysWhatIs() {
        assertThat(Problem.of(new Failure.RateLimited("d", Duration.ofSeconds(3)))
                        .retryAfter())
                .isEqualTo(3);
        assertThat(Problem.of(new Failure.Unavailable("d", Duration.ofMillis(20)))
                        .retryAfter())
                .as("whole seconds, and never none")
                .isEqualTo(1);
        assertThat(Problem.of(new Failure.MethodNotAllowed("GET", "d")).allow()).isEqualTo("GET");
        assertThat(Problem.of(new Failure.NotFound("d")).retryAfter()).isNull();
    }

    @Test
    void itWritesItselfAsTheMapperWould() throws Exception {
        ObjectMapper reader = new ObjectMapper();
        Json json = new Json();
        for (Failure failure : EXPECTED.keySet()) {
            Problem problem = Problem.of(failure);
            assertThat(reader.readTree(json.writeBytes(problem))).isEqualTo(reader.readTree(json.write(problem)));
        }
        assertThat(EXPECTED.keySet()).anyMatch(failure -> failure.field() != null);
    }
}
