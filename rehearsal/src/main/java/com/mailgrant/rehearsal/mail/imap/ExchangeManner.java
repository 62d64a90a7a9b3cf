package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Account;
import com.mailgrant.rehearsal.mail.MailProperties;
import com.mailgrant.rehearsal.mail.SignIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exchange Online (facts/microsoft365 4.2 to 4.5). */
final class ExchangeManner implements Manner {
  private static final String EXTENSIONS = "SASL-IR UIDPLUS MOVE ID UNSELECT";
  private static final String MORE = "CHILDREN IDLE NAMESPACE LITERAL+";

  private final MailProperties properties;

  ExchangeManner(MailProperties properties) {
    this.properties = properties;
  }

  @Override
  public String greeting() {
    var connection = UUID.randomUUID().toString();
    var place =
        Base64.getEncoder()
            .encodeToString(("REHEARSAL." + connection).getBytes(StandardCharsets.US_ASCII));
    return properties.classicImap()
        ? "The Microsoft Exchange IMAP4 service is ready. [" + place + "]"
        : "Microsoft Exchange IMAP4 service ready. %s (tcpproxy/15.21.0406.000 BACKENDAUTHENTICATE) [%s]"
            .formatted(connection, place);
  }

  @Override
  public String capabilities(@Nullable Account account, boolean oauth) {
    boolean classic = properties.classicImap();
    var sb = new StringBuilder("IMAP4 IMAP4rev1 ");
    sb.append(classic || !oauth ? "AUTH=PLAIN " : "");
    sb.append(oauth ? "AUTH=XOAUTH2 " : "");
    sb.append(classic || !oauth || account != null ? "" : "LOGINDISABLED ");
    sb.append(EXTENSIONS);
    if (account != null) {
      sb.append(" CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE");
    }
    sb.append(' ').append(MORE);
    if (account != null && offersRev2(account)) {
      sb.append(" ENABLE IMAP4rev2");
    }
    return sb.toString();
  }

  private boolean offersRev2(Account account) {
    return MailProperties.names(properties.imap4rev2(), account.mailbox().address());
  }

  @Override
  public List<String> mechanisms() {
    return List.of("XOAUTH2");
  }

  @Override
  public Optional<String> challenge(String mechanism) {
    return Optional.empty();
  }

  @Override
  public String refused(SignIn.Refusal refusal) {
    return refusal == SignIn.Refusal.BUSY ? "Server Unavailable. 15" : "AUTHENTICATE failed.";
  }

  @Override
  public String signedIn(Account account) {
    return "AUTHENTICATE completed.";
  }

  @Override
  public boolean tellsCapabilities() {
    return false;
  }

  @Override
  public String loginRefused() {
    return "LOGIN failed.";
  }

  @Override
  public String completed(String command) {
    return command + " completed.";
  }

  @Override
  public String failed(String command) {
    return command + " failed.";
  }

  @Override
  public String noSuchFolder(String encodedName) {
    return encodedName + " doesn't exist.";
  }

  @Override
  public String noTarget() {
    return "[TRYCREATE] Folder is not found.";
  }

  @Override
  public String unknownCommand() {
    return "Command Error. 12";
  }

  @Override
  public String badArgument() {
    return "Command Argument Error. 11";
  }

  @Override
  public String wrongState() {
    return "Command received in Invalid state.";
  }

  @Override
  public String goAhead() {
    return "Ready for additional command text.";
  }

  @Override
  public String idling() {
    return "IDLE accepted, awaiting DONE command.";
  }

  @Override
  public String farewell() {
    return "Microsoft Exchange Server IMAP4 server signing off.";
  }

  @Override
  public String closed() {
    return "Connection is closed. 13";
  }

  @Override
  public String tokenRanOut() {
    return "Session invalidated - AccessTokenExpired";
  }

  @Override
  public String identity() {
    return "(\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\")";
  }

  @Override
  public boolean showsAttributes(Account account) {
    return MailProperties.names(properties.listAttributes(), account.mailbox().address());
  }

  @Override
  public boolean searchesIn(String charset) {
    return false;
  }

  @Override
  public boolean throttles() {
    return true;
  }
}
