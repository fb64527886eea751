package io.neuralops.gateway.http;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.operation.Decoder;
import io.neuralops.verticles.operation.ItemOutcome;
import io.neuralops.verticles.operation.Operation;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Has several commands done at once, of which those that can't be read don't hold up the others. */
final class Commands<I, O> {
    /** An array is worked off in one go, so it must not hold up the event loop; lines come in portions. */
    private static final int MAX_LIST = 512;

    private final Operation.Batch<I, O> operation;
    private final Decoder decoder;

    Commands(Operation.Batch<I, O> operation, Decoder decoder) {
        this.operation = operation;
        this.decoder = decoder;
    }

    /** What becomes of each, in the same order. */
    Future<List<ItemOutcome<O>>> run(Principal principal, List<byte[]> texts) {
        List<ItemOutcome<I>> read = new ArrayList<>(texts.size());
        for (byte[] text : texts) {
            read.add(ItemOutcome.attempt(() -> decoder.decode(operation.input(), text)));
        }
        return handle(principal, read);
    }

    /** The same for a JSON array of commands. */
    Future<List<ItemOutcome<O>>> runArray(Principal principal, byte[] array) {
        List<ItemOutcome<I>> read = decoder.decodeArray(operation.input(), array, MAX_LIST);
        if (read.isEmpty()) {
            throw new Failure.Invalid("body", "is an empty list; put at least one command into it").asException();
        }
        return handle(principal, read);
    }

    private Future<List<ItemOutcome<O>>> handle(Principal principal, List<ItemOutcome<I>> read) {
        List<I> commands = new ArrayList<>(read.size());
        for (ItemOutcome<I> one : read) {
            if (one instanceof ItemOutcome.Done<I> done) {
                commands.add(done.value());
            }
        }
        Future<List<ItemOutcome<O>>> results = commands.isEmpty()
                ? Future.succeededFuture(List.of())
                : operation.handler().handle(principal, commands);
        return results.map(outcomes -> together(read, outcomes));
    }

    private List<ItemOutcome<O>> together(List<ItemOutcome<I>> read, List<ItemOutcome<O>> outcomes) {
        List<ItemOutcome<O>> all = new ArrayList<>(read.size());
        int next = 0;
        for (ItemOutcome<I> one : read) {
            all.add(
                    one instanceof ItemOutcome.Refused<I> refused
                            ? new ItemOutcome.Refused<>(refused.failure())
                            : outcomes.get(next++));
        }
        return all;
    }
}
