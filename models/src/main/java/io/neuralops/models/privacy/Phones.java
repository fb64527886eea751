package io.neuralops.models.privacy;

/**
 * Telephone numbers. One with a country's code or in the North American form stands for itself; how other numbers are grouped
 * differs by country and looks like any number, so a word before or after must say that it is one.
 */
final class Phones implements Detector {
    private static final int MIN_DIGITS = 7;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_LENGTH = 32;
    private static final int REACH = 40;
    private static final int REACH_BARE = 24;
    private static final Lexicon PHONE = Lexicon.of("phone phones telephone telefon tel mobile mobil cell cellphone"
            + " handset fax telefax landline pager desk office home call calls called calling dial ring reach text sms"
            + " whatsapp contact answering registered messages hotline voicemail phonenumber msisdn");
    private static final Lexicon AFTER = Lexicon.of("office fax mobile cell home work desk phone tel direct");

    @Override
    public int find(String text, int at, Spans found) {
        if (fewDigits(text, at) || (at > 0 && !mayPrecede(text, at))) {
            return at;
        }
        Grouped number = Grouped.read(text, at, Math.min(text.length(), at + MAX_LENGTH));
        if (number.digits() < MIN_DIGITS || number.digits() > MAX_DIGITS || !stands(text, number.end())) {
            return at;
        }
        boolean known = number.international() ? international(text, at, number) : northAmerican(number);
        if (!known && !said(text, at, number)) {
            return at;
        }
        int end = extensionEnd(text, number.end());
        found.add(Kind.PHONE, text, at, end);
        return end;
    }

    /** Sees at once that a number is too short; most are. */
    private static boolean fewDigits(String text, int at) {
        int digits = 0;
        int limit = Math.min(text.length(), at + MAX_LENGTH);
        for (int i = at; i < limit && digits < MIN_DIGITS; i++) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                digits++;
            } else if (" -./()+".indexOf(c) < 0) {
                break;
            }
        }
        return digits < MIN_DIGITS;
    }

    private static boolean mayPrecede(String text, int at) {
        char before = text.charAt(at - 1);
        return (!Letters.isWord(before) && ".-/#$%&=+@\\".indexOf(before) < 0)
                || (before == '=' && text.charAt(at) != '(');
    }

    private static boolean stands(String text, int end) {
        if (end == text.length()) {
            return true;
        }
        char next = text.charAt(end);
        if (Letters.isWord(next)) {
            return next == 'x' && end + 1 < text.length() && Letters.isDigit(text.charAt(end + 1));
        }
        boolean joins = ".-:/@%,".indexOf(next) >= 0 && end + 1 < text.length();
        return !joins || !(next == '-' ? Letters.isHex(text.charAt(end + 1)) : Letters.isDigit(text.charAt(end + 1)));
    }

    /** A plus, a country's code (none begins with 0), and as many digits as E.164 allows. */
    private static boolean international(String text, int at, Grouped number) {
        int digits = number.digits();
        return digits >= 9 && text.charAt(at + 1) != '0';
    }

    /** 3-3-4 digits, perhaps after a 1; area codes begin with 2 to 9. */
    private static boolean northAmerican(Grouped number) {
        String form = number.form();
        boolean plain = form.equals("334") || form.equals("1334") || form.equals("31334") || form.equals("3334");
        return (plain && number.sameSeparators() && number.areaCode() >= '2' && !form.equals("3334"))
                || (form.equals("31334") && number.trunk().equals("001"));
    }

    private static boolean said(String text, int at, Grouped number) {
        boolean bare = number.form().length() == 1;
        if (Grouped.looksLikeDate(text, at) || number.form().indexOf('1', 1) > 0) {
            return false;
        }
        if (Before.anyOf(PHONE, text, at, bare ? REACH_BARE : REACH)) {
            return true;
        }
        int word = Letters.run(text, number.end(), number.end() + 3, c -> c == ' ' || c == '-' || c == '(');
        return !bare
                && word > number.end()
                && AFTER.has(text, word, Letters.run(text, word, word + 12, Letters::isAsciiLetter));
    }

    private static int extensionEnd(String text, int end) {
        int from = end;
        if (text.startsWith(" ext. ", end) || text.startsWith(" ext ", end)) {
            from = text.indexOf(' ', end + 1) + 1;
        } else if (text.startsWith("x", end)) {
            from = end + 1;
        }
        int to = Letters.run(text, from, from + 6, Letters::isDigit);
        return from > end && to > from && Letters.endsWord(text, to) ? to : end;
    }
}
