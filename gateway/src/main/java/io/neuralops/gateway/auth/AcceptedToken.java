package io.neuralops.gateway.auth;

import io.neuralops.models.tenant.Principal;

/**
 * A token that holds.
 *
 * @param sameMachineOnly whether it only holds for programs of this machine
 */
public record AcceptedToken(Principal principal, boolean sameMachineOnly) {}
