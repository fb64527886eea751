package io.neuralops.gateway.config;

import io.neuralops.models.failure.Check;
import io.neuralops.verticles.export.s3.S3Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the environment says of exports. Who the service is in S3 the AWS SDK reads by itself. */
final class ExportVariables {
    static final String BUCKET = "S3_AUDIT_BUCKET";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";
    private static final String ANY_ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String PATH_STYLE = "S3_AUDIT_PATH_STYLE";

    private final UnaryOperator<String> variables;

    private ExportVariables(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** Where files go, and what is exported by itself. The function gives an empty text for what is not set. */
    static ExportSettings settings(UnaryOperator<String> variables, Path home) {
        String schedule = variables.apply("NEURALOPS_EXPORT_SCHEDULE");
        String bucket = variables.apply(BUCKET);
        return new ExportSettings(
                home.resolve("exports"),
                bucket.isEmpty() ? null : new ExportVariables(variables).s3(bucket),
                schedule.isEmpty() ? null : Path.of(schedule));
    }

    private S3Settings s3(String bucket) {
        URI endpoint = endpoint();
        String pathStyle = variables.apply(PATH_STYLE);
        return new S3Settings(
                bucket,
                optional("AWS_REGION"),
                endpoint,
                // Elsewhere a name of a host for each bucket is seldom to be had.
                pathStyle.isEmpty() ? endpoint != null : Config.flag(PATH_STYLE, pathStyle),
                otherwise(variables.apply("S3_AUDIT_ENCRYPTION"), "AES256"),
                optional("S3_AUDIT_KMS_KEY"),
                S3Settings.USUAL_PATIENCE);
    }

    private @Nullable URI endpoint() {
        String name = variables.apply(ENDPOINT).isEmpty() ? ANY_ENDPOINT : ENDPOINT;
        String text = variables.apply(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below, without the text.
        }
        throw Check.invalid(name, "must be an http(s) URL of a host and a port");
    }

    private @Nullable String optional(String name) {
        String value = variables.apply(name);
        return value.isEmpty() ? null : value;
    }

    private static String otherwise(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }
}
