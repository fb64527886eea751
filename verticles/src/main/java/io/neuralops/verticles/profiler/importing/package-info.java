/** Reads what other tools measured. Whatever the bytes are, what is read of them is bounded. */
@NullMarked
package io.neuralops.verticles.profiler.importing;

import org.jspecify.annotations.NullMarked;
