/** A made-up organisation with a realistic run history, for the demo and for tests. */
@NullMarked
package io.neuralops.gateway.demo;

import org.jspecify.annotations.NullMarked;
