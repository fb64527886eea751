package io.neuralops.gateway.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.neuralops.gateway.http.connection.Connections;

/** Measures the connections of the HTTP edge. */
public final class ConnectionMeters implements MeterBinder {
    private final Connections connections;

    public ConnectionMeters(Connections connections) {
        this.connections = connections;
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
    }
}
