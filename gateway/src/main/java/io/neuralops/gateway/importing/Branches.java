package io.neuralops.gateway.importing;

import java.util.Set;
import java.util.regex.Pattern;

/** What kind of branch a name is: there are too many names to learn from, but their kinds behave differently. */
final class Branches {
    static final String LABEL = "branch_kind";

    private static final Set<String> DEFAULTS = Set.of("main", "master", "trunk", "develop");
    private static final Pattern RELEASE = Pattern.compile("releases?[/-].+|release|v?\\d+(\\.(\\d+|x))+|v\\d+");

    private Branches() {}

    static String kind(String branch) {
        String name = branch.startsWith("refs/heads/") ? branch.substring("refs/heads/".length()) : branch;
        if (DEFAULTS.contains(name)) {
            return "default";
        }
        return RELEASE.matcher(name).matches() ? "release" : "other";
    }
}
