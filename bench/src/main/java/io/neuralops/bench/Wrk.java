package io.neuralops.bench;

import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The load generator {@code wrk}, asking {@code POST /predict} over 64 connections, each as soon as it was answered. */
final class Wrk {
    static final String CONNECTIONS = "64";
    private static final String RESULT = "RESULT ";

    /** The requests are made beforehand; asking costs the generator a look into a table. */
    private static final String SCRIPT = """
            local requests = {}
            local at = 0

            function init(args)
              local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer TOKEN" }
              for body in io.lines("BODIES") do
                requests[#requests + 1] = wrk.format("POST", "/predict", headers, body)
              end
            end

            function request()
              at = at % #requests + 1
              return requests[at]
            end

            """;

    /** Tells what a round came to: the end of every script. One that looks into the answers counts in {@code refused}, of its thread. */
    static final String DONE = """
            local asking

            function setup(thread)
              asking = thread
            end

            function done(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format(
                'RESULT {"requests":%d,"duration_us":%d,"p50_us":%d,"p99_us":%d,"refused":%d,"broken":%d}\\n',
                summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                errors.status + (asking:get("refused") or 0),
                errors.connect + errors.read + errors.write + errors.timeout))
            end
            """;

    private final Path script;

    /** Prepares the script that asks for predictions in a folder. */
    Wrk(Workspace work, String token) throws IOException {
        Path bodies = work.file("bodies.txt");
        Files.write(bodies, Questions.bodies());
        script = work.file("predict.lua");
        Files.writeString(script, SCRIPT.replace("TOKEN", token).replace("BODIES", bodies.toString()) + DONE);
    }

    /** The installed version. */
    static String version() throws IOException, InterruptedException {
        // It prints its version, and then complains that there is nothing to do.
        return run(List.of("wrk", "-v")).lines().findFirst().orElse("").replaceFirst(" *Copyright.*", "");
    }

    /** Asks for some seconds. */
    Result ask(int port, int seconds) throws IOException, InterruptedException {
        return ask(script, port, seconds);
    }

    /** Gets the root for some seconds. */
    static Result get(int port, int seconds) throws IOException, InterruptedException {
        Path plain = Files.createTempFile("get", ".lua");
        try {
            Files.writeString(plain, DONE);
            return ask(plain, port, seconds);
        } finally {
            Files.delete(plain);
        }
    }

    /** The script that asks for predictions. */
    Path script() {
        return script;
    }

    /** Asks by a script for some seconds. */
    static Result ask(Path script, int port, int seconds) throws IOException, InterruptedException {
        String printed = run(List.of(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port));
        String result = printed.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk printed no result:\n" + printed));
        return new Json().read(result.substring(RESULT.length()), Result.class);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /**
     * What a round came to.
     *
     * @param refused answers with another status than 2xx or 3xx
     * @param broken connections that failed, were cut or timed out
     */
    record Result(long requests, long durationUs, long p50Us, long p99Us, long refused, long broken) {
        double perSecond() {
            return requests * 1e6 / durationUs;
        }

        /** Whether the figures say what they seem to. */
        boolean clean() {
            return requests > 0 && refused == 0 && broken == 0;
        }
    }
}
