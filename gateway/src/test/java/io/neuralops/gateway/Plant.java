package io.neuralops.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/**
 * A made-up piece of personal or secret data.
 *
 * @param text as it is sent, with what stands around it in real texts
 * @param value what must not be found
 * @param person whether it is a name of a person, which is taken for that of a thing where things are named
 * @param unsure whether, in an id, it may as well be a number that says nothing
 */
record Plant(String text, String value, boolean person, boolean unsure) {
    // Put together here, so that nobody takes this file for one that holds secrets.
    private static final String KEY = "MIIEpAIBAAKCAQEAplantedplantedplanted";

    static final List<Plant> ALL = List.of(
            of("planted.ann@mail.example.org"),
            in("call +1 415-555-0132", "415-555-0132"),
            of("203.0.113.77"),
            of("2001:db8:77::1a2b:3c4d"),
            in("to 198.51.100.23:8080", "198.51.100.23"),
            unsure("4012888888881881", "4012888888881881"),
            of("4012-8888-8888-1881"),
            of("DE75512108001245126199"),
            in("ssn 536-22-8726", "536-22-8726"),
            of("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2lnbmF0dXJlcGxhbnRlZA"),
            of("AKIA" + "Q3EGRPLANTEDX7ZQ"),
            of("ghp_" + "plantedPLANTED0123456789plantedPLANT"),
            in("-----BEGIN PRIVATE " + "KEY-----\n" + KEY + "\n-----END PRIVATE " + "KEY-----", KEY),
            in("Authorization: Bearer planted-8f7e6d5c4b3a", "planted-8f7e6d5c4b3a"),
            in("password=plantedPa55word", "plantedPa55word"),
            of("PLANTED.CEC@MAIL.EXAMPLE.ORG"),
            in("by planted.bob%40mail.example.org", "planted.bob"),
            in("by planted.dora\u200b@mail.exam\u200bple.org", "planted.dora"),
            in("for \u043a\u043e\u043b\u043b\u0435\u0433\u0430 planted.finn@mail.example.org", "planted.finn"),
            of(Base64.getEncoder().encodeToString("it was planted.eve@mail.example.org".getBytes(UTF_8))),
            new Plant("reported by Marta Palermo yesterday", "Marta Palermo", true, false),
            new Plant("Tomasz Kowalski said it", "Tomasz Kowalski", true, false));

    private static Plant of(String value) {
        return new Plant(value, value, false, false);
    }

    private static Plant in(String text, String value) {
        return new Plant(text, value, false, false);
    }

    private static Plant unsure(String text, String value) {
        return new Plant(text, value, false, true);
    }

    /** Whether a header takes it. */
    boolean plain() {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
