package io.neuralops.verticles.secrets;

/** Gives the caller's tenant a new key for pseudonyms. */
public record RotateKey() {}
