package io.neuralops.gateway.bridge;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.fanout.EventKind;
import io.neuralops.verticles.fanout.Notice;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients may name. There is nothing else: no pattern, no address of the service's own. */
final class Address {
    /** What the address of an operation begins with. */
    static final String OPERATION = "neuralops.op.";

    private static final String EVENTS = "insight.";

    private Address() {}

    /**
     * The kinds of events that a principal hears at an address: {@code insight.<own tenant>.<kind>}, or {@code insight.<own tenant>} for
     * all that its role may hear.
     */
    static Set<EventKind> kinds(String address, Principal principal) {
        String own = Notice.address(principal.tenant());
        if (address.equals(own)) {
            return Arrays.stream(EventKind.values())
                    .filter(kind -> principal.role().covers(kind.least()))
                    .collect(Collectors.toUnmodifiableSet());
        }
        if (!address.startsWith(own + ".")) {
            throw new Refusal(
                    BridgeFigures.Refused.ADDRESS,
                    new Failure.Forbidden(
                            address.startsWith(EVENTS)
                                    ? "only addresses of the token's own tenant can be listened to: " + own + ".<kind>"
                                    : "there is nothing for clients at this address; " + own
                                            + ".<kind> tells of events"));
        }
        EventKind kind = EventKind.named(address.substring(own.length() + 1))
                .orElseThrow(() -> new Refusal(
                        BridgeFigures.Refused.ADDRESS,
                        new Failure.Invalid("address", "there is no such kind of event; there are " + known())));
        if (!principal.role().covers(kind.least())) {
            throw new Refusal(
                    BridgeFigures.Refused.ROLE,
                    new Failure.Forbidden("this needs the role " + kind.least().label() + "; the token's role is "
                            + principal.role().label()));
        }
        return Set.of(kind);
    }

    /** The operation of an address. */
    static String operation(String address) {
        if (!address.startsWith(OPERATION)) {
            throw new Refusal(
                    BridgeFigures.Refused.ADDRESS,
                    new Failure.Forbidden("clients send to operations only: " + OPERATION + "<operation>"));
        }
        return address.substring(OPERATION.length());
    }

    private static String known() {
        return Arrays.stream(EventKind.values()).map(EventKind::label).collect(Collectors.joining(", "));
    }
}
