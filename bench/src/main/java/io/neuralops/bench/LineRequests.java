package io.neuralops.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports of a hundred runs each, as NDJSON, all of them new: each round goes to a tenant that has nothing yet. */
final class LineRequests implements Scenario.Requests {
    /** Of one request. */
    static final int LINES = 100;

    private static final int TEMPLATES = 20;
    private static final Duration GAP = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final String NUMBER = "@@@@@@@@";
    private static final String CREATED = "\"effect\":\"created\"";

    /** A line that isn't created is one that was refused, whatever the status of the answer. */
    private static final String SCRIPT = """
            refused = 0
            local templates = {}
            local number = 0
            local headers = { ["Content-Type"] = "application/x-ndjson", ["Authorization"] = "Bearer TOKEN" }

            function init(args)
              for i = 1, TEMPLATES do
                templates[i] = io.open("FILE" .. i):read("*a")
              end
            end

            function request()
              number = number + 1
              local id = string.format("%08d", number)
              return wrk.format("POST", "/runs", headers, (templates[number % TEMPLATES + 1]:gsub("@@@@@@@@", id)))
            end

            function response(status, headers, body)
              local created = 0
              local at = 1
              while true do
                local from, to = body:find('"effect":"created"', at, true)
                if not from then break end
                created = created + 1
                at = to + 1
              end
              refused = refused + LINES - created
            end

            """;

    private final List<Path> scripts = new ArrayList<>();
    private final String token;
    private final String sample;

    /** Writes the scripts, one for each token. */
    LineRequests(Workspace work, List<String> tokens) throws IOException {
        List<String> templates = templates();
        for (int round = 0; round < tokens.size(); round++) {
            for (int number = 1; number <= TEMPLATES; number++) {
                // A peer has no tenants, so ids tell the rounds apart.
                Files.writeString(
                        work.file("lines-" + round + "-" + number),
                        templates.get(number - 1).replace("ROUND", Integer.toString(round)));
            }
            Path script = work.file("lines-" + round + ".lua");
            Files.writeString(
                    script,
                    SCRIPT.replace("TEMPLATES", Integer.toString(TEMPLATES))
                                    .replace("LINES", Integer.toString(LINES))
                                    .replace("TOKEN", tokens.get(round))
                                    .replace(
                                            "FILE",
                                            work.file("lines-" + round + "-").toString())
                            + Wrk.DONE);
            scripts.add(script);
        }
        token = tokens.isEmpty() ? "" : tokens.getFirst();
        sample = templates.getFirst().replace("ROUND", "sample");
    }

    @Override
    public Path script(int round) {
        return scripts.get(round);
    }

    @Override
    public byte[] answer(int port) throws IOException, InterruptedException {
        try (HttpClient client = Questions.plainClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/runs"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofString(sample.replace(NUMBER, "00000000")))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            long created = text.lines().filter(line -> line.contains(CREATED)).count();
            if (answer.statusCode() != OK || created != LINES) {
                throw new IllegalStateException(
                        created + " of " + LINES + " runs were taken, with status " + answer.statusCode());
            }
            return answer.body();
        }
    }

    private static List<String> templates() {
        RunLines lines = new RunLines();
        Instant first = Instant.now()
                .truncatedTo(ChronoUnit.MILLIS)
                .minus(Duration.ofHours(1))
                .minus(GAP.multipliedBy((long) TEMPLATES * LINES));
        List<String> templates = new ArrayList<>(TEMPLATES);
        for (int template = 0; template < TEMPLATES; template++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                int number = template * LINES + line;
                text.append(lines.line(
                        String.format(Locale.ROOT, "run-ROUND-%s-%02d", NUMBER, line),
                        number % RunLines.WORKFLOWS,
                        first.plus(GAP.multipliedBy(number))));
            }
            templates.add(text.toString());
        }
        return templates;
    }
}
