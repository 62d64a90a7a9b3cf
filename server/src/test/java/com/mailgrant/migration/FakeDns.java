package com.mailgrant.migration;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A name server on loopback that answers as RFC 1035 says, or as it is told to. */
final class FakeDns implements AutoCloseable {
  private static final int MX = 15;
  private static final int SRV = 33;
  private static final int HEADER = 12;

  private final DatagramSocket socket;
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
  private volatile UnaryOperator<byte[]> spoiled = answer -> answer;

  private FakeDns(DatagramSocket socket) {
    this.socket = socket;
  }

  static FakeDns start() {
    try {
      var dns = new FakeDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("dns").start(dns::run);
      return dns;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As JNDI writes it. */
  String address() {
    return "dns://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  void reset() {
    records.clear();
    spoiled = answer -> answer;
  }

  void mx(String domain, int preference, String host) {
    add(
        MX,
        domain,
        data -> {
          data.writeShort(preference);
          data.write(name(host));
        });
  }

  void srv(String name, int priority, int port, String host) {
    add(
        SRV,
        name,
        data -> {
          data.writeShort(priority);
          data.writeShort(0);
          data.writeShort(port);
          data.write(name(host));
        });
  }

  /** What is to leave in place of each answer; an empty one is none. */
  void spoil(UnaryOperator<byte[]> how) {
    spoiled = how;
  }

  @FunctionalInterface
  private interface Data {
    void write(DataOutputStream to) throws IOException;
  }

  private void add(int type, String name, Data data) {
    records
        .computeIfAbsent(type + " " + name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
        .add(octets(data));
  }

  private void run() {
    var buffer = new byte[512];
    while (!socket.isClosed()) {
      try {
        var question = new DatagramPacket(buffer, buffer.length);
        socket.receive(question);
        var answer = spoiled.apply(answer(Arrays.copyOf(buffer, question.getLength())));
        if (answer.length > 0) {
          socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed, or a question that nobody understands.
      }
    }
  }

  private byte[] answer(byte[] question) {
    var reader = ByteBuffer.wrap(question, HEADER, question.length - HEADER);
    var labels = new ArrayList<String>();
    for (int length = reader.get(); length > 0; length = reader.get()) {
      var label = new byte[length];
      reader.get(label);
      labels.add(new String(label, StandardCharsets.US_ASCII));
    }
    int type = reader.getShort();
    reader.getShort();
    int end = reader.position();
    var found =
        records.getOrDefault(
            type + " " + String.join(".", labels).toLowerCase(Locale.ROOT), List.of());
    return octets(data -> {
      data.write(question, 0, 2);
      data.writeShort(found.isEmpty() ? 0x8183 : 0x8180);
      data.writeShort(1);
      data.writeShort(found.size());
      data.writeInt(0);
      data.write(question, HEADER, end - HEADER);
      for (var each : found) {
        data.writeShort(0xC00C);
        data.writeShort(type);
        data.writeShort(1);
        data.writeInt(60);
        data.writeShort(each.length);
        data.write(each);
      }
    });
  }

  private static byte[] name(String host) {
    return octets(data -> {
      for (var label : host.split("\\.", -1)) {
        if (!label.isEmpty()) {
          data.writeByte(label.length());
          data.writeBytes(label);
        }
      }
      data.writeByte(0);
    });
  }

  private static byte[] octets(Data what) {
    var bytes = new ByteArrayOutputStream();
    try {
      what.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
