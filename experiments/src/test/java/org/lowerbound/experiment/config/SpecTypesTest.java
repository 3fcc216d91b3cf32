package org.lowerbound.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.TestSpecs.Constant;
import org.lowerbound.experiment.config.TestSpecs.Elbo;
import org.lowerbound.experiment.config.TestSpecs.Iwae;
import org.lowerbound.experiment.config.TestSpecs.Linear;
import org.lowerbound.experiment.config.TestSpecs.Objective;
import org.lowerbound.experiment.config.TestSpecs.Schedule;

class SpecTypesTest {
  /** A plug-in with an objective of its own. */
  public static final class Plugin implements SpecProvider {
    @Override
    public void register(SpecTypes.Builder types) {
      types.add(Objective.class, "iwae", Iwae.class);
    }
  }

  record Typed(int type) implements Objective {}

  @Test
  void keepsTheOrderOfNames() {
    assertEquals(
        ImmutableList.of("dense", "residual", "dropout"),
        TestSpecs.types().names(TestSpecs.Layer.class));
    assertEquals(
        ImmutableList.of(Schedule.class, Objective.class, TestSpecs.Layer.class),
        TestSpecs.types().families().asList());
  }

  @Test
  void refusesANameThatIsTaken() {
    SpecTypes.Builder types = SpecTypes.builder().add(Objective.class, "elbo", Elbo.class);
    ConfigException e =
        assertThrows(ConfigException.class, () -> types.add(Objective.class, "elbo", Iwae.class));
    assertEquals(
        "the type name 'elbo' of Objective is taken twice: by "
            + Elbo.class.getName()
            + " and by "
            + Iwae.class.getName(),
        e.getMessage());
  }

  @Test
  void refusesTwoNamesForOneRecord() {
    SpecTypes.Builder types = SpecTypes.builder().add(Objective.class, "elbo", Elbo.class);
    ConfigException e =
        assertThrows(ConfigException.class, () -> types.add(Objective.class, "bound", Elbo.class));
    assertEquals(
        Elbo.class.getName() + " has two type names in Objective, 'elbo' and 'bound'; it needs one",
        e.getMessage());
  }

  @Test
  void refusesWhatCannotBeWritten() {
    SpecTypes.Builder types = SpecTypes.builder();
    assertThrows(
        IllegalArgumentException.class, () -> types.add(Objective.class, "Elbo", Elbo.class));
    assertThrows(
        IllegalArgumentException.class, () -> types.add(Objective.class, "typed", Typed.class));
    assertThrows(IllegalArgumentException.class, () -> types.add(Elbo.class, "elbo", Elbo.class));
  }

  @Test
  void aNumberStandsForOneRecordWithOneNumber() {
    SpecTypes.Builder types =
        SpecTypes.builder()
            .add(Schedule.class, "constant", Constant.class)
            .add(Schedule.class, "linear", Linear.class)
            .add(Objective.class, "elbo", Elbo.class);
    assertThrows(
        IllegalArgumentException.class, () -> types.numberShorthand(Schedule.class, Linear.class));
    assertThrows(
        IllegalArgumentException.class, () -> types.numberShorthand(Objective.class, Elbo.class));
    types.numberShorthand(Schedule.class, Constant.class);
    assertThrows(
        ConfigException.class, () -> types.numberShorthand(Schedule.class, Constant.class));
  }

  @Test
  void findsPluginsOnTheClassPath(@TempDir Path jar) throws IOException {
    try (URLClassLoader loader = pluginLoader(jar, Plugin.class.getName())) {
      SpecTypes types =
          SpecTypes.withPlugins(
              standard -> standard.add(Objective.class, "elbo", Elbo.class),
              ServiceLoader.load(SpecProvider.class, loader));
      assertEquals(ImmutableList.of("elbo", "iwae"), types.names(Objective.class));
    }
  }

  @Test
  void aPluginCannotReplaceAStandardType(@TempDir Path jar) throws IOException {
    try (URLClassLoader loader = pluginLoader(jar, Plugin.class.getName())) {
      ServiceLoader<SpecProvider> plugins = ServiceLoader.load(SpecProvider.class, loader);
      assertThrows(
          ConfigException.class,
          () ->
              SpecTypes.withPlugins(
                  standard -> standard.add(Objective.class, "iwae", Elbo.class), plugins));
    }
  }

  @Test
  void saysThatAPluginIsBroken(@TempDir Path jar) throws IOException {
    try (URLClassLoader loader = pluginLoader(jar, "no.such.Plugin")) {
      ServiceLoader<SpecProvider> plugins = ServiceLoader.load(SpecProvider.class, loader);
      ConfigException e =
          assertThrows(ConfigException.class, () -> SpecTypes.withPlugins(standard -> {}, plugins));
      assertTrue(e.getMessage().startsWith("a plug-in cannot be loaded: "), e.getMessage());
      assertTrue(e.getMessage().contains("no.such.Plugin"), e.getMessage());
    }
  }

  private static URLClassLoader pluginLoader(Path jar, String provider) throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(SpecProvider.class.getName()), provider);
    return new URLClassLoader(
        new URL[] {jar.toUri().toURL()}, SpecTypesTest.class.getClassLoader());
  }
}
