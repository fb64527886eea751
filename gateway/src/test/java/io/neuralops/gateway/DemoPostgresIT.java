package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.neuralops.gateway.config.Home;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --postgres} as a process, as users run it. */
class DemoPostgresIT {
    private static final long LONGEST_SECONDS = 60;

    @TempDir
    private Path folder;

    private Process demo;

    @AfterEach
    void nothingIsLeft() {
        if (demo != null) {
            demo.destroyForcibly();
        }
    }

    @Test
    void itKeepsItsRowsInAPostgresOfItsOwnAndLeavesNoProcess() throws Exception {
        demo = start(fromClasses(), "demo", "--postgres");
        String url = Await.value("the demo to be over and the service to go on", () -> {
            assertThat(demo.isAlive()).as(output()).isTrue();
            return output().contains("Ctrl-C stops it")
                    ? Home.serviceAt(folder.resolve("home")).orElse(null)
                    : null;
        });
        assertThat(output()).contains("Model v1 was trained", "psql 'postgresql://postgres@127.0.0.1:");
        Caller caller = new Caller(url, null);
        assertThat(caller.get("/healthz").json(200).toString()).contains("postgresql (127.0.0.1:");
        assertThat(caller.get("/predictions").json(200).path("items")).hasSize(1);
        ProcessHandle server = server();
        assertThat(server.isAlive()).isTrue();

        signal("TERM");

        assertThat(ended()).as(output()).isZero();
        gone(server);
        assertThat(folder.resolve("home/tenants")).doesNotExist();
        assertThat(output()).doesNotContain("ERROR", "Exception");
    }

    /** By what Ctrl-C sends. */
    @Test
    void toldToEndWhileItStartsItLeavesNoProcessEither() throws Exception {
        demo = start(fromClasses(), "demo", "--postgres");
        ProcessHandle server = Await.value("the server's number", this::serverOrNull);

        signal("INT");

        assertThat(ended()).isEqualTo(130);
        gone(server);
    }

    @Test
    void whatAKilledDemoLeftRunningIsEndedByTheNext() throws Exception {
        demo = start(fromClasses(), "demo", "--postgres");
        ProcessHandle left = Await.value("the server's number", this::serverOrNull);
        demo.destroyForcibly().waitFor();
        assertThat(left.isAlive()).isTrue();

        demo = start(fromClasses(), "demo", "--postgres");

        gone(left);
        ProcessHandle next = Await.value("the next server's number", () -> {
            ProcessHandle found = serverOrNull();
            return left.equals(found) ? null : found;
        });
        signal("TERM");
        ended();
        gone(next);
    }

    @Test
    void theJarAloneSaysHowToHaveIt() throws Exception {
        File jar = new File("target/neuralops.jar");
        assumeTrue(jar.isFile(), "the jar is made by 'mvn package'");
        demo = start(List.of("-jar", jar.getPath()), "demo", "--postgres");

        assertThat(ended()).isEqualTo(1);
        assertThat(output())
                .contains("./neuralops demo --postgres", "POSTGRES_DSN")
                .doesNotContain("\tat ");
    }

    private static List<String> fromClasses() {
        return List.of("io.neuralops.gateway.Main");
    }

    private Process start(List<String> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        // By the environment: a class path as long as this one on the command line makes ONNX Runtime 1.29 crash.
        Map<String, String> environment = builder.environment();
        environment.put(
                "CLASSPATH", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        environment.put("NEURALOPS_HOME", folder.resolve("home").toString());
        environment.put("NEURALOPS_PORTS", "0");
        environment.put("NEURALOPS_ACCESS_LOG", "off");
        environment.remove("POSTGRES_DSN");
        environment.remove("POSTGRES_DSN_DEV");
        return builder.start();
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + demo.pid()).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Its status. */
    private int ended() throws InterruptedException {
        assertThat(demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as(output()).isTrue();
        return demo.exitValue();
    }

    /** Its last act is to remove its number; a moment later it is gone. */
    private static void gone(ProcessHandle server) {
        Await.until("the server to be gone", () -> !server.isAlive());
    }

    private ProcessHandle server() {
        ProcessHandle server = serverOrNull();
        assertThat(server).isNotNull();
        return server;
    }

    private ProcessHandle serverOrNull() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("home/postgres/data/postmaster.pid"));
            return lines.isEmpty()
                    ? null
                    : ProcessHandle.of(Long.parseLong(lines.getFirst())).orElse(null);
        } catch (IOException notYet) {
            return null;
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    private String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
