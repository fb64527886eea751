/** What takes long, as rows: begun once at a time, told of, stopped, and known to be lost when its process is gone. */
@NullMarked
package io.neuralops.verticles.jobs;

import org.jspecify.annotations.NullMarked;
