package io.neuralops.gateway.auth;

/**
 * What a caller shows of itself, and where it shows it: kept for a connection that lasts, whose token is checked time and again.
 *
 * @param authorization as the header of that name has it
 * @param sameMachine whether it came from this machine and through no proxy
 */
public record Credential(String authorization, boolean sameMachine) {
    private static final String BEARER = "Bearer ";

    /** Of a bearer token alone. */
    public static Credential bearer(String token, boolean sameMachine) {
        return new Credential(BEARER + token, sameMachine);
    }

    /** Tokens don't end up in logs. */
    @Override
    public String toString() {
        return "Credential[sameMachine=" + sameMachine + "]";
    }
}
