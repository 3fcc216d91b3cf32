package org.lowerbound.data.file;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.lowerbound.data.Observations;
import org.lowerbound.data.source.DataException;
import org.lowerbound.data.source.Gzip;

/**
 * Reads binary observations kept as text: one observation a line, its values {@code 0} and {@code
 * 1} separated by blanks; plain or gzip-compressed.
 */
public final class AmatFile {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final int dimension;
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private int line = 1;
  private int column;
  private boolean separated = true;

  private AmatFile(Path file, int dimension) {
    this.file = file;
    this.dimension = dimension;
  }

  /**
   * Reads the content of a file.
   *
   * @param file the file's place, for messages
   * @param content read to its end; plain or gzip-compressed
   * @param dimension how many values every line must have
   * @throws DataException if the content is not as it should be
   */
  public static Observations.Bytes parse(Path file, InputStream content, int dimension) {
    AmatFile parser = new AmatFile(file, dimension);
    try {
      InputStream in = Gzip.open(content);
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          parser.accept(buffer[i]);
        }
      }
    } catch (EOFException e) {
      throw new DataException(file + ": is truncated: its gzip stream ends early", e);
    } catch (IOException e) {
      throw new DataException(file + ": is damaged: " + e.getMessage(), e);
    }
    return parser.finish();
  }

  private void accept(byte character) {
    switch (character) {
      case '0', '1' -> {
        if (!separated) {
          throw damaged("has no blank after value " + column);
        }
        values.write(character - '0');
        column++;
        separated = false;
      }
      case ' ', '\t', '\r' -> separated = true;
      case '\n' -> endLine();
      default ->
          throw damaged(
              String.format(
                  "has the byte 0x%02x after value %d, but only 0, 1 and blanks are allowed",
                  character, column));
    }
  }

  private void endLine() {
    if (column != dimension) {
      throw damaged(String.format("has %d values and not %d", column, dimension));
    }
    line++;
    column = 0;
    separated = true;
  }

  private Observations.Bytes finish() {
    if (column > 0) {
      endLine();
    }
    if (values.size() == 0) {
      throw new DataException(file + ": holds no values");
    }
    return new Observations.Bytes(values.toByteArray(), line - 1, dimension);
  }

  private DataException damaged(String what) {
    return new DataException(file + ": line " + line + " " + what);
  }
}
