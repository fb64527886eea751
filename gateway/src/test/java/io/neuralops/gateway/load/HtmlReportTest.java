package io.neuralops.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.verticles.profiler.Judgement;
import io.neuralops.verticles.profiler.load.LoadResult;
import org.junit.jupiter.api.Test;

/** The report as a page. */
class HtmlReportTest {
    @Test
    void itHasThreeChartsAndNeedsNothingElse() {
        Scenario scenario = Made.scenario("http://localhost:1/x?a=1&b='c'");
        LoadResult result = Made.result(scenario, 12.5, true);
        String page = HtmlReport.of(LoadReport.of(result, Judgement.of(result, scenario.limits())), result);

        assertThat(page)
                .contains("Percentiles", "Latency over time", "Rate held", "uncorrected", "lateness", "12.50")
                .contains("GET http://localhost:1/x?a=1&amp;b='c'");
        assertThat(page.split("<svg", -1)).hasSize(4);
        assertThat(page).doesNotContain("<script", "src=", "href=", "url(", "@import", "NaN", "Infinity");
    }

    @Test
    void whatIsNamedByOthersIsNoMarkup() {
        assertThat(HtmlReport.escaped("<b a=\"c\">&")).isEqualTo("&lt;b a=&quot;c&quot;&gt;&amp;");
    }
}
