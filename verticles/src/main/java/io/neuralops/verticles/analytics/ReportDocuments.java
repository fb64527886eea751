package io.neuralops.verticles.analytics;

import static io.neuralops.verticles.operation.Futures.then;

import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.cache.Cache;
import io.neuralops.verticles.cache.CacheKey;
import io.neuralops.verticles.cache.Cached;
import io.neuralops.verticles.insight.Redactors;
import io.neuralops.verticles.operation.Document;
import io.neuralops.verticles.operation.Form;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Reports as documents, made once and kept until a number changes. */
public final class ReportDocuments {
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final Reports reports;
    private final Redactors redactors;
    private final Cache cache;
    private final Json json;
    private final Clock clock;

    public ReportDocuments(Reports reports, Redactors redactors, Cache cache, Json json, Clock clock) {
        this.reports = reports;
        this.redactors = redactors;
        this.cache = cache;
        this.json = json;
        this.clock = clock;
    }

    /** What can be seen of all that there is. */
    public Future<Document> overview(Principal principal, ReportOverview query, Form form) {
        return then(
                stored(principal, query),
                asked -> kept(principal, "overview", asked, form, () -> reports.overview(principal, asked)));
    }

    /** What a tenant's came to. */
    public Future<Document> tenant(Principal principal, ReportTenant query, Form form) {
        return then(
                stored(principal, query.overview()),
                asked -> kept(
                        principal,
                        "tenant." + query.id(),
                        asked,
                        form,
                        () -> reports.tenant(principal, query.id(), asked)));
    }

    /** With the workflow's name as it is stored: neither the store nor the cache is asked by another. */
    private Future<ReportOverview> stored(Principal principal, ReportOverview query) {
        return then(
                redactors.id(principal.tenant(), query.workflow()),
                workflow -> Future.succeededFuture(query.of(workflow.orElse(null))));
    }

    private Future<Document> kept(
            Principal principal, String name, ReportOverview query, Form form, Supplier<Future<Overview>> made) {
        if (name.length() > CacheKey.LONGEST_NAME) {
            return made.get().map(overview -> rendered(overview, form).document(MAX_AGE));
        }
        CacheKey key = new CacheKey(principal.tenant(), principal.role(), name, Definition.ROLLUPS, text(query, form));
        return cache.get(key, () -> made.get().map(overview -> rendered(overview, form)))
                .map(cached -> cached.document(MAX_AGE));
    }

    /** Up to now is another time each minute. No part holds a line feed. */
    private String text(ReportOverview query, Form form) {
        return form + "\n" + query.from() + "\n"
                + (query.to() == null ? "now " + clock.instant().truncatedTo(ChronoUnit.MINUTES) : query.to()) + "\n"
                + query.granularity() + "\n" + query.tz() + "\n" + query.workflow();
    }

    private Cached rendered(Overview overview, Form form) {
        Buffer body = switch (form) {
            case JSON -> Buffer.buffer(json.writeBytes(overview));
            case CSV -> Buffer.buffer(OverviewCsv.of(overview).getBytes(StandardCharsets.UTF_8));
        };
        return Cached.of(form.mediaType(), body, overview.asOf());
    }
}
