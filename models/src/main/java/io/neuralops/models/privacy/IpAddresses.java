package io.neuralops.models.privacy;

/**
 * Addresses of version 4. Four-part versions look the same, so what a package manager would write before one rules it out.
 * Loopback, the unspecified address and masks say nothing of anyone and stay.
 */
final class IpAddresses implements Detector {
    private static final Lexicon VERSION = Lexicon.of("version versions ver v release rev build");
    private static final Lexicon ADDRESS = Lexicon.of(
            "ip ips ipv4 addr address addresses host hosts peer client clients"
                    + " server remote gateway dns resolver nameserver connect connected connecting connection login ssh");
    private static final Lexicon INSTALLS = Lexicon.of(
            "using install installs installing installed fetching fetched upgrade"
                    + " upgrading upgraded downgraded updating updated collecting bump bumping unpacking setting requires depends");
    private static final int LOOK_BACK = 80;
    private static final int LOW = 29;

    @Override
    public int find(String text, int at, Spans found) {
        int end = end(text, at);
        if (end == at || partOfMore(text, at, end) || isVersion(text, at, end)) {
            return at;
        }
        if (!saysNothing(text, at, end)) {
            found.add(Kind.IP, text, at, end);
        }
        return end;
    }

    /** The end of four numbers below 256 with dots between them, or {@code at}. */
    static int end(String text, int at) {
        int i = at;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (!text.startsWith(".", i)) {
                    return at;
                }
                i++;
            }
            int digits = Letters.run(text, i, i + 3, Letters::isDigit);
            if (digits == i || Integer.parseInt(text, i, digits, 10) > 255) {
                return at;
            }
            i = digits;
        }
        return i;
    }

    private static boolean partOfMore(String text, int at, int end) {
        if (at > 0 && (text.charAt(at - 1) == '.' || isJoint(text, at - 1))) {
            return true;
        }
        return !Letters.endsWord(text, end)
                || (end + 1 < text.length()
                        && (text.charAt(end) == '.' || text.charAt(end) == '-' || text.charAt(end) == '+')
                        && Letters.isWord(text.charAt(end + 1)));
    }

    /** A hyphen after a word joins a version to its product. */
    private static boolean isJoint(String text, int at) {
        return text.charAt(at) == '-' && at > 0 && Letters.isWord(text.charAt(at - 1));
    }

    private static boolean isVersion(String text, int at, int end) {
        int before = at - 1;
        if ((before >= 0 && "~^<>!".indexOf(text.charAt(before)) >= 0)
                || (before > 0 && text.charAt(before) == '=' && "=<>!~".indexOf(text.charAt(before - 1)) >= 0)) {
            return true;
        }
        if (before > 0 && text.charAt(before) == ':' && Letters.isWord(text.charAt(before - 1))) {
            return isCoordinate(text, before);
        }
        return Before.anyOf(VERSION, text, at, 12)
                || (lowParts(text, at, end) && !addressed(text, at, end) && !inPrivateNetwork(text, at));
    }

    /** Addresses with four low numbers are rare, and versions have no others. */
    private static boolean lowParts(String text, int at, int end) {
        int from = at;
        for (int i = at; i <= end; i++) {
            if (i == end || text.charAt(i) == '.') {
                if (Integer.parseInt(text, from, i, 10) > LOW) {
                    return false;
                }
                from = i + 1;
            }
        }
        return !Letters.sameDigits(text, at, end);
    }

    /** 10 begins a network that many have at home, unless something is installed. */
    private static boolean inPrivateNetwork(String text, int at) {
        return text.startsWith("10.", at) && !Before.anyOf(INSTALLS, text, at, LOOK_BACK / 2);
    }

    /** Whether something says that it is an address: a word before, a port or mask after, brackets, a user or a scheme. */
    private static boolean addressed(String text, int at, int end) {
        boolean port = end + 1 < text.length()
                && (text.charAt(end) == ':' || text.charAt(end) == '/')
                && Letters.isDigit(text.charAt(end + 1));
        boolean joined = at > 0 && "@/([".indexOf(text.charAt(at - 1)) >= 0;
        return port || joined || (at == 0 && end == text.length()) || Before.anyOf(ADDRESS, text, at, 24);
    }

    /** Whether what ends at the colon has another colon, as in {@code group:artifact:1.2.3.4}. */
    private static boolean isCoordinate(String text, int colon) {
        for (int i = colon - 1; i >= 0 && i > colon - LOOK_BACK; i--) {
            char c = text.charAt(i);
            if (c == ':') {
                return true;
            }
            if (!Letters.isWord(c) && c != '.' && c != '-') {
                return false;
            }
        }
        return false;
    }

    private static boolean saysNothing(String text, int at, int end) {
        return text.startsWith("127.", at)
                || text.startsWith("255.", at)
                || "0.0.0.0".contentEquals(text.substring(at, end));
    }
}
