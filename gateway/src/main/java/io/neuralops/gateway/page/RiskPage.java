package io.neuralops.gateway.page;

import io.neuralops.models.predict.SuggestedAction;
import io.neuralops.models.run.RunKey;
import io.neuralops.verticles.prediction.RiskRanking;
import java.util.stream.Collectors;

/** What a user wants to see first: which workflow is likely to fail next, and why. */
final class RiskPage {
    private static final String EMPTY = """
            <p>No finished runs are known yet. Two ways to begin:</p>
            <pre>./neuralops import --format csv runs.csv
            gh api --paginate "repos/OWNER/NAME/actions/runs?per_page=100" | ./neuralops import --format github -</pre>
            """;

    private RiskPage() {}

    static String of(RiskRanking ranking) {
        String links = "<p class=\"muted\">Model " + Html.escape(ranking.modelVersion()) + ", " + ranking.workflows()
                + " workflows, as of " + ranking.asOf()
                + ". <a href=\"/docs\">API</a> · <a href=\"/risk\">as JSON</a> · <a href=\"/predictions\">predictions</a> · <a href=\"/live\">live</a></p>";
        String body = ranking.items().isEmpty() ? EMPTY : table(ranking);
        return Html.page("Which workflow fails next", links + body);
    }

    private static String table(RiskRanking ranking) {
        String rows = ranking.items().stream().map(RiskPage::row).collect(Collectors.joining("\n"));
        return "<table><thead><tr><th>Workflow</th><th>Risk</th><th>Why</th><th>Suggested</th></tr></thead><tbody>\n"
                + rows + "\n</tbody></table>";
    }

    private static String row(RiskRanking.Item item) {
        long percent = Math.round(item.probability() * 100);
        return "<tr><td>" + Html.escape(item.workflow())
                + "</td><td class=\"number\"><span class=\"bar\" style=\"width:"
                + percent + "px\"></span> " + percent + " %</td><td>" + Html.escape(item.summary()) + evidence(item)
                + "</td><td>" + action(item.action()) + "</td></tr>";
    }

    private static String evidence(RiskRanking.Item item) {
        if (item.evidence().recentFailures().isEmpty()) {
            return "";
        }
        String runs = item.evidence().recentFailures().stream()
                .map(RunKey::runId)
                .map(Html::escape)
                .collect(Collectors.joining(", "));
        return "<br><span class=\"muted\">failed lately: " + runs + "</span>";
    }

    private static String action(SuggestedAction action) {
        return action.kind() == SuggestedAction.Kind.NONE
                ? ""
                : "<b>" + action.kind().label() + "</b><br><span class=\"muted\">" + Html.escape(action.reason())
                        + "</span>";
    }
}
