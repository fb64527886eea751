package io.neuralops.gateway.http.access;

/** So many answers of a period had no line of their own. */
record LeftOut(long atMillis, int status, int answers) {}
