package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Requests to every operation that the OpenAPI document describes, with a plant in each place: an operation or a field that is
 * added is planted into by itself.
 */
final class PlantedRequests {
    /**
     * Callers ask again by these, so they are kept as they were given but for addresses of machines, or refused where they plainly
     * hold what is personal or secret. What may as well be a number ({@link Plant#unsure}) is not planted here; all else is.
     */
    static final Set<String> KEYS = Set.of(
            "/predict run_id",
            "/predict workflow",
            "/predict signal_id",
            "/runs run_id",
            "/runs workflow",
            "/incidents id",
            "/incidents workflow",
            "/metrics/import run",
            "/reports/exports workflow",
            "/signals id",
            // The run that it belongs to.
            "/signals run_id");

    /** Names of things: a service {@code grace} is a service, and a company may be called like its founder. */
    static final Set<String> NAMES = Set.of(
            "/incidents service",
            "/incidents source",
            "/metrics/import service",
            "/metrics/import endpoint",
            "/signals service",
            "/signals kind",
            "/signals name",
            "/tenants name");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OpenApiDocument document = document();
    private int made;

    /**
     * A request.
     *
     * @param lines whether it is taken as a line of many too
     */
    record Planted(String method, String path, JsonNode body, boolean lines) {}

    private static OpenApiDocument document() {
        try {
            return new OpenApiDocument();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bodies, each with one plant in one place. */
    List<Planted> bodies() {
        List<Planted> all = new ArrayList<>();
        document.root().path("paths").properties().forEach(path -> {
            JsonNode post = path.getValue().path("post");
            if (!post.isMissingNode()) {
                JsonNode schema = document.resolve(document.schema(post.path("requestBody"), Caller.JSON));
                boolean lines = post.path("requestBody").path("content").has(Caller.NDJSON);
                Plant.ALL.forEach(plant -> bodies(path.getKey(), schema, plant)
                        .forEach(body -> all.add(new Planted("POST", path.getKey(), body, lines))));
            }
        });
        return all;
    }

    private List<ObjectNode> bodies(String path, JsonNode schema, Plant plant) {
        List<ObjectNode> bodies = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode type = document.resolve(property.getValue());
            JsonNode values = document.resolve(type.path("additionalProperties"));
            if (!values.isMissingNode()) {
                bodies.addAll(maps(schema, name, values.path("type").asText().equals("string"), plant));
            } else if (!isText(type) || planted(path + " " + name, plant)) {
                bodies.add(least(schema).put(name, plant.text()));
            }
        });
        if (!plant.person()) {
            bodies.add(least(schema).put(plant.text(), 1));
        }
        return bodies;
    }

    private List<ObjectNode> maps(JsonNode schema, String name, boolean texts, Plant plant) {
        List<ObjectNode> bodies = new ArrayList<>();
        if (texts) {
            bodies.add(with(schema, name, "note", plant.text()));
        } else {
            bodies.add(with(schema, name, "number", plant.text()));
        }
        if (!plant.person()) {
            ObjectNode named = least(schema);
            if (texts) {
                named.putObject(name).put(plant.text(), "x");
            } else {
                named.putObject(name).put(plant.text(), 1.5);
            }
            bodies.add(named);
        }
        return bodies;
    }

    private ObjectNode with(JsonNode schema, String map, String key, String value) {
        ObjectNode body = least(schema);
        body.putObject(map).put(key, value);
        return body;
    }

    /** What is required, with an id of its own. */
    private ObjectNode least(JsonNode schema) {
        ObjectNode least = JSON.createObjectNode();
        for (JsonNode name : schema.path("required")) {
            JsonNode property = document.resolve(schema.path("properties").path(name.asText()));
            JsonNode values = property.path("enum");
            String text = property.path("format").asText().equals("date-time") ? nextTime() : "planted" + made++;
            least.put(
                    name.asText(),
                    values.isMissingNode()
                            ? text
                            : values.get(values.size() - 1).asText());
        }
        if (schema.path("properties").has("requests")) {
            // Without it a window needs a histogram.
            least.put("requests", 1);
        }
        return least;
    }

    /** A second after the time before. */
    private String nextTime() {
        return Instant.parse("2025-01-31T12:00:00Z").plusSeconds(made++).toString();
    }

    private static boolean planted(String place, Plant plant) {
        boolean key = KEYS.contains(place);
        return !(key && plant.unsure()) && !(plant.person() && (key || NAMES.contains(place)));
    }

    private static boolean isText(JsonNode type) {
        return type.path("type").toString().contains("string") && !type.has("enum") && !type.has("format");
    }

    /** All paths that are read or deleted, with a plant in each parameter; those of queries are named by {@code ?}. */
    List<Planted> parameters() {
        List<Planted> all = new ArrayList<>();
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String verb = method.getKey().toUpperCase(Locale.ROOT);
                    for (Plant plant : Plant.ALL) {
                        String text = URLEncoder.encode(plant.text(), UTF_8).replace("+", "%20");
                        for (JsonNode parameter : method.getValue().path("parameters")) {
                            JsonNode given = document.resolve(parameter);
                            String name = given.path("name").asText();
                            switch (given.path("in").asText()) {
                                case "path" ->
                                    all.add(planted(verb, path.getKey().replace("{" + name + "}", text)));
                                case "query" -> all.add(planted(verb, filled(path.getKey()) + "?" + name + "=" + text));
                                default -> {}
                            }
                        }
                        if (!plant.person()) {
                            all.add(planted(verb, filled(path.getKey()) + "?" + text + "=1"));
                        }
                        all.add(planted(verb, filled(path.getKey()) + "/" + text));
                    }
                }));
        return all;
    }

    /** Figures of another tool, which name what they measured, with a plant in each name. */
    List<Planted> figures() {
        List<Planted> all = new ArrayList<>();
        for (Plant plant : Plant.ALL) {
            if (plant.person()) {
                continue; // an endpoint may be called like one
            }
            String text = URLEncoder.encode(plant.text(), UTF_8);
            List<String> queries = new ArrayList<>(List.of("service=" + text, "service=s&endpoint=" + text));
            if (!plant.unsure()) {
                queries.add("service=s&run=" + text);
            }
            ObjectNode body = JSON.createObjectNode();
            ObjectNode phase = body.putArray("statistics").addObject();
            phase.put("phase", "main").put("metric", plant.text());
            ObjectNode summary = phase.putObject("summary");
            summary.put("startTime", 1_738_368_000_000L).put("endTime", 1_738_368_001_000L);
            summary.put("requestCount", 1).put("maxResponseTime", 5);
            summary.putObject("percentileResponseTime").put("50.0", 5);
            queries.forEach(
                    query -> all.add(new Planted("POST", "/metrics/import?format=hyperfoil&" + query, body, false)));
        }
        return all;
    }

    private static Planted planted(String method, String path) {
        return new Planted(method, filled(path), null, false);
    }

    /** With something in the place of parameters. */
    private static String filled(String path) {
        return path.replaceAll("\\{\\w+}", "none");
    }
}
