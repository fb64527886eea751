package io.neuralops.sql.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

interface IdempotencyStoreContract extends StoreContract {
    IdempotencyStore KEYS = new IdempotencyStore();
    StoredAnswer ANSWER = new StoredAnswer(202, "application/json", "/models/jobs/1", "gzip", new byte[] {0, -1, 7});

    @Test
    default void aKeyIsClaimedOnceAndTheClaimComesBackWhole() {
        KeyClaim first = keyClaim("k", "f1", "p1", NOW);

        assertThat(claim(first)).isTrue();
        assertThat(claim(keyClaim("k", "f2", "p2", NOW.plusSeconds(1)))).isFalse();
        assertThat(claim(keyClaim("K", "f1", "p1", NOW))).as("case counts").isTrue();

        assertThat(find("k")).contains(new IdempotencyStore.Stored(first, null));
        assertThat(find("other")).isEmpty();
    }

    @Test
    default void anAnswerComesBackWhole() {
        StoredAnswer bare = new StoredAnswer(200, "application/json", null, null, new byte[0]);
        KeyClaim full = keyClaim("full", "f", "p", NOW);
        KeyClaim plain = keyClaim("plain", "f", "p", NOW);
        claim(full);
        claim(plain);

        assertThat(complete(full, ANSWER)).isTrue();
        assertThat(complete(plain, bare)).isTrue();

        assertThat(find("full").orElseThrow()).usingRecursiveComparison().isEqualTo(stored(full, ANSWER));
        assertThat(find("plain").orElseThrow()).usingRecursiveComparison().isEqualTo(stored(plain, bare));
    }

    @Test
    default void onlyTheClaimThatStandsCanBeCompletedAndOnlyOnce() {
        KeyClaim claim = keyClaim("k", "f", "p1", NOW);
        claim(claim);

        assertThat(complete(keyClaim("k", "f", "p2", NOW), ANSWER)).isFalse();
        assertThat(complete(keyClaim("k", "f", "p1", NOW.plusNanos(1_000)), ANSWER))
                .isFalse();
        assertThat(complete(claim, ANSWER)).isTrue();
        assertThat(complete(claim, ANSWER)).isFalse();
    }

    @Test
    default void aReleasedKeyIsFreeAndAnAnswerIsNotReleased() {
        KeyClaim claim = keyClaim("k", "f", "p1", NOW);
        claim(claim);

        assertThat(release(keyClaim("k", "f", "p2", NOW))).isFalse();
        assertThat(release(claim)).isTrue();
        assertThat(release(claim)).isFalse();
        assertThat(claim(claim)).isTrue();
        complete(claim, ANSWER);
        assertThat(release(claim)).isFalse();
        assertThat(find("k")).isPresent();
    }

    @Test
    default void whoTakesOverForgetsTheAnswerAndTheOneBeforeCanNoLongerGiveIt() {
        KeyClaim before = keyClaim("k", "f1", "p1", NOW);
        KeyClaim after = keyClaim("k", "f2", "p2", NOW.plusSeconds(9));
        claim(before);
        complete(before, ANSWER);

        assertThat(takeOver(before, after)).isTrue();
        assertThat(takeOver(before, after)).as("somebody was faster").isFalse();

        assertThat(find("k")).contains(new IdempotencyStore.Stored(after, null));
        assertThat(complete(before, ANSWER)).isFalse();
        assertThat(release(before)).isFalse();
        assertThat(complete(after, ANSWER)).isTrue();
    }

    @Test
    default void theOldestKeysAreDeletedAFewAtATime() {
        for (int i = 0; i < 5; i++) {
            claim(keyClaim("k" + i, "f", "p", NOW.plusSeconds(i)));
        }

        assertThat(deleteOldest(NOW.plusSeconds(3), 3)).isEqualTo(3);
        assertThat(find("k2")).isEmpty();
        assertThat(find("k3")).isPresent();
        assertThat(deleteOldest(NOW.plusSeconds(3), 3)).isEqualTo(1);
        assertThat(find("k3")).isEmpty();
        assertThat(find("k4")).isPresent();
    }

    private static KeyClaim keyClaim(String key, String fingerprint, String process, Instant at) {
        return new KeyClaim(key, "predict", fingerprint, process, at);
    }

    private static IdempotencyStore.Stored stored(KeyClaim claim, StoredAnswer answer) {
        return new IdempotencyStore.Stored(claim, answer);
    }

    private boolean claim(KeyClaim claim) {
        return tx(s -> KEYS.claim(s, TENANT, claim));
    }

    private boolean takeOver(KeyClaim before, KeyClaim after) {
        return tx(s -> KEYS.takeOver(s, TENANT, before, after));
    }

    private boolean complete(KeyClaim claim, StoredAnswer answer) {
        return tx(s -> KEYS.complete(s, TENANT, claim, answer, NOW));
    }

    private boolean release(KeyClaim claim) {
        return tx(s -> KEYS.release(s, TENANT, claim));
    }

    private int deleteOldest(Instant until, int most) {
        return tx(s -> KEYS.deleteOldest(s, TENANT, until, most));
    }

    private Optional<IdempotencyStore.Stored> find(String key) {
        return read(s -> KEYS.find(s, TENANT, key));
    }
}
