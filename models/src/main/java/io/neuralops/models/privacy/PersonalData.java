package io.neuralops.models.privacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds personal and secret data in a text, in time proportional to its length: what may begin at a character is tried there,
 * and what was found is not looked at again.
 */
final class PersonalData {
    private static final Detector[] NONE = {};

    private final Detector[] atLetter;
    private final Detector[] atDigit;
    private final Detector[] atAt;
    private final Detector[] atPlus;
    private final Detector[] atEquals;
    private final Detector[] atColon;
    private final Detector[] atHyphen;

    /** All kinds, with names of people if there are detectors of them. */
    private PersonalData(@Nullable Detector names, @Nullable Detector encoded) {
        Detector v6 = new Ipv6Addresses();
        Detector phones = new Phones();
        Detector assignments = new Assignments();
        atAt = present(new Emails());
        atHyphen = present(new PemBlocks(), new OptionValues());
        atPlus = present(phones);
        atEquals = present(assignments);
        atColon = present(new Pseudonyms(), new UrlCredentials(), assignments);
        atLetter = present(new Tokens(), new Ibans(), new LetteredIds(), v6, encoded, names);
        atDigit = present(new IpAddresses(), v6, new NationalIds(), new Cards(), phones, encoded);
    }

    /** Addresses of machines, and nothing else. */
    private PersonalData(@Nullable Detector encoded) {
        Detector v6 = new Ipv6Addresses();
        atLetter = present(v6, encoded);
        atDigit = present(new IpAddresses(), v6, encoded);
        atColon = present(new Pseudonyms());
        atAt = NONE;
        atPlus = NONE;
        atEquals = NONE;
        atHyphen = NONE;
    }

    /** For sentences: names of people count. */
    static PersonalData inText() {
        Detector names = new Names(NameList.bundled());
        PersonalData inner = new PersonalData(names, null);
        return new PersonalData(names, new EncodedText(inner::find));
    }

    /** For names that somebody gave to things: what looks like a person's name is one of a thing. */
    static PersonalData inIdentifiers() {
        PersonalData inner = new PersonalData(null, null);
        return new PersonalData(null, new EncodedText(inner::find));
    }

    /** For ids, of which only addresses of machines are replaced. */
    static PersonalData addresses() {
        PersonalData inner = new PersonalData((Detector) null);
        return new PersonalData(new EncodedText(inner::find));
    }

    /** What is found in a text as it stands, and in its plain form. */
    Spans find(String text) {
        Spans found = new Spans();
        Plain shown = Plain.shown(text);
        scan(shown == null ? text : shown.text(), found);
        found = shown == null ? found : found.in(shown);
        Plain meant = Plain.meant(text);
        if (meant != null) {
            Spans more = new Spans();
            scan(meant.text(), more);
            found = found.and(more.in(meant));
        }
        return found;
    }

    private void scan(String text, Spans found) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean digit = Letters.isDigit(c);
            if (digit || Letters.isWord(c)) {
                int end = first(digit ? atDigit : atLetter, text, i, found);
                i = end > i ? end : Letters.run(text, i, text.length(), Letters::isWord);
            } else {
                Detector[] detectors = atSign(c);
                int end = detectors == null ? i : first(detectors, text, i, found);
                i = end > i ? end : i + 1;
            }
        }
    }

    private static int first(Detector[] detectors, String text, int at, Spans found) {
        for (Detector detector : detectors) {
            int end = detector.find(text, at, found);
            if (end > at) {
                return end;
            }
        }
        return at;
    }

    private Detector @Nullable [] atSign(char c) {
        return switch (c) {
            case '@' -> atAt;
            case '+', '(' -> atPlus;
            case '=' -> atEquals;
            case ':' -> atColon;
            case '-' -> atHyphen;
            default -> null;
        };
    }

    private static Detector[] present(@Nullable Detector... detectors) {
        List<Detector> present = new ArrayList<>(detectors.length);
        for (Detector one : detectors) {
            if (one != null) {
                present.add(one);
            }
        }
        return present.toArray(Detector[]::new);
    }
}
