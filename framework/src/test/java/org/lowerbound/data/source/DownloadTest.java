package org.lowerbound.data.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lowerbound.data.TestFiles;

/** Downloads from a server on this machine. */
class DownloadTest {
  private static final byte[] CONTENT = TestFiles.randomBytes(200_000);

  @TempDir Path cache;
  private HttpServer server;
  private ExecutorService threads;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch testOver = new CountDownLatch(1);

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/good", exchange -> answer(exchange, 200, CONTENT));
    server.createContext("/missing", exchange -> answer(exchange, 404, new byte[3]));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", uri("/good").toString());
          answer(exchange, 302, new byte[0]);
        });
    server.createContext(
        "/other",
        exchange -> {
          byte[] other = CONTENT.clone();
          other[7] ^= 1;
          answer(exchange, 200, other);
        });
    server.createContext(
        "/short", exchange -> answer(exchange, 200, Arrays.copyOf(CONTENT, 100_000)));
    server.createContext(
        "/long", exchange -> answer(exchange, 200, Arrays.copyOf(CONTENT, 200_001)));
    server.createContext("/silent", this::fallSilent);
    server.start();
  }

  @AfterEach
  void stopServer() {
    testOver.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void keepsTheFileInTheCacheAndReportsProgress() throws IOException {
    RemoteFile file = file("/good");
    List<Long> received = new ArrayList<>();
    DataSource source =
        new DataSource(
            Optional.empty(),
            cache,
            (name, bytes, total) -> {
              assertEquals("file", name);
              assertEquals(CONTENT.length, total);
              received.add(bytes);
            });
    assertArrayEquals(CONTENT, source.read(file, TestFiles::all));
    assertArrayEquals(CONTENT, Files.readAllBytes(TestFiles.plainIn(cache, file)));
    assertEquals(0, received.get(0));
    assertEquals(CONTENT.length, received.get(received.size() - 1));
    assertEquals(received.stream().sorted().toList(), received);
    assertOnlyFiles("file");

    source.read(file, TestFiles::all);
    assertEquals(1, requests.get(), "the second reading must use the cache");
  }

  @Test
  void followsRedirects() {
    assertArrayEquals(CONTENT, source().read(file("/moved"), TestFiles::all));
  }

  @Test
  void triesTheNextMirror() throws IOException {
    assertArrayEquals(
        CONTENT, source().read(file("/missing", "/other", "/short", "/good"), TestFiles::all));
    assertOnlyFiles("file");
  }

  @Test
  void saysWhyEachMirrorFailed() throws IOException {
    RemoteFile file = file("/missing", "/other", "/short", "/long");
    DataException e = assertThrows(DataException.class, () -> source().read(file, TestFiles::all));
    byte[] other = CONTENT.clone();
    other[7] ^= 1;
    assertEquals(
        "set: the file file is missing and could not be downloaded"
            + ("\n  not in " + cache + " or its folders set, Other/raw, raw")
            + "\n  not named file, with or without .gz"
            + ("\n  " + uri("/missing") + ": HTTP status 404")
            + ("\n  " + uri("/other") + ": sent another file: SHA-256 ")
            + TestFiles.checksum(other).sha256()
            + (" and not " + file.content().sha256().orElseThrow())
            + ("\n  " + uri("/short") + ": sent 100000 bytes, but the file has 200000")
            + ("\n  " + uri("/long") + ": sends more than the 200000 bytes of the file")
            + "\n  To use a copy, put it at DIR/set/file and name DIR by --data DIR or"
            + " LOWERBOUND_DATA=DIR"
            + ("\n  file: 200000 bytes when unpacked, SHA-256 "
                + file.content().sha256().orElseThrow()),
        e.getMessage());
    assertOnlyFiles();
  }

  @Test
  void saysThatTheConnectionWasRefused() throws IOException {
    int freePort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      freePort = socket.getLocalPort();
    }
    URI dead = URI.create("http://127.0.0.1:" + freePort + "/file");
    RemoteFile file = TestFiles.describe("set", "file", CONTENT, dead);
    DataException e = assertThrows(DataException.class, () -> source().read(file, TestFiles::all));
    assertTrue(e.getMessage().contains("\n  " + dead + ": connection refused\n"), e.getMessage());
    assertOnlyFiles();
  }

  @Test
  void givesUpOnAMirrorThatFallsSilent() throws IOException {
    Downloader impatient = new Downloader((file, received, total) -> {}, Duration.ofMillis(300));
    DataSource source = new DataSource(Optional.empty(), cache, impatient);
    assertArrayEquals(CONTENT, source.read(file("/silent", "/good"), TestFiles::all));
    assertOnlyFiles("file");
  }

  @Test
  void saysThatTheCacheCannotBeWritten() throws IOException {
    Files.writeString(cache.resolve("set"), "a file where the folder should be");
    DataException e =
        assertThrows(DataException.class, () -> source().read(file("/good"), TestFiles::all));
    assertTrue(
        e.getMessage().startsWith("set: the file file is missing and cannot be kept in the cache"),
        e.getMessage());
  }

  @Test
  void threadsThatWantTheSameFileDownloadItOnce() throws InterruptedException, ExecutionException {
    DataSource source = source();
    RemoteFile file = file("/good");
    List<Future<byte[]>> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(threads.submit(() -> source.read(file, TestFiles::all)));
    }
    for (Future<byte[]> reader : readers) {
      assertArrayEquals(CONTENT, reader.get());
    }
    assertEquals(1, requests.get());
  }

  @Test
  void anInterruptedDownloadLeavesNothingAndKeepsTheInterrupt() throws IOException {
    Thread.currentThread().interrupt();
    DataException e =
        assertThrows(DataException.class, () -> source().read(file("/silent"), TestFiles::all));
    assertTrue(Thread.interrupted(), "the interrupt must not be swallowed");
    assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
    assertFalse(Files.exists(TestFiles.plainIn(cache, file("/silent"))));
    assertOnlyFiles();
  }

  private DataSource source() {
    return new DataSource(Optional.empty(), cache);
  }

  private RemoteFile file(String... paths) {
    return TestFiles.describe(
        "set", "file", CONTENT, Arrays.stream(paths).map(this::uri).toArray(URI[]::new));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private void fallSilent(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, CONTENT.length);
      exchange.getResponseBody().write(CONTENT, 0, 1000);
      exchange.getResponseBody().flush();
      testOver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertOnlyFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("set"))) {
      assertEquals(List.of(names), files.map(path -> path.getFileName().toString()).toList());
    }
  }
}
