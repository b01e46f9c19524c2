package dev.farsight.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The borders of the house: who may know whom, and what nobody may use. */
class ArchitectureTest {

  private static final String SIM = "dev.farsight.sim";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.farsight");

  private static final Set<String> TRANSCENDENTAL =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  @ParameterizedTest(name = "{0} may know {1}")
  @CsvSource({
    "time,",
    "random, time",
    "engine, time",
    "result, time",
    "kube,",
    "spec, kube random time",
    "stats, result time",
    "cluster, engine kube random time",
    "process, cluster engine stats result spec kube random time",
  })
  void packageOfTheCoreKnowsOnlyThoseBelow(String name, String below) {
    String own = SIM + "." + name + "..";
    List<String> allowed = new ArrayList<>(List.of(own));
    if (below != null) {
      Arrays.stream(below.split(" ")).map(p -> SIM + "." + p + "..").forEach(allowed::add);
    }
    noClasses()
        .that()
        .resideInAPackage(own)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.farsight..")
                .and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void processesNeverCallOneAnother() {
    slices()
        .matching(SIM + ".process.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void coreUsesNoOtherLibraryThanMathAndAnnotations() {
    classes()
        .that()
        .resideInAPackage(SIM + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SIM + "..", "java..", "org.apache.commons.math3..", "org.jspecify.annotations..")
        .check(HOUSE);
  }

  @Test
  void reportsKnowResultsAndNothingElseOfTheSimulator() {
    noClasses()
        .that()
        .resideInAPackage("dev.farsight.report..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("dev.farsight..")
                .and(
                    resideOutsideOfPackages(
                        "dev.farsight.report..", SIM + ".result..", SIM + ".time..")))
        .check(HOUSE);
  }

  @Test
  void scenariosKnowNeitherReportsNorCommands() {
    noClasses()
        .that()
        .resideInAPackage("dev.farsight.scenario..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.farsight.report..", "dev.farsight.cli..")
        .check(HOUSE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.farsight.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void coreTakesNoChanceClockThreadOrLogFromTheJvm() {
    noClasses()
        .that()
        .resideInAPackage(SIM + "..")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                    java.util.Random.class,
                    java.util.concurrent.ThreadLocalRandom.class,
                    java.util.SplittableRandom.class,
                    java.util.UUID.class,
                    java.time.Clock.class,
                    Thread.class,
                    System.Logger.class)
                .or(
                    resideInAnyPackage(
                        "java.util.logging..",
                        "java.util.concurrent..",
                        "java.io..",
                        "java.nio.file..")))
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage(SIM + "..")
        .should()
        .accessTargetWhere(callTo("java.lang.System", Set.of("currentTimeMillis", "nanoTime")))
        .orShould()
        .accessTargetWhere(callTo("java.time.Instant", Set.of("now")))
        .orShould()
        .accessTargetWhere(callTo("java.lang.Math", TRANSCENDENTAL))
        .orShould()
        .accessTargetWhere(callTo("java.lang.Math", Set.of("random")))
        .check(HOUSE);
  }

  @Test
  void coreKeepsNothingInHashOrder() {
    noClasses()
        .that()
        .resideInAPackage(SIM + "..")
        .should()
        .accessTargetWhere(callTo("java.util.HashMap", Set.of("<init>")))
        .orShould()
        .accessTargetWhere(callTo("java.util.HashSet", Set.of("<init>")))
        .orShould()
        .accessTargetWhere(callTo("java.util.Map", Set.of("copyOf")))
        .orShould()
        .accessTargetWhere(callTo("java.util.Set", Set.of("copyOf")))
        .orShould()
        .accessTargetWhere(callTo("java.util.stream.Collectors", Set.of("toSet", "toMap")))
        .check(HOUSE);
  }

  @Test
  void valuesDoNotChange() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(SIM + ".kube..", SIM + ".spec..", SIM + ".result..")
        .and()
        .areDeclaredInClassesThat()
        .areNotPrivate()
        .should()
        .beFinal()
        .check(HOUSE);
  }

  @Test
  void nothingMutableIsStatic() {
    fields()
        .that()
        .areStatic()
        .and(describe("are written by hand", f -> !f.getName().contains("$")))
        .should()
        .beFinal()
        .andShould(notBeOfMutableType())
        .check(HOUSE);
  }

  @Test
  void classesAreFinalUnlessTheyAreMadeToBeExtended() {
    classes()
        .that(
            describe(
                "are plain classes",
                (JavaClass c) ->
                    !c.isInterface()
                        && !c.isEnum()
                        && !c.isRecord()
                        && !c.isAnonymousClass()
                        && !c.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !c.getSimpleName().equals("package-info")
                        && c.getSubclasses().isEmpty()
                        && !isConstantBodyOfEnum(c)))
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(HOUSE);
  }

  private static boolean isConstantBodyOfEnum(JavaClass candidate) {
    return candidate.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Base")
        .orShould()
        .haveSimpleNameEndingWith("Common")
        .check(HOUSE);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    Set<String> bare = new TreeSet<>();
    for (JavaClass candidate : HOUSE) {
      if (!candidate.getPackage().isAnnotatedWith(NullMarked.class)) {
        bare.add(candidate.getPackageName());
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void onlyTheCommandLineEndsTheJvm() {
    noClasses()
        .that(not(resideInAnyPackage("dev.farsight.cli..")))
        .should()
        .accessTargetWhere(callTo("java.lang.System", Set.of("exit")))
        .check(HOUSE);
  }

  private static DescribedPredicate<JavaAccess<?>> callTo(String owner, Set<String> names) {
    return describe(
        owner + "." + names,
        access -> {
          AccessTarget target = access.getTarget();
          return target.getOwner().getName().equals(owner) && names.contains(target.getName());
        });
  }

  private static ArchCondition<JavaField> notBeOfMutableType() {
    return new ArchCondition<>("not be of a type made to change") {
      private static final Set<String> MUTABLE =
          Set.of(
              "java.util.ArrayList",
              "java.util.LinkedHashMap",
              "java.util.LinkedHashSet",
              "java.util.HashMap",
              "java.util.HashSet",
              "java.util.TreeMap",
              "java.util.TreeSet",
              "java.util.ArrayDeque",
              "java.lang.StringBuilder",
              "java.util.concurrent.ConcurrentHashMap");

      @Override
      public void check(JavaField field, ConditionEvents events) {
        String type = field.getRawType().getName();
        boolean mutable = MUTABLE.contains(type) || type.startsWith("java.util.concurrent.atomic.");
        events.add(
            new SimpleConditionEvent(field, !mutable, field.getFullName() + " is of type " + type));
      }
    };
  }
}
