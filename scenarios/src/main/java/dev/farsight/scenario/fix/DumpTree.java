package dev.farsight.scenario.fix;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.farsight.scenario.issue.Issue;
import dev.farsight.scenario.issue.IssueCode;
import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.resolve.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scenario of a live cluster: its state as dumped, and nothing that anybody does. */
public final class DumpTree {

  private DumpTree() {}

  /**
   * Returns the scenario that begins with the state of dumps.
   *
   * @param files dumps and profiles: {@code kubectl get ... -o json}, {@code aws eks
   *     describe-fargate-profile}, {@code eksctl get fargateprofile}; {@code -} is standard input
   * @param standardInput what {@code -} reads
   * @param until how long the state is played on, as in {@code 1h}
   * @param issues where files that cannot be read are reported
   * @return the scenario, or null after reporting
   */
  public static @Nullable ScenarioTree of(
      List<String> files, InputStream standardInput, String until, Issues issues) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String file : files) {
      try {
        contents.put(
            file,
            file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file)));
      } catch (IOException e) {
        issues.add(
            Issue.inFile(IssueCode.FILE_UNREADABLE, file, "cannot be read: " + e.getMessage(), ""));
      }
    }
    if (issues.hasErrors()) {
      return null;
    }
    FileSource source =
        name -> {
          byte[] content = contents.get(name);
          return content == null ? List.of() : List.of(new FileSource.SourceFile(name, content));
        };
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("apiVersion", "farsight.dev/v1alpha1").put("kind", "Scenario");
    root.putObject("metadata").put("name", "live-cluster");
    ObjectNode spec = root.putObject("spec");
    ArrayNode from = spec.putObject("cluster").putArray("from");
    contents.keySet().forEach(from::add);
    spec.put("until", until);
    return ScenarioTree.of("live-cluster", root, source);
  }
}
