package dev.farsight.bench.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what {@code check} is timed with: manifests of a large repository, and a large dump. */
final class CheckedFiles {

  private static final String DEPLOYMENT =
      """
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web-%1$d
        namespace: team-%2$d
        labels: {app.kubernetes.io/name: web-%1$d, app.kubernetes.io/part-of: shop}
      spec:
        replicas: 3
        selector:
          matchLabels: {app.kubernetes.io/name: web-%1$d}
        template:
          metadata:
            labels: {app.kubernetes.io/name: web-%1$d, app.kubernetes.io/part-of: shop}
          spec:
            containers:
              - name: web
                image: registry.example/shop/web:1.%2$d
                ports: [{name: http, containerPort: 8080}]
                resources:
                  requests: {cpu: 250m, memory: 512Mi}
                  limits: {memory: 1Gi}
                readinessProbe:
                  httpGet: {path: /healthz, port: http}
      """;

  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web-%1$d, namespace: team-%2$d}
      spec:
        selector: {app.kubernetes.io/name: web-%1$d}
        ports: [{port: 80, targetPort: http}]
      """;

  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod",
       "metadata": {"name": "web-%1$d", "namespace": "shop", "uid": "%1$d",
         "creationTimestamp": "2026-03-02T12:00:00Z", "labels": {"app": "web"},
         "managedFields": [{"manager": "kubelet", "fieldsV1": {%2$s}}]},
       "spec": {"nodeName": "node-1", "containers": [{"name": "web", "image": "web:1",
         "resources": {"requests": {"cpu": "250m", "memory": "512Mi"}}}]},
       "status": {"phase": "Running", "startTime": "2026-03-02T12:00:01Z",
         "conditions": [{"type": "Ready", "status": "True"}]}}
      """;

  private CheckedFiles() {}

  /** Writes Deployments and their Services, half of each. */
  static void writeObjects(Path file, int objects) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < objects; i++) {
        writer.write((i % 2 == 0 ? DEPLOYMENT : SERVICE).formatted(i / 2, i / 2 % 40));
      }
    }
  }

  /** Writes a dump of Pods of at least so many bytes, as kubectl lists them. */
  static void writeDump(Path file, long bytes) throws IOException {
    StringBuilder fields = new StringBuilder("\"f:spec\": {}");
    for (int i = 0; i < 300; i++) {
      fields.append(", \"f:field-").append(i).append("\": {\".\": {}}");
    }
    long written = 0;
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("{\"apiVersion\": \"v1\", \"items\": [\n");
      for (int i = 0; written < bytes; i++) {
        String pod = POD.formatted(i, fields);
        writer.write(i == 0 ? pod : "," + pod);
        written += pod.length();
      }
      writer.write("], \"kind\": \"List\"}\n");
    }
  }
}
