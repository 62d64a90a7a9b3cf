package com.mailgrant.foldermapping;

import static com.mailgrant.testing.Visitor.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mailgrant.account.AccountState;
import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.mail.FolderName;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.InvalidInput.FieldError;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.NoSession;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import com.mailgrant.token.TestGrants;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FolderMappingsTest {
  private final Installation installation = Installation.start();
  private final Node node = installation.node();
  private final Folders folders = node.get(Folders.class);
  private final FolderMappings mappings = node.get(FolderMappings.class);
  private MailAccount account = TestAccounts.corporate(node, ANNA.username());

  @BeforeEach
  void annaIsSignedIn() {
    installation.reset();
    account = TestAccounts.corporate(node, ANNA.username());
    TestGrants.signIn(installation, account, ANNA);
  }

  @AfterAll
  void stop() {
    installation.close();
  }

  @Test
  void the_real_folders_are_listed_inbox_first_and_without_those_that_hold_no_mail()
      throws Exception {
    installation.imap().folder("Projects", "\\Noselect \\HasChildren");
    installation.imap().folder("Projects/M&APw-ller", "\\HasNoChildren");
    installation.imap().folder("Calendar/Birthdays", "\\HasNoChildren");
    assertThat(folders.of(account))
        .extracting(MailFolder::name)
        .containsExactly(
            "INBOX",
            "Archive",
            "Deleted Items",
            "Drafts",
            "Junk Email",
            "Projects/Müller",
            "Sent Items");
    assertThat(folders.of(account))
        .filteredOn(folder -> folder.name().equals("Projects/Müller"))
        .allSatisfy(folder -> {
          assertThat(folder.depth()).isEqualTo(1);
          assertThat(folder.label()).isEqualTo("Müller");
          assertThat(folder.raw()).isEqualTo(new FolderName("Projects/M&APw-ller"));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' ' | at most 200 characters",
        "'a\u0007b' | without line breaks",
        "Archive | has a folder \"Archive\" already",
        "INBOX | has a folder \"INBOX\" already",
        "inbox | has a folder \"inbox\" already"
      })
  void a_folder_with_a_name_that_cannot_be_is_not_made(String name, String answer) {
    assertThatThrownBy(() -> folders.create(account, name))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("name")
        .extracting(e -> ((InvalidInput) e).first())
        .asString()
        .contains(answer);
  }

  @Test
  void a_name_that_the_server_does_not_take_is_the_fault_of_the_name() {
    installation
        .imap()
        .refuse("CREATE", "NO [CANNOT] Invalid mailbox name: Name must not have '/' characters");
    assertThatThrownBy(() -> folders.create(account, "a/b"))
        .isInstanceOf(InvalidInput.class)
        .extracting(e -> ((InvalidInput) e).first())
        .asString()
        .contains("does not make a folder \"a/b\"", "must not have '/' characters");
  }

  @Test
  void what_was_chosen_is_kept_under_the_name_on_the_wire() throws Exception {
    installation.imap().folder("Gesendete Elemente", "");
    installation.imap().folder("Gel&APY-schte Elemente", "");
    mappings.save(
        account, Map.of("sent", "Gesendete Elemente", "deleted", "Gelöschte Elemente", "junk", ""));
    assertThat(mappings.of(account.id()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                FolderRole.SENT, new FolderName("Gesendete Elemente"),
                FolderRole.DELETED, new FolderName("Gel&APY-schte Elemente")));
    assertThat(TestAccounts.fresh(node, account).state()).isEqualTo(AccountState.MAPPED);
  }

  @Test
  void the_inbox_is_inbox_unless_somebody_chose_otherwise() throws Exception {
    assertThat(mappings.folder(account.id(), FolderRole.INBOX)).contains(FolderName.INBOX);
    assertThat(mappings.folder(account.id(), FolderRole.SENT)).isEmpty();
    mappings.save(account, Map.of("inbox", "Archive"));
    assertThat(mappings.folder(account.id(), FolderRole.INBOX)).contains(new FolderName("Archive"));
  }

  @Test
  void a_folder_that_does_not_exist_is_refused_at_its_field() throws Exception {
    mappings.save(account, Map.of("sent", "Sent Items"));
    var refused = refused(Map.of("sent", "Sent Items", "draft", "Nowhere"));
    assertThat(refused.errors()).extracting(FieldError::field).containsExactly("draft");
    assertThat(refused.errors().getFirst().message()).contains("no folder \"Nowhere\"");
    assertThat(refused(Map.of("sent", "x".repeat(100_000))).errors().getFirst().message())
        .hasSizeLessThan(200);
    assertThat(mappings.of(account.id())).containsOnlyKeys(FolderRole.SENT);
  }

  @Test
  void a_folder_plays_one_role() {
    assertThat(refused(Map.of("sent", "Archive", "archive", "Archive")).errors())
        .singleElement()
        .extracting(FieldError::message)
        .asString()
        .contains("is mapped to", "already");
  }

  @Test
  void a_role_that_is_none_is_refused() {
    assertThat(refused(Map.of("outbox", "Archive")).errors().getFirst().message())
        .contains("inbox, sent, draft, deleted, archive, junk");
  }

  @Test
  void a_choice_of_nothing_maps_nothing() throws Exception {
    var nothing = new HashMap<String, String>();
    for (var role : FolderRole.values()) {
      nothing.put(role.apiName(), "");
    }
    mappings.save(account, nothing);
    assertThat(mappings.of(account.id())).isEmpty();
    assertThat(TestAccounts.fresh(node, account).state()).isEqualTo(AccountState.SIGNED_IN);
  }

  @Test
  void a_new_folder_is_made_in_the_mailbox() throws Exception {
    folders.create(account, "Müller & Söhne");
    assertThat(folders.of(account)).extracting(MailFolder::name).contains("Müller & Söhne");
  }

  @Test
  void a_mailbox_that_does_not_open_is_diagnosed_and_nothing_is_changed() {
    installation.imap().refuse("LIST", "BAD User is authenticated but not connected.");
    assertThatThrownBy(() -> mappings.save(account, Map.of("sent", "Sent Items")))
        .isInstanceOf(NoSession.class)
        .extracting(failure -> ((NoSession) failure).finding().code())
        .isEqualTo("D12");
    assertThat(mappings.of(account.id())).isEmpty();
  }

  private InvalidInput refused(Map<String, String> chosen) {
    var refused = catchThrowableOfType(InvalidInput.class, () -> mappings.save(account, chosen));
    assertThat(refused).as("%s should be refused", chosen.keySet()).isNotNull();
    return refused;
  }
}
