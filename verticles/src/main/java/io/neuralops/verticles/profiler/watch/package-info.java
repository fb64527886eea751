/**
 * Measures targets all the time, within a bound of its own cost: windows, their verdicts, and how fast they burn what may go
 * wrong.
 */
@NullMarked
package io.neuralops.verticles.profiler.watch;

import org.jspecify.annotations.NullMarked;
