package io.neuralops.gateway.http;

import io.neuralops.gateway.auth.Authenticator;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Event;
import io.neuralops.verticles.operation.Events;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What every request with a tenant's data passes before anything is done for it: who asks, whether they may, and whether
 * there is room for one more of their tenant. Of one event loop.
 */
final class Gate {
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final Admission admission;
    private final Holdback holdback;
    private final Replies replies;
    private final Events events;
    private final Consumer<TenantId> calls;

    /**
     * Wires the gate.
     *
     * @param calls told of each call that is let in
     */
    Gate(
            Authenticator authenticator,
            RateLimits limits,
            Admission admission,
            Holdback holdback,
            Replies replies,
            Events events,
            Consumer<TenantId> calls) {
        this.calls = calls;
        this.authenticator = authenticator;
        this.limits = limits;
        this.admission = admission;
        this.holdback = holdback;
        this.replies = replies;
        this.events = events;
    }

    /**
     * Has the work done if its request may pass, and answers with the problem if it may not, or if the work fails.
     *
     * @param work finds the request paused, resumes it and answers it
     */
    void pass(HttpServerRequest request, Role least, Function<Principal, Future<?>> work) {
        // Nobody listens to the body yet, and finding out who asks may take a while.
        request.pause();
        Exchange exchange = Exchange.of(request);
        authenticator
                .authenticate(request)
                .compose(principal -> work.apply(admitted(exchange, principal, least)))
                .onFailure(cause -> {
                    request.resume();
                    holdback.answer(cause, () -> replies.failure(request.response(), cause));
                });
    }

    /**
     * Lets a call in that comes over a connection that lasts, as a request is let in. Fails with what is to be answered; what was
     * let in must be let out.
     */
    void enter(Principal principal, Role least) {
        require(principal, least);
        counted(principal, () -> admission.enter(principal.tenant()));
    }

    /** The call has been answered. */
    void leave(Principal principal) {
        admission.leave(principal.tenant());
    }

    private Principal admitted(Exchange exchange, Principal principal, Role least) {
        exchange.by(principal);
        require(principal, least);
        counted(principal, () -> exchange.enter(admission, principal.tenant()));
        return principal;
    }

    private static void require(Principal principal, Role least) {
        if (!principal.role().covers(least)) {
            throw new Failure.Forbidden("this needs the role " + least.label() + "; the token's role is "
                            + principal.role().label())
                    .asException();
        }
    }

    private void counted(Principal principal, Runnable enter) {
        try {
            limits.admit(principal.tenant());
            enter.run();
            calls.accept(principal.tenant());
        } catch (FailureException e) {
            events.publish(new Event.RequestRefused(
                    principal.tenant(), Problem.of(e.failure()).code()));
            throw e;
        }
    }
}
