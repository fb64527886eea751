package io.neuralops.verticles.profiler.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a host may be asked, and at which addresses. Names are resolved here and nowhere else, so that what was looked at
 * is what is connected to.
 */
public final class Guard {
    private final AllowList allowed;
    private final Resolver resolver;

    public Guard(AllowList allowed, Resolver resolver) {
        this.allowed = allowed;
        this.resolver = resolver;
    }

    /** Why a host is refused without looking anything up: it is not on the list, or an address that nobody may ask. */
    public void check(Host host, int port) {
        if (!allowed.holds(host, port)) {
            throw new RefusedTarget(host.text() + " is not on the list of hosts that may be asked");
        }
        host.literal().ifPresent(address -> check(host, address));
    }

    /**
     * The addresses of a host, each looked at; the one to be taken first. Blocking.
     *
     * @throws RefusedTarget if it is not on the list, or one of its addresses must not be asked: an answer that holds one is
     *     not to be trusted with the others
     */
    public List<InetAddress> resolve(Host host, int port) throws UnknownHostException {
        check(host, port);
        InetAddress literal = host.address();
        if (literal != null) {
            return List.of(literal);
        }
        List<InetAddress> found = resolver.resolve(host.text());
        if (found.isEmpty()) {
            throw new UnknownHostException(host.text() + " has no address");
        }
        found.forEach(address -> check(host, address));
        return List.copyOf(found);
    }

    private static void check(Host host, InetAddress address) {
        @Nullable String why = Addresses.refused(address, host.loopback());
        if (why != null) {
            throw new RefusedTarget(host.text() + " leads to " + address.getHostAddress() + ", which " + why);
        }
    }
}
