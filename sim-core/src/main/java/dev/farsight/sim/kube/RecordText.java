package dev.farsight.sim.kube;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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

  /** Records with a text of their own. */
  private static final Set<Class<?>> OWN_TEXT =
      Set.of(
          Quantity.class,
          IntOrString.class,
          FargateSize.class,
          KubernetesVersion.class,
          Kind.class);

  /**
   * What the text of a record type is made of; null components stand for a text of its own.
   *
   * @param before what stands before each value
   * @param end what stands behind the last one
   */
  private record Shape(List<String> before, @Nullable List<Method> components, String end) {

    static Shape of(Class<?> type) {
      RecordComponent[] all = type.getRecordComponents();
      if (all == null || OWN_TEXT.contains(type)) {
        return new Shape(List.of(), null, "");
      }
      List<String> before = new ArrayList<>();
      List<Method> components = new ArrayList<>();
      for (RecordComponent component : all) {
        String start = before.isEmpty() ? type.getSimpleName() + "[" : ", ";
        before.add(start + component.getName() + "=");
        components.add(component.getAccessor());
      }
      return new Shape(before, components, all.length == 0 ? type.getSimpleName() + "[]" : "]");
    }
  }

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

  private RecordText() {}

  /** Appends the text of a value: of records, lists, maps, or anything else. */
  public static void append(StringBuilder text, @Nullable Object value) {
    if (value instanceof String string) {
      text.append(string);
    } else if (value instanceof Record each) {
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
    List<Method> components = shape.components;
    if (components == null) {
      text.append(value);
      return;
    }
    for (int i = 0; i < components.size(); i++) {
      text.append(shape.before.get(i));
      append(text, valueOf(components.get(i), value));
    }
    text.append(shape.end);
  }

  private static @Nullable Object valueOf(Method accessor, Record owner) {
    try {
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no access to " + accessor, e);
    }
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
