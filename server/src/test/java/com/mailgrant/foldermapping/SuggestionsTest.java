package com.mailgrant.foldermapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.mailgrant.foldermapping.FolderHint.Source;
import com.mailgrant.mail.Folder;
import com.mailgrant.mail.FolderName;
import com.mailgrant.provider.AccountType;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.provider.MailProvider;
import com.mailgrant.provider.MailProviders;
import com.mailgrant.testing.Installation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuggestionsTest {
  private final Installation installation = Installation.start();
  private final MailProvider corporate = provider(AccountType.MICROSOFT_365);

  @AfterAll
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INBOX, , INBOX, ATTRIBUTE",
    "inbox, , INBOX, ATTRIBUTE",
    "Whatever, \\Sent, SENT, ATTRIBUTE",
    "Whatever, \\sent, SENT, ATTRIBUTE",
    "Whatever, \\Drafts, DRAFT, ATTRIBUTE",
    "Whatever, \\Trash, DELETED, ATTRIBUTE",
    "Whatever, \\Archive, ARCHIVE, ATTRIBUTE",
    "Whatever, \\Junk, JUNK, ATTRIBUTE",
    "Sent Items, , SENT, NAME",
    "Gesendete Elemente, , SENT, NAME",
    "Gel&APY-schte Elemente, , DELETED, NAME",
    "&ipZkZU9bU7A-, , , ",
    "Deleted Items, , DELETED, NAME",
    "Sent Messages 2019, , SENT, GUESS",
    "Projects/Old drafts, , DRAFT, GUESS",
    "Spamtest, , JUNK, GUESS",
    "INBOX/Sent, , SENT, NAME",
    "Inbox/Entw&APw-rfe, , DRAFT, NAME",
    "INBOX/2019/Sent, , SENT, GUESS",
    "Absent, , , ",
    "Presentations, , , ",
    "Consent forms, , , ",
    "sent-mail, , SENT, GUESS",
    "Customers, , , "
  })
  void a_folder_is_suggested_with_the_reason(
      String rawName,
      @Nullable String attribute,
      @Nullable FolderRole role,
      @Nullable Source source) {
    var hint = Suggestions.hint(folder(rawName, attribute), corporate);
    assertThat(hint)
        .isEqualTo(
            role == null || source == null
                ? Optional.empty()
                : Optional.of(new FolderHint(role, source)));
  }

  /** Drafts tagged as Trash: what the server says outranks every name (facts/diagnosis D43). */
  @Test
  void an_attribute_outranks_a_name() {
    assertThat(Suggestions.hint(folder("Drafts", "\\Trash"), corporate))
        .contains(new FolderHint(FolderRole.DELETED, Source.ATTRIBUTE));
    var best =
        Suggestions.in(
            List.of(
                mailFolder("Sent Items", new FolderHint(FolderRole.SENT, Source.NAME)),
                mailFolder("Postausgang", new FolderHint(FolderRole.SENT, Source.ATTRIBUTE)),
                mailFolder("Sent old", new FolderHint(FolderRole.SENT, Source.GUESS))));
    assertThat(best.get(FolderRole.SENT)).extracting(MailFolder::name).isEqualTo("Postausgang");
  }

  @Test
  void of_several_with_the_same_reason_the_highest_is_suggested() {
    var best =
        Suggestions.in(
            List.of(
                mailFolder("INBOX/Sent", new FolderHint(FolderRole.SENT, Source.NAME)),
                mailFolder("Sent", new FolderHint(FolderRole.SENT, Source.NAME))));
    assertThat(best.get(FolderRole.SENT)).extracting(MailFolder::name).isEqualTo("Sent");
  }

  @Test
  void of_several_as_high_with_the_same_reason_the_first_is_suggested() {
    var best =
        Suggestions.in(
            List.of(
                mailFolder("Archive", new FolderHint(FolderRole.ARCHIVE, Source.NAME)),
                mailFolder("Archiv", new FolderHint(FolderRole.ARCHIVE, Source.NAME)),
                mailFolder("Customers", null)));
    assertThat(best).containsOnlyKeys(FolderRole.ARCHIVE);
    assertThat(best.get(FolderRole.ARCHIVE)).extracting(MailFolder::name).isEqualTo("Archive");
  }

  /** A name of a known provider counts at the top only; deeper down it is somebody's own. */
  @Test
  void a_known_name_inside_another_folder_is_a_guess() {
    assertThat(Suggestions.hint(folder("Old mailbox/Sent Items", null), corporate))
        .contains(new FolderHint(FolderRole.SENT, Source.GUESS));
  }

  @Test
  void the_names_of_one_provider_are_not_those_of_another() {
    assertThat(Suggestions.hint(folder("[Gmail]/All Mail", null), provider(AccountType.GMAIL)))
        .contains(new FolderHint(FolderRole.ARCHIVE, Source.NAME));
    assertThat(Suggestions.hint(folder("[Gmail]/All Mail", null), corporate)).isEmpty();
  }

  /** The first sound wins, on every node and after every start. */
  @ParameterizedTest
  @CsvSource({
    "Archived sent mail, SENT",
    "Deleted drafts, DRAFT",
    "Junk archive, ARCHIVE",
    "Spam (deleted), DELETED",
    "Trash archive, DELETED"
  })
  void a_name_with_two_sounds_is_judged_the_same_way_everywhere(String name, FolderRole role) {
    assertThat(Suggestions.hint(folder(name, null), corporate))
        .contains(new FolderHint(role, Source.GUESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", "&", "&-/", "a//b"})
  void odd_names_break_nothing(String rawName) {
    assertThat(Suggestions.hint(folder(rawName, null), corporate)).isEmpty();
  }

  private MailProvider provider(AccountType type) {
    return installation.node().get(MailProviders.class).of(type);
  }

  private static Folder folder(String rawName, @Nullable String attribute) {
    return new Folder(
        new FolderName(rawName), "/", attribute == null ? Set.of() : Set.of(attribute));
  }

  private static MailFolder mailFolder(String name, @Nullable FolderHint hint) {
    var path = Arrays.asList(name.split("/", -1));
    return new MailFolder(FolderName.of(name), name, "/", path.size() - 1, path.getLast(), hint);
  }
}
