package io.neuralops.verticles.rollup;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in as few bytes as they need, seven bits in each: small ones, of either sign, take one. */
final class VarLong {
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;
    private static final int MASK = MORE - 1;

    private VarLong() {}

    static void write(long value, DataOutput out) throws IOException {
        long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~MASK) != 0) {
            out.writeByte((int) (rest & MASK) | MORE);
            rest >>>= BITS;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            int next = in.readUnsignedByte();
            rest |= (long) (next & MASK) << shift;
            if (next < MORE) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IOException("a number of more than " + Long.SIZE + " bits");
    }
}
