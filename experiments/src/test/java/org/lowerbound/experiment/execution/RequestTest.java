package org.lowerbound.experiment.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.experiment.watch.SweepWatcher;

/** Trials that are asked for by messages; both ends are in this process. */
class RequestTest {
  private static final String SWEEP =
      """
      {
        "name": "asked",
        "trial": {
          "dataset": {"type": "linear-gaussian", "train": 100, "test": 30},
          "model": {
            "type": "vae", "latents": 2,
            "encoder": {"type": "mlp", "hidden": [4]}, "decoder": {"type": "mlp", "hidden": []},
            "likelihood": "normal"
          },
          "objective": "elbo",
          "training": {"batchSize": 20, "steps": 10},
          "evaluation": {"metrics": ["elbo"]}
        },
        "axes": [{"cases": {
          "a": {}, "b": {"init": {"case": "a"}}, "c": {"init": {"from": "FOLDER", "case": "a"}}
        }}]
      }
      """;

  @TempDir Path folder;
  private final Progress progress = ProgressMode.NONE.open(3, 1, System.err);
  private DataSource source;

  @BeforeEach
  void findData() {
    source = new DataSource(Optional.empty(), folder);
  }

  private SweepPlan plan(String cases) throws IOException {
    Path file = Files.writeString(folder.resolve("sweep.json"), cases);
    SweepPlan plan = SweepPlan.of(SweepFile.read(file), StandardTypes.withPlugins(), source);
    plan.check();
    return plan;
  }

  /** Runs trials by messages, each of which may be changed on the way. */
  private class ByMessage implements TrialExecutor {
    private final RequestRunner runner;

    ByMessage() {
      this(Optional.empty());
    }

    ByMessage(Optional<Path> out) {
      runner = new RequestRunner(StandardTypes.withPlugins(), source, out);
    }

    ObjectNode changed(ObjectNode message) {
      return message;
    }

    @Override
    public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
        throws LostTrialException, InterruptedException {
      String text = Json.printLine(changed(RequestJson.encode(request)));
      return runner.run(Json.parse(text, "a message"), audience);
    }

    @Override
    public boolean elsewhere() {
      return true;
    }

    @Override
    public void close() {}
  }

  private void run(SweepRun run, SweepPlan plan, TrialExecutor executor) {
    run.run(plan.trials(), 1, progress, SweepWatcher.NONE, Optional.of(executor));
  }

  /** With origins in the sweep and in a folder, and a trace, all of which messages carry. */
  @Test
  void messagesMakeTheSameTableAndATrialThatIsBusyComesAgain() throws IOException {
    Path first = folder.resolve("first");
    SweepPlan origin = plan(SWEEP.replaceAll(", \"b\": (.*\n)*?.*\\}\\}\\n", "\n"));
    SweepRun one = new SweepRun(origin, first);
    one.open();
    one.run(origin.trials(), 1, progress);
    String all = SWEEP.replace("FOLDER", first.resolve("asked").toString());

    SweepPlan plan = plan(all);
    SweepRun threads = new SweepRun(plan, folder.resolve("threads"));
    threads.open();
    threads.run(plan.trials(), 1, progress);
    SweepPlan again = plan(all);
    SweepRun asked =
        new SweepRun(again, folder.resolve("asked"), OptionalLong.of(5), Optional.empty());
    asked.open();
    Set<String> busy = new HashSet<>();
    run(
        asked,
        again,
        new ByMessage() {
          @Override
          public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
              throws LostTrialException, InterruptedException {
            return busy.add(request.trial().id()) ? Optional.empty() : super.run(request, audience);
          }
        });
    assertEquals(3, busy.size());
    assertEquals(threads.table().rows(), asked.table().rows());
    assertTrue(
        again.trials().stream()
            .allMatch(trial -> asked.status(trial).equals(Optional.of(TrialStatus.COMPLETED))));
    // Two start from the same, so that one of them has the other's training: it makes no step.
    assertEquals(
        2, again.trials().stream().filter(trial -> asked.trace(trial).isPresent()).count());
  }

