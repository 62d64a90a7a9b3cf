package com.mailgrant.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.testing.FakeImap;
import com.mailgrant.testing.FakeSmtp;
import com.mailgrant.testing.RunningServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/examples.md tells people to type works, in the order in which it stands there. */
class ExamplesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  @TempDir Path home;

  @Test
  void every_command_of_the_page_works() throws Exception {
    var page = Files.readString(Path.of("../docs/examples.md"));
    var blocks = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(10);
    var script = home.resolve("examples.sh");
    Files.writeString(
        script,
        blocks.stream()
            .collect(Collectors.joining("\necho\n", "set -euo pipefail\nset -v\n", "\n")));
    try (var server = RunningServer.start("--mailgrant.network.allow-private-hosts=true");
        var imap = FakeImap.start();
        var smtp = FakeSmtp.start()) {
      imap.deliver(
          "INBOX",
          "From: bernd@contoso.example\r\nTo: anna@contoso.example\r\nSubject: Order 17\r\n\r\nHi\r\n");
      var shell = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
      shell.redirectOutput(home.resolve("said").toFile());
      shell.environment().put("MG", server.address() + "/api/v1");
      shell.environment().put("KEY", "Authorization: Bearer " + RunningServer.KEY);
      shell.environment().put("JSON", "Content-Type: application/json");
      shell.environment().put("MAIL_HOST", imap.address().host());
      shell.environment().put("IMAP_PORT", String.valueOf(imap.address().port()));
      shell.environment().put("SMTP_PORT", String.valueOf(smtp.address().port()));
      var process = shell.start();
      boolean ended = process.waitFor(3, TimeUnit.MINUTES);
      var said = Files.readString(home.resolve("said"), StandardCharsets.UTF_8);
      process.destroyForcibly();
      assertThat(ended).as(said).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
    }
  }
}
