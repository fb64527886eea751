package io.neuralops.gateway.http;

import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Document;
import io.neuralops.verticles.operation.Form;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Answers with documents. They are mostly there already, and asked for again and again with the same words: so what was asked
 * is read once, and nothing is made for an answer but its head. Of one operation and one event loop.
 */
final class DocumentCalls {
    private static final int NOT_MODIFIED = 304;
    /** Whose answers they are is told by the token; in local mode there is none, and no cache between. */
    private static final CharSequence VARY = HttpHeaders.createOptimized("Accept, Accept-Encoding, Authorization");

    private static final CharSequence CONTENT_DISPOSITION = HttpHeaders.createOptimized("content-disposition");

    private final Decoder decoder;
    private final ReadQueries queries = new ReadQueries();
    private Duration lastAge = Duration.ZERO;
    private CharSequence lastControl = control(Duration.ZERO);

    DocumentCalls(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Answers a request, which must be paused; fails with what is left to be answered. */
    <I> Future<?> serve(Operation.Documents<I> operation, RoutingContext context, Principal principal) {
        HttpServerRequest request = context.request();
        request.resume();
        Form form = Acceptance.of(request);
        Future<Document> document = operation.handler().handle(principal, command(operation, context), form);
        if (document.succeeded()) {
            answer(operation, form, request, document.result());
            return document;
        }
        return document.onSuccess(made -> answer(operation, form, request, made));
    }

    private <I> I command(Operation.Documents<I> operation, RoutingContext context) {
        String uri = context.request().uri();
        I known = queries.find(operation.input(), uri);
        if (known != null) {
            return known;
        }
        I read = decoder.decode(operation.input(), Endpoint.parameters(context));
        queries.keep(uri, read);
        return read;
    }

    private void answer(Operation operation, Form form, HttpServerRequest request, Document document) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        boolean compressed = EntityTags.maybeCompressed(
                request.getHeader(HttpHeaders.ACCEPT_ENCODING), document.body().length());
        MultiMap headers = response.headers()
                .set(HttpHeaders.ETAG, compressed ? EntityTags.weak(document.etag()) : document.etag())
                .set(HttpHeaders.CACHE_CONTROL, controlOf(document.maxAge()))
                .set(HttpHeaders.VARY, VARY);
        if (EntityTags.has(request, document.etag())) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        headers.set(HttpHeaders.CONTENT_TYPE, document.mediaType());
        if (form == Form.CSV) {
            headers.set(CONTENT_DISPOSITION, "attachment; filename=\"" + operation.name() + ".csv\"");
        }
        response.end(document.body());
    }

    /** The same for nearly all documents of an operation. */
    private CharSequence controlOf(Duration age) {
        if (!age.equals(lastAge)) {
            lastControl = control(age);
            lastAge = age;
        }
        return lastControl;
    }

    private static CharSequence control(Duration age) {
        return HttpHeaders.createOptimized("private, max-age=" + age.toSeconds());
    }
}
