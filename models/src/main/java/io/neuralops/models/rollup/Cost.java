package io.neuralops.models.rollup;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts as two whole numbers, which any database adds up exactly. */
public final class Cost {
    /** How many parts make one unit: amounts have ten decimals at the most. */
    public static final long PARTS = 10_000_000_000L;

    private static final int DECIMALS = 10;
    private static final BigInteger PARTS_OF_UNIT = BigInteger.valueOf(PARTS);

    private Cost() {}

    /** The whole units of an amount, which is below a trillion. */
    static long units(BigDecimal amount) {
        return all(amount).divide(PARTS_OF_UNIT).longValue();
    }

    /** What it has beside; what an earlier system stored beyond ten decimals is cut off. */
    static long parts(BigDecimal amount) {
        return all(amount).remainder(PARTS_OF_UNIT).longValue();
    }

    private static BigInteger all(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.DOWN).unscaledValue();
    }

    /** The amount of so many units and parts. */
    public static BigDecimal of(long units, long parts) {
        return plain(BigDecimal.valueOf(units).add(BigDecimal.valueOf(parts, DECIMALS)));
    }

    /** The same amount without noughts at its end, in plain writing. */
    public static BigDecimal plain(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
