package io.neuralops.verticles.rollup;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Has something write its bytes into memory, without the locks of the JDK's streams. */
@FunctionalInterface
interface Packing {
    void write(DataOutput out) throws IOException;

    /** All that was written. */
    static byte[] bytes(Packing packing) {
        ByteBuf bytes = Unpooled.buffer();
        try (ByteBufOutputStream out = new ByteBufOutputStream(bytes)) {
            packing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBufUtil.getBytes(bytes);
    }
}
