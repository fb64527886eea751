package io.neuralops.gateway.observe;

import io.neuralops.verticles.profiler.watch.ProfilerFigures;
import io.neuralops.verticles.profiler.watch.ProfilerFigures.Latest;
import io.neuralops.verticles.profiler.watch.ProfilerFigures.State;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Which targets aren't measured, for who asks whether the service can do its work: it can, whether they are or not. */
public final class ProfilerHealth implements Supplier<Future<?>> {
    private static final int MOST_NAMED = 5;

    private final ProfilerFigures figures;
    private final boolean reasons;

    /**
     * Looks at the figures.
     *
     * @param reasons whether to say why: reasons name addresses and secrets, which aren't for anybody
     */
    public ProfilerHealth(ProfilerFigures figures, boolean reasons) {
        this.figures = figures;
        this.reasons = reasons;
    }

    @Override
    public Future<?> get() {
        List<Latest> all = figures.targets();
        List<Latest> unmeasured = all.stream()
                .filter(one -> one.state() != State.MEASURING)
                .sorted(Comparator.comparing(Latest::service).thenComparing(Latest::endpoint))
                .toList();
        List<String> words = new ArrayList<>();
        if (!unmeasured.isEmpty()) {
            words.add(unmeasured.size() + " of " + all.size() + " targets are not measured");
            unmeasured.stream().limit(MOST_NAMED).map(this::named).forEach(words::add);
            if (unmeasured.size() > MOST_NAMED) {
                words.add("and " + (unmeasured.size() - MOST_NAMED) + " more");
            }
        }
        String insight = figures.insightTrouble();
        if (!insight.isEmpty()) {
            words.add("windows can't be told to another service" + (reasons ? " (" + insight + ")" : ""));
        }
        return Future.succeededFuture(words.isEmpty() ? "ok" : new Health.Note(String.join("; ", words)));
    }

    private String named(Latest one) {
        String state = one.state().name().toLowerCase(Locale.ROOT);
        return one.service() + " " + one.endpoint() + " (" + state + (reasons ? ": " + one.why() : "") + ")";
    }
}
