package org.lowerbound.experiment.console;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import java.util.Optional;
import org.lowerbound.natives.CLibraries;

/** What the POSIX C library tells of terminals. */
interface CLibrary extends Library {
  /** Returns 1 if a descriptor is a terminal. */
  int isatty(int descriptor);

  /** Asks a device. Its arguments are variadic in C, which some systems pass in another way. */
  int ioctl(int descriptor, NativeLong request, Object... arguments);

  /** The same for Windows, as far as it has it. */
  interface Windows extends Library {
    /** Returns a number other than 0 if a descriptor is a terminal. */
    int _isatty(int descriptor);
  }

  /** Returns the library, unless this is Windows or it cannot be loaded. */
  static Optional<CLibrary> posix() {
    NativeFolder.prepare();
    return CLibraries.posix(CLibrary.class);
  }

  /** Returns the library, if this is Windows and it can be loaded. */
  static Optional<Windows> windows() {
    NativeFolder.prepare();
    return CLibraries.windows(Windows.class);
  }
}
