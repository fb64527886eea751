package io.neuralops.gateway.http;

import io.vertx.ext.web.Router;

/** What one event loop serves: requests by the router, and what of them becomes a WebSocket. */
public record Served(Router router, Sockets sockets) {}
