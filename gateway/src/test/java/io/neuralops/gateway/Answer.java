package io.neuralops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.List;

/** What the service answered. */
public record Answer(int status, HttpHeaders headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON. */
    public JsonNode json() {
        return parse(body);
    }

    /** The lines of the body, each as JSON. */
    public List<JsonNode> lines() {
        return body.lines().map(Answer::parse).toList();
    }

    /** The body of an answer that has to have this status. */
    public JsonNode json(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return json();
    }

    /** Checks that this is a problem, and gives its detail. */
    public String problem(int expectedStatus, String expectedCode) {
        assertThat(status).as(body).isEqualTo(expectedStatus);
        assertThat(headers.firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json();
        assertThat(problem.path("status").asInt()).isEqualTo(expectedStatus);
        assertThat(problem.path("code").asText()).isEqualTo(expectedCode);
        assertThat(problem.path("type").asText()).isEqualTo("urn:neuralops:problem:" + expectedCode);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem.path("detail").asText();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + text, e);
        }
    }
}
