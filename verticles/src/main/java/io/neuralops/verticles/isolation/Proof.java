package io.neuralops.verticles.isolation;

import io.neuralops.sql.isolation.Engine;
import java.time.Instant;
import java.util.List;

/**
 * What came of trying to get at another tenant's data.
 *
 * @param asOf when it was begun
 * @param tookUs how long it took, in microseconds
 * @param holds whether isolation held everywhere
 * @param probes how many attempts were made
 * @param held at how many of them isolation held
 * @param failed at how many it did not, or could not be shown to
 * @param guards guards that were found down, in words
 */
public record Proof(
        Instant asOf,
        long tookUs,
        Engine database,
        boolean holds,
        int probes,
        int held,
        int failed,
        List<String> guards,
        List<Result> results) {
    /**
     * One attempt.
     *
     * @param surface what was attacked
     * @param tried what was done
     * @param held whether what was observed is what was expected
     * @param tookUs in microseconds
     */
    public record Result(
            String name, String surface, String tried, String expected, String observed, boolean held, long tookUs) {}

    static Proof of(Instant asOf, long tookUs, Engine database, List<String> guards, List<Result> results) {
        int held = (int) results.stream().filter(Result::held).count();
        boolean holds = held == results.size() && guards.isEmpty();
        return new Proof(
                asOf,
                tookUs,
                database,
                holds,
                results.size(),
                held,
                results.size() - held,
                guards,
                List.copyOf(results));
    }
}
