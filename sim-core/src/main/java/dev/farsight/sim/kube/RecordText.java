package dev.farsight.sim.kube;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a Kubernetes object as its {@code toString} does. The records of large objects do that
 * with one formatter per record and level, which takes longer than anything else that happens to a
 * pod template in a run.
 */
public final class RecordText {

  /** What a record type is made of. */
  private record Shape(String name, List<Component> components) {

    static Shape of(Class<?> type) {
      RecordComponent[] all = type.getRecordComponents();
      Component[] components = new Component[all.length];
      for (int i = 0; i < all.length; i++) {
        components[i] = new Component(all[i].getName(), all[i].getAccessor());
      }
      return new Shape(type.getSimpleName(), List.of(components));
    }
  }

  private record Component(String name, Method accessor) {

    @Nullable Object of(Record owner) {
      try {
        return accessor.invoke(owner);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no access to " + accessor, e);
      }
    }
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  /** Records with a text of their own. */
  private static final Set<Class<?>> OWN_TEXT =
      Set.of(
          Quantity.class,
          IntOrString.class,
          FargateSize.class,
          KubernetesVersion.class,
          Kind.class);

  private RecordText() {}

  /** Appends the text of a value: of records, lists, maps, or anything else. */
  public static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof Record each && !OWN_TEXT.contains(each.getClass())) {
      appendRecord(text, each);
    } else if (value instanceof List<?> list) {
      appendList(text, list);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(text, map);
    } else {
      text.append(value);
    }
  }

  private static void appendRecord(StringBuilder text, Record value) {
    Shape shape = SHAPES.get(value.getClass());
    text.append(shape.name());
    String before = "[";
    for (Component component : shape.components()) {
      text.append(before).append(component.name()).append('=');
      append(text, component.of(value));
      before = ", ";
    }
    text.append(shape.components().isEmpty() ? "[]" : "]");
  }

  private static void appendList(StringBuilder text, List<?> list) {
    String before = "[";
    for (Object element : list) {
      text.append(before);
      append(text, element);
      before = ", ";
    }
    text.append(list.isEmpty() ? "[]" : "]");
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map) {
    String before = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(before);
      append(text, entry.getKey());
      text.append('=');
      append(text, entry.getValue());
      before = ", ";
    }
    text.append(map.isEmpty() ? "{}" : "}");
  }
}
