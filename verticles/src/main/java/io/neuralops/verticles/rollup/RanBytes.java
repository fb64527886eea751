package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Cost;
import io.neuralops.models.rollup.RunTally;
import io.neuralops.models.run.Micros;
import io.neuralops.models.run.Run;
import io.neuralops.models.run.RunStatus;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs of one transaction did, as bytes: some twenty for each, since they are written by whoever reports it. Workflows are named
 * once, and times are told from the one before. Of use for either writing or reading once. Not thread-safe.
 */
final class RanBytes {
    private static final int STATUS = 0b111;
    private static final int TAKEN_AWAY = 1 << 3;
    private static final int END = 1 << 4;
    private static final int COST = 1 << 5;
    private static final int DURATION = 1 << 6;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private long before;

    void write(Change.Ran ran, DataOutput out) throws IOException {
        Run run = ran.run();
        BigDecimal cost = run.cost();
        Long duration = run.durationMs();
        out.writeByte(code(run.status())
                | (ran.times() < 0 ? TAKEN_AWAY : 0)
                | (ran.end() ? END : 0)
                | (cost != null ? COST : 0)
                | (duration != null ? DURATION : 0));
        long at = Micros.of(RunTally.at(run));
        name(run.workflow(), out);
        VarLong.write(at - before, out);
        before = at;
        VarLong.write(run.attempt(), out);
        if (cost != null) {
            VarLong.write(Cost.units(cost), out);
            VarLong.write(Cost.parts(cost), out);
        }
        if (duration != null) {
            VarLong.write(duration, out);
        }
        if (ran.end()) {
            text(run.runId(), out);
            VarLong.write(Micros.of(run.knownAt()) - at, out);
        }
    }

    Change.Ran read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        boolean end = (flags & END) != 0;
        String workflow = name(in);
        before += VarLong.read(in);
        Instant at = Micros.toInstant(before);
        int attempt = Math.toIntExact(VarLong.read(in));
        BigDecimal cost = (flags & COST) == 0 ? null : Cost.of(VarLong.read(in), VarLong.read(in));
        Long duration = (flags & DURATION) == 0 ? null : (Long) VarLong.read(in);
        String runId = end ? text(in) : "";
        Instant known = end ? Micros.toInstant(before + VarLong.read(in)) : at;
        return new Change.Ran(
                (flags & TAKEN_AWAY) == 0 ? 1 : -1,
                end,
                run(runId, attempt, workflow, status(flags & STATUS), at, known, duration, cost));
    }

    private static Run run(
            String runId,
            int attempt,
            String workflow,
            RunStatus status,
            Instant at,
            Instant known,
            @Nullable Long duration,
            @Nullable BigDecimal cost) {
        return new Run(runId, attempt, workflow, status, at, at, known, duration, cost, null, null, Map.of(), Map.of());
    }

    /** The number of a name that was written before, or the next number and the name. */
    private void name(String name, DataOutput out) throws IOException {
        Integer number = numbers.putIfAbsent(name, numbers.size());
        VarLong.write(number == null ? numbers.size() - 1L : number, out);
        if (number == null) {
            text(name, out);
        }
    }

    private String name(DataInput in) throws IOException {
        int number = Math.toIntExact(VarLong.read(in));
        if (number == names.size()) {
            names.add(text(in));
        }
        return names.get(number);
    }

    private static void text(String text, DataOutput out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        VarLong.write(bytes.length, out);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(VarLong.read(in))];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is stored stays readable: no state's number is ever another's. */
    private static int code(RunStatus status) {
        return switch (status) {
            case QUEUED -> 0;
            case RUNNING -> 1;
            case SUCCESS -> 2;
            case FAILURE -> 3;
            case CANCELLED -> 4;
        };
    }

    private static RunStatus status(int code) {
        return switch (code) {
            case 0 -> RunStatus.QUEUED;
            case 1 -> RunStatus.RUNNING;
            case 2 -> RunStatus.SUCCESS;
            case 3 -> RunStatus.FAILURE;
            case 4 -> RunStatus.CANCELLED;
            default -> throw new IllegalStateException("no state of a run is numbered " + code);
        };
    }
}
