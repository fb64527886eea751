package io.neuralops.models.privacy;

import org.jspecify.annotations.Nullable;

/** International bank account numbers (ISO 13616), alone or in groups of four, with the right check digits. */
final class Ibans implements Detector {
    /** Country, whole length, and the number of letters (A), digits (N) or either (C) after the check digits. */
    private static final String[] COUNTRIES = {
        "AD8N12C",
        "AE19N",
        "AL8N16C",
        "AT16N",
        "AZ4A20C",
        "BA16N",
        "BE12N",
        "BG4A6N8C",
        "BH4A14C",
        "BR23N1A1C",
        "BY4C4N16C",
        "CH5N12C",
        "CR18N",
        "CY8N16C",
        "CZ20N",
        "DE18N",
        "DK14N",
        "DO4C20N",
        "EE16N",
        "EG25N",
        "ES20N",
        "FI14N",
        "FO14N",
        "FR10N11C2N",
        "GB4A14N",
        "GE2A16N",
        "GI4A15C",
        "GL14N",
        "GR7N16C",
        "GT4C20C",
        "HR17N",
        "HU24N",
        "IE4A14N",
        "IL19N",
        "IQ4A15N",
        "IS22N",
        "IT1A10N12C",
        "JO4A4N18C",
        "KW4A22C",
        "KZ3N13C",
        "LB4N20C",
        "LC4A24C",
        "LI5N12C",
        "LT16N",
        "LU3N13C",
        "LV4A13C",
        "LY21N",
        "MC10N11C2N",
        "MD2C18C",
        "ME18N",
        "MK3N10C2N",
        "MR23N",
        "MT4A5N18C",
        "MU4A19N3A",
        "NL4A10N",
        "NO11N",
        "PK4A16C",
        "PL24N",
        "PS4A21C",
        "PT21N",
        "QA4A21C",
        "RO4A16C",
        "RS18N",
        "SA2N18C",
        "SC4A20N3A",
        "SE20N",
        "SI15N",
        "SK20N",
        "SM1A10N12C",
        "ST21N",
        "SV4A20N",
        "TL19N",
        "TN20N",
        "TR6N16C",
        "UA6N19C",
        "VA18N",
        "VG4A16N",
        "XK16N"
    };

    private static final int MAX = 34;

    @Override
    public int find(String text, int at, Spans found) {
        if (at + 15 > text.length()
                || !Letters.isDigit(text.charAt(at + 2))
                || !Letters.isAsciiLetter(text.charAt(at + 1))
                || !Letters.isDigit(text.charAt(at + 3))
                || !Letters.startsWord(text, at)) {
            return at;
        }
        String layout = layout(text, at);
        if (layout == null) {
            return at;
        }
        StringBuilder number = new StringBuilder(MAX);
        int end = collect(text, at, length(layout), number);
        if (end == at || !fits(number, layout) || !checked(number)) {
            return at;
        }
        found.add(Kind.IBAN, text, at, end);
        return end;
    }

    private static @Nullable String layout(String text, int at) {
        for (String country : COUNTRIES) {
            if (text.regionMatches(true, at, country, 0, 2)) {
                return country;
            }
        }
        return null;
    }

    private static int length(String layout) {
        int length = 4;
        int count = 0;
        for (int i = 2; i < layout.length(); i++) {
            char c = layout.charAt(i);
            if (Letters.isDigit(c)) {
                count = count * 10 + c - '0';
            } else {
                length += count;
                count = 0;
            }
        }
        return length;
    }

    /** Takes so many letters and digits, with single blanks or hyphens between groups; their end, or {@code at}. */
    private static int collect(String text, int at, int length, StringBuilder number) {
        int i = at;
        while (i < text.length() && number.length() < length) {
            char c = text.charAt(i);
            if (Letters.isDigit(c) || Letters.isAsciiLetter(c)) {
                number.append(Character.toUpperCase(c));
            } else if ((c != ' ' && c != '-') || number.length() % 4 != 0) {
                return at;
            }
            i++;
        }
        return number.length() == length && Letters.endsWord(text, i) ? i : at;
    }

    private static boolean fits(CharSequence number, String layout) {
        int at = 4;
        int count = 0;
        for (int i = 2; i < layout.length(); i++) {
            char c = layout.charAt(i);
            if (Letters.isDigit(c)) {
                count = count * 10 + c - '0';
                continue;
            }
            for (; count > 0; count--, at++) {
                boolean digit = Letters.isDigit(number.charAt(at));
                if ((c == 'N' && !digit) || (c == 'A' && digit)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first four characters moved to the end, letters as numbers from 10, must leave 1 when divided by 97. */
    private static boolean checked(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
