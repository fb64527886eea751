package io.neuralops.verticles.rollup;

import io.neuralops.models.rollup.Measure;
import io.neuralops.models.rollup.Tally;
import io.neuralops.models.run.Micros;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes as the bytes in which they wait for a moment, between the transaction that made them and the one that adds them. */
final class ChangeBytes {
    private static final int VERSION = 1;
    private static final int COUNTED = 1;
    private static final int ENDED = 2;
    private static final int RESTORED = 3;
    private static final int MEASURED = 4;
    private static final int WORKFLOW_TURNED = 5;
    private static final int ALERT_TURNED = 6;

    private static final int USUAL_SIZE = 256;
    private static final Measure[] MEASURES = Measure.values();

    private ChangeBytes() {}

    static byte[] write(List<Change> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(changes.size());
            for (Change change : changes) {
                write(change, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Change change, DataOutputStream out) throws IOException {
        switch (change) {
            case Change.Counted counted -> {
                place(COUNTED, counted.bucket(), counted.workflow(), out);
                write(counted.tally(), out);
            }
            case Change.Ended ended -> {
                place(ENDED, ended.bucket(), ended.workflow(), out);
                out.writeByte(ended.times());
                out.writeUTF(ended.runId());
                out.writeInt(ended.attempt());
                out.writeBoolean(ended.failed());
                time(ended.known(), out);
            }
            case Change.Restored restored -> {
                place(RESTORED, restored.bucket(), restored.workflow(), out);
                out.writeByte(restored.times());
                out.writeLong(restored.seconds());
            }
            case Change.Measured measured -> {
                place(MEASURED, measured.bucket(), measured.service(), out);
                out.writeInt(measured.histogram().length);
                out.write(measured.histogram());
            }
            case Change.Turned turned -> {
                switch (turned.subject()) {
                    case Subject.Workflow workflow -> place(WORKFLOW_TURNED, turned.from(), workflow.workflow(), out);
                    case Subject.Alert alert -> {
                        place(ALERT_TURNED, turned.from(), alert.service(), out);
                        out.writeUTF(alert.name());
                    }
                }
            }
        }
    }

    private static void place(int kind, Instant time, String name, DataOutputStream out) throws IOException {
        out.writeByte(kind);
        time(time, out);
        out.writeUTF(name);
    }

    private static void time(Instant time, DataOutputStream out) throws IOException {
        out.writeLong(Micros.of(time));
    }

    /** Only what isn't nought: most measures are. */
    private static void write(Tally tally, DataOutputStream out) throws IOException {
        int present = 0;
        for (Measure measure : MEASURES) {
            present += tally.get(measure) == 0 ? 0 : 1;
        }
        out.writeByte(present);
        for (Measure measure : MEASURES) {
            if (tally.get(measure) != 0) {
                out.writeByte(measure.place());
                out.writeLong(tally.get(measure));
            }
        }
    }

    static List<Change> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("changes of version " + version + "; this service knows " + VERSION);
            }
            int count = in.readInt();
            List<Change> changes = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                changes.add(change(in));
            }
            return changes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Change change(DataInputStream in) throws IOException {
        int kind = in.readByte();
        Instant time = Micros.toInstant(in.readLong());
        String name = in.readUTF();
        return switch (kind) {
            case COUNTED -> new Change.Counted(time, name, tally(in));
            case ENDED ->
                new Change.Ended(
                        in.readByte(),
                        time,
                        name,
                        in.readUTF(),
                        in.readInt(),
                        in.readBoolean(),
                        Micros.toInstant(in.readLong()));
            case RESTORED -> new Change.Restored(in.readByte(), time, name, in.readLong());
            case MEASURED -> new Change.Measured(time, name, in.readNBytes(in.readInt()));
            case WORKFLOW_TURNED -> new Change.Turned(new Subject.Workflow(name), time);
            case ALERT_TURNED -> new Change.Turned(new Subject.Alert(name, in.readUTF()), time);
            default -> throw new IllegalStateException("no change is of kind " + kind);
        };
    }

    private static Tally tally(DataInputStream in) throws IOException {
        Tally tally = new Tally();
        int present = in.readByte();
        for (int i = 0; i < present; i++) {
            tally.add(MEASURES[in.readByte()], in.readLong());
        }
        return tally;
    }
}
