package org.lowerbound.distribution;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.Table;
import java.util.Optional;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Closed-form KL divergences by pair of distribution classes. */
public final class KlRegistry {
  private final ImmutableTable<Class<?>, Class<?>, Entry> table;

  private KlRegistry(Table<Class<?>, Class<?>, Entry> table) {
    this.table = ImmutableTable.copyOf(table);
  }

  private record Entry(KlFunction<Distribution, Distribution> function, boolean perComponent) {}

  /**
   * Returns KL(q ‖ p) in nats, {@code [B]}, if a closed form is registered for exactly these
   * classes. There is no fallback: an estimate is another thing, and its user asks for it by name.
   */
  public Optional<Operand<TFloat32>> kl(Ops tf, Distribution q, Distribution p) {
    return entry(q, p)
        .map(
            entry -> {
              Operand<TFloat32> kl = entry.function().kl(tf, q, p);
              return entry.perComponent() ? GraphMath.sumEvent(tf, kl) : kl;
            });
  }

  /**
   * Returns the KL of each component in nats, {@code [B, D]}, if a closed form is registered for
   * exactly these classes and their components are independent.
   */
  public Optional<Operand<TFloat32>> klPerComponent(Ops tf, Distribution q, Distribution p) {
    return entry(q, p).filter(Entry::perComponent).map(entry -> entry.function().kl(tf, q, p));
  }

  private Optional<Entry> entry(Distribution q, Distribution p) {
    return Optional.ofNullable(table.get(q.getClass(), p.getClass()));
  }

  /** Collects closed forms; a pair may be registered once. */
  public static final class Builder {
    private final Table<Class<?>, Class<?>, Entry> table = HashBasedTable.create();

    /** Adds the closed form for one pair, {@code [B]}. */
    public <Q extends Distribution, P extends Distribution> Builder register(
        Class<Q> q, Class<P> p, KlFunction<Q, P> function) {
      return put(q, p, function, false);
    }

    /** Adds the closed form for one pair with independent components, {@code [B, D]}. */
    public <Q extends Factorized, P extends Factorized> Builder registerPerComponent(
        Class<Q> q, Class<P> p, KlFunction<Q, P> function) {
      return put(q, p, function, true);
    }

    private <Q extends Distribution, P extends Distribution> Builder put(
        Class<Q> q, Class<P> p, KlFunction<Q, P> function, boolean perComponent) {
      Entry entry = new Entry((tf, a, b) -> function.kl(tf, q.cast(a), p.cast(b)), perComponent);
      checkState(
          table.put(q, p, entry) == null,
          "KL(%s ‖ %s) is already registered",
          q.getName(),
          p.getName());
      return this;
    }

    /** Returns an immutable registry. */
    public KlRegistry build() {
      return new KlRegistry(table);
    }
  }
}
