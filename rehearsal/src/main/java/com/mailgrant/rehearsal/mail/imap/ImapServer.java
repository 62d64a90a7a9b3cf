package com.mailgrant.rehearsal.mail.imap;

import com.mailgrant.rehearsal.mail.Dialogue;
import com.mailgrant.rehearsal.mail.MailProperties;
import com.mailgrant.rehearsal.mail.Protocol;
import com.mailgrant.rehearsal.mail.Service;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;

/** Talks IMAP with each client. */
public final class ImapServer implements Dialogue {
  private final Tenant tenant;
  private final Manner manner;
  private final SignIns signIns;

  private ImapServer(Tenant tenant, Manner manner, Service service) {
    this.tenant = tenant;
    this.manner = manner;
    this.signIns = new SignIns(tenant, service, Protocol.IMAP);
  }

  /** As Exchange Online does. */
  public static ImapServer exchange(Tenant tenant, MailProperties properties) {
    return new ImapServer(tenant, new ExchangeManner(properties), Service.MICROSOFT);
  }

  /** As Gmail does. */
  public static ImapServer gmail(Tenant tenant) {
    return new ImapServer(tenant, new GmailManner(), Service.GOOGLE);
  }

  @Override
  public void run(Wire wire) throws IOException, InterruptedException {
    new ImapSession(tenant, manner, signIns, wire).run();
  }
}
