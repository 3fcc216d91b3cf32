package org.lowerbound.experiment.tensorboard;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.result.PngFile;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.watch.TrialWatcher;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.file.WholeFiles;
import org.lowerbound.picture.Raster;
import org.lowerbound.training.TrialListener;
import org.tensorflow.proto.Summary;

/**
 * Writes a trial's event file: hyper-parameters, the curve as it grows, and at the end the numbers,
 * the figures and how the trial ended.
 */
public final class EventWatcher implements TrialWatcher {
  private static final int RGB = 3; // Channels, as TensorFlow counts color spaces.

  private final WatchedTrial trial;
  private Optional<EventFile> file = Optional.empty();
  private long lastStep;

  /** Waits for a trial, whose folder is there. */
  public EventWatcher(WatchedTrial trial) {
    this.trial = trial;
  }

  @Override
  public void starts(long step, boolean reported) {
    lastStep = step;
    EventFile opened = EventFile.open(trial.folder(), trial.startedAt(), step, reported);
    HyperParameters hyperParameters = HyperParameters.of(trial.overrides(), trial.config());
    opened.add(0, ImmutableList.of(HParamsSummary.start(hyperParameters, trial.startedAt())));
    file = Optional.of(opened);
  }

  @Override
  public void epoch(TrialListener.Epoch epoch) {
    lastStep = epoch.step();
    file.ifPresent(open -> open.add(epoch));
  }

  @Override
  public void ended(TrialResult result) {
    long step = result.training().map(Training::steps).orElse(lastStep);
    file.ifPresent(
        open -> {
          open.add(
              step,
              HParamsSummary.EVALUATION,
              Maps.transformValues(result.metrics(), Estimate::value));
          for (String figure : TrialFiles.figureNames(trial.folder())) {
            open.add(step, ImmutableList.of(image(figure)));
          }
          open.add(step, ImmutableList.of(HParamsSummary.end(result.status(), Instant.now())));
        });
  }

  @Override
  public void stopped() {}

  private Summary.Value image(String figure) {
    Path png = TrialFiles.figure(trial.folder(), figure);
    Raster raster = PngFile.read(png);
    try {
      return Summary.Value.newBuilder()
          .setTag("figures/" + figure)
          .setImage(
              Summary.Image.newBuilder()
                  .setWidth(raster.width())
                  .setHeight(raster.height())
                  .setColorspace(RGB)
                  .setEncodedImageString(ByteString.copyFrom(Files.readAllBytes(png))))
          .build();
    } catch (IOException e) {
      throw new ResultException("cannot read " + png + ": " + WholeFiles.reason(e), e);
    }
  }
}
