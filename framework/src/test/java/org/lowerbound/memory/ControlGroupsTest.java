package org.lowerbound.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits as Linux shows them. */
final class ControlGroupsTest {
  @TempDir Path root;

  private void file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private OptionalLong limit() {
    return ControlGroups.of(root).limit();
  }

  @Test
  void withoutGroupsThereIsNoLimit() throws IOException {
    assertEquals(OptionalLong.empty(), limit());
    file("proc/self/cgroup", "0::/user.slice\n");
    assertEquals(OptionalLong.empty(), limit());
    file("proc/self/cgroup", "nonsense\n");
    assertEquals(OptionalLong.empty(), limit());
  }

  @Test
  void version2() throws IOException {
    file("proc/self/cgroup", "0::/user.slice/job\n");
    file("sys/fs/cgroup/user.slice/job/memory.max", "max\n");
    assertEquals(OptionalLong.empty(), limit());
    file("sys/fs/cgroup/user.slice/memory.max", "3000000000\n");
    assertEquals(OptionalLong.of(3_000_000_000L), limit());
    file("sys/fs/cgroup/user.slice/job/memory.max", "2684354560\n");
    assertEquals(OptionalLong.of(2_684_354_560L), limit());
  }

  @Test
  void version1() throws IOException {
    file("proc/self/cgroup", "9:name=systemd:/\n4:cpu,memory:/docker/7f/job\n3:cpuset:/\n0::/\n");
    file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    assertEquals(OptionalLong.empty(), limit());
    file("sys/fs/cgroup/memory/docker/7f/memory.limit_in_bytes", "2684354560\n");
    file("sys/fs/cgroup/memory/docker/7f/job/memory.limit_in_bytes", "5368709120\n");
    assertEquals(OptionalLong.of(2_684_354_560L), limit());
  }

  @Test
  void aContainerSeesItsGroupAsTheRoot() throws IOException {
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/memory.max", "2684354560\n");
    assertEquals(OptionalLong.of(2_684_354_560L), limit());
    file("proc/self/cgroup", "0::/../../elsewhere\n");
    assertEquals(OptionalLong.of(2_684_354_560L), limit());
  }

  @Test
  void thisMachineHasMemory() {
    MachineMemory here = MachineMemory.here();
    assertTrue(here.bytes() >= Runtime.getRuntime().totalMemory() / 2, here.toString());
    assertTrue(here.forTensors() < here.bytes(), here.toString());
  }
}
