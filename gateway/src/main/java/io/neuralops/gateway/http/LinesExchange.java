package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.operation.ItemOutcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * An exchange of lines: each line of the request is a command, and is answered with a line, in the same order, once what it
 * asked for is durable. Only a few hundred commands are in memory at a time, however many come: the request is not read on
 * while they are worked off.
 */
final class LinesExchange<I, O> {
    private static final int CHUNK = 512;
    static final int MAX_LINE = 1 << 18;
    /** Long lines are worked off sooner: reading a chunk must not hold up the event loop. */
    private static final int CHUNK_BYTES = 1 << 18;

    /**
     * While some chunks are written to the disk, the next is read: neither the event loop nor the store waits for the other. Those that wait
     * together are committed together, which costs little more than one.
     */
    private static final int AHEAD = 4;

    /** Callers that send everything before they read anything are given this much room for answers. */
    private static final int ANSWER_ROOM = 32 << 20;

    private final Commands<I, O> commands;
    private final Replies replies;
    private final Principal principal;
    private final ReadStream<Buffer> body;
    private final HttpServerResponse response;
    private final LineSplitter splitter = new LineSplitter(MAX_LINE);
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    /** What is being worked off, in the order in which it is to be answered. */
    private final Deque<Future<List<ItemOutcome<O>>>> underWay = new ArrayDeque<>(AHEAD);

    private boolean answersFull;
    private boolean ended;
    private boolean broken;
    private long answered;

    LinesExchange(Commands<I, O> commands, Replies replies, Principal principal, HttpServerRequest request) {
        this.commands = commands;
        this.replies = replies;
        this.principal = principal;
        this.body = Encodings.decoded(request);
        this.response = request.response();
    }

    /** Begins to read the request, which must be paused. */
    void start() {
        response.setWriteQueueMaxSize(ANSWER_ROOM);
        response.exceptionHandler(gone -> broken = true);
        body.exceptionHandler(this::failed);
        body.handler(this::received);
        body.endHandler(end -> {
            ended = true;
            take(splitter.end());
            proceed();
        });
        body.resume();
    }

    /** The caller is gone, or what it sent can't be unpacked. */
    private void failed(Throwable cause) {
        if (cause instanceof FailureException) {
            stop(cause);
        } else {
            broken = true;
        }
    }

    private void received(Buffer part) {
        if (broken) {
            return;
        }
        try {
            take(splitter.feed(part));
        } catch (RuntimeException e) {
            stop(e);
            return;
        }
        proceed();
    }

    private void take(List<byte[]> lines) {
        for (byte[] line : lines) {
            waiting.add(line);
            waitingBytes += line.length;
        }
    }

    /** Works off what is there, and reads on meanwhile until there is enough for the next time. */
    private void proceed() {
        if (broken) {
            return;
        }
        if (!ended) {
            if (enough()) {
                body.pause();
            } else {
                body.resume();
            }
        }
        if (!answersFull && worthwhile()) {
            work();
        } else if (ended && waiting.isEmpty() && underWay.isEmpty()) {
            finish();
        }
    }

    private boolean enough() {
        return waiting.size() >= CHUNK || waitingBytes >= CHUNK_BYTES;
    }

    /** What is there is taken at once if nothing else is done; a chunk beside another is worth it when it is whole. */
    private boolean worthwhile() {
        return !waiting.isEmpty() && (underWay.isEmpty() || (underWay.size() < AHEAD && (enough() || ended)));
    }

    private void work() {
        Future<List<ItemOutcome<O>>> chunk =
                Future.succeededFuture(nextChunk()).compose(lines -> commands.run(principal, lines));
        underWay.add(chunk);
        chunk.onComplete(done -> answer());
        proceed();
    }

    /** Answers what is done, as far as everything before it is. */
    private void answer() {
        while (!broken && !underWay.isEmpty() && underWay.element().isComplete()) {
            Future<List<ItemOutcome<O>>> chunk = underWay.remove();
            if (chunk.succeeded()) {
                write(chunk.result());
            } else {
                stop(chunk.cause());
            }
        }
        proceed();
    }

    private List<byte[]> nextChunk() {
        List<byte[]> lines = new ArrayList<>(CHUNK);
        int bytes = 0;
        while (lines.size() < CHUNK && bytes < CHUNK_BYTES && !waiting.isEmpty()) {
            byte[] line = waiting.remove();
            bytes += line.length;
            lines.add(line);
        }
        waitingBytes -= bytes;
        return lines;
    }

    private void write(List<ItemOutcome<O>> outcomes) {
        if (broken || response.closed()) {
            return;
        }
        if (answered == 0) {
            response.setChunked(true).putHeader("Content-Type", Replies.NDJSON);
        }
        Buffer lines = Buffer.buffer();
        for (ItemOutcome<O> outcome : outcomes) {
            lines.appendBuffer(replies.line(Replies.item(outcome)));
        }
        answered += outcomes.size();
        response.write(lines);
        if (response.writeQueueFull()) {
            answersFull = true;
            response.drainHandler(drained -> {
                answersFull = false;
                proceed();
            });
        }
    }

    private void finish() {
        if (answered == 0) {
            stop(noLine());
        } else {
            broken = true;
            response.end();
        }
    }

    static RuntimeException noLine() {
        return new Failure.Invalid("body", "has no line; send one JSON object on each").asException();
    }

    /** Ends the exchange early. If answers were sent already, the last line says why there are no more. */
    private void stop(Throwable cause) {
        if (broken) {
            return;
        }
        broken = true;
        if (answered == 0) {
            replies.failure(response, cause);
        } else {
            response.end(replies.line(Problem.of(Replies.failure(cause))));
        }
        body.handler(null);
        body.resume();
    }
}
