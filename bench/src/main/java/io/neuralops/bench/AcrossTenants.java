package io.neuralops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What is asked across all tenants of a service, and how long it takes. What doesn't work ends the measurement. */
final class AcrossTenants {
    private static final int TIMES = 3;
    private static final int PAGE = 500;
    /** Readiness is looked at anew after two seconds. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2_100);

    private AcrossTenants() {}

    static Map<String, Object> measure(Serving serving, TenantTokens minting, int tenants) throws Exception {
        String platform = minting.of(TenantId.PLATFORM, Role.ADMIN);
        Map<String, Object> figures = new LinkedHashMap<>();
        try (Caller caller = new Caller(serving.port())) {
            figures.put("list_of_tenants_ms", times(() -> {
                int listed = listed(caller, platform);
                if (listed < tenants) {
                    throw new IllegalStateException("GET /tenants listed " + listed + " tenants");
                }
                return listed;
            }));
            figures.put("one_tenant_ms", times(() -> caller.get(platform, "/tenants/tenant_0001")));
            figures.put(
                    "readiness_ms",
                    times(
                            () -> {
                                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                                return System.nanoTime();
                            },
                            () -> caller.get(platform, "/readyz")));
            List<Map<String, Object>> proofs = new ArrayList<>();
            for (int time = 0; time < 2; time++) {
                proofs.add(proof(caller.post(platform, "/isolation/proof", "{}").path("report")));
            }
            figures.put("isolation_proofs", proofs);
        }
        return figures;
    }

    private static int listed(Caller caller, String token) throws Exception {
        int listed = 0;
        String cursor = "";
        do {
            JsonNode page = caller.get(token, "/tenants?limit=" + PAGE + cursor);
            listed += page.path("items").size();
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
        return listed;
    }

    private static Map<String, Object> proof(JsonNode report) {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("holds", report.path("holds").asBoolean());
        proof.put("probes", report.path("probes").asInt());
        proof.put("failed", report.path("failed").asInt());
        proof.put("took_ms", report.path("took_us").asLong() / 1_000);
        for (JsonNode result : report.path("results")) {
            if (!result.path("held").asBoolean()) {
                System.out.println("probe " + result.path("name").asText() + ": "
                        + result.path("observed").asText());
            }
        }
        return proof;
    }

    private static List<Double> times(Callable<?> asking) throws Exception {
        return times(() -> 0, asking);
    }

    private static List<Double> times(Callable<?> before, Callable<?> asking) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            before.call();
            long begun = System.nanoTime();
            asking.call();
            times.add(Numbers.rounded((System.nanoTime() - begun) / 1e6));
        }
        return times;
    }
}
