package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.PlantedRequests.Planted;
import io.neuralops.gateway.cli.NeuralOps;
import io.neuralops.gateway.cli.Terminal;
import io.neuralops.gateway.http.Problem;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.TrainingNews;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Personal and secret data is planted in everything that comes in, and looked for in everything that goes out or is kept. */
class PlantedPersonalDataIT {
    /** Headers that a caller may put anything into. */
    private static final List<String> HEADERS = List.of(
            "User-Agent",
            "X-Request-Id",
            "traceparent",
            "tracestate",
            "Idempotency-Key",
            "Accept",
            "Accept-Language",
            "Authorization",
            "Content-Encoding",
            "Cookie",
            "Forwarded",
            "From",
            "If-None-Match",
            "Origin",
            "Referer",
            "X-Forwarded-For",
            "X-Planted");

    private static final Principal LOCAL = Principal.service(TenantId.LOCAL);

    @TempDir
    private Path folder;

    private final Outputs outputs = new Outputs();
    private final PlantedRequests requests = new PlantedRequests();
    private Map<String, String> environment;
    private Path home;

    @AfterEach
    void nothingIsFound() {
        Stored.of(home).forEach(outputs::add);
        assertThat(outputs.holding(Plant.ALL)).isEmpty();
    }

    @Test
    void overHttp() throws Exception {
        home = folder.resolve("home");
        environment = settings();
        try (ServiceProcess service = ServiceProcess.start(home, folder.resolve("log"), environment)) {
            Caller caller = service.ready();
            history(caller);
            bodies(caller);
            requests.figures()
                    .forEach(planted -> outputs.add(
                            "answer to figures",
                            caller.post(planted.path(), planted.body().toString())));
            headers(caller);
            requests.parameters()
                    .forEach(planted -> outputs.add(
                            "answer to " + planted.method(),
                            caller.send(
                                    caller.request(planted.path()).method(planted.method(), BodyPublishers.noBody()))));
            for (String read : List.of(
                    "/runs?limit=500",
                    "/predictions?limit=500",
                    "/predict",
                    "/models",
                    "/risk",
                    "/incidents?limit=500",
                    "/reports/incidents",
                    "/reports/overview",
                    "/reports/exports",
                    "/reports/exports?limit=500",
                    "/perf?limit=500",
                    "/perf/merged?from=2025-01-01T00:00:00Z&to=2025-03-01T00:00:00Z&service=planted",
                    "/tenants",
                    "/",
                    "/docs",
                    "/metrics",
                    "/healthz",
                    "/readyz")) {
                outputs.add("GET " + read, caller.get(read));
            }
            assertThat(caller.get("/incidents?limit=500").body())
                    .as("that plants got as far as into incidents")
                    .contains("email:k1:", "\"labels\":{\"note\"");
            assertThat(caller.get("/perf?limit=500").body())
                    .as("that plants got as far as into windows, of rows and of files")
                    .contains("email:k1:", "\"source\":\"rows\"", "\"source\":\"hyperfoil\"");
            for (String list : List.of("/runs", "/incidents", "/predictions")) {
                String query = list + "?limit=500&workflow=203.0.113.77";
                String found = caller.get(query).body();
                outputs.add("GET " + list + " of a workflow", found);
                assertThat(found)
                        .as("that addresses got as far as into workflows")
                        .contains("\"workflow\":\"ip:k1:");
            }
            for (String report : List.of("/reports/overview", "/reports/incidents")) {
                outputs.add("GET " + report, caller.get(report + "?workflow=203.0.113.77"));
            }
            String model = caller.get("/predict").body();
            assertThat(model).as("that a plant got as far as into the model").contains("person:k1:");
            exports(caller);
            Stored.of(home).forEach((where, text) -> outputs.add(where + " meanwhile", text));
            command("", "backup", "--to", folder.resolve("backup").toString());
            Stored.files(folder.resolve("backup")).forEach((where, text) -> outputs.add("backup/" + where, text));
            assertThat(service.terminate()).isZero();
            outputs.add("log", service.output());
            assertThat(service.output()).contains("access: method=POST route=/runs status=200");
        }
    }

    @Test
    void byImports() throws Exception {
        home = folder.resolve("home");
        environment = settings();
        command(PlantedFiles.csv(), "import", "--format", "csv", "-");
        command(PlantedFiles.csv(), "import", "--format", "csv", "--strict", "-");
        command(PlantedFiles.ndjson(), "import", "--format", "ndjson", "-");
        command(PlantedFiles.github(), "import", "--format", "github", "-");
        command(PlantedFiles.incidents(), "import", "--kind", "incidents", "--format", "csv", "-");
        command(PlantedFiles.signals(), "import", "--kind", "signals", "--format", "csv", "-");
        command("{\"planted\": " + Plant.ALL.getFirst().text(), "import", "--format", "github", "-");
        command("", "import", "--map", Plant.ALL.getFirst().text() + "=workflow", "--format", "csv", "-");
        assertThat(String.join("", Stored.of(home).values()))
                .as("that the imports took some")
                .contains("email:k1:");
        for (Plant plant : List.of(Plant.ALL.getFirst(), Plant.ALL.get(2), Plant.ALL.getLast())) {
            command(plant.text() + "\n", "tenant", "forget", "--person", "-");
            command("", "tenant", "forget", "--dry-run", "--person", plant.text());
        }
    }

