package io.neuralops.gateway.cli;

import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mints a token with the installation's own key. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Mint a token with the local key.",
        footer = {
            "",
            "Example:",
            "  curl -H \"Authorization: Bearer $(neuralops token --role viewer)\" localhost:8010/risk"
        })
final class TokenCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Option(names = "--role", defaultValue = "operator", description = "viewer, operator or admin (default: operator).")
    private Role role = Role.OPERATOR;

    @Option(names = "--subject", defaultValue = "command-line", description = "Whom the token is for.")
    private String subject = "command-line";

    @Option(names = "--hours", defaultValue = "12", description = "How long it is valid (default: 12).")
    private int hours = 12;

    TokenCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        Principal principal = new Principal(tenant.id(), role, subject);
        return access.withTokens(access.config(), tokens -> {
            terminal.out()
                    .println(
                            LocalTokens.mint(tokens, principal, terminal.clock().instant(), Duration.ofHours(hours)));
            return 0;
        });
    }
}
