package io.neuralops.gateway.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.tenant.Principal;
import io.neuralops.models.tenant.Role;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.verticles.fanout.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    private static final Principal VIEWER = new Principal(new TenantId("acme"), Role.VIEWER, "v");
    private static final Principal ADMIN = new Principal(new TenantId("acme"), Role.ADMIN, "a");

    @Test
    void whatRolesMayHear() {
        assertThat(Address.kinds("insight.acme.run", VIEWER)).isEqualTo(Set.of(EventKind.RUN));
        assertThat(Address.kinds("insight.acme", ADMIN)).isEqualTo(EnumSet.allOf(EventKind.class));
        assertThat(Address.kinds("insight.acme", VIEWER))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(EventKind.PERSON_FORGOTTEN, EventKind.KEY_ROTATED)));
        assertThat(Address.kinds("insight.acme.key_rotated", ADMIN)).isEqualTo(Set.of(EventKind.KEY_ROTATED));
    }

    @ParameterizedTest
    @CsvSource({
        "insight.acme.key_rotated, ROLE",
        "insight.acmes.run, ADDRESS",
        "insight.acm.run, ADDRESS",
        "insight.platform.run, ADDRESS",
        "insight.*, ADDRESS",
        "insight.acme.*, ADDRESS",
        "insight.acme., ADDRESS",
        "insight, ADDRESS",
        "neuralops.op.predict, ADDRESS"
    })
    void whatTheyMayNot(String address, BridgeFigures.Refused why) {
        assertThatThrownBy(() -> Address.kinds(address, VIEWER))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.why()).isEqualTo(why));
    }

    @Test
    void operationsHaveAddresses() {
        assertThat(Address.operation("neuralops.op.predict")).isEqualTo("predict");
        assertThatThrownBy(() -> Address.operation("insight.acme.run")).isInstanceOf(Refusal.class);
    }

    @Test
    void theReadmeNamesAllKinds() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        for (EventKind kind : EventKind.values()) {
            assertThat(readme).contains("`" + kind.label() + "`");
        }
    }
}
