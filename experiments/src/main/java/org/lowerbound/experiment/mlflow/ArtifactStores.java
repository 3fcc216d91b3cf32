package org.lowerbound.experiment.mlflow;

import com.google.common.base.CharMatcher;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Where the files of runs go: to the server, if it takes them. */
final class ArtifactStores {
  private static final String PROXIED = "mlflow-artifacts";

  private final Consumer<String> message;
  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * Makes one.
   *
   * @param message tells the user, once, that files are not sent
   */
  ArtifactStores(Consumer<String> message) {
    this.message = message;
  }

  /**
   * Returns the folder of a run on its server; none if the server keeps files in a place that only
   * its own clients can write to, such as a bucket.
   *
   * @param artifactUri what the server says of the run
   * @param base the server's address
   */
  Optional<String> folder(String artifactUri, URI base) {
    URI uri;
    try {
      uri = URI.create(artifactUri);
    } catch (IllegalArgumentException e) {
      return notSent();
    }
    boolean here =
        uri.getRawAuthority() == null || uri.getRawAuthority().equals(base.getAuthority());
    return PROXIED.equals(uri.getScheme()) && here && uri.getRawPath() != null
        ? Optional.of(CharMatcher.is('/').trimFrom(uri.getRawPath()))
        : notSent();
  }

  private Optional<String> notSent() {
    if (said.compareAndSet(false, true)) {
      message.accept(
          "mlflow: no files are sent, as the server does not keep them itself (mlflow server"
              + " --serve-artifacts); params, metrics and tags are");
    }
    return Optional.empty();
  }
}
