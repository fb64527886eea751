package io.neuralops.gateway.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.profiler.Budget;
import io.neuralops.verticles.profiler.watch.ProfilerSettings;
import io.neuralops.verticles.profiler.watch.SecretText;
import io.neuralops.verticles.profiler.watch.WatchedTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiler's settings, written well or badly. */
class ProfilerFileTest {
    private static final String SELF = "http://127.0.0.1:8010";

    @Test
    void whatIsSaidIsMeasuredAndTheRestIsAsUsual() {
        ProfilerSettings settings = read("""
                tenant: acme
                overhead: 0.02
                window: 30s
                allow: [registry.internal, '*.example.com:443']
                insight: {url: 'https://insight.example.com/base/', token: {secret: insight}}
                targets:
                  - service: registry
                    url: http://registry.internal:8080/v1/x?token=y
                  - service: shop
                    endpoint: checkout
                    url: https://shop.example.com/checkout
                    method: post
                    body: '{}'
                    headers:
                      Content-Type: application/json
                      Authorization: {secret: shop, field: token, prefix: 'Bearer '}
                    rate: 20
                    timeout: 2s
                    connections: 1
                    expect: {status: 201}
                    budget: {p95_ms: 50}
                  - {service: neuralops, url: self}
                  - {service: neuralops, url: self/readyz}
                """);

        assertThat(settings.tenant()).isEqualTo(new TenantId("acme"));
        assertThat(settings.overhead()).isEqualTo(0.02);
        assertThat(settings.window()).isEqualTo(Duration.ofSeconds(30));
        WatchedTarget registry = settings.targets().getFirst();
        // Without the query: it is shown to whoever reads the metrics.
        assertThat(registry.endpoint()).isEqualTo("GET /v1/x");
        assertThat(registry.rate()).isEqualTo(5);
        assertThat(registry.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(registry.budget()).isEqualTo(Budget.USUAL);
        assertThat(registry.expectation().maxBytes()).isEqualTo(1 << 20);
        WatchedTarget shop = settings.targets().get(1);
        assertThat(shop.endpoint()).isEqualTo("checkout");
        assertThat(shop.headers())
                .containsEntry("Authorization", new SecretText("Bearer ", "shop", "token"))
                .containsEntry("Content-Type", SecretText.plain("application/json"));
        assertThat(shop.target().method()).isEqualTo("POST");
        assertThat(shop.budget().p95Ms()).isEqualTo(50);
        assertThat(settings.targets().get(2).own()).isTrue();
        assertThat(settings.targets().get(2).target().uri()).hasToString(SELF + "/healthz");
        assertThat(settings.targets().get(3).target().uri()).hasToString(SELF + "/readyz");
        assertThat(settings.insight().orElseThrow().target().uri())
                .hasToString("https://insight.example.com/base/metrics/import");
        assertThat(settings.insight().orElseThrow().authorization())
                .isEqualTo(new SecretText("Bearer ", "insight", "value"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                       | targets
                    ''                                                       | profiler
                    targets: []                                              | targets
                    targets: [null]                                          | targets[0]
                    target: []                                               | target
                    targets: [{service: a, url: self, rat: 1}]               | targets.rat
                    targets: [{service: a, url: self, rate: 0.5}]            | targets[0].rate
                    targets: [{service: a, url: self, rate: 51}]             | targets[0].rate
                    targets: [{service: a, url: self, rate: -1}]             | targets[0].rate
                    targets: [{service: a, url: self, timeout: 61s}]         | targets[0].timeout
                    targets: [{service: a, url: self, timeout: 5}]           | targets[0].timeout
                    targets: [{service: a, url: self, connections: 3}]       | targets[0].connections
                    targets: [{service: a, url: selfish}]                    | targets[0].url
                    targets: [{service: a, url: 'ftp://x/'}]                 | targets[0].url
                    targets: [{service: a, url: 'http://u:p@x/'}]            | targets[0].url
                    targets: [{service: a, url: 'http://2130706433/'}]       | targets[0].url
                    targets: [{service: a, url: 'http://0177.0.0.1/'}]       | targets[0].url
                    targets: [{service: a}]                                  | targets[0].url
                    targets: [{url: self}]                                   | targets[0].service
                    targets: [{service: a, url: self}, {service: a, url: self}] | targets[1].endpoint
                    targets: [{service: a, url: self, headers: {Host: x}}]   | targets[0].headers.Host
                    targets: [{service: a, url: self, headers: {'a b': x}}]  | targets[0].headers
                    targets: [{service: a, url: self, headers: {A: {secrets: x}}}] | targets.headers.A.secrets
                    targets: [{service: a, url: self, headers: {A: {secret: X}}}]  | targets[0].headers.A.secret
                    targets: [{service: a, url: self, budget: {p95_ms: -1}}] | targets[0].budget.p95_ms
                    {overhead: 0, targets: [{service: a, url: self}]}        | overhead
                    {overhead: 2, targets: [{service: a, url: self}]}        | overhead
                    {window: 1ms, targets: [{service: a, url: self}]}        | window
                    {window: 10m, targets: [{service: a, url: self}]}        | window
                    {window: 0s, targets: [{service: a, url: self}]}         | window
                    {tenant: 'A B', targets: [{service: a, url: self}]}      | tenant
                    {allow: ['a b'], targets: [{service: a, url: self}]}     | allow
                    {insight: {url: 'x'}, targets: [{service: a, url: self}]} | insight.url
                    {insight: {url: 'http://x', token: t}, targets: [{service: a, url: self}]} | insight.token
                    """)
    void mistakesAreToldByTheirPlace(String text, String place) {
        assertThatThrownBy(() -> read(text.equals("''") ? "" : text))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().field()).isEqualTo(place));
    }

    @Test
    void thereAreNoMoreThanAHundredTargets() {
        StringBuilder text = new StringBuilder("targets:\n");
        for (int i = 0; i <= 100; i++) {
            text.append("  - {service: a, url: self/").append(i).append("}\n");
        }
        assertThatThrownBy(() -> read(text.toString())).hasMessageContaining("targets");
    }

    private static ProfilerSettings read(String text) {
        return ProfilerFile.reader().parse(text).settings(SELF);
    }
}
