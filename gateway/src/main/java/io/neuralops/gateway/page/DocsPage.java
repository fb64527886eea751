package io.neuralops.gateway.page;

import io.neuralops.verticles.operation.Operation;
import java.util.List;

/** An overview of the operations for people. */
final class DocsPage {
    private DocsPage() {}

    static String of(List<Operation> operations) {
        StringBuilder rows = new StringBuilder();
        for (Operation operation : operations) {
            rows.append("<tr><td><code>")
                    .append(operation.method())
                    .append(' ')
                    .append(Html.escape(operation.path()))
                    .append("</code></td><td>")
                    .append(Html.escape(operation.summary()))
                    .append("</td><td>")
                    .append(operation.least().label())
                    .append("</td></tr>\n");
        }
        return Html.page("NeuralOps API", """
                <p>Requests and answers are JSON; what a program needs to know is in <a href="/openapi.yaml">/openapi.yaml</a>.
                Lists of commands go as NDJSON (<code>Content-Type: application/x-ndjson</code>), one on each line.</p>
                <table><thead><tr><th>Call</th><th>What it does</th><th>Least role</th></tr></thead><tbody>
                """ + rows + """
                        </tbody></table>
                        <h2>Try it</h2>
                        <pre>curl -s localhost:8010/predict -H 'Content-Type: application/json' -d '{"run_id":"r1","workflow":"web/build"}'</pre>
                        """);
    }
}
