package org.lowerbound.tools;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParameterException;
import com.beust.jcommander.Parameters;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.tools.schedule.QueueRun;
import org.lowerbound.tools.schedule.RecordedTimes;

/** The command {@code schedule}: when a sweep would end on some slots. */
@Parameters(
    commandDescription =
        "Say when a sweep would end on many slots, by the times of trials that have run")
final class ScheduleCommand implements Command {
  private static final int SECONDS_OF_MINUTE = 60;
  private static final int SECONDS_OF_HOUR = 3600;

  @Parameter(description = "PATH: the folder of a sweep whose trials have run, or its table.json")
  private List<String> paths = new ArrayList<>();

  @Parameter(
      names = "--slots",
      description = "How many trials run at a time: numbers with commas between them")
  private List<Integer> slots = ImmutableList.of(1, 10, 100);

  @Parameter(
      names = "--trials",
      description =
          "How many trials the sweep would have, equally many of each row of the table, their times"
              + " drawn from those of the row; without, the trials that have run")
  private Integer trials;

  @Parameter(names = "--seed", description = "Decides the draw of --trials")
  private long seed = 0;

  @Parameter(
      names = {"--help", "-h"},
      help = true,
      description = "Show this help")
  private boolean help;

  @Override
  public boolean help() {
    return help;
  }

  @Override
  public Answer run() {
    Path table = CommandPath.table("schedule", this, paths);
    if (slots.stream().anyMatch(number -> number < 1)) {
      throw new ParameterException("--slots must be positive but are " + slots);
    }
    if (trials != null && trials < 1) {
      throw new ParameterException("--trials must be positive but is " + trials);
    }
    RecordedTimes times = RecordedTimes.read(table);
    ImmutableDoubleArray plan = trials == null ? times.all() : times.drawn(trials, seed);
    double longest = plan.stream().max().orElseThrow();
    double all = plan.stream().sum();
    String words =
        "%s: %s on average, %s at most, %s together%n"
            .formatted(
                trials == null
                    ? "%d trials that have run".formatted(plan.length())
                    : "%d trials, drawn from the times of %d"
                        .formatted(plan.length(), times.count()),
                clock(all / plan.length()),
                clock(longest),
                clock(all));
    String legend =
        "%nefficiency: the share of the slots' time in which trials ran; tail: from the first slot"
                .formatted()
            + " without a trial to the end.\n";
    return new Answer(
        words + TerminalGrid.current(false).render(grid(plan)) + legend,
        ImmutableList.of(),
        times.leftOut() == 0
            ? ImmutableList.of()
            : ImmutableList.of(
                "%d trials are left out: they have not completed, were stopped in between, or had"
                        .formatted(times.leftOut())
                    + " their training from another trial"));
  }

  private TableGrid grid(ImmutableDoubleArray plan) {
    return new TableGrid(
        Stream.of("slots", "ends after", "efficiency", "tail")
            .map(heading -> new Heading(heading, true))
            .collect(toImmutableList()),
        slots.stream().map(number -> cells(QueueRun.of(plan, number))).collect(toImmutableList()));
  }

  private static ImmutableList<GridCell> cells(QueueRun run) {
    return Stream.of(
            Integer.toString(run.slots()),
            clock(run.endSeconds()),
            String.format(Locale.ROOT, "%.1f %%", 100 * run.efficiency()),
            clock(run.tailSeconds()))
        .map(text -> new GridCell(text, false))
        .collect(toImmutableList());
  }

  /** Returns hours, minutes and seconds. */
  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        whole / SECONDS_OF_HOUR,
        whole / SECONDS_OF_MINUTE % SECONDS_OF_MINUTE,
        whole % SECONDS_OF_MINUTE);
  }
}
