/** What is added up of a tenant's rows, quarter of an hour by quarter of an hour. */
@NullMarked
package io.neuralops.models.rollup;

import org.jspecify.annotations.NullMarked;
