package io.neuralops.models.privacy;

/** Numbers by which states know people, of countries where the form or a check digit tells them from other numbers. */
final class NationalIds implements Detector {
    private static final String SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final Lexicon SOCIAL = Lexicon.of("ssn social security sin tax");
    private static final Lexicon ID = Lexicon.of("id run job build trace span");
    private static final int REACH = 32;
    private static final int MAX_DIGITS = 20;

    @Override
    public int find(String text, int at, Spans found) {
        int digits = Letters.run(text, at, at + MAX_DIGITS, Letters::isDigit) - at;
        int length = length(text, at, digits);
        if (length == 0 || !Letters.startsWord(text, at) || (at > 0 && ".-".indexOf(text.charAt(at - 1)) >= 0)) {
            return at;
        }
        found.add(Kind.NATIONAL_ID, text, at, at + length);
        return at + length;
    }

    /** The length of the number that begins with so many digits; 0 if there is none. */
    private static int length(String text, int at, int digits) {
        boolean found = switch (digits) {
            case 3 ->
                (shaped(text, at, "ddd-dd-dddd") && american(text, at, at + 4, at + 7))
                        || (shaped(text, at, "ddd dd dddd") && american(text, at, at + 4, at + 7) && social(text, at))
                        || (shaped(text, at, "ddd.ddd.ddd-dd") && brazilian(text, at));
            case 6 ->
                ((shaped(text, at, "dddddd-dddd") || shaped(text, at, "dddddd+dddd")) && swedish(text, at))
                        || ((shaped(text, at, "dddddd-ddd*") || shaped(text, at, "ddddddAddd*")) && finnish(text, at));
            case 8 -> shaped(text, at, "ddddddddA") && spanish(text, at);
            case 9 -> shaped(text, at, "ddddddddd") && american(text, at, at + 3, at + 5) && social(text, at);
            case 15 -> shaped(text, at, "ddddddddddddddd") && french(text, at);
            case 17, 18 -> shaped(text, at, "ddddddddddddddddd*") && chinese(text, at);
            default -> false;
        };
        return found ? lengthOf(text, at, digits) : 0;
    }

    private static int lengthOf(String text, int at, int digits) {
        return switch (digits) {
            case 3 -> text.charAt(at + 3) == '.' ? 14 : 11;
            case 6 -> 11;
            case 8 -> 9;
            case 17 -> 18;
            default -> digits;
        };
    }

    /** Whether the text has this shape: {@code d} a digit, {@code A} a capital, {@code *} either, and nothing may follow. */
    static boolean shaped(String text, int at, String shape) {
        if (at + shape.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char c = text.charAt(at + i);
            boolean capital = c >= 'A' && c <= 'Z';
            boolean fits = switch (shape.charAt(i)) {
                case 'd' -> Letters.isDigit(c);
                case 'A' -> capital;
                case '*' -> capital || Letters.isDigit(c);
                default -> c == shape.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        int end = at + shape.length();
        boolean goesOn = end + 1 < text.length()
                && (text.charAt(end) == '-' || text.charAt(end) == '.')
                && Letters.isDigit(text.charAt(end + 1));
        return Letters.endsWord(text, end) && !goesOn;
    }

    private static boolean social(String text, int at) {
        return Before.anyOf(SOCIAL, text, at, REACH);
    }

    /** A social security number: no part is all zeros, and some areas were never given out. */
    private static boolean american(String text, int area, int group, int serial) {
        int first = number(text, area, area + 3);
        return first != 0
                && first != 666
                && first < 900
                && number(text, group, group + 2) != 0
                && number(text, serial, serial + 4) != 0;
    }

    private static boolean brazilian(String text, int at) {
        String digits = text.substring(at, at + 14).replace(".", "").replace("-", "");
        return digits.charAt(9) == cpf(digits, 9) && digits.charAt(10) == cpf(digits, 10);
    }

    private static char cpf(String digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (digits.charAt(i) - '0') * (count + 1 - i);
        }
        int rest = sum * 10 % 11;
        return (char) ('0' + (rest == 10 ? 0 : rest));
    }

    private static boolean spanish(String text, int at) {
        return text.charAt(at + 8) == SPANISH.charAt(number(text, at, at + 8) % 23);
    }

    private static boolean swedish(String text, int at) {
        return isDay(text, at + 2, at + 4) && Luhn.holds(text, at, at + 11);
    }

    private static boolean finnish(String text, int at) {
        char century = text.charAt(at + 6);
        boolean known = century == '-'
                || century == 'A'
                || (century >= 'U' && century <= 'Y')
                || (century >= 'B' && century <= 'F');
        int number = number(text, at, at + 6) * 1000 + number(text, at + 7, at + 10);
        return known && isDay(text, at + 2, at) && text.charAt(at + 10) == FINNISH.charAt(number % 31);
    }

    private static boolean chinese(String text, int at) {
        if (!isDay(text, at + 10, at + 12)) {
            return false;
        }
        int year = number(text, at + 6, at + 10);
        int rest = 0;
        for (int i = 0; i < 17; i++) {
            rest = (rest + text.charAt(at + i) - '0') * 2 % 11;
        }
        return year >= 1900
                && year < 2100
                && text.charAt(at + 17) == "10X98765432".charAt(rest)
                && !Before.anyOf(ID, text, at, 16);
    }

    /** Sex, year, month, place and order, and what 97 leaves. */
    private static boolean french(String text, int at) {
        int month = number(text, at + 3, at + 5);
        long number = Long.parseLong(text, at, at + 13, 10);
        return (text.charAt(at) == '1' || text.charAt(at) == '2')
                && month >= 1
                && month <= 12
                && 97 - number % 97 == number(text, at + 13, at + 15)
                && !Before.anyOf(ID, text, at, 12);
    }

    private static boolean isDay(String text, int month, int day) {
        int m = number(text, month, month + 2);
        int d = number(text, day, day + 2);
        return m >= 1 && m <= 12 && d >= 1 && d <= 31;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
