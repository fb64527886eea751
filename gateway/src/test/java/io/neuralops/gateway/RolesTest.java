package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.page.Pages;
import io.neuralops.models.tenant.Role;
import io.neuralops.verticles.operation.Json;
import io.neuralops.verticles.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what: one table in the code, and nothing else where it is told. */
class RolesTest {
    private static final Pattern ROW = Pattern.compile("\\| `(viewer|operator|admin)` \\|[^|]*\\| (.*) \\|");

    private static List<Operation> operations;

    @BeforeAll
    static void read(@TempDir Path home) {
        operations = Operations.in(home);
    }

    @Test
    void theReadmeNamesEveryOperationAtItsRole() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("..", "README.md")));
        while (rows.find()) {
            Set<String> names =
                    new TreeSet<>(Arrays.asList(rows.group(2).replace("`", "").split(", ")));
            assertThat(told.put(rows.group(1), names))
                    .as("one row for each role")
                    .isNull();
        }

        assertThat(told).isEqualTo(code());
    }

    @Test
    void theOpenApiDocumentHasTheSameRoles() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        for (JsonNode path : new OpenApiDocument().root().path("paths")) {
            for (JsonNode operation : path) {
                if (operation.has("x-least-role")) {
                    told.computeIfAbsent(operation.path("x-least-role").asText(), role -> new TreeSet<>())
                            .add(operation.path("operationId").asText());
                }
            }
        }

        assertThat(told).isEqualTo(code());
    }

    @Test
    void thePageForPeopleHasTheSameRoles() {
        String page = page();
        for (Operation operation : operations) {
            assertThat(page)
                    .containsPattern("<code>" + operation.method() + " " + Pattern.quote(operation.path())
                            + "</code></td><td>[^<]*</td><td>"
                            + operation.least().label() + "</td>");
        }
    }

    @Test
    void aRoleCoversThoseBeforeItAndNoOther() {
        List<Role> roles = List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
        assertThat(roles).containsExactly(Role.values());
        for (int held = 0; held < roles.size(); held++) {
            for (int least = 0; least < roles.size(); least++) {
                assertThat(roles.get(held).covers(roles.get(least))).isEqualTo(held >= least);
            }
        }
    }

    private static String page() {
        return new Pages(null, null, null, new Json())
                .of(operations).stream()
                        .filter(page -> page.path().equals("/docs"))
                        .map(page -> ((io.neuralops.gateway.http.Page.Open) page)
                                .content()
                                .get()
                                .result()
                                .bytes()
                                .toString())
                        .findFirst()
                        .orElseThrow();
    }

    /** Names of operations by the least role that may call them. */
    private static Map<String, Set<String>> code() {
        Map<String, Set<String>> code = new TreeMap<>();
        for (Operation operation : operations) {
            code.computeIfAbsent(operation.least().label(), role -> new TreeSet<>())
                    .add(operation.name());
        }
        return code;
    }
}
