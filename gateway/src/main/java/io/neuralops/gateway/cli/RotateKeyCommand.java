package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a tenant a new key for pseudonyms, as an admin of the tenant. */
@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description = {
            "Make a tenant's pseudonyms with a new key from now on.",
            "Those that were made before stay valid, under the id of their key."
        },
        footer = {"", "Example:", "  neuralops tenant rotate-key --tenant acme"})
final class RotateKeyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ServiceAccess access;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    RotateKeyCommand(Terminal terminal, ServiceAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() throws Exception {
        return access.use(tenant.id(), api -> {
            JsonNode rotated = api.post("/keys/rotate", Map.of());
            terminal.out()
                    .println("Pseudonyms of the tenant " + tenant.id() + " are made with the key "
                            + rotated.path("key_id").asText() + " from now on; it has "
                            + rotated.path("keys").asInt() + " keys.");
            return 0;
        });
    }
}
