package io.neuralops.gateway.http.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the template of a path: {@code /predictions/{id}} for {@code /predictions/0198...}. */
public final class Templates {
    private record Parametric(String template, Pattern pattern) {}

    private final Set<String> literal = new HashSet<>();
    private final List<Parametric> parametric = new ArrayList<>();

    /** Knows these templates, with parameters in braces. */
    public Templates(Collection<String> templates) {
        for (String template : Set.copyOf(templates)) {
            if (template.indexOf('{') < 0) {
                literal.add(template);
            } else {
                parametric.add(new Parametric(template, Pattern.compile(template.replaceAll("\\{\\w+}", "[^/]+"))));
            }
        }
    }

    /** The template, or null if the path is none of the service. */
    @Nullable
    String of(String path) {
        if (literal.contains(path)) {
            return path;
        }
        for (Parametric one : parametric) {
            if (one.pattern().matcher(path).matches()) {
                return one.template();
            }
        }
        return null;
    }
}
