package org.lowerbound.spark;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * What executors and driver say to each other while trials run, by Spark's own connections. A task
 * of Spark's says nothing before its end, and does not hear that it shall come to it.
 */
public final class Messages implements SparkPlugin {
  private static final String SHALL_STOP = "shall trials stop?";
  private static final long SECONDS_BETWEEN = 1;

  /** Spark makes the plug-in, and hands it nothing. */
  private static final AtomicReference<Listener> LISTENER = new AtomicReference<>(Listener.NONE);

  /** The driver's side. */
  interface Listener {
    /** There is no sweep. */
    Listener NONE =
        new Listener() {
          @Override
          public void hear(String line) {}

          @Override
          public boolean isCancelled() {
            return false;
          }
        };

    /** Hears a line about a trial. */
    void hear(String line);

    /** Returns whether trials are to stop. */
    boolean isCancelled();
  }

  /** Says who hears what executors say. */
  static void listenBy(Listener listener) {
    LISTENER.set(listener);
  }

  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Executor();
  }

  private static final class Driver implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext context, PluginContext plugin) {
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      if (message.equals(SHALL_STOP)) {
        return LISTENER.get().isCancelled();
      }
      LISTENER.get().hear(message.toString());
      return null; // What is sent, not asked, has no answer: Spark warns of one.
    }
  }

  private static final class Executor implements ExecutorPlugin {
    private final Thread asking = new Thread(this::ask, "shall-stop");
    private volatile PluginContext context;

    @Override
    public void init(PluginContext plugin, Map<String, String> extra) {
      context = plugin;
      Workers.here().connect(this::send);
      asking.setDaemon(true);
      asking.start();
    }

    private void send(String line) {
      try {
        context.send(line);
      } catch (Exception e) {
        // The driver is gone, and then the executor ends; or else a line of progress is lost.
      }
    }

    private void ask() {
      try {
        while (!stopped()) {
          TimeUnit.SECONDS.sleep(SECONDS_BETWEEN);
        }
        Workers.here().cancel();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean stopped() throws InterruptedException {
      try {
        return Boolean.TRUE.equals(context.ask(SHALL_STOP));
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        return false; // No answer: the driver is gone, or has much to do.
      }
    }

    @Override
    public void shutdown() {
      asking.interrupt();
      Workers.here().close();
    }
  }
}
