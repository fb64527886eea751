package io.neuralops.verticles.secrets.vault;

import io.vertx.core.Context;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The HTTP client that the driver is given. The driver would wait for the rest of an answer without end, hold it whatever
 * its size, and take a login page for an answer without data. This one gives up in time, bounds what it takes, follows
 * nowhere, and refuses what isn't JSON.
 */
final class BoundedClient extends HttpClient {
    private static final int MAX_BYTES = 1 << 20;
    private static final String JSON = "application/json";

    private final HttpClient client;
    private final Duration longest;

    /**
     * Wraps a client.
     *
     * @param longest from the beginning of a call to the end of its answer
     */
    BoundedClient(HttpClient client, Duration longest) {
        this.client = client;
        this.longest = longest;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("Vault must not be asked on an event loop");
        }
        CompletableFuture<HttpResponse<T>> answer =
                client.sendAsync(request, info -> new LimitedBody<>(handler.apply(info), MAX_BYTES));
        try {
            return checked(answer.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static <T> HttpResponse<T> checked(HttpResponse<T> answer) throws NotVault {
        if (answer.statusCode() >= 300 && answer.statusCode() < 400) {
            throw new NotVault("leads elsewhere, where nobody follows; VAULT_ADDR must be the address that answers");
        }
        boolean empty = answer.body() instanceof String text && text.isEmpty();
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!empty && !type.equals(JSON) && !type.startsWith(JSON + ";")) {
            throw new NotVault("answers with something else than JSON; is that Vault?");
        }
        return answer;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        throw new UnsupportedOperationException("the driver has no use for it");
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
        throw new UnsupportedOperationException("the driver has no use for it");
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
