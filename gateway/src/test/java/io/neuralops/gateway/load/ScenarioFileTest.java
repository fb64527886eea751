package io.neuralops.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.load.LoadPlan;
import io.neuralops.verticles.profiler.load.Rate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios that are written down, well or badly. */
class ScenarioFileTest {
    private final ScenarioFile file = new ScenarioFile();

    @TempDir
    private Path folder;

    @Test
    void whatIsSaidIsMeasuredAndTheRestIsAsUsual() {
        Scenario scenario = file.parse("""
                url: https://shop.example/checkout?x=1
                method: put
                headers: {Content-Type: application/json, X-Who: me}
                body: '{"a":1}'
                rate: 250
                arrivals: poisson
                duration: 90s
                warm_up: 500ms
                connections: 8
                timeout: 2s
                expect: {status: 201, contains: done}
                budget: {p95_ms: 50, p99_ms: 100, error_ratio: 0.01}
                """);
        LoadPlan plan = scenario.plan(4);

        assertThat(plan.rate()).isEqualTo(new Rate.Poisson(250, Duration.ofSeconds(90)));
        assertThat(plan.target().method()).isEqualTo("PUT");
        assertThat(plan.target().headers()).containsEntry("X-Who", "me").hasSize(2);
        assertThat(plan.target().body()).asString().isEqualTo("{\"a\":1}");
        assertThat(plan.warmUp()).isEqualTo(Duration.ofMillis(500));
        assertThat(plan.connections()).isEqualTo(8);
        assertThat(plan.expectation().status()).isEqualTo(201);
        assertThat(scenario.limits()).isEqualTo(new Budget(null, 50, 100.0, null, 5_000.0, 0.01, null));
        LoadPlan least = file.parse("url: http://localhost:1/").plan(2);
        assertThat(least.rate()).isEqualTo(new Rate.Constant(100, Duration.ofSeconds(10)));
        assertThat(least.target().method()).isEqualTo("GET");
        assertThat(file.parse("url: http://localhost:1/").limits()).isEqualTo(Budget.USUAL);
    }

    @Test
    void aBodyThatBeginsAsJsonIsSaidToBeJsonUnlessSomethingElseIsSaid() {
        String url = "url: http://localhost:1/\nbody: ";
        assertThat(file.parse(url + "'{\"a\":1}'").plan(1).target().headers())
                .isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(file.parse(url + "'[1]'\nheaders: {content-type: text/x}")
                        .plan(1)
                        .target()
                        .headers())
                .isEqualTo(Map.of("content-type", "text/x"));
        assertThat(file.parse(url + "a=1").plan(1).target().headers()).isEmpty();
    }

    @Test
    void ratesMayStepOrRamp() {
        assertThat(file.parse("""
                        url: http://localhost:1/
                        steps: [{rate: 10, duration: 1s}, {rate: 20, duration: 2s}]
                        """).plan(1).rate().expected()).isEqualTo(50);
        assertThat(file.parse("{url: 'http://localhost:1/', ramp: {from: 1, to: 9}, duration: 10s}")
                        .plan(1)
                        .rate())
                .isEqualTo(new Rate.Ramped(1, 9, Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speed: 3 | speed | not known",
                "expect: {stat: 3} | expect.stat | not known",
                "rate: -1 | rate | above 0",
                "rate: 0 | rate | above 0",
                "rate: .nan | rate | wrong type",
                "rate: .inf | rate | wrong type",
                "rate: fast | rate | wrong type",
                "rate: [1] | rate | wrong type",
                "duration: 0s | duration | longer than nothing",
                "duration: 10 | duration | such as 30s",
                "duration: 25h | duration | at most a day",
                "warm_up: 10s | warm_up | shorter than",
                "connections: 1000000000 | connections | 1 to 20000",
                "connections: 0 | connections | 1 to 20000",
                "timeout: 1h | timeout | ten minutes",
                "arrivals: odd | arrivals | constant or poisson",
                "method: G E T | method | name of a method",
                "headers: {'a b': c} | headers | allow",
                "rate: 1e7 | rate | at most",
                "steps: [] | steps | 1 to",
                "steps: [{rate: -1, duration: 1s}] | rate | above 0",
                "steps: [{rate: 1, duration: 0s}] | duration | longer than nothing",
                "steps: [{rate: 1, duration: 13h}, {rate: 2, duration: 13h}] | duration | at most a day",
                "steps: [{rate: 1, duration: 1s, speed: 2}] | steps.speed | not known",
                "ramp: {from: 0, to: 5} | from | above 0",
                "ramp: {from: 1, to: -5} | to | above 0",
                "ramp: {from: 1, to: 1e9} | to | at most",
                "budget: {p95_ms: -1} | budget.p95_ms | from",
                "budget: {error_ratio: 2} | budget.error_ratio | from",
                "expect: {status: 7} | expect.status | from",
            })
    void whatIsWrongIsNamed(String line, String field, String why) {
        assertThatThrownBy(() -> {
                    Scenario scenario = file.parse("url: http://localhost:1/\n" + line);
                    scenario.plan(1);
                    scenario.limits();
                })
                .isInstanceOfSatisfying(FailureException.class, e -> {
                    assertThat(e.failure().field()).isEqualTo(field);
                    assertThat(e.failure().detail()).contains(why);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x/, http",
        "//x/, http",
        "http:///x, no host",
        "http://user:pw@x/, Authorization",
        "http://x/ y, no URL",
    })
    void soIsAnAddressThatIsNone(String url, String why) {
        assertThatThrownBy(() -> file.parse("url: '" + url + "'").plan(1)).hasMessageContaining(why);
    }

    @Test
    void aFileThatIsNoScenarioIsRefused() throws Exception {
        for (String text :
                new String[] {"", "[1]", "just words", "url: http://x/\nurl: http://y/", "a: [b", "rate: 3"}) {
            assertThatThrownBy(() -> file.parse(text).plan(1)).as(text).isInstanceOf(FailureException.class);
        }
        Path bomb = Files.writeString(folder.resolve("bomb.yaml"), "a: &a [x,x]\n" + "b: [*a,*a]\n".repeat(200_000));
        assertThatThrownBy(() -> file.read(bomb)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> file.read(folder.resolve("none.yaml"))).hasMessageContaining("no file");
    }
}
