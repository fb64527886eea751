/** The edge: start-up, configuration, HTTP, the event-bus bridge and the command line. */
@NullMarked
package io.neuralops.gateway;

import org.jspecify.annotations.NullMarked;
