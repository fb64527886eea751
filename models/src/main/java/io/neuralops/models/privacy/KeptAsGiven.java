package io.neuralops.models.privacy;

import io.neuralops.models.failure.Check;
import org.jspecify.annotations.Nullable;

/**
 * Ids of runs, signals and incidents and names of workflows: callers ask again by them, so they are kept as they are given. What
 * plainly is personal or secret is refused. A number alone never is, since ids are numbers; nor is an address of a machine, which
 * many ids have in them: that is replaced ({@link Redactor#id}).
 */
public final class KeptAsGiven {
    private static final int RANDOM_RUN = 10;
    private static final int LONG_RUN = 16;
    private static final int SHORTEST_IBAN = 15;
    private static final int GROUP = 4;
    /** The second group of cards that aren't written in fours. */
    private static final int OTHER_GROUP = 6;

    private KeptAsGiven() {}

    /**
     * Refuses what plainly holds an e-mail address, an account, a telephone number with its country's code, a social security
     * number or a card number in groups, a password, a token or a key.
     */
    public static void check(String field, @Nullable String value) {
        Kind kind = value == null ? null : kind(value);
        if (kind != null) {
            throw Check.invalid(
                    field,
                    "holds what looks like " + inWords(kind)
                            + ", and would be kept as it is given; name it by something"
                            + " that tells of no person and holds no secret, such as a number");
        }
    }

    /** What plainly is in such a value; null if nothing is. */
    static @Nullable Kind kind(String value) {
        if (mayHold(value)) {
            for (Finding found : Redactor.inName(value)) {
                if (isPlain(value, found)) {
                    return found.kind();
                }
            }
        }
        return null;
    }

    private static String inWords(Kind kind) {
        return switch (kind) {
            case EMAIL -> "an e-mail address";
            case IBAN -> "the number of an account";
            case CARD -> "the number of a card";
            case PHONE -> "a telephone number";
            case NATIONAL_ID -> "a social security number";
            default -> "a password, a token or a key";
        };
    }

    private static boolean isPlain(String text, Finding found) {
        return switch (found.kind()) {
            case EMAIL -> !isVersion(found.value());
            case IBAN -> true;
            case CARD -> !found.value().chars().allMatch(c -> Letters.isDigit((char) c));
            case SECRET -> isSecret(text, found);
            case PHONE -> found.value().startsWith("+");
            // Those of other countries look like a date with a number, which many ids are.
            case NATIONAL_ID -> NationalIds.shaped(found.value(), 0, "ddd-dd-dddd");
            default -> false;
        };
    }

    /** {@code hibernate@5.4.0.Final}: two numbers at least. One may be that of a host. */
    private static boolean isVersion(String address) {
        int first = address.lastIndexOf('@') + 1;
        int dot = Letters.run(address, first, address.length(), Letters::isDigit);
        int second = Math.min(address.length(), dot + 1);
        int end = Letters.run(address, second, address.length(), Letters::isDigit);
        return dot > first && end > second && end < address.length() && address.charAt(end) == '.';
    }

    /**
     * Names such as {@code npm_run_build_and_test_on_all_platforms} or {@code test (auth=token)} begin like secrets, and in a
     * text that is enough. Here a secret has letters and digits mixed, or a stretch that is no word, or stands before a host.
     */
    private static boolean isSecret(String text, Finding found) {
        String value = found.value();
        boolean assigned = found.from() > 0 && "=:\"'".indexOf(text.charAt(found.from() - 1)) >= 0;
        boolean ofUrl = found.to() < text.length() && text.charAt(found.to()) == '@';
        int run = 0;
        int digits = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : ' ';
            if (Letters.isDigit(c) || Letters.isAsciiLetter(c)) {
                run++;
                digits += Letters.isDigit(c) ? 1 : 0;
            } else {
                boolean mixed = digits > 0 && digits < run;
                if (ofUrl || run >= LONG_RUN || (mixed && (assigned || run >= RANDOM_RUN))) {
                    return true;
                }
                run = 0;
                digits = 0;
            }
        }
        return false;
    }

    /**
     * Whether it is worth looking closer, which costs many times as much. Plain words, numbers, UUIDs, hashes of commits and
     * dates are not.
     */
    private static boolean mayHold(String text) {
        boolean introduced = false;
        boolean anyMixed = false;
        boolean afterFour = false;
        int last = 0;
        int lastButOne = 0;
        int run = 0;
        int digits = 0;
        boolean capital = false;
        boolean beyondHex = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c >= '0' && c <= '9') {
                run++;
                digits++;
            } else if (c >= 'a' && c <= 'z') {
                run++;
                beyondHex |= c > 'f';
            } else if (c >= 'A' && c <= 'Z') {
                run++;
                capital = true;
            } else {
                if (c >= 0x80 || c == '@' || c == '%' || c == '\\' || c == '&' || c == '+') {
                    return true;
                }
                boolean mixed = digits > 0 && digits < run;
                if ((mixed && run >= RANDOM_RUN && (beyondHex || capital || isIbanLong(text, i - run, run)))
                        || (capital && run >= LONG_RUN)
                        || (afterFour && digits == run && (run == GROUP || run == OTHER_GROUP))
                        || (digits == GROUP && last == 2 && lastButOne == 3)) {
                    return true;
                }
                lastButOne = last;
                last = digits == run ? run : 0;
                afterFour = run == GROUP && digits == GROUP && (c == ' ' || c == '-');
                introduced |= c == ' ' || c == ':' || c == '=';
                anyMixed |= mixed;
                run = 0;
                digits = 0;
                capital = false;
                beyondHex = false;
            }
        }
        // A value after a word that says what it is may be short.
        return introduced && anyMixed;
    }

    private static boolean isIbanLong(String text, int from, int run) {
        return run >= SHORTEST_IBAN
                && Letters.isAsciiLetter(text.charAt(from))
                && Letters.isAsciiLetter(text.charAt(from + 1))
                && Letters.isDigit(text.charAt(from + 2));
    }
}
