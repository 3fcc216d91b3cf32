package org.lowerbound.tools;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lowerbound.tools");

  @Test
  void thereIsSomethingToCheck() {
    // Rules about no classes always hold.
    assertTrue(CLASSES.size() >= 77, "only " + CLASSES.size() + " classes were found");
  }

  /** Every package is a slice of its own, that of the commands, which is above all others, too. */
  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lowerbound.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
