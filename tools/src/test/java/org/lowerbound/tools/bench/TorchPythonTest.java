package org.lowerbound.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.PeersPart.Reading;

/** With shell scripts in the place of Pythons, of which there need not be any. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class TorchPythonTest {
  @TempDir Path folder;
  private final Workspace workspace = new Workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  private String interpreter(String script) throws IOException {
    Path file = folder.resolve("python");
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertTrue(file.toFile().setExecutable(true));
    return file.toString();
  }

  private String refusal(String python) {
    return assertThrows(ResultException.class, () -> TorchPython.find(workspace, python))
        .getMessage();
  }

  @Test
  void theScriptIsRunWithItsArguments() throws IOException {
    String python =
        interpreter(
            """
            [ "$1" = -c ] && { echo 9.8.7+fake; exit; }
            grep -q 'import torch' "$1" || exit 3
            echo 'a greeting'
            printf 'PyTorch\\t%s for %s s\\t1234.5\\n' "$2" "$3"
            """);
    TorchPython torch = TorchPython.find(workspace, python);
    assertEquals("9.8.7+fake", torch.version());
    assertEquals(python, torch.path());
    assertEquals(new Reading("PyTorch", "W6a for 4 s", Optional.of(1234.5)), torch.read("W6a", 4));
  }

  @Test
  void memoryIsKeptAndThereIsOneThread() throws IOException {
    String python =
        interpreter("echo $MALLOC_MMAP_THRESHOLD_ $MALLOC_TRIM_THRESHOLD_ $OMP_NUM_THREADS\n");
    TorchPython torch = TorchPython.find(workspace, python);
    assertEquals("4000000000 4000000000 1", torch.version());
    assertTrue(TorchPython.describe().contains("MALLOC_MMAP_THRESHOLD_"));
    assertTrue(TorchPython.describe().contains("4000000000"));
  }

  @Test
  void anInterpreterThatIsNotThereIsRefused() {
    String nowhere = folder.resolve("no-such-python").toString();
    String refusal = refusal(nowhere);
    assertTrue(refusal.startsWith("--python " + nowhere + " must be a Python that has PyTorch"));
    assertTrue(refusal.contains("cannot start"), refusal);
    assertEquals(1, refusal.lines().count(), refusal);
  }

  @Test
  void anInterpreterWithoutTorchIsRefusedWithItsLastWords() throws IOException {
    String python =
        interpreter(
            """
            echo 'Traceback (most recent call last):' >&2
            echo "ModuleNotFoundError: No module named 'torch'" >&2
            exit 1
            """);
    String refusal = refusal(python);
    assertTrue(refusal.contains("(pip install torch)"), refusal);
    assertTrue(refusal.endsWith("No module named 'torch'"), refusal);
    assertEquals(1, refusal.lines().count(), refusal);
  }

  @Test
  void aFailureOfTheScriptIsTold() throws IOException {
    TorchPython mute =
        TorchPython.find(workspace, interpreter("[ \"$1\" = -c ] && echo 1.0; exit 0\n"));
    String message = assertThrows(ResultException.class, () -> mute.read("W1", 1)).getMessage();
    assertTrue(message.endsWith("did not print name, version and rate"), message);
  }

  @Test
  void theScriptHasEveryWorkloadThatItIsAskedFor() throws IOException {
    String script =
        Resources.toString(
            Resources.getResource(TorchPython.class, "torch_peer.py"), StandardCharsets.UTF_8);
    for (Timed workload : PythonPart.WORKLOADS) {
      assertTrue(script.contains("\"" + workload.label() + "\""), workload.label());
    }
  }
}
