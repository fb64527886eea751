/** Exports: rows and reports as files, with a manifest by which they can be made again. */
@NullMarked
package io.neuralops.verticles.export;

import org.jspecify.annotations.NullMarked;
