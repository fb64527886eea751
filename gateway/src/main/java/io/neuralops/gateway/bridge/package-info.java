/**
 * The bridge at {@code /eventbus}: clients hear what happens to their tenant and call operations over one WebSocket, in the frames of
 * Vert.x's bridges. Nothing that a client sends reaches the event bus: what it hears and calls is looked up here.
 */
package io.neuralops.gateway.bridge;
