/**
 * The numbers of reports, added up as rows arrive: who changes rows leaves, in the same transaction, what that does to the numbers
 * ({@link io.neuralops.verticles.rollup.Changes}), and it is added soon after ({@link io.neuralops.verticles.rollup.Rollups}).
 */
@NullMarked
package io.neuralops.verticles.rollup;

import org.jspecify.annotations.NullMarked;
