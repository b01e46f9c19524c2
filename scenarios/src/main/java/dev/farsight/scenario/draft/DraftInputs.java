package dev.farsight.scenario.draft;

import dev.farsight.scenario.issue.Issues;
import dev.farsight.scenario.manifest.Inputs;
import dev.farsight.scenario.manifest.ManifestReader;
import dev.farsight.scenario.text.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the files of a draft are: descriptions and dumps of a cluster, which a scenario begins with,
 * or manifests, which it applies. Give it the documents one by one.
 */
public final class DraftInputs {

  private final String namespace;
  private final Issues issues;
  private final ManifestReader all;
  private final Map<String, ManifestReader> readers = new LinkedHashMap<>();

  /**
   * Creates the collection.
   *
   * @param namespace namespace of objects that name none
   * @param issues where everything that is wrong with the documents is reported
   */
  public DraftInputs(String namespace, Issues issues) {
    this.namespace = namespace;
    this.issues = issues;
    this.all = new ManifestReader(Instant.EPOCH, namespace, issues);
  }

  /** Takes a document of a file. */
  public void read(Document document) {
    all.read(document);
    readers
        .computeIfAbsent(
            document.file(), file -> new ManifestReader(Instant.EPOCH, namespace, new Issues()))
        .read(document);
  }

  /** Returns where problems were reported. */
  public Issues issues() {
    return issues;
  }

  /** Returns the namespace of objects that name none. */
  String namespace() {
    return namespace;
  }

  /** Returns everything that was read. */
  Inputs inputs() {
    return all.inputs();
  }

  /** Returns the names of the files that tell how the cluster is. */
  List<String> clusterFiles() {
    return files(true);
  }

  /** Returns the names of the files that hold objects to apply. */
  List<String> manifestFiles() {
    return files(false);
  }

  private List<String> files(boolean cluster) {
    List<String> files = new ArrayList<>();
    readers.forEach(
        (file, reader) -> {
          Inputs inputs = reader.inputs();
          boolean tells = tellsOfCluster(inputs);
          if (cluster ? tells : !tells && !inputs.objects().isEmpty()) {
            files.add(file);
          }
        });
    return files;
  }

  private static boolean tellsOfCluster(Inputs inputs) {
    return !inputs.clusters().isEmpty()
        || !inputs.profiles().isEmpty()
        || !inputs.nodeGroups().isEmpty()
        || inputs.objects().stream()
            .anyMatch(object -> !object.object().metadata().uid().isEmpty());
  }
}