    @Test
    void onTheWayToWhoeverListens() {
        home = folder.resolve("home");
        List<Object> events = Collections.synchronizedList(new ArrayList<>());
        Vertx vertx = Vertx.vertx();
        Services services = new Services(
                vertx,
                TestService.config(home, Map.of()),
                new Json(),
                new Events(List.of(events::add)),
                new TrainingNews(),
                new RollupNews(),
                new Callers(System::nanoTime),
                Clock.systemUTC(),
                "test");
        try {
            services.warm(LOCAL).await();
            // Predictions belong to an event loop.
            Context loop = vertx.getOrCreateContext();
            Map<String, Operation> batches = Future.<List<Operation>>future(
                            made -> loop.runOnContext(on -> made.complete(Catalogue.of(services))))
                    .await()
                    .stream()
                    .flatMap(operation -> operation.batch().stream())
                    .collect(Collectors.toMap(operation -> operation.method() + " " + operation.path(), o -> o));
            for (Planted planted : requests.bodies()) {
                if (batches.get("POST " + planted.path()) instanceof Operation.Batch<?, ?> batch) {
                    Future<?> handled = Future.future(done -> loop.runOnContext(
                            on -> handle(batch, planted.body().toString()).onComplete(done)));
                    outputs.add("outcome of " + batch.name(), String.valueOf(handled.await()));
                }
            }
        } finally {
            services.database.close().await();
            vertx.close().await();
        }
        assertThat(events).hasSizeGreaterThan(100);
        events.forEach(event -> outputs.add("event " + event.getClass().getSimpleName(), event.toString()));
    }

