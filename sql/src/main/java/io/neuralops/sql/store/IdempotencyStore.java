package io.neuralops.sql.store;

import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.Row;
import io.neuralops.sql.Session;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys that a tenant's callers gave to requests: each is claimed by one request, and keeps its answer. */
public final class IdempotencyStore {
    private static final String CLAIM =
            "INSERT INTO idempotency_keys (tenant_id, key, operation, fingerprint, claimed_by, claimed_at)"
                    + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, key) DO NOTHING";
    private static final String FIND =
            "SELECT key, operation, fingerprint, claimed_by, claimed_at, status, media_type, location, encoding, body"
                    + " FROM idempotency_keys WHERE tenant_id = $1 AND key = $2";
    private static final String SAME_CLAIM = "tenant_id = $%d AND key = $%d AND claimed_by = $%d AND claimed_at = $%d";
    private static final String TAKE_OVER =
            "UPDATE idempotency_keys SET operation = $1, fingerprint = $2, claimed_by = $3, claimed_at = $4,"
                    + " status = NULL, media_type = NULL, location = NULL, encoding = NULL, body = NULL,"
                    + " completed_at = NULL WHERE " + SAME_CLAIM.formatted(5, 6, 7, 8);
    private static final String COMPLETE =
            "UPDATE idempotency_keys SET status = $1, media_type = $2, location = $3, encoding = $4, body = $5,"
                    + " completed_at = $6 WHERE status IS NULL AND " + SAME_CLAIM.formatted(7, 8, 9, 10);
    private static final String RELEASE =
            "DELETE FROM idempotency_keys WHERE status IS NULL AND " + SAME_CLAIM.formatted(1, 2, 3, 4);
    private static final String DELETE_OLDEST = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND position IN"
            + " (SELECT position FROM idempotency_keys WHERE tenant_id = $2 AND claimed_at <= $3"
            + " ORDER BY claimed_at LIMIT $4)";

    private static final String ANSWERS = "SELECT position, encoding, body FROM idempotency_keys"
            + " WHERE tenant_id = $1 AND position > $2 AND body IS NOT NULL ORDER BY position LIMIT $3";
    private static final String REWRITE =
            "UPDATE idempotency_keys SET body = $1 WHERE tenant_id = $2 AND position = $3 AND body = $4";

    /** A key as it is stored; without an answer what it names is under way, or was cut off. */
    public record Stored(KeyClaim claim, @Nullable StoredAnswer answer) {}

    /** Claims a key; false, and nothing changes, if it is there already. */
    public Future<Boolean> claim(Session session, TenantId tenant, KeyClaim claim) {
        return session.update(
                        CLAIM,
                        tenant.value(),
                        claim.key(),
                        claim.operation(),
                        claim.fingerprint(),
                        claim.claimedBy(),
                        claim.claimedAt())
                .map(IdempotencyStore::changed);
    }

    public Future<Optional<Stored>> find(Session session, TenantId tenant, String key) {
        return session.queryOne(FIND, IdempotencyStore::stored, tenant.value(), key);
    }

    /** Puts a claim in the place of another, whose answer is forgotten; false if that one stands no longer. */
    public Future<Boolean> takeOver(Session session, TenantId tenant, KeyClaim before, KeyClaim after) {
        return session.update(
                        TAKE_OVER,
                        after.operation(),
                        after.fingerprint(),
                        after.claimedBy(),
                        after.claimedAt(),
                        tenant.value(),
                        before.key(),
                        before.claimedBy(),
                        before.claimedAt())
                .map(IdempotencyStore::changed);
    }

    /** Keeps the answer; false if the claim stands no longer. */
    public Future<Boolean> complete(
            Session session, TenantId tenant, KeyClaim claim, StoredAnswer answer, Instant completedAt) {
        return session.update(
                        COMPLETE,
                        answer.status(),
                        answer.mediaType(),
                        answer.location(),
                        answer.encoding(),
                        answer.body(),
                        completedAt,
                        tenant.value(),
                        claim.key(),
                        claim.claimedBy(),
                        claim.claimedAt())
                .map(IdempotencyStore::changed);
    }

    /** Forgets a claim that came to nothing; false if it stands no longer, or has an answer. */
    public Future<Boolean> release(Session session, TenantId tenant, KeyClaim claim) {
        return session.update(RELEASE, tenant.value(), claim.key(), claim.claimedBy(), claim.claimedAt())
                .map(IdempotencyStore::changed);
    }

    /** Deletes some of the keys that were claimed then or earlier, the oldest first; how many. */
    public Future<Integer> deleteOldest(Session session, TenantId tenant, Instant until, int most) {
        return session.update(DELETE_OLDEST, tenant.value(), tenant.value(), until, most);
    }

    /** An answer that is kept, with its place. */
    public record Kept(long position, @Nullable String encoding, byte[] body) {}

    /** The bytes of an answer, and those that are to take their place. */
    public record Rewritten(Kept answer, byte[] body) {}

    /** The next answers that are kept, after a place. */
    public Future<List<Kept>> answers(Session session, TenantId tenant, long after, int most) {
        return session.query(
                ANSWERS,
                row -> new Kept(row.bigint(0), row.textOrNull(1), Objects.requireNonNull(row.bytesOrNull(2))),
                tenant.value(),
                after,
                most);
    }

    /** Keeps other bytes in the place of each answer's, unless it was replaced meanwhile; how many. */
    public Future<Integer> rewrite(Session session, TenantId tenant, List<Rewritten> answers) {
        List<@Nullable Object[]> rows = new ArrayList<>(answers.size());
        for (Rewritten one : answers) {
            rows.add(new @Nullable Object[] {
                one.body(),
                tenant.value(),
                one.answer().position(),
                one.answer().body()
            });
        }
        return session.updateEach(REWRITE, rows);
    }

    private static boolean changed(int rows) {
        return rows > 0;
    }

    private static Stored stored(Row row) {
        KeyClaim claim = new KeyClaim(row.text(0), row.text(1), row.text(2), row.text(3), row.instant(4));
        byte[] body = row.bytesOrNull(9);
        return new Stored(
                claim,
                body == null
                        ? null
                        : new StoredAnswer(row.integer(5), row.text(6), row.textOrNull(7), row.textOrNull(8), body));
    }
}
