/** The capabilities: one package each, a plain service and the thin verticle that deploys it. */
@NullMarked
package io.neuralops.verticles;

import org.jspecify.annotations.NullMarked;
