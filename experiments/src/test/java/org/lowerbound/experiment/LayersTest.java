package org.lowerbound.experiment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.lowerbound.experiment.console.FixedLocale;

class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lowerbound.experiment");

  @Test
  void thereIsSomethingToCheck() {
    // Rules about no classes always hold.
    assertTrue(CLASSES.size() >= 155, "only " + CLASSES.size() + " classes were found");
  }

  /** Every package is a slice of its own, that of the runner, which is above all others, too. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lowerbound.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyConfigParsesJson() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.lowerbound.experiment.config..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectMapper.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(JsonMapper.class)
        .check(CLASSES);
  }

  @Test
  void resultsKnowNothingOfSweepsOrRuns() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.lowerbound.experiment.config..", "org.lowerbound.experiment.result..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.lowerbound.experiment.sweep..",
            "org.lowerbound.experiment.execution..",
            "org.lowerbound.experiment.definition..")
        .check(CLASSES);
  }

  @Test
  void sessionsBelongToTraining() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.tensorflow.Session")
        .check(CLASSES);
  }

  @Test
  void onlyTheRunnerEndsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Runner.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Node names, files and numbers follow the default locale: each program fixes it first. */
  @Test
  void everyProgramFixesTheLocale() {
    methods()
        .that()
        .haveName("main")
        .and()
        .areStatic()
        .should(
            new ArchCondition<>("call FixedLocale.use") {
              @Override
              public void check(JavaMethod main, ConditionEvents events) {
                boolean called =
                    main.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(FixedLocale.class));
                events.add(new SimpleConditionEvent(main, called, main.getFullName()));
              }
            })
        .check(CLASSES);
  }
}
