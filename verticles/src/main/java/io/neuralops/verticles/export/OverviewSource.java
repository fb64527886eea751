package io.neuralops.verticles.export;

import io.neuralops.models.tenant.Principal;
import io.neuralops.verticles.analytics.Definition;
import io.neuralops.verticles.analytics.Overview;
import io.neuralops.verticles.analytics.OverviewCsv;
import io.neuralops.verticles.analytics.ReportOverview;
import io.neuralops.verticles.analytics.Reports;
import io.neuralops.verticles.operation.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The overview as it is exported: by the day of UTC, as a whole in JSON, else day by day. */
public final class OverviewSource implements ReportSource {
    private static final byte[] LINE_END = {'\n'};

    private final Reports reports;
    private final Json json;

    public OverviewSource(Reports reports, Json json) {
        this.reports = reports;
        this.json = json;
    }

    @Override
    public Future<Report> of(
            Principal principal, Instant from, Instant to, @Nullable String workflow, ExportFormat format) {
        return reports.overview(principal, new ReportOverview(from, to, null, workflow, null))
                .map(overview -> new Report(
                        content(overview, format),
                        overview.tenants().isEmpty()
                                ? overview.series().size()
                                : overview.tenants().size(),
                        overview.asOf(),
                        definitions(overview)));
    }

    private Buffer content(Overview overview, ExportFormat format) {
        return switch (format) {
            case CSV -> Buffer.buffer(OverviewCsv.of(overview));
            case JSON -> Buffer.buffer(json.writeBytes(overview));
            case NDJSON -> {
                Buffer lines = Buffer.buffer();
                List<?> rows = overview.tenants().isEmpty() ? overview.series() : overview.tenants();
                rows.forEach(row -> lines.appendBytes(json.writeBytes(row)).appendBytes(LINE_END));
                yield lines;
            }
        };
    }

    private static List<Definition> definitions(Overview overview) {
        return List.of(
                overview.incidents().definition(),
                overview.timeToRestore().definition(),
                overview.cost().definition(),
                overview.usage().definition(),
                overview.predictionQuality().definition(),
                overview.latency().definition());
    }
}
