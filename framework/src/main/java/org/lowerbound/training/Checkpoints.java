package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.training.CheckpointFile.Content;

/**
 * The last two checkpoints of a training: where the newer one is damaged, the one before serves.
 */
public final class Checkpoints {
  // The last, then the one before; none where nothing is kept.
  private final ImmutableList<CheckpointFile> files;
  private final Origin origin;

  /**
   * Names the files.
   *
   * @param folder where they are
   * @param origin whose checkpoints are written, and taken
   */
  public Checkpoints(Path folder, Origin origin) {
    this(
        ImmutableList.of(new CheckpointFile(last(folder)), new CheckpointFile(before(folder))),
        origin);
  }

  private Checkpoints(ImmutableList<CheckpointFile> files, Origin origin) {
    this.files = files;
    this.origin = origin;
  }

  /** Returns the checkpoints of a training that is made in one go: none is written or taken. */
  static Checkpoints none() {
    return new Checkpoints(ImmutableList.of(), new Origin("", "", "", ""));
  }

  /** Returns the place of the newest checkpoint in a folder. */
  public static Path last(Path folder) {
    return folder.resolve("checkpoint.bin");
  }

  /** Returns the place of the one before it. */
  public static Path before(Path folder) {
    return folder.resolve("checkpoint.before.bin");
  }

  /** Writes a checkpoint; the last one becomes the one before. */
  void save(Checkpoint checkpoint) {
    if (files.isEmpty()) {
      return;
    }
    CheckpointFile last = files.get(0);
    try {
      if (Files.exists(last.path())) {
        WholeFiles.move(last.path(), files.get(1).path());
      }
      last.save(new Content(origin, checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the checkpoint %s: %s".formatted(last.path(), WholeFiles.reason(e)), e);
    }
  }

  /** Removes the one before the last, which a training that is over needs no more. */
  void keepLastOnly() {
    files.stream().skip(1).forEach(file -> delete(file.path()));
  }

  /** Removes all. */
  public void delete() {
    files.forEach(file -> delete(file.path()));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot remove the checkpoint %s: %s".formatted(file, WholeFiles.reason(e)), e);
    }
  }

  /**
   * Decides where a training starts, the one place that does.
   *
   * <p>A checkpoint is taken if it is of the same course and data, has not come further than the
   * training shall, and has the training's variables. One that is not yet at the end must be of
   * this build, too: the steps of a trial are made by one program.
   *
   * @param sizes the number of values of each variable
   * @param watch where the training ends
   */
  Start start(Map<String, Integer> sizes, Watch watch) {
    List<String> remarks = new ArrayList<>();
    for (CheckpointFile file : files) {
      Optional<Content> content;
      try {
        content = file.load();
      } catch (CheckpointFile.UnusableException e) {
        remarks.add("%s %s and is not used".formatted(file.path(), e.getMessage()));
        continue;
      }
      if (content.isEmpty()) {
        continue;
      }
      Optional<String> objection = objection(content.get(), sizes, watch);
      if (objection.isEmpty()) {
        return new Start(
            Optional.of(content.get().checkpoint()),
            content.get().origin().build(),
            List.copyOf(remarks));
      }
      remarks.add("%s %s and is not used".formatted(file.path(), objection.get()));
    }
    return new Start(Optional.empty(), origin.build(), List.copyOf(remarks));
  }

  /**
   * The state that a training has left.
   *
   * @param checkpoint the state
   * @param build the program that made its steps
   */
  public record End(Checkpoint checkpoint, String build) {}

  /**
   * Returns the state at the end of this training.
   *
   * @param totalSteps the number of steps that it made
   * @throws IllegalArgumentException if there is none, it is damaged, or it is not this training's;
   *     the message says which
   */
  public End end(long totalSteps) {
    checkState(!files.isEmpty(), "these checkpoints are not kept");
    CheckpointFile last = files.get(0);
    Optional<Content> content;
    try {
      content = last.load();
    } catch (CheckpointFile.UnusableException e) {
      throw new IllegalArgumentException("%s %s".formatted(last.path(), e.getMessage()), e);
    }
    checkArgument(content.isPresent(), "there is no checkpoint %s", last.path());
    ofThisTraining(content.get().origin())
        .ifPresent(
            another -> {
              throw new IllegalArgumentException("%s %s".formatted(last.path(), another));
            });
    long step = content.get().checkpoint().progress().step();
    checkArgument(
        step == totalSteps,
        "%s has come %s steps far, but the training has %s",
        last.path(),
        step,
        totalSteps);
    return new End(content.get().checkpoint(), content.get().origin().build());
  }

  /** Returns how many steps the newest usable checkpoint has made, 0 if there is none. */
  public long step() {
    for (CheckpointFile file : files) {
      try {
        Optional<Content> content = file.load();
        if (content.isPresent() && ofThisTraining(content.get().origin()).isEmpty()) {
          return content.get().checkpoint().progress().step();
        }
      } catch (CheckpointFile.UnusableException e) {
        // Said where the training starts.
      }
    }
    return 0;
  }

  /**
   * Where a training starts.
   *
   * @param checkpoint the state that it goes on from; none if from the beginning
   * @param build the program that makes, or made, its steps
   * @param remarks which checkpoints there were that could not be used, and why
   */
  record Start(Optional<Checkpoint> checkpoint, String build, List<String> remarks) {}

  private Optional<String> objection(Content content, Map<String, Integer> sizes, Watch watch) {
    Origin found = content.origin();
    Optional<String> another = ofThisTraining(found);
    if (another.isPresent()) {
      return another;
    }
    Progress progress = content.checkpoint().progress();
    long step = progress.step();
    long end = watch.end(progress.looks());
    if (step > end) {
      return Optional.of(
          "has come %d steps far, further than the %d of this training".formatted(step, end));
    }
    if (step < end && !found.build().equals(origin.build())) {
      return Optional.of(
          "was made by another build (%s; this is %s)".formatted(found.build(), origin.build()));
    }
    if (!sizesOf(content.checkpoint()).equals(sizes)) {
      return Optional.of("has other variables than the model");
    }
    // The look after the last step comes with the report of its epoch.
    long seen = content.checkpoint().epoch().isEmpty() ? step : step - 1;
    if (!watch.isComplete(progress.looks(), seen) && (step < end || watch.patience().isPresent())) {
      return Optional.of("does not tell what the training has seen of the validation split");
    }
    return Optional.empty();
  }

  private Optional<String> ofThisTraining(Origin found) {
    if (!found.course().equals(origin.course())) {
      return Optional.of("is of another training (trial %s)".formatted(found.trial()));
    }
    return found.data().equals(origin.data())
        ? Optional.empty()
        : Optional.of("was made on other data");
  }

  private static Map<String, Integer> sizesOf(Checkpoint checkpoint) {
    return Maps.transformValues(checkpoint.variables(), values -> values.length);
  }
}
