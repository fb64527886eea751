package io.neuralops.sql.postgres;

import io.neuralops.models.tenant.Canaries;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.isolation.Observation;
import io.neuralops.sql.isolation.Probe;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes probes of statements, by what is expected of them. */
final class PgAttacks {
    static final Claims A = as(Canaries.A, Role.ADMIN);
    static final Claims A_VIEWER = as(Canaries.A, Role.VIEWER);
    static final Claims B = as(Canaries.B, Role.ADMIN);

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final PgProbing probing;

    PgAttacks(PgProbing probing) {
        this.probing = probing;
    }

    /** Has to be refused for want of a right; that it failed otherwise would prove nothing. */
    Probe refused(String name, String surface, String... statements) {
        return probe(name, surface, "is refused: insufficient privilege", PgAttacks::refusal, A, statements);
    }

    /** The same as a viewer. */
    Probe refusedToViewer(String name, String surface, String... statements) {
        return probe(name, surface, "is refused: insufficient privilege", PgAttacks::refusal, A_VIEWER, statements);
    }

    /** Has to be done and to change no row. */
    Probe changesNothing(String name, String surface, Claims as, String... statements) {
        return probe(name, surface, "changes 0 rows", PgAttacks::nothingChanged, as, statements);
    }

    /** Has to give just this row. */
    Probe gives(String name, String surface, Claims as, String row, String... statements) {
        return probe(name, surface, "gives " + row, reply -> given(reply, List.of(row)), as, statements);
    }

    /** Has to give no row. */
    Probe givesNothing(String name, String surface, Claims as, String... statements) {
        return probe(name, surface, "gives no row", reply -> given(reply, List.of()), as, statements);
    }

    /** Has to be done and to change one row. */
    Probe changesOne(String name, String surface, String... statements) {
        return probe(
                name,
                surface,
                "changes 1 row, as if the other were not there",
                reply -> Observation.of(reply.state() == null && reply.changed() == 1, changes(reply)),
                A,
                statements);
    }

    /** With no tenant bound, after something that somebody else did on the same connection. */
    Probe emptyAfter(String name, String before, String row, String statement) {
        Supplier<Future<Observation>> attempt = () -> probing.attempt(B, before)
                .compose(done -> probing.attempt(null, statement).map(reply -> given(reply, List.of(row))));
        return new Probe(
                name,
                "connection",
                "as canary_b " + before + "; then without a tenant " + statement,
                "gives " + row,
                attempt);
    }

    /** With no tenant bound at all. */
    Probe unbound(String name, String surface, String row, String statement) {
        return new Probe(
                name,
                surface,
                "without a tenant: " + statement,
                "gives " + row,
                () -> probing.attempt(null, statement).map(reply -> given(reply, List.of(row))));
    }

    Probe probe(
            String name,
            String surface,
            String expected,
            Function<PgProbing.Reply, Observation> judge,
            Claims as,
            String... statements) {
        String who = "as " + as.role().label() + " of " + as.tenant() + ": ";
        return new Probe(
                name,
                surface,
                who + String.join("; ", statements),
                expected,
                () -> probing.attempt(as, statements).map(judge));
    }

    private static Observation refusal(PgProbing.Reply reply) {
        return Observation.of(
                INSUFFICIENT_PRIVILEGE.equals(reply.state()),
                reply.state() == null ? "it was done, with " + changes(reply) : "refused: " + reply.state());
    }

    private static Observation nothingChanged(PgProbing.Reply reply) {
        return Observation.of(reply.state() == null && reply.changed() == 0, changes(reply));
    }

    private static Observation given(PgProbing.Reply reply, List<String> expected) {
        boolean held = reply.state() == null && reply.rows().equals(expected);
        return Observation.of(held, reply.state() == null ? rows(reply.rows()) : "refused: " + reply.state());
    }

    private static String changes(PgProbing.Reply reply) {
        return reply.state() == null ? reply.changed() + " rows" : "refused: " + reply.state();
    }

    private static String rows(List<String> rows) {
        return rows.isEmpty() ? "no row" : String.join(", ", rows.subList(0, Math.min(rows.size(), 10)));
    }

    private static Claims as(TenantId tenant, Role role) {
        return new Claims(tenant, role);
    }
}
