package org.lowerbound.experiment.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.experiment.execution.RequestJson;
import org.lowerbound.experiment.execution.TrialRequest;
import org.lowerbound.experiment.result.BuildInfo;

/** The line that asks for a trial. */
final class Task {
  static final String BUILD = "build";
  static final String DATA = "data";

  private Task() {}

  /**
   * Returns the line.
   *
   * @param data where the user says that data sets are; else a worker looks where it always does
   */
  static Line of(TrialRequest request, Optional<Path> data) {
    ObjectNode json = RequestJson.encode(request).put(BUILD, build());
    data.ifPresent(path -> json.put(DATA, path.toAbsolutePath().normalize().toString()));
    return Line.of(Word.TASK, "", json);
  }

  /** Returns which Lowerbound this is: a worker of another one gets no trial. */
  static String build() {
    BuildInfo build = BuildInfo.current();
    return build.version() + " " + build.commit();
  }
}
