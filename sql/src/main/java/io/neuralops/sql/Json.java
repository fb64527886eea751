package io.neuralops.sql;

/** A parameter that is JSON text: stored as such where the database knows the type. */
public record Json(String text) {}
