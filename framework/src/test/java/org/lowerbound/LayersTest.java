package org.lowerbound;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** The layers of the framework: arrows point down only. */
final class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lowerbound");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void theClassesAreThere() {
    // Rules about no classes always hold.
    assertTrue(CLASSES.size() >= 600, "only " + CLASSES.size() + " classes were found");
    for (String name :
        new String[] {
          "compression",
          "random",
          "schedule",
          "graph",
          "memory",
          "natives",
          "numeric",
          "picture",
          "spec",
          "distribution",
          "network",
          "data",
          "optimizer",
          "model",
          "objective",
          "evaluation",
          "training"
        }) {
      assertTrue(CLASSES.containPackage("org.lowerbound." + name), name);
    }
  }

  @Test
  void arrowsPointDownOnly() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("L0")
            .definedBy(
                "..lowerbound.compression",
                "..lowerbound.file",
                "..lowerbound.random",
                "..lowerbound.schedule",
                "..lowerbound.graph",
                "..lowerbound.memory",
                "..lowerbound.natives",
                "..lowerbound.numeric",
                "..lowerbound.picture",
                "..lowerbound.spec")
            .layer("L1")
            .definedBy(
                "..lowerbound.distribution..",
                "..lowerbound.network",
                "..lowerbound.data..",
                "..lowerbound.optimizer")
            .layer("L2")
            .definedBy("..lowerbound.model..")
            .layer("L3")
            .definedBy("..lowerbound.objective..", "..lowerbound.evaluation..")
            .layer("L4")
            .definedBy("..lowerbound.training")
            .whereLayer("L0")
            .mayNotAccessAnyLayer()
            .whereLayer("L1")
            .mayOnlyAccessLayers("L0")
            .whereLayer("L2")
            .mayOnlyAccessLayers("L0", "L1")
            .whereLayer("L3")
            .mayOnlyAccessLayers("L0", "L1", "L2")
            .whereLayer("L4")
            .mayOnlyAccessLayers("L0", "L1", "L2", "L3"));
  }

  @Test
  void everyClassHasALayer() {
    check(
        classes()
            .should()
            .resideInAnyPackage(
                "org.lowerbound.compression",
                "org.lowerbound.file",
                "org.lowerbound.random",
                "org.lowerbound.schedule",
                "org.lowerbound.graph",
                "org.lowerbound.memory",
                "org.lowerbound.natives",
                "org.lowerbound.numeric",
                "org.lowerbound.picture",
                "org.lowerbound.spec",
                "org.lowerbound.distribution..",
                "org.lowerbound.network",
                "org.lowerbound.data..",
                "org.lowerbound.model..",
                "org.lowerbound.optimizer",
                "org.lowerbound.objective..",
                "org.lowerbound.evaluation..",
                "org.lowerbound.training"));
  }

  /** Every package is a slice of its own, whatever package its name starts with. */
  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("org.lowerbound.(**)").should().beFreeOfCycles());
  }

  @Test
  void contractsOfDistributionsKnowNoRoom() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.lowerbound.distribution")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.lowerbound.distribution.(*)"));
  }

  @Test
  void aModelIsNotAnObjective() {
    check(
        noClasses()
            .that()
            .resideInAPackage("..lowerbound.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lowerbound.objective.."));
  }

  @Test
  void anObjectiveKnowsNoTraining() {
    check(
        noClasses()
            .that()
            .resideInAPackage("..lowerbound.objective..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..lowerbound.training"));
  }

  @Test
  void distributionsAndNetworksAreIndependent() {
    check(
        noClasses()
            .that()
            .resideInAPackage("..lowerbound.distribution..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lowerbound.network"));
    check(
        noClasses()
            .that()
            .resideInAPackage("..lowerbound.network")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..lowerbound.distribution.."));
  }

  @Test
  void onlyTrainingRunsSessions() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..lowerbound.training")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.tensorflow\\.(Session|EagerSession)(\\$.*)?"));
  }

  @Test
  void everySessionHasTheOneConfiguration() {
    // The first session of a process makes the thread pool of all: one without a configuration
    // would make it as wide as the machine, and sums would depend on the machine.
    check(
        noClasses()
            .should()
            .callConstructor(Session.class, Graph.class)
            .orShould()
            .callConstructor(Session.class, Graph.class, String.class));
    check(
        noClasses()
            .that()
            .doNotHaveSimpleName("TensorFlowRuntime")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(ConfigProto.class.getName()));
  }

  @Test
  void onlyNoiseSourcesDrawInTheGraph() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("..lowerbound.random")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tensorflow.op.random..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.tensorflow.op.RandomOps"));
  }

  @Test
  void onlyTheNamedStreamsDrawOnTheHost() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
            .orShould()
            .callMethod(Math.class, "random"));
  }

  @Test
  void theFrameworkKnowsNeitherJsonNorCommandLine() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "com.fasterxml..",
                "com.beust..",
                "org.jcommander..",
                "org.lowerbound.experiment.."));
  }

  @Test
  void schedulesAndNumericsLiveOnTheHost() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("org.lowerbound.schedule", "org.lowerbound.numeric")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.tensorflow.."));
  }
}
