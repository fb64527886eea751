package io.neuralops.verticles.training;

import io.neuralops.verticles.operation.Blocking;

/**
 * Where trainings are done.
 *
 * @param computing on threads of their own
 * @param atOnce how many trainings are under way at a time; others wait
 * @param callers whom they give way to
 */
public record Workbench(Blocking computing, int atOnce, Callers callers) {}
