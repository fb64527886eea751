/** End-to-end benchmarks, micro-benchmarks and the evidence they leave in {@code reports/}. */
@NullMarked
package io.neuralops.bench;

import org.jspecify.annotations.NullMarked;
