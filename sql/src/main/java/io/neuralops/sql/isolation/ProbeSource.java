package io.neuralops.sql.isolation;

import io.vertx.core.Future;
import java.util.List;

/** A surface that is to be proven: whoever adds one adds its probes. */
@FunctionalInterface
public interface ProbeSource {
    /** The probes, which try as canary A to get at canary B's. Both canaries are there with their rows. */
    Future<List<Probe>> probes();
}
