package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/**
 * The trainings that are finished under one folder of results, whatever the sweep they belong to.
 * The folder is read when one of them is asked for.
 */
final class Trainings {
  private static final int SHARE = 20;

  private final Path out;
  private final ListMultimap<String, Finished> byFamily =
      Multimaps.synchronizedListMultimap(ArrayListMultimap.create());
  private final Set<Path> read = new HashSet<>();
  private final Stopwatch sinceLook = Stopwatch.createUnstarted();
  private Duration wait = Duration.ZERO;

  /**
   * Names the folder.
   *
   * @param out where results are kept, a folder a sweep
   */
  Trainings(Path out) {
    this.out = out;
  }

  /**
   * Reads some trials alone, for a process that is told which they are.
   *
   * @param out where results are kept, a folder a sweep
   * @param trials the folders of the trials
   */
  Trainings(Path out, List<Path> trials) {
    this(out);
    trials.forEach(this::read);
    wait = Duration.ofSeconds(Long.MAX_VALUE);
    sinceLook.start();
  }

  /**
   * A finished training.
   *
   * @param folder the trial that it is of
   * @param result what the trial gave
   * @param training the training
   */
  record Finished(TrialFolder folder, TrialResult result, Training training) {
    /** Returns whether it saw the same bytes. */
    boolean saw(String fingerprint) {
      return result.provenance().dataset().fingerprint().equals(fingerprint);
    }
  }

  /** Returns the trainings of a course on some data, the longest first. */
  ImmutableList<Finished> ofCourse(Identity identity, String fingerprint) {
    return ofFamily(identity).stream()
        .filter(finished -> finished.training().course().equals(identity.course()))
        .filter(finished -> finished.saw(fingerprint))
        .sorted((a, b) -> Long.compare(b.training().steps(), a.training().steps()))
        .collect(toImmutableList());
  }

  /** Returns the trainings that differ from a trial's in their schedules and length at most. */
  synchronized ImmutableList<Finished> ofFamily(Identity identity) {
    look();
    return ImmutableList.copyOf(byFamily.get(identity.family()));
  }

  /**
   * Reads the trials that have finished since the last look, by other processes perhaps; so seldom
   * that it takes a twentieth of the time.
   */
  private void look() {
    if (sinceLook.isRunning() && sinceLook.elapsed().compareTo(wait) < 0) {
      return;
    }
    Stopwatch watch = Stopwatch.createStarted();
    list(out).forEach(sweep -> list(sweep.resolve("trials")).forEach(this::read));
    wait = watch.elapsed().multipliedBy(SHARE);
    sinceLook.reset().start();
  }

  /** Adds the training of a trial, if it came to its end. */
  synchronized void add(TrialFolder folder, TrialResult result) {
    if (result.status() == TrialStatus.COMPLETED && result.training().isPresent()) {
      Training training = result.training().get();
      if (read.add(folder.path().toAbsolutePath())) {
        byFamily.put(training.family(), new Finished(folder, result, training));
      }
    }
  }

  private void read(Path trialFolder) {
    if (read.contains(trialFolder.toAbsolutePath())) {
      return;
    }
    TrialFolder folder = new TrialFolder(trialFolder);
    try {
      folder.readResult().ifPresent(result -> add(folder, result));
    } catch (ResultException e) {
      // A damaged result is named when its own trial runs.
    }
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, Files::isDirectory)) {
      return ImmutableList.copyOf(children);
    } catch (IOException e) {
      return List.of(); // What cannot be read cannot be used again.
    }
  }

  /** Returns where a trial's folder is, seen from the folder of results. */
  String nameOf(Path trialFolder) {
    return out.toAbsolutePath()
        .normalize()
        .relativize(trialFolder.toAbsolutePath().normalize())
        .toString()
        .replace('\\', '/');
  }

  /** Returns why the longest shorter training of the same family is no beginning of a trial's. */
  Optional<String> whyNot(Identity identity, String fingerprint, long totalSteps) {
    return ofFamily(identity).stream()
        .filter(finished -> finished.training().steps() < totalSteps)
        .filter(finished -> finished.saw(fingerprint))
        .filter(finished -> !finished.training().course().equals(identity.course()))
        .findFirst()
        .map(
            finished ->
                "cannot go on from the %d steps of %s: their schedules differ, so the steps would"
                        .formatted(finished.training().steps(), nameOf(finished.folder().path()))
                    + " not be those of this training");
  }
}
