package io.jenkins.plugins.rolloutgate.cli;

import io.jenkins.plugins.rolloutgate.strategy.SpecChecks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what an application needs to be released, for people to go on from. */
@Command(
        name = "init",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description =
                "Writes the manifests, the Jenkinsfile, the checklist and the objectives of an application, to go on from."
                        + " Overwrites nothing.",
        footer = {"", "Example: rollout-gate init deploy -a checkout -n shop --image checkout:1.4"})
final class InitCommand implements Callable<Integer> {
    /** Below {@code starter}, as they are written. */
    private static final List<String> FILES = List.of(
            "base/namespace.yaml",
            "base/configmap.yaml",
            "base/secret.yaml",
            "base/rbac.yaml",
            "blue-green/application.yaml",
            "blue-green/hpa.yaml",
            "canary/application.yaml",
            "canary/hpa.yaml",
            "vpa/vpa.yaml",
            "Jenkinsfile",
            "RELEASE.md",
            "slo.yaml",
            "README.md");

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", defaultValue = "deploy", description = "deploy by default.")
    Path folder;

    @Option(
            names = {"-a", "--application"},
            required = true,
            paramLabel = "NAME",
            description = "By which its objects are named.")
    String application;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The name of the application by default.")
    String namespace;

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "That is live, or comes first.")
    String image;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            defaultValue = "8080",
            description = "${DEFAULT-VALUE} by default.")
    int port;

    @Option(
            names = "--health",
            paramLabel = "PATH",
            defaultValue = "/health",
            description = "${DEFAULT-VALUE} by default.")
    String health;

    @Option(
            names = "--secret",
            paramLabel = "KEY",
            split = ",",
            description = "Keys of its Secret, without values: these never belong into a file.")
    List<String> secrets = List.of();

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> words = words();
        List<Path> there =
                FILES.stream().map(folder::resolve).filter(Files::exists).toList();
        if (!there.isEmpty()) {
            throw new CommandException(
                    ExitCode.WRONG_USE,
                    there.get(0) + " is there already: name an empty folder, nothing is overwritten");
        }
        for (String file : FILES) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, filled(file, words));
            shell.out().println(path);
        }
        shell.out()
                .println("next: rollout-gate apply " + folder.resolve("base") + " " + folder.resolve("blue-green")
                        + " -n " + words.get("namespace") + " --plan");
        return ExitCode.DONE;
    }

    private Map<String, String> words() {
        SpecChecks.name("application", application);
        SpecChecks.name("namespace", namespace == null ? application : namespace);
        SpecChecks.image(image);
        SpecChecks.require(port > 0 && port < 65536, "port must be from 1 to 65535, not " + port);
        SpecChecks.require(
                health.matches("/[A-Za-z0-9/._-]*") && !health.contains(".."),
                "health '" + health + "' is not a path such as /health");
        for (String secret : secrets) {
            if (!secret.matches("[A-Za-z0-9._-]+")) {
                throw new CommandException(
                        ExitCode.WRONG_USE,
                        "--secret takes keys only, not '" + secret.replaceFirst("[=:].*", "=...")
                                + "': real values never belong into a file, add them in the cluster");
            }
        }
        Map<String, String> words = new TreeMap<>();
        words.put("application", application);
        words.put("namespace", namespace == null ? application : namespace);
        words.put("image", image);
        words.put("port", String.valueOf(port));
        words.put("health", health);
        words.put(
                "secrets",
                (secrets.isEmpty() ? List.of("EXAMPLE_KEY") : secrets)
                        .stream().map(key -> "  " + key + ": \"\"").collect(Collectors.joining("\n")));
        return words;
    }

    private static String filled(String file, Map<String, String> words) {
        String text = resource(file);
        for (Map.Entry<String, String> word : words.entrySet()) {
            text = text.replace("@" + word.getKey() + "@", word.getValue());
        }
        return text;
    }

    private static String resource(String file) {
        try (InputStream in = InitCommand.class.getResourceAsStream("starter/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
