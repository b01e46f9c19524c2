package dev.farsight.cli;

import dev.farsight.report.file.AtomicFile;
import dev.farsight.scenario.check.InputFiles;
import dev.farsight.scenario.draft.DraftInputs;
import dev.farsight.scenario.draft.ScenarioDraft;
import dev.farsight.scenario.issue.IssueText;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.text.TextLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code farsight init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Write a commented scenario next to your own manifests, ready to run. Profiles, clusters and"
            + " dumps among the files become its cluster, everything else is applied at 0s.",
    footer = {
      "",
      "Examples:",
      "  farsight init k8s/ cluster.yaml",
      "  helm template . | farsight init -",
      "  farsight init dump.json profiles.json -o what-if.yaml"
    })
final class InitCommand implements Callable<Integer> {

  private static final String SCENARIO = "scenario.yaml";
  private static final String SAVED_INPUT = "manifests.yaml";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files, folders, globs, or - for standard input; default: this folder.")
  private List<String> files = new ArrayList<>(List.of("."));

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Scenario to write; default: " + SCENARIO + " in the folder of the files.")
  private @Nullable Path output;

  @Option(
      names = {"-n", "--namespace"},
      defaultValue = "default",
      description = "Namespace of objects that name none (default: ${DEFAULT-VALUE}).")
  private String namespace = "default";

  @Option(names = "--force", description = "Replace files that exist.")
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    boolean piped = files.contains("-");
    Path folder = output == null ? commonFolder() : parent(output);
    Path scenario = output == null ? folder.resolve(SCENARIO) : output;
    Path saved = folder.resolve(SAVED_INPUT);
    refuseToReplace(scenario);
    byte[] input = new byte[0];
    List<String> names = new ArrayList<>(files);
    if (piped) {
      refuseToReplace(saved);
      input = System.in.readAllBytes();
    }
    Issues issues = new Issues();
    DraftInputs inputs = new DraftInputs(namespace, issues);
    InputStream stream = new ByteArrayInputStream(input);
    InputFiles reader = new InputFiles(stream, TextLimits.DEFAULT, issues);
    reader.readNaming(saved.toString(), names, inputs::read);
    if (issues.hasErrors()) {
      spec.commandLine().getErr().print(IssueText.of(issues));
      spec.commandLine().getErr().flush();
      return ExitCodes.INVALID_INPUT;
    }
    String name = folder.toAbsolutePath().normalize().getFileName() + "";
    String text = ScenarioDraft.of(inputs, folder, name);
    if (piped) {
      String manifests = new String(input, StandardCharsets.UTF_8);
      AtomicFile.writeText(saved, writer -> writer.write(manifests));
    }
    AtomicFile.writeText(scenario, writer -> writer.write(text));
    spec.commandLine().getOut().println("wrote " + scenario + (piped ? " and " + saved : ""));
    spec.commandLine().getOut().println("next: farsight run " + scenario);
    spec.commandLine().getOut().flush();
    return ExitCodes.OK;
  }

  private void refuseToReplace(Path file) {
    if (!force && Files.exists(file)) {
      throw new ParameterException(
          spec.commandLine(), file + " exists; give another with -o, or --force to replace it");
    }
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  /** Returns the nearest folder that holds all files: a scenario reads nothing outside its own. */
  private Path commonFolder() {
    Path common = null;
    for (String name : files) {
      if (name.equals("-")) {
        continue;
      }
      Path path = Path.of(fixedPart(name));
      Path folder = Files.isDirectory(path) ? path : parent(path);
      common = common == null ? folder : shared(common, folder);
    }
    return common == null ? Path.of("") : common;
  }

  /** Returns the part of a glob before its first wildcard. */
  private static String fixedPart(String name) {
    int wild = name.length();
    for (char c : new char[] {'*', '?', '[', '{'}) {
      int at = name.indexOf(c);
      wild = at >= 0 ? Math.min(wild, at) : wild;
    }
    return wild == name.length() ? name : name.substring(0, name.lastIndexOf('/', wild) + 1);
  }

  private static Path shared(Path one, Path other) {
    Path first = one.toAbsolutePath().normalize();
    Path second = other.toAbsolutePath().normalize();
    while (first != null && !second.startsWith(first)) {
      first = first.getParent();
    }
    Path here = Path.of("").toAbsolutePath().normalize();
    if (first == null) {
      return Path.of("/");
    }
    return first.startsWith(here) ? here.relativize(first) : first;
  }
}
