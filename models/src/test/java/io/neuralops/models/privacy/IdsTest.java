package io.neuralops.models.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of addresses of machines in ids and in names of workflows. */
class IdsTest {
    private static final String V4 = "203.0.113.77";
    private static final String V6 = "2001:db8:77::1a2b:3c4d";
    private static final List<String> USUAL = List.of(
            "r1",
            "payments/deploy",
            "19482374651",
            "nightly-2025-01-02",
            "v1.2.3",
            "1.2.3",
            "octo/repo/.github/workflows/build.yml",
            "9fceb02d0ae598e95dc970b74767f19372d61af8",
            "0198f3c2-77aa-7c21-9d10-3f1b2c4d5e6f",
            "demo-payments-deploy-17",
            "Build and test");

    private final PseudonymKeys first = PseudonymKeys.of("k1", "one".getBytes(UTF_8));
    private final Redactor redactor = new Redactor(new Pseudonymizer(first));

    @ParameterizedTest
    @ValueSource(
            strings = {
                V4,
                "host " + V4,
                V4 + " 17",
                "root@" + V4,
                "password=" + V4,
                "deploy/" + V4 + "/web",
                "http://" + V4 + ":8080/x",
                "[" + V4 + "]",
                "deploy to 10.0.0.1",
                V6,
                "node " + V6,
                "2001:DB8:77::1A2B:3C4D",
                "fe80::1",
                "1:2:3:4:5:6:7:8",
                "203%2e0%2E113%2e77",
                "203.0.\u200b113.77",
                "\uff12\uff10\uff13.0.113.77",
                "203&#46;0.113.77"
            })
    void addressesBecomePseudonyms(String id) {
        String stored = redactor.id(id);

        assertThat(stored).contains("ip:k1:").doesNotContain("113").doesNotContainIgnoringCase("3c4d");
        assertThat(redactor.id(stored)).isEqualTo(stored);
        KeptAsGiven.check("run_id", stored);
        assertThat(redactor.key(id)).isEqualTo(stored);
    }

    @Test
    void alsoInBase64WhateverStandsBesideThem() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            String address = random.nextInt(30, 127) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                    + random.nextInt(30, 256);
            String id = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("abcdef".substring(random.nextInt(6)) + " ip " + address).getBytes(UTF_8));
            assertThat(redactor.id("x " + id)).as(address).startsWith("x ip:k1:");
        }
    }

    @Test
    void theSameAddressIsTheSameHoweverItIsSpelled() {
        String stored = redactor.id("to " + V6);

        assertThat(redactor.id("to " + V6.toUpperCase(Locale.ROOT))).isEqualTo(stored);
        assertThat(redactor.id("to 203%2e0.113.77")).isEqualTo(redactor.id("to " + V4));
        assertThat(redactor.id(V4)).isEqualTo(new Pseudonymizer(first).pseudonym(Kind.IP, V4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build-1.2.3.4",
                "web-203.0.113.77",
                "203.0.113.77-17",
                "version 10.15.7.3",
                "2025-01-02T03:04:05Z",
                "127.0.0.1",
                "a::b",
                "std::vector",
                "group:artifact:1.2.3.4",
                "4012888888881881",
                "415-555-0132",
                "victoria",
                "Build (ubuntu-22.04, jdk 21)"
            })
    void whatMayAsWellBeSomethingElseStays(String id) {
        assertThat(redactor.id(id)).isSameAs(id);
    }

    @Test
    void nothingButAddressesIsReplaced() {
        String id = "ann.miller of 415-555-0132, 4012888888881881, to " + V4;

        assertThat(redactor.id(id)).startsWith("ann.miller of 415-555-0132, 4012888888881881, to ip:k1:");
    }

    @Test
    void anIdIsTheSameWhicheverKeysComeLater() {
        PseudonymKeys both = first.rotatedTo("k2", "two".getBytes(UTF_8));
        Redactor later = new Redactor(new Pseudonymizer(both));

        assertThat(later.id("to " + V4)).isEqualTo(redactor.id("to " + V4));
        assertThat(later.identifier("db of ann@mail.example.org"))
                .isEqualTo(redactor.identifier("db of ann@mail.example.org"));
        assertThat(later.key("ann@mail.example.org")).isEqualTo(redactor.key("ann@mail.example.org"));
        assertThat(later.text("to " + V4)).startsWith("to ip:k2:");
        assertThat(later.person("ann")).startsWith("person:k2:");
    }

    /** An operator may remove a key. What it made stays and is found by what was answered, and no longer by what it stands for. */
    @Test
    void withoutItsKeyAnIdIsFoundByItsPseudonymAlone() {
        String stored = redactor.id("to " + V4);
        Redactor without = new Redactor(new Pseudonymizer(PseudonymKeys.of("k2", "two".getBytes(UTF_8))));

        assertThat(without.id(stored)).isEqualTo(stored);
        assertThat(without.id("to " + V4)).startsWith("to ip:k2:");
    }

    @Test
    void whoIsForgottenIsFoundInIdsUnderTheOldestKey() {
        Redactor later = new Redactor(new Pseudonymizer(first.rotatedTo("k2", "two".getBytes(UTF_8))));

        assertThat(later.traces(V4).without(redactor.id("to " + V4))).isEqualTo("to [forgotten]");
    }

    @Test
    void whatIsSeenAtAGlanceIsWhatALookWouldTell() {
        Random random = new Random(5);
        String letters = "0123456789abcdefABC.:- /@";
        for (int i = 0; i < 300_000; i++) {
            StringBuilder id = new StringBuilder();
            for (int length = random.nextInt(4, 24); length > 0; length--) {
                // Mostly what addresses are made of.
                id.append(letters.charAt(random.nextInt(random.nextBoolean() ? letters.length() : 16)));
            }
            String text = id.toString().replace('a', '.').replace('b', ':');
            if (Redactor.isStored(text)) {
                assertThat(PersonalData.addresses().find(text).all()).as(text).isEmpty();
            }
        }
        assertThat(Redactor.isStored(null)).isTrue();
    }

    @Test
    void usualIdsCostOneLookAndNoObject() {
        for (int i = 0; i < 1_000; i++) {
            USUAL.forEach(id -> assertThat(redactor.id(id)).isSameAs(id));
            String uuid = new UUID(i * 0x9E3779B97F4A7C15L, ~i * 0xC2B2AE3D27D4EB4FL).toString();
            assertThat(Redactor.isStored(uuid)).as(uuid).isTrue();
        }
        long before = allocated();
        int stored = 0;
        for (int i = 0; i < 100_000; i++) {
            for (int j = 0; j < USUAL.size(); j++) {
                stored += Redactor.isStored(USUAL.get(j)) ? 1 : 0;
            }
        }
        // A little is allocated by others' code on this thread, such as that of the compiler.
        assertThat(allocated() - before).isLessThan(100_000);
        assertThat(stored).isEqualTo(100_000 * USUAL.size());
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
