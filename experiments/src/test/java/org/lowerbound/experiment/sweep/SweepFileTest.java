package org.lowerbound.experiment.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.Publications;
import org.lowerbound.experiment.result.Published;
import org.lowerbound.experiment.result.TableLayout;

class SweepFileTest {
  private static final String BASE =
      "{'name': 'base', 'description': 'd', 'trial': {'o': {'type': 'elbo', 'beta': 1}, 'seed': 1},"
          + " 'axes': [{'grid': {'seed': [1, 2]}}], 'table': {'rows': ['seed'], 'columns':"
          + " ['nll']}, 'published': {'source': 'p', 'metric': 'nll', 'values': {'k=5': 85.54}}}";

  @TempDir private Path folder;
  private SweepFiles files;

  @BeforeEach
  void inFolder() {
    files = new SweepFiles(folder);
  }

  @Test
  void readsAllKeys() {
    Sweep sweep = SweepFile.read(files.file("base.json", BASE));
    assertEquals("base", sweep.name());
    assertEquals(Optional.of("d"), sweep.description());
    assertEquals(
        new TableLayout(
            Optional.of(ImmutableList.of("seed")),
            Optional.of(ImmutableList.of("nll")),
            Optional.empty()),
        sweep.table());
    assertEquals(
        Publications.of(new Published("p", "nll", ImmutableMap.of("k=5", 85.54))),
        sweep.published());
    assertEquals(2, sweep.trials().size());
  }

  @Test
  void expandsATypicalStudy() {
    Sweep sweep =
        SweepFile.read(
            files.file(
                "beta.json",
                """
                {
                  // Comments may stand anywhere.
                  'name': 'beta',
                  'trial': {
                    'dataset': {'type': 'sprites'},
                    'model': {'type': 'vae', 'latents': 10, 'prior': {'type': 'standard-normal'}},
                    'objective': {'type': 'elbo', 'beta': 1.0},
                    'evaluation': {'metrics': ['elbo', {'type': 'nll', 'samples': 5000}]},
                    'seed': 1
                  },
                  'axes': [
                    {'grid': {'objective.beta': [0.5, 1, 2, 4, 8]}},
                    {'grid': {'seed': [1, 2, 3]}}
                  ],
                  'table': {'rows': ['objective.beta'], 'columns': ['rate', 'nll']}
                }
                """));
    ImmutableList<ResolvedTrial> trials = SweepFiles.resolved(sweep, config -> config);
    assertEquals(15, trials.size());
    assertEquals("objective.beta=0.5, seed=1", trials.get(0).trial().label());
    assertEquals("objective.beta=8, seed=3", trials.get(14).trial().label());
    assertEquals(
        SweepFiles.json(
            "{'dataset': {'type': 'sprites'}, 'model': {'type': 'vae', 'latents': 10, 'prior':"
                + " {'type': 'standard-normal'}}, 'objective': {'type': 'elbo', 'beta': 8},"
                + " 'evaluation': {'metrics': ['elbo', {'type': 'nll', 'samples': 5000}]}, 'seed':"
                + " 3}"),
        trials.get(14).config());
  }

  @Test
  void anIncludingFileOverridesDeeply() {
    files.file("papers/base.json", BASE);
    files.file("papers/middle.json", "{'include': 'base.json', 'trial': {'o': {'samples': 5}}}");
    Sweep sweep =
        SweepFile.read(
            files.file(
                "top.json",
                "{'name': 'top', 'include': 'papers/middle.json', 'trial': {'o.beta': 2, 'new': 3},"
                    + " 'table': {'columns': ['mig']}}"));
    assertEquals(
        "{'o':{'type':'elbo','beta':2,'samples':5},'seed':2,'new':3}",
        SweepFiles.configs(sweep).get(1));
    assertEquals(Optional.of("d"), sweep.description());
    assertEquals(
        new TableLayout(
            Optional.of(ImmutableList.of("seed")),
            Optional.of(ImmutableList.of("mig")),
            Optional.empty()),
        sweep.table());
    assertEquals("p", sweep.published().all().get(0).source());
  }

