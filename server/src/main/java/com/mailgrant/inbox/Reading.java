package com.mailgrant.inbox;

import com.mailgrant.account.MailAccount;
import com.mailgrant.foldermapping.FolderMappings;
import com.mailgrant.mail.FolderName;
import com.mailgrant.mail.ImapSession;
import com.mailgrant.mail.MailFailureException;
import com.mailgrant.mail.MessageHeader;
import com.mailgrant.mail.SearchCriteria;
import com.mailgrant.mail.UidSet;
import com.mailgrant.platform.Missing;
import com.mailgrant.provider.FolderRole;
import com.mailgrant.session.MailSessions;
import com.mailgrant.session.NoSession;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lists, searches and fetches. Nothing is marked as read. */
@Service
public class Reading {
  private static final List<String> FIELDS =
      List.of("FROM", "TO", "CC", "SUBJECT", "DATE", "MESSAGE-ID");
  private static final int PAGE = 50;
  static final long LARGEST_MESSAGE = 40L * 1024 * 1024;

  private final MailSessions sessions;
  private final FolderMappings mappings;

  Reading(MailSessions sessions, FolderMappings mappings) {
    this.sessions = sessions;
    this.mappings = mappings;
  }

  /**
   * @param next cursor of the next page; null on the last one
   */
  public record Page(List<ListedMessage> items, @Nullable Long next) {}

  /**
   * The newest messages first.
   *
   * @param folder readable name; null for the mapped Inbox
   * @param correspondent part of an address or name in From, To or Cc; null for all
   * @param text part of the message; null for all
   * @param below cursor of an earlier page; null for the first
   */
  public Page list(
      MailAccount account,
      @Nullable String folder,
      @Nullable String correspondent,
      @Nullable String text,
      @Nullable Long below)
      throws NoSession {
    var name = folder == null ? inbox(account) : FolderName.of(folder);
    try (var session = sessions.imap(account)) {
      var status = session.examine(name);
      var found = session.search(criteria(correspondent, text)).uids();
      var page =
          found.stream()
              .filter(uid -> below == null || uid < below)
              .boxed()
              .sorted(Comparator.reverseOrder())
              .limit(PAGE + 1L)
              .toList();
      var shown = page.subList(0, Math.min(PAGE, page.size()));
      var items = headers(session, status.uidValidity(), name, shown);
      return new Page(items, page.size() > PAGE ? shown.getLast() : null);
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  /** One message. */
  public ReadMessage read(MailAccount account, String id) throws NoSession {
    var source = source(account, id);
    return MimeReader.read(id, source);
  }

  /**
   * The message as it lies on the server.
   *
   * @throws Missing when it is gone, or its folder was made anew
   */
  public byte[] source(MailAccount account, String id) throws NoSession {
    var ref = MessageRef.parse(id).orElseThrow(() -> new Missing("message"));
    try (var session = sessions.imap(account)) {
      var status = session.examine(ref.folder());
      var out = new ByteArrayOutputStream();
      if (status.uidValidity() != ref.uidValidity()) {
        throw new Missing("message");
      }
      session.fetchSource(ref.uid(), LARGEST_MESSAGE, out);
      if (out.size() == 0) {
        throw new Missing("message");
      }
      return out.toByteArray();
    } catch (MailFailureException e) {
      throw sessions.explained(account, e.failure());
    }
  }

  private FolderName inbox(MailAccount account) {
    return mappings.folder(account.id(), FolderRole.INBOX).orElse(FolderName.INBOX);
  }

  private static SearchCriteria criteria(@Nullable String correspondent, @Nullable String text) {
    var criteria = SearchCriteria.all();
    if (correspondent != null && !correspondent.isBlank()) {
      criteria = criteria.correspondent(correspondent.strip());
    }
    if (text != null && !text.isBlank()) {
      criteria = criteria.text(text.strip());
    }
    return criteria;
  }

  private static List<ListedMessage> headers(
      ImapSession session, long uidValidity, FolderName folder, List<Long> uids)
      throws MailFailureException {
    var items = new ArrayList<ListedMessage>();
    if (!uids.isEmpty()) {
      var wanted = UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
      session.fetchHeaders(
          wanted, FIELDS, header -> items.add(listed(header, uidValidity, folder)));
    }
    items.sort(
        Comparator.comparing(
            (ListedMessage item) -> MessageRef.parse(item.id()).orElseThrow().uid(),
            Comparator.reverseOrder()));
    return items;
  }

  private static ListedMessage listed(MessageHeader header, long uidValidity, FolderName folder) {
    var fields = new Headers(header.header());
    return new ListedMessage(
        new MessageRef(folder, uidValidity, header.uid()).toString(),
        fields.first("Message-ID"),
        fields.addresses("From"),
        fields.addresses("To"),
        fields.text("Subject"),
        header.received().orElse(null),
        header.flags(),
        header.octets());
  }
}
