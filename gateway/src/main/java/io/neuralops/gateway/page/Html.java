package io.neuralops.gateway.page;

/** What the pages share. */
final class Html {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1c2430;background:#fff}
            h1{font-size:1.5rem}h2{font-size:1.15rem}a{color:#0b57a4}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.45rem .6rem;border-bottom:1px solid #d9dfe7;vertical-align:top}
            td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            pre,code{font:14px/1.4 ui-monospace,monospace;background:#f3f5f8}pre{padding:.8rem;overflow-x:auto}
            .muted{color:#5b6675}.bar{display:inline-block;height:.6rem;background:#c0392b;vertical-align:middle}
            @media (prefers-color-scheme:dark){body{background:#14181f;color:#e5e9ef}a{color:#7db7f0}
            th,td{border-color:#2c3440}pre,code{background:#1e252f}.muted{color:#98a3b3}}
            """;

    private Html() {}

    /** Text as it may stand in a page. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A whole page. {@code body} is HTML already. */
    static String page(String title, String body) {
        return page(title, "", body);
    }

    /** The same with more in its head. */
    static String page(String title, String head, String body) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + head
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
                + escape(title)
                + "</title><style>"
                + STYLE
                + "</style></head><body><h1>"
                + escape(title)
                + "</h1>\n"
                + body
                + "</body></html>\n";
    }
}
