package io.neuralops.gateway.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.neuralops.verticles.operation.Json;
import java.io.IOException;
import java.util.Base64;

/**
 * Takes tokens apart, strictly: Vert.x takes the last of repeated claims, ignores {@code crit} and dots at the end, and
 * doesn't ask for an {@code exp}. What passes here has one meaning.
 */
final class TokenReader {
    /** Longer ones are not even looked at. */
    static final int MAX_LENGTH = 8 << 10;

    private static final int PARTS = 3;

    private final ObjectMapper mapper;

    TokenReader(Json json) {
        mapper = json.mapper();
    }

    SignedToken read(String token) throws BadToken {
        if (token.length() > MAX_LENGTH) {
            throw new BadToken("it is longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new BadToken("it doesn't have three parts");
        }
        JsonNode header = object(parts[0]);
        Algorithm algorithm = Algorithm.of(header.path("alg").asText())
                .orElseThrow(() -> new BadToken("its algorithm is none of ES256, EdDSA and RS256"));
        if (header.has("crit")) {
            throw new BadToken("its header asks for extensions (crit), and none is known here");
        }
        JsonNode keyId = header.path("kid");
        if (header.has("kid") && !keyId.isTextual()) {
            throw new BadToken("its kid is not a text");
        }
        Claims claims = Claims.of(object(parts[1]));
        if (!algorithm.fits(bytes(parts[2]))) {
            throw new BadToken("its signature has the wrong length");
        }
        return new SignedToken(token, algorithm, keyId.textValue(), claims);
    }

    private JsonNode object(String part) throws BadToken {
        try {
            JsonNode node = mapper.readTree(bytes(part));
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // The parser's words may quote the token.
            throw new BadToken("its header or its claims are not JSON, or name something twice");
        }
        throw new BadToken("its header or its claims are not a JSON object");
    }

    private static byte[] bytes(String part) throws BadToken {
        try {
            if (part.indexOf('=') < 0) {
                return Base64.getUrlDecoder().decode(part);
            }
        } catch (IllegalArgumentException e) {
            throw new BadToken("a part of it is not base64url");
        }
        throw new BadToken("a part of it is padded");
    }
}
