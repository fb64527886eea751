package io.neuralops.gateway.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What happens, as it happens; also the example of a client of the bridge in a browser. It is the same for all: whose events it shows
 * is found out over its connection. The browser runs this one script, and connects to nobody else.
 */
final class LivePage {
    private LivePage() {}

    static String of(String body, String script) {
        String policy = "default-src 'none'; script-src '" + hash(script)
                + "'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'";
        return Html.page(
                "Live",
                "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">",
                body + "<script>" + script + "</script>");
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
