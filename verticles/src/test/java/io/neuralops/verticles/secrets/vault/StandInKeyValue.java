package io.neuralops.verticles.secrets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.neuralops.verticles.secrets.vault.VaultStandIn.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** KV version 2 of the stand-in. */
public final class StandInKeyValue {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data/";
    private static final String METADATA = "metadata/";
    private static final String TIME = "2026-01-01T00:00:00.000000000Z";

    private final Map<String, List<JsonNode>> versions = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();

    /** What is kept there now, past the service. */
    public synchronized JsonNode get(String path) {
        return versions.get(path).getLast();
    }

    /** Keeps something there, past the service. */
    public synchronized void put(String path, JsonNode data) {
        versions.computeIfAbsent(path, p -> new ArrayList<>()).add(data);
    }

    /** Deletes the latest version, as an operator may, and leaves the metadata. */
    public synchronized void deleteLatest(String path) {
        deleted.add(path);
    }

    /** All that is kept, as text. */
    public synchronized List<String> texts() {
        return versions.values().stream()
                .flatMap(List::stream)
                .map(JsonNode::toString)
                .toList();
    }

    synchronized Reply answer(String method, String path, JsonNode input) {
        if (path.startsWith(METADATA) && method.equals("DELETE")) {
            versions.remove(path.substring(METADATA.length()));
            return new Reply(204, null);
        }
        if (!path.startsWith(DATA)) {
            return Reply.errors(404);
        }
        String name = path.substring(DATA.length());
        return method.equals("GET") ? read(name) : write(name, input);
    }

    private Reply read(String name) {
        List<JsonNode> all = versions.get(name);
        if (all == null) {
            return Reply.errors(404);
        }
        ObjectNode data = JSON.createObjectNode();
        data.set("data", deleted.contains(name) ? null : all.getLast());
        data.set("metadata", metadata(all.size()).put("deletion_time", deleted.contains(name) ? TIME : ""));
        return Reply.data(deleted.contains(name) ? 404 : 200, data);
    }

    private Reply write(String name, JsonNode input) {
        List<JsonNode> all = versions.getOrDefault(name, new ArrayList<>());
        JsonNode cas = input.path("options").path("cas");
        if (cas.isNumber() && cas.asInt() != all.size()) {
            return Reply.errors(400, "check-and-set parameter did not match the current version");
        }
        if (!input.path("data").isObject()) {
            return Reply.errors(400, "no data provided");
        }
        all.add(input.path("data"));
        versions.put(name, all);
        deleted.remove(name);
        return Reply.data(200, metadata(all.size()));
    }

    private static ObjectNode metadata(int version) {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.put("created_time", TIME).putNull("custom_metadata");
        return metadata.put("deletion_time", "").put("destroyed", false).put("version", version);
    }
}
