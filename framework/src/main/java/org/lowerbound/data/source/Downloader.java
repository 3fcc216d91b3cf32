package org.lowerbound.data.source;

import com.google.common.base.Throwables;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.SimpleTimeLimiter;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.TimeLimiter;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Downloads files. A file appears under its name whole and verified, or not at all; several
 * processes may fetch the same one at the same time.
 */
final class Downloader {
  private static final int BUFFER = 1 << 16;
  private static final int HTTP_OK = 200;

  private final DownloadListener listener;
  private final Duration patience;

  /**
   * Makes a downloader.
   *
   * @param patience how long to wait for a connection, for an answer and for each further piece
   */
  Downloader(DownloadListener listener, Duration patience) {
    this.listener = listener;
    this.patience = patience;
  }

  /**
   * Fetches a file from the first of its mirrors that gives it.
   *
   * @param target where it shall be
   * @return why every mirror failed, one line each; empty if the file is there
   * @throws IOException if it cannot be written
   */
  List<String> fetch(Download file, Path target) throws IOException, InterruptedException {
    Files.createDirectories(target.getParent());
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    // A name of its own: another process may be downloading into the same folder.
    Path partial = target.resolveSibling(file.name() + "." + UUID.randomUUID() + ".part");
    List<String> failures = new ArrayList<>();
    try {
      for (URI mirror : file.mirrors()) {
        try {
          receive(client, mirror, file, partial);
          Files.move(
              partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          return List.of();
        } catch (MirrorException e) {
          failures.add(mirror + ": " + e.getMessage());
        }
      }
      return failures;
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void receive(HttpClient client, URI mirror, Download file, Path partial)
      throws IOException, InterruptedException, MirrorException {
    HttpRequest request = HttpRequest.newBuilder(mirror).timeout(patience).build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new MirrorException(reason(e));
    }
    try (InputStream body = response.body()) {
      if (response.statusCode() != HTTP_OK) {
        throw new MirrorException("HTTP status " + response.statusCode());
      }
      try (OutputStream out =
          Files.newOutputStream(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        copy(body, out, file);
      }
    }
  }

  private void copy(InputStream body, OutputStream out, Download file)
      throws IOException, InterruptedException, MirrorException {
    Hasher hasher = Hashing.sha256().newHasher();
    byte[] buffer = new byte[BUFFER];
    long received = 0;
    // The client's own time limit ends with the headers; a mirror that falls silent later must not
    // hold a sweep up for ever.
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            new ThreadFactoryBuilder().setDaemon(true).setNameFormat("download-%d").build());
    TimeLimiter limiter = SimpleTimeLimiter.create(reader);
    try {
      listener.progress(file.name(), 0, file.checksum().size());
      for (int n = read(limiter, body, buffer); n >= 0; n = read(limiter, body, buffer)) {
        received += n;
        if (received > file.checksum().size()) {
          throw new MirrorException(
              "sends more than the " + file.checksum().size() + " bytes of the file");
        }
        hasher.putBytes(buffer, 0, n);
        out.write(buffer, 0, n);
        listener.progress(file.name(), received, file.checksum().size());
      }
    } finally {
      reader.shutdownNow();
    }
    if (received < file.checksum().size()) {
      throw new MirrorException(
          String.format("sent %d bytes, but the file has %d", received, file.checksum().size()));
    }
    String actual = hasher.hash().toString();
    if (!actual.equals(file.checksum().sha256())) {
      throw new MirrorException(
          String.format(
              "sent another file: SHA-256 %s and not %s", actual, file.checksum().sha256()));
    }
  }

  private int read(TimeLimiter limiter, InputStream body, byte[] buffer)
      throws InterruptedException, MirrorException {
    try {
      return limiter.callWithTimeout(
          () -> body.read(buffer), patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new MirrorException("fell silent for " + patience.toSeconds() + " s");
    } catch (ExecutionException | UncheckedExecutionException e) {
      throw new MirrorException(reason(e.getCause()));
    }
  }

  /** Returns a few words: the client's own messages are often empty. */
  private String reason(Throwable failure) {
    List<Throwable> causes = Throwables.getCausalChain(failure);
    if (causes.stream().anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "unknown host";
    }
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection within " + patience.toSeconds() + " s";
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer within " + patience.toSeconds() + " s";
    }
    String otherwise =
        failure instanceof ConnectException ? "connection refused" : "no reason is given";
    return causes.stream()
        .map(Throwable::getMessage)
        .filter(message -> message != null && !message.isEmpty())
        .findFirst()
        .orElse(otherwise);
  }

  /** One mirror did not give the file; the next one may. */
  private static final class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;

    MirrorException(String message) {
      super(message);
    }
  }
}
