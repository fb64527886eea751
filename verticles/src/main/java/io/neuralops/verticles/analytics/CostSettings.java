package io.neuralops.verticles.analytics;

import io.neuralops.models.failure.Check;
import io.neuralops.models.rollup.Cost;
import io.neuralops.models.rollup.Price;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.rollup.Prices;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an hour of a tenant's runs costs, and in which currency. */
public final class CostSettings {
    private final Prices prices;
    private final Consumer<TenantId> changed;

    /**
     * Wires the service.
     *
     * @param changed told of a tenant whose costs are others from now on
     */
    public CostSettings(Prices prices, Consumer<TenantId> changed) {
        this.prices = prices;
        this.changed = changed;
    }

    /** Asks what is settled. */
    public record ShowCost() {}

    /**
     * Settles it; what is left out is not settled any more.
     *
     * @param costPerHour of runs that come without a cost: a decimal from 0 to a million
     * @param currency of all costs of the tenant, by its code: {@code EUR}
     */
    public record SettleCost(
            @Nullable BigDecimal costPerHour, @Nullable String currency) {
        private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
        private static final int MOST_DECIMALS = 10;
        private static final Pattern CODE = Pattern.compile("[A-Z]{3}");

        public SettleCost {
            if (costPerHour != null
                    && (costPerHour.signum() < 0
                            || costPerHour.scale() > MOST_DECIMALS
                            || costPerHour.compareTo(MOST) > 0)) {
                throw Check.invalid("cost_per_hour", "must be a decimal from 0 to 1000000, with at most 10 decimals");
            }
            if (currency != null && !CODE.matcher(currency).matches()) {
                throw Check.invalid("currency", "must be the code of a currency, such as EUR");
            }
        }
    }

    /** What is settled; null where nothing is. */
    public record CostView(
            @Nullable BigDecimal costPerHour, @Nullable String currency) {
        static CostView of(Price price) {
            BigDecimal perHour = price.perHour();
            return new CostView(perHour == null ? null : Cost.plain(perHour), price.currency());
        }
    }

    /** What is settled for a tenant. */
    public Future<CostView> show(Principal principal, ShowCost query) {
        return prices.of(principal.tenant()).map(CostView::of);
    }

    /** Settles it. */
    public Future<CostView> settle(Principal principal, SettleCost command) {
        Price price = new Price(command.costPerHour(), command.currency());
        return prices.settle(principal.tenant(), price).map(done -> {
            changed.accept(principal.tenant());
            return CostView.of(price);
        });
    }
}
