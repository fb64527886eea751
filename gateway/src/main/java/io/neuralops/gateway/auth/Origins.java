package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Browsers open WebSockets to any site for any page, and say which page it was. Only pages that this service gave out may; programs
 * that are no browsers send no {@code Origin}.
 */
public final class Origins {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private Origins() {}

    /** Why a request is refused because of the page that it comes from, if it is. */
    public static Optional<Failure> refusal(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        HostAndPort authority = request.authority();
        if (origin == null || (authority != null && same(origin, authority))) {
            return Optional.empty();
        }
        return Optional.of(new Failure.Forbidden("a page of another site may not connect here"));
    }

    /** What stands before the service may end TLS, so the scheme says nothing but the port that isn't named. */
    private static boolean same(String origin, HostAndPort authority) {
        try {
            URI uri = new URI(origin);
            String host = uri.getHost();
            return host != null
                    && bare(host).equalsIgnoreCase(bare(authority.host()))
                    && port(uri, uri.getPort()) == port(uri, authority.port());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Addresses of IPv6 stand in brackets, or don't. */
    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI uri, int named) {
        if (named > 0) {
            return named;
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    }
}
