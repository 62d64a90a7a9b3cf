package com.mailgrant.rehearsal.mail.smtp;

import com.mailgrant.rehearsal.mail.Dialogue;
import com.mailgrant.rehearsal.mail.Protocol;
import com.mailgrant.rehearsal.mail.Service;
import com.mailgrant.rehearsal.mail.SignIns;
import com.mailgrant.rehearsal.mail.Tenant;
import com.mailgrant.rehearsal.mail.Wire;
import java.io.IOException;

/** Talks SMTP with each client. */
public final class SmtpServer implements Dialogue {
  private final Tenant tenant;
  private final SmtpManner manner;
  private final SignIns signIns;
  private final Submissions submissions;

  public SmtpServer(Tenant tenant, Service service, Submissions submissions) {
    this.tenant = tenant;
    this.submissions = submissions;
    this.signIns = new SignIns(tenant, service, Protocol.SMTP);
    this.manner =
        switch (service) {
          case MICROSOFT -> new ExchangeSmtpManner();
          case GOOGLE -> new GmailSmtpManner();
        };
  }

  @Override
  public void run(Wire wire) throws IOException, InterruptedException {
    var authentication = new SmtpAuthentication(tenant, signIns, manner, wire);
    new SmtpSession(tenant, manner, submissions, authentication, wire).run();
  }
}
