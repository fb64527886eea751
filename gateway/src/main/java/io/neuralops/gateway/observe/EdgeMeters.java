package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.neuralops.gateway.http.access.AccessLog;
import io.neuralops.gateway.http.connection.Connections;

/** Measures the HTTP edge: its connections, and its log. */
public final class EdgeMeters implements MeterBinder {
    private final Connections connections;
    private final AccessLog log;

    public EdgeMeters(Connections connections, AccessLog log) {
        this.connections = connections;
        this.log = log;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("neuralops_http_connections", connections, Connections::open)
                .description("Connections that are open")
                .register(registry);
        FunctionCounter.builder("neuralops_http_connections_refused", connections, Connections::refused)
                .description("Connections that were turned away because there were too many")
                .register(registry);
        FunctionCounter.builder("neuralops_http_callers_cut", connections, Connections::cut)
                .description("Callers that were cut off because they sent or read too slowly")
                .register(registry);
        FunctionCounter.builder("neuralops_access_log_dropped", log, AccessLog::dropped)
                .description("Lines of the access log that were not written, because there were too many")
                .register(registry);
    }
}
