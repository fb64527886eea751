package io.neuralops.verticles.operation;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.vertx.core.Future;
import java.util.List;

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

    /** Starts something long: answers 202 with a {@link Job} that can be asked about. */
    record Start<I>(
            String name,
            Method method,
            String path,
            Role least,
            String summary,
            Class<I> input,
            Handler<I, Job> handler)
            implements Operation {}

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
}
