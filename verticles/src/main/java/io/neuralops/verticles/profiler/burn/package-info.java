/** How fast what may go wrong is used up, over several lengths of time, and who is told. */
@NullMarked
package io.neuralops.verticles.profiler.burn;

import org.jspecify.annotations.NullMarked;
