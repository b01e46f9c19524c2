package dev.farsight.sim.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose {@code equals} is written out must compare as the generated one would. */
final class RecordEqualityTest {

  private static final ObjectMeta METADATA =
      new ObjectMeta(
          "name",
          "namespace",
          "name-",
          "uid",
          Map.of("app", "web"),
          Map.of("note", "one"),
          List.of(new OwnerReference("v1", "Kind", "owner", "owner-uid", true, true)),
          List.of("finalizer"),
          1,
          2,
          new Timestamp(3),
          new Timestamp(4),
          5L);

  private static final PodStatus STATUS =
      new PodStatus(
          "Running",
          List.of(new PodCondition("Ready", "True", "", "", new Timestamp(1))),
          "nominated",
          new Timestamp(2),
          "Reason",
          "message",
          List.of(container("main")),
          "10.0.0.1",
          "Burstable",
          List.of(container("init")),
          new ResourceRequirements(Map.of("cpu", Quantity.parse("1")), Map.of()),
          Map.of("cpu", Quantity.parse("1")));

  private static final PodSpec SPEC = PodSpec.of(List.of(Container.of("main", "nginx:1.27")));

  private static ContainerStatus container(String name) {
    return new ContainerStatus(name, 0, true, "running", null, null, null, Map.of());
  }

  static Stream<Record> records() {
    List<Condition> conditions = List.of(new Condition("Available", "True", "R", "m", null, null));
    return Stream.of(
        METADATA,
        STATUS,
        new Pod(METADATA, SPEC, STATUS),
        (Record) example(PodSpec.class),
        (Record) example(Container.class),
        (Record) example(Node.class),
        (Record) example(Event.class),
        (Record) example(PodCondition.class),
        (Record) example(Timestamp.class),
        new ResourceRequirements(
            Map.of("cpu", Quantity.parse("1")), Map.of("cpu", Quantity.parse("2"))),
        new DeploymentStatus(1, 2, 3, 4, 5, 6, 7, 8, conditions),
        new ReplicaSetStatus(1, 2, 3, 4, 5, 6, conditions));
  }

  @ParameterizedTest
  @MethodSource("records")
  void copiesAreEqualAndChangesOfAnyComponentAreNot(Record record)
      throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(record);
    }
    assertThat(make(record, values)).isEqualTo(record).hasSameHashCodeAs(record);
    for (int i = 0; i < values.length; i++) {
      Object[] changed = values.clone();
      changed[i] = otherThan(values[i]);
      assertThat(make(record, changed)).as(components[i].getName()).isNotEqualTo(record);
      assertThat(record).as(components[i].getName()).isNotEqualTo(make(record, changed));
    }
    assertThat(record).isNotEqualTo("another type").isNotEqualTo(null);
  }

  private static Object make(Record like, Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(like.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
    return constructor.newInstance(values);
  }

  /** Returns a value of a type in which everything is there. */
  private static Object example(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          ? Map.of("key", example(of[1]))
          : List.of(example(of[0]));
    }
    if (type == Quantity.class) {
      return Quantity.parse("1");
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      RecordComponent[] components = plain.getRecordComponents();
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < values.length; i++) {
        types[i] = components[i].getType();
        values[i] = example(components[i].getGenericType());
      }
      try {
        Constructor<?> constructor = plain.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return switch (type.getTypeName()) {
      case "java.lang.String" -> "text";
      case "int", "java.lang.Integer" -> 1;
      case "long", "java.lang.Long" -> 1L;
      case "boolean", "java.lang.Boolean" -> true;
      default -> throw new IllegalArgumentException("no example of " + type);
    };
  }

  private static @Nullable Object otherThan(Object value) {
    if (value instanceof Boolean bool) {
      return !bool;
    }
    if (value instanceof String text) {
      return text + "'";
    }
    if (value instanceof Long number) {
      return number + 1;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Timestamp time) {
      return new Timestamp(time.nanos() + 1);
    }
    if (value instanceof List<?>) {
      return List.of();
    }
    if (value instanceof Map<?, ?>) {
      return Map.of();
    }
    if (value instanceof ResourceRequirements) {
      return new ResourceRequirements(Map.of(), Map.of());
    }
    if (value instanceof ObjectMeta metadata) {
      return metadata.withName("other");
    }
    if (value instanceof PodSpec spec) {
      return spec.withNodeName("node");
    }
    if (value instanceof PodStatus status) {
      return status.withPhase("Failed");
    }
    return null;
  }
}
