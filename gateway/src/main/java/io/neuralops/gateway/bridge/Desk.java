package io.neuralops.gateway.bridge;

import io.neuralops.gateway.http.OperationCalls;
import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What the connections of one event loop share.
 *
 * @param nanoTime a clock that never goes back
 */
record Desk(
        OperationCalls calls,
        LoopTopics topics,
        FrameReader reader,
        FrameWriter writer,
        BridgeFigures figures,
        BridgeLimits limits,
        Clock clock,
        LongSupplier nanoTime) {}
