/** How services around this one do: measured, judged by budgets, stored, told. */
@NullMarked
package io.neuralops.verticles.profiler;

import org.jspecify.annotations.NullMarked;
