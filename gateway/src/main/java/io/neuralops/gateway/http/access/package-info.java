/** A line in the log for each answer, without personal data. */
@NullMarked
package io.neuralops.gateway.http.access;

import org.jspecify.annotations.NullMarked;
