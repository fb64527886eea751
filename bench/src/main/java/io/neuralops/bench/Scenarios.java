package io.neuralops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** All that servers are asked for. A further operation that is read is an entry with {@link GetRequests}. */
final class Scenarios {
    static final String SERVICE = "service";
    /** The least that Vert.x can do: {@link EchoServer}. */
    static final String ECHO = "echo";
    /** {@link FastApi} with one worker. */
    static final String FASTAPI = "fastapi";
    /** The same with a worker for each processor. */
    static final String FASTAPI_WORKERS = "fastapi_workers";

    static final List<String> NAMES = List.of("predict", "predictions", "overview", "ingest");

    private static final double PREDICT_BAR = 4;
    private static final int LISTED = 50;

    private Scenarios() {}

    /**
     * Prepares them.
     *
     * @param token of the tenant that has a history and a model
     * @param fresh tokens of tenants that have nothing yet, one for each round
     */
    static List<Scenario> prepare(Workspace work, String token, List<String> fresh) throws IOException {
        return List.of(
                new Scenario(
                        "predict",
                        "POST /predict",
                        "predictions",
                        1,
                        List.of(FASTAPI, ECHO, FASTAPI_WORKERS),
                        Map.of(FASTAPI, PREDICT_BAR),
                        new PredictRequests(new Wrk(work, token).script(), token)),
                new Scenario(
                        "predictions",
                        "GET /predictions?limit=" + LISTED,
                        "lists",
                        1,
                        List.of(FASTAPI, ECHO),
                        Map.of(),
                        new GetRequests(work, token, "/predictions?limit=" + LISTED, "/items/" + (LISTED - 1))),
                new Scenario(
                        "overview",
                        "GET /reports/overview",
                        "overviews",
                        1,
                        List.of(ECHO),
                        Map.of(),
                        new GetRequests(work, token, "/reports/overview", "/series/0")),
                new Scenario(
                        "ingest",
                        "POST /runs",
                        "lines",
                        LineRequests.LINES,
                        List.of(FASTAPI, ECHO),
                        Map.of(),
                        new LineRequests(work, fresh)));
    }

    private record PredictRequests(Path file, String token) implements Scenario.Requests {
        @Override
        public Path script(int round) {
            return file;
        }

        @Override
        public byte[] answer(int port) throws IOException, InterruptedException {
            return Questions.typicalAnswer(port, token);
        }
    }
}
