package io.neuralops.verticles.profiler.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses that nobody is to be sent to, whatever a list says. */
final class Addresses {
    private static final int V6_BYTES = 16;

    private record Block(byte[] prefix, int bits, String why) {
        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((address[bit >> 3] ^ prefix[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final String METADATA = "is where a cloud keeps the secrets of its machines";
    private static final String LINK_LOCAL = "is of the local link, where a cloud keeps the secrets of its machines";
    private static final String MANY = "is of many machines, not of one";
    private static final String NOBODY = "is nobody's";

    private static final List<Block> NEVER = List.of(
            block("169.254.0.0", 16, LINK_LOCAL),
            block("fe80::", 10, LINK_LOCAL),
            block("fec0::", 10, LINK_LOCAL),
            block("fd00:ec2::254", 128, METADATA),
            block("100.100.100.200", 32, METADATA),
            block("192.0.0.192", 32, METADATA),
            block("168.63.129.16", 32, METADATA),
            block("0.0.0.0", 8, NOBODY),
            block("::", 128, NOBODY),
            block("224.0.0.0", 4, MANY),
            block("240.0.0.0", 4, MANY),
            block("ff00::", 8, MANY),
            // Where within it an IPv4 address stands is up to whoever translates.
            block("64:ff9b:1::", 48, "leads to an address that can't be told"));

    private static final List<Block> LOOPBACK = List.of(block("127.0.0.0", 8, ""), block("::1", 128, ""));

    /** Where an IPv4 address stands in an IPv6 one. */
    private record Wrapping(Block block, int at, boolean flipped) {}

    private static final List<Wrapping> WRAPPINGS = List.of(
            new Wrapping(block("::ffff:0:0:0", 96, ""), 12, false),
            new Wrapping(block("64:ff9b::", 96, ""), 12, false),
            new Wrapping(block("2002::", 16, ""), 2, false),
            new Wrapping(block("2001::", 32, ""), 12, true));

    private Addresses() {}

    /** Why an address must not be connected to; null if it may. */
    static @Nullable String refused(InetAddress address, boolean loopbackMeant) {
        InetAddress real = unwrapped(address);
        byte[] bytes = real.getAddress();
        for (Block block : NEVER) {
            if (block.holds(bytes)) {
                return block.why();
            }
        }
        boolean loopback = LOOPBACK.stream().anyMatch(block -> block.holds(bytes));
        return loopback && !loopbackMeant ? "is this machine, which only its own name on the list may be" : null;
    }

    /** The IPv4 address that an IPv6 one stands for, or else the address itself. */
    static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != V6_BYTES) {
            return address;
        }
        for (Wrapping wrapping : WRAPPINGS) {
            if (wrapping.block().holds(bytes)) {
                return part(bytes, wrapping.at(), wrapping.flipped());
            }
        }
        return mapped(bytes) || compatible(bytes) ? part(bytes, 12, false) : address;
    }

    private static boolean mapped(byte[] bytes) {
        return noughts(bytes, 10) && bytes[10] == -1 && bytes[11] == -1;
    }

    private static boolean compatible(byte[] bytes) {
        return noughts(bytes, 12) && !(noughts(bytes, 15) && (bytes[15] == 0 || bytes[15] == 1));
    }

    private static boolean noughts(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static InetAddress part(byte[] bytes, int at, boolean flipped) {
        byte[] inner = Arrays.copyOfRange(bytes, at, at + 4);
        for (int i = 0; flipped && i < inner.length; i++) {
            inner[i] = (byte) ~inner[i];
        }
        return address(inner);
    }

    private static Block block(String address, int bits, String why) {
        try {
            // With brackets, or as four numbers, nothing is looked up.
            InetAddress read = InetAddress.getByName(address.indexOf(':') < 0 ? address : "[" + address + "]");
            return new Block(read.getAddress(), bits, why);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is an address", e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
