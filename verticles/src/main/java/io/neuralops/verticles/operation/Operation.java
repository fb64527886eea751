package io.neuralops.verticles.operation;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * A capability, declared once. The HTTP routes, the checks of the OpenAPI document and the overview for people are all made
 * from the list of these.
 */
public sealed interface Operation {
    /** The name, in camel case; also the {@code operationId} of the OpenAPI document. */
    String name();

    Method method();

    /** The path, with parameters in braces: {@code /predictions/{id}}. */
    String path();

    /** The least role that may call it. */
    Role least();

    /** One line for people. */
    String summary();

    /** The record that the input is decoded into: from the body, the query and the path's parameters. */
    Class<?> input();

    /** What takes commands, one or many, if the operation does that. */
    default Optional<Batch<?, ?>> batch() {
        return switch (this) {
            case Batch<?, ?> batch -> Optional.of(batch);
            case Raw<?, ?, ?> raw -> Optional.of(raw.rows());
            case Single<?, ?> single -> Optional.empty();
            case Start<?> start -> Optional.empty();
            case Documents<?> documents -> Optional.empty();
        };
    }

    /** HTTP methods in use. A {@code POST} has a body, the others don't. */
    enum Method {
        GET,
        POST,
        DELETE;

        /** Whether it changes something, so that a repetition may matter. */
        public boolean writes() {
            return this != GET;
        }

        /** Whether the command is in the body. */
        public boolean hasBody() {
            return this == POST;
        }
    }

    /** Does the work for one command. */
    @FunctionalInterface
    interface Handler<I, O> {
        Future<O> handle(Principal principal, I command);
    }

    /** Does the work for several commands at once; the outcomes are in the same order. */
    @FunctionalInterface
    interface BatchHandler<I, O> {
        Future<List<ItemOutcome<O>>> handle(Principal principal, List<I> commands);
    }

    /** One command in, one value out. */
    record Single<I, O>(
            String name, Method method, String path, Role least, String summary, Class<I> input, Handler<I, O> handler)
            implements Operation {}

    /**
     * Starts something long: answers 202 with a {@link Job} that can be asked about.
     *
     * @param jobs the path under which its jobs are shown, each by its id
     */
    record Start<I>(
            String name,
            Method method,
            String path,
            String jobs,
            Role least,
            String summary,
            Class<I> input,
            Handler<I, Job> handler)
            implements Operation {
        /** Where a job of it is shown. */
        public String location(Job job) {
            return jobs + "/" + job.id();
        }
    }

    /** One command as JSON, or one on each line of NDJSON; then each line is answered with a line. */
    record Batch<I, O>(
            String name,
            Method method,
            String path,
            Role least,
            String summary,
            Class<I> input,
            BatchHandler<I, O> handler)
            implements Operation {}

    /** Does the work for bytes; an outcome for each thing in them. */
    @FunctionalInterface
    interface RawHandler<Q, O> {
        Future<List<ItemOutcome<O>>> handle(Principal principal, Q query, byte[] body);
    }

    /**
     * Takes bytes of any media type, with what the query says of them; without a query it is a {@link Batch}, and takes commands.
     * The answer to bytes is a list of outcomes, or the problem of the first if all were refused.
     *
     * @param rows what it is without a query
     * @param query the record that the query is decoded into
     * @param mostBytes of a body; {@link io.neuralops.models.failure.Failure.TooLarge} beyond
     */
    record Raw<I, O, Q>(Batch<I, O> rows, Class<Q> query, int mostBytes, RawHandler<Q, O> handler)
            implements Operation {
        @Override
        public String name() {
            return rows.name();
        }

        @Override
        public Method method() {
            return rows.method();
        }

        @Override
        public String path() {
            return rows.path();
        }

        @Override
        public Role least() {
            return rows.least();
        }

        @Override
        public String summary() {
            return rows.summary();
        }

        @Override
        public Class<?> input() {
            return rows.input();
        }
    }

    /** Gives a document in the form that is wanted. */
    @FunctionalInterface
    interface DocumentHandler<I> {
        Future<Document> handle(Principal principal, I command, Form form);
    }

    /**
     * A {@code GET} that is answered with rendered bytes, in a form that the caller chooses and with a validator, so that they
     * are sent again only when they have changed. Over the bridge it is always JSON.
     *
     * @param input a record made from the texts of path and query alone: the same texts may be read once for many requests
     * @param shape the record that the JSON is written from
     */
    record Documents<I>(
            String name,
            String path,
            Role least,
            String summary,
            Class<I> input,
            Class<?> shape,
            DocumentHandler<I> handler)
            implements Operation {
        @Override
        public Method method() {
            return Method.GET;
        }
    }
}
