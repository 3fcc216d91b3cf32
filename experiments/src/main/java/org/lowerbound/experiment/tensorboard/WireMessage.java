package org.lowerbound.experiment.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protocol buffer of a type that no library here has, written field by field. */
final class WireMessage {
  private final ByteString.Output bytes = ByteString.newOutput();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  /** Writes one field. */
  private interface Field {
    void write() throws IOException;
  }

  private WireMessage add(Field field) {
    try {
      field.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return this;
  }

  WireMessage text(int field, String value) {
    return add(() -> out.writeString(field, value));
  }

  WireMessage number(int field, double value) {
    return add(() -> out.writeDouble(field, value));
  }

  WireMessage truth(int field, boolean value) {
    return add(() -> out.writeBool(field, value));
  }

  WireMessage constant(int field, int value) {
    return add(() -> out.writeEnum(field, value));
  }

  WireMessage message(int field, ByteString value) {
    return add(() -> out.writeBytes(field, value)); // Both are a length and bytes.
  }

  ByteString build() {
    add(out::flush);
    return bytes.toByteString();
  }
}
