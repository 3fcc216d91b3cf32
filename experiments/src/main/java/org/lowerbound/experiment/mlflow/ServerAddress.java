package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Strings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.experiment.config.ConfigException;

/**
 * Where a server is, and what it is shown. Never printed whole.
 *
 * @param base the address without credentials and without a slash at its end
 * @param authorization the header of that name
 */
record ServerAddress(URI base, Optional<String> authorization) {
  static final String WHAT_WORKS = "http://HOST:PORT, https://HOST or file:DIR work";

  /**
   * Reads an address. Credentials are its own, {@code http://user:password@host}, else those that
   * MLflow's own clients find in the environment: {@code MLFLOW_TRACKING_USERNAME} with {@code
   * MLFLOW_TRACKING_PASSWORD}, else {@code MLFLOW_TRACKING_TOKEN}.
   *
   * @throws ConfigException if it is none
   */
  static ServerAddress of(String text, Map<String, String> environment) {
    URI uri;
    try {
      uri = new URI(text).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new ConfigException(
          "--mlflow: not an address (%s); ".formatted(e.getReason()) + WHAT_WORKS);
    }
    if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new ConfigException(
          "--mlflow: the address must have a host, and nothing behind its path; " + WHAT_WORKS);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = Strings.nullToEmpty(uri.getRawPath()).replaceAll("/+$", "");
    return new ServerAddress(
        URI.create(uri.getScheme() + "://" + uri.getHost() + port + path),
        Optional.ofNullable(uri.getUserInfo())
            .or(() -> userAndPassword(environment))
            .map(ServerAddress::basic)
            .or(() -> set(environment, "MLFLOW_TRACKING_TOKEN").map(token -> "Bearer " + token)));
  }

  private static Optional<String> userAndPassword(Map<String, String> environment) {
    return set(environment, "MLFLOW_TRACKING_USERNAME")
        .flatMap(
            user ->
                set(environment, "MLFLOW_TRACKING_PASSWORD")
                    .map(password -> user + ":" + password));
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static String basic(String userAndPassword) {
    return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
