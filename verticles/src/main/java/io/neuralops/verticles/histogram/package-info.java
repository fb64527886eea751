/** Histograms of latencies: read from bytes that anyone may have sent, added, packed. */
@NullMarked
package io.neuralops.verticles.histogram;

import org.jspecify.annotations.NullMarked;
