package io.neuralops.models.privacy;

/** The check digit of cards and of several national numbers. */
final class Luhn {
    private Luhn() {}

    /** Whether the digits among the characters pass. */
    static boolean holds(CharSequence text, int from, int to) {
        int sum = 0;
        boolean twice = false;
        for (int i = to - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (Letters.isDigit(c)) {
                int digit = c - '0';
                int doubled = digit > 4 ? digit * 2 - 9 : digit * 2;
                sum += twice ? doubled : digit;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }
}