  @Test
  void whatATableIsSortedByIsIncludedAndWritten() {
    files.file("base.json", "{'trial': {}, 'table': {'sort': 'nll'}}");
    Sweep same = SweepFile.read(files.file("a.json", "{'name': 'a', 'include': 'base.json'}"));
    assertEquals(Optional.of("nll"), same.table().sort());
    Sweep other =
        SweepFile.read(
            files.file(
                "b.json", "{'name': 'b', 'include': 'base.json', 'table': {'sort': 'mig'}}"));
    assertEquals(Optional.of("mig"), other.table().sort());
    assertEquals(
        other.table(), SweepFile.read(files.file("c.json", other.toJson().toString())).table());
  }

  @Test
  void axesReplaceThoseIncluded() {
    files.file("base.json", BASE);
    Sweep sweep =
        SweepFile.read(
            files.file(
                "top.json",
                "{'name': 'top', 'include': 'base.json', 'axes': [{'grid': {'o.beta': [3]}}],"
                    + " 'table': {'rows': []}}"));
    assertEquals(List.of("o.beta=3"), SweepFiles.labels(sweep));
    assertEquals(
        List.of("the only trial"),
        SweepFiles.labels(
            SweepFile.read(
                files.file(
                    "none.json",
                    "{'name': 'n', 'include': 'base.json', 'axes': [], 'table': {'rows': []}}"))));
  }

  @Test
  void aNameIsNotIncluded() {
    files.file("base.json", BASE);
    Path top = files.file("top.json", "{'include': 'base.json'}");
    assertEquals(top + ": missing 'name'", problem(top));
  }

  @Test
  void anErrorNamesTheIncludedFile() {
    Path base = files.file("base.json", "{'trail': {}}");
    Path top = files.file("top.json", "{'name': 't', 'include': 'base.json'}");
    assertEquals(
        base
            + ": trail: unknown key 'trail'; did you mean 'trial'? known: name, description,"
            + " include, trial, axes, table, published",
        problem(top));
  }

  @Test
  void filesMustNotIncludeEachOther() {
    Path a = files.file("a.json", "{'name': 'a', 'include': 'b.json'}");
    files.file("b.json", "{'include': './a.json'}");
    assertEquals("include: the files include each other: a.json -> b.json -> a.json", problem(a));
  }

  @Test
  void aWrittenSweepReadsBackTheSame() {
    Sweep sweep =
        SweepFile.read(files.file("base.json", BASE)).with(Overrides.parse("o.beta=[4, 5]"));
    Sweep again = SweepFile.read(files.file("again.json", Json.print(sweep.toJson())));
    assertEquals(sweep.toJson(), again.toJson());
    assertEquals(sweep.trials(), again.trials());
    assertEquals(sweep.published(), again.published());
    assertEquals(sweep.table(), again.table());
  }

  @Test
  void publishedNumbersMayBeOfSeveralMetricsAndAreTakenAwayByNone() {
    files.file(
        "base.json",
        "{'name': 'base', 'trial': {}, 'published': [{'source': 'p', 'metric': 'nll', 'values':"
            + " {'k=5': 85.54}}, {'source': 'q', 'metric': 'active-units', 'unverified': true,"
            + " 'values': {'k=5': 22}}]}");
    Sweep sweep = SweepFile.read(folder.resolve("base.json"));
    assertEquals(
        new Publications(
            ImmutableList.of(
                new Published("p", "nll", ImmutableMap.of("k=5", 85.54)),
                new Published("q", "active-units", ImmutableMap.of("k=5", 22.0), true))),
        sweep.published());
    assertEquals(
        sweep.published(),
        SweepFile.read(files.file("again.json", Json.print(sweep.toJson()))).published());
    Sweep without =
        SweepFile.read(
            files.file("top.json", "{'name': 't', 'include': 'base.json', 'published': []}"));
    assertEquals(Publications.NONE, without.published());
  }

