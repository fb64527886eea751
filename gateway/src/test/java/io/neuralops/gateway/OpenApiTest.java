package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.http.Page;
import io.neuralops.gateway.http.Problem;
import io.neuralops.gateway.observe.Health;
import io.neuralops.gateway.page.Pages;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.analytics.CostSettings;
import io.neuralops.verticles.analytics.IncidentReports;
import io.neuralops.verticles.analytics.Reports;
import io.neuralops.verticles.erasure.ErasureService;
import io.neuralops.verticles.export.ExportService;
import io.neuralops.verticles.idempotency.IdempotencyService;
import io.neuralops.verticles.insight.IncidentService;
import io.neuralops.verticles.insight.RunService;
import io.neuralops.verticles.insight.SignalService;
import io.neuralops.verticles.isolation.IsolationService;
import io.neuralops.verticles.operation.Events;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import io.neuralops.verticles.prediction.PredictionDetails;
import io.neuralops.verticles.prediction.PredictionService;
import io.neuralops.verticles.prediction.RiskService;
import io.neuralops.verticles.profiler.PerfQueries;
import io.neuralops.verticles.profiler.importing.MetricsImport;
import io.neuralops.verticles.quality.FeedbackService;
import io.neuralops.verticles.quality.ModelCards;
import io.neuralops.verticles.rollup.RollupNews;
import io.neuralops.verticles.rollup.Verifier;
import io.neuralops.verticles.safety.SafetyService;
import io.neuralops.verticles.secrets.KeyService;
import io.neuralops.verticles.tenancy.SharingService;
import io.neuralops.verticles.tenancy.TenantService;
import io.neuralops.verticles.training.Callers;
import io.neuralops.verticles.training.ModelService;
import io.neuralops.verticles.training.TrainingNews;
import io.neuralops.verticles.training.TrainingService;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document is written by hand; this holds it against the operations and the records they are made of. */
class OpenApiTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final List<Class<?>> SERVICES = List.of(
            PredictionService.class,
            RunService.class,
            SignalService.class,
            IncidentService.class,
            IncidentReports.class,
            Reports.class,
            CostSettings.class,
            Verifier.class,
            ExportService.class,
            MetricsImport.class,
            PerfQueries.class,
            RiskService.class,
            TrainingService.class,
            ModelService.class,
            SafetyService.class,
            PredictionDetails.class,
            FeedbackService.class,
            ModelCards.class,
            TenantService.class,
            SharingService.class,
            ErasureService.class,
            KeyService.class,
            IsolationService.class);

    private static Vertx vertx;
    private static Services services;
    private static List<Operation> operations;
    private static OpenApiDocument document;
    private static SchemaCheck schemas;

    @BeforeAll
    static void start(@TempDir Path home) throws IOException {
        vertx = Vertx.vertx();
        Config config = Config.from(name -> null, home);
        services = new Services(
                vertx,
                config,
                new Json(),
                new Events(List.of()),
                new TrainingNews(),
                new RollupNews(),
                new Callers(System::nanoTime),
                Clock.systemUTC(),
                "test");
        operations = Catalogue.of(services);
        document = new OpenApiDocument();
        schemas = new SchemaCheck(document);
    }

    @AfterAll
    static void stop() {
        services.database.close().await();
        vertx.close().await();
    }

    static Stream<Operation> operations() {
        return operations.stream();
    }

    static Stream<Operation> posts() {
        return operations().filter(operation -> operation.method().hasBody());
    }

    static Stream<Operation> withoutBody() {
        return operations().filter(operation -> !operation.method().hasBody());
    }

    static Stream<Operation> writes() {
        return operations().filter(operation -> operation.method().writes());
    }

    static Stream<Operation> reads() {
        return operations().filter(operation -> !operation.method().writes());
    }

    static Stream<Operation> documents() {
        return operations().filter(Operation.Documents.class::isInstance);
    }

    @Test
    void itListsTheOperationsAndThePagesAndNothingElse() {
        // The pages are only counted, not asked for, so what they are made of does not matter.
        List<Page> pages = new Pages(null, null, null, new Json()).of(operations);
        List<String> calls = new ArrayList<>();
        operations.forEach(operation -> calls.add(operation.method() + " " + operation.path()));
        pages.forEach(page -> calls.add("GET " + page.path()));

        assertThat(document.calls()).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.references())
                .isNotEmpty()
                .allSatisfy(ref ->
                        assertThat(document.target(ref).isMissingNode()).as(ref).isFalse());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nameRoleAndSummaryAreTheOperations(Operation operation) {
        JsonNode described = document.operation(operation);

        assertThat(described.path("operationId").asText()).isEqualTo(operation.name());
        assertThat(described.path("x-least-role").asText())
                .isEqualTo(operation.least().label());
        assertThat(described.path("summary").asText()).isEqualTo(operation.summary());
    }

    @ParameterizedTest
    @MethodSource("posts")
    void theBodyIsTheCommandWithoutWhatThePathGives(Operation operation) {
        JsonNode body = document.operation(operation).path("requestBody");
        List<String> inPath = parameters(operation, "path");
        if (inPath.isEmpty()) {
            schemas.input(document.schema(body, JSON), operation.input());
        } else {
            List<String> all = new ArrayList<>(SchemaCheck.fieldNames(document.resolve(document.schema(body, JSON))));
            all.addAll(inPath);
            assertThat(all).containsExactlyInAnyOrderElementsOf(SchemaCheck.names(operation.input()));
        }
        assertThat(body.path("required").asBoolean())
                .isEqualTo(operation.batch().isPresent());
    }

    @Test
    void whatTakesBytesHasAQueryThatSaysWhatTheyAre() {
        List<Operation.Raw<?, ?, ?>> raws = new ArrayList<>();
        operations.forEach(operation -> {
            if (operation instanceof Operation.Raw<?, ?, ?> raw) {
                raws.add(raw);
            } else if (operation.method().hasBody()) {
                assertThat(parameters(operation, "query")).isEmpty();
            }
        });

        assertThat(raws).isNotEmpty().allSatisfy(raw -> {
            assertThat(parameters(raw, "query")).containsExactlyInAnyOrderElementsOf(SchemaCheck.names(raw.query()));
            assertThat(document.operation(raw).path("description").asText())
                    .contains(String.format(Locale.ROOT, "%,d bytes", raw.mostBytes()));
        });
    }

    @ParameterizedTest
    @MethodSource("withoutBody")
    void theParametersAreTheQuery(Operation operation) {
        List<String> all = new ArrayList<>(parameters(operation, "path"));
        all.addAll(parameters(operation, "query"));

        assertThat(all).containsExactlyInAnyOrderElementsOf(SchemaCheck.names(operation.input()));
        assertThat(parameters(operation, "path"))
                .containsExactlyInAnyOrderElementsOf(SchemaCheck.required(operation.input()));
        assertThat(document.operation(operation).has("requestBody")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theAnswerIsWhatTheServiceReturns(Operation operation) {
        JsonNode responses = document.operation(operation).path("responses");
        String status = operation instanceof Operation.Start ? "202" : "200";

        schemas.output(document.schema(responses.path(status), JSON), answer(operation), operation.name());
        if (operation instanceof Operation.Start) {
            assertThat(responses.path(status).path("headers").has("Location")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void batchesAndOnlyTheyTakeAndGiveLines(Operation operation) {
        JsonNode described = document.operation(operation);
        JsonNode body = described.path("requestBody");
        JsonNode answer = described.path("responses").path("200");

        if (operation.batch().isPresent()) {
            assertThat(document.schema(body, NDJSON)).isEqualTo(document.schema(body, JSON));
            assertThat(document.schema(answer, NDJSON).path("oneOf"))
                    .containsExactlyInAnyOrder(document.schema(answer, JSON), ref("Problem"));
        } else {
            assertThat(body.path("content").has(NDJSON)).isFalse();
            assertThat(answer.path("content").has(NDJSON)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("writes")
    void everyWriteTakesAnIdempotencyKey(Operation operation) {
        JsonNode responses = document.operation(operation).path("responses");
        String status = operation instanceof Operation.Start ? "202" : "200";

        assertThat(parameters(operation, "header")).containsExactly(IdempotencyService.KEY);
        assertThat(responses.path(status).path("headers").has("Idempotency-Replayed"))
                .isTrue();
        assertThat(document.resolve(responses.path("409")).path("headers").has("Retry-After"))
                .isTrue();
        assertThat(responses.has("422")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void noReadTakesAnIdempotencyKey(Operation operation) {
        assertThat(parameters(operation, "header"))
                .isEqualTo(operation instanceof Operation.Documents ? List.of("If-None-Match") : List.of());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("documents")
    void documentsAreToldWithTheirFormsAndHeaders(Operation operation) {
        JsonNode responses = document.operation(operation).path("responses");

        assertThat(document.schema(responses.path("200"), "text/csv")
                        .path("type")
                        .asText())
                .isEqualTo("string");
        for (String status : List.of("200", "304")) {
            assertThat(document.resolve(responses.path(status)).path("headers").fieldNames())
                    .toIterable()
                    .as(status)
                    .contains("ETag", "Cache-Control", "Vary");
        }
        assertThat(responses.path("406").path("$ref").asText()).endsWith("/NotAcceptable");
    }

    @Test
    void pagesForMonitoringAreTheirRecords() {
        schemas.output(ref("Alive"), Health.Alive.class, "Alive");
        schemas.output(ref("Ready"), Health.Ready.class, "Ready");
    }

    @Test
    void problemsAreOfTheKindsThatThereAre() {
        List<Problem> problems = failures().map(Problem::of).toList();
        JsonNode properties = document.resolve(ref("Problem")).path("properties");

        schemas.output(ref("Problem"), Problem.class, "Problem");
        assertThat(failures().<Class<?>>map(Failure::getClass))
                .containsExactlyInAnyOrder(Failure.class.getPermittedSubclasses());
        assertThat(SchemaCheck.texts(properties.path("code").path("enum")))
                .containsExactlyInAnyOrderElementsOf(
                        problems.stream().map(Problem::code).toList());
        assertThat(SchemaCheck.texts(properties.path("status").path("enum")))
                .containsExactlyInAnyOrderElementsOf(problems.stream()
                        .map(problem -> "" + problem.status())
                        .distinct()
                        .toList());
    }

    /** What the service's method that takes the operation's input returns, once the future and the batch are taken off. */
    private static Type answer(Operation operation) {
        if (operation instanceof Operation.Documents<?> documents) {
            return documents.shape();
        }
        Type type = SERVICES.stream()
                .flatMap(service -> Arrays.stream(service.getMethods()))
                .filter(method -> takes(method, operation.input()))
                .map(Method::getGenericReturnType)
                .distinct()
                .reduce((one, other) -> {
                    throw new AssertionError("several answers to " + operation.input());
                })
                .orElseThrow(() -> new AssertionError("no service takes " + operation.input()));
        int wraps = operation.batch().isPresent() ? 3 : 1;
        for (int i = 0; i < wraps; i++) {
            type = ((ParameterizedType) type).getActualTypeArguments()[0];
        }
        return type;
    }

    private static boolean takes(Method method, Class<?> input) {
        Type[] parameters = method.getGenericParameterTypes();
        return parameters.length == 2
                && parameters[0] == Principal.class
                && (parameters[1] == input
                        || (parameters[1] instanceof ParameterizedType list
                                && list.getActualTypeArguments()[0] == input));
    }

    private static List<String> parameters(Operation operation, String in) {
        List<String> names = new ArrayList<>();
        for (JsonNode parameter : document.operation(operation).path("parameters")) {
            JsonNode resolved = document.resolve(parameter);
            if (resolved.path("in").asText().equals(in)) {
                names.add(resolved.path("name").asText());
                assertThat(resolved.path("required").asBoolean()).isEqualTo(in.equals("path"));
            }
        }
        return names;
    }

    private static Stream<Failure> failures() {
        return Stream.of(
                new Failure.Malformed("f", "d"),
                new Failure.Invalid("f", "d"),
                new Failure.Unauthenticated("d"),
                new Failure.Forbidden("d"),
                new Failure.NotFound("d"),
                new Failure.MethodNotAllowed("GET", "d"),
                new Failure.NotAcceptable("d"),
                new Failure.Conflict("d"),
                new Failure.InFlight("d", Duration.ofSeconds(1)),
                new Failure.TooLarge("d"),
                new Failure.UnsupportedMedia("d"),
                new Failure.UnsupportedEncoding("d"),
                new Failure.RequestTimeout("d"),
                new Failure.UriTooLong("d"),
                new Failure.HeadersTooLarge("d"),
                new Failure.RateLimited("d", Duration.ofSeconds(1)),
                new Failure.Overloaded("d", Duration.ofSeconds(1)),
                new Failure.Unavailable("d", Duration.ofSeconds(1)),
                new Failure.Internal("d"));
    }

    private static JsonNode ref(String schema) {
        return new Json().mapper().valueToTree(Map.of("$ref", "#/components/schemas/" + schema));
    }
}