  /** What a message names is copied to another folder of results, and nothing else is there. */
  @Test
  void messagesNameWhatIsReadForWhoHasNotTheFolder() throws IOException {
    Path first = folder.resolve("first");
    SweepPlan origin = plan(SWEEP.replaceAll(", \"b\": (.*\n)*?.*\\}\\}\\n", "\n"));
    SweepRun one = new SweepRun(origin, first);
    one.open();
    one.run(origin.trials(), 1, progress);
    SweepPlan plan = plan(SWEEP.replace("FOLDER", first.resolve("asked").toString()));
    SweepRun threads = new SweepRun(plan, folder.resolve("threads"));
    threads.open();
    threads.run(plan.trials(), 1, progress);
    SweepPlan again = plan(SWEEP.replace("FOLDER", first.resolve("asked").toString()));
    Path there = folder.resolve("there");
    SweepRun asked = new SweepRun(again, there);
    asked.open();
    int[] read = new int[1];
    run(
        asked,
        again,
        new TrialExecutor() {
          private int count;

          @Override
          public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
              throws LostTrialException, InterruptedException {
            Path here = folder.resolve("here" + count++);
            ByMessage executor = new ByMessage(Optional.of(here));
            for (JsonNode name : RequestJson.encode(request).path("reads")) {
              copy(there.resolve(name.asText()), here.resolve(name.asText()));
              read[0]++;
            }
            Optional<TrialResult> result = executor.run(request, audience);
            String name = "asked/trials/" + request.trial().id();
            copy(here.resolve(name), there.resolve(name));
            return result;
          }

          @Override
          public boolean elsewhere() {
            return true;
          }

          @Override
          public void close() {}
        });
    assertEquals(threads.table().rows(), asked.table().rows());
    // What b starts from; for c, which starts from the same elsewhere, the training of b.
    assertEquals(2, read[0]);
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of samples of samples, and one that starts from a model of samples. */
  @Test
  void messagesTellWhoseSamplesATrialIsTrainedOn() throws IOException {
    String samples =
        SWEEP
            .replaceAll(
                "\"dataset\": (\\{.*?\\})",
                "\"dataset\": {\"type\": \"generation\", \"synthetic\": 40, \"real\": $1}")
            .replaceAll(
                "\"cases\": \\{(.*\n)*?  \\}\\}\\]",
                """
                "cases": {
                    "first": {},
                    "second": {"dataset.generation": 2, "dataset.case": "first"},
                    "third": {"dataset.generation": 3, "dataset.case": "second"},
                    "warm": {"init": {"case": "second"}}
                  }}]\
                """);
    SweepPlan plan = plan(samples);
    SweepRun threads = new SweepRun(plan, folder.resolve("threads"));
    threads.open();
    threads.run(plan.trials(), 1, progress);
    SweepPlan again = plan(samples);
    SweepRun asked = new SweepRun(again, folder.resolve("asked"));
    asked.open();
    run(asked, again, new ByMessage());
    assertEquals(threads.table().rows(), asked.table().rows());
    assertTrue(
        again.trials().stream()
            .allMatch(trial -> asked.status(trial).equals(Optional.of(TrialStatus.COMPLETED))));
  }

  @Test
  void aTrialThatIsLostHasFailedWithTheReason() throws IOException {
    SweepPlan plan = plan(SWEEP.replaceAll(", \"b\": (.*\n)*?.*\\}\\}\\n", "\n"));
    SweepRun run = new SweepRun(plan, folder.resolve("out"));
    run.open();
    run(
        run,
        plan,
        new ByMessage() {
          @Override
          public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
              throws LostTrialException {
            throw new LostTrialException("ended with signal 11, SIGSEGV");
          }
        });
    PlannedTrial trial = plan.trials().get(0);
    assertEquals(Optional.of(TrialStatus.FAILED), run.status(trial));
    assertTrue(
        run.failure(trial).orElseThrow().contains("ended with signal 11, SIGSEGV"),
        run.failure(trial).orElseThrow());
    // It is not the trial's last word: the next run tries again.
    assertEquals(1, new SweepRun(plan, folder.resolve("out")).unfinished(plan.trials()).size());
  }

  @Test
  void aMessageThatIsUnderstoodInAnotherWayIsRefused() throws IOException {
    SweepPlan plan = plan(SWEEP.replaceAll(", \"b\": (.*\n)*?.*\\}\\}\\n", "\n"));
    refused(plan, "id", message -> ((ObjectNode) message.get("config")).put("seed", 77));
    refused(plan, "plug-ins", message -> message.withObject("/plugins").put("my.jar", "0f"));
    refused(plan, "course", message -> message.put("course", "other"));
  }

  private void refused(SweepPlan plan, String what, Consumer<ObjectNode> change) {
    SweepRun run = new SweepRun(plan, folder.resolve("refused-" + what));
    ByMessage executor =
        new ByMessage() {
          @Override
          ObjectNode changed(ObjectNode message) {
            ObjectNode copy = message.deepCopy();
            change.accept(copy);
            return copy;
          }
        };
    ResultException refusal = assertThrows(ResultException.class, () -> run(run, plan, executor));
    assertTrue(
        refusal.getMessage().startsWith("the %s of the trial is ".formatted(what)),
        refusal.getMessage());
    assertTrue(run.cancelled(), "no other trial is begun");
  }
}
