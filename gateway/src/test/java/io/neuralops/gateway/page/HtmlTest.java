package io.neuralops.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void nothingEscapedCanEndATextOrAnAttribute() {
        assertThat(Html.escape("<a href=\"x\" b='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
        assertThat(Html.escape("plain ä € 😀")).isEqualTo("plain ä € 😀");
        assertThat(Html.page("<t>", "<p>body</p>")).contains("<title>&lt;t&gt;</title>", "<p>body</p>");
    }
}
