package io.neuralops.gateway.auth;

import io.neuralops.models.tenant.Principal;

/**
 * A token that holds.
 *
 * @param sameMachineOnly whether it only holds for programs of this machine
 * @param expires milliseconds since 1970, from which it no longer holds
 */
public record AcceptedToken(Principal principal, boolean sameMachineOnly, long expires) {}
