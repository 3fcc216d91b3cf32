package org.lowerbound.experiment.mlflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.console.PlainText;

/** Calls of MLflow's REST API 2.0. No call takes longer than some seconds. */
final class Server {
  private static final Duration TO_CONNECT = Duration.ofSeconds(3);
  private static final Duration TO_ANSWER = Duration.ofSeconds(10);
  private static final int LONGEST_REASON = 200;

  /** Answers that have to do with what was sent, and not with the server or the credentials. */
  private static final ImmutableSet<Integer> OF_WHAT_WAS_SENT = ImmutableSet.of(400, 404, 413);

  private final ServerAddress address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TO_CONNECT)
          .build(); // Follows no redirection: it would take the credentials elsewhere.

  Server(ServerAddress address) {
    this.address = address;
  }

  /** Returns the address without credentials. */
  URI base() {
    return address.base();
  }

  /** What a server has answered to a call that it did not refuse for want of such a thing. */
  Optional<JsonNode> getIfThere(String path) {
    HttpResponse<String> response = send(request(path).GET());
    if (response.statusCode() == 404
        && json(response).path("error_code").asText().equals("RESOURCE_DOES_NOT_EXIST")) {
      return Optional.empty();
    }
    return Optional.of(checked(response));
  }

  JsonNode post(String path, JsonNode body) {
    return checked(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.printLine(body)))));
  }

  void put(String path, byte[] body) {
    HttpResponse<String> response =
        send(
            request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofByteArray(body)));
    if (response.statusCode() != 200) {
      throw refused(response);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.base() + "/api/2.0/" + path))
            .header("User-Agent", "lowerbound")
            .timeout(TO_ANSWER);
    address.authorization().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /** The time-out of a request ends with the headers of its answer; this one with the answer. */
  private HttpResponse<String> send(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofString(UTF_8));
    try {
      return answer.get(TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw noAnswer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MlflowException("there was no time left");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        throw noAnswer();
      } else if (e.getCause() instanceof ConnectException) {
        throw new MlflowException(address.base() + " cannot be reached");
      } else if (e.getCause() instanceof IOException) {
        throw new MlflowException(
            "%s answers nothing that is HTTP, or breaks off".formatted(address.base()));
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private MlflowException noAnswer() {
    return new MlflowException(
        "%s does not answer within %d s".formatted(address.base(), TO_ANSWER.toSeconds()));
  }

  private JsonNode checked(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw refused(response);
    }
    JsonNode json = json(response);
    if (!json.isObject()) {
      throw new MlflowException(address.base() + " does not answer as MLflow does; is it one?");
    }
    return json;
  }

  private MlflowException refused(HttpResponse<String> response) {
    String reason = PlainText.oneLine(json(response).path("message").asText());
    String text =
        "%s answers %d%s"
            .formatted(
                address.base(),
                response.statusCode(),
                reason.isEmpty()
                    ? ""
                    : ", " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
    return OF_WHAT_WAS_SENT.contains(response.statusCode())
        ? new RefusedException(text)
        : new MlflowException(text);
  }

  /** Returns what an answer holds; nothing if that is no JSON. */
  private static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.parse(response.body(), "the answer");
    } catch (ConfigException e) {
      return MissingNode.getInstance();
    }
  }
}
