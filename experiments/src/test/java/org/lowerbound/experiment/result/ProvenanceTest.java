package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.result.Provenance.DatasetId;

class ProvenanceTest {
  @TempDir Path folder;

  private static BuildInfo build(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return BuildInfo.of(properties);
  }

  @Test
  void aChangedTreeIsDirty() {
    assertEquals(
        new BuildInfo("0.1.0", "4f2a-dirty"),
        build("git.build.version", "0.1.0", "git.commit.id.full", "4f2a", "git.dirty", "true"));
    assertEquals(
        new BuildInfo("unknown", "4f2a"),
        build("git.commit.id.full", "4f2a", "git.dirty", "false"));
  }

  @Test
  void resultsInTheTreeDoNotMakeTheSourcesChanged() {
    String[] all = {"git.commit.id.full", "4f2a", "git.dirty", "true", "sources.changed", ""};
    assertEquals("4f2a-dirty", build(all).commit());
    all[5] = "unknown";
    assertEquals("4f2a-dirty", build(all).commit(), "nobody looked at the sources alone");
    all[5] = "false";
    assertEquals("4f2a", build(all).commit());
    all[5] = "true";
    assertEquals("4f2a-dirty", build(all).commit());
  }

  @Test
  void whatTheBuildDoesNotSayIsUnknown() {
    assertEquals(new BuildInfo("unknown", "unknown"), build("git.dirty", "true"));
    assertEquals(
        new BuildInfo("unknown", "unknown"),
        build("git.commit.id.full", "", "git.build.version", " "));
  }

  @Test
  void theCpuIsTheFirstModelName() throws IOException {
    Path cpuinfo = folder.resolve("cpuinfo");
    assertEquals("unknown", Host.cpuModel(cpuinfo));
    Files.writeString(
        cpuinfo, "processor\t: 0\nmodel name\t: A CPU @ 2GHz: fast\nmodel name\t: B\n");
    assertEquals("A CPU @ 2GHz: fast", Host.cpuModel(cpuinfo));
    Files.writeString(cpuinfo, "processor\t: 0\nBogoMIPS\t: 50\n");
    assertEquals("unknown", Host.cpuModel(cpuinfo));
  }

  @Test
  void thisProcessHasAProvenance() {
    Provenance here =
        Provenance.here(
            "2.18.0",
            new DatasetId("mnist", "ab"),
            Optional.empty(),
            ImmutableMap.of(),
            "c0ffee",
            Instant.EPOCH,
            Optional.empty(),
            new Circumstances(
                3,
                Execution.here(
                    2, Map.of("TF_ENABLE_ONEDNN_OPTS", "0", "TF_TOKEN_X", "secret", "HOME", "h")),
                Optional.empty(),
                Optional.empty()));
    assertEquals(Host.current(), here.host());
    assertTrue(here.host().java().startsWith(System.getProperty("java.specification.version")));
    assertFalse(here.build().commit().isEmpty());
    assertEquals(
        new Execution(1, 2, BuildInfo.natives(), ImmutableMap.of("TF_ENABLE_ONEDNN_OPTS", "0")),
        here.circumstances().orElseThrow().execution());
    assertTrue(here.host().cores().orElseThrow() >= 1);
    assertTrue(here.host().memoryBytes().orElseThrow() > 1 << 20);
  }
}
