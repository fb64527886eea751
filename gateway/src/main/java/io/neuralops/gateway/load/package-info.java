/** Load tests from the command line: scenarios, reports, the highest rate that holds, two servers beside each other. */
@NullMarked
package io.neuralops.gateway.load;

import org.jspecify.annotations.NullMarked;
