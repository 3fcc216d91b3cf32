package org.lowerbound.distribution;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Closed-form KL divergences by pair of distribution classes. */
public final class KlRegistry {
  private final ImmutableTable<Class<?>, Class<?>, KlFunction<?, ?>> table;

  private KlRegistry(Table<Class<?>, Class<?>, KlFunction<?, ?>> table) {
    this.table = ImmutableTable.copyOf(table);
  }

  /**
   * Returns KL(q ‖ p) in nats, {@code [B]}, if a closed form is registered for exactly these
   * classes. There is no fallback: an estimate is another thing, and its user asks for it by name.
   */
  public Optional<Operand<TFloat32>> kl(Ops tf, Distribution q, Distribution p) {
    return Optional.ofNullable(table.get(q.getClass(), p.getClass())).map(f -> apply(f, tf, q, p));
  }

  @SuppressWarnings("unchecked") // Builder.register ties each function to its two classes.
  private static <Q extends Distribution, P extends Distribution> Operand<TFloat32> apply(
      KlFunction<Q, P> function, Ops tf, Distribution q, Distribution p) {
    return function.kl(tf, (Q) q, (P) p);
  }

  /** Collects closed forms; a pair may be registered once. */
  public static final class Builder {
    private final Table<Class<?>, Class<?>, KlFunction<?, ?>> table = HashBasedTable.create();

    /** Adds the closed form for one pair. */
    public <Q extends Distribution, P extends Distribution> Builder register(
        Class<Q> q, Class<P> p, KlFunction<Q, P> function) {
      checkState(
          table.put(q, p, function) == null,
          "KL(%s ‖ %s) is already registered",
          q.getSimpleName(),
          p.getSimpleName());
      return this;
    }

    /** Returns an immutable registry. */
    public KlRegistry build() {
      return new KlRegistry(table);
    }
  }
}
