package org.lowerbound.experiment.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.lowerbound.experiment.execution.LostTrialException;
import org.lowerbound.experiment.execution.TrialAudience;
import org.lowerbound.experiment.execution.TrialExecutor;
import org.lowerbound.experiment.execution.TrialRequest;
import org.lowerbound.experiment.result.TrialResult;

/**
 * Has trials run by an engine that started this process: it reads the lines of tasks, hands each to
 * a worker of its own, and writes what the workers say.
 */
public final class EngineExecutor implements TrialExecutor {
  private final BufferedReader in;
  private final PrintStream out;
  private final Optional<Path> data;
  private final Map<String, BlockingQueue<Line>> heard = new ConcurrentHashMap<>();
  private boolean ended;

  /**
   * Starts to listen.
   *
   * @param in what workers say
   * @param out tasks
   * @param data where the user says that data sets are
   */
  public EngineExecutor(Reader in, PrintStream out, Optional<Path> data) {
    this.in = new BufferedReader(in);
    this.out = out;
    this.data = data;
    Thread reader = new Thread(this::listen, "engine");
    reader.setDaemon(true);
    reader.start();
  }

  private void listen() {
    try {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        Line.parse(text).ifPresent(this::hear);
      }
    } catch (IOException e) {
      // The same as its end.
    }
    synchronized (this) {
      ended = true;
      heard.forEach((trial, lines) -> lines.add(end(trial)));
    }
  }

  private static Line end(String trial) {
    return new Line(Word.ERROR, trial, "the engine that runs the trials has ended");
  }

  private void hear(Line line) {
    BlockingQueue<Line> lines = heard.get(line.trial());
    if (lines != null) { // Else of a trial that is over.
      lines.add(line);
    }
  }

  @Override
  public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
      throws LostTrialException, InterruptedException {
    HeardTrial trial = new HeardTrial(request, audience);
    Line task = Task.of(request, data);
    HeardTrial.Attempts attempts = new HeardTrial.Attempts();
    try {
      while (true) {
        try {
          return trial.runBy(task, this::tell, lines(trial.id()));
        } catch (LostTrialException e) {
          attempts.count(trial, e.getMessage());
        }
      }
    } finally {
      heard.remove(trial.id());
    }
  }

  private synchronized BlockingQueue<Line> lines(String trial) {
    BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    heard.put(trial, lines);
    if (ended) {
      lines.add(end(trial));
    }
    return lines;
  }

  private synchronized void tell(Line line) {
    out.print(line + "\n");
    out.flush();
  }

  @Override
  public boolean elsewhere() {
    return true;
  }

  @Override
  public void close() {}
}