    @Test
    void baitForAScanOfTextsHoldsNobodyUp() {
        home = folder.resolve("home");
        try (TestService service = TestService.start(home)) {
            Caller caller = service.local();
            String ats = "{\"run_id\":\"r\",\"workflow\":\"w\",\"status\":\"failure\",\"error_text\":\"%s\"}"
                    .formatted("@".repeat(10_000_000));
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThat(caller.post("/runs", ats).status()).isIn(413, 422);
                assertThat(caller.post("/runs", Caller.NDJSON, ats).body()).contains("urn:neuralops:problem");
            });
            List<String> lines = new ArrayList<>();
            for (String bait :
                    List.of("@", "a@", "eyJ", "%25", "1.", "4111-", "Anna ", "password=", "QUFB", "A. ", "::")) {
                for (int i = 0; i < 20; i++) {
                    lines.add(
                            "{\"run_id\":\"%s%d\",\"workflow\":\"w\",\"status\":\"failure\",\"error_text\":\"%s\",\"labels\":{\"%s\":\"%s\"}}"
                                    .formatted(
                                            "b" + lines.size(),
                                            i,
                                            bait.repeat(16_000 / bait.length()) + "!",
                                            bait.repeat(90 / bait.length()),
                                            bait.repeat(490 / bait.length())));
                }
            }
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> caller.postLines("/runs", lines));
        }
    }

    private static <I, O> Future<Object> handle(Operation.Batch<I, O> batch, String body) {
        ItemOutcome<I> command =
                ItemOutcome.attempt(() -> new Decoder(new Json()).decode(batch.input(), body.getBytes(UTF_8)));
        return switch (command) {
            case ItemOutcome.Done<I> done ->
                batch.handler().handle(LOCAL, List.of(done.value())).map(all -> all);
            case ItemOutcome.Refused<I> refused -> Future.succeededFuture(Problem.of(refused.failure()));
        };
    }

    /** What a model learns from: who it was is a label that tells. */
    private static void history(Caller caller) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 320; i++) {
            Instant finish = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(600L * i);
            lines.add(
                    ("{\"run_id\":\"h%d\",\"workflow\":\"w\",\"status\":\"%s\",\"finished_at\":\"%s\",\"known_at\":\"%s\","
                                    + "\"labels\":{\"author\":%s,\"note\":%s}}")
                            .formatted(
                                    i,
                                    i % 4 == 0 ? "failure" : "success",
                                    finish,
                                    finish,
                                    PlantedFiles.quoted(Plant.ALL.get(i % 4)),
                                    PlantedFiles.quoted(Plant.ALL.get(i % Plant.ALL.size()))));
        }
        caller.postLines("/runs", lines);
        assertThat(caller.train()).isEqualTo("v1");
        assertThat(caller.get("/predict").body()).contains("person:k1:");
    }

    /** All that can be exported, as it is; what is stored besides is looked at as it lies there. */
    private void exports(Caller caller) {
        for (String what : List.of("runs", "predictions", "signals")) {
            for (String format : List.of("csv", "ndjson")) {
                String id = caller.post(
                                "/reports/exports",
                                ("{\"what\":\"%s\",\"format\":\"%s\",\"gzip\":false,"
                                                + "\"from\":\"1990-01-01T00:00:00Z\",\"to\":\"2200-01-01T00:00:00Z\"}")
                                        .formatted(what, format))
                        .json(202)
                        .path("id")
                        .asText();
                JsonNode export = ExportsIT.ended(caller, id);
                outputs.add("answer about an export", export.toString());
                String file = Stored.of(home).get(export.path("location").asText());
                outputs.add("exported " + what, file);
                assertThat(what.equals("predictions") || file.contains(":k1:"))
                        .as("that plants got as far as into exported " + what)
                        .isTrue();
            }
        }
    }

    private void bodies(Caller caller) {
        int i = 0;
        for (Planted planted : requests.bodies()) {
            String body = planted.body().toString();
            String where = "answer to POST " + planted.path();
            String path = planted.path().replaceAll("\\{\\w+}", "none");
            outputs.add(where, keyed(caller, path, body, "key" + i));
            if (planted.lines()) {
                outputs.add(where, caller.post(path, Caller.NDJSON, body + "\n" + body.substring(1) + "\n"));
            }
            // That these are answered alike wherever the plant stands is not for each place to show.
            switch (i++ % 7) {
                case 0 -> outputs.add(where, keyed(caller, path, body, "key" + (i - 1)));
                case 1 -> outputs.add(where, caller.post(path, body.substring(0, body.length() - 1) + " " + body));
                case 2 -> outputs.add(where, caller.post(path, Caller.JSON, "{" + body.substring(2)));
                case 3 -> outputs.add(where, caller.post(path, "[" + body + "]"));
                default -> {}
            }
        }
        for (Plant plant : Plant.ALL) {
            outputs.add("answer", caller.post("/runs", plant.text()));
            outputs.add("answer", caller.post("/runs", "{\"run_id\":" + plant.text() + "}"));
            outputs.add("answer", caller.post("/runs", Caller.NDJSON, plant.text()));
        }
    }

    private static Answer keyed(Caller caller, String path, String body, String key) {
        return caller.send(caller.request(path)
                .header("Content-Type", Caller.JSON)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private void headers(Caller caller) throws Exception {
        String body = "{\"run_id\":\"r\",\"workflow\":\"w\"}";
        for (Plant plant : Plant.ALL) {
            if (!plant.plain()) {
                continue;
            }
            for (String header : HEADERS) {
                outputs.add(
                        "answer to " + header,
                        caller.send(caller.request("/predict")
                                .header("Content-Type", Caller.JSON)
                                .header(header, plant.text())
                                .POST(BodyPublishers.ofString(body))));
            }
            outputs.add(
                    "answer to a media type",
                    caller.post("/runs", "text/x-" + plant.value().replace(' ', '-'), body));
            String host = URI.create(caller.url()).getAuthority();
            for (String head : List.of(
                    "GET / HTTP/1.1\r\nHost: " + plant.value(),
                    "GET /" + plant.value() + " HTTP/9\r\nHost: " + host,
                    "GET / HTTP/1.1\r\nHost: " + host + "\r\n" + plant.value() + ": x",
                    plant.value().replace(' ', '/') + " / HTTP/1.1\r\nHost: " + host)) {
                outputs.add("answer to a head", RawHttp.exchange(caller.url(), head + "\r\nConnection: close\r\n\r\n"));
            }
        }
    }

    /** The environment of a process on the home, and on the database that goes with it. */
    private Map<String, String> settings() throws Exception {
        Files.createDirectories(home);
        Map<String, String> all = new HashMap<>(Map.of("NEURALOPS_HOME", home.toString(), "NEURALOPS_PORTS", "0"));
        if (TestPostgres.wanted()) {
            all.put("POSTGRES_DSN", TestPostgres.shared().dsn(home));
        }
        return all;
    }

    /** Runs a command, whatever comes of it. */
    private void command(String standardInput, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
                out,
                out,
                false,
                environment::get,
                Clock.systemUTC());
        NeuralOps.commandLine(terminal, Application::start).execute(arguments);
        outputs.add(
                "command " + String.join(" ", List.of(arguments).subList(0, Math.min(2, arguments.length))),
                said.toString());
    }
}
