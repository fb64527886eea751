/**
 * Asks an HTTP server at a rate of its own, whatever becomes of the requests (an open model), and measures what callers see.
 *
 * <p>A request's time is intended before it is made. Response time counts from then, so a server that stops is charged with all
 * who would have asked meanwhile; service time counts from when the request was really sent.
 */
@NullMarked
package io.neuralops.verticles.profiler.load;

import org.jspecify.annotations.NullMarked;
