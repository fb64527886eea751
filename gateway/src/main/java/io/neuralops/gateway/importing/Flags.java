package io.neuralops.gateway.importing;

/** Truth values, which become 1 and 0. */
final class Flags {
    private Flags() {}

    static boolean is(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    /** The number that a text stands for, a truth value included; NaN if none. */
    static double number(String text) {
        double number = Numbers.parse(text);
        return Double.isNaN(number) && is(text) ? (text.equalsIgnoreCase("true") ? 1 : 0) : number;
    }
}
