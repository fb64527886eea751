/** How well and how fast personal data is found. */
@NullMarked
package io.neuralops.bench.privacy;

import org.jspecify.annotations.NullMarked;
