package io.neuralops.gateway.demo;

import static io.neuralops.gateway.demo.Rhythm.OFFICE;
import static io.neuralops.gateway.demo.Rhythm.TIMER;
import static io.neuralops.gateway.demo.WorkflowKind.BUILD;
import static io.neuralops.gateway.demo.WorkflowKind.DEPLOY;
import static io.neuralops.gateway.demo.WorkflowKind.JOB;
import static io.neuralops.gateway.demo.WorkflowKind.TEST;

import java.util.List;
import java.util.stream.Stream;

/** Who the simulated organisation is: six services, what they run, and what that depends on. */
final class Organisation {
    /** What is deployed with the ledger, which is slow at the end of the history. */
    static final String EXAMPLE = "payments/deploy";

    /** As healthy as it gets, and always. */
    static final String HEALTHY_EXAMPLE = "web/lint";

    static final String LEDGER = "ledger-db";
    static final String ARTIFACTS = "artifact-store";
    static final String SEARCH_CLUSTER = "search-cluster";
    static final String DEVICES = "device-farm";
    static final String DIRECTORY = "directory";
    static final String WAREHOUSE = "warehouse";

    private static final List<String> LINUX = List.of("linux");
    private static final List<String> MACOS = List.of("macos");
    private static final List<String> MIXED = List.of("linux", "linux", "linux", "windows");

    private Organisation() {}

    /** What the workflows depend on, in the order in which it gets slow. */
    static List<String> dependencies() {
        return List.of(LEDGER, ARTIFACTS, SEARCH_CLUSTER, DEVICES, LEDGER, DIRECTORY, WAREHOUSE);
    }

    static List<String> services() {
        return List.of("payments", "search", "web", "mobile", "identity", "data");
    }

    static List<WorkflowSpec> workflows() {
        return Stream.of(payments(), search(), web(), mobile(), identity(), data())
                .flatMap(List::stream)
                .toList();
    }

    static WorkflowSpec workflow(String name) {
        return workflows().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<WorkflowSpec> payments() {
        return List.of(
                office("payments/build", BUILD, 22, 6, Health.breakable(0.03), LINUX, ARTIFACTS),
                office("payments/test", TEST, 22, 11, Health.breakable(0.05), LINUX, LEDGER),
                office("payments/integration", TEST, 15, 18, Health.flaky(0.18), LINUX, LEDGER, DIRECTORY),
                office(EXAMPLE, DEPLOY, 9, 9, Health.breakable(0.03), LINUX, LEDGER, ARTIFACTS, DIRECTORY),
                timer("payments/nightly-reconcile", 1, 35, Health.breakable(0.025), LEDGER));
    }

    private static List<WorkflowSpec> search() {
        return List.of(
                office("search/build", BUILD, 16, 5, Health.breakable(0.025), LINUX, ARTIFACTS),
                office("search/test", TEST, 16, 9, Health.breakable(0.04), LINUX, SEARCH_CLUSTER),
                office("search/relevance", TEST, 9, 25, Health.flaky(0.20), LINUX, SEARCH_CLUSTER),
                office(
                        "search/deploy",
                        DEPLOY,
                        5,
                        8,
                        Health.breakable(0.03),
                        LINUX,
                        SEARCH_CLUSTER,
                        ARTIFACTS,
                        DIRECTORY),
                timer("search/nightly-index", 1, 95, Health.neglected(), SEARCH_CLUSTER));
    }

    private static List<WorkflowSpec> web() {
        return List.of(
                office(HEALTHY_EXAMPLE, BUILD, 26, 2, Health.sound(0.02), LINUX),
                office("web/build", BUILD, 24, 5, Health.breakable(0.025), MIXED, ARTIFACTS),
                office("web/unit", TEST, 24, 7, Health.breakable(0.04), MIXED),
                office("web/e2e", TEST, 20, 22, Health.flaky(0.22), MIXED, LEDGER, SEARCH_CLUSTER, DIRECTORY),
                office("web/deploy", DEPLOY, 8, 6, Health.breakable(0.03), LINUX, LEDGER, ARTIFACTS, DIRECTORY));
    }

    private static List<WorkflowSpec> mobile() {
        return List.of(
                office("mobile/build-android", BUILD, 14, 12, Health.breakable(0.04), LINUX, ARTIFACTS, DEVICES),
                office("mobile/build-ios", BUILD, 14, 17, Health.breakable(0.06), MACOS, ARTIFACTS, DEVICES),
                office("mobile/ui-tests", TEST, 14, 28, Health.flaky(0.24), MACOS, DEVICES, LEDGER, DIRECTORY),
                office("mobile/release", DEPLOY, 2, 20, Health.breakable(0.10), MACOS, DEVICES, DIRECTORY));
    }

    private static List<WorkflowSpec> identity() {
        return List.of(
                office("identity/build", BUILD, 12, 4, Health.sound(0.03), LINUX, ARTIFACTS),
                office("identity/test", TEST, 12, 8, Health.breakable(0.04), LINUX, DIRECTORY),
                office("identity/contract", TEST, 10, 6, Health.flaky(0.15), LINUX, DIRECTORY, LEDGER),
                office("identity/deploy", DEPLOY, 4, 7, Health.breakable(0.025), LINUX, DIRECTORY, ARTIFACTS));
    }

    private static List<WorkflowSpec> data() {
        return List.of(
                timer("data/ingest", 24, 4, Health.sound(0.03), WAREHOUSE, LEDGER),
                timer("data/transform", 6, 16, Health.breakable(0.04), WAREHOUSE),
                timer("data/quality", 12, 9, Health.flaky(0.18), WAREHOUSE, LEDGER),
                office("data/test", TEST, 8, 10, Health.breakable(0.05), LINUX, WAREHOUSE),
                timer("data/nightly-export", 1, 50, Health.breakable(0.04), WAREHOUSE));
    }

    private static WorkflowSpec office(
            String name,
            WorkflowKind kind,
            double runsPerDay,
            double minutes,
            Health health,
            List<String> runners,
            String... dependencies) {
        return new WorkflowSpec(name, kind, OFFICE, runsPerDay, minutes, health, runners, List.of(dependencies));
    }

    private static WorkflowSpec timer(
            String name, double runsPerDay, double minutes, Health health, String... dependencies) {
        return new WorkflowSpec(name, JOB, TIMER, runsPerDay, minutes, health, LINUX, List.of(dependencies));
    }
}
