package org.lowerbound.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableSet;
import com.sun.jna.Platform;
import java.lang.reflect.Field;
import java.net.URL;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;

/** Fails with a JavaCPP that works otherwise: the search would be made again, unnoticed. */
class CudaSearchTest {
  @Test
  void nvidiasLibrariesCountAsNotFound() throws Exception {
    assumeTrue(Platform.isLinux());
    ImmutableSet<String> names = CudaSearch.preloaded();
    assertEquals(18, names.size(), names::toString);
    CudaSearch.leaveOut();
    Field field = Loader.class.getDeclaredField("foundLibraries");
    field.setAccessible(true);
    Map<?, ?> found = (Map<?, ?>) field.get(null);
    for (String name : names) {
      assertTrue(found.get(name) instanceof URL[] urls && urls.length == 0, name);
    }
  }
}
