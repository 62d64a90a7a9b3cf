package com.mailgrant.outbox;

import static com.mailgrant.outbox.OutboxLab.HERE;
import static com.mailgrant.testing.Visitor.ANNA;
import static com.mailgrant.testing.Visitor.BERND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailgrant.account.MailAccount;
import com.mailgrant.account.TestAccounts;
import com.mailgrant.outbox.MessageDraft.Recipient;
import com.mailgrant.platform.InvalidInput;
import com.mailgrant.platform.Refused;
import com.mailgrant.session.NoSession;
import com.mailgrant.sharing.Access;
import com.mailgrant.sharing.Access.Share;
import com.mailgrant.sharing.EmailPolicy;
import com.mailgrant.sharing.Right;
import com.mailgrant.sharing.Sharing;
import com.mailgrant.testing.Installation;
import com.mailgrant.testing.Node;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/** Who may send as whom, through which account a message leaves, and what is forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharingTest {
  @RegisterExtension private final OutboxLab lab = new OutboxLab();

  private final Installation installation = lab.installation();
  private final Node node = lab.node();
  private final Outbox outbox = lab.outbox();
  private final Sharing sharing = node.get(Sharing.class);
  private MailAccount annas = TestAccounts.corporate(node, ANNA.username());
  private MailAccount bernds = annas;

  @BeforeEach
  void twoAccounts() {
    annas = lab.signedIn(ANNA);
    bernds = lab.signedIn(BERND);
  }

  @Test
  void only_who_has_the_right_to_send_sends() throws NoSession {
    share(annas, "u1", Right.READ);
    assertThatThrownBy(() -> accept("u1", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("onBehalfOf");
    assertThatThrownBy(() -> accept("stranger", null)).isInstanceOf(InvalidInput.class);
    assertThat(outbox.list(HERE, null, null)).isEmpty();
    share(annas, "u1", Right.READ, Right.SEND);
    var message = accept("u1", null);
    assertThat(message.onBehalfOf()).isEqualTo("u1");
    assertThat(message.askedAccountId()).isNull();
  }

  @Test
  void nobody_has_more_accounts_than_allowed() throws NoSession {
    for (int i = 0; i < 5; i++) {
      share(
          TestAccounts.shared(node, ANNA.username(), "b" + i + "@contoso.example"),
          "u1",
          Right.READ);
    }
    assertThatThrownBy(() -> share(annas, "u1", Right.READ))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("5 accounts already");
    assertThat(sharing.access(annas).users()).isEmpty();
    share(annas, "u2", Right.READ);
  }

  @Test
  void a_further_sender_stands_in_from_as_soon_as_it_is_allowed() throws NoSession {
    assertThatThrownBy(() -> accept(draft("sales@contoso.example", null, null)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("sender");
    sharing.change(annas, _ -> new Access(List.of(), List.of("Sales@contoso.example")));
    assertThat(accept(draft("sales@contoso.example", null, null)).from())
        .isEqualTo("sales@contoso.example");
  }

  @Test
  void where_integrated_email_is_off_the_fallback_sends_and_says_so() throws NoSession {
    sharing.change(HERE, _ -> new EmailPolicy(false, bernds.id(), Set.of(), Set.of()));
    var message = accept(null, null);
    assertThat(message.accountId()).isEqualTo(bernds.id().toString());
    assertThat(message.askedAccountId()).isEqualTo(annas.id().toString());
    assertThat(message.sentThrough()).isEqualTo("integrated-email-off");
    node.get(Sending.class).attemptNext();
    assertThat(installation.smtp().deliveries())
        .singleElement()
        .satisfies(delivery -> {
          assertThat(delivery.from()).isEqualTo(BERND.username());
          assertThat(delivery.content())
              .contains("Reply-To: " + ANNA.username())
              .contains("X-Mailgrant-Account: " + bernds.id())
              .contains("X-Mailgrant-Asked-Account: " + annas.id())
              .contains("X-Mailgrant-Sent-Through: integrated-email-off");
        });
    assertThatThrownBy(() -> accept(null, false)).isInstanceOf(Refused.class);
    assertThat(outbox.accept(annas, draft(null, null, null), null).accountId())
        .as("a message of Mailgrant's own proves the account itself")
        .isEqualTo(annas.id().toString());
  }

  @Test
  void it_may_be_off_for_one_user_or_one_account() throws NoSession {
    var sending = Set.of(Right.SEND);
    sharing.change(
        annas,
        _ -> new Access(List.of(new Share("u1", sending), new Share("u2", sending)), List.of()));
    sharing.change(HERE, _ -> new EmailPolicy(true, bernds.id(), Set.of("u1"), Set.of()));
    assertThat(accept("u1", null).accountId()).isEqualTo(bernds.id().toString());
    assertThat(accept("u2", null).accountId()).isEqualTo(annas.id().toString());
    sharing.change(HERE, _ -> new EmailPolicy(true, null, Set.of(), Set.of(annas.id())));
    assertThatThrownBy(() -> accept("u2", null))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("no fallback account");
  }

  @Test
  void an_account_that_needs_a_login_is_stood_in_for_if_the_message_allows_it() throws NoSession {
    sharing.change(HERE, _ -> new EmailPolicy(true, bernds.id(), Set.of(), Set.of()));
    installation.clock().tick(Duration.ofHours(2));
    installation.authority().endGrant(50173);
    var first = accept(null, null);
    node.get(Sending.class).attemptNext();
    assertThat(outbox.get(HERE, first.id()).state()).isEqualTo(OutboxState.HELD);
    annas = TestAccounts.fresh(node, annas);
    assertThat(accept(null, null).accountId()).isEqualTo(annas.id().toString());
    var other = accept(null, true);
    assertThat(other.accountId()).isEqualTo(bernds.id().toString());
    assertThat(other.sentThrough()).isEqualTo("account-needs-login");
  }

  @Test
  void a_key_belongs_to_the_account_that_was_asked() throws NoSession {
    var first = outbox.acceptAnswer(annas, draft(null, null, true), "order-1");
    sharing.change(HERE, _ -> new EmailPolicy(false, bernds.id(), Set.of(), Set.of()));
    assertThat(outbox.acceptAnswer(annas, draft(null, null, true), "order-1").id())
        .isEqualTo(first.id());
  }

  @Test
  void contents_and_keys_are_forgotten_in_time_and_the_record_stays() throws NoSession {
    var sent = outbox.acceptAnswer(annas, draft(null, null, null), "order-1");
    node.get(Sending.class).attemptNext();
    var later = outbox.acceptAnswer(annas, draft(null, null, null), null);
    installation.clock().tick(Duration.ofDays(8));
    tidy();
    assertThat(outbox.get(HERE, sent.id()).contentKept()).as("a copy is owed").isTrue();
    installation.database().jdbc().sql("update outbox_message set copy_due_at = null").update();
    tidy();
    assertThat(outbox.get(HERE, sent.id()))
        .satisfies(message -> {
          assertThat(message.contentKept()).isFalse();
          assertThat(message.octets()).isPositive();
          assertThat(message.state()).isEqualTo(OutboxState.SENT);
        });
    assertThat(outbox.get(HERE, later.id()).contentKept()).as("it has not left").isTrue();
    assertThat(outbox.acceptAnswer(annas, draft(null, null, null), "order-1").id())
        .isNotEqualTo(sent.id());
  }

  @Test
  void who_may_only_send_reads_nothing_by_sending() throws NoSession {
    installation
        .imap()
        .deliver(
            "INBOX",
            "Message-ID: <q@x.example>\r\nFrom: bob@fabrikam.example\r\nSubject: x\r\n\r\nx\r\n");
    var id = Base64.getUrlEncoder().withoutPadding().encodeToString("7.1.INBOX".getBytes(UTF_8));
    var own = "'to':['eve@fabrikam.example'],'subject':'s'";
    var reading =
        List.of(
            "'inReplyTo':'<q@x.example>','mode':'forward'," + own,
            "'inReplyTo':'<q@x.example>','mode':'reply-all'," + own,
            "'inReplyTo':'<q@x.example>'",
            "'inReplyTo':'<q@x.example>','to':['eve@fabrikam.example']",
            "'inReplyTo':'<q@x.example>','to':[],'cc':['eve@fabrikam.example'],'subject':'s'",
            "'inReplyTo':'" + id + "'," + own);
    for (var draft : reading) {
      share(annas, "u1", Right.SEND);
      assertThatThrownBy(() -> accept(answer(draft)))
          .as(draft)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("may not read");
      assertThatThrownBy(() -> node.get(Drafts.class).save(annas, answer(draft)))
          .as(draft)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("may not read");
      share(annas, "u1", Right.SEND, Right.READ);
      accept(answer(draft));
    }
    share(annas, "u1", Right.SEND);
    assertThat(accept(answer("'inReplyTo':'<q@x.example>'," + own)).onBehalfOf()).isEqualTo("u1");
  }

  private MessageDraft answer(String single) {
    var whole = "{'onBehalfOf':'u1','text':'x'," + single + "}";
    return node.get(JsonMapper.class).readValue(whole.replace('\'', '"'), MessageDraft.class);
  }

  private void tidy() {
    Housekeeping.round(
        node.get(Housekeeping.Leftovers.class),
        node.get(SpentTable.class),
        Duration.ofDays(7),
        installation.clock());
  }

  private void share(MailAccount account, String user, Right... rights) {
    sharing.change(account, _ -> new Access(List.of(new Share(user, Set.of(rights))), List.of()));
  }

  private OutboxMessage accept(@Nullable String user, @Nullable Boolean allowFallback)
      throws NoSession {
    return accept(draft(null, user, allowFallback));
  }

  private OutboxMessage accept(MessageDraft draft) throws NoSession {
    return outbox.acceptAnswer(annas, draft, null);
  }

  private static MessageDraft draft(
      @Nullable String sender, @Nullable String user, @Nullable Boolean allowFallback) {
    return new MessageDraft(
        List.of(new Recipient(null, "bob@fabrikam.example")),
        null,
        null,
        "Offer",
        "text",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        sender,
        user,
        allowFallback);
  }
}
