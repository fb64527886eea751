/** Whether the right challengers are promoted. */
@NullMarked
package io.neuralops.bench.promotion;

import org.jspecify.annotations.NullMarked;