  @Test
  void looksInTheWorkingDirectoryFirst() {
    files.file("inside/papers/beta.json", "{}");
    Path shipped = files.file("beside/papers/beta.json", "{}");
    assertEquals(shipped, find("papers/beta.json"));
    Path far = files.file("configs/papers/beta.json", "{}");
    assertEquals(far, find("papers/beta.json"));
    Path near = files.file("papers/beta.json", "{}");
    assertEquals(near, find("papers/beta.json"));
    assertEquals(near, find(near.toString()));
  }

  @Test
  void findsSweepsInsideAJar() throws IOException {
    URI jar = URI.create("jar:" + folder.resolve("program.jar").toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path configs = inside.getPath("/configs");
      Path paper = Files.createDirectories(configs.resolve("papers/iwae"));
      Files.writeString(configs.resolve("base.json"), BASE.replace('\'', '"'));
      Files.writeString(configs.resolve("top.json"), including("base.json"));
      Files.writeString(paper.resolve("full.json"), including("../../base.json"));
      Files.writeString(paper.resolve("short.json"), including("full.json"));
      ShippedSweeps shipped =
          new ShippedSweeps(Optional.of(folder.resolve("nowhere")), () -> configs);
      assertEquals(
          List.of("base.json", "papers/iwae/full.json", "papers/iwae/short.json", "top.json"),
          shipped.names());
      for (String name : List.of("top.json", "papers/iwae/short.json")) {
        Path found = SweepFile.find(name, folder, shipped);
        assertEquals(2, SweepFile.read(found).trials().size(), name);
      }
    }
  }

  private static String including(String file) {
    return "{'name': 'top', 'include': '%s'}".formatted(file).replace('\'', '"');
  }

  @Test
  void theProgramHasEverySweepOfTheProject() {
    ImmutableList<String> committed = ShippedSweeps.namesIn(Path.of("..", "configs"));
    assertTrue(committed.contains("papers/burda2016/one-layer-short.json"));
    ImmutableList<String> packaged = ShippedSweeps.ofProgram().names();
    assertEquals(List.of(), committed.stream().filter(name -> !packaged.contains(name)).toList());
  }

  @Test
  void theProgramsOwnSweepsAreFoundAndIncludedFromAnyFolder() {
    Path shipped = SweepFile.find("beta.json", folder);
    assertEquals("beta", SweepFile.read(shipped).name());
    Path mine = files.file("mine.json", "{'name': 'mine', 'include': 'beta.json'}");
    assertEquals(SweepFile.read(shipped).trials(), SweepFile.read(mine).trials());
    assertEquals(
        mine
            + ": include: there is no file "
            + folder.resolve("gama.json")
            + ", nor a sweep of that name in the program",
        problem(files.file("mine.json", "{'name': 'mine', 'include': 'gama.json'}")));
  }

  @Test
  void suggestsFilesThatAreThere() {
    String nowhere =
        ": there is no such file here, in configs/, in "
            + folder.resolve("beside")
            + " or among the sweeps of the program";
    assertEquals("beta.json" + nowhere, missing("beta.json"));
    files.file("configs/beta.json", "{}");
    files.file("inside/papers/iwae/table1.json", "{}");
    assertEquals("bta.json" + nowhere + "; did you mean 'beta.json'?", missing("bta.json"));
    assertEquals(
        "something-else" + nowhere + "; there are: beta.json, papers/iwae/table1.json",
        missing("something-else"));
    assertEquals(
        "table1.json" + nowhere + "; there are: papers/iwae/table1.json", missing("table1.json"));
    for (int i = 0; i < 20; i++) {
      files.file("configs/%02d.json".formatted(i), "{}");
    }
    assertTrue(
        missing("something-else")
            .endsWith("18.json, 19.json and 2 more, which --list sweeps names"),
        () -> missing("something-else"));
  }

  private Path find(String name) {
    return SweepFile.find(
        name,
        folder,
        new ShippedSweeps(Optional.of(folder.resolve("beside")), () -> folder.resolve("inside")));
  }

  private String missing(String name) {
    return assertThrows(ConfigException.class, () -> find(name)).getMessage();
  }

  private static String problem(Path file) {
    return assertThrows(ConfigException.class, () -> SweepFile.read(file)).getMessage();
  }
}
