/** The stores: one {@code Database} with an adapter for each engine, and one final class for each aggregate. */
@NullMarked
package io.neuralops.sql;

import org.jspecify.annotations.NullMarked;
