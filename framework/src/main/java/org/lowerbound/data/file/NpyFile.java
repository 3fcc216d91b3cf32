package org.lowerbound.data.file;

import com.google.common.collect.ImmutableMap;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.data.source.DataException;

/** One array in NumPy's format, versions 1 to 3: {@code numpy.save}. */
public final class NpyFile extends ArrayFile {
  /** The key of the only array. */
  private static final String ONLY = "";

  /** How much of a file is mapped at once. */
  private static final int PIECE_BYTES = 1 << 30;

  private final NpyHeader header;
  private final long mapFrom;
  private final int pieceBytes;

  private NpyFile(Path path, NpyHeader header, long mapFrom, int pieceBytes) {
    super(path);
    this.header = header;
    this.mapFrom = mapFrom;
    this.pieceBytes = pieceBytes;
  }

  /**
   * Opens a file whose array is read into memory.
   *
   * @throws DataException if it cannot be read or is not such a file
   */
  public static NpyFile open(Path path) {
    return open(path, Long.MAX_VALUE);
  }

  /**
   * Opens a file whose array is mapped if it is large, and else read into memory.
   *
   * @param mapFrom how many bytes are large; those that no Java array has room for are, too
   * @throws DataException if it cannot be read or is not such a file
   */
  public static NpyFile open(Path path, long mapFrom) {
    return open(path, mapFrom, PIECE_BYTES);
  }

  static NpyFile open(Path path, long mapFrom, int pieceBytes) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      return new NpyFile(path, NpyHeader.read(path.toString(), in), mapFrom, pieceBytes);
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  @Override
  public ImmutableMap<String, String> arrays() {
    return ImmutableMap.of(ONLY, header.description());
  }

  @Override
  StoredArray get(String key) {
    String place = path().toString();
    try (FileChannel file = FileChannel.open(path());
        InputStream in = new BufferedInputStream(Channels.newInputStream(file))) {
      long size = file.size();
      // Text and Fortran's order are read into memory whatever they take.
      return header.isInOrder() && size >= Math.min(mapFrom, ArraySizes.MOST_BYTES)
          ? NpyContent.map(place, file, header, pieceBytes)
          : NpyContent.read(place, in, size, Optional.empty());
    } catch (IOException e) {
      throw cannotRead(path(), e);
    }
  }
}
