package io.neuralops.gateway;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.stream.Collectors;

/** Files for imports, with plants wherever somebody may have written one. */
final class PlantedFiles {
    private PlantedFiles() {}

    /** As JSON has it. */
    static String quoted(Plant plant) {
        return TextNode.valueOf(plant.text()).toString();
    }

    private static String cell(Plant plant) {
        return "\"" + plant.text().replace("\"", "\"\"") + "\"";
    }

    static String incidents() {
        StringBuilder csv =
                new StringBuilder("id,service,opened_at,resolved_at,impact,title,planted.ann@mail.example.org\n");
        int i = 0;
        for (Plant plant : Plant.ALL) {
            String cell = cell(plant);
            csv.append("i%d,s,2025-01-01T00:00:00Z,2025-01-01T01:00:00Z,minor,%s,7\n".formatted(i++, cell));
            csv.append("j%d,s,%s,,minor,x,7\n".formatted(i, cell));
            csv.append("k%d,s,2025-01-01T00:00:00Z,%s,minor,x,7\n".formatted(i, cell));
            csv.append("l%d,s,2025-01-01T00:00:00Z,,%s,x,7\n".formatted(i, cell));
            if (!plant.person()) {
                csv.append("m%d,%s,2025-01-01T00:00:00Z,,minor,x,7\n".formatted(i, cell));
            }
            if (!plant.person() && !plant.unsure()) {
                csv.append("%s,s,2025-01-01T00:00:00Z,,minor,x,7\n".formatted(cell));
            }
        }
        return csv.toString();
    }

    static String signals() {
        StringBuilder csv = new StringBuilder("id,service,name,observed_at,severity,state,summary\n");
        int i = 0;
        for (Plant plant : Plant.ALL) {
            String cell = cell(plant);
            csv.append("i%d,s,n,2025-01-01T00:00:00Z,critical,firing,%s\n".formatted(i++, cell));
            csv.append("j%d,s,n,%s,critical,firing,x\n".formatted(i, cell));
            csv.append("k%d,s,n,2025-01-01T00:00:00Z,%s,%s,x\n".formatted(i, cell, cell));
            if (!plant.person()) {
                csv.append("l%d,%s,%s,2025-01-01T00:00:00Z,critical,firing,x\n".formatted(i, cell, cell));
            }
            if (!plant.person() && !plant.unsure()) {
                csv.append("%s,s,n,2025-01-01T00:00:00Z,critical,firing,x\n".formatted(cell));
            }
        }
        return csv.toString();
    }

    static String csv() {
        StringBuilder csv = new StringBuilder(
                "id,workflow,status,created_at,duration_s,author,note,planted.ann@mail.example.org\n");
        int i = 0;
        for (Plant plant : Plant.ALL) {
            String cell = cell(plant);
            csv.append("a%d,w,success,2025-01-01T00:00:00Z,5,%s,%s,7\n".formatted(i++, cell, cell));
            csv.append("b%d,w,%s,2025-01-01T00:00:00Z,5,x,x,7\n".formatted(i, cell));
            csv.append("c%d,w,success,%s,5,x,x,7\n".formatted(i, cell));
            csv.append("d%d,w,success,2025-01-01T00:00:00Z,%s,x,x,%s\n".formatted(i, cell, cell));
            if (!plant.person() && !plant.unsure()) {
                csv.append("%s,w,success,2025-01-01T00:00:00Z,5,x,x,7\n".formatted(cell));
                csv.append("e%d,%s,success,2025-01-01T00:00:00Z,5,x,x,7\n".formatted(i, cell));
            }
        }
        return csv.toString();
    }

    static String ndjson() {
        StringBuilder lines = new StringBuilder();
        int i = 0;
        for (Plant plant : Plant.ALL) {
            String text = quoted(plant);
            lines.append(
                    "{\"run_id\":\"n%d\",\"workflow\":\"w\",\"status\":\"failure\",\"finished_at\":\"2025-01-01T00:00:00Z\",\"owner\":%s,\"error_text\":%s,\"note\":%s}\n"
                            .formatted(i++, text, text, text));
            lines.append("{\"run_id\":\"m%d\",\"workflow\":\"w\",\"status\":%s}\n".formatted(i, text));
            lines.append("{\"run_id\":\"l%d\",\"workflow\":\"w\",\"status\":\"failure\",\"finished_at\":%s}\n"
                    .formatted(i, text));
            lines.append(plant.text().replace("\n", " ")).append('\n');
            if (!plant.person() && !plant.unsure()) {
                lines.append("{\"run_id\":%s,\"workflow\":\"w\",\"status\":\"success\"}\n".formatted(text));
                lines.append("{\"run_id\":\"k%d\",\"workflow\":%s,\"status\":\"success\"}\n".formatted(i, text));
            }
        }
        return lines.toString();
    }

    static String github() {
        String runs = Plant.ALL.stream()
                .map(plant ->
                        ("{\"id\":%d,\"name\":\"CI\",\"run_attempt\":1,\"status\":\"completed\",\"conclusion\":\"failure\",\"event\":\"push\","
                                        + "\"created_at\":\"2025-05-01T10:00:00Z\",\"run_started_at\":\"2025-05-01T10:00:05Z\","
                                        + "\"updated_at\":\"2025-05-01T10:05:00Z\",\"head_branch\":%2$s,\"display_title\":%2$s,"
                                        + "\"actor\":{\"login\":%2$s},\"head_commit\":{\"message\":%2$s,\"author\":{\"name\":%2$s,\"email\":%2$s}}}")
                                .formatted(1_000 + Plant.ALL.indexOf(plant), quoted(plant)))
                .collect(Collectors.joining(","));
        return "{\"total_count\":1,\"workflow_runs\":[" + runs + "]}";
    }
}
