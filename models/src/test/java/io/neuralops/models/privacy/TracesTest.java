package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String GRACE = "grace@example.com";

    private final PseudonymKeys first = PseudonymKeys.of("k1", "one".getBytes(UTF_8));
    private final Redactor before = new Redactor(new Pseudonymizer(first));
    private final Redactor now = new Redactor(new Pseudonymizer(first.rotatedTo("k2", "two".getBytes(UTF_8))));
    private final Traces grace = now.traces("Grace@Example.COM");

    @Test
    void whateverStandsForThePersonIsTakenOutUnderEachKey() {
        for (Redactor redactor : new Redactor[] {before, now}) {
            assertThat(grace.without("[\"" + redactor.person(GRACE) + "\"]")).isEqualTo("[\"[forgotten]\"]");
            assertThat(grace.without(redactor.text("by " + GRACE + " and bob@example.com")))
                    .isEqualTo("by [forgotten] and " + redactor.person("bob@example.com"));
        }
        assertThat(now.traces("Marta Palermo").without(before.text("said Marta Palermo.")))
                .isEqualTo("said [forgotten].");
        assertThat(now.traces("+1 (415) 555-0132").without(before.text("call 415-555-0132 or +14155550132")))
                .endsWith("or [forgotten]");
    }

    @Test
    void alsoTwiceAndWhereLettersStandBeforeIt() {
        String pseudonym = now.person(GRACE);

        assertThat(grace.without(pseudonym + "/" + pseudonym + " by" + pseudonym + ":k1:" + pseudonym))
                .isEqualTo("[forgotten]/[forgotten] by[forgotten]:k1:[forgotten]");
    }

    @Test
    void aPseudonymIsAPersonToo() {
        String pseudonym = before.person(GRACE);

        assertThat(now.traces(pseudonym).without("by " + pseudonym)).isEqualTo("by [forgotten]");
    }

    @Test
    void allElseStays() {
        String text = now.person("bob@example.com") + " k1:k2::k2:" + "0".repeat(32) + " email:k1:" + "f".repeat(31);

        assertThat(grace.without(text)).isSameAs(text);
        assertThat(now.traces("grace@example.org").without(now.person(GRACE))).isEqualTo(now.person(GRACE));
    }

    /** Rows that were told apart are told apart afterwards, and those that belonged together do. */
    @Test
    void inIdsEachTraceHasAStandInOfItsOwn() {
        Traces traces = now.traces("10.1.2.3");
        AtomicInteger made = new AtomicInteger();
        UnaryOperator<String> ids = traces.inIds(() -> "" + made.incrementAndGet());
        String old = before.id("host-10.1.2.3 10.1.2.3");
        String other = new Redactor(new Pseudonymizer(PseudonymKeys.of("k2", "two".getBytes(UTF_8)))).id("10.1.2.3");

        assertThat(old).startsWith("host-10.1.2.3 ip:k1:");
        assertThat(ids.apply("run " + old)).isEqualTo("run host-10.1.2.3 [forgotten-1]");
        assertThat(ids.apply(other)).isEqualTo("[forgotten-2]");
        assertThat(ids.apply(old)).isEqualTo("host-10.1.2.3 [forgotten-1]");
        assertThat(traces.inIds(() -> "new").apply(old)).endsWith("[forgotten-new]");
        assertThat(ids.apply(now.id("10.1.2.4"))).isEqualTo(now.id("10.1.2.4"));
        assertThat(now.id("run of [forgotten-1]")).isEqualTo("run of [forgotten-1]");
    }

    @Test
    void everyTraceHoldsAMark() {
        for (Kind kind : Kind.values()) {
            String pseudonym = new Pseudonymizer(first).pseudonym(kind, GRACE);
            assertThat(now.traces(GRACE).marks()).as(kind.label()).anyMatch(pseudonym::contains);
        }
        assertThat(grace.marks()).hasSizeLessThanOrEqualTo(6);
    }
}
