/** Generators of load that say what callers see, not what the generator happened to be able to ask. */
@NullMarked
package io.neuralops.bench.load;

import org.jspecify.annotations.NullMarked;
