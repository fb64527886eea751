package io.neuralops.gateway.auth;

/**
 * One whose tokens are taken.
 *
 * @param name the {@code iss} of its tokens
 * @param audience the {@code aud} that they must have
 * @param sameMachineOnly whether they are only taken from programs of this machine
 */
record TokenIssuer(String name, String audience, boolean sameMachineOnly, TokenKeys keys) {}
