package io.neuralops.models.privacy;

/** Names of settings whose value is secret. */
final class SecretNames {
    private static final Lexicon LAST = Lexicon.of(
            "password passwd passphrase passcode pwd pw secret secrets token apitoken"
                    + " authtoken accesstoken apikey secretkey accesskey privatekey credential credentials authorization");
    private static final Lexicon LAST_TWO = Lexicon.of(
            "apikey secretkey accesskey privatekey encryptionkey signingkey" + " clientsecret sharedsecret masterkey");
    private static final Lexicon PASSWORD = Lexicon.of("password passwd passphrase pwd");

    private SecretNames() {}

    /** Whether a name such as {@code db.password}, {@code AWS_SECRET_ACCESS_KEY} or {@code clientSecret} is of a secret. */
    static boolean is(String text, int from, int to) {
        int last = lastPart(text, from, to);
        if (LAST.has(text, last, to)) {
            return true;
        }
        int before = last > from && !Letters.isAsciiLetter(text.charAt(last - 1)) ? last - 1 : last;
        int two = lastPart(text, from, before);
        if (two == last) {
            return false;
        }
        long hash = Lexicon.START;
        for (int i = two; i < to; i++) {
            hash = Letters.isAsciiLetter(text.charAt(i)) ? Lexicon.with(hash, text.charAt(i)) : hash;
        }
        return LAST_TWO.flags(hash) != 0;
    }

    /** Whether the name that ends here is of a password, whatever it looks like. */
    static boolean isPassword(String text, int end) {
        return PASSWORD.has(text, lastPart(text, Math.max(0, end - 16), end), end);
    }

    /** Where the last word begins: after a separator, or at a capital after a small letter. */
    private static int lastPart(String text, int from, int to) {
        int i = to;
        while (i > from && Letters.isAsciiLetter(text.charAt(i - 1))) {
            i--;
            boolean capital = text.charAt(i) >= 'A' && text.charAt(i) <= 'Z';
            if (capital && i > from && text.charAt(i - 1) >= 'a' && text.charAt(i - 1) <= 'z') {
                return i;
            }
        }
        return i;
    }
}
