/**
 * What happens, told to whoever listens: every event under {@code insight.<tenant>.<kind>} on the event bus. What the bridge gives
 * to clients comes from here, and what other ways to them come later.
 */
package io.neuralops.verticles.fanout;
