package io.neuralops.gateway.auth;

import io.neuralops.models.failure.Failure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In local mode whoever reaches the port is the admin, so only programs of this machine may: a web page that had its name
 * point to loopback (DNS rebinding), a page of another site, and a proxy that passes others on are turned away.
 */
final class LoopbackGuard {
    private static final List<String> PROXY_HEADERS = List.of("Forwarded", "X-Real-IP", "Via");
    private static final String PROXY_PREFIX = "X-Forwarded-";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

    /** Why a request without a token is refused, if it is. */
    Optional<Failure> refusal(HttpServerRequest request) {
        Optional<String> proxy = proxyHeader(request);
        if (proxy.isPresent()) {
            return forbidden("it came through a proxy (" + proxy.get() + ")");
        }
        HostAndPort authority = request.authority();
        if (authority == null || !loopback(authority.host())) {
            return forbidden("its Host is not this machine's loopback address");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !ours(origin, authority)) {
            return forbidden("it comes from a page of another site");
        }
        return Optional.empty();
    }

    /** Whether a request comes from this machine, at whichever of its addresses, and from nobody further away. */
    boolean sameMachine(HttpServerRequest request) {
        String from = request.remoteAddress().hostAddress();
        return from != null
                && from.equals(request.localAddress().hostAddress())
                && proxyHeader(request).isEmpty();
    }

    private static Optional<String> proxyHeader(HttpServerRequest request) {
        for (Map.Entry<String, String> header : request.headers()) {
            if (ofProxy(header.getKey())) {
                return Optional.of(header.getKey());
            }
        }
        return Optional.empty();
    }

    private static boolean ofProxy(String header) {
        return header.regionMatches(true, 0, PROXY_PREFIX, 0, PROXY_PREFIX.length())
                || PROXY_HEADERS.stream().anyMatch(header::equalsIgnoreCase);
    }

    private static Optional<Failure> forbidden(String why) {
        return Optional.of(new Failure.Forbidden("a request without a token is refused, since " + why));
    }

    private static boolean ours(String origin, HostAndPort authority) {
        try {
            URI uri = new URI(origin);
            return loopback(uri.getHost()) && uri.getPort() == authority.port();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean loopback(@Nullable String host) {
        return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }
}
