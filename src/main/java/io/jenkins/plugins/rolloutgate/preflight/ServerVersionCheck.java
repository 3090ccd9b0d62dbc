package io.jenkins.plugins.rolloutgate.preflight;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the API server is recent enough.
 *
 * @param least minor version of Kubernetes 1
 */
record ServerVersionCheck(int least) implements Check {
    private static final String PATH = "version";
    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d+).*");

    @Override
    public String name() {
        return "api-version";
    }

    @Override
    public Step next(Subject subject, Answers answers) {
        if (!answers.has(PATH)) {
            return Need.paths(List.of(PATH));
        }
        String version = answers.get(PATH)
                .map(found -> found.path("gitVersion").asText())
                .orElse("");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Finding.unknown(
                    version.isEmpty()
                            ? "the API server does not tell its version"
                            : "the API server says that it is '" + version + "'",
                    "");
        }
        int minor = Integer.parseInt(matcher.group(1));
        Finding finding = minor >= least
                ? Finding.pass("the API server is " + version)
                : Finding.fail(
                        "the API server is " + version + ", at least 1." + least + " is needed", "upgrade the cluster");
        return finding.with("minor", minor);
    }
}
