package io.neuralops.sql.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Arrays of floats as bytes: 32 bits each, little-endian, whatever the bits are. */
final class Floats {
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private Floats() {}

    static byte @Nullable [] write(float @Nullable [] floats) {
        if (floats == null) {
            return null;
        }
        byte[] bytes = new byte[floats.length * Float.BYTES];
        for (int i = 0; i < floats.length; i++) {
            FLOATS.set(bytes, i * Float.BYTES, floats[i]);
        }
        return bytes;
    }

    static float @Nullable [] read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) FLOATS.get(bytes, i * Float.BYTES);
        }
        return floats;
    }
}
