/** What the steps of a request cost by themselves (JMH). */
@NullMarked
package io.neuralops.bench.micro;

import org.jspecify.annotations.NullMarked;
