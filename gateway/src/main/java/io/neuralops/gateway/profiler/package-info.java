/** The profiler's settings, as they are written in a file. */
@NullMarked
package io.neuralops.gateway.profiler;

import org.jspecify.annotations.NullMarked;
