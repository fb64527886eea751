package io.neuralops.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a JSON Web Key Set (RFC 7517). Keys that are of no use here are left out, as the RFC wants it. */
final class JwksReader {
    private static final Logger LOG = LoggerFactory.getLogger(JwksReader.class);
    /** A token without a {@code kid} is tried with each key. */
    private static final int MAX_KEYS = 50;

    private final ObjectMapper mapper;
    private final JwkReader reader = new JwkReader();

    JwksReader(Json json) {
        mapper = json.mapper();
    }

    /** The usable keys, perhaps none; fails if this is no key set. */
    List<VerificationKey> read(Buffer body) {
        JsonNode keys = tree(body).path("keys");
        if (!keys.isArray()) {
            throw new UnreadableKeys("they are not a JSON Web Key Set");
        }
        List<VerificationKey> usable = new ArrayList<>();
        keys.forEach(jwk -> reader.read(jwk).ifPresent(usable::add));
        if (usable.size() > MAX_KEYS) {
            throw new UnreadableKeys("there are more than " + MAX_KEYS);
        }
        if (usable.isEmpty()) {
            LOG.warn("the issuer's key set has {} keys, none of them usable: all its tokens are refused", keys.size());
        }
        return usable;
    }

    private JsonNode tree(Buffer body) {
        try {
            return mapper.readTree(body.getBytes());
        } catch (IOException e) {
            // The parser's words may quote what it read, which has no place in a log.
            throw new UnreadableKeys("they are not JSON");
        }
    }
}
