package io.neuralops.models.privacy;

/**
 * Numbers of payment cards: 12 to 19 digits with the right check digit, alone or in groups, that begin and are as long as the
 * networks issue them. A number that says it is an id is none; networks with ids of many lengths need a word that says it is
 * a card.
 */
final class Cards implements Detector {
    private static final int SHORTEST_GROUP = 4;
    private static final int MIN_DIGITS = 12;
    private static final int MAX_DIGITS = 19;
    private static final int REACH = 48;
    private static final Lexicon CARD =
            Lexicon.of("card cards cc credit debit visa mastercard amex maestro discover jcb diners pan cardnumber");
    private static final Lexicon ID = Lexicon.of("id ids run runs runid job jobs build builds trace traceid span spanid"
            + " request requestid commit hash sha seed time timestamp ts millis nanos micros epoch pid tid thread seq"
            + " sequence offset size bytes length count serial revision version snapshot ticket issue number");

    @Override
    public int find(String text, int at, Spans found) {
        if (Letters.run(text, at, at + SHORTEST_GROUP, Letters::isDigit) < at + SHORTEST_GROUP) {
            return at;
        }
        int end = at;
        int digits = 0;
        int groups = 1;
        for (int i = at; i < text.length() && digits <= MAX_DIGITS; i++) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                digits++;
                end = i + 1;
            } else if ((c == ' ' || c == '-')
                    && end == i
                    && i + 1 < text.length()
                    && Letters.isDigit(text.charAt(i + 1))) {
                groups++;
            } else {
                break;
            }
        }
        if (digits < MIN_DIGITS || digits > MAX_DIGITS || !stands(text, at, end) || !Luhn.holds(text, at, end)) {
            return at;
        }
        if (!issued(text, at, end, digits, groups)) {
            return at;
        }
        found.add(Kind.CARD, text, at, end);
        return end;
    }

    private static boolean stands(String text, int at, int end) {
        if (!Letters.endsWord(text, end)
                || (end + 1 < text.length() && text.charAt(end) == '.' && Letters.isDigit(text.charAt(end + 1)))) {
            return false;
        }
        if (at == 0 || ".-/".indexOf(text.charAt(at - 1)) < 0) {
            return true;
        }
        // Joined to something: to a word such as "visa-", or else it is the end of a longer number or id.
        return Before.anyOf(CARD, text, at, 12);
    }

    private static boolean issued(String text, int at, int end, int digits, int groups) {
        boolean grouped = groups > 1;
        if (grouped && !usualGroups(text, at, end)) {
            return false;
        }
        if (Before.anyOf(CARD, text, at, REACH)) {
            return true;
        }
        return network(number(text, at, end), digits) && (grouped || !Before.anyOf(ID, text, at, 24));
    }

    /** 4-4-4-4, 4-4-4-4-3, 4-6-5 and 4-6-4, with the same character between all groups. */
    private static boolean usualGroups(String text, int at, int end) {
        int first = Letters.run(text, at, end, Letters::isDigit);
        char separator = text.charAt(first);
        StringBuilder lengths = new StringBuilder();
        for (int i = at; i < end; ) {
            int group = Letters.run(text, i, end, Letters::isDigit);
            if (group < end && text.charAt(group) != separator) {
                return false;
            }
            lengths.append((char) ('0' + group - i));
            i = group + 1;
        }
        return switch (lengths.toString()) {
            case "4444", "44443", "465", "464" -> true;
            default -> false;
        };
    }

    private static String number(String text, int at, int end) {
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        for (int i = at; i < end; i++) {
            if (Letters.isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    /** Whether a network has numbers that begin like this and are as long. */
    private static boolean network(String number, int digits) {
        int four = Integer.parseInt(number, 0, 4, 10);
        boolean visa = four / 1000 == 4 && (digits == 13 || digits == 16 || digits == 19);
        boolean mastercard = digits == 16 && ((four >= 5100 && four < 5600) || (four >= 2221 && four <= 2720));
        boolean amex = digits == 15 && (four / 100 == 34 || four / 100 == 37);
        boolean discover = digits >= 16 && (four == 6011 || four / 100 == 65 || (four >= 6440 && four < 6500));
        boolean jcb = digits == 16 && four >= 3528 && four < 3590;
        boolean diners = digits == 14 && ((four >= 3000 && four < 3060) || four / 100 == 36 || four / 100 == 38);
        boolean unionPay = digits >= 16 && four / 100 == 62;
        return visa || mastercard || amex || discover || jcb || diners || unionPay;
    }
}
