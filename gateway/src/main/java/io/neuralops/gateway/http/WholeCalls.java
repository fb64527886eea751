package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.idempotency.GivenAnswer;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.Form;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has an operation done for a request that was read whole, and gives the whole answer without sending it. */
final class WholeCalls {
    /** Lines are worked off in one go here, and their answers are held in memory and in the store. */
    private static final int MAX_LINES = 512;

    private final Operation operation;
    private final Decoder decoder;
    private final Replies replies;

    WholeCalls(Operation operation, Decoder decoder, Replies replies) {
        this.operation = operation;
        this.decoder = decoder;
        this.replies = replies;
    }

    static RuntimeException tooManyLines() {
        return new Failure.TooLarge("with Idempotency-Key at most " + MAX_LINES + " lines and " + Bodies.MAX_BYTES
                        + " bytes are taken; without it any number, since reports may be repeated")
                .asException();
    }

    /** Fails as the operation does. */
    Future<GivenAnswer> call(Principal principal, WholeRequest request) {
        return switch (operation) {
            case Operation.Single<?, ?> single -> single(single, principal, request);
            case Operation.Start<?> start -> start(start, principal, request);
            case Operation.Batch<?, ?> batch -> batch(new Commands<>(batch, decoder), principal, request);
            case Operation.Raw<?, ?, ?> raw -> raw(raw, principal, request);
            case Operation.Documents<?> documents -> document(documents, principal, request);
        };
    }

    private <I, O> Future<GivenAnswer> single(
            Operation.Single<I, O> single, Principal principal, WholeRequest request) {
        return single.handler()
                .handle(principal, request.command(decoder, single.input()))
                .map(value -> json(Endpoint.OK, null, value));
    }

    private <I> Future<GivenAnswer> start(Operation.Start<I> start, Principal principal, WholeRequest request) {
        return start.handler()
                .handle(principal, request.command(decoder, start.input()))
                .map(job -> json(Endpoint.ACCEPTED, start.location(job), job));
    }

    private <I> Future<GivenAnswer> document(
            Operation.Documents<I> documents, Principal principal, WholeRequest request) {
        return documents
                .handler()
                .handle(principal, request.command(decoder, documents.input()), Form.JSON)
                .map(document -> new GivenAnswer(Endpoint.OK, document.mediaType(), null, document.body()));
    }

    private <I, O> Future<GivenAnswer> batch(Commands<I, O> commands, Principal principal, WholeRequest request) {
        return request instanceof WholeRequest.ByBody body && body.lines()
                ? commands.run(principal, split(body.bytes())).map(this::lines)
                : Endpoint.answer(commands, principal, request.bytes()).map(value -> json(Endpoint.OK, null, value));
    }

    private <I, O, Q> Future<GivenAnswer> raw(Operation.Raw<I, O, Q> raw, Principal principal, WholeRequest request) {
        return request instanceof WholeRequest.ByBytes given
                ? raw.handler()
                        .handle(principal, given.command(decoder, raw.query()), given.body())
                        .map(outcomes -> json(Endpoint.OK, null, RawCalls.answer(outcomes)))
                : batch(new Commands<>(raw.rows(), decoder), principal, request);
    }

    private static List<byte[]> split(byte[] body) {
        LineSplitter splitter = new LineSplitter(LinesExchange.MAX_LINE);
        List<byte[]> lines = new ArrayList<>(splitter.feed(Buffer.buffer(body)));
        lines.addAll(splitter.end());
        if (lines.isEmpty()) {
            throw LinesExchange.noLine();
        }
        if (lines.size() > MAX_LINES) {
            throw tooManyLines();
        }
        return lines;
    }

    private <O> GivenAnswer lines(List<ItemOutcome<O>> outcomes) {
        Buffer lines = Buffer.buffer();
        for (ItemOutcome<O> outcome : outcomes) {
            lines.appendBuffer(replies.line(Replies.item(outcome)));
        }
        return new GivenAnswer(Endpoint.OK, Replies.NDJSON, null, lines);
    }

    private GivenAnswer json(int status, @Nullable String location, Object value) {
        return new GivenAnswer(status, Replies.JSON, location, replies.json(value));
    }
}
