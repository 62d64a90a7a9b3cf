package com.mailgrant.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says no to a body that is too large before it fills the memory, whether its length was announced
 * or it comes in chunks.
 */
@Component
class BodyLimit extends OncePerRequestFilter {
  /** 35 MB of message, whose base64 parts are a third longer in JSON, and some room. */
  private static final long MESSAGE_OCTETS = 64L * 1024 * 1024;

  /** The largest of all others is a list of mailboxes; 50,000 lines of it have some MB. */
  private static final long OTHER_OCTETS = 16L * 1024 * 1024;

  /** A body went beyond the limit while it was read. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Sentence detail;

    private TooLarge(Sentence detail) {
      super(detail.in(Language.ENGLISH));
      this.detail = detail;
    }

    Sentence detail() {
      return detail;
    }
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = request.getRequestURI();
    boolean message = path.endsWith("/messages") || path.endsWith("/drafts");
    long most = message ? MESSAGE_OCTETS : OTHER_OCTETS;
    var detail = Sentence.of(message ? "wrong.api.message-too-large" : "wrong.api.body-too-large");
    if (request.getContentLengthLong() > most) {
      response.setHeader("Connection", "close");
      Problem.of(413, Sentence.of("error.too-large").forReader(), detail.forReader())
          .write(request, response);
      return;
    }
    chain.doFilter(
        request.getContentLengthLong() >= 0 ? request : new Counted(request, most, detail),
        response);
  }

  /** A request whose length nobody announced. */
  private static final class Counted extends HttpServletRequestWrapper {
    private final long most;
    private final Sentence detail;

    Counted(HttpServletRequest request, long most, Sentence detail) {
      super(request);
      this.most = most;
      this.detail = detail;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountedStream(super.getInputStream(), most, detail);
    }
  }

  private static final class CountedStream extends ServletInputStream {
    private final ServletInputStream in;
    private final Sentence detail;
    private long left;

    CountedStream(ServletInputStream in, long most, Sentence detail) {
      this.in = in;
      this.left = most;
      this.detail = detail;
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      counted(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      counted(Math.max(0, count));
      return count;
    }

    private void counted(int octets) throws TooLarge {
      left -= octets;
      if (left < 0) {
        throw new TooLarge(detail);
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
