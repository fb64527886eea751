package io.neuralops.gateway.observe;

import io.neuralops.gateway.config.Parts;
import io.neuralops.gateway.config.Version;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Database;
import io.neuralops.verticles.prediction.ModelRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells whether the process lives and whether it can do its work. */
public final class Health {
    /** With {@link #FRESH} on top of it a store that fails, or is back, is told within five seconds. */
    private static final int PATIENCE_SECONDS = 3;
    /** Anybody may ask, as often as they like; the store is asked once in this time. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Database database;
    private final ModelRegistry registry;
    private final Parts parts;
    private final boolean tokensRequired;
    private final Map<String, Supplier<Future<?>>> others;
    private final Recently<Ready> recently;

    /**
     * Watches the store and the local tenant's model.
     *
     * @param others what else has to succeed, by name; with a {@link Note} if there is something to be told none the less
     * @param nanoTime a clock that never goes back
     */
    public Health(
            Database database,
            ModelRegistry registry,
            Parts parts,
            boolean tokensRequired,
            Map<String, Supplier<Future<?>>> others,
            LongSupplier nanoTime) {
        this.database = database;
        this.registry = registry;
        this.parts = parts;
        this.tokensRequired = tokensRequired;
        this.others = Map.copyOf(others);
        this.recently = new Recently<>(this::look, FRESH, nanoTime);
    }

    /** What is to be told of a part that can do its work for now. */
    public record Note(String text) {}

    /** The process lives: what it is, and what it is made of. */
    public record Alive(String status, String version, String access, Map<String, String> parts) {}

    /** Whether it can do its work, part by part. */
    public record Ready(boolean ready, Map<String, String> checks) {}

    /** Beyond local mode anybody may ask, who isn't to learn where things are. */
    public Alive alive() {
        String access = tokensRequired
                ? "a token is needed"
                : "local: whoever reaches this address is admin of the tenant 'local'; no token is needed";
        return new Alive("up", Version.current(), access, tokensRequired ? parts.kinds() : parts.places());
    }

    /** How it was a second ago at most; a part that fails is named. */
    public Future<Ready> ready() {
        return recently.get();
    }

    /** Asks the store and loads the model. */
    private Future<Ready> look() {
        Principal principal = Principal.service(TenantId.LOCAL);
        Future<Word> store =
                word(database.read(principal, session -> session.query("SELECT 1", row -> row.integer(0))));
        Future<Word> model = word(registry.active(principal));
        Map<String, Future<Word>> words = new LinkedHashMap<>();
        words.put("store", store);
        words.put("model", model);
        others.forEach((name, check) -> words.put(name, word(check.get())));
        return Future.join(List.copyOf(words.values())).map(all -> {
            Map<String, String> checks = new LinkedHashMap<>();
            words.forEach((name, word) -> checks.put(name, word.result().text()));
            boolean ready =
                    words.values().stream().allMatch(word -> word.result().good());
            return new Ready(ready, checks);
        });
    }

    private record Word(String text, boolean good) {}

    private static Future<Word> word(Future<?> check) {
        return check.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(found -> new Word(found instanceof Note note ? note.text() : "ok", true))
                .recover(cause -> Future.succeededFuture(new Word(reason(cause), false)));
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            case FailureException failure -> failure.failure().detail();
            case TimeoutException late -> "no answer within " + PATIENCE_SECONDS + " seconds";
            default -> "failed; the log says why";
        };
    }
}
