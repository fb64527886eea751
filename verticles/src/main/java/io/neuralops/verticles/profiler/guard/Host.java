package io.neuralops.verticles.profiler.guard;

import io.neuralops.models.failure.Check;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host in one spelling: a name in small letters, or an address in its usual form, so that no other spelling gets past a list.
 *
 * @param text without brackets
 * @param address null for a name
 */
public record Host(String text, @Nullable InetAddress address) {
    private static final int MAX_NAME = 253;
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|(?:.*\\.)?0x[0-9a-f]*");
    /** The last part has a letter first, as all domains do: numbers that some resolvers read as addresses don't. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    /** Reads a host; refused if it is neither a name nor an address in its usual form. */
    public static Host of(String field, String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return ofAddress(field, ipv6(field, text.substring(1, text.length() - 1)));
        }
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return ofAddress(field, ipv4(field, dotted));
        }
        String name = text.toLowerCase(Locale.ROOT);
        if (NUMBERS.matcher(name).matches()) {
            throw Check.invalid(
                    field, "spells an address in a form that hides it; write it as four numbers with points");
        }
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw Check.invalid(field, "has something that is neither the name of a host nor an address");
        }
        return new Host(name, null);
    }

    /** Whether it is this machine by its very name or address, not by what a name leads to. */
    public boolean loopback() {
        return text.equals("localhost") || (address != null && address.isLoopbackAddress());
    }

    /** The address, if there is nothing to be looked up. */
    public Optional<InetAddress> literal() {
        return Optional.ofNullable(address);
    }

    private static Host ofAddress(String field, byte[] bytes) {
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            return new Host(address.getHostAddress(), address);
        } catch (UnknownHostException e) {
            throw Check.invalid(field, "is no address");
        }
    }

    private static byte[] ipv4(String field, Matcher dotted) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            String part = dotted.group(i + 1);
            int value = Integer.parseInt(part);
            // Some read a leading nought as octal.
            if (value > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                throw Check.invalid(field, "spells an address in a form that hides it; each number is 0 to 255");
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static byte[] ipv6(String field, String text) {
        if (!IPV6.matcher(text).matches()) {
            throw Check.invalid(field, "has brackets around something else than an IPv6 address without a zone");
        }
        try {
            // With brackets nothing is looked up.
            return InetAddress.getByName("[" + text + "]").getAddress();
        } catch (UnknownHostException e) {
            throw Check.invalid(field, "has brackets around something else than an IPv6 address");
        }
    }
}
