package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.tenant.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that we show to others do what they say: the Java one as a process, the page by running its script. */
class ExamplesIT {
    @TempDir
    private Path folder;

    @Test
    void theJavaClientPrintsWhatHappensAndComesBackAfterTheServiceWasAway() throws Exception {
        Path printed = folder.resolve("printed.txt");
        TestService service = TestService.start(folder.resolve("home"));
        String url = service.url();
        service.newTenant("java");
        Process client = listen(url, "java", service.token("java", Role.VIEWER), printed);
        try {
            Await.until("it to listen", () -> read(printed).contains("\"registered\""));
            Await.until("an operation to answer", () -> read(printed).contains("\"address\":\"latest\""));
            service.as("java", Role.OPERATOR).post("/runs", run("first")).json(200);
            Await.until("it to hear of a run", () -> read(printed).contains("\"run_id\":\"first\""));

            service.close();
            Await.until("it to notice", () -> read(printed).contains("-- closed: 1001 "));
            service = TestService.start(
                    folder.resolve("home"),
                    Map.of("NEURALOPS_PORTS", Integer.toString(URI.create(url).getPort())));
            Await.until("it to come back", () -> count(read(printed), "\"registered\"") == 2);
            service.as("java", Role.OPERATOR).post("/runs", run("second")).json(200);
            Await.until(
                    "it to hear of another",
                    () -> count(read(printed), "insight.java\",\"headers\":{\"kind\":\"run\"") == 2);
            assertThat(client.isAlive()).isTrue();
        } finally {
            client.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            service.close();
        }
    }

    @Test
    void thePageShowsPredictionsRunsAndTrainingsAsTheyHappen() throws Exception {
        try (TestService service = TestService.start(folder.resolve("home"));
                WebClient browser = new WebClient()) {
            HtmlPage page = browser.getPage(service.url() + "/live");
            Caller caller = service.local();
            until(browser, "the page to listen", () -> text(page, "state").equals("Listening as local."));

            caller.postLines("/runs", Histories.runs(200, TestService.START));
            caller.train();
            caller.post("/predict", "{\"run_id\":\"<b>asked</b>\",\"workflow\":\"web/build\"}")
                    .json(200);

            until(browser, "a prediction", () -> text(page, "predictions").contains("<b>asked</b>"));
            until(browser, "a run", () -> text(page, "runs").contains("web/build"));
            until(browser, "a training", () -> text(page, "trainings").contains("succeeded"));
            assertThat(text(page, "counts")).contains("prediction 1");
        }
    }

    @Test
    void thePageAsksForATokenWhereOneIsNeeded() throws Exception {
        try (TestService service = TestService.start(folder.resolve("home"), Map.of("NEURALOPS_ISSUER", "local"));
                WebClient browser = new WebClient()) {
            HtmlPage page = browser.getPage(service.url() + "/live");
            until(browser, "it to be asked for", () -> text(page, "state").contains("token is needed"));

            HtmlForm form = (HtmlForm) page.getElementById("login");
            HtmlInput token = (HtmlInput) page.getElementById("token");
            token.setValue(service.token("local", Role.VIEWER));
            form.getElementsByTagName("button").getFirst().click();

            until(browser, "the page to listen", () -> text(page, "state").equals("Listening as local."));
            service.as("local", Role.OPERATOR).post("/runs", run("shown")).json(200);
            until(browser, "a run", () -> text(page, "runs").contains("shown"));
            assertThat(page.asXml())
                    .doesNotContain(service.token("local", Role.VIEWER).substring(30));
        }
    }

    @Test
    void thePageTriesAgainWhereNobodyAnswers() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicInteger opened = new AtomicInteger();
        try (TestService service = TestService.start(folder.resolve("home"));
                WebClient browser = new WebClient()) {
            String html = service.local().get("/live").body();
            HttpServer second = vertx.createHttpServer()
                    .requestHandler(request -> request.response()
                            .putHeader("Content-Type", "text/html")
                            .end(html))
                    .webSocketHandler(socket -> {
                        if (opened.incrementAndGet() > 1) {
                            socket.writeTextMessage("{\"type\":\"registered\"}");
                        }
                    })
                    .listen(0)
                    .await(10, TimeUnit.SECONDS);

            HtmlPage page = browser.getPage("http://localhost:" + second.actualPort() + "/live");

            until(browser, "it to be told", () -> text(page, "state").equals("Not connected: no answer."));
            until(browser, "the page to listen", () -> text(page, "state").equals("Listening as local."));
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void thePageRunsItsOwnScriptAndNoOther() throws Exception {
        try (TestService service = TestService.start(folder.resolve("home"))) {
            String page = service.local().get("/live").body();

            assertThat(page).contains("default-src 'none'; script-src 'sha256-", "connect-src 'self'");
            assertThat(count(page, "<script")).isEqualTo(1);
            assertThat(page).doesNotContain("src=", "http://", "https://");
        }
    }

    private static Process listen(String url, String tenant, String token, Path printed) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        example("Listen.java").toString(),
                        url,
                        tenant)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().remove("CLASSPATH");
        builder.environment().put("NEURALOPS_TOKEN", token);
        return builder.start();
    }

    /** Tests start in the module, an IDE perhaps in the project. */
    private static Path example(String name) {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("examples").resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static void until(WebClient browser, String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            browser.waitForBackgroundJavaScript(20);
            return condition.getAsBoolean();
        });
    }

    private static String text(HtmlPage page, String id) {
        DomElement element = page.getElementById(id);
        return element.getTextContent().strip();
    }

    private static String run(String id) {
        return "{\"run_id\":\"" + id + "\",\"workflow\":\"w\",\"status\":\"success\"}";
    }
}
