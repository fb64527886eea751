package io.neuralops.verticles.erasure;

import java.util.List;

/** What was found of a person and taken out, or in a dry run would be; sums over the tables. */
public record Erasure(boolean dryRun, long found, long changed, List<TableErasure> tables) {
    static Erasure of(boolean dryRun, List<TableErasure> tables) {
        return new Erasure(
                dryRun,
                tables.stream().mapToLong(TableErasure::found).sum(),
                tables.stream().mapToLong(TableErasure::changed).sum(),
                tables);
    }
}
