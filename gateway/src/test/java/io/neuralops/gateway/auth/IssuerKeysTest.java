package io.neuralops.gateway.auth;

import static io.neuralops.gateway.TestService.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.gateway.IssuerKey;
import io.neuralops.gateway.SettableClock;
import io.neuralops.models.failure.Failure;
import io.neuralops.models.failure.FailureException;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When the keys of an issuer are read, and what becomes of the old ones. */
class IssuerKeysTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final IssuerKey A = IssuerKey.es256("a");
    private static final IssuerKey B = IssuerKey.es256("b");

    private final SettableClock clock = new SettableClock(START);
    private final Deque<Promise<Buffer>> asked = new ArrayDeque<>();
    private final IssuerKeys keys = new IssuerKeys(
            () -> {
                asked.add(Promise.promise());
                return asked.getLast().future();
            },
            body -> new KeySet(VERTX, "issuer", "neuralops", new JwksReader(new Json()).read(body)),
            clock,
            new IssuerKeys.Pace(Duration.ofMinutes(2), Duration.ofSeconds(5), Duration.ofSeconds(30)));

    @AfterAll
    static void close() {
        VERTX.close().await();
    }

    @Test
    void beforeTheFirstKeysTheAnswerIsToComeBackAndReadingGoesOn() {
        keys.refresh();
        assertThat(failure(keys.forToken(token("a")))).isInstanceOf(Failure.Unavailable.class);
        asked.poll().fail("down");
        assertThat(failure(keys.forToken(token("a")))).isInstanceOf(Failure.Unavailable.class);

        keys.refreshIfDue();
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        keys.refreshIfDue();
        serve(IssuerKey.set(A));

        assertThat(keys.forToken(token("a")).succeeded()).isTrue();
    }

    @Test
    void anUnknownKeyIsLookedForOnceHoweverManyAsk() {
        have(IssuerKey.set(A));

        List<Future<KeySet>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(keys.forToken(token("b")));
        }

        assertThat(asked).hasSize(1);
        assertThat(answers).noneMatch(Future::isComplete);
        serve(IssuerKey.set(A, B));
        assertThat(answers).allMatch(answer -> answer.result().mayHaveSigned(token("b")));
    }

    @Test
    void unknownKeysAreLookedForOnceInThirtySeconds() {
        have(IssuerKey.set(A));
        keys.forToken(token("b"));
        serve(IssuerKey.set(A));

        clock.advance(Duration.ofMillis(29_999));
        assertThat(keys.forToken(token("c")).isComplete()).isTrue();
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofMillis(1));
        keys.forToken(token("c"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void keysAreReadAnewAndOneThatDisappearedIsGone() {
        have(IssuerKey.set(A, B));

        clock.advance(Duration.ofMinutes(2));
        keys.refreshIfDue();
        serve(IssuerKey.set(B));

        assertThat(keys.current().mayHaveSigned(token("a"))).isFalse();
        assertThat(keys.current().mayHaveSigned(token("b"))).isTrue();
    }

    @Test
    void theSameKeysStayTheSameObjectSoThatCheckedTokensStayChecked() {
        have(IssuerKey.set(A));
        KeySet before = keys.current();

        clock.advance(Duration.ofMinutes(2));
        keys.refreshIfDue();
        serve(IssuerKey.set(A));

        assertThat(keys.current()).isSameAs(before);
    }

    @Test
    void whatCantBeReadLeavesTheKeysAndIsTriedAgainSoon() {
        have(IssuerKey.set(A));
        for (String bad : new String[] {"", "{", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "<html>"}) {
            clock.advance(Duration.ofMinutes(2));
            keys.refreshIfDue();
            serve(bad);

            assertThat(keys.current().mayHaveSigned(token("a"))).as(bad).isTrue();
        }
        clock.advance(Duration.ofSeconds(5));
        keys.refreshIfDue();
        serve(IssuerKey.set(B));
        assertThat(keys.current().mayHaveSigned(token("a"))).isFalse();
    }

    @Test
    void aClockThatIsSetBackPutsNothingOff() {
        have(IssuerKey.set(A));

        clock.advance(Duration.ofDays(-1));
        keys.refreshIfDue();

        assertThat(asked).hasSize(1);
    }

    private void have(String jwks) {
        keys.refresh();
        serve(jwks);
    }

    private void serve(String jwks) {
        asked.poll().complete(Buffer.buffer(jwks));
    }

    private static SignedToken token(String keyId) {
        Claims claims = new Claims("issuer", Set.of(), 0, 0, Principal.service(TenantId.LOCAL));
        return new SignedToken("", Algorithm.ES256, keyId, claims);
    }

    private static Failure failure(Future<?> future) {
        return ((FailureException) future.cause()).failure();
    }
}
