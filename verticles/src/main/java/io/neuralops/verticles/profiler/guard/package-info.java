/** Whom the profiler may ask: hosts on a list, at addresses that are looked at after their names were resolved. */
@NullMarked
package io.neuralops.verticles.profiler.guard;

import org.jspecify.annotations.NullMarked;
