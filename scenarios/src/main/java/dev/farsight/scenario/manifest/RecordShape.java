package dev.farsight.scenario.manifest;

import dev.farsight.sim.kube.LimitRangeItem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a record class says about its JSON form: a field for each component, by its name. */
final class RecordShape {

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Constructor<?> constructor;
  private final List<Field> fields;
  private final Map<String, Field> byName;
  private final Map<Class<?>, Boolean> held = new ConcurrentHashMap<>();

  /**
   * One component of a record.
   *
   * @param index position among the components
   * @param name name in JSON
   * @param type class of the value; for lists and maps the class of the items
   * @param form whether the value stands alone, in a list or in a map by text
   * @param nullable whether an absent value is null; else it is empty, zero or false
   * @param component the component
   */
  record Field(
      int index,
      String name,
      Class<?> type,
      Form form,
      boolean nullable,
      RecordComponent component) {}

  /** Whether a value stands alone or in a collection. */
  enum Form {
    SINGLE,
    LIST,
    MAP
  }

  private RecordShape(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    List<Field> found = new ArrayList<>();
    byName = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      Field field = field(type, i, components[i]);
      found.add(field);
      byName.put(field.name, field);
    }
    fields = List.copyOf(found);
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("record without its constructor: " + type, e);
    }
  }

  /** Returns the shape of a record class. */
  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static Field field(Class<?> owner, int index, RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Class<?> type = component.getType();
    Form form = Form.SINGLE;
    if (component.getGenericType() instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      form = type == List.class ? Form.LIST : Form.MAP;
      type = (Class<?>) arguments[arguments.length - 1];
    }
    return new Field(index, jsonName(owner, component.getName()), type, form, nullable, component);
  }

  /** Returns the upstream name of a component; {@code default} is no name in Java. */
  private static String jsonName(Class<?> owner, String component) {
    return owner == LimitRangeItem.class && component.equals("defaultLimits")
        ? "default"
        : component;
  }

  List<Field> fields() {
    return fields;
  }

  /**
   * Returns whether values of a type may hold values of another type, at any depth. No type holds
   * itself.
   */
  static boolean holds(Class<?> type, Class<?> wanted) {
    if (!type.isRecord()) {
      return false;
    }
    RecordShape shape = of(type);
    Boolean known = shape.held.get(wanted);
    if (known == null) {
      known = false;
      for (Field field : shape.fields) {
        known |= field.type == wanted || holds(field.type, wanted);
      }
      shape.held.put(wanted, known);
    }
    return known;
  }

  @Nullable Field field(String name) {
    return byName.get(name);
  }

  /** Makes a record of the values of its components. */
  Object create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("record refused its values: " + constructor, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record cannot be made: " + constructor, e);
    }
  }

  /** Returns the value of a component. */
  static @Nullable Object get(Field field, Object owner) {
    try {
      return field.component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record cannot be read: " + field, e);
    }
  }
}
