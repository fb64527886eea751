package io.neuralops.verticles.export;

import static io.neuralops.verticles.operation.JsonBytes.ascii;

import io.neuralops.verticles.operation.JsonBytes;
import org.jspecify.annotations.Nullable;

/** Objects in one array, each on a line of its own. For one file. */
final class ArrayFormat implements RowFormat {
    private static final byte[] BEGIN = ascii("[");
    private static final byte[] FIRST = ascii("\n");
    private static final byte[] NEXT = ascii(",\n");
    private static final byte[] END = ascii("\n]\n");

    private final ObjectFormat objects;
    private boolean any;

    ArrayFormat(ObjectFormat objects) {
        this.objects = objects;
    }

    @Override
    public void begin(JsonBytes to) {
        to.json(BEGIN);
    }

    @Override
    public void row(@Nullable Object[] cells, JsonBytes to) {
        to.json(any ? NEXT : FIRST);
        any = true;
        objects.object(cells, to);
    }

    @Override
    public void end(JsonBytes to) {
        to.json(END);
    }
}
