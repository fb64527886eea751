/** Exports into S3, or what speaks its language. */
@NullMarked
package io.neuralops.verticles.export.s3;

import org.jspecify.annotations.NullMarked;
