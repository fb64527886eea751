package io.neuralops.verticles.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.analytics.Overview.CostFigures;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantCostsTest {
    @Test
    void amountsOfOneCurrencyAreAddedToTheLastDecimal() {
        CostFigures sum = TenantCosts.sum(List.of(of(2, "EUR", "0.1"), of(1, "EUR", "0.2000000001")));

        assertThat(sum.currency()).isEqualTo("EUR");
        assertThat(sum.n()).isEqualTo(3);
        assertThat(sum.all()).isEqualByComparingTo("0.3000000001");
        assertThat(sum.failed()).isEqualByComparingTo("0.3000000001");
    }

    @Test
    void amountsOfDifferentCurrenciesHaveNoSum() {
        CostFigures sum = TenantCosts.sum(List.of(of(1, "EUR", "5"), of(1, "USD", "7")));

        assertThat(sum.n()).isEqualTo(2);
        assertThat(sum.currency()).isNull();
        assertThat(sum.all()).isNull();
        assertThat(sum.failed()).isNull();
        assertThat(sum.retried()).isNull();
    }

    /** Nor have those of a tenant that says which currency and of one that doesn't. */
    @Test
    void amountsWithoutACurrencyAreOfAnother() {
        assertThat(TenantCosts.sum(List.of(of(1, "EUR", "5"), of(1, null, "7"))).all())
                .isNull();
        assertThat(TenantCosts.sum(List.of(of(1, null, "5"), of(1, null, "7"))).all())
                .isEqualByComparingTo("12");
    }

    @Test
    void whoHasSpentNothingDoesNotMatter() {
        CostFigures sum = TenantCosts.sum(List.of(of(1, "EUR", "5"), of(0, "USD", "0"), of(0, null, "0")));

        assertThat(sum.currency()).isEqualTo("EUR");
        assertThat(sum.all()).isEqualByComparingTo("5");
    }

    @Test
    void whereNothingWasSpentTheSumIsNought() {
        assertThat(TenantCosts.sum(List.of()).all()).isEqualByComparingTo("0");
        assertThat(TenantCosts.sum(List.of(of(0, "EUR", "0"))).currency()).isEqualTo("EUR");
    }

    private static CostFigures of(long n, @Nullable String currency, String amount) {
        BigDecimal value = new BigDecimal(amount);
        return new CostFigures(Definition.COST, n, 0, currency, value, value, value);
    }
}
