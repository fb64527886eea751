/** Whether what moved is found to have moved, and what didn't is not. */
@NullMarked
package io.neuralops.bench.drift;

import org.jspecify.annotations.NullMarked;
