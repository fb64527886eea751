/**
 * Rendered answers, kept for the next who asks the same: in this process, or in a Redis that several processes share. What is
 * kept is of a tenant, and of no use to another.
 */
@NullMarked
package io.neuralops.verticles.cache;

import org.jspecify.annotations.NullMarked;
