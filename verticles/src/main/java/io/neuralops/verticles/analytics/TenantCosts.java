package io.neuralops.verticles.analytics;

import io.neuralops.models.rollup.Cost;
import io.neuralops.verticles.analytics.Overview.CostFigures;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What several tenants' runs cost. */
final class TenantCosts {
    private TenantCosts() {}

    /** The sum of the tenants' own sums, so that it reconciles with them; of different currencies there is none. */
    static CostFigures sum(List<CostFigures> each) {
        Set<@Nullable String> currencies = new HashSet<>();
        each.stream().filter(one -> one.n() > 0).forEach(one -> currencies.add(one.currency()));
        boolean one = currencies.size() <= 1;
        return new CostFigures(
                Definition.COST,
                each.stream().mapToLong(CostFigures::n).sum(),
                each.stream().mapToLong(CostFigures::excluded).sum(),
                one ? settled(each, currencies) : null,
                one ? sum(each, CostFigures::all) : null,
                one ? sum(each, CostFigures::failed) : null,
                one ? sum(each, CostFigures::retried) : null);
    }

    /** Where nothing was spent yet, what all have settled. */
    private static @Nullable String settled(List<CostFigures> each, Set<@Nullable String> currencies) {
        Set<@Nullable String> told = new HashSet<>(currencies);
        if (told.isEmpty()) {
            each.forEach(one -> told.add(one.currency()));
        }
        return told.size() == 1 ? told.iterator().next() : null;
    }

    private static BigDecimal sum(List<CostFigures> each, Function<CostFigures, @Nullable BigDecimal> amount) {
        BigDecimal sum = BigDecimal.ZERO;
        for (CostFigures one : each) {
            @Nullable BigDecimal some = amount.apply(one);
            sum = some == null ? sum : sum.add(some);
        }
        return Cost.plain(sum);
    }
}
