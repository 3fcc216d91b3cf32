package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.file.IdxFile;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.data.source.RemoteFile;
import org.tensorflow.ndarray.Shape;

/**
 * Some drawings of some characters of Omniglot. In the files the characters follow each other by
 * their official numbers, each with its 20 drawings.
 *
 * @param files the files that have the characters, in order
 * @param firstCharacter the number, from 0, of the first character in them
 * @param from the first drawing of each character that is taken, from 0
 * @param to the first after it that is not
 */
record OmniglotPart(ImmutableList<RemoteFile> files, int firstCharacter, int from, int to)
    implements ImagePart {
  /** How many times each character is drawn. */
  static final int DRAWINGS = 20;

  private static final int SIDE = 28;

  @Override
  public void check(DataSource source, boolean withLabels) {
    files.forEach(file -> source.check(file));
  }

  @Override
  public ImageLevels images(DataSource source) {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    for (RemoteFile file : files) {
      Observations.Bytes all =
          source.read(file, (path, content) -> IdxFile.parse(path, content).observations());
      int[] rows = IntStream.range(0, all.count()).filter(this::taken).toArray();
      levels.writeBytes(all.select(rows).values());
    }
    int count = levels.size() / (SIDE * SIDE);
    return new ImageLevels(
        Shape.of(SIDE, SIDE, 1), new Observations.Bytes(levels.toByteArray(), count, SIDE * SIDE));
  }

  @Override
  public int[] labels(DataSource source, int count) {
    return IntStream.range(0, count).map(i -> firstCharacter + i / (to - from)).toArray();
  }

  private boolean taken(int row) {
    int drawing = row % DRAWINGS;
    return drawing >= from && drawing < to;
  }
}
