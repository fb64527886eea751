package io.neuralops.models.privacy;

/**
 * Addresses of version 6: eight groups, or fewer around {@code ::}. A shortened one counts only within the ranges that are in
 * use, since {@code ab::cd} is a name in several languages.
 */
final class Ipv6Addresses implements Detector {
    private static final int GROUPS = 8;

    @Override
    public int find(String text, int at, Spans found) {
        if (at > 0 && (Letters.isWord(text.charAt(at - 1)) || text.charAt(at - 1) == ':')) {
            return at;
        }
        int end = end(text, at);
        if (end > at) {
            found.add(Kind.IP, text, at, end);
        }
        return end;
    }

    private static int end(String text, int at) {
        int groups = 0;
        int i = at;
        boolean shortened = false;
        while (true) {
            int group = Letters.run(text, i, i + 4, Letters::isHex);
            if (group == i) {
                break;
            }
            if (groups >= 2 && text.startsWith(".", group)) {
                int v4 = IpAddresses.end(text, i);
                return v4 > i && shortened ? bounded(text, at, v4) : at;
            }
            groups++;
            i = group;
            if (text.startsWith("::", i) && !shortened) {
                shortened = true;
                i += 2;
            } else if (text.startsWith(":", i) && i + 1 < text.length() && Letters.isHex(text.charAt(i + 1))) {
                i++;
            } else {
                break;
            }
        }
        boolean whole = shortened ? groups < GROUPS && inUse(text, at) : groups == GROUPS;
        return whole ? bounded(text, at, i) : at;
    }

    private static int bounded(String text, int at, int end) {
        return Letters.endsWord(text, end) && !text.startsWith(":", end) ? end : at;
    }

    /** Global (2000::/3), unique local (fc00::/7), link local (fe80::/10) and multicast (ff00::/8) addresses. */
    private static boolean inUse(String text, int at) {
        if (Letters.run(text, at, at + 4, Letters::isHex) != at + 4 || text.charAt(at + 4) != ':') {
            return false;
        }
        char first = Character.toLowerCase(text.charAt(at));
        char second = Character.toLowerCase(text.charAt(at + 1));
        return first == '2' || first == '3' || (first == 'f' && "cdef".indexOf(second) >= 0);
    }
}
