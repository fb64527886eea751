/** What is done for a connection whatever is said on it: counting, closing those that only cost, refusing what isn't HTTP. */
@NullMarked
package io.neuralops.gateway.http.connection;

import org.jspecify.annotations.NullMarked;
