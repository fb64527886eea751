package io.neuralops.verticles.secrets.vault;

import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.verticles.secrets.Standing;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Being logged in to Vault, or waiting for it. {@link #step} is called again and again and does what is due: a look at
 * whether Vault is unsealed, the login, the renewal when two thirds of the lease are over. Time is that of a stopwatch, not of
 * a clock, so that neither ours nor Vault's has to be right. Thread-safe; all that calls Vault blocks.
 */
final class VaultSession {
    private static final Logger LOG = LoggerFactory.getLogger(VaultSession.class);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int DOUBLINGS = 5;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final VaultApi api;
    private final VaultLogin login;
    private final Right needed;
    private final LongSupplier nanoTime;
    private volatile @Nullable Held held;
    private volatile Standing standing = new Standing.Waiting("not asked yet");
    private volatile long due;
    private boolean everOpen;
    private int failures;

    /** A lease and when it was had. */
    private record Held(Lease lease, long since) {
        boolean over(long now, int parts, int of) {
            return !lease.endless() && now - since >= lease.length().toNanos() / of * parts;
        }
    }

    /** Something that is done with a token. */
    @FunctionalInterface
    interface Use<T> {
        T with(String token) throws VaultTrouble;
    }

    /** Finds out whether a token may do what will be needed. */
    @FunctionalInterface
    interface Right {
        void check(String token) throws VaultTrouble;
    }

    /**
     * Waits for the first step.
     *
     * @param needed has to succeed before Vault is taken for open
     */
    VaultSession(VaultApi api, VaultLogin login, Right needed, LongSupplier nanoTime) {
        this.api = api;
        this.login = login;
        this.needed = needed;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong();
    }

    Standing standing() {
        return standing;
    }

    boolean isDue() {
        return nanoTime.getAsLong() - due >= 0;
    }

    /** Does what is due; never fails. */
    synchronized void step() {
        if (!isDue()) {
            return;
        }
        try {
            api.requireUnsealed();
            Held now = held;
            if (now == null || !(standing instanceof Standing.Open) || now.over(nanoTime.getAsLong(), 1, 1)) {
                open(now);
            } else if (now.over(nanoTime.getAsLong(), 2, 3)) {
                renew(now);
            }
            failures = 0;
            due = nanoTime.getAsLong() + untilNext().toNanos();
        } catch (VaultTrouble trouble) {
            away(trouble);
        }
    }

    /** Does something with Vault; fails with {@link Failure.Unavailable} while that can't be. */
    <T> T use(String what, Use<T> use) {
        if (!(standing instanceof Standing.Open)) {
            throw unavailable();
        }
        try {
            return attempt(use);
        } catch (VaultTrouble trouble) {
            if (trouble.kind() == VaultTrouble.Kind.DENIED) {
                return afterDenial(what, use);
            }
            throw failure(what, trouble);
        }
    }

    /** The token is over, and perhaps there is another; or its policy lacks a right. */
    private <T> T afterDenial(String what, Use<T> use) {
        loginAgain();
        try {
            return attempt(use);
        } catch (VaultTrouble trouble) {
            throw failure(what, trouble);
        }
    }

    private synchronized void loginAgain() {
        try {
            open(held);
        } catch (VaultTrouble trouble) {
            away(trouble);
        }
    }

    private <T> T attempt(Use<T> use) throws VaultTrouble {
        Held now = held;
        if (now == null || !(standing instanceof Standing.Open)) {
            throw unavailable();
        }
        return use.with(now.lease().token());
    }

    private FailureException failure(String what, VaultTrouble trouble) {
        if (trouble.kind() == VaultTrouble.Kind.PASSING) {
            synchronized (this) {
                away(trouble);
            }
            return unavailable();
        }
        LOG.error("Vault refuses to {} ({}); does the policy of the service's token permit it?", what, trouble.why());
        return new Failure.Unavailable("secrets: Vault refuses what is needed; the log says what", RETRY_AFTER)
                .asException();
    }

    private void open(@Nullable Held before) throws VaultTrouble {
        long since = nanoTime.getAsLong();
        Lease lease = login.lease(before == null ? null : before.lease());
        needed.check(lease.token());
        held = new Held(lease, since);
        if (!(standing instanceof Standing.Open)) {
            LOG.info("Vault is open; {}", lease);
        }
        standing = new Standing.Open();
        everOpen = true;
    }

    private void renew(Held now) throws VaultTrouble {
        long since = nanoTime.getAsLong();
        @Nullable Lease longer = login.longer(now.lease());
        if (longer != null) {
            held = new Held(longer, since);
        }
    }

    private void away(VaultTrouble trouble) {
        String why = trouble.why();
        Standing next = everOpen ? new Standing.Away(why) : new Standing.Waiting(why);
        if (!next.equals(standing)) {
            standing = next;
            LOG.warn("Vault is tried again until it is open: {}", why);
        }
        failures = Math.min(failures + 1, DOUBLINGS + 1);
        Duration pause = SHORTEST.multipliedBy(1L << (failures - 1));
        due = nanoTime.getAsLong() + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE).toNanos();
    }

    /** Until the renewal, but a look is taken from time to time. */
    private Duration untilNext() {
        Held now = held;
        if (now == null || now.lease().endless()) {
            return LOOK;
        }
        long passed = nanoTime.getAsLong() - now.since();
        Duration third = now.lease().length().dividedBy(3);
        Duration left = third.multipliedBy(2).minusNanos(passed);
        if (left.compareTo(SHORTEST) < 0) {
            left = third.multipliedBy(3).minusNanos(passed); // renewed as far as it goes: until the end
        }
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left.compareTo(LOOK) > 0 ? LOOK : left;
    }

    private FailureException unavailable() {
        String why = switch (standing) {
            case Standing.Open open -> "one moment";
            case Standing.Waiting waiting -> waiting.why();
            case Standing.Away away -> away.why();
        };
        return new Failure.Unavailable("secrets: waiting (" + why + ")", RETRY_AFTER).asException();
    }
}
