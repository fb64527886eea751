package io.neuralops.gateway.bridge;

import io.neuralops.gateway.http.OperationCalls;
import io.neuralops.gateway.http.Problem;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.fanout.EventKind;
import io.neuralops.verticles.idempotency.Outcome;
import io.neuralops.verticles.operation.TokenBucket;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said over one connection. Belongs to one event loop. */
final class Conversation {
    private static final int UNAUTHENTICATED = 401;
    private static final int UNAVAILABLE = 503;

    private final Connection connection;
    private final Identity identity;
    private final Desk desk;
    private final TokenBucket frames;
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private int underWay;
    private boolean naming;

    Conversation(Connection connection, Identity identity, Desk desk) {
        this.connection = connection;
        this.identity = identity;
        this.desk = desk;
        frames =
                new TokenBucket(desk.limits().framesPerSecond(), desk.nanoTime().getAsLong());
    }

    /** Whether one frame more may be heard. Until it is known who speaks nothing else is looked at. */
    boolean hasRoom() {
        return !naming && underWay < desk.limits().calls();
    }

    /** Whether nothing is under way. */
    boolean quiet() {
        return underWay == 0 && !naming;
    }

    /** Counts a frame; whether there may be one more in this second. */
    boolean counts() {
        return frames.take(desk.nanoTime().getAsLong()) == 0;
    }

    void hear(byte[] text) {
        if (connection.expire()) {
            return;
        }
        String address = null;
        boolean counted = false;
        try {
            Frame frame = desk.reader().read(text);
            // Calls have limits of their own, if it comes to one.
            counted = !(frame instanceof Frame.Send);
            if (counted && !counts()) {
                connection.close(Closing.TOO_MANY_FRAMES);
                return;
            }
            address = answerTo(frame);
            answer(frame);
        } catch (Refusal refusal) {
            refuse(address, refusal, counted);
        } catch (FailureException full) {
            closeFor(full);
        } catch (RuntimeException defect) {
            connection.close(Closing.INTERNAL, OperationCalls.problem(defect).detail());
        }
    }

    /** Says that what came is no frame. Too many of these end the connection too. */
    void refuse(Refusal refusal) {
        refuse(null, refusal, false);
    }

    private void refuse(@Nullable String address, Refusal refusal, boolean counted) {
        desk.figures().refuse(refusal.why());
        if (!counted && !counts()) {
            connection.close(Closing.TOO_MANY_FRAMES);
            return;
        }
        connection.send(desk.writer().error(address, refusal.failure()));
    }

    /** Says who the connection is taken for. */
    void welcome() {
        identity.known()
                .filter(known -> identity.expires() != Identity.FOREVER)
                .ifPresent(known -> connection.send(desk.writer().welcome(known, identity.expires())));
    }

    /** Tells of what was left out, where no event came since that could. */
    void tellSkipped() {
        for (Registration one : registrations.values()) {
            long skipped = one.takeSkipped();
            if (skipped > 0) {
                connection.send(desk.writer().skipped(one.address(), skipped));
            }
        }
    }

    /** Nothing is listened to any more. */
    void end() {
        identity.known()
                .ifPresent(known ->
                        registrations.values().forEach(one -> desk.topics().leave(known.tenant(), one)));
        desk.figures().register(-registrations.size());
        registrations.clear();
    }

    private static @Nullable String answerTo(Frame frame) {
        return switch (frame) {
            case Frame.Ping ping -> null;
            case Frame.Auth auth -> null;
            case Frame.Register register -> register.address();
            case Frame.Unregister unregister -> unregister.address();
            case Frame.Send send -> send.replyTo() == null ? send.address() : send.replyTo();
            case Frame.Publish publish -> publish.address();
        };
    }

    private void answer(Frame frame) {
        switch (frame) {
            case Frame.Ping ping -> identity.require();
            case Frame.Auth auth -> name(auth.token());
            case Frame.Register register -> register(identity.require(), register.address());
            case Frame.Unregister unregister -> unregister(identity.require(), unregister.address());
            case Frame.Send send -> call(identity.require(), send);
            case Frame.Publish publish ->
                throw new Refusal(
                        BridgeFigures.Refused.PUBLISH,
                        new Failure.Forbidden("clients publish nothing; they send to operations"));
        }
    }

    private void name(String token) {
        naming = true;
        identity.show(token)
                .onComplete(shown -> connection.onEventLoop(() -> {
                    naming = false;
                    if (shown.succeeded()) {
                        welcome();
                    } else {
                        Problem problem = OperationCalls.problem(shown.cause());
                        desk.figures().refuse(BridgeFigures.Refused.UNAUTHENTICATED);
                        connection.send(desk.writer().error(null, problem));
                        // What can't be looked at now, or is of another, leaves all as it was; a token that doesn't
                        // hold is never nobody.
                        if (problem.status() == UNAUTHENTICATED) {
                            connection.close(Closing.TOKEN, problem.detail());
                        } else if (shown.cause() instanceof FailureException full
                                && problem.retryAfter() != null
                                && problem.status() != UNAVAILABLE) {
                            closeFor(full);
                        }
                    }
                    connection.readOn();
                }));
    }

    /** The tenant has all the connections it may have, or opens them too fast. */
    private void closeFor(FailureException full) {
        Problem problem = OperationCalls.problem(full);
        Long after = problem.retryAfter();
        connection.close(
                after == null ? Closing.INTERNAL : Closing.NO_ROOM,
                after == null ? problem.detail() : problem.detail() + "; try again in " + after + " s");
    }

    private void register(Principal principal, String address) {
        Set<EventKind> kinds = Address.kinds(address, principal);
        if (registrations.containsKey(address)) {
            // So there are no more of them than there are kinds.
            throw new Refusal(
                    BridgeFigures.Refused.REGISTRATIONS, new Failure.Conflict("the connection listens there already"));
        }
        Registration registration = new Registration(connection, address, kinds);
        registrations.put(address, registration);
        desk.figures().register(1);
        desk.topics().join(principal.tenant(), registration);
        connection.send(desk.writer().registered(address));
    }

    private void unregister(Principal principal, String address) {
        Registration registration = registrations.remove(address);
        if (registration == null) {
            throw new Refusal(
                    BridgeFigures.Refused.REGISTRATIONS, new Failure.NotFound("the connection doesn't listen there"));
        }
        desk.figures().register(-1);
        desk.topics().leave(principal.tenant(), registration);
        connection.send(desk.writer().unregistered(address));
    }

    private void call(Principal principal, Frame.Send send) {
        String operation = Address.operation(send.address());
        underWay++;
        Future<Outcome> outcome = desk.calls().call(principal, operation, send.command(), send.key());
        outcome.onComplete(done -> connection.onEventLoop(() -> {
            underWay--;
            desk.figures().answer(done.succeeded());
            String replyTo = send.replyTo();
            if (done.failed()) {
                connection.send(desk.writer()
                        .error(replyTo == null ? send.address() : replyTo, OperationCalls.problem(done.cause())));
            } else if (replyTo != null) {
                connection.send(desk.writer().answer(replyTo, done.result()));
            }
            connection.readOn();
        }));
    }
}
