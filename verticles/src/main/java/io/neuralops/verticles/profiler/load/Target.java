package io.neuralops.verticles.profiler.load;

import io.neuralops.models.failure.Check;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which server is asked, and what.
 *
 * @param uri with http or https
 * @param http2 whether HTTP/2 is spoken, without TLS by prior knowledge
 * @param body an empty one is none; may have the places of a {@link Body}
 */
public record Target(String method, URI uri, boolean http2, Map<String, String> headers, byte[] body) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final Pattern DOTTED = Pattern.compile("[0-9.]+");

    public Target {
        if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw Check.invalid("url", "must begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw Check.invalid("url", "names no host");
        }
        if (uri.getUserInfo() != null) {
            throw Check.invalid("url", "must not hold a user or a password; give an Authorization header instead");
        }
        Body.check(body);
        headers = Map.copyOf(headers);
    }

    /** The same with other headers. */
    public Target withHeaders(Map<String, String> others) {
        return new Target(method, uri, http2, others, body);
    }

    public boolean tls() {
        return uri.getScheme().equals("https");
    }

    public String host() {
        return uri.getHost();
    }

    /** Without the brackets of an IPv6 address. */
    String bareHost() {
        String host = host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether the host is an address and no name. */
    boolean literal() {
        return host().startsWith("[") || DOTTED.matcher(host()).matches();
    }

    /** Host and port, as a request names them. */
    String authority() {
        return host() + (port() == (tls() ? HTTPS : HTTP) ? "" : ":" + port());
    }

    /** The one that is meant if none is named, too. */
    public int port() {
        return uri.getPort() > 0 ? uri.getPort() : tls() ? HTTPS : HTTP;
    }

    /** Path and query. */
    public String path() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
