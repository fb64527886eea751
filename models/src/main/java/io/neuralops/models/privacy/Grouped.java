package io.neuralops.models.privacy;

/**
 * Digits in groups, as telephone numbers are written: a plus perhaps, then groups with one blank, hyphen, dot or slash between
 * them, of which any may stand in brackets.
 *
 * @param end after the last digit or bracket
 * @param form the lengths of the groups, a character each
 * @param areaCode the first digit of the group that is an area code if the number is North American
 * @param trunk the digits of the first group
 */
record Grouped(
        int end, int digits, String form, boolean international, boolean sameSeparators, char areaCode, String trunk) {
    private static final int MAX_GROUP = 15;

    static Grouped read(String text, int at, int limit) {
        boolean plus = text.charAt(at) == '+';
        int i = plus ? at + 1 : at;
        int end = at;
        int digits = 0;
        char separator = 0;
        boolean same = true;
        StringBuilder form = new StringBuilder();
        String trunk = "";
        char area = '0';
        while (i < limit) {
            boolean open = text.charAt(i) == '(';
            int from = open ? i + 1 : i;
            int to = Letters.run(text, from, Math.min(limit, from + MAX_GROUP + 1), Letters::isDigit);
            if (to == from || to - from > MAX_GROUP || (open && !text.startsWith(")", to))) {
                break;
            }
            trunk = form.isEmpty() ? text.substring(from, to) : trunk;
            area = to - from == 3 && area == '0' ? text.charAt(from) : area;
            form.append((char) ('0' + Math.min(9, to - from)));
            digits += to - from;
            end = open ? to + 1 : to;
            int next = separatorEnd(text, end, limit);
            if (next > end) {
                char used = open ? separator : text.charAt(end);
                same &= separator == 0 || separator == used || open;
                separator = used;
            } else if (!open && !text.startsWith("(", end)) {
                break;
            }
            i = next;
        }
        return new Grouped(end, digits, form.toString(), plus, same, area, trunk);
    }

    /** Whether the text begins with a year, a month and a day. */
    static boolean looksLikeDate(String text, int at) {
        return (text.startsWith("19", at) || text.startsWith("20", at))
                && at + 10 <= text.length()
                && NationalIds.shaped(
                        text.substring(at, at + 10),
                        0,
                        "dddd" + text.charAt(at + 4) + "dd" + text.charAt(at + 7) + "dd");
    }

    private static int separatorEnd(String text, int at, int limit) {
        boolean separator = at < limit && " -./".indexOf(text.charAt(at)) >= 0;
        boolean follows = at + 1 < limit && (Letters.isDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '(');
        return separator && follows ? at + 1 : at;
    }
}
