/** What the numbers of reports mean, in one place: in words, with the query they come from; and the reports. */
@NullMarked
package io.neuralops.verticles.analytics;

import org.jspecify.annotations.NullMarked;
